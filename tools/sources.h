/*
 * Source files of a model, found in folders, and what the compiler says of them.
 */
#ifndef KZNER_TOOLS_SOURCES_H
#define KZNER_TOOLS_SOURCES_H

#include <kzner/kzner.h>

#include <stdbool.h>
#include <stddef.h>

struct source_file {
	char *path;       /* to open it */
	const char *name; /* for diagnostics: relative to the folder that was given */
};

struct sources {
	struct source_file *files;
	size_t count, capacity;
};

/**
 * Add a file, or everything under a folder that ends in .tsv, .rules or .relations, in the order of the names.
 * Prints what went wrong and then gives false.
 */
bool sources_find(struct sources *sources, const char *path);
void sources_free(struct sources *sources);

/** What diagnostics there were. Give it to kzner_compiler_new() with diagnostics_print(). */
struct diagnostics {
	bool quiet; /* errors only */
	unsigned errors, warnings, notes;
};

void diagnostics_print(kzner_severity severity, const kzner_error *error, void *diagnostics);

/** Add all files to the compiler. False if one could not be read or has errors, which are then printed. */
bool sources_compile(const struct sources *sources, kzner_compiler *compiler, struct diagnostics *diagnostics);

/** Finish the compiler; an error that no diagnostic told is printed. */
bool sources_finish(kzner_compiler *compiler, struct diagnostics *diagnostics, void **ret_data, size_t *ret_size);

#endif
