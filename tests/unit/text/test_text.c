/* text/text: byte order mark, repair of bad bytes, NUL bytes, cutting, offsets in three units. */
#include "support/test.h"

#include "base/utf8.h"
#include "text/text.h"

#include <stdlib.h>

static kz_allocator allocator;
static kz_arena arena;

static int set_up(void **state)
{
	(void)state;
	allocator = kz_allocator_from(NULL);
	kz_arena_init(&arena, &allocator);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	kz_arena_free(&arena);
	return 0;
}

static kz_text text_of(const char *input, size_t size, size_t limit)
{
	kz_text text;
	kz_arena_reset(&arena);
	assert_true(kz_text_init(&text, &arena, input, size, limit));
	for (size_t i = 0; i < KZ_TEXT_PADDING; i++)
		assert_int_equal(text.bytes[text.size + i], 0);
	return text;
}

static void test_repair(void **state)
{
	(void)state;
	static const struct {
		const char *input, *output;
		uint32_t invalid, first;
	} cases[] = {
	        {"plain", "plain", 0, 0},
	        {"", "", 0, 0},
	        {"\xEF\xBB\xBF"
	         "Astana",
	         "Astana", 0, 0},
	        {"\xEF\xBB\xBF", "", 0, 0},
	        {"Ast\xE9na", "Ast\uFFFDna", 1, 3},
	        {"\xFF\xFE", "\uFFFD\uFFFD", 2, 0},
	        {"ab\xD0", "ab\uFFFD", 1, 2},
	        {"\xED\xA0\x80x\xC0", "\uFFFD\uFFFD\uFFFDx\uFFFD", 4, 0},
	        {"Нур\xD0 Отан", "Нур\uFFFD Отан", 1, 6},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		kz_text text = text_of(cases[i].input, strlen(cases[i].input), 1000);
		assert_text(text.bytes, text.size, cases[i].output);
		assert_int_equal(text.invalid, cases[i].invalid);
		assert_int_equal(text.first_invalid, cases[i].first);
		assert_int_equal(kz_utf8_invalid(text.bytes, text.size), text.size);
		assert_false(text.cut);
	}
}

static void test_nuls(void **state)
{
	(void)state;
	assert_int_equal(text_of("a\0b\0\0", 5, 100).nuls, 3);
	assert_int_equal(text_of("a\0b\0\xD0\xB0", 6, 100).nuls, 2);
	assert_int_equal(text_of("\0", 1, 100).size, 1);
}

/* The limit never cuts a code point. */
static void test_cut(void **state)
{
	(void)state;
	static const char input[] = "Нур-Отан \xF0\x9F\x98\x80 and more";
	for (size_t limit = 1; limit < sizeof input; limit++) {
		kz_text text = text_of(input, sizeof input - 1, limit);
		assert_int_equal(text.cut, limit < sizeof input - 1);
		assert_true(text.size <= limit && text.size + 4 > limit);
		assert_int_equal(text.invalid, 0);
	}
}

static void test_offsets(void **state)
{
	(void)state;
	enum { SIZE = 9000 };
	static const char *const pieces[] = {"a", "ж", "€", "\xF0\x9F\x98\x80"};
	char *input = malloc(SIZE + 4);
	size_t size = 0;
	for (unsigned i = 1; size < SIZE; i = i * 1103515245u + 12345u) {
		const char *piece = pieces[i >> 16 & 3];
		memcpy(input + size, piece, strlen(piece));
		size += strlen(piece);
	}
	kz_text text = text_of(input, size, SIZE * 2);
	size_t points = 0, units = 0;
	for (uint32_t at = 0; at < size;) {
		uint32_t code;
		assert_int_equal(kz_text_offset(&text, at, KZNER_UNIT_BYTE), at);
		assert_int_equal(kz_text_offset(&text, at, KZNER_UNIT_CODEPOINT), points);
		assert_int_equal(kz_text_offset(&text, at, KZNER_UNIT_UTF16), units);
		at += kz_utf8_decode(input + at, size - at, &code);
		points++;
		units += code > 0xFFFF ? 2 : 1;
	}
	assert_int_equal(kz_text_offset(&text, (uint32_t)size, KZNER_UNIT_CODEPOINT), points);
	assert_int_equal(kz_text_offset(&text, UINT32_MAX, KZNER_UNIT_UTF16), units);
	free(input);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_repair),
	        cmocka_unit_test(test_nuls),
	        cmocka_unit_test(test_cut),
	        cmocka_unit_test(test_offsets),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
