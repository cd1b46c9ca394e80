/*
 * Which words begin names: a set of hashes, of which it tells those that are not in it, and few others.
 *
 * In it are the first two words of each name, by their hashes; and of names in other spellings the signs (base/fold.h) of the first
 * two words, of the first where more follow, and of single words. It is small enough to stay in a processor's cache, as the trie
 * is not.
 */
#ifndef KZ_BEGINNINGS_H
#define KZ_BEGINNINGS_H

#include <stdint.h>

/* What stands for the second word where there is none, or where it has no sign. No sign has these values. */
#define KZ_BEGINS_ALONE UINT64_MAX
#define KZ_BEGINS_MORE  (UINT64_MAX - 1)

/* Bits of the set for each of its members, before they are rounded up to a power of two. */
#define KZ_BEGINNING_BITS 16

/* Of a hash, to its number in a set of that many numbers: the upper bits tell. */
static inline uint32_t kz_beginning_shift(uint64_t numbers)
{
	return 64 - (uint32_t)__builtin_ctzll(numbers);
}

static inline uint64_t kz_beginning_hash(uint64_t first, uint64_t second)
{
	return (first * 0x9E3779B97F4A7C15u + second) * 0xE7037ED1A0B428DBu;
}

/* The two bits of a hash in its number. */
static inline uint64_t kz_beginning_bits(uint64_t hash)
{
	return (uint64_t)1 << (hash >> 24 & 63) | (uint64_t)1 << (hash >> 30 & 63);
}

#endif
