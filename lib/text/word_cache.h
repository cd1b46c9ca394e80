/*
 * Words that were looked up before by one thread: a document repeats its words, and the model's vocabulary, which is
 * spread over megabytes, answers from far memory each time.
 *
 * One place for each hash, where the word stands that was looked up last. It holds the keys of tokens of at most 14 bytes whole, so what
 * it answers is what the model would.
 */
#ifndef KZ_WORD_CACHE_H
#define KZ_WORD_CACHE_H

#include "text/short_key.h"

/*
 * Words as a power of two, 32 bytes each: two megabytes, of which a document uses the smaller part. Half as many are found no quicker, and
 * of the words of a text 3 in 100 more are missing.
 */
#define KZ_WORD_CACHE_BITS 16

/* Bytes of a word that is kept. */
#define KZ_WORD_CACHE_BYTES 14

typedef struct kz_cached_word {
	uint64_t text[2];                      /* of the key; above it lists as in kz_token */
	uint32_t word, hash, classes, follows; /* as in kz_token */
} kz_cached_word;

#define KZ_CACHED_LISTS_SHIFT 48

/* Bytes of a word whose name key is kept. */
#define KZ_KEY_CACHE_BYTES 16

/* Name keys that were made before. They are asked of few words, which other words would soon push out of the table above. */
#define KZ_KEY_CACHE_BITS 12

typedef struct kz_cached_key {
	uint64_t text[2];   /* little-endian, padded with zeros */
	uint32_t key, hash; /* as in kz_short_key; key 0: none here */
} kz_cached_key;

typedef struct kz_word_cache {
	kz_cached_word words[(1u << KZ_WORD_CACHE_BITS) + 1]; /* one more, so that none lies in two lines of memory */
	kz_cached_key keys[1u << KZ_KEY_CACHE_BITS];
} kz_word_cache;

/* By the hash of a token. */
static inline kz_cached_key *kz_key_cache_at(kz_word_cache *cache, uint32_t hash)
{
	return &cache->keys[hash >> (32 - KZ_KEY_CACHE_BITS)];
}

/* The first word, at a multiple of its size. */
static inline kz_cached_word *kz_cached_words(kz_word_cache *cache)
{
	char *words = (char *)cache->words;
	return (kz_cached_word *)(void *)(words + (-(uintptr_t)words & (sizeof *cache->words - 1)));
}

/* The number of a key's place. */
static inline uint32_t kz_cached_place(kz_short_key key)
{
	const uint64_t hash = kz_short_key_both(key) * 0xE7037ED1A0B428DBu;
	return (uint32_t)(hash >> (64 - KZ_WORD_CACHE_BITS));
}

static inline int kz_is_cached(const kz_cached_word *at, kz_short_key key)
{
	return kz_short_key_is(key, at->text, KZ_WORD_CACHE_BYTES);
}

#endif
