/*
 * In: a word of the text. Out: the name key that it sounds like, as a word of the model and as a hash.
 *
 * Keys take longer to make than everything else that is done with a word, so they are kept with the token and, for short
 * ASCII words, in the extractor's cache of words.
 */
#include "base/fold.h"
#include "match/candidate.h"

#include <string.h>

/* Word of a key, and the key's hash. */
static uint32_t find_key(const kzner_model *model, const char *text, size_t size, uint32_t *ret_hash)
{
	char key[KZ_FOLD_MAX + 1] = "\x01";
	size_t length = kz_name_key(text, size, key + 1);
	if (length > KZ_FOLD_MAX - 1)
		length = KZ_FOLD_MAX - 1;
	*ret_hash = kz_hash(key, length + 1);
	return length ? kz_find_word(model, key, length + 1, *ret_hash) : 0;
}

/* Case endings of Russian and Kazakh nouns and names, longest first; what is left must be a known name. */
static const char *const endings[] = {
        "ғаның", "енің",  "дағы", "дегі", "ндағы", "ында", "інде", "ының", "інің", "ского", "скому", "ским", "ской",
        "ская",  "тарын", "тың",  "тің",  "дың",   "дің",  "ның",  "нің",  "дан",  "ден",   "тан",   "тен",  "нан",
        "нен",   "мен",   "бен",  "пен",  "ына",   "іне",  "ами",  "ями",  "ого",  "ому",   "ями",   "ах",   "ях",
        "ов",    "ев",    "ой",   "ою",   "ей",    "ею",   "ом",   "ем",   "ым",   "им",    "да",    "де",   "та",
        "те",    "ға",    "ге",   "қа",   "ке",    "ды",   "ді",   "ты",   "ті",   "ны",    "ні",    "ын",   "ін",
        "на",    "не",    "а",    "я",    "у",     "ю",    "е",    "ы",    "и",    "ь"};

static uint32_t find_stem(const kzner_model *model, const char *text, size_t size)
{
	uint32_t hash;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t length = strlen(endings[i]);
		if (size < length + 6 || memcmp(text + size - length, endings[i], length))
			continue;
		uint32_t word = find_key(model, text, size - length, &hash);
		char nominative[KZ_FOLD_MAX];
		if (word || size - length + 2 > sizeof nominative)
			return word;
		/* Росси|ей, Москв|е: the nominative ends in a vowel */
		memcpy(nominative, text, size - length);
		memcpy(nominative + size - length, "а", 2);
		word = find_key(model, nominative, size - length + 2, &hash);
		if (!word) {
			memcpy(nominative + size - length, "я", 2);
			word = find_key(model, nominative, size - length + 2, &hash);
		}
		if (word)
			return word;
	}
	return 0;
}

static void make_key(kz_state *state, kz_token *token)
{
	const char *text = state->text.bytes + token->begin;
	size_t size = token->end - token->begin;
	kz_cached_word *cached = kz_token_cached(state->words, state->text.bytes, token);
	if (!cached || !cached->key) {
		uint32_t word = find_key(state->model, text, size, &token->key_hash);
		if (!word && token->flags & KZ_TOKEN_FOREIGN)
			word = find_stem(state->model, text, size);
		token->key = word ? word : KZ_NO_KEY;
	} else {
		token->key = cached->key;
		token->key_hash = cached->key_hash;
	}
	if (cached) {
		cached->key = token->key;
		cached->key_hash = token->key_hash;
	}
}

uint32_t kz_key_word(kz_state *state, uint32_t index)
{
	kz_token *token = &state->tokens.items[index];
	if (!token->key)
		make_key(state, token);
	return token->key == KZ_NO_KEY ? 0 : token->key;
}

uint32_t kz_key_hash(kz_state *state, uint32_t index)
{
	kz_token *token = &state->tokens.items[index];
	if (!token->key)
		make_key(state, token);
	return token->key_hash;
}
