/* In: a span of tokens and what it may be. Out: a candidate. */
#include "match/candidate.h"

#include <string.h>

/* There is room for one more. */
static inline kz_candidate *put(kz_state *state, uint32_t first, uint32_t end, kzner_type type, kzner_source source,
                                float score)
{
	const kz_token *from = kz_token_at(state, first), *behind = kz_token_at(state, end);
	kz_candidate *candidate = &state->candidates.items[state->candidates.count++];
	uint32_t words = 0;
	for (const kz_token *token = from; token < behind; token++)
		words += token->kind != KZ_TOKEN_SYMBOL;
	*candidate = (kz_candidate){.first = first,
	                            .end = end,
	                            .begin_byte = from->begin,
	                            .end_byte = behind[-1].end,
	                            .type = (uint8_t)type,
	                            .source = (uint8_t)source,
	                            .tokens = words > 255 ? 255 : (uint8_t)words,
	                            .score = score,
	                            .beaten_by = KZNER_NONE,
	                            .full = KZNER_NONE,
	                            .changed = 1};
	return candidate;
}

/* Apart, so that the usual way has no call. */
static __attribute__((noinline)) kz_candidate *grow_and_put(kz_state *state, uint32_t first, uint32_t end,
                                                            kzner_type type, kzner_source source, float score)
{
	return KZ_RESERVE_MORE(state->arena, &state->candidates, 1) ? put(state, first, end, type, source, score)
	                                                            : NULL;
}

kz_candidate *kz_candidate_add(kz_state *state, uint32_t first, uint32_t end, kzner_type type, kzner_source source,
                               float score)
{
	if (state->candidates.count < state->candidates.capacity)
		return put(state, first, end, type, source, score);
	return grow_and_put(state, first, end, type, source, score);
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
