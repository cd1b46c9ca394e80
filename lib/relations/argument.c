/*
 * In: a place of a sentence where a pattern wants an argument. Out: the noun phrase that stands there or belongs there.
 *
 * What all patterns share is done here: small words around names, coordination, apposition, relative clauses, the subject of a verb
 * that stands apart from it, possessors and pronouns.
 */
#include "relations/matcher.h"

#include <string.h>

/* Items that an apposition or a relative clause between a subject and its verb may have. */
#define APPOSITION_MAX 16

/* What is taken off the confidence of an argument that is not right beside its place. */
#define LOOSE_SUBJECT 0.75f
#define POSSESSOR     0.85f
#define OFFICE        0.9f
#define UNKNOWN_NAME  0.6f

/* Is item i a word of one of the lists? Mentions and what is outside the sentence are in none. */
static int is_in(const kz_matcher *m, int64_t i, uint64_t lists)
{
	return (uint64_t)i < m->item_count && (m->item[i].lists & lists) != 0;
}

static int is_preposition(const kz_matcher *m, int64_t i)
{
	return is_in(m, i, KZ_IN(PREPOSITION));
}

static int fits(const kz_instruction *op, uint8_t type, uint8_t entity_type)
{
	return entity_type && op->value >> type & 1u && op->value2 >> entity_type & 1u;
}

static int item_fits(const kz_instruction *op, const kz_item *item)
{
	return fits(op, item->type, item->entity_type);
}

int kz_argument_fits(const kz_matcher *m, const kz_instruction *op, const kz_item *item)
{
	uint32_t entity = item->mention == KZNER_NONE ? KZNER_NONE : m->resolved->mentions.items[item->mention].entity;
	return entity != KZNER_NONE && fits(op, item->type, m->resolved->entities.items[entity].type);
}

/* Take item as the argument and go on at `at`; undone on failure. */
int kz_argument_take(kz_matcher *m, const kz_instruction *op, kz_argument taken, int64_t at)
{
	kz_argument subject = m->subject, object = m->object;
	if (op->flags & KZ_ARG_SUBJECT)
		m->subject = taken;
	if (op->flags & KZ_ARG_OBJECT)
		m->object = taken;
	if (kz_program_go_on(m, op + op->next, at))
		return 1;
	m->subject = subject;
	m->object = object;
	return 0;
}

static float head_factor(const kz_matcher *m, const kz_phrase *phrase)
{
	float factor = phrase->office ? OFFICE : 1;
	return m->item[phrase->head].pronoun ? factor * KZ_PRONOUN_FACTOR : factor;
}

/* Russian artists, 33 Russian individuals: somebody, but not Russia. */
static int names_people(const kz_matcher *m, const kz_phrase *phrase, int right)
{
	static const char *const endings[] = {"ers", "ors", "ists", "ants", "ians", "ees", "men"};
	const kz_phrase *last = &m->phrases[phrase->group_end - 1];
	const kz_item *item = kz_matcher_item(m, last->end);
	uint8_t type = m->item[phrase->head].type;
	if ((type != KZNER_TYPE_NORP && type != KZNER_TYPE_PLACE) || last->end > last->core_end || !item ||
	    item->mention != KZNER_NONE)
		return 0;
	if (is_in(m, last->end, KZ_IN(PEOPLE)))
		return 1;
	if (type == KZNER_TYPE_PLACE && !right) /* Kazakhstan considers */
		return 0;
	if (is_in(m, last->end, KZ_IN(AGENT)))
		return 0;
	const kz_token *token = kz_token_at(m->state, item->first);
	size_t size = token->end - token->begin;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t length = strlen(endings[i]);
		if (size > length + 1 && !memcmp(m->state->text.bytes + token->end - length, endings[i], length))
			return 1;
	}
	return 0;
}

/* pro-Russian, Russian-backed: the word belongs to another. */
static int is_half(const kz_matcher *m, const kz_phrase *phrase, int first)
{
	const kz_item *after = kz_matcher_item(m, phrase->end);
	int begins = !first && phrase->begin && is_in(m, phrase->begin - 1, KZ_IN(HYPHEN));
	int ends = after && is_in(m, phrase->end, KZ_IN(HYPHEN));
	return phrase->group_end - phrase->group < 2 && (begins || ends);
}

/* The phrase, or the group that it belongs to: the pattern goes on behind all of it. */
static int take_phrase(kz_matcher *m, const kz_instruction *op, uint32_t number, float factor)
{
	const kz_phrase *phrases = m->phrases, *phrase = &phrases[number];
	if (!item_fits(op, &m->item[phrase->head]) || names_people(m, phrase, m->right))
		return 0;
	uint32_t begin = phrases[phrase->group].begin, end = phrases[phrase->group_end - 1].end;
	kz_argument taken = {.item = phrase->head,
	                     .phrase = number,
	                     .begin = begin,
	                     .end = end,
	                     .factor = factor * head_factor(m, phrase)};
	if (op->flags & KZ_ARG_ONE) {
		taken.begin = phrase->begin;
		taken.end = phrase->end;
		return kz_argument_take(m, op, taken, m->right ? phrase->end : (int64_t)phrase->begin - 1);
	}
	if (op->flags == KZ_ARG_PAIR && phrase->group_end - phrase->group < 2)
		return 0;
	if (kz_argument_take(m, op, taken, m->right ? end : (int64_t)begin - 1))
		return 1;
	taken.begin = phrase->begin;
	taken.end = phrase->end;
	if (op->flags == KZ_ARG_PAIR)
		return 0;
	if (phrase->group_end - phrase->group > 1 &&
	    kz_argument_take(m, op, taken, m->right ? phrase->end : (int64_t)phrase->begin - 1))
		return 1;
	/* [Ukraine's NATO] bid: the pattern may want to see the possessor. */
	if (!m->right)
		return phrase->head > phrase->begin && kz_argument_take(m, op, taken, (int64_t)phrase->head - 1);
	if (phrase->core_end < phrase->end && kz_argument_take(m, op, taken, phrase->core_end))
		return 1;
	/* [Kazakh poet]: the pattern may want to see the title. */
	return phrase->office && kz_argument_take(m, op, taken, phrase->head + 1);
}

/* "Presidents A and B": a title in the plural goes with all of the group that it stands before. */
static int heads_group(const kz_matcher *m, const kz_phrase *phrase)
{
	const kz_item *title = kz_matcher_item(m, (int64_t)phrase->head - 1);
	if (!title || title->type != KZNER_TYPE_TITLE || title->mention == KZNER_NONE ||
	    phrase != &m->phrases[phrase->group] || phrase->group_end - phrase->group < 2)
		return 0;
	uint32_t last = m->resolved->mentions.items[title->mention].end - 1;
	return m->state->text.bytes[kz_token_at(m->state, last)->end - 1] == 's';
}

/* A mention inside a phrase, next to the place of the pattern: the NORP of "Russian President Vladimir Putin". */
static int take_inside(kz_matcher *m, const kz_instruction *op, int64_t at)
{
	const kz_item *item = kz_matcher_item(m, at);
	if (!item || !item->entity_type || item->phrase == KZNER_NONE || op->flags == KZ_ARG_PAIR)
		return 0;
	const kz_phrase *phrase = &m->phrases[item->phrase];
	if ((m->right ? phrase->begin == at : phrase->end == at + 1) || !item_fits(op, item))
		return 0;
	kz_argument taken = {.item = (uint32_t)at,
	                     .phrase = phrase->head == at ? item->phrase : KZNER_NONE,
	                     .begin = (uint32_t)at,
	                     .end = (uint32_t)at + 1,
	                     .factor = 1};
	if (m->right && phrase->head == at && heads_group(m, phrase)) {
		kz_argument all = taken;
		all.begin = phrase->begin;
		all.end = m->phrases[phrase->group_end - 1].end;
		if (kz_argument_take(m, op, all, all.end))
			return 1;
	}
	return kz_argument_take(m, op, taken, at + m->step);
}

/* An argument that is the trigger may be less than the phrase that it begins: the Gazprom of "Gazprom's Kupriyanov". */
static int take_trigger(kz_matcher *m, const kz_instruction *op, int64_t at)
{
	const kz_item *item = kz_matcher_item(m, at);
	if (item->phrase == KZNER_NONE || m->phrases[item->phrase].head == at || !item_fits(op, item))
		return 0;
	kz_argument taken = {.item = (uint32_t)at,
	                     .phrase = KZNER_NONE,
	                     .begin = (uint32_t)at,
	                     .end = (uint32_t)at + 1,
	                     .factor = 1};
	return kz_argument_take(m, op, taken, at + 1);
}

/* "the presidents of", "leading members of", "the minister,": where what they lead to begins; at itself if nothing of the kind is there. */
static int64_t skip_office(const kz_matcher *m, int64_t at)
{
	const kz_item *item = kz_matcher_item(m, at), *next = kz_matcher_item(m, at + 1);
	if (!item || !next || item->phrase != KZNER_NONE || next->mention != KZNER_NONE)
		return at;
	int title = item->mention != KZNER_NONE && item->type == KZNER_TYPE_TITLE && !item->pronoun;
	if (!title && !is_in(m, at, KZ_IN(OFFICE)))
		return at;
	const kz_item *name = kz_matcher_item(m, at + 2);
	if (title && name && is_in(m, at + 1, KZ_IN(COMMA)) && name->mention != KZNER_NONE &&
	    name->type == KZNER_TYPE_PERSON)
		return at + 2;
	return is_in(m, at + 1, KZ_IN(OFFICE_LINK)) ? at + 2 : at;
}

/* "the president of X, Y": Y; KZNER_NONE if the office is not said to be anybody's. */
static uint32_t bearer_of(const kz_matcher *m, uint32_t number)
{
	const kz_phrase *phrase = &m->phrases[number];
	const kz_item *next = kz_matcher_item(m, phrase->end + 1);
	if (!next || !is_in(m, phrase->end, KZ_IN(COMMA)) || next->phrase == KZNER_NONE)
		return KZNER_NONE;
	const kz_phrase *bearer = &m->phrases[next->phrase];
	return bearer->begin == phrase->end + 1 && m->item[bearer->head].type == KZNER_TYPE_PERSON ? next->phrase
	                                                                                           : KZNER_NONE;
}

/* A word with a capital that is no mention: what stands beside it is a part of an unknown name. */
static int is_capital(const kz_matcher *m, int64_t at)
{
	const kz_item *item = kz_matcher_item(m, at);
	if (!item || item->mention != KZNER_NONE || item->classes & KZ_CLASS_HONORIFIC)
		return 0;
	const kz_token *token = kz_token_at(m->state, item->first);
	return token->kind == KZ_TOKEN_WORD && token->shape == KZ_SHAPE_CAP;
}

/* Rightwards: small words, then a phrase; the phrase may only be a possessor of what the sentence is about. */
static int argument_right(kz_matcher *m, const kz_instruction *op, int64_t at)
{
	int64_t name = 0;
	for (int words = 0; words < (op->flags & KZ_ARG_NEAR ? 1 : 6); words++, at++) {
		int64_t to = op->flags & KZ_ARG_NEAR ? at : skip_office(m, at);
		if (to > at) {
			at = name = to;
			words++;
		}
		const kz_item *item = kz_matcher_item(m, at);
		if (!item)
			return 0;
		if (item->phrase != KZNER_NONE) {
			uint32_t bearer = name > 0 ? bearer_of(m, item->phrase) : KZNER_NONE;
			if (bearer != KZNER_NONE && take_phrase(m, op, bearer, 1))
				return 1;
			const kz_phrase *phrase = &m->phrases[item->phrase];
			const kz_item *after = kz_matcher_item(m, phrase->end);
			int possessor = after && kz_token_at(m->state, after->first)->kind == KZ_TOKEN_CLITIC;
			float factor = possessor ? POSSESSOR : words > 2 ? 0.9f : 1;
			if (is_half(m, phrase, !words))
				return 0;
			if (is_capital(m, phrase->end) || (words && is_capital(m, at - 1)))
				factor *= UNKNOWN_NAME;
			return take_phrase(m, op, item->phrase, factor);
		}
		if (item->mention != KZNER_NONE || (!kz_item_modifies(m->state, m->items, (uint32_t)at)))
			return 0;
	}
	return 0;
}

/* The nouns behind the name of a body: the Rukh Pen Til human rights NGO. */
static int64_t skip_nouns(const kz_matcher *m, int64_t at)
{
	for (int words = 0; words < 4; words++, at--) {
		const kz_item *item = kz_matcher_item(m, at);
		if (!item || item->phrase != KZNER_NONE)
			return at;
		if (!kz_item_modifies(m->state, m->items, (uint32_t)at) ||
		    kz_token_at(m->state, item->first)->kind != KZ_TOKEN_WORD)
			return -1;
	}
	return -1;
}

/* "the Lukoil board" is Lukoil, if the noun at `at` is one of those that bodies are made of; a verb there parts them. */
static int names_body(const kz_matcher *m, uint32_t number, int64_t at)
{
	const kz_phrase *phrase = &m->phrases[number];
	uint8_t type = m->item[phrase->head].type;
	if (type != KZNER_TYPE_ORG && type != KZNER_TYPE_PARTY && type != KZNER_TYPE_PLACE)
		return 0;
	return kz_matcher_item(m, at)->classes & KZ_CLASS_BODY_HEADS || is_in(m, at, KZ_IN(BODY));
}

/* The phrase that ends right before item i, if it can be the argument; KZNER_NONE if none. */
static uint32_t phrase_before(const kz_matcher *m, const kz_instruction *op, int64_t i)
{
	const kz_item *before = kz_matcher_item(m, i - 1);
	if (!before || before->phrase == KZNER_NONE)
		return KZNER_NONE;
	const kz_phrase *phrase = &m->phrases[before->phrase];
	return phrase->end == i && item_fits(op, &m->item[phrase->head]) ? before->phrase : KZNER_NONE;
}

static uint32_t group_begin(const kz_matcher *m, uint32_t phrase)
{
	const kz_phrase *phrases = m->phrases;
	return phrases[phrases[phrase].group].begin;
}

static int is_person(const kz_matcher *m, uint32_t phrase)
{
	return m->item[m->phrases[phrase].head].type == KZNER_TYPE_PERSON;
}

/*
 * The phrase that something between commas or in brackets, which ends at `at`, says more about; KZNER_NONE if there is none.
 * In "a member of the party, Mamay, said" the person between the commas is meant.
 */
static uint32_t skip_apposition(const kz_matcher *m, const kz_instruction *op, int64_t at)
{
	uint64_t open = is_in(m, at, KZ_IN(COMMA)) ? KZ_IN(COMMA) : is_in(m, at, KZ_IN(CLOSE)) ? KZ_IN(OPEN) : 0;
	if (!open)
		return KZNER_NONE;
	uint32_t inner = phrase_before(m, op, at);
	int clause = 0;
	for (int64_t i = at - 1; i > 0 && at - i <= APPOSITION_MAX; i--) {
		if (is_in(m, i, KZ_IN(QUOTE)))
			break;
		clause |= is_in(m, i, KZ_IN(FINITE));
		if (!is_in(m, i, open))
			continue;
		if (clause && !is_in(m, i + 1, KZ_IN(RELATIVE) | KZ_IN(WHERE)))
			break;
		uint32_t outer = phrase_before(m, op, i);
		int whole = inner != KZNER_NONE && group_begin(m, inner) == i + 1;
		if (whole && is_person(m, inner) && (outer == KZNER_NONE || !is_person(m, outer)))
			return inner;
		if (outer != KZNER_NONE)
			return outer;
	}
	return KZNER_NONE;
}

/* A phrase behind a preposition is no subject of a verb, but for "the president of X": then what stands before the preposition is. */
static int subject_of_preposition(kz_matcher *m, const kz_instruction *op, uint32_t number, float factor)
{
	const kz_phrase *phrase = &m->phrases[number];
	int64_t before = (int64_t)m->phrases[phrase->group].begin - 1;
	/* "in western Kazakhstan" */
	if (before > 1 && is_in(m, before, KZ_IN(PART)))
		before--;
	if (before < 1 || !is_preposition(m, before))
		return take_phrase(m, op, number, factor);
	const kz_item *owner = kz_matcher_item(m, before - 1);
	if (is_in(m, before, KZ_IN(TIME_CONJUNCTION)))
		return take_phrase(m, op, number, factor * 0.95f);
	/* "X together with Y signed" */
	if (is_in(m, before - 1, KZ_IN(ALONG)) && before > 1)
		owner = kz_matcher_item(m, --before - 1);
	if (owner->phrase != KZNER_NONE && m->phrases[owner->phrase].end == before)
		return subject_of_preposition(m, op, owner->phrase, factor);
	/* "opposition to X joining the union" */
	const kz_token *verb = kz_token_at(m->state, m->item[m->trigger].first);
	if (phrase->end == m->trigger && verb->end - verb->begin > 4 &&
	    !memcmp(m->state->text.bytes + verb->end - 3, "ing", 3))
		return take_phrase(m, op, number, factor * 0.95f);
	/* "called on X to come", "wait for X to come" */
	if (is_in(m, phrase->end, KZ_IN(TO)) && is_in(m, before - 1, KZ_IN(ASKING)))
		return take_phrase(m, op, number, factor);
	/* "the government of X", "a spokesman for X" */
	if (is_in(m, before, KZ_IN(OF) | KZ_IN(FOR)) && owner->classes & (KZ_CLASS_TITLE | KZ_CLASS_ORGHEAD))
		return take_phrase(m, op, number, factor * OFFICE);
	return 0;
}

/* Behind the last word before `at` that opens a clause: "X said that [Y came and met Z]"; -1 if the clause has its subject in "who". */
static int64_t clause_begin(const kz_matcher *m, int64_t at)
{
	for (int64_t i = at; i >= 0; i--) {
		if (is_in(m, i, KZ_IN(RELATIVE)))
			return -1;
		if (is_in(m, i, KZ_IN(CLAUSE_OPENER)))
			return i + 1;
	}
	return 0;
}

/* The first phrase from item begin on, before `at`, that stands behind no preposition; KZNER_NONE if there is none. */
static uint32_t first_subject(const kz_matcher *m, int64_t begin, int64_t at)
{
	for (uint32_t n = 0; n < m->items->phrases.count; n++) {
		const kz_phrase *phrase = &m->phrases[n];
		if ((int64_t)phrase->end > at + 1)
			break;
		uint32_t first = m->phrases[phrase->group].begin;
		if ((int64_t)phrase->begin >= begin && !(first && is_preposition(m, first - 1)))
			return n;
	}
	return KZNER_NONE;
}

/* The phrase that the clause is about; in "X said that the day was cold and left Y" the clause before it. */
static int clause_subject(kz_matcher *m, const kz_instruction *op, int64_t at)
{
	int64_t begin = clause_begin(m, at - 1);
	float factor = LOOSE_SUBJECT;
	if (begin < 0)
		return 0;
	uint32_t phrase = first_subject(m, begin, at);
	if (phrase == KZNER_NONE && begin && is_in(m, begin - 1, KZ_IN(THAT))) {
		phrase = first_subject(m, 0, begin);
		factor *= 0.9f;
	}
	return phrase != KZNER_NONE && take_phrase(m, op, phrase, factor);
}

static int is_link(const kz_matcher *m, int64_t at)
{
	return at >= 0 && is_in(m, at, KZ_IN(LINK));
}

static int is_comma(const kz_matcher *m, int64_t at)
{
	return at > 0 && is_in(m, at, KZ_IN(COMMA));
}

/* "on June 3", "last week", with or without commas, that stand between a subject and its verb. */
static int64_t skip_adverbial(const kz_matcher *m, int64_t at)
{
	int64_t from = at - is_comma(m, at);
	const kz_item *item = kz_matcher_item(m, from);
	int date = item && item->mention != KZNER_NONE && item->type == KZNER_TYPE_DATE;
	if (from < 1 || !item || (!date && !is_in(m, from, KZ_IN(ADVERBIAL_END))))
		return at;
	int64_t to = from - 1;
	while (to > 0 && is_in(m, to, KZ_IN(ADVERBIAL_BEGIN)))
		to--;
	if (from == at)
		return to;
	return is_comma(m, to) ? to - 1 : at;
}

/* "After shaking hands with X, Y said": the phrase behind the comma does what a participle says. */
static int subject_behind(kz_matcher *m, const kz_instruction *op, int64_t at)
{
	const kz_token *token = kz_token_at(m->state, m->item[m->trigger].first);
	size_t size = token->end - token->begin;
	if (at > 2 || (at >= 0 && !is_in(m, at, KZ_IN(BEFORE_GERUND))) || size < 5 ||
	    memcmp(m->state->text.bytes + token->end - 3, "ing", 3) != 0)
		return 0;
	for (uint32_t n = 0; n < m->items->phrases.count; n++) {
		const kz_phrase *phrase = &m->phrases[n];
		if (phrase->begin < m->trigger + 2 || !is_in(m, phrase->begin - 1, KZ_IN(COMMA)) || phrase->group != n)
			continue;
		if (!item_fits(op, &m->item[phrase->head]))
			return 0;
		kz_argument taken = {
		        .item = phrase->head, .phrase = n, .begin = phrase->begin, .end = phrase->end, .factor = 0.9f};
		return kz_argument_take(m, op, taken, at);
	}
	return 0;
}

/* "Kulibayev and his wife own": the phrase that somebody without a name is joined to; KZNER_NONE if it is not that. */
static uint32_t with_company(const kz_matcher *m, int64_t at)
{
	for (int64_t i = at - 1; i > 1 && at - i <= 3; i--) {
		const kz_item *item = kz_matcher_item(m, i - 2);
		if (!kz_item_modifies(m->state, m->items, (uint32_t)i + 1))
			return KZNER_NONE;
		if (is_in(m, i, KZ_IN(OWNER)) && is_in(m, i - 1, KZ_IN(AND)) && item->phrase != KZNER_NONE)
			return item->phrase;
	}
	return KZNER_NONE;
}

/* May something stand at an item that verbs and what is far from its noun have between them and their argument? */
static int may_stand_between(const kz_item *item)
{
	return item->type == KZNER_TYPE_DATE ||
	       item->lists & (KZ_IN(COMMA) | KZ_IN(CLOSE) | KZ_IN(ADVERBIAL_END) | KZ_IN(BARE_RELATIVE));
}

static int argument_left(kz_matcher *m, const kz_instruction *op, int64_t at)
{
	const kz_item *item = kz_matcher_item(m, at);
	int of_verb = item && may_stand_between(item) && op->place & KZ_PLACE_OF_VERB, attached = 0;
	if (of_verb) {
		at = skip_adverbial(m, at);
		item = kz_matcher_item(m, at);
	}
	int verb = op->place & KZ_PLACE_VERB;
	if (verb && op->flags & KZ_ARG_SUBJECT && subject_behind(m, op, at))
		return 1;
	if (!item)
		return 0;
	if (of_verb && item->mention == KZNER_NONE && is_in(m, at, KZ_IN(BARE_RELATIVE))) {
		/* "by Tengizchevroil, which is owned by ..." */
		attached = at > 0 && is_in(m, at - 1, KZ_IN(COMMA));
		at -= attached ? 2 : 1;
		item = kz_matcher_item(m, at);
		if (!item)
			return 0;
	}
	if (item->phrase != KZNER_NONE)
		return op->place & KZ_PLACE_GOVERNED && !attached ? subject_of_preposition(m, op, item->phrase, 1)
		                                                  : take_phrase(m, op, item->phrase, 1);
	uint32_t explained = of_verb ? skip_apposition(m, op, at) : KZNER_NONE;
	if (explained != KZNER_NONE && take_phrase(m, op, explained, 0.95f))
		return 1;
	int64_t before = skip_nouns(m, at);
	item = kz_matcher_item(m, before);
	if (before >= 0 && before < at && item && item->phrase != KZNER_NONE && names_body(m, item->phrase, at))
		return subject_of_preposition(m, op, item->phrase, 0.85f);
	uint32_t company = verb ? with_company(m, at) : KZNER_NONE;
	if (company != KZNER_NONE && subject_of_preposition(m, op, company, 0.9f))
		return 1;
	return verb && op->flags & KZ_ARG_SUBJECT && is_link(m, at) && clause_subject(m, op, at);
}

int kz_argument_run(kz_matcher *m, const kz_instruction *op, int64_t at)
{
	if (op->flags & KZ_ARG_KNOWN)
		return kz_argument_take(m, op, (kz_argument){.known = 1, .phrase = KZNER_NONE, .factor = 1}, at);
	if (take_inside(m, op, at) || (m->right && at == m->trigger && take_trigger(m, op, at)))
		return 1;
	return m->right ? argument_right(m, op, at) : argument_left(m, op, at);
}
