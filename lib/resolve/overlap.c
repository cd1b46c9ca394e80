/*
 * In: candidates that may overlap. Out: which of them are chosen, and mentions of these, which do not overlap.
 *
 * Candidates that overlap, directly or over others, make a cluster: what is chosen in one does not touch another. Nearly all
 * clusters have one candidate, which was chosen when it was made or got its support. In later runs only clusters are settled anew
 * that have a candidate which is new, or got or lost its support.
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

static uint32_t weak(const kz_candidate *c)
{
	return (c->source == KZNER_SOURCE_NAME) & (c->score < WEAK_NAME);
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
	uint32_t bits; /* of a number that is not negative: they rise as it does */
	memcpy(&bits, &c->score, sizeof bits);
	bits &= 0 - (uint32_t)(c->score > 0);
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

/* The slot of an entry: an empty one if it is not among those that were seen. */
static uint32_t seen_slot(const kz_resolved *resolved, uint32_t entry)
{
	uint32_t i = entry * 0x9E3779B1u & resolved->seen_mask;
	while ((resolved->seen[i] != 0) & (resolved->seen[i] != entry))
		i = (i + 1) & resolved->seen_mask;
	return i;
}

int kz_resolved_names(const kz_resolved *resolved, uint32_t entry)
{
	return resolved && resolved->seen && resolved->seen[seen_slot(resolved, entry)];
}

/* The entries of chosen candidates that have one reading, which needs no support itself; how many they are. What stands in a list is
 * told without branches, since nobody can guess it. There is room for all candidates. */
static uint32_t list_sure(const kz_state *state, uint32_t *list)
{
	const kz_alias *aliases = state->model->aliases;
	uint32_t single = 0, sure = 0;
	/* Candidates with options come before all others. */
	for (uint32_t i = 0; i < state->candidates.count && state->candidates.items[i].all_options; i++) {
		const kz_candidate *c = &state->candidates.items[i];
		list[single] = kz_option(state, c, 0);
		single += (c->option_count == 1) & (c->outcome == KZNER_CHOSEN);
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
	uint32_t *list = kz_arena_alloc(state->arena, (state->candidates.count + 1) * sizeof *list);
	uint32_t sure = list ? list_sure(state, list) : 0, count = 16;
	while (count < sure * 4)
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
} span;

/* Those of them that stand. */
typedef struct cluster {
	uint32_t first, end; /* tokens */
	uint32_t count;
	ranked *items;
} cluster;

typedef struct resolver {
	kz_state *state;
	const kz_overlaps *overlaps;
	ranked *items; /* of the cluster at hand */
} resolver;

static void decide(kz_candidate *c, uint32_t is_beaten, uint32_t by)
{
	c->outcome = is_beaten ? KZNER_BEATEN : KZNER_CHOSEN;
	c->beaten_by = by | (is_beaten - 1);
}

static uint32_t overlap(const kz_candidate *a, const kz_candidate *b)
{
	return (a->first < b->end) & (b->first < a->end);
}

/* Most clusters of more than two: the same without sorting, and nearly without branches. Of those that are equal the first comes
 * first. */
static void settle_three(kz_candidate *candidates, const ranked items[3])
{
	kz_candidate *c[3] = {&candidates[items[0].number], &candidates[items[1].number], &candidates[items[2].number]};
	uint64_t a = rank_of(c[0]), b = rank_of(c[1]), d = rank_of(c[2]);
	uint32_t places[3] = {(b < a) + (d < a), (a <= b) + (d < b), (a <= d) + (b <= d)}, order[3];
	for (uint32_t i = 0; i < 3; i++)
		order[places[i]] = i;
	kz_candidate *first = c[order[0]], *second = c[order[1]], *third = c[order[2]];
	uint32_t best = items[order[0]].number, next = items[order[1]].number;
	uint32_t second_lost = overlap(first, second), by_first = overlap(first, third);
	uint32_t by_second = overlap(second, third) & (second_lost ^ 1);
	/* Of two that hold tokens of it the one on the left */
	uint32_t left = by_second & ((by_first ^ 1) | (second->first < first->first));
	choose(first);
	decide(second, second_lost, best);
	decide(third, by_first | by_second, left ? next : best);
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
		next[kz_place_first(from[i]) >> shift & (DIGITS - 1)]++;
	for (uint32_t digit = 0; digit < DIGITS; digit++) {
		uint32_t here = next[digit];
		next[digit] = place;
		place += here;
	}
	for (uint32_t i = 0; i < count; i++)
		to[next[kz_place_first(from[i]) >> shift & (DIGITS - 1)]++] = from[i];
}

/* Room for so many places and one behind all tokens, which ends what is merged. */
static kz_candidate_place *make_places(const kz_state *state, uint32_t count)
{
	kz_candidate_place *places = kz_arena_alloc(state->arena, (count + 1) * sizeof *places);
	if (places)
		places[count] = UINT64_MAX;
	return places;
}

/* The places of candidates from number `from` on, sorted unless they are so already; NULL when there is no memory. */
static kz_candidate_place *sort_places(const kz_state *state, uint32_t from, uint32_t count, int is_sorted)
{
	kz_candidate_place *places = make_places(state, count), *other = is_sorted ? places : make_places(state, count);
	if (!places || !other)
		return NULL;
	for (uint32_t i = 0; i < count; i++)
		places[i] = (kz_candidate_place)state->candidates.items[from + i].first << 32 | (from + i);
	for (unsigned shift = 0; !is_sorted && shift < 32 && state->tokens.count >> shift; shift += DIGIT_BITS) {
		sort_by_digit(places, other, count, shift);
		kz_candidate_place *sorted = other;
		other = places;
		places = sorted;
	}
	return places;
}

/* Two orders in one, which has room for them and ends as they do. Without branches. */
static void merge_places(const kz_candidate_place *a, const kz_candidate_place *b, kz_candidate_place *order,
                         uint32_t count)
{
	for (uint32_t k = 0; k < count; k++) {
		uint32_t is_b = *b < *a;
		order[k] = is_b ? *b : *a;
		b += is_b;
		a += is_b ^ 1;
	}
}

/* Puts the candidates up to number `to` among those that are in order, behind those of the same token. */
static int add_places(const kz_state *state, kz_overlaps *o, uint32_t to, int is_sorted)
{
	kz_candidate_place *added = sort_places(state, o->count, to - o->count, is_sorted), *order = added;
	if (added && o->count) {
		order = make_places(state, to);
		if (order)
			merge_places(o->order, added, order, to);
	}
	o->order = order;
	o->count = to;
	return order != NULL;
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
 * Clusters of more candidates than one in which one changed; how many they are. A candidate that lost its support is no part of
 * one, but may have beaten others, unless this is the first run, so that all those it overlaps are settled anew. Without branches,
 * since nobody can guess where a cluster ends. Nothing is changed afterwards.
 */
static uint32_t list_changed(kz_state *state, const kz_overlaps *o, int is_first, span *restrict list)
{
	const kz_candidate_place *order = o->order;
	uint8_t *restrict joined = o->joined;
	kz_candidate *candidates = state->candidates.items;
	uint32_t count = 0, from = 0, end = 0, members = 0, changed = 0, may_have_beaten = !is_first;
	for (uint32_t k = 0, all = o->count; k < all; k++) {
		kz_candidate *c = &candidates[kz_place_number(order[k])];
		uint32_t begins = kz_place_first(order[k]) >= end, goes_on = begins - 1;
		uint32_t counts = (c->outcome != KZNER_UNSUPPORTED) | (c->changed & may_have_beaten);
		uint32_t reach = c->end & (0 - counts);
		list[count] = (span){from, k};
		joined[k] = (uint8_t)(begins ^ 1);
		count += begins & changed & (members > 1);
		from = (from & goes_on) | (k & ~goes_on);
		members = (members & goes_on) + counts;
		changed = (changed & goes_on) | c->changed;
		end = reach > end ? reach : end;
		c->changed = 0;
	}
	list[count] = (span){from, o->count};
	return count + (changed & (members > 1));
}

/* Puts clusters of two places before the others; how many they are. Other has room for all. */
static uint32_t pairs_first(span *list, uint32_t count, span *other)
{
	uint32_t pairs = 0, others = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t is_pair = list[i].to - list[i].from == 2;
		other[others] = list[i];
		list[pairs] = list[i];
		pairs += is_pair;
		others += is_pair ^ 1;
	}
	memcpy(list + pairs, other, others * sizeof *list);
	return pairs;
}

/* The candidates of a cluster that stand. */
static cluster gather(const resolver *r, const span *s)
{
	const kz_candidate_place *order = r->overlaps->order;
	cluster c = {kz_place_first(order[s->from]), 0, 0, r->items};
	for (uint32_t k = s->from; k < s->to; k++) {
		uint32_t number = kz_place_number(order[k]);
		const kz_candidate *candidate = &r->state->candidates.items[number];
		uint32_t stands = candidate->outcome != KZNER_UNSUPPORTED, reach = candidate->end & (0 - stands);
		c.items[c.count].first = kz_place_first(order[k]);
		c.items[c.count].number = number;
		c.count += stands;
		c.end = reach > c.end ? reach : c.end;
	}
	return c;
}

/* Two that overlap each other, if both stand: of those that are equal the first is chosen. */
static void settle_pair(const resolver *r, const span *s)
{
	const kz_candidate_place *order = r->overlaps->order + s->from;
	uint32_t numbers[2] = {kz_place_number(order[0]), kz_place_number(order[1])};
	kz_candidate *a = &r->state->candidates.items[numbers[0]], *b = &r->state->candidates.items[numbers[1]];
	if (a->outcome == KZNER_UNSUPPORTED || b->outcome == KZNER_UNSUPPORTED) {
		choose(a->outcome == KZNER_UNSUPPORTED ? b : a);
		return;
	}
	uint32_t second = rank_of(b) < rank_of(a);
	choose(second ? b : a);
	beat(second ? a : b, numbers[second]);
}

static void settle_other(resolver *r, const span *s)
{
	cluster c = gather(r, s);
	if (c.count == 1)
		choose(&r->state->candidates.items[c.items->number]);
	else if (c.count == 3)
		settle_three(r->state->candidates.items, c.items);
	else if (c.count)
		settle_many(r, &c);
}

static int settle_changed(resolver *r, int is_first)
{
	size_t size = (r->overlaps->count / 2 + 2) * sizeof(span);
	span *list = kz_arena_alloc(r->state->arena, size), *other = kz_arena_alloc(r->state->arena, size);
	if (!list || !other)
		return 0;
	uint32_t count = list_changed(r->state, r->overlaps, is_first, list);
	uint32_t pairs = pairs_first(list, count, other);
	for (uint32_t i = 0; i < pairs; i++)
		settle_pair(r, &list[i]);
	for (uint32_t i = pairs; i < count; i++)
		settle_other(r, &list[i]);
	return 1;
}

int kz_overlaps_resolve(kz_state *state, kz_resolved *resolved)
{
	kz_overlaps *o = &resolved->overlaps;
	resolver r = {.state = state, .overlaps = o};
	int is_first = !o->owner;
	if (is_first)
		o->owner = kz_arena_alloc(state->arena, (state->tokens.count + 1) * sizeof *o->owner);
	o->joined = kz_arena_alloc(state->arena, state->candidates.count + 1);
	r.items = kz_arena_alloc(state->arena, (state->candidates.count + 1) * sizeof *r.items);
	return o->owner && o->joined && r.items && order_candidates(state, o) && settle_changed(&r, is_first);
}

/* Places in the order of what was chosen; how many they are. Without branches, since nobody can guess it. */
static uint32_t list_chosen(const kz_state *state, const kz_overlaps *o, uint32_t *restrict list)
{
	const kz_candidate *candidates = state->candidates.items;
	uint32_t count = 0;
	for (uint32_t k = 0, all = o->count; k < all; k++) {
		list[count] = k;
		count += candidates[kz_place_number(o->order[k])].outcome == KZNER_CHOSEN;
	}
	return count;
}

/* The mention of the candidate at a place in the order, from a sentence that is not behind its own, which is returned. Written field by
 * field: what is put together first is read again before it is there. */
static inline uint32_t make_mention(const kz_state *state, kz_candidate_place place, uint32_t sentence, kz_mention *ret)
{
	const kz_candidate *c = &state->candidates.items[kz_place_number(place)];
	sentence = kz_sentence_of(state->sentences.items, kz_place_first(place), sentence);
	ret->candidate = kz_place_number(place);
	ret->first = kz_place_first(place);
	ret->end = c->end;
	ret->sentence = sentence;
	ret->entity = KZNER_NONE;
	ret->alias = 0;
	ret->type = c->type;
	ret->confidence = c->score;
	return sentence;
}

int kz_mentions_make(kz_state *state, kz_resolved *resolved)
{
	kz_overlaps *o = &resolved->overlaps;
	o->chosen = kz_arena_alloc(state->arena, (o->count + 1) * sizeof *o->chosen);
	uint32_t count = o->chosen ? list_chosen(state, o, o->chosen) : 0, sentence = 0;
	resolved->mentions.count = 0;
	if (!o->chosen || !KZ_RESERVE(state->arena, &resolved->mentions, count + 1))
		return 0;
	kz_mention *mentions = resolved->mentions.items;
	for (uint32_t m = 0; m < count; m++)
		sentence = make_mention(state, o->order[o->chosen[m]], sentence, &mentions[m]);
	resolved->mentions.count = count;
	return 1;
}

/* The cluster of the candidate at a place, as it was when overlaps were last settled. */
static span cluster_of(const kz_overlaps *o, uint32_t place)
{
	span s = {place, place + 1};
	while (o->joined[s.from])
		s.from--;
	while (s.to < o->count && o->joined[s.to])
		s.to++;
	return s;
}

/* Mentions that are made anew from others: chunks of these, and clusters that were settled again. */
typedef struct remaker {
	kz_state *state;
	const kz_overlaps *overlaps;
	const kz_mention *from;
	kz_mention *to;
	uint32_t seen, made;
} remaker;

static void copy_mentions(remaker *r, uint32_t end)
{
	memcpy(r->to + r->made, r->from + r->seen, (end - r->seen) * sizeof *r->to);
	r->made += end - r->seen;
	r->seen = end;
}

static void make_cluster(remaker *r, const span *s)
{
	uint32_t sentence = r->made ? r->to[r->made - 1].sentence : 0;
	for (uint32_t k = s->from; k < s->to; k++) {
		kz_candidate_place place = r->overlaps->order[k];
		if (r->state->candidates.items[kz_place_number(place)].outcome == KZNER_CHOSEN)
			sentence = make_mention(r->state, place, sentence, &r->to[r->made++]);
	}
}

/* The cluster of mention number m, settled again, in place of its mentions. */
static void remake_cluster(resolver *r, remaker *made, uint32_t count, uint32_t m)
{
	const uint32_t *chosen = r->overlaps->chosen;
	span s = cluster_of(r->overlaps, chosen[m]);
	uint32_t first = m;
	while (first > made->seen && chosen[first - 1] >= s.from)
		first--;
	settle_other(r, &s);
	copy_mentions(made, first);
	make_cluster(made, &s);
	while (made->seen < count && chosen[made->seen] < s.to)
		made->seen++;
}

int kz_overlaps_settle_again(kz_state *state, kz_resolved *resolved, const uint32_t *lost, uint32_t lost_count)
{
	kz_overlaps *o = &resolved->overlaps;
	kz_mentions mentions = {.capacity = o->count + 1};
	resolver r = {.state = state, .overlaps = o};
	r.items = kz_arena_alloc(state->arena, (state->candidates.count + 1) * sizeof *r.items);
	mentions.items = kz_arena_alloc(state->arena, mentions.capacity * sizeof *mentions.items);
	if (!r.items || !mentions.items)
		return 0;
	remaker made = {state, o, resolved->mentions.items, mentions.items, 0, 0};
	for (uint32_t k = 0; k < lost_count; k++)
		if (lost[k] >= made.seen)
			remake_cluster(&r, &made, resolved->mentions.count, lost[k]);
	copy_mentions(&made, resolved->mentions.count);
	mentions.count = made.made;
	resolved->mentions = mentions;
	return 1;
}
