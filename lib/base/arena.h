/*
 * Bump memory for everything that lives as long as one document.
 *
 * Blocks are chained; kz_arena_reset() keeps them, so a second document of the same size allocates nothing. When a
 * document needed several blocks, reset joins them into one of their total size.
 */
#ifndef KZ_ARENA_H
#define KZ_ARENA_H

#include "base/alloc.h"

typedef struct kz_arena_block kz_arena_block;

typedef struct kz_arena {
	const kz_allocator *allocator;
	kz_arena_block *head;
	char *next, *limit;
	size_t total; /* bytes in all blocks */
} kz_arena;

void kz_arena_init(kz_arena *arena, const kz_allocator *allocator);
void kz_arena_free(kz_arena *arena);
void kz_arena_reset(kz_arena *arena);

/* size bytes aligned to 8, not zeroed; NULL when there is no memory. */
void *kz_arena_alloc(kz_arena *arena, size_t size);

/* Bytes of zeros behind a copy: so many may be read from the beginning of any. */
#define KZ_COPY_PADDING 32

/* A copy of size bytes that ends in NUL. */
char *kz_arena_copy(kz_arena *arena, const char *text, size_t size);

/* NUL-terminated formatted text. */
char *kz_arena_format(kz_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
