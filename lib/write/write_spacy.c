/*
 * In: a result. Out: the JSON of spaCy's Doc.to_json(), one document a line; offsets count code points.
 *
 * spaCy puts a text together from its tokens, of which each may have one space behind it: what else lies between tokens
 * is a token of its own, as in spaCy's tokenizer.
 */
#include "base/utf8.h"
#include "write/json.h"
#include "write/pieces.h"
#include "write/writers.h"

static void put_span(const kz_out *o, kz_json *j, kzner_span span)
{
	kz_json_number(j, "start", kz_out_offset(o, span.begin));
	kz_json_number(j, "end", kz_out_offset(o, span.end));
}

static void put_ents(const kz_out *o, kz_json *j)
{
	kz_json_field(j, "ents");
	kz_json_open(j, '[');
	for (size_t i = 0; i < o->mention_count; i++) {
		const kzner_mention *m = &o->mentions[i];
		const kzner_entity *e = m->entity == KZNER_NONE ? NULL : &o->entities[m->entity];
		kz_json_item(j);
		kz_json_open(j, '{');
		put_span(o, j, m->span);
		kz_json_text(j, "label", kzner_type_name(m->type));
		if (e)
			kz_json_text_if(j, "kb_id", e->wikidata ? e->wikidata : e->gazetteer);
		kz_json_close(j, '}', 0);
	}
	kz_json_close(j, ']', 0);
}

static void put_sents(const kz_out *o, kz_json *j)
{
	kz_json_field(j, "sents");
	kz_json_open(j, '[');
	for (size_t i = 0; i < o->sentence_count; i++) {
		kz_json_item(j);
		kz_json_open(j, '{');
		put_span(o, j, o->sentences[i]);
		kz_json_close(j, '}', 0);
	}
	kz_json_close(j, ']', 0);
}

static void put_token(const kz_out *o, kz_json *j, uint32_t *number, kzner_span span)
{
	kz_json_item(j);
	kz_json_open(j, '{');
	kz_json_number(j, "id", (*number)++);
	put_span(o, j, span);
	kz_json_close(j, '}', 0);
}

/* What lies between two tokens but for the one space that belongs to the first. */
static void put_gap(const kz_out *o, kz_json *j, uint32_t *number, kzner_span gap)
{
	gap.begin += *number && gap.begin < gap.end && o->text[gap.begin] == ' ';
	if (gap.begin < gap.end)
		put_token(o, j, number, gap);
}

/* White space is never a token of its own but a part of what lies between. */
static int is_white(const kz_out *o, kzner_span span)
{
	uint32_t code;
	for (uint32_t at = span.begin; at < span.end; at += kz_utf8_decode(o->text + at, span.end - at, &code))
		if (kz_utf8_decode(o->text + at, span.end - at, &code) == 0 || !kz_is_space(code))
			return 0;
	return 1;
}

static void put_tokens(const kz_out *o, kz_json *j)
{
	kz_pieces pieces = kz_pieces_begin(o);
	kz_piece piece;
	uint32_t number = 0, at = 0;
	kz_json_field(j, "tokens");
	kz_json_open(j, '[');
	while (kz_pieces_next(&pieces, &piece)) {
		if (is_white(o, piece.span))
			continue;
		put_gap(o, j, &number, (kzner_span){at, piece.span.begin});
		put_token(o, j, &number, piece.span);
		at = piece.span.end;
	}
	put_gap(o, j, &number, (kzner_span){at, (uint32_t)o->size});
	kz_json_close(j, ']', 0);
}

void kz_write_spacy(kz_out *o)
{
	kz_json j = kz_json_begin(o->w, 0);
	kz_json_open(&j, '{');
	kz_json_field(&j, "text");
	kz_put_json(o->w, o->text, o->size);
	put_ents(o, &j);
	put_sents(o, &j);
	put_tokens(o, &j);
	kz_json_field(&j, "user_data");
	kz_json_open(&j, '{');
	kz_json_text(&j, "id", o->id);
	kz_json_close(&j, '}', 0);
	kz_json_close(&j, '}', 0);
	kz_put_char(o->w, '\n');
}
