/* Any bytes as a document, read with the default model; the first bytes choose the options and a date. */
#include "fuzz/fuzz.h"

#include <stdlib.h>

static kzner_model *default_model(void)
{
	static kzner_model *model;
	kzner_error error;
	if (!model && kzner_model_open_default(NULL, &model, &error))
		abort();
	return model;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const dates[] = {"2005-01-26", "2014-03", "1999", "", "2005-1-26", "26 January 2005"};
	if (size < FUZZ_OPTION_BYTES)
		return 0;
	kzner_extract_options options = fuzz_options(data);
	const char *date = data[0] & 64 ? dates[data[1] % (sizeof dates / sizeof *dates)] : NULL;
	fuzz_extract(default_model(), &options, (const char *)data + FUZZ_OPTION_BYTES, size - FUZZ_OPTION_BYTES, date,
	             1);
	return 0;
}
