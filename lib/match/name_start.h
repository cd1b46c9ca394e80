/*
 * Tokens that names may begin at, with what tells how: found for many at once, so that what must be fetched from far memory is under way
 * together.
 */
#ifndef KZ_NAME_START_H
#define KZ_NAME_START_H

#include "base/four.h"
#include "match/name_words.h"

/* Tokens that are looked at together. Many, since each of the loops over them ends in a branch that cannot be foretold and a wait for memory. */
#define KZ_STARTS_MAX 1024

/* Words that fewer letters than this are not tried as variants: too many short words have one key. */
#define KZ_VARIANT_MIN_BYTES 4

/* Ways in which names may begin at a token, bits: with its word alone, with the next word, with the word behind a mark or an initial; in
 * another spelling, also where the word alone is a name letter by letter. */
enum { KZ_WAY_ALONE = 1, KZ_WAY_NEXT = 2, KZ_WAY_OVER = 4, KZ_WAY_VARIES = 8, KZ_WAY_VARIES_ON = 16 };

#define KZ_WAYS_LONG  (KZ_WAY_NEXT | KZ_WAY_OVER)
#define KZ_WAYS_EXACT (KZ_WAY_ALONE | KZ_WAYS_LONG)

/* Bits of what a name key may find: a name of one word, and names of more. The last asks for the key of the word and the next as one. */
enum {
	KZ_VARIANT_ALONE = 1,
	KZ_VARIANT_MORE = 2,
	KZ_VARIANT_KEY = KZ_VARIANT_ALONE | KZ_VARIANT_MORE,
	KZ_VARIANT_JOINED = 4
};

/* A token from which names are looked for. */
typedef struct kz_name_start {
	uint32_t token;
	uint32_t root;     /* of the names that begin there letter by letter, 0 if none may */
	uint32_t second;   /* the child of root that the next token leads to */
	uint32_t alone;    /* the only name that may begin here, if it is the word alone and surely fits, else 0 */
	uint16_t ways;     /* KZ_WAY_ALONE ...; no bytes, which compilers think to be parts of anything */
	uint16_t variants; /* without a root kz_variants_at() */
} kz_name_start;

/* What the bits of tokens tell that are looked at together, and which, by their places among them, more must be asked of. */
typedef struct kz_name_ways {
	uint32_t ways[KZ_STARTS_MAX + KZ_FOUR];     /* in which names may begin: ALONE, VARIES */
	uint32_t pairs[KZ_STARTS_MAX + KZ_FOUR];    /* a name may go on with the next word */
	uint32_t over[KZ_STARTS_MAX + KZ_FOUR];     /* it may with the word behind a mark or an initial */
	uint32_t capitals[KZ_STARTS_MAX + KZ_FOUR]; /* has a capital letter */
	uint32_t pair_count, over_count, capital_count;
} kz_name_ways;

/* Of count tokens, at most KZ_STARTS_MAX. */
void kz_name_ways_read(const kz_state *state, const uint32_t *tokens, uint32_t count, kz_name_ways *ret);

/* The places, up to count, that have any ways; returns their number. As many as KZ_FOUR may be written behind them. */
uint32_t kz_name_ways_keep(const kz_name_ways *ways, uint32_t count, uint32_t *ret_places);

/* Of count tokens, at most KZ_STARTS_MAX, those that names may begin at; returns their number. The capitals among them are put behind
 * those of the state. */
uint32_t kz_starts_find(kz_state *state, const uint32_t *tokens, uint32_t count, kz_name_start *ret_starts);

/* What names in another spelling could begin at these starts, and without a root the names that begin with their keys. */
void kz_variants_fetch(kz_state *state, kz_name_start *starts, uint32_t count);

/* What names in another spelling could begin at token i: bits KZ_VARIANT_ALONE ... Its sign tells without its key that there are none,
 * mostly. */
uint32_t kz_variants_at(const kz_state *state, uint32_t i);

/* Symbols of tokens that kz_name_next_word() may step over. */
extern const uint8_t kz_stepped_over[256];

uint32_t kz_name_step_over(const kz_state *state, uint32_t i);

/* The next word behind token i, over one joining hyphen or the full stop of an abbreviation; 0 if there is none. */
static inline uint32_t kz_name_next_word(const kz_state *state, uint32_t i)
{
	const kz_token *next = kz_token_at(state, i + 1);
	return (next->flags & KZ_TOKEN_BREAK) | kz_stepped_over[(unsigned char)next->symbol]
	               ? kz_name_step_over(state, i)
	               : i + 1;
}

uint32_t kz_name_skip_letter(const kz_state *state, uint32_t i);

/* Joseph R. Biden is also known as Joseph Biden: the word behind an initial, 0 if token i begins none. */
static inline uint32_t kz_name_skip_initial(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	uint32_t is_initial = (token->shape == KZ_SHAPE_UPPER) & (token->end - token->begin == 1);
	return is_initial ? kz_name_skip_letter(state, i) : 0;
}

/* Could a walk step over a token, a mark or an initial? */
static inline uint32_t kz_may_step_to(const kz_token *token)
{
	return kz_stepped_over[(unsigned char)token->symbol] | (uint32_t)(token->shape == KZ_SHAPE_UPPER);
}

/* The same of the token behind this one: few full stops are stepped over, and no clitic. */
static inline uint32_t kz_may_step_behind(const kz_token *token)
{
	const kz_token *next = &token[1];
	uint32_t is_short =
	        (uint32_t)(token->end - token->begin == 1) | (uint32_t)((token->classes & KZ_CLASS_ABBREVIATION) != 0);
	uint32_t is_end = (uint32_t)(next->symbol == '.') & (is_short ^ 1), is_clitic = next->kind == KZ_TOKEN_CLITIC;
	return kz_may_step_to(next) & ((is_end | is_clitic) ^ 1);
}

/* Of the first two names that end at a node: what is asked of them first. Inline, since compilers drop calls that do nothing else. */
static inline __attribute__((always_inline)) void kz_fetch_aliases(const kzner_model *model, uint32_t node)
{
	const kz_node *at = &model->nodes[node];
	uint32_t first = at->accepts & -(uint32_t)(at->accept_count != 0), second = first + (at->accept_count > 1);
	__builtin_prefetch(&model->aliases[model->accepts[first]].flags);
	__builtin_prefetch(&model->aliases[model->accepts[second]].flags);
}

#endif
