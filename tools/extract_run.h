/*
 * `kzner extract` behind its options: inputs through the pipeline to the output.
 */
#ifndef KZNER_TOOLS_EXTRACT_RUN_H
#define KZNER_TOOLS_EXTRACT_RUN_H

#include "extract_out.h"

struct extract_run {
	const struct document_options *options;
	kzner_model *model;
	char *const *paths;
	size_t path_count;
	bool jsonl; /* each path holds lines, not one text */
	unsigned jobs;
	bool progress; /* show a line on standard error */
	struct extract_out *out;
};

/** Gives the exit code. After CLI_FAILED the output may be discarded already. */
int extract_run(const struct extract_run *run);

#endif
