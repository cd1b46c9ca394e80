/* In: a result and the number of a format. Out: the bytes of its writer. The table of all formats. */
#include "write/writers.h"

#include <stdio.h>

typedef struct format {
	const char *name;
	const char *const *tables; /* NULL-terminated, NULL for none */
	void (*head)(kz_out *);
	void (*result)(kz_out *);
	void (*between)(kz_out *);
	void (*tail)(kz_out *);
	int codepoints; /* its standard wants them */
} format;

static void put_comma(kz_out *o)
{
	KZ_PUT_LITERAL(o->w, ",\n");
}

static void put_empty_line(kz_out *o)
{
	kz_put_char(o->w, '\n');
}

static void head_array(kz_out *o)
{
	KZ_PUT_LITERAL(o->w, "[\n");
}

static void tail_array(kz_out *o)
{
	KZ_PUT_LITERAL(o->w, "\n]\n");
}

static const char *const table_tables[] = {"mentions", "entities", "relations", "cooccurrences", NULL};
static const char *const neo4j_tables[] = {"nodes", "relationships", NULL};
static const char *const brat_tables[] = {"ann", "txt", NULL};

static const format formats[] = {
        [KZNER_FORMAT_JSON] = {"json", NULL, NULL, kz_write_json, NULL, NULL, 0},
        [KZNER_FORMAT_NTRIPLES] = {"ntriples", NULL, NULL, kz_write_ntriples, NULL, NULL, 0},
        [KZNER_FORMAT_NQUADS] = {"nquads", NULL, NULL, kz_write_nquads, NULL, NULL, 0},
        [KZNER_FORMAT_TURTLE] = {"turtle", NULL, kz_head_turtle, kz_write_turtle, put_empty_line, NULL, 0},
        [KZNER_FORMAT_JSONLD] = {"jsonld", NULL, kz_head_jsonld, kz_write_jsonld, put_comma, kz_tail_jsonld, 0},
        [KZNER_FORMAT_WEBANNOTATION] = {"webannotation", NULL, head_array, kz_write_webannotation, put_comma,
                                        tail_array, 1},
        [KZNER_FORMAT_NIF] = {"nif", NULL, kz_head_nif, kz_write_nif, put_empty_line, NULL, 1},
        [KZNER_FORMAT_GRAPHML] = {"graphml", NULL, kz_head_graphml, kz_write_graphml, NULL, kz_tail_graphml, 0},
        [KZNER_FORMAT_GEXF] = {"gexf", NULL, kz_head_gexf, kz_write_gexf, NULL, kz_tail_gexf, 0},
        [KZNER_FORMAT_DOT] = {"dot", NULL, kz_head_dot, kz_write_dot, NULL, kz_tail_dot, 0},
        [KZNER_FORMAT_NEO4J] = {"neo4j", neo4j_tables, kz_head_neo4j, kz_write_neo4j, NULL, NULL, 0},
        [KZNER_FORMAT_CSV] = {"csv", table_tables, kz_head_csv, kz_write_csv, NULL, NULL, 0},
        [KZNER_FORMAT_TSV] = {"tsv", table_tables, kz_head_tsv, kz_write_tsv, NULL, NULL, 0},
        [KZNER_FORMAT_BRAT] = {"brat", brat_tables, NULL, kz_write_brat, NULL, NULL, 1},
        [KZNER_FORMAT_CONLL] = {"conll", NULL, NULL, kz_write_conll, NULL, NULL, 1},
        [KZNER_FORMAT_SPACY] = {"spacy", NULL, NULL, kz_write_spacy, NULL, NULL, 1},
        [KZNER_FORMAT_PLOVER] = {"plover", NULL, NULL, kz_write_plover, NULL, NULL, 0},
        [KZNER_FORMAT_HTML] = {"html", NULL, kz_head_html, kz_write_html, NULL, kz_tail_html, 0},
};

#define FORMAT_COUNT (sizeof formats / sizeof *formats)

const char *kzner_format_name(kzner_format number)
{
	return (unsigned)number < FORMAT_COUNT ? formats[number].name : NULL;
}

kzner_status kzner_format_from_name(const char *name, kzner_format *ret_format)
{
	if (!name || !ret_format)
		return KZNER_ERROR_ARGUMENT;
	for (size_t i = 0; i < FORMAT_COUNT; i++) {
		if (!strcmp(formats[i].name, name)) {
			*ret_format = (kzner_format)i;
			return KZNER_OK;
		}
	}
	return KZNER_ERROR_ARGUMENT;
}

static uint32_t table_count(const format *f)
{
	uint32_t count = 0;
	while (f->tables && f->tables[count])
		count++;
	return count;
}

const char *kzner_format_table_name(kzner_format number, uint32_t table)
{
	if ((unsigned)number >= FORMAT_COUNT || table >= table_count(&formats[number]))
		return NULL;
	return formats[number].tables[table];
}

kzner_write_options kzner_write_options_default(void)
{
	return (kzner_write_options){.unit = KZNER_UNIT_CODEPOINT};
}

static int valid(const format *f, const kzner_write_options *options)
{
	for (size_t i = 0; i < sizeof options->reserved / sizeof *options->reserved; i++)
		if (options->reserved[i])
			return 0;
	return (unsigned)options->unit <= KZNER_UNIT_UTF16 && options->indent >= 0 && options->indent <= 8 &&
	       (!options->table || options->table < table_count(f));
}

static void take_result(kz_out *o, const kzner_result *result)
{
	o->result = result;
	o->id = kzner_result_id(result);
	if (!o->id) {
		snprintf(o->made_id, sizeof o->made_id, "document-%llu", (unsigned long long)o->options.number);
		o->id = o->made_id;
	}
	o->text = kzner_result_text(result, &o->size);
	o->mentions = kzner_result_mentions(result, &o->mention_count);
	o->entities = kzner_result_entities(result, &o->entity_count);
	o->relations = kzner_result_relations(result, &o->relation_count);
	o->sentences = kzner_result_sentences(result, &o->sentence_count);
	o->pairs = kzner_result_cooccurrences(result, &o->pair_count);
}

static kzner_status run(const format *f, void (*write)(kz_out *), const kzner_result *result,
                        const kzner_write_options *options, const kzner_sink *sink)
{
	kz_writer w;
	kz_out o = {.w = &w, .options = options ? *options : kzner_write_options_default()};
	if (!sink || !sink->write || !valid(f, &o.options))
		return KZNER_ERROR_ARGUMENT;
	if (!write)
		return KZNER_OK;
	w.sink = sink;
	w.failed = 0;
	w.used = 0;
	if (f->codepoints)
		o.options.unit = KZNER_UNIT_CODEPOINT;
	if (result)
		take_result(&o, result);
	write(&o);
	kz_writer_flush(&w);
	return w.failed ? KZNER_ERROR_WRITE : KZNER_OK;
}

kzner_status kzner_write_result(const kzner_result *result, kzner_format number, const kzner_write_options *options,
                                const kzner_sink *sink)
{
	if (!result || (unsigned)number >= FORMAT_COUNT)
		return KZNER_ERROR_ARGUMENT;
	return run(&formats[number], formats[number].result, result, options, sink);
}

kzner_status kzner_write_json(const kzner_result *result, const kzner_write_options *options, const kzner_sink *sink)
{
	return kzner_write_result(result, KZNER_FORMAT_JSON, options, sink);
}

kzner_status kzner_write_head(kzner_format number, const kzner_write_options *options, const kzner_sink *sink)
{
	if ((unsigned)number >= FORMAT_COUNT)
		return KZNER_ERROR_ARGUMENT;
	return run(&formats[number], formats[number].head, NULL, options, sink);
}

kzner_status kzner_write_between(kzner_format number, const kzner_write_options *options, const kzner_sink *sink)
{
	if ((unsigned)number >= FORMAT_COUNT)
		return KZNER_ERROR_ARGUMENT;
	return run(&formats[number], formats[number].between, NULL, options, sink);
}

kzner_status kzner_write_tail(kzner_format number, const kzner_write_options *options, const kzner_sink *sink)
{
	if ((unsigned)number >= FORMAT_COUNT)
		return KZNER_ERROR_ARGUMENT;
	return run(&formats[number], formats[number].tail, NULL, options, sink);
}
