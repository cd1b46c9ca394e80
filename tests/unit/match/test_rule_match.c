/* match/rule_match: anchored at triggers only, whole tokens only, groups, values, limits. */
#include "support/test.h"

#include "support/stages.h"

static const test_source sources[] = {
        {"words.tsv", "word\tclass\nJanuary\tmonth\nMarch\tmonth\n"},
        {"r.rules", "rule month\ntype DATE\ntrigger @month\npattern (?:January|March) \\d+\n\n"
                    "rule group\ntype LAW\ntrigger treaty\npattern treaty of (?<m>[A-Z]\\w+)\n\n"
                    "rule part\ntype EVENT\ntrigger CAPITAL\npattern Sum\n\n"
                    "rule url\ntype ORG\ntrigger URL\npattern \\S+\\.kz\n\n"
                    "rule symbol\ntype MONEY\ntrigger SYMBOL\npattern \\$\\d+\nvalue money\n\n"
                    "rule slow\ntype PLACE\ntrigger slow\npattern slow(?:a|aa|aaa)*b\n"},
        {NULL, NULL},
};

static test_stages s;

static int set_up(void **state)
{
	(void)state;
	test_stages_open(&s, sources);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	test_stages_close(&s);
	return 0;
}

static void finds(const char *text, const char *expected)
{
	test_stages_run(&s, text, TEST_RULES);
	assert_string_equal(test_show_candidates(&s), expected);
}

static void test_triggers(void **state)
{
	(void)state;
	finds("On March 3 he left", "DATE March 3 rule\n");
	finds("On march 3 he left", "");
	finds("March\n 12", "DATE March 12 rule\n");
	finds("It is on novopol.kz now", "ORG novopol.kz rule\n");
	finds("treaty of Rome", "LAW Rome rule\n");
	finds("Treaty of Rome", "");
}

/* A match that ends within a token is none. */
static void test_whole_tokens(void **state)
{
	(void)state;
	finds("Sum", "EVENT Sum rule\n");
	finds("Summit", "");
	finds("lowSum", "");
}

static void test_values(void **state)
{
	(void)state;
	test_stages_run(&s, "It cost $30 then", TEST_RULES);
	assert_int_equal(s.state.candidates.count, 1);
	assert_string_equal(s.state.candidates.items[0].value, "30 USD");
}

static void test_limits(void **state)
{
	(void)state;
	char text[200] = "slow";
	memset(text + 4, 'a', 150);
	finds(text, "");
	test_stages_run(&s, "slow", TEST_RULES);
	assert_false(s.state.limits.rule_match);
	/* The word must be the trigger: let it be parted from what makes the pattern slow. */
	test_stages_close(&s);
	static const test_source slow[] = {
	        {"r.rules", "rule slow\ntype PLACE\ntrigger slow\npattern slow (?:a|aa|aaa)*b\n"}, {NULL, NULL}};
	test_stages_open(&s, slow);
	text[4] = ' ';
	strcat(text, " b"); /* otherwise PCRE2 sees at once that there is none */
	test_stages_run(&s, text, TEST_RULES);
	assert_true(s.state.limits.rule_match);
	test_stages_run(&s, "slow ab", TEST_RULES);
	assert_false(s.state.limits.rule_match);
	assert_string_equal(test_show_candidates(&s), "PLACE slow ab rule\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_triggers),
	        cmocka_unit_test(test_whole_tokens),
	        cmocka_unit_test(test_values),
	        cmocka_unit_test(test_limits),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
