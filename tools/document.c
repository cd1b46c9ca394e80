#include "document.h"

#include "cli_common.h"
#include "encoding.h"
#include "input.h"
#include "json_put.h"
#include "jsonl.h"
#include "text_view.h"

#include <stdlib.h>
#include <string.h>

/* A buffer that a large file needed is given back. */
#define KEEP_SIZE ((size_t)16 << 20)

struct document_worker {
	const struct document_options *options;
	kzner_extractor *extractor;
	struct jsonl *scanner;
	struct buffer file;
	struct buffer name; /* made-up id of a line that has none */
	struct buffer date;
};

struct document_worker *document_worker_new(kzner_model *model, const struct document_options *options)
{
	struct document_worker *worker = memory_allocate(sizeof *worker);
	kzner_status status;

	*worker = (struct document_worker){.options = options, .scanner = jsonl_new()};
	status = kzner_extractor_new(model, &options->extract, NULL, &worker->extractor);
	if (status != KZNER_OK) {
		cli_message("cannot make an extractor: %s", kzner_status_string(status));
		worker->extractor = NULL;
		document_worker_free(worker);
		return NULL;
	}
	return worker;
}

void document_worker_free(struct document_worker *worker)
{
	if (!worker)
		return;
	kzner_extractor_free(worker->extractor);
	jsonl_free(worker->scanner);
	buffer_free(&worker->file);
	buffer_free(&worker->name);
	buffer_free(&worker->date);
	free(worker);
}

/* Where a document comes from, for messages. */
struct place {
	const char *path;
	uint64_t line;
	size_t column;  /* 0: none */
	const char *id; /* of the document, NULL as long as it is not known */
};

static void put_message(struct batch *batch, const struct place *place, const char *kind, const char *text)
{
	buffer_printf(&batch->messages, "kzner: %s", place->path);
	if (place->line)
		buffer_printf(&batch->messages, ":%llu", (unsigned long long)place->line);
	if (place->column)
		buffer_printf(&batch->messages, ":%zu", place->column);
	buffer_printf(&batch->messages, ": %s%s\n", kind, text);
}

void document_put_error(const struct document_options *options, struct batch *batch, const char *id, uint64_t line,
                        size_t column, const char *message)
{
	struct buffer *out = &batch->outputs[0], name = {0};

	if (!options->errors || options->text_view || options->format != KZNER_FORMAT_JSON)
		return;
	if (!id)
		buffer_printf(&name, "%s:%llu", batch->path, (unsigned long long)line);
	buffer_puts(out, "{\"schema\":\"kzner/1\",\"id\":");
	json_put_string(out, id ? id : name.data, id ? strlen(id) : name.size);
	buffer_puts(out, ",\"error\":{\"message\":");
	json_put_string(out, message, strlen(message));
	buffer_printf(out, ",\"line\":%llu", (unsigned long long)line);
	if (column)
		buffer_printf(out, ",\"column\":%zu", column);
	buffer_puts(out, "}}\n");
	buffer_free(&name);
}

static void put_failure(struct document_worker *worker, struct batch *batch, const struct place *place,
                        const char *text)
{
	put_message(batch, place, "", text);
	if (place->line)
		document_put_error(worker->options, batch, place->id, place->line, place->column, text);
	batch->failed = true;
}

/* The library says what was wrong and where; what the bytes look like is said once for all of it. */
static void put_warnings(struct document_worker *worker, struct batch *batch, const struct place *place,
                         const kzner_document *document, const kzner_result *result)
{
	const char *const *warnings = kzner_result_warnings(result);
	const char *hint;

	if (worker->options->quiet || !*warnings)
		return;
	for (; *warnings; warnings++)
		put_message(batch, place, "warning: ", *warnings);
	hint = encoding_hint(document->text, document->size);
	if (hint)
		put_message(batch, place, "warning: ", hint);
}

static int append_to_buffer(const char *data, size_t size, void *buffer)
{
	buffer_append(buffer, data, size);
	return 0;
}

/* One table, with what stands between documents before it. */
static kzner_status write_table(const struct document_options *own, const kzner_write_options *options, bool first,
                                const kzner_result *result, struct buffer *out)
{
	kzner_sink sink = {append_to_buffer, out};
	kzner_status status = KZNER_OK;

	if (!first)
		status = kzner_write_between(own->format, options, &sink);
	return status == KZNER_OK ? kzner_write_result(result, own->format, options, &sink) : status;
}

/* All tables of a document or nothing of it. */
static kzner_status write_tables(const struct document_options *own, kzner_write_options *options, struct batch *batch,
                                 const kzner_result *result)
{
	kzner_status status = KZNER_OK;
	size_t before[BATCH_OUTPUTS];

	for (unsigned i = 0; i < own->tables; i++)
		before[i] = batch->outputs[i].size;
	for (unsigned i = 0; i < own->tables && status == KZNER_OK; i++) {
		options->table = own->write.table + i;
		status = write_table(own, options, batch->written == 0 || own->parts, result, &batch->outputs[i]);
	}
	for (unsigned i = 0; i < own->tables && status != KZNER_OK; i++)
		batch->outputs[i].size = before[i];
	return status;
}

static void note_part(struct batch *batch, uint64_t number, const char *id)
{
	struct batch_part part = {.number = number};

	buffer_append(&batch->ids, id, strlen(id) + 1);
	for (size_t i = 0; i < BATCH_OUTPUTS; i++)
		part.ends[i] = batch->outputs[i].size;
	part.id_end = batch->ids.size;
	buffer_append(&batch->parts, &part, sizeof part);
}

static void write_result(struct document_worker *worker, struct batch *batch, const struct place *place,
                         const kzner_result *result, const char *meta, size_t meta_size)
{
	kzner_write_options options = worker->options->write;
	kzner_status status;

	if (worker->options->text_view) {
		text_view_write(result, worker->options->color, &batch->outputs[0]);
		return;
	}
	options.meta = meta;
	options.meta_size = meta_size;
	options.number = batch->number + (place->line ? place->line - batch->first_line : 0);
	status = write_tables(worker->options, &options, batch, result);
	if (status != KZNER_OK) {
		put_failure(worker, batch, place, kzner_status_string(status));
		return;
	}
	batch->written++;
	if (worker->options->parts)
		note_part(batch, options.number, kzner_result_id(result));
}

static void read_document(struct document_worker *worker, struct batch *batch, const struct place *place,
                          const kzner_document *document, const char *meta, size_t meta_size)
{
	const kzner_result *result;
	kzner_error error = {0};
	kzner_status status = kzner_extract(worker->extractor, document, &result, &error);

	if (status != KZNER_OK) {
		put_failure(worker, batch, place, error.message[0] ? error.message : kzner_status_string(status));
		return;
	}
	batch->documents++;
	put_warnings(worker, batch, place, document, result);
	write_result(worker, batch, place, result, meta, meta_size);
}

/* One byte more than the library takes, so that it sees that the document is longer and says so. */
static size_t file_limit(const struct document_options *options)
{
	return (size_t)options->extract.max_document + 4;
}

static void run_file(struct document_worker *worker, struct batch *batch)
{
	struct place place = {.path = batch->path};
	struct buffer message = {0};
	kzner_document document = {.id = batch->path, .date = worker->options->date};
	const char *reason;

	buffer_clear(&worker->file, KEEP_SIZE);
	if (!input_read(batch->path, file_limit(worker->options), &worker->file, &reason)) {
		buffer_printf(&message, "cannot read: %s", reason);
		put_failure(worker, batch, &place, buffer_terminate(&message));
		buffer_free(&message);
		return;
	}
	batch->bytes += worker->file.size;
	reason = encoding_problem(worker->file.data, worker->file.size);
	if (reason) {
		put_failure(worker, batch, &place, reason);
		return;
	}
	document.text = worker->file.data;
	document.size = worker->file.size;
	read_document(worker, batch, &place, &document, NULL, 0);
}

/* A line without an id is called after its place. */
static const char *make_id(struct document_worker *worker, const struct place *place)
{
	worker->name.size = 0;
	buffer_printf(&worker->name, "%s:%llu", place->path, (unsigned long long)place->line);
	return buffer_terminate(&worker->name);
}

/* The date for the library: of a point in time the day is enough. NULL if it is no date. */
static const char *day_of(struct document_worker *worker, const char *date)
{
	size_t size = strcspn(date, "T");

	worker->date.size = 0;
	buffer_append(&worker->date, date, size == 10 ? size : strlen(date));
	date = buffer_terminate(&worker->date);
	return cli_is_date(date) ? date : NULL;
}

static void run_line(struct document_worker *worker, struct batch *batch, const char *line, size_t size,
                     uint64_t number)
{
	struct place place = {.path = batch->path, .line = number};
	struct jsonl_document found;
	struct jsonl_error error;
	kzner_document document;

	if (!jsonl_read(worker->scanner, line, size, &found, &error)) {
		place.column = error.column;
		place.id = found.id;
		put_failure(worker, batch, &place, error.message);
		return;
	}
	place.id = found.id;
	document = (kzner_document){
	        .text = found.text, .size = found.text_size, .id = found.id, .date = worker->options->date};
	if (found.date && !(document.date = day_of(worker, found.date))) {
		place.column = found.date_column;
		put_failure(worker, batch, &place, "\"date\" must be YYYY, YYYY-MM or YYYY-MM-DD");
		return;
	}
	if (!document.id)
		document.id = place.id = make_id(worker, &place);
	read_document(worker, batch, &place, &document, found.meta, found.meta_size);
}

static bool is_blank(const char *line, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
			return false;
	return true;
}

static void run_lines(struct document_worker *worker, struct batch *batch)
{
	const char *at = batch->input.data, *end = at + batch->input.size;

	batch->bytes += batch->input.size;
	for (uint64_t number = batch->first_line; at < end; number++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline : end;

		if (!is_blank(at, (size_t)(stop - at)))
			run_line(worker, batch, at, (size_t)(stop - at), number);
		at = newline ? newline + 1 : end;
	}
}

void document_worker_run(struct document_worker *worker, struct batch *batch)
{
	switch (batch->kind) {
	case BATCH_FILE:
		run_file(worker, batch);
		break;
	case BATCH_LINES:
		run_lines(worker, batch);
		break;
	case BATCH_ERROR:
		batch->failed = true;
		break;
	}
}
