/*
 * In: a result. Out: NIF 2.0: the text as a context, its sentences and mentions as strings of it, in Turtle.
 *
 * Offsets count code points, and IRIs of strings are those of RFC 5147 (#char=5,12).
 */
#include "write/rdf.h"
#include "write/writers.h"

static kz_term span_term(kzner_span span)
{
	return kz_numbered(KZ_TERM_SPAN, span.begin, span.end);
}

static void put_bounds(kz_rdf *rdf, kz_term string, kzner_span span)
{
	kz_rdf_put(rdf, string, "rdf:type", kz_known("nif:RFC5147String"));
	kz_rdf_put(rdf, string, "nif:beginIndex", kz_numbered(KZ_TERM_OFFSET, span.begin, 0));
	kz_rdf_put(rdf, string, "nif:endIndex", kz_numbered(KZ_TERM_OFFSET, span.end, 0));
}

static void put_string(kz_rdf *rdf, kzner_span span, kz_term context, const char *class)
{
	kz_term string = span_term(span);
	kz_rdf_put(rdf, string, "rdf:type", kz_known(class));
	put_bounds(rdf, string, span);
	kz_rdf_put(rdf, string, "nif:referenceContext", context);
	kz_rdf_put(rdf, string, "nif:anchorOf", kz_numbered(KZ_TERM_QUOTE, span.begin, span.end));
}

static void put_mention(kz_rdf *rdf, const kzner_mention *m, kz_term context)
{
	kz_term string = span_term(m->span);
	put_string(rdf, m->span, context, "nif:Phrase");
	kz_rdf_put_term(rdf, string, kz_known("itsrdf:taClassRef"), kz_class_of(m->type));
	kz_rdf_put(rdf, string, "itsrdf:taConfidence", kz_shared(m->confidence));
	if (m->value)
		kz_rdf_put(rdf, string, "rdf:value", kz_worded(KZ_TERM_TEXT, m->value));
	if (m->entity != KZNER_NONE)
		kz_rdf_put(rdf, string, "itsrdf:taIdentRef", kz_numbered(KZ_TERM_ENTITY, m->entity, 0));
}

static void put_context(kz_rdf *rdf, kz_term context)
{
	kzner_span all = {0, (uint32_t)rdf->o->size};
	kz_rdf_put(rdf, context, "rdf:type", kz_known("nif:Context"));
	put_bounds(rdf, context, all);
	kz_rdf_put(rdf, context, "nif:isString", kz_numbered(KZ_TERM_QUOTE, all.begin, all.end));
	kz_rdf_put(rdf, context, "nif:sourceUrl", (kz_term){.kind = KZ_TERM_DOCUMENT});
}

void kz_write_nif(kz_out *o)
{
	kz_rdf rdf = {.o = o, .notation = KZ_RDF_TURTLE};
	kz_term context = kz_numbered(KZ_TERM_SPAN, 0, (uint32_t)o->size);
	put_context(&rdf, context);
	for (size_t i = 0; i < o->sentence_count; i++)
		put_string(&rdf, o->sentences[i], context, "nif:Sentence");
	for (size_t i = 0; i < o->mention_count; i++)
		put_mention(&rdf, &o->mentions[i], context);
	for (uint32_t i = 0; i < o->entity_count; i++) {
		kz_term entity = kz_numbered(KZ_TERM_ENTITY, i, 0);
		kz_rdf_put(&rdf, entity, "rdf:type", kz_class_of(o->entities[i].type));
		kz_rdf_put(&rdf, entity, "rdfs:label", kz_worded(KZ_TERM_TEXT, o->entities[i].name));
	}
	kz_rdf_end(&rdf);
}

void kz_head_nif(kz_out *o)
{
	kz_rdf_prefixes(o->w);
}
