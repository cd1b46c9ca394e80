/*
 * Words that were looked up before by one thread: a document repeats its words, and the model's vocabulary, which is
 * spread over megabytes, answers from far memory each time.
 *
 * A table with one place for each hash: a new word takes the place of an old one. It holds folded forms of at most 16 bytes
 * whole, so what it answers is what the model would.
 */
#ifndef KZ_WORD_CACHE_H
#define KZ_WORD_CACHE_H

#include "base/hash.h"

/* A power of two; 4,096 words of 32 bytes lie in a processor's second-level cache. */
#define KZ_WORD_CACHE_SIZE 4096u

/* Bytes of a word that is kept. */
#define KZ_WORD_CACHE_BYTES 16

typedef struct kz_cached_word {
	uint64_t text[2]; /* little-endian, padded with zeros */
	uint32_t hash, word, classes;
	uint16_t flags; /* KZ_TOKEN_BEGINS or 0 */
	uint16_t lists; /* kz_word_set */
} kz_cached_word;

/* Name keys that were made before. They are asked of few words, which other words would soon push out of the table above. */
#define KZ_KEY_CACHE_SIZE 4096u

typedef struct kz_cached_key {
	uint64_t text[2];   /* as above */
	uint32_t key, hash; /* as in kz_token; key 0: none here */
} kz_cached_key;

/* Answers to whether a word of the model is in a list of the code: a power of two. */
#define KZ_LIST_ANSWERS 4096u

typedef struct kz_list_answer {
	const void *list; /* NULL: no answer yet */
	uint32_t word;
	int is_in;
} kz_list_answer;

typedef struct kz_word_cache {
	kz_cached_word words[KZ_WORD_CACHE_SIZE];
	kz_list_answer answers[KZ_LIST_ANSWERS];
	kz_cached_key keys[KZ_KEY_CACHE_SIZE];
} kz_word_cache;

/* The place of the answer for a list and a word; it is there if both are the same. */
static inline kz_list_answer *kz_list_answer_at(kz_word_cache *cache, const void *list, uint32_t word)
{
	uint32_t hash = ((uint32_t)((uintptr_t)list >> 3) ^ word) * 0x9E3779B1u;
	return &cache->answers[hash >> 20 & (KZ_LIST_ANSWERS - 1)];
}

static inline uint64_t kz_word_cache_hash(uint64_t low, uint64_t high)
{
	return kz_mix(low ^ 0xA0761D6478BD642Fu, high ^ 0xE7037ED1A0B428DBu);
}

/* The place of a folded form; it is there if the texts are the same. */
static inline kz_cached_word *kz_word_cache_at(kz_word_cache *cache, uint64_t low, uint64_t high)
{
	return &cache->words[kz_word_cache_hash(low, high) & (KZ_WORD_CACHE_SIZE - 1)];
}

static inline kz_cached_key *kz_key_cache_at(kz_word_cache *cache, uint64_t low, uint64_t high)
{
	return &cache->keys[kz_word_cache_hash(low, high) & (KZ_KEY_CACHE_SIZE - 1)];
}

static inline int kz_word_cached(const kz_cached_word *at, uint64_t low, uint64_t high)
{
	return at->text[0] == low && at->text[1] == high;
}

#endif
