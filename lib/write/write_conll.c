/*
 * In: a result. Out: one token a line with its BIO tag behind a tab, an empty line behind each sentence.
 *
 *     -DOCSTART-  O
 *
 *     Nursultan   B-PERSON
 *     Nazarbayev  I-PERSON
 */
#include "write/pieces.h"
#include "write/writers.h"

static void put_piece(const kz_out *o, const kz_piece *p)
{
	kz_put_escaped(o->w, kz_escape_bare, o->text + p->span.begin, p->span.end - p->span.begin);
	if (p->mention == KZNER_NONE) {
		KZ_PUT_LITERAL(o->w, "\tO\n");
		return;
	}
	kz_put_string(o->w, p->begins ? "\tB-" : "\tI-");
	kz_put_string(o->w, kzner_type_name(o->mentions[p->mention].type));
	kz_put_char(o->w, '\n');
}

void kz_write_conll(kz_out *o)
{
	kz_pieces pieces = kz_pieces_begin(o);
	kz_piece piece;
	uint32_t sentence = 0;
	KZ_PUT_LITERAL(o->w, "-DOCSTART-\tO\n\n");
	while (kz_pieces_next(&pieces, &piece)) {
		if (piece.sentence != sentence)
			kz_put_char(o->w, '\n');
		sentence = piece.sentence;
		put_piece(o, &piece);
	}
	kz_put_char(o->w, '\n');
}
