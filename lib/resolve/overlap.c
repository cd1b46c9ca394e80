/*
 * In: candidates that may overlap. Out: mentions that do not.
 *
 * The order of preference is data (`rank_of`): candidates are sorted by it and taken while their tokens are free.
 *
 *   1. a name with little evidence comes after everything else
 *   2. more words before fewer
 *   3. by type: a title gives way to any other reading of the same words
 *   4. by source: what the document itself defines, exact, rule, variant, name
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

/* A candidate of a cluster. What the order of preference says first is in rank, the lowest first; then come first and number. */
typedef struct ranked {
	uint64_t rank;
	uint32_t first, number;
} ranked;

static uint64_t rank_of(const kz_candidate *c)
{
	float score = c->score > 0 ? c->score : 0;
	uint32_t bits; /* of a number that is not negative: they rise as it does */
	memcpy(&bits, &score, sizeof bits);
	return (uint64_t)weak(c) << 48 | (uint64_t)(255 - c->tokens) << 40 |
	       (uint64_t)(c->type == KZNER_TYPE_TITLE) << 36 | (uint64_t)source_order(c->source) << 32 | ~bits;
}

static int compare(const void *left, const void *right)
{
	const ranked *a = left, *b = right;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

/* Clusters are of two or three nearly always. */
static void sort_cluster(ranked *cluster, uint32_t count)
{
	if (count > 16) {
		qsort(cluster, count, sizeof *cluster, compare);
		return;
	}
	for (uint32_t i = 1; i < count; i++) {
		ranked moved = cluster[i];
		uint32_t k = i;
		for (; k && compare(&cluster[k - 1], &moved) > 0; k--)
			cluster[k] = cluster[k - 1];
		cluster[k] = moved;
	}
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

/* The sentence of token i, from one that is not behind it. */
static uint32_t sentence_of(const kz_state *state, uint32_t i, uint32_t from)
{
	while (from + 1 < state->sentences.count && i >= state->sentences.items[from].end)
		from++;
	return from;
}

/* Owned tokens in text order give the mentions in text order. *sentence is that of the last mention. */
static int collect(kz_state *state, kz_resolved *resolved, const uint32_t *owner, uint32_t first, uint32_t end,
                   uint32_t *sentence)
{
	for (uint32_t i = first, before = 0; i < end; before = owner[i++]) {
		if (!owner[i] || owner[i] == before)
			continue;
		*sentence = sentence_of(state, i, *sentence);
		if (!add_mention(state, resolved, owner[i] - 1, *sentence))
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

static void settle(kz_state *state, ranked *cluster, uint32_t count, uint32_t *owner)
{
	sort_cluster(cluster, count);
	for (uint32_t i = 0; i < count; i++) {
		kz_candidate *c = &state->candidates.items[cluster[i].number];
		uint32_t by = holder(owner, c);
		c->outcome = by ? KZNER_BEATEN : KZNER_CHOSEN;
		c->beaten_by = by ? by - 1 : KZNER_NONE;
		for (uint32_t t = c->first; !by && t < c->end; t++)
			owner[t] = cluster[i].number + 1;
	}
}

/*
 * Candidates by their first token, in chains. Few tokens begin one, so a bit for each token tells which do, and nothing is asked
 * or cleared for the others.
 */
typedef struct chains {
	uint64_t *begins;
	uint32_t *head;  /* candidates + 1, of the tokens whose bit is set */
	uint32_t *next;  /* of each candidate */
	uint32_t *owner; /* candidates + 1, of the tokens of the open cluster */
	uint32_t words;  /* of begins */
} chains;

static int chains_init(const kz_state *state, chains *c)
{
	uint32_t tokens = state->tokens.count + 1;
	c->words = tokens / 64 + 1;
	c->begins = kz_arena_alloc(state->arena, c->words * sizeof *c->begins);
	c->head = kz_arena_alloc(state->arena, tokens * sizeof *c->head);
	c->owner = kz_arena_alloc(state->arena, tokens * sizeof *c->owner);
	c->next = kz_arena_alloc(state->arena, (state->candidates.count + 1) * sizeof *c->next);
	if (!c->begins || !c->head || !c->owner || !c->next)
		return 0;
	memset(c->begins, 0, c->words * sizeof *c->begins);
	return 1;
}

/* Those without support are left out. */
static void chain(kz_state *state, chains *all)
{
	for (uint32_t i = state->candidates.count; i-- > 0;) {
		kz_candidate *c = &state->candidates.items[i];
		uint64_t *word = &all->begins[c->first / 64], bit = (uint64_t)1 << c->first % 64;
		c->beaten_by = KZNER_NONE;
		if (c->outcome == KZNER_UNSUPPORTED)
			continue;
		all->next[i] = *word & bit ? all->head[c->first] : 0;
		all->head[c->first] = i + 1;
		*word |= bit;
	}
}

/* Candidates that overlap, directly or over others: what is chosen in one cluster does not touch another. */
typedef struct cluster {
	ranked *items;
	uint32_t count, first, end; /* tokens */
	uint32_t sentence;          /* of the last mention */
} cluster;

static int close_cluster(kz_state *state, kz_resolved *resolved, cluster *open, uint32_t *owner)
{
	if (open->count == 1) {
		uint32_t number = open->items[0].number;
		open->count = 0;
		state->candidates.items[number].outcome = KZNER_CHOSEN;
		open->sentence = sentence_of(state, open->first, open->sentence);
		return add_mention(state, resolved, number, open->sentence);
	}
	settle(state, open->items, open->count, owner);
	open->count = 0;
	return collect(state, resolved, owner, open->first, open->end, &open->sentence);
}

/* The candidates that begin at a token join the cluster, whose tokens are free as long as it is open. */
static void join(const kz_state *state, const chains *all, cluster *open, uint32_t token)
{
	uint32_t end = open->count ? open->end : token;
	if (!open->count)
		open->first = token;
	for (uint32_t n = all->head[token]; n; n = all->next[n - 1]) {
		const kz_candidate *c = &state->candidates.items[n - 1];
		open->items[open->count++] = (ranked){rank_of(c), c->first, n - 1};
		while (end < c->end)
			all->owner[end++] = 0;
	}
	open->end = end;
}

int kz_overlaps_resolve(kz_state *state, kz_resolved *resolved)
{
	chains all;
	cluster open = {kz_arena_alloc(state->arena, (state->candidates.count + 1) * sizeof *open.items), 0, 0, 0, 0};
	if (!open.items || !chains_init(state, &all) ||
	    !KZ_RESERVE(state->arena, &resolved->mentions, state->candidates.count / 2))
		return 0;
	chain(state, &all);
	resolved->mentions.count = 0;
	for (uint32_t w = 0; w < all.words; w++) {
		for (uint64_t bits = all.begins[w]; bits; bits &= bits - 1) {
			uint32_t token = w * 64 + (uint32_t)__builtin_ctzll(bits);
			if (open.count && token >= open.end && !close_cluster(state, resolved, &open, all.owner))
				return 0;
			join(state, &all, &open, token);
		}
	}
	if (open.count && !close_cluster(state, resolved, &open, all.owner))
		return 0;
	return make_seen(state, resolved);
}
