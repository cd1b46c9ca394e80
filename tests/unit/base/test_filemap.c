/* base/filemap: files that can be mapped, cannot be mapped, are empty, are no files. */
#include "support/test.h"

#include "base/filemap.h"
#include "base/status.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char *temporary(const char *content)
{
	const char *folder = getenv("TMPDIR");
	char path[512];
	snprintf(path, sizeof path, "%s/kzner-test-XXXXXX", folder ? folder : "/tmp");
	int file = mkstemp(path);
	assert_true(file >= 0);
	assert_int_equal(write(file, content, strlen(content)), strlen(content));
	close(file);
	return strdup(path);
}

static void test_content(void **state)
{
	(void)state;
	kz_allocator allocator = kz_allocator_from(NULL);
	char *path = temporary("one file");
	kz_filemap map;
	assert_int_equal(kz_filemap_open(path, &allocator, &map, NULL), KZNER_OK);
	assert_text(map.data, map.size, "one file");
	kz_filemap_close(&map, &allocator);
	remove(path);
	free(path);
}

static void test_empty(void **state)
{
	(void)state;
	kz_allocator allocator = kz_allocator_from(NULL);
	char *path = temporary("");
	kz_filemap map;
	assert_int_equal(kz_filemap_open(path, &allocator, &map, NULL), KZNER_OK);
	assert_int_equal(map.size, 0);
	kz_filemap_close(&map, &allocator);
	remove(path);
	free(path);
}

static void fails(const char *path, const char *reason)
{
	kz_allocator allocator = kz_allocator_from(NULL);
	kz_filemap map;
	kzner_error error = {0};
	assert_int_equal(kz_filemap_open(path, &allocator, &map, &error), KZNER_ERROR_IO);
	assert_string_equal(error.source, path);
	if (!strstr(error.message, reason))
		fail_msg("\"%s\" does not say \"%s\"", error.message, reason);
}

static void test_what_is_no_file(void **state)
{
	(void)state;
	fails("/no/such/file", "No such file or directory");
	fails("/", "irectory");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_content),
	        cmocka_unit_test(test_empty),
	        cmocka_unit_test(test_what_is_no_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
