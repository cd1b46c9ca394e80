/* One string hash for vocabularies and one checksum for model files; both the same on every machine. */
#ifndef KZ_HASH_H
#define KZ_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Multiplication and folding of 64-bit words, after wyhash's construction (public domain, Wang Yi). */
static inline uint64_t kz_mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Little-endian load, so that a hash is the same on every machine. */
static inline uint64_t kz_load64(const char *bytes)
{
	uint64_t word;
	memcpy(&word, bytes, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

static inline void kz_store64(char *bytes, uint64_t word)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	memcpy(bytes, &word, 8);
}

static inline uint64_t kz_load32(const char *bytes)
{
	uint32_t word;
	memcpy(&word, bytes, 4);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap32(word);
#endif
	return word;
}

/* Up to 7 bytes as a word: two loads that may overlap, or first, middle and last byte. */
static inline uint64_t kz_load_tail(const char *bytes, size_t size)
{
	if (size >= 4)
		return kz_load32(bytes) | kz_load32(bytes + size - 4) << (8 * (size - 4));
	if (!size)
		return 0;
	const unsigned char *b = (const unsigned char *)bytes;
	return (uint64_t)b[0] | (uint64_t)b[size / 2] << (8 * (size / 2)) | (uint64_t)b[size - 1] << (8 * (size - 1));
}

/* Hash of a folded word of size bytes. */
static inline uint32_t kz_hash(const char *bytes, size_t size)
{
	uint64_t hash = 0x9E3779B97F4A7C15u ^ size;
	for (; size >= 8; bytes += 8, size -= 8)
		hash = kz_mix(hash ^ kz_load64(bytes), 0xA0761D6478BD642Fu);
	hash = kz_mix(hash ^ kz_load_tail(bytes, size), 0xE7037ED1A0B428DBu);
	return (uint32_t)(hash ^ hash >> 32);
}

/* The same for a word of 1 to 16 bytes in two little-endian words, padded with zeros. */
static inline uint32_t kz_hash_short(const uint64_t word[2], uint32_t size)
{
	const uint64_t seed = 0x9E3779B97F4A7C15u ^ size;
	/* Whether a word is long cannot be foretold: a mask, not a branch. */
	const uint64_t is_long = -(uint64_t)(size >= 8), first = kz_mix(seed ^ word[0], 0xA0761D6478BD642Fu);
	uint64_t hash = seed ^ ((seed ^ first) & is_long), rest = word[0] ^ ((word[0] ^ word[1]) & is_long);
	if (size == 16) {
		hash = kz_mix(hash ^ rest, 0xA0761D6478BD642Fu);
		rest = 0;
	}
	hash = kz_mix(hash ^ rest, 0xE7037ED1A0B428DBu);
	return (uint32_t)(hash ^ hash >> 32);
}

/* Checksum of a model's bytes. */
uint64_t kz_checksum(const void *data, size_t size);

#endif
