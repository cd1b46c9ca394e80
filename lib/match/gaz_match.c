/*
 * In: tokens. Out: candidates for every name of the gazetteers that begins at one of them.
 *
 * At each token that begins a name the trie is walked word by word; every name that ends on the way is a candidate, the
 * longest and the shorter ones, one for each type that its entries have. Where no name was found letter by letter, a
 * capitalised word is tried by its name key.
 */
#include "match/name_words.h"
#include "match/name_variant.h"

#include <string.h>

/* Words that fewer letters than this are not tried as variants: too many short words have one key. */
#define VARIANT_MIN_BYTES 4

/* Words of a name that kz_alias.shape tells of. The compiler makes no longer names, a bent model may lead further. */
#define SHAPE_WORDS 16

/* Words in small Cyrillic letters that are shorter are not tried. */
#define ADJECTIVE_MIN_BYTES 10

/* Ust'-Kamenogorsk: token i is the apostrophe. */
static int is_soft_sign(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return kz_is_symbol(token, '\'') && !(token->flags & KZ_TOKEN_SPACE) && i + 1 < state->tokens.count &&
	       !(token[1].flags & KZ_TOKEN_SPACE) && kz_is_joining_hyphen(state, i + 1);
}

/* Symbols of tokens that next_word() may step over. */
static const uint8_t stepped_over[256] = {['-'] = 1, ['.'] = 1, ['\''] = 1, [')'] = 1, [']'] = 1};

/* The next word behind token i, over one joining hyphen or the full stop of an abbreviation; 0 if there is none. */
static uint32_t next_word(const kz_state *state, uint32_t i)
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

/* Joseph R. Biden is also known as Joseph Biden: the word behind an initial, 0 if token i begins none. */
static uint32_t skip_initial(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	if (!i || !kz_is_word(token) || token->shape != KZ_SHAPE_UPPER || token->end - token->begin != 1 ||
	    i + 2 >= state->tokens.count || !kz_is_symbol(&token[1], '.') || token[1].flags & KZ_TOKEN_SPACE ||
	    !kz_is_capital(&token[2]))
		return 0;
	return i + 2;
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

static int is_place_word(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return kz_is_word(token) && token->shape == KZ_SHAPE_LOWER && token->word &&
	       kz_token_in(state, i, KZ_NAME_IN(PLACE_WORD));
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
	       alias->type == KZNER_TYPE_PLACE && !(alias->flags & KZ_ALIAS_LOWER) && !is_place_word(state, end - 1) &&
	       (unsigned char)kz_string(state->model, alias->text)[0] < 0xD0;
}

static uint32_t count_words(const kz_state *state, uint32_t first, uint32_t end)
{
	uint32_t words = 0;
	for (uint32_t i = first; i < end; i++)
		words += kz_is_word(kz_token_at(state, i));
	return words;
}

/* The words of a name of several have the capitals that it asks for. */
static int fit_shapes(const kz_state *state, const kz_alias *alias, uint32_t first, uint32_t end)
{
	int has_initials = count_words(state, first, end) > alias->tokens;
	uint32_t word = 0;
	for (uint32_t i = first; i < end; i++) {
		const kz_token *token = kz_token_at(state, i);
		if (kz_is_symbol(token, '-') || kz_is_symbol(token, '.') || kz_is_symbol(token, '\'') ||
		    (has_initials && skip_initial(state, i)))
			continue;
		/* Zhambyl region is Zhambyl Region, and not the town */
		int said_small =
		        i == end - 1 && i > first && alias->type == KZNER_TYPE_PLACE && is_place_word(state, i);
		if (!said_small &&
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
static uint32_t may_belong(const kz_state *state, uint32_t i)
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
		return end > first + 1 && is_place_word(state, end - 1) ? end - 1 : end;
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
		at = next_word(state, at);
		uint32_t step = 0;
		if (node == root && at == start.at + 1 && start.second != KZNER_NONE)
			step = start.second;
		else if (at)
			step = step_to(state, node, at, word);
		uint32_t behind = at ? skip_initial(state, at) : 0;
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

/* Ways in which names may begin at a token, bits: with its word alone, with the next word, with the word behind a mark or an initial; in
 * another spelling, also where the word alone is a name letter by letter. */
enum { BEGINS_ALONE = 1, BEGINS_NEXT = 2, BEGINS_OVER = 4, VARIES = 8, VARIES_ON = 16 };

#define BEGINS_LONG  (BEGINS_NEXT | BEGINS_OVER)
#define BEGINS_EXACT (BEGINS_ALONE | BEGINS_LONG)

/* What a token tells of these ways: too many have VARIES. A word in small letters is no name that has capitals. */
static uint32_t begins_at(const kz_token *token)
{
	uint32_t open = (token->shape | token->kind | (token->flags & KZ_TOKEN_FOREIGN)) != 0;
	uint32_t is_ordinary = token->classes & (KZ_CLASS_COMMON | KZ_CLASS_NEVER | KZ_CLASS_MONTH);
	uint32_t alone = (token->follows & (open * KZ_FOLLOWS_ALONE | KZ_FOLLOWS_SMALL)) != 0;
	uint32_t varies = open & (uint32_t)(token->kind == KZ_TOKEN_WORD) & (is_ordinary == 0);
	return alone * BEGINS_ALONE | varies * VARIES;
}

/* Could token i, a word for which begins_at() says so, begin a name in another spelling? Small letters only where Cyrillic has them:
 * казахстанский. A short word only joined to the next, of which the hyphen is asked here: there is no branch. */
static uint32_t may_vary(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	uint32_t length = token->end - token->begin;
	uint32_t least = token->shape == KZ_SHAPE_LOWER ? ADJECTIVE_MIN_BYTES : VARIANT_MIN_BYTES;
	return (uint32_t)(length >= least) |
	       ((uint32_t)(token->shape != KZ_SHAPE_LOWER) & (uint32_t)(token[1].symbol == '-'));
}

/* Is token i, behind a word, one that goes_on() may find something at? */
static uint32_t may_lead_on(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return (uint32_t)(token->shape != KZ_SHAPE_LOWER) | stepped_over[(unsigned char)token->symbol] |
	       (uint32_t)kz_token_in(state, i, KZ_NAME_IN(PLACE_WORD));
}

/* Nursultan (the city) Nazarbaev: only the first word was found letter by letter, and another name word follows. */
static int goes_on(const kz_state *state, uint32_t first, uint32_t last)
{
	uint32_t next = first == last ? next_word(state, last) : 0;
	/* also Zhambyl region, which is listed as Jambyl Region */
	return next && next < state->tokens.count &&
	       (kz_is_capital(kz_token_at(state, next)) || is_place_word(state, next)) &&
	       !kz_is_joining_hyphen(state, last + 1);
}

/* Which candidate best covers each token: the longest, the first found of equals. Titles do not cover. */
static int make_cover(kz_state *state)
{
	state->cover = kz_arena_alloc(state->arena, (state->tokens.count + 1) * sizeof *state->cover);
	if (!state->cover)
		return 0;
	memset(state->cover, 0, (state->tokens.count + 1) * sizeof *state->cover);
	for (uint32_t i = 0; i < state->candidates.count; i++) {
		const kz_candidate *c = &state->candidates.items[i];
		uint32_t held = 0;
		for (uint32_t t = c->first; t < c->end; t++) {
			const kz_candidate *other =
			        state->cover[t] ? &state->candidates.items[state->cover[t] - 1] : NULL;
			if (other && other->end - other->first >= c->end - c->first)
				held = 1;
		}
		for (uint32_t t = c->first; !held && t < c->end; t++)
			state->cover[t] = i + 1;
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
	uint64_t sign = kz_name_sign(joined, total);
	/* Short keys count here, which they do not for single words */
	return sign == KZ_NO_SIGN || sign >> 4 * KZ_KEY_SURE == 0 ||
	       kz_may_begin(state->model, sign, KZ_BEGINS_ALONE) || kz_may_begin(state->model, sign, KZ_BEGINS_MORE);
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

/* Bits of what a name key may find: a name of one word, and names of more. The last asks for the key of the word and the next as one. */
enum { VARIANT_ALONE = 1, VARIANT_MORE = 2, VARIANT_KEY = VARIANT_ALONE | VARIANT_MORE, VARIANT_JOINED = 4 };

static uint64_t sign_at(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return kz_name_sign(state->text.bytes + token->begin, token->end - token->begin);
}

/* Could the word behind token i be the second of a name in another spelling whose first has that sign? */
static uint32_t may_vary_on(const kz_state *state, uint32_t i, uint64_t sign)
{
	uint32_t next = next_word(state, i);
	if (!next || sign == KZ_NO_SIGN)
		return next ? VARIANT_MORE : 0;
	uint64_t second = sign_at(state, next);
	return second == KZ_NO_SIGN || kz_may_begin(state->model, sign, second) || skip_initial(state, next)
	               ? VARIANT_MORE
	               : 0;
}

/* The same of token i alone, and with the word behind it. */
static uint32_t may_vary_by(const kz_state *state, uint32_t i, uint64_t sign)
{
	if (sign == KZ_NO_SIGN)
		return VARIANT_KEY;
	uint32_t alone = kz_may_begin(state->model, sign, KZ_BEGINS_ALONE) ? VARIANT_ALONE : 0;
	return alone | (kz_may_begin(state->model, sign, KZ_BEGINS_MORE) ? may_vary_on(state, i, sign) : 0);
}

/* Could the word with that key lead on from a node of name keys? A mark that is no word of a name has no key. */
static uint32_t may_have_key(const kz_token *token, uint32_t key)
{
	return (uint32_t)(key != KZ_NO_KEY) &
	       ((uint32_t)(token->kind != KZ_TOKEN_SYMBOL) | (uint32_t)(token->word != 0));
}

/* The same where the name key of token i is known, which names begin with. A short key is nobody's by itself. */
static uint32_t may_vary_as(const kz_state *state, uint32_t i, uint32_t key)
{
	const kzner_model *model = state->model;
	uint32_t root = model->roots[key], next = next_word(state, i);
	const kz_node *node = &model->nodes[root];
	uint32_t alone = node->accept_count && model->words[key].length > KZ_KEY_SURE ? VARIANT_ALONE : 0;
	if (!next || !node->edge_count)
		return alone;
	uint32_t second = kz_known_key(model, kz_token_at(state, next))->word;
	if (!second && may_have_key(kz_token_at(state, next), second))
		return alone | may_vary_on(state, i, sign_at(state, i));
	return alone |
	       ((second && second != KZ_NO_KEY && kz_trie_step(model, root, second)) || skip_initial(state, next)
	                ? VARIANT_MORE
	                : 0);
}

/* What names in another spelling could begin at token i: its sign tells without its key that there are none, mostly. */
static uint32_t variants_at(const kz_state *state, uint32_t i)
{
	uint32_t joins = kz_is_joining_hyphen(state, i + 1) ? VARIANT_JOINED : 0;
	const kz_token *token = kz_token_at(state, i);
	if (token->end - token->begin < VARIANT_MIN_BYTES && !joins)
		return 0;
	uint32_t key = kz_known_key(state->model, token)->word;
	if (key == KZ_NO_KEY)
		return joins;
	return joins | (key ? may_vary_as(state, i, key) : may_vary_by(state, i, sign_at(state, i)));
}

/* A token from which names are looked for. */
typedef struct name_start {
	uint32_t token;
	uint32_t root;     /* of the names that begin there letter by letter, 0 if none may */
	uint32_t second;   /* the child of root that the next token leads to */
	uint32_t alone;    /* the only name that may begin here, if it is the word alone and surely fits, else 0 */
	uint16_t ways;     /* BEGINS_ALONE ...; no bytes, which compilers think to be parts of anything */
	uint16_t variants; /* without a root variants_at() */
} name_start;

/* Names in another spelling, where none begins letter by letter, or only its first word is one. */
static int match_variants(kz_state *state, const name_start *start, uint32_t exact_last)
{
	uint32_t last = KZNER_NONE, i = start->token, variants = 0;
	if (exact_last == KZNER_NONE || goes_on(state, i, exact_last))
		variants = start->root ? variants_at(state, i) : start->variants;
	if (variants & VARIANT_KEY) {
		walk_start from = {i, i, root_of(state, kz_key_word(state, i)), KZNER_NONE, variants & VARIANT_MORE};
		if (!walk(state, from, kz_key_word, KZNER_SOURCE_VARIANT, &last) || !walk_cases(state, i, &last))
			return 0;
	}
	if (last == KZNER_NONE || last == i)
		return walk_joined(state, i, &last);
	return 1;
}

static int match_at(kz_state *state, const name_start *start)
{
	uint32_t last = KZNER_NONE, i = start->token;
	walk_start from = {i, i, start->root, start->second, start->ways & BEGINS_LONG};
	if (start->root && !walk(state, from, exact_word, KZNER_SOURCE_GAZETTEER, &last))
		return 0;
	uint32_t varies = last == KZNER_NONE ? start->ways & VARIES : last == i ? start->ways & VARIES_ON : 0;
	return !varies || match_variants(state, start, last);
}

/* The same where only one name begins letter by letter, which is the word alone. */
static int match_alone(kz_state *state, const name_start *start)
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
	return !(start->ways & VARIES_ON) || match_variants(state, start, i);
}

/* Tokens that are looked at together: what is asked of far memory for one is under way while it is asked for the others. */
#define TOGETHER_MAX 256

/* Could a walk step over a token, a mark or an initial? */
static uint32_t may_step_to(const kz_token *token)
{
	return stepped_over[(unsigned char)token->symbol] | (uint32_t)(token->shape == KZ_SHAPE_UPPER);
}

/* Could two words begin a name letter by letter? */
static uint32_t may_go_on(const kz_state *state, uint32_t first, uint32_t second)
{
	const kz_token *left = kz_token_at(state, first), *right = kz_token_at(state, second);
	return left->follows & kz_follows_bit(right->hash) && kz_may_begin(state->model, left->hash, right->hash);
}

/* Could a walk from token i step over what stands behind it, a mark of stepped_over or a word in capitals? */
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
	uint32_t next = next_word(state, i), behind = next ? skip_initial(state, next) : 0;
	return (next && may_go_on(state, i, next)) || (behind && may_go_on(state, i, behind));
}

/* Of some of the tokens, by their places, those that may_step_over() is true of. */
static uint32_t keep_steps(const kz_state *state, const uint32_t *tokens, uint16_t *places, uint32_t count)
{
	uint32_t kept = 0;
	for (uint32_t k = 0; k < count; k++) {
		places[kept] = places[k];
		kept += may_step_over(kz_token_at(state, tokens[places[k]]));
	}
	return kept;
}

/*
 * How may names begin with these tokens? Few words that begin names stand before one that goes on with them: the bits of a token tell
 * some, the set of beginnings, which is asked for the others together, most.
 */
static void find_going(const kz_state *state, const uint32_t *tokens, uint32_t count, uint8_t *ret_ways)
{
	const kzner_model *model = state->model;
	uint64_t hashes[TOGETHER_MAX];
	uint16_t asked[TOGETHER_MAX], over[TOGETHER_MAX];
	uint32_t asked_count = 0, over_count = 0;
	for (uint32_t k = 0; k < count; k++) {
		const kz_token *token = kz_token_at(state, tokens[k]), *next = &token[1];
		uint32_t has_more = (token->follows & KZ_FOLLOWS_WORDS) != 0;
		ret_ways[k] = (uint8_t)begins_at(token);
		asked[asked_count] = over[over_count] = (uint16_t)k;
		asked_count += (token->follows & kz_follows_bit(next->hash)) != 0;
		over_count += has_more & may_step_to(next);
	}
	for (uint32_t a = 0; a < asked_count; a++) {
		const kz_token *token = kz_token_at(state, tokens[asked[a]]);
		hashes[a] = kz_beginning_hash(token->hash, token[1].hash);
		__builtin_prefetch(kz_beginnings_at(model, hashes[a]));
	}
	for (uint32_t a = 0; a < asked_count; a++)
		ret_ways[asked[a]] |= (uint8_t)(kz_is_beginning(model, hashes[a]) * BEGINS_NEXT);
	over_count = keep_steps(state, tokens, over, over_count);
	for (uint32_t a = 0; a < over_count; a++)
		ret_ways[over[a]] |= (uint8_t)(goes_over(state, tokens[over[a]]) * BEGINS_OVER);
}

/* Those of the tokens that names may begin at; the capitals are listed for all that comes later. Which it is is hard to guess, so
 * there are no branches. */
static uint32_t list_starts(kz_state *state, const uint32_t *tokens, uint32_t count, name_start *starts)
{
	uint32_t kept = 0, capitals = state->capital_count;
	uint8_t ways[TOGETHER_MAX];
	find_going(state, tokens, count, ways);
	for (uint32_t k = 0; k < count; k++) {
		starts[kept].token = tokens[k];
		starts[kept].ways = ways[k];
		kept += ways[k] != 0;
		state->capitals[capitals] = tokens[k];
		capitals += kz_token_at(state, tokens[k])->shape != KZ_SHAPE_LOWER;
	}
	state->capital_count = capitals;
	return kept;
}

/* Of the first name that ends at a node: what is asked of it first. */
static void fetch_first_alias(const kzner_model *model, uint32_t node)
{
	const kz_node *at = &model->nodes[node];
	uint32_t accepts = at->accepts & -(uint32_t)(at->accept_count != 0);
	__builtin_prefetch(&model->aliases[model->accepts[accepts]].flags);
}

/* What the neighbours of a start say. */
static void read_ways(const kz_state *state, name_start *start)
{
	uint32_t varies = start->ways & may_vary(state, start->token) * VARIES;
	uint32_t on = varies / VARIES & may_lead_on(state, start->token + 1);
	start->ways = (uint16_t)((start->ways & BEGINS_EXACT) | varies | on * VARIES_ON);
}

/*
 * From words to their roots. Word, node, edges, names: each load waits for the one before, out of far memory. Those of many starts
 * are under way at once.
 */
static void fetch_roots(const kz_state *state, name_start *starts, uint32_t count)
{
	const kzner_model *model = state->model;
	for (uint32_t k = 0; k < count; k++) {
		uint32_t exact = (starts[k].ways & BEGINS_EXACT) != 0;
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
		fetch_first_alias(model, starts[k].root);
}

/* The token behind the second of a start. */
static const kz_token *third_token(const kz_state *state, const name_start *start)
{
	uint32_t second = start->token + 1;
	return kz_token_at(state, second + (second < state->tokens.count));
}

/* No longer name begins at these starts, by their places, unless a third word goes on from the second. */
static void ask_thirds(const kz_state *state, name_start *starts, const uint32_t *places, uint32_t count)
{
	const kzner_model *model = state->model;
	for (uint32_t k = 0; k < count; k++) {
		name_start *start = &starts[places[k]];
		uint32_t word = third_token(state, start)->word;
		uint32_t goes_on = (uint32_t)(word != 0) & (uint32_t)(kz_trie_step(model, start->second, word) != 0);
		start->ways &= (uint16_t) ~((goes_on ^ 1) * BEGINS_NEXT);
	}
}

/* The second words of those that go on, and the names that end there. */
static void fetch_seconds(const kz_state *state, name_start *starts, uint32_t count)
{
	const kzner_model *model = state->model;
	uint32_t going[TOGETHER_MAX], open[TOGETHER_MAX], going_count = 0, open_count = 0;
	for (uint32_t k = 0; k < count; k++) {
		starts[k].variants = 0;
		going[going_count] = k;
		going_count += (starts[k].ways & BEGINS_NEXT) != 0;
		starts[k].second = 0;
	}
	for (uint32_t k = 0; k < going_count; k++) {
		const name_start *start = &starts[going[k]];
		uint32_t next = kz_token_at(state, start->token + 1)->word;
		__builtin_prefetch(&model->edges[kz_edge_guess(model, &model->nodes[start->root], next)]);
	}
	for (uint32_t k = 0; k < going_count; k++) {
		name_start *start = &starts[going[k]];
		uint32_t word = kz_token_at(state, start->token + 1)->word;
		start->second = word ? kz_trie_step(model, start->root, word) : 0;
		__builtin_prefetch(&model->nodes[start->second]);
	}
	for (uint32_t k = 0; k < going_count; k++) {
		const name_start *start = &starts[going[k]];
		const kz_node *second = &model->nodes[start->second];
		const kz_token *third = third_token(state, start);
		__builtin_prefetch(&model->accepts[second->accepts]);
		__builtin_prefetch(&model->edges[kz_edge_guess(model, second, third->word)]);
		open[open_count] = going[k];
		open_count += (uint32_t)(second->accept_count == 0) & (may_step_to(third) ^ 1);
	}
	ask_thirds(state, starts, open, open_count);
	for (uint32_t k = 0; k < going_count; k++)
		fetch_first_alias(model, starts[going[k]].second);
}

/* From name keys to the names that begin with them. */
static void fetch_key_roots(kz_state *state, const uint32_t *tokens, uint32_t count)
{
	const kzner_model *model = state->model;
	uint32_t roots[TOGETHER_MAX];
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
		fetch_first_alias(model, roots[k]);
}

/* Starts, by their places, that may vary: of those that are told the model knows the name keys; those that are untold have no root. */
typedef struct varied_starts {
	uint32_t told[TOGETHER_MAX], untold[TOGETHER_MAX];
	uint32_t told_count, untold_count;
} varied_starts;

/* Of starts that vary those that do not. */
static void set_varies(name_start *start, uint32_t varies)
{
	start->ways &= (uint16_t)(BEGINS_EXACT | -varies);
}

/* Most words sound like no name: the model has no word that is their key. */
static void list_varied(const kz_state *state, name_start *starts, uint32_t count, varied_starts *ret)
{
	const kzner_model *model = state->model;
	uint32_t varied[TOGETHER_MAX], varied_count = 0, told = 0, untold = 0;
	for (uint32_t k = 0; k < count; k++) {
		uint32_t ways = starts[k].ways, is_open = (ways & (BEGINS_ALONE | VARIES_ON)) != BEGINS_ALONE;
		varied[varied_count] = k;
		varied_count += (uint32_t)((ways & VARIES) != 0) & is_open;
		__builtin_prefetch(kz_known_key(model, kz_token_at(state, starts[k].token)));
	}
	for (uint32_t v = 0; v < varied_count; v++) {
		name_start *start = &starts[varied[v]];
		const kz_token *token = kz_token_at(state, start->token);
		uint32_t key = kz_known_key(model, token)->word;
		uint32_t is_told = key != 0, leads = is_told & (uint32_t)(key != KZ_NO_KEY);
		uint32_t joins = token[1].symbol == '-';
		set_varies(start, (is_told ^ 1) | leads | joins);
		ret->told[told] = ret->untold[untold] = varied[v];
		told += is_told & (leads | joins);
		untold += (is_told ^ 1) & (uint32_t)(start->root == 0);
		__builtin_prefetch(&model->roots[key & -leads]);
		__builtin_prefetch(kz_known_key(model, &token[1]));
	}
	ret->told_count = told;
	ret->untold_count = untold;
}

/* Could a name in another spelling begin at token, whose key is known and leads to a node? */
static uint32_t may_begin_as(const kzner_model *model, const kz_token *token, uint32_t key, const kz_node *node)
{
	const kz_token *next = &token[1];
	uint32_t leads = may_have_key(next, kz_known_key(model, next)->word) | may_step_to(next);
	uint32_t accepted = key & -(uint32_t)(node->accept_count != 0);
	return (uint32_t)(model->words[accepted].length > KZ_KEY_SURE) | ((uint32_t)(node->edge_count != 0) & leads);
}

/* Of starts whose keys are known those that names may begin at; only starts without a root are kept. */
static uint32_t keep_told(const kz_state *state, name_start *starts, uint32_t *places, uint32_t count)
{
	const kzner_model *model = state->model;
	uint32_t keys[TOGETHER_MAX], roots[TOGETHER_MAX], kept = 0;
	for (uint32_t k = 0; k < count; k++) {
		uint32_t key = kz_known_key(model, kz_token_at(state, starts[places[k]].token))->word;
		keys[k] = key == KZ_NO_KEY ? 0 : key;
		roots[k] = model->roots[keys[k]];
		__builtin_prefetch(&model->nodes[roots[k]]);
	}
	for (uint32_t k = 0; k < count; k++) {
		name_start *start = &starts[places[k]];
		const kz_token *token = kz_token_at(state, start->token);
		const kz_node *node = &model->nodes[roots[k]];
		uint32_t begins = (uint32_t)(token[1].symbol == '-') | may_begin_as(model, token, keys[k], node);
		set_varies(start, begins);
		places[kept] = places[k];
		kept += begins & (uint32_t)(start->root == 0);
		__builtin_prefetch(&model->edges[kz_edge_guess(model, node, kz_known_key(model, &token[1])->word)]);
	}
	return kept;
}

/* The same of those whose signs must tell it. */
static uint32_t keep_untold(const kz_state *state, const name_start *starts, uint32_t *places, uint32_t count)
{
	const kzner_model *model = state->model;
	uint64_t signs[TOGETHER_MAX];
	uint32_t kept = 0;
	for (uint32_t k = 0; k < count; k++) {
		signs[k] = sign_at(state, starts[places[k]].token);
		__builtin_prefetch(kz_beginnings_at(model, kz_beginning_hash(signs[k], KZ_BEGINS_ALONE)));
		__builtin_prefetch(kz_beginnings_at(model, kz_beginning_hash(signs[k], KZ_BEGINS_MORE)));
	}
	for (uint32_t k = 0; k < count; k++) {
		uint32_t begins = kz_may_begin(model, signs[k], KZ_BEGINS_ALONE) |
		                  kz_may_begin(model, signs[k], KZ_BEGINS_MORE) | (uint32_t)(signs[k] == KZ_NO_SIGN);
		uint32_t next = starts[places[k]].token + 1;
		places[kept] = places[k];
		kept += begins | (uint32_t)(kz_token_at(state, next)->symbol == '-');
	}
	return kept;
}

/* Puts the tokens whose keys are wanted behind those that are already; returns the number of all. */
static uint32_t read_variants(const kz_state *state, name_start *starts, const uint32_t *places, uint32_t count,
                              uint32_t *tokens, uint32_t wanted)
{
	for (uint32_t k = 0; k < count; k++) {
		name_start *start = &starts[places[k]];
		start->variants = (uint16_t)variants_at(state, start->token);
		tokens[wanted] = start->token;
		wanted += (start->variants & VARIANT_KEY) != 0;
	}
	return wanted;
}

/* Where no name begins letter by letter the name key may be asked for, and names that begin with it. */
static void fetch_keys(kz_state *state, name_start *starts, uint32_t count)
{
	uint32_t tokens[TOGETHER_MAX + 1], wanted = 0;
	varied_starts varied;
	list_varied(state, starts, count, &varied);
	uint32_t told = keep_told(state, starts, varied.told, varied.told_count);
	uint32_t untold = keep_untold(state, starts, varied.untold, varied.untold_count);
	wanted = read_variants(state, starts, varied.told, told, tokens, wanted);
	wanted = read_variants(state, starts, varied.untold, untold, tokens, wanted);
	if (state->words)
		for (uint32_t k = 0; k < wanted; k++)
			__builtin_prefetch(kz_key_cache_at(state->words, kz_token_at(state, tokens[k])->hash));
	kz_keys_make(state, tokens, wanted);
	fetch_key_roots(state, tokens, wanted);
}

/* The only name that may begin at a start, if it is the word alone and nothing more must be asked; 0 if there is none such. */
static uint32_t find_alone(const kz_state *state, const name_start *start)
{
	const kzner_model *model = state->model;
	const kz_node *node = &model->nodes[start->root];
	uint32_t number = model->accepts[node->accepts & -(uint32_t)(node->accept_count == 1)];
	const kz_alias *alias = &model->aliases[number];
	const kz_token *token = kz_token_at(state, start->token);
	uint32_t only = (uint32_t)(node->accept_count == 1) & (uint32_t)((start->ways & BEGINS_LONG) == 0) &
	                (uint32_t)((alias->flags & KZ_ALIAS_EXACT) == 0);
	uint32_t fitting = (uint32_t)surely_fits(alias->shape & 3, token->shape) | (uint32_t)!kz_is_word(token);
	return number & -(only & fitting & (may_belong(state, start->token + 1) ^ 1));
}

/* Could names be found from a start, letter by letter or in another spelling? */
static uint32_t may_have_names(const kz_state *state, const name_start *start)
{
	uint32_t varies = start->root ? start->ways & VARIES : start->variants;
	return (state->model->nodes[start->root].accept_count | (start->ways & BEGINS_LONG) | varies) != 0;
}

/* Starts that may have names; returns their number. */
static uint32_t keep_starts(const kz_state *state, name_start *starts, uint32_t count)
{
	uint32_t kept = 0, all = -(uint32_t)(state->options_given->without == 0);
	for (uint32_t k = 0; k < count; k++) {
		name_start start = starts[k];
		start.alone = find_alone(state, &start) & all;
		starts[kept] = start;
		kept += may_have_names(state, &start);
	}
	return kept;
}

/* Names that begin at these tokens. */
static int match_block(kz_state *state, const uint32_t *tokens, uint32_t count)
{
	name_start starts[TOGETHER_MAX];
	uint32_t kept = list_starts(state, tokens, count, starts);
	fetch_roots(state, starts, kept);
	fetch_seconds(state, starts, kept);
	fetch_keys(state, starts, kept);
	kept = keep_starts(state, starts, kept);
	for (uint32_t k = 0; k < kept; k++)
		if (!(starts[k].alone ? match_alone(state, &starts[k]) : match_at(state, &starts[k])))
			return 0;
	return 1;
}

static int match_all(kz_state *state)
{
	const uint32_t *tokens = state->lists.names;
	for (uint32_t left = state->lists.name_count, count; left; left -= count, tokens += count) {
		count = left < TOGETHER_MAX ? left : TOGETHER_MAX;
		if (!match_block(state, tokens, count))
			return 0;
	}
	return 1;
}

int kz_gazetteer_match(kz_state *state)
{
	uint32_t tokens = state->tokens.count + 1, names = state->lists.name_count + 1;
	state->capitals = kz_arena_alloc(state->arena, names * sizeof *state->capitals);
	state->keys = kz_arena_alloc(state->arena, tokens * sizeof *state->keys);
	/* News has a candidate for every eight tokens. */
	if (!state->capitals || !state->keys || !KZ_RESERVE(state->arena, &state->candidates, tokens / 6 + 16) ||
	    !KZ_RESERVE(state->arena, &state->options, tokens / 6 + 16))
		return 0;
	memset(state->keys, 0, tokens * sizeof *state->keys);
	return match_all(state) && make_cover(state);
}
