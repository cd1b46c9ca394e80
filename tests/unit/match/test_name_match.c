/* match/name_match: names that no list has, from their words, their form and their neighbours. */
#include "support/test.h"

#include "support/stages.h"

static void finds(const char *text, const char *expected)
{
	test_stages_run(&test_shared, text, TEST_TITLES);
	assert_string_equal(test_show_mentions(&test_shared), expected);
}

static void test_people(void **state)
{
	(void)state;
	finds("He met Konstantin Syroezhkin.", "PERSON Konstantin Syroezhkin\n");
	finds("He met Mr. Syroezhkin.", "PERSON Syroezhkin\n");
	finds("He met political scientist Konstantin Syroezhkin.",
	      "TITLE political scientist\nPERSON Konstantin Syroezhkin\n");
	finds("He met Konstantin van Syroezhkin.", "PERSON Konstantin van Syroezhkin\n");
	finds("He met K. L. Syroezhkin.", "PERSON K. L. Syroezhkin\n");
}

static void test_heads(void **state)
{
	(void)state;
	finds("It was the Cotton Ministry.", "ORG Cotton Ministry\n");
	finds("It was the Ministry of Cotton.", "ORG Ministry of Cotton\n");
	finds("It was the Green Cotton Party.", "PARTY Green Cotton Party\n");
	finds("It was on Lake Xyzzy.", "PLACE Lake Xyzzy\n");
}

/* Small words and sentence starts are no names. */
static void test_nothing(void **state)
{
	(void)state;
	finds("He was home. It is to the home.", "");
	finds("the ministry of cotton", "");
	finds("", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_people),
	        cmocka_unit_test(test_heads),
	        cmocka_unit_test(test_nothing),
	};
	return cmocka_run_group_tests(tests, test_shared_open, test_shared_close);
}
