/*
 * Statements of RDF, one call each, in three notations.
 *
 *     N-Triples, N-Quads   <urn:kzner:doc:a#r0> <...#type> <...#Statement> [<urn:kzner:doc:a>] .
 *     Turtle               <urn:kzner:doc:a#r0> rdf:type rdf:Statement ;
 *                                  kz:status "asserted" .
 *
 * What is named, and how:
 *
 *     a document     urn:kzner:doc:ID, the id percent-encoded; its parts #e3, #r0, #r0-1 (evidence), #char=5,12
 *     an entity      http://www.wikidata.org/entity/Q..., urn:kzner:entity:GAZETTEER-ID, or the document's part #e3
 *     a relation     urn:kzner:relation:NAME and, where it has one, http://www.wikidata.org/prop/direct/P...
 */
#ifndef KZ_RDF_H
#define KZ_RDF_H

#include "write/out.h"

typedef enum kz_rdf_notation { KZ_RDF_NTRIPLES, KZ_RDF_NQUADS, KZ_RDF_TURTLE } kz_rdf_notation;

typedef enum kz_term_kind {
	KZ_TERM_NONE,
	KZ_TERM_KNOWN, /* text: a name with one of the prefixes */
	KZ_TERM_DOCUMENT,
	KZ_TERM_ENTITY,   /* a */
	KZ_TERM_RELATION, /* a */
	KZ_TERM_EVIDENCE, /* b of relation a */
	KZ_TERM_SPAN,     /* bytes a to b */
	KZ_TERM_PROPERTY, /* text: P... */
	KZ_TERM_NAME,     /* text: name of a relation */
	KZ_TERM_TEXT,     /* text */
	KZ_TERM_QUOTE,    /* bytes a to b of the document */
	KZ_TERM_OFFSET,   /* a */
	KZ_TERM_SHARE,    /* share */
	KZ_TERM_DATE,     /* text */
	KZ_TERM_RULE      /* text ':' a */
} kz_term_kind;

typedef struct kz_term {
	kz_term_kind kind;
	uint32_t a, b;
	float share;
	const char *text;
} kz_term;

typedef struct kz_rdf {
	kz_out *o;
	kz_rdf_notation notation;
	kz_term subject; /* of the statement that is open in Turtle */
} kz_rdf;

static inline kz_term kz_known(const char *name)
{
	return (kz_term){.kind = KZ_TERM_KNOWN, .text = name};
}

static inline kz_term kz_numbered(kz_term_kind kind, uint32_t a, uint32_t b)
{
	return (kz_term){.kind = kind, .a = a, .b = b};
}

static inline kz_term kz_worded(kz_term_kind kind, const char *text)
{
	return (kz_term){.kind = kind, .text = text};
}

static inline kz_term kz_shared(float share)
{
	return (kz_term){.kind = KZ_TERM_SHARE, .share = share};
}

/* "kz:Person": the class of a type. */
kz_term kz_class_of(kzner_type type);

/* "xsd:date", "xsd:gYearMonth", "xsd:gYear"; NULL for what is none of them. */
const char *kz_date_type(const char *date);

/* The prefixes of Turtle. */
void kz_rdf_prefixes(kz_writer *writer);

/* One statement; predicate is the name of a known one. */
void kz_rdf_put(kz_rdf *rdf, kz_term subject, const char *predicate, kz_term object);
void kz_rdf_put_term(kz_rdf *rdf, kz_term subject, kz_term predicate, kz_term object);

/* Close what is open. */
void kz_rdf_end(kz_rdf *rdf);

/* The IRIs without brackets, as other formats use them too. */
void kz_put_document_iri(const kz_out *o);
void kz_put_part_iri(const kz_out *o, char kind, uint64_t number);
void kz_put_entity_iri(const kz_out *o, uint32_t entity);

#endif
