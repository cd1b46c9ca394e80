/* base/ascii: case and numbers of sources, whatever the locale. */
#include "support/test.h"

#include "base/ascii.h"

#include <stdio.h>
#include <stdlib.h>

static void test_same(void **state)
{
	(void)state;
	assert_true(kz_ascii_same("PERSON", "Person"));
	assert_true(kz_ascii_same("TITLE", "title"));
	assert_true(kz_ascii_same("", ""));
	assert_false(kz_ascii_same("title", "titles"));
	assert_false(kz_ascii_same("[", "{")); /* they differ in the case bit only */
	assert_false(kz_ascii_same("Ё", "ё"));
	assert_true(kz_ascii_same_bytes("Presidency", "PRESIDENT", 8));
}

static void test_numbers(void **state)
{
	(void)state;
	for (int i = 0; i <= 1000; i++) {
		char text[16];
		snprintf(text, sizeof text, "%d.%03d", i / 1000, i % 1000);
		assert_true(kz_ascii_share(text) == strtof(text, NULL));
	}
	assert_true(kz_ascii_share("1") == 1);
	assert_true(kz_ascii_share(".5") == 0.5f);
	assert_true(kz_ascii_share("12") == 12);
	static const char *const bad[] = {"",  ".",    "-0.5", "0,5", "0.5.5", "0.5x",
	                                  "x", " 0.5", "1e5",  "inf", "0x1",   "0.0000000001"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_true(kz_ascii_share(bad[i]) == -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_same),
	        cmocka_unit_test(test_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
