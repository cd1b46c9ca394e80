/*
 * In: tokens. Out: those that names of the gazetteers may begin at, with the nodes of the trie that they lead to.
 *
 * Few words that begin names stand where one does. The record of a word and the set of beginnings tell most of the others before the
 * trie is asked; what is asked of it is asked for many tokens at once. Which they are nobody can guess, so there are few branches.
 */
#include "match/name_start.h"

/* Words in small Cyrillic letters that are shorter are not tried. */
#define ADJECTIVE_MIN_BYTES 10

/* Ust'-Kamenogorsk: token i is the apostrophe. */
static int is_soft_sign(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return kz_is_symbol(token, '\'') && !(token->flags & KZ_TOKEN_SPACE) && i + 1 < state->tokens.count &&
	       !(token[1].flags & KZ_TOKEN_SPACE) && kz_is_joining_hyphen(state, i + 1);
}

uint32_t kz_name_step_over(const kz_state *state, uint32_t i)
{
	uint32_t next = i + 1;
	if (next >= state->tokens.count)
		return 0;
	const kz_token *token = kz_token_at(state, next);
	if (token->flags & KZ_TOKEN_BREAK)
		return 0;
	if (is_soft_sign(state, next))
		return next + 2;
	if (kz_is_joining_hyphen(state, next))
		return next + 1;
	/* (Alisher) Navoi, [President Vladimir] Putin: an editor's bracket closes inside the name */
	if ((kz_is_symbol(token, ')') || kz_is_symbol(token, ']')) && !(token->flags & KZ_TOKEN_SPACE) &&
	    next + 1 < state->tokens.count && kz_is_capital(&token[1]) && kz_is_capital(&token[-1]) &&
	    token[-1].shape == KZ_SHAPE_CAP)
		return next + 1;
	if (kz_is_symbol(token, '.') && !(token->flags & KZ_TOKEN_SPACE) && next + 1 < state->tokens.count &&
	    !(token[1].flags & (KZ_TOKEN_BREAK | KZ_TOKEN_SENTENCE)) &&
	    (token[-1].end - token[-1].begin == 1 || kz_classes_at(state, i) & KZ_CLASS_ABBREVIATION))
		return next + 1;
	return next;
}

uint32_t kz_name_skip_letter(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	if (!i || !kz_is_word(token) || i + 2 >= state->tokens.count || !kz_is_symbol(&token[1], '.') ||
	    token[1].flags & KZ_TOKEN_SPACE || !kz_is_capital(&token[2]))
		return 0;
	return i + 2;
}

/* Could token i, a word whose bits say so, begin a name in another spelling? Small letters only where Cyrillic has them:
 * казахстанский. A short word only joined to the next, of which the hyphen is asked here: there is no branch. */
static uint32_t may_vary(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	uint32_t length = token->end - token->begin;
	uint32_t least = token->shape == KZ_SHAPE_LOWER ? ADJECTIVE_MIN_BYTES : KZ_VARIANT_MIN_BYTES;
	return (uint32_t)(length >= least) |
	       ((uint32_t)(token->shape != KZ_SHAPE_LOWER) & (uint32_t)(token[1].symbol == '-'));
}

/* Is token i, behind a word, one that goes_on() may find something at? */
static uint32_t may_lead_on(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return (uint32_t)(token->shape != KZ_SHAPE_LOWER) | kz_stepped_over[(unsigned char)token->symbol] |
	       (uint32_t)kz_token_in(state, i, KZ_NAME_IN(PLACE_WORD));
}

/* Could two words begin a name letter by letter? */
static uint32_t may_go_on(const kz_state *state, uint32_t first, uint32_t second)
{
	const kz_token *left = kz_token_at(state, first), *right = kz_token_at(state, second);
	return left->follows & kz_follows_bit(right->hash) && kz_may_begin(state->model, left->hash, right->hash);
}

/* Could a walk from token i step over what stands behind it, a mark of kz_stepped_over or a word in capitals? */
static uint32_t may_step_over(const kz_token *token)
{
	const kz_token *next = &token[1];
	uint32_t is_joined = !(next->flags & KZ_TOKEN_SPACE), is_initial = next->end - next->begin == 1;
	uint32_t is_hyphen = next->symbol == '-', is_stop = next->symbol == '.';
	const kz_token *behind = &next[is_hyphen];
	uint32_t hyphened = is_hyphen & !(behind->flags & KZ_TOKEN_SPACE) &
	                    ((uint32_t)((token->follows & kz_follows_bit(behind->hash)) != 0) |
	                     (uint32_t)(behind->shape == KZ_SHAPE_UPPER));
	uint32_t shortened = is_stop & ((uint32_t)(token->end - token->begin == 1) |
	                                (uint32_t)((token->classes & KZ_CLASS_ABBREVIATION) != 0));
	uint32_t marked = hyphened | shortened | ((is_hyphen | is_stop) ^ 1);
	return ((uint32_t)(next->symbol != 0) & is_joined & marked) |
	       ((uint32_t)(next->shape == KZ_SHAPE_UPPER) & is_initial);
}

/* Is the word behind token i, over a mark or an initial, the second of a name that begins with it? */
static uint32_t goes_over(const kz_state *state, uint32_t i)
{
	uint32_t next = kz_name_next_word(state, i), behind = next ? kz_name_skip_initial(state, next) : 0;
	return (next && may_go_on(state, i, next)) || (behind && may_go_on(state, i, behind));
}

/* Of some of the tokens, by their places, those that may_step_over() is true of. */
static uint32_t keep_steps(const kz_state *state, const uint32_t *tokens, uint32_t *places, uint32_t count)
{
	uint32_t kept = 0;
	for (uint32_t k = 0; k < count; k++) {
		places[kept] = places[k];
		kept += may_step_over(kz_token_at(state, tokens[places[k]]));
	}
	return kept;
}

/* The set of beginnings tells whether two words begin a name. */
static void ask_pairs(const kz_state *state, const uint32_t *tokens, kz_name_ways *ways)
{
	const kzner_model *const model = state->model;
	uint64_t hashes[KZ_STARTS_MAX];
	for (uint32_t a = 0; a < ways->pair_count; a++) {
		const kz_token *token = kz_token_at(state, tokens[ways->pairs[a]]);
		hashes[a] = kz_beginning_hash(token->hash, token[1].hash);
		__builtin_prefetch(kz_beginnings_at(model, hashes[a]));
	}
	for (uint32_t a = 0; a < ways->pair_count; a++)
		ways->ways[ways->pairs[a]] |= kz_is_beginning(model, hashes[a]) * KZ_WAY_NEXT;
}

/* How may names begin with these tokens? Few words that begin names stand before one that goes on with them. */
static void find_going(const kz_state *state, const uint32_t *tokens, uint32_t count, kz_name_ways *ret)
{
	kz_name_ways_read(state, tokens, count, ret);
	ask_pairs(state, tokens, ret);
	ret->over_count = keep_steps(state, tokens, ret->over, ret->over_count);
	for (uint32_t a = 0; a < ret->over_count; a++)
		ret->ways[ret->over[a]] |= goes_over(state, tokens[ret->over[a]]) * KZ_WAY_OVER;
}

/* Capitals are listed for all that comes later. */
static void list_capitals(kz_state *state, const uint32_t *tokens, const kz_name_ways *ways)
{
	uint32_t *capitals = state->capitals + state->capital_count;
	for (uint32_t c = 0; c < ways->capital_count; c++)
		capitals[c] = tokens[ways->capitals[c]];
	state->capital_count += ways->capital_count;
}

/* Those of the tokens that names may begin at. */
static uint32_t list_starts(kz_state *state, const uint32_t *tokens, uint32_t count, kz_name_start *starts)
{
	kz_name_ways ways;
	uint32_t places[KZ_STARTS_MAX + KZ_FOUR];
	find_going(state, tokens, count, &ways);
	list_capitals(state, tokens, &ways);
	uint32_t kept = kz_name_ways_keep(&ways, count, places);
	for (uint32_t k = 0; k < kept; k++) {
		starts[k].token = tokens[places[k]];
		starts[k].ways = (uint16_t)ways.ways[places[k]];
	}
	return kept;
}

/* What the neighbours of a start say. */
static void read_ways(const kz_state *state, kz_name_start *start)
{
	uint32_t varies = start->ways & may_vary(state, start->token) * KZ_WAY_VARIES;
	uint32_t on = varies / KZ_WAY_VARIES & may_lead_on(state, start->token + 1);
	start->ways = (uint16_t)((start->ways & KZ_WAYS_EXACT) | varies | on * KZ_WAY_VARIES_ON);
}

/*
 * From words to their roots. Word, node, edges, names: each load waits for the one before, out of far memory. Those of many starts
 * are under way at once.
 */
static void fetch_roots(const kz_state *state, kz_name_start *starts, uint32_t count)
{
	const kzner_model *model = state->model;
	for (uint32_t k = 0; k < count; k++) {
		uint32_t exact = (starts[k].ways & KZ_WAYS_EXACT) != 0;
		starts[k].root = kz_token_at(state, starts[k].token)->word & -exact;
		__builtin_prefetch(&model->roots[starts[k].root]);
		read_ways(state, &starts[k]);
	}
	for (uint32_t k = 0; k < count; k++) {
		starts[k].root = model->roots[starts[k].root];
		__builtin_prefetch(&model->nodes[starts[k].root]);
	}
	for (uint32_t k = 0; k < count; k++)
		__builtin_prefetch(&model->accepts[model->nodes[starts[k].root].accepts]);
	for (uint32_t k = 0; k < count; k++)
		kz_fetch_aliases(model, starts[k].root);
}

/* The token behind the second of a start. */
static const kz_token *third_token(const kz_state *state, const kz_name_start *start)
{
	uint32_t second = start->token + 1;
	return kz_token_at(state, second + (second < state->tokens.count));
}

/* No longer name begins at these starts, by their places, unless a third word goes on from the second. */
static void ask_thirds(const kz_state *state, kz_name_start *starts, const uint32_t *places, uint32_t count)
{
	const kzner_model *model = state->model;
	uint32_t thirds[KZ_STARTS_MAX];
	for (uint32_t k = 0; k < count; k++) {
		kz_name_start *start = &starts[places[k]];
		uint32_t word = third_token(state, start)->word;
		thirds[k] = kz_trie_step(model, start->second, word) & -(uint32_t)(word != 0);
		start->ways &= (uint16_t) ~((uint32_t)(thirds[k] == 0) * KZ_WAY_NEXT);
		__builtin_prefetch(&model->nodes[thirds[k]]);
	}
	for (uint32_t k = 0; k < count; k++)
		__builtin_prefetch(&model->accepts[model->nodes[thirds[k]].accepts]);
	for (uint32_t k = 0; k < count; k++)
		kz_fetch_aliases(model, thirds[k]);
}

/* The second words of those that go on, and the names that end there. */
static void fetch_seconds(const kz_state *state, kz_name_start *starts, uint32_t count)
{
	const kzner_model *model = state->model;
	uint32_t going[KZ_STARTS_MAX], open[KZ_STARTS_MAX], going_count = 0, open_count = 0;
	for (uint32_t k = 0; k < count; k++) {
		starts[k].variants = 0;
		going[going_count] = k;
		going_count += (starts[k].ways & KZ_WAY_NEXT) != 0;
		starts[k].second = 0;
	}
	for (uint32_t k = 0; k < going_count; k++) {
		const kz_name_start *start = &starts[going[k]];
		uint32_t next = kz_token_at(state, start->token + 1)->word;
		__builtin_prefetch(&model->edges[kz_edge_guess(model, &model->nodes[start->root], next)]);
	}
	for (uint32_t k = 0; k < going_count; k++) {
		kz_name_start *start = &starts[going[k]];
		uint32_t word = kz_token_at(state, start->token + 1)->word;
		start->second = word ? kz_trie_step(model, start->root, word) : 0;
		__builtin_prefetch(&model->nodes[start->second]);
	}
	for (uint32_t k = 0; k < going_count; k++) {
		const kz_name_start *start = &starts[going[k]];
		const kz_node *second = &model->nodes[start->second];
		const kz_token *third = third_token(state, start);
		__builtin_prefetch(&model->accepts[second->accepts]);
		__builtin_prefetch(&model->edges[kz_edge_guess(model, second, third->word)]);
		open[open_count] = going[k];
		open_count += (uint32_t)(second->accept_count == 0) & (kz_may_step_behind(third - 1) ^ 1);
	}
	ask_thirds(state, starts, open, open_count);
	for (uint32_t k = 0; k < going_count; k++)
		kz_fetch_aliases(model, starts[going[k]].second);
}

uint32_t kz_starts_find(kz_state *state, const uint32_t *tokens, uint32_t count, kz_name_start *ret_starts)
{
	uint32_t kept = list_starts(state, tokens, count, ret_starts);
	fetch_roots(state, ret_starts, kept);
	fetch_seconds(state, ret_starts, kept);
	kz_variants_fetch(state, ret_starts, kept);
	return kept;
}
