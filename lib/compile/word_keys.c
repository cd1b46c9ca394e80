/*
 * In: words in their final order. Out: the name key that each word of texts sounds like, as kz_variant_word() would find it.
 *
 * Only words of plain letters and digits have one here, and marks, since nothing but their folded form is known: of others it may matter
 * how a text spells them.
 */
#include "compile/builder.h"
#include "model/model_view.h"

#include <string.h>

/* Name keys stand behind all other words, in the order of their hashes. */
static uint32_t first_key(const kzner_compiler *c)
{
	uint32_t i = 1;
	while (i < c->words.count && !kz_is_key(c->words.items[i].record.head[0]))
		i++;
	return i;
}

/* The first word from `first` on whose hash is not below `hash`. */
static uint32_t lower_bound(const kzner_compiler *c, uint32_t first, uint32_t hash)
{
	uint32_t end = c->words.count;
	while (first < end) {
		uint32_t middle = first + (end - first) / 2;
		if (c->words.items[middle].record.hash < hash)
			first = middle + 1;
		else
			end = middle;
	}
	return first;
}

static uint32_t find_key(const kzner_compiler *c, uint32_t first, const kz_key_text *key)
{
	const kz_build_word *words = c->words.items;
	for (uint32_t i = lower_bound(c, first, key->hash); i < c->words.count && words[i].record.hash == key->hash;
	     i++)
		if (words[i].record.length == key->length &&
		    !memcmp(kz_builder_text(c, words[i].strings.text), key->text, key->length))
			return i;
	return 0;
}

/* Apostrophes and dashes are spelled in several ways. */
static int is_mark(const char *text, size_t size)
{
	return size == 1 && text[0] > ' ' && text[0] < 0x7F && text[0] != '\'' && text[0] != '-';
}

static int is_plain(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((text[i] < 'a' || text[i] > 'z') && (text[i] < '0' || text[i] > '9'))
			return 0;
	return size > 0;
}

static kz_word_key key_of(const kzner_compiler *c, uint32_t first, const char *text, size_t size)
{
	kz_word_key found = {KZ_NO_KEY, 0};
	uint32_t readings = kz_variant_readings(text, size);
	for (kz_key_reading r = KZ_KEY_PLAIN; r <= KZ_KEY_AZERBAIJANI && found.word == KZ_NO_KEY; r++) {
		kz_key_text key;
		if (!(readings >> r & 1))
			continue;
		kz_key_text_make(text, size, r, &key);
		uint32_t word = key.length > kz_variant_key_least(r) ? find_key(c, first, &key) : 0;
		found = (kz_word_key){word ? word : KZ_NO_KEY, r == KZ_KEY_PLAIN ? key.hash : found.hash};
	}
	return found;
}

void kz_word_keys_find(kzner_compiler *c)
{
	uint32_t first = first_key(c);
	for (uint32_t i = 1; i < first; i++) {
		kz_build_word *word = &c->words.items[i];
		const char *text = kz_builder_text(c, word->strings.text);
		if (is_plain(text, word->record.length) || is_mark(text, word->record.length))
			word->key = key_of(c, first, text, word->record.length);
	}
}
