/*
 * One line of JSONL input: {"id": ..., "text": ..., "date"?: ...} and whatever else stands in it.
 */
#ifndef KZNER_TOOLS_JSONL_H
#define KZNER_TOOLS_JSONL_H

#include "buffer.h"

#include <stdbool.h>

/** A document of a line. Texts point into the line or into the scanner and are valid until its next line. */
struct jsonl_document {
	const char *text;
	size_t text_size;
	const char *id;   /* NUL-terminated; a number stands as it is written; NULL if there is none */
	const char *date; /* NUL-terminated, NULL if there is none */
	size_t date_column;
	const char *meta; /* JSON object of the other members, NULL if there are none */
	size_t meta_size;
};

/** Why a line is no document. */
struct jsonl_error {
	size_t column;       /* 1-based, in bytes */
	const char *message; /* constant text */
};

struct jsonl;

struct jsonl *jsonl_new(void);
void jsonl_free(struct jsonl *scanner);

/** Read one line, with or without its newline. On failure ret_document->id is what was read of it before, or NULL. */
bool jsonl_read(struct jsonl *scanner, const char *line, size_t size, struct jsonl_document *ret_document,
                struct jsonl_error *reterr);

#endif
