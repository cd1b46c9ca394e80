/*
 * In: the names that were chosen. Out: candidates for what a document says in short after (or in a headline before) the name:
 * surnames, acronyms in brackets or of initials, and head words ("the Party").
 */
#include "match/name_variant.h"
#include "match/name_words.h"
#include "resolve/resolve.h"
#include "resolve/short_table.h"

#include <string.h>

#define SCORE_SHORT    0.88f
#define SCORE_REPEATED 0.70f

/* Names with one first word that a repetition is compared with: keeps a text of thousands of such names from costing their square. */
#define REPETITIONS_MAX 64

/* What speaks for a person more than a list does for a place: said Serov. */
#define PERSONAL (KZ_EVIDENCE_TITLE | KZ_EVIDENCE_HONORIFIC | KZ_EVIDENCE_SPEECH)

static const uint32_t evidence_of[] = {
        [KZ_SHORT_SURNAME] = KZ_EVIDENCE_REPEATED, [KZ_SHORT_GIVEN] = KZ_EVIDENCE_GIVEN,
        [KZ_SHORT_ACRONYM] = KZ_EVIDENCE_ACRONYM,  [KZ_SHORT_BRACKETS] = KZ_EVIDENCE_BRACKETS,
        [KZ_SHORT_HEAD] = KZ_EVIDENCE_HEAD,        [KZ_SHORT_BRAND] = KZ_EVIDENCE_SHAPE,
        [KZ_SHORT_REPETITION] = KZ_EVIDENCE_QUOTED};

#define HEADS (KZ_CLASS_ORGHEAD | KZ_CLASS_PARTYHEAD | KZ_CLASS_LAWHEAD)

static uint32_t last_word(const kz_state *state, const kz_candidate *c)
{
	uint32_t i = c->end;
	while (i > c->first && kz_token_at(state, i - 1)->kind != KZ_TOKEN_WORD)
		i--;
	return i - 1;
}

/* "Kassym-Jomart Tokayev" -> Tokayev; for a hyphenated surname its parts are no names. */
static int add_person(kz_state *state, kz_short_table *table, uint32_t number)
{
	const kz_candidate *c = &state->candidates.items[number];
	uint32_t given = c->first, last = last_word(state, c);
	if (last <= given || kz_token_at(state, last)->end - kz_token_at(state, last)->begin < 2)
		return 1;
	if (!kz_short_table_reserve(state, table, 2))
		return 0;
	if (kz_token_at(state, given)->end - kz_token_at(state, given)->begin > 2 && kz_is_name_word(state, given) &&
	    !kz_is_plain_word(state, given))
		kz_short_table_add_key(state, table, given, number, KZ_SHORT_GIVEN);
	kz_short_table_add_key(state, table, last, number, KZ_SHORT_SURNAME);
	return 1;
}

/* NAME (ACRONYM) or NAME [ACRONYM] */
static void add_bracketed(const kz_state *state, kz_short_table *table, uint32_t number)
{
	const kz_candidate *c = &state->candidates.items[number];
	uint32_t open = c->end;
	const kz_token *token = kz_token_at(state, open);
	if ((!kz_is_symbol(token, '(') && !kz_is_symbol(token, '[')) || open + 2 >= state->tokens.count)
		return;
	/* (TASS, August 12) is no acronym of what stands before it */
	uint32_t closed = (uint32_t)kz_is_symbol(&token[2], ')') | (uint32_t)kz_is_symbol(&token[2], ']');
	uint32_t acronym = (uint32_t)kz_is_capital(&token[1]) & (token[1].shape != KZ_SHAPE_CAP);
	kz_short_table_add(table, state, token[1].hash, number, KZ_SHORT_BRACKETS, closed & acronym);
}

#define INITIALS_MAX 16

/* "Democratic Choice of Kazakhstan" -> dck; with small words too where they are more than of and the. */
static void add_initials(const kz_state *state, kz_short_table *table, uint32_t number)
{
	const kz_candidate *c = &state->candidates.items[number];
	char initials[INITIALS_MAX];
	uint32_t length = 0;
	for (uint32_t i = c->first; i < c->end && length < INITIALS_MAX; i++) {
		const kz_token *token = kz_token_at(state, i);
		char first = state->text.bytes[token->begin];
		initials[length] = (char)(first | 0x20);
		length += (uint32_t)kz_is_capital(token) & ((unsigned char)first < 0x80);
	}
	if (length >= 3)
		kz_short_table_add(table, state, kz_hash(initials, length), number, KZ_SHORT_ACRONYM, 1);
}

/* "the Party", "the Treaty": the head word alone */
static void add_heads(const kz_state *state, kz_short_table *table, uint32_t number)
{
	const kz_candidate *c = &state->candidates.items[number];
	for (uint32_t i = c->first; i < c->end; i++) {
		const kz_token *token = kz_token_at(state, i);
		uint32_t is_head = (token->classes & HEADS) != 0;
		kz_short_table_add(table, state, token->hash, number, KZ_SHORT_HEAD,
		                   (uint32_t)kz_is_capital(token) & is_head);
	}
}

/* The same words stand at token i, capitalised alike; an ordinary word only in quotes. */
static int repeats(const kz_state *state, const kz_candidate *c, uint32_t i)
{
	uint32_t size = c->end - c->first;
	if (i + size > state->tokens.count || (i >= c->first && i < c->end))
		return 0;
	for (uint32_t k = 0; k < size; k++)
		if (kz_token_at(state, i + k)->hash != kz_token_at(state, c->first + k)->hash ||
		    (kz_token_at(state, i + k)->shape != kz_token_at(state, c->first + k)->shape &&
		     !(size > 1 && kz_token_at(state, i + k)->shape == KZ_SHAPE_UPPER)))
			return 0;
	return size > 1 || !(kz_classes_at(state, i) & (KZ_CLASS_COMMON | KZ_CLASS_MIXED)) ||
	       (i && kz_is_symbol(kz_token_at(state, i - 1), '"') && kz_is_symbol(kz_token_at(state, i + 1), '"'));
}

static int add_repetition(kz_state *state, const kz_short_table *table, uint32_t i)
{
	uint32_t n = kz_short_table_first(table, kz_token_at(state, i)->hash, KZ_SHORT_REPETITION);
	for (int tried = 0; n != KZ_NO_NAME && tried < REPETITIONS_MAX; n = table->names.items[n].behind, tried++) {
		const kz_short_name *name = &table->names.items[n];
		const kz_candidate *full = &state->candidates.items[name->candidate];
		if (!repeats(state, full, i))
			continue;
		uint32_t end = i + full->end - full->first;
		kz_candidate *c =
		        kz_candidate_add(state, i, end, (kzner_type)full->type, KZNER_SOURCE_DOCUMENT, SCORE_REPEATED);
		if (!c)
			return 0;
		c->full = name->candidate;
		c->reason = "named so elsewhere in the document";
		return 1;
	}
	return 1;
}

/* "Altai Trading Group" -> Altai: the first word of a company that is otherwise made of heads and ordinary words. */
static int is_brand(const kz_state *state, const kz_candidate *c)
{
	const kz_token *token = kz_token_at(state, c->first);
	if (c->type != KZNER_TYPE_ORG || c->source != KZNER_SOURCE_NAME || !kz_is_word(token) ||
	    token->end - token->begin < 4 || kz_is_plain_word(state, c->first) || kz_is_country_word(state, c->first) ||
	    !(kz_classes_at(state, c->end - 1) & KZ_CLASS_ORGTAIL))
		return 0;
	for (uint32_t i = c->first + 1; i < c->end; i++)
		if (!kz_is_plain_word(state, i) && !(kz_classes_at(state, i) & KZ_HEAD_CLASSES))
			return 0;
	return 1;
}

/* A body has room for its brand, its initials, what stands in brackets behind it, and its heads. */
static void add_body(const kz_state *state, kz_short_table *table, uint32_t number)
{
	const kz_candidate *c = &state->candidates.items[number];
	add_bracketed(state, table, number);
	if (c->tokens < 2)
		return;
	if (is_brand(state, c))
		kz_short_table_add(table, state, kz_token_at(state, c->first)->hash, number, KZ_SHORT_BRAND, 1);
	if (c->tokens >= 3)
		add_initials(state, table, number);
	add_heads(state, table, number);
}

/* Candidates that were chosen, by what short forms they may have. There is room for all in each list. */
typedef struct full_names {
	uint32_t *repeated, *persons, *bodies;
	uint32_t *own; /* first tokens of those that are repeated; behind them UINT32_MAX */
	uint32_t repeated_count, person_count, body_count;
	uint32_t body_tokens; /* of all bodies */
} full_names;

#define IS_BODY (1u << KZNER_TYPE_ORG | 1u << KZNER_TYPE_PARTY | 1u << KZNER_TYPE_LAW | 1u << KZNER_TYPE_EVENT)

/* Those that may have any; how many they are. Without branches: what the next name is cannot be guessed. */
static uint32_t list_full(const kz_state *state, const kz_overlaps *o, uint32_t *restrict list)
{
	const kz_candidate *candidates = state->candidates.items;
	uint32_t count = 0;
	for (uint32_t k = 0, all = o->count; k < all; k++) {
		const kz_candidate *c = &candidates[kz_place_number(o->order[k])];
		uint32_t may = (c->source == KZNER_SOURCE_NAME) | ((IS_BODY | 1u << KZNER_TYPE_PERSON) >> c->type & 1);
		list[count] = kz_place_number(o->order[k]);
		count += may & (c->outcome == KZNER_CHOSEN);
	}
	return count;
}

static void list_names(const kz_state *state, const uint32_t *list, uint32_t count, full_names *names)
{
	full_names n = *names;
	for (uint32_t k = 0; k < count; k++) {
		const kz_candidate *c = &state->candidates.items[list[k]];
		uint32_t is_body = IS_BODY >> c->type & 1, tokens = c->end - c->first;
		n.own[n.repeated_count] = c->first;
		n.repeated[n.repeated_count] = n.persons[n.person_count] = n.bodies[n.body_count] = list[k];
		/* A name that only its surroundings told somewhere is the same thing where nothing does. */
		n.repeated_count += (c->source == KZNER_SOURCE_NAME) & (c->type != KZNER_TYPE_TITLE);
		n.person_count += (c->type == KZNER_TYPE_PERSON) & (c->tokens > 1) & (tokens > 1);
		n.body_count += is_body;
		n.body_tokens += tokens & (0 - is_body);
	}
	n.own[n.repeated_count] = UINT32_MAX;
	*names = n;
}

static int make_names(kz_state *state, const kz_resolved *chosen, full_names *names)
{
	uint32_t *list = kz_arena_alloc(state->arena, (chosen->overlaps.count + 1) * sizeof *list);
	uint32_t count = list ? list_full(state, &chosen->overlaps, list) : 0;
	size_t size = (count + 1) * sizeof(uint32_t);
	*names = (full_names){.repeated = kz_arena_alloc(state->arena, size),
	                      .persons = kz_arena_alloc(state->arena, size),
	                      .bodies = kz_arena_alloc(state->arena, size),
	                      .own = kz_arena_alloc(state->arena, size)};
	if (!list || !names->own || !names->repeated || !names->persons || !names->bodies)
		return 0;
	list_names(state, list, count, names);
	return 1;
}

/* Short forms of a body beside its heads. */
#define BODY_FORMS 3

static int add_names(kz_state *state, const full_names *names, kz_short_table *table)
{
	uint32_t room = names->repeated_count + names->body_count * BODY_FORMS + names->body_tokens + 1;
	if (!kz_short_table_reserve(state, table, room))
		return 0;
	for (uint32_t k = 0; k < names->repeated_count; k++) {
		uint32_t hash = kz_token_at(state, names->own[k])->hash;
		kz_short_table_add(table, state, hash, names->repeated[k], KZ_SHORT_REPETITION, 1);
	}
	for (uint32_t k = 0; k < names->body_count; k++)
		add_body(state, table, names->bodies[k]);
	for (uint32_t k = 0; k < names->person_count; k++)
		if (!add_person(state, table, names->persons[k]))
			return 0;
	return 1;
}

/* No part of a longer capitalised phrase. */
static int stands_alone(const kz_state *state, uint32_t i)
{
	return !kz_is_capital(kz_token_at(state, i + 1)) && !kz_is_joining_hyphen(state, i + 1) &&
	       !(i && kz_is_capital(kz_token_at(state, i - 1)) && !kz_is_line_start(state, i - 1));
}

/* A place in any case: a town, or with a preposition of place before it: at Baikal. */
static int is_located(const kz_state *state, uint32_t i)
{
	const kz_candidate *cover = kz_cover_at(state, i);
	if (cover && cover->type == KZNER_TYPE_PLACE) {
		const kz_alias *alias = &state->model->aliases[kz_option(state, cover, 0)];
		const char *subtype = kz_string(state->model, state->model->entries[alias->entry].subtype);
		if (strcmp(subtype, "water") != 0 && strcmp(subtype, "mountain") != 0 && strcmp(subtype, "lake") != 0 &&
		    strcmp(subtype, "river") != 0)
			return 1;
	}
	return kz_is_text(state, i - (i > 0), "of") || !stands_alone(state, i) ||
	       (i && kz_classes_at(state, i - 1) & KZ_CLASS_LOCATIVE);
}

static int add_short(kz_state *state, uint32_t i, const kz_short_name *name)
{
	uint32_t full = name->candidate, evidence = evidence_of[name->kind];
	kz_candidate *c = kz_candidate_add(state, i, i + 1, (kzner_type)state->candidates.items[full].type,
	                                   KZNER_SOURCE_DOCUMENT, SCORE_SHORT);
	if (!c)
		return 0;
	c->full = full;
	c->evidence = evidence;
	c->reason = kz_evidence_text(state, evidence);
	return c->reason != NULL;
}

/* A word of the text, and the kinds of the names that it may be short for. */
typedef struct short_word {
	uint32_t token, kinds;
} short_word;

/* What stands at a capital cannot be foretold, so the words to look at are listed without branches. Lists are of places among the
 * capitals, as the kinds are that each may be short for. */
typedef struct word_lists {
	uint8_t *kinds;
	uint32_t *keyed; /* those whose keys are still to be asked for */
	uint32_t keyed_count;
	short_word *words; /* that may be short for any kind */
	uint32_t count;
} word_lists;

/* Kinds of names that a word of each shape may be short for. */
#define ANY_SHAPE                                                                                                      \
	(KZ_SHORT_BY_KEY | KZ_SHORT_BIT(KZ_SHORT_HEAD) | KZ_SHORT_BIT(KZ_SHORT_BRAND) |                                \
	 KZ_SHORT_BIT(KZ_SHORT_REPETITION))

static const uint8_t kinds_of_shape[] = {[KZ_SHAPE_LOWER] = 0,
                                         [KZ_SHAPE_CAP] = ANY_SHAPE,
                                         [KZ_SHAPE_UPPER] = ANY_SHAPE | KZ_SHORT_BIT(KZ_SHORT_ACRONYM) |
                                                            KZ_SHORT_BIT(KZ_SHORT_BRACKETS),
                                         [KZ_SHAPE_MIXED] = ANY_SHAPE | KZ_SHORT_BIT(KZ_SHORT_BRACKETS)};

/* Kinds that only a word is that no list knows as something else. */
#define UNKNOWN_KINDS (KZ_SHORT_BY_KEY | KZ_SHORT_BIT(KZ_SHORT_ACRONYM) | KZ_SHORT_BIT(KZ_SHORT_HEAD))

static uint32_t all_if(uint32_t is_so)
{
	return 0 - is_so;
}

/*
 * Kinds that the word itself leaves: no personal name of an ordinary one at the start of a sentence, no head of a classless one.
 */
static uint32_t kinds_of_word(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	uint32_t plain = (uint32_t)kz_is_plain_word(state, i), ordinary = (uint32_t)kz_is_ordinary(state, i);
	uint32_t brief = token->end - token->begin <= 2, word = token->kind == KZ_TOKEN_WORD;
	uint32_t no_head = (token->classes & HEADS) == 0;
	uint32_t never = KZ_SHORT_BIT(KZ_SHORT_SURNAME) & all_if(brief | ordinary);
	never |= KZ_SHORT_BIT(KZ_SHORT_GIVEN) & all_if(plain);
	never |= KZ_SHORT_BIT(KZ_SHORT_HEAD) & all_if(no_head);
	return kinds_of_shape[token->shape] & ~never & all_if(word);
}

/* Is a name over the token chosen that is none of a person or a place, or more than a short form could be? */
static uint32_t is_told(const kz_state *state, uint32_t i)
{
	uint32_t number = state->cover[i], covered = number > 0;
	uint32_t chosen = state->candidates.items[number - covered].outcome == KZNER_CHOSEN;
	return covered & chosen & ((state->cover_signs[i] & KZ_COVER_OPEN) == 0);
}

/*
 * Kinds that the gazetteer's name over the word leaves: none but for names of this token alone that the full name's entry may have
 * too; of what was chosen, and is neither a person nor a place, none that must be unknown.
 */
static uint32_t kinds_of_cover(const kz_state *state, uint32_t i)
{
	uint32_t number = state->cover[i], covered = number > 0;
	const kz_candidate *cover = &state->candidates.items[number - covered];
	uint32_t chosen = covered & (cover->outcome == KZNER_CHOSEN), is_long = cover->end - cover->first != 1;
	uint32_t upper = kz_token_at(state, i)->shape == KZ_SHAPE_UPPER;
	uint32_t never = KZ_SHORT_BIT(KZ_SHORT_REPETITION) & all_if(covered & (upper ^ 1));
	never |= UNKNOWN_KINDS & all_if(is_told(state, i));
	return ~(never | all_if(chosen & is_long));
}

/* Kinds that are known by the folded forms of words. */
static void ask_words(const kz_state *state, const kz_short_table *table, uint8_t *kinds)
{
	const uint32_t *capitals = state->capitals, count = state->capital_count;
	const kz_token *tokens = state->tokens.items;
	for (uint32_t k = 0; k < count; k++)
		kinds[k] = (uint8_t)(kz_short_kinds(table, tokens[capitals[k]].hash) & ~(uint32_t)KZ_SHORT_BY_KEY);
}

/* Words that may be part of a personal name, whose keys are asked for next: the model answers from far memory. */
static void list_keyed(const kz_state *state, word_lists *lists)
{
	uint32_t count = 0;
	for (uint32_t k = 0; k < state->proper_count; k++) {
		uint32_t place = state->proper[k], i = state->capitals[place];
		__builtin_prefetch(kz_known_key(state->model, kz_token_at(state, i)));
		lists->keyed[count] = place;
		count += is_told(state, i) ^ 1;
	}
	lists->keyed_count = count;
}

/* Of words whose keys the model tells: the rest are kept. */
static void ask_known_keys(const kz_state *state, const kz_short_table *table, word_lists *lists)
{
	uint32_t rest = 0;
	for (uint32_t k = 0; k < lists->keyed_count; k++) {
		uint32_t place = lists->keyed[k];
		const kz_word_key *key = kz_known_key(state->model, kz_token_at(state, state->capitals[place]));
		uint32_t is_known = key->word != 0;
		lists->kinds[place] |= (uint8_t)(kz_short_kinds(table, key->hash) & KZ_SHORT_BY_KEY & all_if(is_known));
		lists->keyed[rest] = place;
		rest += is_known ^ 1;
	}
	lists->keyed_count = rest;
}

/* Other keys are made of the words whose letters do not tell that none of the names has theirs. */
static void ask_other_keys(kz_state *state, const kz_short_table *table, word_lists *lists)
{
	uint32_t kept = 0;
	for (uint32_t k = 0; k < lists->keyed_count; k++) {
		uint32_t place = lists->keyed[k];
		const kz_token *token = kz_token_at(state, state->capitals[place]);
		uint32_t mark = kz_key_mark(state->text.bytes + token->begin, token->end - token->begin);
		lists->keyed[kept] = place;
		kept += kz_short_may_have_key(table, mark);
	}
	for (uint32_t k = 0; k < kept; k++) {
		uint32_t place = lists->keyed[k], hash = kz_key_hash(state, state->capitals[place]);
		lists->kinds[place] |= (uint8_t)(kz_short_kinds(table, hash) & KZ_SHORT_BY_KEY);
	}
}

static void list_possible(const kz_state *state, word_lists *lists)
{
	const uint8_t *kinds = lists->kinds;
	short_word *word = lists->words;
	for (uint32_t k = 0; k < state->capital_count; k++) {
		*word = (short_word){state->capitals[k], kinds[k]};
		word += kinds[k] != 0;
	}
	lists->count = (uint32_t)(word - lists->words);
}

/* What is neither against the word itself nor against what covers it; a name that was chosen is no repetition of itself. */
static void keep_fitting(const kz_state *state, const full_names *names, word_lists *lists)
{
	const uint32_t *own = names->own;
	uint32_t kept = 0;
	for (uint32_t k = 0; k < lists->count; k++) {
		uint32_t i = lists->words[k].token, kinds = lists->words[k].kinds;
		uint32_t alone = (*own == i) & ((kinds & KZ_SHORT_AGAIN) == 0);
		own += *own <= i;
		kinds &= kinds_of_word(state, i) & kinds_of_cover(state, i);
		kinds &= ~(KZ_SHORT_BIT(KZ_SHORT_REPETITION) & all_if(alone));
		lists->words[kept] = (short_word){i, kinds};
		kept += kinds != 0;
	}
	lists->count = kept;
}

static int make_lists(kz_state *state, const kz_short_table *table, const full_names *names, word_lists *lists)
{
	lists->words = kz_arena_alloc(state->arena, (state->capital_count + 1) * sizeof *lists->words);
	lists->keyed = kz_arena_alloc(state->arena, (state->capital_count + 1) * sizeof *lists->keyed);
	lists->kinds = kz_arena_alloc(state->arena, state->capital_count + 1);
	if (!lists->words || !lists->keyed || !lists->kinds)
		return 0;
	ask_words(state, table, lists->kinds);
	if (table->has_keys) {
		list_keyed(state, lists);
		ask_known_keys(state, table, lists);
		ask_other_keys(state, table, lists);
	}
	list_possible(state, lists);
	keep_fitting(state, names, lists);
	return 1;
}

/* A place that was chosen is what it says, but where the text speaks of a person: said Serov. */
static int is_place(const kz_state *state, uint32_t i)
{
	const kz_candidate *cover = kz_cover_at(state, i);
	return cover && cover->outcome == KZNER_CHOSEN && cover->type == KZNER_TYPE_PLACE &&
	       !(kz_context_evidence(state, i, i + 1, KZNER_TYPE_PERSON) & PERSONAL);
}

/* Of a word that no list knows as something else: an acronym, a surname, the head of a body, a given name. */
static const kz_short_name *find_unknown(kz_state *state, kz_short_table *table, const short_word *word)
{
	uint32_t i = word->token, kinds = word->kinds, hash = kz_token_at(state, i)->hash;
	const kz_short_name *name = NULL;
	if (kinds & KZ_SHORT_BIT(KZ_SHORT_ACRONYM))
		name = kz_short_table_find(table, hash, KZ_SHORT_ACRONYM, i, 1);
	if (!name && kinds & KZ_SHORT_BIT(KZ_SHORT_SURNAME))
		name = kz_short_table_find(table, kz_key_hash(state, i), KZ_SHORT_SURNAME, i, 1);
	if (!name && kinds & KZ_SHORT_BIT(KZ_SHORT_HEAD) && kz_after_the(state, i))
		name = kz_short_table_find(table, hash, KZ_SHORT_HEAD, i, 0);
	if (!name && kinds & KZ_SHORT_BIT(KZ_SHORT_GIVEN) && stands_alone(state, i))
		name = kz_short_table_find(table, kz_key_hash(state, i), KZ_SHORT_GIVEN, i, 0);
	return name;
}

static const kz_short_name *find_name(kz_state *state, kz_short_table *table, const short_word *word)
{
	uint32_t i = word->token, kinds = word->kinds, hash = kz_token_at(state, i)->hash;
	const kz_short_name *name = NULL;
	if (kinds & KZ_SHORT_BIT(KZ_SHORT_BRACKETS))
		name = kz_short_table_find(table, hash, KZ_SHORT_BRACKETS, i, 0);
	if (!name && kinds & UNKNOWN_KINDS && !is_place(state, i))
		name = find_unknown(state, table, word);
	if (!name && kinds & KZ_SHORT_BIT(KZ_SHORT_BRAND) && !is_located(state, i))
		name = kz_short_table_find(table, hash, KZ_SHORT_BRAND, i, 0);
	return name;
}

static int match_word(kz_state *state, kz_short_table *table, const short_word *word)
{
	const kz_short_name *name = NULL;
	if (word->kinds & ~KZ_SHORT_BIT(KZ_SHORT_REPETITION))
		name = find_name(state, table, word);
	if (word->kinds & KZ_SHORT_BIT(KZ_SHORT_REPETITION) &&
	    (!name || kz_token_at(state, word->token)->shape == KZ_SHAPE_UPPER) &&
	    !add_repetition(state, table, word->token))
		return 0;
	return !name || add_short(state, word->token, name);
}

int kz_short_forms(kz_state *state, const kz_resolved *chosen)
{
	kz_short_table table = {0};
	full_names names;
	word_lists lists = {0};
	if (!make_names(state, chosen, &names) || !add_names(state, &names, &table))
		return 0;
	if (!table.names.count)
		return 1;
	if (!kz_short_table_finish(state, &table) || !make_lists(state, &table, &names, &lists))
		return 0;
	for (uint32_t k = 0; k < lists.count; k++)
		if (!match_word(state, &table, &lists.words[k]))
			return 0;
	return 1;
}
