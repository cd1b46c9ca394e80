#include "encoding.h"

#include <string.h>

/* Enough to tell what a file is. */
#define SAMPLE ((size_t)64 << 10)

static size_t sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xC2 && first < 0xE0)
		return 2;
	if (first >= 0xE0 && first < 0xF0)
		return 3;
	if (first >= 0xF0 && first < 0xF5)
		return 4;
	return 0;
}

size_t utf8_decode(const char *data, size_t size, uint32_t *ret_code)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *bytes = (const unsigned char *)data;
	size_t length = sequence_length(bytes[0]);
	uint32_t code;

	if (length == 0 || length > size)
		return 0;
	code = length == 1 ? bytes[0] : bytes[0] & (0x7Fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((bytes[i] & 0xC0) != 0x80)
			return 0;
		code = code << 6 | (bytes[i] & 0x3F);
	}
	if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
		return 0;
	*ret_code = code;
	return length;
}

size_t utf8_encode(uint32_t code, char *at)
{
	if (code < 0x80) {
		at[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		at[0] = (char)(0xC0 | code >> 6);
		at[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		at[0] = (char)(0xE0 | code >> 12);
		at[1] = (char)(0x80 | (code >> 6 & 0x3F));
		at[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	at[0] = (char)(0xF0 | code >> 18);
	at[1] = (char)(0x80 | (code >> 12 & 0x3F));
	at[2] = (char)(0x80 | (code >> 6 & 0x3F));
	at[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

/* Bytes below 0x80 at the beginning, in steps of eight. */
static size_t ascii_run(const char *data, size_t size)
{
	size_t at = 0;
	uint64_t word;

	for (; size - at >= sizeof word; at += sizeof word) {
		memcpy(&word, data + at, sizeof word);
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	return at;
}

bool utf8_is_valid(const char *data, size_t size)
{
	uint32_t code;

	for (size_t at = ascii_run(data, size); at < size;) {
		size_t length = (unsigned char)data[at] < 0x80 ? 1 : utf8_decode(data + at, size - at, &code);

		if (!length)
			return false;
		at += length;
		at += length > 1 ? ascii_run(data + at, size - at) : 0;
	}
	return true;
}

size_t encoding_mark(const char *data, size_t size)
{
	return size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

/*
 * UTF-16 of Latin or Cyrillic text has 0 or 4 in every high byte and something else in nearly every low byte.
 * offset is where the high bytes stand: 0 big endian, 1 little endian.
 */
static bool looks_like_utf16(const unsigned char *bytes, size_t size, size_t offset)
{
	size_t pairs = size / 2, high = 0, low = 0, zeros = 0;

	for (size_t i = 0; i < pairs; i++) {
		unsigned char h = bytes[2 * i + offset], l = bytes[2 * i + 1 - offset];

		high += h == 0 || h == 4;
		low += l == 0;
		zeros += h == 0;
	}
	return pairs >= 4 && zeros > 0 && high * 10 >= pairs * 7 && low * 10 <= pairs;
}

/* Control characters that no text editor writes. */
static bool is_binary_byte(unsigned char byte)
{
	return (byte < 0x20 && !(byte >= '\b' && byte <= '\r') && byte != 0x1B) || byte == 0x7F;
}

/* A stray control character or two stand in real text; two in a hundred bytes do not. */
static bool looks_binary(const unsigned char *bytes, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < size; i++)
		count += is_binary_byte(bytes[i]);
	return count >= 4 && count * 50 > size;
}

const char *encoding_problem(const char *data, size_t size)
{
	const unsigned char *bytes = (const unsigned char *)data;

	if (size > SAMPLE)
		size = SAMPLE;
	if (size >= 4 && (memcmp(bytes, "\xFF\xFE\0\0", 4) == 0 || memcmp(bytes, "\0\0\xFE\xFF", 4) == 0))
		return "looks like UTF-32 text; convert it with: iconv -f UTF-32 -t UTF-8";
	if (size >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
		return "looks like UTF-16 text; convert it with: iconv -f UTF-16 -t UTF-8";
	if (looks_like_utf16(bytes, size, 1))
		return "looks like UTF-16 text; convert it with: iconv -f UTF-16LE -t UTF-8";
	if (looks_like_utf16(bytes, size, 0))
		return "looks like UTF-16 text; convert it with: iconv -f UTF-16BE -t UTF-8";
	if (looks_binary(bytes, size))
		return "looks like binary data, not text";
	return NULL;
}

/*
 * What the bytes above 0x7F are. Cyrillic words in Windows-1251 are long runs of them, and nearly all are letters
 * (0xC0 and up); accented letters and quotation marks of Windows-1252 stand alone between ASCII.
 */
struct high_bytes {
	size_t valid; /* UTF-8 sequences */
	size_t wrong; /* bytes outside them */
	size_t runs;  /* runs of bytes above 0x7F that hold a wrong one */
	size_t in_runs;
};

static size_t count_run(const char *data, size_t size, struct high_bytes *counts)
{
	size_t at = 0, wrong = 0;
	uint32_t code;

	while (at < size && (unsigned char)data[at] >= 0x80) {
		size_t length = utf8_decode(data + at, size - at, &code);

		counts->valid += length != 0;
		wrong += length == 0;
		at += length ? length : 1;
	}
	counts->wrong += wrong;
	if (wrong) {
		counts->runs++;
		counts->in_runs += at;
	}
	return at;
}

const char *encoding_hint(const char *data, size_t size)
{
	struct high_bytes counts = {0};

	if (size > SAMPLE)
		size = SAMPLE;
	for (size_t at = 0; at < size;) {
		if ((unsigned char)data[at] < 0x80)
			at++;
		else
			at += count_run(data + at, size - at, &counts);
	}
	if (counts.wrong < 3 || counts.valid * 2 > counts.wrong)
		return NULL;
	if (counts.in_runs >= counts.runs * 3)
		return "it looks like Windows-1251 text; convert it with: iconv -f WINDOWS-1251 -t UTF-8";
	return "it looks like Windows-1252 text; convert it with: iconv -f WINDOWS-1252 -t UTF-8";
}
