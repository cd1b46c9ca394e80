/*
 * Is this text, and in which encoding? Guesses from bytes, for messages that say what to do.
 */
#ifndef KZNER_TOOLS_ENCODING_H
#define KZNER_TOOLS_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Why the bytes cannot be read as UTF-8 text (constant text), NULL if they may. Looks at the beginning only. */
const char *encoding_problem(const char *data, size_t size);

/** For text that is not all UTF-8: what it looks like and what to do (constant text), NULL if nothing is likely. */
const char *encoding_hint(const char *data, size_t size);

/** Bytes of a UTF-8 byte order mark at the beginning: 3 or 0. */
size_t encoding_mark(const char *data, size_t size);

/** Length of the valid UTF-8 sequence at data, 0 if there is none. *ret_code is its code point. size must be > 0. */
size_t utf8_decode(const char *data, size_t size, uint32_t *ret_code);

/** Append code as UTF-8 to at, which has room for 4 bytes. Gives the number of bytes. */
size_t utf8_encode(uint32_t code, char *at);

/** Is all of it UTF-8? */
bool utf8_is_valid(const char *data, size_t size);

#endif
