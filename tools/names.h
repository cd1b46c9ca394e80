/*
 * A set of names, for telling whether one was there before.
 */
#ifndef KZNER_TOOLS_NAMES_H
#define KZNER_TOOLS_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/** All zero is empty. */
struct name_set {
	char **slots; /* open addressing, a power of two, at most half full */
	size_t size, count;
};

/** Add a copy of name. False if it is there already. */
bool name_set_add(struct name_set *set, const char *name);
void name_set_free(struct name_set *set);

#endif
