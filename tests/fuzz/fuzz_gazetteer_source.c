/* Any bytes as a table. The first byte chooses a header line that is put before them. */
#include "fuzz/fuzz.h"
#include "support/model.h"

#include <stdlib.h>
#include <string.h>

static const char *const headers[] = {
        "",
        "id\tname\ttype\n",
        "id\tname\ttype\taliases\n",
        "id\tname\ttype\tsubtype\taliases\tnorp\tcountry\twikidata\tparent\tvalid\troles\tweight\tflags\tgender\n",
        "word\tclass\tgender\torigin\tnote\n",
        "relation\tsubject\tobject\tsymmetric\twikidata\tplover\tdescription\n",
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const test_source none[] = {{NULL, NULL}};
	if (!size)
		return 0;
	const char *header = headers[data[0] % (sizeof headers / sizeof *headers)];
	size_t length = strlen(header);
	char *text = malloc(length + size);
	memcpy(text, header, length);
	memcpy(text + length, data + 1, size - 1);
	fuzz_compile(none, "fuzz.tsv", text, length + size - 1);
	free(text);
	return 0;
}
