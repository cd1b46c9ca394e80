/*
 * Writing JSON strings.
 */
#ifndef KZNER_TOOLS_JSON_PUT_H
#define KZNER_TOOLS_JSON_PUT_H

#include "buffer.h"

/** Append text as a JSON string with its quotation marks. Bytes that are no UTF-8 become U+FFFD. */
void json_put_string(struct buffer *buffer, const char *text, size_t size);

#endif
