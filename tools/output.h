/*
 * Where a command writes its result: standard output, or a file that appears under its name only when it is complete.
 */
#ifndef KZNER_TOOLS_OUTPUT_H
#define KZNER_TOOLS_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/** So many files may be written at the same time. */
#define OUTPUT_LIMIT 4

struct output {
	int fd;
	char *path;      /* final name, NULL for standard output and for devices */
	char *temporary; /* name of the file that is being written, NULL as path */
};

/**
 * Open path, or standard output for NULL and "-". A regular file is written under another name beside it.
 * These functions print what went wrong and then give false.
 */
bool output_open(struct output *output, const char *path);
bool output_write(struct output *output, const void *data, size_t size);

/** Finish: the file gets its name. */
bool output_close(struct output *output);

/** Give up: the temporary file goes. */
void output_discard(struct output *output);

/** Remove the temporary files of the outputs that are open; for sudden ends. Any thread, any signal. */
void output_remove_temporary(void);

#endif
