/* Typed relations between the entities of a document, and pairs that merely stand in one sentence. */
#ifndef KZ_RELATION_H
#define KZ_RELATION_H

#include "resolve/resolve.h"

typedef struct kz_relation_evidence {
	uint32_t relation; /* kz_relation */
	uint32_t sentence;
	uint32_t subject, object; /* mentions */
	uint32_t pattern;         /* of the model */
	float confidence;
	uint8_t status;
	uint8_t ended;     /* the office or membership is over: "former" */
	uint32_t property; /* string: Wikidata property of the title in it, 0 if none */
	uint32_t speaker;  /* mention of who the sentence says it is reported by, KZNER_NONE if it says so itself */
	const char *date;
} kz_relation_evidence;

typedef struct kz_relation {
	uint32_t type;            /* kz_relation_type of the model */
	uint32_t subject, object; /* entities */
	uint8_t status, ended;
	float confidence;
	const char *date;
	uint32_t property;                       /* string, 0: that of the type */
	uint32_t reported_by;                    /* entity, KZNER_NONE if the text says it in its own voice anywhere */
	uint8_t knowledge;                       /* kzner_knowledge */
	uint32_t first_evidence, evidence_count; /* in kz_related.evidence, sorted */
} kz_relation;

typedef struct kz_related {
	KZ_ARRAY(kz_relation_evidence) evidence;
	KZ_ARRAY(kz_relation) relations;
	KZ_ARRAY(kzner_cooccurrence) pairs; /* of entities, their sentences in an array of all pairs */
	int limit_reached;
} kz_related;

/* Run the relation patterns over all sentences. False: no memory. */
int kz_relations_match(kz_state *state, const kz_resolved *resolved, kz_related *related);

/* Compare the relations with what the gazetteer knows at the document's date: sets their knowledge, raises or lowers confidence. */
void kz_relations_confirm(const kz_state *state, const kz_resolved *resolved, kz_related *related);

/* Pairs of entities named in one sentence. False: no memory. */
int kz_pairs_count(kz_state *state, const kz_resolved *resolved, kz_related *related);

#endif
