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

/* "000" to "999", and behind them one byte more, so that four may be read of each. */
#define KZ_TRIPLES 1000
extern const char kz_digit_triples[3 * KZ_TRIPLES + 1];

/* The same without zeros before them: up to three digits, and behind them, as the fourth byte, how many they are. */
extern const char kz_digit_starts[4 * KZ_TRIPLES + 1];

/* Digits of a number from 1,000,000 on. */
char *kz_write_large_number(char *at, uint64_t number);

/* All three digits of a number below 1000; four bytes are stored. */
static inline char *kz_write_triple(char *at, uint32_t number)
{
	memcpy(at, kz_digit_triples + 3 * number, 4);
	return at + 3;
}

/* Those that it has; four bytes are stored. */
static inline char *kz_write_start(char *at, uint32_t number)
{
	const char *start = kz_digit_starts + 4 * number;
	memcpy(at, start, 4);
	return at + start[3];
}

/* Digits of a number, at most 20, at `at`; the end. */
static inline char *kz_write_number(char *at, uint64_t number)
{
	if (number < KZ_TRIPLES)
		return kz_write_start(at, (uint32_t)number);
	if (number >= KZ_TRIPLES * KZ_TRIPLES)
		return kz_write_large_number(at, number);
	uint32_t thousands = (uint32_t)number / KZ_TRIPLES;
	return kz_write_triple(kz_write_start(at, thousands), (uint32_t)number - thousands * KZ_TRIPLES);
}

/* The same without branches up to six digits: for numbers whose length nobody can guess. */
static inline char *kz_write_any_number(char *at, uint32_t number)
{
	if (number >= KZ_TRIPLES * KZ_TRIPLES)
		return kz_write_large_number(at, number);
	uint32_t thousands = number / KZ_TRIPLES, rest = number - thousands * KZ_TRIPLES;
	at += (kz_write_start(at, thousands) - at) & -(ptrdiff_t)(thousands != 0);
	memcpy(at, thousands ? kz_digit_triples + 3 * rest : kz_digit_starts + 4 * rest, 4);
	return at + (thousands ? 3 : kz_digit_starts[4 * rest + 3]);
}

static inline void kz_put_number(kz_writer *writer, uint64_t number)
{
	kz_put_end(writer, kz_write_number(kz_put_begin(writer, 20), number));
}

/* "0" to "1" with up to two decimals, for each hundredth five bytes: the text, and as the last how long it is. */
extern const char kz_share_texts[5 * 101 + 1];

/* 0..1 with at most two decimals, four bytes are stored at `at`; the end. What is no share is its nearest, what is no number is 0. No locale. */
static inline char *kz_write_share(char *at, float share)
{
	share = share > 0 ? share : 0;
	share = share < 1 ? share : 1;
	const char *text = kz_share_texts + 5 * (int)(share * 100 + 0.5f);
	memcpy(at, text, 4);
	return at + text[4];
}

static inline void kz_put_share(kz_writer *writer, float share)
{
	kz_put_end(writer, kz_write_share(kz_put_begin(writer, 4), share));
}

/* The inside of a JSON string. */
void kz_put_json_part(kz_writer *writer, const char *text, size_t size);

/* A JSON string with its quotes. */
void kz_put_json(kz_writer *writer, const char *text, size_t size);

#endif
