/* base/hash: known values (models of other machines hold them), sensitivity, spread. */
#include "support/test.h"

#include "base/hash.h"

#include <stdio.h>

static void test_known_values(void **state)
{
	(void)state;
	assert_int_equal(kz_hash("", 0), 0x4501F1CDu);
	assert_int_equal(kz_hash("kazakhstan", 10), 0xF2C068BFu);
	assert_int_equal(kz_hash("nur", 3), 0x7B4A3038u);
	assert_true(kz_checksum("kzner", 5) == 0x23B1D3E5459A0B1Au);
	char bytes[200];
	for (int i = 0; i < 200; i++)
		bytes[i] = (char)i;
	assert_true(kz_checksum(bytes, sizeof bytes) == 0xC57B2AA6276D9A5Bu);
}

/* Every bit of every byte counts, wherever it stands; the bytes behind do not. */
static void test_every_bit_counts(void **state)
{
	(void)state;
	char bytes[200];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 7);
	for (size_t size = 1; size < sizeof bytes; size += 13) {
		uint64_t sum = kz_checksum(bytes, size);
		uint32_t hash = kz_hash(bytes, size);
		for (size_t i = 0; i < size; i++) {
			bytes[i] ^= 0x10;
			assert_true(kz_checksum(bytes, size) != sum);
			assert_true(kz_hash(bytes, size) != hash);
			bytes[i] ^= 0x10;
		}
		bytes[size] ^= 1;
		assert_true(kz_checksum(bytes, size) == sum);
		assert_true(kz_hash(bytes, size) == hash);
		bytes[size] ^= 1;
	}
	assert_true(kz_checksum(bytes, 8) != kz_checksum(bytes, 9));
}

/* Numbered words fill a table about as evenly as chance would. */
static void test_spread(void **state)
{
	(void)state;
	enum { SLOTS = 4096, WORDS = 4 * SLOTS };
	static unsigned char filled[SLOTS];
	unsigned most = 0, empty = 0;
	for (int i = 0; i < WORDS; i++) {
		char word[32];
		int length = snprintf(word, sizeof word, "word%d", i);
		unsigned slot = kz_hash(word, (size_t)length) % SLOTS;
		filled[slot]++;
		most = filled[slot] > most ? filled[slot] : most;
	}
	for (int i = 0; i < SLOTS; i++)
		empty += !filled[i];
	assert_in_range(most, 4, 18);
	assert_in_range(empty, SLOTS / 100, SLOTS / 30);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_known_values),
	        cmocka_unit_test(test_every_bit_counts),
	        cmocka_unit_test(test_spread),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
