/*
 * Where `kzner extract` puts its documents: one stream, a folder with a file for each table of the format, or a folder
 * with files for each document.
 *
 *     --format csv --table relations      one stream: standard output or the file of -o
 *     --format csv -o DIR                 DIR/mentions.csv, DIR/entities.csv, DIR/relations.csv ...
 *     --format brat -o DIR                DIR/NAME.ann and DIR/NAME.txt for each document
 *
 * Every file appears under its name only when it is complete. A document is called after the last part of its id without
 * ".txt"; a second one of that name gets its number behind it.
 */
#ifndef KZNER_TOOLS_EXTRACT_OUT_H
#define KZNER_TOOLS_EXTRACT_OUT_H

#include "document.h"
#include "names.h"
#include "output.h"

struct extract_out {
	const struct document_options *options;
	const char *folder; /* NULL for one stream */
	struct output outputs[BATCH_OUTPUTS];
	unsigned open; /* of outputs */
	bool begun;    /* a document was written */
	struct name_set names;
};

/** Open for writing to path (NULL: standard output), a folder if is_folder. Prints what went wrong. */
bool extract_out_open(struct extract_out *out, const struct document_options *options, const char *path,
                      bool is_folder);

/** Take the documents of a batch. A document that cannot get its file is a failure of the batch; false: stop. */
bool extract_out_take(struct extract_out *out, struct batch *batch);

/** Finish: the files get their names. */
bool extract_out_close(struct extract_out *out);

/** Give up. */
void extract_out_discard(struct extract_out *out);

#endif
