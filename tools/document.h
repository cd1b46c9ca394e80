/*
 * The work of one thread of `kzner extract`: batches in, written documents and messages out.
 */
#ifndef KZNER_TOOLS_DOCUMENT_H
#define KZNER_TOOLS_DOCUMENT_H

#include "pipeline.h"

#include <kzner/kzner.h>

/** The same for all threads. */
struct document_options {
	kzner_extract_options extract;
	kzner_write_options write; /* table: the first */
	kzner_format format;
	unsigned tables;  /* how many are written side by side, at least 1 */
	bool parts;       /* note where documents end */
	bool text_view;   /* for reading in a terminal, in place of format */
	bool color;       /* text_view */
	bool quiet;       /* no warnings */
	bool errors;      /* a line that fails gives an object with "error" in the output; only KZNER_FORMAT_JSON */
	const char *date; /* of documents that bring none, NULL if unknown */
};

struct document_worker;

/** NULL with a message if there can be none. options must outlive it. */
struct document_worker *document_worker_new(kzner_model *model, const struct document_options *options);
void document_worker_free(struct document_worker *worker);

/** Read all documents of the batch and fill in its results. */
void document_worker_run(struct document_worker *worker, struct batch *batch);

/**
 * Write {"schema":"kzner/1","id":...,"error":{...}} for a line that gave no document, if the options want that. Without an
 * id the line is called after its place. column 0: none.
 */
void document_put_error(const struct document_options *options, struct batch *batch, const char *id, uint64_t line,
                        size_t column, const char *message);

#endif
