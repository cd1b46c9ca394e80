/* base/name_key: what each reading makes of letters that alphabets share. Pairs of the plain reading are in name_pairs.tsv. */
#include "support/test.h"

#include "base/fold.h"

#include <stdio.h>

static void test_readings(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		kz_key_reading reading;
		const char *key;
	} cases[] = {
	        {"Nazarbayev", KZ_KEY_PLAIN, "nazarbaev"},
	        {"Назарбаев", KZ_KEY_PLAIN, "nazarbaev"},
	        {"Shymkent", KZ_KEY_PLAIN, "Simkent"},
	        {"Şymkent", KZ_KEY_PLAIN, "Simkent"},
	        {"Щербинка", KZ_KEY_PLAIN, "Serbinka"},
	        {"Shherbinka", KZ_KEY_PLAIN, "Serbinka"},
	        {"Džambul", KZ_KEY_PLAIN, "Jambul"},
	        {"Сагатханулы", KZ_KEY_PLAIN, "sagatanuli"},
	        {"Sagathanuly", KZ_KEY_PLAIN, "sagatanuli"},
	        {"Artyom", KZ_KEY_PLAIN, "artem"},
	        {"Александр", KZ_KEY_PLAIN, "aleksander"},
	        {"Васильев", KZ_KEY_PLAIN, "vasiliev"},
	        {"Vasil'ev", KZ_KEY_PLAIN, "vasiliev"},
	        {"Васильев", KZ_KEY_FULL, "vasilev"},
	        {"Vasilyev", KZ_KEY_FULL, "vasilev"},
	        {"Vasilev", KZ_KEY_PLAIN, "vasilev"},
	        {"Аксьонов", KZ_KEY_PLAIN, "aksenov"},
	        {"Жаңаөзен", KZ_KEY_PLAIN, "Janaozen"},
	        {"Жаңаөзен", KZ_KEY_FULL, "Jangaozen"},
	        {"Горлівка", KZ_KEY_FULL, "horlivka"},
	        {"Жігер", KZ_KEY_PLAIN, "Jiger"},
	        {"Ғайрат", KZ_KEY_FULL, "gairat"},
	        {"KazMunayGaz", KZ_KEY_PLAIN, "kazmunaigas"},
	        {"Taraz", KZ_KEY_PLAIN, "taraz"},
	        {"II", KZ_KEY_PLAIN, "ii"},
	        {"XIV", KZ_KEY_PLAIN, "xiv"},
	        {"Cheljabinsk", KZ_KEY_GLIDE, "Qeliabinsk"},
	        {"Majkop", KZ_KEY_GLIDE, "maikop"},
	        {"Darchan", KZ_KEY_EUROPEAN, "darhan"},
	        {"Čeljabinsk", KZ_KEY_EUROPEAN, "Qeliabinsk"},
	        {"Odincovo", KZ_KEY_EUROPEAN, "odinCovo"},
	        {"Szymkent", KZ_KEY_EUROPEAN, "Simkent"},
	        {"Miednogorsk", KZ_KEY_EUROPEAN, "mednogorsk"},
	        {"Buxoro", KZ_KEY_TURKIC, "buhoro"},
	        {"Oʻzbekiston", KZ_KEY_TURKIC, "uzbekiston"},
	        {"Gəncə", KZ_KEY_TURKIC, "ganJa"},
	        {"Qazax", KZ_KEY_AZERBAIJANI, "gazah"},
	        {"", KZ_KEY_PLAIN, ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char key[KZ_FOLD_MAX];
		size_t length = kz_name_key_read(cases[i].word, strlen(cases[i].word), cases[i].reading, key);
		if (length != strlen(cases[i].key) || memcmp(key, cases[i].key, length) != 0)
			fail_msg("%s in reading %d: %.*s, not %s", cases[i].word, cases[i].reading, (int)length, key,
			         cases[i].key);
	}
}

/* A reading is only tried where a word has letters that it reads apart. */
static void test_telling_letters(void **state)
{
	(void)state;
	assert_false(kz_has_key_reading("Karimov", 7, KZ_KEY_EUROPEAN));
	assert_true(kz_has_key_reading("Odincovo", 8, KZ_KEY_EUROPEAN));
	assert_true(kz_has_key_reading("JUKOV", 5, KZ_KEY_GLIDE));
	assert_true(kz_has_key_reading("Şahin", 6, KZ_KEY_TURKIC));
	assert_false(kz_has_key_reading("Astana", 6, KZ_KEY_FULL));
	assert_false(kz_has_key_reading("Qazax", 5, KZ_KEY_PLAIN));
}

static void test_bounds(void **state)
{
	(void)state;
	static const char *const units[] = {"щ", "ё", "x", "yo", "ю", "ndr", "'е", "ŝ", "ң"};
	for (size_t u = 0; u < sizeof units / sizeof *units; u++)
		for (kz_key_reading r = KZ_KEY_PLAIN; r <= KZ_KEY_FULL; r++) {
			char text[8 * KZ_FOLD_MAX], out[KZ_FOLD_MAX];
			size_t size = 0, unit = strlen(units[u]);
			while (size + unit < sizeof text) {
				memcpy(text + size, units[u], unit);
				size += unit;
				assert_in_range(kz_name_key_read(text, size, r, out), 0, KZ_FOLD_MAX);
			}
		}
}

/* Words of one key have one mark, which the key has too: here all words of up to five letters that sounds are made of. */
static void test_marks(void **state)
{
	(void)state;
	static const char letters[] = "schtzdjkgpfoyewx'an";
	const size_t count = sizeof letters - 1;
	char word[16] = {0}, key[KZ_FOLD_MAX];
	for (size_t n = 0; n < count * count * count * count * count; n++) {
		size_t size = 0;
		for (size_t rest = n; rest; rest /= count)
			word[size++] = letters[rest % count];
		if (!size || word[0] == '\'')
			continue;
		size_t length = kz_name_key(word, size, key);
		if (kz_key_mark(word, size) != kz_key_mark(key, length))
			fail_msg("%.*s and its key %.*s have other marks", (int)size, word, (int)length, key);
	}
	static const char others[][17] = {"Karimov", "Kerimov", "zrnmlgba", "Şahin", "Christodoulou"};
	assert_int_not_equal(kz_key_mark(others[0], 7), kz_key_mark(others[1], 7));
	assert_in_range(kz_key_mark(others[2], 8), 0, KZ_KEY_MARKS - 1);
	assert_int_equal(kz_key_mark(others[3], 6), KZ_NO_MARK);
	assert_int_equal(kz_key_mark(others[4], 0), KZ_NO_MARK);
	assert_int_equal(kz_key_mark(others[4], 17), KZ_NO_MARK);
}

static void check_signs(const char *word, size_t size)
{
	char key[KZ_FOLD_MAX];
	kz_name_signs signs = kz_name_signs_of(word, size);
	uint32_t readings = kz_variant_readings(word, size);
	for (kz_key_reading r = KZ_KEY_PLAIN; r <= KZ_KEY_AZERBAIJANI && signs.plain != KZ_NO_SIGN; r++) {
		if (!(readings >> r & 1))
			continue;
		size_t length = kz_name_key_read(word, size, r, key);
		uint64_t sign = kz_key_sign(key, length);
		if (sign != signs.plain && sign != signs.glide)
			fail_msg("%.*s and its key %.*s have other signs", (int)size, word, (int)length, key);
	}
}

/* All words of up to so many of these parts. */
static void check_words(const char *const *parts, size_t count, unsigned longest)
{
	size_t words = 1;
	for (unsigned i = 0; i < longest; i++)
		words *= count;
	for (size_t n = 0; n < words; n++) {
		char word[32] = {0};
		for (size_t rest = n; rest; rest /= count)
			strcat(word, parts[rest % count]);
		check_signs(word, strlen(word));
	}
}

/* A word and its keys have one sign, in every reading that the word is read in. */
static void test_signs(void **state)
{
	(void)state;
	static const char *const letters[] = {"s", "c", "h", "t", "z", "d", "j", "k", "g", "p",
	                                      "f", "o", "y", "e", "w", "x", "'", "a", "n", "r"};
	static const char *const marked[] = {"s", "c", "h", "t", "z", "d", "j", "k", "o", "e", "n", "r", "é",
	                                     "ü", "í", "â", "û", "ñ", "š", "č", "ž", "ğ", "ı", "ł", "Ø", "’"};
	check_words(letters, sizeof letters / sizeof *letters, 5);
	check_words(marked, sizeof marked / sizeof *marked, 4);
	static const char *const without[] = {"",         "Şahinç-",     "N'Djamenaq",        "Mexico",
	                                      "Alexandr", "KazMunayGaz", "abcdefghiabcdefgh", "Đoković",
	                                      "Алматы"};
	assert_true(kz_name_signs_of("Karimov", 7).plain == kz_name_signs_of("Karymoff", 8).plain);
	assert_true(kz_name_signs_of("Karimov", 7).plain != kz_name_signs_of("Kasimov", 7).plain);
	assert_true(kz_name_signs_of("Karimov", 7).plain != kz_name_signs_of("Kerimov", 7).plain);
	assert_true(kz_name_signs_of("Majkop", 6).glide == kz_name_signs_of("Maykop", 6).plain);
	for (size_t i = 0; i < sizeof without / sizeof *without; i++)
		assert_true(kz_name_signs_of(without[i], strlen(without[i])).plain == KZ_NO_SIGN);
}

/* The same of each Latin letter with marks, between others. */
static void test_signs_of_letters(void **state)
{
	(void)state;
	static const char *const around[] = {"", "a", "o", "s", "t", "k", "d", "h", "y", "n", "g"};
	const size_t count = sizeof around / sizeof *around;
	unsigned signs = 0;
	for (unsigned code = 0xC0; code < 0x180; code++) {
		char letter[3] = {(char)(0xC0 | code >> 6), (char)(0x80 | (code & 0x3F)), '\0'};
		signs += kz_name_signs_of(letter, 2).plain != KZ_NO_SIGN;
		for (size_t n = 0; n < count * count * count; n++) {
			char word[32];
			int size = snprintf(word, sizeof word, "%s%s%s%s", around[n / count / count], letter,
			                    around[n / count % count], around[n % count]);
			check_signs(word, (size_t)size);
		}
	}
	assert_in_range(signs, 160, 0x180 - 0xC0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_readings), cmocka_unit_test(test_telling_letters),  cmocka_unit_test(test_bounds),
	        cmocka_unit_test(test_signs),    cmocka_unit_test(test_signs_of_letters), cmocka_unit_test(test_marks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
