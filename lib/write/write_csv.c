/*
 * In: a result. Out: one of its tables as CSV (RFC 4180: lines end with CRLF) or TSV (the same with tabs and LF).
 *
 * Documents are told apart by the first column; ids are unique with it.
 */
#include "write/row.h"
#include "write/writers.h"

enum { MENTIONS, ENTITIES, RELATIONS, PAIRS };

static const char *const columns[][16] = {
        [MENTIONS] = {"document", "id", "start", "end", "text", "type", "subtype", "entity", "value", "source", "rule",
                      "confidence", NULL},
        [ENTITIES] = {"document", "id", "name", "type", "subtype", "gazetteer", "wikidata", "confidence", "mentions",
                      NULL},
        [RELATIONS] = {"document", "id", "type", "subject", "subject_name", "object", "object_name", "status",
                       "confidence", "wikidata", "plover", "date", "rule", "evidence", NULL},
        [PAIRS] = {"document", "a", "a_name", "b", "b_name", "count", "weight", NULL},
};

static void put_columns(kz_row *row, uint32_t table)
{
	for (const char *const *column = columns[table]; *column; column++)
		kz_row_text(row, *column);
	kz_row_end(row);
}

static void put_mention(const kz_out *o, kz_row *row, uint32_t number)
{
	const kzner_mention *m = &o->mentions[number];
	kz_row_text(row, o->id);
	kz_row_id(row, 'm', number);
	kz_row_number(row, kz_out_offset(o, m->span.begin));
	kz_row_number(row, kz_out_offset(o, m->span.end));
	kz_row_bytes(row, o->text + m->span.begin, m->span.end - m->span.begin);
	kz_row_text(row, kzner_type_name(m->type));
	kz_row_text(row, m->subtype);
	kz_row_id(row, 'e', m->entity);
	kz_row_text(row, m->value);
	kz_row_text(row, kzner_source_name(m->source));
	kz_row_rule(row, m->file, m->line);
	kz_row_share(row, m->confidence);
	kz_row_end(row);
}

static void put_entity(const kz_out *o, kz_row *row, uint32_t number)
{
	const kzner_entity *e = &o->entities[number];
	kz_row_text(row, o->id);
	kz_row_id(row, 'e', number);
	kz_row_text(row, e->name);
	kz_row_text(row, kzner_type_name(e->type));
	kz_row_text(row, e->subtype);
	kz_row_text(row, e->gazetteer);
	kz_row_text(row, e->wikidata);
	kz_row_share(row, e->confidence);
	kz_row_number(row, e->mention_count);
	kz_row_end(row);
}

static void put_named(const kz_out *o, kz_row *row, uint32_t entity)
{
	kz_row_id(row, 'e', entity);
	kz_row_text(row, o->entities[entity].name);
}

static void put_relation(const kz_out *o, kz_row *row, uint32_t number)
{
	const kzner_relation *r = &o->relations[number];
	const kzner_evidence *best = kz_best_evidence(r);
	kz_row_text(row, o->id);
	kz_row_id(row, 'r', number);
	kz_row_text(row, r->type);
	put_named(o, row, r->subject);
	put_named(o, row, r->object);
	kz_row_text(row, kzner_relation_status_name(r->status));
	kz_row_share(row, r->confidence);
	kz_row_text(row, r->wikidata);
	kz_row_text(row, r->plover);
	kz_row_text(row, r->date);
	kz_row_rule(row, best ? best->file : "", best ? best->line : 0);
	if (best)
		kz_row_bytes(row, o->text + best->sentence.begin, best->sentence.end - best->sentence.begin);
	else
		kz_row_text(row, NULL);
	kz_row_end(row);
}

static void put_pair(const kz_out *o, kz_row *row, uint32_t number)
{
	const kzner_cooccurrence *p = &o->pairs[number];
	kz_row_text(row, o->id);
	put_named(o, row, p->a);
	put_named(o, row, p->b);
	kz_row_number(row, p->count);
	kz_row_share(row, p->weight);
	kz_row_end(row);
}

static void put_table(const kz_out *o, kz_row *row)
{
	static void (*const puts[])(const kz_out *, kz_row *, uint32_t) = {put_mention, put_entity, put_relation,
	                                                                   put_pair};
	const size_t counts[] = {o->mention_count, o->entity_count, o->relation_count, o->pair_count};
	for (uint32_t i = 0; i < counts[o->options.table]; i++)
		puts[o->options.table](o, row, i);
}

static kz_row comma_row(const kz_out *o)
{
	return (kz_row){.w = o->w, .escape = kz_escape_csv, .end = "\r\n", .separator = ','};
}

static kz_row tab_row(const kz_out *o)
{
	return (kz_row){.w = o->w, .escape = kz_escape_csv, .end = "\n", .separator = '\t'};
}

void kz_head_csv(kz_out *o)
{
	kz_row row = comma_row(o);
	put_columns(&row, o->options.table);
}

void kz_write_csv(kz_out *o)
{
	kz_row row = comma_row(o);
	put_table(o, &row);
}

void kz_head_tsv(kz_out *o)
{
	kz_row row = tab_row(o);
	put_columns(&row, o->options.table);
}

void kz_write_tsv(kz_out *o)
{
	kz_row row = tab_row(o);
	put_table(o, &row);
}
