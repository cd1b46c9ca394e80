/* resolve/support: ordinary words, short forms and titles need something that speaks for them. */
#include "support/test.h"

#include "support/stages.h"

static void finds(const char *text, const char *expected)
{
	test_stages_run(&test_shared, text, TEST_ENTITIES);
	assert_string_equal(test_show_mentions(&test_shared), expected);
}

static void test_context_names(void **state)
{
	(void)state;
	finds("Liter was sold.", "");
	finds("The newspaper Liter was sold.", "ORG Liter = org/liter\n");
}

static void test_short_forms_need_the_full_name(void **state)
{
	(void)state;
	finds("Otan won. It is home.", "");
	finds("Nur Otan won. Otan won.", "PARTY Nur Otan = party/nur-otan\nPARTY Otan = party/nur-otan\n");
}

static void test_titles_need_a_name(void **state)
{
	(void)state;
	finds("The president left.", "");
	finds("The president, Nursultan Nazarbayev, left.",
	      "TITLE president\nPERSON Nursultan Nazarbayev = person/nursultan-nazarbayev\n");
	finds("He met President Boris Yeltsin.", "TITLE President\nPERSON Boris Yeltsin = person/boris-yeltsin\n");
	finds("Boris Yeltsin, a political scientist, left.",
	      "PERSON Boris Yeltsin = person/boris-yeltsin\nTITLE political scientist\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_context_names),
	        cmocka_unit_test(test_short_forms_need_the_full_name),
	        cmocka_unit_test(test_titles_need_a_name),
	};
	return cmocka_run_group_tests(tests, test_shared_open, test_shared_close);
}
