/*
 * The work of one thread of `kzner extract`: batches in, written documents and messages out.
 */
#ifndef KZNER_TOOLS_DOCUMENT_H
#define KZNER_TOOLS_DOCUMENT_H

#include "pipeline.h"

#include <kzner/kzner.h>

enum document_format { FORMAT_JSON, FORMAT_JSONL, FORMAT_TEXT };

/** The same for all threads. */
struct document_options {
	kzner_extract_options extract;
	kzner_write_options write;
	enum document_format format;
	bool color;       /* FORMAT_TEXT */
	bool quiet;       /* no warnings */
	const char *date; /* of documents that bring none, NULL if unknown */
};

struct document_worker;

/** NULL with a message if there can be none. options must outlive it. */
struct document_worker *document_worker_new(kzner_model *model, const struct document_options *options);
void document_worker_free(struct document_worker *worker);

/** Read all documents of the batch and fill in its results. */
void document_worker_run(struct document_worker *worker, struct batch *batch);

#endif
