/* base/arena: alignment, keeping blocks over resets, one block after warm-up, failure. */
#include "support/test.h"

#include "base/arena.h"
#include "support/alloc.h"

static void test_alignment_and_content(void **state)
{
	(void)state;
	kz_allocator allocator = kz_allocator_from(NULL);
	kz_arena arena;
	kz_arena_init(&arena, &allocator);
	char *blocks[500];
	for (size_t i = 0; i < 500; i++) {
		blocks[i] = kz_arena_alloc(&arena, i);
		assert_non_null(blocks[i]);
		assert_int_equal((uintptr_t)blocks[i] % 8, 0);
		memset(blocks[i], (int)i, i);
	}
	for (size_t i = 0; i < 500; i++)
		for (size_t k = 0; k < i; k++)
			assert_int_equal((unsigned char)blocks[i][k], (unsigned char)i);
	kz_arena_free(&arena);
}

static void fill(kz_arena *arena)
{
	for (int i = 0; i < 5000; i++)
		assert_non_null(kz_arena_alloc(arena, 100));
}

static void test_second_document_allocates_nothing(void **state)
{
	(void)state;
	test_alloc count = {0};
	kz_allocator allocator = test_allocator(&count);
	kz_arena arena;
	kz_arena_init(&arena, &allocator);
	fill(&arena);
	assert_true(count.calls > 1);
	kz_arena_reset(&arena); /* joins the blocks */
	size_t calls = count.calls;
	assert_int_equal(count.out, 1);
	for (int i = 0; i < 3; i++) {
		fill(&arena);
		kz_arena_reset(&arena);
	}
	assert_int_equal(count.calls, calls);
	kz_arena_free(&arena);
	assert_int_equal(count.out, 0);
}

static void test_no_memory(void **state)
{
	(void)state;
	test_alloc count = {.fail_at = 1};
	kz_allocator allocator = test_allocator(&count);
	kz_arena arena;
	kz_arena_init(&arena, &allocator);
	assert_null(kz_arena_alloc(&arena, 10));
	assert_non_null(kz_arena_alloc(&arena, 10));
	assert_null(kz_arena_alloc(&arena, SIZE_MAX));
	assert_null(kz_arena_alloc(&arena, SIZE_MAX - 8));
	fill(&arena);
	count.fail_at = count.calls + 1; /* the joined block */
	kz_arena_reset(&arena);
	assert_int_equal(count.out, 0);
	assert_non_null(kz_arena_alloc(&arena, 10));
	kz_arena_free(&arena);
}

static void test_texts(void **state)
{
	(void)state;
	kz_allocator allocator = kz_allocator_from(NULL);
	kz_arena arena;
	kz_arena_init(&arena, &allocator);
	assert_string_equal(kz_arena_copy(&arena, "Astana, 1998", 6), "Astana");
	assert_string_equal(kz_arena_copy(&arena, "", 0), "");
	assert_string_equal(kz_arena_format(&arena, "%04d-%02d", 2005, 1), "2005-01");
	char longer[2000];
	memset(longer, 'x', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	assert_int_equal(strlen(kz_arena_format(&arena, "%s", longer)), 511);
	kz_arena_free(&arena);
	kz_arena_reset(&arena);
	kz_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_alignment_and_content),
	        cmocka_unit_test(test_second_document_allocates_nothing),
	        cmocka_unit_test(test_no_memory),
	        cmocka_unit_test(test_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
