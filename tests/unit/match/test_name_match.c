/* match/name_match: names that no list has, from their words, their form and their neighbours. */
#include "support/test.h"

#include "match/evidence.h"
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

static uint32_t endings_of(const char *word)
{
	test_stages_run(&test_shared, word, TEST_TOKENS);
	return kz_name_endings(&test_shared.state, 0);
}

/* All kinds of endings; how long the word must be; those of companies and places in small letters only. */
static void test_endings(void **state)
{
	(void)state;
	assert_int_equal(endings_of("Akhmetov"), KZ_ENDING_SURNAME | KZ_ENDING_REGIONAL);
	assert_int_equal(endings_of("AKHMETOV"), KZ_ENDING_SURNAME | KZ_ENDING_REGIONAL);
	assert_int_equal(endings_of("Orlov"), KZ_ENDING_SURNAME);
	assert_int_equal(endings_of("Lvov"), 0);
	assert_int_equal(endings_of("Petrovich"), KZ_ENDING_SURNAME | KZ_ENDING_REGIONAL | KZ_ENDING_PATRONYMIC);
	assert_int_equal(endings_of("Путинский"), KZ_ENDING_SURNAME);
	assert_int_equal(endings_of("Gazprom"), KZ_ENDING_COMPANY);
	assert_int_equal(endings_of("GAZPROM"), 0);
	assert_int_equal(endings_of("Eurasiapetroleum"), KZ_ENDING_COMPANY);
	assert_int_equal(endings_of("Eurasiabetroleum"), 0);
	assert_int_equal(endings_of("Leningrad"), KZ_ENDING_PLACE);
	assert_int_equal(endings_of("Dimitrovgrad"), KZ_ENDING_PLACE);
	assert_int_equal(endings_of("Kodar"), 0);
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
	        cmocka_unit_test(test_endings),
	        cmocka_unit_test(test_nothing),
	};
	return cmocka_run_group_tests(tests, test_shared_open, test_shared_close);
}
