/* In: a graph. Out: its records in an order that depends on nothing but what they are called. */
#include "graph_store.h"

#include <stdlib.h>

static int compare_texts(const struct graph_text *a, const struct graph_text *b)
{
	if (a == b)
		return 0;
	if (a && b && a->rank && b->rank)
		return a->rank < b->rank ? -1 : 1;
	return slice_compare(graph_slice(a), graph_slice(b));
}

static int compare_records(const void *a, const void *b)
{
	const struct graph_record *left = *(struct graph_record *const *)a, *right = *(struct graph_record *const *)b;
	int order = 0;

	for (int i = 0; i < GRAPH_KEYS && !order; i++)
		order = compare_texts(left->keys[i], right->keys[i]);
	return order;
}

/* Relations and pairs compare keys of entities: from here on by number. */
static void rank_entities(struct graph_record **records, size_t count)
{
	for (size_t i = 0; i < count && i < UINT32_MAX; i++)
		((struct graph_text *)records[i]->keys[0])->rank = (uint32_t)i + 1;
}

struct graph_record **graph_sorted(struct graph *graph, enum graph_kind kind, size_t *ret_count)
{
	const struct graph_table *table = &graph->tables[kind];
	struct graph_record **records = memory_allocate(table->count * sizeof(struct graph_record *));
	size_t count = 0;

	for (size_t i = 0; i < table->capacity; i++)
		if (table->slots[i])
			records[count++] = table->slots[i];
	qsort(records, count, sizeof *records, compare_records);
	if (kind == GRAPH_ENTITY)
		rank_entities(records, count);
	*ret_count = count;
	return records;
}

static int compare_names(const void *a, const void *b)
{
	const struct graph_name *left = *(struct graph_name *const *)a, *right = *(struct graph_name *const *)b;

	return slice_compare(graph_slice(left->record.keys[1]), graph_slice(right->record.keys[1]));
}

struct graph_name **graph_sorted_names(const struct graph_entity *entity)
{
	struct graph_name **names = memory_allocate(entity->name_count * sizeof(struct graph_name *));
	size_t count = 0;

	for (struct graph_name *name = entity->names; name; name = name->next)
		names[count++] = name;
	qsort(names, count, sizeof *names, compare_names);
	return names;
}

static bool is_better(const struct graph_name *name, const struct graph_name *best)
{
	if (name->chosen != best->chosen)
		return name->chosen > best->chosen;
	if (name->mentions != best->mentions)
		return name->mentions > best->mentions;
	return slice_compare(graph_slice(name->record.keys[1]), graph_slice(best->record.keys[1])) < 0;
}

const struct graph_text *graph_title(const struct graph_entity *entity)
{
	const struct graph_name *best = entity->names;

	for (const struct graph_name *name = best; name; name = name->next)
		if (is_better(name, best))
			best = name;
	return best ? best->record.keys[1] : entity->record.keys[0];
}
