/* What the gazetteer says of the entities that a sentence names: a pattern that asks for more finds nothing there. */
#ifndef KZ_FACTS_H
#define KZ_FACTS_H

#include "relations/item.h"

enum {
	KZ_FACT_COUNTRY = 1 << 0, /* it names a country */
	KZ_FACT_REGION = 1 << 1,  /* a part of one */
	KZ_FACT_HOLDER = 1 << 2,  /* somebody with a role at an entity of the document */
	KZ_FACT_JOINED = 1 << 3   /* two entities of which one lies in the other or has a role there */
};

/* What a pattern asks for. */
uint32_t kz_facts_wanted(const kz_pattern *pattern);

/* Facts that may be true of a sentence: no others are. */
uint32_t kz_facts_find(const kz_state *state, const kz_resolved *resolved, const kz_items *items);

#endif
