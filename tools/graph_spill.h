/*
 * A graph that is larger than memory: sorted parts of it in files, merged when it is written. A part is what
 * `kzner graph` would write for the documents read so far, without what is derived; merging adds lines of the same keys
 * in a graph of their own, by the same code that reads any graph.
 */
#ifndef KZNER_TOOLS_GRAPH_SPILL_H
#define KZNER_TOOLS_GRAPH_SPILL_H

#include "graph_out.h"

/* Files that are open at a time. When there are as many, they become one. */
#define SPILL_PARTS 64

struct spill {
	const char *folder;
	int files[SPILL_PARTS]; /* without names: gone when the command ends, however it ends */
	size_t count;
	size_t entities; /* at most so many in all */
};

/** Move what the graph holds into a new part. False with a message. */
bool spill_add(struct spill *spill, struct graph *graph);

/** Merge all parts into out and forget them. False with a message. */
bool spill_put(struct spill *spill, struct graph_out *out);
void spill_free(struct spill *spill);

#endif
