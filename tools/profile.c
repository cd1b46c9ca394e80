#include "profile.h"

#include "cli_common.h"
#include "encoding.h"
#include "input.h"
#include "jsonl.h"
#include "table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct profile {
	kzner_extractor *extractor;
	const char *path;
	uint64_t nanoseconds, bytes, documents;
	bool failed;
};

struct measured {
	uint32_t rule; /* index for kzner_model_rule() */
	kzner_rule_cost cost;
};

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static void fail(struct profile *profile, uint64_t line, const char *message)
{
	if (line)
		cli_message("%s:%llu: %s", profile->path, (unsigned long long)line, message);
	else
		cli_message("%s: %s", profile->path, message);
	profile->failed = true;
}

/* line 0: the document is the whole file. */
static void measure(struct profile *profile, const kzner_document *document, uint64_t line)
{
	const kzner_result *result;
	kzner_error error = {0};
	uint64_t began = now();

	if (kzner_extract(profile->extractor, document, &result, &error) != KZNER_OK) {
		fail(profile, line, error.message);
		return;
	}
	profile->nanoseconds += now() - began;
	profile->bytes += document->size;
	profile->documents++;
}

static void measure_text(struct profile *profile)
{
	kzner_document document = {.id = profile->path};
	struct buffer text = {0};
	const char *reason;

	if (!input_read(profile->path, kzner_extract_options_default().max_document, &text, &reason)) {
		cli_message("%s: cannot read: %s", profile->path, reason);
		profile->failed = true;
	} else if ((reason = encoding_problem(text.data, text.size))) {
		fail(profile, 0, reason);
	} else {
		document.text = text.data;
		document.size = text.size;
		measure(profile, &document, 0);
	}
	buffer_free(&text);
}

static void measure_line(struct profile *profile, struct jsonl *scanner, const char *line, size_t size, uint64_t number)
{
	struct jsonl_document found;
	struct jsonl_error error;

	if (!jsonl_read(scanner, line, size, &found, &error)) {
		fail(profile, number, error.message);
		return;
	}
	measure(profile,
	        &(kzner_document){.text = found.text,
	                          .size = found.text_size,
	                          .id = found.id,
	                          .date = found.date && cli_is_date(found.date) ? found.date : NULL},
	        number);
}

static bool is_empty(const char *line, size_t size)
{
	while (size && (line[size - 1] == '\n' || line[size - 1] == '\r'))
		size--;
	return !size;
}

static void measure_block(struct profile *profile, struct jsonl *scanner, const struct buffer *block, uint64_t number)
{
	const char *line = block->data, *end = line + block->size;

	for (size_t size; line < end; line += size, number++) {
		const char *newline = memchr(line, '\n', (size_t)(end - line));

		size = newline ? (size_t)(newline + 1 - line) : (size_t)(end - line);
		if (!is_empty(line, size))
			measure_line(profile, scanner, line, size, number);
	}
}

static void measure_lines(struct profile *profile)
{
	enum lines_result result;
	struct buffer block = {0};
	struct lines lines;
	struct jsonl *scanner;
	const char *reason;
	uint64_t number;
	int fd = input_open(profile->path, &reason);

	if (fd < 0) {
		cli_message("%s: cannot read: %s", profile->path, reason);
		profile->failed = true;
		return;
	}
	scanner = jsonl_new();
	lines_begin(&lines, fd);
	while ((result = lines_next(&lines, &block, &number)) == LINES_BLOCK || result == LINES_TOO_LONG)
		if (result == LINES_BLOCK)
			measure_block(profile, scanner, &block, number);
		else
			fail(profile, number, "line is longer than 1 GiB");
	if (result == LINES_FAILED)
		fail(profile, 0, strerror(errno));
	lines_end(&lines);
	buffer_free(&block);
	jsonl_free(scanner);
}

/* Equal costs, which only rules that were never tried have, in the order of the model. */
static int by_cost(const void *a, const void *b)
{
	const struct measured *x = a, *y = b;

	if (x->cost.nanoseconds != y->cost.nanoseconds)
		return x->cost.nanoseconds < y->cost.nanoseconds ? 1 : -1;
	return (x->rule > y->rule) - (x->rule < y->rule);
}

static struct measured *collect(const kzner_extractor *extractor, size_t *ret_count)
{
	struct measured *list = NULL, next = {0};
	size_t capacity = 0, count = 0;

	while (kzner_extractor_rule_cost(extractor, next.rule, &next.cost)) {
		if (count == capacity) {
			capacity = capacity ? capacity * 2 : 256;
			list = memory_resize(list, capacity, sizeof *list);
		}
		list[count++] = next;
		next.rule++;
	}
	if (count)
		qsort(list, count, sizeof *list, by_cost);
	*ret_count = count;
	return list;
}

static double share(const struct profile *profile, uint64_t nanoseconds)
{
	return profile->nanoseconds ? 100.0 * (double)nanoseconds / (double)profile->nanoseconds : 0;
}

static void put_rules(const struct profile *profile, const kzner_model *model, const struct measured *list,
                      size_t count, struct buffer *out)
{
	static const struct table_column columns[] = {
	        {"ms", 20, true, false},   {"share", 20, true, false}, {"tried", 20, true, false},
	        {"hits", 20, true, false}, {"where", 60, false, true}, {"rule or pattern", 60, false, false},
	};
	struct table table;
	kzner_rule_info rule;

	table_begin(&table, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < count && kzner_model_rule(model, list[i].rule, &rule); i++) {
		const kzner_rule_cost *cost = &list[i].cost;

		table_cell(&table, "%.3f", (double)cost->nanoseconds / 1e6);
		table_cell(&table, "%.2f %%", share(profile, cost->nanoseconds));
		table_cell(&table, "%llu", (unsigned long long)cost->tried);
		table_cell(&table, "%llu", (unsigned long long)cost->hits);
		table_cell(&table, "%s:%u", rule.file, (unsigned)rule.line);
		table_cell(&table, "%s", rule.is_relation ? rule.pattern : rule.name);
	}
	table_end(&table, out);
}

static void put_profile(const struct profile *profile, const kzner_model *model, struct buffer *out)
{
	size_t count;
	struct measured *list = collect(profile->extractor, &count);
	uint64_t all = 0;

	for (size_t i = 0; i < count; i++)
		all += list[i].cost.nanoseconds;
	put_rules(profile, model, list, count, out);
	buffer_printf(out,
	              "extraction took %.3f ms for %llu documents of %llu bytes, %.2f %% of it rules and patterns\n",
	              (double)profile->nanoseconds / 1e6, (unsigned long long)profile->documents,
	              (unsigned long long)profile->bytes, share(profile, all));
	buffer_printf(out, "no rule costs more than %.2f %%\n", count ? share(profile, list[0].cost.nanoseconds) : 0.0);
	free(list);
}

bool profile_put(kzner_model *model, const char *path, struct buffer *out)
{
	struct profile profile = {.path = path};
	kzner_extract_options options = kzner_extract_options_default();
	const char *ending = strrchr(path, '.');

	options.profile = 1;
	if (kzner_extractor_new(model, &options, NULL, &profile.extractor) != KZNER_OK)
		cli_out_of_memory();
	if (ending && strcmp(ending, ".jsonl") == 0)
		measure_lines(&profile);
	else
		measure_text(&profile);
	if (profile.documents)
		put_profile(&profile, model, out);
	kzner_extractor_free(profile.extractor);
	return !profile.failed;
}
