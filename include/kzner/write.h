/**
 * From a result to bytes.
 *
 * Writers stream: they build no tree, allocate nothing and hand the bytes to a sink in pieces. Writing the same
 * result twice gives the same bytes.
 */
#ifndef KZNER_WRITE_H
#define KZNER_WRITE_H

#include <kzner/result.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Where bytes go. write takes size bytes at data and returns 0, or anything else to stop: the writer then gives
 * KZNER_ERROR_WRITE. Bytes come in pieces of up to 64 KiB or more.
 */
typedef struct kzner_sink {
	int (*write)(const char *data, size_t size, void *user);
	void *user;
} kzner_sink;

typedef struct kzner_write_options {
	kzner_unit unit;      /**< of start and end; code points by default */
	int indent;           /**< 0: one line; otherwise spaces per level; 0 by default */
	const char *meta;     /**< JSON value to hand through under "meta"; NULL for none. Must be valid JSON. */
	size_t meta_size;     /**< bytes of meta */
	uint32_t reserved[8]; /**< must be 0 */
} kzner_write_options;

/** The defaults. Any thread. */
KZNER_API kzner_write_options kzner_write_options_default(void);

/**
 * Write a result as one JSON object in the schema "kzner/1", with a newline after it.
 * @param options  NULL for the defaults.
 * @return KZNER_OK, KZNER_ERROR_WRITE or KZNER_ERROR_ARGUMENT. Any thread, as long as the result is valid.
 */
KZNER_API KZNER_MUST_USE kzner_status kzner_write_json(const kzner_result *result, const kzner_write_options *options,
                                                       const kzner_sink *sink);

#ifdef __cplusplus
}
#endif

#endif
