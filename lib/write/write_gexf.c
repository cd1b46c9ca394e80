/*
 * In: a result. Out: GEXF 1.3: one graph over all documents, ids as in GraphML.
 *
 * An edge whose relation has a date lasts from its first to its last day. Each document brings its own nodes and edges
 * elements, of which a graph may have any number.
 */
#include "write/writers.h"
#include "write/xml.h"

static void put_keys(kz_writer *w, const kz_xml_key *key, const char *class)
{
	KZ_PUT_LITERAL(w, "    <attributes");
	kz_xml_attribute(w, "class", class);
	KZ_PUT_LITERAL(w, ">\n");
	for (; key->name; key++) {
		KZ_PUT_LITERAL(w, "      <attribute");
		kz_xml_attribute(w, "id", key->name);
		kz_xml_attribute(w, "title", key->name);
		kz_xml_attribute(w, "type", !strcmp(key->type, "int") ? "integer" : key->type);
		KZ_PUT_LITERAL(w, "/>\n");
	}
	KZ_PUT_LITERAL(w, "    </attributes>\n");
}

void kz_head_gexf(kz_out *o)
{
	KZ_PUT_LITERAL(o->w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                     "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
	                     "  <meta><creator>kzner</creator></meta>\n"
	                     "  <graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\">\n");
	put_keys(o->w, kz_node_keys, "node");
	put_keys(o->w, kz_edge_keys, "edge");
}

static void put_value(kz_writer *w, const char *key, const char *text, size_t size)
{
	KZ_PUT_LITERAL(w, "<attvalue");
	kz_xml_attribute(w, "for", key);
	KZ_PUT_LITERAL(w, " value=\"");
	kz_put_escaped(w, kz_escape_xml, text, size);
	KZ_PUT_LITERAL(w, "\"/>");
}

static void put_node(const kz_out *o, uint32_t number)
{
	KZ_PUT_LITERAL(o->w, "      <node");
	kz_xml_id(o, "id", 'e', number);
	kz_xml_attribute(o->w, "label", o->entities[number].name);
	KZ_PUT_LITERAL(o->w, "><attvalues>");
	kz_xml_node_values(o, number, put_value);
	KZ_PUT_LITERAL(o->w, "</attvalues></node>\n");
}

static void put_edge(const kz_out *o, uint32_t number)
{
	const kzner_relation *r = &o->relations[number];
	char first[11], last[11];
	KZ_PUT_LITERAL(o->w, "      <edge");
	kz_xml_id(o, "id", 'r', number);
	kz_xml_id(o, "source", 'e', r->subject);
	kz_xml_id(o, "target", 'e', r->object);
	kz_xml_attribute(o->w, "kind", r->type);
	kz_xml_attribute(o->w, "label", r->type);
	if (kz_date_days(r->date, first, last)) {
		kz_xml_attribute(o->w, "start", first);
		kz_xml_attribute(o->w, "end", last);
	}
	KZ_PUT_LITERAL(o->w, " weight=\"");
	kz_put_share(o->w, r->confidence);
	KZ_PUT_LITERAL(o->w, "\"><attvalues>");
	kz_xml_edge_values(o, number, put_value);
	KZ_PUT_LITERAL(o->w, "</attvalues></edge>\n");
}

void kz_write_gexf(kz_out *o)
{
	KZ_PUT_LITERAL(o->w, "    <nodes>\n");
	for (uint32_t i = 0; i < o->entity_count; i++)
		put_node(o, i);
	KZ_PUT_LITERAL(o->w, "    </nodes>\n    <edges>\n");
	for (uint32_t i = 0; i < o->relation_count; i++)
		put_edge(o, i);
	KZ_PUT_LITERAL(o->w, "    </edges>\n");
}

void kz_tail_gexf(kz_out *o)
{
	KZ_PUT_LITERAL(o->w, "  </graph>\n</gexf>\n");
}
