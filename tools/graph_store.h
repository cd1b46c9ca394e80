/*
 * The graph in memory: sums over documents, and nothing that grows with their number.
 *
 * Every string is kept once (struct graph_text), so equal strings are one pointer, and a record is found by up to three
 * of these pointers, its keys:
 *
 *     entity    key                      "gazetteer:person/x", "wikidata:Q38" or "name:PERSON:folded name"
 *     name      entity key, text         what documents call the entity; listed at the entity, not in the tables
 *     relation  subject, type, object    keys of entities
 *     pair      a, b                     keys of entities, a < b
 *     error     document id, message
 *
 * Adding is associative and commutative: counts and sums are whole numbers, of two texts or dates the smaller (or larger)
 * by its bytes stays, of two pieces of evidence the surer, then the one with the smaller document, place and rule.
 */
#ifndef KZNER_TOOLS_GRAPH_STORE_H
#define KZNER_TOOLS_GRAPH_STORE_H

#include "graph_line.h"

struct graph_text {
	uint32_t hash;
	uint32_t rank; /* of an entity's key among all, from 1, once entities are sorted; 0 otherwise */
	size_t size;
	char data[];
};

#define GRAPH_KEYS 3

struct graph_record {
	const struct graph_text *keys[GRAPH_KEYS]; /* NULL where the kind has fewer */
	uint64_t seen;                             /* the last document that had it */
	int64_t row;                               /* of a database, 0: none yet */
	uint32_t hash;
};

struct graph_name {
	struct graph_record record;
	struct graph_name *next;
	uint64_t documents, mentions; /* where the entity is mentioned by this text */
	uint64_t chosen;              /* documents' entities that bear it as their name */
};

struct graph_entity {
	struct graph_record record;
	const struct graph_text *type, *subtype, *gazetteer, *wikidata, *first, *last;
	uint64_t documents, mentions, confidence;
	struct graph_name *names;
	size_t name_count;
};

struct graph_best {
	const struct graph_text *document; /* NULL: there is none */
	const struct graph_text *rule;
	const struct graph_text *unit; /* NULL: code points */
	uint64_t start, end, confidence;
};

struct graph_stand {
	uint64_t documents, evidence, confidence, seen;
	const struct graph_text *first, *last;             /* of the documents */
	const struct graph_text *event_first, *event_last; /* that the texts give */
	struct graph_best best;
};

struct graph_relation {
	struct graph_record record;
	const struct graph_text *wikidata, *plover;
	uint64_t documents;
	struct graph_stand stands[GRAPH_STATUSES];
};

struct graph_pair {
	struct graph_record record;
	uint64_t documents, count, weight;
};

struct graph_error {
	struct graph_record record;
	uint64_t count;
};

/** What the header says. */
struct graph_totals {
	uint64_t documents, failed, mentions;
	const struct graph_text *first, *last;
};

struct graph_table {
	void **slots; /* power of two of them, at most three quarters used */
	size_t capacity, count;
};

struct graph_detail; /* a database that takes what the graph does not keep */

struct graph {
	struct arena arena;
	struct graph_table texts, names, tables[GRAPH_KINDS];
	struct graph_totals totals;
	uint64_t document; /* number of the one that is being added, from 1 */
	struct graph_detail *detail;
};

/** The text kept once; NULL for a slice that is not there. */
const struct graph_text *graph_text(struct graph *graph, struct slice slice);

/** The record with these keys, made if there is none. */
struct graph_entity *graph_entity(struct graph *graph, const struct graph_text *key);
struct graph_name *graph_name(struct graph *graph, struct graph_entity *entity, struct slice text);
struct graph_relation *graph_relation(struct graph *graph, const struct graph_text *subject,
                                      const struct graph_text *type, const struct graph_text *object);
struct graph_pair *graph_pair(struct graph *graph, const struct graph_text *a, const struct graph_text *b);
struct graph_error *graph_error(struct graph *graph, const struct graph_text *id, const struct graph_text *message);

/** Keep the smaller or larger of what is there and a slice. */
void graph_keep_first(struct graph *graph, const struct graph_text **kept, struct slice slice);
void graph_keep_last(struct graph *graph, const struct graph_text **kept, struct slice slice);

/** Keep the better of what is there and another piece of evidence. */
void graph_keep_best(struct graph *graph, struct graph_best *kept, const struct line_best *other);

/** Add what a line says. False with reader->error if its parts do not fit together. */
bool graph_add(struct graph *graph, struct graph_reader *reader);

/** Add a document; the part of graph_add() for those lines. */
bool graph_add_document(struct graph *graph, struct graph_reader *reader);

/** Count this record for the document that is being added? True the first time. */
static inline bool graph_first_time(const struct graph *graph, uint64_t *seen)
{
	bool first = *seen != graph->document;

	*seen = graph->document;
	return first;
}

static inline struct slice graph_slice(const struct graph_text *text)
{
	return text ? (struct slice){text->data, text->size} : (struct slice){NULL, 0};
}

/** By bytes, a beginning before what it begins; nothing before anything. */
int slice_compare(struct slice a, struct slice b);

/** Records of a kind in their canonical order, which depends on their keys alone. To be freed. */
struct graph_record **graph_sorted(struct graph *graph, enum graph_kind kind, size_t *ret_count);

/** The names of an entity by their bytes. To be freed. */
struct graph_name **graph_sorted_names(const struct graph_entity *entity);

/** The name that most documents have chosen, then the most frequent, then the smallest; without names the key. */
const struct graph_text *graph_title(const struct graph_entity *entity);

/** Bytes that it takes. */
size_t graph_memory(const struct graph *graph);

/** Forget all but document and detail. */
void graph_clear(struct graph *graph);
void graph_free(struct graph *graph);

#endif
