/* What the gazetteer says of the entities of a document: it supports what a text says, and says nothing by itself. */
#ifndef KZ_KNOWLEDGE_H
#define KZ_KNOWLEDGE_H

#include "relations/relation.h"

/* Does a lie in b or belong to it, or have a role there? */
int kz_knowledge_joins(const kzner_model *model, const kz_resolved *resolved, uint32_t a, uint32_t b);

/* A mention of what the person at mention subject held the title at mention title of; KZNER_NONE if unknown or not named. */
uint32_t kz_knowledge_object(const kz_state *state, const kz_resolved *resolved, uint32_t subject, uint32_t title);

#endif
