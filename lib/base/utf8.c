/* In: bytes. Out: code points, counts, the place of the first bad byte. */
#include "base/utf8.h"

#include <string.h>

unsigned kz_utf8_decode(const char *text, size_t size, uint32_t *ret_code)
{
	const unsigned char *s = (const unsigned char *)text;
	if (s[0] < 0x80) {
		*ret_code = s[0];
		return 1;
	}
	if (s[0] < 0xC2 || s[0] > 0xF4)
		return 0;
	unsigned length = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
	if (size < length)
		return 0;
	uint32_t code = s[0] & (0xFFu >> (length + 1));
	for (unsigned i = 1; i < length; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		code = code << 6 | (s[i] & 0x3F);
	}
	if ((length == 3 && code < 0x800) || (length == 4 && (code < 0x10000 || code > 0x10FFFF)) ||
	    (code >= 0xD800 && code < 0xE000))
		return 0;
	*ret_code = code;
	return length;
}

unsigned kz_utf8_encode(uint32_t code, char *out)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

#define HIGH_BITS 0x8080808080808080u

size_t kz_utf8_invalid(const char *text, size_t size)
{
	size_t i = 0;
	while (i < size) {
		uint64_t word;
		while (i + 8 <= size && (memcpy(&word, text + i, 8), !(word & HIGH_BITS)))
			i += 8;
		if (i == size)
			break;
		uint32_t code;
		unsigned length = kz_utf8_decode(text + i, size - i, &code);
		if (!length)
			return i;
		i += length;
	}
	return size;
}

#define LOW_BITS 0x0101010101010101u

/* Bytes that are not continuation bytes: those begin a code point. */
size_t kz_utf8_count(const char *text, size_t size)
{
	size_t count = 0, i = 0;
	for (; i + 8 <= size; i += 8) {
		uint64_t word;
		memcpy(&word, text + i, 8);
		uint64_t continuation = (word >> 7) & (~word >> 6) & LOW_BITS;
		count += 8 - ((continuation * LOW_BITS) >> 56);
	}
	for (; i < size; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}

/* Those have a first byte of 0xF0 or more. */
size_t kz_utf8_count_outside(const char *text, size_t size)
{
	size_t count = 0, i = 0;
	for (; i + 8 <= size; i += 8) {
		uint64_t word;
		memcpy(&word, text + i, 8);
		uint64_t outside = word >> 7 & word >> 6 & word >> 5 & word >> 4 & LOW_BITS;
		count += (outside * LOW_BITS) >> 56;
	}
	for (; i < size; i++)
		count += (unsigned char)text[i] >= 0xF0;
	return count;
}

size_t kz_utf8_count_utf16(const char *text, size_t size)
{
	return kz_utf8_count(text, size) + kz_utf8_count_outside(text, size);
}
