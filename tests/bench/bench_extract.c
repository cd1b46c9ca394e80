/*
 * Speed of the library on one thread: opening the default model, reading documents, writing them as JSON.
 *
 * usage: bench-extract [FILE.jsonl]: measures made-up text, and the documents of FILE if it can be read.
 */
#include "texts.h"

#include <kzner/kzner.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* The best of so many rounds counts. */
#define ROUNDS 5

#define MADE_UP_BYTES ((size_t)4 << 20)

/* Processor time: what others do on the machine counts only in so far as they take its caches. */
static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void check(kzner_status status, const kzner_error *error)
{
	if (!status)
		return;
	fprintf(stderr, "%s: %s\n", kzner_status_string(status), error ? error->message : "");
	exit(1);
}

static kzner_model *open_model(void)
{
	kzner_model *model = NULL;
	kzner_error error;
	double first = 0, best = 1e9;
	for (int round = 0; round < 4 * ROUNDS; round++) {
		kzner_model_unref(model);
		double begin = now();
		check(kzner_model_open_default(NULL, &model, &error), &error);
		double took = now() - begin;
		first = round ? first : took;
		best = took < best ? took : best;
	}
	printf("open the default model: first %.2f ms, then %.2f ms\n", first * 1e3, best * 1e3);
	return model;
}

static int count_bytes(const char *data, size_t size, void *user)
{
	(void)data;
	*(size_t *)user += size;
	return 0;
}

/* Seconds for all texts; *ret_written bytes of JSON if it is not NULL. */
static double run(kzner_extractor *extractor, const bench_texts *texts, size_t *ret_written)
{
	kzner_sink sink = {count_bytes, ret_written};
	kzner_error error;
	double begin = now();
	for (size_t i = 0; i < texts->count; i++) {
		kzner_document document = {.text = texts->items[i], .size = texts->sizes[i], .id = "d"};
		const kzner_result *result;
		check(kzner_extract(extractor, &document, &result, &error), &error);
		if (ret_written)
			check(kzner_write_json(result, NULL, &sink), NULL);
	}
	return now() - begin;
}

static double best_of(kzner_extractor *extractor, const bench_texts *texts, size_t *ret_written)
{
	double best = 1e9;
	for (int round = 0; round < ROUNDS; round++) {
		if (ret_written)
			*ret_written = 0;
		double took = run(extractor, texts, ret_written);
		best = took < best ? took : best;
	}
	return best;
}

static void measure(kzner_model *model, const bench_texts *texts, const char *name)
{
	kzner_extractor *extractor;
	size_t written;
	check(kzner_extractor_new(model, NULL, NULL, &extractor), NULL);
	double alone = best_of(extractor, texts, NULL), with_json = best_of(extractor, texts, &written);
	double megabytes = (double)texts->bytes / 1e6;
	printf("%s: %zu documents, %.1f MB; extract %.1f MB/s; with JSON (%.1f MB) %.1f MB/s\n", name, texts->count,
	       megabytes, megabytes / alone, (double)written / 1e6, megabytes / with_json);
	kzner_extractor_free(extractor);
}

int main(int argc, char **argv)
{
	kzner_model *model = open_model();
	bench_texts texts = {0};
	bench_texts_make(&texts, model, MADE_UP_BYTES);
	measure(model, &texts, "made-up news");
	bench_texts_free(&texts);
	if (argc > 1 && bench_texts_read(&texts, argv[1]))
		measure(model, &texts, "prose");
	bench_texts_free(&texts);
	kzner_model_unref(model);
	return 0;
}
