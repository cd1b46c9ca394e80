/* In: bytes that ought to be UTF-8. Out: text that is, and what was wrong with it. */
#include "text/text.h"
#include "base/bits.h"
#include "base/utf8.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Each invalid byte becomes U+FFFD (three bytes). */
static size_t repaired_size(const char *input, size_t size)
{
	size_t total = size;
	for (size_t i = kz_utf8_invalid(input, size); i < size; i += 1 + kz_utf8_invalid(input + i + 1, size - i - 1))
		total += 2;
	return total;
}

/* Room for size bytes and the zeros behind them; NULL when there is no memory. */
static char *make_room(kz_text *text, kz_arena *arena, size_t size)
{
	char *bytes = size <= UINT32_MAX ? kz_arena_alloc(arena, size + KZ_TEXT_PADDING) : NULL;
	if (!bytes)
		return NULL;
	memset(bytes + size, 0, KZ_TEXT_PADDING);
	text->bytes = bytes;
	text->size = (uint32_t)size;
	return bytes;
}

static int copy_text(kz_text *text, kz_arena *arena, const char *input, size_t size)
{
	char *bytes = make_room(text, arena, size);
	if (bytes && size)
		memcpy(bytes, input, size);
	return bytes != NULL;
}

static int repair(kz_text *text, kz_arena *arena, const char *input, size_t size)
{
	char *out = make_room(text, arena, repaired_size(input, size));
	if (!out)
		return 0;
	text->nuls = 0;
	size_t from = 0;
	while (from < size) {
		size_t valid = kz_utf8_invalid(input + from, size - from);
		memcpy(out, input + from, valid);
		out += valid;
		from += valid;
		if (from == size)
			break;
		if (!text->invalid++)
			text->first_invalid = (uint32_t)from;
		memcpy(out, "\xEF\xBF\xBD", 3);
		out += 3;
		from++;
	}
	return 1;
}

/* What the bytes between two marks are, a bit for each. */
typedef struct step_masks {
	uint64_t high, continuation, nul;
	uint64_t two, three; /* first bytes of code points of so many that any continuation bytes make valid */
	uint64_t outside;    /* first bytes of code points outside the basic plane */
} step_masks;

#if defined(__SSE2__)
static inline uint64_t bits_of(__m128i bytes, int at)
{
	return (uint64_t)(uint32_t)_mm_movemask_epi8(bytes) << at;
}

/* Bytes from this one on. */
static inline __m128i from(__m128i bytes, unsigned char least)
{
	return _mm_cmpeq_epi8(_mm_max_epu8(bytes, _mm_set1_epi8((char)least)), bytes);
}
#endif

static void classify_step(const char *bytes, step_masks *m)
{
	*m = (step_masks){0};
	uint64_t from_two = 0, from_three = 0, picky = 0; /* picky: not all continuation bytes may stand behind these */
#if defined(__SSE2__)
	for (int i = 0; i < KZ_TEXT_STEP; i += 16) {
		const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
		const __m128i is_e0 = _mm_cmpeq_epi8(block, _mm_set1_epi8((char)0xE0));
		const __m128i is_ed = _mm_cmpeq_epi8(block, _mm_set1_epi8((char)0xED));
		m->high |= bits_of(block, i);
		m->continuation |= bits_of(_mm_cmplt_epi8(block, _mm_set1_epi8(-64)), i);
		m->nul |= bits_of(_mm_cmpeq_epi8(block, _mm_setzero_si128()), i);
		m->outside |= bits_of(from(block, 0xF0), i);
		from_two |= bits_of(from(block, 0xC2), i);
		from_three |= bits_of(from(block, 0xE0), i);
		picky |= bits_of(_mm_or_si128(is_e0, is_ed), i);
	}
#else
	for (int i = 0; i < KZ_TEXT_STEP; i++) {
		unsigned char c = (unsigned char)bytes[i];
		m->high |= (uint64_t)(c >= 0x80) << i;
		m->continuation |= (uint64_t)((c & 0xC0) == 0x80) << i;
		m->nul |= (uint64_t)(c == 0) << i;
		m->outside |= (uint64_t)(c >= 0xF0) << i;
		from_two |= (uint64_t)(c >= 0xC2) << i;
		from_three |= (uint64_t)(c >= 0xE0) << i;
		picky |= (uint64_t)(c == 0xE0 || c == 0xED) << i;
	}
#endif
	m->two = from_two & ~from_three;
	m->three = from_three & ~m->outside & ~picky;
}

/* Neither NUL nor above 0x7F: so are most steps. */
static int is_plain_step(const char *bytes)
{
#if defined(__SSE2__)
	uint32_t plain = 0xFFFF;
	for (int i = 0; i < KZ_TEXT_STEP; i += 16) {
		const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
		plain &= (uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(block, _mm_setzero_si128()));
	}
	return plain == 0xFFFF;
#else
	uint64_t high = 0, borrow = 0, word;
	for (int i = 0; i < KZ_TEXT_STEP; i += 8) {
		memcpy(&word, bytes + i, 8);
		high |= word;
		borrow |= word - 0x0101010101010101u;
	}
	return !((high | borrow) & 0x8080808080808080u);
#endif
}

typedef struct text_scan {
	kz_text *text;
	kz_arena *arena;
	kz_text_mark mark; /* before the step at hand */
	uint64_t expected; /* bytes of the step that belong to a code point of the step before it */
	int invalid, no_memory;
} text_scan;

/* Do the continuation bytes of a step stand where the first bytes ask for them, and only there? */
static int is_valid_step(text_scan *scan, uint32_t from, const step_masks *m)
{
	const kz_text *text = scan->text;
	const uint64_t plain = m->two | m->three;
	uint64_t expected = scan->expected | plain << 1 | m->three << 2;
	scan->expected = plain >> (KZ_TEXT_STEP - 1) | m->three >> (KZ_TEXT_STEP - 2);
	for (uint64_t first = m->high & ~m->continuation & ~plain; first; first &= first - 1) {
		uint32_t i = (uint32_t)__builtin_ctzll(first), code;
		unsigned length = kz_utf8_decode(text->bytes + from + i, text->size - from - i, &code);
		if (!length)
			return 0;
		uint64_t rest = ((uint64_t)1 << (length - 1)) - 1;
		expected |= rest << i << 1;
		scan->expected |= rest >> (KZ_TEXT_STEP - 1 - i);
	}
	return expected == m->continuation;
}

/* Marks up to the step at hand, which has the first bytes that are not ASCII. */
static int begin_marks(text_scan *scan, uint32_t step)
{
	kz_text *text = scan->text;
	text->ascii = 0;
	text->marks = kz_arena_alloc(scan->arena, (text->size / KZ_TEXT_STEP + 1) * sizeof *text->marks);
	scan->no_memory = !text->marks;
	for (uint32_t i = 0; text->marks && i <= step; i++)
		text->marks[i] = (kz_text_mark){i * KZ_TEXT_STEP, i * KZ_TEXT_STEP, 0};
	return !scan->no_memory;
}

/* A step of length bytes, and zeros behind them, that is not plain; false if the scan is over. */
static int scan_step(text_scan *scan, uint32_t step, const char *bytes, uint32_t length)
{
	kz_text *text = scan->text;
	step_masks m;
	classify_step(bytes, &m);
	if (m.nul)
		text->nuls += kz_count_bits(m.nul) - (KZ_TEXT_STEP - length);
	scan->invalid = !is_valid_step(scan, step * KZ_TEXT_STEP, &m);
	if (scan->invalid || (m.high && text->ascii && !begin_marks(scan, step)))
		return 0;
	if (!text->ascii)
		text->marks[step].continuation = m.continuation;
	uint32_t codepoints = length - kz_count_bits(m.continuation);
	scan->mark.codepoints += codepoints;
	scan->mark.utf16 += codepoints + (m.outside ? kz_count_bits(m.outside) : 0);
	return 1;
}

/* Is the text valid? Also counts its NUL bytes and makes its marks, if it is not all ASCII. */
static void scan_text(text_scan *scan)
{
	kz_text *text = scan->text;
	text->ascii = 1;
	uint32_t steps = text->size / KZ_TEXT_STEP, rest = text->size % KZ_TEXT_STEP;
	for (uint32_t i = 0; i < steps; i++) {
		const char *bytes = text->bytes + i * KZ_TEXT_STEP;
		if (!text->ascii)
			text->marks[i] = scan->mark;
		if (!scan->expected && is_plain_step(bytes)) {
			scan->mark.codepoints += KZ_TEXT_STEP;
			scan->mark.utf16 += KZ_TEXT_STEP;
		} else if (!scan_step(scan, i, bytes, KZ_TEXT_STEP)) {
			return;
		}
	}
	char last[KZ_TEXT_STEP] = {0};
	memcpy(last, text->bytes + steps * KZ_TEXT_STEP, rest);
	if (!text->ascii)
		text->marks[steps] = scan->mark;
	scan_step(scan, steps, last, rest);
}

/* The longest prefix of at most limit bytes that does not cut a code point. */
static size_t cut_size(const char *input, size_t size, size_t limit)
{
	if (size <= limit)
		return size;
	while (limit && ((unsigned char)input[limit] & 0xC0) == 0x80)
		limit--;
	return limit;
}

int kz_text_init(kz_text *text, kz_arena *arena, const char *input, size_t size, size_t limit)
{
	*text = (kz_text){0};
	if (size >= 3 && !memcmp(input, "\xEF\xBB\xBF", 3)) {
		input += 3;
		size -= 3;
	}
	size_t kept = cut_size(input, size, limit);
	text->cut = kept < size;
	if (!copy_text(text, arena, input, kept))
		return 0;
	text_scan scan = {.text = text, .arena = arena};
	scan_text(&scan);
	if (scan.invalid) {
		if (!repair(text, arena, input, kept))
			return 0;
		scan = (text_scan){.text = text, .arena = arena};
		scan_text(&scan);
	}
	return !scan.no_memory;
}

size_t kz_text_offset(const kz_text *text, uint32_t offset, kzner_unit unit)
{
	if (offset > text->size)
		offset = text->size;
	if (text->ascii || unit == KZNER_UNIT_BYTE)
		return offset;
	const kz_text_mark *mark = &text->marks[offset / KZ_TEXT_STEP];
	uint32_t length = offset % KZ_TEXT_STEP;
	if (unit == KZNER_UNIT_CODEPOINT)
		return mark->codepoints + length - kz_count_bits(mark->continuation & (((uint64_t)1 << length) - 1));
	if (!mark->continuation)
		return mark->utf16 + length;
	return mark->utf16 + kz_utf8_count_utf16(text->bytes + (offset - length), length);
}
