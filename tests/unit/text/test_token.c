/* text/token: where tokens begin and end, their kinds, shapes and flags, their numbers in the vocabulary. */
#include "support/test.h"

#include "support/stages.h"

static test_stages s;

static int set_up(void **state)
{
	(void)state;
	test_stages_open(&s, test_world);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	test_stages_close(&s);
	return 0;
}

static void test_boundaries(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	        {"Kazakhstan's U.S.-backed $3.27 billion deal, novopol.ru said.",
	         "[Kazakhstan]['s] [U.S.][-][backed] [$][3.27] [billion] [deal][,] [novopol.ru] [said][.]"},
	        {"", ""},
	        {" \n\t ", ""},
	        {"O'Brien don't l’Oréal", "[O'Brien] [don't] [l’Oréal]"},
	        {"Putin?s plan", "[Putin][?s] [plan]"},
	        {"Putin? So", "[Putin][?] [So]"},
	        {"Putin’s, 1990's, s'", "[Putin][’s][,] [1990]['s][,] [s][']"},
	        {"the Kazakhs' leader", "[the] [Kazakhs]['] [leader]"},
	        {"U.S. U.S a.m. J. R. Biden", "[U.S.] [U.S] [a.m.] [J][.] [R][.] [Biden]"},
	        {"28,668 14.02.2023 1990s 19th 3,5.", "[28,668] [14.02.2023] [1990s] [19th] [3,5][.]"},
	        {"end.The www.gov.kz http://a.kz/b?c=1, x", "[end][.][The] [www.gov.kz] [http://a.kz/b?c=1][,] [x]"},
	        {"Nur-Otan – «Нур Отан»", "[Nur][-][Otan] [–] [«][Нур] [Отан][»]"},
	        {"Nazar\u00ADbayev", "[Nazar\u00ADbayev]"},
	        {"a\u00A0b\u2028c", "[a] [b] [c]"},
	        {"Жанаозен2011", "[Жанаозен2011]"},
	        {"(CIS)[x]…", "[(][CIS][)][[][x][]][…]"},
	        {"\u0301x", "[x]"},
	        {"C++ R&D 50%", "[C][+][+] [R][&][D] [50][%]"},
	        {"don’t they’re Putin’s’ ‘so’", "[don’t] [they’re] [Putin][’s][’] [‘][so][’]"},
	        {"l’été U.S.’s 5x’y s’s’s é’s", "[l’été] [U.S.][’s] [5x][’][y] [s][’s][’][s] [é][’s]"},
	        {"said.” a—b – c… x\ty\r\nz", "[said][.][”] [a][—][b] [–] [c][…] [x] [y] [z]"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		test_stages_run(&s, cases[i][0], TEST_TOKENS);
		assert_string_equal(test_show_tokens(&s), cases[i][1]);
	}
}

static void test_shapes(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		kz_token_shape shape;
	} cases[] = {
	        {"deal", KZ_SHAPE_LOWER},    {"Deal", KZ_SHAPE_CAP},      {"CIS", KZ_SHAPE_UPPER},
	        {"U.S.", KZ_SHAPE_UPPER},    {"A", KZ_SHAPE_UPPER},       {"KazMunayGas", KZ_SHAPE_MIXED},
	        {"eBay", KZ_SHAPE_MIXED},    {"Назарбаев", KZ_SHAPE_CAP}, {"СНГ", KZ_SHAPE_UPPER},
	        {"жол", KZ_SHAPE_LOWER},     {"中国", KZ_SHAPE_LOWER},    {"G20", KZ_SHAPE_UPPER},
	        {"O'Brien", KZ_SHAPE_MIXED}, {"Öskemen", KZ_SHAPE_CAP},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		test_stages_run(&s, cases[i].text, TEST_TOKENS);
		assert_int_equal(s.state.tokens.count, 1);
		if (s.state.tokens.items[0].shape != cases[i].shape)
			fail_msg("%s has shape %d", cases[i].text, s.state.tokens.items[0].shape);
	}
}

static void test_flags(void **state)
{
	(void)state;
	test_stages_run(&s, "One two\nthree\n\nfour Пять шесть.", TEST_TOKENS);
	const kz_token *t = s.state.tokens.items;
	assert_int_equal(s.state.tokens.count, 7);
	assert_true(t[0].flags & KZ_TOKEN_BREAK && t[0].flags & KZ_TOKEN_LINE);
	assert_true(t[1].flags & KZ_TOKEN_SPACE && !(t[1].flags & KZ_TOKEN_LINE));
	assert_true(t[2].flags & KZ_TOKEN_LINE && !(t[2].flags & KZ_TOKEN_BREAK));
	assert_true(t[3].flags & KZ_TOKEN_BREAK);
	assert_true(t[4].flags & KZ_TOKEN_FOREIGN && t[4].flags & KZ_TOKEN_WIDE);
	assert_int_equal(t[6].kind, KZ_TOKEN_SYMBOL);
	assert_int_equal(t[6].symbol, '.');
	assert_int_equal(t[7].kind, KZ_TOKEN_SYMBOL); /* behind the last stands one that is not counted */
	assert_true(t[7].flags & KZ_TOKEN_BREAK);
	assert_int_equal(t[7].word, 0);
}

static void test_vocabulary(void **state)
{
	(void)state;
	static const char *const same[] = {"Almaty", "ALMATY", "almaty", "Álmaty", "Al\u00ADmaty", "Almatý"};
	uint32_t word = 0;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		test_stages_run(&s, same[i], TEST_TOKENS);
		assert_true(s.state.tokens.items[0].word);
		if (i)
			assert_int_equal(s.state.tokens.items[0].word, word);
		word = s.state.tokens.items[0].word;
	}
	test_stages_run(&s, "Xyzzy xyzzy Yzzyx", TEST_TOKENS);
	const kz_token *t = s.state.tokens.items;
	assert_int_equal(t[0].word, 0);
	assert_int_equal(t[0].hash, t[1].hash);
	assert_int_not_equal(t[0].hash, t[2].hash);
}

/* The quick way for ASCII words gives what folding letter by letter gives. */
static void test_two_ways_agree(void **state)
{
	(void)state;
	char text[200];
	for (size_t length = 1; length < 150; length++) {
		for (size_t i = 0; i < length; i++)
			text[i] = (char)((i % 3 ? 'a' : 'A') + (char)(i * 7 % 26));
		text[length] = '\0';
		test_stages_run(&s, text, TEST_TOKENS);
		assert_int_equal(s.state.tokens.count, 1);
		char folded[KZ_FOLD_MAX];
		size_t size = kz_token_fold(text, &s.state.tokens.items[0], folded);
		if (length <= KZ_FOLD_MAX)
			assert_int_equal(s.state.tokens.items[0].hash, kz_hash(folded, size));
	}
}

/* Tokens are the same wherever they stand among the bytes that are classified at once. */
static void test_places(void **state)
{
	(void)state;
	static const char sample[] =
	        "Kazakhstan's U.S.-backed $3.27 billion G20 deal, novopol.ru said: don't!\n\n(CIS)[1] eBay 'a's' 5,000 "
	        "1990's Putin?s a\u00A0b.\u00A0C 7,\u00A0x:\u00A0\n\u00A0\ny c–d 50% x.\n \nInternationalisation "
	        "http://a.kz/b: Нур . I a., b ? \"c\" ... don’t l’été Putin’s, the boys’ ‘so’ said.” U.S.’s 5x’y o`b "
	        "s's's "
	        "rock’n’roll I’M — a–b… COVID-19’s\tx’\r\n\r\né’s Zoë?s what?so x's\u00e9 [y]’s’ ABc’d";
	char text[2 * sizeof sample];
	kz_token first[sizeof sample];
	uint32_t count = 0;
	for (uint32_t shift = 0; shift < 130; shift++) {
		memset(text, ' ', shift + 2);
		text[0] = 'x';
		memcpy(text + shift + 2, sample, sizeof sample);
		test_stages_run(&s, text, TEST_TOKENS);
		kz_token *t = s.state.tokens.items;
		if (!shift) {
			count = s.state.tokens.count;
			memcpy(first, t, count * sizeof *t);
		}
		assert_int_equal(s.state.tokens.count, count);
		for (uint32_t i = 1; i < count; i++) {
			t[i].begin -= shift;
			t[i].end -= shift;
			/* without the padding behind the lists */
			assert_memory_equal(&t[i], &first[i], offsetof(kz_token, lists) + sizeof t->lists);
			assert_memory_equal(&t[i].word, &first[i].word, sizeof *t - offsetof(kz_token, word));
		}
	}
}

static void assert_listed(const uint32_t *list, uint32_t count, uint32_t *at, uint32_t token, int wanted)
{
	int listed = *at < count && list[*at] == token;
	assert_int_equal(listed, wanted);
	*at += (uint32_t)listed;
}

/* Lists hold all tokens of their kind, and no others. */
static void test_lists(void **state)
{
	(void)state;
	test_stages_run(&s, "Almaty, 12 March 2014: the U.S. said so. Нур\n\neBay pays 5% of $3.27 million.\nx",
	                TEST_TOKENS);
	const kz_token_lists *lists = &s.state.lists;
	const kz_rule_index *index = &s.m.model->rule_index;
	uint32_t marks = 0, names = 0, triggers = 0;
	for (uint32_t i = 0; i < s.state.tokens.count; i++) {
		const kz_token *t = kz_token_at(&s.state, i);
		assert_listed(lists->marks, lists->mark_count, &marks, i,
		              (t->flags & (KZ_TOKEN_LINE | KZ_TOKEN_DOTTED | KZ_TOKEN_STOP)) != 0);
		assert_listed(lists->names, lists->name_count, &names, i,
		              t->follows || t->shape != KZ_SHAPE_LOWER || t->flags & KZ_TOKEN_FOREIGN);
		assert_listed(lists->triggers, lists->trigger_count, &triggers, i,
		              t->classes & (index->classes | KZ_CLASS_RULE) ||
		                      kz_trigger_kinds(index->shapes) & 1u << t->kind);
	}
	assert_int_equal(marks, lists->mark_count);
	assert_int_equal(names, lists->name_count);
	assert_int_equal(triggers, lists->trigger_count);
	assert_int_equal(lists->marks[marks], s.state.tokens.count);
}

/* Tokens come in order, do not overlap, and hold everything but white space and marks. */
static void test_cover(void **state)
{
	(void)state;
	char text[4000];
	static const char *const pieces[] = {"a", "B", " ",  ".", "'", "s", "9",   ",",   "ж",
	                                     "Ж", "-", "\n", "’", "€", "?", "://", "u.s", "\""};
	for (unsigned round = 1, seed = 1; round < 200; round++) {
		size_t size = 0;
		while (size < 300) {
			seed = seed * 1103515245u + 12345u;
			const char *piece = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
			memcpy(text + size, piece, strlen(piece));
			size += strlen(piece);
		}
		text[size] = '\0';
		test_stages_run(&s, text, TEST_TOKENS);
		uint32_t at = 0;
		for (uint32_t i = 0; i < s.state.tokens.count; i++) {
			const kz_token *t = kz_token_at(&s.state, i);
			for (; at < t->begin; at++)
				assert_true(text[at] == ' ' || text[at] == '\n');
			assert_true(t->end > t->begin && t->end <= size);
			at = t->end;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_boundaries), cmocka_unit_test(test_shapes),         cmocka_unit_test(test_flags),
	        cmocka_unit_test(test_vocabulary), cmocka_unit_test(test_two_ways_agree), cmocka_unit_test(test_cover),
	        cmocka_unit_test(test_places),     cmocka_unit_test(test_lists),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
