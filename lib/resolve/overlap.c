/*
 * In: candidates that may overlap. Out: mentions that do not.
 *
 * Candidates that overlap, directly or over others, make a cluster: what is chosen in one does not touch another. Nearly all
 * clusters have one candidate, which needs no choice. In later runs only clusters are settled anew that have a candidate which is
 * new, or got or lost its support; of the others the mentions are kept.
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

/* There is room for a mention of each candidate. */
static void add_mention(const kz_state *state, kz_mentions *mentions, uint32_t number, uint32_t sentence)
{
	const kz_candidate *c = &state->candidates.items[number];
	mentions->items[mentions->count++] = (kz_mention){.candidate = number,
	                                                  .first = c->first,
	                                                  .end = c->end,
	                                                  .sentence = sentence,
	                                                  .entity = KZNER_NONE,
	                                                  .type = c->type,
	                                                  .confidence = c->score};
}

/* The sentence of token i, from one that is not behind it. */
static uint32_t sentence_of(const kz_state *state, uint32_t i, uint32_t from)
{
	while (i >= state->sentences.items[from].end)
		from++;
	return from;
}

/* The slot of an entry: an empty one if it is not among those that were seen. */
static uint32_t seen_slot(const kz_resolved *resolved, uint32_t entry)
{
	uint32_t i = entry * 0x9E3779B1u & resolved->seen_mask;
	while (resolved->seen[i] && resolved->seen[i] != entry)
		i = (i + 1) & resolved->seen_mask;
	return i;
}

int kz_resolved_names(const kz_resolved *resolved, uint32_t entry)
{
	return resolved && resolved->seen && resolved->seen[seen_slot(resolved, entry)];
}

/* The entries of mentions that have one reading, which needs no support itself; how many they are. What stands in a list is told
 * without branches, since nobody can guess it. There is room for all mentions. */
static uint32_t list_sure(const kz_state *state, const kz_resolved *resolved, uint32_t *list)
{
	const kz_alias *aliases = state->model->aliases;
	uint32_t single = 0, sure = 0;
	if (!state->options.count)
		return 0;
	for (uint32_t m = 0; m < resolved->mentions.count; m++) {
		const kz_candidate *c = &state->candidates.items[resolved->mentions.items[m].candidate];
		list[single] = kz_option(state, c, 0);
		single += c->option_count == 1;
	}
	for (uint32_t i = 0; i < single; i++) {
		const kz_alias *alias = &aliases[list[i]];
		list[sure] = alias->entry;
		sure += !(alias->flags & (KZ_ALIAS_SHORT | KZ_ALIAS_CONTEXT));
	}
	return sure;
}

int kz_seen_make(kz_state *state, kz_resolved *resolved)
{
	uint32_t *list = kz_arena_alloc(state->arena, (resolved->mentions.count + 1) * sizeof *list);
	uint32_t sure = list ? list_sure(state, resolved, list) : 0, count = 16;
	while (count < sure * 2)
		count *= 2;
	resolved->seen_mask = count - 1;
	resolved->seen = kz_arena_alloc(state->arena, count * sizeof *resolved->seen);
	if (!list || !resolved->seen)
		return 0;
	memset(resolved->seen, 0, count * sizeof *resolved->seen);
	for (uint32_t i = 0; i < sure; i++)
		resolved->seen[seen_slot(resolved, list[i])] = list[i];
	return 1;
}

static void choose(kz_candidate *c)
{
	c->outcome = KZNER_CHOSEN;
	c->beaten_by = KZNER_NONE;
}

static void beat(kz_candidate *c, uint32_t by)
{
	c->outcome = KZNER_BEATEN;
	c->beaten_by = by;
}

/* Candidates that overlap, directly or over others. */
typedef struct cluster {
	uint32_t first, end; /* tokens */
	uint32_t count;
	ranked *items;
} cluster;

typedef struct resolver {
	kz_state *state;
	kz_overlaps *overlaps;
	kz_mentions *mentions;
	const kz_mention *before, *before_end; /* mentions of the run before that were not met yet */
	uint32_t sentence;                     /* of the last mention */
	ranked *items;                         /* of the cluster at hand */
} resolver;

static void mention(resolver *r, uint32_t number, uint32_t first)
{
	r->sentence = sentence_of(r->state, first, r->sentence);
	add_mention(r->state, r->mentions, number, r->sentence);
}

static void settle_one(resolver *r, const cluster *c)
{
	choose(&r->state->candidates.items[c->items->number]);
	mention(r, c->items->number, c->items->first);
}

/* Two that overlap each other. */
static void settle_two(resolver *r, const cluster *c)
{
	ranked *items = c->items;
	kz_candidate *candidates = r->state->candidates.items;
	for (uint32_t i = 0; i < 2; i++)
		items[i].rank = rank_of(&candidates[items[i].number]);
	uint32_t best = compare(&items[0], &items[1]) < 0 ? 0 : 1;
	choose(&candidates[items[best].number]);
	beat(&candidates[items[!best].number], items[best].number);
	mention(r, items[best].number, items[best].first);
}

/* Owned tokens in text order give the mentions in text order. */
static void collect(resolver *r, const cluster *c, const uint32_t *owner)
{
	for (uint32_t i = c->first, before = 0; i < c->end; before = owner[i++])
		if (owner[i] && owner[i] != before)
			mention(r, owner[i] - 1, i);
}

static void settle_many(resolver *r, const cluster *all)
{
	uint32_t *owner = r->overlaps->owner;
	kz_candidate *candidates = r->state->candidates.items;
	for (uint32_t i = 0; i < all->count; i++)
		all->items[i].rank = rank_of(&candidates[all->items[i].number]);
	sort_cluster(all->items, all->count);
	memset(owner + all->first, 0, (all->end - all->first) * sizeof *owner);
	for (uint32_t i = 0; i < all->count; i++) {
		kz_candidate *c = &candidates[all->items[i].number];
		uint32_t by = holder(owner, c);
		if (by) {
			beat(c, by - 1);
			continue;
		}
		choose(c);
		for (uint32_t t = c->first; t < c->end; t++)
			owner[t] = all->items[i].number + 1;
	}
	collect(r, all, owner);
}

static int overlap(const kz_state *state, const ranked *a, const ranked *b)
{
	return a->first < state->candidates.items[b->number].end && b->first < state->candidates.items[a->number].end;
}

static void settle(resolver *r, const cluster *c)
{
	if (c->count == 1)
		settle_one(r, c);
	else if (c->count == 2 && overlap(r->state, &c->items[0], &c->items[1]))
		settle_two(r, c);
	else if (c->count)
		settle_many(r, c);
}

/* The candidates that begin at a token join the cluster. One that lost its support is no part of it, but may have beaten others, so
 * that all those it overlaps are settled anew. */
static void join(const resolver *r, cluster *open, uint32_t token)
{
	const uint32_t *next = r->overlaps->next.items;
	uint32_t end = open->end, count = open->count;
	for (uint32_t n = r->overlaps->head[token]; n; n = next[n - 1]) {
		kz_candidate *c = &r->state->candidates.items[n - 1];
		int stands = c->outcome != KZNER_UNSUPPORTED;
		if (stands | c->changed)
			end = c->end > end ? c->end : end;
		open->items[count].first = token;
		open->items[count].number = n - 1;
		count += (uint32_t)stands;
		c->changed = 0;
	}
	open->end = end;
	open->count = count;
}

/* Sets of tokens */

static void set_bit(uint64_t *set, uint32_t token)
{
	set[token / 64] |= (uint64_t)1 << token % 64;
}

static void clear_bit(uint64_t *set, uint32_t token)
{
	set[token / 64] &= ~((uint64_t)1 << token % 64);
}

/* The first token of a set that is not before `from`, KZNER_NONE if there is none. */
static uint32_t next_bit(const uint64_t *set, uint32_t words, uint32_t from)
{
	uint32_t w = from / 64;
	uint64_t bits = w < words ? set[w] & ~(uint64_t)0 << from % 64 : 0;
	while (!bits) {
		if (++w >= words)
			return KZNER_NONE;
		bits = set[w];
	}
	return w * 64 + (uint32_t)__builtin_ctzll(bits);
}

/* The last token of a set that is not behind token, nor before `from`; token itself if there is none. */
static uint32_t last_bit(const uint64_t *set, uint32_t token, uint32_t from)
{
	uint32_t w = token / 64;
	uint64_t bits = set[w] & ~(uint64_t)0 >> (63 - token % 64);
	while (!bits && w > from / 64)
		bits = set[--w];
	uint32_t last = bits ? w * 64 + 63 - (uint32_t)__builtin_clzll(bits) : token;
	return last < from ? token : last;
}

/* Settles the cluster that begins at a token; returns the first token behind it that begins a candidate. */
static uint32_t settle_from(resolver *r, uint32_t first)
{
	kz_overlaps *o = r->overlaps;
	cluster open = {first, first, 0, r->items};
	uint32_t token = next_bit(o->begins, o->words, first + 1);
	join(r, &open, first);
	set_bit(o->clusters, first);
	for (; token < open.end; token = next_bit(o->begins, o->words, token + 1)) {
		join(r, &open, token);
		clear_bit(o->clusters, token);
	}
	while (r->before < r->before_end && r->before->first < open.end)
		r->before++;
	settle(r, &open);
	return token;
}

static int overlaps_init(const kz_state *state, kz_overlaps *o)
{
	uint32_t tokens = state->tokens.count + 1;
	o->words = tokens / 64 + 1;
	o->begins = kz_arena_alloc(state->arena, o->words * sizeof *o->begins);
	o->clusters = kz_arena_alloc(state->arena, o->words * sizeof *o->clusters);
	o->changed = kz_arena_alloc(state->arena, o->words * sizeof *o->changed);
	o->head = kz_arena_alloc(state->arena, tokens * sizeof *o->head);
	o->owner = kz_arena_alloc(state->arena, tokens * sizeof *o->owner);
	if (!o->begins || !o->clusters || !o->changed || !o->head || !o->owner)
		return 0;
	memset(o->head, 0, tokens * sizeof *o->head);
	memset(o->begins, 0, o->words * sizeof *o->begins);
	memset(o->clusters, 0, o->words * sizeof *o->clusters);
	return 1;
}

/* Put the candidates that came since the last run into the chains of their first tokens. */
static int chain(const kz_state *state, kz_overlaps *o)
{
	if (!KZ_RESERVE(state->arena, &o->next, state->candidates.count))
		return 0;
	for (uint32_t i = o->next.count; i < state->candidates.count; i++) {
		uint32_t first = state->candidates.items[i].first;
		uint64_t *word = &o->begins[first / 64], bit = (uint64_t)1 << first % 64;
		o->next.items[i] = o->head[first];
		o->head[first] = i + 1;
		*word |= bit;
		o->changed[first / 64] |= bit;
	}
	o->next.count = state->candidates.count;
	return 1;
}

/* Of the candidates that were there in the run before; new ones are found when they are put in chains. */
static void find_changed(const kz_state *state, kz_overlaps *o)
{
	memset(o->changed, 0, o->words * sizeof *o->changed);
	for (uint32_t i = 0; i < o->next.count; i++)
		if (state->candidates.items[i].changed)
			set_bit(o->changed, state->candidates.items[i].first);
}

/* The first token of the next cluster that has a changed candidate, KZNER_NONE if there is none; the mentions up to there are
 * kept. A cluster that was settled ends before `from`. */
static uint32_t next_cluster(resolver *r, uint32_t from)
{
	kz_overlaps *o = r->overlaps;
	uint32_t changed = next_bit(o->changed, o->words, from);
	if (changed == from && from != KZNER_NONE)
		return from;
	if (from && from != KZNER_NONE)
		set_bit(o->clusters, from);
	uint32_t first = changed == KZNER_NONE ? changed : last_bit(o->clusters, changed, from);
	while (r->before < r->before_end && r->before->first < first)
		r->mentions->items[r->mentions->count++] = *r->before++;
	return first;
}

int kz_overlaps_resolve(kz_state *state, kz_resolved *resolved)
{
	kz_overlaps *o = &resolved->overlaps;
	kz_mentions before = resolved->mentions;
	resolved->mentions = resolved->mentions_before;
	resolved->mentions.count = 0;
	resolved->mentions_before = before;
	resolver r = {.state = state,
	              .overlaps = o,
	              .mentions = &resolved->mentions,
	              .before = before.items,
	              .before_end = before.items + before.count};
	r.items = kz_arena_alloc(state->arena, (state->candidates.count + 1) * sizeof *r.items);
	if (!o->begins && !overlaps_init(state, o))
		return 0;
	find_changed(state, o);
	if (!chain(state, o) || !r.items || !KZ_RESERVE(state->arena, &resolved->mentions, state->candidates.count))
		return 0;
	for (uint32_t first = next_cluster(&r, 0); first != KZNER_NONE; first = next_cluster(&r, first))
		first = settle_from(&r, first);
	return 1;
}
