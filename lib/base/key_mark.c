/*
 * In: a word. Out: a mark that all words with its name key share.
 *
 * Two things stay the same whatever name_key.c makes of a word in plain ASCII letters: whether it has an a, b, g, l, m, n or r,
 * none of which is ever put in, left out or changed, and which of thirteen groups its first letter is of, since what a group of
 * letters is levelled to stays in the group of its first letter (sh and s; zh, dj and j; tch, kh, x and k).
 */
#include "base/fold.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Longer words may be cut in their keys. */
#define MARK_MAX_BYTES 16

/* The number of the first letter's group, behind a bit for each letter that stays. */
#define GROUP_SHIFT 7

static const char staying[GROUP_SHIFT] = {'a', 'b', 'g', 'l', 'm', 'n', 'r'};

/* Which of the letters that stay are among size bytes; KZ_NO_MARK if one of these is not ASCII. */
#ifdef __SSE2__
/* All bytes of a word, from so many before the middle on. */
static const unsigned char word_bytes[2 * MARK_MAX_BYTES] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                                             0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

/* The bits of all bytes in one. */
static uint32_t join_bytes(__m128i bytes)
{
	bytes = _mm_or_si128(bytes, _mm_srli_si128(bytes, 8));
	uint64_t joined = (uint64_t)_mm_cvtsi128_si64(bytes);
	joined |= joined >> 32;
	joined |= joined >> 16;
	return (joined | joined >> 8) & 0xFF;
}

static uint32_t staying_letters(const char *text, size_t size)
{
	__m128i word = _mm_loadu_si128((const __m128i *)(const void *)(word_bytes + MARK_MAX_BYTES - size));
	__m128i bytes = _mm_and_si128(_mm_loadu_si128((const __m128i *)(const void *)text), word);
	__m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20)), found = _mm_setzero_si128();
	for (unsigned i = 0; i < GROUP_SHIFT; i++) {
		__m128i same = _mm_cmpeq_epi8(lower, _mm_set1_epi8(staying[i]));
		found = _mm_or_si128(found, _mm_and_si128(same, _mm_set1_epi8((char)(1 << i))));
	}
	return _mm_movemask_epi8(bytes) ? KZ_NO_MARK : join_bytes(found);
}
#else
static uint32_t staying_letters(const char *text, size_t size)
{
	uint32_t found = 0;
	for (size_t k = 0; k < size; k++) {
		if ((unsigned char)text[k] >= 0x80)
			return KZ_NO_MARK;
		for (unsigned i = 0; i < GROUP_SHIFT; i++)
			found |= (uint32_t)((text[k] | 0x20) == staying[i]) << i;
	}
	return found;
}
#endif

uint32_t kz_key_mark(const char *text, size_t size)
{
	/* a b c d e f g h i j k l m n o p q r s t u v w x y z */
	static const uint8_t groups[26] = {0, 1,  2, 3, 4,  5,  6, 2,  4, 3, 2, 7, 8,
	                                   9, 10, 5, 2, 11, 12, 2, 10, 5, 5, 2, 4, 3};
	uint32_t first = size && size <= MARK_MAX_BYTES ? (uint32_t)((unsigned char)text[0] | 0x20) - 'a' : 26;
	if (first >= 26)
		return KZ_NO_MARK;
	uint32_t letters = staying_letters(text, size);
	return letters == KZ_NO_MARK ? KZ_NO_MARK : (uint32_t)groups[first] << GROUP_SHIFT | letters;
}
