/* In: a span of tokens and what it may be. Out: a candidate. */
#include "match/candidate.h"

#include <string.h>

kz_candidate *kz_candidate_add(kz_state *state, uint32_t first, uint32_t end, kzner_type type, kzner_source source,
                               float score)
{
	kz_candidate *candidate = KZ_PUSH(state->arena, &state->candidates);
	if (!candidate)
		return NULL;
	uint32_t words = 0;
	for (uint32_t i = first; i < end; i++)
		words += kz_token_at(state, i)->kind != KZ_TOKEN_SYMBOL;
	*candidate = (kz_candidate){.first = first,
	                            .end = end,
	                            .begin_byte = kz_token_at(state, first)->begin,
	                            .end_byte = kz_token_at(state, end - 1)->end,
	                            .type = (uint8_t)type,
	                            .source = (uint8_t)source,
	                            .tokens = words > 255 ? 255 : (uint8_t)words,
	                            .score = score,
	                            .beaten_by = KZNER_NONE,
	                            .full = KZNER_NONE,
	                            .changed = 1};
	return candidate;
}

uint32_t kz_behind_junior(const kz_state *state, uint32_t end)
{
	uint32_t i = end + kz_is_symbol(kz_token_at(state, end), ',');
	if (i >= state->tokens.count)
		return end;
	const kz_token *token = kz_token_at(state, i);
	const char *text = state->text.bytes + token->begin;
	if (token->end - token->begin != 2 || (memcmp(text, "Jr", 2) != 0 && memcmp(text, "Sr", 2) != 0))
		return end;
	return i + 1 + (kz_is_symbol(&token[1], '.') && !(token[1].flags & KZ_TOKEN_SPACE));
}
