/* In: a text. Out: what the stages up to a given one make of it. */
#include "support/stages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must(int good)
{
	if (!good) {
		fprintf(stderr, "a stage ran out of memory\n");
		abort();
	}
}

static void make_parts(test_stages *s)
{
	s->allocator = kz_allocator_from(NULL);
	kz_arena_init(&s->arena, &s->allocator);
	s->pcre2 = kz_pcre2_context(&s->allocator);
	s->patterns = kz_pattern_index_new(&s->allocator, s->m.model, s->options.max_sentence);
	must(s->patterns && s->pcre2 && kz_rule_scratch_init(&s->scratch, s->m.model, s->pcre2, &s->options));
}

void test_stages_open(test_stages *s, const test_source *sources)
{
	*s = (test_stages){.options = kzner_extract_options_default()};
	test_model_make(&s->m, sources);
	make_parts(s);
}

void test_stages_open_file(test_stages *s, const char *path)
{
	*s = (test_stages){.options = kzner_extract_options_default()};
	kzner_error error;
	if (kzner_model_open(path, NULL, &s->m.model, &error)) {
		fprintf(stderr, "%s\n", error.message);
		abort();
	}
	make_parts(s);
}

void test_stages_close(test_stages *s)
{
	kz_rule_scratch_free(&s->scratch);
	kz_pattern_index_free(&s->allocator, s->patterns);
	pcre2_general_context_free(s->pcre2);
	kz_arena_free(&s->arena);
	test_model_free(&s->m);
}

test_stages test_shared;

int test_shared_open(void **state)
{
	(void)state;
	test_stages_open(&test_shared, test_world);
	return 0;
}

int test_shared_close(void **state)
{
	(void)state;
	test_stages_close(&test_shared);
	return 0;
}

static void run_stage(test_stages *s, const char *text, test_stage stage)
{
	kz_state *state = &s->state;
	switch (stage) {
	case TEST_TEXT:
		must(kz_text_init(&state->text, &s->arena, text, strlen(text), s->options.max_document));
		break;
	case TEST_TOKENS:
		must(kz_tokenize(&s->arena, s->m.model, NULL, &state->text, &state->tokens) &&
		     kz_tokens_list(&s->arena, &state->tokens, &state->lists));
		break;
	case TEST_SENTENCES:
		must(kz_sentences_find(&s->arena, s->m.model, &state->text, &state->tokens, &state->lists,
		                       s->options.max_sentence, &state->sentences, &state->limits.sentence_split));
		break;
	case TEST_GAZETTEER:
		must(kz_gazetteer_match(state));
		break;
	case TEST_RULES:
		must(kz_rule_match(state, &s->scratch));
		break;
	case TEST_NAMES:
		must(kz_name_match(state));
		break;
	case TEST_SUPPORT:
		must(kz_support(state, NULL));
		break;
	case TEST_OVERLAPS:
		must(kz_overlaps_resolve(state, &s->resolved));
		must(kz_mentions_make(state, &s->resolved));
		break;
	case TEST_SHORTS:
		must(kz_short_forms(state, &s->resolved));
		must(kz_support(state, &s->resolved));
		must(kz_overlaps_resolve(state, &s->resolved));
		must(kz_mentions_make(state, &s->resolved));
		break;
	case TEST_TITLES:
		must(kz_titles_keep(state, &s->resolved));
		break;
	case TEST_ENTITIES:
		must(kz_entities_join(state, &s->resolved));
		break;
	case TEST_RELATIONS:
		must(kz_relations_match(state, &s->resolved, &s->related) &&
		     kz_pairs_count(state, &s->resolved, &s->related));
		break;
	}
}

void test_stages_run_dated(test_stages *s, const char *text, int32_t date, test_stage last)
{
	kz_arena_reset(&s->arena);
	s->state = (kz_state){.arena = &s->arena,
	                      .model = s->m.model,
	                      .patterns = s->patterns,
	                      .options_given = &s->options,
	                      .date = date};
	s->resolved = (kz_resolved){0};
	s->related = (kz_related){0};
	for (int stage = TEST_TEXT; stage <= (int)last; stage++)
		run_stage(s, text, (test_stage)stage);
}

void test_stages_run(test_stages *s, const char *text, test_stage last)
{
	test_stages_run_dated(s, text, 0, last);
}

/* Showing */

typedef struct shown {
	char *text;
	size_t size;
	FILE *out;
} shown;

static void begin(shown *w)
{
	*w = (shown){0};
	w->out = open_memstream(&w->text, &w->size);
}

static const char *end(test_stages *s, shown *w)
{
	fclose(w->out);
	char *copy = kz_arena_copy(&s->arena, w->text, w->size);
	free(w->text);
	must(copy != NULL);
	return copy;
}

static void put_span(const test_stages *s, FILE *out, uint32_t from, uint32_t to)
{
	int space = 0;
	for (; from < to; from++) {
		char c = s->state.text.bytes[from];
		int is_space = c == ' ' || c == '\n';
		if (is_space && space)
			continue;
		fputc(is_space ? ' ' : c, out);
		space = is_space;
	}
}

const char *test_show_tokens(test_stages *s)
{
	shown w;
	begin(&w);
	for (uint32_t i = 0; i < s->state.tokens.count; i++) {
		const kz_token *t = kz_token_at(&s->state, i);
		fprintf(w.out, "%s[", i && t->flags & KZ_TOKEN_SPACE ? " " : "");
		put_span(s, w.out, t->begin, t->end);
		fputc(']', w.out);
	}
	return end(s, &w);
}

const char *test_show_sentences(test_stages *s)
{
	shown w;
	begin(&w);
	for (uint32_t i = 0; i < s->state.sentences.count; i++) {
		const kz_sentence *sentence = &s->state.sentences.items[i];
		fputs(i ? " | " : "", w.out);
		put_span(s, w.out, kz_token_at(&s->state, sentence->first)->begin,
		         kz_token_at(&s->state, sentence->end - 1)->end);
	}
	return end(s, &w);
}

const char *test_show_candidates(test_stages *s)
{
	shown w;
	begin(&w);
	for (uint32_t i = 0; i < s->state.candidates.count; i++) {
		const kz_candidate *c = &s->state.candidates.items[i];
		fprintf(w.out, "%s%s ", c->outcome == KZNER_CHOSEN ? "" : "!", kzner_type_name((kzner_type)c->type));
		put_span(s, w.out, c->begin_byte, c->end_byte);
		fprintf(w.out, " %s\n", kzner_source_name((kzner_source)c->source));
	}
	return end(s, &w);
}

static void put_entity(const test_stages *s, FILE *out, const kz_entity *e)
{
	if (e->entry) {
		fputs(kz_string(s->m.model, s->m.model->entries[e->entry].id), out);
		return;
	}
	const kz_mention *name = &s->resolved.mentions.items[e->name_mention];
	const kz_candidate *c = &s->state.candidates.items[name->candidate];
	put_span(s, out, c->begin_byte, c->end_byte);
}

const char *test_show_mentions(test_stages *s)
{
	shown w;
	begin(&w);
	for (uint32_t i = 0; i < s->resolved.mentions.count; i++) {
		const kz_mention *m = &s->resolved.mentions.items[i];
		const kz_candidate *c = &s->state.candidates.items[m->candidate];
		fprintf(w.out, "%s ", kzner_type_name((kzner_type)m->type));
		put_span(s, w.out, c->begin_byte, c->end_byte);
		if (s->resolved.entities.count && m->entity != KZNER_NONE) {
			fputs(" = ", w.out);
			put_entity(s, w.out, &s->resolved.entities.items[m->entity]);
		}
		fputc('\n', w.out);
	}
	return end(s, &w);
}
