/* UTF-8: decoding, encoding, validating, counting. No locale. */
#ifndef KZ_UTF8_H
#define KZ_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Length in bytes of the valid sequence at text (size > 0), 0 if it is invalid or cut short. *ret_code is set when it is valid. */
unsigned kz_utf8_decode(const char *text, size_t size, uint32_t *ret_code);

/* Write code (a valid scalar value) to out (room for 4 bytes); returns its length. */
unsigned kz_utf8_encode(uint32_t code, char *out);

/* Offset of the first invalid byte, size if all is valid. */
size_t kz_utf8_invalid(const char *text, size_t size);

/* Code points that begin in text[0, size). */
size_t kz_utf8_count(const char *text, size_t size);

/* Those of them outside the basic plane, which take two units in UTF-16. */
size_t kz_utf8_count_outside(const char *text, size_t size);

/* UTF-16 units of the code points that begin in text[0, size). */
size_t kz_utf8_count_utf16(const char *text, size_t size);

#endif
