/*
 * In: tokens. Out: lists of the few that one stage or another looks at, and counts of words, made in one walk.
 *
 * Which tokens they are is hard to guess, so there are no branches: each is written, and stays if it belongs to the list. Four are
 * looked at together where the processor can.
 */
#include "base/four.h"
#include "text/token.h"

#define ENDS_OR_BEGINS (KZ_TOKEN_LINE | KZ_TOKEN_DOTTED | KZ_TOKEN_STOP)

/* What makes a token trigger rules. */
typedef struct trigger_test {
	uint32_t classes, kinds;
} trigger_test;

static int make_room(kz_arena *arena, uint32_t count, kz_token_lists *ret)
{
	*ret = (kz_token_lists){0};
	ret->marks = kz_arena_alloc(arena, (count + KZ_FOUR) * sizeof *ret->marks);
	ret->names = kz_arena_alloc(arena, (count + KZ_FOUR) * sizeof *ret->names);
	ret->triggers = kz_arena_alloc(arena, (count + KZ_FOUR) * sizeof *ret->triggers);
	return ret->marks && ret->names && ret->triggers;
}

/* Tokens from i to end, one by one. */
static void list_each(const kz_token *tokens, uint32_t i, uint32_t end, trigger_test test, kz_token_lists *ret)
{
	kz_token_lists lists = *ret;
	for (const kz_token *token = tokens + i; i < end; i++, token++) {
		const uint32_t word = token->kind == KZ_TOKEN_WORD, foreign = (token->flags & KZ_TOKEN_FOREIGN) != 0;
		lists.marks[lists.mark_count] = i;
		lists.mark_count += (token->flags & ENDS_OR_BEGINS) != 0;
		lists.names[lists.name_count] = i;
		lists.name_count += (token->follows | token->shape | foreign) != 0;
		lists.triggers[lists.trigger_count] = i;
		lists.trigger_count += ((token->classes & test.classes) | (test.kinds >> token->kind & 1)) != 0;
		lists.counts.words += word;
		lists.counts.foreign += word & foreign;
		lists.counts.english += word & (uint32_t)(token->shape == KZ_SHAPE_LOWER) &
		                        (uint32_t)((token->classes & KZ_CLASS_COMMON) != 0);
	}
	*ret = lists;
}

#if defined(__SSE2__)

/* Four bytes or numbers of tokens, one of each. */
typedef struct four_tokens {
	__m128i heads; /* kind, shape, flags and symbol, from the lowest byte up */
	__m128i classes, follows;
} four_tokens;

static inline four_tokens load_four(const kz_token *token)
{
	__m128i low[KZ_FOUR], high[KZ_FOUR];
	_Static_assert(offsetof(kz_token, kind) == 8 && offsetof(kz_token, shape) == 9 &&
	                       offsetof(kz_token, flags) == 10 && offsetof(kz_token, classes) == 24 &&
	                       offsetof(kz_token, follows) == 28 && sizeof(kz_token) == 32,
	               "a token is two times four numbers");
	for (int i = 0; i < KZ_FOUR; i++) {
		low[i] = _mm_loadu_si128((const __m128i *)(const void *)(token + i));
		high[i] = _mm_loadu_si128((const __m128i *)(const void *)(token + i) + 1);
	}
	const __m128i first = _mm_unpackhi_epi32(high[0], high[1]), second = _mm_unpackhi_epi32(high[2], high[3]);
	return (four_tokens){
	        .heads = _mm_unpacklo_epi64(_mm_unpackhi_epi32(low[0], low[1]), _mm_unpackhi_epi32(low[2], low[3])),
	        .classes = _mm_unpacklo_epi64(first, second),
	        .follows = _mm_unpackhi_epi64(first, second),
	};
}

static inline uint32_t sum_of(__m128i numbers)
{
	uint32_t each[KZ_FOUR];
	_mm_storeu_si128((__m128i *)(void *)each, numbers);
	return each[0] + each[1] + each[2] + each[3];
}

/* Kinds that trigger, each four times. */
typedef struct trigger_kinds {
	__m128i kinds[KZ_TOKEN_URL + 1];
	uint32_t count;
} trigger_kinds;

static trigger_kinds repeat_kinds(uint32_t kinds)
{
	trigger_kinds repeated = {.count = 0};
	for (; kinds; kinds &= kinds - 1)
		repeated.kinds[repeated.count++] = _mm_set1_epi32(__builtin_ctz(kinds));
	return repeated;
}

static inline __m128i is_kind(__m128i heads, const trigger_kinds *kinds)
{
	const __m128i kind = _mm_and_si128(heads, _mm_set1_epi32(0xFF));
	__m128i is = _mm_setzero_si128();
	for (uint32_t i = 0; i < kinds->count; i++)
		is = _mm_or_si128(is, _mm_cmpeq_epi32(kind, kinds->kinds[i]));
	return is;
}

/* Tokens up to end, a multiple of four. */
static void list_by_four(const kz_token *tokens, uint32_t end, trigger_test test, kz_token_lists *ret)
{
	const uint32_t shapes = 0xFFu << 8, foreign = KZ_TOKEN_FOREIGN << 16;
	const uint32_t marks = (uint32_t)ENDS_OR_BEGINS << 16;
	const trigger_kinds kinds = repeat_kinds(test.kinds);
	kz_token_lists lists = *ret;
	__m128i first = _mm_setzero_si128(), words = first, foreigns = first, english = first;
	for (uint32_t i = 0; i < end; i += KZ_FOUR, first = _mm_add_epi32(first, _mm_set1_epi32(KZ_FOUR))) {
		const four_tokens t = load_four(&tokens[i]);
		const __m128i no_name =
		        _mm_and_si128(kz_four_lack(t.heads, shapes | foreign), kz_four_lack(t.follows, UINT32_MAX));
		const __m128i no_trigger =
		        _mm_andnot_si128(is_kind(t.heads, &kinds), kz_four_lack(t.classes, test.classes));
		lists.mark_count = kz_four_add(lists.marks, lists.mark_count, first, kz_four_lack(t.heads, marks));
		lists.name_count = kz_four_add(lists.names, lists.name_count, first, no_name);
		lists.trigger_count = kz_four_add(lists.triggers, lists.trigger_count, first, no_trigger);
		/* what is true is -1 */
		const __m128i word = kz_four_lack(t.heads, 0xFF), small = kz_four_lack(t.heads, 0xFF | shapes);
		words = _mm_sub_epi32(words, word);
		foreigns = _mm_sub_epi32(foreigns, _mm_andnot_si128(kz_four_lack(t.heads, foreign), word));
		english = _mm_sub_epi32(english, _mm_andnot_si128(kz_four_lack(t.classes, KZ_CLASS_COMMON), small));
	}
	lists.counts = (kz_word_counts){sum_of(words), sum_of(foreigns), sum_of(english)};
	*ret = lists;
}

#endif

int kz_tokens_list(kz_arena *arena, const kzner_model *model, const kz_tokens *tokens, kz_token_lists *ret)
{
	_Static_assert(KZ_TOKEN_WORD == 0 && KZ_SHAPE_LOWER == 0, "a small word has no bit of kind and shape");
	const trigger_test test = {.classes = model->rule_index.classes | KZ_CLASS_RULE,
	                           .kinds = kz_trigger_kinds(model->rule_index.shapes)};
	uint32_t done = 0;
	if (!make_room(arena, tokens->count, ret))
		return 0;
#if defined(__SSE2__)
	done = tokens->count / KZ_FOUR * KZ_FOUR;
	list_by_four(tokens->items, done, test, ret);
#endif
	list_each(tokens->items, done, tokens->count, test, ret);
	ret->marks[ret->mark_count] = tokens->count;
	return 1;
}
