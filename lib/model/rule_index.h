/*
 * Which mention rules a token may trigger, found without a search. Made when a model is opened; threads share it.
 */
#ifndef KZ_RULE_INDEX_H
#define KZ_RULE_INDEX_H

#include "base/alloc.h"
#include "model/model_format.h"

/* A number has one of eight sets of forms: YEAR, LETTERED and DOTTED, each or not. */
#define KZ_NUMBER_FORMS 8

static inline uint32_t kz_number_form(uint32_t shapes)
{
	return shapes / KZ_SHAPE_TRIGGER_YEAR % KZ_NUMBER_FORMS;
}

/* Triggers that are not words, in their order. */
typedef struct kz_rule_list {
	kz_rule_trigger *items;
	uint32_t count;
} kz_rule_list;

/* A word that triggers rules and the first of its records in the trigger section; word 0 is none. */
typedef struct kz_rule_word {
	uint32_t word, first;
} kz_rule_word;

typedef struct kz_rule_index {
	kz_rule_list of_numbers[KZ_NUMBER_FORMS]; /* what a number triggers for its form */
	kz_rule_list of_others;                   /* what any other token may trigger for its classes or form */
	kz_rule_list all;
	uint32_t classes, shapes; /* that trigger any rule */
	kz_rule_word *words;      /* a table with open addressing, never full */
	uint32_t word_shift;      /* of a hash, to its place */
} kz_rule_index;

/* False: no memory. What was made is freed with the rest. */
int kz_rule_index_init(kz_rule_index *index, const kz_allocator *allocator, const kz_rule_trigger *rule_triggers,
                       uint32_t rule_trigger_count, const kz_trigger *triggers, uint32_t trigger_count);
void kz_rule_index_free(kz_rule_index *index, const kz_allocator *allocator);

static inline uint32_t kz_rule_word_place(const kz_rule_index *index, uint32_t word)
{
	return word * 0x9E3779B1u >> index->word_shift;
}

/* The first of the trigger records of a word that triggers rules; 0 if it does not. */
static inline uint32_t kz_first_rule_trigger(const kz_rule_index *index, uint32_t word)
{
	uint32_t mask = UINT32_MAX >> index->word_shift, i = kz_rule_word_place(index, word);
	while (index->words[i].word && index->words[i].word != word)
		i = (i + 1) & mask;
	return index->words[i].first;
}

/* Does the record lead to a rule, not to a relation pattern? */
static inline int kz_triggers_rule(const kz_trigger *trigger)
{
	return !(trigger->target & (KZ_TRIGGER_PATTERN | KZ_TRIGGER_GROUP));
}

#endif
