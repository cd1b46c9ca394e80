/**
 * What was found in one document: read-only views of plain arrays.
 *
 * A result belongs to its extractor. It and everything reached from it stay valid until the next kzner_extract() on that
 * extractor or until the extractor is freed. Any number of threads may read a result as long as none of that happens.
 *
 * All offsets are bytes into kzner_result_text(), half-open; kzner_result_offset() turns them into other units.
 */
#ifndef KZNER_RESULT_H
#define KZNER_RESULT_H

#include <kzner/model.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kzner_result kzner_result;

/** "No such thing" where an index stands. */
#define KZNER_NONE UINT32_MAX

typedef struct kzner_span {
	uint32_t begin, end;
} kzner_span;

/** What found a mention. */
typedef enum kzner_source {
	KZNER_SOURCE_GAZETTEER = 0, /**< an entry's name, letter by letter */
	KZNER_SOURCE_VARIANT = 1,   /**< an entry's name in another romanisation or script */
	KZNER_SOURCE_RULE = 2,      /**< a rule of a .rules file */
	KZNER_SOURCE_NAME = 3,      /**< evidence that a capitalised phrase is a name: words, titles, neighbours */
	KZNER_SOURCE_DOCUMENT =
	        4 /**< a short form, surname or acronym of a name that stands elsewhere in the document */
} kzner_source;

/** "gazetteer", "variant", "rule", "name", "document". Constant text. */
KZNER_API const char *kzner_source_name(kzner_source source);

/** A name, title, date or amount in the text. Mentions come in text order and never overlap. */
typedef struct kzner_mention {
	kzner_span span;
	kzner_type type;
	kzner_source source;
	float confidence;    /**< 0..1 */
	uint32_t entity;     /**< index, KZNER_NONE for TITLE, DATE, MONEY and PERCENT */
	uint32_t candidate;  /**< index of the candidate that it was chosen from */
	uint32_t line;       /**< 1-based line in file, 0 if no source line stands behind it */
	const char *file;    /**< source file of the entry or rule; "" if none */
	const char *subtype; /**< "" if none */
	const char *value;   /**< DATE, MONEY, PERCENT: normalised; NULL otherwise */
} kzner_mention;

/** A thing that the document names. Entities come in the order of their first mentions. */
typedef struct kzner_entity {
	const char *name; /**< usual English name, or the fullest mention */
	kzner_type type;
	const char *subtype;      /**< "" if none */
	const char *gazetteer;    /**< id of the gazetteer entry, NULL if none */
	const char *wikidata;     /**< NULL if not known */
	float confidence;         /**< 0..1: of the link if there is one, otherwise of the grouping */
	const uint32_t *mentions; /**< indexes in text order */
	uint32_t mention_count;
	const char *reason; /**< why it is linked as it is, one English phrase */
} kzner_entity;

typedef enum kzner_relation_status { KZNER_ASSERTED = 0, KZNER_NEGATED = 1, KZNER_PLANNED = 2 } kzner_relation_status;

/** "asserted", "negated", "planned". Constant text. */
KZNER_API const char *kzner_relation_status_name(kzner_relation_status status);

/** What the gazetteer says of a relation at the document's date. It never makes a relation by itself. */
typedef enum kzner_knowledge {
	KZNER_KNOWLEDGE_NEW = 0,        /**< nothing */
	KZNER_KNOWLEDGE_KNOWN = 1,      /**< the same; also of an office that is over */
	KZNER_KNOWLEDGE_CONTRADICTS = 2 /**< the opposite */
} kzner_knowledge;

/** "new", "known", "contradicts". Constant text. */
KZNER_API const char *kzner_knowledge_name(kzner_knowledge knowledge);

/** One place in the text that expresses a relation. */
typedef struct kzner_evidence {
	kzner_span sentence;
	uint32_t subject, object; /**< mentions */
	const char *file;         /**< relation source and line of the pattern */
	uint32_t line;
	float confidence; /**< 0..1, of this place alone */
} kzner_evidence;

/** A typed relation between two entities; once per document, however often it is said. */
typedef struct kzner_relation {
	const char *type;         /**< such as "head_of" */
	uint32_t subject, object; /**< entities */
	kzner_relation_status status;
	float confidence; /**< 0..1 */
	kzner_knowledge knowledge;
	const char *wikidata; /**< property that it maps to, NULL if none */
	const char *plover;   /**< PLOVER event type, NULL if none */
	const char *date;     /**< ISO 8601, NULL if the text gives none */
	const kzner_evidence *evidence;
	uint32_t evidence_count;
	uint32_t ended;       /**< not 0: an office or membership that the text calls over ("former president") */
	uint32_t reported_by; /**< entity that says so, KZNER_NONE if the text says it itself anywhere */
} kzner_relation;

/** Two entities that are named in one sentence; evidence of nothing more. */
typedef struct kzner_cooccurrence {
	uint32_t a, b;             /**< entities, a before b in the text */
	uint32_t count;            /**< sentences */
	float weight;              /**< 0..1 */
	const uint32_t *sentences; /**< indexes, count of them */
} kzner_cooccurrence;

/**
 * A name inside a mention: Kazakhstan in "Democratic Choice of Kazakhstan". Only found when the options ask for it; in text
 * order, without overlap among themselves. It is no mention: entities and relations do not count it.
 */
typedef struct kzner_nested {
	kzner_span span;
	kzner_type type;
	uint32_t mention;      /**< that it stands in */
	uint32_t entity;       /**< of its entry where the document names it elsewhere, else KZNER_NONE */
	const char *name;      /**< usual English name of its entry */
	const char *gazetteer; /**< id of its entry */
	const char *file;      /**< source of the entry's name */
	uint32_t line;
} kzner_nested;

/**
 * Words that mean a person without naming one: "the Kazakh president". Who held the office on the document's date is
 * what the gazetteer knows. In text order.
 */
typedef struct kzner_description {
	kzner_span span;
	const char *name;      /**< usual English name of the person */
	const char *gazetteer; /**< id of the person's gazetteer entry */
	const char *role;      /**< the office, as the gazetteer has it */
	uint32_t entity;       /**< the person's entity where the document names it too, else KZNER_NONE */
	uint32_t object;       /**< entity that the office belongs to */
} kzner_description;

/** What became of a candidate. */
typedef enum kzner_outcome {
	KZNER_CHOSEN = 0,
	KZNER_BEATEN = 1,      /**< overlaps a better one */
	KZNER_UNSUPPORTED = 2, /**< too little speaks for it */
	KZNER_FILTERED = 3     /**< options leave it out */
} kzner_outcome;

/** A possible mention that was weighed: for explaining results. In text order. */
typedef struct kzner_candidate {
	kzner_span span;
	kzner_type type;
	kzner_source source;
	float score;
	kzner_outcome outcome;
	uint32_t beaten_by; /**< candidate, KZNER_NONE if none */
	uint32_t entry;     /**< of the model, KZNER_NONE if none */
	const char *file;
	uint32_t line;
	const char *reason; /**< what spoke for and against it, English; "" if nothing beyond its source */
} kzner_candidate;

/** The text that offsets point into: UTF-8, valid, without byte order mark, not NUL-terminated. */
KZNER_API const char *kzner_result_text(const kzner_result *result, size_t *ret_size);

/** Arrays of the result; *ret_count (a count, never NULL) may be 0, the pointer then is not to be read. Any thread. */
KZNER_API const kzner_mention *kzner_result_mentions(const kzner_result *result, size_t *ret_count);
KZNER_API const kzner_entity *kzner_result_entities(const kzner_result *result, size_t *ret_count);
KZNER_API const kzner_relation *kzner_result_relations(const kzner_result *result, size_t *ret_count);
KZNER_API const kzner_cooccurrence *kzner_result_cooccurrences(const kzner_result *result, size_t *ret_count);
KZNER_API const kzner_description *kzner_result_descriptions(const kzner_result *result, size_t *ret_count);
KZNER_API const kzner_nested *kzner_result_nested(const kzner_result *result, size_t *ret_count);
KZNER_API const kzner_span *kzner_result_sentences(const kzner_result *result, size_t *ret_count);
KZNER_API const kzner_candidate *kzner_result_candidates(const kzner_result *result, size_t *ret_count);

/** A word, number or sign of the text. */
typedef struct kzner_token {
	kzner_span span;
	uint32_t sentence; /**< index */
} kzner_token;

/** Tokens in text order, without overlap, all in sentences. Any thread. */
KZNER_API uint32_t kzner_result_token_count(const kzner_result *result);

/** Token number index (below the count). Its sentence is searched for by halving. Any thread. */
KZNER_API kzner_token kzner_result_token(const kzner_result *result, uint32_t index);

/** The document's id and date as given or found; NULL if there is none. Date: ISO 8601. */
KZNER_API const char *kzner_result_id(const kzner_result *result);
KZNER_API const char *kzner_result_date(const kzner_result *result);

/** ISO 639-1 code of the language that the text seems to be in ("en", "ru", "kk"), "und" if it cannot be told. */
KZNER_API const char *kzner_result_language(const kzner_result *result);

/** Names of the limits that were reached ("tokens", "rule_match", ...): NULL-terminated array, never NULL. */
KZNER_API const char *const *kzner_result_limits(const kzner_result *result);

/** What was odd in the input (invalid UTF-8, NUL bytes), English: NULL-terminated array, never NULL. */
KZNER_API const char *const *kzner_result_warnings(const kzner_result *result);

typedef enum kzner_unit { KZNER_UNIT_CODEPOINT = 0, KZNER_UNIT_BYTE = 1, KZNER_UNIT_UTF16 = 2 } kzner_unit;

/** "codepoint", "byte", "utf16". Constant text. */
KZNER_API const char *kzner_unit_name(kzner_unit unit);

/** A byte offset of the result's text in another unit; an offset behind the end counts as the end. Any thread. */
KZNER_API size_t kzner_result_offset(const kzner_result *result, uint32_t byte_offset, kzner_unit unit);

#ifdef __cplusplus
}
#endif

#endif
