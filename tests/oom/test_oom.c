/*
 * Each allocation fails once, and then each with all behind it: compiling, opening, looking up, extracting and writing either
 * succeed with the same bytes or say KZNER_ERROR_NO_MEMORY; nothing leaks, nothing is written through NULL.
 */
#include "support/test.h"

#include "support/alloc.h"
#include "support/model.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct bytes {
	char *data;
	size_t size;
} bytes;

static int collect(const char *data, size_t size, void *user)
{
	bytes *b = user;
	b->data = realloc(b->data, b->size + size);
	memcpy(b->data + b->size, data, size);
	b->size += size;
	return 0;
}

static void same(const bytes *a, const bytes *b)
{
	assert_int_equal(a->size, b->size);
	assert_memory_equal(a->data, b->data, a->size);
}

/* A step under test: fills ret_bytes when it returns KZNER_OK. */
typedef kzner_status (*step)(const kzner_allocator *allocator, bytes *ret_bytes);

static size_t run(step what, size_t fail_at, int fail_after, const bytes *good)
{
	test_alloc alloc = {.fail_at = fail_at, .fail_after = fail_after};
	kzner_allocator allocator = test_allocator(&alloc);
	bytes got = {NULL, 0};
	kzner_status status = what(&allocator, &got);
	assert_int_equal(alloc.out, 0);
	if (status == KZNER_OK)
		same(&got, good);
	else
		assert_int_equal(status, KZNER_ERROR_NO_MEMORY);
	free(got.data);
	return alloc.calls;
}

static void exhaust(step what)
{
	bytes good = {NULL, 0};
	test_alloc none = {0};
	kzner_allocator allocator = test_allocator(&none);
	assert_int_equal(what(&allocator, &good), KZNER_OK);
	assert_int_equal(none.out, 0);
	/* An allocation that fails may be followed by others: go on until the failing one is never reached. */
	for (int after = 0; after < 2; after++)
		for (size_t n = 1; run(what, n, after, &good) >= n; n++)
			;
	free(good.data);
}

/* Compiling */

static kzner_status compile_world(const kzner_allocator *allocator, bytes *ret_bytes)
{
	void *data = NULL;
	kzner_error error = {0};
	kzner_status status = test_model_compile(test_world, NULL, allocator, &data, &ret_bytes->size, &error);
	assert_int_equal(error.status, status == KZNER_OK || !error.status ? KZNER_OK : status);
	ret_bytes->data = data;
	return status;
}

static void test_compile(void **state)
{
	(void)state;
	exhaust(compile_world);
}

static char *many_names;

/* Enough names to make every table grow. */
static kzner_status compile_many(const kzner_allocator *allocator, bytes *ret_bytes)
{
	const test_source sources[] = {{"many.tsv", many_names}, {NULL, NULL}};
	void *data = NULL;
	kzner_status status = test_model_compile(sources, NULL, allocator, &data, &ret_bytes->size, NULL);
	ret_bytes->data = data;
	return status;
}

static void test_compile_many(void **state)
{
	(void)state;
	size_t size;
	FILE *out = open_memstream(&many_names, &size);
	fprintf(out, "id\tname\ttype\tsubtype\taliases\troles\tflags\n");
	for (int i = 0; i < 1500; i++)
		fprintf(out,
		        "person/p%d\tName%d Family%d\tPERSON\tkind%d\tOther%d Word%d\tPost %d@person/p%d\tsurname\n", i,
		        i, i, i, i, i, i, i / 2);
	fclose(out);
	exhaust(compile_many);
	free(many_names);
}

static test_model base;

static kzner_status compile_on_top(const kzner_allocator *allocator, bytes *ret_bytes)
{
	static const test_source more[] = {
	        {"more.tsv", "id\tname\ttype\nplace/oskemen\tOskemen\tPLACE\n"},
	        {NULL, NULL},
	};
	void *data = NULL;
	kzner_status status = test_model_compile(more, base.model, allocator, &data, &ret_bytes->size, NULL);
	ret_bytes->data = data;
	return status;
}

static void test_compile_on_top(void **state)
{
	(void)state;
	exhaust(compile_on_top);
}

/* Opening */

static kzner_status open_and_look_up(const kzner_allocator *allocator, bytes *ret_bytes)
{
	kzner_model *model;
	kzner_status status = kzner_model_open_memory(base.data, base.size, allocator, &model, NULL);
	if (status)
		return status;
	kzner_lookup found[8];
	size_t count = kzner_model_lookup(model, "Nazarbaev", 9, found, 8);
	kzner_model_unref(model);
	if (!count) /* as its header says, when memory runs out */
		return KZNER_ERROR_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		char line[128];
		int length = snprintf(line, sizeof line, "%u %d %d %s %u\n", found[i].entry, found[i].type,
		                      found[i].match, found[i].alias, found[i].line);
		collect(line, (size_t)length, ret_bytes);
	}
	return KZNER_OK;
}

static void test_open(void **state)
{
	(void)state;
	exhaust(open_and_look_up);
}

/* Extracting and writing */

static const char article[] =
        "Almaty, March 3, 2014. Kassym-Jomart Tokaev met the foreign minister of Russia.\n\n"
        "\"It is Vladimir Putin's plan,\" Konstantin Idrissov said in Astana. Boris Yeltsin visited Almaty. "
        "The Commonwealth of Independent States (CIS) grew by 3.6 percent; Nazarbayev and Idrissov told Liter.\xFF\n";

static kzner_status extract_and_write(const kzner_allocator *allocator, bytes *ret_bytes)
{
	kzner_extractor *extractor;
	const kzner_result *result;
	kzner_error error = {0};
	kzner_extract_options options = kzner_extract_options_default();
	options.profile = 1;
	kzner_status status = kzner_extractor_new(base.model, &options, allocator, &extractor);
	if (status)
		return status;
	kzner_document document = {article, sizeof article - 1, "article", NULL};
	status = kzner_extract(extractor, &document, &result, &error);
	assert_int_equal(error.status, status);
	for (int format = 0; !status && kzner_format_name((kzner_format)format); format++)
		status = kzner_write_result(result, (kzner_format)format, NULL, &(kzner_sink){collect, ret_bytes});
	kzner_extractor_free(extractor);
	return status;
}

static void test_extract(void **state)
{
	(void)state;
	exhaust(extract_and_write);
}

/* An extractor that ran out of memory reads the next document as if nothing had been. */
static void test_extract_again(void **state)
{
	(void)state;
	bytes good = {NULL, 0};
	assert_int_equal(extract_and_write(NULL, &good), KZNER_OK);
	good.size = (size_t)((char *)memchr(good.data, '\n', good.size) + 1 - good.data); /* the JSON comes first */
	for (size_t n = 1;; n++) {
		test_alloc alloc = {0};
		kzner_allocator allocator = test_allocator(&alloc);
		kzner_extractor *extractor;
		const kzner_result *result;
		bytes got = {NULL, 0};
		assert_int_equal(kzner_extractor_new(base.model, NULL, &allocator, &extractor), KZNER_OK);
		size_t before = alloc.calls;
		alloc.fail_at = before + n;
		kzner_document document = {article, sizeof article - 1, "article", NULL};
		kzner_status status = kzner_extract(extractor, &document, &result, NULL);
		size_t used = alloc.calls - before;
		alloc.fail_at = 0;
		assert_int_equal(kzner_extract(extractor, &document, &result, NULL), KZNER_OK);
		assert_int_equal(kzner_write_json(result, NULL, &(kzner_sink){collect, &got}), KZNER_OK);
		same(&got, &good);
		free(got.data);
		kzner_extractor_free(extractor);
		assert_int_equal(alloc.out, 0);
		if (used < n)
			break;
		assert_true(status == KZNER_OK || status == KZNER_ERROR_NO_MEMORY);
	}
	free(good.data);
}

/* After warm-up a document costs no allocation. */
static void test_warm_extractor_allocates_nothing(void **state)
{
	(void)state;
	test_alloc alloc = {0};
	kzner_allocator allocator = test_allocator(&alloc);
	kzner_extractor *extractor;
	const kzner_result *result;
	assert_int_equal(kzner_extractor_new(base.model, NULL, &allocator, &extractor), KZNER_OK);
	kzner_document document = {article, sizeof article - 1, "article", NULL};
	for (int i = 0; i < 2; i++)
		assert_int_equal(kzner_extract(extractor, &document, &result, NULL), KZNER_OK);
	size_t calls = alloc.calls;
	for (int i = 0; i < 5; i++)
		assert_int_equal(kzner_extract(extractor, &document, &result, NULL), KZNER_OK);
	assert_int_equal(alloc.calls, calls);
	kzner_extractor_free(extractor);
}

static int make_base(void **state)
{
	(void)state;
	test_model_make(&base, test_world);
	return 0;
}

static int free_base(void **state)
{
	(void)state;
	test_model_free(&base);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_compile),
	        cmocka_unit_test(test_compile_many),
	        cmocka_unit_test(test_compile_on_top),
	        cmocka_unit_test(test_open),
	        cmocka_unit_test(test_extract),
	        cmocka_unit_test(test_extract_again),
	        cmocka_unit_test(test_warm_extractor_allocates_nothing),
	};
	return cmocka_run_group_tests(tests, make_base, free_base);
}
