/* In: a result. Out: GraphML: one graph over all documents, entities as nodes (d7e3), relations as edges (d7r0). */
#include "write/writers.h"
#include "write/xml.h"

static void put_keys(kz_writer *w, const kz_xml_key *key, const char *domain)
{
	for (; key->name; key++) {
		KZ_PUT_LITERAL(w, "  <key id=\"");
		kz_put_char(w, domain[0]);
		kz_put_char(w, '_');
		kz_put_string(w, key->name);
		kz_put_char(w, '"');
		kz_xml_attribute(w, "for", domain);
		kz_xml_attribute(w, "attr.name", key->name);
		kz_xml_attribute(w, "attr.type", key->type);
		KZ_PUT_LITERAL(w, "/>\n");
	}
}

void kz_head_graphml(kz_out *o)
{
	KZ_PUT_LITERAL(o->w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                     "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
	put_keys(o->w, kz_node_keys, "node");
	put_keys(o->w, kz_edge_keys, "edge");
	KZ_PUT_LITERAL(o->w, "  <graph id=\"kzner\" edgedefault=\"directed\">\n");
}

static void put_data(kz_writer *w, char domain, const char *key, const char *text, size_t size)
{
	KZ_PUT_LITERAL(w, "<data key=\"");
	kz_put_char(w, domain);
	kz_put_char(w, '_');
	kz_put_string(w, key);
	KZ_PUT_LITERAL(w, "\">");
	kz_put_escaped(w, kz_escape_xml, text, size);
	KZ_PUT_LITERAL(w, "</data>");
}

static void put_node_data(kz_writer *w, const char *key, const char *text, size_t size)
{
	put_data(w, 'n', key, text, size);
}

static void put_edge_data(kz_writer *w, const char *key, const char *text, size_t size)
{
	put_data(w, 'e', key, text, size);
}

void kz_write_graphml(kz_out *o)
{
	for (uint32_t i = 0; i < o->entity_count; i++) {
		KZ_PUT_LITERAL(o->w, "    <node");
		kz_xml_id(o, "id", 'e', i);
		kz_put_char(o->w, '>');
		kz_xml_node_values(o, i, put_node_data);
		KZ_PUT_LITERAL(o->w, "</node>\n");
	}
	for (uint32_t i = 0; i < o->relation_count; i++) {
		KZ_PUT_LITERAL(o->w, "    <edge");
		kz_xml_id(o, "id", 'r', i);
		kz_xml_id(o, "source", 'e', o->relations[i].subject);
		kz_xml_id(o, "target", 'e', o->relations[i].object);
		kz_put_char(o->w, '>');
		kz_xml_edge_values(o, i, put_edge_data);
		KZ_PUT_LITERAL(o->w, "</edge>\n");
	}
}

void kz_tail_graphml(kz_out *o)
{
	KZ_PUT_LITERAL(o->w, "  </graph>\n</graphml>\n");
}
