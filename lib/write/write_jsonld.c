/*
 * In: a result. Out: a document of JSON-LD 1.1 whose context makes of it the statements that write_rdf.c writes, but for
 * the plain triples of what is asserted: those are properties of the subjects here, too.
 *
 *     {"id": "urn:kzner:doc:a", "type": "Document", "identifier": "a", "mentions": [ENTITY ...], "relations": [STATEMENT ...]}
 */
#include "write/json.h"
#include "write/rdf.h"
#include "write/writers.h"

void kz_head_jsonld(kz_out *o)
{
	KZ_PUT_LITERAL(
	        o->w,
	        "{\"@context\":{\"@version\":1.1,\"id\":\"@id\",\"type\":\"@type\",\"@vocab\":\"urn:kzner:term:\","
	        "\"xsd\":\"http://www.w3.org/2001/XMLSchema#\","
	        "\"rdf\":\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\","
	        "\"dcterms\":\"http://purl.org/dc/terms/\",\"rel\":\"urn:kzner:relation:\","
	        "\"wdt\":\"http://www.wikidata.org/prop/direct/\",\n"
	        " \"Statement\":\"rdf:Statement\",\"name\":\"http://www.w3.org/2000/01/rdf-schema#label\","
	        "\"identifier\":\"dcterms:identifier\",\"date\":\"dcterms:date\",\"language\":\"dcterms:language\","
	        "\"mentions\":\"http://schema.org/mentions\","
	        "\"subject\":{\"@id\":\"rdf:subject\",\"@type\":\"@id\"},"
	        "\"predicate\":{\"@id\":\"rdf:predicate\",\"@type\":\"@id\"},"
	        "\"object\":{\"@id\":\"rdf:object\",\"@type\":\"@id\"},"
	        "\"property\":{\"@type\":\"@id\"},\n"
	        " \"relations\":{\"@reverse\":\"urn:kzner:term:document\"},"
	        "\"begin\":{\"@type\":\"xsd:nonNegativeInteger\"},\"end\":{\"@type\":\"xsd:nonNegativeInteger\"},"
	        "\"confidence\":{\"@type\":\"xsd:decimal\"}},\n"
	        "\"@graph\":[\n");
}

void kz_tail_jsonld(kz_out *o)
{
	KZ_PUT_LITERAL(o->w, "\n]}\n");
}

static void put_entity_value(kz_json *j, const kz_out *o, uint32_t entity)
{
	kz_put_char(j->w, '"');
	kz_put_entity_iri(o, entity);
	kz_put_char(j->w, '"');
}

static void put_entity_reference(kz_json *j, const kz_out *o, uint32_t entity)
{
	kz_json_separate(j);
	kz_json_open(j, '{');
	kz_json_field(j, "id");
	put_entity_value(j, o, entity);
	kz_json_close(j, '}', 0);
}

/* `"prefix:name":`, the name percent-encoded where it has to be. */
static void put_prefixed_field(kz_json *j, const char *prefix, const char *name)
{
	kz_json_separate(j);
	kz_put_char(j->w, '"');
	kz_put_string(j->w, prefix);
	kz_put_escaped_string(j->w, kz_escape_iri, name);
	KZ_PUT_LITERAL(j->w, "\":");
}

static void put_prefixed_value(kz_json *j, const char *name, const char *prefix, const char *value)
{
	kz_json_field(j, name);
	kz_put_char(j->w, '"');
	kz_put_string(j->w, prefix);
	kz_put_escaped_string(j->w, kz_escape_iri, value);
	kz_put_char(j->w, '"');
}

/* A node that is nothing but a subject and what is asserted of it. */
static void put_assertion(kz_json *j, const kz_out *o, const char *prefix, const char *name, uint32_t subject,
                          uint32_t object)
{
	kz_json_separate(j);
	KZ_PUT_LITERAL(j->w, "\n ");
	kz_json_open(j, '{');
	kz_json_field(j, "id");
	put_entity_value(j, o, subject);
	put_prefixed_field(j, prefix, name);
	kz_json_open(j, '[');
	put_entity_reference(j, o, object);
	kz_json_close(j, ']', 0);
	kz_json_close(j, '}', 0);
}

static void put_assertions(kz_json *j, const kz_out *o)
{
	for (uint32_t i = 0; i < o->relation_count; i++) {
		const kzner_relation *r = &o->relations[i];
		if (r->status != KZNER_ASSERTED)
			continue;
		put_assertion(j, o, "rel:", r->type, r->subject, r->object);
		if (!r->wikidata)
			continue;
		if (kz_property_is_inverse(r->wikidata))
			put_assertion(j, o, "wdt:", r->wikidata, r->object, r->subject);
		else
			put_assertion(j, o, "wdt:", r->wikidata, r->subject, r->object);
	}
}

static void put_entity(kz_json *j, const kz_out *o, uint32_t number)
{
	const kzner_entity *e = &o->entities[number];
	kz_json_separate(j);
	KZ_PUT_LITERAL(j->w, "\n  ");
	kz_json_open(j, '{');
	kz_json_field(j, "id");
	put_entity_value(j, o, number);
	kz_json_text(j, "type", strchr(kz_class_of(e->type).text, ':') + 1);
	kz_json_text(j, "name", e->name);
	kz_json_text_if(j, "subtype", e->subtype);
	kz_json_text_if(j, "gazetteer", e->gazetteer);
	kz_json_close(j, '}', 0);
}

static void put_date(kz_json *j, const char *date)
{
	const char *type = date ? kz_date_type(date) : NULL;
	if (!date)
		return;
	kz_json_field(j, "date");
	kz_json_open(j, '{');
	kz_json_text(j, "@value", date);
	kz_json_text_if(j, "@type", type);
	kz_json_close(j, '}', 0);
}

static void put_decimal(kz_json *j, const char *name, float share)
{
	kz_json_field(j, name);
	kz_put_char(j->w, '"');
	kz_put_share(j->w, share);
	kz_put_char(j->w, '"');
}

static void put_evidence(kz_json *j, const kz_out *o, uint32_t relation, uint32_t number)
{
	const kzner_evidence *e = &o->relations[relation].evidence[number];
	kz_json_separate(j);
	kz_json_open(j, '{');
	kz_json_field(j, "id");
	kz_put_char(j->w, '"');
	kz_put_part_iri(o, 'r', relation);
	kz_put_char(j->w, '-');
	kz_put_number(j->w, number);
	kz_put_char(j->w, '"');
	kz_json_text(j, "type", "Evidence");
	kz_json_number(j, "begin", kz_out_offset(o, e->sentence.begin));
	kz_json_number(j, "end", kz_out_offset(o, e->sentence.end));
	if (e->line) {
		kz_json_field(j, "rule");
		kz_put_char(j->w, '"');
		kz_put_json_part(j->w, e->file, strlen(e->file));
		kz_put_char(j->w, ':');
		kz_put_number(j->w, e->line);
		kz_put_char(j->w, '"');
	}
	put_decimal(j, "confidence", e->confidence);
	kz_json_field(j, "text");
	kz_put_json(j->w, o->text + e->sentence.begin, e->sentence.end - e->sentence.begin);
	kz_json_close(j, '}', 0);
}

static void put_relation(kz_json *j, const kz_out *o, uint32_t number)
{
	const kzner_relation *r = &o->relations[number];
	kz_json_separate(j);
	KZ_PUT_LITERAL(j->w, "\n  ");
	kz_json_open(j, '{');
	kz_json_field(j, "id");
	kz_put_char(j->w, '"');
	kz_put_part_iri(o, 'r', number);
	kz_put_char(j->w, '"');
	kz_json_text(j, "type", "Statement");
	kz_json_field(j, "subject");
	put_entity_value(j, o, r->subject);
	put_prefixed_value(j, "predicate", "rel:", r->type);
	kz_json_field(j, "object");
	put_entity_value(j, o, r->object);
	kz_json_text(j, "status", kzner_relation_status_name(r->status));
	put_decimal(j, "confidence", r->confidence);
	if (r->wikidata)
		put_prefixed_value(j, "property", "wdt:", r->wikidata);
	kz_json_text_if(j, "plover", r->plover);
	put_date(j, r->date);
	kz_json_field(j, "evidence");
	kz_json_open(j, '[');
	for (uint32_t i = 0; i < r->evidence_count; i++)
		put_evidence(j, o, number, i);
	kz_json_close(j, ']', 0);
	kz_json_close(j, '}', 0);
}

static void put_document(kz_json *j, const kz_out *o)
{
	kz_json_separate(j);
	kz_json_open(j, '{');
	kz_json_field(j, "id");
	kz_put_char(j->w, '"');
	kz_put_document_iri(o);
	kz_put_char(j->w, '"');
	kz_json_text(j, "type", "Document");
	kz_json_text(j, "identifier", o->id);
	put_date(j, kzner_result_date(o->result));
	kz_json_text_if(j, "language", kzner_result_language(o->result));
	kz_json_field(j, "mentions");
	kz_json_open(j, '[');
	for (uint32_t i = 0; i < o->entity_count; i++)
		put_entity(j, o, i);
	kz_json_close(j, ']', 0);
	kz_json_field(j, "relations");
	kz_json_open(j, '[');
	for (uint32_t i = 0; i < o->relation_count; i++)
		put_relation(j, o, i);
	kz_json_close(j, ']', 0);
	kz_json_close(j, '}', 0);
}

void kz_write_jsonld(kz_out *o)
{
	kz_json j = kz_json_begin(o->w, 0);
	put_document(&j, o);
	put_assertions(&j, o);
}
