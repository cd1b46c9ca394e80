/*
 * In: a result. Out: one JSON object of the schema "kzner/1" (members in a fixed order, no tree in between).
 */
#include "text/text.h"
#include "write/json_cursor.h"
#include "write/plain.h"
#include "write/writers.h"

/* Sentences whose place in the text is remembered as JSON: pairs name the same few again and again. */
#define PLACES 128

typedef struct place {
	uint32_t sentence; /* + 1; 0 in an empty place */
	uint8_t size;
	char json[27];
} place;

typedef struct json_writer {
	const kz_out *o;
	kz_cursor cursor;
	place places[PLACES];
} json_writer;

/* Bytes of a mention that are looked at in one step. */
#define SHORT_TEXT 32

_Static_assert(KZ_TEXT_PADDING >= SHORT_TEXT, "as many bytes may be loaded from any place in a text");

/* The bits of the text's first size bytes (up to SHORT_TEXT) among those of the bytes at it and at the next 16. */
static uint32_t bits_of(uint32_t low, uint32_t high, size_t size)
{
	return (uint32_t)((low | (uint64_t)high << 16) & (((uint64_t)1 << size) - 1));
}

/* Nothing need be counted for the end of a short piece of ASCII, which most are. */
static char *store_span(const json_writer *x, char *at, kzner_span span)
{
	const kz_out *o = x->o;
	const char *text = o->text + span.begin;
	size_t size = span.end - span.begin, begin = kz_out_offset(o, span.begin), end;
	if (size <= SHORT_TEXT && !bits_of(kz_wide_bits(text), kz_wide_bits(text + 16), size))
		end = begin + size;
	else
		end = kz_out_offset(o, span.end);
	at = kz_write_number(at, begin);
	at = KZ_NAME(&x->cursor, at, "end");
	return kz_write_number(at, end);
}

static char *span_fields(const json_writer *x, char *at, kzner_span span)
{
	at = KZ_NAME(&x->cursor, at, "start");
	return store_span(x, at, span);
}

/* The bytes of a span of the text. */
static char *text_field(json_writer *x, char *at, kzner_span span)
{
	const char *text = x->o->text + span.begin;
	size_t size = span.end - span.begin;
	at = KZ_NAME(&x->cursor, at, "text");
	if (size > SHORT_TEXT || bits_of(kz_special_bits(text), kz_special_bits(text + 16), size))
		return kz_cursor_bytes(&x->cursor, at, text, size);
	*at++ = '"';
	memcpy(at, text, SHORT_TEXT);
	at[size] = '"';
	return at + size + 1;
}

static char *rule_field(json_writer *x, char *at, const char *file, uint32_t line)
{
	if (!line)
		return at;
	at = KZ_NAME(&x->cursor, at, "rule");
	at = kz_cursor_known(&x->cursor, at, file);
	at[-1] = ':';
	at = kz_write_number(at, line);
	*at++ = '"';
	return at;
}

static char *confidence_field(json_writer *x, char *at, float confidence)
{
	at = KZ_NAME(&x->cursor, at, "confidence");
	return kz_write_share(at, confidence);
}

static char *subtype_field(json_writer *x, char *at, const char *subtype)
{
	if (!subtype[0])
		return at;
	at = KZ_NAME(&x->cursor, at, "subtype");
	return kz_cursor_known(&x->cursor, at, subtype);
}

static char *entity_field(json_writer *x, char *at, uint32_t entity)
{
	if (entity == KZNER_NONE)
		return at;
	at = KZ_NAME(&x->cursor, at, "entity");
	return kz_json_write_id(at, 'e', entity);
}

static void write_mention(json_writer *x, const kzner_mention *m, size_t number)
{
	kz_cursor *c = &x->cursor;
	char *at = kz_cursor_begin(c);
	at = KZ_FIRST_NAME(c, at, "id");
	at = kz_json_write_id(at, 'm', number);
	at = span_fields(x, at, m->span);
	at = text_field(x, at, m->span);
	at = KZ_NAME(c, at, "type");
	at = kz_cursor_known(c, at, kzner_type_name(m->type));
	at = subtype_field(x, at, m->subtype);
	if (m->value) {
		at = KZ_NAME(c, at, "value");
		at = kz_cursor_text(c, at, m->value);
	}
	at = entity_field(x, at, m->entity);
	at = KZ_NAME(c, at, "source");
	at = kz_cursor_known(c, at, kzner_source_name(m->source));
	at = rule_field(x, at, m->file, m->line);
	at = confidence_field(x, at, m->confidence);
	kz_cursor_end(c, KZ_STORE(at, "}"));
}

static void write_nested(json_writer *x, const kzner_nested *n, size_t number)
{
	kz_cursor *c = &x->cursor;
	char *at = kz_cursor_begin(c);
	at = KZ_FIRST_NAME(c, at, "id");
	at = kz_json_write_id(at, 'n', number);
	at = span_fields(x, at, n->span);
	at = text_field(x, at, n->span);
	at = KZ_NAME(c, at, "type");
	at = kz_cursor_known(c, at, kzner_type_name(n->type));
	at = KZ_NAME(c, at, "nested_in");
	at = kz_json_write_id(at, 'm', n->mention);
	at = entity_field(x, at, n->entity);
	at = KZ_NAME(c, at, "name");
	at = kz_cursor_text(c, at, n->name);
	at = KZ_NAME(c, at, "gazetteer");
	at = kz_cursor_text(c, at, n->gazetteer);
	at = rule_field(x, at, n->file, n->line);
	kz_cursor_end(c, KZ_STORE(at, "}"));
}

/* Each mention, then the names inside it. */
static void write_mentions(json_writer *x)
{
	const kz_out *o = x->o;
	kz_json *j = &x->cursor.json;
	size_t count, next = 0;
	const kzner_nested *nested = kzner_result_nested(o->result, &count);
	kz_json_member(j, "mentions");
	kz_json_open(j, '[');
	for (size_t i = 0; i < o->mention_count; i++) {
		write_mention(x, &o->mentions[i], i);
		for (; next < count && nested[next].mention == i; next++)
			write_nested(x, &nested[next], next);
	}
	kz_json_close(j, ']', 1);
}

static void write_entity(json_writer *x, const kzner_entity *e, size_t number)
{
	kz_cursor *c = &x->cursor;
	char *at = kz_cursor_begin(c);
	at = KZ_FIRST_NAME(c, at, "id");
	at = kz_json_write_id(at, 'e', number);
	at = KZ_NAME(c, at, "name");
	at = kz_cursor_text(c, at, e->name);
	at = KZ_NAME(c, at, "type");
	at = kz_cursor_known(c, at, kzner_type_name(e->type));
	at = subtype_field(x, at, e->subtype);
	if (e->gazetteer) {
		at = KZ_NAME(c, at, "gazetteer");
		at = kz_cursor_text(c, at, e->gazetteer);
	}
	if (e->wikidata) {
		at = KZ_NAME(c, at, "wikidata");
		at = kz_cursor_text(c, at, e->wikidata);
	}
	at = confidence_field(x, at, e->confidence);
	at = KZ_NAME(c, at, "mentions");
	*at++ = '[';
	for (uint32_t i = 0; i < e->mention_count; i++) {
		at = kz_cursor_room(c, at);
		*at = ',';
		at = kz_json_write_id(at + (i > 0), 'm', e->mentions[i]);
	}
	kz_cursor_end(c, KZ_STORE(at, "]}"));
}

static void write_entities(json_writer *x)
{
	kz_json *j = &x->cursor.json;
	kz_json_member(j, "entities");
	kz_json_open(j, '[');
	for (size_t i = 0; i < x->o->entity_count; i++)
		write_entity(x, &x->o->entities[i], i);
	kz_json_close(j, ']', 1);
}

static void write_description(json_writer *x, const kzner_description *d)
{
	kz_cursor *c = &x->cursor;
	char *at = kz_cursor_begin(c);
	at = KZ_FIRST_NAME(c, at, "start");
	at = store_span(x, at, d->span);
	at = KZ_NAME(c, at, "name");
	at = kz_cursor_text(c, at, d->name);
	at = KZ_NAME(c, at, "gazetteer");
	at = kz_cursor_text(c, at, d->gazetteer);
	at = KZ_NAME(c, at, "role");
	at = kz_cursor_text(c, at, d->role);
	at = entity_field(x, at, d->entity);
	at = KZ_NAME(c, at, "object");
	at = kz_json_write_id(at, 'e', d->object);
	kz_cursor_end(c, KZ_STORE(at, "}"));
}

/* Left out where there are none: most documents have none. */
static void write_descriptions(json_writer *x)
{
	kz_json *j = &x->cursor.json;
	size_t count;
	const kzner_description *descriptions = kzner_result_descriptions(x->o->result, &count);
	if (!count)
		return;
	kz_json_member(j, "descriptions");
	kz_json_open(j, '[');
	for (size_t i = 0; i < count; i++)
		write_description(x, &descriptions[i]);
	kz_json_close(j, ']', 1);
}

static char *store_evidence(json_writer *x, char *at, const kzner_evidence *e)
{
	kz_cursor *c = &x->cursor;
	at = KZ_FIRST_NAME(c, at, "start");
	at = store_span(x, at, e->sentence);
	if (e->subject != KZNER_NONE) {
		at = KZ_NAME(c, at, "subject");
		at = kz_json_write_id(at, 'm', e->subject);
	}
	if (e->object != KZNER_NONE) {
		at = KZ_NAME(c, at, "object");
		at = kz_json_write_id(at, 'm', e->object);
	}
	at = rule_field(x, at, e->file, e->line);
	at = confidence_field(x, at, e->confidence);
	return KZ_STORE(at, "}");
}

/* A string of the model or null. */
static char *store_property(json_writer *x, char *at, const char *property)
{
	return property ? kz_cursor_known(&x->cursor, at, property) : KZ_STORE(at, "null");
}

static void write_relation(json_writer *x, const kzner_relation *r, size_t number)
{
	kz_cursor *c = &x->cursor;
	char *at = kz_cursor_begin(c);
	at = KZ_FIRST_NAME(c, at, "id");
	at = kz_json_write_id(at, 'r', number);
	at = KZ_NAME(c, at, "type");
	at = kz_cursor_known(c, at, r->type);
	at = KZ_NAME(c, at, "subject");
	at = kz_json_write_id(at, 'e', r->subject);
	at = KZ_NAME(c, at, "object");
	at = kz_json_write_id(at, 'e', r->object);
	at = KZ_NAME(c, at, "status");
	at = kz_cursor_known(c, at, kzner_relation_status_name(r->status));
	at = confidence_field(x, at, r->confidence);
	at = KZ_NAME(c, at, "wikidata");
	at = store_property(x, at, r->wikidata);
	at = KZ_NAME(c, at, "plover");
	at = store_property(x, at, r->plover);
	at = KZ_NAME(c, at, "date");
	at = kz_cursor_text(c, at, r->date);
	at = KZ_NAME(c, at, "knowledge");
	at = kz_cursor_known(c, at, kzner_knowledge_name(r->knowledge));
	if (r->ended) {
		at = KZ_NAME(c, at, "ended");
		at = KZ_STORE(at, "true");
	}
	if (r->reported_by != KZNER_NONE) {
		at = KZ_NAME(c, at, "reported_by");
		at = kz_json_write_id(at, 'e', r->reported_by);
	}
	at = KZ_NAME(c, at, "evidence");
	*at++ = '[';
	for (uint32_t i = 0; i < r->evidence_count; i++) {
		at = kz_cursor_room(c, at);
		*at = ',';
		at = store_evidence(x, at + (i > 0), &r->evidence[i]);
	}
	kz_cursor_end(c, KZ_STORE(at, "]}"));
}

static void write_relations(json_writer *x)
{
	kz_json *j = &x->cursor.json;
	kz_json_member(j, "relations");
	kz_json_open(j, '[');
	for (size_t i = 0; i < x->o->relation_count; i++)
		write_relation(x, &x->o->relations[i], i);
	kz_json_close(j, ']', 1);
}

/* [12,34] */
static void fill_place(const json_writer *x, place *p, uint32_t sentence)
{
	kzner_span span = x->o->sentences[sentence];
	char *at = p->json;
	*at++ = '[';
	at = kz_write_number(at, kz_out_offset(x->o, span.begin));
	*at++ = ',';
	at = kz_write_number(at, kz_out_offset(x->o, span.end));
	*at++ = ']';
	p->size = (uint8_t)(at - p->json);
	p->sentence = sentence + 1;
}

static char *store_place(json_writer *x, char *at, uint32_t sentence)
{
	place *p = &x->places[sentence % PLACES];
	if (p->sentence != sentence + 1)
		fill_place(x, p, sentence);
	memcpy(at, p->json, sizeof p->json);
	return at + p->size;
}

static void write_pair(json_writer *x, const kzner_cooccurrence *p)
{
	kz_cursor *c = &x->cursor;
	char *at = kz_cursor_begin(c);
	at = KZ_FIRST_NAME(c, at, "a");
	at = kz_json_write_id(at, 'e', p->a);
	at = KZ_NAME(c, at, "b");
	at = kz_json_write_id(at, 'e', p->b);
	at = KZ_NAME(c, at, "count");
	at = kz_write_number(at, p->count);
	at = KZ_NAME(c, at, "weight");
	at = kz_write_share(at, p->weight);
	at = KZ_NAME(c, at, "sentences");
	*at++ = '[';
	for (uint32_t i = 0; i < p->count; i++) {
		at = kz_cursor_room(c, at);
		*at = ',';
		at = store_place(x, at + (i > 0), p->sentences[i]);
	}
	kz_cursor_end(c, KZ_STORE(at, "]}"));
}

static void write_pairs(json_writer *x)
{
	kz_json *j = &x->cursor.json;
	kz_json_member(j, "cooccurrences");
	kz_json_open(j, '[');
	for (size_t i = 0; i < x->o->pair_count; i++)
		write_pair(x, &x->o->pairs[i]);
	kz_json_close(j, ']', 1);
}

static void write_list(kz_json *j, const char *name, const char *const *list)
{
	if (!*list)
		return;
	kz_json_member(j, name);
	kz_json_open(j, '[');
	for (; *list; list++) {
		kz_json_separate(j);
		kz_put_json(j->w, *list, strlen(*list));
	}
	kz_json_close(j, ']', 0);
}

static void text_member(kz_json *j, const char *name, const char *text)
{
	kz_json_member(j, name);
	kz_json_string(j, text);
}

static void write_document(json_writer *x)
{
	const kz_out *o = x->o;
	kz_json *j = &x->cursor.json;
	kz_json_open(j, '{');
	text_member(j, "schema", "kzner/1");
	text_member(j, "id", kzner_result_id(o->result));
	text_member(j, "date", kzner_result_date(o->result));
	text_member(j, "language", kzner_result_language(o->result));
	text_member(j, "offset_unit", kzner_unit_name(o->options.unit));
	if (o->options.meta) {
		kz_json_member(j, "meta");
		kz_put(j->w, o->options.meta, o->options.meta_size);
	}
	write_mentions(x);
	write_entities(x);
	write_descriptions(x);
	write_relations(x);
	write_pairs(x);
	write_list(j, "limits", kzner_result_limits(o->result));
	write_list(j, "warnings", kzner_result_warnings(o->result));
	kz_json_close(j, '}', 1);
	kz_put_char(j->w, '\n');
}

void kz_write_json(kz_out *o)
{
	json_writer x;
	x.o = o;
	kz_cursor_init(&x.cursor, o->w, o->options.indent);
	memset(x.places, 0, sizeof x.places);
	write_document(&x);
}
