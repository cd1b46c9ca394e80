#include "buffer.h"

#include "cli_common.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *memory_allocate(size_t size)
{
	void *block = malloc(size ? size : 1);

	if (!block)
		cli_out_of_memory();
	return block;
}

void *memory_resize(void *block, size_t count, size_t size)
{
	if (!count || count > SIZE_MAX / size)
		cli_out_of_memory();
	block = realloc(block, count * size);
	if (!block)
		cli_out_of_memory();
	return block;
}

char *memory_copy(const char *text, size_t size)
{
	char *copy = memory_allocate(size + 1);

	if (size)
		memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}

void buffer_reserve(struct buffer *buffer, size_t more)
{
	size_t capacity = buffer->capacity ? buffer->capacity : 256;

	if (more <= buffer->capacity - buffer->size)
		return;
	if (more > SIZE_MAX / 4 || buffer->size > SIZE_MAX / 4)
		cli_out_of_memory();
	while (capacity < buffer->size + more)
		capacity *= 2;
	buffer->data = memory_resize(buffer->data, capacity, 1);
	buffer->capacity = capacity;
}

void buffer_append(struct buffer *buffer, const void *data, size_t size)
{
	if (!size)
		return;
	buffer_reserve(buffer, size);
	memcpy(buffer->data + buffer->size, data, size);
	buffer->size += size;
}

void buffer_puts(struct buffer *buffer, const char *text)
{
	buffer_append(buffer, text, strlen(text));
}

void buffer_putc(struct buffer *buffer, char byte)
{
	buffer_append(buffer, &byte, 1);
}

void buffer_vprintf(struct buffer *buffer, const char *format, va_list arguments)
{
	va_list again;
	int size;

	va_copy(again, arguments);
	size = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (size < 0)
		return;
	buffer_reserve(buffer, (size_t)size + 1);
	vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, arguments);
	buffer->size += (size_t)size;
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	buffer_vprintf(buffer, format, arguments);
	va_end(arguments);
}

const char *buffer_terminate(struct buffer *buffer)
{
	buffer_reserve(buffer, 1);
	buffer->data[buffer->size] = '\0';
	return buffer->data;
}

void buffer_clear(struct buffer *buffer, size_t keep)
{
	if (buffer->capacity > keep)
		buffer_free(buffer);
	buffer->size = 0;
}

void buffer_free(struct buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct buffer){0};
}
