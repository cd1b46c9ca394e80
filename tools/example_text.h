/*
 * One example line taken apart: what it expects, its plain text, and where the brackets stood.
 */
#ifndef KZNER_TOOLS_EXAMPLE_TEXT_H
#define KZNER_TOOLS_EXAMPLE_TEXT_H

#include "buffer.h"

#include <kzner/kzner.h>

#include <stdbool.h>

enum mark_role { MARK_PLAIN, MARK_SUBJECT, MARK_OBJECT };

struct mark {
	enum mark_role role;
	kzner_span span; /* in text, brackets taken out */
};

#define MARK_LIMIT 16

struct example {
	bool expected; /* + or - */
	kzner_relation_status status;
	struct buffer text;
	struct mark marks[MARK_LIMIT];
	size_t mark_count;
};

/** Read one line of size bytes. NULL, or what is wrong with it (constant text). text is replaced. */
const char *example_parse(struct example *example, const char *line, size_t size);

/** The first mark of that role, NULL if there is none. */
const struct mark *example_mark(const struct example *example, enum mark_role role);

#endif
