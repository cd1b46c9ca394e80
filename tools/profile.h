/*
 * What each rule and relation pattern costs on the documents of a file.
 */
#ifndef KZNER_TOOLS_PROFILE_H
#define KZNER_TOOLS_PROFILE_H

#include "buffer.h"

#include <kzner/kzner.h>

#include <stdbool.h>

/**
 * Extract path (a document, or one for each line if it ends in .jsonl; "-": standard input) and append a table, most
 * expensive first. Prints what went wrong and then gives false; lines that are no documents are left out.
 */
bool profile_put(kzner_model *model, const char *path, struct buffer *out);

#endif
