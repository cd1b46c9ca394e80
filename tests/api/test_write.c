/* All formats through the public headers: names, tables, arguments, sinks that fail at any call, tokens, numbers. */
#include "support/test.h"

#include "support/model.h"

static test_model m;
static kzner_extractor *extractor;
static const kzner_result *result;

static const char text[] = "Nursultan Nazarbayev visited Astana.\nNothing  here. Astana \xE2\x80\x93 Almaty.";

static int set_up(void **state)
{
	kzner_document document = {text, sizeof text - 1, NULL, "2004-05-06"};
	(void)state;
	test_model_make(&m, test_world);
	return kzner_extractor_new(m.model, NULL, NULL, &extractor) ||
	       kzner_extract(extractor, &document, &result, NULL);
}

static int tear_down(void **state)
{
	(void)state;
	kzner_extractor_free(extractor);
	test_model_free(&m);
	return 0;
}

/* Takes so many calls and fails at the next; remembers the last bytes. */
typedef struct counting_sink {
	unsigned calls, limit;
	size_t size;
	char bytes[1 << 16];
} counting_sink;

static int count(const char *data, size_t size, void *user)
{
	counting_sink *sink = user;
	if (sink->calls++ == sink->limit)
		return 1;
	if (sink->size + size < sizeof sink->bytes)
		memcpy(sink->bytes + sink->size, data, size);
	sink->size += size;
	return 0;
}

static unsigned table_count(kzner_format format)
{
	unsigned tables = 0;
	while (kzner_format_table_name(format, tables))
		tables++;
	return tables;
}

static void names_and_numbers_match(void **state)
{
	(void)state;
	const char *name;
	unsigned formats = 0;
	for (; (name = kzner_format_name((kzner_format)formats)); formats++) {
		kzner_format found = KZNER_FORMAT_JSON;
		assert_int_equal(kzner_format_from_name(name, &found), KZNER_OK);
		assert_int_equal(found, formats);
	}
	assert_true(formats > KZNER_FORMAT_PLOVER);
	kzner_format untouched = KZNER_FORMAT_DOT;
	assert_int_equal(kzner_format_from_name("Turtle", &untouched), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_format_from_name(NULL, &untouched), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_format_from_name("dot", NULL), KZNER_ERROR_ARGUMENT);
	assert_int_equal(untouched, KZNER_FORMAT_DOT);
	assert_null(kzner_format_name((kzner_format)-1));
}

static void tables_have_names(void **state)
{
	(void)state;
	assert_string_equal(kzner_format_table_name(KZNER_FORMAT_CSV, 2), "relations");
	assert_string_equal(kzner_format_table_name(KZNER_FORMAT_BRAT, 1), "txt");
	assert_null(kzner_format_table_name(KZNER_FORMAT_CSV, 4));
	assert_null(kzner_format_table_name(KZNER_FORMAT_TURTLE, 0));
	assert_null(kzner_format_table_name((kzner_format)99, 0));
}

typedef kzner_status writing(kzner_format format, const kzner_write_options *options, const kzner_sink *sink);

static kzner_status write_this(kzner_format format, const kzner_write_options *options, const kzner_sink *sink)
{
	return kzner_write_result(result, format, options, sink);
}

static writing *const writings[] = {kzner_write_head, write_this, kzner_write_between, kzner_write_tail};

static void every_sink_may_fail(void **state)
{
	(void)state;
	for (unsigned f = 0; kzner_format_name((kzner_format)f); f++) {
		for (size_t i = 0; i < sizeof writings / sizeof *writings; i++) {
			counting_sink all = {.limit = 1000}, none = {.limit = 0};
			kzner_sink sink = {count, &all}, broken = {count, &none};
			assert_int_equal(writings[i]((kzner_format)f, NULL, &sink), KZNER_OK);
			assert_int_equal(writings[i]((kzner_format)f, NULL, &broken),
			                 all.calls ? KZNER_ERROR_WRITE : KZNER_OK);
		}
	}
}

static void arguments_are_checked(void **state)
{
	(void)state;
	counting_sink all = {.limit = 1000};
	kzner_sink sink = {count, &all}, empty = {NULL, NULL};
	kzner_write_options options = kzner_write_options_default(), reserved = options, unit = options;
	reserved.reserved[4] = 1;
	unit.unit = (kzner_unit)3;
	for (size_t i = 0; i < sizeof writings / sizeof *writings; i++) {
		assert_int_equal(writings[i]((kzner_format)99, NULL, &sink), KZNER_ERROR_ARGUMENT);
		assert_int_equal(writings[i](KZNER_FORMAT_DOT, &reserved, &sink), KZNER_ERROR_ARGUMENT);
		assert_int_equal(writings[i](KZNER_FORMAT_DOT, &unit, &sink), KZNER_ERROR_ARGUMENT);
		assert_int_equal(writings[i](KZNER_FORMAT_DOT, NULL, NULL), KZNER_ERROR_ARGUMENT);
		assert_int_equal(writings[i](KZNER_FORMAT_DOT, NULL, &empty), KZNER_ERROR_ARGUMENT);
		for (unsigned f = 0; kzner_format_name((kzner_format)f); f++) {
			options.table = table_count((kzner_format)f);
			options.table += options.table == 0;
			assert_int_equal(writings[i]((kzner_format)f, &options, &sink), KZNER_ERROR_ARGUMENT);
		}
	}
	assert_int_equal(kzner_write_result(NULL, KZNER_FORMAT_DOT, NULL, &sink), KZNER_ERROR_ARGUMENT);
	assert_int_equal(all.calls, 0);
}

static void a_document_without_an_id_is_called_after_its_number(void **state)
{
	(void)state;
	counting_sink all = {.limit = 1000};
	kzner_sink sink = {count, &all};
	kzner_write_options options = kzner_write_options_default();
	options.number = 18446744073709551615u;
	assert_int_equal(kzner_write_result(result, KZNER_FORMAT_NTRIPLES, &options, &sink), KZNER_OK);
	static const char begin[] = "<urn:kzner:doc:document-18446744073709551615> ";
	assert_memory_equal(all.bytes, begin, sizeof begin - 1);
}

static void tokens_are_in_order_and_in_their_sentences(void **state)
{
	(void)state;
	size_t sentence_count;
	const kzner_span *sentences = kzner_result_sentences(result, &sentence_count);
	uint32_t tokens = kzner_result_token_count(result), end = 0, sentence = 0;
	assert_true(tokens > 10);
	for (uint32_t i = 0; i < tokens; i++) {
		kzner_token token = kzner_result_token(result, i);
		assert_true(token.span.begin >= end && token.span.end > token.span.begin);
		assert_true(token.sentence == sentence || token.sentence == sentence + 1);
		assert_true(token.sentence < sentence_count);
		assert_true(sentences[token.sentence].begin <= token.span.begin);
		assert_true(sentences[token.sentence].end >= token.span.end);
		end = token.span.end;
		sentence = token.sentence;
	}
	assert_int_equal(sentence, sentence_count - 1);
}

static void json_is_one_of_the_formats(void **state)
{
	(void)state;
	counting_sink one = {.limit = 1000}, other = {.limit = 1000};
	kzner_sink sink = {count, &one}, same = {count, &other};
	assert_int_equal(kzner_write_json(result, NULL, &sink), KZNER_OK);
	assert_int_equal(kzner_write_result(result, KZNER_FORMAT_JSON, NULL, &same), KZNER_OK);
	assert_int_equal(one.size, other.size);
	assert_memory_equal(one.bytes, other.bytes, one.size);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(names_and_numbers_match),
	        cmocka_unit_test(tables_have_names),
	        cmocka_unit_test(every_sink_may_fail),
	        cmocka_unit_test(arguments_are_checked),
	        cmocka_unit_test(a_document_without_an_id_is_called_after_its_number),
	        cmocka_unit_test(tokens_are_in_order_and_in_their_sentences),
	        cmocka_unit_test(json_is_one_of_the_formats),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
