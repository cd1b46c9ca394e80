/**
 * From text to a result.
 *
 * An extractor owns all memory that a document needs and keeps it for the next one: after warm-up a document costs
 * no allocation. Use one extractor per thread; any number of them share one model.
 */
#ifndef KZNER_EXTRACT_H
#define KZNER_EXTRACT_H

#include <kzner/result.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kzner_extractor kzner_extractor;

/** Gazetteers that can be switched off, to measure what the rest can do. */
#define KZNER_WITHOUT_TYPE(type) (1u << (type))

/** How to extract. Take kzner_extract_options_default() and change what you need. */
typedef struct kzner_extract_options {
	uint32_t types;        /**< bit set 1 << kzner_type of mentions to give; all by default */
	uint32_t without;      /**< bit set of types whose gazetteer entries are not used; 0 by default */
	float min_confidence;  /**< 0..1: mentions and relations below are left out; 0 by default */
	uint32_t max_document; /**< bytes; a longer document is cut and says so; 256 MiB by default, at most 1 GiB */
	uint32_t max_sentence; /**< tokens; a longer sentence is split and says so; 400 by default, at most 4000 */
	uint32_t match_limit;  /**< PCRE2 match limit for each rule; 20,000 by default */
	uint32_t heap_limit;   /**< PCRE2 heap limit for each rule, KiB; 1,024 by default */
	uint32_t nested;       /**< not 0: also find names inside names (kzner_result_nested()); 0 by default */
	uint32_t profile;      /**< not 0: measure rules for kzner_extractor_rule_cost(); 0 by default */
	uint32_t reserved[6];  /**< must be 0 */
} kzner_extract_options;

/** The defaults. Any thread. */
KZNER_API kzner_extract_options kzner_extract_options_default(void);

/**
 * Make an extractor. It takes a reference on model.
 * @param options    NULL for the defaults.
 * @param allocator  NULL for malloc. Copied; `user` must outlive the extractor.
 * @return KZNER_OK, KZNER_ERROR_NO_MEMORY or KZNER_ERROR_ARGUMENT. Free with kzner_extractor_free().
 */
KZNER_API KZNER_MUST_USE kzner_status kzner_extractor_new(kzner_model *model, const kzner_extract_options *options,
                                                          const kzner_allocator *allocator,
                                                          kzner_extractor **ret_extractor);

/** Free an extractor and its result. NULL is allowed. */
KZNER_API void kzner_extractor_free(kzner_extractor *extractor);

/** A document to read. */
typedef struct kzner_document {
	const char *
	        text; /**< size bytes, UTF-8; invalid bytes are read as U+FFFD and reported. May be NULL if size is 0. */
	size_t size;  /**< bytes */
	const char *id; /**< NUL-terminated, NULL if there is none; bytes that are no UTF-8 become U+FFFD */
	const char *
	        date; /**< ISO 8601 day, month or year the text was published; NULL if unknown: the text is then searched */
} kzner_document;

/**
 * Read one document.
 * @param document    only read during the call; the result keeps its own copy of what it needs.
 * @param ret_result  on success the result, which belongs to the extractor (see result.h). Untouched on failure.
 * @return KZNER_OK, KZNER_ERROR_NO_MEMORY or KZNER_ERROR_ARGUMENT (a date that is none).
 */
KZNER_API KZNER_MUST_USE kzner_status kzner_extract(kzner_extractor *extractor, const kzner_document *document,
                                                    const kzner_result **ret_result, kzner_error *reterr);

/** What a rule or relation pattern has cost since the extractor was made. Reading the clock is part of it. */
typedef struct kzner_rule_cost {
	uint64_t tried; /**< times it was run at a place of the text */
	uint64_t hits;  /**< times something came of it: a candidate for a mention, evidence for a relation */
	uint64_t nanoseconds;
} kzner_rule_cost;

/** Cost of rule number index, as in kzner_model_rule(). False if there is none, or if options.profile was 0. */
KZNER_API int kzner_extractor_rule_cost(const kzner_extractor *extractor, uint32_t index, kzner_rule_cost *ret_cost);

#ifdef __cplusplus
}
#endif

#endif
