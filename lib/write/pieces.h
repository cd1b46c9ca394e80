/*
 * Tokens as formats of tokens want them: cut where a mention begins or ends, so that each is wholly inside or outside of
 * a mention.
 *
 *     pro-[Russian]    tokens: pro-Russian    pieces: pro-, Russian
 */
#ifndef KZ_PIECES_H
#define KZ_PIECES_H

#include "write/out.h"

typedef struct kz_piece {
	kzner_span span;
	uint32_t sentence;
	uint32_t mention; /* KZNER_NONE outside */
	int begins;       /* the first piece of its mention */
} kz_piece;

typedef struct kz_pieces {
	const kz_out *o;
	uint32_t token, token_count;
	uint32_t mention; /* the first that does not end before the next piece */
	uint32_t at;      /* bytes of the text that are given */
} kz_pieces;

kz_pieces kz_pieces_begin(const kz_out *o);

/* False at the end. */
int kz_pieces_next(kz_pieces *pieces, kz_piece *ret_piece);

#endif
