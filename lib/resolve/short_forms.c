/*
 * In: the names that were chosen. Out: candidates for what a document says in short after (or in a headline before) the name:
 * surnames, acronyms in brackets or of initials, and head words ("the Party").
 */
#include "base/fold.h"
#include "match/name_words.h"
#include "resolve/resolve.h"

#include <string.h>

#define SCORE_SHORT    0.88f
#define SCORE_REPEATED 0.70f

/* Names with one first word that a repetition is compared with: keeps a text of thousands of such names from costing their square. */
#define REPETITIONS_MAX 64

/* What speaks for a person more than a list does for a place: said Serov. */
#define PERSONAL (KZ_EVIDENCE_TITLE | KZ_EVIDENCE_HONORIFIC | KZ_EVIDENCE_SPEECH)

/* What a full name may be called in short. */
typedef enum short_kind { SURNAME, GIVEN, ACRONYM, BRACKETS, HEAD, BRAND, REPETITION } short_kind;

static const uint32_t evidence_of[] = {
        [SURNAME] = KZ_EVIDENCE_REPEATED,  [GIVEN] = KZ_EVIDENCE_GIVEN, [ACRONYM] = KZ_EVIDENCE_ACRONYM,
        [BRACKETS] = KZ_EVIDENCE_BRACKETS, [HEAD] = KZ_EVIDENCE_HEAD,   [BRAND] = KZ_EVIDENCE_SHAPE,
        [REPETITION] = KZ_EVIDENCE_QUOTED};

#define KIND_BIT(kind) (1u << (kind))

/* Kinds that are known by a hash of the name key; the others are by that of the folded word. */
#define BY_KEY (KIND_BIT(SURNAME) | KIND_BIT(GIVEN))

#define NO_NAME UINT32_MAX

/* A full name under one of the words that it may be called by. */
typedef struct short_name {
	uint32_t hash;
	uint32_t first; /* token of the candidate */
	uint32_t candidate;
	uint32_t before, behind; /* the nearest names of the same kind and hash, in text order */
	short_kind kind;
} short_name;

/* The names of one kind and hash. Tokens are asked for in text order, so the nearest name before one is never far from that
 * before the last. */
typedef struct short_group {
	uint32_t head, last; /* names; NO_NAME: an empty place */
	uint32_t at;         /* the last name that begins no later than the token that was asked for, NO_NAME if none */
} short_group;

typedef struct short_table {
	KZ_ARRAY(short_name) names;
	short_group *groups; /* by hash */
	uint8_t *kinds;      /* of the names whose hash has these low bits */
	uint32_t mask;
	int has_keys;                          /* a name is known by its key */
	int any_key;                           /* and one by a key that its letters do not tell of */
	uint64_t key_marks[KZ_KEY_MARKS / 64]; /* of the names that are known by their keys: see kz_key_mark() */
} short_table;

static int table_add(kz_state *state, short_table *table, uint32_t hash, uint32_t candidate, short_kind kind)
{
	short_name *name = KZ_PUSH(state->arena, &table->names);
	if (!name)
		return 0;
	*name = (short_name){hash, state->candidates.items[candidate].first, candidate, NO_NAME, NO_NAME, kind};
	return 1;
}

static uint32_t mark_of(const kz_state *state, const kz_token *token)
{
	return kz_key_mark(state->text.bytes + token->begin, token->end - token->begin);
}

/* The mark of a name's word; the key of one in other letters is in ASCII, unless it is that of a dictionary form. */
static uint32_t name_mark(const kz_state *state, const kz_token *token)
{
	char key[KZ_FOLD_MAX];
	if (!(token->flags & KZ_TOKEN_WIDE))
		return mark_of(state, token);
	if (token->flags & KZ_TOKEN_FOREIGN)
		return KZ_NO_MARK;
	return kz_key_mark(key, kz_name_key(state->text.bytes + token->begin, token->end - token->begin, key));
}

static int table_add_key(kz_state *state, short_table *table, uint32_t token, uint32_t candidate, short_kind kind)
{
	uint32_t mark = name_mark(state, kz_token_at(state, token));
	table->has_keys = 1;
	if (mark == KZ_NO_MARK)
		table->any_key = 1;
	else
		table->key_marks[mark / 64] |= (uint64_t)1 << mark % 64;
	return table_add(state, table, kz_key_hash(state, token), candidate, kind);
}

/* The place of the group of a kind and hash: an empty one if there is none. */
static short_group *group_at(const short_table *table, uint32_t hash, short_kind kind)
{
	uint32_t i = (hash + (uint32_t)kind * 0x9E3779B1u) & table->mask;
	for (; table->groups[i].head != NO_NAME; i = (i + 1) & table->mask) {
		const short_name *name = &table->names.items[table->groups[i].head];
		if (name->hash == hash && name->kind == kind)
			break;
	}
	return &table->groups[i];
}

/* Names were added in text order. */
static void group_add(short_table *table, uint32_t number)
{
	short_name *name = &table->names.items[number];
	short_group *group = group_at(table, name->hash, name->kind);
	table->kinds[name->hash & table->mask] |= (uint8_t)KIND_BIT(name->kind);
	name->before = group->last;
	if (group->head == NO_NAME)
		group->head = number;
	else
		table->names.items[group->last].behind = number;
	group->last = number;
}

static int table_finish(kz_state *state, short_table *table)
{
	uint32_t count = 64;
	while (count < table->names.count * 2)
		count *= 2;
	table->mask = count - 1;
	table->groups = kz_arena_alloc(state->arena, count * sizeof *table->groups);
	table->kinds = kz_arena_alloc(state->arena, count);
	if (!table->groups || !table->kinds)
		return 0;
	memset(table->groups, 0xFF, count * sizeof *table->groups);
	memset(table->kinds, 0, count);
	for (uint32_t i = 0; i < table->names.count; i++)
		group_add(table, i);
	return 1;
}

/* The nearest name before token i that may be called so, or else the first behind it. Tokens must be asked for in text order. */
static const short_name *find(const kz_state *state, short_table *table, uint32_t hash, short_kind kind, uint32_t i,
                              int behind)
{
	short_name *names = table->names.items;
	if (!(table->kinds[hash & table->mask] & KIND_BIT(kind)))
		return NULL;
	short_group *group = group_at(table, hash, kind);
	uint32_t next = group->at == NO_NAME ? group->head : names[group->at].behind;
	for (; next != NO_NAME && names[next].first <= i; next = names[next].behind)
		group->at = next;
	for (uint32_t n = group->at; n != NO_NAME; n = names[n].before)
		if (state->candidates.items[names[n].candidate].end <= i)
			return &names[n];
	return behind && next != NO_NAME ? &names[next] : NULL;
}

static uint32_t last_word(const kz_state *state, const kz_candidate *c)
{
	uint32_t i = c->end;
	while (i > c->first && kz_token_at(state, i - 1)->kind != KZ_TOKEN_WORD)
		i--;
	return i - 1;
}

/* "Kassym-Jomart Tokayev" -> Tokayev; for a hyphenated surname its parts are no names. */
static int add_person(kz_state *state, short_table *table, uint32_t number)
{
	const kz_candidate *c = &state->candidates.items[number];
	if (c->tokens < 2 || c->end - c->first < 2)
		return 1;
	uint32_t last = last_word(state, c);
	if (last <= c->first || kz_token_at(state, last)->end - kz_token_at(state, last)->begin < 2)
		return 1;
	uint32_t given = c->first;
	if (kz_token_at(state, given)->end - kz_token_at(state, given)->begin > 2 && kz_is_name_word(state, given) &&
	    !kz_is_plain_word(state, given) && !table_add_key(state, table, given, number, GIVEN))
		return 0;
	return table_add_key(state, table, last, number, SURNAME);
}

/* NAME (ACRONYM) or NAME [ACRONYM] */
static int add_bracketed(kz_state *state, short_table *table, uint32_t number)
{
	const kz_candidate *c = &state->candidates.items[number];
	uint32_t open = c->end;
	if (open + 2 >= state->tokens.count)
		return 1;
	const kz_token *token = kz_token_at(state, open);
	if (!kz_is_symbol(token, '(') && !kz_is_symbol(token, '['))
		return 1;
	if (!kz_is_capital(&token[1]) || token[1].shape == KZ_SHAPE_CAP)
		return 1;
	/* (TASS, August 12) is no acronym of what stands before it */
	if (!kz_is_symbol(&token[2], ')') && !kz_is_symbol(&token[2], ']'))
		return 1;
	return table_add(state, table, token[1].hash, number, BRACKETS);
}

/* "Democratic Choice of Kazakhstan" -> dck; with small words too where they are more than of and the. */
static int add_initials(kz_state *state, short_table *table, uint32_t number)
{
	const kz_candidate *c = &state->candidates.items[number];
	char initials[16];
	size_t length = 0;
	if (c->tokens < 3)
		return 1;
	for (uint32_t i = c->first; i < c->end && length < sizeof initials; i++) {
		const kz_token *token = kz_token_at(state, i);
		char first = state->text.bytes[token->begin];
		if (kz_is_capital(token) && (unsigned char)first < 0x80)
			initials[length++] = (char)(first | 0x20);
	}
	if (length < 3)
		return 1;
	return table_add(state, table, kz_hash(initials, length), number, ACRONYM);
}

/* "the Party", "the Treaty": the head word alone */
static int add_heads(kz_state *state, short_table *table, uint32_t number)
{
	const kz_candidate *c = &state->candidates.items[number];
	for (uint32_t i = c->first; i < c->end && c->tokens > 1; i++) {
		const kz_token *token = kz_token_at(state, i);
		if (kz_is_capital(token) &&
		    kz_token_classes(state->model, token) &
		            (KZ_CLASS_ORGHEAD | KZ_CLASS_PARTYHEAD | KZ_CLASS_LAWHEAD) &&
		    !table_add(state, table, token->hash, number, HEAD))
			return 0;
	}
	return 1;
}

/* A name that only its surroundings told somewhere is the same thing where nothing does. */
static int add_repeated(kz_state *state, short_table *table, uint32_t number)
{
	const kz_candidate *c = &state->candidates.items[number];
	if (c->source != KZNER_SOURCE_NAME || c->type == KZNER_TYPE_TITLE)
		return 1;
	return table_add(state, table, kz_token_at(state, c->first)->hash, number, REPETITION);
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

static int add_repetition(kz_state *state, const short_table *table, uint32_t i)
{
	uint32_t n = group_at(table, kz_token_at(state, i)->hash, REPETITION)->head;
	for (int tried = 0; n != NO_NAME && tried < REPETITIONS_MAX; n = table->names.items[n].behind, tried++) {
		const short_name *name = &table->names.items[n];
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
static int add_brand(kz_state *state, short_table *table, uint32_t number)
{
	const kz_candidate *c = &state->candidates.items[number];
	const kz_token *token = kz_token_at(state, c->first);
	if (c->type != KZNER_TYPE_ORG || c->source != KZNER_SOURCE_NAME || c->tokens < 2 || !kz_is_word(token) ||
	    token->end - token->begin < 4 || kz_is_plain_word(state, c->first) || kz_is_country_word(state, c->first) ||
	    !(kz_classes_at(state, c->end - 1) & KZ_CLASS_ORGTAIL))
		return 1;
	for (uint32_t i = c->first + 1; i < c->end; i++)
		if (!kz_is_plain_word(state, i) && !(kz_classes_at(state, i) & KZ_HEAD_CLASSES))
			return 1;
	return table_add(state, table, token->hash, number, BRAND);
}

static int add_names(kz_state *state, const kz_resolved *chosen, short_table *table)
{
	for (uint32_t i = 0; i < chosen->mentions.count; i++) {
		uint32_t number = chosen->mentions.items[i].candidate;
		if (!add_repeated(state, table, number))
			return 0;
		switch (chosen->mentions.items[i].type) {
		case KZNER_TYPE_PERSON:
			if (!add_person(state, table, number))
				return 0;
			break;
		case KZNER_TYPE_ORG:
		case KZNER_TYPE_PARTY:
		case KZNER_TYPE_LAW:
		case KZNER_TYPE_EVENT:
			if (!add_brand(state, table, number) || !add_bracketed(state, table, number) ||
			    !add_initials(state, table, number) || !add_heads(state, table, number))
				return 0;
			break;
		}
	}
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

static int add_short(kz_state *state, uint32_t i, const short_name *name)
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

/* What stands at a capital cannot be foretold, so the words to look at are listed without branches. */
typedef struct word_lists {
	short_word *words;
	uint32_t count;
	uint32_t *keyed; /* of the words those whose keys are still to be asked for */
	uint32_t keyed_count;
} word_lists;

/* A gazetteer name of this token alone that the full name's entry has too, or none at all. */
static uint32_t free_for_short(const kz_state *state, uint32_t i)
{
	uint32_t number = state->cover[i];
	const kz_candidate *cover = &state->candidates.items[number - (number > 0)];
	return (number == 0) | (cover->outcome != KZNER_CHOSEN) | (cover->end - cover->first == 1);
}

/* An ordinary word at the start of a sentence is nobody's name; see find_unknown(). */
static uint32_t is_filler(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return (uint32_t)kz_is_ordinary(state, i) |
	       ((uint32_t)kz_is_plain_word(state, i) & (token->end - token->begin <= 2));
}

/* Kinds by the folded word; and by the key, if it was made already. */
static void list_words(const kz_state *state, const short_table *table, word_lists *lists)
{
	for (uint32_t k = 0; k < state->capital_count; k++) {
		uint32_t i = state->capitals[k], key = state->keys[i].hash;
		const kz_token *token = kz_token_at(state, i);
		uint32_t fits = (uint32_t)kz_is_capital(token) & free_for_short(state, i);
		uint32_t by_key = fits & (is_filler(state, i) ^ 1), known = by_key & (key != 0);
		uint32_t kinds = table->kinds[token->hash & table->mask] & ~(uint32_t)BY_KEY;
		kinds |= table->kinds[key & table->mask] & BY_KEY & (0 - known);
		lists->words[lists->count] = (short_word){i, kinds};
		lists->keyed[lists->keyed_count] = lists->count;
		lists->count += fits;
		lists->keyed_count += by_key & (known ^ 1);
	}
}

/* Keys are made of the words whose letters do not tell that none of the names has theirs. */
static void ask_keys(kz_state *state, const short_table *table, word_lists *lists)
{
	uint32_t kept = 0;
	for (uint32_t k = 0; k < lists->keyed_count; k++) {
		uint32_t place = lists->keyed[k], mark = mark_of(state, kz_token_at(state, lists->words[place].token));
		lists->keyed[kept] = place;
		kept += mark == KZ_NO_MARK || table->any_key || table->key_marks[mark / 64] >> mark % 64 & 1;
	}
	for (uint32_t k = 0; k < kept; k++) {
		short_word *word = &lists->words[lists->keyed[k]];
		word->kinds |= table->kinds[kz_key_hash(state, word->token) & table->mask] & BY_KEY;
	}
}

static void keep_possible(word_lists *lists)
{
	uint32_t kept = 0;
	for (uint32_t k = 0; k < lists->count; k++) {
		lists->words[kept] = lists->words[k];
		kept += lists->words[k].kinds != 0;
	}
	lists->count = kept;
}

static int make_lists(kz_state *state, const short_table *table, word_lists *lists)
{
	lists->words = kz_arena_alloc(state->arena, (state->capital_count + 1) * sizeof *lists->words);
	lists->keyed = kz_arena_alloc(state->arena, (state->capital_count + 1) * sizeof *lists->keyed);
	if (!lists->words || !lists->keyed)
		return 0;
	list_words(state, table, lists);
	if (table->has_keys)
		ask_keys(state, table, lists);
	keep_possible(lists);
	return 1;
}

/* A name of the gazetteer that was chosen is what it says, but for a place where the text speaks of a person: said Serov. */
static int is_known(const kz_state *state, const kz_candidate *cover, uint32_t i)
{
	return cover && cover->outcome == KZNER_CHOSEN && cover->type != KZNER_TYPE_PERSON &&
	       !(cover->type == KZNER_TYPE_PLACE && kz_context_evidence(state, i, i + 1, KZNER_TYPE_PERSON) & PERSONAL);
}

static const short_name *find_acronym(const kz_state *state, short_table *table, uint32_t i, int known)
{
	const kz_token *token = kz_token_at(state, i);
	const short_name *name = NULL;
	if (token->shape == KZ_SHAPE_UPPER || token->shape == KZ_SHAPE_MIXED)
		name = find(state, table, token->hash, BRACKETS, i, 0);
	if (!name && !known && token->shape == KZ_SHAPE_UPPER)
		name = find(state, table, token->hash, ACRONYM, i, 1);
	return name;
}

/* Of a word that no list knows as something else: a surname, the head of a body, a given name. */
static const short_name *find_unknown(kz_state *state, short_table *table, uint32_t i, uint32_t kinds)
{
	const kz_token *token = kz_token_at(state, i);
	const short_name *name = NULL;
	if (kinds & KIND_BIT(SURNAME) && token->end - token->begin > 2 && !kz_is_ordinary(state, i))
		name = find(state, table, kz_key_hash(state, i), SURNAME, i, 1);
	if (!name && kinds & KIND_BIT(HEAD) &&
	    token->classes & (KZ_CLASS_ORGHEAD | KZ_CLASS_PARTYHEAD | KZ_CLASS_LAWHEAD) && kz_after_the(state, i))
		name = find(state, table, token->hash, HEAD, i, 0);
	if (!name && kinds & KIND_BIT(GIVEN) && !kz_is_plain_word(state, i) && stands_alone(state, i))
		name = find(state, table, kz_key_hash(state, i), GIVEN, i, 0);
	return name;
}

static int match_word(kz_state *state, short_table *table, const short_word *word)
{
	uint32_t i = word->token, kinds = word->kinds;
	const kz_token *token = kz_token_at(state, i);
	const kz_candidate *cover = kz_cover_at(state, i);
	int known = is_known(state, cover, i);
	const short_name *name = find_acronym(state, table, i, known);
	if (!name && !known)
		name = find_unknown(state, table, i, kinds);
	if (!name && kinds & KIND_BIT(BRAND) && !is_located(state, i))
		name = find(state, table, token->hash, BRAND, i, 0);
	if (kinds & KIND_BIT(REPETITION) && ((!name && !cover) || token->shape == KZ_SHAPE_UPPER) &&
	    !add_repetition(state, table, i))
		return 0;
	return !name || add_short(state, i, name);
}

int kz_short_forms(kz_state *state, const kz_resolved *chosen)
{
	short_table table = {0};
	if (!add_names(state, chosen, &table))
		return 0;
	if (!table.names.count)
		return 1;
	word_lists lists = {0};
	if (!table_finish(state, &table) || !make_lists(state, &table, &lists))
		return 0;
	for (uint32_t k = 0; k < lists.count; k++)
		if (!match_word(state, &table, &lists.words[k]))
			return 0;
	return 1;
}
