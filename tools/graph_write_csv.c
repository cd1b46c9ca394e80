/*
 * In: records. Out: tables as CSV (RFC 4180), or nodes and relationships for `neo4j-admin database import`.
 *
 * Entities are called by their keys, which stay the same from one graph to the next. Rows for Neo4j are single lines, as its
 * importer wants them unless it is told otherwise.
 */
#include "graph_values.h"

#include <stdlib.h>

static void put_field(kz_writer *w, kz_escape escape, bool first, struct slice value)
{
	if (!first)
		kz_put_char(w, ',');
	if (value.at)
		kz_put_field(w, escape, ',', value.at, value.size);
}

static void put_string(kz_writer *w, const char *text)
{
	kz_put(w, text, strlen(text));
}

/* --- CSV --- */

enum { ENTITIES, NAMES, RELATIONS, PAIRS };

/* Columns of edges that a table has, up to EDGE_COLUMNS. */
static const unsigned char relation_table[] = {
        EDGE_SOURCE,   EDGE_TYPE,   EDGE_TARGET,   EDGE_STATUS, EDGE_DOCUMENTS, EDGE_ASSERTED,    EDGE_NEGATED,
        EDGE_PLANNED,  EDGE_COUNT,  EDGE_WEIGHT,   EDGE_FIRST,  EDGE_LAST,      EDGE_EVENT_FIRST, EDGE_EVENT_LAST,
        EDGE_WIKIDATA, EDGE_PLOVER, EDGE_DOCUMENT, EDGE_START,  EDGE_END,       EDGE_RULE,        EDGE_COLUMNS};
static const unsigned char pair_table[] = {EDGE_SOURCE, EDGE_TARGET, EDGE_DOCUMENTS, EDGE_COUNT,
                                           EDGE_WEIGHT, EDGE_PMI,    EDGE_COLUMNS};

static void put_heads(kz_writer *w, const unsigned char *table)
{
	for (size_t i = 0; w && table[i] != EDGE_COLUMNS; i++) {
		if (i)
			kz_put_char(w, ',');
		put_string(w, edge_columns[table[i]].name);
	}
	if (w)
		KZ_PUT_LITERAL(w, "\r\n");
}

static void csv_head(struct graph_out *out)
{
	kz_writer *w = out->writers[ENTITIES];

	for (size_t i = 0; w && i < NODE_COLUMNS; i++) {
		if (i)
			kz_put_char(w, ',');
		put_string(w, node_columns[i].name);
	}
	if (w)
		KZ_PUT_LITERAL(w, "\r\n");
	if (out->writers[NAMES])
		KZ_PUT_LITERAL(out->writers[NAMES], "entity,name,documents,mentions,chosen\r\n");
	put_heads(out->writers[RELATIONS], relation_table);
	put_heads(out->writers[PAIRS], pair_table);
}

static void put_number(kz_writer *w, uint64_t number)
{
	kz_put_char(w, ',');
	kz_put_number(w, number);
}

static void put_names(kz_writer *w, const struct graph_entity *entity)
{
	struct graph_name **names = graph_sorted_names(entity);

	for (size_t i = 0; i < entity->name_count; i++) {
		put_field(w, kz_escape_csv, true, graph_slice(entity->record.keys[0]));
		put_field(w, kz_escape_csv, false, graph_slice(names[i]->record.keys[1]));
		put_number(w, names[i]->documents);
		put_number(w, names[i]->mentions);
		put_number(w, names[i]->chosen);
		KZ_PUT_LITERAL(w, "\r\n");
	}
	free(names);
}

static void csv_entity(struct graph_out *out, const struct graph_entity *entity)
{
	kz_writer *w = out->writers[ENTITIES];
	struct values values;

	values_of_entity(&values, entity);
	for (size_t i = 0; w && i < NODE_COLUMNS; i++)
		put_field(w, kz_escape_csv, i == 0, values.at[i]);
	if (w)
		KZ_PUT_LITERAL(w, "\r\n");
	if (out->writers[NAMES])
		put_names(out->writers[NAMES], entity);
}

static void put_edge(kz_writer *w, const unsigned char *table, const struct values *values)
{
	for (size_t i = 0; table[i] != EDGE_COLUMNS; i++)
		put_field(w, kz_escape_csv, i == 0, values->at[table[i]]);
	KZ_PUT_LITERAL(w, "\r\n");
}

static void csv_relation(struct graph_out *out, const struct graph_relation *relation)
{
	struct values values;

	if (!out->writers[RELATIONS])
		return;
	values_of_relation(&values, relation);
	put_edge(out->writers[RELATIONS], relation_table, &values);
}

static void csv_pair(struct graph_out *out, const struct graph_pair *pair)
{
	struct values values;

	if (!out->writers[PAIRS])
		return;
	values_of_pair(&values, out, pair);
	put_edge(out->writers[PAIRS], pair_table, &values);
}

const struct graph_format graph_csv = {
        .name = "csv",
        .tables = {"entities", "names", "relations", "cooccurrences"},
        .all_pairs = true,
        .head = csv_head,
        .entity = csv_entity,
        .relation = csv_relation,
        .pair = csv_pair,
};

/* --- Neo4j --- */

enum { NODES, RELATIONSHIPS };

static void put_typed_heads(kz_writer *w, const struct value_column *columns, size_t from, size_t count, int label)
{
	static const char *const types[] = {"", ":long", ":double"};

	for (size_t i = from; i < count; i++) {
		if ((int)i == label)
			continue;
		kz_put_char(w, ',');
		put_string(w, columns[i].name);
		put_string(w, types[columns[i].type]);
	}
	kz_put_char(w, '\n');
}

static void neo4j_head(struct graph_out *out)
{
	if (out->writers[NODES]) {
		KZ_PUT_LITERAL(out->writers[NODES], "key:ID,:LABEL");
		put_typed_heads(out->writers[NODES], node_columns, NODE_NAME, NODE_COLUMNS, NODE_TYPE);
	}
	if (out->writers[RELATIONSHIPS]) {
		KZ_PUT_LITERAL(out->writers[RELATIONSHIPS], ":START_ID,:END_ID,:TYPE");
		put_typed_heads(out->writers[RELATIONSHIPS], edge_columns, EDGE_STATUS, EDGE_COLUMNS, -1);
	}
}

static void neo4j_entity(struct graph_out *out, const struct graph_entity *entity)
{
	kz_writer *w = out->writers[NODES];
	struct values values;

	if (!w)
		return;
	values_of_entity(&values, entity);
	put_field(w, kz_escape_row, true, values.at[NODE_KEY]);
	KZ_PUT_LITERAL(w, ",Entity;");
	kz_put_escaped(w, kz_escape_bare, values.at[NODE_TYPE].at, values.at[NODE_TYPE].size);
	for (size_t i = NODE_NAME; i < NODE_COLUMNS; i++)
		if (i != NODE_TYPE)
			put_field(w, kz_escape_row, false, values.at[i]);
	kz_put_char(w, '\n');
}

/* The usual spelling of types there: HEAD_OF. What is no letter or digit is an underline. */
static void put_type(kz_writer *w, struct slice type)
{
	kz_put_char(w, ',');
	for (size_t i = 0; i < type.size; i++) {
		char byte = type.at[i];

		if (byte >= 'a' && byte <= 'z')
			byte = (char)(byte - 'a' + 'A');
		else if (!(byte >= 'A' && byte <= 'Z') && !(byte >= '0' && byte <= '9'))
			byte = '_';
		kz_put_char(w, byte);
	}
}

static void neo4j_edge(kz_writer *w, const struct values *values)
{
	put_field(w, kz_escape_row, true, values->at[EDGE_SOURCE]);
	put_field(w, kz_escape_row, false, values->at[EDGE_TARGET]);
	put_type(w, values->at[EDGE_TYPE]);
	for (size_t i = EDGE_STATUS; i < EDGE_COLUMNS; i++)
		put_field(w, kz_escape_row, false, values->at[i]);
	kz_put_char(w, '\n');
}

static void neo4j_relation(struct graph_out *out, const struct graph_relation *relation)
{
	struct values values;

	if (!out->writers[RELATIONSHIPS])
		return;
	values_of_relation(&values, relation);
	neo4j_edge(out->writers[RELATIONSHIPS], &values);
}

static void neo4j_pair(struct graph_out *out, const struct graph_pair *pair)
{
	struct values values;

	if (!out->writers[RELATIONSHIPS])
		return;
	values_of_pair(&values, out, pair);
	neo4j_edge(out->writers[RELATIONSHIPS], &values);
}

const struct graph_format graph_neo4j = {
        .name = "neo4j",
        .tables = {"nodes", "relationships"},
        .needs_nodes = true,
        .head = neo4j_head,
        .entity = neo4j_entity,
        .relation = neo4j_relation,
        .pair = neo4j_pair,
};
