/*
 * In: a result. Out: its nodes or relationships for `neo4j-admin database import`.
 *
 * Ids are unique over the documents of one output (d7e3: entity 3 of document 7). Rows are single lines, as the
 * importer wants them unless it is told otherwise: line breaks in texts become spaces.
 */
#include "write/row.h"
#include "write/writers.h"

enum { NODES, RELATIONSHIPS };

static void put_node_id(const kz_out *o, kz_row *row, uint32_t entity)
{
	kz_row_separate(row);
	kz_put_id(row->w, 'd', o->options.number);
	kz_put_id(row->w, 'e', entity);
}

static void put_node(const kz_out *o, kz_row *row, uint32_t number)
{
	const kzner_entity *e = &o->entities[number];
	put_node_id(o, row, number);
	kz_row_text(row, e->name);
	kz_row_separate(row);
	KZ_PUT_LITERAL(row->w, "Entity;");
	kz_put_string(row->w, kzner_type_name(e->type));
	kz_row_text(row, e->subtype);
	kz_row_text(row, e->gazetteer);
	kz_row_text(row, e->wikidata);
	kz_row_share(row, e->confidence);
	kz_row_number(row, e->mention_count);
	kz_row_text(row, o->id);
	kz_row_end(row);
}

/* The usual spelling of types there: HEAD_OF. */
static void put_type(kz_row *row, const char *type)
{
	kz_row_separate(row);
	for (; *type; type++)
		kz_put_char(row->w, *type >= 'a' && *type <= 'z' ? (char)(*type - 'a' + 'A') : *type);
}

static void put_relationship(const kz_out *o, kz_row *row, uint32_t number)
{
	const kzner_relation *r = &o->relations[number];
	const kzner_evidence *best = kz_best_evidence(r);
	kzner_span quote = best ? best->sentence : (kzner_span){0, 0};
	put_node_id(o, row, r->subject);
	put_node_id(o, row, r->object);
	put_type(row, r->type);
	kz_row_text(row, kzner_relation_status_name(r->status));
	kz_row_share(row, r->confidence);
	kz_row_text(row, r->date);
	kz_row_text(row, r->wikidata);
	kz_row_text(row, r->plover);
	kz_row_rule(row, best ? best->file : "", best ? best->line : 0);
	kz_row_bytes(row, o->text + quote.begin, quote.end - quote.begin);
	kz_row_text(row, o->id);
	kz_row_end(row);
}

void kz_head_neo4j(kz_out *o)
{
	if (o->options.table == NODES)
		KZ_PUT_LITERAL(o->w, ":ID,name,:LABEL,subtype,gazetteer,wikidata,confidence:double,mentions:int,"
		                     "document\n");
	else
		KZ_PUT_LITERAL(o->w, ":START_ID,:END_ID,:TYPE,status,confidence:double,date,wikidata,plover,rule,"
		                     "evidence,document\n");
}

void kz_write_neo4j(kz_out *o)
{
	kz_row row = {.w = o->w, .escape = kz_escape_row, .end = "\n", .separator = ','};
	if (o->options.table == NODES)
		for (uint32_t i = 0; i < o->entity_count; i++)
			put_node(o, &row, i);
	else
		for (uint32_t i = 0; i < o->relation_count; i++)
			put_relationship(o, &row, i);
}
