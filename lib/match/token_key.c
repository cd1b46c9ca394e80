/*
 * In: a word of the text. Out: the name key that it sounds like, as a word of the model and as a hash.
 *
 * Keys take longer to make than everything else that is done with a word, so they are kept with the token and, for short
 * ASCII words, in the extractor's cache of words.
 */
#include "match/candidate.h"
#include "match/name_variant.h"

static void make_key(kz_state *state, uint32_t index)
{
	const kz_token *token = kz_token_at(state, index);
	kz_token_key *key = &state->keys[index];
	kz_cached_key *cached = kz_token_cached_key(state->words, state->text.bytes, token);
	if (cached && cached->key) {
		*key = (kz_token_key){cached->key, cached->hash};
		return;
	}
	uint32_t word = kz_variant_word(state->model, state->text.bytes, token, &key->hash);
	key->word = word ? word : KZ_NO_KEY;
	if (cached) {
		cached->key = key->word;
		cached->hash = key->hash;
	}
}

uint32_t kz_key_word(kz_state *state, uint32_t index)
{
	if (!state->keys[index].word)
		make_key(state, index);
	return state->keys[index].word == KZ_NO_KEY ? 0 : state->keys[index].word;
}

/* Only what two words are compared by: nothing is asked of the model, but for Cyrillic, whose dictionary forms it tells. */
static void make_hash(kz_state *state, uint32_t index)
{
	const kz_token *token = kz_token_at(state, index);
	kz_token_key *key = &state->keys[index];
	if (token->flags & KZ_TOKEN_FOREIGN) {
		make_key(state, index);
		return;
	}
	kz_cached_key *cached = kz_token_cached_key(state->words, state->text.bytes, token);
	key->hash = cached && cached->hash ? cached->hash : kz_plain_key_hash(state->text.bytes, token);
	if (cached)
		cached->hash = key->hash;
}

uint32_t kz_key_hash(kz_state *state, uint32_t index)
{
	if (!state->keys[index].hash)
		make_hash(state, index);
	return state->keys[index].hash;
}
