/*
 * In: capitalised words and what covers them. Out: lists of those that one matcher of names or another looks at, made in one walk.
 *
 * What stands at capitals cannot be foretold, so there are no branches: each word is written, and stays if it belongs to the list. Four
 * are looked at together where the processor can. Lists are of places among the capitals first, which follow one another.
 */
#include "match/capital_list.h"

#include "base/four.h"

/* Letters of the words in two of the lists. */
#define UPPER_LEAST 3
#define BRIEF_MOST  2

#define PERSONAL (KZ_CLASS_GIVEN | KZ_CLASS_SURNAME)
#define PLAIN    (KZ_CLASS_COMMON | KZ_CLASS_MIXED)
#define UNLIKELY (KZ_UNLIKELY_IN_NAME | KZ_HEAD_CLASSES)

/* A company with a name behind it: two signs, see add_branch() in head_match.c. */
#define BRANCH (KZ_COVER_ORG | KZ_COVER_ANY << 8)

static uint32_t *make_list(const kz_state *state)
{
	return kz_arena_alloc(state->arena, (state->capital_count + KZ_FOUR) * sizeof(uint32_t));
}

static int make_room(kz_state *state, kz_capital_lists *ret)
{
	state->proper = make_list(state);
	state->proper_count = 0;
	*ret = (kz_capital_lists){.names = {make_list(state), 0},
	                          .heads = {make_list(state), 0},
	                          .offices = {make_list(state), 0},
	                          .upper = {make_list(state), 0},
	                          .telling = {make_list(state), 0}};
	return state->proper && ret->names.at && ret->heads.at && ret->offices.at && ret->upper.at && ret->telling.at;
}

/*
 * Does person_word() say yes, or perhaps is_initial(), of a capitalised word with this sign of its cover? No where that can be told
 * without branches, and of ordinary words that begin a sentence and are no given names.
 */
static uint32_t may_begin_person(const kz_token *token, uint32_t sign, uint32_t given_before)
{
	uint32_t personal = (token->classes & PERSONAL) != 0;
	uint32_t surname = personal | (((sign & KZ_COVER_PLACE) != 0) & given_before);
	uint32_t initial = (token->end - token->begin == 1) | ((token->flags & KZ_TOKEN_DOTTED) != 0);
	uint32_t taken = ((sign & KZ_COVER_NO_PERSON) != 0) | (((sign & KZ_COVER_NO_WORD) != 0) & (surname ^ 1));
	uint32_t unlikely = ((token->classes & UNLIKELY) != 0) & (personal ^ 1) & ((sign & KZ_COVER_ANY) == 0);
	uint32_t ordinary = kz_is_ordinary_token(token) & ((token->classes & KZ_CLASS_GIVEN) == 0);
	return (ordinary | ((taken | unlikely) & (initial ^ 1))) ^ 1;
}

static void add(kz_token_list *list, uint32_t place, uint32_t is_one)
{
	list->at[list->count] = place;
	list->count += is_one;
}

/* Capitals from place k to end, one by one. */
static void list_each(kz_state *state, uint32_t k, uint32_t end, kz_capital_lists *lists)
{
	for (; k < end; k++) {
		const uint32_t i = state->capitals[k], sign = state->cover_signs[i];
		const kz_token *token = kz_token_at(state, i);
		const uint32_t word = (uint32_t)kz_is_word(token), size = token->end - token->begin;
		uint32_t branch = ((sign | (uint32_t)state->cover_signs[i + 1] << 8) & BRANCH) == BRANCH;
		uint32_t brief = ((token->classes & PLAIN) != 0) & (size <= BRIEF_MOST);
		const uint32_t given_before = (token[-(i > 0)].classes & KZ_CLASS_GIVEN) != 0;
		add(&lists->names, k, word & may_begin_person(token, sign, given_before));
		add(&lists->heads, k, (word & ((token->classes & KZ_HEAD_CLASSES) != 0)) | branch);
		add(&lists->offices, k, word & ((token->classes & KZ_CLASS_TITLE) != 0));
		add(&lists->upper, k, word & (token->shape == KZ_SHAPE_UPPER) & (size >= UPPER_LEAST));
		add(&lists->telling, k, kz_is_telling(token));
		state->proper[state->proper_count] = k;
		state->proper_count += (kz_is_ordinary_token(token) | brief) ^ 1;
	}
}

#if defined(__SSE2__)

/* Four capitals, a number of each. */
typedef struct four_capitals {
	__m128i tokens, sizes, heads, classes; /* head: kind, shape, flags and symbol, from the lowest byte up */
	__m128i signs;                         /* of the cover, that of the next token above it */
} four_capitals;

static inline __m128i load_half(const kz_token *token, int half)
{
	return _mm_loadu_si128((const __m128i *)(const void *)token + half);
}

static inline int load_signs(const uint8_t *at)
{
	return at[0] | at[1] << 8;
}

static inline four_capitals load_four(const kz_state *state, const uint32_t *at)
{
	const kz_token *tokens = state->tokens.items,
	               *t[KZ_FOUR] = {&tokens[at[0]], &tokens[at[1]], &tokens[at[2]], &tokens[at[3]]};
	const uint8_t *signs = state->cover_signs;
	_Static_assert(offsetof(kz_token, begin) == 0 && offsetof(kz_token, end) == 4 &&
	                       offsetof(kz_token, kind) == 8 && offsetof(kz_token, shape) == 9 &&
	                       offsetof(kz_token, flags) == 10 && offsetof(kz_token, classes) == 24,
	               "a token is two times four numbers");
	const __m128i low[KZ_FOUR] = {load_half(t[0], 0), load_half(t[1], 0), load_half(t[2], 0), load_half(t[3], 0)};
	const __m128i first = _mm_unpacklo_epi32(low[0], low[1]), second = _mm_unpacklo_epi32(low[2], low[3]);
	return (four_capitals){
	        .tokens = _mm_loadu_si128((const __m128i *)(const void *)at),
	        .sizes = _mm_sub_epi32(_mm_unpackhi_epi64(first, second), _mm_unpacklo_epi64(first, second)),
	        .heads = _mm_unpacklo_epi64(_mm_unpackhi_epi32(low[0], low[1]), _mm_unpackhi_epi32(low[2], low[3])),
	        .classes =
	                _mm_setr_epi32((int)t[0]->classes, (int)t[1]->classes, (int)t[2]->classes, (int)t[3]->classes),
	        .signs = _mm_setr_epi32(load_signs(signs + at[0]), load_signs(signs + at[1]), load_signs(signs + at[2]),
	                                load_signs(signs + at[3])),
	};
}

/* What is ordinary, see kz_is_ordinary_token(), if it is plain. */
static inline __m128i begin_sentences(const four_capitals *c)
{
	const uint32_t flag = (uint32_t)KZ_TOKEN_SENTENCE << 16;
	return kz_four_are(c->heads, 0xFF00 | flag, KZ_SHAPE_CAP << 8 | flag);
}

/* The numbers before each of four, those of the four before them at hand. */
static inline __m128i shift_in(__m128i before, __m128i numbers)
{
	return _mm_or_si128(_mm_slli_si128(numbers, 4), _mm_srli_si128(before, 12));
}

/* Those that stand behind a given name. */
static inline __m128i follow_given(const four_capitals *before, const four_capitals *c)
{
	const __m128i behind = _mm_add_epi32(shift_in(before->tokens, c->tokens), _mm_set1_epi32(1));
	return _mm_andnot_si128(kz_four_lack(shift_in(before->classes, c->classes), KZ_CLASS_GIVEN),
	                        _mm_cmpeq_epi32(behind, c->tokens));
}

/* Those of which may_begin_person() says no. */
static inline __m128i begin_no_person(const four_capitals *before, const four_capitals *c, __m128i ordinary)
{
	const __m128i no_initial = _mm_andnot_si128(_mm_cmpeq_epi32(c->sizes, _mm_set1_epi32(1)),
	                                            kz_four_lack(c->heads, (uint32_t)KZ_TOKEN_DOTTED << 16));
	const __m128i impersonal = kz_four_lack(c->classes, PERSONAL);
	const __m128i uncovered = kz_four_lack(c->signs, KZ_COVER_ANY);
	const __m128i unlikely = _mm_andnot_si128(kz_four_lack(c->classes, UNLIKELY), uncovered);
	const __m128i no_surname = _mm_or_si128(kz_four_lack(c->signs, KZ_COVER_PLACE),
	                                        _mm_xor_si128(follow_given(before, c), _mm_set1_epi32(-1)));
	const __m128i barred = _mm_and_si128(kz_four_are(c->signs, KZ_COVER_NO_WORD, KZ_COVER_NO_WORD), no_surname);
	const __m128i taken = kz_four_are(c->signs, KZ_COVER_NO_PERSON, KZ_COVER_NO_PERSON);
	const __m128i none = _mm_or_si128(taken, _mm_and_si128(_mm_or_si128(barred, unlikely), impersonal));
	return _mm_or_si128(_mm_and_si128(ordinary, kz_four_lack(c->classes, KZ_CLASS_GIVEN)),
	                    _mm_and_si128(none, no_initial));
}

static inline void add_four(kz_token_list *list, __m128i first, __m128i out)
{
	list->count = kz_four_add(list->at, list->count, first, out);
}

/* Capitals up to place end, a multiple of four. */
static void list_by_four(kz_state *state, uint32_t end, kz_capital_lists *ret)
{
	kz_capital_lists lists = *ret;
	kz_token_list proper = {state->proper, state->proper_count};
	four_capitals before = {.classes = _mm_setzero_si128(), .tokens = _mm_setzero_si128()};
	__m128i first = _mm_setr_epi32(0, 0, 0, 0);
	for (uint32_t k = 0; k < end; k += KZ_FOUR, first = _mm_add_epi32(first, _mm_set1_epi32(KZ_FOUR))) {
		const four_capitals c = load_four(state, &state->capitals[k]);
		const __m128i no_word = _mm_xor_si128(kz_four_lack(c.heads, 0xFF), _mm_set1_epi32(-1));
		const __m128i no_plain = kz_four_lack(c.classes, PLAIN);
		const __m128i ordinary = _mm_andnot_si128(no_plain, begin_sentences(&c));
		const __m128i brief =
		        _mm_andnot_si128(no_plain, _mm_cmplt_epi32(c.sizes, _mm_set1_epi32(BRIEF_MOST + 1)));
		const __m128i branch = kz_four_are(c.signs, BRANCH, BRANCH);
		const __m128i no_head = _mm_or_si128(no_word, kz_four_lack(c.classes, KZ_HEAD_CLASSES));
		const __m128i upper = _mm_andnot_si128(_mm_cmplt_epi32(c.sizes, _mm_set1_epi32(UPPER_LEAST)),
		                                       kz_four_are(c.heads, 0xFFFF, KZ_SHAPE_UPPER << 8));
		const __m128i no_telling = _mm_or_si128(_mm_cmplt_epi32(c.sizes, _mm_set1_epi32(4)),
		                                        kz_four_lack(c.classes, KZ_CLASS_COMMON));
		add_four(&lists.names, first, _mm_or_si128(no_word, begin_no_person(&before, &c, ordinary)));
		add_four(&lists.heads, first, _mm_andnot_si128(branch, no_head));
		add_four(&lists.offices, first, _mm_or_si128(no_word, kz_four_lack(c.classes, KZ_CLASS_TITLE)));
		add_four(&lists.upper, first, _mm_xor_si128(upper, _mm_set1_epi32(-1)));
		add_four(&lists.telling, first, _mm_or_si128(no_word, no_telling));
		add_four(&proper, first, _mm_or_si128(ordinary, brief));
		before = c;
	}
	*ret = lists;
	state->proper_count = proper.count;
}

#endif

static void to_tokens(const kz_state *state, kz_token_list *list)
{
	for (uint32_t k = 0; k < list->count; k++)
		list->at[k] = state->capitals[list->at[k]];
	list->at[list->count] = KZNER_NONE;
}

/* Most titles begin with other words. */
static void keep_offices(const kz_state *state, kz_token_list *list)
{
	uint32_t kept = 0;
	for (uint32_t k = 0; k < list->count; k++) {
		list->at[kept] = list->at[k];
		kept += (uint32_t)kz_token_in(state, list->at[k], KZ_NAME_IN(PORTFOLIO_OFFICE));
	}
	list->at[kept] = KZNER_NONE;
	list->count = kept;
}

int kz_capitals_list(kz_state *state, kz_capital_lists *ret)
{
	uint32_t done = 0;
	if (!make_room(state, ret))
		return 0;
#if defined(__SSE2__)
	done = state->capital_count / KZ_FOUR * KZ_FOUR;
	list_by_four(state, done, ret);
#endif
	list_each(state, done, state->capital_count, ret);
	to_tokens(state, &ret->names);
	to_tokens(state, &ret->heads);
	to_tokens(state, &ret->offices);
	to_tokens(state, &ret->upper);
	to_tokens(state, &ret->telling);
	keep_offices(state, &ret->offices);
	return 1;
}
