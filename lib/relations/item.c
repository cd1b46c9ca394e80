/* In: the tokens and mentions of a sentence. Out: items, noun phrases with their heads, coordinated groups. */
#include "relations/item.h"

#include "relations/description.h"

#include <string.h>

/* As kz_fold() does, so that words of one folded form are alike. */
static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c == '`' ? '\'' : c;
}

/* "the proposed", "much-publicised": a verb of speech that stands before a noun. */
static int is_participle(const kz_state *state, const kz_items *items, uint32_t i)
{
	const kz_token *token = kz_token_at(state, items->items.items[i].first);
	const char *end = state->text.bytes + token->end;
	return i && token->end - token->begin > 3 && (end[-1] == 'd' || end[-1] == 'n') &&
	       kz_item_in(items, i - 1, KZ_IN(BEFORE_PARTICIPLE));
}

static int modifies(const kz_state *state, const kz_items *items, uint32_t i)
{
	const kz_token *token = kz_token_at(state, items->items.items[i].first);
	if (token->kind == KZ_TOKEN_SYMBOL)
		return token->symbol == '"' || token->symbol == '-';
	if (token->kind == KZ_TOKEN_NUMBER)
		return 1;
	return token->kind == KZ_TOKEN_WORD && !kz_item_in(items, i, KZ_IN(PREPOSITION)) &&
	       !kz_item_in(items, i, KZ_IN(STOP)) &&
	       (!(items->items.items[i].classes & KZ_CLASS_SPEECH && token->shape == KZ_SHAPE_LOWER) ||
	        is_participle(state, items, i) || kz_item_in(items, i, KZ_IN(STATE)));
}

/* Patterns ask again and again for the same items. */
int kz_item_modifies(const kz_state *state, const kz_items *items, uint32_t i)
{
	if (i >= items->items.count || items->items.items[i].mention != KZNER_NONE)
		return 0;
	kz_item *item = &items->items.items[i];
	if (!item->modifies)
		item->modifies = modifies(state, items, i) ? 1 : 2;
	return item->modifies == 1;
}

/* Items */

/* Words are compared as they are written: a letter with a mark, or a mark of another kind, is no letter or mark of a list. */
static uint64_t lists_at(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return token->flags & KZ_TOKEN_WIDE ? 0 : state->model->word_sets[token->lists].relations;
}

static uint8_t title_rank(const kz_state *state, const kz_mention *m)
{
	const kz_candidate *c = &state->candidates.items[m->candidate];
	if (c->option_count)
		return state->model->entries[state->model->aliases[kz_option(state, c, 0)].entry].rank;
	return KZ_RANK_POST;
}

static kz_item *push(kz_state *state, kz_items *items, uint32_t first, uint32_t end)
{
	kz_item *item = KZ_PUSH(state->arena, &items->items);
	if (item)
		*item = (kz_item){
		        .first = first, .end = end, .mention = KZNER_NONE, .phrase = KZNER_NONE, .owner = KZNER_NONE};
	return item;
}

static int add_mention(kz_state *state, const kz_resolved *resolved, kz_items *items, uint32_t number)
{
	const kz_mention *m = &resolved->mentions.items[number];
	kz_item *item = push(state, items, m->first, m->end);
	if (!item)
		return 0;
	item->mention = number;
	item->type = m->type;
	item->rank = m->type == KZNER_TYPE_TITLE ? title_rank(state, m) : KZ_RANK_NONE;
	return 1;
}

/*
 * The mention that a pronoun means: the first of its kind that stands behind no preposition in this sentence, or else the subject of
 * the sentence before.
 */
static uint32_t antecedent(const kz_items *items, int person, const kz_antecedents *before)
{
	for (uint32_t i = 0; i < items->items.count; i++) {
		const kz_item *item = &items->items.items[i];
		int fits = person ? item->type == KZNER_TYPE_PERSON
		                  : item->type == KZNER_TYPE_PLACE || item->type == KZNER_TYPE_ORG ||
		                            item->type == KZNER_TYPE_PARTY;
		if (item->mention == KZNER_NONE || item->pronoun || !fits)
			continue;
		uint32_t k = i;
		while (k &&
		       (items->items.items[k - 1].mention != KZNER_NONE || kz_item_in(items, k - 1, KZ_IN(DETERMINER))))
			k--;
		if (!k || !kz_item_is_preposition(items, k - 1))
			return item->mention;
	}
	/* "During his visit, X ..." speaks of somebody who comes later. */
	if (items->items.count < 5 && kz_item_is_preposition(items, 0))
		return KZNER_NONE;
	return person ? before->person : before->other;
}

/* Of two or three letters and beginning as he, she, it and theirs do: few others are. */
static int may_be_pronoun(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	char first = lower(state->text.bytes[token->begin]);
	uint32_t size = token->end - token->begin;
	return size >= 2 && size <= 3 && (first == 'h' || first == 's' || first == 'i');
}

/* The mention number `before` is the next to come. */
static int add_word(kz_state *state, const kz_resolved *resolved, kz_items *items, uint32_t token,
                    const kz_antecedents *antecedents, uint32_t before)
{
	kz_item *item = push(state, items, token, token + 1);
	if (!item)
		return 0;
	item->classes = kz_classes_at(state, token);
	item->lists = lists_at(state, token);
	uint32_t i = items->items.count - 1, means = kz_description_means(state, resolved, token, before);
	int description = means != KZNER_NONE;
	if (means == KZNER_NONE && !may_be_pronoun(state, token))
		return 1;
	int own = kz_item_in(items, i, KZ_IN(PERSONS_OWN) | KZ_IN(THINGS_OWN));
	if (kz_item_in(items, i, KZ_IN(PERSON) | KZ_IN(PERSONS_OWN)))
		means = antecedent(items, 1, antecedents);
	else if (kz_item_in(items, i, KZ_IN(THING) | KZ_IN(THINGS_OWN)))
		means = antecedent(items, 0, antecedents);
	if (own) {
		item->owner = means;
	} else if (means != KZNER_NONE) {
		item->mention = means;
		item->lists = 0;
		item->type = resolved->mentions.items[means].type;
		item->pronoun = description ? 2 : 1;
	}
	return 1;
}

/* Phrases */

static int is_entity(uint8_t type)
{
	return type >= KZNER_TYPE_PERSON && type <= KZNER_TYPE_LAW;
}

static int is_mention(const kz_items *items, uint32_t i)
{
	return i < items->items.count && items->items.items[i].mention != KZNER_NONE &&
	       items->items.items[i].type <= KZNER_TYPE_TITLE;
}

/* Do the mentions at i and at next (over a possessive or not) belong to one noun phrase? */
static int joins(const kz_items *items, uint32_t i, uint32_t next, int possessive)
{
	const kz_item *a = &items->items.items[i], *b = &items->items.items[next];
	if (a->pronoun || b->pronoun)
		return 0;
	/* a pro-Russian politician is no Russian politician */
	if (a->type == KZNER_TYPE_NORP && i > 1 && kz_item_in(items, i - 1, KZ_IN(HYPHEN)) && !is_mention(items, i - 2))
		return 0;
	if (possessive)
		return a->type == KZNER_TYPE_PLACE || a->type == KZNER_TYPE_ORG || a->type == KZNER_TYPE_PARTY;
	if (a->type == KZNER_TYPE_TITLE || b->type == KZNER_TYPE_TITLE)
		return a->type != KZNER_TYPE_PERSON;
	return a->type == KZNER_TYPE_NORP;
}

/* Lower-case nouns that stand behind a name or a nationality word and mean no more than it: "the Kazakh government". */
/* Tails that stand between two mentions of one phrase: "Kazakhstan's state Kazmunaygaz", "the Russian oil company Sibneft". */
static uint32_t skip_inner(const kz_items *items, uint32_t i)
{
	uint32_t words = 0;
	while (words < 3 && i < items->items.count && kz_item_in(items, i, KZ_IN(INNER))) {
		i++;
		words++;
	}
	return i;
}

/* "X (XYZ)" with a second name of the same entity. */
static uint32_t skip_bracket(const kz_resolved *resolved, const kz_items *items, uint32_t head, uint32_t end)
{
	if (end + 2 >= items->items.count || !kz_item_in(items, end, KZ_IN(OPEN)) || !is_mention(items, end + 1) ||
	    !kz_item_in(items, end + 2, KZ_IN(CLOSE)))
		return end;
	uint32_t a = items->items.items[head].mention, b = items->items.items[end + 1].mention;
	return resolved->mentions.items[a].entity == resolved->mentions.items[b].entity ? end + 3 : end;
}

static uint32_t skip_tails(const kz_state *state, const kz_resolved *resolved, const kz_items *items, uint32_t head,
                           uint32_t end)
{
	const kz_item *item = &items->items.items[head];
	if (item->pronoun)
		return end;
	uint32_t to = skip_bracket(resolved, items, head, end);
	if (item->type == KZNER_TYPE_PERSON)
		return to + kz_item_in(items, to, KZ_IN(PERSONS_TAIL));
	uint32_t noun = to;
	if (noun + 1 < items->items.count &&
	    kz_token_at(state, items->items.items[noun].first)->kind == KZ_TOKEN_CLITIC)
		noun++;
	for (uint32_t words = 0; words < 3 && noun < items->items.count; words++, noun++) {
		if (kz_item_in(items, noun, KZ_IN(TAIL)))
			to = noun + 1;
		else if (!kz_item_in(items, noun, KZ_IN(TAIL_MODIFIER)))
			break;
	}
	return to;
}

static int add_phrase(kz_state *state, const kz_resolved *resolved, kz_items *items, uint32_t i, uint32_t *ret_end)
{
	uint32_t end = i + 1, head = KZNER_NONE, last = i;
	if (items->items.items[i].type != KZNER_TYPE_TITLE)
		head = i;
	for (;;) {
		uint32_t next = end;
		if (next + 1 < items->items.count &&
		    kz_token_at(state, items->items.items[next].first)->kind == KZ_TOKEN_CLITIC)
			next++;
		uint32_t link = next;
		if (link > end || items->items.items[last].type == KZNER_TYPE_NORP)
			next = skip_inner(items, next);
		if (!is_mention(items, next) || !joins(items, last, next, link > end) ||
		    (next > link && items->items.items[next].type == KZNER_TYPE_NORP))
			break;
		last = next;
		end = next + 1;
		if (items->items.items[next].type != KZNER_TYPE_TITLE)
			head = next;
	}
	*ret_end = end;
	if (head == KZNER_NONE)
		return 1;
	uint32_t core_end = end;
	if (last == head)
		*ret_end = end = skip_tails(state, resolved, items, head, end);
	kz_phrase *p = KZ_PUSH(state->arena, &items->phrases);
	if (!p)
		return 0;
	uint32_t number = items->phrases.count - 1;
	*p = (kz_phrase){.begin = i,
	                 .end = end,
	                 .core_end = core_end,
	                 .head = head,
	                 .group = number,
	                 .group_end = number + 1,
	                 .office = items->items.items[last].type == KZNER_TYPE_TITLE};
	for (uint32_t k = i; k < end; k++)
		items->items.items[k].phrase = number;
	return 1;
}

/* Small words of a phrase before its first mention: "the former", "his". */
static void widen(kz_items *items, kz_phrase *p)
{
	for (int words = 0; words < 4 && p->begin; words++) {
		uint32_t i = p->begin - 1;
		const kz_item *item = &items->items.items[i];
		int honorific = item->classes & KZ_CLASS_HONORIFIC && item->mention == KZNER_NONE;
		if (item->phrase != KZNER_NONE || !(honorific || kz_item_in(items, i, KZ_IN(DETERMINER))))
			break;
		p->begin = i;
		items->items.items[i].phrase = (uint32_t)(p - items->phrases.items);
	}
}

static int alike(const kz_items *items, const kz_phrase *a, const kz_phrase *b)
{
	int person_a = items->items.items[a->head].type == KZNER_TYPE_PERSON;
	int person_b = items->items.items[b->head].type == KZNER_TYPE_PERSON;
	return person_a == person_b && is_entity(items->items.items[a->head].type) &&
	       is_entity(items->items.items[b->head].type);
}

/* What stands between two phrases: 1 a comma, 2 a conjunction (with or without comma), 3 a hyphen, 0 anything else. */
static int between(const kz_state *state, const kz_items *items, const kz_phrase *a, const kz_phrase *b)
{
	uint32_t i = a->end, comma = 0;
	if (i + 1 == b->begin && kz_is_symbol(kz_token_at(state, items->items.items[i].first), '-'))
		return 3;
	if (i < b->begin && kz_item_in(items, i, KZ_IN(COMMA))) {
		comma = 1;
		i++;
	}
	if (i < b->begin && kz_item_in(items, i, KZ_IN(CONJUNCTION))) {
		comma = 2;
		i++;
	} else if (i + 2 < b->begin && kz_item_in(items, i, KZ_IN(AS)) && kz_item_in(items, i + 1, KZ_IN(WELL)) &&
	           kz_item_in(items, i + 2, KZ_IN(AS))) {
		comma = 2;
		i += 3;
	}
	return i == b->begin ? (int)comma : 0;
}

/* Behind a row of names: ", other officials", "and others". */
static int closes(const kz_items *items, uint32_t i)
{
	if (i < items->items.count && kz_item_in(items, i, KZ_IN(COMMA)))
		i++;
	if (i < items->items.count && kz_item_in(items, i, KZ_IN(AND)))
		i++;
	if (i >= items->items.count)
		return 0;
	/* "Chile, Peru and two Andean states" */
	int counted = i && kz_item_in(items, i - 1, KZ_IN(AND)) && items->items.items[i].classes & KZ_CLASS_NUMBER;
	return counted || kz_item_in(items, i, KZ_IN(MORE));
}

/* A, B(,) and C: a row of phrases whose last link is a conjunction. */
static void group_from(const kz_state *state, kz_items *items, uint32_t first)
{
	kz_phrase *p = items->phrases.items;
	uint32_t last = first;
	int closed = 0;
	while (last + 1 < items->phrases.count && !closed) {
		int link = alike(items, &p[last], &p[last + 1]) ? between(state, items, &p[last], &p[last + 1]) : 0;
		if (!link)
			break;
		last++;
		closed = link == 2 || link == 3;
	}
	if (!closed && last > first)
		closed = closes(items, p[last].end);
	for (uint32_t k = first; closed && k <= last; k++) {
		p[k].group = first;
		p[k].group_end = last + 1;
	}
}

static int make_phrases(kz_state *state, const kz_resolved *resolved, kz_items *items)
{
	for (uint32_t i = 0; i < items->items.count;) {
		uint32_t end = i + 1;
		if (is_mention(items, i) && !add_phrase(state, resolved, items, i, &end))
			return 0;
		i = end;
	}
	for (uint32_t p = 0; p < items->phrases.count; p++)
		widen(items, &items->phrases.items[p]);
	for (uint32_t p = 0; p < items->phrases.count; p++)
		if (items->phrases.items[p].group == p && items->phrases.items[p].group_end == p + 1)
			group_from(state, items, p);
	return 1;
}

int kz_sentence_has_items(const kz_state *state, const kz_sentence *sentence, const kz_antecedents *antecedents)
{
	if (antecedents->person == KZNER_NONE && antecedents->other == KZNER_NONE)
		return 0;
	for (uint32_t i = sentence->first; i < sentence->end; i++)
		if (may_be_pronoun(state, i))
			return 1;
	return 0;
}

/* Entity of a mention, KZNER_NONE for none. */
static uint32_t entity_of(const kz_resolved *resolved, uint32_t mention)
{
	return mention == KZNER_NONE ? KZNER_NONE : resolved->mentions.items[mention].entity;
}

int kz_items_may_relate(const kz_state *state, const kz_resolved *resolved, const kz_items *items)
{
	uint32_t first = KZNER_NONE;
	for (uint32_t i = 0; i < items->items.count; i++) {
		const kz_item *item = &items->items.items[i];
		uint32_t entity = entity_of(resolved, item->mention != KZNER_NONE ? item->mention : item->owner);
		if (entity == KZNER_NONE)
			continue;
		if (first != KZNER_NONE && entity != first)
			return 1;
		first = entity;
	}
	return first != KZNER_NONE && state->model->entries[resolved->entities.items[first].entry].role_count > 0;
}

int kz_items_make(kz_state *state, const kz_resolved *resolved, uint32_t sentence, uint32_t first_mention,
                  uint32_t end_mention, const kz_antecedents *antecedents, kz_items *items)
{
	const kz_sentence *s = &state->sentences.items[sentence];
	items->items.count = items->phrases.count = 0;
	items->sentence = sentence;
	uint32_t m = first_mention;
	for (uint32_t token = s->first; token < s->end;) {
		if (m < end_mention && resolved->mentions.items[m].first == token) {
			if (!add_mention(state, resolved, items, m))
				return 0;
			token = resolved->mentions.items[m++].end;
		} else if (!add_word(state, resolved, items, token++, antecedents, m)) {
			return 0;
		}
	}
	return make_phrases(state, resolved, items);
}

kz_antecedents kz_antecedents_of(const kz_items *items, kz_antecedents before)
{
	kz_antecedents result = {KZNER_NONE, KZNER_NONE};
	for (uint32_t p = 0; p < items->phrases.count; p++) {
		const kz_phrase *phrase = &items->phrases.items[p];
		const kz_item *head = &items->items.items[phrase->head];
		if (phrase->begin && kz_item_is_preposition(items, phrase->begin - 1))
			continue;
		if (head->type == KZNER_TYPE_PERSON && result.person == KZNER_NONE)
			result.person = head->mention;
		if ((head->type == KZNER_TYPE_PLACE || head->type == KZNER_TYPE_ORG ||
		     head->type == KZNER_TYPE_PARTY) &&
		    result.other == KZNER_NONE)
			result.other = head->mention;
	}
	if (result.person == KZNER_NONE && !items->phrases.count)
		result = before;
	return result;
}
