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
	uint64_t number;      /**< tells the documents of one output apart in its ids, in any order and with gaps */
	uint32_t table;       /**< which of the format's tables; 0 by default */
	uint32_t reserved[5]; /**< must be 0 */
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

/** What a result can be written as. The numbers never change. */
typedef enum kzner_format {
	KZNER_FORMAT_JSON = 0,          /**< schema "kzner/1" */
	KZNER_FORMAT_NTRIPLES = 1,      /**< RDF, one triple a line */
	KZNER_FORMAT_NQUADS = 2,        /**< the same with one named graph for each document */
	KZNER_FORMAT_TURTLE = 3,        /**< the same triples for reading */
	KZNER_FORMAT_JSONLD = 4,        /**< JSON-LD 1.1 */
	KZNER_FORMAT_WEBANNOTATION = 5, /**< W3C Web Annotation */
	KZNER_FORMAT_NIF = 6,           /**< NIF 2.0 in Turtle */
	KZNER_FORMAT_GRAPHML = 7,
	KZNER_FORMAT_GEXF = 8,    /**< 1.3 with dated edges */
	KZNER_FORMAT_DOT = 9,     /**< Graphviz */
	KZNER_FORMAT_NEO4J = 10,  /**< tables for neo4j-admin database import: nodes, relationships */
	KZNER_FORMAT_CSV = 11,    /**< RFC 4180, tables: mentions, entities, relations, cooccurrences */
	KZNER_FORMAT_TSV = 12,    /**< the same with tabs */
	KZNER_FORMAT_BRAT = 13,   /**< tables: ann, txt; for one document each */
	KZNER_FORMAT_CONLL = 14,  /**< one token a line with its BIO tag */
	KZNER_FORMAT_SPACY = 15,  /**< the JSON of spaCy's Doc.to_json(), one document a line */
	KZNER_FORMAT_PLOVER = 16, /**< PLOVER events, one JSON object a line */
	KZNER_FORMAT_HTML = 17    /**< one page for people, which needs nothing else and asks nobody */
} kzner_format;

/** "json", "ntriples" ...; NULL for a number that is no format, so that a loop from 0 finds all. Constant text. */
KZNER_API const char *kzner_format_name(kzner_format format);

/** The format with that name. KZNER_ERROR_ARGUMENT if there is none; *ret_format is then untouched. */
KZNER_API KZNER_MUST_USE kzner_status kzner_format_from_name(const char *name, kzner_format *ret_format);

/** The name of a table of the format ("mentions"), NULL behind the last. Formats without tables have none. */
KZNER_API const char *kzner_format_table_name(kzner_format format, uint32_t table);

/**
 * Many documents in one output: a head, the documents, something between each two, a tail. Nothing is remembered from
 * one call to the next, so documents may be written by several threads and joined afterwards.
 *
 *     kzner_write_head(format, &options, &sink);
 *     for (options.number = 0; options.number < count; options.number++) {
 *         if (options.number)
 *             kzner_write_between(format, &options, &sink);
 *         kzner_write_result(result[options.number], format, &options, &sink);
 *     }
 *     kzner_write_tail(format, &options, &sink);
 *
 * @param options  NULL for the defaults. KZNER_FORMAT_JSON alone looks at indent and meta. Formats whose standards say
 *                 what offsets count (nif, webannotation, brat, spacy: code points) do not look at unit.
 * @return KZNER_OK, KZNER_ERROR_WRITE or KZNER_ERROR_ARGUMENT. Any thread.
 */
KZNER_API KZNER_MUST_USE kzner_status kzner_write_head(kzner_format format, const kzner_write_options *options,
                                                       const kzner_sink *sink);
KZNER_API KZNER_MUST_USE kzner_status kzner_write_between(kzner_format format, const kzner_write_options *options,
                                                          const kzner_sink *sink);
KZNER_API KZNER_MUST_USE kzner_status kzner_write_tail(kzner_format format, const kzner_write_options *options,
                                                       const kzner_sink *sink);

/** Write one document. Any thread, as long as the result is valid. */
KZNER_API KZNER_MUST_USE kzner_status kzner_write_result(const kzner_result *result, kzner_format format,
                                                         const kzner_write_options *options, const kzner_sink *sink);

#ifdef __cplusplus
}
#endif

#endif
