/* base/sha256: the digests of FIPS 180-4's examples, and of lengths around the ends of blocks. */
#include "support/test.h"

#include "base/sha256.h"

#include <string.h>

static void assert_digest(const char *text, size_t size, const char *expected)
{
	char found[45];
	kz_sha256_base64(text, size, found);
	assert_string_equal(found, expected);
}

static void test_examples(void **state)
{
	(void)state;
	static const char two_blocks[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
	assert_digest("", 0, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
	assert_digest("abc", 3, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
	assert_digest(two_blocks, strlen(two_blocks), "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=");
}

static void test_ends_of_blocks(void **state)
{
	(void)state;
	char text[130];
	memset(text, 'a', sizeof text);
	assert_digest(text, 55, "n0OQ+NMMLdkuyfCVtl4rmumwqSWlJY4kHJ8ekQ9zQxg=");
	assert_digest(text, 56, "s1Q5pKxvCUi21vnjxq8PX1kM4g8b3nCQ73lwaG7Gc4o=");
	assert_digest(text, 63, "fT50oF19sVvOStnsBljqmOPwbu7PFrTG//LaRX3cLzQ=");
	assert_digest(text, 64, "/+BU/nrgy23GXDr5th1SCfQ5hR20PQulmXM33xVGaOs=");
	assert_digest(text, 65, "Y1NhxIu56rFBmOduqKt/GkFoXWrWKqkUbTAdTxfrCuA=");
	assert_digest(text, 119, "MeulHDE6XAgiat8Y1KNZz9/Y0ugWsT9K+VL36mWE3Ps=");
	assert_digest(text, 120, "Lz0zVDLHC1gK8Ojhs2dKfAINaDql9zqq7f3FWvkEwhw=");
	assert_digest(text, 128, "aDbPE7rEAOkQUHHNavRwhN+srU5eMCyUv+0k4BOvtz4=");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples), cmocka_unit_test(test_ends_of_blocks)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
