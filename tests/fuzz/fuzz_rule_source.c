/* Any bytes as a source of mention rules. */
#include "fuzz/fuzz.h"
#include "support/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const test_source before[] = {
	        {"words.tsv", "word\tclass\tnote\nMarch\tmonth\t3\nthe\tcommon\t\nmillion\tnumber\t1000000\n"},
	        {NULL, NULL},
	};
	fuzz_compile(before, "fuzz.rules", (const char *)data, size);
	return 0;
}
