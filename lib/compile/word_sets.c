/*
 * In: the lists of words that the code asks for. Out: a word of the model for each, and the sets of lists that words are in.
 *
 * Must come when all other words are there: a word that only a list has stays one that the model does not know.
 */
#include "compile/builder.h"

/* A word with what is known of its lists so far; until all are read, kz_word.lists counts these from 1. */
typedef struct listed_word {
	uint32_t word;
	kz_word_set set;
} listed_word;

typedef KZ_ARRAY(listed_word) listed_words;

static int add_word(kzner_compiler *c, listed_words *listed, const char *text, size_t size, const kz_word_set *bit)
{
	uint32_t word = kz_builder_word(c, text, size);
	if (!word)
		return 0;
	if (!c->words.items[word].record.lists) {
		listed_word *added = KZ_PUSH_HEAP(&c->allocator, listed);
		if (!added)
			return 0;
		*added = (listed_word){.word = word};
		c->words.items[word].record.lists = (uint16_t)listed->count;
	}
	kz_word_set *set = &listed->items[c->words.items[word].record.lists - 1].set;
	set->relations |= bit->relations;
	set->names |= bit->names;
	return 1;
}

static int add_list(kzner_compiler *c, listed_words *listed, const kz_word_list *list)
{
	const char *word = list->words;
	while (*word) {
		size_t size = strcspn(word, " ");
		if (!add_word(c, listed, word, size, &list->bit))
			return 0;
		word += size;
		word += strspn(word, " ");
	}
	return 1;
}

/* Number of a set, made if there was none like it; 0 if there is no memory. */
static uint16_t number_of(kzner_compiler *c, const kz_word_set *set)
{
	for (uint32_t i = 1; i < c->word_sets.count; i++)
		if (c->word_sets.items[i].relations == set->relations && c->word_sets.items[i].names == set->names)
			return (uint16_t)i;
	kz_word_set *added = KZ_PUSH_HEAP(&c->allocator, &c->word_sets);
	if (!added)
		return 0;
	*added = *set;
	return (uint16_t)(c->word_sets.count - 1);
}

int kz_word_sets_make(kzner_compiler *c)
{
	listed_words listed = {0};
	uint32_t known = c->words.count;
	int good = 1;
	for (int i = 0; good && i < KZ_WORD_LIST_COUNT; i++)
		good = add_list(c, &listed, &kz_word_lists[i]);
	for (uint32_t i = 0; good && i < listed.count; i++) {
		uint32_t word = listed.items[i].word;
		uint16_t number = number_of(c, &listed.items[i].set);
		c->words.items[word].record.lists = number | (word >= known ? KZ_LISTS_ONLY : 0);
		good = number > 0;
	}
	kz_free(&c->allocator, listed.items);
	c->no_memory |= !good;
	return good;
}
