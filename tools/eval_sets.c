#include "eval_sets.h"

#include <stdlib.h>
#include <string.h>

static int compare_mention_keys(const struct eval_mention *a, const struct eval_mention *b)
{
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	return strcmp(a->type, b->type);
}

static int compare_mentions(const void *a, const void *b)
{
	const struct eval_mention *left = a, *right = b;
	int order = compare_mention_keys(left, right);

	return order ? order : (left->number > right->number) - (left->number < right->number);
}

static int find_mention(const void *key, const void *item)
{
	return compare_mention_keys(key, item);
}

void mention_add(struct mention_set *set, const struct eval_mention *mention)
{
	if (set->count == set->capacity) {
		set->capacity = set->capacity ? set->capacity * 2 : 64;
		set->list = memory_resize(set->list, set->capacity, sizeof *set->list);
	}
	set->list[set->count] = *mention;
	set->list[set->count].number = set->count;
	set->count++;
}

void mention_sort(struct mention_set *set)
{
	size_t count = 0;

	if (set->count)
		qsort(set->list, set->count, sizeof *set->list, compare_mentions);
	for (size_t i = 0; i < set->count; i++)
		if (i + 1 == set->count || compare_mention_keys(&set->list[i], &set->list[i + 1]) != 0)
			set->list[count++] = set->list[i];
	set->count = count;
}

const struct eval_mention *mention_find(const struct mention_set *set, const struct eval_mention *key)
{
	return set->count ? bsearch(key, set->list, set->count, sizeof *set->list, find_mention) : NULL;
}

static int compare_relation_keys(const struct eval_relation *a, const struct eval_relation *b)
{
	int order = strcmp(a->subject, b->subject);

	if (!order)
		order = strcmp(a->type, b->type);
	return order ? order : strcmp(a->object, b->object);
}

static int compare_relations(const void *a, const void *b)
{
	const struct eval_relation *left = a, *right = b;
	int order = compare_relation_keys(left, right);

	return order ? order : (left->number > right->number) - (left->number < right->number);
}

static int find_relation(const void *key, const void *item)
{
	return compare_relation_keys(key, item);
}

void relation_add(struct relation_set *set, const struct eval_relation *relation)
{
	if (set->count == set->capacity) {
		set->capacity = set->capacity ? set->capacity * 2 : 32;
		set->list = memory_resize(set->list, set->capacity, sizeof *set->list);
	}
	set->list[set->count] = *relation;
	set->list[set->count].number = set->count;
	set->count++;
}

void relation_sort(struct relation_set *set)
{
	size_t count = 0;

	if (set->count)
		qsort(set->list, set->count, sizeof *set->list, compare_relations);
	for (size_t i = 0; i < set->count; i++)
		if (i + 1 == set->count || compare_relation_keys(&set->list[i], &set->list[i + 1]) != 0)
			set->list[count++] = set->list[i];
	set->count = count;
}

const struct eval_relation *relation_find(const struct relation_set *set, const struct eval_relation *key)
{
	return set->count ? bsearch(key, set->list, set->count, sizeof *set->list, find_relation) : NULL;
}
