/* Extracting and writing through the public headers: a whole result, options, limits, warnings, ownership, arguments. */
#include "support/test.h"

#include "support/alloc.h"
#include "support/model.h"

#include <math.h>
#include <stdlib.h>

static test_model m;
static kzner_extractor *extractor;

static int set_up(void **state)
{
	(void)state;
	test_model_make(&m, test_world);
	return kzner_extractor_new(m.model, NULL, NULL, &extractor);
}

static int tear_down(void **state)
{
	(void)state;
	kzner_extractor_free(extractor);
	test_model_free(&m);
	return 0;
}

static const kzner_result *extract_with(kzner_extractor *x, const char *text, size_t size, const char *date)
{
	kzner_document document = {text, size, "test", date};
	const kzner_result *result = NULL;
	kzner_error error;
	if (kzner_extract(x, &document, &result, &error))
		fail_msg("%s", error.message);
	return result;
}

static const kzner_result *extract(const char *text)
{
	return extract_with(extractor, text, strlen(text), NULL);
}

typedef struct bytes {
	char *data;
	size_t size;
} bytes;

static int collect(const char *data, size_t size, void *user)
{
	bytes *b = user;
	b->data = realloc(b->data, b->size + size + 1);
	memcpy(b->data + b->size, data, size);
	b->size += size;
	b->data[b->size] = '\0';
	return 0;
}

static void writes(const kzner_result *result, const kzner_write_options *options, const char *expected)
{
	bytes out = {0};
	assert_int_equal(kzner_write_json(result, options, &(kzner_sink){collect, &out}), KZNER_OK);
	assert_string_equal(out.data, expected);
	free(out.data);
}

static void test_whole_result(void **state)
{
	(void)state;
	const kzner_result *r = extract("Boris Yeltsin visited Almaty on March 3, 2014.");
	size_t count, size;
	const kzner_mention *mention = kzner_result_mentions(r, &count);
	assert_int_equal(count, 3);
	assert_int_equal(mention[0].type, KZNER_TYPE_PERSON);
	assert_int_equal(mention[0].span.end, 13);
	assert_int_equal(mention[0].source, KZNER_SOURCE_GAZETTEER);
	assert_string_equal(mention[0].file, "people.tsv");
	assert_int_equal(mention[0].line, 5);
	assert_string_equal(mention[0].subtype, "politician");
	assert_int_equal(mention[2].type, KZNER_TYPE_DATE);
	assert_int_equal(mention[2].entity, KZNER_NONE);
	assert_string_equal(mention[2].value, "2014-03-03");
	const kzner_entity *entity = kzner_result_entities(r, &count);
	assert_int_equal(count, 2);
	assert_string_equal(entity[0].gazetteer, "person/boris-yeltsin");
	assert_string_equal(entity[1].name, "Almaty");
	assert_null(entity[1].wikidata);
	assert_int_equal(entity[1].mention_count, 1);
	const kzner_relation *relation = kzner_result_relations(r, &count);
	assert_int_equal(count, 1);
	assert_string_equal(relation[0].type, "visited");
	assert_int_equal(relation[0].subject, 0);
	assert_int_equal(relation[0].object, 1);
	assert_int_equal(relation[0].status, KZNER_ASSERTED);
	assert_string_equal(relation[0].plover, "CONSULT");
	assert_int_equal(relation[0].evidence_count, 1);
	assert_string_equal(relation[0].evidence[0].file, "visits.relations");
	assert_int_equal(relation[0].evidence[0].line, 2);
	const kzner_cooccurrence *pair = kzner_result_cooccurrences(r, &count);
	assert_int_equal(count, 1);
	assert_true(pair[0].a == 0 && pair[0].b == 1 && pair[0].count == 1);
	kzner_result_sentences(r, &count);
	assert_int_equal(count, 1);
	kzner_result_text(r, &size);
	assert_int_equal(size, 46);
	assert_string_equal(kzner_result_id(r), "test");
	assert_string_equal(kzner_result_date(r), "2014-03-03");
	assert_null(kzner_result_limits(r)[0]);
	assert_null(kzner_result_warnings(r)[0]);
}

static void test_nothing(void **state)
{
	(void)state;
	kzner_document document = {NULL, 0, NULL, NULL};
	const kzner_result *r;
	assert_int_equal(kzner_extract(extractor, &document, &r, NULL), KZNER_OK);
	assert_null(kzner_result_id(r));
	assert_null(kzner_result_date(r));
	writes(r, NULL,
	       "{\"schema\":\"kzner/1\",\"id\":null,\"date\":null,\"language\":\"und\",\"offset_unit\":\"codepoint\","
	       "\"mentions\":[],\"entities\":[],\"relations\":[],\"cooccurrences\":[]}\n");
}

static void test_written(void **state)
{
	(void)state;
	static const char text[] = "“Astana”\xF0\x9F\x98\x80 Almaty";
	const kzner_result *r = extract_with(extractor, text, strlen(text), "2014");
	kzner_write_options o = kzner_write_options_default();
	o.unit = KZNER_UNIT_UTF16;
	o.meta = "{\"a\":1}";
	o.meta_size = 7;
	bytes out = {0};
	assert_int_equal(kzner_write_json(r, &o, &(kzner_sink){collect, &out}), KZNER_OK);
	assert_non_null(strstr(out.data, "\"date\":\"2014\""));
	assert_non_null(strstr(out.data, "\"offset_unit\":\"utf16\",\"meta\":{\"a\":1},"));
	assert_non_null(
	        strstr(out.data, "{\"id\":\"m0\",\"start\":1,\"end\":7,\"text\":\"Astana\",\"type\":\"PLACE\""));
	assert_non_null(strstr(out.data, "{\"id\":\"m1\",\"start\":11,\"end\":17,"));
	free(out.data);
}

/* The three units count the same places. */
static void test_units(void **state)
{
	(void)state;
	static const char text[] = "Нұр \xF0\x9F\x98\x80 Astana";
	const kzner_result *r = extract(text);
	size_t count;
	const kzner_mention *mention = kzner_result_mentions(r, &count);
	assert_int_equal(mention[count - 1].span.begin, 12);
	assert_int_equal(kzner_result_offset(r, 12, KZNER_UNIT_BYTE), 12);
	assert_int_equal(kzner_result_offset(r, 12, KZNER_UNIT_CODEPOINT), 6);
	assert_int_equal(kzner_result_offset(r, 12, KZNER_UNIT_UTF16), 7);
	assert_int_equal(kzner_result_offset(r, 999, KZNER_UNIT_CODEPOINT), 12);
}

static size_t mentions_with(const kzner_extract_options *options, const char *text)
{
	kzner_extractor *x;
	size_t count;
	assert_int_equal(kzner_extractor_new(m.model, options, NULL, &x), KZNER_OK);
	kzner_result_mentions(extract_with(x, text, strlen(text), NULL), &count);
	kzner_extractor_free(x);
	return count;
}

static void test_options(void **state)
{
	(void)state;
	static const char text[] = "Boris Yeltsin visited Almaty on March 3, 2014.";
	kzner_extract_options o = kzner_extract_options_default();
	assert_int_equal(mentions_with(&o, text), 3);
	o.types = 1u << KZNER_TYPE_PLACE;
	assert_int_equal(mentions_with(&o, text), 1);
	o = kzner_extract_options_default();
	o.without = KZNER_WITHOUT_TYPE(KZNER_TYPE_PLACE);
	assert_int_equal(mentions_with(&o, text), 2);
	o = kzner_extract_options_default();
	o.min_confidence = 1;
	assert_int_equal(mentions_with(&o, text), 0);
}

/* Candidates of all matchers stand in the order of the text; each mention is one of them, each loser knows its winner. */
static void test_candidates(void **state)
{
	(void)state;
	size_t count, mentions;
	const kzner_result *r =
	        extract("Boris Yeltsin visited Almaty on March 3, 2014 with Erlan Idrissov. Idrissov left Astana.");
	const kzner_candidate *c = kzner_result_candidates(r, &count);
	const kzner_mention *mention = kzner_result_mentions(r, &mentions);
	for (size_t i = 0; i < count; i++) {
		assert_true(!i || c[i - 1].span.begin <= c[i].span.begin);
		assert_int_equal(c[i].outcome == KZNER_BEATEN, c[i].beaten_by != KZNER_NONE);
		if (c[i].beaten_by != KZNER_NONE)
			assert_true(c[c[i].beaten_by].span.begin < c[i].span.end &&
			            c[i].span.begin < c[c[i].beaten_by].span.end);
	}
	for (size_t i = 0; i < mentions; i++) {
		assert_int_equal(c[mention[i].candidate].outcome, KZNER_CHOSEN);
		assert_int_equal(c[mention[i].candidate].span.begin, mention[i].span.begin);
		assert_int_equal(c[mention[i].candidate].type, mention[i].type);
	}
}

/* Without the words that named it first, an entity comes where it is named next. */
static void test_filtered_order(void **state)
{
	(void)state;
	kzner_extract_options o = kzner_extract_options_default();
	kzner_extractor *x;
	size_t count;
	o.types &= ~(1u << KZNER_TYPE_NORP);
	assert_int_equal(kzner_extractor_new(m.model, &o, NULL, &x), KZNER_OK);
	static const char text[] = "Russian towns: Astana is not in Russia.";
	const kzner_result *r = extract_with(x, text, strlen(text), NULL);
	const kzner_entity *e = kzner_result_entities(r, &count);
	assert_int_equal(count, 2);
	assert_string_equal(e[0].name, "Astana");
	assert_string_equal(e[1].name, "Russia");
	const kzner_cooccurrence *pair = kzner_result_cooccurrences(r, &count);
	assert_int_equal(count, 1);
	assert_true(pair[0].a == 0 && pair[0].b == 1);
	kzner_extractor_free(x);
}

/* Relations and pairs of entities that options leave out are left out too. */
static void test_filtered_relations(void **state)
{
	(void)state;
	kzner_extract_options o = kzner_extract_options_default();
	kzner_extractor *x;
	size_t count;
	o.types = 1u << KZNER_TYPE_PERSON;
	assert_int_equal(kzner_extractor_new(m.model, &o, NULL, &x), KZNER_OK);
	const kzner_result *r = extract_with(x, "Boris Yeltsin visited Almaty.", 29, NULL);
	kzner_result_relations(r, &count);
	assert_int_equal(count, 0);
	kzner_result_cooccurrences(r, &count);
	assert_int_equal(count, 0);
	const kzner_entity *e = kzner_result_entities(r, &count);
	assert_int_equal(count, 1);
	assert_int_equal(e[0].mentions[0], 0);
	kzner_extractor_free(x);
}

static int told(const char *const *list, const char *what)
{
	for (; *list; list++)
		if (!strcmp(*list, what))
			return 1;
	return 0;
}

static void test_limits_are_told(void **state)
{
	(void)state;
	kzner_extract_options o = kzner_extract_options_default();
	kzner_extractor *x;
	o.max_document = 20;
	o.max_sentence = 3;
	assert_int_equal(kzner_extractor_new(m.model, &o, NULL, &x), KZNER_OK);
	const kzner_result *r = extract_with(x, "one two three four five six Astana", 34, NULL);
	size_t size;
	kzner_result_text(r, &size);
	assert_int_equal(size, 20);
	assert_true(told(kzner_result_limits(r), "document"));
	assert_true(told(kzner_result_limits(r), "sentence"));
	bytes out = {0};
	assert_int_equal(kzner_write_json(r, NULL, &(kzner_sink){collect, &out}), KZNER_OK);
	assert_non_null(strstr(out.data, ",\"limits\":[\"document\",\"sentence\"]}\n"));
	free(out.data);
	kzner_extractor_free(x);
}

static void test_warnings_are_told(void **state)
{
	(void)state;
	const kzner_result *r = extract_with(extractor, "Ast\xE9na\0 \xFF", 9, NULL);
	assert_true(told(kzner_result_warnings(r), "invalid UTF-8 at byte 3; 2 bytes read as U+FFFD"));
	assert_true(told(kzner_result_warnings(r), "1 NUL bytes read as spaces"));
}

/* What is written is JSON whatever the id and the names of sources are. */
static void test_odd_names(void **state)
{
	(void)state;
	static const test_source sources[] = {{"a \"b\"\\c\n.tsv", "id\tname\ttype\nplace/astana\tAstana\tPLACE\n"},
	                                      {NULL, NULL}};
	test_model odd;
	kzner_extractor *x;
	const kzner_result *r;
	test_model_make(&odd, sources);
	assert_int_equal(kzner_extractor_new(odd.model, NULL, NULL, &x), KZNER_OK);
	kzner_document document = {"Astana", 6, "a\xFF\"b\"", NULL};
	assert_int_equal(kzner_extract(x, &document, &r, NULL), KZNER_OK);
	bytes out = {0};
	assert_int_equal(kzner_write_json(r, NULL, &(kzner_sink){collect, &out}), KZNER_OK);
	assert_non_null(strstr(out.data, "\"id\":\"a\uFFFD\\\"b\\\"\""));
	assert_non_null(strstr(out.data, "\"rule\":\"a \\\"b\\\"\\\\c\\n.tsv:2\""));
	free(out.data);
	kzner_extractor_free(x);
	test_model_free(&odd);
}

/* Every mention tells its rule, however long the name of the source is and wherever the writer's buffer ends. */
static void test_long_names(void **state)
{
	(void)state;
	static char text[20 * 2000 + 1];
	for (size_t i = 0; i < 2000; i++)
		memcpy(text + 20 * i, "They go to Astana. \n", 20);
	for (size_t size = 10; size <= 400; size += 30) {
		char name[512] = {0};
		memset(name, 'x', size);
		memcpy(name + size, "\".tsv", 6);
		const test_source sources[] = {{name, "id\tname\ttype\nplace/astana\tAstana\tPLACE\n"}, {NULL, NULL}};
		test_model named;
		kzner_extractor *x;
		test_model_make(&named, sources);
		assert_int_equal(kzner_extractor_new(named.model, NULL, NULL, &x), KZNER_OK);
		bytes out = {0};
		const kzner_result *r = extract_with(x, text, sizeof text - 1, NULL);
		assert_int_equal(kzner_write_json(r, NULL, &(kzner_sink){collect, &out}), KZNER_OK);
		size_t found = 0;
		for (const char *at = out.data; (at = strstr(at, "x\\\".tsv:2\",\"confidence\":")); at++)
			found++;
		assert_int_equal(found, 2000);
		free(out.data);
		kzner_extractor_free(x);
		test_model_free(&named);
	}
}

static void test_result_lives_until_the_next(void **state)
{
	(void)state;
	char text[] = "Boris Yeltsin visited Almaty.";
	char date[] = "1999-01-02", id[] = "first";
	kzner_document document = {text, strlen(text), id, date};
	const kzner_result *r;
	assert_int_equal(kzner_extract(extractor, &document, &r, NULL), KZNER_OK);
	memset(text, 'x', strlen(text));
	memset(date, 'x', strlen(date));
	memset(id, 'x', strlen(id));
	size_t size, count;
	assert_memory_equal(kzner_result_text(r, &size), "Boris Yeltsin", 13);
	assert_string_equal(kzner_result_id(r), "first");
	assert_string_equal(kzner_result_date(r), "1999-01-02");
	assert_string_equal(kzner_result_entities(r, &count)[0].name, "Boris Yeltsin");
}

/* The extractor holds a reference of its own, and all its memory comes from its allocator. */
static void test_ownership(void **state)
{
	(void)state;
	test_alloc of_model = {0}, of_extractor = {0};
	kzner_allocator a = test_allocator(&of_model), b = test_allocator(&of_extractor);
	kzner_model *model;
	kzner_extractor *x;
	assert_int_equal(kzner_model_open_memory(m.data, m.size, &a, &model, NULL), KZNER_OK);
	assert_int_equal(kzner_extractor_new(model, NULL, &b, &x), KZNER_OK);
	kzner_model_unref(model);
	extract_with(x, "Boris Yeltsin visited Almaty on March 3, 2014.", 46, NULL);
	assert_true(of_model.out > 0 && of_extractor.out > 0);
	kzner_extractor_free(x);
	assert_int_equal(of_extractor.out, 0);
	assert_int_equal(of_model.out, 0);
	kzner_extractor_free(NULL);
}

static kzner_status try_options(kzner_extract_options o)
{
	kzner_extractor *x = NULL;
	kzner_status status = kzner_extractor_new(m.model, &o, NULL, &x);
	kzner_extractor_free(x);
	return status;
}

#define WITH(field, value)                                                                                             \
	({                                                                                                             \
		kzner_extract_options o = kzner_extract_options_default();                                             \
		o.field = (value);                                                                                     \
		try_options(o);                                                                                        \
	})

static void test_extractor_arguments(void **state)
{
	(void)state;
	kzner_extractor *x = NULL;
	assert_int_equal(kzner_extractor_new(NULL, NULL, NULL, &x), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_extractor_new(m.model, NULL, NULL, NULL), KZNER_ERROR_ARGUMENT);
	assert_null(x);
	assert_int_equal(WITH(min_confidence, 0.5f), KZNER_OK);
	assert_int_equal(WITH(min_confidence, -0.1f), KZNER_ERROR_ARGUMENT);
	assert_int_equal(WITH(min_confidence, 1.1f), KZNER_ERROR_ARGUMENT);
	assert_int_equal(WITH(min_confidence, NAN), KZNER_ERROR_ARGUMENT);
	assert_int_equal(WITH(max_document, 0), KZNER_ERROR_ARGUMENT);
	assert_int_equal(WITH(max_document, (1u << 30) + 1), KZNER_ERROR_ARGUMENT);
	assert_int_equal(WITH(max_sentence, 0), KZNER_ERROR_ARGUMENT);
	assert_int_equal(WITH(max_sentence, 4001), KZNER_ERROR_ARGUMENT);
	assert_int_equal(WITH(match_limit, 0), KZNER_ERROR_ARGUMENT);
	assert_int_equal(WITH(heap_limit, 0), KZNER_ERROR_ARGUMENT);
	assert_int_equal(WITH(profile, 1), KZNER_OK);
	assert_int_equal(WITH(reserved[5], 1), KZNER_ERROR_ARGUMENT);
}

static kzner_rule_cost cost_of(const kzner_extractor *x, uint32_t rule)
{
	kzner_rule_cost cost;
	assert_true(kzner_extractor_rule_cost(x, rule, &cost));
	assert_true(cost.hits <= cost.tried && (cost.tried || !cost.nanoseconds));
	return cost;
}

static void test_rule_cost(void **state)
{
	(void)state;
	static const char text[] = "Nursultan Nazarbayev visited Almaty on March 3, 2014. He rests in March.";
	kzner_extract_options o = kzner_extract_options_default();
	kzner_rule_cost cost;
	kzner_extractor *x;
	o.profile = 1;
	assert_int_equal(kzner_extractor_new(m.model, &o, NULL, &x), KZNER_OK);
	assert_int_equal(cost_of(x, 0).tried, 0);
	for (unsigned documents = 1; documents <= 2; documents++) {
		extract_with(x, text, strlen(text), NULL);
		assert_int_equal(cost_of(x, 0).tried, 2 * documents);
		assert_int_equal(cost_of(x, 0).hits, documents);
		assert_int_equal(cost_of(x, 2).hits, documents);
	}
	assert_false(kzner_extractor_rule_cost(x, 3, &cost));
	assert_false(kzner_extractor_rule_cost(x, UINT32_MAX, &cost));
	assert_false(kzner_extractor_rule_cost(x, 0, NULL));
	assert_false(kzner_extractor_rule_cost(extractor, 0, &cost));
	assert_false(kzner_extractor_rule_cost(NULL, 0, &cost));
	kzner_extractor_free(x);
}

static void test_extract_arguments(void **state)
{
	(void)state;
	kzner_document document = {"Astana", 6, "x", NULL};
	const kzner_result *r = NULL;
	kzner_error error;
	assert_int_equal(kzner_extract(NULL, &document, &r, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_extract(extractor, NULL, &r, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_extract(extractor, &document, NULL, &error), KZNER_ERROR_ARGUMENT);
	document.text = NULL;
	assert_int_equal(kzner_extract(extractor, &document, &r, &error), KZNER_ERROR_ARGUMENT);
	static const char *const bad[] = {"",           "2005-1-26", "2005-13",   "2005-00",         "2005-01-32",
	                                  "26.01.2005", "0000",      "yesterday", "2005-01-26T00:00"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		document = (kzner_document){"Astana", 6, "x", bad[i]};
		assert_int_equal(kzner_extract(extractor, &document, &r, &error), KZNER_ERROR_ARGUMENT);
		assert_non_null(strstr(error.message, "is not YYYY, YYYY-MM or YYYY-MM-DD"));
	}
	assert_null(r);
	static const char *const good[] = {"2005", "2005-01", "2005-01-26"};
	for (size_t i = 0; i < 3; i++) {
		document.date = good[i];
		assert_int_equal(kzner_extract(extractor, &document, &r, NULL), KZNER_OK);
		assert_string_equal(kzner_result_date(r), good[i]);
	}
}

static int refuse(const char *data, size_t size, void *user)
{
	(void)data;
	(void)size;
	(void)user;
	return 1;
}

static void test_write_arguments(void **state)
{
	(void)state;
	const kzner_result *r = extract("Astana");
	bytes out = {0};
	kzner_sink sink = {collect, &out}, none = {NULL, NULL}, refusing = {refuse, NULL};
	kzner_write_options o = kzner_write_options_default();
	assert_int_equal(kzner_write_json(NULL, NULL, &sink), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_write_json(r, NULL, NULL), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_write_json(r, NULL, &none), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_write_json(r, NULL, &refusing), KZNER_ERROR_WRITE);
	o.unit = (kzner_unit)3;
	assert_int_equal(kzner_write_json(r, &o, &sink), KZNER_ERROR_ARGUMENT);
	o = kzner_write_options_default();
	o.indent = -1;
	assert_int_equal(kzner_write_json(r, &o, &sink), KZNER_ERROR_ARGUMENT);
	o.indent = 0;
	o.reserved[0] = 1;
	assert_int_equal(kzner_write_json(r, &o, &sink), KZNER_ERROR_ARGUMENT);
	assert_int_equal(out.size, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_whole_result),
	        cmocka_unit_test(test_nothing),
	        cmocka_unit_test(test_written),
	        cmocka_unit_test(test_units),
	        cmocka_unit_test(test_options),
	        cmocka_unit_test(test_filtered_order),
	        cmocka_unit_test(test_candidates),
	        cmocka_unit_test(test_filtered_relations),
	        cmocka_unit_test(test_limits_are_told),
	        cmocka_unit_test(test_warnings_are_told),
	        cmocka_unit_test(test_odd_names),
	        cmocka_unit_test(test_long_names),
	        cmocka_unit_test(test_result_lives_until_the_next),
	        cmocka_unit_test(test_ownership),
	        cmocka_unit_test(test_extractor_arguments),
	        cmocka_unit_test(test_extract_arguments),
	        cmocka_unit_test(test_write_arguments),
	        cmocka_unit_test(test_rule_cost),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
