/*
 * The stages of the library one by one, for tests that look between them, and what they found as text.
 *
 *     test_stages s;
 *     test_stages_open(&s, test_world);
 *     test_stages_run(&s, "Kazakhstan's U.S.-backed deal", TEST_TOKENS);
 *     assert_string_equal(test_show_tokens(&s), "[Kazakhstan]['s] [U.S.][-][backed] [deal]");
 *     test_stages_close(&s);
 *
 * Texts belong to the arena of the stages: valid until the next run.
 */
#ifndef TEST_STAGES_H
#define TEST_STAGES_H

#include "relations/pattern_index.h"
#include "support/model.h"

typedef enum test_stage {
	TEST_TEXT,
	TEST_TOKENS,
	TEST_SENTENCES,
	TEST_GAZETTEER,
	TEST_RULES,
	TEST_NAMES,
	TEST_SUPPORT,  /* the first pass only */
	TEST_OVERLAPS, /* and the overlaps of that pass */
	TEST_SHORTS,   /* and short forms, and the second pass */
	TEST_TITLES,
	TEST_ENTITIES,
	TEST_RELATIONS
} test_stage;

typedef struct test_stages {
	test_model m;
	kz_allocator allocator;
	kz_arena arena;
	kzner_extract_options options;
	pcre2_general_context *pcre2;
	kz_rule_scratch scratch;
	kz_pattern_index *patterns;
	kz_state state;
	kz_resolved resolved;
	kz_related related;
} test_stages;

void test_stages_open(test_stages *s, const test_source *sources);
void test_stages_open_file(test_stages *s, const char *path);
void test_stages_close(test_stages *s);

/* Stages over test_world for all tests of a program: hand these to cmocka_run_group_tests(). */
extern test_stages test_shared;
int test_shared_open(void **state);
int test_shared_close(void **state);

/* Run the stages up to last over text; s->state.date may be set by date (YYYYMMDD, 0 for none). */
void test_stages_run(test_stages *s, const char *text, test_stage last);
void test_stages_run_dated(test_stages *s, const char *text, int32_t date, test_stage last);

/* "[a] [b][.]": tokens with a space where white space stands before one. */
const char *test_show_tokens(test_stages *s);
/* Sentences, parted by " | ", white space levelled. */
const char *test_show_sentences(test_stages *s);
/* "TYPE text source\n", in the order in which they were found; a "!" before those that lost. */
const char *test_show_candidates(test_stages *s);
/* "TYPE text = entity\n" */
const char *test_show_mentions(test_stages *s);

#endif
