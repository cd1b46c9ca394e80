/* The XML that the graph formats share. */
#ifndef KZ_XML_H
#define KZ_XML_H

#include "write/out.h"

/* ` name="value"`, escaped. */
static inline void kz_xml_attribute(kz_writer *w, const char *name, const char *value)
{
	kz_put_char(w, ' ');
	kz_put_string(w, name);
	KZ_PUT_LITERAL(w, "=\"");
	kz_put_escaped_string(w, kz_escape_xml, value);
	kz_put_char(w, '"');
}

/* ` name="d7e3"`: entity 3 of document 7. */
static inline void kz_xml_id(const kz_out *o, const char *name, char kind, uint32_t number)
{
	kz_put_char(o->w, ' ');
	kz_put_string(o->w, name);
	KZ_PUT_LITERAL(o->w, "=\"");
	kz_put_id(o->w, 'd', o->options.number);
	kz_put_id(o->w, kind, number);
	kz_put_char(o->w, '"');
}

/*
 * What nodes and edges tell about entities and relations, in the order of the tables below, one call of value for each
 * that there is. Numbers come as text; offsets in the unit of the options.
 */
typedef void (*kz_xml_value)(kz_writer *writer, const char *key, const char *text, size_t size);

typedef struct kz_xml_key {
	const char *name, *type;
} kz_xml_key;

extern const kz_xml_key kz_node_keys[]; /* ends with a name of NULL */
extern const kz_xml_key kz_edge_keys[];

void kz_xml_node_values(const kz_out *o, uint32_t entity, kz_xml_value value);
void kz_xml_edge_values(const kz_out *o, uint32_t relation, kz_xml_value value);

#endif
