/* Whom a sentence lets say what it tells: "X said that ...", "according to X". */
#ifndef KZ_ATTRIBUTION_H
#define KZ_ATTRIBUTION_H

#include "relations/item.h"

/* The mention of who says what stands at item `at`; KZNER_NONE if the sentence says it in its own voice. */
uint32_t kz_attribution_find(const kz_state *state, const kz_resolved *resolved, const kz_items *items, uint32_t at);

#endif
