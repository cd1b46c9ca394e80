/* In: graphs, one after another. Out: the records of all, merged from files in one pass. */
#include "graph_spill.h"

#include "cli_common.h"
#include "input.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* --- writing --- */

static int write_to_file(const char *data, size_t size, void *file)
{
	while (size) {
		ssize_t written = write(*(int *)file, data, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return 1;
		data += written;
		size -= (size_t)written;
	}
	return 0;
}

static bool fail(const struct spill *spill, const char *what)
{
	cli_message("%s: cannot %s: %s", spill->folder, what, strerror(errno));
	return false;
}

/* A file without a name. */
static int make_file(const struct spill *spill)
{
	struct buffer name = {0};
	int file;

	buffer_printf(&name, "%s/kzner-part.XXXXXX", spill->folder);
	buffer_terminate(&name);
	file = mkstemp(name.data);
	if (file >= 0)
		unlink(name.data);
	buffer_free(&name);
	return file;
}

/* Write a part by a call that takes graph or spill. */
static bool write_part(struct spill *spill, int *ret_file, struct graph *graph, struct spill *parts)
{
	int file = make_file(spill);
	kzner_sink sink = {write_to_file, &file};
	kz_writer *writer = memory_allocate(sizeof *writer);
	struct graph_out out = {.format = &graph_jsonl, .writers = {writer}};
	bool done = file >= 0;

	if (!done)
		fail(spill, "make a file");
	writer->sink = &sink;
	writer->failed = 0;
	writer->used = 0;
	if (done && graph)
		graph_put_all(&out, graph);
	else if (done)
		done = spill_put(parts, &out);
	kz_writer_flush(writer);
	if (done && (writer->failed || lseek(file, 0, SEEK_SET) != 0))
		done = fail(spill, "write");
	free(writer);
	if (!done && file >= 0)
		close(file);
	*ret_file = file;
	return done;
}

/* All parts become one. */
static bool join_parts(struct spill *spill)
{
	struct spill joined = {.folder = spill->folder, .entities = spill->entities};

	if (!write_part(spill, &joined.files[0], NULL, spill))
		return false;
	joined.count = 1;
	*spill = joined;
	return true;
}

bool spill_add(struct spill *spill, struct graph *graph)
{
	if (spill->count == SPILL_PARTS && !join_parts(spill))
		return false;
	if (!write_part(spill, &spill->files[spill->count], graph, NULL))
		return false;
	spill->count++;
	spill->entities += graph->tables[GRAPH_ENTITY].count;
	graph_clear(graph);
	return true;
}

/* --- merging --- */

struct part {
	struct graph_reader reader; /* at the line that is next */
	struct lines lines;
	struct buffer block;
	size_t at; /* in block */
	uint64_t line;
	bool ended, taken;
};

struct merge {
	struct part *parts;
	size_t count;
	struct graph graph;  /* the record that is being merged */
	struct graph totals; /* of all headers */
};

/* Read the next line. False with a message if there is one that cannot be read. */
static bool advance(struct spill *spill, struct part *part)
{
	const char *newline;
	size_t begin;

	if (part->at == part->block.size) {
		enum lines_result result = lines_next(&part->lines, &part->block, &part->line);

		part->at = 0;
		part->ended = result == LINES_END;
		if (result != LINES_BLOCK)
			return part->ended || fail(spill, "read");
	}
	begin = part->at;
	newline = memchr(part->block.data + begin, '\n', part->block.size - begin);
	part->at = newline ? (size_t)(newline - part->block.data) + 1 : part->block.size;
	if (graph_line_read(&part->reader, part->block.data + begin, part->at - begin))
		return true;
	cli_message("%s: a part is damaged: %s", spill->folder, buffer_terminate(&part->reader.error));
	return false;
}

static bool open_part(struct spill *spill, struct merge *merge, int file)
{
	struct part *part = &merge->parts[merge->count++];

	lines_begin(&part->lines, file);
	if (!advance(spill, part))
		return false;
	graph_add(&merge->totals, &part->reader);
	return advance(spill, part);
}

static int compare_parts(const struct part *a, const struct part *b)
{
	const struct graph_line *left = &a->reader.line, *right = &b->reader.line;
	int order = (a->reader.kind > b->reader.kind) - (a->reader.kind < b->reader.kind);

	if (order)
		return order;
	switch (a->reader.kind) {
	case GRAPH_ENTITY:
		return slice_compare(left->id, right->id);
	case GRAPH_RELATION:
		order = slice_compare(left->subject, right->subject);
		order = order ? order : slice_compare(left->type, right->type);
		return order ? order : slice_compare(left->object, right->object);
	case GRAPH_PAIR:
		order = slice_compare(left->a, right->a);
		return order ? order : slice_compare(left->b, right->b);
	default:
		order = slice_compare(left->id, right->id);
		return order ? order : slice_compare(left->message, right->message);
	}
}

/* Mark the parts that stand at the smallest keys. NULL if all have ended. */
static const struct part *take_smallest(struct merge *merge)
{
	const struct part *least = NULL;

	for (size_t i = 0; i < merge->count; i++)
		if (!merge->parts[i].ended && (!least || compare_parts(&merge->parts[i], least) < 0))
			least = &merge->parts[i];
	for (size_t i = 0; least && i < merge->count; i++)
		merge->parts[i].taken = !merge->parts[i].ended && compare_parts(&merge->parts[i], least) == 0;
	return least;
}

static bool put_next(struct spill *spill, struct merge *merge, enum graph_kind kind, struct graph_out *out)
{
	struct graph_record **records;
	size_t count;

	graph_clear(&merge->graph);
	for (size_t i = 0; i < merge->count; i++) {
		if (!merge->parts[i].taken)
			continue;
		graph_add(&merge->graph, &merge->parts[i].reader);
		if (!advance(spill, &merge->parts[i]))
			return false;
	}
	records = graph_sorted(&merge->graph, kind, &count);
	for (size_t i = 0; i < count; i++)
		graph_put(out, kind, records[i]);
	free(records);
	return true;
}

static bool put_merged(struct spill *spill, struct merge *merge, struct graph_out *out)
{
	const struct part *least;
	bool begun = false;

	out->totals = merge->totals.totals;
	out->format->head(out);
	while ((least = take_smallest(merge)) && !out->missing) {
		enum graph_kind kind = least->reader.kind;

		if (kind != GRAPH_ENTITY && !begun && out->format->edges)
			out->format->edges(out);
		begun |= kind != GRAPH_ENTITY;
		if (!put_next(spill, merge, kind, out))
			return false;
	}
	if (!begun && out->format->edges)
		out->format->edges(out);
	if (out->format->tail)
		out->format->tail(out);
	return true;
}

bool spill_put(struct spill *spill, struct graph_out *out)
{
	struct merge merge = {.parts = memory_resize(NULL, SPILL_PARTS, sizeof *merge.parts)};
	bool done = true;

	memset(merge.parts, 0, SPILL_PARTS * sizeof *merge.parts);
	while (done && merge.count < spill->count)
		done = open_part(spill, &merge, spill->files[merge.count]);
	done = done && put_merged(spill, &merge, out);
	for (size_t i = 0; i < merge.count; i++) {
		lines_end(&merge.parts[i].lines);
		buffer_free(&merge.parts[i].block);
		graph_reader_free(&merge.parts[i].reader);
	}
	for (size_t i = merge.count; i < spill->count; i++)
		close(spill->files[i]);
	spill->count = 0;
	free(merge.parts);
	graph_free(&merge.graph);
	graph_free(&merge.totals);
	return done;
}

void spill_free(struct spill *spill)
{
	while (spill->count)
		close(spill->files[--spill->count]);
}
