/*
 * A result for reading in a terminal: the article with its mentions marked, then tables.
 */
#ifndef KZNER_TOOLS_TEXT_VIEW_H
#define KZNER_TOOLS_TEXT_VIEW_H

#include "buffer.h"

#include <kzner/kzner.h>

#include <stdbool.h>

/** Append everything. Without color a mention is marked as [Name|PERSON]. */
void text_view_write(const kzner_result *result, bool color, struct buffer *out);

#endif
