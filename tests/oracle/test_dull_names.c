/*
 * Words that stand alone and are taken out before they are weighed beside the weighing itself: random sentences of words that tell of
 * names, or of nothing. What is taken out would have come to nothing, whatever stands beside it.
 */
#include "support/test.h"

#include "support/stages.h"

#include <stdlib.h>
#include <string.h>

/* Included, not linked: what is asked here is nobody's else. */
#include "match/name_match.c"

static test_stages stages;

/* Unknown words and endings; names, titles, heads; what speaks for persons, places and bodies beside them; marks. */
static const char *const words[] = {
        "Zqorl",    "Brenk",     "Drolov",    "Tashtopia", "Vorgneft", "XQZ",     "KvarGloz",  "Q",      "John",
        "Smith",    "Nursultan", "Grant",     "Clay",      "Almaty",   "Russia",  "Kazakh",    "Nestle", "President",
        "minister", "editor",    "mayor",     "Ministry",  "Party",    "village", "newspaper", "oil",    "field",
        "agency",   "Bank",      "said",      "says",      "told",     "met",     "has",       "was",    "the",
        "The",      "a",         "of",        "in",        "at",       "to",      "with",      "from",   "near",
        "and",      "according", "According", "her",       "husband",  "wife",    "Mr.",       "Gen.",   "Dr",
        "de",       "van",       "Jr.",       "NGO",       "company",  "group",   "May",       "5",      "1998",
        "Monday",   "Economy",   "Will",      "Hope",      "Energy",   "table",   "quickly",   ",",      ";",
        ".",        "\"",        "\"",        "(",         ")",        "-",       "'",         ":",      "\n"};

enum { WORDS = sizeof words / sizeof *words, SENTENCE_WORDS = 9, TEXTS = 100000 };

static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 12) % below;
}

static void make_text(uint32_t *seed, char *text)
{
	for (int i = 0; i < SENTENCE_WORDS; i++) {
		text = stpcpy(text, words[draw(seed, WORDS)]);
		if (draw(seed, 8))
			text = stpcpy(text, " ");
	}
	strcpy(text, ".");
}

/* How many words are dull; none of them is a name by the weights. */
static uint32_t check(const char *text)
{
	uint32_t dull = 0;
	kz_state *s = &stages.state;
	kz_capital_lists lists;
	test_stages_run(&stages, text, TEST_RULES);
	uint32_t count = s->candidates.count;
	assert_true(kz_capitals_list(s, &lists));
	for (uint32_t k = 0; k < lists.names.count; k++) {
		kz_token_list one = {&lists.names.at[k], 1};
		uint32_t i = *one.at;
		if (i < 2 || i + 3 > s->tokens.count || !is_dull(s, i))
			continue;
		assert_true(match_bare(s, &one));
		if (s->candidates.count != count)
			fail_msg("token %u is a name: %s", i, text);
		dull++;
	}
	return dull;
}

static void test_random_sentences(void **state)
{
	(void)state;
	uint32_t seed = 1, dull = 0;
	for (int i = 0; i < TEXTS; i++) {
		char text[SENTENCE_WORDS * 16];
		make_text(&seed, text);
		dull += check(text);
	}
	print_message("# %u dull words\n", dull);
	assert_true(dull > TEXTS / 20);
}

static int open_model(void **state)
{
	(void)state;
	test_stages_open_file(&stages, getenv("KZNER_TEST_MODEL"));
	return 0;
}

static int close_model(void **state)
{
	(void)state;
	test_stages_close(&stages);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_sentences)};
	return cmocka_run_group_tests(tests, open_model, close_model);
}
