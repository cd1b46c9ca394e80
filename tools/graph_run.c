/* In: files of documents and of graphs. Out: one graph in a format. */
#include "graph_run.h"

#include "cli_common.h"
#include "encoding.h"
#include "graph_spill.h"
#include "graph_sqlite.h"
#include "input.h"
#include "output.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct state {
	const struct graph_run *run;
	struct graph graph;
	struct graph_reader reader;
	struct spill spill;

	/* lines of a graph may come in any order, as from a shuffle, but one of them is its header */
	bool has_head;
	const char *part_path; /* where the first of them stands, NULL: there is none */
	uint64_t part_line;

	struct output outputs[GRAPH_TABLES];
	kzner_sink sinks[GRAPH_TABLES];
	kz_writer *writers[GRAPH_TABLES];
	unsigned open; /* outputs, from 0 */
	struct graph_detail *detail;
};

/* --- reading --- */

struct source {
	const char *path;
	struct lines lines;
	struct buffer block;
	bool begun;
};

static bool fail_at(const struct source *source, uint64_t line, size_t column, const char *message)
{
	if (column > 1)
		cli_message("%s:%llu:%zu: %s", source->path, (unsigned long long)line, column, message);
	else
		cli_message("%s:%llu: %s", source->path, (unsigned long long)line, message);
	return false;
}

static bool add_line(struct state *state, struct source *source, const char *line, size_t size, uint64_t number)
{
	struct graph_reader *reader = &state->reader;

	if (!graph_line_read(reader, line, size))
		return fail_at(source, number, reader->column, buffer_terminate(&reader->error));
	state->has_head |= reader->kind == GRAPH_HEAD;
	if (reader->kind < GRAPH_HEAD && !state->part_path) {
		state->part_path = source->path;
		state->part_line = number;
	}
	if (!graph_add(&state->graph, reader))
		return fail_at(source, number, reader->column, buffer_terminate(&reader->error));
	if (state->run->spill && graph_memory(&state->graph) > state->run->memory)
		return spill_add(&state->spill, &state->graph);
	return true;
}

static bool is_blank(const char *line, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
			return false;
	return true;
}

static bool add_block(struct state *state, struct source *source, uint64_t number)
{
	const char *at = source->block.data, *end = at + source->block.size;

	if (!source->begun)
		at += encoding_mark(at, source->block.size);
	source->begun = true;
	for (; at < end; number++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline : end;

		if (!is_blank(at, (size_t)(stop - at)) && !add_line(state, source, at, (size_t)(stop - at), number))
			return false;
		at = newline ? newline + 1 : end;
	}
	return true;
}

static bool read_lines(struct state *state, struct source *source)
{
	uint64_t number;

	for (;;) {
		switch (lines_next(&source->lines, &source->block, &number)) {
		case LINES_END:
			return true;
		case LINES_BLOCK:
			if (!add_block(state, source, number))
				return false;
			break;
		case LINES_TOO_LONG:
			return fail_at(source, number, 1, "line is longer than 1 GiB");
		case LINES_FAILED:
			cli_message("%s: cannot read: %s", source->path, strerror(errno));
			return false;
		}
	}
}

static bool read_file(struct state *state, const char *path)
{
	struct source source = {.path = path};
	const char *reason;
	int fd = input_open(path, &reason);
	bool done;

	if (fd < 0) {
		cli_message("%s: cannot read: %s", path, reason);
		return false;
	}
	lines_begin(&source.lines, fd);
	done = read_lines(state, &source);
	lines_end(&source.lines);
	buffer_free(&source.block);
	return done;
}

/* Without headers nobody knows which schema the lines have, and how many documents there were. */
static bool check_heads(const struct state *state)
{
	struct source source = {.path = state->part_path};

	if (!state->part_path || state->has_head)
		return true;
	return fail_at(&source, state->part_line, 1,
	               "lines of a graph without its header, {\"schema\":\"" GRAPH_SCHEMA "\", ...}");
}

/* --- the same file in and out --- */

static bool is_same(const struct stat *a, const struct stat *b)
{
	return S_ISREG(a->st_mode) && a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Is one of the inputs what path names, or for NULL what standard output is? */
static bool check_cycle(const struct graph_run *run, const char *path)
{
	struct stat out, in;

	if (path ? stat(path, &out) != 0 : fstat(STDOUT_FILENO, &out) != 0)
		return true;
	for (size_t i = 0; i < run->path_count; i++) {
		const char *name = run->paths[i];

		if ((strcmp(name, "-") == 0 ? fstat(STDIN_FILENO, &in) : stat(name, &in)) != 0 || !is_same(&out, &in))
			continue;
		cli_message("%s: is read and written at once", name);
		return false;
	}
	return true;
}

/* --- writing --- */

static int write_to_output(const char *data, size_t size, void *output)
{
	return output_write(output, data, size) ? 0 : 1;
}

static bool open_output(struct state *state, unsigned table, const char *path)
{
	bool is_file = path && strcmp(path, "-") != 0;

	if (!check_cycle(state->run, is_file ? path : NULL) || !output_open(&state->outputs[state->open], path))
		return false;
	state->sinks[state->open] = (kzner_sink){write_to_output, &state->outputs[state->open]};
	state->writers[table] = memory_allocate(sizeof *state->writers[table]);
	state->writers[table]->sink = &state->sinks[state->open];
	state->writers[table]->failed = 0;
	state->writers[table]->used = 0;
	state->open++;
	return true;
}

static bool open_folder(struct state *state)
{
	const struct graph_run *run = state->run;
	struct stat about;
	bool done = true;

	if (mkdir(run->output, 0777) != 0 &&
	    (errno != EEXIST || stat(run->output, &about) != 0 || !S_ISDIR(about.st_mode))) {
		cli_message("%s: cannot make a folder: %s", run->output, strerror(errno == EEXIST ? ENOTDIR : errno));
		return false;
	}
	for (unsigned i = 0; done && run->format->tables[i]; i++) {
		struct buffer path = {0};

		buffer_printf(&path, "%s/%s.csv", run->output, run->format->tables[i]);
		done = open_output(state, i, buffer_terminate(&path));
		buffer_free(&path);
	}
	return done;
}

static bool open_database(struct state *state)
{
	if (!check_cycle(state->run, state->run->output) || !output_open(&state->outputs[0], state->run->output))
		return false;
	state->open = 1;
	state->detail =
	        graph_sqlite_open(state->outputs[0].temporary ? state->outputs[0].temporary : state->run->output);
	state->graph.detail = state->detail;
	return state->detail != NULL;
}

static bool open_all(struct state *state)
{
	const struct graph_run *run = state->run;

	if (run->format == &graph_sqlite)
		return open_database(state);
	if (run->format->tables[0] && run->table < 0)
		return open_folder(state);
	return open_output(state, run->format->tables[0] ? (unsigned)run->table : 0, run->output);
}

static bool put(struct state *state, struct graph_out *out)
{
	if (state->spill.count)
		return spill_put(&state->spill, out);
	graph_put_all(out, &state->graph);
	return true;
}

static bool write_graph(struct state *state)
{
	struct graph_index index;
	struct graph_out out = {
	        .format = state->run->format, .index = &index, .detail = state->detail, .pairs = state->run->pairs};
	bool done;

	if (state->spill.count && !spill_add(&state->spill, &state->graph))
		return false;
	if (!graph_index_open(&index,
	                      state->spill.count ? state->spill.entities : state->graph.tables[GRAPH_ENTITY].count,
	                      state->run->spill))
		return false;
	memcpy(out.writers, state->writers, sizeof out.writers);
	done = put(state, &out);
	if (done && out.missing) {
		cli_message("no line of the graph tells what '%.*s' is; a part of it is missing",
		            (int)out.missing->size, out.missing->data);
		done = false;
	}
	graph_index_close(&index);
	return done;
}

static bool close_all(struct state *state)
{
	bool done = true;

	if (state->detail) {
		done = graph_sqlite_close(state->detail);
		state->detail = NULL;
	}
	for (unsigned i = 0; i < GRAPH_TABLES; i++) {
		if (!state->writers[i])
			continue;
		kz_writer_flush(state->writers[i]);
		done &= !state->writers[i]->failed;
	}
	for (unsigned i = 0; i < state->open && done; i++)
		done = output_close(&state->outputs[i]);
	return done;
}

static void release(struct state *state)
{
	graph_sqlite_discard(state->detail);
	for (unsigned i = 0; i < state->open; i++)
		output_discard(&state->outputs[i]);
	for (unsigned i = 0; i < GRAPH_TABLES; i++)
		free(state->writers[i]);
	spill_free(&state->spill);
	graph_reader_free(&state->reader);
	graph_free(&state->graph);
}

int graph_run(const struct graph_run *run)
{
	struct state state = {.run = run, .spill = {.folder = run->spill}};
	bool done = open_all(&state);

	for (size_t i = 0; done && i < run->path_count; i++)
		done = read_file(&state, run->paths[i]);
	done = done && check_heads(&state) && write_graph(&state) && close_all(&state);
	release(&state);
	return done ? CLI_OK : CLI_FAILED;
}
