/* In: texts and keys. Out: the one record of each. */
#include "graph_store.h"

#include "base/hash.h"

#include <stdlib.h>

/* Slots of a table that holds something; small, as a merge uses a new graph for each record. */
#define FIRST_CAPACITY 64

/* A table that a few records have made large is given back. */
#define KEEP_CAPACITY 1024

/* --- tables --- */

typedef uint32_t hash_function(const void *item);

static uint32_t hash_of_text(const void *item)
{
	return ((const struct graph_text *)item)->hash;
}

static uint32_t hash_of_record(const void *item)
{
	return ((const struct graph_record *)item)->hash;
}

static void grow(struct graph_table *table, hash_function *hash_of)
{
	struct graph_table larger = {.capacity = table->capacity ? table->capacity * 2 : FIRST_CAPACITY,
	                             .count = table->count};

	larger.slots = calloc(larger.capacity, sizeof *larger.slots);
	if (!larger.slots)
		larger.slots = memory_resize(NULL, SIZE_MAX, 1);
	for (size_t i = 0; i < table->capacity; i++) {
		size_t at;

		if (!table->slots[i])
			continue;
		at = hash_of(table->slots[i]) & (larger.capacity - 1);
		while (larger.slots[at])
			at = (at + 1) & (larger.capacity - 1);
		larger.slots[at] = table->slots[i];
	}
	free(table->slots);
	*table = larger;
}

static void make_room(struct graph_table *table, hash_function *hash_of)
{
	if (table->count * 4 >= table->capacity * 3)
		grow(table, hash_of);
}

static void clear_table(struct graph_table *table)
{
	if (table->capacity > KEEP_CAPACITY) {
		free(table->slots);
		*table = (struct graph_table){0};
	} else if (table->count) {
		memset(table->slots, 0, table->capacity * sizeof *table->slots);
		table->count = 0;
	}
}

/* --- texts --- */

const struct graph_text *graph_text(struct graph *graph, struct slice slice)
{
	struct graph_table *table = &graph->texts;
	struct graph_text *text;
	uint32_t hash;
	size_t at;

	if (!slice.at)
		return NULL;
	make_room(table, hash_of_text);
	hash = kz_hash(slice.at, slice.size);
	for (at = hash & (table->capacity - 1); table->slots[at]; at = (at + 1) & (table->capacity - 1)) {
		text = table->slots[at];
		if (text->hash == hash && text->size == slice.size && memcmp(text->data, slice.at, slice.size) == 0)
			return text;
	}
	text = arena_take(&graph->arena, sizeof *text + slice.size);
	*text = (struct graph_text){.hash = hash, .size = slice.size};
	memcpy(text->data, slice.at, slice.size);
	table->slots[at] = text;
	table->count++;
	return text;
}

int slice_compare(struct slice a, struct slice b)
{
	size_t common = a.size < b.size ? a.size : b.size;
	int order = common ? memcmp(a.at, b.at, common) : 0;

	return order ? order : (a.size > b.size) - (a.size < b.size);
}

/* --- records --- */

static uint32_t mix_keys(const struct graph_text *const *keys)
{
	uint64_t hash = keys[0]->hash;

	for (int i = 1; i < GRAPH_KEYS && keys[i]; i++)
		hash = kz_mix(hash ^ 0x9E3779B97F4A7C15u, keys[i]->hash ^ 0xA0761D6478BD642Fu);
	return (uint32_t)(hash ^ hash >> 32);
}

/* The record with these keys; a new one has size bytes of zeros behind its own part. */
static void *find_record(struct graph *graph, struct graph_table *table, size_t size,
                         const struct graph_text *const *keys)
{
	uint32_t hash = mix_keys(keys);
	struct graph_record *record;
	size_t at;

	make_room(table, hash_of_record);
	for (at = hash & (table->capacity - 1); table->slots[at]; at = (at + 1) & (table->capacity - 1)) {
		record = table->slots[at];
		if (record->hash == hash && memcmp(record->keys, keys, sizeof record->keys) == 0)
			return record;
	}
	record = memset(arena_take(&graph->arena, size), 0, size);
	memcpy(record->keys, keys, sizeof record->keys);
	record->hash = hash;
	table->slots[at] = record;
	table->count++;
	return record;
}

struct graph_entity *graph_entity(struct graph *graph, const struct graph_text *key)
{
	const struct graph_text *keys[GRAPH_KEYS] = {key, NULL, NULL};

	return find_record(graph, &graph->tables[GRAPH_ENTITY], sizeof(struct graph_entity), keys);
}

struct graph_name *graph_name(struct graph *graph, struct graph_entity *entity, struct slice text)
{
	const struct graph_text *keys[GRAPH_KEYS] = {entity->record.keys[0], graph_text(graph, text), NULL};
	size_t before = graph->names.count;
	struct graph_name *name = find_record(graph, &graph->names, sizeof *name, keys);

	if (graph->names.count > before) {
		name->next = entity->names;
		entity->names = name;
		entity->name_count++;
	}
	return name;
}

struct graph_relation *graph_relation(struct graph *graph, const struct graph_text *subject,
                                      const struct graph_text *type, const struct graph_text *object)
{
	const struct graph_text *keys[GRAPH_KEYS] = {subject, type, object};

	return find_record(graph, &graph->tables[GRAPH_RELATION], sizeof(struct graph_relation), keys);
}

struct graph_pair *graph_pair(struct graph *graph, const struct graph_text *a, const struct graph_text *b)
{
	const struct graph_text *keys[GRAPH_KEYS] = {a, b, NULL};

	return find_record(graph, &graph->tables[GRAPH_PAIR], sizeof(struct graph_pair), keys);
}

struct graph_error *graph_error(struct graph *graph, const struct graph_text *id, const struct graph_text *message)
{
	const struct graph_text *keys[GRAPH_KEYS] = {id, message, NULL};

	return find_record(graph, &graph->tables[GRAPH_ERROR], sizeof(struct graph_error), keys);
}

/* --- all of it --- */

size_t graph_memory(const struct graph *graph)
{
	size_t slots = graph->texts.capacity + graph->names.capacity;

	for (int i = 0; i < GRAPH_KINDS; i++)
		slots += graph->tables[i].capacity;
	return graph->arena.total + slots * sizeof(void *);
}

void graph_clear(struct graph *graph)
{
	graph->totals = (struct graph_totals){0};
	clear_table(&graph->texts);
	clear_table(&graph->names);
	for (int i = 0; i < GRAPH_KINDS; i++)
		clear_table(&graph->tables[i]);
	arena_reset(&graph->arena);
}

void graph_free(struct graph *graph)
{
	free(graph->texts.slots);
	free(graph->names.slots);
	for (int i = 0; i < GRAPH_KINDS; i++)
		free(graph->tables[i].slots);
	arena_free(&graph->arena);
}
