/**
 * The compiled gazetteers, words, rules and relation patterns.
 *
 * A model never changes after it is opened. One model can be used by any number
 * of threads at the same time; each thread brings its own kzner_extractor.
 * Reference counting is atomic.
 */
#ifndef KZNER_MODEL_H
#define KZNER_MODEL_H

#include <kzner/error.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kzner_model kzner_model;

/** Types of mentions and entities. The numbers never change; names as in kzner_type_name(). */
typedef enum kzner_type {
	KZNER_TYPE_NONE = 0,
	KZNER_TYPE_PERSON = 1,
	KZNER_TYPE_PARTY = 2,
	KZNER_TYPE_PLACE = 3,
	KZNER_TYPE_ORG = 4,
	KZNER_TYPE_NORP = 5, /**< nationality, ethnic, religious or ideological word */
	KZNER_TYPE_EVENT = 6,
	KZNER_TYPE_LAW = 7,
	KZNER_TYPE_TITLE = 8,
	KZNER_TYPE_DATE = 9,
	KZNER_TYPE_MONEY = 10,
	KZNER_TYPE_PERCENT = 11,
	KZNER_TYPE_COUNT = 12
} kzner_type;

/** "PERSON" ..., "NONE" for any other number. Constant text. Any thread. */
KZNER_API const char *kzner_type_name(kzner_type type);

/** The type with that name in upper or lower case, KZNER_TYPE_NONE if there is none. */
KZNER_API kzner_type kzner_type_from_name(const char *name);

/**
 * Open a compiled model file. The file is mapped, not read, checked once from end to end, and must not be
 * changed while the model is open. Its rules are compiled here.
 *
 * @param path       NUL-terminated path.
 * @param allocator  NULL for malloc. Copied; `user` must outlive the model.
 * @param ret_model  On success a new reference; release it with kzner_model_unref(). Untouched on failure.
 * @param reterr     On failure what went wrong and where. May be NULL.
 * @return KZNER_OK, KZNER_ERROR_IO, KZNER_ERROR_NOT_A_MODEL, KZNER_ERROR_MODEL_VERSION,
 *         KZNER_ERROR_MODEL_BYTE_ORDER, KZNER_ERROR_MODEL_CORRUPT, KZNER_ERROR_RULE,
 *         KZNER_ERROR_NO_MEMORY or KZNER_ERROR_ARGUMENT.
 */
KZNER_API KZNER_MUST_USE kzner_status kzner_model_open(const char *path, const kzner_allocator *allocator,
                                                       kzner_model **ret_model, kzner_error *reterr);

/**
 * The same from size bytes at data, which the caller keeps alive and unchanged until the last unref.
 * data must be aligned to 8 bytes.
 */
KZNER_API KZNER_MUST_USE kzner_status kzner_model_open_memory(const void *data, size_t size,
                                                              const kzner_allocator *allocator, kzner_model **ret_model,
                                                              kzner_error *reterr);

/** The same from the model that is built into the library: no file is needed. */
KZNER_API KZNER_MUST_USE kzner_status kzner_model_open_default(const kzner_allocator *allocator,
                                                               kzner_model **ret_model, kzner_error *reterr);

/** Take another reference. NULL gives NULL. Any thread. */
KZNER_API kzner_model *kzner_model_ref(kzner_model *model);

/** Release a reference; the last one frees the model. NULL is allowed. Always returns NULL. Any thread. */
KZNER_API kzner_model *kzner_model_unref(kzner_model *model);

/** How much is in a model. All are counts but for the last. */
typedef struct kzner_model_info {
	uint32_t entries;
	uint32_t entries_of_type[KZNER_TYPE_COUNT];
	uint32_t aliases; /**< names of entries, the usual ones included */
	uint32_t roles;   /**< dated roles */
	uint32_t words;   /**< distinct word forms */
	uint32_t rules;
	uint32_t relations; /**< relation patterns */
	uint32_t sources;   /**< source files */
	uint64_t size;      /**< of the model, in bytes */
} kzner_model_info;

/** Fill ret_info. Any thread. */
KZNER_API void kzner_model_describe(const kzner_model *model, kzner_model_info *ret_info);

/**
 * One entry of the gazetteers. All texts are UTF-8, NUL-terminated, never NULL (empty if not given), belong to the
 * model and live as long as it. Dates are YYYYMMDD with 00 for an unknown month or day, 0 if open.
 */
typedef struct kzner_entry {
	const char *id;
	const char *name;
	kzner_type type;
	const char *subtype;
	const char *country; /**< ISO 3166 codes separated by "|" */
	const char *wikidata;
	const char *parent; /**< id of another entry */
	int32_t from, to;
	uint32_t weight;  /**< 0..9 */
	const char *file; /**< source file and 1-based line that it was written in */
	uint32_t line;
	uint32_t aliases; /**< counts for kzner_model_alias() and kzner_model_role() */
	uint32_t roles;
} kzner_entry;

/** Entry number index (0-based, in the order of ids). False if there is none. Any thread. */
KZNER_API int kzner_model_entry(const kzner_model *model, uint32_t index, kzner_entry *ret_entry);

/** Index of the entry with that id, UINT32_MAX if there is none. Any thread. */
KZNER_API uint32_t kzner_model_find_id(const kzner_model *model, const char *id);

/** A name of an entry. */
typedef struct kzner_alias {
	const char *text;
	kzner_type type;   /**< NORP for a nationality word of a place, otherwise the entry's type */
	int32_t from, to;  /**< when the name was in use, 0 if open */
	const char *flags; /**< as in the source, separated by spaces */
	const char *file;
	uint32_t line;
} kzner_alias;

/** Name number number (0-based, the usual name first) of entry index. False if there is none. Any thread. */
KZNER_API int kzner_model_alias(const kzner_model *model, uint32_t index, uint32_t number, kzner_alias *ret_alias);

/** A dated role of an entry. */
typedef struct kzner_role {
	const char *what;   /**< a title such as "President", or "member" */
	const char *object; /**< id of the entry that it is a role in, never NULL */
	int32_t from, to;
} kzner_role;

/** Role number number (0-based) of entry index. False if there is none. Any thread. */
KZNER_API int kzner_model_role(const kzner_model *model, uint32_t index, uint32_t number, kzner_role *ret_role);

/** How a name was found by kzner_model_lookup(). */
typedef enum kzner_match {
	KZNER_MATCH_EXACT = 0,  /**< the same letters, case and diacritics aside */
	KZNER_MATCH_VARIANT = 1 /**< another romanisation or script of the name */
} kzner_match;

typedef struct kzner_lookup {
	uint32_t entry;  /**< index for kzner_model_entry() */
	kzner_type type; /**< as in kzner_alias */
	kzner_match match;
	const char *alias; /**< the name that matched */
	uint32_t line;     /**< its line in the entry's file */
} kzner_lookup;

/**
 * Look the whole of name up as the extractor would, without any context.
 * @param name      UTF-8, name_size bytes.
 * @param ret_found room for capacity results; may be NULL when capacity is 0.
 * @return how many there are, which may be more than capacity; best first. 0 also when memory runs out. Any thread.
 */
KZNER_API size_t kzner_model_lookup(const kzner_model *model, const char *name, size_t name_size,
                                    kzner_lookup *ret_found, size_t capacity);

/** A rule or relation pattern as it stands in the model. */
typedef struct kzner_rule_info {
	const char *name;
	const char *result;  /**< mention type or relation type */
	const char *pattern; /**< source text */
	const char *file;
	uint32_t line;
	int is_relation;
	const char
	        *examples; /**< lines of the source's examples: "+ text", "- text", "+planned text", "+negated text" */
} kzner_rule_info;

/** Rule number index (0-based; mention rules first, then relation patterns). False if there is none. Any thread. */
KZNER_API int kzner_model_rule(const kzner_model *model, uint32_t index, kzner_rule_info *ret_rule);

#ifdef __cplusplus
}
#endif

#endif
