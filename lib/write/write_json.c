/*
 * In: a result. Out: one JSON object of the schema "kzner/1" (members in a fixed order, no tree in between).
 */
#include "write/json.h"
#include "write/writers.h"

static void span_fields(const kz_out *o, kz_json *j, kzner_span span)
{
	kz_json_number(j, "start", kzner_result_offset(o->result, span.begin, o->options.unit));
	kz_json_number(j, "end", kzner_result_offset(o->result, span.end, o->options.unit));
}

static void rule_field(kz_json *j, const char *file, uint32_t line)
{
	if (!line)
		return;
	kz_json_field(j, "rule");
	kz_put_char(j->w, '"');
	kz_put_json_part(j->w, file, strlen(file));
	kz_put_char(j->w, ':');
	kz_put_number(j->w, line);
	kz_put_char(j->w, '"');
}

static void write_mention(const kz_out *o, kz_json *j, const kzner_mention *m, size_t number)
{
	kz_json_item(j);
	kz_json_open(j, '{');
	kz_json_id_field(j, "id", 'm', number);
	span_fields(o, j, m->span);
	kz_json_field(j, "text");
	kz_put_json(j->w, o->text + m->span.begin, m->span.end - m->span.begin);
	kz_json_known(j, "type", kzner_type_name(m->type));
	if (m->subtype[0])
		kz_json_text(j, "subtype", m->subtype);
	if (m->value)
		kz_json_text(j, "value", m->value);
	if (m->entity != KZNER_NONE)
		kz_json_id_field(j, "entity", 'e', m->entity);
	kz_json_known(j, "source", kzner_source_name(m->source));
	rule_field(j, m->file, m->line);
	kz_json_share(j, "confidence", m->confidence);
	kz_json_close(j, '}', 0);
}

static void write_nested(const kz_out *o, kz_json *j, const kzner_nested *n, size_t number)
{
	kz_json_item(j);
	kz_json_open(j, '{');
	kz_json_id_field(j, "id", 'n', number);
	span_fields(o, j, n->span);
	kz_json_field(j, "text");
	kz_put_json(j->w, o->text + n->span.begin, n->span.end - n->span.begin);
	kz_json_text(j, "type", kzner_type_name(n->type));
	kz_json_id_field(j, "nested_in", 'm', n->mention);
	if (n->entity != KZNER_NONE)
		kz_json_id_field(j, "entity", 'e', n->entity);
	kz_json_text(j, "name", n->name);
	kz_json_text(j, "gazetteer", n->gazetteer);
	rule_field(j, n->file, n->line);
	kz_json_close(j, '}', 0);
}

/* Each mention, then the names inside it. */
static void write_mentions(const kz_out *o, kz_json *j)
{
	size_t count, next = 0;
	const kzner_nested *nested = kzner_result_nested(o->result, &count);
	kz_json_member(j, "mentions");
	kz_json_open(j, '[');
	for (size_t i = 0; i < o->mention_count; i++) {
		write_mention(o, j, &o->mentions[i], i);
		for (; next < count && nested[next].mention == i; next++)
			write_nested(o, j, &nested[next], next);
	}
	kz_json_close(j, ']', 1);
}

static void write_entity(kz_json *j, const kzner_entity *e, size_t number)
{
	kz_json_item(j);
	kz_json_open(j, '{');
	kz_json_id_field(j, "id", 'e', number);
	kz_json_text(j, "name", e->name);
	kz_json_known(j, "type", kzner_type_name(e->type));
	if (e->subtype[0])
		kz_json_text(j, "subtype", e->subtype);
	if (e->gazetteer)
		kz_json_text(j, "gazetteer", e->gazetteer);
	if (e->wikidata)
		kz_json_text(j, "wikidata", e->wikidata);
	kz_json_share(j, "confidence", e->confidence);
	kz_json_field(j, "mentions");
	kz_json_open(j, '[');
	for (uint32_t i = 0; i < e->mention_count; i++) {
		kz_json_separate(j);
		kz_json_id(j, 'm', e->mentions[i]);
	}
	kz_json_close(j, ']', 0);
	kz_json_close(j, '}', 0);
}

static void write_entities(const kz_out *o, kz_json *j)
{
	kz_json_member(j, "entities");
	kz_json_open(j, '[');
	for (size_t i = 0; i < o->entity_count; i++)
		write_entity(j, &o->entities[i], i);
	kz_json_close(j, ']', 1);
}

static void write_description(const kz_out *o, kz_json *j, const kzner_description *d)
{
	kz_json_item(j);
	kz_json_open(j, '{');
	span_fields(o, j, d->span);
	kz_json_text(j, "name", d->name);
	kz_json_text(j, "gazetteer", d->gazetteer);
	kz_json_text(j, "role", d->role);
	if (d->entity != KZNER_NONE)
		kz_json_id_field(j, "entity", 'e', d->entity);
	kz_json_id_field(j, "object", 'e', d->object);
	kz_json_close(j, '}', 0);
}

/* Left out where there are none: most documents have none. */
static void write_descriptions(const kz_out *o, kz_json *j)
{
	size_t count;
	const kzner_description *descriptions = kzner_result_descriptions(o->result, &count);
	if (!count)
		return;
	kz_json_member(j, "descriptions");
	kz_json_open(j, '[');
	for (size_t i = 0; i < count; i++)
		write_description(o, j, &descriptions[i]);
	kz_json_close(j, ']', 1);
}

static void write_evidence(const kz_out *o, kz_json *j, const kzner_evidence *e)
{
	kz_json_separate(j);
	kz_json_open(j, '{');
	span_fields(o, j, e->sentence);
	if (e->subject != KZNER_NONE)
		kz_json_id_field(j, "subject", 'm', e->subject);
	if (e->object != KZNER_NONE)
		kz_json_id_field(j, "object", 'm', e->object);
	rule_field(j, e->file, e->line);
	kz_json_share(j, "confidence", e->confidence);
	kz_json_close(j, '}', 0);
}

static void true_field(kz_json *j, const char *name)
{
	kz_json_field(j, name);
	KZ_PUT_LITERAL(j->w, "true");
}

static void write_relation(const kz_out *o, kz_json *j, const kzner_relation *r, size_t number)
{
	kz_json_item(j);
	kz_json_open(j, '{');
	kz_json_id_field(j, "id", 'r', number);
	kz_json_text(j, "type", r->type);
	kz_json_id_field(j, "subject", 'e', r->subject);
	kz_json_id_field(j, "object", 'e', r->object);
	kz_json_known(j, "status", kzner_relation_status_name(r->status));
	kz_json_share(j, "confidence", r->confidence);
	kz_json_text(j, "wikidata", r->wikidata);
	kz_json_text(j, "plover", r->plover);
	kz_json_text(j, "date", r->date);
	kz_json_known(j, "knowledge", kzner_knowledge_name(r->knowledge));
	if (r->ended)
		true_field(j, "ended");
	if (r->reported_by != KZNER_NONE)
		kz_json_id_field(j, "reported_by", 'e', r->reported_by);
	kz_json_field(j, "evidence");
	kz_json_open(j, '[');
	for (uint32_t i = 0; i < r->evidence_count; i++)
		write_evidence(o, j, &r->evidence[i]);
	kz_json_close(j, ']', 0);
	kz_json_close(j, '}', 0);
}

static void write_relations(const kz_out *o, kz_json *j)
{
	kz_json_member(j, "relations");
	kz_json_open(j, '[');
	for (size_t i = 0; i < o->relation_count; i++)
		write_relation(o, j, &o->relations[i], i);
	kz_json_close(j, ']', 1);
}

static void write_pair(const kz_out *o, kz_json *j, const kzner_cooccurrence *c)
{
	kz_json_item(j);
	kz_json_open(j, '{');
	kz_json_id_field(j, "a", 'e', c->a);
	kz_json_id_field(j, "b", 'e', c->b);
	kz_json_number(j, "count", c->count);
	kz_json_share(j, "weight", c->weight);
	kz_json_field(j, "sentences");
	kz_json_open(j, '[');
	for (uint32_t i = 0; i < c->count; i++) {
		kz_json_separate(j);
		kzner_span s = o->sentences[c->sentences[i]];
		char *at = kz_put_begin(j->w, 43);
		*at++ = '[';
		at = kz_write_number(at, kzner_result_offset(o->result, s.begin, o->options.unit));
		*at++ = ',';
		at = kz_write_number(at, kzner_result_offset(o->result, s.end, o->options.unit));
		*at++ = ']';
		kz_put_end(j->w, at);
	}
	kz_json_close(j, ']', 0);
	kz_json_close(j, '}', 0);
}

static void write_pairs(const kz_out *o, kz_json *j)
{
	kz_json_member(j, "cooccurrences");
	kz_json_open(j, '[');
	for (size_t i = 0; i < o->pair_count; i++)
		write_pair(o, j, &o->pairs[i]);
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

static void write_document(const kz_out *o, kz_json *j)
{
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
	write_mentions(o, j);
	write_entities(o, j);
	write_descriptions(o, j);
	write_relations(o, j);
	write_pairs(o, j);
	write_list(j, "limits", kzner_result_limits(o->result));
	write_list(j, "warnings", kzner_result_warnings(o->result));
	kz_json_close(j, '}', 1);
	kz_put_char(j->w, '\n');
}

void kz_write_json(kz_out *o)
{
	kz_json j = kz_json_begin(o->w, o->options.indent);
	write_document(o, &j);
}
