/*
 * In: a word of the text. Out: the name key that it sounds like, as a word of the model and as a hash.
 *
 * The model tells the keys of most words. Others take longer to make than everything else that is done with a word, so they are kept with
 * the token and, for short words, in the extractor's cache of words.
 */
#include "match/candidate.h"
#include "match/name_variant.h"

/* Of a token whose key the model does not know. Few are asked for, so they are emptied one by one. */
static kz_word_key *key_at(kz_state *state, uint32_t index)
{
	uint64_t *keyed = &state->keyed[index / 64], bit = UINT64_C(1) << index % 64;
	if (!(*keyed & bit)) {
		*keyed |= bit;
		state->keys[index] = (kz_word_key){0, 0};
	}
	return &state->keys[index];
}

/* What the cache remembers of a token's key, if it does. */
static int recall_key(kz_state *state, uint32_t index)
{
	const kz_cached_key *cached = kz_token_cached_key(state->words, state->text.bytes, kz_token_at(state, index));
	if (!cached || !cached->key)
		return 0;
	*key_at(state, index) = (kz_word_key){cached->key, cached->hash};
	return 1;
}

static void set_key(kz_state *state, uint32_t index, const kz_key_text *plain)
{
	const kz_token *token = kz_token_at(state, index);
	kz_word_key *key = key_at(state, index);
	uint32_t word = kz_variant_word_of(state->model, state->text.bytes, token, plain, &key->hash);
	key->word = word ? word : KZ_NO_KEY;
	kz_cached_key *cached = kz_token_cached_key(state->words, state->text.bytes, token);
	if (cached) {
		cached->key = key->word;
		cached->hash = key->hash;
	}
}

static void make_key(kz_state *state, uint32_t index)
{
	kz_key_text plain;
	if (recall_key(state, index))
		return;
	kz_plain_key_make(state->text.bytes, kz_token_at(state, index), &plain);
	set_key(state, index, &plain);
}

/* Keys that are looked up together: the model answers from far memory. */
#define KEYS_TOGETHER 16

typedef struct waiting_key {
	uint32_t token;
	kz_key_text plain;
} waiting_key;

static void set_keys(kz_state *state, const waiting_key *keys, uint32_t count)
{
	const kzner_model *model = state->model;
	for (uint32_t k = 0; k < count; k++)
		__builtin_prefetch(&model->words[*kz_bucket_at(model, keys[k].plain.text[0], keys[k].plain.hash)]);
	/* The same word may wait twice. */
	for (uint32_t k = 0; k < count; k++)
		if (!recall_key(state, keys[k].token))
			set_key(state, keys[k].token, &keys[k].plain);
}

void kz_keys_make(kz_state *state, const uint32_t *tokens, uint32_t count)
{
	waiting_key waiting[KEYS_TOGETHER];
	uint32_t waiting_count = 0;
	for (uint32_t k = 0; k < count; k++) {
		if (kz_known_key(state->model, kz_token_at(state, tokens[k]))->word || key_at(state, tokens[k])->word ||
		    recall_key(state, tokens[k]))
			continue;
		waiting_key *w = &waiting[waiting_count++];
		w->token = tokens[k];
		kz_plain_key_make(state->text.bytes, kz_token_at(state, tokens[k]), &w->plain);
		__builtin_prefetch(kz_bucket_at(state->model, w->plain.text[0], w->plain.hash));
		if (waiting_count == KEYS_TOGETHER) {
			set_keys(state, waiting, waiting_count);
			waiting_count = 0;
		}
	}
	set_keys(state, waiting, waiting_count);
}

uint32_t kz_key_word(kz_state *state, uint32_t index)
{
	uint32_t word = kz_known_key(state->model, kz_token_at(state, index))->word;
	if (!word) {
		const kz_word_key *key = key_at(state, index);
		if (!key->word)
			make_key(state, index);
		word = key->word;
	}
	return word == KZ_NO_KEY ? 0 : word;
}

/* Only what two words are compared by: nothing is asked of the model, but for Cyrillic, whose dictionary forms it tells. */
static void make_hash(kz_state *state, uint32_t index)
{
	const kz_token *token = kz_token_at(state, index);
	kz_word_key *key = key_at(state, index);
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
	const kz_word_key *known = kz_known_key(state->model, kz_token_at(state, index));
	if (known->word)
		return known->hash;
	const kz_word_key *key = key_at(state, index);
	if (!key->hash)
		make_hash(state, index);
	return key->hash;
}
