/*
 * Runs the recognition cases with the default model.
 *
 * usage: test-corpus [-v] KNOWN_FAILURES FILE...
 *
 * KNOWN_FAILURES is a ratchet: it lists the cases that fail today, one "FILE: TITLE" a line. A listed case that passes
 * fails the test as much as an unlisted one that does not; KZNER_UPDATE=1 writes the list anew. -v tells of every case that
 * fails what was expected and what was found.
 */
#include "support/corpus.h"

#include <kzner/kzner.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct runner {
	kzner_extractor *extractor;
	char **known; /* lines of the list, NULL where one was met */
	size_t known_count;
	FILE *update;
	int verbose, failed;
} runner;

typedef struct counts {
	int cases, passed, known, surprises;
} counts;

/* Expected and found lines */

static const char *const symmetric[] = {"borders",         "met_with",       "agreed_with",
                                        "cooperates_with", "conflicts_with", "trades_with"};

static int is_symmetric(const char *type, size_t size)
{
	for (size_t i = 0; i < sizeof symmetric / sizeof *symmetric; i++)
		if (strlen(symmetric[i]) == size && !memcmp(symmetric[i], type, size))
			return 1;
	return 0;
}

/* White space of any kind, the no-break space too, as one space. */
static void put_surface(FILE *out, const char *text, size_t size)
{
	int space = 0;
	for (size_t i = 0; i < size; i++) {
		int wide = i + 1 < size && !memcmp(text + i, "\xC2\xA0", 2);
		if (wide || strchr(" \n\r\t", text[i])) {
			space = 1;
			i += (size_t)wide;
			continue;
		}
		fprintf(out, "%s%c", space ? " " : "", text[i]);
		space = 0;
	}
}

static char *found_mentions(const kzner_result *result)
{
	char *lines = NULL;
	size_t size, text_size, count, entity_count;
	FILE *out = open_memstream(&lines, &size);
	const char *text = kzner_result_text(result, &text_size);
	const kzner_mention *m = kzner_result_mentions(result, &count);
	const kzner_entity *entities = kzner_result_entities(result, &entity_count);
	for (size_t i = 0; i < count; i++) {
		fprintf(out, "%s ", kzner_type_name(m[i].type));
		put_surface(out, text + m[i].span.begin, m[i].span.end - m[i].span.begin);
		const char *value = m[i].entity != KZNER_NONE ? entities[m[i].entity].name : m[i].value;
		fprintf(out, "%s%s\n", value ? " = " : "", value ? value : "");
	}
	fclose(out);
	return lines;
}

static char *found_relations(const kzner_result *result)
{
	char *lines = NULL;
	size_t size, count, entity_count;
	FILE *out = open_memstream(&lines, &size);
	const kzner_relation *r = kzner_result_relations(result, &count);
	const kzner_entity *entities = kzner_result_entities(result, &entity_count);
	for (size_t i = 0; i < count; i++)
		fprintf(out, "RELATION %s: %s -> %s %s\n", r[i].type, entities[r[i].subject].name,
		        entities[r[i].object].name, kzner_relation_status_name(r[i].status));
	fclose(out);
	return lines;
}

/* A found line fits an expected one that may leave out " = ...". */
static int fits(const char *expected, size_t expected_size, const char *found, size_t found_size)
{
	if (found_size < expected_size || memcmp(expected, found, expected_size) != 0)
		return 0;
	return found_size == expected_size ||
	       (!memmem(expected, expected_size, " = ", 3) && !memcmp(found + expected_size, " = ", 3));
}

static int mentions_agree(const char *expected, const char *found)
{
	while (*expected && *found) {
		size_t e = strcspn(expected, "\n"), f = strcspn(found, "\n");
		if (!fits(expected, e, found, f))
			return 0;
		expected += e + 1;
		found += f + 1;
	}
	return !*expected && !*found;
}

/* The same relation with its arguments changed round, in a static buffer; NULL if it is not symmetric. */
static const char *turned(const char *line, size_t size, char *out, size_t room)
{
	const char *type = line + 9, *colon = memchr(line, ':', size), *arrow = memmem(line, size, " -> ", 4);
	const char *end = line + size;
	while (end > line && end[-1] != ' ')
		end--;
	if (!colon || !arrow || end <= arrow + 4 || !is_symmetric(type, (size_t)(colon - type)))
		return NULL;
	snprintf(out, room, "%.*s: %.*s -> %.*s %.*s", (int)(colon - line), line, (int)(end - 1 - arrow - 4), arrow + 4,
	         (int)(arrow - colon - 2), colon + 2, (int)(line + size - end), end);
	return out;
}

static int has_line(const char *lines, const char *line, size_t size)
{
	for (; *lines; lines += strcspn(lines, "\n") + 1)
		if (strcspn(lines, "\n") == size && !memcmp(lines, line, size))
			return 1;
	return 0;
}

static size_t line_count(const char *lines)
{
	size_t count = 0;
	for (; *lines; lines++)
		count += *lines == '\n';
	return count;
}

static int relations_agree(const char *expected, const char *found)
{
	if (line_count(expected) != line_count(found))
		return 0;
	for (const char *line = expected; *line; line += strcspn(line, "\n") + 1) {
		char other[1024];
		size_t size = strcspn(line, "\n");
		const char *round = turned(line, size, other, sizeof other);
		if (!has_line(found, line, size) && !(round && has_line(found, round, strlen(round))))
			return 0;
	}
	return 1;
}

/* One case */

static int passes(runner *r, const char *path, const corpus_case *c)
{
	kzner_document document = {c->text, strlen(c->text), c->title, c->date};
	const kzner_result *result;
	kzner_error error;
	if (kzner_extract(r->extractor, &document, &result, &error)) {
		fprintf(stderr, "%s:%u: %s\n", path, c->line, error.message);
		return 0;
	}
	char *found = c->relations ? found_relations(result) : found_mentions(result);
	int good = c->relations ? relations_agree(c->expected, found) : mentions_agree(c->expected, found);
	if (!good && r->verbose)
		fprintf(stderr, "%s:%u: %s\n%s\nexpected:\n%sfound:\n%s\n", path, c->line, c->title, c->text,
		        c->expected, found);
	free(found);
	return good;
}

/* The list */

static void read_known(runner *r, const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t capacity = 0;
	while (file && getline(&line, &capacity, file) > 0) {
		line[strcspn(line, "\n")] = '\0';
		if (!*line || *line == '#')
			continue;
		r->known = realloc(r->known, (r->known_count + 1) * sizeof *r->known);
		r->known[r->known_count++] = strdup(line);
	}
	free(line);
	if (file)
		fclose(file);
}

static int take_known(runner *r, const char *name)
{
	for (size_t i = 0; i < r->known_count; i++) {
		if (r->known[i] && !strcmp(r->known[i], name)) {
			free(r->known[i]);
			r->known[i] = NULL;
			return 1;
		}
	}
	return 0;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static void judge(runner *r, const char *path, const corpus_case *c, counts *n)
{
	char name[1024];
	snprintf(name, sizeof name, "%s: %s", base_name(path), c->title);
	int good = passes(r, path, c), known = take_known(r, name);
	n->cases++;
	n->passed += good;
	n->known += known;
	if (r->update && !good)
		fprintf(r->update, "%s\n", name);
	if (good != known || r->update)
		return;
	n->surprises++;
	printf("# %s:%u: %s: %s\n", path, c->line, c->title,
	       good ? "passes, though known_failures.txt lists it" : "fails");
}

static void run_file(runner *r, const char *path, int number)
{
	corpus_file file;
	counts n = {0};
	corpus_read(path, &file);
	for (size_t i = 0; i < file.count; i++)
		judge(r, path, &file.cases[i], &n);
	corpus_free(&file);
	r->failed |= n.surprises > 0;
	printf("%sok %d - %s: %d of %d pass\n", n.surprises ? "not " : "", number, base_name(path), n.passed, n.cases);
}

static void leftovers(runner *r, int number)
{
	int left = 0;
	for (size_t i = 0; i < r->known_count && !r->update; i++) {
		if (!r->known[i])
			continue;
		printf("# no such case: %s\n", r->known[i]);
		left++;
	}
	printf("%sok %d - every known failure is a case\n", left ? "not " : "", number);
	r->failed |= left > 0;
}

static void begin_update(runner *r, const char *path)
{
	if (!getenv("KZNER_UPDATE"))
		return;
	r->update = fopen(path, "w");
	if (!r->update) {
		perror(path);
		exit(99);
	}
	fprintf(r->update, "# Cases that fail today. A case that passes must go from here; KZNER_UPDATE=1 writes the "
	                   "list anew.\n");
}

static void finish(runner *r)
{
	if (r->update)
		fclose(r->update);
	for (size_t i = 0; i < r->known_count; i++)
		free(r->known[i]);
	free(r->known);
	kzner_extractor_free(r->extractor);
}

int main(int argc, char **argv)
{
	runner r = {0};
	kzner_model *model;
	kzner_error error;
	r.verbose = argc > 1 && !strcmp(argv[1], "-v");
	argv += r.verbose;
	if (argc - r.verbose < 3)
		return 99;
	if (kzner_model_open_default(NULL, &model, &error) || kzner_extractor_new(model, NULL, NULL, &r.extractor)) {
		fprintf(stderr, "%s\n", error.message);
		return 99;
	}
	read_known(&r, argv[1]);
	begin_update(&r, argv[1]);
	int number = 0;
	for (char **path = argv + 2; *path; path++)
		run_file(&r, *path, ++number);
	leftovers(&r, ++number);
	printf("1..%d\n", number);
	finish(&r);
	kzner_model_unref(model);
	return r.failed;
}
