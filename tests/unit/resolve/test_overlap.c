/* resolve/overlap: the order of preference, and what is kept of those that lost. */
#include "support/test.h"

#include "support/stages.h"

static void chooses(const char *text, const char *expected)
{
	test_stages_run(&test_shared, text, TEST_OVERLAPS);
	assert_string_equal(test_show_mentions(&test_shared), expected);
}

static void test_longer_before_shorter(void **state)
{
	(void)state;
	chooses("the Republic of Kazakhstan", "PLACE Republic of Kazakhstan\n");
	chooses("met Nursultan Nazarbayev there", "PERSON Nursultan Nazarbayev\n");
	chooses("the Commonwealth of Independent States", "ORG Commonwealth of Independent States\n");
}

/* Mentions come in the order of the text and do not overlap. */
static void test_order(void **state)
{
	(void)state;
	test_stages_run(
	        &test_shared,
	        "Boris Yeltsin, Nur-Otan and the Republic of Kazakhstan on March 3, 2014 by 3.6 percent in Almaty",
	        TEST_OVERLAPS);
	assert_true(test_shared.resolved.mentions.count >= 6);
	for (uint32_t i = 1; i < test_shared.resolved.mentions.count; i++)
		assert_true(test_shared.resolved.mentions.items[i - 1].end <=
		            test_shared.resolved.mentions.items[i].first);
}

static void test_losers_know_who_beat_them(void **state)
{
	(void)state;
	test_stages_run(&test_shared, "met Nursultan Nazarbayev there", TEST_OVERLAPS);
	const kz_candidate *c = test_shared.state.candidates.items;
	for (uint32_t i = 0; i < test_shared.state.candidates.count; i++) {
		assert_int_equal(c[i].outcome == KZNER_BEATEN, c[i].beaten_by != KZNER_NONE);
		if (c[i].outcome != KZNER_BEATEN)
			continue;
		const kz_candidate *winner = &c[c[i].beaten_by];
		assert_int_equal(winner->outcome, KZNER_CHOSEN);
		assert_true(winner->first < c[i].end && c[i].first < winner->end);
	}
}

static void test_entries_beyond_doubt(void **state)
{
	(void)state;
	test_stages_run(&test_shared, "Astana and Georgia", TEST_OVERLAPS);
	const kzner_model *model = test_shared.m.model;
	assert_true(kz_seen_make(&test_shared.state, &test_shared.resolved));
	assert_true(kz_resolved_names(&test_shared.resolved, kz_find_entry(model, "place/astana")));
	assert_false(kz_resolved_names(&test_shared.resolved, kz_find_entry(model, "place/almaty")));
	/* Georgia may be either. */
	assert_false(kz_resolved_names(&test_shared.resolved, kz_find_entry(model, "place/georgia")));
	assert_false(kz_resolved_names(NULL, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_longer_before_shorter),
	        cmocka_unit_test(test_order),
	        cmocka_unit_test(test_losers_know_who_beat_them),
	        cmocka_unit_test(test_entries_beyond_doubt),
	};
	return cmocka_run_group_tests(tests, test_shared_open, test_shared_close);
}
