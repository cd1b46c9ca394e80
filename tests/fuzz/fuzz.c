/* In: models and results. Out: nothing, or the end of the program. */
#include "fuzz/fuzz.h"
#include "support/model.h"

#include <jansson.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fuzz_stop(const char *what, const char *file, int line)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

kzner_extract_options fuzz_options(const uint8_t bytes[FUZZ_OPTION_BYTES])
{
	kzner_extract_options o = kzner_extract_options_default();
	if (bytes[0] & 1)
		o.types = bytes[1] | (uint32_t)bytes[2] << 8;
	if (bytes[0] & 2)
		o.without = bytes[3] | (uint32_t)(bytes[2] & 0xF0) << 4;
	if (bytes[0] & 4)
		o.min_confidence = (float)bytes[4] / 255;
	if (bytes[0] & 8)
		o.max_document = 1 + bytes[5] * 16u;
	if (bytes[0] & 16)
		o.max_sentence = 1 + bytes[6];
	if (bytes[0] & 32)
		o.match_limit = 1 + bytes[7];
	return o;
}

static void touch(const char *text)
{
	FUZZ_CHECK(text && strlen(text) < SIZE_MAX);
}

static void walk_entry(const kzner_model *model, uint32_t index, const kzner_entry *e)
{
	touch(e->id);
	touch(e->name);
	touch(e->subtype);
	touch(e->country);
	touch(e->wikidata);
	touch(e->parent);
	touch(e->file);
	kzner_alias alias;
	kzner_role role;
	for (uint32_t i = 0; kzner_model_alias(model, index, i, &alias); i++) {
		touch(alias.text);
		touch(alias.flags);
		touch(alias.file);
	}
	FUZZ_CHECK(!kzner_model_alias(model, index, e->aliases, &alias));
	for (uint32_t i = 0; kzner_model_role(model, index, i, &role); i++) {
		touch(role.what);
		touch(role.object);
	}
	FUZZ_CHECK(!kzner_model_role(model, index, e->roles, &role));
}

void fuzz_walk_model(const kzner_model *model)
{
	kzner_model_info info;
	kzner_entry entry;
	kzner_rule_info rule;
	kzner_model_describe(model, &info);
	for (uint32_t i = 0; i < info.entries; i++) {
		FUZZ_CHECK(kzner_model_entry(model, i, &entry));
		walk_entry(model, i, &entry);
		kzner_lookup found[4];
		kzner_model_find_id(model, entry.id);
		kzner_model_lookup(model, entry.name, strlen(entry.name), found, 4);
	}
	FUZZ_CHECK(!kzner_model_entry(model, info.entries, &entry));
	for (uint32_t i = 0; i < info.rules + info.relations; i++) {
		FUZZ_CHECK(kzner_model_rule(model, i, &rule));
		touch(rule.name);
		touch(rule.result);
		touch(rule.pattern);
		touch(rule.file);
		touch(rule.examples);
		FUZZ_CHECK(rule.is_relation == (i >= info.rules));
	}
	FUZZ_CHECK(!kzner_model_rule(model, info.rules + info.relations, &rule));
}

/* Results */

static void check_span(const kzner_result *result, kzner_span span)
{
	size_t size;
	const char *text = kzner_result_text(result, &size);
	FUZZ_CHECK(span.begin < span.end && span.end <= size);
	FUZZ_CHECK(((unsigned char)text[span.begin] & 0xC0) != 0x80);
	FUZZ_CHECK(span.end == size || ((unsigned char)text[span.end] & 0xC0) != 0x80);
	for (int unit = 0; unit < 3; unit++)
		FUZZ_CHECK(kzner_result_offset(result, span.begin, (kzner_unit)unit) <
		           kzner_result_offset(result, span.end, (kzner_unit)unit));
}

static void walk_mentions(const kzner_result *result)
{
	size_t count, entities, candidates;
	const kzner_mention *m = kzner_result_mentions(result, &count);
	kzner_result_entities(result, &entities);
	kzner_result_candidates(result, &candidates);
	for (size_t i = 0; i < count; i++) {
		check_span(result, m[i].span);
		FUZZ_CHECK(!i || m[i - 1].span.end <= m[i].span.begin);
		FUZZ_CHECK(m[i].entity == KZNER_NONE || m[i].entity < entities);
		FUZZ_CHECK(m[i].candidate < candidates);
		FUZZ_CHECK(m[i].confidence >= 0 && m[i].confidence <= 1);
		FUZZ_CHECK((unsigned)m[i].type < KZNER_TYPE_COUNT);
		FUZZ_CHECK((m[i].entity != KZNER_NONE) == (m[i].type < KZNER_TYPE_TITLE));
		touch(m[i].file);
		touch(m[i].subtype);
	}
}

static void walk_entities(const kzner_result *result)
{
	size_t count, mentions;
	const kzner_entity *e = kzner_result_entities(result, &count);
	const kzner_mention *m = kzner_result_mentions(result, &mentions);
	for (size_t i = 0; i < count; i++) {
		touch(e[i].name);
		touch(e[i].subtype);
		touch(e[i].reason);
		FUZZ_CHECK(e[i].mention_count > 0);
		FUZZ_CHECK(e[i].confidence >= 0 && e[i].confidence <= 1);
		for (uint32_t k = 0; k < e[i].mention_count; k++) {
			FUZZ_CHECK(e[i].mentions[k] < mentions && m[e[i].mentions[k]].entity == i);
			FUZZ_CHECK(!k || e[i].mentions[k - 1] < e[i].mentions[k]);
		}
		FUZZ_CHECK(!i || e[i - 1].mentions[0] < e[i].mentions[0]);
	}
}

static void walk_relations(const kzner_result *result)
{
	size_t count, entities, mentions;
	const kzner_relation *r = kzner_result_relations(result, &count);
	kzner_result_entities(result, &entities);
	kzner_result_mentions(result, &mentions);
	for (size_t i = 0; i < count; i++) {
		touch(r[i].type);
		FUZZ_CHECK(r[i].subject < entities && r[i].object < entities && r[i].subject != r[i].object);
		FUZZ_CHECK(r[i].confidence >= 0 && r[i].confidence <= 1 && r[i].evidence_count > 0);
		FUZZ_CHECK((unsigned)r[i].status <= KZNER_PLANNED);
		for (uint32_t k = 0; k < r[i].evidence_count; k++) {
			const kzner_evidence *e = &r[i].evidence[k];
			check_span(result, e->sentence);
			FUZZ_CHECK(e->subject == KZNER_NONE || e->subject < mentions);
			FUZZ_CHECK(e->object == KZNER_NONE || e->object < mentions);
			touch(e->file);
		}
	}
}

static void walk_pairs(const kzner_result *result)
{
	size_t count, entities, sentences;
	const kzner_cooccurrence *c = kzner_result_cooccurrences(result, &count);
	const kzner_span *s = kzner_result_sentences(result, &sentences);
	kzner_result_entities(result, &entities);
	for (size_t i = 0; i < count; i++) {
		FUZZ_CHECK(c[i].a < c[i].b && c[i].b < entities && c[i].count > 0);
		FUZZ_CHECK(c[i].weight >= 0 && c[i].weight <= 1);
		for (uint32_t k = 0; k < c[i].count; k++)
			FUZZ_CHECK(c[i].sentences[k] < sentences);
	}
	for (size_t i = 0; i < sentences; i++) {
		check_span(result, s[i]);
		FUZZ_CHECK(!i || s[i - 1].end <= s[i].begin);
	}
}

static void walk_candidates(const kzner_result *result)
{
	size_t count;
	const kzner_candidate *c = kzner_result_candidates(result, &count);
	for (size_t i = 0; i < count; i++) {
		check_span(result, c[i].span);
		FUZZ_CHECK(!i || c[i - 1].span.begin <= c[i].span.begin);
		FUZZ_CHECK(c[i].beaten_by == KZNER_NONE || c[i].beaten_by < count);
		FUZZ_CHECK((c[i].outcome == KZNER_BEATEN) == (c[i].beaten_by != KZNER_NONE));
		touch(c[i].file);
		touch(c[i].reason);
	}
}

typedef struct bytes {
	char *data;
	size_t size, room;
} bytes;

static int collect(const char *data, size_t size, void *user)
{
	bytes *b = user;
	if (b->size + size > b->room) {
		b->room = 2 * (b->size + size);
		b->data = realloc(b->data, b->room);
	}
	memcpy(b->data + b->size, data, size);
	b->size += size;
	return 0;
}

/* Valid UTF-8, as every format is. */
static int is_utf8(const char *text, size_t size)
{
	json_t *string = json_stringn(size ? text : "", size);
	int valid = string != NULL;
	json_decref(string);
	return valid;
}

/* The whole output of a format that is one JSON document, or one a line. */
static void check_json_lines(const char *text, size_t size, int per_line)
{
	const size_t flags = JSON_ALLOW_NUL | JSON_DECODE_ANY;
	while (size) {
		const char *newline = per_line ? memchr(text, '\n', size) : NULL;
		size_t length = newline ? (size_t)(newline - text) + 1 : size;
		json_t *json = json_loadb(text, length, flags, NULL);
		FUZZ_CHECK(json || length == 1);
		json_decref(json);
		text += length;
		size -= length;
	}
}

/* One table of a format, of an output that holds the document twice. */
static void write_table(const kzner_result *result, kzner_format format, uint32_t table, int sound)
{
	bytes out = {0};
	kzner_sink sink = {collect, &out};
	kzner_write_options o = kzner_write_options_default();
	o.table = table;
	FUZZ_CHECK(!kzner_write_head(format, &o, &sink));
	FUZZ_CHECK(!kzner_write_result(result, format, &o, &sink));
	o.number = 1;
	FUZZ_CHECK(!kzner_write_between(format, &o, &sink));
	FUZZ_CHECK(!kzner_write_result(result, format, &o, &sink));
	FUZZ_CHECK(!kzner_write_tail(format, &o, &sink));
	if (sound)
		FUZZ_CHECK(is_utf8(out.data, out.size));
	if (sound && (format == KZNER_FORMAT_SPACY || format == KZNER_FORMAT_PLOVER))
		check_json_lines(out.data, out.size, 1);
	if (sound && (format == KZNER_FORMAT_JSONLD || format == KZNER_FORMAT_WEBANNOTATION))
		check_json_lines(out.data, out.size, 0);
	free(out.data);
}

/* One format, which the length of the text chooses: all of them for every input would be most of the work. */
static void write_formats(const kzner_result *result, int sound)
{
	int count = 0;
	size_t size;
	while (kzner_format_name((kzner_format)count))
		count++;
	kzner_result_text(result, &size);
	kzner_format format = (kzner_format)(size % (size_t)count);
	uint32_t table = 0;
	do
		write_table(result, format, table, sound);
	while (kzner_format_table_name(format, ++table));
}

static void write_all(const kzner_result *result, int sound)
{
	size_t count;
	kzner_result_mentions(result, &count);
	size_t size;
	kzner_result_text(result, &size);
	for (int form = (int)(size % 3); form < 6; form += 3) {
		bytes out = {0};
		kzner_write_options o = kzner_write_options_default();
		o.unit = (kzner_unit)(form % 3);
		o.indent = form >= 3 ? 2 : 0;
		FUZZ_CHECK(!kzner_write_json(result, &o, &(kzner_sink){collect, &out}));
		FUZZ_CHECK(out.size && out.data[out.size - 1] == '\n');
		FUZZ_CHECK(form >= 3 || !sound || memchr(out.data, '\n', out.size) == out.data + out.size - 1);
		if (!sound) {
			free(out.data);
			continue;
		}
		json_error_t error;
		json_t *json = json_loadb(out.data, out.size, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
		FUZZ_CHECK(json);
		FUZZ_CHECK(json_array_size(json_object_get(json, "mentions")) == count);
		json_decref(json);
		free(out.data);
	}
}

void fuzz_walk_result(const kzner_result *result, int sound)
{
	if (sound) {
		walk_mentions(result);
		walk_entities(result);
		walk_relations(result);
		walk_pairs(result);
		walk_candidates(result);
	}
	touch(kzner_result_language(result));
	for (const char *const *limit = kzner_result_limits(result); *limit; limit++)
		touch(*limit);
	for (const char *const *warning = kzner_result_warnings(result); *warning; warning++)
		touch(*warning);
	write_all(result, sound);
	write_formats(result, sound);
}

void fuzz_extract(kzner_model *model, const kzner_extract_options *options, const char *text, size_t size,
                  const char *date, int sound)
{
	kzner_extractor *extractor;
	const kzner_result *result;
	kzner_error error;
	if (kzner_extractor_new(model, options, NULL, &extractor))
		abort();
	kzner_document document = {text, size, "input", date};
	if (kzner_extract(extractor, &document, &result, &error))
		FUZZ_CHECK(error.status == KZNER_ERROR_ARGUMENT && date);
	else
		fuzz_walk_result(result, sound);
	kzner_extractor_free(extractor);
}

static void check_diagnostic(kzner_severity severity, const kzner_error *error, void *user)
{
	(void)user;
	(void)severity;
	FUZZ_CHECK(error->status == KZNER_ERROR_SOURCE || error->status == KZNER_ERROR_RULE);
	FUZZ_CHECK(error->message[0] == '[' && error->message[1] == 'K');
	FUZZ_CHECK(error->source[0]);
}

/* Is the next line an indented one, which goes on with the one before? Columns count through such lines. */
static int goes_on(const char *line_end, size_t size)
{
	while (size > 1 && line_end[0] == '\n' && line_end[1] == '#') {
		const char *next = memchr(line_end + 1, '\n', size - 1);
		size = next ? size - (size_t)(next - line_end) : 0;
		line_end = next;
	}
	return size > 1 && (line_end[1] == ' ' || line_end[1] == '\t');
}

/* The line and column of a diagnostic lie in the source, or just behind a line's end. */
static void check_place(const kzner_error *error, const char *text, size_t size)
{
	uint32_t line = 1;
	size_t at = 0;
	FUZZ_CHECK(error->line || !error->column);
	for (; line < error->line && at < size; at++)
		line += text[at] == '\n';
	size_t length = 0;
	while (at + length < size && text[at + length] != '\n')
		length++;
	FUZZ_CHECK(error->line <= line &&
	           (error->column <= length + 1 || goes_on(text + at + length, size - at - length)));
}

void fuzz_compile(const test_source *before, const char *name, const char *text, size_t size)
{
	kzner_compiler *compiler;
	kzner_error error = {0};
	void *data = NULL;
	size_t data_size;
	if (kzner_compiler_new(NULL, check_diagnostic, NULL, &compiler))
		abort();
	kzner_compiler_set_lint(compiler, 1);
	for (; before->name; before++)
		FUZZ_CHECK(!kzner_compiler_add(compiler, before->name, before->text, strlen(before->text), NULL));
	kzner_status status = kzner_compiler_add(compiler, name, text, size, &error);
	FUZZ_CHECK(status == error.status && status != KZNER_ERROR_NO_MEMORY);
	if (status && !strcmp(error.source, name))
		check_place(&error, text, size);
	kzner_status finished = kzner_compiler_finish(compiler, &data, &data_size, &error);
	FUZZ_CHECK(finished != KZNER_ERROR_NO_MEMORY && (!status || finished));
	if (finished && !strcmp(error.source, name))
		check_place(&error, text, size);
	if (!finished) {
		kzner_model *model;
		FUZZ_CHECK(!kzner_model_open_memory(data, data_size, NULL, &model, &error));
		fuzz_walk_model(model);
		fuzz_extract(model, NULL, text, size, NULL, 1);
		kzner_model_unref(model);
	}
	kzner_compiler_release(compiler, data);
	kzner_compiler_free(compiler);
}
