/* match/rule_match: anchored at triggers only, what they need behind them, whole tokens only, groups, values, limits. */
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

static void check_rules(const char *const rows[][2], size_t count, const char *rules)
{
	const test_source own[] = {
	        {"words.tsv", "word\tclass\nJanuary\tmonth\nMarch\tmonth\n"}, {"r.rules", rules}, {NULL, NULL}};
	test_stages_close(&s);
	test_stages_open(&s, own);
	for (size_t i = 0; i < count; i++)
		finds(rows[i][0], rows[i][1]);
	test_stages_close(&s);
	test_stages_open(&s, sources);
}

#define CHECK_RULES(rows, rules) check_rules(rows, sizeof(rows) / sizeof *(rows), rules)

static void test_forms_of_numbers(void **state)
{
	(void)state;
	static const char *const years[][2] = {
	        {"1999", "DATE 1999 rule\n"},
	        {"1000", "DATE 1000 rule\n"},
	        {"2099", "DATE 2099 rule\n"},
	        {"2100", ""},
	        {"0999", ""},
	        {"199", ""},
	        {"19990", ""},
	        {"1999s", ""},
	        {"19.5", ""},
	        {"1,50", ""},
	        {"19th", ""},
	        {"year", ""},
	};
	CHECK_RULES(years, "rule a\ntype DATE\ntrigger YEAR\npattern [\\w.,]+\n");
	static const char *const lettered[][2] = {
	        {"19th", "DATE 19th rule\n"},
	        {"1990s", "DATE 1990s rule\n"},
	        {"5m", "DATE 5m rule\n"},
	        {"5", ""},
	        {"5 m", ""},
	        {"m5", ""},
	};
	CHECK_RULES(lettered, "rule a\ntype DATE\ntrigger LETTERED\npattern \\w+\n");
	static const char *const ordinals[][2] = {{"1st", "DATE 1st rule\n"},
	                                          {"2nd", "DATE 2nd rule\n"},
	                                          {"3rd", "DATE 3rd rule\n"},
	                                          {"19th", "DATE 19th rule\n"},
	                                          {"19TH", ""},
	                                          {"5t", ""},
	                                          {"1990s", ""},
	                                          {"19", ""}};
	CHECK_RULES(ordinals, "rule a\ntype DATE\ntrigger ORDINAL\npattern \\w+\n");
	static const char *const plurals[][2] = {
	        {"1990s", "DATE 1990s rule\n"}, {"90s", "DATE 90s rule\n"}, {"19th", ""}, {"5km", ""}, {"1990", ""}};
	CHECK_RULES(plurals, "rule a\ntype DATE\ntrigger PLURAL\npattern \\w+\n");
	static const char *const measured[][2] = {
	        {"5m", "DATE 5m rule\n"}, {"5pct", "DATE 5pct rule\n"}, {"19th", ""}, {"1990s", ""}, {"5", ""}};
	static const char *const capitalised[][2] = {{"March", "DATE March rule\n"},
	                                             {"MARCH", "DATE MARCH rule\n"},
	                                             {"march", ""},
	                                             {"Law 5", "DATE Law rule\n"},
	                                             {"law 5", ""},
	                                             {"may", "DATE may rule\n"}};
	CHECK_RULES(
	        capitalised,
	        "rule a\ntype DATE\ntrigger CAPITALISED @month; CAPITALISED Law before NUMBER; may\npattern \\w+\n");
	CHECK_RULES(measured, "rule a\ntype DATE\ntrigger MEASURED\npattern \\w+\n");
	static const char *const dotted[][2] = {
	        {"14.02.2023", "DATE 14.02.2023 rule\n"},
	        {"1.2.3", "DATE 1.2.3 rule\n"},
	        {"1.25", ""},
	        {"1,2,3", ""},
	        {"1.2.", ""},
	};
	CHECK_RULES(dotted, "rule a\ntype DATE\ntrigger DOTTED\npattern [\\d.]+\n");
}

static void test_before(void **state)
{
	(void)state;
	static const char *const next[][2] = {
	        {"12 March", "DATE 12 rule\n"},
	        {"12 march", "DATE 12 rule\n"},
	        {"12%", "DATE 12 rule\n"},
	        {"12 – 13", "DATE 12 rule\n"},
	        {"12 of March", ""},
	        {"12", ""},
	        {"March 12", ""},
	        {"12 days", ""},
	};
	CHECK_RULES(next, "rule a\ntype DATE\ntrigger NUMBER before @month, %, -\npattern \\d+\n");
	static const char *const near[][2] = {
	        {"12 a a March", "DATE 12 rule\n"},
	        {"12 a March", "DATE 12 rule\n"},
	        {"12 a a a March", ""},
	        {"12 a 13 a March", "DATE 13 rule\n"},
	        {"12 a 13 March", "DATE 12 rule\nDATE 13 rule\n"},
	};
	CHECK_RULES(near, "rule a\ntype DATE\ntrigger NUMBER before @month within 3\npattern \\d+\n");
	static const char *const both[][2] = {
	        {"12 a March", "DATE 12 rule\n"}, {"12 b March", ""}, {"12 a", ""}, {"12 March a", ""}};
	CHECK_RULES(both, "rule a\ntype DATE\ntrigger NUMBER before a before @month within 3\npattern \\d+\n");
	static const char *const forms[][2] = {
	        {"12 Days", "DATE 12 rule\n"}, {"12 1999", "DATE 12 rule\n"}, {"12 199", ""}, {"12 days", ""}};
	CHECK_RULES(forms, "rule a\ntype DATE\ntrigger NUMBER before CAPITAL, YEAR\npattern 12\n");
	static const char *const words[][2] = {
	        {"New year", "DATE New rule\n"}, {"New day", ""}, {"Old", "DATE Old rule\n"}};
	CHECK_RULES(words, "rule a\ntype DATE\ntrigger New before year; Old\npattern \\w+\n");
}

/* Each trigger has its own needs; where two are met, the rule is still run once. */
static void test_several_triggers(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
	        {"1999", "DATE 1999 rule\n"},       {"12 March", "DATE 12 rule\n"},
	        {"1999 March", "DATE 1999 rule\n"}, {"12", ""},
	        {"old", "DATE old rule\n"},         {"before", "DATE before rule\n"},
	};
	CHECK_RULES(rows, "rule a\ntype DATE\ntrigger YEAR; NUMBER before @month; old, before\npattern \\w+\n");
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

#define NOT_COUNTED                                                                                                    \
	"define lists (?(DEFINE)(?<C>(?!\\s(?:people|houses|tonnes|books|horses|hectares|members|students|teachers|"   \
	"soldiers|villages|schools|hospitals|apartments|aircraft|barrels|inhabitants|spectators|signatures|employees|" \
	"enterprises|kilometres|megawatts)\\b)))\n"

/* An assertion that two rules define is a program of its own; what they find is the same. */
static void test_shared_assertions(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
	        {"In 1999 it rained", "DATE 1999 rule\n"},
	        {"Of 1999 people", ""},
	        {"1999 horses and 1998 horsemen", "DATE 1998 rule\n"},
	        {"March 5 and March 6 books", "EVENT March 5 rule\nEVENT March rule\n"},
	};
	CHECK_RULES(rows, NOT_COUNTED "rule a\ntype DATE\ntrigger YEAR\npattern {lists}\\d{4}(?&C)\n\n"
	                              "rule b\ntype EVENT\ntrigger @month\n"
	                              "pattern {lists}March(?: \\d(?&C))?\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_triggers),         cmocka_unit_test(test_whole_tokens),
	        cmocka_unit_test(test_forms_of_numbers), cmocka_unit_test(test_before),
	        cmocka_unit_test(test_several_triggers), cmocka_unit_test(test_values),
	        cmocka_unit_test(test_limits),           cmocka_unit_test(test_shared_assertions),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
