/*
 * Aligned columns for reading in a terminal. Widths are those that characters have on the screen.
 */
#ifndef KZNER_TOOLS_TABLE_H
#define KZNER_TOOLS_TABLE_H

#include "buffer.h"

#include <stdbool.h>

struct table_column {
	const char *title;
	unsigned most;  /* width, longer cells are shortened */
	bool right;     /* aligned */
	bool keep_tail; /* shorten at the beginning */
};

struct table {
	const struct table_column *columns;
	size_t column_count;
	struct buffer cells; /* each with a NUL */
	size_t cell_count;
};

void table_begin(struct table *table, const struct table_column *columns, size_t column_count);

/** The next cell, row by row. */
void table_cell(struct table *table, const char *format, ...) PRINTF_LIKE(2, 3);

/** Append the table with its titles, and free it. Nothing for a table without rows. */
void table_end(struct table *table, struct buffer *out);

/** Append text with control characters, which could steer a terminal, made visible as U+FFFD. */
void table_put_safe(struct buffer *out, const char *text, size_t size);

#endif
