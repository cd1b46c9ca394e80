/*
 * In: a word behind "the". Out: the organisation or party that was named before and that it describes.
 *
 * The last one whose name holds the word ("the consortium": the Caspian Pipeline Consortium) is meant; otherwise the only one of that
 * kind in this sentence and the one before ("the party": Nur Otan).
 */
#include "relations/description.h"

#include "base/ascii.h"

#include <string.h>

/* Mentions looked at, backwards. */
#define REACH 60

typedef struct noun {
	const char *word, *kind; /* kind: subtype of the bodies that it can describe, NULL if only their names tell */
} noun;

/* Only words of the list DESCRIPTION are asked about: it holds all of these. */
static const noun nouns[] = {
        {"consortium", NULL},     {"party", "party"},
        {"movement", "movement"}, {"bloc", "igo"},
        {"group", "igo"},         {"organisation", "igo"},
        {"organization", "igo"},  {"alliance", "igo"},
        {"union", "igo"},         {"grouping", "igo"},
        {"community", NULL},      {"committee", NULL},
        {"commission", NULL},     {"council", NULL},
        {"ministry", "ministry"}, {"bank", "bank"},
        {"company", "company"},   {"firm", "company"},
        {"corporation", NULL},    {"agency", NULL},
        {"court", "court"},       {"university", "university"},
        {"foundation", NULL},     {"institute", NULL},
};

static const noun *noun_at(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	size_t size = token->end - token->begin;
	if (token->shape != KZ_SHAPE_LOWER || size < 4)
		return NULL;
	for (size_t n = 0; n < sizeof nouns / sizeof *nouns; n++)
		if (strlen(nouns[n].word) == size && !memcmp(nouns[n].word, state->text.bytes + token->begin, size))
			return &nouns[n];
	return NULL;
}

/* Is token i written as a word of one of the lists, case aside? */
static int is_in(const kz_state *state, uint32_t i, uint64_t lists)
{
	return kz_token_in(state, i, lists) && !(kz_token_at(state, i)->flags & KZ_TOKEN_WIDE);
}

/* "the company Lukoil", "the group of states", "the party-state", "the union leader" describe nothing by themselves. */
static int stands_alone(const kz_state *state, uint32_t i)
{
	return i + 1 >= state->tokens.count ||
	       (!kz_is_capital(kz_token_at(state, i + 1)) && !is_in(state, i + 1, KZ_NAME_IN(NO_DESCRIPTION_BEHIND)));
}

static int holds(const char *text, size_t size, const char *word)
{
	size_t length = strlen(word);
	for (size_t i = 0; i + length <= size; i++)
		if (kz_ascii_same_bytes(text + i, word, length))
			return 1;
	return 0;
}

static int is_named_by(const kz_state *state, const kz_resolved *resolved, const kz_mention *m, const char *word)
{
	const kz_candidate *c = &state->candidates.items[m->candidate];
	uint32_t entry = resolved->entities.items[m->entity].entry;
	const char *name = kz_string(state->model, state->model->entries[entry].name);
	return holds(state->text.bytes + c->begin_byte, c->end_byte - c->begin_byte, word) ||
	       (entry && holds(name, strlen(name), word));
}

static int is_kind(const kz_state *state, const kz_resolved *resolved, const kz_mention *m, const char *kind)
{
	uint32_t entry = resolved->entities.items[m->entity].entry;
	if (m->type == KZNER_TYPE_PARTY && !strcmp(kind, "party"))
		return 1;
	return entry && !strcmp(kz_string(state->model, state->model->entries[entry].subtype), kind);
}

uint32_t kz_description_means(const kz_state *state, const kz_resolved *resolved, uint32_t token, uint32_t before)
{
	const noun *described = token && is_in(state, token - 1, KZ_NAME_IN(THE)) ? noun_at(state, token) : NULL;
	uint32_t only = KZNER_NONE, sentence = UINT32_MAX;
	int several = 0;
	if (!described || !stands_alone(state, token))
		return KZNER_NONE;
	for (uint32_t i = before; i && before - i < REACH; i--) {
		const kz_mention *m = &resolved->mentions.items[i - 1];
		if ((m->type != KZNER_TYPE_ORG && m->type != KZNER_TYPE_PARTY) || m->entity == KZNER_NONE)
			continue;
		if (is_named_by(state, resolved, m, described->word))
			return i - 1;
		if (sentence == UINT32_MAX)
			sentence = m->sentence;
		if (!described->kind || m->sentence + 1 < sentence || !is_kind(state, resolved, m, described->kind))
			continue;
		several |= only != KZNER_NONE && resolved->mentions.items[only].entity != m->entity;
		if (only == KZNER_NONE)
			only = i - 1;
	}
	return several ? KZNER_NONE : only;
}
