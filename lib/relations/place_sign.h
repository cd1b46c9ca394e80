/*
 * What stands at a place of a sentence, in bits, and what a relation pattern wants to stand right behind and right before its trigger: one
 * AND of both tells that most patterns cannot match there.
 */
#ifndef KZ_PLACE_SIGN_H
#define KZ_PLACE_SIGN_H

#include "relations/item.h"
#include "relations/sign_words.h"

#include <string.h>

/* Bits beside 1 << kzner_type in kz_place_sign.types */
enum {
	KZ_SIGN_ANY = 1 << 16,      /* every place has it, and the end of the sentence */
	KZ_SIGN_GAP = 1 << 17,      /* "..." may hold it */
	KZ_SIGN_MODIFIER = 1 << 18, /* ".." may hold it */
	KZ_SIGN_FILL = 1 << 19,     /* "~" may hold it */
	KZ_SIGN_PASSABLE = 1 << 20, /* may stand between an argument and its place */
	KZ_SIGN_OWNER = 1 << 21,    /* his, her, its */
	KZ_SIGN_GOVERNED = 1 << 22, /* in a noun phrase behind a preposition */
	KZ_SIGN_BEGIN = 1 << 23,    /* before the first item */
	/* Words at which an argument on the left may be one that does not end there. All have them until it is looked at closer. */
	KZ_SIGN_BETWEEN = 1 << 24, /* between a verb and its argument */
	KZ_SIGN_BODY = 1 << 25,    /* a noun that bodies are made of */
	KZ_SIGN_COMPANY = 1 << 26, /* behind his, her, its */
	KZ_SIGN_LEFT = KZ_SIGN_BETWEEN | KZ_SIGN_BODY | KZ_SIGN_COMPANY
};

/* Where an argument stands in its program, as bits. */
enum {
	KZ_PLACE_VERB = 1, /* right before the fill of a verb, whose subject or object it is */
	/* of a verb or far from its noun, so that adverbials and relative clauses may stand between */
	KZ_PLACE_OF_VERB = 2,
	/* What stands behind it tells something of a whole clause, so that it must be its subject. Otherwise it is part of a noun
	 * phrase, which may stand behind a preposition: "of Russian gas exports". */
	KZ_PLACE_GOVERNED = 4
};

/* Nouns that bodies are made of: the Lukoil board */
#define KZ_CLASS_BODY_HEADS                                                                                            \
	((uint32_t)KZ_CLASS_ORGHEAD | KZ_CLASS_PARTYHEAD | KZ_CLASS_PLACEHEAD | KZ_CLASS_FACILITY | KZ_CLASS_MEDIAHEAD)

typedef struct kz_place_sign {
	uint64_t words; /* bits of words, see kz_sign_word() */
	uint32_t types; /* of mentions, and KZ_SIGN_* */
	uint32_t heads; /* of phrases */
} kz_place_sign;

/* Mandatory steps of a pattern on one side of its trigger, behind those that the sign tells of. */
#define KZ_SIDE_STEPS 3

/* Anywhere on its side of the trigger. */
#define KZ_REACH_ANY UINT16_MAX

/* One of some words, or a mention of some types, must stand there. */
typedef struct kz_pattern_step {
	uint16_t first, count; /* words, of a list that all patterns share */
	uint16_t types;        /* bits 1 << kzner_type */
	uint16_t reach;        /* so many items from the trigger at most */
} kz_pattern_step;

typedef struct kz_pattern_side {
	kz_pattern_step steps[KZ_SIDE_STEPS];
	uint16_t types[KZ_SIDE_STEPS]; /* of each a mention must stand there; 0: none is asked for */
	uint8_t step_count;
	uint8_t subject; /* has the subject, of a verb: that may stand on the other side */
	uint8_t pair;    /* two members of a coordinated group must stand there */
} kz_pattern_side;

/* Words of the steps. What does not fit in is not asked for. */
typedef struct kz_step_words {
	uint32_t *items, count, capacity;
} kz_step_words;

/* Bits KZ_PLACE_* of an argument in the program that begins there. */
uint8_t kz_argument_place(const kz_op *begin, const kz_op *op);

/* Adds what may stand where a program is at its op i; true: the program may go on behind the op without taking an item. */
int kz_op_wants(const kz_op *ops, uint32_t i, int right, const kz_sign_words *words, kz_place_sign *sign);

/* What a program wants right beside its trigger, and on its side of it. */
void kz_pattern_side_read(const kz_op *ops, uint32_t count, int right, const kz_sign_words *sign_words,
                          kz_step_words *words, kz_place_sign *ret_beside, kz_pattern_side *ret);

/* What stands at item i. */
kz_place_sign kz_place_sign_of(const kz_state *state, const kz_items *items, uint32_t i);

/* Look closer at item i, whose sign it is: KZ_SIGN_LEFT. */
void kz_sign_look_left(kz_place_sign *sign, const kz_items *items, uint32_t i);

static inline uint32_t kz_sign_meets(const kz_place_sign *a, const kz_place_sign *b)
{
	uint64_t bits[2], others[2]; /* types and heads in one */
	memcpy(bits, a, sizeof bits);
	memcpy(others, b, sizeof others);
	return ((bits[0] & others[0]) | (bits[1] & others[1])) != 0;
}

static inline void kz_sign_add(kz_place_sign *to, const kz_place_sign *sign)
{
	to->words |= sign->words;
	to->types |= sign->types;
	to->heads |= sign->heads;
}

#endif
