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

/* The sentence of token i, from one that is not behind it. It is this or one of the next two nearly always, and nobody can guess
 * which. */
static uint32_t sentence_of(const kz_state *state, uint32_t i, uint32_t from)
{
	const kz_sentence *sentences = state->sentences.items;
	from += i >= sentences[from].end;
	from += i >= sentences[from].end;
	while (i >= sentences[from].end)
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

/* Candidates that overlap, directly or over others, by their places in the order of the text. */
typedef struct span {
	uint32_t from, to;
	uint32_t end; /* token */
} span;

/* Those of them that stand. */
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

/* The candidates in the order of the text */

/* Few, since most documents have a few hundred candidates. */
#define DIGIT_BITS 7
#define DIGITS     (1u << DIGIT_BITS)

/* One pass of a radix sort: by some bits of the first token; those with the same stay in their order. */
static void sort_by_digit(const kz_candidate_place *from, kz_candidate_place *to, uint32_t count, unsigned shift)
{
	uint32_t next[DIGITS] = {0}, place = 0;
	for (uint32_t i = 0; i < count; i++)
		next[from[i].first >> shift & (DIGITS - 1)]++;
	for (uint32_t digit = 0; digit < DIGITS; digit++) {
		uint32_t here = next[digit];
		next[digit] = place;
		place += here;
	}
	for (uint32_t i = 0; i < count; i++)
		to[next[from[i].first >> shift & (DIGITS - 1)]++] = from[i];
}

/* Room for so many places and one behind all tokens, which ends what is merged. */
static kz_candidate_place *make_places(const kz_state *state, uint32_t count)
{
	kz_candidate_place *places = kz_arena_alloc(state->arena, (count + 1) * sizeof *places);
	if (places)
		places[count] = (kz_candidate_place){UINT32_MAX, UINT32_MAX};
	return places;
}

/* The places of candidates from number `from` on, sorted unless they are so already; NULL when there is no memory. */
static kz_candidate_place *sort_places(const kz_state *state, uint32_t from, uint32_t count, int is_sorted)
{
	kz_candidate_place *places = make_places(state, count), *other = is_sorted ? places : make_places(state, count);
	if (!places || !other)
		return NULL;
	for (uint32_t i = 0; i < count; i++)
		places[i] = (kz_candidate_place){state->candidates.items[from + i].first, from + i};
	for (unsigned shift = 0; !is_sorted && shift < 32 && state->tokens.count >> shift; shift += DIGIT_BITS) {
		sort_by_digit(places, other, count, shift);
		kz_candidate_place *sorted = other;
		other = places;
		places = sorted;
	}
	return places;
}

/* As a number that is the lesser, the earlier the place is in the order. */
static inline uint64_t join_place(const kz_candidate_place *place)
{
	return (uint64_t)place->first << 32 | place->number;
}

/* Puts the candidates up to number `to` among those that are in order, behind those of the same token. Without branches. */
static int add_places(const kz_state *state, kz_overlaps *o, uint32_t to, int is_sorted)
{
	const kz_candidate_place *added = sort_places(state, o->count, to - o->count, is_sorted), *there = o->order;
	kz_candidate_place *order = make_places(state, to);
	if (!added || !order)
		return 0;
	for (uint32_t k = 0; there && k < to; k++) {
		uint64_t one = join_place(there), other = join_place(added), least = one < other ? one : other;
		uint32_t is_added = least != one;
		order[k] = (kz_candidate_place){(uint32_t)(least >> 32), (uint32_t)least};
		added += is_added;
		there += is_added ^ 1;
	}
	if (!there)
		memcpy(order, added, to * sizeof *order);
	o->order = order;
	o->count = to;
	return 1;
}

/* Candidates that came since the last run are put in the order of the text: the gazetteer and the short forms found theirs in that
 * order, the other matchers nearly so. */
static int order_candidates(const kz_state *state, kz_overlaps *o)
{
	const kz_candidate *items = state->candidates.items;
	uint32_t count = state->candidates.count, sorted = o->count + 1;
	if (o->count == count)
		return 1;
	while (sorted < count && items[sorted - 1].first <= items[sorted].first)
		sorted++;
	return add_places(state, o, sorted, 1) && (sorted == count || add_places(state, o, count, 0));
}

/*
 * The clusters in which a candidate changed; how many they are. A candidate that lost its support is no part of one, but may have
 * beaten others, so that all those it overlaps are settled anew. Without branches, since nobody can guess where a cluster ends.
 */
static uint32_t list_changed(kz_state *state, const kz_overlaps *o, span *list)
{
	uint32_t count = 0, from = 0, end = 0, cluster_changed = 0;
	for (uint32_t k = 0; k < o->count; k++) {
		kz_candidate *c = &state->candidates.items[o->order[k].number];
		uint32_t begins = o->order[k].first >= end, changed = c->changed;
		uint32_t reach = c->end & (0 - ((c->outcome != KZNER_UNSUPPORTED) | changed));
		count += begins & cluster_changed;
		from = begins ? k : from;
		end = reach > end ? reach : end;
		cluster_changed = (cluster_changed & (begins ^ 1)) | changed;
		list[count] = (span){from, k + 1, end};
		c->changed = 0;
	}
	return count + cluster_changed;
}

/* The candidates of a cluster that stand. */
static cluster gather(const resolver *r, const span *s)
{
	const kz_candidate_place *order = r->overlaps->order;
	cluster c = {order[s->from].first, s->end, 0, r->items};
	for (uint32_t k = s->from; k < s->to; k++) {
		c.items[c.count].first = order[k].first;
		c.items[c.count].number = order[k].number;
		c.count += r->state->candidates.items[order[k].number].outcome != KZNER_UNSUPPORTED;
	}
	return c;
}

/* The mentions of the run before up to a token are kept. */
static void keep_mentions(resolver *r, uint32_t first)
{
	while (r->before < r->before_end && r->before->first < first)
		r->mentions->items[r->mentions->count++] = *r->before++;
}

static void settle_anew(resolver *r, const span *s)
{
	cluster c = gather(r, s);
	keep_mentions(r, c.first);
	while (r->before < r->before_end && r->before->first < c.end)
		r->before++;
	settle(r, &c);
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
	uint32_t count = state->candidates.count;
	span *changed = kz_arena_alloc(state->arena, (count + 1) * sizeof *changed);
	r.items = kz_arena_alloc(state->arena, (count + 1) * sizeof *r.items);
	if (!o->owner)
		o->owner = kz_arena_alloc(state->arena, (state->tokens.count + 1) * sizeof *o->owner);
	if (!changed || !r.items || !o->owner || !KZ_RESERVE(state->arena, &resolved->mentions, count) ||
	    !order_candidates(state, o))
		return 0;
	uint32_t clusters = list_changed(state, o, changed);
	for (uint32_t i = 0; i < clusters; i++)
		settle_anew(&r, &changed[i]);
	keep_mentions(&r, UINT32_MAX);
	return 1;
}
