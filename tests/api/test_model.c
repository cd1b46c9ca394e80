/* Models through the public headers: what is in one, looking names up, references, arguments. */
#include "support/test.h"

#include "support/alloc.h"
#include "support/model.h"

static test_model m;

static int set_up(void **state)
{
	(void)state;
	test_model_make(&m, test_world);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	test_model_free(&m);
	return 0;
}

static void test_describe(void **state)
{
	(void)state;
	kzner_model_info info;
	kzner_model_describe(m.model, &info);
	assert_int_equal(info.entries, 21);
	assert_int_equal(info.entries_of_type[KZNER_TYPE_PERSON], 4);
	assert_int_equal(info.entries_of_type[KZNER_TYPE_PLACE], 7);
	assert_int_equal(info.entries_of_type[KZNER_TYPE_TITLE], 3);
	assert_int_equal(info.roles, 2);
	assert_int_equal(info.rules, 2);
	assert_int_equal(info.relations, 1);
	assert_int_equal(info.sources, 7);
	assert_int_equal(info.size, m.size);
	uint32_t sum = 0;
	for (int type = 0; type < KZNER_TYPE_COUNT; type++)
		sum += info.entries_of_type[type];
	assert_int_equal(sum, info.entries);
}

static void test_entries(void **state)
{
	(void)state;
	kzner_entry entry, before = {0};
	uint32_t index = 0, aliases = 0;
	for (; kzner_model_entry(m.model, index, &entry); index++) {
		if (before.id)
			assert_true(strcmp(before.id, entry.id) < 0);
		assert_int_equal(kzner_model_find_id(m.model, entry.id), index);
		aliases += entry.aliases;
		before = entry;
	}
	kzner_model_info info;
	kzner_model_describe(m.model, &info);
	assert_int_equal(index, info.entries);
	assert_int_equal(aliases, info.aliases);
	assert_int_equal(kzner_model_find_id(m.model, "place/nowhere"), UINT32_MAX);
	assert_int_equal(kzner_model_find_id(m.model, ""), UINT32_MAX);
	assert_int_equal(kzner_model_find_id(m.model, NULL), UINT32_MAX);
}

static void test_one_entry(void **state)
{
	(void)state;
	uint32_t index = kzner_model_find_id(m.model, "person/nursultan-nazarbayev");
	kzner_entry e;
	kzner_alias a;
	kzner_role r;
	assert_true(kzner_model_entry(m.model, index, &e));
	assert_string_equal(e.name, "Nursultan Nazarbayev");
	assert_int_equal(e.type, KZNER_TYPE_PERSON);
	assert_string_equal(e.subtype, "politician");
	assert_string_equal(e.country, "KZ");
	assert_string_equal(e.wikidata, "");
	assert_string_equal(e.parent, "");
	assert_int_equal(e.weight, 9);
	assert_string_equal(e.file, "people.tsv");
	assert_int_equal(e.line, 2);
	assert_true(kzner_model_alias(m.model, index, 0, &a));
	assert_string_equal(a.text, "Nursultan Nazarbayev");
	assert_true(kzner_model_alias(m.model, index, 1, &a));
	assert_string_equal(a.text, "Elbasy");
	assert_string_equal(a.flags, "context");
	assert_int_equal(e.roles, 1);
	assert_true(kzner_model_role(m.model, index, 0, &r));
	assert_string_equal(r.what, "President");
	assert_string_equal(r.object, "place/kazakhstan");
	assert_int_equal(r.from, 19900424);
	assert_int_equal(r.to, 20190320);
	assert_false(kzner_model_role(m.model, index, 1, &r));
	assert_false(kzner_model_alias(m.model, index, e.aliases, &a));
	assert_false(kzner_model_alias(m.model, UINT32_MAX, 0, &a));
	assert_false(kzner_model_role(m.model, UINT32_MAX, 0, &r));
	assert_false(kzner_model_entry(m.model, UINT32_MAX, &e));
}

static const char *id_of(uint32_t index)
{
	kzner_entry e;
	assert_true(kzner_model_entry(m.model, index, &e));
	return e.id;
}

static void finds(const char *name, const char *id, kzner_match match)
{
	kzner_lookup found[4];
	size_t count = kzner_model_lookup(m.model, name, strlen(name), found, 4);
	if (!count)
		fail_msg("%s is not found", name);
	assert_string_equal(id_of(found[0].entry), id);
	assert_int_equal(found[0].match, match);
}

static void test_lookup(void **state)
{
	(void)state;
	finds("Nursultan Nazarbayev", "person/nursultan-nazarbayev", KZNER_MATCH_EXACT);
	finds("Nazarbaev", "person/nursultan-nazarbayev", KZNER_MATCH_VARIANT);
	finds("Назарбаев", "person/nursultan-nazarbayev", KZNER_MATCH_VARIANT);
	finds("Alma-Ata", "place/almaty", KZNER_MATCH_EXACT);
	finds("CIS", "org/cis", KZNER_MATCH_EXACT);
	finds("Kazakhs", "place/kazakhstan", KZNER_MATCH_EXACT);
	kzner_lookup found[4];
	assert_int_equal(kzner_model_lookup(m.model, "Georgia", 7, found, 4), 2);
	assert_string_equal(id_of(found[0].entry), "place/georgia"); /* the heavier first */
	assert_int_equal(kzner_model_lookup(m.model, "Georgia", 7, found, 1), 2);
	assert_int_equal(kzner_model_lookup(m.model, "Georgia", 7, NULL, 0), 2);
	assert_int_equal(kzner_model_lookup(m.model, "Xyzzy", 5, found, 4), 0);
	assert_int_equal(kzner_model_lookup(m.model, "", 0, found, 4), 0);
	assert_int_equal(kzner_model_lookup(m.model, NULL, 0, NULL, 0), 0);
	assert_int_equal(kzner_model_lookup(m.model, "Astana and Almaty", 17, found, 4), 0);
	assert_int_equal(kzner_model_lookup(m.model, "\xFF\xFE", 2, found, 4), 0);
}

static void test_rules(void **state)
{
	(void)state;
	kzner_rule_info r;
	assert_true(kzner_model_rule(m.model, 0, &r));
	assert_string_equal(r.name, "date.month-day-year");
	assert_string_equal(r.result, "DATE");
	assert_string_equal(r.pattern, "{month} \\d{1,2}(?:, \\d{4})?");
	assert_string_equal(r.file, "dates.rules");
	assert_int_equal(r.is_relation, 0);
	assert_string_equal(r.examples, "+ He left on [March 3, 2014] by train.\n- It was early.");
	assert_true(kzner_model_rule(m.model, 2, &r));
	assert_string_equal(r.result, "visited");
	assert_int_equal(r.is_relation, 1);
	assert_false(kzner_model_rule(m.model, 3, &r));
	assert_false(kzner_model_rule(m.model, UINT32_MAX, &r));
}

static void test_type_names(void **state)
{
	(void)state;
	for (int type = 1; type < KZNER_TYPE_COUNT; type++)
		assert_int_equal(kzner_type_from_name(kzner_type_name((kzner_type)type)), type);
	assert_int_equal(kzner_type_from_name("person"), KZNER_TYPE_PERSON);
	assert_int_equal(kzner_type_from_name("town"), KZNER_TYPE_NONE);
	assert_int_equal(kzner_type_from_name(NULL), KZNER_TYPE_NONE);
	assert_string_equal(kzner_type_name((kzner_type)77), "NONE");
	assert_string_equal(kzner_source_name(KZNER_SOURCE_VARIANT), "variant");
	assert_string_equal(kzner_relation_status_name(KZNER_PLANNED), "planned");
	assert_string_equal(kzner_unit_name(KZNER_UNIT_UTF16), "utf16");
}

static void test_references(void **state)
{
	(void)state;
	test_alloc alloc = {0};
	kzner_allocator allocator = test_allocator(&alloc);
	kzner_model *model;
	assert_int_equal(kzner_model_open_memory(m.data, m.size, &allocator, &model, NULL), KZNER_OK);
	assert_ptr_equal(kzner_model_ref(model), model);
	assert_null(kzner_model_unref(model));
	assert_true(alloc.out > 0);
	kzner_model_info info;
	kzner_model_describe(model, &info);
	assert_null(kzner_model_unref(model));
	assert_int_equal(alloc.out, 0);
	assert_null(kzner_model_ref(NULL));
	assert_null(kzner_model_unref(NULL));
}

static void test_default_model(void **state)
{
	(void)state;
	kzner_model *model;
	kzner_error error;
	assert_int_equal(kzner_model_open_default(NULL, &model, &error), KZNER_OK);
	kzner_model_info info;
	kzner_model_describe(model, &info);
	assert_true(info.entries > 1000 && info.words > 1000);
	assert_int_not_equal(kzner_model_find_id(model, "place/kazakhstan"), UINT32_MAX);
	kzner_model_unref(model);
}

static void test_arguments(void **state)
{
	(void)state;
	kzner_error error;
	kzner_model *model = NULL;
	assert_int_equal(kzner_model_open(NULL, NULL, &model, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_model_open("x", NULL, NULL, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_model_open_memory(NULL, 10, NULL, &model, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_model_open_memory(m.data, m.size, NULL, NULL, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_model_open_memory((const char *)m.data + 4, m.size, NULL, &model, &error),
	                 KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_model_open_default(NULL, NULL, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_model_open(NULL, NULL, NULL, NULL), KZNER_ERROR_ARGUMENT);
	assert_null(model);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_describe),   cmocka_unit_test(test_entries),
	        cmocka_unit_test(test_one_entry),  cmocka_unit_test(test_lookup),
	        cmocka_unit_test(test_rules),      cmocka_unit_test(test_type_names),
	        cmocka_unit_test(test_references), cmocka_unit_test(test_default_model),
	        cmocka_unit_test(test_arguments),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
