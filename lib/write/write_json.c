/*
 * In: a result. Out: one JSON object of the schema "kzner/1" (members in a fixed order, no tree in between).
 *
 * Offsets rise through the text for mentions, so their conversion goes on from the last one.
 */
#include "write/sink.h"

/* Names of members are literals: inlined, each is copied in one move. */
#define INLINE static inline __attribute__((always_inline))

typedef struct json {
	kz_writer *w;
	const kzner_result *result;
	const char *text;
	kzner_unit unit;
	int indent; /* spaces per level, 0 for one line */
	int level;
	int first; /* no member has been written on this level */
} json;

kzner_write_options kzner_write_options_default(void)
{
	return (kzner_write_options){.unit = KZNER_UNIT_CODEPOINT};
}

static void new_line(json *j)
{
	static const char spaces[] = "                                ";
	if (!j->indent)
		return;
	kz_put_char(j->w, '\n');
	for (int left = j->indent * j->level; left > 0; left -= 32)
		kz_put(j->w, spaces, left < 32 ? (size_t)left : 32);
}

/* A comma unless this is the first thing on its level. */
static void separate(json *j)
{
	if (!j->first)
		kz_put_char(j->w, ',');
	j->first = 0;
}

static void open(json *j, char bracket)
{
	kz_put_char(j->w, bracket);
	j->level++;
	j->first = 1;
}

static void close(json *j, char bracket, int on_new_line)
{
	j->level--;
	if (on_new_line && !j->first)
		new_line(j);
	kz_put_char(j->w, bracket);
	j->first = 0;
}

/* A member of the document, on its own line. */
static void member(json *j, const char *name)
{
	separate(j);
	new_line(j);
	kz_put_json(j->w, name, strlen(name));
	kz_put_char(j->w, ':');
	if (j->indent)
		kz_put_char(j->w, ' ');
}

/* A member of an object that stands on one line. */
INLINE void field(json *j, const char *name)
{
	if (!j->first)
		kz_put_char(j->w, ',');
	if (!j->first && j->indent)
		kz_put_char(j->w, ' ');
	j->first = 0;
	kz_put_char(j->w, '"');
	kz_put(j->w, name, strlen(name));
	KZ_PUT_LITERAL(j->w, "\":");
	if (j->indent)
		kz_put_char(j->w, ' ');
}

static void string_or_null(json *j, const char *text)
{
	if (text)
		kz_put_json(j->w, text, strlen(text));
	else
		KZ_PUT_LITERAL(j->w, "null");
}

INLINE void text_field(json *j, const char *name, const char *text)
{
	field(j, name);
	string_or_null(j, text);
}

INLINE void number_field(json *j, const char *name, uint64_t number)
{
	field(j, name);
	kz_put_number(j->w, number);
}

INLINE void share_field(json *j, const char *name, float share)
{
	field(j, name);
	kz_put_share(j->w, share);
}

static void id(json *j, char kind, uint64_t number)
{
	kz_put_char(j->w, '"');
	kz_put_char(j->w, kind);
	kz_put_number(j->w, number);
	kz_put_char(j->w, '"');
}

INLINE void id_field(json *j, const char *name, char kind, uint64_t number)
{
	field(j, name);
	id(j, kind, number);
}

static void span_fields(json *j, kzner_span span)
{
	number_field(j, "start", kzner_result_offset(j->result, span.begin, j->unit));
	number_field(j, "end", kzner_result_offset(j->result, span.end, j->unit));
}

/* An item of an array, each on its own line. */
static void item(json *j)
{
	separate(j);
	new_line(j);
}

static void rule_field(json *j, const char *file, uint32_t line)
{
	if (!line)
		return;
	field(j, "rule");
	kz_put_char(j->w, '"');
	kz_put_json_part(j->w, file, strlen(file));
	kz_put_char(j->w, ':');
	kz_put_number(j->w, line);
	kz_put_char(j->w, '"');
}

static void write_mention(json *j, const kzner_mention *m, size_t number)
{
	item(j);
	open(j, '{');
	id_field(j, "id", 'm', number);
	span_fields(j, m->span);
	field(j, "text");
	kz_put_json(j->w, j->text + m->span.begin, m->span.end - m->span.begin);
	text_field(j, "type", kzner_type_name(m->type));
	if (m->subtype[0])
		text_field(j, "subtype", m->subtype);
	if (m->value)
		text_field(j, "value", m->value);
	if (m->entity != KZNER_NONE)
		id_field(j, "entity", 'e', m->entity);
	text_field(j, "source", kzner_source_name(m->source));
	rule_field(j, m->file, m->line);
	share_field(j, "confidence", m->confidence);
	close(j, '}', 0);
}

static void write_mentions(json *j)
{
	size_t count;
	const kzner_mention *mentions = kzner_result_mentions(j->result, &count);
	member(j, "mentions");
	open(j, '[');
	for (size_t i = 0; i < count; i++)
		write_mention(j, &mentions[i], i);
	close(j, ']', 1);
}

static void write_entity(json *j, const kzner_entity *e, size_t number)
{
	item(j);
	open(j, '{');
	id_field(j, "id", 'e', number);
	text_field(j, "name", e->name);
	text_field(j, "type", kzner_type_name(e->type));
	if (e->subtype[0])
		text_field(j, "subtype", e->subtype);
	if (e->gazetteer)
		text_field(j, "gazetteer", e->gazetteer);
	if (e->wikidata)
		text_field(j, "wikidata", e->wikidata);
	share_field(j, "confidence", e->confidence);
	field(j, "mentions");
	open(j, '[');
	for (uint32_t i = 0; i < e->mention_count; i++) {
		separate(j);
		id(j, 'm', e->mentions[i]);
	}
	close(j, ']', 0);
	close(j, '}', 0);
}

static void write_entities(json *j)
{
	size_t count;
	const kzner_entity *entities = kzner_result_entities(j->result, &count);
	member(j, "entities");
	open(j, '[');
	for (size_t i = 0; i < count; i++)
		write_entity(j, &entities[i], i);
	close(j, ']', 1);
}

static void write_description(json *j, const kzner_description *d)
{
	item(j);
	open(j, '{');
	span_fields(j, d->span);
	text_field(j, "name", d->name);
	text_field(j, "gazetteer", d->gazetteer);
	text_field(j, "role", d->role);
	if (d->entity != KZNER_NONE)
		id_field(j, "entity", 'e', d->entity);
	id_field(j, "object", 'e', d->object);
	close(j, '}', 0);
}

/* Left out where there are none: most documents have none. */
static void write_descriptions(json *j)
{
	size_t count;
	const kzner_description *descriptions = kzner_result_descriptions(j->result, &count);
	if (!count)
		return;
	member(j, "descriptions");
	open(j, '[');
	for (size_t i = 0; i < count; i++)
		write_description(j, &descriptions[i]);
	close(j, ']', 1);
}

static void write_evidence(json *j, const kzner_evidence *e)
{
	separate(j);
	open(j, '{');
	span_fields(j, e->sentence);
	if (e->subject != KZNER_NONE)
		id_field(j, "subject", 'm', e->subject);
	if (e->object != KZNER_NONE)
		id_field(j, "object", 'm', e->object);
	rule_field(j, e->file, e->line);
	share_field(j, "confidence", e->confidence);
	close(j, '}', 0);
}

static void write_relation(json *j, const kzner_relation *r, size_t number)
{
	item(j);
	open(j, '{');
	id_field(j, "id", 'r', number);
	text_field(j, "type", r->type);
	id_field(j, "subject", 'e', r->subject);
	id_field(j, "object", 'e', r->object);
	text_field(j, "status", kzner_relation_status_name(r->status));
	share_field(j, "confidence", r->confidence);
	text_field(j, "wikidata", r->wikidata);
	text_field(j, "plover", r->plover);
	text_field(j, "date", r->date);
	field(j, "evidence");
	open(j, '[');
	for (uint32_t i = 0; i < r->evidence_count; i++)
		write_evidence(j, &r->evidence[i]);
	close(j, ']', 0);
	close(j, '}', 0);
}

static void write_relations(json *j)
{
	size_t count;
	const kzner_relation *relations = kzner_result_relations(j->result, &count);
	member(j, "relations");
	open(j, '[');
	for (size_t i = 0; i < count; i++)
		write_relation(j, &relations[i], i);
	close(j, ']', 1);
}

static void write_pair(json *j, const kzner_cooccurrence *c, const kzner_span *sentences)
{
	item(j);
	open(j, '{');
	id_field(j, "a", 'e', c->a);
	id_field(j, "b", 'e', c->b);
	number_field(j, "count", c->count);
	share_field(j, "weight", c->weight);
	field(j, "sentences");
	open(j, '[');
	for (uint32_t i = 0; i < c->count; i++) {
		separate(j);
		kzner_span s = sentences[c->sentences[i]];
		kz_put_char(j->w, '[');
		kz_put_number(j->w, kzner_result_offset(j->result, s.begin, j->unit));
		kz_put_char(j->w, ',');
		kz_put_number(j->w, kzner_result_offset(j->result, s.end, j->unit));
		kz_put_char(j->w, ']');
	}
	close(j, ']', 0);
	close(j, '}', 0);
}

static void write_pairs(json *j)
{
	size_t count, sentence_count;
	const kzner_cooccurrence *pairs = kzner_result_cooccurrences(j->result, &count);
	const kzner_span *sentences = kzner_result_sentences(j->result, &sentence_count);
	member(j, "cooccurrences");
	open(j, '[');
	for (size_t i = 0; i < count; i++)
		write_pair(j, &pairs[i], sentences);
	close(j, ']', 1);
}

static void write_list(json *j, const char *name, const char *const *list)
{
	if (!*list)
		return;
	member(j, name);
	open(j, '[');
	for (; *list; list++) {
		separate(j);
		kz_put_json(j->w, *list, strlen(*list));
	}
	close(j, ']', 0);
}

static void text_member(json *j, const char *name, const char *text)
{
	member(j, name);
	string_or_null(j, text);
}

static void write_document(json *j, const kzner_write_options *options)
{
	open(j, '{');
	text_member(j, "schema", "kzner/1");
	text_member(j, "id", kzner_result_id(j->result));
	text_member(j, "date", kzner_result_date(j->result));
	text_member(j, "language", kzner_result_language(j->result));
	text_member(j, "offset_unit", kzner_unit_name(j->unit));
	if (options->meta) {
		member(j, "meta");
		kz_put(j->w, options->meta, options->meta_size);
	}
	write_mentions(j);
	write_entities(j);
	write_descriptions(j);
	write_relations(j);
	write_pairs(j);
	write_list(j, "limits", kzner_result_limits(j->result));
	write_list(j, "warnings", kzner_result_warnings(j->result));
	close(j, '}', 1);
	kz_put_char(j->w, '\n');
}

static int valid_options(const kzner_write_options *o)
{
	for (size_t i = 0; i < sizeof o->reserved / sizeof *o->reserved; i++)
		if (o->reserved[i])
			return 0;
	return (unsigned)o->unit <= KZNER_UNIT_UTF16 && o->indent >= 0 && o->indent <= 8;
}

kzner_status kzner_write_json(const kzner_result *result, const kzner_write_options *options, const kzner_sink *sink)
{
	kzner_write_options chosen = options ? *options : kzner_write_options_default();
	if (!result || !sink || !sink->write || !valid_options(&chosen))
		return KZNER_ERROR_ARGUMENT;
	kz_writer w;
	w.sink = sink;
	w.failed = 0;
	w.used = 0;
	size_t size;
	json j = {.w = &w,
	          .result = result,
	          .text = kzner_result_text(result, &size),
	          .unit = chosen.unit,
	          .indent = chosen.indent,
	          .first = 1};
	write_document(&j, &chosen);
	kz_writer_flush(&w);
	return w.failed ? KZNER_ERROR_WRITE : KZNER_OK;
}
