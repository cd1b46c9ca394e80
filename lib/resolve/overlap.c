/*
 * In: candidates that may overlap. Out: mentions that do not.
 *
 * The order of preference is data (`order`): candidates are sorted by it and taken while their tokens are free.
 *
 *   1. a name with little evidence comes after everything else
 *   2. more words before fewer
 *   3. by source: what the document itself defines, exact, rule, variant, name
 *   4. by type: a title gives way to any other reading of the same words
 *   5. higher score
 *   6. earlier in the text, then as found
 */
#include "resolve/resolve.h"

#include <stdlib.h>
#include <string.h>

/* A name below this has too little evidence to push aside shorter names that are certain. */
#define WEAK_NAME 0.55f

static int weak(const kz_candidate *c)
{
	return c->source == KZNER_SOURCE_NAME && c->score < WEAK_NAME;
}

static int source_order(uint8_t source)
{
	static const int order[] = {[KZNER_SOURCE_DOCUMENT] = 0,
	                            [KZNER_SOURCE_GAZETTEER] = 1,
	                            [KZNER_SOURCE_RULE] = 2,
	                            [KZNER_SOURCE_VARIANT] = 3,
	                            [KZNER_SOURCE_NAME] = 4};
	return order[source];
}

static int order(const kz_candidate *a, const kz_candidate *b)
{
	if (weak(a) != weak(b))
		return weak(a) ? 1 : -1;
	if (a->tokens != b->tokens)
		return a->tokens > b->tokens ? -1 : 1;
	if ((a->type == KZNER_TYPE_TITLE) != (b->type == KZNER_TYPE_TITLE))
		return a->type == KZNER_TYPE_TITLE ? 1 : -1;
	if (source_order(a->source) != source_order(b->source))
		return source_order(a->source) - source_order(b->source);
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return 0;
}

static int compare(const void *left, const void *right, void *state)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	const kz_state *s = state;
	int result = order(&s->candidates.items[a], &s->candidates.items[b]);
	return result ? result : a < b ? -1 : a > b;
}

/* The candidate that holds any of c's tokens + 1, 0 if they are free. */
static uint32_t holder(const uint32_t *owner, const kz_candidate *c)
{
	for (uint32_t i = c->first; i < c->end; i++)
		if (owner[i])
			return owner[i];
	return 0;
}

static int add_mention(kz_state *state, kz_resolved *resolved, uint32_t number, uint32_t sentence)
{
	const kz_candidate *c = &state->candidates.items[number];
	kz_mention *m = KZ_PUSH(state->arena, &resolved->mentions);
	if (!m)
		return 0;
	*m = (kz_mention){.candidate = number,
	                  .first = c->first,
	                  .end = c->end,
	                  .sentence = sentence,
	                  .entity = KZNER_NONE,
	                  .type = c->type,
	                  .confidence = c->score};
	return 1;
}

/* Owned tokens in text order give the mentions in text order. */
static int collect(kz_state *state, kz_resolved *resolved, const uint32_t *owner)
{
	uint32_t sentence = 0;
	resolved->mentions.count = 0;
	for (uint32_t i = 0; i < state->tokens.count; i++) {
		while (sentence + 1 < state->sentences.count && i >= state->sentences.items[sentence].end)
			sentence++;
		if (owner[i] && (!i || owner[i] != owner[i - 1]) &&
		    !add_mention(state, resolved, owner[i] - 1, sentence))
			return 0;
	}
	return 1;
}

int kz_resolved_names(const kz_resolved *resolved, uint32_t entry)
{
	if (!resolved || !resolved->seen)
		return 0;
	for (uint32_t i = entry * 0x9E3779B1u & resolved->seen_mask; resolved->seen[i];
	     i = (i + 1) & resolved->seen_mask)
		if (resolved->seen[i] == entry)
			return 1;
	return 0;
}

/* Only names that need no support themselves count. */
static int make_seen(kz_state *state, kz_resolved *resolved)
{
	uint32_t count = 16;
	while (count < resolved->mentions.count * 2)
		count *= 2;
	resolved->seen_mask = count - 1;
	resolved->seen = kz_arena_alloc(state->arena, count * sizeof *resolved->seen);
	if (!resolved->seen)
		return 0;
	memset(resolved->seen, 0, count * sizeof *resolved->seen);
	for (uint32_t m = 0; m < resolved->mentions.count; m++) {
		const kz_candidate *c = &state->candidates.items[resolved->mentions.items[m].candidate];
		const kz_alias *alias = c->option_count == 1 ? &state->model->aliases[kz_option(state, c, 0)] : NULL;
		if (!alias || alias->flags & (KZ_ALIAS_SHORT | KZ_ALIAS_CONTEXT) ||
		    kz_resolved_names(resolved, alias->entry))
			continue;
		uint32_t i = alias->entry * 0x9E3779B1u & resolved->seen_mask;
		while (resolved->seen[i])
			i = (i + 1) & resolved->seen_mask;
		resolved->seen[i] = alias->entry;
	}
	return 1;
}

int kz_overlaps_resolve(kz_state *state, kz_resolved *resolved)
{
	uint32_t count = state->candidates.count, kept = 0;
	uint32_t *sorted = kz_arena_alloc(state->arena, (count + 1) * sizeof *sorted);
	uint32_t *owner = kz_arena_alloc(state->arena, (state->tokens.count + 1) * sizeof *owner);
	if (!sorted || !owner)
		return 0;
	memset(owner, 0, (state->tokens.count + 1) * sizeof *owner);
	for (uint32_t i = 0; i < count; i++) {
		state->candidates.items[i].beaten_by = KZNER_NONE;
		if (state->candidates.items[i].outcome != KZNER_UNSUPPORTED)
			sorted[kept++] = i;
	}
	qsort_r(sorted, kept, sizeof *sorted, compare, state);
	for (uint32_t i = 0; i < kept; i++) {
		kz_candidate *c = &state->candidates.items[sorted[i]];
		uint32_t by = holder(owner, c);
		c->outcome = by ? KZNER_BEATEN : KZNER_CHOSEN;
		c->beaten_by = by ? by - 1 : KZNER_NONE;
		for (uint32_t t = c->first; !by && t < c->end; t++)
			owner[t] = sorted[i] + 1;
	}
	return collect(state, resolved, owner) && make_seen(state, resolved);
}
