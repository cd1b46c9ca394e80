/* In: the items of a sentence. Out: which facts of the gazetteer could be what a pattern asks for; see the header. */
#include "relations/facts.h"

#include "relations/knowledge.h"

/* Entries of a sentence of which all pairs are looked at. */
#define ENTRIES_MAX 12

typedef struct entry_list {
	uint32_t items[ENTRIES_MAX], count;
} entry_list;

uint32_t kz_facts_wanted(const kz_pattern *pattern)
{
	if (pattern->object_types == UINT16_MAX) /* the object is known, it need not stand in the sentence */
		return KZ_FACT_HOLDER;
	uint32_t wanted = 0;
	if (pattern->flags & (KZ_PATTERN_KNOWN | KZ_PATTERN_KNOWN_HEAD | KZ_PATTERN_KNOWN_POST))
		wanted |= KZ_FACT_JOINED;
	if (pattern->flags & KZ_PATTERN_COUNTRY)
		wanted |= KZ_FACT_COUNTRY;
	return pattern->flags & KZ_PATTERN_REGION ? wanted | KZ_FACT_REGION : wanted;
}

/* The entry of a mention's entity, 0 if it has none. */
static uint32_t entry_of(const kz_resolved *resolved, uint32_t mention)
{
	uint32_t entity = resolved->mentions.items[mention].entity;
	return entity == KZNER_NONE ? 0 : resolved->entities.items[entity].entry;
}

/* False: they are too many. */
static int add_entry(entry_list *list, uint32_t entry)
{
	uint32_t i = 0;
	list->items[list->count] = entry;
	while (list->items[i] != entry)
		i++;
	list->count += entry && i == list->count;
	return list->count < ENTRIES_MAX;
}

/* Entries of what the items name or belong to. */
static int list_entries(entry_list *list, const kz_resolved *resolved, const kz_items *items)
{
	for (uint32_t n = 0; n < items->typed.count; n++) {
		const kz_item *item = &items->items.items[items->typed.items[n].item];
		if (!add_entry(list, entry_of(resolved, item->mention == KZNER_NONE ? item->owner : item->mention)))
			return 0;
	}
	return 1;
}

static int holds_role(const kz_state *state, const kz_resolved *resolved, uint32_t entry)
{
	const kz_entry *e = &state->model->entries[entry];
	for (uint32_t i = 0; i < e->role_count; i++)
		if (kz_entity_find(resolved, state->model->roles[e->roles + i].object) != KZNER_NONE)
			return 1;
	return 0;
}

static int any_joined(const kzner_model *model, const entry_list *list)
{
	for (uint32_t i = 0; i < list->count; i++)
		for (uint32_t k = 0; k < list->count; k++)
			if (i != k && kz_knowledge_joins(model, list->items[i], list->items[k]))
				return 1;
	return 0;
}

uint32_t kz_facts_find(const kz_state *state, const kz_resolved *resolved, const kz_items *items, uint32_t wanted)
{
	entry_list list = {.count = 0};
	uint32_t facts = 0;
	if (!list_entries(&list, resolved, items))
		return wanted;
	for (uint32_t i = 0; i < list.count; i++) {
		uint32_t entry = list.items[i];
		if (wanted & KZ_FACT_COUNTRY && kz_is_country(state->model, entry))
			facts |= KZ_FACT_COUNTRY;
		if (wanted & KZ_FACT_REGION && kz_is_region(state->model, entry))
			facts |= KZ_FACT_REGION;
		if (wanted & KZ_FACT_HOLDER && holds_role(state, resolved, entry))
			facts |= KZ_FACT_HOLDER;
	}
	if (wanted & KZ_FACT_JOINED && any_joined(state->model, &list))
		facts |= KZ_FACT_JOINED;
	return facts;
}
