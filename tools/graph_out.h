/*
 * From a graph to a format: records come in one order (entities, relations, pairs, errors, each sorted), whether they
 * stand in memory or are merged from files, and a format writes each as it comes.
 */
#ifndef KZNER_TOOLS_GRAPH_OUT_H
#define KZNER_TOOLS_GRAPH_OUT_H

#include "graph_store.h"

#include "write/escape.h"

/** Files that a format may have side by side. */
#define GRAPH_TABLES 4

/** What of an entity is needed when its relations are written. */
struct graph_node {
	uint64_t hash;   /* of its key; 0: free */
	uint64_t number; /* from 0, in the order of the output */
	uint64_t documents;
	uint64_t wikidata; /* the number of Q38, 0 if unknown */
};

/**
 * All entities that were written. Two keys of one hash of 64 bits would be taken for one: with a hundred million entities
 * the chance of any such pair is 1 in 3,700.
 */
struct graph_index {
	struct graph_node *nodes;
	size_t capacity, count;
	bool mapped; /* a mapped file, which the system may move out of memory */
};

/** Room for count entities; in a file under folder if that is not NULL. False with a message. */
bool graph_index_open(struct graph_index *index, size_t count, const char *folder);
void graph_index_add(struct graph_index *index, const struct graph_entity *entity);

/** NULL if no line of the graph tells about it. */
const struct graph_node *graph_index_find(const struct graph_index *index, const struct graph_text *key);
void graph_index_close(struct graph_index *index);

struct graph_out;

struct graph_format {
	const char *name;
	const char *tables[GRAPH_TABLES + 1]; /* names of files; none: one file */
	bool needs_nodes;                     /* edges to entities that are not there cannot be written */
	bool all_pairs;                       /* has a place of their own for pairs */
	void (*head)(struct graph_out *out);
	void (*entity)(struct graph_out *out, const struct graph_entity *entity);
	void (*edges)(struct graph_out *out); /* between entities and relations */
	void (*relation)(struct graph_out *out, const struct graph_relation *relation);
	void (*pair)(struct graph_out *out, const struct graph_pair *pair);
	void (*error)(struct graph_out *out, const struct graph_error *error);
	void (*tail)(struct graph_out *out);
};

struct graph_out {
	const struct graph_format *format;
	kz_writer *writers[GRAPH_TABLES]; /* NULL where a table is not wanted */
	struct graph_index *index;        /* NULL in parts of a graph: nothing is derived */
	struct graph_totals totals;
	struct graph_detail *detail;
	bool pairs;                       /* write pairs as edges */
	uint64_t edge_count;              /* numbers edges */
	const struct graph_text *missing; /* an entity that is needed and is not there */
};

extern const struct graph_format graph_jsonl, graph_graphml, graph_gexf, graph_dot, graph_ntriples, graph_turtle,
        graph_csv, graph_neo4j, graph_sqlite;

/** The format of that name, NULL if there is none. graph_formats ends with NULL. */
const struct graph_format *graph_format_find(const char *name);
extern const struct graph_format *const graph_formats[];

/** Write one record; head and tail are left to the caller. */
void graph_put(struct graph_out *out, enum graph_kind kind, const struct graph_record *record);

/** Write all of a graph in memory, with head and tail. */
void graph_put_all(struct graph_out *out, struct graph *graph);

/** How much more often than by chance documents name both, as the logarithm to base 2, in thousandths. False if unknown. */
bool graph_pmi(const struct graph_out *out, const struct graph_pair *pair, int64_t *ret_thousandths);

/** Sums over the statuses of a relation. */
struct graph_stand graph_overall(const struct graph_relation *relation);

/** "asserted", "negated", "planned" or, of what is both asserted and negated, "contradicted". */
const char *graph_status(const struct graph_relation *relation);

/** 1234567 as 1.234567 with no zeros at its end. */
size_t graph_format_scaled(uint64_t millionths, char out[30]);

#endif
