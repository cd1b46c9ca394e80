/* An allocator that counts what is out, and fails the N-th time it is asked. */
#ifndef TEST_ALLOC_H
#define TEST_ALLOC_H

#include <kzner/error.h>

typedef struct test_alloc {
	size_t calls;   /* allocations and reallocations asked for */
	size_t fail_at; /* the call of this number (from 1) gets NULL; 0: none */
	int fail_after; /* all calls behind it get NULL too */
	size_t out;     /* blocks that are not released */
} test_alloc;

/* The hook for libkzner; alloc must outlive what is made with it. */
kzner_allocator test_allocator(test_alloc *alloc);

#endif
