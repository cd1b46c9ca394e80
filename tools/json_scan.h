/*
 * Strict reading of JSON text in memory, without making a tree: skip a value and know that it is well-formed,
 * or take a string. All positions are pointers into the text.
 */
#ifndef KZNER_TOOLS_JSON_SCAN_H
#define KZNER_TOOLS_JSON_SCAN_H

#include "buffer.h"

#include <stdbool.h>

struct json_scan {
	const char *at;
	const char *end;
	const char *error; /* constant text once something is wrong; at then stands where */
};

/** Go past white space. */
void json_skip_space(struct json_scan *scan);

/** Go past white space and byte. False, with the message missing, if something else stands there. */
bool json_take(struct json_scan *scan, char byte, const char *missing);

/** Go past any value. */
bool json_skip_value(struct json_scan *scan);

/**
 * Take the string that begins at scan->at. *ret_text points into the input if it has no escapes, otherwise to a
 * decoded copy in buffer. A lone surrogate is read as U+FFFD.
 */
bool json_take_string(struct json_scan *scan, struct buffer *buffer, const char **ret_text, size_t *ret_size);

#endif
