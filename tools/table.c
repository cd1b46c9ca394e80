#include "table.h"

#include "encoding.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define GAP 2

void table_begin(struct table *table, const struct table_column *columns, size_t column_count)
{
	*table = (struct table){.columns = columns, .column_count = column_count};
}

static size_t next_character(const char *text, size_t size, uint32_t *ret_code)
{
	size_t length = utf8_decode(text, size, ret_code);

	if (length)
		return length;
	*ret_code = 0xFFFD;
	return 1;
}

void table_put_safe(struct buffer *out, const char *text, size_t size)
{
	for (size_t at = 0; at < size;) {
		uint32_t code;
		size_t length = next_character(text + at, size - at, &code);

		if ((code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code < 0xA0))
			buffer_puts(out, "\xEF\xBF\xBD");
		else
			buffer_append(out, text + at, length);
		at += length;
	}
}

void table_cell(struct table *table, const char *format, ...)
{
	struct buffer text = {0};
	va_list arguments;

	va_start(arguments, format);
	buffer_vprintf(&text, format, arguments);
	va_end(arguments);
	for (size_t i = 0; i < text.size; i++)
		if (text.data[i] == '\n' || text.data[i] == '\t' || text.data[i] == '\0')
			text.data[i] = ' ';
	table_put_safe(&table->cells, text.data, text.size);
	buffer_putc(&table->cells, '\0');
	buffer_free(&text);
	table->cell_count++;
}

static unsigned code_width(uint32_t code)
{
	int width = utf8proc_charwidth((utf8proc_int32_t)code);

	return width > 0 ? (unsigned)width : 0;
}

static unsigned width_of(const char *text)
{
	size_t size = strlen(text);
	unsigned width = 0;
	uint32_t code;

	for (size_t at = 0; at < size;) {
		at += next_character(text + at, size - at, &code);
		width += code_width(code);
	}
	return width;
}

/* Bytes at the beginning of text that are at most `most` wide. */
static size_t fitting_head(const char *text, unsigned most)
{
	size_t size = strlen(text), at = 0;
	unsigned width = 0;

	while (at < size) {
		uint32_t code;
		size_t length = next_character(text + at, size - at, &code);

		width += code_width(code);
		if (width > most)
			break;
		at += length;
	}
	return at;
}

/* Where the end of text begins that is at most `most` wide. */
static size_t fitting_tail(const char *text, unsigned most)
{
	unsigned width = width_of(text);
	size_t size = strlen(text), at = 0;
	uint32_t code;

	while (width > most) {
		at += next_character(text + at, size - at, &code);
		width -= code_width(code);
	}
	return at;
}

static void put_spaces(struct buffer *out, unsigned count)
{
	while (count--)
		buffer_putc(out, ' ');
}

static void put_cell(struct buffer *out, const struct table_column *column, const char *text, unsigned width, bool last)
{
	unsigned own = width_of(text), used = own < width ? own : width;

	if (column->right)
		put_spaces(out, width - used);
	if (own <= width) {
		buffer_puts(out, text);
	} else if (column->keep_tail) {
		buffer_puts(out, "\xE2\x80\xA6");
		buffer_puts(out, text + fitting_tail(text, width - 1));
	} else {
		buffer_append(out, text, fitting_head(text, width - 1));
		buffer_puts(out, "\xE2\x80\xA6");
	}
	if (!column->right && !last)
		put_spaces(out, width - used);
	if (!last)
		put_spaces(out, GAP);
}

static void measure(const struct table *table, unsigned *widths)
{
	const char *cell = table->cells.data;

	for (size_t i = 0; i < table->column_count; i++)
		widths[i] = width_of(table->columns[i].title);
	for (size_t i = 0; i < table->cell_count; i++, cell += strlen(cell) + 1) {
		const struct table_column *column = &table->columns[i % table->column_count];
		unsigned width = width_of(cell), *widest = &widths[i % table->column_count];

		if (width > column->most)
			width = column->most;
		if (width > *widest)
			*widest = width;
	}
}

static void put_row(const struct table *table, const unsigned *widths, const char **cell, struct buffer *out)
{
	buffer_puts(out, "  ");
	for (size_t i = 0; i < table->column_count; i++) {
		put_cell(out, &table->columns[i], *cell, widths[i], i + 1 == table->column_count);
		*cell += strlen(*cell) + 1;
	}
	while (out->data[out->size - 1] == ' ')
		out->size--;
	buffer_putc(out, '\n');
}

static void put_titles(const struct table *table, const unsigned *widths, struct buffer *out)
{
	buffer_puts(out, "  ");
	for (size_t i = 0; i < table->column_count; i++)
		put_cell(out, &table->columns[i], table->columns[i].title, widths[i], i + 1 == table->column_count);
	while (out->data[out->size - 1] == ' ')
		out->size--;
	buffer_putc(out, '\n');
}

void table_end(struct table *table, struct buffer *out)
{
	const char *cell = table->cells.data;
	unsigned *widths;

	if (table->cell_count) {
		widths = memory_allocate(table->column_count * sizeof *widths);
		measure(table, widths);
		put_titles(table, widths, out);
		for (size_t row = 0; row < table->cell_count / table->column_count; row++)
			put_row(table, widths, &cell, out);
		free(widths);
	}
	buffer_free(&table->cells);
	table->cell_count = 0;
}
