/*
 * In: a result. Out: brat's standoff file or, as the other table, the text that it stands beside.
 *
 *     T1  PERSON 42 62    Nursultan Nazarbayev
 *     N1  Reference T1 Wikidata:Q57394    Nursultan Nazarbayev
 *     A1  Value T2 2005-01-26
 *     R1  head_of Arg1:T1 Arg2:T3
 *     A2  Status R1 asserted
 *
 * An entity without a Wikidata or gazetteer id is called after its place in the document (Document:e3), so that mentions
 * of one entity share a reference. A line cannot hold a line break: such a mention is given as fragments.
 */
#include "base/utf8.h"
#include "write/writers.h"

enum { ANNOTATIONS, TEXT };

/* The next run of text without gaps other than a plain space, from *at on; false if there is none before end. */
static int next_fragment(const kz_out *o, uint32_t *at, uint32_t end, kzner_span *ret_fragment)
{
	uint32_t begin = end;
	while (*at < end) {
		uint32_t code = 0;
		unsigned length = kz_utf8_decode(o->text + *at, end - *at, &code);
		int gap = kz_is_gap(code) && code != ' ';
		if (!gap && begin == end)
			begin = *at;
		if (gap && begin < end)
			break;
		*at += length ? length : 1;
	}
	*ret_fragment = (kzner_span){begin, *at};
	return begin < end;
}

static void put_fragments(const kz_out *o, kzner_span span, int as_text)
{
	kzner_span fragment;
	uint32_t at = span.begin;
	for (int count = 0; next_fragment(o, &at, span.end, &fragment); count++) {
		if (count)
			kz_put_char(o->w, as_text ? ' ' : ';');
		if (as_text) {
			kz_put(o->w, o->text + fragment.begin, fragment.end - fragment.begin);
			continue;
		}
		kz_put_number(o->w, kz_out_offset(o, fragment.begin));
		kz_put_char(o->w, ' ');
		kz_put_number(o->w, kz_out_offset(o, fragment.end));
	}
}

static void put_reference(const kz_out *o, uint32_t entity)
{
	const kzner_entity *e = &o->entities[entity];
	if (e->wikidata) {
		KZ_PUT_LITERAL(o->w, "Wikidata:");
		kz_put_escaped_string(o->w, kz_escape_iri, e->wikidata);
	} else if (e->gazetteer) {
		KZ_PUT_LITERAL(o->w, "Gazetteer:");
		kz_put_escaped_string(o->w, kz_escape_path, e->gazetteer);
	} else {
		KZ_PUT_LITERAL(o->w, "Document:");
		kz_put_id(o->w, 'e', entity);
	}
}

/* "N1\tReference T1": a kind, its number, what it says and about which. */
static void put_begin(const kz_out *o, char kind, uint64_t number, const char *what)
{
	kz_put_id(o->w, kind, number);
	kz_put_char(o->w, '\t');
	kz_put_string(o->w, what);
	kz_put_char(o->w, ' ');
}

static void put_mention(const kz_out *o, uint32_t number, uint64_t *attributes, uint64_t *references)
{
	const kzner_mention *m = &o->mentions[number];
	put_begin(o, 'T', number + 1, kzner_type_name(m->type));
	put_fragments(o, m->span, 0);
	kz_put_char(o->w, '\t');
	put_fragments(o, m->span, 1);
	kz_put_char(o->w, '\n');
	if (m->value) {
		put_begin(o, 'A', ++*attributes, "Value");
		kz_put_id(o->w, 'T', number + 1);
		kz_put_char(o->w, ' ');
		kz_put_escaped_string(o->w, kz_escape_bare, m->value);
		kz_put_char(o->w, '\n');
	}
	if (m->entity != KZNER_NONE) {
		put_begin(o, 'N', ++*references, "Reference");
		kz_put_id(o->w, 'T', number + 1);
		kz_put_char(o->w, ' ');
		put_reference(o, m->entity);
		kz_put_char(o->w, '\t');
		kz_put_escaped_string(o->w, kz_escape_line, o->entities[m->entity].name);
		kz_put_char(o->w, '\n');
	}
}

static void put_relation(const kz_out *o, uint32_t number, uint64_t *attributes)
{
	const kzner_relation *r = &o->relations[number];
	uint32_t subject, object;
	kz_relation_mentions(o, r, &subject, &object);
	if (subject == KZNER_NONE || object == KZNER_NONE)
		return;
	put_begin(o, 'R', number + 1, r->type);
	KZ_PUT_LITERAL(o->w, "Arg1:");
	kz_put_id(o->w, 'T', (uint64_t)subject + 1);
	KZ_PUT_LITERAL(o->w, " Arg2:");
	kz_put_id(o->w, 'T', (uint64_t)object + 1);
	kz_put_char(o->w, '\n');
	put_begin(o, 'A', ++*attributes, "Status");
	kz_put_id(o->w, 'R', number + 1);
	kz_put_char(o->w, ' ');
	kz_put_string(o->w, kzner_relation_status_name(r->status));
	kz_put_char(o->w, '\n');
}

void kz_write_brat(kz_out *o)
{
	uint64_t attributes = 0, references = 0;
	if (o->options.table == TEXT) {
		kz_put(o->w, o->text, o->size);
		return;
	}
	for (uint32_t i = 0; i < o->mention_count; i++)
		put_mention(o, i, &attributes, &references);
	for (uint32_t i = 0; i < o->relation_count; i++)
		put_relation(o, i, &attributes);
}
