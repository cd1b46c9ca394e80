/* "The consortium", "the party": a noun with its article that stands for a body named before. */
#ifndef KZ_DESCRIPTION_H
#define KZ_DESCRIPTION_H

#include "resolve/resolve.h"

/* The mention that the noun at a token stands for, among the first `before` mentions; KZNER_NONE if it names nothing. */
uint32_t kz_description_means(const kz_state *state, const kz_resolved *resolved, uint32_t token, uint32_t before);

#endif
