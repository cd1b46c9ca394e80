/*
 * Growing arrays of any type, in an arena (one document) or on the heap (compiling).
 *
 *     KZ_ARRAY(kz_token) tokens;
 *     kz_token *token = KZ_PUSH(arena, &tokens);   NULL when there is no memory
 *
 * In an arena, growth copies and leaves the old block behind until the reset: at most as much again as is used.
 */
#ifndef KZ_ARRAY_H
#define KZ_ARRAY_H

#include "base/arena.h"

#include <stdint.h>

#define KZ_ARRAY(type)                                                                                                 \
	struct {                                                                                                       \
		type *items;                                                                                           \
		uint32_t count, capacity;                                                                              \
	}

/* Make room for one more in an arena; false when there is no memory. */
int kz_array_grow_arena(kz_arena *arena, void **items, uint32_t *capacity, uint32_t count, size_t item_size,
                        uint32_t least);
int kz_array_grow_heap(const kz_allocator *allocator, void **items, uint32_t *capacity, uint32_t count,
                       size_t item_size);

#define KZ_RESERVE(arena, array, least)                                                                                \
	((least) <= (array)->capacity || kz_array_grow_arena((arena), (void **)&(array)->items, &(array)->capacity,    \
	                                                     (array)->count, sizeof *(array)->items, (least)))

/* Room for so many more. */
#define KZ_RESERVE_MORE(arena, array, more)                                                                            \
	((more) <= (array)->capacity - (array)->count || KZ_RESERVE((arena), (array), (array)->count + (more)))

/* Address of one more item, not zeroed. */
#define KZ_PUSH(arena, array)                                                                                          \
	(((array)->count < (array)->capacity ||                                                                        \
	  kz_array_grow_arena((arena), (void **)&(array)->items, &(array)->capacity, (array)->count,                   \
	                      sizeof *(array)->items, 0))                                                              \
	         ? &(array)->items[(array)->count++]                                                                   \
	         : NULL)

#define KZ_PUSH_HEAP(allocator, array)                                                                                 \
	(((array)->count < (array)->capacity ||                                                                        \
	  kz_array_grow_heap((allocator), (void **)&(array)->items, &(array)->capacity, (array)->count,                \
	                     sizeof *(array)->items))                                                                  \
	         ? &(array)->items[(array)->count++]                                                                   \
	         : NULL)

#endif
