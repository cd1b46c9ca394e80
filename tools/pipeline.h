/*
 * Batches of input through worker threads and out again in input order.
 *
 *     fill (one reader thread) --> work (any number of threads) --> drain (the calling thread)
 *
 * The batches lie in a ring that bounds memory: the reader waits until the oldest batch is drained. What a batch
 * gives depends on nothing but its input, so the output is the same for any number of threads. With one worker there
 * are no threads: fill, work and drain follow each other.
 */
#ifndef KZNER_TOOLS_PIPELINE_H
#define KZNER_TOOLS_PIPELINE_H

#include "buffer.h"

#include <stdbool.h>
#include <stdint.h>

/** What the reader found. */
enum batch_kind {
	BATCH_FILE,  /* a file, or standard input, that the worker reads */
	BATCH_LINES, /* whole lines of JSONL */
	BATCH_ERROR  /* nothing: messages say why */
};

/** Tables of one format that are written side by side, each to its own file. */
#define BATCH_OUTPUTS 4

/** Where a document ends in the outputs, for those who want a file for each. */
struct batch_part {
	uint64_t number;
	size_t ends[BATCH_OUTPUTS];
	size_t id_end; /* in ids, with its NUL */
};

struct batch {
	enum batch_kind kind;
	const char *path;    /* as given */
	struct buffer input; /* BATCH_LINES */
	uint64_t first_line; /* of input, from 1 */
	uint64_t number;     /* of the first document; each line counts, whether it holds one or not */

	struct buffer outputs[BATCH_OUTPUTS]; /* what goes out */
	struct buffer parts;                  /* struct batch_part each, in the order of the documents */
	struct buffer ids;                    /* of the parts */
	struct buffer messages;               /* what goes to standard error, whole lines */
	uint64_t written;                     /* documents in the outputs */
	uint64_t documents;                   /* that were read */
	uint64_t bytes;                       /* that were read */
	bool failed;                          /* at least one document was not */
};

struct pipeline {
	unsigned workers;
	/** Fill an emptied batch. False at the end of all input. */
	bool (*fill)(struct batch *batch, void *user);
	/** Do the work of one batch; number says which worker, from 0. */
	void (*work)(struct batch *batch, unsigned number, void *user);
	/** Take the oldest batch. False to stop. */
	bool (*drain)(struct batch *batch, void *user);
	void *user;
};

/**
 * Run to the end. False if drain said stop: with several workers the threads may then still run (the reader perhaps
 * waits for standard input), and the process should end.
 */
bool pipeline_run(const struct pipeline *pipeline);

#endif
