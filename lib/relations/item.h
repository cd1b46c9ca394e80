/*
 * A sentence as relation patterns see it: a row of items, each a mention or a word, and over them noun phrases.
 *
 *     Russian President Vladimir Putin and Belarus 's Alexander Lukashenko met in Moscow .
 *     [NORP] [TITLE]   [PERSON]        and [PLACE] 's [PERSON]             met in [PLACE] .
 *     `---- phrase, head: PERSON --'       `-- phrase ---------'                 `----'
 *     `------------------- group of two -----------------------'
 */
#ifndef KZ_ITEM_H
#define KZ_ITEM_H

#include "relations/relation.h"

typedef struct kz_item {
	uint64_t lists; /* that a word is in: KZ_IN(...); 0 for mentions */
	uint32_t first; /* token */
	uint32_t
	        word; /* by which patterns know it, if they ask for it: of a title the last word, so that a co-founder is a
	                        founder. 0 for others */
	uint32_t mention;    /* of kz_resolved, KZNER_NONE for words */
	uint32_t phrase;     /* that it belongs to, KZNER_NONE if none */
	uint32_t owner;      /* mention that his, her, its means; KZNER_NONE for other words */
	uint32_t classes;    /* of a word */
	uint16_t typed;      /* so many kz_items.typed stand before it */
	uint8_t type;        /* of a mention; PERSON for a pronoun that is resolved */
	uint8_t entity_type; /* of the mention's entity, KZNER_TYPE_NONE if it has none */
	uint8_t rank;        /* of a title */
	uint8_t pronoun;     /* 1; 2 for a noun that describes what was named before */
	uint8_t uses;        /* bits KZ_USE_*, 0: not asked yet, see kz_item_uses() */
} kz_item;

/* What a word can be good for: the first ones in the order of KZ_SIGN_GAP and what follows it. */
enum {
	KZ_USE_GAP = 1, /* no mark that parts clauses */
	KZ_USE_MODIFIES =
	        2,         /* stands in a noun phrase before its name: no preposition, conjunction, auxiliary or mark */
	KZ_USE_FILLS = 4,  /* stands between a subject and its verb: auxiliary, adverb, negation, word of planning */
	KZ_USE_PASSES = 8, /* between an argument and its place: modifies, or is an office */
	KZ_USE_ASKED = 16
};

/* An item that names something, or says whose it is. */
typedef struct kz_typed_item {
	uint32_t item, type; /* kzner_type */
} kz_typed_item;

typedef struct kz_phrase {
	uint32_t begin, end; /* items */
	uint32_t core_end;   /* before the nouns that say no more than the name: the [Nur Otan] party */
	uint32_t head;       /* item */
	uint32_t group;      /* first phrase of the group that it is coordinated in; itself if none */
	uint32_t group_end;  /* behind the last phrase of that group */
	int office;          /* ends in a title that nobody bears: "the Kazakh president" */
} kz_phrase;

typedef struct kz_items {
	KZ_ARRAY(kz_item) items; /* behind the last stands one more, of no phrase, that is not counted */
	KZ_ARRAY(kz_phrase) phrases;
	KZ_ARRAY(kz_typed_item) typed;
	/* Items that stand for mentions of entities or titles; for dates; verbs of speech and "according" */
	KZ_ARRAY(uint32_t) named, dates, speech;
	KZ_ARRAY(uint32_t) marked; /* items that patterns may ask for: mentions, and words that stand in patterns */
	uint32_t sentence;
	uint32_t entity; /* the last that an item names or that something is said to be of, KZNER_NONE if none */
	int several;     /* such entities */
	int coordinated; /* some phrases are in a group of several */
} kz_items;

/* Whom a pronoun means: the subject of the sentence before. */
typedef struct kz_antecedents {
	uint32_t person, other; /* mentions, KZNER_NONE if none */
} kz_antecedents;

/* Could a sentence without mentions have items with one: pronouns that mean somebody? */
int kz_sentence_has_items(const kz_state *state, const kz_sentence *sentence, const kz_antecedents *antecedents);

/* Do the items name two entities, or one of which the gazetteer knows roles? Of others no pattern can say anything. */
int kz_items_may_relate(const kz_state *state, const kz_resolved *resolved, const kz_items *items);

/* The items and phrases of one sentence, whose mentions are first_mention..end_mention. False: no memory. */
int kz_items_make(kz_state *state, const kz_resolved *resolved, uint32_t sentence, uint32_t first_mention,
                  uint32_t end_mention, const kz_antecedents *antecedents, kz_items *items);

/* What the pronouns of the next sentence will mean. */
kz_antecedents kz_antecedents_of(const kz_items *items, kz_antecedents before);

/* Is item i a word of one of the lists? Mentions and what is outside the sentence are in none. */
static inline int kz_item_in(const kz_items *items, uint32_t i, uint64_t lists)
{
	return i < items->items.count && (items->items.items[i].lists & lists) != 0;
}

/* What a mark does, by its ASCII character; a symbol that has none is 0. Bits KZ_MARK_* */
extern const uint8_t kz_marks[256];

enum {
	KZ_MARK_PARTS = 1,   /* parts clauses: no gap reaches over it */
	KZ_MARK_MODIFIES = 2 /* stands in a noun phrase */
};

static inline int kz_parts_clauses(char symbol)
{
	return kz_marks[(unsigned char)symbol] & KZ_MARK_PARTS;
}

/* Sets kz_item.uses of a word. */
uint8_t kz_item_find_uses(const kz_state *state, const kz_items *items, uint32_t i);

static inline uint8_t kz_item_uses(const kz_state *state, const kz_items *items, uint32_t i)
{
	uint8_t uses = items->items.items[i].uses;
	return uses & KZ_USE_ASKED ? uses : kz_item_find_uses(state, items, i);
}

/* A small word that can stand in a noun phrase before its name. Mentions are none. */
static inline int kz_item_modifies(const kz_state *state, const kz_items *items, uint32_t i)
{
	return i < items->items.count && kz_item_uses(state, items, i) & KZ_USE_MODIFIES;
}

/* Auxiliaries, adverbs, negations and words of planning that stand between a subject and its verb. */
static inline int kz_item_fills(const kz_state *state, const kz_items *items, uint32_t i)
{
	return (kz_item_uses(state, items, i) & KZ_USE_FILLS) != 0;
}

static inline int kz_item_is_preposition(const kz_items *items, uint32_t i)
{
	return kz_item_in(items, i, KZ_IN(PREPOSITION));
}

#endif
