/*
 * Words that were looked up before by one thread: a document repeats its words, and the model's vocabulary, which is
 * spread over megabytes, answers from far memory each time.
 *
 * A set of two places for each hash, which is a line of memory: a new word comes second, and first when it is met again. It holds
 * folded forms of at most 14 bytes whole, so what it answers is what the model would.
 */
#ifndef KZ_WORD_CACHE_H
#define KZ_WORD_CACHE_H

#include "base/hash.h"

/* Sets as a power of two; of 64 bytes each they lie in a processor's second-level cache. */
#define KZ_WORD_CACHE_BITS 13

#define KZ_MEMORY_LINE 64u

/* Bytes of a word that is kept. */
#define KZ_WORD_CACHE_BYTES 14

typedef struct kz_cached_word {
	uint64_t text[2];                      /* little-endian, padded with zeros; above the text the lists */
	uint32_t word, hash, classes, follows; /* as in kz_token */
} kz_cached_word;

#define KZ_CACHED_LISTS_SHIFT 48

typedef struct kz_cached_set {
	kz_cached_word words[2];
} kz_cached_set;

/* Bytes of a word whose name key is kept. */
#define KZ_KEY_CACHE_BYTES 16

/* Name keys that were made before. They are asked of few words, which other words would soon push out of the table above. */
#define KZ_KEY_CACHE_BITS 12

typedef struct kz_cached_key {
	uint64_t text[2];   /* little-endian, padded with zeros */
	uint32_t key, hash; /* as in kz_word_key; key 0: none here */
} kz_cached_key;

typedef struct kz_word_cache {
	kz_cached_set sets[(1u << KZ_WORD_CACHE_BITS) + 1]; /* one more, so that they may begin at a line of memory */
	kz_cached_key keys[1u << KZ_KEY_CACHE_BITS];
} kz_word_cache;

static inline uint64_t kz_word_cache_hash(uint64_t low, uint64_t high)
{
	return (low ^ high * 0xA0761D6478BD642Fu) * 0xE7037ED1A0B428DBu;
}

/* By the hash of a token. */
static inline kz_cached_key *kz_key_cache_at(kz_word_cache *cache, uint32_t hash)
{
	return &cache->keys[hash >> (32 - KZ_KEY_CACHE_BITS)];
}

/* The first set: it begins at a line of memory. */
static inline kz_cached_set *kz_cached_sets(kz_word_cache *cache)
{
	char *sets = (char *)cache->sets;
	return (kz_cached_set *)(void *)(sets + (-(uintptr_t)sets & (KZ_MEMORY_LINE - 1)));
}

/* The set that a folded form stands in, if it does. */
static inline uint32_t kz_cached_set_of(uint64_t low, uint64_t high)
{
	return (uint32_t)(kz_word_cache_hash(low, high) >> (64 - KZ_WORD_CACHE_BITS));
}

static inline int kz_is_cached(const kz_cached_word *at, const uint64_t text[2])
{
	return at->text[0] == text[0] && !((at->text[1] ^ text[1]) << (64 - KZ_CACHED_LISTS_SHIFT));
}

/* The word with that folded form, which now comes first in its set; NULL if it is not there. */
static inline const kz_cached_word *kz_cached_word_find(kz_cached_set *set, const uint64_t text[2])
{
	if (kz_is_cached(&set->words[0], text))
		return &set->words[0];
	if (!kz_is_cached(&set->words[1], text))
		return NULL;
	kz_cached_word first = set->words[0];
	set->words[0] = set->words[1];
	set->words[1] = first;
	return &set->words[0];
}

static inline void kz_cached_word_keep(kz_cached_set *set, const kz_cached_word *word)
{
	set->words[1] = *word;
}

#endif
