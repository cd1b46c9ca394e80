/* In: the wish for a database. Out: the message that this build has none. */
#include "graph_sqlite.h"

#include "cli_common.h"
#include "graph_out.h"

const struct graph_format graph_sqlite = {.name = "sqlite"};

struct graph_detail *graph_sqlite_open(const char *path)
{
	(void)path;
	cli_message("this kzner was built without SQLite (meson option sqlite)");
	return NULL;
}

bool graph_sqlite_close(struct graph_detail *detail)
{
	(void)detail;
	return false;
}

void graph_sqlite_discard(struct graph_detail *detail)
{
	(void)detail;
}

void graph_detail_document(struct graph_detail *detail, const struct graph_line *line)
{
	(void)detail;
	(void)line;
}

void graph_detail_mention(struct graph_detail *detail, const struct line_mention *mention, struct graph_entity *entity)
{
	(void)detail;
	(void)mention;
	(void)entity;
}

void graph_detail_evidence(struct graph_detail *detail, struct graph_relation *relation, enum graph_status status,
                           const struct line_relation *from)
{
	(void)detail;
	(void)relation;
	(void)status;
	(void)from;
}

void graph_detail_best(struct graph_detail *detail, struct graph_relation *relation, enum graph_status status,
                       const struct line_best *best)
{
	(void)detail;
	(void)relation;
	(void)status;
	(void)best;
}
