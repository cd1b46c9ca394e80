/*
 * In: candidates of the gazetteer, what was chosen before. Out: their scores, and which of them have too little support.
 *
 * Names that are also ordinary words (flag `context`) need something in the text that speaks for them; short forms (flag
 * `short`) need the full name in the document; a capital at the start of a sentence is none for an ordinary word.
 */
#include "match/evidence.h"
#include "resolve/resolve.h"

#include <string.h>

#define SCORE_EXACT             0.95f
#define SCORE_VARIANT           0.85f
#define SCORE_SUPPORTED_CONTEXT 0.80f
#define SCORE_UNSUPPORTED       0.30f

/* Weight from which a place is what its name means, even in a source note: (Moscow, May 5). */
#define USUAL_PLACE 8

/* Weight from which a place is better known than people of its name: Jordan. */
#define KNOWN_PLACE 5

/* Weight from which the bare name of a party needs nothing more than a capital: Otan. */
#define KNOWN_PARTY 5

#define STRONG                                                                                                         \
	(KZ_EVIDENCE_TITLE | KZ_EVIDENCE_HONORIFIC | KZ_EVIDENCE_GENERIC | KZ_EVIDENCE_SOURCE_NOTE |                   \
	 KZ_EVIDENCE_APPOSITION | KZ_EVIDENCE_QUOTED | KZ_EVIDENCE_ROLE)

/* Without branches: nobody can guess it. */
static int is_ordinary_word(const kz_state *state, const kz_candidate *c)
{
	const kz_token *token = kz_token_at(state, c->first);
	return (c->end - c->first == 1) & (token->shape == KZ_SHAPE_CAP) & ((token->flags & KZ_TOKEN_SENTENCE) != 0) &
	       ((token->classes & KZ_CLASS_COMMON) != 0);
}

/* Tokens of a row of languages. */
#define LANGUAGES_MAX 32

/* "in Kazakh and Russian or": where a row of languages begins that ends before token end. */
static uint32_t languages_begin(const kz_state *state, uint32_t end)
{
	uint32_t i = end;
	while (i && end - i < LANGUAGES_MAX &&
	       (kz_is_text(state, i - 1, "in") || kz_is_text(state, i - 1, "and") || kz_is_text(state, i - 1, "or") ||
	        kz_covered_as(state, i - 1, KZNER_TYPE_NORP)))
		i--;
	return i;
}

/*
 * The name of a language is no mention: speak Russian, printed in Uzbek. An adjective has its noun behind it, and
 * peoples are plural.
 */
static int is_language(const kz_state *state, const kz_candidate *c)
{
	const kz_token *next = kz_token_at(state, c->end);
	uint32_t before = c->first;
	if (!before || c->tokens != 1 || state->text.bytes[c->end_byte - 1] == 's')
		return 0;
	if (kz_is_word(next) && !(kz_token_classes(state->model, next) & KZ_CLASS_NEVER))
		return 0;
	if (kz_is_text(state, before - 1, "in") && next->kind == KZ_TOKEN_SYMBOL && next->symbol != '-')
		return 1;
	if (next->kind == KZ_TOKEN_CLITIC || kz_is_joining_hyphen(state, c->end))
		return 0;
	before = languages_begin(state, before);
	return before && kz_token_in(state, before - 1, KZ_NAME_IN(LANGUAGE_VERB));
}

/* Shell said, Congress voted: at the start of a sentence a verb of saying or doing makes a body of the word. */
static int speaks(const kz_state *state, const kz_candidate *c)
{
	const kz_token *next = kz_token_at(state, c->end);
	return c->type == KZNER_TYPE_ORG && next->shape == KZ_SHAPE_LOWER && kz_is_word(next) &&
	       kz_token_classes(state->model, next) & (KZ_CLASS_SPEECH | KZ_CLASS_HUMAN);
}

/* The words on both sides are no part of a longer capitalised phrase. */
static int stands_alone(const kz_state *state, const kz_candidate *c)
{
	return !kz_is_capital(kz_token_at(state, c->end)) && !kz_is_joining_hyphen(state, c->end) &&
	       !(c->first && kz_is_capital(kz_token_at(state, c->first - 1)) &&
	         !(kz_classes_at(state, c->first - 1) & KZ_CLASS_NEVER));
}

/* Is nothing known of the word but that it is in names of bodies? What English writes with a capital may be anything. */
static int is_of_bodies(uint32_t classes)
{
	return !(classes & ~(uint32_t)(KZ_CLASS_PARTYHEAD | KZ_CLASS_ORGHEAD | KZ_CLASS_MEDIAHEAD | KZ_CLASS_TITLE |
	                               KZ_CLASS_RULE | KZ_CLASS_PATTERN));
}

/* One capitalised word in the middle of a sentence: what must it be to be taken for the name? */
static int supports_word(const kz_state *state, const kz_candidate *c, uint32_t weight, uint32_t evidence)
{
	uint32_t classes = kz_classes_at(state, c->first);
	const kz_token *next = kz_token_at(state, c->end);
	int article = kz_after_the(state, c->first);
	if ((classes & (KZ_CLASS_MONTH | KZ_CLASS_NEVER) && c->type != KZNER_TYPE_NORP) || !stands_alone(state, c))
		return 0;
	switch (c->type) {
	case KZNER_TYPE_PLACE: /* the West; reached Jordan */
		return article || evidence & KZ_EVIDENCE_LOCATIVE ||
		       (!(classes & (KZ_CLASS_COMMON | KZ_CLASS_MIXED)) &&
		        (weight >= KNOWN_PLACE || !(classes & (KZ_CLASS_GIVEN | KZ_CLASS_SURNAME))));
	case KZNER_TYPE_PERSON: /* the Bush administration; a given name alone may be anybody's */
		return !(classes & KZ_CLASS_GIVEN);
	case KZNER_TYPE_ORG: /* Total of France, before Congress */
		return (classes & KZ_CLASS_COMMON && !article) || classes & KZ_CLASS_ORGHEAD ||
		       (is_of_bodies(classes) && !article);
	case KZNER_TYPE_PARTY: /* merged with Otan */
		return is_of_bodies(classes) && !article && weight >= KNOWN_PARTY;
	case KZNER_TYPE_NORP: /* an English city, but not: in English and Russian */
		return next->shape == KZ_SHAPE_LOWER && kz_is_word(next) &&
		       !(kz_token_classes(state->model, next) & KZ_CLASS_NEVER);
	}
	return 0;
}

/* A candidate whose options are weighed, and what its surroundings say, once that was asked. */
typedef struct weighed {
	kz_candidate *c;
	int read;
} weighed;

static uint32_t evidence_of(const kz_state *state, weighed *w)
{
	kz_candidate *c = w->c;
	if (!w->read)
		c->evidence = kz_context_evidence(state, c->first, c->end, (kzner_type)c->type);
	w->read = 1;
	return c->evidence;
}

/* A context name in the middle of a sentence, capitalised though its word is not ordinarily so. */
static int supports_context(const kz_state *state, weighed *w, uint32_t weight)
{
	const kz_candidate *c = w->c;
	uint32_t classes = kz_classes_at(state, c->first);
	if (c->tokens > 1 || evidence_of(state, w) & STRONG)
		return 1;
	if (kz_token_at(state, c->first)->flags & KZ_TOKEN_SENTENCE)
		return speaks(state, c);
	/* An acronym, but not a word of a line in capitals */
	if (kz_token_at(state, c->first)->shape == KZ_SHAPE_UPPER)
		return ((classes & (KZ_CLASS_NEVER | KZ_CLASS_COMMON)) != KZ_CLASS_NEVER) &&
		       !(classes & KZ_CLASS_MONTH) && (!(classes & KZ_CLASS_COMMON) || stands_alone(state, c));
	return supports_word(state, c, weight, evidence_of(state, w));
}

static int option_stands(const kz_state *state, const kz_resolved *chosen, weighed *w, uint32_t option)
{
	const kz_candidate *c = w->c;
	const kz_alias *alias = &state->model->aliases[option];
	if (alias->flags & KZ_ALIAS_SHORT)
		return kz_resolved_names(chosen, alias->entry);
	uint32_t weight = state->model->entries[alias->entry].weight;
	if (c->type == KZNER_TYPE_PLACE && weight < USUAL_PLACE && kz_is_source_note(state, c->first, c->end))
		return 0;
	if (alias->flags & KZ_ALIAS_CONTEXT)
		return supports_context(state, w, weight) || kz_resolved_names(chosen, alias->entry);
	if (is_ordinary_word(state, c) && !(alias->flags & KZ_ALIAS_ACRONYM) && !speaks(state, c))
		return (evidence_of(state, w) & STRONG) || kz_resolved_names(chosen, alias->entry);
	return 1;
}

static float score_of(const kz_state *state, const kz_candidate *c)
{
	static const float scores[] = {SCORE_EXACT, SCORE_VARIANT, SCORE_SUPPORTED_CONTEXT, SCORE_SUPPORTED_CONTEXT};
	uint32_t context = (state->model->aliases[kz_option(state, c, 0)].flags & KZ_ALIAS_CONTEXT) != 0;
	return scores[context << 1 | (c->source == KZNER_SOURCE_VARIANT)];
}

/*
 * Can no other name of the document change which options stand? See option_stands(). Whether a title stands with somebody is asked
 * when the names are known.
 */
static int is_settled(const kz_state *state, const kz_candidate *c)
{
	uint32_t flags = 0;
	for (uint32_t i = 0; i < c->all_options; i++)
		flags |= state->model->aliases[kz_option(state, c, i)].flags;
	int doubtful = ((flags & (KZ_ALIAS_SHORT | KZ_ALIAS_CONTEXT)) != 0) | is_ordinary_word(state, c);
	return (c->type == KZNER_TYPE_TITLE) | !doubtful;
}

/* Do all options stand, whatever the surroundings? */
static int needs_nothing(const kz_state *state, const kz_candidate *c)
{
	return c->settled && (c->type != KZNER_TYPE_PLACE || !kz_is_source_note(state, c->first, c->end));
}

/* Puts the options that stand before the others; their number. */
static uint32_t sort_options(kz_state *state, const kz_resolved *chosen, kz_candidate *c)
{
	weighed w = {c, 0};
	uint32_t *options = &state->options.items[c->options], kept = 0;
	for (uint32_t i = 0; i < c->all_options; i++) {
		uint32_t option = options[i];
		if (!option_stands(state, chosen, &w, option))
			continue;
		options[i] = options[kept];
		options[kept++] = option;
	}
	return kept;
}

/* The first option_count options of a candidate are those that stand. */
static void support(kz_state *state, const kz_resolved *chosen, kz_candidate *c)
{
	uint32_t kept = c->all_options;
	c->settled = (uint8_t)is_settled(state, c);
	if (c->type == KZNER_TYPE_NORP && is_language(state, c))
		kept = 0;
	else if (!needs_nothing(state, c))
		kept = sort_options(state, chosen, c);
	float score = kept ? score_of(state, c) : SCORE_UNSUPPORTED;
	c->option_count = kept;
	c->reason = kept ? "" : "needs support from its surroundings or its full name in the document";
	if (score == c->score)
		return;
	c->score = score;
	c->outcome = kept ? KZNER_CHOSEN : KZNER_UNSUPPORTED;
	c->changed = 1;
}

/* The entries of all options, which lie far apart: what comes next asks for many of them. */
static void fetch_entries(const kz_state *state)
{
	const kzner_model *model = state->model;
	for (uint32_t i = 0; i < state->options.count; i++)
		__builtin_prefetch(&model->entries[model->aliases[state->options.items[i]].entry]);
}

/* Options are weighed anew in each pass, but for those that nothing changes. Candidates with options come before all others. */
int kz_support(kz_state *state, kz_resolved *chosen)
{
	if (chosen && !kz_seen_make(state, chosen))
		return 0;
	if (!chosen)
		fetch_entries(state);
	for (uint32_t i = 0; i < state->candidates.count && state->candidates.items[i].all_options; i++)
		if (!state->candidates.items[i].settled)
			support(state, chosen, &state->candidates.items[i]);
	return 1;
}

/* Titles */

static int is_word(const kz_state *state, uint32_t i, const char *text)
{
	const kz_token *token = kz_token_at(state, i);
	size_t size = strlen(text);
	return token->end - token->begin == size && !memcmp(state->text.bytes + token->begin, text, size);
}

/* The mention that begins at token i, NULL if none does. */
static const kz_mention *mention_at(const kz_resolved *resolved, uint32_t after, uint32_t i)
{
	for (uint32_t m = after; m < resolved->mentions.count && resolved->mentions.items[m].first <= i; m++)
		if (resolved->mentions.items[m].first == i)
			return &resolved->mentions.items[m];
	return NULL;
}

/* Titles of several people: ministers. They go with no single name behind a comma. */
static int is_plural(const kz_state *state, const kz_mention *title)
{
	const kz_token *last = kz_token_at(state, title->end - 1);
	uint32_t size = last->end - last->begin;
	const char *end = state->text.bytes + last->end;
	return size > 3 && end[-1] == 's' && end[-2] != 's';
}

static int name_follows(const kz_state *state, const kz_resolved *resolved, uint32_t m);

/* "financier and politician Boris Berezovsky": the next title, over the words of its body, has a name. */
static int next_title_has_name(const kz_state *state, const kz_resolved *resolved, uint32_t m)
{
	const kz_mention *title = &resolved->mentions.items[m];
	for (uint32_t n = m + 1; n < resolved->mentions.count && n < m + 3; n++) {
		const kz_mention *next = &resolved->mentions.items[n];
		if (next->first > title->end + 6 || next->sentence != title->sentence ||
		    next->type == KZNER_TYPE_PERSON)
			return 0;
		if (next->type == KZNER_TYPE_TITLE)
			return name_follows(state, resolved, n);
	}
	return 0;
}

/* TITLE NAME, TITLE, NAME and TITLE Mr NAME */
static int name_follows(const kz_state *state, const kz_resolved *resolved, uint32_t m)
{
	const kz_mention *title = &resolved->mentions.items[m];
	uint32_t i = title->end;
	if (is_word(state, i, "and"))
		return next_title_has_name(state, resolved, m);
	for (int skipped = 0; skipped < 3 && i < state->tokens.count; skipped++) {
		const kz_mention *next = mention_at(resolved, m + 1, i);
		const kz_token *token = kz_token_at(state, i);
		if (next)
			return next->type == KZNER_TYPE_PERSON && next->sentence == title->sentence;
		if (kz_is_symbol(token, ',') && is_plural(state, title))
			return 0;
		if (!(kz_classes_at(state, i) & KZ_CLASS_HONORIFIC) && !kz_is_symbol(token, ',') &&
		    !kz_is_symbol(token, '"') && !kz_is_symbol(token, '(') &&
		    !(kz_is_symbol(token, '.') &&
		      kz_classes_at(state, i - 1) & (KZ_CLASS_ABBREVIATION | KZ_CLASS_HONORIFIC)))
			return 0;
		i++;
	}
	return 0;
}

/* Words that open an apposition: what stands between the comma and the title is then its noun phrase. */
static int opens_apposition(const kz_state *state, const kz_resolved *resolved, uint32_t m, uint32_t i)
{
	static const char *const openers[] = {
	        "a",         "an",       "the",       "his",      "her",     "its",    "their",      "our",
	        "my",        "another",  "one",       "former",   "then",    "now",    "acting",     "ex",
	        "current",   "first",    "long-time", "longtime", "chief",   "senior", "deputy",     "leading",
	        "prominent", "veteran",  "interim",   "himself",  "herself", "also",   "previously", "formerly",
	        "currently", "founding", "outgoing",  "incoming"};
	if (kz_is_capital(kz_token_at(state, i)))
		return 1;
	for (size_t k = 0; k < sizeof openers / sizeof *openers; k++)
		if (is_word(state, i, openers[k]))
			return 1;
	for (uint32_t k = m; k > 0 && resolved->mentions.items[k - 1].end > i; k--)
		if (resolved->mentions.items[k - 1].first == i)
			return 1;
	return 0;
}

/* The mention that ends at token end, before mention m; NULL if none does. */
static const kz_mention *mention_ending(const kz_resolved *resolved, uint32_t m, uint32_t end)
{
	for (uint32_t k = m; k > 0 && resolved->mentions.items[k - 1].end >= end; k--)
		if (resolved->mentions.items[k - 1].end == end)
			return &resolved->mentions.items[k - 1];
	return NULL;
}

/* NAME, (a|the|former ...) TITLE: from the title leftwards over the words of a noun phrase to a comma or bracket. */
static int name_before(const kz_state *state, const kz_resolved *resolved, uint32_t m)
{
	const kz_mention *title = &resolved->mentions.items[m];
	uint32_t first = state->sentences.items[title->sentence].first;
	if (is_plural(state, title))
		return 0;
	for (uint32_t i = title->first, words = 0; words < 8 && i > first; words++) {
		const kz_token *token = kz_token_at(state, --i);
		if (kz_is_symbol(token, ',') || kz_is_symbol(token, '(') ||
		    (kz_is_symbol(token, '-') && !kz_is_joining_hyphen(state, i))) {
			uint32_t end = i && kz_is_symbol(kz_token_at(state, i - 1), ')') ? i - 1 : i;
			const kz_mention *name = mention_ending(resolved, m, end);
			if (!name || name->type != KZNER_TYPE_PERSON)
				return 0;
			return i + 1 == title->first || opens_apposition(state, resolved, m, i + 1);
		}
		if (token->kind == KZ_TOKEN_SYMBOL && token->symbol != '-' && token->symbol != '"')
			return 0;
	}
	return 0;
}

/* "Its director is Nurtai Abykayev" */
static int name_behind_verb(const kz_state *state, const kz_resolved *resolved, uint32_t m)
{
	uint32_t i = resolved->mentions.items[m].end;
	if (!is_word(state, i, "is") && !is_word(state, i, "was") && !is_word(state, i, "became"))
		return 0;
	const kz_mention *next = mention_at(resolved, m + 1, i + 1);
	return next && next->type == KZNER_TYPE_PERSON;
}

/* TITLE of (the) BODY (,) NAME: "the chair of the Harbour Club, Ivan Petrov" */
static int name_behind_body(const kz_state *state, const kz_resolved *resolved, uint32_t m)
{
	const kz_mention *title = &resolved->mentions.items[m];
	uint32_t i = title->end, bodies = 0;
	if (is_plural(state, title) ||
	    !(is_word(state, i, "of") || is_word(state, i, "at") || is_word(state, i, "for")))
		return 0;
	i++;
	for (int words = 0; words < 8 && i < state->tokens.count; words++) {
		const kz_mention *next = mention_at(resolved, m + 1, i);
		const kz_token *token = kz_token_at(state, i);
		if (token->flags & KZ_TOKEN_SENTENCE || (next && next->type == KZNER_TYPE_TITLE))
			return 0;
		if (next && next->type == KZNER_TYPE_PERSON)
			return bodies > 0;
		if (next) {
			bodies++;
			i = next->end;
			continue;
		}
		if (token->kind == KZ_TOKEN_SYMBOL && token->symbol != ',' && token->symbol != '-')
			return 0;
		if (token->kind == KZ_TOKEN_WORD && token->shape == KZ_SHAPE_LOWER &&
		    kz_classes_at(state, i) & KZ_CLASS_NEVER && !is_word(state, i, "the") &&
		    !is_word(state, i, "and") && !is_word(state, i, "of") && !is_word(state, i, "for"))
			return 0;
		i++;
	}
	return 0;
}

/* "the Foreign Minister of Kazakhstan", "the Kazakh President": an office written as a name links to its body. */
static int is_office_of_body(const kz_state *state, const kz_resolved *resolved, uint32_t m)
{
	const kz_mention *title = &resolved->mentions.items[m];
	uint32_t i = title->end;
	if (is_plural(state, title) || !kz_is_capital(kz_token_at(state, title->first)) ||
	    kz_token_at(state, title->first)->flags & KZ_TOKEN_SENTENCE)
		return 0;
	/* Words of a headline: Opposition Leader Jailed */
	if (kz_is_capital(kz_token_at(state, i)) || kz_token_at(state, i - 1)->shape == KZ_SHAPE_UPPER)
		return 0;
	const kz_mention *before = m ? &resolved->mentions.items[m - 1] : NULL;
	if (before && before->end == title->first && before->sentence == title->sentence &&
	    (before->type == KZNER_TYPE_NORP || before->type == KZNER_TYPE_PLACE))
		return 1;
	if (!is_word(state, i, "of"))
		return 0;
	i += 1 + is_word(state, i + 1, "the");
	const kz_mention *next = mention_at(resolved, m + 1, i);
	return next && (next->type == KZNER_TYPE_PLACE || next->type == KZNER_TYPE_ORG);
}

/* A title in small letters that owns something stands for somebody, not with a name: the journalist's father. */
static int is_owner(const kz_state *state, const kz_mention *title)
{
	return kz_token_at(state, title->end)->kind == KZ_TOKEN_CLITIC;
}

static int title_stands(const kz_state *state, const kz_resolved *resolved, uint32_t m)
{
	const kz_mention *title = &resolved->mentions.items[m];
	if (is_office_of_body(state, resolved, m))
		return 1;
	if (is_owner(state, title))
		return 0;
	return name_follows(state, resolved, m) || name_before(state, resolved, m) ||
	       name_behind_body(state, resolved, m) || name_behind_verb(state, resolved, m);
}

/* The numbers of the titles among the mentions, in text order; how many there are. */
static uint32_t list_titles(const kz_resolved *resolved, uint32_t *restrict list)
{
	const kz_mention *mentions = resolved->mentions.items;
	uint32_t count = 0;
	for (uint32_t m = 0, all = resolved->mentions.count; m < all; m++) {
		list[count] = m;
		count += mentions[m].type == KZNER_TYPE_TITLE;
	}
	return count;
}

/* Takes the mentions of the list, which are in text order, out of the others. */
static void remove_mentions(kz_resolved *resolved, const uint32_t *list, uint32_t count)
{
	kz_mention *items = resolved->mentions.items;
	for (uint32_t k = 0; k < count; k++) {
		uint32_t from = list[k] + 1, end = k + 1 < count ? list[k + 1] : resolved->mentions.count;
		memmove(items + list[k] - k, items + from, (end - from) * sizeof *items);
	}
	resolved->mentions.count -= count;
}

/* Titles lose their support that stand with nobody: their numbers, how many they are, and whether one of them had pushed other mentions
 * aside. There is room in the list for all mentions. */
static uint32_t drop_titles(kz_state *state, kz_resolved *resolved, uint32_t *list, int *ret_pushed)
{
	uint32_t count = list_titles(resolved, list), dropped = 0;
	*ret_pushed = 0;
	for (uint32_t k = 0; k < count; k++) {
		kz_mention *mention = &resolved->mentions.items[list[k]];
		kz_candidate *c = &state->candidates.items[mention->candidate];
		mention->confidence = 0.9f;
		if (title_stands(state, resolved, list[k]))
			continue;
		c->outcome = KZNER_UNSUPPORTED;
		c->reason = "a title that stands with nobody's name";
		*ret_pushed |= c->tokens > 1;
		list[dropped++] = list[k];
	}
	return dropped;
}

int kz_titles_keep(kz_state *state, kz_resolved *resolved)
{
	uint32_t *list = kz_arena_alloc(state->arena, (state->candidates.count + 1) * sizeof *list);
	int pushed;
	if (!list || !kz_mentions_make(state, resolved))
		return 0;
	uint32_t dropped = drop_titles(state, resolved, list, &pushed);
	/* "members of Congress" goes with nobody: Congress, and then "members", get their turn */
	if (pushed) {
		if (!kz_overlaps_settle_again(state, resolved, list, dropped))
			return 0;
		dropped = drop_titles(state, resolved, list, &pushed);
	}
	remove_mentions(resolved, list, dropped);
	return 1;
}
