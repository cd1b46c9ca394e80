/* In: a case file. Out: its cases. */
#include "support/corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct reader {
	const char *path;
	FILE *file;
	char *line; /* without its newline; NULL at the end */
	size_t capacity;
	unsigned number;
} reader;

static void next(reader *r)
{
	ssize_t length = r->line || !r->number ? getline(&r->line, &r->capacity, r->file) : -1;
	if (length < 0) {
		free(r->line);
		r->line = NULL;
		return;
	}
	r->number++;
	if (length && r->line[length - 1] == '\n')
		r->line[length - 1] = '\0';
}

static void stop(const reader *r, const char *what)
{
	fprintf(stderr, "%s:%u: %s\n", r->path, r->number, what);
	exit(99);
}

static int is_ruler(const char *line)
{
	size_t length = strspn(line, "=");
	return length >= 10 && !line[length];
}

static void append(char **text, const char *line)
{
	size_t before = *text ? strlen(*text) : 0;
	*text = realloc(*text, before + strlen(line) + 2);
	sprintf(*text + before, "%s\n", line);
}

static void read_title(reader *r, corpus_case *c)
{
	next(r);
	if (!r->line || !*r->line)
		stop(r, "a title belongs between the rulers");
	c->line = r->number;
	c->title = strdup(r->line);
	next(r);
	if (!r->line || !is_ruler(r->line))
		stop(r, "a ruler belongs under the title");
	next(r);
}

static void read_settings(reader *r, corpus_case *c)
{
	for (; r->line; next(r)) {
		if (!strncmp(r->line, "options: --date ", 16))
			c->date = strdup(r->line + 16);
		else if (!strcmp(r->line, "check: relations"))
			c->relations = 1;
		else if (!strncmp(r->line, "options:", 8) || !strncmp(r->line, "check:", 6))
			stop(r, "options that this runner does not know");
		else
			return;
	}
}

/* Up to the line of dashes; the empty line before it is none of the text. */
static void read_text(reader *r, corpus_case *c)
{
	while (r->line && strcmp(r->line, "---") != 0) {
		append(&c->text, r->line);
		next(r);
	}
	if (!r->line)
		stop(r, "a case without ---");
	if (!c->text)
		c->text = strdup("");
	size_t length = strlen(c->text);
	while (length && c->text[length - 1] == '\n')
		c->text[--length] = '\0';
	next(r);
}

static void read_expected(reader *r, corpus_case *c)
{
	for (; r->line && !is_ruler(r->line); next(r))
		if (*r->line)
			append(&c->expected, r->line);
	if (!c->expected)
		c->expected = strdup("");
}

void corpus_read(const char *path, corpus_file *ret_file)
{
	reader r = {.path = path, .file = fopen(path, "r")};
	if (!r.file)
		stop(&r, "cannot be read");
	*ret_file = (corpus_file){0};
	next(&r);
	while (r.line) {
		if (!is_ruler(r.line)) {
			if (*r.line)
				stop(&r, "text outside of a case");
			next(&r);
			continue;
		}
		ret_file->cases = realloc(ret_file->cases, (ret_file->count + 1) * sizeof *ret_file->cases);
		corpus_case *c = &ret_file->cases[ret_file->count++];
		*c = (corpus_case){0};
		read_title(&r, c);
		read_settings(&r, c);
		read_text(&r, c);
		read_expected(&r, c);
	}
	fclose(r.file);
}

void corpus_free(corpus_file *file)
{
	for (size_t i = 0; i < file->count; i++) {
		free(file->cases[i].title);
		free(file->cases[i].text);
		free(file->cases[i].date);
		free(file->cases[i].expected);
	}
	free(file->cases);
}
