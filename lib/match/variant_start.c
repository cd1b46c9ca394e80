/*
 * In: starts of names. Out: which of them may begin names in another spelling, and the keys of these.
 *
 * Most words sound like no name. The model tells the keys of the words that it knows; of others their signs tell, mostly, that nobody
 * has their keys, which are dear to make.
 */
#include "match/name_start.h"
#include "match/name_variant.h"

static kz_name_signs signs_at(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return kz_name_signs_of(state->text.bytes + token->begin, token->end - token->begin);
}

/* Could the word with that key lead on from a node of name keys? A mark that is no word of a name has no key. */
static uint32_t may_have_key(const kz_token *token, uint32_t key)
{
	return (uint32_t)(key != KZ_NO_KEY) &
	       ((uint32_t)(token->kind != KZ_TOKEN_SYMBOL) | (uint32_t)(token->word != 0));
}

/* Could two words of these signs begin a name in another spelling? */
static uint32_t may_pair(const kzner_model *model, kz_name_signs first, kz_name_signs second)
{
	return kz_signs_may_begin(model, first, second.plain) | kz_signs_may_begin(model, first, second.glide) |
	       (uint32_t)(second.plain == KZ_NO_SIGN);
}

/* Could the word behind token i be the second of a name in another spelling whose first has these signs? */
static uint32_t may_vary_on(const kz_state *state, uint32_t i, kz_name_signs signs)
{
	uint32_t next = kz_name_next_word(state, i);
	const kz_token *token = kz_token_at(state, next);
	if (!next)
		return 0;
	if (kz_name_skip_initial(state, next))
		return KZ_VARIANT_MORE;
	if (!may_have_key(token, kz_known_key(state->model, token)->word))
		return 0;
	return may_pair(state->model, signs, signs_at(state, next)) * KZ_VARIANT_MORE;
}

/* The same of token i alone, and with the word behind it. */
static uint32_t may_vary_by(const kz_state *state, uint32_t i, kz_name_signs signs)
{
	if (signs.plain == KZ_NO_SIGN)
		return KZ_VARIANT_KEY;
	uint32_t alone = kz_signs_may_begin(state->model, signs, KZ_BEGINS_ALONE) * KZ_VARIANT_ALONE;
	return alone | (kz_signs_may_begin(state->model, signs, KZ_BEGINS_MORE) ? may_vary_on(state, i, signs) : 0);
}

/* The same where the name key of token i is known, which names begin with. A short key is nobody's by itself. */
static uint32_t may_vary_as(const kz_state *state, uint32_t i, uint32_t key)
{
	const kzner_model *model = state->model;
	uint32_t root = model->roots[key], next = kz_name_next_word(state, i);
	const kz_node *node = &model->nodes[root];
	uint32_t alone = node->accept_count && model->words[key].length > KZ_KEY_SURE ? KZ_VARIANT_ALONE : 0;
	if (!next || !node->edge_count)
		return alone;
	uint32_t second = kz_known_key(model, kz_token_at(state, next))->word;
	if (!second && may_have_key(kz_token_at(state, next), second))
		return alone | may_vary_on(state, i, signs_at(state, i));
	return alone | ((second && second != KZ_NO_KEY && kz_trie_step(model, root, second)) ||
	                                kz_name_skip_initial(state, next)
	                        ? KZ_VARIANT_MORE
	                        : 0);
}

/* A hyphen behind token i joins it to another word; a word that is too short is only looked for so. */
static uint32_t may_join(const kz_state *state, uint32_t i)
{
	return kz_is_joining_hyphen(state, i + 1) ? KZ_VARIANT_JOINED : 0;
}

static uint32_t is_too_short(const kz_token *token)
{
	return token->end - token->begin < KZ_VARIANT_MIN_BYTES;
}

/* kz_variants_at() of a word whose name key is not known, by its signs. */
static uint32_t variants_by(const kz_state *state, uint32_t i, kz_name_signs signs)
{
	uint32_t joins = may_join(state, i);
	return !joins && is_too_short(kz_token_at(state, i)) ? 0 : joins | may_vary_by(state, i, signs);
}

uint32_t kz_variants_at(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	uint32_t key = kz_known_key(state->model, token)->word, joins = may_join(state, i);
	if (!key)
		return variants_by(state, i, signs_at(state, i));
	return key == KZ_NO_KEY || (is_too_short(token) && !joins) ? joins : joins | may_vary_as(state, i, key);
}

/* From name keys to the names that begin with them. */
static void fetch_key_roots(kz_state *state, const uint32_t *tokens, uint32_t count)
{
	const kzner_model *model = state->model;
	uint32_t roots[KZ_STARTS_MAX];
	for (uint32_t k = 0; k < count; k++) {
		roots[k] = kz_key_word(state, tokens[k]);
		__builtin_prefetch(&model->roots[roots[k]]);
	}
	for (uint32_t k = 0; k < count; k++) {
		roots[k] = model->roots[roots[k]];
		__builtin_prefetch(&model->nodes[roots[k]]);
	}
	for (uint32_t k = 0; k < count; k++)
		__builtin_prefetch(&model->accepts[model->nodes[roots[k]].accepts]);
	for (uint32_t k = 0; k < count; k++)
		kz_fetch_aliases(model, roots[k]);
}

/* Starts, by their places, that may vary: of those that are told the model knows the name keys; those that are untold have no root. */
typedef struct varied_starts {
	uint32_t told[KZ_STARTS_MAX], untold[KZ_STARTS_MAX];
	uint32_t told_count, untold_count;
} varied_starts;

/* Of starts that vary those that do not. */
static void set_varies(kz_name_start *start, uint32_t varies)
{
	start->ways &= (uint16_t)(KZ_WAYS_EXACT | -varies);
}

/* Most words sound like no name: the model has no word that is their key. */
static void list_varied(const kz_state *state, kz_name_start *starts, uint32_t count, varied_starts *ret)
{
	const kzner_model *model = state->model;
	uint32_t varied[KZ_STARTS_MAX], varied_count = 0, told = 0, untold = 0;
	for (uint32_t k = 0; k < count; k++) {
		uint32_t ways = starts[k].ways, is_open = (ways & (KZ_WAY_ALONE | KZ_WAY_VARIES_ON)) != KZ_WAY_ALONE;
		varied[varied_count] = k;
		varied_count += (uint32_t)((ways & KZ_WAY_VARIES) != 0) & is_open;
		__builtin_prefetch(kz_known_key(model, kz_token_at(state, starts[k].token)));
	}
	for (uint32_t v = 0; v < varied_count; v++) {
		kz_name_start *start = &starts[varied[v]];
		const kz_token *token = kz_token_at(state, start->token);
		uint32_t key = kz_known_key(model, token)->word;
		uint32_t is_told = key != 0, leads = is_told & (uint32_t)(key != KZ_NO_KEY);
		uint32_t joins = token[1].symbol == '-';
		set_varies(start, (is_told ^ 1) | leads | joins);
		ret->told[told] = ret->untold[untold] = varied[v];
		told += is_told & (leads | joins);
		untold += (is_told ^ 1) & (uint32_t)(start->root == 0);
		__builtin_prefetch(&model->roots[key & -leads]);
		__builtin_prefetch(&model->words[key & -leads]);
		__builtin_prefetch(kz_known_key(model, &token[1]));
	}
	ret->told_count = told;
	ret->untold_count = untold;
}

/* The key of a token as a word of the model, 0 if it is not known or nobody's. */
static uint32_t known_word(const kzner_model *model, const kz_token *token)
{
	uint32_t key = kz_known_key(model, token)->word;
	return key & -(uint32_t)(key != KZ_NO_KEY);
}

/* Could a name in another spelling go on behind a token with that known key? */
static uint32_t may_lead_on(const kzner_model *model, const kz_word *key, const kz_token *token)
{
	const kz_token *next = &token[1];
	uint32_t second = known_word(model, next), follows = kz_may_follow(key->follows, model->words[second].hash);
	uint32_t may = may_have_key(next, kz_known_key(model, next)->word) & (follows | (uint32_t)(second == 0));
	return (uint32_t)((key->follows & KZ_FOLLOWS_WORDS) != 0) & (may | kz_may_step_behind(token));
}

/* Could a name in another spelling begin at a token with that known key? Its record tells without the trie. */
static uint32_t may_begin_as(const kzner_model *model, const kz_word *key, const kz_token *token)
{
	uint32_t alone = (uint32_t)((key->follows & KZ_FOLLOWS_ALONE) != 0) & (uint32_t)(key->length > KZ_KEY_SURE);
	return alone | may_lead_on(model, key, token);
}

/* Of starts whose keys are known those that names may begin at; only starts without a root are kept. */
static uint32_t keep_told(const kz_state *state, kz_name_start *starts, uint32_t *places, uint32_t count)
{
	const kzner_model *model = state->model;
	uint32_t keys[KZ_STARTS_MAX], roots[KZ_STARTS_MAX], kept = 0;
	for (uint32_t k = 0; k < count; k++) {
		const kz_token *token = kz_token_at(state, starts[places[k]].token);
		keys[k] = known_word(model, token);
		roots[k] = model->roots[keys[k]];
		__builtin_prefetch(&model->nodes[roots[k]]);
		__builtin_prefetch(&model->words[known_word(model, &token[1])]);
	}
	for (uint32_t k = 0; k < count; k++) {
		kz_name_start *start = &starts[places[k]];
		const kz_token *token = kz_token_at(state, start->token);
		const kz_node *node = &model->nodes[roots[k]];
		uint32_t begins =
		        (uint32_t)(token[1].symbol == '-') | may_begin_as(model, &model->words[keys[k]], token);
		set_varies(start, begins);
		places[kept] = places[k];
		kept += begins & (uint32_t)(start->root == 0);
		__builtin_prefetch(&model->edges[kz_edge_guess(model, node, known_word(model, &token[1]))]);
	}
	return kept;
}

/* The same of those whose signs must tell it; *signs become those of the kept. */
static uint32_t keep_untold(const kz_state *state, const kz_name_start *starts, uint32_t *places, uint32_t count,
                            kz_name_signs *signs)
{
	const kzner_model *model = state->model;
	uint32_t kept = 0;
	for (uint32_t k = 0; k < count; k++) {
		signs[k] = signs_at(state, starts[places[k]].token);
		__builtin_prefetch(kz_beginnings_at(model, kz_beginning_hash(signs[k].plain, KZ_BEGINS_ALONE)));
		__builtin_prefetch(kz_beginnings_at(model, kz_beginning_hash(signs[k].plain, KZ_BEGINS_MORE)));
	}
	for (uint32_t k = 0; k < count; k++) {
		uint32_t begins = kz_signs_may_begin(model, signs[k], KZ_BEGINS_ALONE) |
		                  kz_signs_may_begin(model, signs[k], KZ_BEGINS_MORE);
		uint32_t next = starts[places[k]].token + 1;
		places[kept] = places[k];
		signs[kept] = signs[k];
		kept += begins | (uint32_t)(kz_token_at(state, next)->symbol == '-');
	}
	return kept;
}

/* Tokens whose keys are wanted. */
typedef struct wanted_keys {
	uint32_t tokens[KZ_STARTS_MAX + 1];
	uint32_t count;
} wanted_keys;

static void set_variants(kz_name_start *start, uint32_t variants, wanted_keys *wanted)
{
	start->variants = (uint16_t)variants;
	wanted->tokens[wanted->count] = start->token;
	wanted->count += (variants & KZ_VARIANT_KEY) != 0;
}

/* What names may begin at starts of which no name begins letter by letter. */
static void read_variants(const kz_state *state, kz_name_start *starts, varied_starts *varied, wanted_keys *wanted)
{
	kz_name_signs signs[KZ_STARTS_MAX];
	uint32_t told = keep_told(state, starts, varied->told, varied->told_count);
	uint32_t untold = keep_untold(state, starts, varied->untold, varied->untold_count, signs);
	wanted->count = 0;
	for (uint32_t k = 0; k < told; k++) {
		kz_name_start *start = &starts[varied->told[k]];
		set_variants(start, kz_variants_at(state, start->token), wanted);
	}
	for (uint32_t k = 0; k < untold; k++) {
		kz_name_start *start = &starts[varied->untold[k]];
		set_variants(start, variants_by(state, start->token, signs[k]), wanted);
	}
}

void kz_variants_fetch(kz_state *state, kz_name_start *starts, uint32_t count)
{
	varied_starts varied;
	wanted_keys wanted;
	list_varied(state, starts, count, &varied);
	read_variants(state, starts, &varied, &wanted);
	if (state->words)
		for (uint32_t k = 0; k < wanted.count; k++)
			__builtin_prefetch(kz_key_cache_at(state->words, kz_token_at(state, wanted.tokens[k])->hash));
	kz_keys_make(state, wanted.tokens, wanted.count);
	fetch_key_roots(state, wanted.tokens, wanted.count);
}
