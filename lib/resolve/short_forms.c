/*
 * In: the names that were chosen. Out: candidates for what a document says in short after (or in a headline before) the name:
 * surnames, acronyms in brackets or of initials, and head words ("the Party").
 */
#include "match/name_words.h"
#include "resolve/resolve.h"

#include <stdlib.h>
#include <string.h>

#define SCORE_SHORT    0.88f
#define SCORE_REPEATED 0.70f

/* Names with one first word that a repetition is compared with: keeps a text of thousands of such names from costing their square. */
#define REPETITIONS_MAX 64

/* What speaks for a person more than a list does for a place: said Serov. */
#define PERSONAL (KZ_EVIDENCE_TITLE | KZ_EVIDENCE_HONORIFIC | KZ_EVIDENCE_SPEECH)

/* A full name by the hash of what it may be called in short. */
typedef struct short_name {
	uint32_t hash;
	uint32_t evidence; /* one bit */
	uint32_t first;    /* token of the candidate */
	uint32_t candidate;
} short_name;

/* All of them: collected in the order of the text, then sorted by what they may be called, so that the nearest is found in few
 * steps however often the document repeats it. */
typedef struct short_table {
	KZ_ARRAY(short_name) names;
	uint8_t *present; /* whether any name has a hash with these low bits */
	uint32_t mask;
} short_table;

static int table_init(kz_state *state, short_table *table, uint32_t names)
{
	uint32_t count = 64;
	while (count < names * 4)
		count *= 2;
	*table = (short_table){.mask = count - 1};
	table->present = kz_arena_alloc(state->arena, count);
	if (!table->present)
		return 0;
	memset(table->present, 0, count);
	return 1;
}

static int table_add(kz_state *state, short_table *table, uint32_t hash, uint32_t candidate, uint32_t evidence)
{
	short_name *name = KZ_PUSH(state->arena, &table->names);
	if (!name)
		return 0;
	*name = (short_name){hash, evidence, state->candidates.items[candidate].first, candidate};
	table->present[hash & table->mask] = 1;
	return 1;
}

static int compare_names(const void *left, const void *right)
{
	const short_name *a = left, *b = right;
	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	if (a->evidence != b->evidence)
		return a->evidence < b->evidence ? -1 : 1;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a->candidate < b->candidate ? -1 : a->candidate > b->candidate;
}

/* Where the names that may be called so begin that stand at token first or behind it. */
static uint32_t names_up_to(const short_table *table, uint32_t hash, uint32_t evidence, uint32_t first)
{
	const short_name key = {hash, evidence, first, 0};
	uint32_t low = 0, high = table->names.count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (compare_names(&table->names.items[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int is_named(const short_table *table, uint32_t n, uint32_t hash, uint32_t evidence)
{
	return n < table->names.count && table->names.items[n].hash == hash &&
	       table->names.items[n].evidence == evidence;
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
	    !kz_is_plain_word(state, given) &&
	    !table_add(state, table, kz_key_hash(state, given), number, KZ_EVIDENCE_GIVEN))
		return 0;
	return table_add(state, table, kz_key_hash(state, last), number, KZ_EVIDENCE_REPEATED);
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
	return table_add(state, table, token[1].hash, number, KZ_EVIDENCE_BRACKETS);
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
	return table_add(state, table, kz_hash(initials, length), number, KZ_EVIDENCE_ACRONYM);
}

/* "the Party", "the Treaty": the head word alone, known by its folded form and the mark of a head. */
static uint32_t head_hash(const kz_token *token)
{
	return token->hash ^ 0x68656164u;
}

static int add_heads(kz_state *state, short_table *table, uint32_t number)
{
	const kz_candidate *c = &state->candidates.items[number];
	for (uint32_t i = c->first; i < c->end && c->tokens > 1; i++) {
		const kz_token *token = kz_token_at(state, i);
		if (kz_is_capital(token) &&
		    kz_token_classes(state->model, token) &
		            (KZ_CLASS_ORGHEAD | KZ_CLASS_PARTYHEAD | KZ_CLASS_LAWHEAD) &&
		    !table_add(state, table, head_hash(token), number, KZ_EVIDENCE_HEAD))
			return 0;
	}
	return 1;
}

/* A name that only its surroundings told somewhere is the same thing where nothing does. */
static uint32_t repeat_hash(const kz_token *token)
{
	return token->hash ^ 0x72657065u;
}

static int add_repeated(kz_state *state, short_table *table, uint32_t number)
{
	const kz_candidate *c = &state->candidates.items[number];
	if (c->source != KZNER_SOURCE_NAME || c->type == KZNER_TYPE_TITLE)
		return 1;
	return table_add(state, table, repeat_hash(kz_token_at(state, c->first)), number, KZ_EVIDENCE_QUOTED);
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
	uint32_t hash = repeat_hash(kz_token_at(state, i));
	uint32_t n = table->present[hash & table->mask] ? names_up_to(table, hash, KZ_EVIDENCE_QUOTED, 0) : UINT32_MAX;
	for (int tried = 0; is_named(table, n, hash, KZ_EVIDENCE_QUOTED) && tried < REPETITIONS_MAX; n++, tried++) {
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
static uint32_t brand_hash(const kz_token *token)
{
	return token->hash ^ 0x6272616Eu;
}

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
	return table_add(state, table, brand_hash(token), number, KZ_EVIDENCE_SHAPE);
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

/* The nearest name before token i that may be called so, or else the first behind it. */
static const short_name *find(const kz_state *state, const short_table *table, uint32_t hash, uint32_t evidence,
                              uint32_t i, int behind)
{
	if (!table->present[hash & table->mask])
		return NULL;
	uint32_t place = names_up_to(table, hash, evidence, i + 1);
	for (uint32_t n = place; n && is_named(table, n - 1, hash, evidence); n--)
		if (state->candidates.items[table->names.items[n - 1].candidate].end <= i)
			return &table->names.items[n - 1];
	return behind && is_named(table, place, hash, evidence) ? &table->names.items[place] : NULL;
}

static int add_short(kz_state *state, uint32_t i, const short_name *name)
{
	uint32_t full = name->candidate, evidence = name->evidence;
	kz_candidate *c = kz_candidate_add(state, i, i + 1, (kzner_type)state->candidates.items[full].type,
	                                   KZNER_SOURCE_DOCUMENT, SCORE_SHORT);
	if (!c)
		return 0;
	c->full = full;
	c->evidence = evidence;
	c->reason = kz_evidence_text(state, evidence);
	return c->reason != NULL;
}

/* A gazetteer name of this token alone that the full name's entry has too, or none at all. */
static int free_for_short(const kz_state *state, uint32_t i)
{
	const kz_candidate *cover = kz_cover_at(state, i);
	return !cover || cover->outcome != KZNER_CHOSEN || cover->end - cover->first == 1;
}

static int match_token(kz_state *state, const short_table *table, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	const short_name *name = NULL;
	uint32_t classes = kz_token_classes(state->model, token);
	if (!kz_is_capital(token) || !free_for_short(state, i))
		return 1;
	const kz_candidate *cover = kz_cover_at(state, i);
	int known = cover && cover->outcome == KZNER_CHOSEN && cover->type != KZNER_TYPE_PERSON &&
	            !(cover->type == KZNER_TYPE_PLACE &&
	              kz_context_evidence(state, i, i + 1, KZNER_TYPE_PERSON) & PERSONAL);
	if (token->shape == KZ_SHAPE_UPPER || token->shape == KZ_SHAPE_MIXED) {
		name = find(state, table, token->hash, KZ_EVIDENCE_BRACKETS, i, 0);
		if (!name && !known && token->shape == KZ_SHAPE_UPPER)
			name = find(state, table, token->hash, KZ_EVIDENCE_ACRONYM, i, 1);
	}
	if (!name && !known && token->end - token->begin > 2 && !kz_is_ordinary(state, i))
		name = find(state, table, kz_key_hash(state, i), KZ_EVIDENCE_REPEATED, i, 1);
	if (!name && !known && classes & (KZ_CLASS_ORGHEAD | KZ_CLASS_PARTYHEAD | KZ_CLASS_LAWHEAD) &&
	    kz_after_the(state, i))
		name = find(state, table, head_hash(token), KZ_EVIDENCE_HEAD, i, 0);
	if (!name && !known && !kz_is_plain_word(state, i) && stands_alone(state, i))
		name = find(state, table, kz_key_hash(state, i), KZ_EVIDENCE_GIVEN, i, 0);
	if (!name && !is_located(state, i))
		name = find(state, table, brand_hash(token), KZ_EVIDENCE_SHAPE, i, 0);
	if (((!name && !cover) || token->shape == KZ_SHAPE_UPPER) && !add_repetition(state, table, i))
		return 0;
	return !name || add_short(state, i, name);
}

int kz_short_forms(kz_state *state, const kz_resolved *chosen)
{
	short_table table;
	if (!table_init(state, &table, chosen->mentions.count) || !add_names(state, chosen, &table))
		return 0;
	if (!table.names.count)
		return 1;
	qsort(table.names.items, table.names.count, sizeof *table.names.items, compare_names);
	for (uint32_t i = 0; i < state->capital_count; i++)
		if (!match_token(state, &table, state->capitals[i]))
			return 0;
	return 1;
}
