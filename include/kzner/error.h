/**
 * What can go wrong, as plain data that belongs to the caller.
 *
 * Every function of libkzner that can fail returns a kzner_status and, where a
 * `reterr` is given, fills a kzner_error with the place and the reason. The
 * library never prints, never aborts and keeps no error state of its own.
 */
#ifndef KZNER_ERROR_H
#define KZNER_ERROR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define KZNER_API      __attribute__((visibility("default")))
#define KZNER_MUST_USE __attribute__((warn_unused_result))
#else
#define KZNER_API
#define KZNER_MUST_USE
#endif

/** Result of a call. The numbers are part of the ABI and never change. */
typedef enum kzner_status {
	KZNER_OK = 0,
	KZNER_ERROR_NO_MEMORY = 1,
	KZNER_ERROR_ARGUMENT = 2,          /**< a NULL, a range or an option that the call forbids */
	KZNER_ERROR_IO = 3,                /**< a file that cannot be read; message holds the system's reason */
	KZNER_ERROR_WRITE = 4,             /**< a sink refused bytes */
	KZNER_ERROR_LIMIT = 5,             /**< input larger than a limit that cannot be exceeded */
	KZNER_ERROR_NOT_A_MODEL = 10,      /**< the bytes are something else */
	KZNER_ERROR_MODEL_VERSION = 11,    /**< a model of another format version */
	KZNER_ERROR_MODEL_BYTE_ORDER = 12, /**< a model of a machine with the other byte order */
	KZNER_ERROR_MODEL_CORRUPT = 13,    /**< truncated or changed */
	KZNER_ERROR_SOURCE = 20,           /**< a gazetteer, word, rule or relation source that cannot be understood */
	KZNER_ERROR_RULE = 21,             /**< a pattern that PCRE2 does not compile */
} kzner_status;

/**
 * Where and why. Plain memory of the caller; nothing in it needs to be freed.
 * A field that does not apply is empty or 0.
 */
typedef struct kzner_error {
	kzner_status status;
	uint32_t line;   /**< 1-based line in source, 0 if there is none */
	uint32_t column; /**< 1-based column in bytes, 0 if there is none */
	uint32_t reserved;
	uint64_t offset;   /**< byte offset in source, where that says more than line and column */
	char source[256];  /**< file name; a long one keeps its end behind "..." */
	char message[512]; /**< one English sentence without a full stop */
} kzner_error;

/**
 * The name of a status ("KZNER_ERROR_IO"). Constant text; never NULL. Any thread.
 */
KZNER_API const char *kzner_status_string(kzner_status status);

/**
 * Write an error as `source:line:column: message` into buffer (always terminated when size > 0).
 * @return the length in bytes that the whole text has, without the terminator. Any thread.
 */
KZNER_API size_t kzner_error_format(const kzner_error *error, char *buffer, size_t size);

/**
 * The allocator that an object and everything made with it uses. NULL where one is asked for means
 * malloc, realloc and free. The functions may be called from every thread that uses an object made with it.
 */
typedef struct kzner_allocator {
	void *(*allocate)(size_t size, void *user);                /**< NULL when there is no memory */
	void *(*reallocate)(void *block, size_t size, void *user); /**< block may be NULL */
	void (*release)(void *block, void *user);                  /**< block may be NULL */
	void *user;
} kzner_allocator;

#ifdef __cplusplus
}
#endif

#endif
