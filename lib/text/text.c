/* In: bytes that ought to be UTF-8. Out: text that is, and what was wrong with it. */
#include "text/text.h"
#include "base/utf8.h"

#include <string.h>

/* Each invalid byte becomes U+FFFD (three bytes). */
static size_t repaired_size(const char *input, size_t size)
{
	size_t total = size;
	for (size_t i = kz_utf8_invalid(input, size); i < size; i += 1 + kz_utf8_invalid(input + i + 1, size - i - 1))
		total += 2;
	return total;
}

static void repair(kz_text *text, char *out, const char *input, size_t size)
{
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
}

/* Are the bytes between two marks all ASCII? size is KZ_TEXT_STEP but at the end of the text. */
static int is_ascii_step(const char *bytes, uint32_t size)
{
	uint64_t any = 0, word;
	for (uint32_t i = 0; size == KZ_TEXT_STEP && i < KZ_TEXT_STEP; i += 8) {
		memcpy(&word, bytes + i, 8);
		any |= word;
	}
	return size == KZ_TEXT_STEP && !(any & 0x8080808080808080u);
}

static int make_marks(kz_text *text, kz_arena *arena)
{
	uint32_t count = text->size / KZ_TEXT_STEP + 1;
	text->marks = kz_arena_alloc(arena, count * sizeof *text->marks);
	if (!text->marks)
		return 0;
	kz_text_mark mark = {0, 0};
	for (uint32_t i = 0; i < count; i++) {
		text->marks[i] = mark;
		uint32_t from = i * KZ_TEXT_STEP;
		uint32_t length = text->size - from < KZ_TEXT_STEP ? text->size - from : KZ_TEXT_STEP;
		if (is_ascii_step(text->bytes + from, length)) {
			mark.codepoints += KZ_TEXT_STEP;
			mark.utf16 += KZ_TEXT_STEP;
			continue;
		}
		uint32_t codepoints = (uint32_t)kz_utf8_count(text->bytes + from, length);
		mark.codepoints += codepoints;
		mark.utf16 += codepoints + (uint32_t)kz_utf8_count_outside(text->bytes + from, length);
	}
	return 1;
}

static int all_ascii(const char *bytes, size_t size)
{
	uint64_t any = 0, word;
	size_t i = 0;
	for (; i + 8 <= size; i += 8) {
		memcpy(&word, bytes + i, 8);
		any |= word;
	}
	for (; i < size; i++)
		any |= (unsigned char)bytes[i];
	return !(any & 0x8080808080808080u);
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
	text->ascii = all_ascii(input, kept);
	size_t total = text->ascii ? kept : repaired_size(input, kept);
	char *bytes = kz_arena_alloc(arena, total + KZ_TEXT_PADDING);
	if (!bytes || total > UINT32_MAX)
		return 0;
	if (total == kept && kept)
		memcpy(bytes, input, kept);
	else if (kept)
		repair(text, bytes, input, kept);
	memset(bytes + total, 0, KZ_TEXT_PADDING);
	text->bytes = bytes;
	text->size = (uint32_t)total;
	for (const char *nul = memchr(bytes, 0, total); nul;
	     nul = memchr(nul + 1, 0, total - (size_t)(nul + 1 - bytes)))
		text->nuls++;
	return text->ascii || make_marks(text, arena);
}

size_t kz_text_offset(const kz_text *text, uint32_t offset, kzner_unit unit)
{
	if (offset > text->size)
		offset = text->size;
	if (text->ascii || unit == KZNER_UNIT_BYTE)
		return offset;
	const kz_text_mark *mark = &text->marks[offset / KZ_TEXT_STEP];
	const char *from = text->bytes + offset / KZ_TEXT_STEP * KZ_TEXT_STEP;
	uint32_t length = offset % KZ_TEXT_STEP;
	/* Nothing need be counted where there is a code point for each byte up to the next mark. */
	if (offset / KZ_TEXT_STEP < text->size / KZ_TEXT_STEP && mark[1].codepoints - mark->codepoints == KZ_TEXT_STEP)
		return length + (unit == KZNER_UNIT_CODEPOINT ? mark->codepoints : mark->utf16);
	if (unit == KZNER_UNIT_CODEPOINT)
		return mark->codepoints + kz_utf8_count(from, length);
	return mark->utf16 + kz_utf8_count_utf16(from, length);
}
