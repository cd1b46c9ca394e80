/* How many bits of a word are set. Without an instruction for it compilers call a function, and empty all registers around the call. */
#ifndef KZ_BITS_H
#define KZ_BITS_H

#include <stdint.h>

static inline uint32_t kz_count_bits(uint64_t bits)
{
#if defined(__POPCNT__) || !defined(__x86_64__)
	return (uint32_t)__builtin_popcountll(bits);
#else
	bits -= bits >> 1 & 0x5555555555555555u;
	bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
	bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
	return (uint32_t)(bits * 0x0101010101010101u >> 56);
#endif
}

#endif
