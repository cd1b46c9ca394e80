/*
 * One line of what `kzner graph` reads: a document of `kzner extract --format jsonl`, or a line of a graph.
 *
 * A graph ("kzner-graph/1") is a header and then lines of one kind after another, each with a member "kind": entity,
 * relation, cooccurrence, error, and contradiction behind its relation. Each line holds sums, counts, smallest and largest values, and nothing that
 * depends on the order in which documents came. What is derived from other lines (pmi, contradiction, the "name" and the
 * overall dates) is written for those who read a graph and not looked at here.
 */
#ifndef KZNER_TOOLS_GRAPH_LINE_H
#define KZNER_TOOLS_GRAPH_LINE_H

#include "graph_json.h"

#include <string.h>

#define GRAPH_SCHEMA    "kzner-graph/1"
#define DOCUMENT_SCHEMA "kzner/1"

enum graph_status { GRAPH_ASSERTED, GRAPH_NEGATED, GRAPH_PLANNED, GRAPH_STATUSES };

/** Their names, as in the output of extract. */
extern const char *const graph_status_names[GRAPH_STATUSES];

struct line_mention {
	uint64_t start, end, confidence;
	struct slice text, type, entity, value;
};

struct line_entity {
	struct slice id, name, type, subtype, gazetteer, wikidata;
	uint64_t confidence;
};

struct line_evidence {
	uint64_t start, end, confidence;
	struct slice rule;
};

struct line_relation {
	struct slice id, type, subject, object, status, wikidata, plover, date;
	uint64_t confidence;
	struct list evidence; /* struct line_evidence */
};

struct line_pair {
	struct slice a, b;
	uint64_t count, weight;
};

struct line_error {
	struct slice message;
};

/** The surest evidence of a relation in one status. */
struct line_best {
	struct slice document, rule, unit;
	uint64_t start, end, confidence;
};

struct line_status {
	uint64_t documents, evidence, confidence;
	struct slice first, last, event_first, event_last;
	struct line_best best;
};

struct line_name {
	struct slice text;
	uint64_t documents, mentions, chosen;
};

struct graph_line {
	struct slice schema, kind, id, type;

	/* a document */
	struct slice date, unit;
	struct list mentions, entities, relations, cooccurrences;
	struct line_error error;

	/* a line of a graph */
	struct slice subtype, gazetteer, wikidata, plover, first, last, subject, object, a, b, message;
	uint64_t documents, failed, mention_count, confidence, count, weight;
	struct list names;
	struct line_status status[GRAPH_STATUSES];
};

/** What a line is. */
enum graph_kind {
	GRAPH_ENTITY,
	GRAPH_RELATION,
	GRAPH_PAIR,
	GRAPH_ERROR,
	GRAPH_DERIVED, /* nothing to add up */
	GRAPH_HEAD,
	GRAPH_DOCUMENT
};

/** Kinds of things that a graph keeps, from 0. */
#define GRAPH_KINDS (GRAPH_ERROR + 1)

struct graph_reader {
	struct json_reader json;
	struct arena arena;
	struct graph_line line;
	enum graph_kind kind; /* of line */
	size_t column;        /* where what is wrong stands, from 1 */
	struct buffer error;
};

/** Read one line into reader->line, whose slices live until the next. False with reader->error. */
bool graph_line_read(struct graph_reader *reader, const char *line, size_t size);
void graph_reader_free(struct graph_reader *reader);

static inline bool slice_is(struct slice slice, const char *text)
{
	return slice.at && slice.size == strlen(text) && memcmp(slice.at, text, slice.size) == 0;
}

#endif
