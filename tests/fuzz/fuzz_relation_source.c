/* Any bytes as a source of relation patterns; the names in them are known, so that patterns can match their own examples. */
#include "fuzz/fuzz.h"
#include "support/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const test_source before[] = {
	        {"types.tsv", "relation\tsubject\tobject\tsymmetric\n"
	                      "visited\tPERSON\tPLACE|ORG\t\n"
	                      "met_with\tPERSON|PLACE\tPERSON|PLACE\tyes\n"},
	        {"names.tsv", "id\tname\ttype\tsubtype\tnorp\n"
	                      "person/boris-yeltsin\tBoris Yeltsin\tPERSON\t\t\n"
	                      "person/vladimir-putin\tVladimir Putin\tPERSON\t\t\n"
	                      "place/almaty\tAlmaty\tPLACE\t\t\n"
	                      "place/russia\tRussia\tPLACE\tcountry\tRussian\n"
	                      "title/president\tpresident\tTITLE\thead\t\n"},
	        {"words.tsv", "word\tclass\nsaid\tspeech\nthe\tcommon\nwill\tcommon\n"},
	        {NULL, NULL},
	};
	fuzz_compile(before, "fuzz.relations", (const char *)data, size);
	return 0;
}
