/* In: sizes. Out: memory that all goes at once, kept for the next document. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct kz_arena_block {
	kz_arena_block *next;
	size_t size; /* of data, bytes */
	char data[];
};

#define FIRST_BLOCK ((size_t)64 << 10)

void kz_arena_init(kz_arena *arena, const kz_allocator *allocator)
{
	*arena = (kz_arena){.allocator = allocator};
}

void kz_arena_free(kz_arena *arena)
{
	kz_arena_block *block = arena->head;
	while (block) {
		kz_arena_block *next = block->next;
		kz_free(arena->allocator, block);
		block = next;
	}
	kz_arena_init(arena, arena->allocator);
}

static int add_block(kz_arena *arena, size_t least)
{
	size_t size = arena->total > FIRST_BLOCK ? arena->total : FIRST_BLOCK;
	if (size < least)
		size = least;
	if (size > SIZE_MAX - sizeof(kz_arena_block))
		return 0;
	kz_arena_block *block = arena->allocator->allocate(sizeof *block + size, arena->allocator->user);
	if (!block)
		return 0;
	block->next = arena->head;
	block->size = size;
	arena->head = block;
	arena->total += size;
	arena->next = block->data;
	arena->limit = block->data + size;
	return 1;
}

void kz_arena_reset(kz_arena *arena)
{
	if (!arena->head)
		return;
	if (arena->head->next) {
		size_t total = arena->total;
		kz_arena_free(arena);
		if (!add_block(arena, total))
			return;
	}
	arena->next = arena->head->data;
	arena->limit = arena->head->data + arena->head->size;
}

void *kz_arena_alloc(kz_arena *arena, size_t size)
{
	if (size > SIZE_MAX - 8)
		return NULL;
	size = size ? (size + 7) & ~(size_t)7 : 8;
	if ((size_t)(arena->limit - arena->next) < size && !add_block(arena, size))
		return NULL;
	void *block = arena->next;
	arena->next += size;
	return block;
}

char *kz_arena_copy(kz_arena *arena, const char *text, size_t size)
{
	char *copy = size > SIZE_MAX - KZ_COPY_PADDING ? NULL : kz_arena_alloc(arena, size + KZ_COPY_PADDING);
	if (copy) {
		memcpy(copy, text, size);
		memset(copy + size, 0, KZ_COPY_PADDING);
	}
	return copy;
}

char *kz_arena_format(kz_arena *arena, const char *format, ...)
{
	char buffer[512];
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(buffer, sizeof buffer, format, arguments);
	va_end(arguments);
	if (length < 0)
		length = 0;
	if ((size_t)length >= sizeof buffer)
		length = sizeof buffer - 1;
	return kz_arena_copy(arena, buffer, (size_t)length);
}
