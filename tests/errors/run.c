/*
 * Compiles each bad source of a list and compares what the compiler says first.
 *
 * usage: test-errors LIST
 *
 * The list: empty lines and comments (#); `source NAME`, what the sources behind it are called; `before NAME TEXT`, a source that is
 * added first; `lint`, with which doubtful things are reported too; all others are `TEXT => MESSAGE`. TEXT stands for a whole
 * source, with \t \n \\ and \xHH in it; [N*TEXT] repeats TEXT N times. MESSAGE is LINE:COLUMN: and the diagnostic.
 * KZNER_UPDATE=1 writes the messages anew.
 */
#include <kzner/kzner.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BEFORE_MAX 4

typedef struct list {
	char *source;
	char *before_name[BEFORE_MAX], *before_text[BEFORE_MAX];
	size_t before_count;
	int lint;
} list;

/* "\t" to a tab and so on. */
static size_t unescape(const char *from, size_t size, char *to)
{
	size_t length = 0;
	for (size_t i = 0; i < size; i++) {
		unsigned byte;
		if (from[i] != '\\' || i + 1 == size) {
			to[length++] = from[i];
		} else if (from[i + 1] == 'x' && i + 3 < size && sscanf(from + i + 2, "%2x", &byte) == 1) {
			to[length++] = (char)byte;
			i += 3;
		} else {
			char c = from[++i];
			to[length++] = (char)(c == 't' ? '\t' : c == 'n' ? '\n' : c);
		}
	}
	return length;
}

/* [3*ab] to ababab, then the escapes. */
static char *expand(const char *text, size_t size, size_t *ret_size)
{
	char *out = NULL;
	size_t room;
	FILE *stream = open_memstream(&out, &room);
	for (size_t i = 0; i < size; i++) {
		int count, used = 0;
		const char *end = text[i] == '[' ? memchr(text + i, ']', size - i) : NULL;
		if (!end || sscanf(text + i, "[%d*%n", &count, &used) != 1 || !used) {
			fputc(text[i], stream);
			continue;
		}
		for (int k = 0; k < count; k++)
			fwrite(text + i + used, 1, (size_t)(end - text - (long)i - used), stream);
		i = (size_t)(end - text);
	}
	fclose(stream);
	*ret_size = unescape(out, room, out);
	return out;
}

static void keep_first(kzner_severity severity, const kzner_error *error, void *user)
{
	(void)severity;
	kzner_error *first = user;
	if (!first->status)
		*first = *error;
}

static void add(kzner_compiler *compiler, const char *name, const char *text, size_t size)
{
	size_t length;
	char *source = expand(text, size, &length);
	if (kzner_compiler_add(compiler, name, source, length, NULL) == KZNER_ERROR_NO_MEMORY)
		printf("# out of memory, says the compiler\n");
	free(source);
}

/* What the compiler says first about the source; "" if it is content. */
static void diagnose(const list *l, const char *text, size_t size, char *out, size_t room)
{
	kzner_compiler *compiler;
	kzner_error first = {0};
	void *data = NULL;
	if (kzner_compiler_new(NULL, keep_first, &first, &compiler))
		abort();
	kzner_compiler_set_lint(compiler, l->lint);
	for (size_t i = 0; i < l->before_count; i++)
		add(compiler, l->before_name[i], l->before_text[i], strlen(l->before_text[i]));
	add(compiler, l->source, text, size);
	kzner_error last = {0};
	if (kzner_compiler_finish(compiler, &data, &size, &last) && !first.status)
		first = last;
	kzner_compiler_release(compiler, data);
	kzner_compiler_free(compiler);
	if (first.status)
		snprintf(out, room, "%u:%u: %s", first.line, first.column, first.message);
	else
		snprintf(out, room, "nothing");
}

static int directive(list *l, char *line)
{
	if (!strncmp(line, "source ", 7)) {
		free(l->source);
		l->source = strdup(line + 7);
	} else if (!strncmp(line, "before ", 7) && l->before_count < BEFORE_MAX) {
		size_t length = strcspn(line + 7, " ");
		l->before_name[l->before_count] = strndup(line + 7, length);
		l->before_text[l->before_count++] = strdup(line + 7 + length + (line[7 + length] == ' '));
	} else if (!strcmp(line, "lint")) {
		l->lint = 1;
	} else {
		return !*line || *line == '#';
	}
	return 1;
}

static int run_line(const list *l, const char *line, const char *arrow, int number, FILE *update)
{
	char message[1024];
	diagnose(l, line, (size_t)(arrow - line), message, sizeof message);
	if (update)
		fprintf(update, "%.*s => %s\n", (int)(arrow - line), line, message);
	int good = update || !strcmp(message, arrow + 4);
	printf("%sok %d - %.60s\n", good ? "" : "not ", number, arrow + 4);
	if (!good)
		printf("# source:   %.*s\n# expected: %s\n# told:     %s\n", (int)(arrow - line), line, arrow + 4,
		       message);
	return good;
}

static const char *last_arrow(const char *line)
{
	const char *found = NULL;
	for (const char *at = line; (at = strstr(at, " => ")); at++)
		found = at;
	return found;
}

/* The list with its messages as they are now, to be put in its place. */
static char *run_list(const char *path, int *ret_failed)
{
	FILE *file = fopen(path, "r");
	char *line = NULL, *text = NULL;
	size_t capacity = 0, size;
	FILE *update = getenv("KZNER_UPDATE") ? open_memstream(&text, &size) : NULL;
	list l = {.source = strdup("bad.tsv")};
	int number = 0;
	if (!file) {
		perror(path);
		exit(99);
	}
	while (getline(&line, &capacity, file) > 0) {
		line[strcspn(line, "\n")] = '\0';
		const char *arrow = last_arrow(line);
		if (*line != '#' && arrow)
			*ret_failed |= !run_line(&l, line, arrow, ++number, update);
		else if (!directive(&l, line))
			*ret_failed |= printf("not ok %d - %s: what is this?\n", ++number, line) > 0;
		else if (update)
			fprintf(update, "%s\n", line);
	}
	printf("1..%d\n", number);
	fclose(file);
	if (update)
		fclose(update);
	free(line);
	free(l.source);
	for (size_t i = 0; i < l.before_count; i++) {
		free(l.before_name[i]);
		free(l.before_text[i]);
	}
	return text;
}

int main(int argc, char **argv)
{
	int failed = 0;
	if (argc != 2)
		return 99;
	char *text = run_list(argv[1], &failed);
	FILE *file = text ? fopen(argv[1], "w") : NULL;
	if (file) {
		fputs(text, file);
		fclose(file);
	}
	free(text);
	return failed;
}
