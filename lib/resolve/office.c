/*
 * In: titles that stand with a country and nobody's name ("the Kazakh president"). Out: whom they mean.
 *
 * The gazetteer knows who held the office on the document's date; where it knows exactly one person, the words describe that
 * person. That is no mention: nobody is named.
 */
#include "resolve/resolve.h"

#include <string.h>

/* YYYYMMDD with 00 for what is not known, as the first or the last day that it may be. */
static int32_t first_day(int32_t date)
{
	return date % 100 ? date : date / 100 % 100 ? date + 1 : date + 101;
}

static int32_t last_day(int32_t date)
{
	return date % 100 ? date : date / 100 % 100 ? date + 31 : date + 1231;
}

int kz_role_held(const kz_role *role, int32_t date)
{
	return (!role->from || first_day(role->from) <= last_day(date)) && (role->from || role->to) &&
	       (!role->to || last_day(role->to) >= first_day(date));
}

static int is_option(const kz_state *state, const kz_candidate *c, uint32_t title)
{
	for (uint32_t i = 0; title && i < c->all_options; i++)
		if (state->model->aliases[kz_option(state, c, i)].entry == title)
			return 1;
	return 0;
}

/* The one person who held a title of candidate c in entry object on the document's date, 0 if there is none or more. */
static uint32_t find_holder(const kz_state *state, const kz_candidate *c, uint32_t object, uint32_t *ret_role)
{
	uint32_t count, person = 0;
	const uint32_t *holders = kz_find_holders(state->model, object, &count);
	for (uint32_t i = 0; i < count; i++) {
		const kz_role *role = &state->model->roles[holders[i]];
		if (!is_option(state, c, role->title) || !kz_role_held(role, state->date))
			continue;
		if (person && person != role->holder)
			return 0;
		person = role->holder;
		*ret_role = holders[i];
	}
	return person;
}

static int is_body(uint8_t type)
{
	return type == KZNER_TYPE_NORP || type == KZNER_TYPE_PLACE || type == KZNER_TYPE_ORG ||
	       type == KZNER_TYPE_PARTY;
}

static int is_text(const kz_state *state, uint32_t i, const char *text)
{
	const kz_token *token = kz_token_at(state, i);
	size_t size = strlen(text);
	return i < state->tokens.count && token->end - token->begin == size &&
	       !memcmp(state->text.bytes + token->begin, text, size);
}

/* The mention that ends at token i, or that begins there; KZNER_NONE if none does. Mentions are in text order. */
static uint32_t mention_beside(const kz_resolved *resolved, uint32_t i, int ends)
{
	uint32_t low = 0, high = resolved->mentions.count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const kz_mention *m = &resolved->mentions.items[middle];
		uint32_t at = ends ? m->end : m->first;
		if (at == i)
			return middle;
		if (at < i)
			low = middle + 1;
		else
			high = middle;
	}
	return KZNER_NONE;
}

/* BODY TITLE, BODY's TITLE or TITLE of (the) BODY */
static uint32_t find_body(const kz_state *state, const kz_resolved *resolved, const kz_candidate *c)
{
	uint32_t before = c->first;
	if (before && kz_token_at(state, before - 1)->kind == KZ_TOKEN_CLITIC)
		before--;
	uint32_t found = mention_beside(resolved, before, 1);
	if (found == KZNER_NONE && is_text(state, c->end, "of"))
		found = mention_beside(resolved, c->end + 1 + (uint32_t)is_text(state, c->end + 1, "the"), 0);
	return found != KZNER_NONE && is_body(resolved->mentions.items[found].type) ? found : KZNER_NONE;
}

static int describe(kz_state *state, kz_resolved *resolved, const kz_candidate *c)
{
	uint32_t body = find_body(state, resolved, c), role = 0;
	uint32_t object = body != KZNER_NONE ? resolved->mentions.items[body].entity : KZNER_NONE;
	uint32_t entry = object != KZNER_NONE ? resolved->entities.items[object].entry : 0;
	uint32_t person = entry ? find_holder(state, c, entry, &role) : 0;
	if (!person)
		return 1;
	const kz_mention *m = &resolved->mentions.items[body];
	kz_description *d = KZ_PUSH(state->arena, &resolved->descriptions);
	if (!d)
		return 0;
	*d = (kz_description){.first = m->first < c->first ? m->first : c->first,
	                      .end = m->end > c->end ? m->end : c->end,
	                      .person = person,
	                      .role = role,
	                      .entity = kz_entity_find(resolved, person),
	                      .object = object};
	return 1;
}

int kz_descriptions_find(kz_state *state, kz_resolved *resolved)
{
	const kz_candidate *items = state->candidates.items;
	/* Candidates with options come before all others. */
	for (uint32_t i = 0; state->date && i < state->candidates.count && items[i].all_options; i++)
		if (((items[i].type == KZNER_TYPE_TITLE) & (items[i].outcome == KZNER_UNSUPPORTED)) &&
		    !describe(state, resolved, &items[i]))
			return 0;
	return 1;
}
