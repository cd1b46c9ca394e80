/* In: tokens and mentions, both in text order. Out: tokens cut at the ends of mentions. */
#include "write/pieces.h"

kz_pieces kz_pieces_begin(const kz_out *o)
{
	return (kz_pieces){.o = o, .token_count = kzner_result_token_count(o->result)};
}

/* Where the next mention begins or ends behind byte at, but not behind end. */
static uint32_t cut_at(const kz_pieces *p, uint32_t at, uint32_t end)
{
	if (p->mention >= p->o->mention_count)
		return end;
	kzner_span m = p->o->mentions[p->mention].span;
	uint32_t cut = at < m.begin ? m.begin : m.end;
	return cut < end ? cut : end;
}

int kz_pieces_next(kz_pieces *p, kz_piece *ret_piece)
{
	if (p->token == p->token_count)
		return 0;
	kzner_token token = kzner_result_token(p->o->result, p->token);
	uint32_t begin = token.span.begin > p->at ? token.span.begin : p->at;
	while (p->mention < p->o->mention_count && p->o->mentions[p->mention].span.end <= begin)
		p->mention++;
	uint32_t end = cut_at(p, begin, token.span.end);
	int inside = p->mention < p->o->mention_count && p->o->mentions[p->mention].span.begin <= begin;
	*ret_piece = (kz_piece){.span = {begin, end},
	                        .sentence = token.sentence,
	                        .mention = inside ? p->mention : KZNER_NONE,
	                        .begins = inside && p->o->mentions[p->mention].span.begin == begin};
	p->at = end;
	p->token += end == token.span.end;
	return 1;
}
