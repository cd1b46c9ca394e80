/* base/fold: folded forms, name keys (pairs in name_pairs.tsv), classes of code points, bounds. */
#include "support/test.h"

#include "base/fold.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

static void test_folded_forms(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	        {"Tübingen", "tubingen"},
	        {"TUBINGEN", "tubingen"},
	        {"Kazakhstan", "kazakhstan"},
	        {"O’Brien", "o'brien"},
	        {"O`Brien", "o'brien"},
	        {"Oʻzbekiston", "o'zbekiston"},
	        {"Nur–Otan", "nur-otan"},
	        {"Нұрсұлтан", "нұрсұлтан"},
	        {"Горбачёв", "горбачев"},
	        {"КАЗАХСТАН", "казахстан"},
	        {"Łódź", "lodz"},
	        {"İstanbul", "istanbul"},
	        {"Iğdır", "igdir"},
	        {"Straße", "strasse"},
	        {"Ærø", "aero"},
	        {"co\u00ADop", "coop"},
	        {"Ka\u200Bzakh", "kazakh"},
	        {"ﬁnance", "finance"},
	        {"Şımkent", "simkent"},
	        {"Əliyev", "aliyev"},
	        {"е\u0308", "е"},
	        {"Андреи\u0306", "андрей"},
	        {"АНДРЕИ\u0306", "андрей"},
	        {"u.s.", "u.s."},
	        {"１９９９", "1999"},
	        {"", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char out[KZ_FOLD_MAX];
		size_t length = kz_fold(cases[i][0], strlen(cases[i][0]), out);
		assert_text(out, length, cases[i][1]);
	}
}

/* Folding what is folded changes nothing. */
static void test_folding_is_final(void **state)
{
	(void)state;
	for (uint32_t code = 0x20; code < 0x30000; code++) {
		if (code >= 0xD800 && code < 0xE000)
			continue;
		char in[8] = "a", once[KZ_FOLD_MAX], twice[KZ_FOLD_MAX];
		size_t length = 1 + kz_utf8_encode(code, in + 1);
		size_t first = kz_fold(in, length, once), second = kz_fold(once, first, twice);
		if (first != second || memcmp(once, twice, first) != 0)
			fail_msg("U+%04X folds to \"%.*s\" and that to \"%.*s\"", (unsigned)code, (int)first, once,
			         (int)second, twice);
	}
}

static void test_bounds(void **state)
{
	(void)state;
	static const char *const units[] = {"A", "Ж", "ё", "щ", "Æ", "й", "ﷺ", "и\u0306", "x"};
	for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
		char text[8 * KZ_FOLD_MAX], out[KZ_FOLD_MAX];
		size_t size = 0, unit = strlen(units[u]);
		while (size + unit < sizeof text) {
			memcpy(text + size, units[u], unit);
			size += unit;
			assert_in_range(kz_fold(text, size, out), 0, KZ_FOLD_MAX);
			assert_in_range(kz_name_key(text, size, out), 0, KZ_FOLD_MAX);
		}
	}
}

static size_t key_of(const char *word, char out[KZ_FOLD_MAX])
{
	return kz_name_key(word, strlen(word), out);
}

/* "=" left right, or "!" left right; each pair is told when it fails, so that one run shows all. */
static void test_name_pairs(void **state)
{
	(void)state;
	const char *folder = getenv("KZNER_TEST_DATA");
	char path[4096], line[512];
	snprintf(path, sizeof path, "%s/unit/base/name_pairs.tsv", folder ? folder : ".");
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	int same = 0, differ = 0, wrong = 0;
	while (fgets(line, sizeof line, file)) {
		char sign[2], left[200], right[200], a[KZ_FOLD_MAX], b[KZ_FOLD_MAX];
		if (line[0] == '#' || sscanf(line, "%1s %199s %199s", sign, left, right) != 3)
			continue;
		size_t m = key_of(left, a), n = key_of(right, b);
		int equal = m == n && !memcmp(a, b, m);
		same += sign[0] == '=';
		differ += sign[0] == '!';
		if (equal != (sign[0] == '=')) {
			wrong++;
			fprintf(stderr, "%s %s %s: keys %.*s and %.*s\n", sign, left, right, (int)m, a, (int)n, b);
		}
	}
	fclose(file);
	assert_int_equal(wrong, 0);
	assert_true(same + differ >= 300);
	assert_true(differ * 3 >= same + differ);
}

static void test_classes(void **state)
{
	(void)state;
	static const struct {
		uint32_t code;
		kz_char_class class;
	} cases[] = {
	        {0x00C9, KZ_CHAR_UPPER},      {0x0416, KZ_CHAR_UPPER},     {0x0436, KZ_CHAR_LOWER},
	        {0x4E2D, KZ_CHAR_LOWER},      {0x0661, KZ_CHAR_DIGIT},     {0x0301, KZ_CHAR_MARK},
	        {0x00AD, KZ_CHAR_IGNORABLE},  {0xFEFF, KZ_CHAR_IGNORABLE}, {0x2019, KZ_CHAR_APOSTROPHE},
	        {0x02BC, KZ_CHAR_APOSTROPHE}, {0x2013, KZ_CHAR_DASH},      {0x2212, KZ_CHAR_DASH},
	        {0x00A0, KZ_CHAR_SPACE},      {0x2028, KZ_CHAR_SPACE},     {0x20AC, KZ_CHAR_OTHER},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(kz_char_classify(cases[i].code), cases[i].class);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_folded_forms), cmocka_unit_test(test_folding_is_final),
	        cmocka_unit_test(test_bounds),       cmocka_unit_test(test_name_pairs),
	        cmocka_unit_test(test_classes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
