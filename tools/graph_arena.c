/* In: sizes. Out: memory in blocks that double up to a limit. */
#include "graph_arena.h"

#include "buffer.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

/* The first block suits one line, later ones a graph. */
#define FIRST_SIZE ((size_t)16 << 10)
#define MOST_SIZE  ((size_t)1 << 20)

struct arena_block {
	struct arena_block *before;
	size_t size;
	alignas(max_align_t) char data[];
};

static void add_block(struct arena *arena, size_t least)
{
	size_t size = arena->block ? arena->block->size * 2 : FIRST_SIZE;
	struct arena_block *block;

	if (size > MOST_SIZE)
		size = MOST_SIZE;
	if (size < least)
		size = least;
	block = memory_allocate(sizeof *block + size);
	block->before = arena->block;
	block->size = size;
	arena->block = block;
	arena->used = 0;
	arena->total += size;
}

void *arena_take(struct arena *arena, size_t size)
{
	void *memory;

	size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (!arena->block || size > arena->block->size - arena->used)
		add_block(arena, size);
	memory = arena->block->data + arena->used;
	arena->used += size;
	return memory;
}

void *arena_copy(struct arena *arena, const void *data, size_t size)
{
	void *copy = arena_take(arena, size);

	if (size)
		memcpy(copy, data, size);
	return copy;
}

void arena_reset(struct arena *arena)
{
	if (arena->total <= MOST_SIZE && arena->block && !arena->block->before) {
		arena->used = 0;
		return;
	}
	arena_free(arena);
}

void arena_free(struct arena *arena)
{
	while (arena->block) {
		struct arena_block *block = arena->block;

		arena->block = block->before;
		free(block);
	}
	*arena = (struct arena){0};
}
