/* In: sources in strings. Out: an open model. */
#include "support/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const test_source test_world[] = {
        {"people.tsv", "id\tname\ttype\tsubtype\taliases\tcountry\tparent\troles\tweight\tflags\tgender\n"
                       "person/nursultan-nazarbayev\tNursultan Nazarbayev\tPERSON\tpolitician\tElbasy [context]\tKZ\t\t"
                       "President@place/kazakhstan[1990-04-24..2019-03-20]\t9\tsurname\tm\n"
                       "person/kassym-jomart-tokayev\tKassym-Jomart Tokayev\tPERSON\tpolitician\t\tKZ\t\t"
                       "President@place/kazakhstan[2019-03-20..]\t9\tsurname\tm\n"
                       "person/vladimir-putin\tVladimir Putin\tPERSON\tpolitician\t\tRU\t\t\t9\tsurname\tm\n"
                       "person/boris-yeltsin\tBoris Yeltsin\tPERSON\tpolitician\t\tRU\t\t\t7\tsurname\tm\n"},
        {"places.tsv", "id\tname\ttype\tsubtype\taliases\tnorp\tcountry\tweight\tflags\n"
                       "place/kazakhstan\tKazakhstan\tPLACE\tcountry\tRepublic of Kazakhstan\tKazakh|Kazakhs\tKZ\t9\t\n"
                       "place/russia\tRussia\tPLACE\tcountry\tRussian Federation\tRussian|Russians\tRU\t9\t\n"
                       "place/almaty\tAlmaty\tPLACE\tcity\tAlma-Ata [..1993]\t\tKZ\t8\t\n"
                       "place/astana\tAstana\tPLACE\tcity\tNur-Sultan [2019..2022]\t\tKZ\t8\t\n"
                       "place/turkestan\tTurkestan\tPLACE\tcity\t\t\tKZ\t5\t\n"
                       "place/georgia\tGeorgia\tPLACE\tcountry\t\tGeorgian|Georgians\tGE\t7\t\n"
                       "place/georgia-us\tGeorgia\tPLACE\tregion\t\t\tUS\t4\t\n"},
        {"bodies.tsv", "id\tname\ttype\tsubtype\taliases\tcountry\tweight\tflags\n"
                       "party/nur-otan\tNur Otan\tPARTY\t\tOtan [short]\tKZ\t7\t\n"
                       "org/cis\tCommonwealth of Independent States\tORG\tinternational\tCIS\t\t8\t\n"
                       "org/kazmunaygas\tKazMunayGas\tORG\tcompany\t\tKZ\t7\t\n"
                       "org/foreign-ministry-ru\tForeign Ministry\tORG\tministry\t\tRU\t5\t\n"
                       "org/foreign-ministry-kz\tForeign Ministry\tORG\tministry\t\tKZ\t5\t\n"
                       "org/liter\tLiter\tORG\tmedia\t\tKZ\t3\tcontext\n"
                       "org/turkestan\tTurkestan\tORG\tmedia\t\tKZ\t2\tcontext\n"
                       "title/president\tpresident\tTITLE\thead\t\t\t\tlower\n"
                       "title/foreign-minister\tforeign minister\tTITLE\tpost\t\t\t\tlower\n"
                       "title/political-scientist\tpolitical scientist\tTITLE\toccupation\t\t\t\tlower\n"},
        {"words.tsv",
         "word\tclass\tgender\tnote\n"
         "Konstantin\tgiven\tm\t\nBoris\tgiven\tm\t\nGulnara\tgiven\tf\t\nErlan\tgiven\tm\t\n"
         "Idrissov\tsurname\t\t\nMr\thonorific\tm\t\nMr\tabbreviation\t\t\nSt\tabbreviation\t\t\nGen\tabbreviation\t\t"
         "\n"
         "Ministry\torghead\t\t\nParty\tpartyhead\t\t\nLake\tplacehead\t\t\nTreaty\tlawhead\t\t\n"
         "newspaper\tmediahead\t\t\nvan\tparticle\t\t\n"
         "said\tspeech\t\t\ntold\tspeech\t\t\nin\tlocative\t\t\n"
         "the\tcommon\t\t\nhe\tcommon\t\t\nin\tcommon\t\t\na\tcommon\t\t\nof\tcommon\t\t\nand\tcommon\t\t\n"
         "was\tcommon\t\t\nto\tcommon\t\t\nit\tcommon\t\t\nis\tcommon\t\t\nhome\tcommon\t\t\nbut\tcommon\t\t\n"
         "January\tmonth\t\t1\nMarch\tmonth\t\t3\nJune\tmonth\t\t6\n"},
        {"dates.rules", "define month (?:January|March|June)\n"
                        "\n"
                        "rule date.month-day-year\n"
                        "type DATE\n"
                        "trigger @month\n"
                        "pattern {month} \\d{1,2}(?:, \\d{4})?\n"
                        "value date\n"
                        "score 0.95\n"
                        "example He left on [March 3, 2014] by train.\n"
                        "counter It was early.\n"
                        "\n"
                        "rule percent.number\n"
                        "type PERCENT\n"
                        "trigger NUMBER before %, percent; lots\n"
                        "pattern (?<m>[\\d.]+ (?:percent|%))\n"
                        "value percent\n"
                        "example It grew by [3.6 percent] then.\n"},
        {"types.tsv", "relation\tsubject\tobject\tsymmetric\twikidata\tplover\n"
                      "visited\tPERSON\tPLACE\t\t\tCONSULT\n"
                      "met_with\tPERSON|PLACE|ORG\tPERSON|PLACE|ORG\tyes\t\tCONSULT\n"
                      "head_of\tPERSON\tPLACE|ORG|PARTY\t\tP35\t\n"},
        {"visits.relations", "relation visited\n"
                             "pattern {subject:PERSON} (visited|arrived in) {object}\n"
                             "confidence 0.9\n"
                             "example [subject:Boris Yeltsin] visited [object:Almaty].\n"
                             "counter [subject:Boris Yeltsin] wrote about Almaty.\n"},
        {NULL, NULL},
};

kzner_status test_model_compile(const test_source *sources, kzner_model *base, const kzner_allocator *allocator,
                                void **ret_data, size_t *ret_size, kzner_error *reterr)
{
	kzner_compiler *compiler;
	void *data = NULL;
	kzner_status status = kzner_compiler_new(allocator, NULL, NULL, &compiler);
	if (status)
		return status;
	if (base)
		status = kzner_compiler_add_model(compiler, base, reterr);
	for (; !status && sources->name; sources++)
		status = kzner_compiler_add(compiler, sources->name, sources->text, strlen(sources->text), reterr);
	if (!status)
		status = kzner_compiler_finish(compiler, &data, ret_size, reterr);
	if (!status) {
		*ret_data = malloc(*ret_size);
		memcpy(*ret_data, data, *ret_size);
		kzner_compiler_release(compiler, data);
	}
	kzner_compiler_free(compiler);
	return status;
}

static void stop(const char *what, const kzner_error *error)
{
	char text[1024];
	kzner_error_format(error, text, sizeof text);
	fprintf(stderr, "%s: %s\n", what, text);
	abort();
}

void test_model_make(test_model *m, const test_source *sources)
{
	kzner_error error = {0};
	if (test_model_compile(sources, NULL, NULL, &m->data, &m->size, &error))
		stop("compiling", &error);
	if (kzner_model_open_memory(m->data, m->size, NULL, &m->model, &error))
		stop("opening", &error);
}

void test_model_free(test_model *m)
{
	kzner_model_unref(m->model);
	free(m->data);
}
