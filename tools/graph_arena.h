/*
 * Memory that is given back all at once.
 */
#ifndef KZNER_TOOLS_GRAPH_ARENA_H
#define KZNER_TOOLS_GRAPH_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *block; /* the newest */
	size_t used;               /* of it */
	size_t total;              /* bytes in all blocks */
};

/** size bytes, aligned for anything. Does not come back without memory. */
void *arena_take(struct arena *arena, size_t size);

/** A copy of size bytes. */
void *arena_copy(struct arena *arena, const void *data, size_t size);

/** Forget everything but one block of the usual size. */
void arena_reset(struct arena *arena);
void arena_free(struct arena *arena);

#endif
