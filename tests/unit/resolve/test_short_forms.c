/* resolve/short_forms: surnames, acronyms in brackets, spelling variants of one document. */
#include "support/test.h"

#include "support/stages.h"

static void finds(const char *text, const char *expected)
{
	test_stages_run(&test_shared, text, TEST_ENTITIES);
	assert_string_equal(test_show_mentions(&test_shared), expected);
}

static void test_surnames(void **state)
{
	(void)state;
	finds("Zhadyra Toktamyssova, a baker, spoke. Toktamyssova left.",
	      "PERSON Zhadyra Toktamyssova = Zhadyra Toktamyssova\nPERSON Toktamyssova = Zhadyra Toktamyssova\n");
	/* In another spelling too. */
	finds("Zhadyra Toktamyssova, a baker, spoke. Toktamysova left.",
	      "PERSON Zhadyra Toktamyssova = Zhadyra Toktamyssova\nPERSON Toktamysova = Zhadyra Toktamyssova\n");
}

/* Of two who share a surname the nearer before it is meant. */
static void test_homonyms(void **state)
{
	(void)state;
	finds("Erlan Idrissov and Gulnara Idrissov spoke. Idrissov left.",
	      "PERSON Erlan Idrissov = Erlan Idrissov\nPERSON Gulnara Idrissov = Gulnara Idrissov\n"
	      "PERSON Idrissov = Gulnara Idrissov\n");
}

static void test_brackets(void **state)
{
	(void)state;
	test_stages_run(&test_shared, "The Ministry of Cotton (MOC) met. Then the MOC left.", TEST_ENTITIES);
	assert_int_equal(test_shared.resolved.entities.count, 1);
	assert_int_equal(test_shared.resolved.entities.items[0].mention_count, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_surnames),
	        cmocka_unit_test(test_homonyms),
	        cmocka_unit_test(test_brackets),
	};
	return cmocka_run_group_tests(tests, test_shared_open, test_shared_close);
}
