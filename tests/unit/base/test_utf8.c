/* base/utf8: every code point there and back, what is no UTF-8, counts in three units. */
#include "support/test.h"

#include "base/utf8.h"

static void test_round_trip(void **state)
{
	(void)state;
	for (uint32_t code = 1; code <= 0x10FFFF; code += code < 0x11000 ? 1 : 37) {
		if (code >= 0xD800 && code < 0xE000)
			continue;
		char bytes[4];
		uint32_t back = 0;
		unsigned length = kz_utf8_encode(code, bytes);
		assert_int_equal(kz_utf8_decode(bytes, length, &back), length);
		assert_int_equal(back, code);
		if (length > 1)
			assert_int_equal(kz_utf8_decode(bytes, length - 1, &back), 0);
	}
}

static void test_invalid(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t size, at;
	} cases[] = {
	        {"abc", 3, 3},
	        {"", 0, 0},
	        {"abcdefgh\x80", 9, 8},
	        {"\xC0\x80", 2, 0},         /* overlong NUL */
	        {"\xC1\xBF", 2, 0},         /* overlong */
	        {"\xE0\x9F\xBF", 3, 0},     /* overlong */
	        {"\xF0\x8F\xBF\xBF", 4, 0}, /* overlong */
	        {"a\xED\xA0\x80", 4, 1},    /* surrogate */
	        {"\xF4\x90\x80\x80", 4, 0}, /* above U+10FFFF */
	        {"\xF5\x80\x80\x80", 4, 0}, /* no such first byte */
	        {"ab\xD0", 3, 2},           /* cut short */
	        {"\xE2\x82", 2, 0},         /* cut short */
	        {"\xD0\xB0\xD0\x41", 4, 2}, /* no continuation */
	        {"1234567\xD0\xB0", 9, 9},  /* across the eight-byte step */
	        {"\xD0\xB0"
	         "12345678\xFF",
	         11, 10},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(kz_utf8_invalid(cases[i].text, cases[i].size), cases[i].at);
}

static void test_counts(void **state)
{
	(void)state;
	static const char text[] = "Назарбаев said \xF0\x9F\x98\x80 – ok";
	for (size_t size = 0; size < sizeof text; size++) {
		size_t points = 0, units = 0;
		for (size_t i = 0; i < size; i++) {
			unsigned char c = (unsigned char)text[i];
			points += (c & 0xC0) != 0x80;
			units += ((c & 0xC0) != 0x80) + (c >= 0xF0);
		}
		assert_int_equal(kz_utf8_count(text, size), points);
		assert_int_equal(kz_utf8_count_utf16(text, size), units);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_round_trip),
	        cmocka_unit_test(test_invalid),
	        cmocka_unit_test(test_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
