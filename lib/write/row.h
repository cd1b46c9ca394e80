/* Rows of fields: CSV, TSV, Neo4j. A field is one call; separators come by themselves. */
#ifndef KZ_ROW_H
#define KZ_ROW_H

#include "write/out.h"

typedef struct kz_row {
	kz_writer *w;
	kz_escape escape;
	const char *end; /* of a row */
	char separator;
	int begun;
} kz_row;

static inline void kz_row_separate(kz_row *row)
{
	if (row->begun)
		kz_put_char(row->w, row->separator);
	row->begun = 1;
}

static inline void kz_row_bytes(kz_row *row, const char *text, size_t size)
{
	kz_row_separate(row);
	kz_put_field(row->w, row->escape, row->separator, text, size);
}

/* NULL is an empty field. */
static inline void kz_row_text(kz_row *row, const char *text)
{
	kz_row_bytes(row, text ? text : "", text ? strlen(text) : 0);
}

static inline void kz_row_number(kz_row *row, uint64_t number)
{
	kz_row_separate(row);
	kz_put_number(row->w, number);
}

static inline void kz_row_share(kz_row *row, float share)
{
	kz_row_separate(row);
	kz_put_share(row->w, share);
}

/* "e12"; empty for KZNER_NONE. */
static inline void kz_row_id(kz_row *row, char kind, uint32_t number)
{
	kz_row_separate(row);
	if (number != KZNER_NONE)
		kz_put_id(row->w, kind, number);
}

/* "x.relations:41"; empty without a line. Names of sources need no quotes. */
static inline void kz_row_rule(kz_row *row, const char *file, uint32_t line)
{
	kz_row_separate(row);
	if (!line)
		return;
	kz_put_escaped_string(row->w, kz_escape_bare, file);
	kz_put_char(row->w, ':');
	kz_put_number(row->w, line);
}

static inline void kz_row_end(kz_row *row)
{
	kz_put_string(row->w, row->end);
	row->begun = 0;
}

#endif
