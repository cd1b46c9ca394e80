/* A relation pattern that is tried at a place of a sentence: what its parts share. */
#ifndef KZ_MATCHER_H
#define KZ_MATCHER_H

#include "relations/pattern_index.h"

/* Steps of all patterns in one sentence: stops patterns with many gaps on long lists. */
#define KZ_STEP_LIMIT 20000

/* Items that "~" holds at the most. */
#define KZ_FILL_WORDS 8

/* What is taken off the confidence of an argument that is a pronoun. */
#define KZ_PRONOUN_FACTOR 0.85f

typedef struct kz_argument {
	uint32_t item;   /* head */
	uint32_t phrase; /* KZNER_NONE if it is a mention inside a phrase */
	int known;       /* no item: what the gazetteer says that the subject holds the title of */
	uint32_t begin, end;
	float factor;
} kz_argument;

typedef struct kz_matcher {
	kz_state *state;
	const kz_resolved *resolved;
	kz_items *items;
	/* those of the sentence, close at hand */
	const kz_item *item;
	uint64_t item_count;
	const kz_phrase *phrases;
	const kz_place_sign *signs;
	kz_related *related;
	/* of the pattern that has matched */
	const kz_pattern *pattern;
	const kz_relation_type *type;
	uint32_t pattern_number, trigger, title; /* title: item of the last title matched, KZNER_NONE if none */
	uint32_t verb; /* item behind the fill before a verb right of the trigger, 0 if none */
	kz_argument subject, object;
	uint32_t steps;
	int right;    /* the program that runs is that of the right side */
	int64_t step; /* the way that it goes: 1 to the right, -1 to the left */
	kz_pattern_index *index;
} kz_matcher;

/* Item i, NULL outside the sentence. */
static inline const kz_item *kz_matcher_item(const kz_matcher *m, int64_t i)
{
	return (uint64_t)i < m->item_count ? &m->item[i] : NULL;
}

/* What stands at item i, or right outside the sentence. */
static inline const kz_place_sign *kz_matcher_sign(const kz_matcher *m, int64_t i)
{
	const kz_place_sign *sign = &m->signs[i + 1];
	return sign->types ? sign : kz_sign_at(m->index, m->state, m->items, i);
}

/* Run a program from an instruction on at item `at`, where it may go on. True: it matched, and its arguments are set. */
int kz_program_run(kz_matcher *m, const kz_instruction *to, int64_t at);

/* The same anywhere: what stands there tells most of what may not go on. */
static inline int kz_program_go_on(kz_matcher *m, const kz_instruction *to, int64_t at)
{
	return to->code == KZ_OP_END ||
	       (kz_sign_meets(&to->first, kz_matcher_sign(m, at)) && kz_program_run(m, to, at));
}

/* Run an instruction that asks for an argument, and the program behind it. */
int kz_argument_run(kz_matcher *m, const kz_instruction *op, int64_t at);

/* Take something as the argument and go on at `at`; undone on failure. */
int kz_argument_take(kz_matcher *m, const kz_instruction *op, kz_argument taken, int64_t at);

/* Is the item named and of a type that the instruction and the relation allow? */
int kz_argument_fits(const kz_matcher *m, const kz_instruction *op, const kz_item *item);

/* Try all patterns on the sentence. False: no memory. */
int kz_sentence_relate(kz_matcher *m);

#endif
