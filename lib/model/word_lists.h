/*
 * The lists of word_lists.def as bits. Their words are words of every model; which lists a word is in is a number of
 * KZ_SECTION_WORD_SETS, which its record and each token of it carry.
 */
#ifndef KZ_WORD_LISTS_H
#define KZ_WORD_LISTS_H

#include <stdint.h>

/* Which lists a word is in: bits KZ_IN(...) and KZ_NAME_IN(...). */
typedef struct kz_word_set {
	uint64_t relations, names;
} kz_word_set;

typedef enum kz_relation_list {
#define KZ_RELATION_LIST(name, words) KZ_RELATION_LIST_##name,
#define KZ_NAME_LIST(name, words)
#include "model/word_lists.def"
	KZ_RELATION_LIST_COUNT
} kz_relation_list;

typedef enum kz_name_list {
#define KZ_RELATION_LIST(name, words)
#define KZ_NAME_LIST(name, words) KZ_NAME_LIST_##name,
#include "model/word_lists.def"
	KZ_NAME_LIST_COUNT
} kz_name_list;

_Static_assert(KZ_RELATION_LIST_COUNT <= 64 && KZ_NAME_LIST_COUNT <= 64, "a set of lists is two masks of 64 bits");

#define KZ_IN(list)      ((uint64_t)1 << KZ_RELATION_LIST_##list)
#define KZ_NAME_IN(list) ((uint64_t)1 << KZ_NAME_LIST_##list)

typedef struct kz_word_list {
	const char *words; /* with spaces between */
	kz_word_set bit;
} kz_word_list;

#define KZ_WORD_LIST_COUNT (KZ_RELATION_LIST_COUNT + KZ_NAME_LIST_COUNT)

extern const kz_word_list kz_word_lists[KZ_WORD_LIST_COUNT];

/* A number that differs between libraries with different lists: a model is of use to those with its own. */
uint32_t kz_word_lists_hash(void);

#endif
