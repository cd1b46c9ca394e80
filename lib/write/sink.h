/* Bytes on their way to the caller's sink: collected to large pieces; after the first failure all others are dropped. */
#ifndef KZ_SINK_H
#define KZ_SINK_H

#include <kzner/write.h>

#include <stdint.h>
#include <string.h>

#define KZ_SINK_BUFFER (16u << 10)

typedef struct kz_writer {
	const kzner_sink *sink;
	int failed;
	uint32_t used;
	char buffer[KZ_SINK_BUFFER];
} kz_writer;

void kz_writer_flush(kz_writer *writer);
void kz_writer_put_large(kz_writer *writer, const char *data, size_t size);

static inline void kz_put(kz_writer *writer, const char *data, size_t size)
{
	if (size > KZ_SINK_BUFFER - writer->used) {
		kz_writer_put_large(writer, data, size);
		return;
	}
	memcpy(writer->buffer + writer->used, data, size);
	writer->used += (uint32_t)size;
}

static inline void kz_put_char(kz_writer *writer, char c)
{
	if (writer->used == KZ_SINK_BUFFER)
		kz_writer_flush(writer);
	writer->buffer[writer->used++] = c;
}

/* Where up to size bytes may be written, far fewer than the buffer has; kz_put_end() tells where they end. */
static inline char *kz_put_begin(kz_writer *writer, size_t size)
{
	if (size > KZ_SINK_BUFFER - writer->used)
		kz_writer_flush(writer);
	return writer->buffer + writer->used;
}

static inline void kz_put_end(kz_writer *writer, const char *end)
{
	writer->used = (uint32_t)(end - writer->buffer);
}

#define KZ_PUT_LITERAL(writer, text) kz_put((writer), (text), sizeof(text) - 1)

/* Digits of a number, at most 20, at `at`; the end. */
char *kz_write_number(char *at, uint64_t number);

static inline void kz_put_number(kz_writer *writer, uint64_t number)
{
	kz_put_end(writer, kz_write_number(kz_put_begin(writer, 20), number));
}

/* 0..1 with at most two decimals; no locale. */
void kz_put_share(kz_writer *writer, float share);

/* The inside of a JSON string. */
void kz_put_json_part(kz_writer *writer, const char *text, size_t size);

/* A JSON string with its quotes. */
void kz_put_json(kz_writer *writer, const char *text, size_t size);

#endif
