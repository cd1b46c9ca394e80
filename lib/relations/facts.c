/* In: the items of a sentence. Out: which facts of the gazetteer could be what a pattern asks for; see the header. */
#include "relations/facts.h"

#include "relations/knowledge.h"

/* Sets of entries and of countries, one bit for each by its hash: they may seem to hold more than they do. */
typedef struct sentence_entries {
	uint64_t entries;
	uint64_t countries, twice; /* codes of its countries; those that two of them seem to have */
} sentence_entries;

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

/* The entry of what an item names or belongs to, 0 if it has none. */
static uint32_t entry_of(const kz_resolved *resolved, const kz_item *item)
{
	uint32_t mention = item->mention == KZNER_NONE ? item->owner : item->mention,
	         entity = resolved->mentions.items[mention].entity;
	return entity == KZNER_NONE ? 0 : resolved->entities.items[entity].entry;
}

static uint64_t bit_of(uint32_t entry)
{
	return (uint64_t)1 << entry % 64;
}

static uint64_t country_bit(const kzner_model *model, uint32_t entry)
{
	const char *code = kz_string(model, model->entries[entry].country);
	return *code ? (uint64_t)1 << ((unsigned char)code[0] * 7 + (unsigned char)code[1]) % 64 : 0;
}

static uint32_t typed_entry(const kz_resolved *resolved, const kz_items *items, uint32_t n)
{
	return entry_of(resolved, &items->items.items[items->typed.items[n].item]);
}

static int stands_before(const kz_resolved *resolved, const kz_items *items, uint32_t n, uint32_t entry)
{
	while (n--)
		if (typed_entry(resolved, items, n) == entry)
			return 1;
	return 0;
}

static sentence_entries list_entries(const kz_state *state, const kz_resolved *resolved, const kz_items *items)
{
	sentence_entries all = {0, 0, 0};
	for (uint32_t n = 0; n < items->typed.count; n++) {
		uint32_t entry = typed_entry(resolved, items, n);
		uint64_t country = kz_is_country(state->model, entry) ? country_bit(state->model, entry) : 0;
		/* a country that is named again is no second one */
		if (all.countries & country && !stands_before(resolved, items, n, entry))
			all.twice |= country;
		all.countries |= country;
		all.entries |= entry ? bit_of(entry) : 0;
	}
	return all;
}

/* May the entry lie in another of the sentence, or have a role there? As kz_knowledge_joins() finds it. */
static int may_be_joined(const kz_state *state, uint32_t entry, const sentence_entries *all)
{
	const kz_entry *e = &state->model->entries[entry];
	uint64_t wholes = 0;
	uint32_t parent = e->parent;
	for (int steps = 0; parent && steps < KZ_PARENTS_MAX; steps++) {
		wholes |= bit_of(parent);
		parent = state->model->entries[parent].parent;
	}
	for (uint32_t i = 0; i < e->role_count; i++)
		wholes |= bit_of(state->model->roles[e->roles + i].object);
	uint64_t countries = kz_is_country(state->model, entry) ? all->twice : all->countries;
	return (wholes & all->entries) | (country_bit(state->model, entry) & countries) ? 1 : 0;
}

static int holds_role(const kz_state *state, const kz_resolved *resolved, uint32_t entry)
{
	const kz_entry *e = &state->model->entries[entry];
	for (uint32_t i = 0; i < e->role_count; i++)
		if (kz_entity_find(resolved, state->model->roles[e->roles + i].object) != KZNER_NONE)
			return 1;
	return 0;
}

uint32_t kz_facts_find(const kz_state *state, const kz_resolved *resolved, const kz_items *items)
{
	const sentence_entries all = list_entries(state, resolved, items);
	uint32_t facts = all.countries ? KZ_FACT_COUNTRY : 0;
	for (uint32_t n = 0; n < items->typed.count; n++) {
		uint32_t entry = typed_entry(resolved, items, n);
		if (!entry)
			continue;
		facts |= kz_is_region(state->model, entry) ? KZ_FACT_REGION : 0;
		facts |= holds_role(state, resolved, entry) ? KZ_FACT_HOLDER : 0;
		facts |= may_be_joined(state, entry, &all) ? KZ_FACT_JOINED : 0;
	}
	return facts;
}
