/*
 * What a writer works with: the views of one result, where the bytes go, and the small things that several formats say
 * in the same way.
 */
#ifndef KZ_OUT_H
#define KZ_OUT_H

#include "write/escape.h"

typedef struct kz_out {
	kz_writer *w;
	kzner_write_options options;
	/* for a document; nothing for heads and tails */
	const kzner_result *result;
	const char *id; /* never NULL: made of the number if the document has none */
	char made_id[32];
	const char *text;
	size_t size;
	const kzner_mention *mentions;
	const kzner_entity *entities;
	const kzner_relation *relations;
	const kzner_span *sentences;
	const kzner_cooccurrence *pairs;
	size_t mention_count, entity_count, relation_count, sentence_count, pair_count;
} kz_out;

static inline void kz_put_string(kz_writer *w, const char *text)
{
	kz_put(w, text, strlen(text));
}

static inline size_t kz_out_offset(const kz_out *o, uint32_t byte)
{
	return kzner_result_offset(o->result, byte, o->options.unit);
}

/* "e12" */
static inline void kz_put_id(kz_writer *w, char kind, uint64_t number)
{
	kz_put_char(w, kind);
	kz_put_number(w, number);
}

/* The place that says a relation best: the first of the surest; NULL if there is none. */
const kzner_evidence *kz_best_evidence(const kzner_relation *relation);

/* The mentions that stand for a relation: those of its best evidence, otherwise the first of each entity. */
void kz_relation_mentions(const kz_out *o, const kzner_relation *relation, uint32_t *ret_subject, uint32_t *ret_object);

/* Does the property point from the object to the subject, from a body to its head or founder? */
int kz_property_is_inverse(const char *wikidata);

/* The first and last day of an ISO 8601 date, month, year or interval of these; 0 if it is none. NUL-terminated. */
int kz_date_days(const char *date, char first[11], char last[11]);

#endif
