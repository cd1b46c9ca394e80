/* resolve/entity: mentions of one thing are one entity, in the order of their first mentions. */
#include "support/test.h"

#include "support/stages.h"

static void finds(const char *text, const char *expected)
{
	test_stages_run(&test_shared, text, TEST_ENTITIES);
	assert_string_equal(test_show_mentions(&test_shared), expected);
}

static void test_spellings_of_one_entry(void **state)
{
	(void)state;
	finds("Nazarbaev and Nazarbayev and Назарбаев",
	      "PERSON Nazarbaev = person/nursultan-nazarbayev\nPERSON Nazarbayev = person/nursultan-nazarbayev\n"
	      "PERSON Назарбаев = person/nursultan-nazarbayev\n");
	assert_int_equal(test_shared.resolved.entities.count, 1);
	assert_int_equal(test_shared.resolved.entities.items[0].mention_count, 3);
}

static void test_nationality_words(void **state)
{
	(void)state;
	finds("Kazakh and Russian towns of Kazakhstan",
	      "NORP Kazakh = place/kazakhstan\nNORP Russian = place/russia\nPLACE Kazakhstan = place/kazakhstan\n");
	assert_int_equal(test_shared.resolved.entities.items[0].type, KZNER_TYPE_PLACE);
}

static void test_dates_have_none(void **state)
{
	(void)state;
	finds("On March 3, 2014 it grew by 3.6 percent.", "DATE March 3, 2014\nPERCENT 3.6 percent\n");
	assert_int_equal(test_shared.resolved.entities.count, 0);
}

/* Each entity has its mentions, each mention its entity. */
static void test_index(void **state)
{
	(void)state;
	test_stages_run(
	        &test_shared,
	        "Astana and Almaty and Astana on March 3. Erlan Idrissov of Astana met Idrissov in Russia, said Putin.",
	        TEST_ENTITIES);
	const kz_resolved *r = &test_shared.resolved;
	uint32_t total = 0, before = 0;
	for (uint32_t e = 0; e < r->entities.count; e++) {
		const kz_entity *entity = &r->entities.items[e];
		assert_int_equal(entity->first_mention, total);
		total += entity->mention_count;
		uint32_t first = r->mention_index[entity->first_mention];
		assert_true(!e || first > before);
		before = first;
		for (uint32_t k = 0; k < entity->mention_count; k++)
			assert_int_equal(r->mentions.items[r->mention_index[entity->first_mention + k]].entity, e);
	}
	for (uint32_t m = 0; m < r->mentions.count; m++)
		total -= r->mentions.items[m].entity != KZNER_NONE;
	assert_int_equal(total, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_spellings_of_one_entry),
	        cmocka_unit_test(test_nationality_words),
	        cmocka_unit_test(test_dates_have_none),
	        cmocka_unit_test(test_index),
	};
	return cmocka_run_group_tests(tests, test_shared_open, test_shared_close);
}
