/* model/word_lists and compile/word_sets: tokens tell which lists their words are in, and words of lists alone stay unknown. */
#include "support/test.h"

#include "model/model_view.h"
#include "support/model.h"

static test_model world;

static int set_up(void **state)
{
	(void)state;
	test_model_make(&world, test_world);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	test_model_free(&world);
	return 0;
}

static const kz_word *record(const char *text)
{
	return &world.model->words[kz_find_record(world.model, text, strlen(text), kz_hash(text, strlen(text)))];
}

static kz_word_set set_of(const char *text)
{
	return world.model->word_sets[record(text)->lists & ~KZ_LISTS_ONLY];
}

static int has(const char *words, const char *word, size_t size)
{
	for (; *words; words += strcspn(words, " "), words += strspn(words, " "))
		if (strcspn(words, " ") == size && !memcmp(words, word, size))
			return 1;
	return 0;
}

/* Each word of each list is in exactly the lists that hold it. */
static void test_each_word(void **state)
{
	(void)state;
	for (int l = 0; l < KZ_WORD_LIST_COUNT; l++) {
		for (const char *word = kz_word_lists[l].words; *word;) {
			char text[64];
			size_t size = strcspn(word, " ");
			kz_word_set expected = {0};
			assert_in_range(size, 1, sizeof text - 1);
			memcpy(text, word, size);
			text[size] = '\0';
			for (int k = 0; k < KZ_WORD_LIST_COUNT; k++) {
				int in = has(kz_word_lists[k].words, word, size);
				expected.relations |= in ? kz_word_lists[k].bit.relations : 0;
				expected.names |= in ? kz_word_lists[k].bit.names : 0;
			}
			assert_true(set_of(text).relations == expected.relations);
			assert_true(set_of(text).names == expected.names);
			word += size;
			word += strspn(word, " ");
		}
	}
}

static void test_known_and_unknown(void **state)
{
	(void)state;
	assert_true(set_of("of").relations & KZ_IN(OF));
	assert_true(set_of("of").relations & KZ_IN(PREPOSITION));
	assert_false(set_of("of").relations & KZ_IN(COMMA));
	/* no source of this world has it */
	assert_true(record("erstwhile")->lists & KZ_LISTS_ONLY);
	assert_int_equal(kz_find_word(world.model, "erstwhile", 9, kz_hash("erstwhile", 9)), 0);
	/* in no list */
	assert_int_equal(record("nazarbayev")->lists, 0);
	assert_int_not_equal(kz_find_word(world.model, "nazarbayev", 10, kz_hash("nazarbayev", 10)), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_each_word),
	        cmocka_unit_test(test_known_and_unknown),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
