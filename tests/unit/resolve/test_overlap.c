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

static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

static void add_any(kz_state *state, uint32_t *seed, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t first = draw(seed, state->tokens.count - 6), end = first + 1 + draw(seed, 5);
		kzner_type type = (kzner_type)(KZNER_TYPE_PERSON + draw(seed, 4));
		kz_candidate *c =
		        kz_candidate_add(state, first, end, type, KZNER_SOURCE_NAME, 0.1f * (float)draw(seed, 10));
		assert_non_null(c);
		c->outcome = draw(seed, 4) ? KZNER_CHOSEN : KZNER_UNSUPPORTED;
	}
}

/* One in four gets or loses its support. */
static void change_any(kz_state *state, uint32_t *seed)
{
	for (uint32_t i = 0; i < state->candidates.count; i++) {
		kz_candidate *c = &state->candidates.items[i];
		if (draw(seed, 4))
			continue;
		c->outcome = c->outcome == KZNER_UNSUPPORTED ? KZNER_CHOSEN : KZNER_UNSUPPORTED;
		c->beaten_by = KZNER_NONE;
		c->changed = 1;
	}
}

/* What is chosen does not overlap, and what is beaten is by something chosen that it overlaps. */
static void check_outcomes(const kz_state *state)
{
	const kz_candidate *items = state->candidates.items;
	for (uint32_t i = 0; i < state->candidates.count; i++) {
		const kz_candidate *c = &items[i], *by = c->outcome == KZNER_BEATEN ? &items[c->beaten_by] : NULL;
		if (by)
			assert_true(by->outcome == KZNER_CHOSEN && by->first < c->end && c->first < by->end);
		for (uint32_t k = 0; k < i && c->outcome == KZNER_CHOSEN; k++)
			assert_false(items[k].outcome == KZNER_CHOSEN && items[k].first < c->end &&
			             c->first < items[k].end);
	}
}

static void run_letters(kz_state **ret_state)
{
	test_stages_run(&test_shared,
	                "a b c d e f g h i j k l m n o p q r s t u v w x y z. a b c d e f g h i j k l m n o p "
	                "q r s t u v w x y z. a b c d e f g h i j k l m n o p q r s t u v w x y z.",
	                TEST_SENTENCES);
	*ret_state = &test_shared.state;
	(*ret_state)->candidates.count = 0;
}

/* All is as a first run finds it. */
static void check_as_first(kz_state *s, const kz_resolved *kept)
{
	kz_resolved fresh = {0};
	check_outcomes(s);
	for (uint32_t i = 0; i < s->candidates.count; i++)
		s->candidates.items[i].changed = 1;
	assert_true(kz_overlaps_resolve(s, &fresh) && kz_mentions_make(s, &fresh));
	assert_int_equal(kept->mentions.count, fresh.mentions.count);
	for (uint32_t m = 0; m < fresh.mentions.count; m++) {
		assert_int_equal(kept->mentions.items[m].candidate, fresh.mentions.items[m].candidate);
		assert_int_equal(kept->mentions.items[m].sentence, fresh.mentions.items[m].sentence);
	}
}

/* A later run keeps what did not change: it gives what a first one would. */
static void test_later_runs(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed < 400; seed++) {
		kz_state *s;
		kz_resolved kept = {0};
		uint32_t next = seed;
		run_letters(&s);
		for (int run = 0; run < 4; run++) {
			add_any(s, &next, run ? 5 : 1 + draw(&next, 40));
			assert_true(kz_overlaps_resolve(s, &kept) && kz_mentions_make(s, &kept));
			check_as_first(s, &kept);
			change_any(s, &next);
		}
	}
}

/* So does settling again what mentions that lose their support overlap. */
static void test_settle_again(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed < 400; seed++) {
		kz_state *s;
		kz_resolved kept = {0};
		uint32_t next = seed, lost[100], count = 0;
		run_letters(&s);
		add_any(s, &next, 1 + draw(&next, 60));
		assert_true(kz_overlaps_resolve(s, &kept) && kz_mentions_make(s, &kept));
		for (uint32_t m = 0; m < kept.mentions.count; m++) {
			if (draw(&next, 3))
				continue;
			lost[count++] = m;
			s->candidates.items[kept.mentions.items[m].candidate].outcome = KZNER_UNSUPPORTED;
		}
		assert_true(kz_overlaps_settle_again(s, &kept, lost, count));
		check_as_first(s, &kept);
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
	        cmocka_unit_test(test_later_runs),
	        cmocka_unit_test(test_settle_again),
	        cmocka_unit_test(test_entries_beyond_doubt),
	};
	return cmocka_run_group_tests(tests, test_shared_open, test_shared_close);
}
