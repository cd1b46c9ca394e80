/*
 * Which mention rules a token may trigger, found without a search. Made when a model is opened; threads share it.
 *
 * Triggers that are no words stand in sets of 64, a bit each. Tables tell for the class or form of a token which of them it
 * meets, and for those of the next token, or for its word, of which it is what they need there: two masks tell them all at once.
 */
#ifndef KZ_RULE_INDEX_H
#define KZ_RULE_INDEX_H

#include "base/alloc.h"
#include "model/model_format.h"

/* Sets of the forms that a token may have: KZ_SHAPE_TRIGGER_*, each or not. */
#define KZ_FORM_SETS (1 << KZ_SHAPE_TRIGGER_BITS)

/* Classes of a word */
#define KZ_CLASS_BITS 32

/* Tokens behind a trigger that are looked at together. */
#define KZ_NEAR 4

/* What tokens of a class, of a set of forms, or one word do for the triggers of a set. */
typedef struct kz_trigger_table {
	uint64_t of_class[KZ_CLASS_BITS];
	uint64_t of_forms[KZ_FORM_SETS];
	uint32_t classes;  /* that do anything */
	int reads_numbers; /* a form that only the digits of a number tell does anything */
} kz_trigger_table;

/* A bit for each word of a list, by its hash: most words are none of them. */
typedef struct kz_word_filter {
	uint64_t bits[8];
} kz_word_filter;

/* The hash of a word, and the triggers that need it next; 0 triggers: none. */
typedef struct kz_next_word {
	uint64_t triggers;
	uint32_t hash;
} kz_next_word;

typedef struct kz_trigger_set {
	const kz_rule_trigger *items;
	kz_trigger_table own;  /* what a token triggers */
	kz_trigger_table next; /* for which it is what they need as the next token */
	kz_trigger_table near; /* or among the next KZ_NEAR, by its classes alone */
	uint64_t alone;        /* triggers that begin with another need or have none */
	uint64_t told;         /* triggers of which `next` tells all of the first need */
	uint64_t settled;      /* and that have no other, or none at all */
	uint64_t capitalised;  /* triggers that only a token with a capital letter meets */
	kz_word_filter filter; /* of the words that are needed next */
	kz_next_word *words;   /* a table with open addressing, never full */
	uint32_t word_shift;   /* of a hash, to its place */
} kz_trigger_set;

/* A word that triggers rules; word 0 is none. */
typedef struct kz_rule_word {
	uint32_t word;
	uint32_t first, end; /* its triggers in kz_rule_index.of_words */
} kz_rule_word;

typedef struct kz_rule_index {
	kz_trigger_set *sets; /* in the order of the triggers */
	uint32_t set_count;
	uint32_t classes, shapes; /* that trigger any rule */
	kz_word_filter *filters;  /* of the words of each need */
	kz_rule_word *words;      /* a table with open addressing, never full */
	uint32_t word_shift;      /* of a hash, to its place */
	uint32_t *of_words; /* triggers of words, word by word: the model has them among those of relation patterns */
} kz_rule_index;

/* The parts of a model that it is made of. */
typedef struct kz_rule_source {
	const kz_rule_trigger *rule_triggers;
	const kz_rule_need *needs;
	const uint32_t *words; /* of the needs */
	const kz_trigger *triggers;
	uint32_t rule_trigger_count, need_count, trigger_count;
} kz_rule_source;

/* False: no memory. What was made is freed with the rest. */
int kz_rule_index_init(kz_rule_index *index, const kz_allocator *allocator, const kz_rule_source *source);
void kz_rule_index_free(kz_rule_index *index, const kz_allocator *allocator);

/* The triggers of a set that a token of these classes and forms meets by them. */
static inline uint64_t kz_triggers_met(const kz_trigger_table *table, uint32_t classes, uint32_t forms)
{
	uint64_t met = table->of_forms[forms];
	for (classes &= table->classes; classes; classes &= classes - 1)
		met |= table->of_class[__builtin_ctz(classes)];
	return met;
}

static inline void kz_filter_add(kz_word_filter *filter, uint32_t hash)
{
	filter->bits[hash / 64 % 8] |= (uint64_t)1 << hash % 64;
}

static inline uint32_t kz_filter_passes(const kz_word_filter *filter, uint32_t hash)
{
	return filter->bits[hash / 64 % 8] >> hash % 64 & 1;
}

static inline uint32_t kz_next_word_place(const kz_trigger_set *set, uint32_t hash)
{
	return hash * 0x9E3779B1u >> set->word_shift;
}

/* The triggers of a set that need a word with that hash next. */
static inline uint64_t kz_triggers_of_next_word(const kz_trigger_set *set, uint32_t hash)
{
	if (!kz_filter_passes(&set->filter, hash))
		return 0;
	uint32_t mask = UINT32_MAX >> set->word_shift, i = kz_next_word_place(set, hash);
	while (set->words[i].triggers && set->words[i].hash != hash)
		i = (i + 1) & mask;
	return set->words[i].triggers;
}

static inline uint32_t kz_rule_word_place(const kz_rule_index *index, uint32_t word)
{
	return word * 0x9E3779B1u >> index->word_shift;
}

/* The triggers of a word; none if it triggers no rule. */
static inline kz_rule_word *kz_rule_word_find(const kz_rule_index *index, uint32_t word)
{
	uint32_t mask = UINT32_MAX >> index->word_shift, i = kz_rule_word_place(index, word);
	while (index->words[i].word && index->words[i].word != word)
		i = (i + 1) & mask;
	return &index->words[i];
}

/* Does the record lead to a rule, not to a relation pattern? */
static inline int kz_triggers_rule(const kz_trigger *trigger)
{
	return !(trigger->target & (KZ_TRIGGER_PATTERN | KZ_TRIGGER_GROUP));
}

#endif
