/*
 * Short words as two numbers: the first 16 bytes of a token, ASCII letters small, padded with zeros. Of ASCII words, numbers and marks
 * that is the folded form; of others it stands for it, because what is the same in these bytes is folded to the same.
 */
#ifndef KZ_SHORT_KEY_H
#define KZ_SHORT_KEY_H

#include "base/hash.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Bytes that a key holds, and those of words that the cache of words keeps under theirs. */
#define KZ_SHORT_KEY_BYTES 16

/* Masks of up to 16 bytes: the first n are kept by the 16 that begin at 16 - n. */
static const uint8_t kz_bytes_kept[2 * KZ_SHORT_KEY_BYTES] = {[0 ... KZ_SHORT_KEY_BYTES - 1] = 0xFF};

#if defined(__SSE2__)

typedef __m128i kz_short_key;

static inline __m128i kz_load_bytes(const void *bytes)
{
	return _mm_loadu_si128((const __m128i *)bytes);
}

static inline kz_short_key kz_cut_bytes(__m128i bytes, size_t length)
{
	return _mm_and_si128(bytes, kz_load_bytes(kz_bytes_kept + KZ_SHORT_KEY_BYTES - (ptrdiff_t)length));
}

/* Of a token of 1 to 16 bytes whose ASCII letters are small; as many must be readable. */
static inline kz_short_key kz_short_key_cut(const char *small, size_t length)
{
	return kz_cut_bytes(kz_load_bytes(small), length);
}

/* Of any token of so many. */
static inline kz_short_key kz_short_key_of(const char *text, size_t length)
{
	const __m128i bytes = kz_load_bytes(text);
	/* moved down so that capitals are the least of all: compared as signed */
	const __m128i moved = _mm_add_epi8(bytes, _mm_set1_epi8((char)(128 - 'A')));
	const __m128i capitals = _mm_cmplt_epi8(moved, _mm_set1_epi8(-128 + 26));
	return kz_cut_bytes(_mm_or_si128(bytes, _mm_and_si128(capitals, _mm_set1_epi8(0x20))), length);
}

/* Two words, little-endian. */
static inline void kz_short_key_text(kz_short_key key, uint64_t ret_text[2])
{
	ret_text[0] = (uint64_t)_mm_cvtsi128_si64(key);
	ret_text[1] = (uint64_t)_mm_cvtsi128_si64(_mm_shuffle_epi32(key, 0xEE));
}

/* One word of which each bit depends on both, of short texts the first. */
static inline uint64_t kz_short_key_both(kz_short_key key)
{
	return (uint64_t)_mm_cvtsi128_si64(_mm_xor_si128(key, _mm_shuffle_epi32(key, 0x1B)));
}

/* Are the first `count` bytes those of text, as kz_short_key_text() gives it? */
static inline int kz_short_key_is(kz_short_key key, const uint64_t text[2], uint32_t count)
{
	const uint32_t same = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(key, kz_load_bytes(text)));
	return !(~same & ((1u << count) - 1));
}

#else

typedef struct kz_short_key {
	uint64_t text[2];
} kz_short_key;

#define KZ_EACH_BYTE(byte) ((byte)*UINT64_C(0x0101010101010101))

static inline uint64_t kz_make_small(uint64_t bytes)
{
	const uint64_t low = bytes & KZ_EACH_BYTE(0x7F);
	const uint64_t from_a = low + KZ_EACH_BYTE(0x80 - 'A'), behind_z = low + KZ_EACH_BYTE(0x80 - 'Z' - 1);
	return bytes | (from_a & ~behind_z & ~bytes & KZ_EACH_BYTE(0x80)) >> 2;
}

static inline kz_short_key kz_short_key_cut(const char *small, size_t length)
{
	const char *kept = (const char *)kz_bytes_kept + KZ_SHORT_KEY_BYTES - length;
	return (kz_short_key){{kz_load64(small) & kz_load64(kept), kz_load64(small + 8) & kz_load64(kept + 8)}};
}

static inline kz_short_key kz_short_key_of(const char *text, size_t length)
{
	kz_short_key key = kz_short_key_cut(text, length);
	key.text[0] = kz_make_small(key.text[0]);
	key.text[1] = kz_make_small(key.text[1]);
	return key;
}

static inline void kz_short_key_text(kz_short_key key, uint64_t ret_text[2])
{
	ret_text[0] = key.text[0];
	ret_text[1] = key.text[1];
}

static inline uint64_t kz_short_key_both(kz_short_key key)
{
	return key.text[0] ^ (key.text[1] << 32 | key.text[1] >> 32);
}

static inline int kz_short_key_is(kz_short_key key, const uint64_t text[2], uint32_t count)
{
	const uint64_t apart = key.text[1] ^ text[1];
	return key.text[0] == text[0] && !(apart << (8 * (KZ_SHORT_KEY_BYTES - count)));
}

#endif

#endif
