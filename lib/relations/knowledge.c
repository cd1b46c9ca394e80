/* In: entities with entries. Out: whether the gazetteer joins two of them, and of what a person holds a title. */
#include "relations/knowledge.h"
#include "base/ascii.h"

#include <string.h>

static uint32_t entry_of(const kz_resolved *resolved, uint32_t entity)
{
	return resolved->entities.items[entity].entry;
}

static int lies_in(const kzner_model *model, uint32_t entry, uint32_t whole)
{
	for (int steps = 0; entry && steps < KZ_PARENTS_MAX; steps++) {
		entry = model->entries[entry].parent;
		if (entry == whole)
			return 1;
	}
	return 0;
}

static uint8_t role_rank(const kzner_model *model, const kz_role *role)
{
	return model->entries[role->title].rank;
}

/* Does entry have a role at object whose rank is among the bits? */
static int has_role(const kzner_model *model, uint32_t entry, uint32_t object, uint32_t ranks)
{
	const kz_entry *e = &model->entries[entry];
	for (uint32_t i = 0; i < e->role_count; i++) {
		const kz_role *role = &model->roles[e->roles + i];
		if (role->object == object && ranks & 1u << role_rank(model, role))
			return 1;
	}
	return 0;
}

int kz_is_country(const kzner_model *model, uint32_t entry)
{
	return entry && !strcmp(kz_string(model, model->entries[entry].subtype), "country");
}

int kz_is_region(const kzner_model *model, uint32_t entry)
{
	const char *subtype = entry ? kz_string(model, model->entries[entry].subtype) : "";
	switch (*subtype) {
	case 'r':
		return !strcmp(subtype, "region");
	case 's':
		return !strcmp(subtype, "state");
	case 't':
		return !strcmp(subtype, "territory");
	case 'd':
		return !strcmp(subtype, "district");
	default:
		return 0;
	}
}

/* Is whole a country, and part of that country? */
static int same_country(const kzner_model *model, uint32_t part, uint32_t whole)
{
	const char *of_part = kz_string(model, model->entries[part].country);
	const char *of_whole = kz_string(model, model->entries[whole].country);
	return kz_is_country(model, whole) && *of_whole && !strcmp(of_part, of_whole);
}

int kz_knowledge_joins(const kzner_model *model, uint32_t part, uint32_t whole)
{
	return part && whole &&
	       (lies_in(model, part, whole) || same_country(model, part, whole) ||
	        has_role(model, part, whole, UINT32_MAX));
}

/* Unknown things can lie anywhere, known ones in their country or off its coast, and bodies without a country in none. */
static int possible(const kzner_model *model, uint32_t part, uint32_t whole)
{
	const char *of_part = kz_string(model, model->entries[part].country);
	const char *of_whole = kz_string(model, model->entries[whole].country);
	if (!part || !whole || kz_knowledge_joins(model, part, whole))
		return 1;
	if (!*of_whole) /* a sea, a continent */
		return !kz_is_country(model, part) && model->entries[whole].type == KZNER_TYPE_PLACE;
	return *of_part && !strcmp(of_part, of_whole) && !kz_knowledge_joins(model, whole, part);
}

int kz_knowledge_allows(const kzner_model *model, const kz_resolved *resolved, uint8_t flags, uint32_t a, uint32_t b)
{
	uint32_t part = entry_of(resolved, a), whole = entry_of(resolved, b);
	if ((flags & KZ_PATTERN_COUNTRY && !kz_is_country(model, whole)) ||
	    (flags & KZ_PATTERN_TOWN && kz_is_country(model, whole)) ||
	    (flags & KZ_PATTERN_REGION && !kz_is_region(model, whole)))
		return 0;
	if (flags & KZ_PATTERN_KNOWN && !kz_knowledge_joins(model, part, whole))
		return 0;
	if (flags & KZ_PATTERN_KNOWN_HEAD && !has_role(model, part, whole, 1u << KZ_RANK_HEAD))
		return 0;
	if (flags & KZ_PATTERN_KNOWN_POST &&
	    (has_role(model, part, whole, 1u << KZ_RANK_HEAD) || !has_role(model, part, whole, UINT32_MAX)))
		return 0;
	return !(flags & KZ_PATTERN_POSSIBLE) || possible(model, part, whole);
}

/* Is a role the title that stands at a mention, by its usual name or as it is written? */
static int is_title(const kz_state *state, const kz_mention *title, const char *what)
{
	const kz_candidate *c = &state->candidates.items[title->candidate];
	size_t size = c->end_byte - c->begin_byte;
	if (c->option_count) {
		uint32_t entry = state->model->aliases[kz_option(state, c, 0)].entry;
		if (kz_ascii_same(kz_string(state->model, state->model->entries[entry].name), what))
			return 1;
	}
	return strlen(what) == size && kz_ascii_same_bytes(state->text.bytes + c->begin_byte, what, size);
}

/* Is it a role with that title, or without one of a head? */
static int fits_title(const kz_state *state, const kz_resolved *resolved, const kz_role *role, uint32_t title)
{
	if (title == KZNER_NONE)
		return role_rank(state->model, role) == KZ_RANK_HEAD;
	return is_title(state, &resolved->mentions.items[title], kz_string(state->model, role->what));
}

uint32_t kz_knowledge_object(const kz_state *state, const kz_resolved *resolved, uint32_t subject, uint32_t title)
{
	uint32_t entity = resolved->mentions.items[subject].entity, best = KZNER_NONE;
	uint32_t entry = entity == KZNER_NONE ? 0 : entry_of(resolved, entity);
	const kz_entry *e = &state->model->entries[entry];
	int32_t last = -1;
	for (uint32_t i = 0; entry && i < e->role_count; i++) {
		const kz_role *role = &state->model->roles[e->roles + i];
		uint32_t object = kz_entity_find(resolved, role->object);
		if (object == KZNER_NONE || role->from <= last || !fits_title(state, resolved, role, title))
			continue;
		last = role->from;
		best = resolved->mention_index[resolved->entities.items[object].first_mention];
	}
	return best;
}

uint32_t kz_knowledge_property(const kz_state *state, const kz_resolved *resolved, uint32_t object, uint32_t title)
{
	const kzner_model *model = state->model;
	const kz_candidate *c = &state->candidates.items[resolved->mentions.items[title].candidate];
	uint32_t entry = entry_of(resolved, object);
	if (!entry || model->entries[entry].type != KZNER_TYPE_PLACE || !kz_is_country(model, entry) ||
	    !c->option_count)
		return 0;
	uint32_t property = model->entries[model->aliases[kz_option(state, c, 0)].entry].wikidata;
	return *kz_string(model, property) == 'P' ? property : 0;
}
