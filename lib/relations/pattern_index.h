/*
 * Which relation patterns can match in a sentence, and where? Asked before any pattern is run, in steps, each cheaper than what comes
 * behind it: the words that the sentence has wake the patterns that wait for them; a pattern must find all words and types that it needs,
 * on the side of its trigger where it needs them; what stands beside the trigger must be what it wants there.
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

/* What a word does. */
typedef struct kz_known_word {
	uint32_t first;    /* of the patterns that it triggers, in kz_pattern_index.triggered */
	uint32_t patterns; /* so many */
	uint32_t wake;     /* groups that it belongs to, in kz_pattern_index.wakes; 0 is none */
} kz_known_word;

/* Kinds of mentions that trigger patterns: types, and behind them titles by their ranks. */
#define KZ_TITLE_RANKS   8
#define KZ_MENTION_KINDS (KZNER_TYPE_COUNT + KZ_TITLE_RANKS)

/* Words of a sentence, by their low bits: where the first and the last of each kind stand. */
#define KZ_WORD_PLACES 1024

typedef struct kz_word_place {
	uint64_t
	        words; /* the serial number of the sentence that this is true of, and behind it all bits of the words of this place */
	uint16_t first, last;
} kz_word_place;

/* Sentences by the types of their mentions, for which it is remembered whose arguments they could have. */
#define KZ_TYPES_SEEN 1024

typedef struct kz_types_seen {
	uint32_t key; /* kz_pattern_index.types and often; 0: nothing is remembered */
	uint32_t any; /* some pattern has arguments */
} kz_types_seen;

/* Types that the arguments of a pattern may have, as in kz_pattern. */
typedef struct kz_argument_types {
	uint16_t subjects, objects;
} kz_argument_types;

/* What a pattern wants before its trigger, and in the sentence. */
typedef struct kz_pattern_beside {
	kz_place_sign left;
	uint32_t arguments; /* number of their types in kz_pattern_index.arguments */
	uint16_t right_types,
	        left_types; /* a mention of one of them must stand on that side; all bits: none is asked for */
	uint32_t pair;      /* two members of a coordinated group */
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

/* An item that triggers patterns: a mention, or a word with those at kz_pattern_index.triggered[first]. */
typedef struct kz_live_item {
	uint32_t item, first, count;
} kz_live_item;

/*
 * Made for a model, used by one thread. What is asked for each word and pattern lies close together, apart from the model: it is asked for
 * so often that it must stay in the near caches.
 */
typedef struct kz_pattern_index {
	uint32_t mention_count; /* patterns that mentions trigger */
	uint32_t set_words;     /* 64-bit words of a set of patterns that mentions trigger */
	uint32_t clitic;        /* the word 's */
	uint32_t *known_of;     /* for each word of the model the number of what it does; 0: nothing */
	kz_known_word *known;
	uint32_t *triggered; /* patterns */
	kz_wake *wakes;
	uint32_t *of_mentions; /* the patterns that mentions trigger: sets are of places in this list */
	uint64_t *of_kind;     /* for each kind of mentions the set of patterns that they trigger */
	uint64_t *possible;    /* the set of those of them that the sentence wakes */
	/* Number of a group of the model, from 1 on; 0: no pattern waits for it */
	uint16_t group_number[KZ_GROUPS_MAX];
	/* For each group the set of patterns that wait for it; for 0 those that are tried in all sentences */
	uint64_t *of_group;
	kz_argument_types *arguments; /* all that patterns have, each once */
	uint32_t argument_count;
	uint64_t *of_arguments; /* for each of them the set of patterns that have them */
	kz_types_seen types_seen[KZ_TYPES_SEEN];
	uint64_t *of_types;            /* for each of them the set of patterns whose arguments could be of the types */
	uint32_t argument_words;       /* 64-bit words of a set of types of arguments */
	uint64_t *seen_arguments;      /* for each of them the set of types that arguments could have */
	const uint64_t *has_arguments; /* that of the sentence */
	kz_place_sign *behind;         /* what each pattern wants behind its trigger */
	kz_pattern_beside *beside;
	kz_pattern_sides *sides;
	kz_step_words step_words;
	kz_pattern_programs programs;
	uint32_t *fitting;       /* room for the patterns that fit beside a trigger */
	kz_place_sign *signs;    /* before the first item, at items, behind the last, see kz_sign_at() */
	kz_types_around *around; /* by kz_item.typed; behind them that of the end */
	kz_wake woken;           /* by the words of the sentence */
	uint32_t types, often;   /* bits 1 << kzner_type: of one mention of the sentence at least, of two */
	uint32_t sentence;       /* serial number */
	uint32_t coordinated;    /* has a group of phrases */
	uint32_t facts;          /* bits KZ_FACT_* of it, if they were asked for */
	uint32_t facts_known;
	kz_live_item *live; /* its items that trigger something */
	uint32_t live_count;
	kz_word_place words[KZ_WORD_PLACES];
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

/* What stands behind a mention that triggers patterns: behind it, and behind the phrases that it may be taken for. */
kz_place_sign kz_sign_behind_mention(const kz_pattern_index *index, const kz_state *state, const kz_items *items,
                                     uint32_t i);

/* Are there two mentions that could be the arguments? */
static inline uint32_t kz_has_arguments(const kz_pattern_index *index, const kz_pattern_beside *pattern)
{
	return (uint32_t)(index->has_arguments[pattern->arguments / 64] >> pattern->arguments % 64 & 1);
}

/* The set of patterns that a mention triggers. */
static inline const uint64_t *kz_patterns_of(const kz_pattern_index *index, const kz_item *mention)
{
	uint32_t kind =
	        mention->type == KZNER_TYPE_TITLE ? KZNER_TYPE_COUNT + mention->rank % KZ_TITLE_RANKS : mention->type;
	return index->of_kind + (size_t)kind * index->set_words;
}

kz_trigger_sides kz_trigger_sides_of(const kz_pattern_index *index, const kz_state *state, const kz_items *items,
                                     uint32_t i);

/* May a pattern match that fits beside its trigger? */
int kz_pattern_may_match(kz_pattern_index *index, const kz_state *state, const kz_resolved *resolved,
                         const kz_items *items, uint32_t pattern, const kz_trigger_sides *trigger);

#endif
