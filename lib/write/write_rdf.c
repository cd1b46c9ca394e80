/*
 * In: a result. Out: its entities and relations as RDF.
 *
 * What the text asserts is a plain triple, with the project's own name of the relation and with Wikidata's property if
 * it has one. Every relation, also what is denied or planned, is an rdf:Statement that says where it comes from:
 *
 *     <doc#r0> rdf:type rdf:Statement ; rdf:subject .. ; rdf:predicate .. ; rdf:object .. ; kz:document <doc> ;
 *             kz:status "asserted" ; kz:confidence 0.93 ; kz:property wdt:P488 ; kz:plover .. ; dcterms:date .. ;
 *             kz:evidence <doc#r0-0> .
 *     <doc#r0-0> rdf:type kz:Evidence ; kz:begin 0 ; kz:end 121 ; kz:rule "x.relations:41" ; kz:confidence 0.93 ;
 *             kz:text "..." .
 */
#include "write/rdf.h"
#include "write/writers.h"

static const kz_term document = {.kind = KZ_TERM_DOCUMENT};

static void put_text_if(kz_rdf *rdf, kz_term subject, const char *predicate, const char *text)
{
	if (text && text[0])
		kz_rdf_put(rdf, subject, predicate, kz_worded(KZ_TERM_TEXT, text));
}

static void put_document(kz_rdf *rdf)
{
	const char *date = kzner_result_date(rdf->o->result);
	kz_rdf_put(rdf, document, "rdf:type", kz_known("kz:Document"));
	kz_rdf_put(rdf, document, "dcterms:identifier", kz_worded(KZ_TERM_TEXT, rdf->o->id));
	if (date)
		kz_rdf_put(rdf, document, "dcterms:date", kz_worded(KZ_TERM_DATE, date));
	put_text_if(rdf, document, "dcterms:language", kzner_result_language(rdf->o->result));
	for (uint32_t i = 0; i < rdf->o->entity_count; i++)
		kz_rdf_put(rdf, document, "schema:mentions", kz_numbered(KZ_TERM_ENTITY, i, 0));
}

static void put_entity(kz_rdf *rdf, uint32_t number)
{
	const kzner_entity *e = &rdf->o->entities[number];
	kz_term entity = kz_numbered(KZ_TERM_ENTITY, number, 0);
	kz_rdf_put(rdf, entity, "rdf:type", kz_class_of(e->type));
	kz_rdf_put(rdf, entity, "rdfs:label", kz_worded(KZ_TERM_TEXT, e->name));
	put_text_if(rdf, entity, "kz:subtype", e->subtype);
	put_text_if(rdf, entity, "kz:gazetteer", e->gazetteer);
}

static void put_assertion(kz_rdf *rdf, const kzner_relation *r)
{
	kz_term subject = kz_numbered(KZ_TERM_ENTITY, r->subject, 0);
	kz_term object = kz_numbered(KZ_TERM_ENTITY, r->object, 0);
	kz_rdf_put_term(rdf, subject, kz_worded(KZ_TERM_NAME, r->type), object);
	if (!r->wikidata)
		return;
	if (kz_property_is_inverse(r->wikidata))
		kz_rdf_put_term(rdf, object, kz_worded(KZ_TERM_PROPERTY, r->wikidata), subject);
	else
		kz_rdf_put_term(rdf, subject, kz_worded(KZ_TERM_PROPERTY, r->wikidata), object);
}

static void put_evidence(kz_rdf *rdf, uint32_t relation, uint32_t number)
{
	const kzner_evidence *e = &rdf->o->relations[relation].evidence[number];
	kz_term evidence = kz_numbered(KZ_TERM_EVIDENCE, relation, number);
	kz_rdf_put(rdf, evidence, "rdf:type", kz_known("kz:Evidence"));
	kz_rdf_put(rdf, evidence, "kz:begin", kz_numbered(KZ_TERM_OFFSET, e->sentence.begin, 0));
	kz_rdf_put(rdf, evidence, "kz:end", kz_numbered(KZ_TERM_OFFSET, e->sentence.end, 0));
	if (e->line)
		kz_rdf_put(rdf, evidence, "kz:rule", (kz_term){.kind = KZ_TERM_RULE, .text = e->file, .a = e->line});
	kz_rdf_put(rdf, evidence, "kz:confidence", kz_shared(e->confidence));
	kz_rdf_put(rdf, evidence, "kz:text", kz_numbered(KZ_TERM_QUOTE, e->sentence.begin, e->sentence.end));
}

static void put_statement(kz_rdf *rdf, uint32_t number)
{
	const kzner_relation *r = &rdf->o->relations[number];
	kz_term statement = kz_numbered(KZ_TERM_RELATION, number, 0);
	kz_rdf_put(rdf, statement, "rdf:type", kz_known("rdf:Statement"));
	kz_rdf_put(rdf, statement, "rdf:subject", kz_numbered(KZ_TERM_ENTITY, r->subject, 0));
	kz_rdf_put(rdf, statement, "rdf:predicate", kz_worded(KZ_TERM_NAME, r->type));
	kz_rdf_put(rdf, statement, "rdf:object", kz_numbered(KZ_TERM_ENTITY, r->object, 0));
	kz_rdf_put(rdf, statement, "kz:document", document);
	put_text_if(rdf, statement, "kz:status", kzner_relation_status_name(r->status));
	kz_rdf_put(rdf, statement, "kz:confidence", kz_shared(r->confidence));
	if (r->wikidata)
		kz_rdf_put(rdf, statement, "kz:property", kz_worded(KZ_TERM_PROPERTY, r->wikidata));
	put_text_if(rdf, statement, "kz:plover", r->plover);
	if (r->date)
		kz_rdf_put(rdf, statement, "dcterms:date", kz_worded(KZ_TERM_DATE, r->date));
	for (uint32_t i = 0; i < r->evidence_count; i++)
		kz_rdf_put(rdf, statement, "kz:evidence", kz_numbered(KZ_TERM_EVIDENCE, number, i));
	for (uint32_t i = 0; i < r->evidence_count; i++)
		put_evidence(rdf, number, i);
}

static void write(kz_out *o, kz_rdf_notation notation)
{
	kz_rdf rdf = {.o = o, .notation = notation};
	put_document(&rdf);
	for (uint32_t i = 0; i < o->entity_count; i++)
		put_entity(&rdf, i);
	for (uint32_t i = 0; i < o->relation_count; i++) {
		if (o->relations[i].status == KZNER_ASSERTED)
			put_assertion(&rdf, &o->relations[i]);
		put_statement(&rdf, i);
	}
	kz_rdf_end(&rdf);
}

void kz_write_ntriples(kz_out *o)
{
	write(o, KZ_RDF_NTRIPLES);
}

void kz_write_nquads(kz_out *o)
{
	write(o, KZ_RDF_NQUADS);
}

void kz_write_turtle(kz_out *o)
{
	write(o, KZ_RDF_TURTLE);
}

void kz_head_turtle(kz_out *o)
{
	kz_rdf_prefixes(o->w);
}
