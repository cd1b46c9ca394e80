/* resolve/link: entries that share a name, chosen by weight, country and date, with a reason. */
#include "support/test.h"

#include "support/stages.h"

static const kz_entity *entity_of(const char *text, int32_t date, uint32_t mention)
{
	test_stages_run_dated(&test_shared, text, date, TEST_ENTITIES);
	assert_true(mention < test_shared.resolved.mentions.count);
	return &test_shared.resolved.entities.items[test_shared.resolved.mentions.items[mention].entity];
}

static void links(const char *text, uint32_t mention, const char *id)
{
	const kz_entity *e = entity_of(text, 0, mention);
	assert_string_equal(kz_string(test_shared.m.model, test_shared.m.model->entries[e->entry].id), id);
	assert_true(e->confidence > 0 && e->confidence <= 1);
	assert_true(e->reason[0]);
}

static void test_one_entry(void **state)
{
	(void)state;
	links("Astana", 0, "place/astana");
	assert_true(entity_of("Astana", 0, 0)->confidence > 0.9f);
	assert_string_equal(entity_of("Astana", 0, 0)->reason, "the only entry with this name");
}

static void test_weight(void **state)
{
	(void)state;
	links("Georgia", 0, "place/georgia");
	assert_true(entity_of("Georgia", 0, 0)->confidence < 0.9f); /* it may be the other */
}

static void test_country_beside(void **state)
{
	(void)state;
	links("The Russian Foreign Ministry spoke.", 1, "org/foreign-ministry-ru");
	links("The Kazakh Foreign Ministry spoke.", 1, "org/foreign-ministry-kz");
}

static void test_type(void **state)
{
	(void)state;
	links("He lives in Turkestan now.", 0, "place/turkestan");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_one_entry),
	        cmocka_unit_test(test_weight),
	        cmocka_unit_test(test_country_beside),
	        cmocka_unit_test(test_type),
	};
	return cmocka_run_group_tests(tests, test_shared_open, test_shared_close);
}
