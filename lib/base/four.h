/*
 * Four numbers of 32 bits at once, where the processor can: for lists of the few among many that cannot be foretold. Who includes this
 * has the same one by one, for other processors and for what is left over.
 */
#ifndef KZ_FOUR_H
#define KZ_FOUR_H

#include <stdint.h>

/* Numbers that are looked at together; as many are written behind the end of a list. */
#define KZ_FOUR 4

#if defined(__SSE2__)
#include <emmintrin.h>

/* Which of four numbers do not belong to a list, a bit for each: the places of the others, and how many they are. */
static const uint32_t kz_four_places[16][KZ_FOUR] = {
        {0, 1, 2, 3}, {1, 2, 3}, {0, 2, 3}, {2, 3}, {0, 1, 3}, {1, 3}, {0, 3}, {3},
        {0, 1, 2},    {1, 2},    {0, 2},    {2},    {0, 1},    {1},    {0},    {0},
};
static const uint8_t kz_four_count[16] = {4, 3, 3, 2, 3, 2, 2, 1, 3, 2, 2, 1, 2, 1, 1, 0};

/* A bit for each of the numbers that are true, which is -1. */
static inline uint32_t kz_four_mask(__m128i numbers)
{
	return (uint32_t)_mm_movemask_ps(_mm_castsi128_ps(numbers));
}

/* Add to a list of count the numbers from `first` on that are not out; returns how many it has then. */
static inline uint32_t kz_four_add(uint32_t *list, uint32_t count, __m128i first, __m128i out)
{
	const uint32_t left_out = kz_four_mask(out);
	const __m128i places = _mm_loadu_si128((const __m128i *)(const void *)kz_four_places[left_out]);
	_mm_storeu_si128((__m128i *)(void *)(list + count), _mm_add_epi32(first, places));
	return count + kz_four_count[left_out];
}

/* Numbers that have none of these bits. */
static inline __m128i kz_four_lack(__m128i numbers, uint32_t bits)
{
	return _mm_cmpeq_epi32(_mm_and_si128(numbers, _mm_set1_epi32((int)bits)), _mm_setzero_si128());
}

/* Numbers of which these bits are so. */
static inline __m128i kz_four_are(__m128i numbers, uint32_t bits, uint32_t so)
{
	return _mm_cmpeq_epi32(_mm_and_si128(numbers, _mm_set1_epi32((int)bits)), _mm_set1_epi32((int)so));
}

#endif

#endif
