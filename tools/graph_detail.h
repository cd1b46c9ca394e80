/*
 * What a database takes of each document beside the graph: it is written while documents are read.
 */
#ifndef KZNER_TOOLS_GRAPH_DETAIL_H
#define KZNER_TOOLS_GRAPH_DETAIL_H

#include "graph_store.h"

/** The document that begins; what follows belongs to it. */
void graph_detail_document(struct graph_detail *detail, const struct graph_line *line);

/** entity is NULL for dates and amounts. */
void graph_detail_mention(struct graph_detail *detail, const struct line_mention *mention, struct graph_entity *entity);
void graph_detail_evidence(struct graph_detail *detail, struct graph_relation *relation, enum graph_status status,
                           const struct line_relation *from);

/** The evidence that a graph brings, whose documents are not known. */
void graph_detail_best(struct graph_detail *detail, struct graph_relation *relation, enum graph_status status,
                       const struct line_best *best);

#endif
