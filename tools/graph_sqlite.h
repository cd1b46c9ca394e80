/*
 * A graph as an SQLite database. Built without SQLite, graph_sqlite_open() says so and gives NULL.
 */
#ifndef KZNER_TOOLS_GRAPH_SQLITE_H
#define KZNER_TOOLS_GRAPH_SQLITE_H

#include "graph_detail.h"

/** Make the tables in an empty file. NULL with a message. */
struct graph_detail *graph_sqlite_open(const char *path);

/** Make indexes and views and close. False with a message if anything has failed since it was opened. */
bool graph_sqlite_close(struct graph_detail *detail);

/** Close without finishing. NULL does nothing. */
void graph_sqlite_discard(struct graph_detail *detail);

#endif
