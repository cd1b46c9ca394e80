/* model/rule_share: which assertions of patterns are shared, and what the patterns become. */
#include "support/test.h"

#include "model/rule_share.h"

#include <stdio.h>
#include <stdlib.h>

/* An assertion that is long enough, with brackets that are none. */
#define WORDS                                                                                                          \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|"                                                \
	"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb|"                                                           \
	"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc|dddddddddddddddddddddddddddddddddddddddddd"
#define LONG "(?!\\s(?:\\(|[(\\])]|[]()]|" WORDS ")\\b)"

/* Of two patterns the first; NULL: it stays as it is. */
static void becomes(const char *pattern, const char *other, const char *expected)
{
	kz_sharing sharing = {.count = 0};
	char *out = malloc(strlen(pattern) + 1);
	kz_sharing_note(&sharing, pattern);
	kz_sharing_note(&sharing, other);
	kz_sharing_settle(&sharing);
	int shared = kz_sharing_rewrite(&sharing, pattern, out);
	assert_int_equal(shared, expected != NULL);
	if (expected)
		assert_string_equal(out, expected);
	free(out);
}

static void test_shared(void **state)
{
	(void)state;
	static const char other[] = "(?(DEFINE)(?<other>" LONG "))x(?&other)";
	becomes("(?(DEFINE)(?<C>" LONG "))\\d+(?&C)", other, "(?(DEFINE)(?<C>(?C1)))\\d+(?C1)");
	becomes("(?:(?(DEFINE)(?<M>[)]x)(?<C>" LONG ")))(?&M)(?(?=\\s)(?&C))\\(?&C)", other,
	        "(?:(?(DEFINE)(?<M>[)]x)(?<C>(?C1))))(?&M)(?(?=\\s)(?C1))\\(?&C)");
	becomes("(?(DEFINE)(?<C>(?:" LONG ")))(?&C)(?&CC)", "(?(DEFINE)(?<C>(?:" LONG ")))",
	        "(?(DEFINE)(?<C>(?C1)))(?C1)(?&CC)");
}

static void test_not_shared(void **state)
{
	(void)state;
	static const char good[] = "(?(DEFINE)(?<C>" LONG "))(?&C)";
	becomes(good, "(?(DEFINE)(?<C>(?!" WORDS ")))(?&C)", NULL); /* another assertion */
	becomes("x" LONG, good, NULL);                              /* not defined first */
	becomes("(?(DEFINE)(?<C>(?!short)))(?&C)", "(?(DEFINE)(?<C>(?!short)))(?&C)", NULL);
	static const char *const alone[] = {
	        "(?(DEFINE)(?<C>" LONG "x))(?&C)",                 /* takes characters */
	        "(?(DEFINE)(?<C>(?!(a)" WORDS ")))(?&C)",          /* captures */
	        "(?(DEFINE)(?<C>(?!\\1" WORDS ")))(?&C)",          /* refers */
	        "(?(DEFINE)(?<C>(?!(?&D)" WORDS "))(?<D>x))(?&C)", /* calls */
	        "(?(DEFINE)(?<C>(?!(?i)" WORDS ")))(?&C)",         /* sets a mode */
	        "(?(DEFINE)(?<C>" LONG "))(?#:))(?&C)",            /* a comment */
	        "(?(DEFINE)(?<C>" LONG "))(?C1)(?&C)",             /* has callouts of its own */
	        "(?(DEFINE)(?<C>" LONG,                            /* not closed */
	};
	for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
		becomes(alone[i], alone[i], NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_shared),
	        cmocka_unit_test(test_not_shared),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
