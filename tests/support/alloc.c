/* In: sizes. Out: memory from malloc, but for the call that shall fail. */
#include "support/alloc.h"

#include <stdlib.h>
#include <string.h>

static int fails(test_alloc *alloc)
{
	alloc->calls++;
	return alloc->fail_at &&
	       (alloc->calls == alloc->fail_at || (alloc->fail_after && alloc->calls > alloc->fail_at));
}

/* What is not written yet holds no zeros by chance. */
static void *allocate(size_t size, void *user)
{
	test_alloc *alloc = user;
	void *block = fails(alloc) ? NULL : malloc(size ? size : 1);
	if (block) {
		memset(block, 0xA5, size);
		alloc->out++;
	}
	return block;
}

static void *reallocate(void *block, size_t size, void *user)
{
	test_alloc *alloc = user;
	void *bigger = fails(alloc) ? NULL : realloc(block, size ? size : 1);
	if (bigger && !block)
		alloc->out++;
	return bigger;
}

static void release(void *block, void *user)
{
	test_alloc *alloc = user;
	if (block)
		alloc->out--;
	free(block);
}

kzner_allocator test_allocator(test_alloc *alloc)
{
	return (kzner_allocator){allocate, reallocate, release, alloc};
}
