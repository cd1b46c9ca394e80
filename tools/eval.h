/*
 * Comparing predicted documents with annotated ones: loading, counting, printing.
 *
 * A mention counts when start, end and type are all equal; a relation counts when its type and both of its entities
 * are the gold ones, an entity being placed by the gold mentions that its own mentions overlap. What the gold marks
 * "optional" is neither a miss nor a false alarm.
 */
#ifndef KZNER_TOOLS_EVAL_H
#define KZNER_TOOLS_EVAL_H

#include "buffer.h"

#include <jansson.h>

#include <stdbool.h>

/** A document by its name without folder and ending. */
struct eval_document {
	char *name;
	json_t *json;
	char *text; /* of gold, NULL if it has no .txt */
};

struct eval_documents {
	struct eval_document *list;
	size_t count, capacity;
};

/** Read NAME.gold.json, and NAME.txt beside it, in the order of names. Prints what went wrong. */
bool eval_load_gold(struct eval_documents *documents, const char *folder);

/** Read one document of each line ("-" is standard input), or brat's files of a folder. Prints what went wrong. */
bool eval_load_predictions(struct eval_documents *documents, const char *path);

/** Read each NAME.ann of a folder. */
bool eval_load_brat(struct eval_documents *documents, const char *folder);

/** Add a document, which then belongs to documents. */
void eval_add(struct eval_documents *documents, const char *name, size_t size, json_t *json);
void eval_free(struct eval_documents *documents);

/** The last document of that name, NULL if there is none. */
const struct eval_document *eval_find(const struct eval_documents *documents, const char *name);

struct eval_counts {
	long hit, predicted, gold;
};

double eval_precision(const struct eval_counts *counts);
double eval_recall(const struct eval_counts *counts);
double eval_f1(const struct eval_counts *counts);

/** Counts by type, in the order of the names once the scoring is done. */
struct eval_table {
	struct eval_kind {
		const char *name; /* lives as long as the documents */
		struct eval_counts counts;
	} * list;
	size_t count, capacity;
};

struct eval_scores {
	struct eval_table kinds, relations;
	struct eval_counts core, every, spans, linked, all_relations, pairs, status;
	size_t documents;
	struct buffer missing; /* names of gold documents without a prediction, a space before each */
	size_t missing_count;
	struct buffer *errors; /* where misses and false alarms are listed, NULL for nowhere */
};

/** Compare. scores->errors is set before. */
void eval_score(const struct eval_documents *gold, const struct eval_documents *predictions,
                struct eval_scores *scores);
void eval_scores_free(struct eval_scores *scores);

#endif
