/*
 * In: tokens. Out: how names may begin with them by what their bits tell, and lists of those that more must be asked of.
 *
 * Nobody can guess which they are, so there are no branches: each is written, and stays if it belongs to the list. Four are looked at
 * together where the processor can.
 */
#include "match/name_start.h"

const uint8_t kz_stepped_over[256] = {['-'] = 1, ['.'] = 1, ['\''] = 1, [')'] = 1, [']'] = 1};

/* Words that are no names in another spelling. */
#define ORDINARY (KZ_CLASS_COMMON | KZ_CLASS_NEVER | KZ_CLASS_MONTH)

/* What a token tells of these ways: too many have VARIES. A word in small letters is no name that has capitals. */
static uint32_t begins_at(const kz_token *token)
{
	uint32_t open = (token->shape | token->kind | (token->flags & KZ_TOKEN_FOREIGN)) != 0;
	uint32_t alone = (token->follows & (open * KZ_FOLLOWS_ALONE | KZ_FOLLOWS_SMALL)) != 0;
	uint32_t varies = open & (uint32_t)(token->kind == KZ_TOKEN_WORD) & ((token->classes & ORDINARY) == 0);
	return alone * KZ_WAY_ALONE | varies * KZ_WAY_VARIES;
}

/* The tokens at places k to end, one by one. */
static void read_each(const kz_token *items, const uint32_t *tokens, uint32_t k, uint32_t end, kz_name_ways *ret)
{
	for (; k < end; k++) {
		const kz_token *token = &items[tokens[k]], *next = &token[1];
		uint32_t has_more = (token->follows & KZ_FOLLOWS_WORDS) != 0;
		ret->ways[k] = begins_at(token);
		ret->pairs[ret->pair_count] = ret->over[ret->over_count] = ret->capitals[ret->capital_count] = k;
		ret->pair_count += kz_may_follow(token->follows, next->hash);
		ret->over_count += has_more & kz_may_step_to(next);
		ret->capital_count += token->shape != KZ_SHAPE_LOWER;
	}
}

#if defined(__SSE2__)

/* Four tokens and those behind them, a number of each. */
typedef struct four_tokens {
	__m128i heads; /* kind, shape, flags and symbol, from the lowest byte up */
	__m128i classes, follows;
	__m128i next_heads, next_hashes;
} four_tokens;

static inline __m128i load_half(const kz_token *token, int half)
{
	return _mm_loadu_si128((const __m128i *)(const void *)token + half);
}

static inline __m128i join_heads(const __m128i low[KZ_FOUR])
{
	return _mm_unpacklo_epi64(_mm_unpackhi_epi32(low[0], low[1]), _mm_unpackhi_epi32(low[2], low[3]));
}

static inline four_tokens load_four(const kz_token *items, const uint32_t *at)
{
	__m128i low[KZ_FOUR], high[KZ_FOUR], next_low[KZ_FOUR], next_high[KZ_FOUR];
	_Static_assert(offsetof(kz_token, kind) == 8 && offsetof(kz_token, shape) == 9 &&
	                       offsetof(kz_token, flags) == 10 && offsetof(kz_token, symbol) == 11 &&
	                       offsetof(kz_token, hash) == 20 && offsetof(kz_token, classes) == 24 &&
	                       offsetof(kz_token, follows) == 28 && sizeof(kz_token) == 32,
	               "a token is two times four numbers");
	for (int i = 0; i < KZ_FOUR; i++) {
		const kz_token *token = &items[at[i]];
		low[i] = load_half(token, 0);
		high[i] = load_half(token, 1);
		next_low[i] = load_half(token, 2);
		next_high[i] = load_half(token, 3);
	}
	const __m128i first = _mm_unpackhi_epi32(high[0], high[1]), second = _mm_unpackhi_epi32(high[2], high[3]);
	return (four_tokens){
	        .heads = join_heads(low),
	        .classes = _mm_unpacklo_epi64(first, second),
	        .follows = _mm_unpackhi_epi64(first, second),
	        .next_heads = join_heads(next_low),
	        .next_hashes = _mm_unpackhi_epi64(_mm_unpacklo_epi32(next_high[0], next_high[1]),
	                                          _mm_unpacklo_epi32(next_high[2], next_high[3])),
	};
}

/* kz_follows_bit() of four hashes. Its number is the exponent of a float that is 1 with so many zeros. */
static inline __m128i follows_bits(__m128i hashes)
{
	const __m128i bits = _mm_set1_epi32(KZ_FOLLOWS_BITS), upper = _mm_setr_epi32(0, -1, 0, -1);
	const __m128i even = _mm_mul_epu32(hashes, bits), odd = _mm_mul_epu32(_mm_srli_epi64(hashes, 32), bits);
	const __m128i numbers = _mm_or_si128(_mm_srli_epi64(even, 32), _mm_and_si128(odd, upper));
	const __m128i floats = _mm_slli_epi32(_mm_add_epi32(numbers, _mm_set1_epi32(127)), 23);
	return _mm_cvttps_epi32(_mm_castsi128_ps(floats));
}

static inline __m128i have_none(__m128i numbers, __m128i bits)
{
	return _mm_cmpeq_epi32(_mm_and_si128(numbers, bits), _mm_setzero_si128());
}

/* begins_at() of four tokens. */
static inline __m128i begin_at(const four_tokens *t)
{
	const __m128i closed = kz_four_lack(t->heads, 0xFFFF | KZ_TOKEN_FOREIGN << 16);
	const __m128i small = _mm_set1_epi32((int)KZ_FOLLOWS_SMALL), alone = _mm_set1_epi32((int)KZ_FOLLOWS_ALONE);
	const __m128i none = have_none(t->follows, _mm_or_si128(_mm_andnot_si128(closed, alone), small));
	const __m128i varied = _mm_and_si128(kz_four_lack(t->heads, 0xFF), kz_four_lack(t->classes, ORDINARY));
	const __m128i varies = _mm_and_si128(_mm_andnot_si128(closed, varied), _mm_set1_epi32(KZ_WAY_VARIES));
	return _mm_or_si128(_mm_andnot_si128(none, _mm_set1_epi32(KZ_WAY_ALONE)), varies);
}

/* Those that kz_may_step_to() is not true of. */
static inline __m128i step_not_to(__m128i heads)
{
	const __m128i symbols = _mm_srli_epi32(heads, 24);
	__m128i may = kz_four_are(heads, 0xFF00, KZ_SHAPE_UPPER << 8);
	may = _mm_or_si128(may, _mm_cmpeq_epi32(symbols, _mm_set1_epi32('-')));
	may = _mm_or_si128(may, _mm_cmpeq_epi32(symbols, _mm_set1_epi32('.')));
	may = _mm_or_si128(may, _mm_cmpeq_epi32(symbols, _mm_set1_epi32('\'')));
	may = _mm_or_si128(may, _mm_cmpeq_epi32(symbols, _mm_set1_epi32(')')));
	may = _mm_or_si128(may, _mm_cmpeq_epi32(symbols, _mm_set1_epi32(']')));
	return _mm_xor_si128(may, _mm_set1_epi32(-1));
}

/* The first `end` tokens, a multiple of four. */
static void read_by_four(const kz_token *items, const uint32_t *tokens, uint32_t end, kz_name_ways *ret)
{
	uint32_t pairs = 0, over = 0, capitals = 0;
	for (uint32_t k = 0; k < end; k += KZ_FOUR) {
		const four_tokens t = load_four(items, tokens + k);
		const __m128i first = _mm_set1_epi32((int)k);
		const __m128i no_more = kz_four_lack(t.follows, KZ_FOLLOWS_WORDS);
		_mm_storeu_si128((__m128i *)(void *)(ret->ways + k), begin_at(&t));
		pairs = kz_four_add(ret->pairs, pairs, first, have_none(t.follows, follows_bits(t.next_hashes)));
		over = kz_four_add(ret->over, over, first, _mm_or_si128(no_more, step_not_to(t.next_heads)));
		capitals = kz_four_add(ret->capitals, capitals, first, kz_four_lack(t.heads, 0xFF00));
	}
	ret->pair_count = pairs;
	ret->over_count = over;
	ret->capital_count = capitals;
}

/* kz_name_ways_keep() of the first `end`, a multiple of four. */
static uint32_t keep_by_four(const kz_name_ways *ways, uint32_t end, uint32_t *ret_places)
{
	uint32_t kept = 0;
	for (uint32_t k = 0; k < end; k += KZ_FOUR) {
		const __m128i four = _mm_loadu_si128((const __m128i *)(const void *)(ways->ways + k));
		kept = kz_four_add(ret_places, kept, _mm_set1_epi32((int)k), kz_four_lack(four, UINT32_MAX));
	}
	return kept;
}

#endif

void kz_name_ways_read(const kz_state *state, const uint32_t *tokens, uint32_t count, kz_name_ways *ret)
{
	uint32_t done = 0;
	ret->pair_count = ret->over_count = ret->capital_count = 0;
#if defined(__SSE2__)
	done = count / KZ_FOUR * KZ_FOUR;
	read_by_four(state->tokens.items, tokens, done, ret);
#endif
	read_each(state->tokens.items, tokens, done, count, ret);
}

uint32_t kz_name_ways_keep(const kz_name_ways *ways, uint32_t count, uint32_t *ret_places)
{
	uint32_t k = 0, kept = 0;
#if defined(__SSE2__)
	k = count / KZ_FOUR * KZ_FOUR;
	kept = keep_by_four(ways, k, ret_places);
#endif
	for (; k < count; k++) {
		ret_places[kept] = k;
		kept += ways->ways[k] != 0;
	}
	return kept;
}
