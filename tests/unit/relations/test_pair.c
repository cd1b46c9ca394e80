/* relations/pair: who is named in one sentence, how often, how near; the bound on long lists. */
#include "support/test.h"

#include "support/stages.h"
#include <stdio.h>

static const kz_related *pairs_of(const char *text)
{
	test_stages_run(&test_shared, text, TEST_RELATIONS);
	return &test_shared.related;
}

static void test_pairs(void **state)
{
	(void)state;
	const kz_related *r = pairs_of("Astana and Almaty. Almaty and Astana. Russia. Astana, Astana and Russia.");
	assert_int_equal(r->pairs.count, 2);
	assert_int_equal(r->pairs.items[0].a, 0);
	assert_int_equal(r->pairs.items[0].b, 1);
	assert_int_equal(r->pairs.items[0].count, 2);
	assert_int_equal(r->pairs.items[0].sentences[0], 0);
	assert_int_equal(r->pairs.items[0].sentences[1], 1);
	assert_int_equal(r->pairs.items[1].count, 1);
	assert_int_equal(pairs_of("Astana. Almaty.")->pairs.count, 0);
	assert_int_equal(pairs_of("Astana and Astana on March 3.")->pairs.count, 0);
}

static void test_weights(void **state)
{
	(void)state;
	float near = pairs_of("Astana and Almaty.")->pairs.items[0].weight;
	float far = pairs_of("Astana lies very far away, in miles and in other things, from Almaty.")
	                    ->pairs.items[0]
	                    .weight;
	float often = pairs_of("Astana and Almaty. Astana and Almaty. He is home. He was home. It is home.")
	                      ->pairs.items[0]
	                      .weight;
	assert_true(near > 0 && near <= 1 && far > 0 && often <= 1);
	assert_true(far < near);
	assert_true(often > near);
	/* Of several mentions in one sentence the nearest count, whichever comes first. */
	const char *const repeated[] = {
	        "Astana lies very far away, in miles and in other things, from Astana and Almaty.",
	        "Almaty and Astana lie very far away, in miles and in other things, from Almaty."};
	for (int i = 0; i < 2; i++)
		assert_true(pairs_of(repeated[i])->pairs.items[0].weight > far);
}

static void test_long_lists(void **state)
{
	(void)state;
	char text[4000] = "";
	for (int i = 0; i < 30; i++)
		sprintf(text + strlen(text), "%sZhadyra To%cta%cyssova", i ? ", " : "", "bdgklm"[i % 6],
		        "nprst"[i / 6]);
	const kz_related *r = pairs_of(text);
	assert_true(r->limit_reached);
	assert_int_equal(r->pairs.count, 24 * 23 / 2);
	assert_false(pairs_of("Astana and Almaty.")->limit_reached);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_pairs),
	        cmocka_unit_test(test_weights),
	        cmocka_unit_test(test_long_lists),
	};
	return cmocka_run_group_tests(tests, test_shared_open, test_shared_close);
}
