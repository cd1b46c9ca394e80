/* What the gazetteer says of the entities of a document: it supports what a text says, and says nothing by itself. */
#ifndef KZ_KNOWLEDGE_H
#define KZ_KNOWLEDGE_H

#include "relations/relation.h"

/* Steps from a town to its continent. */
#define KZ_PARENTS_MAX 8

/* Does what the gazetteer knows of entities a and b meet what a pattern asks (bits KZ_PATTERN_*)? */
int kz_knowledge_allows(const kzner_model *model, const kz_resolved *resolved, uint8_t flags, uint32_t a, uint32_t b);

/* Is an entry, 0 is none, a country, or a part of one? */
int kz_is_country(const kzner_model *model, uint32_t entry);
int kz_is_region(const kzner_model *model, uint32_t entry);

/* Does entry part lie in entry whole, belong to it, or have a role in it? */
int kz_knowledge_joins(const kzner_model *model, uint32_t part, uint32_t whole);

/* A mention of what the person at mention subject held the title at mention title of; without a title (KZNER_NONE), of what
 * it was head last. KZNER_NONE if unknown or not named. */
uint32_t kz_knowledge_object(const kz_state *state, const kz_resolved *resolved, uint32_t subject, uint32_t title);

/* String: the Wikidata property by which a country has the bearer of a title (a mention); 0 if there is none. */
uint32_t kz_knowledge_property(const kz_state *state, const kz_resolved *resolved, uint32_t object, uint32_t title);

#endif
