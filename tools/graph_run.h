/*
 * The work of `kzner graph`: read all, then write.
 */
#ifndef KZNER_TOOLS_GRAPH_RUN_H
#define KZNER_TOOLS_GRAPH_RUN_H

#include "graph_out.h"

struct graph_run {
	char **paths; /* "-": standard input */
	size_t path_count;
	const struct graph_format *format;
	const char *output; /* file, or folder of tables; NULL: standard output */
	int table;          /* the only one that is wanted, -1: all of the format, in a folder */
	bool pairs;
	const char *spill; /* folder, NULL: everything stays in memory */
	size_t memory;     /* bytes beyond which the graph goes there */
};

/** Gives the exit code. */
int graph_run(const struct graph_run *run);

#endif
