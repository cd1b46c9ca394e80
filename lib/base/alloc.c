/* In: sizes. Out: memory from the caller's hook, or from malloc. */
#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

static void *default_allocate(size_t size, void *user)
{
	(void)user;
	return malloc(size);
}

static void *default_reallocate(void *block, size_t size, void *user)
{
	(void)user;
	return realloc(block, size);
}

static void default_release(void *block, void *user)
{
	(void)user;
	free(block);
}

kz_allocator kz_allocator_from(const kzner_allocator *given)
{
	if (given)
		return *given;
	return (kz_allocator){default_allocate, default_reallocate, default_release, NULL};
}

void *kz_calloc(const kz_allocator *allocator, size_t size)
{
	void *block = allocator->allocate(size ? size : 1, allocator->user);
	if (block)
		memset(block, 0, size ? size : 1);
	return block;
}

void *kz_realloc(const kz_allocator *allocator, void *block, size_t size)
{
	return allocator->reallocate(block, size ? size : 1, allocator->user);
}

void kz_free(const kz_allocator *allocator, void *block)
{
	if (block)
		allocator->release(block, allocator->user);
}
