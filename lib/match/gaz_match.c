/*
 * In: tokens. Out: candidates for every name of the gazetteers that begins at one of them.
 *
 * At each token that begins a name the trie is walked word by word; every name that ends on the way is a candidate, the
 * longest and the shorter ones, one for each type that its entries have. Where no name was found letter by letter, a
 * capitalised word is tried by its name key.
 */
#include "match/name_start.h"
#include "match/name_variant.h"

#include <string.h>

/* Words of a name that kz_alias.shape tells of. The compiler makes no longer names, a bent model may lead further. */
#define SHAPE_WORDS 16

/* Headline words: a neighbour is in capitals too. */
static int in_capitals(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	if (i && kz_is_word(&token[-1]) && token[-1].shape == KZ_SHAPE_UPPER && token[-1].end - token[-1].begin > 2)
		return 1;
	return i + 1 < state->tokens.count && kz_is_word(&token[1]) && token[1].shape == KZ_SHAPE_UPPER &&
	       token[1].end - token[1].begin > 2;
}

/* Cyrillic has capitals, as not all scripts have. */
static int is_cyrillic(const kz_state *state, uint32_t i)
{
	unsigned char c = (unsigned char)state->text.bytes[kz_token_at(state, i)->begin];
	return c >= 0xD0 && c <= 0xD4;
}

/* Of a word of a name that has no shape of its own, is Capitalised or in UPPER case, a bit for each shape of the text that surely fits.
 * shape as in kz_alias. */
static int surely_fits(uint32_t shape, uint32_t text_shape)
{
	enum {
		ALL = 15,
		CAPITALISED = 1 << KZ_SHAPE_CAP | 1 << KZ_SHAPE_MIXED,
		UPPER = 1 << KZ_SHAPE_UPPER | 1 << KZ_SHAPE_MIXED
	};
	return (ALL | CAPITALISED << 4 | UPPER << 8 | ALL << 12) >> (4 * shape + text_shape) & 1;
}

/* Does a word of the text have the capitals that the word of the name asks for? */
static int fits_shape(const kz_state *state, uint32_t i, uint32_t shape, const kz_alias *alias)
{
	const kz_token *token = kz_token_at(state, i);
	uint32_t length = token->end - token->begin;
	if (surely_fits(shape, token->shape) | !kz_is_word(token))
		return 1;
	switch (shape) {
	case 2:
		/* Nato, Unesco: as British papers print them */
		return token->shape == KZ_SHAPE_CAP && length >= 4 && alias->flags & KZ_ALIAS_ACRONYM &&
		       !(alias->flags & KZ_ALIAS_EXACT) &&
		       !(kz_classes_at(state, i) & (KZ_CLASS_COMMON | KZ_CLASS_MIXED));
	case 1:
		if (token->shape == KZ_SHAPE_LOWER)
			return (alias->flags & KZ_ALIAS_LOWER) ||
			       (token->flags & KZ_TOKEN_FOREIGN &&
			        (alias->type == KZNER_TYPE_NORP || !is_cyrillic(state, i)));
		if (token->shape == KZ_SHAPE_UPPER && length <= 3)
			return in_capitals(state, i);
		return 1;
	}
	return 1;
}

/* A word in capitals where the name is not, or the other way round: the name itself must be printed so. */
static int same_letters(const kz_state *state, uint32_t first, uint32_t end, const char *name)
{
	uint32_t begin = kz_token_at(state, first)->begin, size = kz_token_at(state, end - 1)->end - begin;
	return strlen(name) == size && !memcmp(state->text.bytes + begin, name, size);
}

/* A variant of one word must be long, or in letters that no English word has, and no personal name if it is to be something
 * else; one in small letters must be a NORP. */
static int is_sure_variant(kz_state *state, const kz_alias *alias, uint32_t first, uint32_t end)
{
	const kz_token *token = kz_token_at(state, first);
	if (token->shape == KZ_SHAPE_LOWER && alias->type != KZNER_TYPE_NORP)
		return 0;
	if (token->flags & KZ_TOKEN_FOREIGN)
		return 1;
	if (alias->flags & KZ_ALIAS_SCRIPT)
		return 0;
	if (end - first > 1)
		return 1;
	if (alias->type != KZNER_TYPE_PERSON && kz_classes_at(state, first) & (KZ_CLASS_GIVEN | KZ_CLASS_SURNAME))
		return 0;
	return state->model->words[kz_key_word(state, first)].length >
	       KZ_KEY_SURE - (token->flags & KZ_TOKEN_WIDE ? 1 : 0);
}

static int has_of(const kz_state *state, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (kz_is_text(state, i, "of"))
			return 1;
	return 0;
}

static int has_capital(const kz_state *state, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (kz_is_capital(kz_token_at(state, i)))
			return 1;
	return 0;
}

/* Western world, Caspian shelf: a place is named by its capitals, small words are only said of it; but what is spelled from
 * Cyrillic keeps them: Turkistan oblysy */
static int ends_small(const kz_state *state, const kz_alias *alias, uint32_t end)
{
	const kz_token *last = kz_token_at(state, end - 1);
	return last->shape == KZ_SHAPE_LOWER && kz_is_word(last) && !(last->flags & KZ_TOKEN_FOREIGN) &&
	       alias->type == KZNER_TYPE_PLACE && !(alias->flags & KZ_ALIAS_LOWER) &&
	       !kz_is_place_word(state, end - 1) && (unsigned char)kz_string(state->model, alias->text)[0] < 0xD0;
}

static uint32_t count_words(const kz_state *state, uint32_t first, uint32_t end)
{
	uint32_t words = 0;
	for (uint32_t i = first; i < end; i++)
		words += kz_is_word(kz_token_at(state, i));
	return words;
}

/* What a name ends with is often said of it in small letters: Zhambyl region is Zhambyl Region, and not the town; the Communist party */
static int is_said_small(const kz_state *state, const kz_alias *alias, uint32_t i)
{
	if (alias->type == KZNER_TYPE_PARTY)
		return kz_token_at(state, i)->shape == KZ_SHAPE_LOWER && kz_classes_at(state, i) & KZ_CLASS_PARTYHEAD;
	return alias->type == KZNER_TYPE_PLACE && kz_is_place_word(state, i);
}

/* The words of a name of several have the capitals that it asks for. */
static int fit_shapes(const kz_state *state, const kz_alias *alias, uint32_t first, uint32_t end)
{
	int has_initials = count_words(state, first, end) > alias->tokens;
	uint32_t word = 0;
	for (uint32_t i = first; i < end; i++) {
		const kz_token *token = kz_token_at(state, i);
		if (kz_is_symbol(token, '-') || kz_is_symbol(token, '.') || kz_is_symbol(token, '\'') ||
		    (has_initials && kz_name_skip_initial(state, i)))
			continue;
		if (!(i == end - 1 && i > first && is_said_small(state, alias, i)) &&
		    !fits_shape(state, i, word < SHAPE_WORDS ? alias->shape >> (2 * word) & 3 : 3, alias))
			return 0;
		word++;
	}
	return 1;
}

static int fits(kz_state *state, const kz_alias *alias, uint32_t first, uint32_t end, kzner_source source)
{
	uint32_t without = state->options_given->without;
	if (without && without & 1u << state->model->entries[alias->entry].type)
		return 0;
	if (alias->flags & KZ_ALIAS_EXACT && !same_letters(state, first, end, kz_string(state->model, alias->text)))
		return 0;
	if (source == KZNER_SOURCE_VARIANT && !is_sure_variant(state, alias, first, end))
		return 0;
	if (end - first == 1)
		return fits_shape(state, first, alias->shape & 3, alias);
	if (ends_small(state, alias, end))
		return 0;
	/* chief of the General Staff, members of Congress: a role in small letters and a body */
	if (alias->type == KZNER_TYPE_TITLE && kz_token_at(state, first)->shape == KZ_SHAPE_LOWER &&
	    alias->shape == 0 && has_capital(state, first + 1, end) && has_of(state, first + 1, end))
		return 0;
	return fit_shapes(state, alias, first, end);
}

/* Articles stand outside a name (The Washington Post) but for places: The Hague. Titles that rank as part of a person's usual
 * name (Pope Francis) are mentions of their own. Returns the first token of the mention. */
static uint32_t skip_outside(const kz_state *state, uint32_t first, uint32_t end, uint32_t type)
{
	const kz_token *token = kz_token_at(state, first);
	if (end - first < 2 || !token->word)
		return first;
	if (kz_token_in(state, first, KZ_NAME_IN(THE)))
		return type == KZNER_TYPE_PLACE && token->shape != KZ_SHAPE_LOWER && !(token->flags & KZ_TOKEN_SENTENCE)
		               ? first
		               : first + 1;
	return first + (type == KZNER_TYPE_PERSON && kz_token_in(state, first, KZ_NAME_IN(NAMED_RANK)));
}

/* Time magazine: small generic words tell which bearer of the name is meant, and stand outside it. */
static uint32_t drop_generic(const kz_state *state, uint32_t first, uint32_t end)
{
	while (end > first + 1) {
		const kz_token *token = kz_token_at(state, end - 1);
		if (token->shape != KZ_SHAPE_LOWER || token->flags & KZ_TOKEN_FOREIGN || !kz_is_word(token) ||
		    !(kz_token_classes(state->model, token) & (KZ_CLASS_COMMON | KZ_CLASS_MIXED)))
			break;
		end--;
	}
	return kz_is_capital(kz_token_at(state, first)) ? end : first;
}

/* Abdullah II of Jordan: the country is a mention of its own. */
static uint32_t drop_country(const kz_state *state, uint32_t first, uint32_t end)
{
	for (uint32_t i = first + 2; i < end; i++)
		if (kz_is_text(state, i, "of"))
			return i;
	return end;
}

/* Could token i, behind a name of one word, be part of its mention? Full stops of abbreviations, Jr., legal forms: asked without
 * branches. */
static inline uint32_t may_belong(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	uint32_t comma = token->symbol == ',';
	uint32_t stop = (token->symbol == '.') & ((kz_classes_at(state, i - 1) & KZ_CLASS_ABBREVIATION) != 0);
	const kz_token *word = &token[comma];
	return stop | ((uint32_t)(word->shape != KZ_SHAPE_LOWER) &
	               ((uint32_t)(word->end - word->begin == 2) |
	                (uint32_t)kz_token_in(state, i + comma, KZ_NAME_IN(LEGAL_FORM))));
}

/* Where the mention of a name ends: "Joseph R. Biden, Jr." and "Gen." take more than the name, others less. */
static uint32_t mention_end(const kz_state *state, uint32_t first, uint32_t end, uint32_t type)
{
	const kz_token *token = kz_token_at(state, end);
	uint32_t kept = end;
	if (end == first + 1 && !may_belong(state, end))
		return end;
	switch (type) {
	case KZNER_TYPE_TITLE:
		return kz_is_symbol(token, '.') && !(token->flags & KZ_TOKEN_SPACE) &&
		                       kz_classes_at(state, end - 1) & KZ_CLASS_ABBREVIATION
		               ? end + 1
		               : end;
	case KZNER_TYPE_PERSON:
		return kz_behind_junior(state, drop_country(state, first, end));
	case KZNER_TYPE_PLACE:
		return end > first + 1 && kz_is_place_word(state, end - 1) ? end - 1 : end;
	case KZNER_TYPE_ORG:
	case KZNER_TYPE_PARTY:
		/* Hurricane Hydrocarbons Ltd; a full stop may be that of the sentence */
		if (kz_is_legal_form(state, end) && !kz_is_line_start(state, end))
			return end + 1;
		kept = drop_generic(state, first, end);
		return kept > first ? kept : end;
	}
	return end;
}

/* Options, from `from` on, that fit where the names of a node end; *ret_types are their types. False: no memory. */
static int add_options(kz_state *state, const kz_node *node, uint32_t first, uint32_t end, kzner_source source,
                       uint32_t *ret_types)
{
	const kzner_model *model = state->model;
	*ret_types = 0;
	for (uint32_t i = 0; i < node->accept_count; i++) {
		uint32_t number = model->accepts[node->accepts + i];
		if (!fits(state, &model->aliases[number], first, end, source))
			continue;
		uint32_t *option = KZ_PUSH(state->arena, &state->options);
		if (!option)
			return 0;
		*option = number;
		*ret_types |= 1u << model->aliases[number].type;
	}
	return 1;
}

/* Bring the options [from, end) of a type to the front, the others behind them in their order; returns the first of the others. */
static uint32_t part_options(kz_state *state, uint32_t from, uint32_t end, uint32_t type)
{
	uint32_t *options = state->options.items;
	for (uint32_t i = from; i < end; i++) {
		uint32_t moved = options[i];
		if (state->model->aliases[moved].type != type)
			continue;
		memmove(options + from + 1, options + from, (i - from) * sizeof *options);
		options[from++] = moved;
	}
	return from;
}

static int add_typed(kz_state *state, uint32_t first, uint32_t end, uint32_t type, kzner_source source,
                     uint32_t options, uint32_t option_count)
{
	uint32_t begin = skip_outside(state, first, end, type);
	uint32_t behind = mention_end(state, begin, end, type);
	kz_candidate *candidate = kz_candidate_add(state, begin, behind, (kzner_type)type, source, 0);
	if (!candidate)
		return 0;
	/* What was left out still speaks for this reading. */
	if (behind < end)
		candidate->tokens = (uint8_t)(candidate->tokens + (end - behind));
	candidate->options = options;
	candidate->option_count = candidate->all_options = option_count;
	return 1;
}

/* One candidate for each type among the names that end here. */
static int add_accepted(kz_state *state, const kz_node *node, uint32_t first, uint32_t end, kzner_source source)
{
	uint32_t from = state->options.count, types;
	if (!add_options(state, node, first, end, source, &types))
		return 0;
	for (; types; types &= types - 1) {
		uint32_t type = (uint32_t)__builtin_ctz(types), others = state->options.count;
		if (types & (types - 1))
			others = part_options(state, from, others, type);
		if (!add_typed(state, first, end, type, source, from, others - from))
			return 0;
		from = others;
	}
	return 1;
}

typedef uint32_t (*word_of)(kz_state *state, uint32_t token);

static uint32_t exact_word(kz_state *state, uint32_t token)
{
	return kz_token_at(state, token)->word;
}

/* The child of node that token at leads to; a word in Cyrillic may be a case of the one that is asked for. */
static uint32_t step_to(kz_state *state, uint32_t node, uint32_t at, word_of word)
{
	uint32_t next = word(state, at);
	uint32_t step = next ? kz_trie_step(state->model, node, next) : 0;
	int more = word == kz_key_word;
	for (unsigned nth = 0; !step && more; nth++) {
		next = kz_case_word(state->model, state->text.bytes, kz_token_at(state, at), nth);
		step = next ? kz_trie_step(state->model, node, next) : 0;
		more = next != 0;
	}
	return step;
}

/* Where a walk begins. */
typedef struct walk_start {
	uint32_t first, at; /* tokens of the first word: more than one if they are joined */
	uint32_t root;
	uint32_t second;  /* the child of root that the next token leads to, KZNER_NONE if that was not asked */
	uint32_t goes_on; /* false: names of one word alone */
} walk_start;

/* Walk from the node of a word; *ret_last is the last token of the longest name that ended on the way, KZNER_NONE if none. */
static int walk(kz_state *state, walk_start start, word_of word, kzner_source source, uint32_t *ret_last)
{
	uint32_t first = start.first, at = start.at, root = start.root;
	uint32_t node = root;
	uint32_t held = 0, held_at = 0; /* where to go on without an initial that leads nowhere */
	*ret_last = KZNER_NONE;
	while (node) {
		const kz_node *here = &state->model->nodes[node];
		uint32_t before = state->candidates.count;
		if (here->accept_count && !add_accepted(state, here, first, at + 1, source))
			return 0;
		if (state->candidates.count > before)
			*ret_last = at;
		if ((!here->edge_count && !held) || !start.goes_on)
			break;
		at = kz_name_next_word(state, at);
		uint32_t step = 0;
		if (node == root && at == start.at + 1 && start.second != KZNER_NONE)
			step = start.second;
		else if (at)
			step = step_to(state, node, at, word);
		uint32_t behind = at ? kz_name_skip_initial(state, at) : 0;
		if (behind) {
			held = node;
			held_at = behind;
		}
		if (!step && held) {
			at = held_at;
			step = step_to(state, held, at, word);
			held = 0;
		}
		node = step;
	}
	return 1;
}

static uint32_t root_of(const kz_state *state, uint32_t word)
{
	return state->model->roots[word];
}

/* Nursultan (the city) Nazarbaev: only the first word was found letter by letter, and another name word follows. */
static int goes_on(const kz_state *state, uint32_t first, uint32_t last)
{
	uint32_t next = first == last ? kz_name_next_word(state, last) : 0;
	/* also Zhambyl region, which is listed as Jambyl Region */
	return next && next < state->tokens.count &&
	       (kz_is_capital(kz_token_at(state, next)) || kz_is_place_word(state, next)) &&
	       !kz_is_joining_hyphen(state, last + 1);
}

/* What a candidate leaves its tokens to be; see covered_person_word() in name_match.c. */
static uint32_t cover_sign(const kz_candidate *c)
{
	uint32_t person = c->type == KZNER_TYPE_PERSON, place = c->type == KZNER_TYPE_PLACE;
	uint32_t alone = c->end - c->first == 1, no_person = (alone ^ 1) | (c->type == KZNER_TYPE_NORP);
	return KZ_COVER_ANY | KZ_COVER_NO_PERSON * (no_person & (person ^ 1)) | KZ_COVER_NO_WORD * (person ^ 1) |
	       KZ_COVER_ORG * (uint32_t)(c->type == KZNER_TYPE_ORG) | KZ_COVER_PLACE * place |
	       KZ_COVER_OPEN * (alone & (person | place));
}

/* Which candidate best covers each token: the longest, the first found of equals. Titles do not cover. */
static int make_cover(kz_state *state)
{
	uint32_t count = state->tokens.count + 1;
	state->cover = kz_arena_alloc(state->arena, count * sizeof *state->cover);
	state->cover_signs = kz_arena_alloc(state->arena, count);
	if (!state->cover || !state->cover_signs)
		return 0;
	memset(state->cover, 0, count * sizeof *state->cover);
	memset(state->cover_signs, 0, count);
	for (uint32_t i = 0; i < state->candidates.count; i++) {
		const kz_candidate *c = &state->candidates.items[i];
		uint32_t held = 0;
		for (uint32_t t = c->first; t < c->end; t++) {
			const kz_candidate *other =
			        state->cover[t] ? &state->candidates.items[state->cover[t] - 1] : NULL;
			if (other && other->end - other->first >= c->end - c->first)
				held = 1;
		}
		if (held)
			continue;
		uint8_t sign = (uint8_t)cover_sign(c);
		for (uint32_t t = c->first; t < c->end; t++) {
			state->cover[t] = i + 1;
			state->cover_signs[t] = sign;
		}
	}
	return 1;
}

/* Could the words on both sides of a hyphen, tokens first and first + 2, have the key of a word that begins names? */
static int may_be_joined(const kz_state *state, uint32_t first)
{
	const kz_token *left = kz_token_at(state, first), *right = &left[2];
	uint32_t size = left->end - left->begin, total = size + (right->end - right->begin);
	char joined[KZ_SIGN_BYTES];
	if (total > sizeof joined)
		return 1;
	memcpy(joined, state->text.bytes + left->begin, size);
	memcpy(joined + size, state->text.bytes + right->begin, total - size);
	kz_name_signs signs = kz_name_signs_of(joined, total);
	/* Short keys count here, which they do not for single words */
	return signs.plain >> 4 * KZ_KEY_SURE == 0 || signs.glide >> 4 * KZ_KEY_SURE == 0 ||
	       kz_signs_may_begin(state->model, signs, KZ_BEGINS_ALONE) ||
	       kz_signs_may_begin(state->model, signs, KZ_BEGINS_MORE);
}

/* Kara-Tyube is also written Karatyube: the words on both sides of a hyphen as one. */
static int walk_joined(kz_state *state, uint32_t first, uint32_t *ret_last)
{
	*ret_last = KZNER_NONE;
	if (first + 2 >= state->tokens.count || !kz_is_joining_hyphen(state, first + 1) ||
	    kz_token_at(state, first + 2)->kind != KZ_TOKEN_WORD || !may_be_joined(state, first))
		return 1;
	kz_token joined = *kz_token_at(state, first);
	joined.end = kz_token_at(state, first + 2)->end;
	uint32_t hash, word = kz_variant_word(state->model, state->text.bytes, &joined, &hash);
	return walk(state, (walk_start){first, first + 2, root_of(state, word), KZNER_NONE, 1}, kz_key_word,
	            KZNER_SOURCE_VARIANT, ret_last);
}

/* From each dictionary form that token i may be a case of, until a name is found. */
static int walk_cases(kz_state *state, uint32_t i, uint32_t *ret_last)
{
	int more = 1;
	for (unsigned nth = 0; *ret_last == KZNER_NONE && more; nth++) {
		uint32_t word = kz_case_word(state->model, state->text.bytes, kz_token_at(state, i), nth);
		walk_start start = {i, i, root_of(state, word), KZNER_NONE, 1};
		if (word && !walk(state, start, kz_key_word, KZNER_SOURCE_VARIANT, ret_last))
			return 0;
		more = word != 0;
	}
	return 1;
}

/* Names in another spelling, where none begins letter by letter, or only its first word is one. */
static int match_variants(kz_state *state, const kz_name_start *start, uint32_t exact_last)
{
	uint32_t last = KZNER_NONE, i = start->token, variants = 0;
	if (exact_last == KZNER_NONE || goes_on(state, i, exact_last))
		variants = start->root ? kz_variants_at(state, i) : start->variants;
	if (variants & KZ_VARIANT_KEY) {
		walk_start from = {i, i, root_of(state, kz_key_word(state, i)), KZNER_NONE, variants & KZ_VARIANT_MORE};
		if (!walk(state, from, kz_key_word, KZNER_SOURCE_VARIANT, &last) || !walk_cases(state, i, &last))
			return 0;
	}
	if (last == KZNER_NONE || last == i)
		return walk_joined(state, i, &last);
	return 1;
}

static int match_at(kz_state *state, const kz_name_start *start)
{
	uint32_t last = KZNER_NONE, i = start->token;
	walk_start from = {i, i, start->root, start->second, start->ways & KZ_WAYS_LONG};
	if (start->root && !walk(state, from, exact_word, KZNER_SOURCE_GAZETTEER, &last))
		return 0;
	uint32_t varies = last == KZNER_NONE ? start->ways & KZ_WAY_VARIES
	                  : last == i        ? start->ways & KZ_WAY_VARIES_ON
	                                     : 0;
	return !varies || match_variants(state, start, last);
}

/* The same where only one name begins letter by letter, which is the word alone. */
static int match_alone(kz_state *state, const kz_name_start *start)
{
	uint32_t i = start->token, option_count = state->options.count;
	const kz_alias *alias = &state->model->aliases[start->alone];
	uint32_t *option = KZ_PUSH(state->arena, &state->options);
	kz_candidate *candidate = kz_candidate_add(state, i, i + 1, alias->type, KZNER_SOURCE_GAZETTEER, 0);
	if (!option || !candidate)
		return 0;
	*option = start->alone;
	candidate->options = option_count;
	candidate->option_count = candidate->all_options = 1;
	return !(start->ways & KZ_WAY_VARIES_ON) || match_variants(state, start, i);
}

/* The only name that may begin at a start, if it is the word alone and nothing more must be asked; 0 if there is none such. */
static uint32_t find_alone(const kz_state *state, const kz_name_start *start)
{
	const kzner_model *model = state->model;
	const kz_node *node = &model->nodes[start->root];
	uint32_t number = model->accepts[node->accepts & -(uint32_t)(node->accept_count == 1)];
	const kz_alias *alias = &model->aliases[number];
	const kz_token *token = kz_token_at(state, start->token);
	uint32_t only = (uint32_t)(node->accept_count == 1) & (uint32_t)((start->ways & KZ_WAYS_LONG) == 0) &
	                (uint32_t)((alias->flags & KZ_ALIAS_EXACT) == 0);
	uint32_t fitting = (uint32_t)surely_fits(alias->shape & 3, token->shape) | (uint32_t)!kz_is_word(token);
	return number & -(only & fitting & (may_belong(state, start->token + 1) ^ 1));
}

/* Could names be found from a start, letter by letter or in another spelling? One with a root has no variants yet. */
static uint32_t may_have_names(const kz_state *state, const kz_name_start *start)
{
	uint32_t rooted = -(uint32_t)(start->root != 0),
	         varies = (start->ways & KZ_WAY_VARIES & rooted) | start->variants;
	return (state->model->nodes[start->root].accept_count | (start->ways & KZ_WAYS_LONG) | varies) != 0;
}

/* Starts that may have names; returns their number. */
static uint32_t keep_starts(const kz_state *state, kz_name_start *starts, uint32_t count)
{
	uint32_t kept = 0, all = -(uint32_t)(state->options_given->without == 0);
	for (uint32_t k = 0; k < count; k++) {
		uint32_t may = may_have_names(state, &starts[k]);
		starts[kept] = starts[k];
		kept += may;
	}
	for (uint32_t k = 0; k < kept; k++)
		starts[k].alone = find_alone(state, &starts[k]) & all;
	return kept;
}

/* Names that begin at these tokens. */
static int match_block(kz_state *state, const uint32_t *tokens, uint32_t count)
{
	kz_name_start starts[KZ_STARTS_MAX];
	uint32_t kept = keep_starts(state, starts, kz_starts_find(state, tokens, count, starts));
	for (uint32_t k = 0; k < kept; k++)
		if (!(starts[k].alone ? match_alone(state, &starts[k]) : match_at(state, &starts[k])))
			return 0;
	return 1;
}

static int match_all(kz_state *state)
{
	const uint32_t *tokens = state->lists.names;
	for (uint32_t left = state->lists.name_count, count; left; left -= count, tokens += count) {
		count = left < KZ_STARTS_MAX ? left : KZ_STARTS_MAX;
		if (!match_block(state, tokens, count))
			return 0;
	}
	return 1;
}

int kz_gazetteer_match(kz_state *state)
{
	uint32_t tokens = state->tokens.count + 1, names = state->lists.name_count + 1;
	size_t keyed = (tokens / 64 + 1) * sizeof *state->keyed;
	state->capitals = kz_arena_alloc(state->arena, names * sizeof *state->capitals);
	state->keys = kz_arena_alloc(state->arena, tokens * sizeof *state->keys);
	state->keyed = kz_arena_alloc(state->arena, keyed);
	/* News has a candidate for every eight tokens. */
	if (!state->capitals || !state->keys || !state->keyed ||
	    !KZ_RESERVE(state->arena, &state->candidates, tokens / 4 + 16) ||
	    !KZ_RESERVE(state->arena, &state->options, tokens / 6 + 16))
		return 0;
	memset(state->keyed, 0, keyed);
	return match_all(state) && make_cover(state);
}
