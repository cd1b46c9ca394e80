/*
 * In: a result. Out: one JSON object of the schema "kzner/1" (members in a fixed order, no tree in between).
 */
#include "extract/result.h"
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

/* The text and the unit of its offsets: copied by those who write many spans, so that what they store cannot change it. */
typedef struct view {
	const kz_text *text;
	const char *bytes;
	const kz_text_mark *marks;
	kzner_unit unit;
	int in_bytes; /* offsets are those of bytes */
} view;

typedef struct json_writer {
	const kz_out *o;
	view view;
	kz_cursor cursor;
	place places[PLACES];
} json_writer;

/* Bytes of a mention that are looked at in one step. */
#define SHORT_TEXT 32

_Static_assert(KZ_TEXT_PADDING >= SHORT_TEXT, "as many bytes may be loaded from any place in a text");
_Static_assert(KZ_STRING_PADDING >= KZ_NEAR_TEXT && KZ_COPY_PADDING >= KZ_NEAR_TEXT,
               "and from the name of any entity and any value");

/* The bits of the text's first size bytes (up to SHORT_TEXT) among those of the bytes at it and at the next 16. */
static uint32_t bits_of(uint32_t low, uint32_t high, size_t size)
{
	return (uint32_t)((low | (uint64_t)high << 16) & (((uint64_t)1 << size) - 1));
}

/* Most steps of a text have ASCII only. */
static inline size_t offset_of(const view *v, uint32_t byte)
{
	if (v->in_bytes)
		return byte;
	const kz_text_mark *mark = &v->marks[byte / KZ_TEXT_STEP];
	if (!mark->continuation && v->unit == KZNER_UNIT_CODEPOINT)
		return mark->codepoints + byte % KZ_TEXT_STEP;
	return kz_text_offset(v->text, byte, v->unit);
}

/* Nothing need be counted for the end of a short piece of ASCII, which most are. */
KZ_JSON_MEMBER char *store_span(const view *v, kz_spacing spacing, char *at, kzner_span span)
{
	const char *text = v->bytes + span.begin;
	size_t size = span.end - span.begin, begin = offset_of(v, span.begin), end = begin + size;
	if (!v->in_bytes && (size > SHORT_TEXT || bits_of(kz_wide_bits(text), kz_wide_bits(text + 16), size)))
		end = offset_of(v, span.end);
	at = kz_write_number(at, begin);
	at = KZ_NAME(spacing, at, "end");
	return kz_write_number(at, end);
}

KZ_JSON_MEMBER char *span_fields(const view *v, kz_spacing spacing, char *at, kzner_span span)
{
	at = KZ_NAME(spacing, at, "start");
	return store_span(v, spacing, at, span);
}

/* The bytes of a span of the text. */
KZ_JSON_MEMBER char *text_field(json_writer *x, const view *v, kz_spacing spacing, char *at, kzner_span span)
{
	const char *text = v->bytes + span.begin;
	size_t size = span.end - span.begin;
	at = KZ_NAME(spacing, at, "text");
	if (size > SHORT_TEXT || bits_of(kz_special_bits(text), kz_special_bits(text + 16), size))
		return kz_cursor_bytes(&x->cursor, at, text, size);
	*at++ = '"';
	memcpy(at, text, SHORT_TEXT);
	at[size] = '"';
	return at + size + 1;
}

/* file:line" behind a quotation mark; nothing if there is no line. Nobody can guess how many digits it has, nor whether there is one. */
static inline char *store_line(char *at, uint32_t line)
{
	char *end = kz_write_any_number(at, line);
	*end++ = '"';
	return at + ((end - at) & -(ptrdiff_t)(line != 0));
}

/* Bytes of a file's name that there is room for in any object. */
#define SHORT_FILE 256

/* The member up to the line. What was written before may be on its way already when the name is long, so that nothing is put right
 * behind it. */
static __attribute__((noinline)) char *rule_name(json_writer *x, kz_spacing spacing, char *at, const char *file)
{
	kz_writer *w = x->cursor.json.w;
	size_t size = strlen(file);
	at = KZ_STORE(KZ_NAME(spacing, at, "rule"), "\"");
	if (size < SHORT_FILE && kz_copy_plain(at, file, size))
		return KZ_STORE(at + size, ":");
	kz_put_end(w, at);
	kz_put_json_part(w, file, size);
	at = kz_put_begin(w, KZ_CURSOR_ROOM);
	return KZ_STORE(at, ":");
}

KZ_JSON_MEMBER char *rule_field(json_writer *x, kz_spacing spacing, char *at, const char *file, uint32_t line)
{
	return line ? store_line(rule_name(x, spacing, at, file), line) : at;
}

/* Numbers of pieces: types, and behind them sources without and with a rule. */
#define SOURCE_PIECES KZNER_TYPE_COUNT

static __attribute__((noinline)) char *learn_source(json_writer *x, kz_spacing spacing, char *at, kz_piece *piece,
                                                    kzner_source source, const char *file, int has_line)
{
	char *end = kz_store_name(KZ_NAME(spacing, at, "source"), kzner_source_name(source));
	if (has_line)
		end = rule_name(x, spacing, end, file);
	kz_piece_keep(piece, at, end);
	return end;
}

/* Where a mention comes from, with its rule if there is a line. */
KZ_JSON_MEMBER char *source_fields(json_writer *x, kz_spacing spacing, char *at, kzner_source source, const char *file,
                                   uint32_t line)
{
	kz_piece *piece = kz_cursor_piece(&x->cursor, file, SOURCE_PIECES + (uint32_t)source * 2 + (line != 0));
	at = piece->size ? kz_piece_store(piece, at) : learn_source(x, spacing, at, piece, source, file, line != 0);
	return store_line(at, line);
}

KZ_JSON_MEMBER char *confidence_field(kz_spacing spacing, char *at, float confidence)
{
	at = KZ_NAME(spacing, at, "confidence");
	return kz_write_share(at, confidence);
}

static __attribute__((noinline)) char *learn_type(json_writer *x, kz_spacing spacing, char *at, kz_piece *piece,
                                                  kzner_type type, const char *subtype)
{
	char *end = kz_store_name(KZ_NAME(spacing, at, "type"), kzner_type_name(type));
	if (subtype[0])
		end = kz_cursor_near_text(&x->cursor, KZ_NAME(spacing, end, "subtype"), subtype);
	kz_piece_keep(piece, at, end);
	return end;
}

/* The type and the subtype, if there is one. */
KZ_JSON_MEMBER char *type_fields(json_writer *x, kz_spacing spacing, char *at, kzner_type type, const char *subtype)
{
	kz_piece *piece = kz_cursor_piece(&x->cursor, subtype, type);
	return piece->size ? kz_piece_store(piece, at) : learn_type(x, spacing, at, piece, type, subtype);
}

KZ_JSON_MEMBER char *entity_field(kz_spacing spacing, char *at, uint32_t entity)
{
	if (entity == KZNER_NONE)
		return at;
	at = KZ_NAME(spacing, at, "entity");
	return kz_json_write_id(at, 'e', entity);
}

KZ_JSON_MEMBER char *write_mention(json_writer *x, const view *v, kz_spacing spacing, char *at, const kzner_mention *m,
                                   size_t number)
{
	kz_cursor *c = &x->cursor;
	at = kz_cursor_item(c, spacing, at, number == 0);
	at = KZ_FIRST_NAME(spacing, at, "id");
	at = kz_json_write_id(at, 'm', number);
	at = span_fields(v, spacing, at, m->span);
	at = text_field(x, v, spacing, at, m->span);
	at = type_fields(x, spacing, at, m->type, m->subtype);
	if (m->value) {
		at = KZ_NAME(spacing, at, "value");
		at = kz_cursor_near_text(c, at, m->value);
	}
	at = entity_field(spacing, at, m->entity);
	at = source_fields(x, spacing, at, m->source, m->file, m->line);
	at = confidence_field(spacing, at, m->confidence);
	return KZ_STORE(at, "}");
}

KZ_JSON_MEMBER char *write_nested(json_writer *x, const view *v, kz_spacing spacing, char *at, const kzner_nested *n,
                                  size_t number)
{
	kz_cursor *c = &x->cursor;
	at = kz_cursor_item(c, spacing, at, 0);
	at = KZ_FIRST_NAME(spacing, at, "id");
	at = kz_json_write_id(at, 'n', number);
	at = span_fields(v, spacing, at, n->span);
	at = text_field(x, v, spacing, at, n->span);
	at = KZ_NAME(spacing, at, "type");
	at = kz_cursor_known(c, at, kzner_type_name(n->type));
	at = KZ_NAME(spacing, at, "nested_in");
	at = kz_json_write_id(at, 'm', n->mention);
	at = entity_field(spacing, at, n->entity);
	at = KZ_NAME(spacing, at, "name");
	at = kz_cursor_text(c, at, n->name);
	at = KZ_NAME(spacing, at, "gazetteer");
	at = kz_cursor_text(c, at, n->gazetteer);
	at = rule_field(x, spacing, at, n->file, n->line);
	return KZ_STORE(at, "}");
}

/* Each mention, then the names inside it. */
KZ_JSON_MEMBER void write_mentions(json_writer *x, kz_spacing spacing)
{
	const kz_out *o = x->o;
	const view v = x->view;
	size_t count, next = 0;
	const kzner_nested *nested = kzner_result_nested(o->result, &count);
	const kzner_mention *mentions = o->mentions;
	kz_json_member(&x->cursor.json, "mentions");
	char *at = kz_cursor_begin(&x->cursor, '[');
	for (size_t i = 0, end = o->mention_count; i < end; i++) {
		at = write_mention(x, &v, spacing, at, &mentions[i], i);
		for (; next < count && nested[next].mention == i; next++)
			at = write_nested(x, &v, spacing, at, &nested[next], next);
	}
	kz_cursor_end(&x->cursor, at, ']', !o->mention_count);
}

KZ_JSON_MEMBER char *write_entity(json_writer *x, kz_spacing spacing, char *at, const kzner_entity *e, size_t number)
{
	kz_cursor *c = &x->cursor;
	at = kz_cursor_item(c, spacing, at, number == 0);
	at = KZ_FIRST_NAME(spacing, at, "id");
	at = kz_json_write_id(at, 'e', number);
	at = KZ_NAME(spacing, at, "name");
	at = kz_cursor_near_text(c, at, e->name);
	at = type_fields(x, spacing, at, e->type, e->subtype);
	if (e->gazetteer) {
		at = KZ_NAME(spacing, at, "gazetteer");
		at = kz_cursor_near_text(c, at, e->gazetteer);
	}
	if (e->wikidata) {
		at = KZ_NAME(spacing, at, "wikidata");
		at = kz_cursor_near_text(c, at, e->wikidata);
	}
	at = confidence_field(spacing, at, e->confidence);
	at = KZ_NAME(spacing, at, "mentions");
	*at++ = '[';
	for (uint32_t i = 0; i < e->mention_count; i++) {
		at = kz_cursor_room(c, at);
		*at = ',';
		at = kz_json_write_id(at + (i > 0), 'm', e->mentions[i]);
	}
	return KZ_STORE(at, "]}");
}

KZ_JSON_MEMBER void write_entities(json_writer *x, kz_spacing spacing)
{
	kz_json_member(&x->cursor.json, "entities");
	char *at = kz_cursor_begin(&x->cursor, '[');
	for (size_t i = 0; i < x->o->entity_count; i++)
		at = write_entity(x, spacing, at, &x->o->entities[i], i);
	kz_cursor_end(&x->cursor, at, ']', !x->o->entity_count);
}

KZ_JSON_MEMBER char *write_description(json_writer *x, kz_spacing spacing, char *at, const kzner_description *d,
                                       size_t number)
{
	kz_cursor *c = &x->cursor;
	at = kz_cursor_item(c, spacing, at, number == 0);
	at = KZ_FIRST_NAME(spacing, at, "start");
	at = store_span(&x->view, spacing, at, d->span);
	at = KZ_NAME(spacing, at, "name");
	at = kz_cursor_text(c, at, d->name);
	at = KZ_NAME(spacing, at, "gazetteer");
	at = kz_cursor_text(c, at, d->gazetteer);
	at = KZ_NAME(spacing, at, "role");
	at = kz_cursor_text(c, at, d->role);
	at = entity_field(spacing, at, d->entity);
	at = KZ_NAME(spacing, at, "object");
	at = kz_json_write_id(at, 'e', d->object);
	return KZ_STORE(at, "}");
}

/* Left out where there are none: most documents have none. */
KZ_JSON_MEMBER void write_descriptions(json_writer *x, kz_spacing spacing)
{
	size_t count;
	const kzner_description *descriptions = kzner_result_descriptions(x->o->result, &count);
	if (!count)
		return;
	kz_json_member(&x->cursor.json, "descriptions");
	char *at = kz_cursor_begin(&x->cursor, '[');
	for (size_t i = 0; i < count; i++)
		at = write_description(x, spacing, at, &descriptions[i], i);
	kz_cursor_end(&x->cursor, at, ']', !count);
}

KZ_JSON_MEMBER char *store_evidence(json_writer *x, kz_spacing spacing, char *at, const kzner_evidence *e)
{
	at = KZ_FIRST_NAME(spacing, at, "start");
	at = store_span(&x->view, spacing, at, e->sentence);
	if (e->subject != KZNER_NONE) {
		at = KZ_NAME(spacing, at, "subject");
		at = kz_json_write_id(at, 'm', e->subject);
	}
	if (e->object != KZNER_NONE) {
		at = KZ_NAME(spacing, at, "object");
		at = kz_json_write_id(at, 'm', e->object);
	}
	at = rule_field(x, spacing, at, e->file, e->line);
	at = confidence_field(spacing, at, e->confidence);
	return KZ_STORE(at, "}");
}

/* A string of the model or null. */
static char *store_property(json_writer *x, char *at, const char *property)
{
	return property ? kz_cursor_known(&x->cursor, at, property) : KZ_STORE(at, "null");
}

KZ_JSON_MEMBER char *write_relation(json_writer *x, kz_spacing spacing, char *at, const kzner_relation *r,
                                    size_t number)
{
	kz_cursor *c = &x->cursor;
	at = kz_cursor_item(c, spacing, at, number == 0);
	at = KZ_FIRST_NAME(spacing, at, "id");
	at = kz_json_write_id(at, 'r', number);
	at = KZ_NAME(spacing, at, "type");
	at = kz_cursor_known(c, at, r->type);
	at = KZ_NAME(spacing, at, "subject");
	at = kz_json_write_id(at, 'e', r->subject);
	at = KZ_NAME(spacing, at, "object");
	at = kz_json_write_id(at, 'e', r->object);
	at = KZ_NAME(spacing, at, "status");
	at = kz_cursor_known(c, at, kzner_relation_status_name(r->status));
	at = confidence_field(spacing, at, r->confidence);
	at = KZ_NAME(spacing, at, "wikidata");
	at = store_property(x, at, r->wikidata);
	at = KZ_NAME(spacing, at, "plover");
	at = store_property(x, at, r->plover);
	at = KZ_NAME(spacing, at, "date");
	at = kz_cursor_text(c, at, r->date);
	at = KZ_NAME(spacing, at, "knowledge");
	at = kz_cursor_known(c, at, kzner_knowledge_name(r->knowledge));
	if (r->ended) {
		at = KZ_NAME(spacing, at, "ended");
		at = KZ_STORE(at, "true");
	}
	if (r->reported_by != KZNER_NONE) {
		at = KZ_NAME(spacing, at, "reported_by");
		at = kz_json_write_id(at, 'e', r->reported_by);
	}
	at = KZ_NAME(spacing, at, "evidence");
	*at++ = '[';
	for (uint32_t i = 0; i < r->evidence_count; i++) {
		at = kz_cursor_room(c, at);
		*at = ',';
		at = store_evidence(x, spacing, at + (i > 0), &r->evidence[i]);
	}
	return KZ_STORE(at, "]}");
}

KZ_JSON_MEMBER void write_relations(json_writer *x, kz_spacing spacing)
{
	kz_json_member(&x->cursor.json, "relations");
	char *at = kz_cursor_begin(&x->cursor, '[');
	for (size_t i = 0; i < x->o->relation_count; i++)
		at = write_relation(x, spacing, at, &x->o->relations[i], i);
	kz_cursor_end(&x->cursor, at, ']', !x->o->relation_count);
}

/* [12,34] */
static void fill_place(const json_writer *x, place *p, uint32_t sentence)
{
	kzner_span span = x->o->sentences[sentence];
	char *at = p->json;
	*at++ = '[';
	at = kz_write_number(at, offset_of(&x->view, span.begin));
	*at++ = ',';
	at = kz_write_number(at, offset_of(&x->view, span.end));
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

KZ_JSON_MEMBER char *write_pair(json_writer *x, kz_spacing spacing, char *at, const kzner_cooccurrence *p,
                                size_t number)
{
	kz_cursor *c = &x->cursor;
	at = kz_cursor_item(c, spacing, at, number == 0);
	at = KZ_FIRST_NAME(spacing, at, "a");
	at = kz_json_write_id(at, 'e', p->a);
	at = KZ_NAME(spacing, at, "b");
	at = kz_json_write_id(at, 'e', p->b);
	at = KZ_NAME(spacing, at, "count");
	at = kz_write_number(at, p->count);
	at = KZ_NAME(spacing, at, "weight");
	at = kz_write_share(at, p->weight);
	at = KZ_NAME(spacing, at, "sentences");
	*at++ = '[';
	for (uint32_t i = 0; i < p->count; i++) {
		at = kz_cursor_room(c, at);
		*at = ',';
		at = store_place(x, at + (i > 0), p->sentences[i]);
	}
	return KZ_STORE(at, "]}");
}

KZ_JSON_MEMBER void write_pairs(json_writer *x, kz_spacing spacing)
{
	kz_json_member(&x->cursor.json, "cooccurrences");
	char *at = kz_cursor_begin(&x->cursor, '[');
	for (size_t i = 0; i < x->o->pair_count; i++)
		at = write_pair(x, spacing, at, &x->o->pairs[i], i);
	kz_cursor_end(&x->cursor, at, ']', !x->o->pair_count);
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

KZ_JSON_MEMBER void write_document(json_writer *x, kz_spacing spacing)
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
	write_mentions(x, spacing);
	write_entities(x, spacing);
	write_descriptions(x, spacing);
	write_relations(x, spacing);
	write_pairs(x, spacing);
	write_list(j, "limits", kzner_result_limits(o->result));
	write_list(j, "warnings", kzner_result_warnings(o->result));
	kz_json_close(j, '}', 1);
	kz_put_char(j->w, '\n');
}

static __attribute__((noinline)) void write_compact(json_writer *x)
{
	write_document(x, KZ_COMPACT);
}

static __attribute__((noinline, cold)) void write_spaced(json_writer *x)
{
	write_document(x, KZ_SPACED);
}

void kz_write_json(kz_out *o)
{
	const kz_text *text = o->result->text;
	json_writer x;
	x.o = o;
	x.view = (view){.text = text,
	                .bytes = text->bytes,
	                .marks = text->marks,
	                .unit = o->options.unit,
	                .in_bytes = text->ascii || o->options.unit == KZNER_UNIT_BYTE};
	kz_cursor_init(&x.cursor, o->w, o->options.indent);
	memset(x.places, 0, sizeof x.places);
	if (o->options.indent)
		write_spaced(&x);
	else
		write_compact(&x);
}
