/* The public views of one document's arrays, in the extractor's arena. */
#ifndef KZ_RESULT_H
#define KZ_RESULT_H

#include "relations/relation.h"

#include <stdatomic.h>

/* Candidates are put into their structs when they are asked for the first time. */
typedef struct kz_result_candidates {
	const kz_state *state; /* has them */
	const uint32_t *place; /* of each in items */
	kzner_candidate *items;
	atomic_int filled; /* KZ_CANDIDATES_* */
} kz_result_candidates;

enum { KZ_CANDIDATES_NONE, KZ_CANDIDATES_FILLING, KZ_CANDIDATES_READY };

struct kzner_result {
	const kz_text *text;
	const char *id, *date, *language;
	kzner_mention *mentions;
	kzner_entity *entities;
	kzner_relation *relations;
	kzner_cooccurrence *pairs;
	kzner_span *sentences;
	kzner_description *descriptions;
	kzner_nested *nested;
	kz_result_candidates *candidates;
	const kz_tokens *tokens;
	const kz_sentences *token_sentences; /* as many as sentences */
	uint32_t mention_count, entity_count, relation_count, pair_count, sentence_count, description_count,
	        nested_count;
	const char *limits[8];
	const char *warnings[8];
};

/* Freeze what the stages found, leaving out what options do not ask for. False: no memory. */
int kz_result_make(kz_state *state, const kz_resolved *resolved, const kz_related *related, kzner_result *result);

#endif
