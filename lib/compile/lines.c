/* In: a rule or relation source. Out: its blocks of key lines, its macros. */
#include "compile/lines.h"
#include "base/utf8.h"

#include <string.h>

void kz_line_reader_init(kz_line_reader *r, kz_source *source, const char *text, size_t size)
{
	*r = (kz_line_reader){.source = source, .text = text, .size = size};
	kz_arena_init(&r->arena, &source->compiler->allocator);
}

void kz_line_reader_free(kz_line_reader *r)
{
	kz_arena_free(&r->arena);
}

const char *kz_line_reader_macro(const kz_line_reader *r, const char *name, size_t size)
{
	for (uint32_t i = 0; i < r->macros.count; i++)
		if (strlen(r->macros.items[i].key) == size && !memcmp(r->macros.items[i].key, name, size))
			return r->macros.items[i].text;
	return NULL;
}

/* The next line without its end; false at the end of the source. */
static int next_line(kz_line_reader *r, const char **ret_line, size_t *ret_size)
{
	while (r->at < r->size) {
		const char *line = r->text + r->at, *newline = memchr(line, '\n', r->size - r->at);
		size_t size = newline ? (size_t)(newline - line) : r->size - r->at;
		r->at += size + 1;
		r->source->line = ++r->line;
		while (size && (line[size - 1] == '\r' || line[size - 1] == ' ' || line[size - 1] == '\t'))
			size--;
		size_t invalid = kz_utf8_invalid(line, size);
		if (invalid < size) {
			kz_report(r->source, KZNER_SEVERITY_ERROR, (uint32_t)invalid + 1, "[K100] invalid UTF-8");
			continue;
		}
		const char *nul = memchr(line, 0, size);
		if (nul) {
			kz_report(r->source, KZNER_SEVERITY_ERROR, (uint32_t)(nul - line) + 1, "[K100] a NUL byte");
			continue;
		}
		if (size && line[0] == '#')
			continue;
		*ret_line = line;
		*ret_size = size;
		return 1;
	}
	return 0;
}

static int join(kz_line_reader *r, kz_key_line *key, const char *line, size_t size)
{
	while (size && (*line == ' ' || *line == '\t')) {
		line++;
		size--;
	}
	size_t before = strlen(key->text);
	char *joined = kz_arena_alloc(&r->arena, before + size + 2);
	if (!joined)
		return 0;
	memcpy(joined, key->text, before);
	joined[before] = ' ';
	memcpy(joined + before + 1, line, size);
	joined[before + 1 + size] = '\0';
	key->text = joined;
	return 1;
}

static int split_key(kz_line_reader *r, const char *line, size_t size, kz_key_line *ret_key)
{
	size_t end = 0;
	while (end < size && line[end] != ' ' && line[end] != '\t')
		end++;
	size_t text = end;
	while (text < size && (line[text] == ' ' || line[text] == '\t'))
		text++;
	*ret_key = (kz_key_line){.key = kz_arena_copy(&r->arena, line, end),
	                         .text = kz_arena_copy(&r->arena, line + text, size - text),
	                         .line = r->line,
	                         .column = (uint32_t)text + 1};
	return ret_key->key && ret_key->text;
}

/* `define NAME text` */
static int add_macro(kz_line_reader *r, const kz_key_line *key)
{
	kz_key_line macro;
	if (!split_key(r, key->text, strlen(key->text), &macro))
		return 0;
	macro.line = key->line;
	kz_key_line *added = KZ_PUSH(&r->arena, &r->macros);
	if (added)
		*added = macro;
	return added != NULL;
}

static int add_line(kz_line_reader *r, kz_block *block, const char *line, size_t size)
{
	if (line[0] == ' ' || line[0] == '\t') {
		if (!block->count) {
			kz_report(r->source, KZNER_SEVERITY_ERROR, 1, "[K120] an indented line with nothing before it");
			return 1;
		}
		return join(r, &block->items[block->count - 1], line, size);
	}
	kz_key_line *key = KZ_PUSH(&r->arena, block);
	return key && split_key(r, line, size, key);
}

int kz_line_reader_next(kz_line_reader *r, kz_block *block)
{
	const char *line;
	size_t size;
	block->count = 0;
	int good = 1;
	while (good && next_line(r, &line, &size)) {
		if (size) {
			good = add_line(r, block, line, size);
			continue;
		}
		if (block->count)
			break;
	}
	while (good && block->count && !strcmp(block->items[0].key, "define")) {
		good = add_macro(r, &block->items[0]);
		memmove(block->items, block->items + 1, --block->count * sizeof *block->items);
	}
	if (!good)
		r->source->compiler->no_memory = 1;
	if (good && !block->count && r->at < r->size)
		return kz_line_reader_next(r, block);
	return good && block->count;
}
