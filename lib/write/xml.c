/* In: entities and relations. Out: their properties, key by key, for formats that write them as XML. */
#include "write/xml.h"

#include <stdio.h>

const kz_xml_key kz_node_keys[] = {
        {"name", "string"},      {"type", "string"},     {"subtype", "string"},
        {"gazetteer", "string"}, {"wikidata", "string"}, {"confidence", "double"},
        {"mentions", "int"},     {"document", "string"}, {NULL, NULL},
};

const kz_xml_key kz_edge_keys[] = {
        {"type", "string"},   {"status", "string"}, {"confidence", "double"}, {"wikidata", "string"},
        {"plover", "string"}, {"date", "string"},   {"rule", "string"},       {"evidence", "string"},
        {"start", "int"},     {"end", "int"},       {"document", "string"},   {NULL, NULL},
};

static void put(const kz_out *o, kz_xml_value value, const char *key, const char *text)
{
	if (text && text[0])
		value(o->w, key, text, strlen(text));
}

static void put_number(const kz_out *o, kz_xml_value value, const char *key, size_t number)
{
	char digits[24];
	snprintf(digits, sizeof digits, "%zu", number);
	put(o, value, key, digits);
}

static void put_share(const kz_out *o, kz_xml_value value, const char *key, float share)
{
	char digits[16];
	int hundredths = (int)(share * 100 + 0.5f);
	hundredths = hundredths < 0 ? 0 : hundredths > 100 ? 100 : hundredths;
	snprintf(digits, sizeof digits, "%d.%02d", hundredths / 100, hundredths % 100);
	put(o, value, key, digits);
}

void kz_xml_node_values(const kz_out *o, uint32_t entity, kz_xml_value value)
{
	const kzner_entity *e = &o->entities[entity];
	put(o, value, "name", e->name);
	put(o, value, "type", kzner_type_name(e->type));
	put(o, value, "subtype", e->subtype);
	put(o, value, "gazetteer", e->gazetteer);
	put(o, value, "wikidata", e->wikidata);
	put_share(o, value, "confidence", e->confidence);
	put_number(o, value, "mentions", e->mention_count);
	put(o, value, "document", o->id);
}

static void put_evidence(const kz_out *o, const kzner_evidence *e, kz_xml_value value)
{
	char rule[512];
	if (e->line) {
		snprintf(rule, sizeof rule, "%.*s:%u", (int)sizeof rule - 16, e->file, e->line);
		put(o, value, "rule", rule);
	}
	value(o->w, "evidence", o->text + e->sentence.begin, e->sentence.end - e->sentence.begin);
	put_number(o, value, "start", kz_out_offset(o, e->sentence.begin));
	put_number(o, value, "end", kz_out_offset(o, e->sentence.end));
}

void kz_xml_edge_values(const kz_out *o, uint32_t relation, kz_xml_value value)
{
	const kzner_relation *r = &o->relations[relation];
	const kzner_evidence *best = kz_best_evidence(r);
	put(o, value, "type", r->type);
	put(o, value, "status", kzner_relation_status_name(r->status));
	put_share(o, value, "confidence", r->confidence);
	put(o, value, "wikidata", r->wikidata);
	put(o, value, "plover", r->plover);
	put(o, value, "date", r->date);
	if (best)
		put_evidence(o, best, value);
	put(o, value, "document", o->id);
}
