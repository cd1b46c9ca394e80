/* extract/document_date: the date of a text that came without one, and what is a date at all. */
#include "support/test.h"

#include "extract/document_date.h"
#include "support/stages.h"

static void dates(const char *text, const char *expected)
{
	const char *date = NULL;
	test_stages_run(&test_shared, text, TEST_SENTENCES);
	assert_true(kz_document_date(&test_shared.state, NULL, &date));
	if (expected)
		assert_string_equal(date, expected);
	else
		assert_null(date);
}

static void test_found(void **state)
{
	(void)state;
	dates("Astana, January 26, 2005 (Interfax)", "2005-01-26");
	dates("26 January 2005", "2005-01-26");
	dates("By N. N. 1/26/2005", "2005-01-26");
	dates("2005-01-26", "2005-01-26");
	dates("Sent January 26 2005", "2005-01-26");
}

static void test_not_found(void **state)
{
	(void)state;
	dates("", NULL);
	dates("In 2005 it was", NULL);
	dates("On January 26 it was", NULL);
	dates("26/1/2005", NULL); /* no 26th month */
	dates("January 32, 2005", NULL);
	dates("January 1, 1605", NULL);
	dates("january 26, 2005", NULL);
}

static void test_given(void **state)
{
	(void)state;
	const char *date;
	test_stages_run(&test_shared, "January 26, 2005", TEST_SENTENCES);
	assert_true(kz_document_date(&test_shared.state, "1999-05", &date));
	assert_string_equal(date, "1999-05");
	assert_int_equal(test_shared.state.date, 19990500);
	assert_true(kz_is_date("1999"));
	assert_false(kz_is_date("99"));
	assert_false(kz_is_date("1999-5-1"));
}

/* A date deep in a text is what the text speaks of, not its own. */
static void test_only_near_the_beginning(void **state)
{
	(void)state;
	char text[2000] = "";
	for (int i = 0; i < 100; i++)
		strcat(text, "word ");
	strcat(text, "January 26, 2005");
	dates(text, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_found),
	        cmocka_unit_test(test_not_found),
	        cmocka_unit_test(test_given),
	        cmocka_unit_test(test_only_near_the_beginning),
	};
	return cmocka_run_group_tests(tests, test_shared_open, test_shared_close);
}
