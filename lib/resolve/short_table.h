/*
 * The names of a document under the words that they may be called by: for each kind of short form and each hash of a word,
 * the names in text order.
 */
#ifndef KZ_SHORT_TABLE_H
#define KZ_SHORT_TABLE_H

#include "base/fold.h"
#include "match/candidate.h"

/* What a full name may be called in short. */
typedef enum kz_short_kind {
	KZ_SHORT_SURNAME,
	KZ_SHORT_GIVEN,
	KZ_SHORT_ACRONYM,
	KZ_SHORT_BRACKETS,
	KZ_SHORT_HEAD,
	KZ_SHORT_BRAND,
	KZ_SHORT_REPETITION
} kz_short_kind;

#define KZ_SHORT_BIT(kind) (1u << (kind))

/* Kinds that are known by a hash of the name key; the others are by that of the folded word. */
#define KZ_SHORT_BY_KEY (KZ_SHORT_BIT(KZ_SHORT_SURNAME) | KZ_SHORT_BIT(KZ_SHORT_GIVEN))

/* Beside the kinds: more than one name may be repeated with such a hash. */
#define KZ_SHORT_AGAIN (KZ_SHORT_BIT(KZ_SHORT_REPETITION) << 1)

#define KZ_NO_NAME UINT32_MAX

/* A full name under one of the words that it may be called by. */
typedef struct kz_short_name {
	uint32_t hash;
	uint32_t first, end; /* tokens of the candidate */
	uint32_t candidate;
	uint32_t before, behind; /* the nearest names of the same kind and hash, in text order */
	kz_short_kind kind;
} kz_short_name;

/* The names of one kind and hash. Tokens are asked for in text order, so the nearest name before one is never far from that
 * before the last. */
typedef struct kz_short_group {
	uint32_t head, last; /* names; KZ_NO_NAME: an empty place */
	uint32_t at; /* the last name that begins no later than the token that was asked for, KZ_NO_NAME if none */
} kz_short_group;

typedef struct kz_short_table {
	KZ_ARRAY(kz_short_name) names;
	kz_short_group *groups; /* by hash */
	uint8_t *kinds;         /* of the names whose hash has these low bits */
	uint32_t mask, kinds_mask;
	int has_keys;                          /* a name is known by its key */
	int any_key;                           /* and one by a key that its letters do not tell of */
	uint64_t key_marks[KZ_KEY_MARKS / 64]; /* of the names that are known by their keys: see kz_key_mark() */
} kz_short_table;

/* Room for so many more names. False: no memory. */
int kz_short_table_reserve(kz_state *state, kz_short_table *table, uint32_t more);

/* Adds a name, if is_one is 1 and not 0: without a branch, since nobody can guess it. There must be room for it. Names of one kind
 * are added in text order. */
static inline void kz_short_table_add(kz_short_table *table, const kz_state *state, uint32_t hash, uint32_t candidate,
                                      kz_short_kind kind, uint32_t is_one)
{
	const kz_candidate *c = &state->candidates.items[candidate];
	table->names.items[table->names.count] =
	        (kz_short_name){hash, c->first, c->end, candidate, KZ_NO_NAME, KZ_NO_NAME, kind};
	table->names.count += is_one;
}

/* The same under the key of a token. */
void kz_short_table_add_key(kz_state *state, kz_short_table *table, uint32_t token, uint32_t candidate,
                            kz_short_kind kind);

/* Must come after the names, before anything is asked. */
int kz_short_table_finish(kz_state *state, kz_short_table *table);

/* Bits of the kinds of names that may have a hash, and KZ_SHORT_AGAIN; few that none has. */
static inline uint32_t kz_short_kinds(const kz_short_table *table, uint32_t hash)
{
	return table->kinds[hash & table->kinds_mask];
}

/* May a word with this mark of its letters have the key of a name? */
static inline uint32_t kz_short_may_have_key(const kz_short_table *table, uint32_t mark)
{
	return (mark == KZ_NO_MARK) | (uint32_t)table->any_key |
	       (uint32_t)(table->key_marks[mark / 64 % (KZ_KEY_MARKS / 64)] >> mark % 64 & 1);
}

/* The first of the names of a kind and hash, KZ_NO_NAME if there is none. */
uint32_t kz_short_table_first(const kz_short_table *table, uint32_t hash, kz_short_kind kind);

/* The nearest name before token i that may be called so, or else the first behind it. Tokens must be asked for in text order. */
const kz_short_name *kz_short_table_find(kz_short_table *table, uint32_t hash, kz_short_kind kind, uint32_t i,
                                         int behind);

#endif
