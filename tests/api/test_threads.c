/* One model, several threads, each with its extractor: the same bytes as one thread writes. One result, read by several threads. */
#include "support/test.h"

#include "support/model.h"

#include <pthread.h>
#include <stdlib.h>

enum { THREADS = 4, ROUNDS = 40 };

static const char *const texts[] = {
        "Nursultan Nazarbayev, the president of Kazakhstan, met Vladimir Putin in Almaty on March 3, 2014.",
        "The Commonwealth of Independent States (CIS) met. KazMunaygaz grew by 3.6 percent, said Erlan Idrissov.",
        "Касым-Жомарт Токаев посетил Алматы. Назарбаевтың сөзі.",
        "Boris Yeltsin visited Almaty. Yeltsin and Kasymzhomart Tokaev arrived in Georgia, the U.S. said \xFF.",
};
enum { TEXTS = sizeof texts / sizeof *texts };

typedef struct bytes {
	char *data;
	size_t size;
} bytes;

static kzner_model *shared;
static bytes expected[TEXTS];

static int collect(const char *data, size_t size, void *user)
{
	bytes *b = user;
	b->data = realloc(b->data, b->size + size);
	memcpy(b->data + b->size, data, size);
	b->size += size;
	return 0;
}

static bytes result_of(kzner_extractor *x, const char *text)
{
	kzner_document document = {text, strlen(text), "x", NULL};
	const kzner_result *r;
	bytes out = {0};
	if (kzner_extract(x, &document, &r, NULL) || kzner_write_json(r, NULL, &(kzner_sink){collect, &out}))
		abort();
	return out;
}

/* Returns the number of results that differ. Extractors, references and look-ups come and go at the same time. */
static void *work(void *argument)
{
	size_t differ = 0;
	for (int round = 0; round < ROUNDS; round++) {
		kzner_extractor *x;
		kzner_model *own = kzner_model_ref(shared);
		if (kzner_extractor_new(own, NULL, NULL, &x))
			abort();
		for (size_t i = 0; i < TEXTS; i++) {
			size_t which = (i + (size_t)(uintptr_t)argument) % TEXTS;
			bytes out = result_of(x, texts[which]);
			differ += out.size != expected[which].size || memcmp(out.data, expected[which].data, out.size);
			free(out.data);
		}
		kzner_lookup found;
		differ += !kzner_model_lookup(own, "Nazarbaev", 9, &found, 1);
		kzner_extractor_free(x);
		kzner_model_unref(own);
	}
	return (void *)(uintptr_t)differ;
}

static void share(kzner_model *model)
{
	kzner_extractor *x;
	shared = model;
	assert_int_equal(kzner_extractor_new(model, NULL, NULL, &x), KZNER_OK);
	for (size_t i = 0; i < TEXTS; i++)
		expected[i] = result_of(x, texts[i]);
	kzner_extractor_free(x);
	pthread_t threads[THREADS];
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, work, (void *)(uintptr_t)i), 0);
	size_t differ = 0;
	for (size_t i = 0; i < THREADS; i++) {
		void *wrong;
		pthread_join(threads[i], &wrong);
		differ += (size_t)(uintptr_t)wrong;
	}
	assert_int_equal(differ, 0);
	for (size_t i = 0; i < TEXTS; i++)
		free(expected[i].data);
}

static void test_small_model(void **state)
{
	(void)state;
	test_model m;
	test_model_make(&m, test_world);
	share(m.model);
	test_model_free(&m);
}

static void test_default_model(void **state)
{
	(void)state;
	kzner_model *model;
	assert_int_equal(kzner_model_open_default(NULL, &model, NULL), KZNER_OK);
	share(model);
	kzner_model_unref(model);
}

static pthread_barrier_t start;

/* Returns whether all candidates that the mentions refer to are there. */
static void *read_result(void *argument)
{
	const kzner_result *r = argument;
	size_t count, mentions;
	uintptr_t there = 1;
	pthread_barrier_wait(&start);
	const kzner_candidate *c = kzner_result_candidates(r, &count);
	const kzner_mention *m = kzner_result_mentions(r, &mentions);
	for (size_t i = 0; i < mentions; i++)
		there &= m[i].candidate < count && c[m[i].candidate].span.begin == m[i].span.begin &&
		         c[m[i].candidate].reason;
	return (void *)there;
}

/* Candidates are put into the result when they are asked for, here by all threads at once. */
static void test_one_result(void **state)
{
	(void)state;
	test_model m;
	kzner_extractor *x;
	const kzner_result *r;
	test_model_make(&m, test_world);
	assert_int_equal(kzner_extractor_new(m.model, NULL, NULL, &x), KZNER_OK);
	assert_int_equal(pthread_barrier_init(&start, NULL, THREADS), 0);
	for (int round = 0; round < ROUNDS; round++) {
		const char *text = texts[round % TEXTS];
		pthread_t threads[THREADS];
		assert_int_equal(kzner_extract(x, &(kzner_document){.text = text, .size = strlen(text)}, &r, NULL),
		                 KZNER_OK);
		for (size_t i = 0; i < THREADS; i++)
			assert_int_equal(pthread_create(&threads[i], NULL, read_result, (void *)(uintptr_t)r), 0);
		for (size_t i = 0; i < THREADS; i++) {
			void *there;
			pthread_join(threads[i], &there);
			assert_non_null(there);
		}
	}
	pthread_barrier_destroy(&start);
	kzner_extractor_free(x);
	test_model_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_small_model),
	        cmocka_unit_test(test_default_model),
	        cmocka_unit_test(test_one_result),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
