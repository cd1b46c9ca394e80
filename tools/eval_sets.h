/*
 * The sets that are compared for one document. All are sorted and hold each key once; of equal ones the last counts.
 * Texts belong to the JSON documents, or to the sets of the document.
 */
#ifndef KZNER_TOOLS_EVAL_SETS_H
#define KZNER_TOOLS_EVAL_SETS_H

#include "eval.h"

/** Compared by start, end and type. */
struct eval_mention {
	json_int_t start, end;
	const char *type;
	const char *entity; /* NULL if none */
	const char *text;   /* NULL if none */
	size_t number;      /* order in which it was added */
};

struct mention_set {
	struct eval_mention *list;
	size_t count, capacity;
};

void mention_add(struct mention_set *set, const struct eval_mention *mention);
void mention_sort(struct mention_set *set);
const struct eval_mention *mention_find(const struct mention_set *set, const struct eval_mention *key);

/** Compared by subject, type and object; those of a symmetric type are turned so that the subject sorts first. */
struct eval_relation {
	const char *subject, *type, *object;
	const char *status;
	size_t number;
};

struct relation_set {
	struct eval_relation *list;
	size_t count, capacity;
};

void relation_add(struct relation_set *set, const struct eval_relation *relation);
void relation_sort(struct relation_set *set);
const struct eval_relation *relation_find(const struct relation_set *set, const struct eval_relation *key);

/** Is it one of the four types that every evaluation counts? */
bool eval_is_core(const char *type);

/** Does a mention of any gold document have this type? */
bool eval_is_scored(const struct eval_documents *gold, const char *type);

struct document_sets {
	struct mention_set want, got;
	struct relation_set want_relations, got_relations;
	char **texts; /* made for entities that have no gold entity */
	size_t text_count;
};

/** predicted may be NULL. */
void document_sets_make(struct document_sets *sets, const struct eval_documents *all, const json_t *gold,
                        const json_t *predicted);
void document_sets_free(struct document_sets *sets);

/** Append a line for each miss and each false alarm. */
void eval_list_errors(const struct document_sets *sets, const struct eval_document *gold, struct buffer *out);

#endif
