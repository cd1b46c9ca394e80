/*
 * The model that a command works with: the built-in one or a file's, with gazetteers on top for this run.
 */
#ifndef KZNER_TOOLS_MODEL_LOAD_H
#define KZNER_TOOLS_MODEL_LOAD_H

#include "sources.h"

struct model_options {
	const char *file;          /* NULL: the built-in model */
	struct sources gazetteers; /* on top of it */
	bool quiet;                /* no warnings about the gazetteers */
};

struct loaded_model {
	kzner_model *model;
	kzner_compiler *compiler; /* owns data, both NULL without gazetteers */
	void *data;
};

/** Prints what went wrong and then gives false. */
bool model_load(struct loaded_model *loaded, const struct model_options *options);
void model_unload(struct loaded_model *loaded);

#endif
