/*
 * Why a result is as it is, for people.
 */
#ifndef KZNER_TOOLS_EXPLAIN_VIEW_H
#define KZNER_TOOLS_EXPLAIN_VIEW_H

#include "buffer.h"

#include <kzner/kzner.h>

#include <stdbool.h>

/**
 * Append the reasons: mentions with what they beat, entities, relations with their evidence, dropped candidates.
 * With at only what touches an occurrence of it. False if it does not occur.
 */
bool explain_view_write(const kzner_result *result, const char *at, struct buffer *out);

#endif
