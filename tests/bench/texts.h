/* Texts to measure with: made up by a generator, or read from lines of {"text": ...}. */
#ifndef BENCH_TEXTS_H
#define BENCH_TEXTS_H

#include <kzner/model.h>

#include <stddef.h>

typedef struct bench_texts {
	char **items; /* NUL-terminated */
	size_t *sizes;
	size_t count, bytes;
} bench_texts;

/* About bytes of news that nobody wrote: sentences of a few forms about entries of the model. The same each time. */
void bench_texts_make(bench_texts *texts, const kzner_model *model, size_t bytes);

/* Documents of a JSON Lines file; false if it cannot be read. */
int bench_texts_read(bench_texts *texts, const char *path);

void bench_texts_free(bench_texts *texts);

#endif
