/* In: a record. Out: its row of texts. */
#include "graph_values.h"

#include <stdio.h>

const struct value_column node_columns[NODE_COLUMNS] = {
        [NODE_KEY] = {"key", VALUE_TEXT},
        [NODE_NAME] = {"name", VALUE_TEXT},
        [NODE_TYPE] = {"type", VALUE_TEXT},
        [NODE_SUBTYPE] = {"subtype", VALUE_TEXT},
        [NODE_GAZETTEER] = {"gazetteer", VALUE_TEXT},
        [NODE_WIKIDATA] = {"wikidata", VALUE_TEXT},
        [NODE_DOCUMENTS] = {"documents", VALUE_COUNT},
        [NODE_MENTIONS] = {"mentions", VALUE_COUNT},
        [NODE_CONFIDENCE] = {"confidence", VALUE_NUMBER},
        [NODE_FIRST] = {"first", VALUE_TEXT},
        [NODE_LAST] = {"last", VALUE_TEXT},
};

const struct value_column edge_columns[EDGE_COLUMNS] = {
        [EDGE_SOURCE] = {"source", VALUE_TEXT},
        [EDGE_TARGET] = {"target", VALUE_TEXT},
        [EDGE_TYPE] = {"type", VALUE_TEXT},
        [EDGE_STATUS] = {"status", VALUE_TEXT},
        [EDGE_DOCUMENTS] = {"documents", VALUE_COUNT},
        [EDGE_ASSERTED] = {"asserted", VALUE_COUNT},
        [EDGE_NEGATED] = {"negated", VALUE_COUNT},
        [EDGE_PLANNED] = {"planned", VALUE_COUNT},
        [EDGE_COUNT] = {"count", VALUE_COUNT},
        [EDGE_WEIGHT] = {"weight", VALUE_NUMBER},
        [EDGE_PMI] = {"pmi", VALUE_NUMBER},
        [EDGE_FIRST] = {"first", VALUE_TEXT},
        [EDGE_LAST] = {"last", VALUE_TEXT},
        [EDGE_EVENT_FIRST] = {"event_first", VALUE_TEXT},
        [EDGE_EVENT_LAST] = {"event_last", VALUE_TEXT},
        [EDGE_WIKIDATA] = {"wikidata", VALUE_TEXT},
        [EDGE_PLOVER] = {"plover", VALUE_TEXT},
        [EDGE_DOCUMENT] = {"document", VALUE_TEXT},
        [EDGE_START] = {"start", VALUE_COUNT},
        [EDGE_END] = {"end", VALUE_COUNT},
        [EDGE_RULE] = {"rule", VALUE_TEXT},
};

static void set(struct values *values, int column, const struct graph_text *text)
{
	values->at[column] = graph_slice(text);
}

static void set_string(struct values *values, int column, const char *text)
{
	values->at[column] = (struct slice){text, strlen(text)};
}

static void set_count(struct values *values, int column, uint64_t number)
{
	snprintf(values->digits[column], sizeof values->digits[column], "%llu", (unsigned long long)number);
	set_string(values, column, values->digits[column]);
}

static void set_scaled(struct values *values, int column, uint64_t number)
{
	graph_format_scaled(number, values->digits[column]);
	set_string(values, column, values->digits[column]);
}

void values_of_entity(struct values *values, const struct graph_entity *entity)
{
	set(values, NODE_KEY, entity->record.keys[0]);
	set(values, NODE_NAME, graph_title(entity));
	set(values, NODE_TYPE, entity->type);
	set(values, NODE_SUBTYPE, entity->subtype);
	set(values, NODE_GAZETTEER, entity->gazetteer);
	set(values, NODE_WIKIDATA, entity->wikidata);
	set_count(values, NODE_DOCUMENTS, entity->documents);
	set_count(values, NODE_MENTIONS, entity->mentions);
	set_scaled(values, NODE_CONFIDENCE, entity->confidence);
	set(values, NODE_FIRST, entity->first);
	set(values, NODE_LAST, entity->last);
}

static void clear(struct values *values)
{
	memset(values->at, 0, sizeof values->at);
}

static void set_best(struct values *values, const struct graph_best *best)
{
	set(values, EDGE_DOCUMENT, best->document);
	if (!best->document)
		return;
	set_count(values, EDGE_START, best->start);
	set_count(values, EDGE_END, best->end);
	set(values, EDGE_RULE, best->rule);
}

void values_of_relation(struct values *values, const struct graph_relation *relation)
{
	struct graph_stand all = graph_overall(relation);

	clear(values);
	set(values, EDGE_SOURCE, relation->record.keys[0]);
	set(values, EDGE_TARGET, relation->record.keys[2]);
	set(values, EDGE_TYPE, relation->record.keys[1]);
	set_string(values, EDGE_STATUS, graph_status(relation));
	set_count(values, EDGE_DOCUMENTS, all.documents);
	for (int i = 0; i < GRAPH_STATUSES; i++)
		set_count(values, EDGE_ASSERTED + i, relation->stands[i].documents);
	set_count(values, EDGE_COUNT, all.evidence);
	set_scaled(values, EDGE_WEIGHT, all.confidence);
	set(values, EDGE_FIRST, all.first);
	set(values, EDGE_LAST, all.last);
	set(values, EDGE_EVENT_FIRST, all.event_first);
	set(values, EDGE_EVENT_LAST, all.event_last);
	set(values, EDGE_WIKIDATA, relation->wikidata);
	set(values, EDGE_PLOVER, relation->plover);
	set_best(values, &all.best);
}

void values_of_pair(struct values *values, const struct graph_out *out, const struct graph_pair *pair)
{
	int64_t pmi;

	clear(values);
	set(values, EDGE_SOURCE, pair->record.keys[0]);
	set(values, EDGE_TARGET, pair->record.keys[1]);
	set_string(values, EDGE_TYPE, "cooccurs_with");
	set_count(values, EDGE_DOCUMENTS, pair->documents);
	set_count(values, EDGE_COUNT, pair->count);
	set_scaled(values, EDGE_WEIGHT, pair->weight);
	if (!graph_pmi(out, pair, &pmi))
		return;
	values->digits[EDGE_PMI][0] = '-';
	graph_format_scaled((uint64_t)(pmi < 0 ? -pmi : pmi) * 1000, values->digits[EDGE_PMI] + 1);
	set_string(values, EDGE_PMI, values->digits[EDGE_PMI] + (pmi >= 0));
}
