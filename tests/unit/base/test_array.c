/* base/array: growth in an arena and on the heap, room reserved, failure keeps what is there. */
#include "support/test.h"

#include "base/array.h"
#include "support/alloc.h"

typedef struct pair {
	uint32_t a;
	double b;
} pair;

static void test_arena_growth(void **state)
{
	(void)state;
	kz_allocator allocator = kz_allocator_from(NULL);
	kz_arena arena;
	kz_arena_init(&arena, &allocator);
	KZ_ARRAY(pair) pairs = {0};
	for (uint32_t i = 0; i < 10000; i++) {
		pair *p = KZ_PUSH(&arena, &pairs);
		assert_non_null(p);
		*p = (pair){i, i / 2.0};
	}
	assert_int_equal(pairs.count, 10000);
	for (uint32_t i = 0; i < pairs.count; i++)
		assert_true(pairs.items[i].a == i && pairs.items[i].b == i / 2.0);
	kz_arena_free(&arena);
}

static void test_reserve(void **state)
{
	(void)state;
	kz_allocator allocator = kz_allocator_from(NULL);
	kz_arena arena;
	kz_arena_init(&arena, &allocator);
	KZ_ARRAY(uint32_t) numbers = {0};
	assert_true(KZ_RESERVE(&arena, &numbers, 1000));
	uint32_t *before = numbers.items;
	for (uint32_t i = 0; i < 1000; i++)
		*KZ_PUSH(&arena, &numbers) = i;
	assert_ptr_equal(numbers.items, before);
	assert_true(KZ_RESERVE(&arena, &numbers, 10));
	assert_false(KZ_RESERVE(&arena, &numbers, UINT32_MAX));
	assert_int_equal(numbers.count, 1000);
	kz_arena_free(&arena);
}

static void test_heap_growth_and_failure(void **state)
{
	(void)state;
	test_alloc count = {0};
	kz_allocator allocator = test_allocator(&count);
	KZ_ARRAY(uint32_t) numbers = {0};
	for (uint32_t i = 0; i < 16; i++)
		*KZ_PUSH_HEAP(&allocator, &numbers) = i;
	count.fail_at = count.calls + 1;
	assert_null(KZ_PUSH_HEAP(&allocator, &numbers));
	assert_int_equal(numbers.count, 16);
	for (uint32_t i = 0; i < 16; i++)
		assert_int_equal(numbers.items[i], i);
	assert_non_null(KZ_PUSH_HEAP(&allocator, &numbers));
	kz_free(&allocator, numbers.items);
	assert_int_equal(count.out, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_arena_growth),
	        cmocka_unit_test(test_reserve),
	        cmocka_unit_test(test_heap_growth_and_failure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
