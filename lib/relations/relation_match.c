/*
 * In: the sentences of a document. Out: its relations, each with the evidence of all patterns that matched.
 */
#include "relations/matcher.h"

#include <stdlib.h>

typedef struct key {
	uint32_t type, subject, object, evidence;
} key;

static int compare_keys(const void *left, const void *right)
{
	const key *a = left, *b = right;
	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	if (a->subject != b->subject)
		return a->subject < b->subject ? -1 : 1;
	if (a->object != b->object)
		return a->object < b->object ? -1 : 1;
	return a->evidence < b->evidence ? -1 : a->evidence > b->evidence;
}

static key key_of(const kz_state *state, const kz_resolved *resolved, const kz_related *related, uint32_t i)
{
	const kz_relation_evidence *e = &related->evidence.items[i];
	key k = {state->model->patterns[e->pattern].relation, resolved->mentions.items[e->subject].entity,
	         resolved->mentions.items[e->object].entity, i};
	if (state->model->relation_types[k.type].symmetric && k.object < k.subject) {
		uint32_t swap = k.subject;
		k.subject = k.object;
		k.object = swap;
	}
	return k;
}

/* 1 - product of the doubts; the strongest evidence gives status, date and who reports it. */
static void weigh(const kz_relation_evidence *evidence, uint32_t count, kz_relation *r, uint32_t *ret_speaker)
{
	float doubt = 1, best = -1;
	int own_voice = 0;
	*ret_speaker = KZNER_NONE;
	for (uint32_t i = 0; i < count; i++) {
		doubt *= 1 - evidence[i].confidence;
		own_voice |= evidence[i].speaker == KZNER_NONE;
		if (!r->property)
			r->property = evidence[i].property;
		if (evidence[i].confidence > best) {
			*ret_speaker = evidence[i].speaker;
			best = evidence[i].confidence;
			r->status = evidence[i].status;
			r->ended = evidence[i].ended;
			r->date = evidence[i].date;
		}
	}
	if (own_voice)
		*ret_speaker = KZNER_NONE;
	/* Sentences of one document are no independent witnesses: the sum counts for half. */
	r->confidence = best + (1 - doubt - best) * 0.5f;
}

static int same_place(const kz_relation_evidence *a, const kz_relation_evidence *b)
{
	return a->sentence == b->sentence && a->pattern == b->pattern;
}

/* Relations are in the order of their types, subjects and objects. */
static int has_relation(const kz_related *related, uint32_t type, uint32_t subject, uint32_t object)
{
	const key wanted = {type, subject, object, 0};
	uint32_t low = 0, high = related->relations.count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const kz_relation *r = &related->relations.items[middle];
		int order = compare_keys(&(key){r->type, r->subject, r->object, 0}, &wanted);
		if (!order)
			return 1;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

/* Does another relation say more of the same pair: the president of a country is not just its citizen? */
static int is_outdone(const kz_state *state, const kz_related *related, const kz_relation *r)
{
	for (uint32_t yields = state->model->relation_types[r->type].yields; yields; yields &= yields - 1)
		if (has_relation(related, (uint32_t)__builtin_ctz(yields), r->subject, r->object))
			return 1;
	return 0;
}

static int drop_outdone(kz_state *state, kz_related *related)
{
	uint32_t count = related->relations.count, kept = 0;
	kz_relation *left = kz_arena_alloc(state->arena, (count + 1) * sizeof *left);
	if (!left)
		return 0;
	for (uint32_t i = 0; i < count; i++)
		if (!is_outdone(state, related, &related->relations.items[i]))
			left[kept++] = related->relations.items[i];
	related->relations.items = left;
	related->relations.count = kept;
	related->relations.capacity = count;
	return 1;
}

static int collect(kz_state *state, const kz_resolved *resolved, kz_related *related)
{
	uint32_t count = related->evidence.count;
	key *keys = kz_arena_alloc(state->arena, (count + 1) * sizeof *keys);
	kz_relation_evidence *sorted = kz_arena_alloc(state->arena, (count + 1) * sizeof *sorted);
	if (!keys || !sorted)
		return 0;
	for (uint32_t i = 0; i < count; i++)
		keys[i] = key_of(state, resolved, related, i);
	qsort(keys, count, sizeof *keys, compare_keys);
	uint32_t used = 0;
	for (uint32_t i = 0; i < count;) {
		kz_relation *r = KZ_PUSH(state->arena, &related->relations);
		if (!r)
			return 0;
		*r = (kz_relation){.type = keys[i].type,
		                   .subject = keys[i].subject,
		                   .object = keys[i].object,
		                   .first_evidence = used};
		uint32_t end = i;
		for (; end < count && keys[end].type == keys[i].type && keys[end].subject == keys[i].subject &&
		       keys[end].object == keys[i].object;
		     end++) {
			const kz_relation_evidence *e = &related->evidence.items[keys[end].evidence];
			if (used == r->first_evidence || !same_place(e, &sorted[used - 1]))
				sorted[used++] = *e;
		}
		r->evidence_count = used - r->first_evidence;
		uint32_t speaker;
		weigh(sorted + r->first_evidence, r->evidence_count, r, &speaker);
		r->reported_by = speaker == KZNER_NONE ? KZNER_NONE : resolved->mentions.items[speaker].entity;
		i = end;
	}
	related->evidence.items = sorted;
	related->evidence.count = used;
	return drop_outdone(state, related);
}

/* Tokens that are looked back over for the quotation mark that an apostrophe might close. */
#define QUOTE_TOKENS 16

static int is_apostrophe(const kz_token *token)
{
	return token->symbol == '\'' && token->kind == KZ_TOKEN_SYMBOL;
}

static int is_quoted(const kz_state *state, uint32_t end)
{
	for (uint32_t i = end; i-- && end - i < QUOTE_TOKENS;) {
		const kz_token *token = kz_token_at(state, i);
		if (is_apostrophe(token) && (i == 0 || token->flags & (KZ_TOKEN_SPACE | KZ_TOKEN_SENTENCE)))
			return 1;
	}
	return 0;
}

/* The United States' support: behind a name in s an apostrophe alone is the possessive that patterns write 's. */
static int is_possessive(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	if (!is_apostrophe(token) || token->flags & KZ_TOKEN_SPACE || i + 1 >= state->tokens.count)
		return 0;
	return (state->text.bytes[token->begin - 1] | 0x20) == 's' && kz_is_word(&token[1]) &&
	       token[1].flags & KZ_TOKEN_SPACE && !is_quoted(state, i);
}

/* The scan cannot tell such an apostrophe from a closing quotation mark; here it is known where names end. */
static void mark_possessives(kz_state *state, const kz_resolved *resolved)
{
	const uint32_t clitic = state->patterns->sign_words.clitic;
	for (uint32_t m = 0; m < resolved->mentions.count; m++) {
		uint32_t end = resolved->mentions.items[m].end;
		if (end >= state->tokens.count || !is_possessive(state, end))
			continue;
		const kz_word *word = &state->model->words[clitic];
		kz_token *token = &state->tokens.items[end];
		token->kind = KZ_TOKEN_CLITIC;
		token->word = clitic;
		token->classes = word->classes;
		token->lists = (uint16_t)((word->lists & ~KZ_LISTS_ONLY) << KZ_LISTS_SHIFT);
	}
}

int kz_relations_match(kz_state *state, const kz_resolved *resolved, kz_related *related)
{
	kz_items items = {0};
	kz_matcher m = {
	        .state = state, .resolved = resolved, .items = &items, .related = related, .index = state->patterns};
	kz_antecedents antecedents = {KZNER_NONE, KZNER_NONE};
	uint32_t mention = 0;
	if (state->model->count[KZ_SECTION_PATTERNS] == 1)
		return 1;
	mark_possessives(state, resolved);
	for (uint32_t s = 0; s < state->sentences.count; s++) {
		uint32_t end = mention;
		while (end < resolved->mentions.count && resolved->mentions.items[end].sentence == s)
			end++;
		if (mention == end && !kz_sentence_has_items(state, &state->sentences.items[s], &antecedents))
			continue;
		if (!kz_items_make(state, resolved, s, mention, end, &antecedents, &items) ||
		    (items.phrases.count && kz_items_may_relate(state, resolved, &items) && !kz_sentence_relate(&m)))
			return 0;
		antecedents = kz_antecedents_of(&items, antecedents);
		mention = end;
	}
	return collect(state, resolved, related);
}
