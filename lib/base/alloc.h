/*
 * The one allocator that an object and everything made with it uses: a copy of the caller's hook, or malloc.
 */
#ifndef KZ_ALLOC_H
#define KZ_ALLOC_H

#include <kzner/error.h>

typedef kzner_allocator kz_allocator;

/* The caller's hook, or malloc where there is none. */
kz_allocator kz_allocator_from(const kzner_allocator *given);

/* Zeroed memory, NULL when there is none. size 0 gives a block too. */
void *kz_calloc(const kz_allocator *allocator, size_t size);
void *kz_realloc(const kz_allocator *allocator, void *block, size_t size);
void kz_free(const kz_allocator *allocator, void *block);

#endif
