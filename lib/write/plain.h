/* Which bytes of a text may stand in a JSON string as they are, sixteen or eight at a time. */
#ifndef KZ_PLAIN_H
#define KZ_PLAIN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static inline int kz_is_special(char c)
{
	return (unsigned char)c < 0x20 || c == '"' || c == '\\';
}

/* A bit for each of the 16 bytes at text that needs an escape, the first byte's lowest. */
static inline uint32_t kz_special_bits(const char *text)
{
#if defined(__SSE2__)
	const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)text);
	const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block);
	const __m128i quotes = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
	const __m128i slashes = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
	return (uint32_t)_mm_movemask_epi8(_mm_or_si128(controls, _mm_or_si128(quotes, slashes)));
#else
	uint32_t bits = 0;
	for (uint32_t i = 0; i < 16; i++)
		bits |= (uint32_t)kz_is_special(text[i]) << i;
	return bits;
#endif
}

/* A bit for each of the 16 bytes at text that is not ASCII. */
static inline uint32_t kz_wide_bits(const char *text)
{
#if defined(__SSE2__)
	return (uint32_t)_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(const void *)text));
#else
	uint32_t bits = 0;
	for (uint32_t i = 0; i < 16; i++)
		bits |= (uint32_t)((unsigned char)text[i] >> 7) << i;
	return bits;
#endif
}

/* Not 0 if one of eight bytes needs an escape. */
static inline uint64_t kz_word_special(uint64_t word)
{
	const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
	uint64_t quotes = word ^ ones * '"', slashes = word ^ ones * '\\', controls = word & ones * 0xE0;
	/* A byte of zero, and no other below it, sets its high bit in (x - ones) & ~x. */
	return (((quotes - ones) & ~quotes) | ((slashes - ones) & ~slashes) | ((controls - ones) & ~controls)) & highs;
}

/* Length of the beginning of text that needs no escape. */
static inline size_t kz_plain_size(const char *text, size_t size)
{
	size_t i = 0;
	for (; i + 16 <= size; i += 16) {
		uint32_t bits = kz_special_bits(text + i);
		if (bits)
			return i + (size_t)__builtin_ctz(bits);
	}
	while (i < size && !kz_is_special(text[i]))
		i++;
	return i;
}

/* Words that overlap hold all of 8 to 15, or 4 to 7 bytes. */
static inline int kz_copy_plain_short(char *at, const char *text, size_t size)
{
	if (size >= 8) {
		uint64_t first, last;
		memcpy(&first, text, 8);
		memcpy(&last, text + size - 8, 8);
		memcpy(at, &first, 8);
		memcpy(at + size - 8, &last, 8);
		return !(kz_word_special(first) | kz_word_special(last));
	}
	if (size >= 4) {
		uint32_t first, last;
		memcpy(&first, text, 4);
		memcpy(&last, text + size - 4, 4);
		memcpy(at, &first, 4);
		memcpy(at + size - 4, &last, 4);
		return !kz_word_special((uint64_t)first << 32 | last);
	}
	int special = 0;
	for (size_t i = 0; i < size; i++) {
		at[i] = text[i];
		special |= kz_is_special(text[i]);
	}
	return !special;
}

/* Copies size bytes; false if one of them needs an escape. */
static inline int kz_copy_plain(char *at, const char *text, size_t size)
{
	if (size < 16)
		return kz_copy_plain_short(at, text, size);
	uint32_t special = kz_special_bits(text + size - 16);
	for (size_t i = 0; i + 16 < size; i += 16) {
		special |= kz_special_bits(text + i);
		memcpy(at + i, text + i, 16);
	}
	memcpy(at + size - 16, text + size - 16, 16);
	return !special;
}

#endif
