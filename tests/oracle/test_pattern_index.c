/*
 * The index of relation patterns beside one that lets every pattern run at every trigger: both find the same evidence in all
 * examples of all patterns, so the index keeps back only what finds nothing.
 */
#include "support/test.h"

#include "support/stages.h"

#include <stdlib.h>
#include <string.h>

static test_stages with_index, without;

/* A title of any rank triggers what those of the others do. */
static void forget_ranks(kz_pattern_index *index)
{
	uint64_t *ranks = index->of_kind + KZNER_TYPE_COUNT * index->set_words;
	for (uint32_t k = 0; k < index->set_words; k++) {
		uint64_t all = 0;
		for (uint32_t rank = 0; rank < KZ_TITLE_RANKS; rank++)
			all |= ranks[rank * index->set_words + k];
		for (uint32_t rank = 0; rank < KZ_TITLE_RANKS; rank++)
			ranks[rank * index->set_words + k] = all;
	}
}

/* Every pattern is possible, and may match anywhere; its programs go on whatever stands there. */
static void let_all_pass(kz_pattern_index *index, const kzner_model *model)
{
	const kz_place_sign any = {.types = KZ_SIGN_ANY};
	const uint64_t anywhere =
	        KZ_AROUND_RIGHT(KZ_AROUND_ANYTHING) | KZ_AROUND_LEFT(KZ_AROUND_ANYTHING) | KZ_AROUND_NO_PAIR;
	forget_ranks(index);
	memset(index->of_group, 0xFF, index->set_words * sizeof *index->of_group);
	for (uint32_t i = 1; i < model->count[KZ_SECTION_PATTERNS]; i++) {
		index->sides[i] = (kz_pattern_sides){.right = {.pair = 0}};
		index->beside[i] = (kz_pattern_beside){any, any};
	}
	for (uint32_t i = 0; i < index->mention_count; i++)
		index->by_mentions[i].around = anywhere;
	for (uint32_t i = 0; i < index->word_trigger_count; i++)
		index->by_words[i].around = anywhere;
	for (uint32_t i = 0; i < index->argument_count; i++)
		index->arguments[i] = (kz_argument_types){UINT16_MAX, UINT16_MAX};
	for (uint32_t i = 0; i < index->programs.count; i++)
		index->programs.instructions[i].first = any;
}

/* "+planned Iran may meet [object:Turkey].": the text without its marks. */
static char *text_of(const char *example, size_t size)
{
	char *text = malloc(size + 1), *to = text;
	const char *end = example + size;
	example += strcspn(example, " ") + 1;
	for (const char *at = example; at < end; at++) {
		if (*at == '[')
			at += strcspn(at, ":");
		else if (*at != ']')
			*to++ = *at;
	}
	*to = '\0';
	return text;
}

static void check(const char *text, uint32_t *found)
{
	test_stages_run(&with_index, text, TEST_RELATIONS);
	test_stages_run(&without, text, TEST_RELATIONS);
	const kz_related *a = &with_index.related, *b = &without.related;
	if (a->evidence.count != b->evidence.count)
		fail_msg("%u instead of %u: %s", a->evidence.count, b->evidence.count, text);
	for (uint32_t i = 0; i < a->evidence.count; i++) {
		assert_int_equal(a->evidence.items[i].pattern, b->evidence.items[i].pattern);
		assert_int_equal(a->evidence.items[i].subject, b->evidence.items[i].subject);
		assert_int_equal(a->evidence.items[i].object, b->evidence.items[i].object);
	}
	*found += a->evidence.count;
}

static void test_examples(void **state)
{
	(void)state;
	const kzner_model *model = with_index.m.model;
	uint32_t texts = 0, found = 0;
	for (uint32_t i = 1; i < model->count[KZ_SECTION_PATTERNS]; i++) {
		const char *at = kz_string(model, model->patterns[i].examples);
		while (*at) {
			size_t size = strcspn(at, "\n");
			char *text = text_of(at, size);
			check(text, &found);
			free(text);
			at += size + (at[size] == '\n');
			texts++;
		}
	}
	print_message("# %u texts, %u times evidence\n", texts, found);
	assert_true(texts > 1000 && found > 1000);
}

/* Long sentences, words that come again, pronouns, names at both ends. */
static void test_long_sentences(void **state)
{
	(void)state;
	static const char *const parts[] = {
	        "Almaty, Kazakhstan, ",
	        "his visit to China and ",
	        "the president of Uzbekistan, Islam Karimov, met ",
	        "after meeting Vladimir Putin in Moscow, ",
	        "Kazakhstan and Russia signed a treaty with China, ",
	        "Nursultan Nazarbayev's Nur Otan party backs ",
	        "Gazprom, which is owned by Russia, sold gas to Ukraine, but ",
	};
	enum { COUNT = sizeof parts / sizeof *parts, LENGTH = 12 };
	uint32_t found = 0, seed = 1;
	for (int round = 0; round < 300; round++) {
		char text[4000] = "On Monday ";
		for (int i = 0; i < 1 + round % LENGTH; i++) {
			seed = seed * 1664525u + 1013904223u;
			strcat(text, parts[seed / 65536 % COUNT]);
		}
		strcat(text, "Tajikistan.");
		check(text, &found);
	}
	assert_true(found > 300);
}

static int open_models(void **state)
{
	(void)state;
	const char *path = getenv("KZNER_TEST_MODEL");
	test_stages_open_file(&with_index, path);
	test_stages_open_file(&without, path);
	let_all_pass(without.patterns, without.m.model);
	return 0;
}

static int close_models(void **state)
{
	(void)state;
	test_stages_close(&with_index);
	test_stages_close(&without);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples), cmocka_unit_test(test_long_sentences)};
	return cmocka_run_group_tests(tests, open_models, close_models);
}
