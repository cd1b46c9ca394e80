/*
 * Reading bytes: whole files, and blocks of whole lines.
 */
#ifndef KZNER_TOOLS_INPUT_H
#define KZNER_TOOLS_INPUT_H

#include "buffer.h"

#include <stdbool.h>
#include <stdint.h>

/** Open path for reading ("-": standard input). On failure -1 with *ret_reason, constant text or of strerror(). */
int input_open(const char *path, const char **ret_reason);
void input_close(int fd);

/** Append up to limit bytes of the file. On failure false with *ret_reason. */
bool input_read(const char *path, size_t limit, struct buffer *buffer, const char **ret_reason);

/** A file as blocks of whole lines. */
struct lines {
	int fd;
	bool ended;
	uint64_t line;       /* number of the next block's first line, from 1 */
	struct buffer carry; /* begun line behind the last block */
};

enum lines_result { LINES_END, LINES_BLOCK, LINES_TOO_LONG, LINES_FAILED };

void lines_begin(struct lines *lines, int fd);

/**
 * Fill block, which is cleared first, with the next lines: what one read gives, or more if that is not a whole line.
 * LINES_TOO_LONG: a line of more than a GiB was skipped; it has the number *ret_line. LINES_FAILED: see errno.
 */
enum lines_result lines_next(struct lines *lines, struct buffer *block, uint64_t *ret_line);

/** Close the file and free. */
void lines_end(struct lines *lines);

#endif
