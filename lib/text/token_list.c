/*
 * In: tokens. Out: lists of the few that one stage or another looks at, and counts of words, made in one walk.
 *
 * Which tokens they are is hard to guess, so there are no branches: each is written, and stays if it belongs to the list. Four are
 * looked at together where the processor can.
 */
#include "base/four.h"
#include "text/token.h"

#define ENDS_OR_BEGINS (KZ_TOKEN_LINE | KZ_TOKEN_DOTTED | KZ_TOKEN_STOP)

static int make_room(kz_arena *arena, uint32_t count, kz_token_lists *ret)
{
	*ret = (kz_token_lists){0};
	ret->marks = kz_arena_alloc(arena, (count + KZ_FOUR) * sizeof *ret->marks);
	ret->names = kz_arena_alloc(arena, (count + KZ_FOUR) * sizeof *ret->names);
	ret->triggers = kz_arena_alloc(arena, (count + KZ_FOUR) * sizeof *ret->triggers);
	return ret->marks && ret->names && ret->triggers;
}

/* Tokens from i to end, one by one. */
static void list_each(const kz_token *tokens, uint32_t i, uint32_t end, kz_token_lists *ret)
{
	kz_token_lists lists = *ret;
	for (const kz_token *token = tokens + i; i < end; i++, token++) {
		const uint32_t word = token->kind == KZ_TOKEN_WORD, foreign = (token->flags & KZ_TOKEN_FOREIGN) != 0;
		lists.marks[lists.mark_count] = i;
		lists.mark_count += (token->flags & ENDS_OR_BEGINS) != 0;
		lists.names[lists.name_count] = i;
		lists.name_count += ((token->lists & KZ_WORD_BEGINS) | token->shape | foreign) != 0;
		lists.triggers[lists.trigger_count] = i;
		lists.trigger_count += (token->lists & KZ_WORD_TRIGGERS) != 0;
		lists.counts.words += word;
		lists.counts.foreign += word & foreign;
		lists.counts.english +=
		        word & (token->shape == KZ_SHAPE_LOWER) & ((token->lists & KZ_WORD_COMMON) != 0);
	}
	*ret = lists;
}

#if defined(__SSE2__)

/* Four bytes and lists of tokens, one of each. */
typedef struct four_tokens {
	__m128i heads; /* kind, shape, flags and symbol, from the lowest byte up */
	__m128i lists; /* above them nothing that is known */
} four_tokens;

/* Eight bytes of two tokens. */
static inline __m128 load_two(const kz_token *token)
{
	const __m128i first = _mm_loadl_epi64((const __m128i *)(const void *)&token[0].kind);
	return _mm_loadh_pi(_mm_castsi128_ps(first), (const __m64 *)(const void *)&token[1].kind);
}

static inline four_tokens load_four(const kz_token *token)
{
	_Static_assert(offsetof(kz_token, shape) == offsetof(kz_token, kind) + 1 &&
	                       offsetof(kz_token, flags) == offsetof(kz_token, kind) + 2 &&
	                       offsetof(kz_token, lists) == offsetof(kz_token, kind) + 4,
	               "two numbers of a token are looked at");
	const __m128 low = load_two(token), high = load_two(token + 2);
	return (four_tokens){
	        .heads = _mm_castps_si128(_mm_shuffle_ps(low, high, _MM_SHUFFLE(2, 0, 2, 0))),
	        .lists = _mm_castps_si128(_mm_shuffle_ps(low, high, _MM_SHUFFLE(3, 1, 3, 1))),
	};
}

static inline uint32_t sum_of(__m128i numbers)
{
	uint32_t each[KZ_FOUR];
	_mm_storeu_si128((__m128i *)(void *)each, numbers);
	return each[0] + each[1] + each[2] + each[3];
}

/* Tokens up to end, a multiple of four. */
static void list_by_four(const kz_token *tokens, uint32_t end, kz_token_lists *ret)
{
	const uint32_t shapes = 0xFFu << 8, foreign = KZ_TOKEN_FOREIGN << 16;
	const uint32_t marks = (uint32_t)ENDS_OR_BEGINS << 16;
	kz_token_lists lists = *ret;
	__m128i first = _mm_setzero_si128(), words = first, foreigns = first, english = first;
	for (uint32_t i = 0; i < end; i += KZ_FOUR, first = _mm_add_epi32(first, _mm_set1_epi32(KZ_FOUR))) {
		const four_tokens t = load_four(&tokens[i]);
		const __m128i no_name =
		        _mm_and_si128(kz_four_lack(t.heads, shapes | foreign), kz_four_lack(t.lists, KZ_WORD_BEGINS));
		lists.mark_count = kz_four_add(lists.marks, lists.mark_count, first, kz_four_lack(t.heads, marks));
		lists.name_count = kz_four_add(lists.names, lists.name_count, first, no_name);
		lists.trigger_count = kz_four_add(lists.triggers, lists.trigger_count, first,
		                                  kz_four_lack(t.lists, KZ_WORD_TRIGGERS));
		/* what is true is -1 */
		const __m128i word = kz_four_lack(t.heads, 0xFF), small = kz_four_lack(t.heads, 0xFF | shapes);
		words = _mm_sub_epi32(words, word);
		foreigns = _mm_sub_epi32(foreigns, kz_four_are(t.heads, 0xFF | foreign, foreign));
		english = _mm_sub_epi32(english, _mm_andnot_si128(kz_four_lack(t.lists, KZ_WORD_COMMON), small));
	}
	lists.counts = (kz_word_counts){sum_of(words), sum_of(foreigns), sum_of(english)};
	*ret = lists;
}

#endif

int kz_tokens_list(kz_arena *arena, const kz_tokens *tokens, kz_token_lists *ret)
{
	_Static_assert(KZ_TOKEN_WORD == 0 && KZ_SHAPE_LOWER == 0, "a small word has no bit of kind and shape");
	uint32_t done = 0;
	if (!make_room(arena, tokens->count, ret))
		return 0;
#if defined(__SSE2__)
	done = tokens->count / KZ_FOUR * KZ_FOUR;
	list_by_four(tokens->items, done, ret);
#endif
	list_each(tokens->items, done, tokens->count, ret);
	ret->marks[ret->mark_count] = tokens->count;
	return 1;
}
