/*
 * A growing run of bytes. Running out of memory ends the command with a message, so that no caller has to look.
 */
#ifndef KZNER_TOOLS_BUFFER_H
#define KZNER_TOOLS_BUFFER_H

#include <stdarg.h>
#include <stddef.h>

struct buffer {
	char *data; /* NULL as long as capacity is 0; not NUL-terminated unless buffer_terminate() was called */
	size_t size;
	size_t capacity;
};

#if defined(__GNUC__)
#define PRINTF_LIKE(position, first) __attribute__((format(printf, position, first)))
#else
#define PRINTF_LIKE(position, first)
#endif

/** Make room for more bytes behind size. */
void buffer_reserve(struct buffer *buffer, size_t more);
void buffer_append(struct buffer *buffer, const void *data, size_t size);
void buffer_puts(struct buffer *buffer, const char *text);
void buffer_putc(struct buffer *buffer, char byte);
void buffer_printf(struct buffer *buffer, const char *format, ...) PRINTF_LIKE(2, 3);
void buffer_vprintf(struct buffer *buffer, const char *format, va_list arguments) PRINTF_LIKE(2, 0);

/** Put a NUL behind the bytes, not counted in size, and give the bytes as text. */
const char *buffer_terminate(struct buffer *buffer);

/** Forget the bytes; memory beyond keep bytes is given back. */
void buffer_clear(struct buffer *buffer, size_t keep);
void buffer_free(struct buffer *buffer);

/** malloc, realloc of an array and strndup that do not come back without memory. */
void *memory_allocate(size_t size);
void *memory_resize(void *block, size_t count, size_t size);
char *memory_copy(const char *text, size_t size);

#endif
