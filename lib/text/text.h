/*
 * The text of one document: valid UTF-8, padded so that words may be loaded eight bytes at a time, with a table that
 * turns byte offsets into code points and UTF-16 units.
 */
#ifndef KZ_TEXT_H
#define KZ_TEXT_H

#include "base/arena.h"

#include <kzner/result.h>

/* Zero bytes behind the text. */
#define KZ_TEXT_PADDING 64

/* Bytes between two marks of the offset table. */
#define KZ_TEXT_STEP 64

typedef struct kz_text_mark {
	uint32_t codepoints, utf16; /* units before the mark */
	uint64_t continuation;      /* bytes up to the next mark that begin no code point, a bit for each */
} kz_text_mark;

typedef struct kz_text {
	const char *bytes;
	uint32_t size;
	uint32_t invalid;       /* invalid bytes that were replaced */
	uint32_t first_invalid; /* offset of the first in the input */
	uint32_t nuls;          /* NUL bytes, which count as spaces */
	int ascii;              /* all bytes below 0x80: every unit is the same */
	int cut;                /* the document was longer than the limit */
	kz_text_mark *marks;    /* NULL if ascii */
} kz_text;

/* Copy and repair input. False when there is no memory. */
int kz_text_init(kz_text *text, kz_arena *arena, const char *input, size_t size, size_t limit);

/* A byte offset in another unit. */
size_t kz_text_offset(const kz_text *text, uint32_t offset, kzner_unit unit);

#endif
