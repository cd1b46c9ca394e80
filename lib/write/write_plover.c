/*
 * In: a result. Out: an event record in the terms of PLOVER, one JSON object a line, for each relation that is an event:
 * who (actor) does what (type, mode) to whom (recipient) and when.
 */
#include "write/json.h"
#include "write/writers.h"

/* The ontology's modes of its types, where a relation says which one it is. */
static const char *mode_of(const char *relation)
{
	return !strcmp(relation, "visited") ? "visit" : NULL;
}

static void put_party(const kz_out *o, kz_json *j, const char *role, uint32_t entity)
{
	const kzner_entity *e = &o->entities[entity];
	kz_json_field(j, role);
	kz_json_open(j, '{');
	kz_json_text(j, "name", e->name);
	kz_json_text(j, "type", kzner_type_name(e->type));
	kz_json_text_if(j, "subtype", e->subtype);
	kz_json_text_if(j, "gazetteer", e->gazetteer);
	kz_json_text_if(j, "wikidata", e->wikidata);
	kz_json_close(j, '}', 0);
}

/* When it happened: as the text says, otherwise when the document is from. */
static void put_date(const kz_out *o, kz_json *j, const kzner_relation *r)
{
	const char *date = r->date ? r->date : kzner_result_date(o->result);
	kz_json_text(j, "date", date);
	kz_json_text(j, "date_from", r->date ? "text" : date ? "document" : NULL);
}

static void put_text(const kz_out *o, kz_json *j, const kzner_evidence *e)
{
	kz_json_field(j, "text");
	kz_put_json(o->w, o->text + e->sentence.begin, e->sentence.end - e->sentence.begin);
	kz_json_number(j, "start", kz_out_offset(o, e->sentence.begin));
	kz_json_number(j, "end", kz_out_offset(o, e->sentence.end));
}

static void put_event(const kz_out *o, kz_json *j, uint32_t number)
{
	const kzner_relation *r = &o->relations[number];
	const kzner_evidence *best = kz_best_evidence(r);
	kz_json_open(j, '{');
	kz_json_text(j, "document", o->id);
	kz_json_id_field(j, "id", 'r', number);
	put_date(o, j, r);
	kz_json_text(j, "type", r->plover);
	kz_json_text(j, "mode", mode_of(r->type));
	put_party(o, j, "actor", r->subject);
	put_party(o, j, "recipient", r->object);
	kz_json_text(j, "relation", r->type);
	kz_json_text(j, "status", kzner_relation_status_name(r->status));
	kz_json_share(j, "confidence", r->confidence);
	if (best)
		put_text(o, j, best);
	kz_json_close(j, '}', 0);
	kz_put_char(o->w, '\n');
}

void kz_write_plover(kz_out *o)
{
	for (uint32_t i = 0; i < o->relation_count; i++) {
		kz_json j = kz_json_begin(o->w, 0);
		if (o->relations[i].plover)
			put_event(o, &j, i);
	}
}
