/* In: a result. Out: a Graphviz digraph with a cluster for each document; denied relations dashed, planned ones dotted. */
#include "write/writers.h"

static void put_node_id(const kz_out *o, uint32_t entity)
{
	kz_put_id(o->w, 'd', o->options.number);
	kz_put_id(o->w, 'e', entity);
}

static void put_attribute(kz_writer *w, const char *name, const char *text, size_t size)
{
	kz_put_string(w, name);
	KZ_PUT_LITERAL(w, "=\"");
	kz_put_escaped(w, kz_escape_dot, text, size);
	kz_put_char(w, '"');
}

static const char *shape_of(kzner_type type)
{
	switch (type) {
	case KZNER_TYPE_PERSON:
		return "ellipse";
	case KZNER_TYPE_PLACE:
		return "house";
	case KZNER_TYPE_PARTY:
		return "octagon";
	default:
		return "box";
	}
}

static void put_node(const kz_out *o, uint32_t number)
{
	const kzner_entity *e = &o->entities[number];
	const char *type = kzner_type_name(e->type);
	KZ_PUT_LITERAL(o->w, "\t\t");
	put_node_id(o, number);
	KZ_PUT_LITERAL(o->w, " [");
	put_attribute(o->w, "label", e->name, strlen(e->name));
	KZ_PUT_LITERAL(o->w, ", ");
	put_attribute(o->w, "tooltip", type, strlen(type));
	KZ_PUT_LITERAL(o->w, ", shape=");
	kz_put_string(o->w, shape_of(e->type));
	KZ_PUT_LITERAL(o->w, "];\n");
}

static void put_edge(const kz_out *o, uint32_t number)
{
	static const char *const styles[] = {"solid", "dashed", "dotted"};
	const kzner_relation *r = &o->relations[number];
	const kzner_evidence *best = kz_best_evidence(r);
	KZ_PUT_LITERAL(o->w, "\t\t");
	put_node_id(o, r->subject);
	KZ_PUT_LITERAL(o->w, " -> ");
	put_node_id(o, r->object);
	KZ_PUT_LITERAL(o->w, " [");
	put_attribute(o->w, "label", r->type, strlen(r->type));
	if (best) {
		KZ_PUT_LITERAL(o->w, ", ");
		put_attribute(o->w, "tooltip", o->text + best->sentence.begin,
		              best->sentence.end - best->sentence.begin);
	}
	KZ_PUT_LITERAL(o->w, ", style=");
	kz_put_string(o->w, styles[(unsigned)r->status < 3 ? r->status : 0]);
	KZ_PUT_LITERAL(o->w, "];\n");
}

void kz_head_dot(kz_out *o)
{
	KZ_PUT_LITERAL(o->w, "digraph kzner {\n\tcharset=\"UTF-8\";\n\trankdir=LR;\n");
}

void kz_write_dot(kz_out *o)
{
	KZ_PUT_LITERAL(o->w, "\tsubgraph cluster_");
	kz_put_number(o->w, o->options.number);
	KZ_PUT_LITERAL(o->w, " {\n\t\t");
	put_attribute(o->w, "label", o->id, strlen(o->id));
	KZ_PUT_LITERAL(o->w, ";\n");
	for (uint32_t i = 0; i < o->entity_count; i++)
		put_node(o, i);
	for (uint32_t i = 0; i < o->relation_count; i++)
		put_edge(o, i);
	KZ_PUT_LITERAL(o->w, "\t}\n");
}

void kz_tail_dot(kz_out *o)
{
	KZ_PUT_LITERAL(o->w, "}\n");
}
