/* Is a relation asserted, negated or planned, and when was it? Words around its verb tell. */
#ifndef KZ_STATUS_FIND_H
#define KZ_STATUS_FIND_H

#include "relations/item.h"

/* Is item i a word that denies: not, never, refused, didn't? */
int kz_item_denies(const kz_state *state, const kz_items *items, uint32_t i);

/* Where a pattern matched, in items. */
typedef struct kz_status_place {
	uint32_t subject_begin, subject_end;
	uint32_t object_end;
	uint32_t trigger;
	int verb; /* the trigger is a verb behind its subject, otherwise a noun */
} kz_status_place;

/* kzner_relation_status of what the trigger says of subject and object. */
uint8_t kz_status_find(const kz_state *state, const kz_items *items, const kz_status_place *place);

/* Value of the nearest DATE mention of the sentence, NULL if there is none. */
const char *kz_status_date(const kz_state *state, const kz_resolved *resolved, const kz_items *items, uint32_t trigger);

#endif
