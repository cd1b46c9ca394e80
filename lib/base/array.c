/* In: an array that is full. Out: the same with room. */
#include "base/array.h"

#include <string.h>

/* Arrays are counted in 32 bits; half of that is far beyond any document of at most 1 GiB. */
#define MAX_ITEMS (UINT32_MAX / 2)

int kz_array_grow_arena(kz_arena *arena, void **items, uint32_t *capacity, uint32_t count, size_t item_size,
                        uint32_t least)
{
	uint32_t wanted = *capacity < 16 ? 16 : *capacity * 2;
	if (wanted < least)
		wanted = least;
	if (*capacity > MAX_ITEMS || wanted > MAX_ITEMS || wanted > SIZE_MAX / item_size)
		return 0;
	void *bigger = kz_arena_alloc(arena, wanted * item_size);
	if (!bigger)
		return 0;
	if (count)
		memcpy(bigger, *items, count * item_size);
	*items = bigger;
	*capacity = wanted;
	return 1;
}

int kz_array_grow_heap(const kz_allocator *allocator, void **items, uint32_t *capacity, uint32_t count,
                       size_t item_size)
{
	(void)count;
	uint32_t wanted = *capacity < 16 ? 16 : *capacity * 2;
	if (*capacity > MAX_ITEMS || wanted > SIZE_MAX / item_size)
		return 0;
	void *bigger = kz_realloc(allocator, *items, wanted * item_size);
	if (!bigger)
		return 0;
	*items = bigger;
	*capacity = wanted;
	return 1;
}
