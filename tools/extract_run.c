#include "extract_run.h"

#include "cli_common.h"
#include "encoding.h"
#include "input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* What the three sides of the pipeline need. The reader's part is touched by one thread only, as is the drain's. */
struct state {
	const struct extract_run *run;
	struct document_worker **workers;

	/* reader */
	size_t next_path;
	bool open;
	bool begun;            /* the open file has given a block */
	uint64_t lines_before; /* in the files before the open one, at least as many */
	struct lines lines;

	/* drain */
	uint64_t documents, bytes, batches;
	bool failed;
	bool shown; /* a progress line stands on the terminal */
	struct timespec last_shown;
};

/* --- reader --- */

static bool give_error(struct batch *batch, const char *path, const char *what, const char *reason)
{
	batch->kind = BATCH_ERROR;
	buffer_printf(&batch->messages, "kzner: %s: %s%s\n", path, what, reason);
	return true;
}

static bool open_lines(struct state *state, const char *path, struct batch *batch)
{
	const char *reason;
	int fd = input_open(path, &reason);

	if (fd < 0)
		return !give_error(batch, path, "cannot read: ", reason);
	lines_begin(&state->lines, fd);
	state->open = true;
	state->begun = false;
	return true;
}

static void close_lines(struct state *state)
{
	state->lines_before += state->lines.line;
	lines_end(&state->lines);
	state->open = false;
	state->next_path++;
}

/* The first block tells whether the file is text at all. False with a message if not. */
static bool check_first_block(struct state *state, struct batch *batch)
{
	const char *problem = encoding_problem(batch->input.data, batch->input.size);
	size_t mark = encoding_mark(batch->input.data, batch->input.size);

	state->begun = true;
	if (problem)
		return !give_error(batch, batch->path, "", problem);
	if (mark) {
		batch->input.size -= mark;
		memmove(batch->input.data, batch->input.data + mark, batch->input.size);
	}
	return true;
}

static bool give_lines(struct state *state, struct batch *batch)
{
	char number[32];

	switch (lines_next(&state->lines, &batch->input, &batch->first_line)) {
	case LINES_BLOCK:
		batch->number = state->lines_before + batch->first_line - 1;
		if (!state->begun && !check_first_block(state, batch))
			close_lines(state);
		return true;
	case LINES_TOO_LONG:
		snprintf(number, sizeof number, ":%llu: ", (unsigned long long)batch->first_line);
		batch->kind = BATCH_ERROR;
		buffer_printf(&batch->messages, "kzner: %s%sline is longer than 1 GiB\n", batch->path, number);
		document_put_error(state->run->options, batch, NULL, batch->first_line, 0, "line is longer than 1 GiB");
		return true;
	case LINES_FAILED:
		give_error(batch, batch->path, "cannot read: ", strerror(errno));
		close_lines(state);
		return true;
	case LINES_END:
		close_lines(state);
		break;
	}
	return false;
}

static bool fill(struct batch *batch, void *user)
{
	struct state *state = user;
	const struct extract_run *run = state->run;

	while (state->next_path < run->path_count) {
		batch->path = run->paths[state->next_path];
		batch->kind = run->jsonl ? BATCH_LINES : BATCH_FILE;
		if (!run->jsonl) {
			batch->number = state->next_path++;
			return true;
		}
		if (!state->open && !open_lines(state, batch->path, batch)) {
			state->next_path++;
			return true;
		}
		if (give_lines(state, batch))
			return true;
	}
	return false;
}

/* --- worker --- */

static void work(struct batch *batch, unsigned number, void *user)
{
	struct state *state = user;

	document_worker_run(state->workers[number], batch);
}

/* --- drain --- */

static void clear_progress(struct state *state)
{
	if (state->shown)
		fputs("\r\033[K", stderr);
	state->shown = false;
}

static void show_progress(struct state *state)
{
	struct timespec now;
	double passed;

	if (!state->run->progress)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	passed = (double)(now.tv_sec - state->last_shown.tv_sec) +
	         (double)(now.tv_nsec - state->last_shown.tv_nsec) / 1e9;
	if (passed < 0.1)
		return;
	state->last_shown = now;
	state->shown = true;
	if (state->run->jsonl)
		fprintf(stderr, "\r\033[K%llu documents, %.1f MB", (unsigned long long)state->documents,
		        (double)state->bytes / 1e6);
	else
		fprintf(stderr, "\r\033[K%llu of %zu files", (unsigned long long)state->batches,
		        state->run->path_count);
}

static bool drain(struct batch *batch, void *user)
{
	struct state *state = user;

	state->documents += batch->documents;
	state->bytes += batch->bytes;
	state->batches++;
	if (batch->messages.size) {
		clear_progress(state);
		fwrite(batch->messages.data, 1, batch->messages.size, stderr);
	}
	if (!extract_out_take(state->run->out, batch))
		return false;
	state->failed |= batch->failed;
	show_progress(state);
	return true;
}

/* --- all of it --- */

static void free_workers(struct state *state)
{
	for (unsigned i = 0; i < state->run->jobs; i++)
		document_worker_free(state->workers[i]);
	free(state->workers);
}

static bool make_workers(struct state *state)
{
	const struct extract_run *run = state->run;
	bool done = true;

	state->workers = memory_allocate(run->jobs * sizeof(struct document_worker *));
	for (unsigned i = 0; i < run->jobs; i++) {
		state->workers[i] = done ? document_worker_new(run->model, run->options) : NULL;
		done = state->workers[i] != NULL;
	}
	if (!done)
		free_workers(state);
	return done;
}

int extract_run(const struct extract_run *run)
{
	struct state state = {.run = run};
	struct pipeline pipeline = {run->jobs, fill, work, drain, &state};

	if (!make_workers(&state)) {
		extract_out_discard(run->out);
		return CLI_FAILED;
	}
	if (!pipeline_run(&pipeline)) {
		clear_progress(&state);
		extract_out_discard(run->out);
		_exit(CLI_FAILED); /* other threads may wait for input that never comes */
	}
	clear_progress(&state);
	free_workers(&state);
	if (!extract_out_close(run->out) || state.failed)
		return CLI_FAILED;
	return CLI_OK;
}
