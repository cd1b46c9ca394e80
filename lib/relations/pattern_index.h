/*
 * Which relation patterns can match in a sentence, and where? Asked before any pattern is run, in steps, each cheaper than what comes
 * behind it: the words that the sentence has wake the patterns that wait for them; mentions of the types that a pattern wants must stand
 * on each side of its trigger; what stands beside the trigger must be what it wants there; and it must find all words that it needs, on
 * the side where it needs them.
 */
#ifndef KZ_PATTERN_INDEX_H
#define KZ_PATTERN_INDEX_H

#include "relations/facts.h"
#include "relations/pattern_program.h"

/* Groups of words that patterns wait for which mentions trigger; patterns of further groups do not wait. */
#define KZ_WAKE_GROUPS 128

typedef struct kz_wake {
	uint64_t groups[KZ_WAKE_GROUPS / 64];
} kz_wake;

/* A word that patterns ask for: what it does, and where it stands in a sentence. */
typedef struct kz_known_word {
	kz_wake wake;      /* groups that it belongs to */
	uint64_t places;   /* items, as bits; the last one is all from 63 on */
	uint32_t sentence; /* serial number of the one that the places are of */
	uint32_t first;    /* of the patterns that it triggers, in kz_pattern_index.by_words */
	uint32_t patterns; /* so many */
} kz_known_word;

/* Kinds of mentions that trigger patterns: types, and behind them titles by their ranks. */
#define KZ_TITLE_RANKS   8
#define KZ_MENTION_KINDS (KZNER_TYPE_COUNT + KZ_TITLE_RANKS)

/* Sentences by the types of their mentions, for which it is remembered whose arguments they could have. */
#define KZ_TYPES_SEEN 1024

typedef struct kz_types_seen {
	uint32_t key; /* types and often, see kz_pattern_index.types; 0: nothing is remembered */
	uint32_t any; /* some pattern has arguments */
} kz_types_seen;

/* Types that the arguments of a pattern may have, as in kz_pattern. */
typedef struct kz_argument_types {
	uint16_t subjects, objects;
} kz_argument_types;

/* A pattern and something that triggers it: what is asked first. */
typedef struct kz_trigger_wants {
	uint64_t around; /* of the sentence: bits KZ_AROUND_*() */
	uint32_t pattern;
	uint32_t arguments; /* number of their types in kz_pattern_index.arguments */
} kz_trigger_wants;

/*
 * What a pattern wants on the right and on the left of its trigger, and of the sentence: in each of three fields of 16 bits it must have
 * one bit in common with what is there. The highest bit of each is unused; every place has the bit ANYTHING.
 */
#define KZ_AROUND_ANYTHING     (1u << 14)
#define KZ_AROUND_RIGHT(types) ((uint64_t)(types))
#define KZ_AROUND_LEFT(types)  ((uint64_t)(types) << 16)
#define KZ_AROUND_NO_PAIR      ((uint64_t)1 << 32)
#define KZ_AROUND_PAIR         ((uint64_t)2 << 32) /* two members of a coordinated group */

static inline uint32_t kz_is_around(uint64_t wanted, uint64_t around)
{
	const uint64_t low = 0x7FFF7FFF7FFF, high = 0x800080008000;
	return (((wanted & around) + low) & high) == high;
}

/* What it wants right behind and right before it. */
typedef struct kz_pattern_beside {
	kz_place_sign behind, before;
} kz_pattern_beside;

/* What it wants on both sides of its trigger. */
typedef struct kz_pattern_sides {
	kz_pattern_side right, left;
	uint32_t facts; /* bits KZ_FACT_*, of the sentence */
} kz_pattern_sides;

/* Types of mentions on both sides of a place, and of those that his, her, its mean. */
typedef struct kz_types_around {
	uint32_t before, from;
} kz_types_around;

/* What stands on both sides of a trigger. */
typedef struct kz_trigger_sides {
	uint32_t item;
	uint32_t right_begin, left_end;   /* items */
	uint32_t right_types, left_types; /* of mentions, as in kz_types_around */
	uint32_t participle;              /* it ends in -ing: its subject may stand on its right */
} kz_trigger_sides;

/*
 * Made for a model, used by one thread. What is asked for each word and pattern lies close together, apart from the model: it is asked for
 * so often that it must stay in the near caches.
 */
typedef struct kz_pattern_index {
	uint32_t mention_count; /* patterns that mentions trigger */
	uint32_t set_words;     /* 64-bit words of a set of patterns that mentions trigger */
	uint32_t *known_of;     /* for each word of the model its number in known; 0: patterns do not ask for it */
	kz_known_word *known;
	uint32_t known_count;
	uint32_t word_trigger_count;
	kz_trigger_wants *by_words;    /* the patterns that words trigger, word by word */
	kz_trigger_wants *by_mentions; /* the patterns that mentions trigger: sets are of places in this list */
	uint64_t *of_kind;             /* for each kind of mentions the set of patterns that they trigger */
	uint64_t *possible;            /* the set of those of them that the sentence wakes */
	/* Number of a group of the model, from 1 on; 0: no pattern waits for it */
	uint16_t group_number[KZ_GROUPS_MAX];
	/* For each group the set of patterns that wait for it; for 0 those that are tried in all sentences */
	uint64_t *of_group;
	kz_argument_types *arguments; /* all that patterns have, each once */
	uint32_t argument_count;
	uint32_t argument_types,
	        argument_twice; /* types that any of them has; that subject and object may both be of */
	uint64_t *of_arguments; /* for each of them the set of patterns that have them */
	kz_types_seen types_seen[KZ_TYPES_SEEN];
	uint64_t *of_types;            /* for each of them the set of patterns whose arguments could be of the types */
	uint32_t argument_words;       /* 64-bit words of a set of types of arguments */
	uint64_t *seen_arguments;      /* for each of them the set of types that arguments could have */
	const uint64_t *has_arguments; /* that of the sentence */
	kz_pattern_beside *beside;
	kz_pattern_sides *sides;
	kz_step_words step_words; /* by their numbers in known */
	kz_pattern_programs programs;
	kz_sign_words sign_words;
	uint32_t *fitting;       /* the patterns that fit at a trigger */
	kz_place_sign *signs;    /* at items, see kz_sign_at() */
	kz_types_around *around; /* by kz_item.typed; behind them that of the end */
	kz_wake woken;           /* by the words of the sentence */
	uint32_t types, often;   /* bits 1 << kzner_type: of one mention of the sentence at least, of two */
	uint32_t sentence;       /* serial number */
	uint64_t pairs;          /* KZ_AROUND_NO_PAIR, and KZ_AROUND_PAIR if it has a group of phrases */
	uint32_t facts;          /* bits KZ_FACT_* of it, if they were asked for */
	uint32_t facts_known;
	uint32_t *live; /* its items that trigger something */
	uint32_t live_count;
} kz_pattern_index;

/* For sentences of at most so many items. NULL: no memory. */
kz_pattern_index *kz_pattern_index_new(const kz_allocator *allocator, const kzner_model *model, uint32_t max_items);
void kz_pattern_index_free(const kz_allocator *allocator, kz_pattern_index *index);

/* Look at a sentence: sets what is known of it, and which patterns are possible. False: none is. */
int kz_patterns_choose(kz_pattern_index *index, const kz_items *items);

/* What stands at item i, or before the first (-1) or behind the last. Every sign that is made has a type. */
static inline const kz_place_sign *kz_sign_at(const kz_pattern_index *index, const kz_state *state,
                                              const kz_items *items, int64_t i)
{
	kz_place_sign *sign = &index->signs[i + 1];
	if (!sign->types)
		*sign = kz_place_sign_of(state, items, (uint32_t)i);
	return sign;
}

/* The same of what stands before item i, looked at closer. */
static inline const kz_place_sign *kz_sign_before(const kz_pattern_index *index, const kz_state *state,
                                                  const kz_items *items, int64_t i)
{
	const kz_place_sign *sign = kz_sign_at(index, state, items, i - 1);
	if (i > 0)
		kz_sign_look_left(&index->signs[i], items, (uint32_t)i - 1);
	return sign;
}

/* Lists in index->fitting the patterns that fit around and beside an item, in the order in which they are tried; returns how many. */
uint32_t kz_patterns_list(kz_pattern_index *index, const kz_state *state, const kz_items *items, uint32_t i,
                          kz_trigger_sides *ret_sides);

/* May a listed pattern match? */
int kz_pattern_may_match(kz_pattern_index *index, const kz_state *state, const kz_resolved *resolved,
                         const kz_items *items, uint32_t pattern, const kz_trigger_sides *trigger);

#endif
