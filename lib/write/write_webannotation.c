/*
 * In: a result. Out: a W3C Web Annotation page: each mention and each relation an annotation of the document.
 *
 * Positions count code points, as the TextPositionSelector has it; prefix and suffix of a quote are up to 32 of them.
 */
#include "write/json.h"
#include "write/rdf.h"
#include "write/writers.h"

#define CONTEXT_LENGTH 32

static void put_iri_field(kz_json *j, const kz_out *o, const char *name, void (*put)(const kz_out *))
{
	kz_json_field(j, name);
	kz_put_char(j->w, '"');
	put(o);
	kz_put_char(j->w, '"');
}

static void put_quoted_part(kz_json *j, const kz_out *o, const char *name, char kind, uint64_t number)
{
	kz_json_field(j, name);
	kz_put_char(j->w, '"');
	kz_put_part_iri(o, kind, number);
	kz_put_char(j->w, '"');
}

static void put_quote_field(kz_json *j, const kz_out *o, const char *name, uint32_t begin, uint32_t end)
{
	kz_json_field(j, name);
	kz_put_json(j->w, o->text + begin, end - begin);
}

static int is_inner(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

/* CONTEXT_LENGTH code points before or behind a byte. */
static uint32_t go_back(const kz_out *o, uint32_t at)
{
	for (int i = 0; i < CONTEXT_LENGTH && at; i++)
		do
			at--;
		while (at && is_inner(o->text[at]));
	return at;
}

static uint32_t go_on(const kz_out *o, uint32_t at)
{
	for (int i = 0; i < CONTEXT_LENGTH && at < o->size; i++)
		do
			at++;
		while (at < o->size && is_inner(o->text[at]));
	return at;
}

static void put_selectors(kz_json *j, const kz_out *o, kzner_span span)
{
	kz_json_field(j, "selector");
	kz_json_open(j, '[');
	kz_json_open(j, '{');
	kz_json_text(j, "type", "TextPositionSelector");
	kz_json_number(j, "start", kz_out_offset(o, span.begin));
	kz_json_number(j, "end", kz_out_offset(o, span.end));
	kz_json_close(j, '}', 0);
	kz_json_separate(j);
	kz_json_open(j, '{');
	kz_json_text(j, "type", "TextQuoteSelector");
	put_quote_field(j, o, "exact", span.begin, span.end);
	put_quote_field(j, o, "prefix", go_back(o, span.begin), span.begin);
	put_quote_field(j, o, "suffix", span.end, go_on(o, span.end));
	kz_json_close(j, '}', 0);
	kz_json_close(j, ']', 0);
}

static void put_target(kz_json *j, const kz_out *o, kzner_span span)
{
	kz_json_field(j, "target");
	kz_json_open(j, '{');
	put_iri_field(j, o, "source", kz_put_document_iri);
	put_selectors(j, o, span);
	kz_json_close(j, '}', 0);
}

static void put_text_body(kz_json *j, const char *purpose, const char *value)
{
	kz_json_separate(j);
	kz_json_open(j, '{');
	kz_json_text(j, "type", "TextualBody");
	kz_json_text(j, "purpose", purpose);
	kz_json_text(j, "value", value);
	kz_json_close(j, '}', 0);
}

static void put_entity_body(kz_json *j, const kz_out *o, uint32_t entity, const char *purpose)
{
	kz_json_separate(j);
	kz_json_open(j, '{');
	kz_json_text(j, "type", "SpecificResource");
	kz_json_text(j, "purpose", purpose);
	kz_json_field(j, "source");
	kz_put_char(j->w, '"');
	kz_put_entity_iri(o, entity);
	kz_put_char(j->w, '"');
	kz_json_close(j, '}', 0);
}

static void open_annotation(kz_json *j, const kz_out *o, char kind, uint32_t number, const char *motivation)
{
	kz_json_separate(j);
	KZ_PUT_LITERAL(j->w, "\n ");
	kz_json_open(j, '{');
	put_quoted_part(j, o, "id", kind, number);
	kz_json_text(j, "type", "Annotation");
	kz_json_text(j, "motivation", motivation);
	kz_json_field(j, "body");
	kz_json_open(j, '[');
}

static void put_mention(kz_json *j, const kz_out *o, uint32_t number)
{
	const kzner_mention *m = &o->mentions[number];
	open_annotation(j, o, 'm', number, "identifying");
	put_text_body(j, "tagging", kzner_type_name(m->type));
	if (m->value)
		put_text_body(j, "describing", m->value);
	if (m->entity != KZNER_NONE)
		put_entity_body(j, o, m->entity, "identifying");
	kz_json_close(j, ']', 0);
	put_target(j, o, m->span);
	kz_json_close(j, '}', 0);
}

/* The bodies: name and status of the relation, its subject, its object. */
static void put_relation(kz_json *j, const kz_out *o, uint32_t number)
{
	const kzner_relation *r = &o->relations[number];
	const kzner_evidence *best = kz_best_evidence(r);
	kzner_span all = {0, (uint32_t)o->size};
	open_annotation(j, o, 'r', number, "linking");
	put_text_body(j, "tagging", r->type);
	put_text_body(j, "assessing", kzner_relation_status_name(r->status));
	put_entity_body(j, o, r->subject, "linking");
	put_entity_body(j, o, r->object, "linking");
	kz_json_close(j, ']', 0);
	put_target(j, o, best ? best->sentence : all);
	kz_json_close(j, '}', 0);
}

static void put_page_iri(const kz_out *o)
{
	kz_put_document_iri(o);
	KZ_PUT_LITERAL(o->w, "#annotations");
}

void kz_write_webannotation(kz_out *o)
{
	kz_json j = kz_json_begin(o->w, 0);
	kz_json_open(&j, '{');
	kz_json_text(&j, "@context", "http://www.w3.org/ns/anno.jsonld");
	put_iri_field(&j, o, "id", put_page_iri);
	kz_json_text(&j, "type", "AnnotationPage");
	kz_json_field(&j, "items");
	kz_json_open(&j, '[');
	for (uint32_t i = 0; i < o->mention_count; i++)
		put_mention(&j, o, i);
	for (uint32_t i = 0; i < o->relation_count; i++)
		put_relation(&j, o, i);
	kz_json_close(&j, ']', 0);
	kz_json_close(&j, '}', 0);
}
