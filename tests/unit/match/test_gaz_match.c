/* match/gaz_match: names of the trie at every token, the longest and the shorter, capitals, hyphens, variants. */
#include "support/test.h"

#include "match/name_variant.h"
#include "support/stages.h"

static test_stages s;

static int set_up(void **state)
{
	(void)state;
	test_stages_open(&s, test_world);
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
	test_stages_run(&s, text, TEST_GAZETTEER);
	assert_string_equal(test_show_candidates(&s), expected);
}

static void test_longest_and_shorter(void **state)
{
	(void)state;
	finds("the Republic of Kazakhstan", "PLACE Republic of Kazakhstan gazetteer\nPLACE Kazakhstan gazetteer\n");
	finds("Nursultan Nazarbayev", "PERSON Nursultan Nazarbayev gazetteer\nPERSON Nazarbayev gazetteer\n");
	finds("nothing here", "");
}

/* One candidate for each type that the name may have. */
static void test_types(void **state)
{
	(void)state;
	finds("Turkestan", "PLACE Turkestan gazetteer\nORG Turkestan gazetteer\n");
	test_stages_run(&s, "Georgia", TEST_GAZETTEER);
	assert_int_equal(s.state.candidates.count, 1);
	assert_int_equal(s.state.candidates.items[0].all_options, 2);
}

static void test_capitals(void **state)
{
	(void)state;
	finds("kazakhstan", "");
	finds("KAZAKHSTAN", "PLACE KAZAKHSTAN gazetteer\n");
	finds("The CIS met", "ORG CIS gazetteer\n");
	finds("cis cis", "");
	finds("the president", "TITLE president gazetteer\n");
	finds("The President", "TITLE President gazetteer\n");
}

static void test_hyphens_and_breaks(void **state)
{
	(void)state;
	finds("Nur-Otan", "PARTY Nur-Otan gazetteer\nPARTY Otan gazetteer\n");
	finds("Nur\nOtan", "PARTY Nur Otan gazetteer\nPARTY Otan gazetteer\n");
	finds("Nur\n\nOtan", "PARTY Otan gazetteer\n");
	finds("Kassym Jomart Tokayev", "PERSON Kassym Jomart Tokayev gazetteer\nPERSON Tokayev gazetteer\n");
	finds("Alma Ata", "PLACE Alma Ata gazetteer\n");
}

static void test_variants(void **state)
{
	(void)state;
	finds("Nazarbaev", "PERSON Nazarbaev variant\n");
	finds("Kasymzhomart Tokaev", "PERSON Kasymzhomart Tokaev variant\nPERSON Tokaev variant\n");
	finds("Kazahstan", "PLACE Kazahstan variant\n");
	finds("Назарбаев", "PERSON Назарбаев variant\n");
	finds("Назарбаевтың", "PERSON Назарбаевтың variant\n");
	finds("в Казахстане", "PLACE Казахстане variant\n");
	finds("nazarbaev", "");
	finds("Nazarov", "");
}

/* What the model knows of a word's name key is what would be found. */
static void test_known_keys(void **state)
{
	(void)state;
	const kzner_model *model = s.m.model;
	uint32_t known_count = 0;
	for (uint32_t i = 1; i < model->first_key; i++) {
		kz_token token = {.end = model->words[i].length, .word = i, .kind = KZ_TOKEN_WORD};
		const kz_word_key *known = kz_known_key(model, &token);
		if (!known->word)
			continue;
		uint32_t hash, word = kz_variant_word(model, kz_word_text(model, i), &token, &hash);
		assert_int_equal(known->word, word ? word : KZ_NO_KEY);
		assert_int_equal(known->hash, hash);
		known_count++;
	}
	assert_true(known_count > 0);
	finds("Kasym Zhomart Tokaev", "PERSON Kasym Zhomart Tokaev variant\nPERSON Tokaev variant\n");
}

/* Flags of names: exact ones take no other letters, those that are switched off are not found at all. */
static void test_without(void **state)
{
	(void)state;
	s.options.without = 1u << KZNER_TYPE_PERSON;
	finds("Vladimir Putin of Astana", "PLACE Astana gazetteer\n");
	s.options.without = 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_longest_and_shorter),
	        cmocka_unit_test(test_types),
	        cmocka_unit_test(test_capitals),
	        cmocka_unit_test(test_hyphens_and_breaks),
	        cmocka_unit_test(test_variants),
	        cmocka_unit_test(test_known_keys),
	        cmocka_unit_test(test_without),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
