/* The compiler through the public headers: diagnostics, sources on top of a model, the same bytes, arguments, misuse. */
#include "support/test.h"

#include "support/model.h"

#include <stdlib.h>

static void add(kzner_compiler *c, const char *name, const char *text)
{
	assert_int_equal(kzner_compiler_add(c, name, text, strlen(text), NULL), KZNER_OK);
}

/* Open what a compiler makes, and look a name up in it: the id, "" if there is none. */
static const char *look_up(kzner_model *model, const char *name)
{
	kzner_lookup found;
	kzner_entry e;
	if (!kzner_model_lookup(model, name, strlen(name), &found, 1) || !kzner_model_entry(model, found.entry, &e))
		return "";
	return e.id;
}

static kzner_model *overlay(kzner_model *base, const test_source *sources, void **ret_data)
{
	size_t size;
	kzner_model *model = NULL;
	kzner_error error = {0};
	if (test_model_compile(sources, base, NULL, ret_data, &size, &error) ||
	    kzner_model_open_memory(*ret_data, size, NULL, &model, &error))
		fail_msg("%s", error.message);
	return model;
}

static void test_overlay(void **state)
{
	(void)state;
	static const test_source more[] = {
	        {"mine.tsv", "id\tname\ttype\taliases\nperson/zhadyra\tZhadyra Toktamyssova\tPERSON\t\n"
	                     "place/astana\tAstana\tPLACE\tAqmola\n"},
	        {"mine.rules", "rule mine\ntype LAW\ntrigger NUMBER\npattern \\d+ bis\nexample See [12 bis].\n"},
	        {"mine.relations", "relation visited\npattern {subject:PERSON} hitchhiked to {object}\n"},
	        {NULL, NULL},
	};
	test_model base;
	void *data;
	test_model_make(&base, test_world);
	kzner_model *model = overlay(base.model, more, &data);
	assert_string_equal(look_up(model, "Zhadyra Toktamysova"), "person/zhadyra");
	assert_string_equal(look_up(model, "Nazarbaev"), "person/nursultan-nazarbayev");
	assert_string_equal(look_up(model, "Aqmola"), "place/astana");
	assert_string_equal(look_up(model, "Astana"), "place/astana");
	assert_string_equal(look_up(model, "CIS"), "org/cis");
	kzner_model_info before, after;
	kzner_model_describe(base.model, &before);
	kzner_model_describe(model, &after);
	assert_int_equal(after.entries, before.entries + 1);
	assert_int_equal(after.rules, before.rules + 1);
	assert_int_equal(after.relations, before.relations + 1);
	assert_int_equal(after.roles, before.roles);
	kzner_model_unref(model);
	free(data);
	test_model_free(&base);
}

typedef struct bytes {
	char *data;
	size_t size;
} bytes;

static int collect(const char *data, size_t size, void *user)
{
	bytes *b = user;
	b->data = realloc(b->data, b->size + size);
	memcpy(b->data + b->size, data, size);
	b->size += size;
	return 0;
}

static bytes result_of(kzner_model *model, const char *text)
{
	kzner_extractor *x;
	const kzner_result *r;
	bytes out = {0};
	assert_int_equal(kzner_extractor_new(model, NULL, NULL, &x), KZNER_OK);
	kzner_document document = {text, strlen(text), "x", NULL};
	assert_int_equal(kzner_extract(x, &document, &r, NULL), KZNER_OK);
	assert_int_equal(kzner_write_json(r, NULL, &(kzner_sink){collect, &out}), KZNER_OK);
	kzner_extractor_free(x);
	return out;
}

/* A model that was made of a model alone reads texts as that does. */
static void test_overlay_of_nothing(void **state)
{
	(void)state;
	static const test_source none[] = {{NULL, NULL}};
	static const char text[] =
	        "Boris Yeltsin visited Almaty on March 3, 2014 with the foreign minister of Kazakhstan, "
	        "Erlan Idrissov. Nazarbaev and 3.6 percent of Nur-Otan said so. St. Petersburg.";
	test_model base;
	void *data;
	test_model_make(&base, test_world);
	kzner_model *model = overlay(base.model, none, &data);
	bytes a = result_of(base.model, text), b = result_of(model, text);
	assert_int_equal(a.size, b.size);
	assert_memory_equal(a.data, b.data, a.size);
	free(a.data);
	free(b.data);
	kzner_model_unref(model);
	free(data);
	test_model_free(&base);
}

static void test_same_bytes(void **state)
{
	(void)state;
	void *a, *b;
	size_t m, n;
	assert_int_equal(test_model_compile(test_world, NULL, NULL, &a, &m, NULL), KZNER_OK);
	assert_int_equal(test_model_compile(test_world, NULL, NULL, &b, &n, NULL), KZNER_OK);
	assert_int_equal(m, n);
	assert_memory_equal(a, b, m);
	free(a);
	free(b);
}

typedef struct diagnostics {
	int count[3];
	char first[512];
	uint32_t line;
} diagnostics;

static void note(kzner_severity severity, const kzner_error *error, void *user)
{
	diagnostics *d = user;
	if (!d->count[0] && !d->count[1] && !d->count[2]) {
		memcpy(d->first, error->message, sizeof d->first);
		d->line = error->line;
	}
	d->count[severity]++;
}

static void test_diagnostics(void **state)
{
	(void)state;
	diagnostics d = {0};
	kzner_compiler *c;
	kzner_error error;
	void *data = NULL;
	size_t size;
	static const char bad[] =
	        "id\tname\ttype\nastana\tAstana\tPLACE\nplace/x\tX\tTOWN\nplace/almaty\tAlmaty\tPLACE\n";
	assert_int_equal(kzner_compiler_new(NULL, note, &d, &c), KZNER_OK);
	assert_int_equal(kzner_compiler_add(c, "bad.tsv", bad, strlen(bad), &error), KZNER_ERROR_SOURCE);
	assert_string_equal(error.source, "bad.tsv");
	assert_int_equal(error.line, 2);
	assert_int_equal(d.count[KZNER_SEVERITY_ERROR], 2);
	assert_int_equal(d.line, 2);
	add(c, "good.tsv", "id\tname\ttype\nplace/oral\tOral\tPLACE\n");
	static const char rule[] = "rule a\ntype DATE\ntrigger NUMBER\npattern (\n";
	assert_int_equal(kzner_compiler_add(c, "a.rules", rule, strlen(rule), &error), KZNER_ERROR_RULE);
	assert_int_equal(d.count[KZNER_SEVERITY_ERROR], 3);
	/* It goes on, but makes no model, and says what was wrong first. */
	assert_int_equal(kzner_compiler_finish(c, &data, &size, &error), KZNER_ERROR_SOURCE);
	assert_int_equal(error.line, 2);
	assert_null(data);
	kzner_compiler_free(c);
}

static void test_empty_and_odd_sources(void **state)
{
	(void)state;
	static const test_source sources[] = {
	        {"empty.tsv", ""},
	        {"comment.tsv", "# nothing\n\n"},
	        {"bom.tsv", "\xEF\xBB\xBFid\tname\ttype\r\nplace/oral\tOral\tPLACE\r\n"},
	        {"no-newline.tsv", "id\tname\ttype\nplace/aktau\tAktau\tPLACE"},
	        {"empty.rules", ""},
	        {"empty.relations", ""},
	        {NULL, NULL},
	};
	test_model m;
	test_model_make(&m, sources);
	assert_string_equal(look_up(m.model, "Oral"), "place/oral");
	assert_string_equal(look_up(m.model, "Aktau"), "place/aktau");
	test_model_free(&m);
	static const test_source none[] = {{NULL, NULL}};
	test_model_make(&m, none);
	assert_string_equal(look_up(m.model, "Oral"), "");
	test_model_free(&m);
}

static void test_arguments(void **state)
{
	(void)state;
	kzner_compiler *c;
	kzner_error error;
	void *data = NULL;
	size_t size;
	assert_int_equal(kzner_compiler_new(NULL, NULL, NULL, NULL), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_compiler_new(NULL, NULL, NULL, &c), KZNER_OK);
	assert_int_equal(kzner_compiler_add(NULL, "a.tsv", "", 0, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_compiler_add(c, NULL, "", 0, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_compiler_add(c, "a.tsv", NULL, 5, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_compiler_add(c, "a\xFF.tsv", "", 0, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_compiler_add(c, "a.tsv", NULL, 0, &error), KZNER_OK);
	assert_int_equal(kzner_compiler_add_model(c, NULL, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_compiler_finish(NULL, &data, &size, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_compiler_finish(c, NULL, &size, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_compiler_finish(c, &data, NULL, &error), KZNER_ERROR_ARGUMENT);
	kzner_compiler_release(c, NULL);
	kzner_compiler_free(c);
	kzner_compiler_free(NULL);
}

/* A compiler makes one model; what comes after that is refused, not written over the end of a table. */
static void test_only_once(void **state)
{
	(void)state;
	kzner_compiler *c;
	kzner_error error;
	void *data, *again = NULL;
	size_t size;
	assert_int_equal(kzner_compiler_new(NULL, NULL, NULL, &c), KZNER_OK);
	for (const test_source *s = test_world; s->name; s++)
		add(c, s->name, s->text);
	assert_int_equal(kzner_compiler_finish(c, &data, &size, &error), KZNER_OK);
	assert_int_equal(kzner_compiler_add(c, "a.tsv", "", 0, &error), KZNER_ERROR_ARGUMENT);
	assert_int_equal(kzner_compiler_finish(c, &again, &size, &error), KZNER_ERROR_ARGUMENT);
	assert_null(again);
	kzner_compiler_release(c, data);
	kzner_compiler_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_overlay),
	        cmocka_unit_test(test_overlay_of_nothing),
	        cmocka_unit_test(test_same_bytes),
	        cmocka_unit_test(test_diagnostics),
	        cmocka_unit_test(test_empty_and_odd_sources),
	        cmocka_unit_test(test_arguments),
	        cmocka_unit_test(test_only_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
