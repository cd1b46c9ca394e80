/*
 * In: mentions. Out: entities: mentions of one thing are joined, and linked to their entry.
 *
 * Mentions of one entry are one entity. Names without an entry are joined by their words, spelling variants levelled; an
 * organisation also by a name that begins another's. Short forms follow the name that they are short for.
 */
#include "match/evidence.h"
#include "resolve/resolve.h"

#include <string.h>

/* Beyond this many entities names that begin others are not looked for: each that is found costs a walk over all mentions. */
#define PREFIX_SEARCH_MAX 400

/* Links of names that only resemble an entry's. Set by judgement: the development texts have too few to measure it by. */
#define NEAR_CONFIDENCE 0.8f

typedef struct joiner {
	kz_state *state;
	kz_resolved *resolved;
	kz_link_context links;
	uint32_t *by_candidate; /* entity + 1 of each chosen candidate */
} joiner;

static int has_entity(uint8_t type)
{
	return (type >= KZNER_TYPE_PERSON) & (type <= KZNER_TYPE_LAW);
}

/* Key of a name without an entry: type and the name keys of its words. */
static uint32_t name_hash(kz_state *state, const kz_mention *m)
{
	uint32_t hash = m->type == KZNER_TYPE_PARTY ? KZNER_TYPE_ORG : m->type;
	uint32_t end = m->type == KZNER_TYPE_ORG ? kz_legal_begin(state, m->first, m->end) : m->end;
	for (uint32_t i = m->first; i < end; i++)
		if (kz_token_at(state, i)->kind != KZ_TOKEN_SYMBOL)
			hash = (hash ^ kz_key_hash(state, i)) * 0x9E3779B1u;
	return hash | 0x80000000u;
}

static uint32_t new_entity(joiner *j, uint32_t mention, uint32_t entry, uint8_t type)
{
	kz_entity *e = KZ_PUSH(j->state->arena, &j->resolved->entities);
	if (!e)
		return KZNER_NONE;
	*e = (kz_entity){.entry = entry, .name_mention = mention, .type = type, .confidence = 0, .reason = ""};
	return j->resolved->entities.count - 1;
}

/* The slot of a key: an empty one if it has none. */
static uint32_t slot_of(const kz_entity_slots *slots, uint32_t key)
{
	uint32_t i = key * 0x85EBCA6Bu & slots->mask;
	while ((slots->entities[i] != 0) & (slots->keys[i] != key))
		i = (i + 1) & slots->mask;
	return i;
}

/* The entity with key, made if there is none. Keys of entries are their numbers, those of names have the high bit. */
static uint32_t entity_of(joiner *j, uint32_t key, uint32_t mention, uint32_t entry, uint8_t type)
{
	kz_entity_slots *slots = &j->resolved->slots;
	uint32_t i = slot_of(slots, key);
	if (slots->entities[i])
		return slots->entities[i] - 1;
	uint32_t entity = new_entity(j, mention, entry, type);
	if (entity != KZNER_NONE) {
		slots->entities[i] = entity + 1;
		slots->keys[i] = key;
	}
	return entity;
}

uint32_t kz_entity_find(const kz_resolved *resolved, uint32_t entry)
{
	uint32_t entity = resolved->slots.entities[slot_of(&resolved->slots, entry)];
	return entity ? resolved->slots.places[entity - 1] : KZNER_NONE;
}

static void raise_confidence(kz_entity *e, float confidence, const char *reason)
{
	if (confidence > e->confidence) {
		e->confidence = confidence;
		e->reason = reason;
	}
}

static int fuller(const kz_mention *a, const kz_mention *b)
{
	return a->end - a->first > b->end - b->first;
}

static int join_mention(joiner *j, uint32_t number)
{
	kz_mention *m = &j->resolved->mentions.items[number];
	const kz_candidate *c = &j->state->candidates.items[m->candidate];
	float confidence = c->score;
	const char *reason = "names of the same words are one";
	uint32_t entry = 0, key;
	if (c->option_count) {
		m->alias = kz_link_choose(j->state, j->resolved, &j->links, number, &confidence, &reason);
		entry = j->state->model->aliases[m->alias].entry;
		key = entry ? entry : name_hash(j->state, m);
	} else if ((m->alias = kz_near_entry(j->state, m))) {
		entry = j->state->model->aliases[m->alias].entry;
		key = entry;
		confidence = NEAR_CONFIDENCE;
		reason = "another form of the entry's name";
	} else {
		key = name_hash(j->state, m);
	}
	uint8_t type = entry ? j->state->model->entries[entry].type : m->type;
	m->entity = entity_of(j, key, number, entry, type);
	if (m->entity == KZNER_NONE)
		return 0;
	kz_entity *e = &j->resolved->entities.items[m->entity];
	if (fuller(m, &j->resolved->mentions.items[e->name_mention]))
		e->name_mention = number;
	raise_confidence(e, confidence, reason);
	j->by_candidate[m->candidate] = m->entity + 1;
	return 1;
}

/* A short form whose full name was chosen in the first pass but not in the last stands for itself. */
static int join_short(joiner *j, uint32_t number)
{
	kz_mention *m = &j->resolved->mentions.items[number];
	const kz_candidate *c = &j->state->candidates.items[m->candidate];
	uint32_t entity = j->by_candidate[c->full];
	if (!entity)
		return join_mention(j, number);
	m->entity = entity - 1;
	j->by_candidate[m->candidate] = entity;
	return 1;
}

static int words_begin(const kz_state *state, const kz_mention *part, const kz_mention *whole)
{
	uint32_t count = part->end - part->first;
	if (count >= whole->end - whole->first)
		return 0;
	for (uint32_t i = 0; i < count; i++)
		if (kz_token_at(state, part->first + i)->hash != kz_token_at(state, whole->first + i)->hash)
			return 0;
	return 1;
}

static uint32_t is_body(uint8_t type)
{
	return (1u << KZNER_TYPE_ORG | 1u << KZNER_TYPE_PARTY | 1u << KZNER_TYPE_LAW | 1u << KZNER_TYPE_EVENT) >> type &
	       1;
}

/* Entities of bodies, in chains by the first word of their names; the first of a chain comes first. */
typedef struct body_index {
	uint32_t *bodies, count;
	uint32_t *head, *next; /* entities + 1 */
	uint32_t mask;
} body_index;

static const kz_mention *name_of(const joiner *j, uint32_t entity)
{
	return &j->resolved->mentions.items[j->resolved->entities.items[entity].name_mention];
}

static uint32_t first_hash(const joiner *j, uint32_t entity)
{
	return kz_token_at(j->state, name_of(j, entity)->first)->hash;
}

static int index_bodies(const joiner *j, body_index *index)
{
	uint32_t count = j->resolved->entities.count, size = 64;
	while (size < count)
		size *= 2;
	*index = (body_index){.mask = size - 1};
	index->head = kz_arena_alloc(j->state->arena, size * sizeof *index->head);
	index->next = kz_arena_alloc(j->state->arena, (count + 1) * sizeof *index->next);
	index->bodies = kz_arena_alloc(j->state->arena, (count + 1) * sizeof *index->bodies);
	if (!index->head || !index->next || !index->bodies)
		return 0;
	memset(index->head, 0, size * sizeof *index->head);
	/* Which entities are bodies cannot be guessed. */
	for (uint32_t e = 0; e < count; e++) {
		index->bodies[index->count] = e;
		index->count += is_body(j->resolved->entities.items[e].type);
	}
	for (uint32_t k = index->count; k-- > 0;) {
		uint32_t e = index->bodies[k], *head = &index->head[first_hash(j, e) & index->mask];
		index->next[e] = *head;
		*head = e + 1;
	}
	return 1;
}

/* "Steppe Law Foundation" begins "Steppe Law Foundation for Human Rights": to which entity does this body belong? */
static uint32_t find_longer(const joiner *j, const body_index *index, uint32_t entity)
{
	const kz_entity *e = &j->resolved->entities.items[entity];
	const kz_mention *name = name_of(j, entity);
	if ((e->entry != 0) | (name->end - name->first < 2))
		return entity;
	for (uint32_t o = index->head[first_hash(j, entity) & index->mask]; o; o = index->next[o - 1])
		if (o - 1 != entity && words_begin(j->state, name, name_of(j, o - 1)))
			return o - 1;
	return entity;
}

static int join_beginnings(joiner *j)
{
	body_index index;
	if (j->resolved->entities.count > PREFIX_SEARCH_MAX)
		return 1;
	if (!index_bodies(j, &index))
		return 0;
	for (uint32_t k = 0; k < index.count; k++) {
		uint32_t e = index.bodies[k], longer = find_longer(j, &index, e);
		for (uint32_t m = 0; longer != e && m < j->resolved->mentions.count; m++)
			if (j->resolved->mentions.items[m].entity == e)
				j->resolved->mentions.items[m].entity = longer;
	}
	return 1;
}

/* Numbers of the entities of mentions in the order of their first mentions, and how many mentions each has; the entities that are
 * left. Behind the others, in both arrays, there is one for mentions that have none, so that no branch has to be guessed. */
static uint32_t sort_entities(const kz_resolved *r, uint32_t *place, kz_entity *sorted)
{
	uint32_t count = r->entities.count, used = 0;
	for (uint32_t m = 0; m < r->mentions.count; m++) {
		uint32_t *entity = &r->mentions.items[m].entity, number = kz_least(*entity, count);
		uint32_t is_new = (place[number] == KZNER_NONE) & (number != count);
		sorted[used].entry = number;
		/* What is not placed yet is more than any number. */
		place[number] = *entity = kz_least(place[number], used | (is_new - 1));
		used += is_new;
	}
	for (uint32_t e = 0; e < used; e++)
		sorted[e] = r->entities.items[sorted[e].entry];
	sorted[used] = (kz_entity){0};
	for (uint32_t m = 0; m < r->mentions.count; m++)
		sorted[kz_least(r->mentions.items[m].entity, used)].mention_count++;
	return used;
}

/* Entities in the order of their first mentions, without those that lost all; index of mentions by entity. */
static int number_entities(joiner *j)
{
	kz_resolved *r = j->resolved;
	uint32_t count = r->entities.count, at = 0;
	uint32_t *place = kz_arena_alloc(j->state->arena, (count + 1) * sizeof *place);
	kz_entity *sorted = kz_arena_alloc(j->state->arena, (count + 1) * sizeof *sorted);
	r->mention_index = kz_arena_alloc(j->state->arena, (r->mentions.count + 1) * sizeof *r->mention_index);
	if (!place || !sorted || !r->mention_index)
		return 0;
	memset(place, 0xFF, (count + 1) * sizeof *place);
	uint32_t used = sort_entities(r, place, sorted);
	/* Mentions without an entity go behind all others. */
	for (uint32_t e = 0; e <= used; e++) {
		sorted[e].first_mention = at;
		at += e < used ? sorted[e].mention_count : 0;
		sorted[e].mention_count = 0;
	}
	for (uint32_t m = 0; m < r->mentions.count; m++) {
		kz_entity *e = &sorted[kz_least(r->mentions.items[m].entity, used)];
		r->mention_index[e->first_mention + e->mention_count++] = m;
	}
	r->entities.items = sorted;
	r->entities.count = used;
	r->slots.places = place;
	return 1;
}

/* Names first, then what is short for them. */
static int join_all(joiner *j)
{
	uint32_t count = j->resolved->mentions.count, names = 0, shorts = 0;
	uint32_t *name = kz_arena_alloc(j->state->arena, (count + 1) * sizeof *name);
	uint32_t *other = kz_arena_alloc(j->state->arena, (count + 1) * sizeof *other);
	if (!name || !other)
		return 0;
	for (uint32_t m = 0; m < count; m++) {
		const kz_mention *mention = &j->resolved->mentions.items[m];
		uint32_t is_short = j->state->candidates.items[mention->candidate].full != KZNER_NONE;
		name[names] = other[shorts] = m;
		names += (uint32_t)has_entity(mention->type) & (is_short ^ 1);
		shorts += (uint32_t)has_entity(mention->type) & is_short;
	}
	for (uint32_t k = 0; k < names; k++)
		if (!join_mention(j, name[k]))
			return 0;
	for (uint32_t k = 0; k < shorts; k++)
		if (!join_short(j, other[k]))
			return 0;
	return 1;
}

/* No entity has a key yet. */
static int make_slots(kz_state *state, kz_resolved *resolved)
{
	kz_entity_slots *slots = &resolved->slots;
	uint32_t count = 64;
	while (count < resolved->mentions.count * 2)
		count *= 2;
	*slots = (kz_entity_slots){.mask = count - 1};
	slots->keys = kz_arena_alloc(state->arena, count * sizeof *slots->keys);
	slots->entities = kz_arena_alloc(state->arena, count * sizeof *slots->entities);
	if (!slots->keys || !slots->entities)
		return 0;
	memset(slots->keys, 0, count * sizeof *slots->keys);
	memset(slots->entities, 0, count * sizeof *slots->entities);
	return 1;
}

int kz_entities_join(kz_state *state, kz_resolved *resolved)
{
	joiner j = {.state = state, .resolved = resolved};
	j.by_candidate = kz_arena_alloc(state->arena, (state->candidates.count + 1) * sizeof *j.by_candidate);
	if (!j.by_candidate || !make_slots(state, resolved) || !kz_link_context_init(state, resolved, &j.links))
		return 0;
	memset(j.by_candidate, 0, (state->candidates.count + 1) * sizeof *j.by_candidate);
	resolved->entities.count = 0;
	return join_all(&j) && join_beginnings(&j) && number_entities(&j);
}
