/*
 * In: a word of the text. Out: the name key that it sounds like, as a word of the model and as a hash.
 *
 * Keys take longer to make than everything else that is done with a word, so they are kept with the token and, for short
 * ASCII words, in the extractor's cache of words.
 */
#include "match/candidate.h"
#include "match/name_variant.h"

static void make_key(kz_state *state, kz_token *token)
{
	kz_cached_key *cached = kz_token_cached_key(state->words, state->text.bytes, token);
	if (cached && cached->key) {
		token->key = cached->key;
		token->key_hash = cached->hash;
		return;
	}
	uint32_t word = kz_variant_word(state->model, state->text.bytes, token, &token->key_hash);
	token->key = word ? word : KZ_NO_KEY;
	if (cached) {
		cached->key = token->key;
		cached->hash = token->key_hash;
	}
}

uint32_t kz_key_word(kz_state *state, uint32_t index)
{
	kz_token *token = &state->tokens.items[index];
	if (!token->key)
		make_key(state, token);
	return token->key == KZ_NO_KEY ? 0 : token->key;
}

uint32_t kz_key_hash(kz_state *state, uint32_t index)
{
	kz_token *token = &state->tokens.items[index];
	if (!token->key)
		make_key(state, token);
	return token->key_hash;
}
