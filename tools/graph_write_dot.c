/* In: records. Out: a Graphviz digraph; what is denied is dashed, what is planned dotted, what is both said and denied red. */
#include "graph_values.h"

static void put_attribute(kz_writer *w, const char *name, struct slice value)
{
	kz_put(w, name, strlen(name));
	KZ_PUT_LITERAL(w, "=\"");
	kz_put_escaped(w, kz_escape_dot, value.at, value.size);
	kz_put_char(w, '"');
}

static void put_node(struct graph_out *out, uint64_t number)
{
	kz_put_char(out->writers[0], 'n');
	kz_put_number(out->writers[0], number);
}

static void put_head(struct graph_out *out)
{
	KZ_PUT_LITERAL(out->writers[0], "digraph kzner {\n\tcharset=\"UTF-8\";\n\trankdir=LR;\n");
}

static void put_entity(struct graph_out *out, const struct graph_entity *entity)
{
	static const char *const shapes[][2] = {{"PERSON", "ellipse"}, {"PLACE", "house"}, {"PARTY", "octagon"}};
	kz_writer *w = out->writers[0];
	const char *shape = "box";
	struct values values;

	values_of_entity(&values, entity);
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (slice_is(values.at[NODE_TYPE], shapes[i][0]))
			shape = shapes[i][1];
	kz_put_char(w, '\t');
	put_node(out, out->index->count - 1);
	KZ_PUT_LITERAL(w, " [");
	put_attribute(w, "label", values.at[NODE_NAME]);
	KZ_PUT_LITERAL(w, ", ");
	put_attribute(w, "tooltip", values.at[NODE_KEY]);
	KZ_PUT_LITERAL(w, ", shape=");
	kz_put(w, shape, strlen(shape));
	KZ_PUT_LITERAL(w, "];\n");
}

static void put_edge(struct graph_out *out, const struct graph_text *a, const struct graph_text *b,
                     const struct values *values, const char *style)
{
	kz_writer *w = out->writers[0];

	kz_put_char(w, '\t');
	put_node(out, graph_index_find(out->index, a)->number);
	KZ_PUT_LITERAL(w, " -> ");
	put_node(out, graph_index_find(out->index, b)->number);
	KZ_PUT_LITERAL(w, " [");
	put_attribute(w, "label", values->at[EDGE_TYPE]);
	KZ_PUT_LITERAL(w, ", ");
	put_attribute(w, "weight", values->at[EDGE_DOCUMENTS]);
	if (values->at[EDGE_DOCUMENT].at) {
		KZ_PUT_LITERAL(w, ", ");
		put_attribute(w, "tooltip", values->at[EDGE_DOCUMENT]);
	}
	kz_put(w, style, strlen(style));
	KZ_PUT_LITERAL(w, "];\n");
}

static void put_relation(struct graph_out *out, const struct graph_relation *relation)
{
	static const char *const styles[][2] = {
	        {"contradicted", ", color=red"}, {"negated", ", style=dashed"}, {"planned", ", style=dotted"}};
	const char *status = graph_status(relation), *style = "";
	struct values values;

	values_of_relation(&values, relation);
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
		if (strcmp(status, styles[i][0]) == 0)
			style = styles[i][1];
	put_edge(out, relation->record.keys[0], relation->record.keys[2], &values, style);
}

static void put_pair(struct graph_out *out, const struct graph_pair *pair)
{
	struct values values;

	values_of_pair(&values, out, pair);
	put_edge(out, pair->record.keys[0], pair->record.keys[1], &values, ", dir=none, color=gray");
}

static void put_tail(struct graph_out *out)
{
	KZ_PUT_LITERAL(out->writers[0], "}\n");
}

const struct graph_format graph_dot = {
        .name = "dot",
        .needs_nodes = true,
        .head = put_head,
        .entity = put_entity,
        .relation = put_relation,
        .pair = put_pair,
        .tail = put_tail,
};
