/* The trie agrees with a naive matcher, which compares every name with every place, on seeded random names and texts. */
#include "support/test.h"

#include "support/stages.h"

#include <stdio.h>
#include <stdlib.h>

enum { NAMES = 40, NAME_WORDS = 4, TEXT_WORDS = 120, WORDS = 7, ROUNDS = 60 };

/* Few words, so that names share beginnings; no two have one name key. */
static const char *const words[WORDS] = {"Aba", "Bekzat", "Semey", "Dala", "Nur", "Temir", "Orda"};

typedef struct name {
	int words[NAME_WORDS];
	int count;
} name;

static unsigned seed;

static int chance(int below)
{
	seed = seed * 1103515245u + 12345u;
	return (int)(seed >> 16 & 0x7FFF) % below;
}

static int same_name(const name *a, const name *b)
{
	return a->count == b->count && !memcmp(a->words, b->words, (size_t)a->count * sizeof *a->words);
}

static void make_names(name names[NAMES])
{
	for (int i = 0; i < NAMES; i++) {
		int known;
		do {
			names[i] = (name){.count = 1 + chance(NAME_WORDS)};
			for (int w = 0; w < names[i].count; w++)
				names[i].words[w] = chance(WORDS);
			known = 0;
			for (int k = 0; k < i; k++)
				known |= same_name(&names[k], &names[i]);
		} while (known);
	}
}

static char *gazetteer_of(const name names[NAMES])
{
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	fprintf(out, "id\tname\ttype\tflags\n");
	for (int i = 0; i < NAMES; i++) {
		fprintf(out, "place/p%d\t", i);
		for (int w = 0; w < names[i].count; w++)
			fprintf(out, "%s%s", w ? (chance(4) ? " " : "-") : "", words[names[i].words[w]]);
		fprintf(out, "\tPLACE\tnovariant\n");
	}
	fclose(out);
	return text;
}

/* A text of words, each with where it begins and ends; empty lines part what no name goes over. */
typedef struct text {
	char bytes[TEXT_WORDS * 16];
	int word[TEXT_WORDS], breaks[TEXT_WORDS];
	size_t begin[TEXT_WORDS], end[TEXT_WORDS];
} text;

static void make_text(text *t)
{
	static const char *const gaps[] = {" ", " ", " ", "-", "\n", "\n\n"};
	size_t at = 0;
	for (int i = 0; i < TEXT_WORDS; i++) {
		int gap = i ? chance(6) : 0;
		at += (size_t)sprintf(t->bytes + at, "%s", i ? gaps[gap] : "");
		t->breaks[i] = gap == 5;
		t->word[i] = chance(WORDS + 1);
		t->begin[i] = at;
		at += (size_t)sprintf(t->bytes + at, "%s", t->word[i] < WORDS ? words[t->word[i]] : "Xyzzy");
		t->end[i] = at;
	}
}

static int naive_match(const text *t, int at, const name *n)
{
	for (int w = 0; w < n->count; w++)
		if (at + w >= TEXT_WORDS || t->word[at + w] != n->words[w] || (w && t->breaks[at + w]))
			return 0;
	return 1;
}

static char *naive(const text *t, const name names[NAMES])
{
	char *found;
	size_t size;
	FILE *out = open_memstream(&found, &size);
	for (int at = 0; at < TEXT_WORDS; at++)
		for (int length = 1; length <= NAME_WORDS; length++)
			for (int i = 0; i < NAMES; i++)
				if (names[i].count == length && naive_match(t, at, &names[i]))
					fprintf(out, "%zu %zu p%d\n", t->begin[at], t->end[at + length - 1], i);
	fclose(out);
	return found;
}

static char *by_trie(test_stages *s, const text *t)
{
	char *found;
	size_t size;
	FILE *out = open_memstream(&found, &size);
	test_stages_run(s, t->bytes, TEST_GAZETTEER);
	for (uint32_t i = 0; i < s->state.candidates.count; i++) {
		const kz_candidate *c = &s->state.candidates.items[i];
		const kz_alias *alias = &s->m.model->aliases[kz_option(&s->state, c, 0)];
		fprintf(out, "%u %u %s\n", c->begin_byte, c->end_byte,
		        kz_string(s->m.model, s->m.model->entries[alias->entry].id) + strlen("place/"));
	}
	fclose(out);
	return found;
}

static void test_agreement(void **state)
{
	(void)state;
	static name names[NAMES];
	static text t;
	for (seed = 1; seed < ROUNDS; seed++) {
		unsigned round = seed;
		make_names(names);
		char *source = gazetteer_of(names);
		const test_source sources[] = {{"names.tsv", source}, {NULL, NULL}};
		test_stages s;
		test_stages_open(&s, sources);
		make_text(&t);
		char *expected = naive(&t, names), *found = by_trie(&s, &t);
		if (strcmp(expected, found) != 0)
			fail_msg("seed %u\n%s\n%s\nnaive:\n%strie:\n%s", round, source, t.bytes, expected, found);
		assert_true(*expected);
		free(expected);
		free(found);
		free(source);
		test_stages_close(&s);
		seed = round;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_agreement)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
