/*
 * In: entities by sentence. Out: pairs that are named in one sentence, with a weight.
 *
 * The weight says how much a pair stands together, not that it is related: 1 - product over their sentences of
 * (1 - 1 / (1 + words between the nearest mentions / 8)), scaled down where both entities are everywhere in the document.
 */
#include "relations/relation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Entities of one sentence that are paired; more are lists, whose pairs say nothing and grow with the square. */
#define PAIR_MAX_ENTITIES 24

typedef struct occurrence {
	uint64_t key; /* a << 32 | b */
	uint32_t sentence, distance;
} occurrence;

typedef KZ_ARRAY(occurrence) occurrences;

static int compare(const void *left, const void *right)
{
	const occurrence *a = left, *b = right;
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	if (a->sentence != b->sentence)
		return a->sentence < b->sentence ? -1 : 1;
	return a->distance < b->distance ? -1 : a->distance > b->distance;
}

/* The first mention of each entity in mentions first..end that starts there; returns how many. */
static uint32_t distinct(const kz_resolved *r, uint32_t first, uint32_t end, uint32_t out[PAIR_MAX_ENTITIES],
                         int *ret_more)
{
	uint32_t count = 0;
	for (uint32_t m = first; m < end; m++) {
		int known = r->mentions.items[m].entity == KZNER_NONE;
		for (uint32_t k = 0; k < count && !known; k++)
			known = r->mentions.items[out[k]].entity == r->mentions.items[m].entity;
		if (known)
			continue;
		if (count == PAIR_MAX_ENTITIES) {
			*ret_more = 1;
			break;
		}
		out[count++] = m;
	}
	return count;
}

static uint32_t nearest(const kz_resolved *r, uint32_t first, uint32_t end, uint32_t a, uint32_t b)
{
	uint32_t best = UINT32_MAX, last_a = KZNER_NONE, last_b = KZNER_NONE;
	for (uint32_t m = first; m < end; m++) {
		const kz_mention *mention = &r->mentions.items[m];
		uint32_t other = KZNER_NONE;
		if (mention->entity == a) {
			last_a = m;
			other = last_b;
		} else if (mention->entity == b) {
			last_b = m;
			other = last_a;
		}
		if (other != KZNER_NONE && mention->first - r->mentions.items[other].end < best)
			best = mention->first - r->mentions.items[other].end;
	}
	return best;
}

static int add_sentence(kz_state *state, const kz_resolved *r, uint32_t first, uint32_t end, occurrences *list,
                        int *ret_more)
{
	uint32_t entity[PAIR_MAX_ENTITIES];
	uint32_t count = distinct(r, first, end, entity, ret_more);
	for (uint32_t i = 0; i < count; i++) {
		for (uint32_t k = i + 1; k < count; k++) {
			uint32_t a = r->mentions.items[entity[i]].entity, b = r->mentions.items[entity[k]].entity;
			occurrence *o = KZ_PUSH(state->arena, list);
			if (!o)
				return 0;
			uint32_t low = a < b ? a : b, high = a < b ? b : a;
			*o = (occurrence){(uint64_t)low << 32 | high, r->mentions.items[first].sentence,
			                  nearest(r, first, end, a, b)};
		}
	}
	return 1;
}

static float pair_weight(const kz_state *state, const kz_resolved *r, const kz_pair *pair, float apart)
{
	float sentences = (float)(state->sentences.count ? state->sentences.count : 1);
	float share = sqrtf((float)r->entities.items[pair->a].mention_count *
	                    (float)r->entities.items[pair->b].mention_count) /
	              sentences;
	float weight = (1 - apart) / (1 + 0.5f * share);
	return weight < 0 ? 0 : weight > 1 ? 1 : weight;
}

static int add_pairs(kz_state *state, const kz_resolved *r, const occurrences *list, kz_related *related)
{
	for (uint32_t i = 0; i < list->count;) {
		kz_pair pair = {.a = (uint32_t)(list->items[i].key >> 32),
		                .b = (uint32_t)list->items[i].key,
		                .first_sentence = related->pair_sentences.count};
		float apart = 1;
		uint32_t end = i;
		for (; end < list->count && list->items[end].key == list->items[i].key; end++) {
			uint32_t *sentence = KZ_PUSH(state->arena, &related->pair_sentences);
			if (!sentence)
				return 0;
			*sentence = list->items[end].sentence;
			apart *= 1 - 1 / (1 + (float)list->items[end].distance / 8);
			pair.count++;
		}
		pair.weight = pair_weight(state, r, &pair, apart);
		kz_pair *added = KZ_PUSH(state->arena, &related->pairs);
		if (!added)
			return 0;
		*added = pair;
		i = end;
	}
	return 1;
}

int kz_pairs_count(kz_state *state, const kz_resolved *r, kz_related *related)
{
	occurrences list = {0};
	for (uint32_t m = 0; m < r->mentions.count;) {
		uint32_t end = m + 1;
		while (end < r->mentions.count && r->mentions.items[end].sentence == r->mentions.items[m].sentence)
			end++;
		if (!add_sentence(state, r, m, end, &list, &related->limit_reached))
			return 0;
		m = end;
	}
	if (list.count)
		qsort(list.items, list.count, sizeof *list.items, compare);
	return add_pairs(state, r, &list, related);
}
