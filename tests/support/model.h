/*
 * A model from sources that stand in the test as strings, made with the public compiler.
 *
 *     static const test_source sources[] = {{"people.tsv", "id\tname\ttype\n" ...}, {NULL, NULL}};
 *     test_model m;
 *     test_model_make(&m, sources);
 *     ... m.model ...
 *     test_model_free(&m);
 */
#ifndef TEST_MODEL_H
#define TEST_MODEL_H

#include <kzner/kzner.h>

typedef struct test_source {
	const char *name, *text;
} test_source;

typedef struct test_model {
	kzner_model *model;
	void *data; /* its bytes, from malloc */
	size_t size;
} test_model;

/* Compile and open; prints the first error and aborts the test program when that fails. */
void test_model_make(test_model *ret_model, const test_source *sources);
void test_model_free(test_model *model);

/* The bytes only, on top of base where that is given. Status of the step that failed first. */
kzner_status test_model_compile(const test_source *sources, kzner_model *base, const kzner_allocator *allocator,
                                void **ret_data, size_t *ret_size, kzner_error *reterr);

/* Sources of a small world: a few people, places, bodies, words, a date rule, relation types. */
extern const test_source test_world[];

#endif
