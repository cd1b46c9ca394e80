/* In: records. Out: GraphML, and GEXF 1.3 with dated edges. Nodes are n0, n1, ..., edges r0, r1, ... */
#include "graph_values.h"

#include "write/out.h"

static void put_attribute(kz_writer *w, const char *name, struct slice value)
{
	kz_put_char(w, ' ');
	kz_put_string(w, name);
	KZ_PUT_LITERAL(w, "=\"");
	kz_put_escaped(w, kz_escape_xml, value.at, value.size);
	kz_put_char(w, '"');
}

static void put_id(kz_writer *w, const char *name, char kind, uint64_t number)
{
	kz_put_char(w, ' ');
	kz_put_string(w, name);
	KZ_PUT_LITERAL(w, "=\"");
	kz_put_char(w, kind);
	kz_put_number(w, number);
	kz_put_char(w, '"');
}

static void put_ends(struct graph_out *out, const struct graph_text *a, const struct graph_text *b)
{
	kz_writer *w = out->writers[0];

	put_id(w, "id", 'r', out->edge_count);
	put_id(w, "source", 'n', graph_index_find(out->index, a)->number);
	put_id(w, "target", 'n', graph_index_find(out->index, b)->number);
}

/* --- GraphML --- */

static void put_keys(kz_writer *w, const char *domain, const struct value_column *columns, size_t count)
{
	static const char *const types[] = {"string", "long", "double"};

	for (size_t i = 0; i < count; i++) {
		KZ_PUT_LITERAL(w, "  <key");
		put_id(w, "id", domain[0], i);
		KZ_PUT_LITERAL(w, " for=\"");
		kz_put_string(w, domain);
		KZ_PUT_LITERAL(w, "\" attr.name=\"");
		kz_put_string(w, columns[i].name);
		KZ_PUT_LITERAL(w, "\" attr.type=\"");
		kz_put_string(w, types[columns[i].type]);
		KZ_PUT_LITERAL(w, "\"/>\n");
	}
}

static void graphml_head(struct graph_out *out)
{
	kz_writer *w = out->writers[0];

	KZ_PUT_LITERAL(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                  "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
	put_keys(w, "node", node_columns, NODE_COLUMNS);
	put_keys(w, "edge", edge_columns, EDGE_COLUMNS);
	KZ_PUT_LITERAL(w, "  <graph id=\"kzner\" edgedefault=\"directed\">\n");
}

static void put_data(kz_writer *w, char domain, const struct values *values, size_t from, size_t count)
{
	for (size_t i = from; i < count; i++) {
		if (!values->at[i].at)
			continue;
		KZ_PUT_LITERAL(w, "<data");
		put_id(w, "key", domain, i);
		kz_put_char(w, '>');
		kz_put_escaped(w, kz_escape_xml, values->at[i].at, values->at[i].size);
		KZ_PUT_LITERAL(w, "</data>");
	}
}

static void graphml_entity(struct graph_out *out, const struct graph_entity *entity)
{
	kz_writer *w = out->writers[0];
	struct values values;

	values_of_entity(&values, entity);
	KZ_PUT_LITERAL(w, "    <node");
	put_id(w, "id", 'n', out->index->count - 1);
	kz_put_char(w, '>');
	put_data(w, 'n', &values, 0, NODE_COLUMNS);
	KZ_PUT_LITERAL(w, "</node>\n");
}

static void graphml_edge(struct graph_out *out, const struct graph_text *a, const struct graph_text *b,
                         const struct values *values)
{
	kz_writer *w = out->writers[0];

	KZ_PUT_LITERAL(w, "    <edge");
	put_ends(out, a, b);
	kz_put_char(w, '>');
	put_data(w, 'e', values, EDGE_TYPE, EDGE_COLUMNS);
	KZ_PUT_LITERAL(w, "</edge>\n");
}

static void graphml_relation(struct graph_out *out, const struct graph_relation *relation)
{
	struct values values;

	values_of_relation(&values, relation);
	graphml_edge(out, relation->record.keys[0], relation->record.keys[2], &values);
}

static void graphml_pair(struct graph_out *out, const struct graph_pair *pair)
{
	struct values values;

	values_of_pair(&values, out, pair);
	graphml_edge(out, pair->record.keys[0], pair->record.keys[1], &values);
}

static void graphml_tail(struct graph_out *out)
{
	KZ_PUT_LITERAL(out->writers[0], "  </graph>\n</graphml>\n");
}

const struct graph_format graph_graphml = {
        .name = "graphml",
        .needs_nodes = true,
        .head = graphml_head,
        .entity = graphml_entity,
        .relation = graphml_relation,
        .pair = graphml_pair,
        .tail = graphml_tail,
};

/* --- GEXF --- */

static void put_attributes(kz_writer *w, const char *class, const struct value_column *columns, size_t count)
{
	static const char *const types[] = {"string", "long", "double"};

	KZ_PUT_LITERAL(w, "    <attributes class=\"");
	kz_put_string(w, class);
	KZ_PUT_LITERAL(w, "\">\n");
	for (size_t i = 0; i < count; i++) {
		KZ_PUT_LITERAL(w, "      <attribute id=\"");
		kz_put_number(w, i);
		KZ_PUT_LITERAL(w, "\" title=\"");
		kz_put_string(w, columns[i].name);
		KZ_PUT_LITERAL(w, "\" type=\"");
		kz_put_string(w, types[columns[i].type]);
		KZ_PUT_LITERAL(w, "\"/>\n");
	}
	KZ_PUT_LITERAL(w, "    </attributes>\n");
}

static void gexf_head(struct graph_out *out)
{
	kz_writer *w = out->writers[0];

	KZ_PUT_LITERAL(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                  "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
	                  "  <meta><creator>kzner</creator></meta>\n"
	                  "  <graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\">\n");
	put_attributes(w, "node", node_columns, NODE_COLUMNS);
	put_attributes(w, "edge", edge_columns, EDGE_COLUMNS);
	KZ_PUT_LITERAL(w, "    <nodes>\n");
}

static void put_attvalues(kz_writer *w, const struct values *values, size_t from, size_t count)
{
	KZ_PUT_LITERAL(w, "><attvalues>");
	for (size_t i = from; i < count; i++) {
		if (!values->at[i].at)
			continue;
		KZ_PUT_LITERAL(w, "<attvalue for=\"");
		kz_put_number(w, i);
		kz_put_char(w, '"');
		put_attribute(w, "value", values->at[i]);
		KZ_PUT_LITERAL(w, "/>");
	}
	KZ_PUT_LITERAL(w, "</attvalues></");
}

static void gexf_entity(struct graph_out *out, const struct graph_entity *entity)
{
	kz_writer *w = out->writers[0];
	struct values values;

	values_of_entity(&values, entity);
	KZ_PUT_LITERAL(w, "      <node");
	put_id(w, "id", 'n', out->index->count - 1);
	put_attribute(w, "label", values.at[NODE_NAME]);
	put_attvalues(w, &values, 0, NODE_COLUMNS);
	KZ_PUT_LITERAL(w, "node>\n");
}

static void gexf_edges(struct graph_out *out)
{
	KZ_PUT_LITERAL(out->writers[0], "    </nodes>\n    <edges>\n");
}

/* From first to last day, if both are dates. */
static void put_days(kz_writer *w, struct slice first, struct slice last)
{
	char text[64], begin[11], end[11];

	if (!first.at || !last.at || first.size + last.size > sizeof text - 2)
		return;
	memcpy(text, first.at, first.size);
	text[first.size] = '/';
	memcpy(text + first.size + 1, last.at, last.size);
	text[first.size + 1 + last.size] = '\0';
	if (!kz_date_days(text, begin, end) || strcmp(begin, end) > 0)
		return;
	put_attribute(w, "start", (struct slice){begin, 10});
	put_attribute(w, "end", (struct slice){end, 10});
}

/* An edge lasts while texts say that it did; where they do not say, from the first document to the last. */
static void gexf_edge(struct graph_out *out, const struct graph_text *a, const struct graph_text *b,
                      const struct values *values)
{
	kz_writer *w = out->writers[0];
	int days = values->at[EDGE_EVENT_FIRST].at ? EDGE_EVENT_FIRST : EDGE_FIRST;

	KZ_PUT_LITERAL(w, "      <edge");
	put_ends(out, a, b);
	put_attribute(w, "kind", values->at[EDGE_TYPE]);
	put_attribute(w, "label", values->at[EDGE_TYPE]);
	put_days(w, values->at[days], values->at[days + 1]);
	put_attribute(w, "weight", values->at[EDGE_WEIGHT]);
	put_attvalues(w, values, EDGE_TYPE, EDGE_COLUMNS);
	KZ_PUT_LITERAL(w, "edge>\n");
}

static void gexf_relation(struct graph_out *out, const struct graph_relation *relation)
{
	struct values values;

	values_of_relation(&values, relation);
	gexf_edge(out, relation->record.keys[0], relation->record.keys[2], &values);
}

static void gexf_pair(struct graph_out *out, const struct graph_pair *pair)
{
	struct values values;

	values_of_pair(&values, out, pair);
	gexf_edge(out, pair->record.keys[0], pair->record.keys[1], &values);
}

static void gexf_tail(struct graph_out *out)
{
	KZ_PUT_LITERAL(out->writers[0], "    </edges>\n  </graph>\n</gexf>\n");
}

const struct graph_format graph_gexf = {
        .name = "gexf",
        .needs_nodes = true,
        .head = gexf_head,
        .entity = gexf_entity,
        .edges = gexf_edges,
        .relation = gexf_relation,
        .pair = gexf_pair,
        .tail = gexf_tail,
};
