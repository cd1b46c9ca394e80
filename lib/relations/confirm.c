/*
 * In: relations that the text expresses. Out: which of them the gazetteer knows or contradicts at the document's date.
 *
 * Roles speak of offices and memberships, parents and countries of where things belong. Silence contradicts only a membership,
 * and only of bodies whose members are listed. What is known raises the confidence, what is contradicted lowers it.
 */
#include "relations/knowledge.h"

#include <string.h>

/* A body with fewer members listed may lack the one in question. */
#define LISTED_MEMBERS 3

/* Share of the doubt that knowledge takes away, and of the confidence that is left to what it contradicts. */
#define KNOWN_TAKES     0.3f
#define CONTRADICT_LEFT 0.85f

static int is_member_role(const kzner_model *model, const kz_role *role)
{
	return !strcmp(kz_string(model, role->what), "member");
}

static int role_fits(const kzner_model *model, const kz_role *role, uint32_t kind)
{
	uint8_t rank = model->entries[role->title].rank;
	if (kind == KZ_KNOWLEDGE_MEMBER)
		return is_member_role(model, role);
	if (is_member_role(model, role))
		return 0;
	return kind == KZ_KNOWLEDGE_HEAD ? rank == KZ_RANK_HEAD || rank == KZ_RANK_NOBLE : rank != KZ_RANK_HEAD;
}

/* Does subject have such a role at object; *ret_now: on the document's date, or ever if there is none. */
static int find_role(const kz_state *state, uint32_t subject, uint32_t object, uint32_t kind, int *ret_now)
{
	const kz_entry *e = &state->model->entries[subject];
	int found = 0;
	*ret_now = 0;
	for (uint32_t i = 0; i < e->role_count; i++) {
		const kz_role *role = &state->model->roles[e->roles + i];
		if (role->object != object || !role_fits(state->model, role, kind))
			continue;
		found = 1;
		*ret_now |= !state->date || (!role->from && !role->to) || kz_role_held(role, state->date);
	}
	return found;
}

static int members_are_listed(const kzner_model *model, uint32_t object)
{
	uint32_t count, members = 0;
	const uint32_t *holders = kz_find_holders(model, object, &count);
	for (uint32_t i = 0; i < count && members < LISTED_MEMBERS; i++)
		members += is_member_role(model, &model->roles[holders[i]]);
	return members == LISTED_MEMBERS;
}

static kzner_knowledge compare(const kz_state *state, const kz_resolved *resolved, const kz_relation *r, uint32_t kind)
{
	uint32_t subject = resolved->entities.items[r->subject].entry,
	         object = resolved->entities.items[r->object].entry;
	int now = 0, found;
	if (!kind || !subject || !object)
		return KZNER_KNOWLEDGE_NEW;
	found = kind == KZ_KNOWLEDGE_PART ? (now = kz_knowledge_joins(state->model, subject, object))
	                                  : find_role(state, subject, object, kind, &now);
	if (r->status == KZNER_NEGATED)
		return now ? KZNER_KNOWLEDGE_CONTRADICTS : KZNER_KNOWLEDGE_NEW;
	/* Offices that are over are still facts that a text may tell. */
	if (found && (now || kind != KZ_KNOWLEDGE_MEMBER))
		return KZNER_KNOWLEDGE_KNOWN;
	int country = resolved->entities.items[r->subject].type == KZNER_TYPE_PLACE;
	return kind == KZ_KNOWLEDGE_MEMBER && r->status == KZNER_ASSERTED && country &&
	                       members_are_listed(state->model, object)
	               ? KZNER_KNOWLEDGE_CONTRADICTS
	               : KZNER_KNOWLEDGE_NEW;
}

void kz_relations_confirm(const kz_state *state, const kz_resolved *resolved, kz_related *related)
{
	for (uint32_t i = 0; i < related->relations.count; i++) {
		kz_relation *r = &related->relations.items[i];
		kzner_knowledge knowledge =
		        compare(state, resolved, r, state->model->relation_types[r->type].knowledge);
		r->knowledge = (uint8_t)knowledge;
		if (knowledge == KZNER_KNOWLEDGE_KNOWN)
			r->confidence += (1 - r->confidence) * KNOWN_TAKES;
		else if (knowledge == KZNER_KNOWLEDGE_CONTRADICTS)
			r->confidence *= CONTRADICT_LEFT;
	}
}
