/*
 * The line-oriented form that rule and relation sources share:
 *
 *     # comment
 *     define NAME text          a macro of this file, used as {NAME}
 *
 *     rule NAME                 begins a block, up to an empty line
 *     key text ...
 *         more text             an indented line goes on with the line before, joined by one space
 */
#ifndef KZ_LINES_H
#define KZ_LINES_H

#include "compile/builder.h"

/* One `key text` of a block. */
typedef struct kz_key_line {
	const char *key, *text; /* in the arena, NUL-terminated; text is "" if there is none */
	uint32_t line;
	uint32_t column; /* of text in the line */
} kz_key_line;

typedef KZ_ARRAY(kz_key_line) kz_block;

/* Reads a source block by block. */
typedef struct kz_line_reader {
	kz_source *source;
	const char *text;
	size_t size, at;
	uint32_t line;
	kz_arena arena;               /* of the whole source */
	KZ_ARRAY(kz_key_line) macros; /* key: name */
} kz_line_reader;

void kz_line_reader_init(kz_line_reader *reader, kz_source *source, const char *text, size_t size);
void kz_line_reader_free(kz_line_reader *reader);

/* The next block; its first line's key is what it is. False at the end. Macros are taken in on the way. */
int kz_line_reader_next(kz_line_reader *reader, kz_block *ret_block);

/* The text of a macro, NULL if there is none with that name. */
const char *kz_line_reader_macro(const kz_line_reader *reader, const char *name, size_t size);

#endif
