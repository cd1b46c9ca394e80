/* In: 64 bytes of text. Out: what they are; see block.h. */
#include "text/block.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* What nearly all bytes of news are. Most blocks have nothing else. */
typedef struct common_masks {
	uint64_t letters, upper, words, blanks, lines, points;
	uint64_t rare; /* all that narrow_masks and wide_masks tell apart */
} common_masks;

/* ASCII that may be part of several kinds of token, or of none. */
typedef struct narrow_masks {
	uint64_t quotes, backquotes, queries, colons; /* ' ` ? : */
	uint64_t others;                              /* marks between : and ? */
	uint64_t blanks;                              /* '\t' to '\r' */
	uint64_t control;                             /* and the others */
} narrow_masks;

/* Code points that are not ASCII and are known by their bytes, by their first. */
typedef struct wide_masks {
	uint64_t spaces; /* U+00A0 */
	uint64_t quotes; /* U+2018 and U+2019: apostrophes */
	uint64_t marks;  /* others from U+2010 to U+2027: dashes, quotes, ellipsis */
} wide_masks;

#if defined(__SSE2__)

typedef __m128i bytes16;

static inline bytes16 load16(const char *bytes)
{
	return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

static inline void store16(char *at, bytes16 bytes)
{
	_mm_storeu_si128((__m128i *)(void *)at, bytes);
}

static inline bytes16 both(bytes16 a, bytes16 b)
{
	return _mm_and_si128(a, b);
}

static inline bytes16 each(unsigned char byte)
{
	return _mm_set1_epi8((char)byte);
}

static inline bytes16 equal(bytes16 bytes, unsigned char byte)
{
	return _mm_cmpeq_epi8(bytes, each(byte));
}

static inline bytes16 either(bytes16 a, bytes16 b)
{
	return _mm_or_si128(a, b);
}

/* Bytes that lie in [first, first + count): moved down to the least of all, compared as signed. */
static inline bytes16 in_range(bytes16 bytes, unsigned char first, unsigned char count)
{
	return _mm_cmplt_epi8(_mm_add_epi8(bytes, each((unsigned char)(128 - first))),
	                      each((unsigned char)(128 + count)));
}

/* ASCII bytes below this one, and all that are not ASCII. */
static inline bytes16 below(bytes16 bytes, unsigned char byte)
{
	return _mm_cmplt_epi8(bytes, each(byte));
}

/* True, as far as bits_of() tells, for letters that are small, and others. */
static inline bytes16 case_bit(bytes16 bytes)
{
	return _mm_slli_epi16(bytes, 2);
}

static inline uint64_t bits_of(bytes16 bytes, int at)
{
	return (uint64_t)(uint32_t)_mm_movemask_epi8(bytes) << at;
}

#define STEP 16

#else

/* One byte at a time: 0xFF is true. */
typedef unsigned char bytes16;

static inline bytes16 load16(const char *bytes)
{
	return (unsigned char)*bytes;
}

static inline void store16(char *at, bytes16 byte)
{
	*at = (char)byte;
}

static inline bytes16 both(bytes16 a, bytes16 b)
{
	return a & b;
}

static inline bytes16 each(unsigned char byte)
{
	return byte;
}

static inline bytes16 equal(bytes16 byte, unsigned char other)
{
	return byte == other ? 0xFF : 0;
}

static inline bytes16 either(bytes16 a, bytes16 b)
{
	return a | b;
}

static inline bytes16 in_range(bytes16 byte, unsigned char first, unsigned char count)
{
	return (unsigned char)(byte - first) < count ? 0xFF : 0;
}

static inline bytes16 below(bytes16 byte, unsigned char other)
{
	return byte < other || byte >= 0x80 ? 0xFF : 0;
}

static inline bytes16 case_bit(bytes16 byte)
{
	return (unsigned char)(byte << 2);
}

static inline uint64_t bits_of(bytes16 byte, int at)
{
	return (uint64_t)(byte >> 7) << at;
}

#define STEP 1

#endif

/* Also writes the bytes with letters small. */
static common_masks find_common(const char *bytes, char *ret_small)
{
	common_masks m = {0};
	uint64_t small = 0;
	for (int i = 0; i < KZ_BLOCK; i += STEP) {
		const bytes16 block = load16(bytes + i), lines = equal(block, '\n');
		const bytes16 letters = in_range(either(block, each(0x20)), 'a', 26);
		store16(ret_small + i, either(block, both(letters, each(0x20))));
		/* ',' and '.' differ in one bit */
		const bytes16 points = equal(either(block, each('.' ^ ',')), '.' | ',');
		const bytes16 quotes = either(equal(block, '\''), equal(block, '`'));
		const bytes16 rare = either(either(quotes, in_range(block, ':', 6)), below(block, ' '));
		m.letters |= bits_of(letters, i);
		small |= bits_of(case_bit(block), i);
		m.words |= bits_of(either(letters, in_range(block, '0', 10)), i);
		m.blanks |= bits_of(equal(block, ' '), i);
		m.lines |= bits_of(lines, i);
		m.points |= bits_of(points, i);
		m.rare |= bits_of(rare, i);
	}
	m.upper = m.letters & ~small;
	m.rare &= ~m.lines;
	return m;
}

static uint64_t find_high(const char *bytes)
{
	uint64_t high = 0;
	for (int i = 0; i < KZ_BLOCK; i += STEP)
		high |= bits_of(load16(bytes + i), i);
	return high;
}

/* Where s is, also as a capital. */
static uint64_t find_s(const char *bytes)
{
	uint64_t s = 0;
	for (int i = 0; i < KZ_BLOCK; i += STEP)
		s |= bits_of(equal(either(load16(bytes + i), each(0x20)), 's'), i);
	return s;
}

static narrow_masks find_narrow(const char *bytes)
{
	narrow_masks m = {0};
	for (int i = 0; i < KZ_BLOCK; i += STEP) {
		const bytes16 block = load16(bytes + i);
		m.quotes |= bits_of(equal(block, '\''), i);
		m.backquotes |= bits_of(equal(block, '`'), i);
		m.queries |= bits_of(equal(block, '?'), i);
		m.colons |= bits_of(equal(block, ':'), i);
		m.others |= bits_of(in_range(block, ';', 4), i);
		m.blanks |= bits_of(in_range(block, '\t', '\r' - '\t' + 1), i);
		m.control |= bits_of(in_range(block, 0, ' '), i);
	}
	m.control &= ~m.blanks;
	return m;
}

static wide_masks find_wide(const char *bytes)
{
	uint64_t c2 = 0, a0 = 0, e2 = 0, general = 0, quotes = 0, marks = 0;
	for (int i = 0; i < KZ_BLOCK; i += STEP) {
		const bytes16 block = load16(bytes + i);
		c2 |= bits_of(equal(block, 0xC2), i);
		a0 |= bits_of(equal(block, 0xA0), i);
		e2 |= bits_of(equal(block, 0xE2), i);
		general |= bits_of(equal(block, 0x80), i);
		quotes |= bits_of(in_range(block, 0x98, 2), i);
		marks |= bits_of(in_range(block, 0x90, 0x28 - 0x10), i);
	}
	e2 &= general >> 1;
	return (wide_masks){.spaces = c2 & a0 >> 1, .quotes = e2 & quotes >> 2, .marks = e2 & (marks & ~quotes) >> 2};
}

/* The bytes of code points of two or three, by their first. */
static uint64_t two_bytes(uint64_t first)
{
	return first | first << 1;
}

static uint64_t three_bytes(uint64_t first)
{
	return two_bytes(first) | first << 2;
}

/* Runs of words that begin with a digit end where an addition carries to. */
static uint64_t ends_of_numbers(const common_masks *m)
{
	const uint64_t digits = m->words & ~m->letters;
	return (m->words + (digits & ~(m->words << 1))) & ~m->words;
}

/* What apostrophes are. Those that no mask has are marks. */
typedef struct apostrophes {
	uint64_t clitics, inside;
	uint64_t unsure; /* which of them it is cannot be told here */
} apostrophes;

/*
 * Apostrophes of `length` bytes. Behind a word 's is a token, and any other letter goes on with the word; nothing goes on with a number.
 * Of bytes that are unknown it is not told whether they are letters.
 */
static apostrophes judge(uint64_t at, int length, const common_masks *common, uint64_t s, uint64_t unknown)
{
	const uint64_t known = ~(uint64_t)0 >> (length + 1); /* two more bytes are in the block */
	const uint64_t behind = at & common->words << 1;
	const uint64_t clitics = behind & s >> length & ~((common->words | unknown) >> (length + 1)) & known;
	const uint64_t goes_on = behind & common->letters >> length & ~clitics;
	const uint64_t unsure = (goes_on & s >> length & unknown >> (length + 1)) | (behind & unknown >> length) |
	                        (behind & ~known) | (goes_on & ends_of_numbers(common));
	return (apostrophes){.clitics = clitics & ~unsure, .inside = goes_on & ~unsure, .unsure = unsure};
}

/* Add apostrophes, of one byte and of three. */
static void add_apostrophes(const char *bytes, const common_masks *common, uint64_t narrow, uint64_t wide,
                            uint64_t unknown, kz_block *b)
{
	const uint64_t s = find_s(bytes);
	const apostrophes one = judge(narrow, 1, common, s, unknown), three = judge(wide, 3, common, s, unknown);
	const uint64_t clitic_ends = one.clitics << 2 | three.clitics << 4;
	const uint64_t unsure = one.unsure | three.unsure | ((narrow | wide) & clitic_ends);
	const uint64_t marks = narrow & ~(one.clitics | one.inside | unsure);
	const uint64_t wide_marks = wide & ~(three.clitics | three.inside | unsure);
	b->apostrophes |= narrow | wide;
	b->clitics = one.clitics | three.clitics;
	b->wide |= wide_marks;
	b->begins |= marks | wide_marks | b->clitics;
	b->ends |= marks << 1 | wide_marks << 3 | clitic_ends;
	b->words = (b->words & ~(one.clitics << 1 | three.clitics << 3)) | one.inside | three_bytes(three.inside);
	b->unusual |= unsure;
	b->joining |= unsure;
}

/* Add ASCII marks that are not common, but for apostrophes. */
static void add_narrow(const char *bytes, const common_masks *common, const narrow_masks *narrow, kz_block *b)
{
	/* ?s may be a clitic that was badly converted */
	const uint64_t queries = narrow->queries ? narrow->queries & find_s(bytes) >> 1 : 0;
	const uint64_t unsure = (queries & common->words << 1) | narrow->backquotes;
	const uint64_t marks = (narrow->queries | narrow->colons | narrow->others) & ~unsure;
	const uint64_t closed = common->words | common->blanks | narrow->blanks;
	b->apostrophes = queries;
	b->begins |= marks;
	b->ends |= marks << 1;
	b->spaces |= narrow->blanks;
	b->unusual = narrow->control | unsure;
	b->joining |= (narrow->colons & ~(closed >> 1)) | unsure;
}

/* Add bytes that are not ASCII, but for apostrophes. */
static void add_wide(const common_masks *common, const wide_masks *wide, uint64_t unknown, kz_block *b)
{
	b->wide = wide->marks;
	b->begins |= wide->marks;
	b->ends |= wide->marks << 3;
	b->spaces |= two_bytes(wide->spaces);
	b->unusual |= unknown;
	b->joining |= unknown | (common->points & unknown >> 1);
}

static void add_rare(const char *bytes, const common_masks *common, kz_block *b)
{
	const uint64_t high = find_high(bytes);
	uint64_t quotes = 0, wide_quotes = 0, unknown = 0;
	if (common->rare & ~high) {
		const narrow_masks narrow = find_narrow(bytes);
		add_narrow(bytes, common, &narrow, b);
		quotes = narrow.quotes;
	}
	if (high) {
		const wide_masks wide = find_wide(bytes);
		wide_quotes = wide.quotes;
		unknown = high & ~(two_bytes(wide.spaces) | three_bytes(wide.marks | wide.quotes));
		add_wide(common, &wide, unknown, b);
	}
	if (quotes | wide_quotes)
		add_apostrophes(bytes, common, quotes, wide_quotes, unknown, b);
}

void kz_block_classify(const char *bytes, kz_block *ret)
{
	const common_masks common = find_common(bytes, ret->small);
	const uint64_t spaces = common.blanks | common.lines, marks = ~(common.words | spaces | common.rare);
	ret->letters = common.letters;
	ret->upper = common.upper;
	ret->words = common.words;
	ret->begins = marks;
	ret->ends = marks << 1;
	ret->wide = ret->clitics = ret->apostrophes = ret->unusual = 0;
	ret->spaces = spaces;
	ret->lines = common.lines;
	ret->joining = common.points & common.words >> 1;
	if (common.rare)
		add_rare(bytes, &common, ret);
}
