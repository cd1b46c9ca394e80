/*
 * What formats of nodes and edges tell about entities, relations and pairs: a row of texts for each, in the order of the
 * columns. Formats differ in how they write a row only.
 */
#ifndef KZNER_TOOLS_GRAPH_VALUES_H
#define KZNER_TOOLS_GRAPH_VALUES_H

#include "graph_out.h"

enum value_type { VALUE_TEXT, VALUE_COUNT, VALUE_NUMBER };

struct value_column {
	const char *name;
	enum value_type type;
};

enum node_column {
	NODE_KEY,
	NODE_NAME,
	NODE_TYPE,
	NODE_SUBTYPE,
	NODE_GAZETTEER,
	NODE_WIKIDATA,
	NODE_DOCUMENTS,
	NODE_MENTIONS,
	NODE_CONFIDENCE,
	NODE_FIRST,
	NODE_LAST,
	NODE_COLUMNS
};

enum edge_column {
	EDGE_SOURCE,
	EDGE_TARGET,
	EDGE_TYPE,
	EDGE_STATUS,
	EDGE_DOCUMENTS,
	EDGE_ASSERTED,
	EDGE_NEGATED,
	EDGE_PLANNED,
	EDGE_COUNT,
	EDGE_WEIGHT,
	EDGE_PMI,
	EDGE_FIRST,
	EDGE_LAST,
	EDGE_EVENT_FIRST,
	EDGE_EVENT_LAST,
	EDGE_WIKIDATA,
	EDGE_PLOVER,
	EDGE_DOCUMENT,
	EDGE_START,
	EDGE_END,
	EDGE_RULE,
	EDGE_COLUMNS
};

#define VALUE_MOST EDGE_COLUMNS

extern const struct value_column node_columns[NODE_COLUMNS], edge_columns[EDGE_COLUMNS];

/** A row; at is NULL where there is nothing to tell. */
struct values {
	struct slice at[VALUE_MOST];
	char digits[VALUE_MOST][32];
};

void values_of_entity(struct values *values, const struct graph_entity *entity);

/** The weight of a relation is its summed confidence. */
void values_of_relation(struct values *values, const struct graph_relation *relation);
void values_of_pair(struct values *values, const struct graph_out *out, const struct graph_pair *pair);

#endif
