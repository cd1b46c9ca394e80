/* base/status: names of statuses, the first error wins, long names keep their ends, places as text. */
#include "support/test.h"

#include "base/status.h"

#include <kzner/version.h>

#include <stdio.h>

static void test_names(void **state)
{
	(void)state;
	static const kzner_status all[] = {KZNER_OK,
	                                   KZNER_ERROR_NO_MEMORY,
	                                   KZNER_ERROR_ARGUMENT,
	                                   KZNER_ERROR_IO,
	                                   KZNER_ERROR_WRITE,
	                                   KZNER_ERROR_LIMIT,
	                                   KZNER_ERROR_NOT_A_MODEL,
	                                   KZNER_ERROR_MODEL_VERSION,
	                                   KZNER_ERROR_MODEL_BYTE_ORDER,
	                                   KZNER_ERROR_MODEL_CORRUPT,
	                                   KZNER_ERROR_SOURCE,
	                                   KZNER_ERROR_RULE};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		assert_true(!strncmp(kzner_status_string(all[i]), "KZNER_", 6));
	assert_string_equal(kzner_status_string((kzner_status)99), "unknown status");
	assert_int_equal(KZNER_ERROR_RULE, 21); /* numbers are part of the ABI */
	char version[32];
	snprintf(version, sizeof version, "%d.%d.%d", KZNER_VERSION_MAJOR, KZNER_VERSION_MINOR, KZNER_VERSION_PATCH);
	assert_string_equal(version, KZNER_VERSION_STRING);
	assert_string_equal(version, kzner_version_string());
}

static void test_first_error_wins(void **state)
{
	(void)state;
	kzner_error error = {0};
	assert_int_equal(kz_error_set(&error, KZNER_ERROR_IO, "a.tsv", 3, 7, "first %d", 1), KZNER_ERROR_IO);
	assert_int_equal(kz_error_set(&error, KZNER_ERROR_SOURCE, "b.tsv", 4, 8, "second"), KZNER_ERROR_SOURCE);
	assert_int_equal(error.status, KZNER_ERROR_IO);
	assert_string_equal(error.message, "first 1");
	assert_int_equal(kz_error_set(NULL, KZNER_ERROR_IO, NULL, 0, 0, "to nobody"), KZNER_ERROR_IO);
	kz_error_clear(&error);
	kz_error_clear(NULL);
	assert_int_equal(error.status, KZNER_OK);
	assert_int_equal(kz_no_memory(&error), KZNER_ERROR_NO_MEMORY);
	assert_string_equal(error.message, "out of memory");
}

static void test_long_texts(void **state)
{
	(void)state;
	char name[400], message[2000];
	memset(name, 'd', sizeof name - 1);
	memcpy(name + 380, "people/kazakhst.tsv", 20);
	memset(message, 'm', sizeof message - 1);
	message[sizeof message - 1] = '\0';
	kzner_error error = {0};
	kz_error_set(&error, KZNER_ERROR_SOURCE, name, 1, 1, "%s", message);
	assert_int_equal(strlen(error.source), sizeof error.source - 1);
	assert_memory_equal(error.source, "...d", 4);
	assert_string_equal(error.source + strlen(error.source) - 19, "people/kazakhst.tsv");
	assert_int_equal(strlen(error.message), sizeof error.message - 1);
}

static void formats(uint32_t line, uint32_t column, const char *source, const char *message, const char *expected)
{
	kzner_error error = {.status = KZNER_ERROR_IO, .line = line, .column = column};
	snprintf(error.source, sizeof error.source, "%s", source);
	snprintf(error.message, sizeof error.message, "%s", message);
	char text[200], small[8];
	assert_int_equal(kzner_error_format(&error, text, sizeof text), strlen(expected));
	assert_string_equal(text, expected);
	assert_int_equal(kzner_error_format(&error, small, sizeof small), strlen(expected));
	assert_memory_equal(small, expected, strlen(expected) < 7 ? strlen(expected) : 7);
	assert_int_equal(kzner_error_format(&error, NULL, 0), strlen(expected));
}

static void test_formats(void **state)
{
	(void)state;
	formats(3, 7, "a.tsv", "unknown type", "a.tsv:3:7: unknown type");
	formats(3, 0, "a.tsv", "unknown type", "a.tsv:3: unknown type");
	formats(0, 0, "a.tsv", "unknown type", "a.tsv: unknown type");
	formats(0, 0, "", "unknown type", "unknown type");
	formats(0, 0, "", "", "KZNER_ERROR_IO");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_names),
	        cmocka_unit_test(test_first_error_wins),
	        cmocka_unit_test(test_long_texts),
	        cmocka_unit_test(test_formats),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
