/*
 * ASCII texts without a locale: the C library's functions for case and numbers follow the program's, and I and i differ
 * in Turkish, a comma parts decimals in Russian.
 */
#ifndef KZ_ASCII_H
#define KZ_ASCII_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline char kz_ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* The same size bytes, the case of ASCII letters aside? */
static inline int kz_ascii_same_bytes(const char *a, const char *b, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (kz_ascii_lower(a[i]) != kz_ascii_lower(b[i]))
			return 0;
	return 1;
}

static inline int kz_ascii_same(const char *a, const char *b)
{
	size_t size = strlen(a);
	return size == strlen(b) && kz_ascii_same_bytes(a, b, size);
}

/* "0.85" as a number from 0 on, the same on every machine; -1 if text is anything else or longer than nine digits. */
static inline float kz_ascii_share(const char *text)
{
	uint32_t digits = 0, scale = 1, count = 0;
	for (int behind_point = 0; *text; text++) {
		if (*text == '.' && !behind_point) {
			behind_point = 1;
			continue;
		}
		if (*text < '0' || *text > '9' || ++count > 9)
			return -1;
		digits = digits * 10 + (uint32_t)(*text - '0');
		scale *= behind_point ? 10 : 1;
	}
	return count ? (float)((double)digits / scale) : -1;
}

#endif
