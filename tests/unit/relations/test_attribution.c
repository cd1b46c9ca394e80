/* relations/attribution: whom a sentence lets say what it tells; and the property of an office. */
#include "support/test.h"

#include "support/model.h"

#include <string.h>

static const test_source sources[] = {
        {"names.tsv", "id\tname\ttype\tsubtype\twikidata\tflags\n"
                      "place/latvia\tLatvia\tPLACE\tcountry\tQ211\t\n"
                      "place/riga\tRiga\tPLACE\tcity\t\t\n"
                      "person/anna-berg\tAnna Berg\tPERSON\tpolitician\t\t\n"
                      "person/olga-lind\tOlga Lind\tPERSON\tpolitician\t\t\n"
                      "title/president\tpresident\tTITLE\thead\tP35\tlower\n"
                      "title/premier\tpremier\tTITLE\thead\tP6\tlower\n"
                      "title/mayor\tmayor\tTITLE\thead\t\tlower\n"
                      "org/reuters\tReuters\tORG\tagency\t\t\n"},
        {"types.tsv", "relation\tsubject\tobject\tsymmetric\twikidata\tplover\tyields\tdescription\tknowledge\n"
                      "visited\tPERSON\tPLACE\t\t\t\t\twent there\t\n"
                      "head_of\tPERSON\tPLACE\t\tP488\t\t\tleads it\thead\n"},
        {"visits.relations", "relation visited\n"
                             "pattern {subject} ~ visited {object}\n"
                             "confidence 0.9\n"
                             "example [subject:Anna Berg] visited [object:Riga].\n"},
        {"heads.relations", "relation head_of\n"
                            "pattern {subject} , {TITLE.head} of {object}\n"
                            "confidence 0.9\n"
                            "example [subject:Anna Berg], president of [object:Latvia], left.\n"},
        {NULL, NULL}};

static test_model m;
static kzner_extractor *extractor;

static int set_up(void **state)
{
	(void)state;
	test_model_make(&m, sources);
	return kzner_extractor_new(m.model, NULL, NULL, &extractor);
}

static int tear_down(void **state)
{
	(void)state;
	kzner_extractor_free(extractor);
	test_model_free(&m);
	return 0;
}

/* The first relation of the type, whose texts stay valid until the next call. */
static const kzner_relation *find(const char *text, const char *type, const kzner_entity **ret_entities)
{
	kzner_document document = {text, strlen(text), "test", NULL};
	const kzner_result *result = NULL;
	size_t count;
	assert_int_equal(kzner_extract(extractor, &document, &result, NULL), KZNER_OK);
	*ret_entities = kzner_result_entities(result, &count);
	const kzner_relation *r = kzner_result_relations(result, &count);
	for (size_t i = 0; i < count; i++)
		if (!strcmp(r[i].type, type))
			return &r[i];
	fail_msg("no %s in: %s", type, text);
	return NULL;
}

static const char *speaker(const char *text)
{
	const kzner_entity *entities;
	const kzner_relation *r = find(text, "visited", &entities);
	return r->reported_by == KZNER_NONE ? "" : entities[r->reported_by].name;
}

static const char *property(const char *text)
{
	const kzner_entity *entities;
	return find(text, "head_of", &entities)->wikidata;
}

static void test_verbs(void **state)
{
	(void)state;
	assert_string_equal(speaker("Olga Lind said that Anna Berg visited Riga."), "Olga Lind");
	assert_string_equal(speaker("Olga Lind said Anna Berg visited Riga."), "Olga Lind");
	assert_string_equal(speaker("Olga Lind, mayor of Riga, said Anna Berg visited Latvia."), "Olga Lind");
	assert_string_equal(speaker("Olga Lind told Reuters that Anna Berg visited Riga."), "Olga Lind");
	assert_string_equal(speaker("\"Anna Berg visited Riga,\" Olga Lind said."), "Olga Lind");
	assert_string_equal(speaker("\"Anna Berg visited Riga,\" said Olga Lind."), "Olga Lind");
	assert_string_equal(speaker("Anna Berg visited Riga, Reuters reported."), "Reuters");
}

static void test_according(void **state)
{
	(void)state;
	assert_string_equal(speaker("According to Reuters, Anna Berg visited Riga."), "Reuters");
	assert_string_equal(speaker("Anna Berg visited Riga, according to Reuters."), "Reuters");
}

static void test_own_voice(void **state)
{
	(void)state;
	assert_string_equal(speaker("Anna Berg visited Riga."), "");
	assert_string_equal(speaker("Anna Berg, who visited Riga, said that snow fell."), "");
	assert_string_equal(speaker("Olga Lind said that snow fell, but Anna Berg visited Riga."), "");
	assert_string_equal(speaker("Reuters said Anna Berg visited Riga. Anna Berg visited Riga."), "");
}

static void test_offices(void **state)
{
	(void)state;
	assert_string_equal(property("Anna Berg, president of Latvia, left."), "P35");
	assert_string_equal(property("Anna Berg, premier of Latvia, left."), "P6");
	assert_string_equal(property("Anna Berg, mayor of Latvia, left."), "P488");
	assert_string_equal(property("Anna Berg, president of Riga, left."), "P488");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_verbs),
	        cmocka_unit_test(test_according),
	        cmocka_unit_test(test_own_voice),
	        cmocka_unit_test(test_offices),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
