/* text/sentence: abbreviations, initials, decimals, quotes, headlines, wrapped lines, the limit. */
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

static void test_ends(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	        {"He left. She stayed.", "He left. | She stayed."},
	        {"He left! Why? Nobody knows", "He left! | Why? | Nobody knows"},
	        {"The U.S. Senate met. It voted.", "The U.S. Senate met. | It voted."},
	        {"He was in the U.S. The plan failed.", "He was in the U.S. | The plan failed."},
	        {"He saw St. Petersburg. Gen. Ivanov came.", "He saw St. Petersburg. | Gen. Ivanov came."},
	        {"Then J. R. Biden spoke. He left.", "Then J. R. Biden spoke. | He left."},
	        {"It cost 3.27 billion. 14.02.2023 was the day.", "It cost 3.27 billion. | 14.02.2023 was the day."},
	        {"\"He left.\" She stayed.", "\"He left.\" | She stayed."},
	        {"“He left.” She stayed.", "“He left.” | She stayed."},
	        {"(He left.) She stayed.", "(He left.) | She stayed."},
	        {"She asked: \"Why?\" he said.", "She asked: \"Why?\" he said."},
	        {"He left... and came back.", "He left... and came back."},
	        {"It was Mr. Nazarbayev. He spoke.", "It was Mr. Nazarbayev. | He spoke."},
	        {"See novopol.ru. It tells.", "See novopol.ru. | It tells."},
	        {"Жол болсын. Рахмет.", "Жол болсын. | Рахмет."},
	        {"", ""},
	        {"No end", "No end"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		test_stages_run(&s, cases[i][0], TEST_SENTENCES);
		assert_string_equal(test_show_sentences(&s), cases[i][1]);
	}
}

static void test_lines(void **state)
{
	(void)state;
	/* An empty line always ends a sentence; a short line before a capital does in wrapped text; others go on. */
	test_stages_run(&s, "Headline without a stop\n\nThe text began here.", TEST_SENTENCES);
	assert_string_equal(test_show_sentences(&s), "Headline without a stop | The text began here.");
	test_stages_run(
	        &s,
	        "Headline without a stop\nThe text that follows is wrapped by hand at about eighty columns, so\n"
	        "that it goes on in the next line.",
	        TEST_SENTENCES);
	assert_string_equal(
	        test_show_sentences(&s),
	        "Headline without a stop | The text that follows is wrapped by hand at about eighty columns, "
	        "so that it goes on in the next line.");
	char text[400] =
	        "A paragraph of more than one hundred and sixty bytes in one line is no wrapped text, and so its "
	        "end is an end, whatever it says and however it would go on behind that line end of it\n"
	        "another paragraph";
	test_stages_run(&s, text, TEST_SENTENCES);
	assert_int_equal(s.state.sentences.count, 2);
}

static void test_first_words(void **state)
{
	(void)state;
	test_stages_run(&s, "\"He left,\" she said. 5 stayed.", TEST_SENTENCES);
	for (uint32_t i = 0; i < s.state.tokens.count; i++) {
		const kz_token *t = kz_token_at(&s.state, i);
		int first = t->begin == 1 || t->begin == 21;
		assert_int_equal((t->flags & KZ_TOKEN_SENTENCE) != 0, first);
	}
}

static void test_limit(void **state)
{
	(void)state;
	char text[2001];
	for (size_t i = 0; i < 2000; i += 2)
		memcpy(text + i, "x ", 2);
	text[2000] = '\0';
	s.options.max_sentence = 100;
	test_stages_run(&s, text, TEST_SENTENCES);
	assert_true(s.state.limits.sentence_split);
	assert_int_equal(s.state.sentences.count, 10);
	for (uint32_t i = 0; i < 10; i++)
		assert_int_equal(s.state.sentences.items[i].end - s.state.sentences.items[i].first, 100);
	s.options.max_sentence = 1000;
	test_stages_run(&s, "Short.", TEST_SENTENCES);
	assert_false(s.state.limits.sentence_split);
}

/* Sentences are all tokens in order, none twice. */
static void test_cover(void **state)
{
	(void)state;
	test_stages_run(&s, "A b. C d!\n\nE (f.) \"G.\" H? i\nJ. K. L. 3. 4 .. !! M", TEST_SENTENCES);
	uint32_t at = 0;
	for (uint32_t i = 0; i < s.state.sentences.count; i++) {
		assert_int_equal(s.state.sentences.items[i].first, at);
		assert_true(s.state.sentences.items[i].end > at);
		at = s.state.sentences.items[i].end;
	}
	assert_int_equal(at, s.state.tokens.count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_ends),  cmocka_unit_test(test_lines), cmocka_unit_test(test_first_words),
	        cmocka_unit_test(test_limit), cmocka_unit_test(test_cover),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
