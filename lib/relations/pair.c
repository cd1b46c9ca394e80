/*
 * In: entities by sentence. Out: pairs that are named in one sentence, with a weight.
 *
 * The weight says how much a pair stands together, not that it is related: 1 - product over their sentences of
 * (1 - 1 / (1 + words between the nearest mentions / 8)), scaled down where both entities are everywhere in the document.
 */
#include "relations/relation.h"

#include <math.h>
#include <string.h>

/* Entities of one sentence that are paired; more are lists, whose pairs say nothing and grow with the square. */
#define PAIR_MAX_ENTITIES 24

typedef struct occurrence {
	uint32_t a, b; /* entities, a < b */
	uint32_t sentence, distance;
} occurrence;

typedef KZ_ARRAY(occurrence) occurrences;

typedef struct pairing {
	kz_state *state;
	const kz_resolved *resolved;
	occurrences list; /* by sentence */
	uint32_t *place;  /* of each entity among the members + 1, of the sentence where it was seen last */
	/* of the sentence that is looked at: its distinct entities */
	uint32_t count;
	uint32_t members[PAIR_MAX_ENTITIES];
	uint32_t ends[PAIR_MAX_ENTITIES]; /* tokens: where the last mention of each ends */
	/* words between a mention of the first and the mention of the second that was last before it, the fewest */
	uint32_t behind[PAIR_MAX_ENTITIES][PAIR_MAX_ENTITIES];
	int more; /* a sentence names more entities than are paired */
} pairing;

/* The entity's number among the members; where it has none yet, count. */
static uint32_t find_member(const pairing *p, uint32_t entity)
{
	uint32_t number = p->place[entity] - 1;
	uint32_t is_number = number < p->count, there = p->members[is_number ? number : 0] == entity;
	return is_number & there ? number : p->count;
}

static void add_member(pairing *p, const kz_mention *mention)
{
	uint32_t added = p->count++;
	p->members[added] = mention->entity;
	p->place[mention->entity] = p->count;
	for (uint32_t k = 0; k < added; k++) {
		p->behind[added][k] = mention->first - p->ends[k];
		p->behind[k][added] = UINT32_MAX;
	}
	p->behind[added][added] = 0;
}

static void repeat_member(pairing *p, uint32_t number, const kz_mention *mention)
{
	for (uint32_t k = 0; k < p->count; k++) {
		uint32_t words = mention->first - p->ends[k];
		p->behind[number][k] = words < p->behind[number][k] ? words : p->behind[number][k];
	}
}

/* A mention of the sentence that is looked at, in text order, that has an entity. */
static void take_mention(pairing *p, const kz_mention *mention)
{
	uint32_t number = find_member(p, mention->entity);
	if (number == PAIR_MAX_ENTITIES) {
		p->more = 1;
		return;
	}
	if (number == p->count)
		add_member(p, mention);
	else
		repeat_member(p, number, mention);
	p->ends[number] = mention->end;
}

static int end_sentence(pairing *p, uint32_t sentence)
{
	if (p->count < 2)
		return 1;
	if (!KZ_RESERVE_MORE(p->state->arena, &p->list, p->count * (p->count - 1) / 2))
		return 0;
	for (uint32_t i = 0; i < p->count; i++) {
		for (uint32_t k = i + 1; k < p->count; k++) {
			uint32_t a = p->members[i], b = p->members[k];
			uint32_t there = p->behind[k][i], back = p->behind[i][k];
			p->list.items[p->list.count++] = (occurrence){
			        .a = a < b ? a : b,
			        .b = a < b ? b : a,
			        .sentence = sentence,
			        .distance = there < back ? there : back,
			};
		}
	}
	return 1;
}

/* By a or by b; those with the same stay in their order. `next` has room for a number for each entity. */
static void sort_by(const occurrences *from, occurrence *to, int by_a, uint32_t *next, uint32_t entities)
{
	uint32_t place = 0;
	memset(next, 0, entities * sizeof *next);
	for (uint32_t i = 0; i < from->count; i++)
		next[by_a ? from->items[i].a : from->items[i].b]++;
	for (uint32_t e = 0; e < entities; e++) {
		uint32_t here = next[e];
		next[e] = place;
		place += here;
	}
	for (uint32_t i = 0; i < from->count; i++)
		to[next[by_a ? from->items[i].a : from->items[i].b]++] = from->items[i];
}

/* By a, then b, then sentence: they come by sentence. */
static int sort_occurrences(pairing *p)
{
	uint32_t entities = p->resolved->entities.count;
	occurrence *other = kz_arena_alloc(p->state->arena, p->list.count * sizeof *other);
	if (!other)
		return 0;
	sort_by(&p->list, other, 0, p->place, entities);
	occurrences by_b = {other, p->list.count, p->list.count};
	sort_by(&by_b, p->list.items, 1, p->place, entities);
	return 1;
}

static float pair_weight(const kz_state *state, const kz_resolved *r, const kzner_cooccurrence *pair, float apart)
{
	float sentences = (float)(state->sentences.count ? state->sentences.count : 1);
	float share = sqrtf((float)r->entities.items[pair->a].mention_count *
	                    (float)r->entities.items[pair->b].mention_count) /
	              sentences;
	float weight = (1 - apart) / (1 + 0.5f * share);
	return weight < 0 ? 0 : weight > 1 ? 1 : weight;
}

/* Occurrences of one pair stand together. Their product is kept as its weight until all are met; there is room for a pair of each, and
 * the sentence of each is stored. Without branches, since nobody can guess which is the last; how many pairs there are. */
static uint32_t join_occurrences(const occurrences *list, kzner_cooccurrence *pairs, uint32_t *sentences)
{
	kzner_cooccurrence pair = {.a = KZNER_NONE};
	uint32_t count = 0;
	for (uint32_t i = 0; i < list->count; i++) {
		const occurrence *o = &list->items[i];
		uint32_t is_new = (o->a != pair.a) | (o->b != pair.b);
		float apart = 1 - 1 / (1 + (float)o->distance / 8);
		sentences[i] = o->sentence;
		pair.a = o->a;
		pair.b = o->b;
		pair.count = (pair.count & (is_new - 1)) + 1;
		pair.weight = (is_new ? 1 : pair.weight) * apart;
		pair.sentences = &sentences[i + 1 - pair.count];
		count += is_new;
		pairs[count - 1] = pair;
	}
	return count;
}

static int add_pairs(kz_state *state, const kz_resolved *r, const occurrences *list, kz_related *related)
{
	uint32_t *sentences = kz_arena_alloc(state->arena, list->count * sizeof *sentences);
	if (!sentences || !KZ_RESERVE(state->arena, &related->pairs, list->count))
		return 0;
	related->pairs.count = join_occurrences(list, related->pairs.items, sentences);
	for (uint32_t i = 0; i < related->pairs.count; i++) {
		kzner_cooccurrence *pair = &related->pairs.items[i];
		pair->weight = pair_weight(state, r, pair, pair->weight);
	}
	return 1;
}

static int pairing_init(pairing *p, kz_state *state, const kz_resolved *r)
{
	size_t size = r->entities.count * sizeof *p->place;
	p->state = state;
	p->resolved = r;
	p->list = (occurrences){0};
	p->count = 0;
	p->more = 0;
	p->place = kz_arena_alloc(state->arena, size);
	if (p->place)
		memset(p->place, 0, size);
	return p->place != NULL;
}

/* The mentions whose entities may make a pair, those of which another stands in the same sentence; how many they are. Without
 * branches, since nobody can guess it. There is room for one more than all mentions. */
static uint32_t list_pairable(const kz_resolved *r, uint32_t *list)
{
	const kz_mention *mentions = r->mentions.items;
	uint32_t named = 0, kept = 0, before = UINT32_MAX;
	for (uint32_t m = 0; m < r->mentions.count; m++) {
		list[named] = m;
		named += mentions[m].entity != KZNER_NONE;
	}
	for (uint32_t k = 0; k < named; k++) {
		uint32_t m = list[k], sentence = mentions[m].sentence;
		uint32_t behind = mentions[list[k + 1 < named ? k + 1 : k]].sentence;
		uint32_t has_next = (k + 1 < named) & (behind == sentence);
		list[kept] = m;
		kept += (before == sentence) | has_next;
		before = sentence;
	}
	return kept;
}

int kz_pairs_count(kz_state *state, const kz_resolved *r, kz_related *related)
{
	pairing p;
	uint32_t *list = kz_arena_alloc(state->arena, (r->mentions.count + 1) * sizeof *list);
	if (!list || !pairing_init(&p, state, r))
		return 0;
	uint32_t count = list_pairable(r, list), sentence = 0;
	for (uint32_t k = 0; k < count; k++) {
		const kz_mention *mention = &r->mentions.items[list[k]];
		if (mention->sentence != sentence) {
			if (!end_sentence(&p, sentence))
				return 0;
			p.count = 0;
			sentence = mention->sentence;
		}
		take_mention(&p, mention);
	}
	if (!end_sentence(&p, sentence))
		return 0;
	related->limit_reached |= p.more;
	return !p.list.count || (sort_occurrences(&p) && add_pairs(state, r, &p.list, related));
}
