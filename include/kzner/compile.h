/**
 * From source files to a model.
 *
 * A compiler collects sources (gazetteers, words, rules, relations; the formats are described in
 * gazetteers/README.md), reports everything that is wrong in them, and gives the bytes of one model. The same
 * sources give the same bytes on every machine. A compiler belongs to one thread at a time.
 */
#ifndef KZNER_COMPILE_H
#define KZNER_COMPILE_H

#include <kzner/model.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kzner_compiler kzner_compiler;

/** How bad a diagnostic is. Only errors keep a model from being made. */
typedef enum kzner_severity {
	KZNER_SEVERITY_NOTE = 0,
	KZNER_SEVERITY_WARNING = 1,
	KZNER_SEVERITY_ERROR = 2
} kzner_severity;

/**
 * Called for each diagnostic, in the order of the sources. error is valid during the call only.
 * Its message starts with a code in square brackets ("[K103] ...") that lib/README.md explains.
 */
typedef void (*kzner_diagnostic_function)(kzner_severity severity, const kzner_error *error, void *user);

/**
 * Make a compiler. on_diagnostic may be NULL: the first error is then the only one that is told, by the call that met it.
 * @return KZNER_OK, KZNER_ERROR_NO_MEMORY or KZNER_ERROR_ARGUMENT. Free with kzner_compiler_free().
 */
KZNER_API KZNER_MUST_USE kzner_status kzner_compiler_new(const kzner_allocator *allocator,
                                                         kzner_diagnostic_function on_diagnostic, void *user,
                                                         kzner_compiler **ret_compiler);

/** Free a compiler. NULL is allowed. */
KZNER_API void kzner_compiler_free(kzner_compiler *compiler);

/**
 * Add one source. What it is follows from name's ending (.tsv, .rules, .relations); the bytes are copied.
 * Relation sources are read by kzner_compiler_finish(), when all relation types are known.
 * After an error the compiler can go on with other sources, to report more, but kzner_compiler_finish() will fail.
 * @param name  as it shall stand in diagnostics and evidence ("people/kazakhstan.tsv"), UTF-8.
 * @return KZNER_OK, KZNER_ERROR_SOURCE, KZNER_ERROR_RULE, KZNER_ERROR_NO_MEMORY or KZNER_ERROR_ARGUMENT.
 */
KZNER_API KZNER_MUST_USE kzner_status kzner_compiler_add(kzner_compiler *compiler, const char *name, const char *text,
                                                         size_t size, kzner_error *reterr);

/** Add everything that a model holds, as if its sources had been added; what is added later comes on top of it. */
KZNER_API KZNER_MUST_USE kzner_status kzner_compiler_add_model(kzner_compiler *compiler, const kzner_model *model,
                                                               kzner_error *reterr);

/**
 * Also report what is legal but doubtful: names that two entries share, words that no rule can reach,
 * names that can never be found, examples that their rules do not meet. What `kzner check` does.
 */
KZNER_API void kzner_compiler_set_lint(kzner_compiler *compiler, int on);

/**
 * Make the model. A compiler makes one; after it only kzner_compiler_release() and kzner_compiler_free() may be called.
 * @param ret_data  on success the bytes, aligned to 8; free with kzner_compiler_release(). Untouched on failure.
 * @param ret_size  their number.
 */
KZNER_API KZNER_MUST_USE kzner_status kzner_compiler_finish(kzner_compiler *compiler, void **ret_data, size_t *ret_size,
                                                            kzner_error *reterr);

/** Free the bytes of kzner_compiler_finish(). NULL is allowed; the compiler must still exist. */
KZNER_API void kzner_compiler_release(kzner_compiler *compiler, void *data);

#ifdef __cplusplus
}
#endif

#endif
