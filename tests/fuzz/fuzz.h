/*
 * What the fuzz targets share: the entry that libFuzzer calls, and a walk over everything that can be reached from a model or a
 * result, which stops the program at the first thing that breaks a promise of the public headers.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <kzner/kzner.h>

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stop with the condition's text unless it holds. */
#define FUZZ_CHECK(condition)                                                                                          \
	do {                                                                                                           \
		if (!(condition))                                                                                      \
			fuzz_stop(#condition, __FILE__, __LINE__);                                                     \
	} while (0)

void fuzz_stop(const char *what, const char *file, int line) __attribute__((noreturn));

/* Options that bytes choose; count are used up. */
#define FUZZ_OPTION_BYTES 8
kzner_extract_options fuzz_options(const uint8_t bytes[FUZZ_OPTION_BYTES]);

/* All that a model can tell. */
void fuzz_walk_model(const kzner_model *model);

/*
 * All that a result holds, in each unit, written in each form and parsed again. A result of a bent model, which is not sound,
 * may say anything; it is only written.
 */
void fuzz_walk_result(const kzner_result *result, int sound);

/* Extract text with model and walk the result. */
void fuzz_extract(kzner_model *model, const kzner_extract_options *options, const char *text, size_t size,
                  const char *date, int sound);

/* Compile one source (after those of before, which ends in a NULL name), and if that goes well open the model, walk it and read text with it. */
struct test_source;
void fuzz_compile(const struct test_source *before, const char *name, const char *text, size_t size);

#endif
