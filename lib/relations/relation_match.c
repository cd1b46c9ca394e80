/*
 * In: the items of each sentence. Out: evidence for relations, one record for each place that a pattern matched.
 *
 * A pattern is tried where its trigger stands: its left program runs leftwards from there, its right program rightwards. The
 * programs backtrack; the steps of a sentence are bounded. What all patterns share is done here: noun phrases around the arguments,
 * coordination, apposition, relative clauses, pronouns, and the words that make a relation negated or planned.
 */
#include "relations/item.h"
#include "relations/knowledge.h"
#include "relations/relation_status.h"

#include <stdlib.h>
#include <string.h>

/* Steps of all patterns in one sentence: stops patterns with many gaps on long lists. */
#define STEP_LIMIT 20000

/* Items that an apposition or a relative clause between a subject and its verb may have. */
#define APPOSITION_MAX 16

/* Relations of one document; pairs of long lists grow with the square. */
#define EVIDENCE_MAX 20000

/* Evidence weaker than this is wrong as often as it is right. */
#define EVIDENCE_LEAST 0.5f

/* What is taken off the confidence of an argument that is not right beside its place. */
#define LOOSE_SUBJECT 0.75f
#define POSSESSOR     0.85f
#define PRONOUN       0.85f
#define OFFICE        0.9f
#define UNKNOWN_NAME  0.6f

typedef struct argument {
	uint32_t item;   /* head */
	uint32_t phrase; /* KZNER_NONE if it is a mention inside a phrase */
	int known;       /* no item: what the gazetteer says that the subject holds the title of */
	uint32_t begin, end;
	float factor;
} argument;

typedef struct matcher {
	kz_state *state;
	const kz_resolved *resolved;
	const kz_items *items;
	kz_related *related;
	const kz_pattern *pattern;
	const kz_relation_type *type;
	uint32_t pattern_number, trigger, title; /* title: item of the last title matched, KZNER_NONE if none */
	uint32_t verb; /* item behind the fill before a verb right of the trigger, 0 if none */
	argument subject, object;
	uint32_t steps;
} matcher;

typedef struct program {
	const kz_op *ops;
	int right;
	const struct program *then; /* runs at the trigger when this one has matched */
} program;

static int run(matcher *m, const program *p, const kz_op *op, int64_t at);

static const kz_item *item_at(const matcher *m, int64_t i)
{
	return i >= 0 && i < (int64_t)m->items->items.count ? &m->items->items.items[i] : NULL;
}

static int64_t step(const program *p, int64_t at, uint32_t items)
{
	return p->right ? at + items : at - (int64_t)items;
}

/* Arguments */

static int type_fits(const matcher *m, const kz_op *op, const kz_item *item)
{
	if (item->mention == KZNER_NONE || !(op->value & 1u << item->type))
		return 0;
	uint32_t entity = m->resolved->mentions.items[item->mention].entity;
	if (entity == KZNER_NONE)
		return 0;
	uint32_t allowed = op->flags & KZ_ARG_OTHER ? UINT32_MAX : m->type->subjects | m->type->objects;
	if (op->flags & KZ_ARG_SUBJECT)
		allowed &= m->type->subjects;
	if (op->flags & KZ_ARG_OBJECT)
		allowed &= m->type->objects;
	return (allowed & 1u << m->resolved->entities.items[entity].type) != 0;
}

/* Take item as the argument and go on at `at`; undone on failure. */
static int take(matcher *m, const program *p, const kz_op *op, argument taken, int64_t at)
{
	argument subject = m->subject, object = m->object;
	if (op->flags & KZ_ARG_SUBJECT)
		m->subject = taken;
	if (op->flags & KZ_ARG_OBJECT)
		m->object = taken;
	if (run(m, p, op + 1, at))
		return 1;
	m->subject = subject;
	m->object = object;
	return 0;
}

static float head_factor(const matcher *m, const kz_phrase *phrase)
{
	float factor = phrase->office ? OFFICE : 1;
	return m->items->items.items[phrase->head].pronoun ? factor * PRONOUN : factor;
}

/* Russian artists, 33 Russian individuals: somebody, but not Russia. */
static int names_people(const matcher *m, const kz_phrase *phrase, int right)
{
	static const char *const people[] = {"citizens",    "nationals",   "people",   "men",       "women",
	                                     "children",    "individuals", "families", "villagers", "culture",
	                                     "mercenaries", "students",    "media",    "schools",   "universities",
	                                     "youth",       "troupe",      NULL};
	static const char *const endings[] = {"ers", "ors", "ists", "ants", "ians", "ees", "men"};
	const kz_phrase *last = &m->items->phrases.items[phrase->group_end - 1];
	const kz_item *item = item_at(m, last->end);
	uint8_t type = m->items->items.items[phrase->head].type;
	if ((type != KZNER_TYPE_NORP && type != KZNER_TYPE_PLACE) || last->end > last->core_end || !item ||
	    item->mention != KZNER_NONE)
		return 0;
	if (kz_item_in(m->state, m->items, last->end, people))
		return 1;
	if (type == KZNER_TYPE_PLACE && !right) /* Kazakhstan considers */
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
static int is_half(const matcher *m, const kz_phrase *phrase, int first)
{
	const kz_item *after = item_at(m, phrase->end);
	int begins = !first && phrase->begin && kz_item_is(m->state, m->items, phrase->begin - 1, "-");
	int ends = after && kz_item_is(m->state, m->items, phrase->end, "-");
	return phrase->group_end - phrase->group < 2 && (begins || ends);
}

/* The phrase, or the group that it belongs to: the pattern goes on behind all of it. */
static int take_phrase(matcher *m, const program *p, const kz_op *op, uint32_t number, float factor)
{
	const kz_phrase *phrases = m->items->phrases.items, *phrase = &phrases[number];
	if (!type_fits(m, op, &m->items->items.items[phrase->head]) || names_people(m, phrase, p->right))
		return 0;
	uint32_t begin = phrases[phrase->group].begin, end = phrases[phrase->group_end - 1].end;
	argument taken = {.item = phrase->head,
	                  .phrase = number,
	                  .begin = begin,
	                  .end = end,
	                  .factor = factor * head_factor(m, phrase)};
	if (op->flags & KZ_ARG_ONE) {
		taken.begin = phrase->begin;
		taken.end = phrase->end;
		return take(m, p, op, taken, p->right ? phrase->end : (int64_t)phrase->begin - 1);
	}
	if (op->flags == KZ_ARG_PAIR && phrase->group_end - phrase->group < 2)
		return 0;
	if (take(m, p, op, taken, p->right ? end : (int64_t)begin - 1))
		return 1;
	taken.begin = phrase->begin;
	taken.end = phrase->end;
	if (op->flags == KZ_ARG_PAIR)
		return 0;
	if (phrase->group_end - phrase->group > 1 &&
	    take(m, p, op, taken, p->right ? phrase->end : (int64_t)phrase->begin - 1))
		return 1;
	/* [Ukraine's NATO] bid: the pattern may want to see the possessor. */
	if (!p->right)
		return phrase->head > phrase->begin && take(m, p, op, taken, (int64_t)phrase->head - 1);
	if (phrase->core_end < phrase->end && take(m, p, op, taken, phrase->core_end))
		return 1;
	/* [Kazakh poet]: the pattern may want to see the title. */
	return phrase->office && take(m, p, op, taken, phrase->head + 1);
}

/* "Presidents A and B": a title in the plural goes with all of the group that it stands before. */
static int heads_group(const matcher *m, const kz_phrase *phrase)
{
	const kz_item *title = item_at(m, (int64_t)phrase->head - 1);
	if (!title || title->type != KZNER_TYPE_TITLE || title->mention == KZNER_NONE ||
	    phrase != &m->items->phrases.items[phrase->group] || phrase->group_end - phrase->group < 2)
		return 0;
	return m->state->text.bytes[kz_token_at(m->state, title->end - 1)->end - 1] == 's';
}

/* A mention inside a phrase, next to the place of the pattern: the NORP of "Russian President Vladimir Putin". */
static int take_inside(matcher *m, const program *p, const kz_op *op, int64_t at)
{
	const kz_item *item = item_at(m, at);
	if (!item || item->mention == KZNER_NONE || !type_fits(m, op, item))
		return 0;
	const kz_phrase *phrase = item->phrase != KZNER_NONE ? &m->items->phrases.items[item->phrase] : NULL;
	if (op->flags == KZ_ARG_PAIR || !phrase || (p->right ? phrase->begin == at : phrase->end == at + 1))
		return 0;
	argument taken = {.item = (uint32_t)at,
	                  .phrase = phrase->head == at ? item->phrase : KZNER_NONE,
	                  .begin = (uint32_t)at,
	                  .end = (uint32_t)at + 1,
	                  .factor = 1};
	if (p->right && phrase->head == at && heads_group(m, phrase)) {
		argument all = taken;
		all.begin = phrase->begin;
		all.end = m->items->phrases.items[phrase->group_end - 1].end;
		if (take(m, p, op, all, all.end))
			return 1;
	}
	return take(m, p, op, taken, step(p, at, 1));
}

/* An argument that is the trigger may be less than the phrase that it begins: the Gazprom of "Gazprom's Kupriyanov". */
static int take_trigger(matcher *m, const program *p, const kz_op *op, int64_t at)
{
	const kz_item *item = item_at(m, at);
	if (item->phrase == KZNER_NONE || m->items->phrases.items[item->phrase].head == at || !type_fits(m, op, item))
		return 0;
	argument taken = {.item = (uint32_t)at,
	                  .phrase = KZNER_NONE,
	                  .begin = (uint32_t)at,
	                  .end = (uint32_t)at + 1,
	                  .factor = 1};
	return take(m, p, op, taken, at + 1);
}

/* "the presidents of", "leading members of", "the minister,": where what they lead to begins; at itself if nothing of the kind is there. */
static int64_t skip_office(const matcher *m, int64_t at)
{
	static const char *const links[] = {"of", "from", NULL};
	static const char *const offices[] = {
	        "leaders",   "leader",     "presidents",  "ministers",   "officials",   "representatives",
	        "members",   "government", "governments", "authorities", "delegations", "delegation",
	        "president", "head",       "heads",       "envoys",      "ambassadors", "leadership",
	        "parts",     "part",       NULL};
	const kz_item *item = item_at(m, at), *next = item_at(m, at + 1);
	if (!item || !next || item->phrase != KZNER_NONE || next->mention != KZNER_NONE)
		return at;
	int title = item->mention != KZNER_NONE && item->type == KZNER_TYPE_TITLE && !item->pronoun;
	if (!title && !kz_item_in(m->state, m->items, (uint32_t)at, offices))
		return at;
	const kz_item *name = item_at(m, at + 2);
	if (title && name && kz_item_is(m->state, m->items, (uint32_t)at + 1, ",") && name->mention != KZNER_NONE &&
	    name->type == KZNER_TYPE_PERSON)
		return at + 2;
	return kz_item_in(m->state, m->items, (uint32_t)at + 1, links) ? at + 2 : at;
}

/* "the president of X, Y": Y; KZNER_NONE if the office is not said to be anybody's. */
static uint32_t bearer_of(const matcher *m, uint32_t number)
{
	const kz_phrase *phrase = &m->items->phrases.items[number];
	const kz_item *next = item_at(m, phrase->end + 1);
	if (!next || !kz_item_is(m->state, m->items, phrase->end, ",") || next->phrase == KZNER_NONE)
		return KZNER_NONE;
	const kz_phrase *bearer = &m->items->phrases.items[next->phrase];
	return bearer->begin == phrase->end + 1 && m->items->items.items[bearer->head].type == KZNER_TYPE_PERSON
	               ? next->phrase
	               : KZNER_NONE;
}

/* A word with a capital that is no mention: what stands beside it is a part of an unknown name. */
static int is_capital(const matcher *m, int64_t at)
{
	const kz_item *item = item_at(m, at);
	if (!item || item->mention != KZNER_NONE || item->classes & KZ_CLASS_HONORIFIC)
		return 0;
	const kz_token *token = kz_token_at(m->state, item->first);
	return token->kind == KZ_TOKEN_WORD && token->shape == KZ_SHAPE_CAP;
}

/* Rightwards: small words, then a phrase; the phrase may only be a possessor of what the sentence is about. */
static int argument_right(matcher *m, const program *p, const kz_op *op, int64_t at)
{
	int64_t name = 0;
	for (int words = 0; words < (op->flags & KZ_ARG_NEAR ? 1 : 6); words++, at++) {
		int64_t to = op->flags & KZ_ARG_NEAR ? at : skip_office(m, at);
		if (to > at) {
			at = name = to;
			words++;
		}
		const kz_item *item = item_at(m, at);
		if (!item)
			return 0;
		if (item->phrase != KZNER_NONE) {
			uint32_t bearer = name > 0 ? bearer_of(m, item->phrase) : KZNER_NONE;
			if (bearer != KZNER_NONE && take_phrase(m, p, op, bearer, 1))
				return 1;
			const kz_phrase *phrase = &m->items->phrases.items[item->phrase];
			const kz_item *after = item_at(m, phrase->end);
			int possessor = after && kz_token_at(m->state, after->first)->kind == KZ_TOKEN_CLITIC;
			float factor = possessor ? POSSESSOR : words > 2 ? 0.9f : 1;
			if (is_half(m, phrase, !words))
				return 0;
			if (is_capital(m, phrase->end) || (words && is_capital(m, at - 1)))
				factor *= UNKNOWN_NAME;
			return take_phrase(m, p, op, item->phrase, factor);
		}
		if (item->mention != KZNER_NONE || (!kz_item_modifies(m->state, m->items, (uint32_t)at)))
			return 0;
	}
	return 0;
}

/* The nouns behind the name of a body: the Rukh Pen Til human rights NGO. */
static int64_t skip_nouns(const matcher *m, int64_t at)
{
	for (int words = 0; words < 4; words++, at--) {
		const kz_item *item = item_at(m, at);
		if (!item || item->phrase != KZNER_NONE)
			return at;
		if (!kz_item_modifies(m->state, m->items, (uint32_t)at) ||
		    kz_token_at(m->state, item->first)->kind != KZ_TOKEN_WORD)
			return -1;
	}
	return -1;
}

/* "the Lukoil board" is Lukoil, if the noun at `at` is one of those that bodies are made of; a verb there parts them. */
static int names_body(const matcher *m, uint32_t number, int64_t at)
{
	static const char *const nouns[] = {
	        "ngo",          "board",        "members",         "activists", "officials",
	        "management",   "delegates",    "representatives", "experts",   "analysts",
	        "lawyers",      "team",         "troops",          "forces",    "fighters",
	        "leaders",      "leadership",   "supporters",      "movement",  "organisation",
	        "organization", "headquarters", "office",          "branch",    NULL};
	const uint32_t heads = (uint32_t)KZ_CLASS_ORGHEAD | KZ_CLASS_PARTYHEAD | KZ_CLASS_PLACEHEAD |
	                       KZ_CLASS_FACILITY | KZ_CLASS_MEDIAHEAD;
	const kz_phrase *phrase = &m->items->phrases.items[number];
	uint8_t type = m->items->items.items[phrase->head].type;
	if (type != KZNER_TYPE_ORG && type != KZNER_TYPE_PARTY && type != KZNER_TYPE_PLACE)
		return 0;
	return item_at(m, at)->classes & heads || kz_item_in(m->state, m->items, (uint32_t)at, nouns);
}

/* The phrase that ends right before item i, if it can be the argument; KZNER_NONE if none. */
static uint32_t phrase_before(const matcher *m, const kz_op *op, int64_t i)
{
	const kz_item *before = item_at(m, i - 1);
	if (!before || before->phrase == KZNER_NONE)
		return KZNER_NONE;
	const kz_phrase *phrase = &m->items->phrases.items[before->phrase];
	return phrase->end == i && type_fits(m, op, &m->items->items.items[phrase->head]) ? before->phrase : KZNER_NONE;
}

static uint32_t group_begin(const matcher *m, uint32_t phrase)
{
	const kz_phrase *phrases = m->items->phrases.items;
	return phrases[phrases[phrase].group].begin;
}

static int is_person(const matcher *m, uint32_t phrase)
{
	return m->items->items.items[m->items->phrases.items[phrase].head].type == KZNER_TYPE_PERSON;
}

/*
 * The phrase that something between commas or in brackets, which ends at `at`, says more about; KZNER_NONE if there is none.
 * In "a member of the party, Mamay, said" the person between the commas is meant.
 */
static uint32_t skip_apposition(const matcher *m, const kz_op *op, int64_t at)
{
	const char *open = kz_item_is(m->state, m->items, (uint32_t)at, ",")   ? ","
	                   : kz_item_is(m->state, m->items, (uint32_t)at, ")") ? "("
	                                                                       : NULL;
	if (!open)
		return KZNER_NONE;
	static const char *const finite[] = {"we",   "they", "he",   "she", "i",    "is",    "are", "was",
	                                     "were", "has",  "have", "had", "will", "would", NULL};
	static const char *const relatives[] = {"who", "which", "whose", "where", "whom", NULL};
	uint32_t inner = phrase_before(m, op, at);
	int clause = 0;
	for (int64_t i = at - 1; i > 0 && at - i <= APPOSITION_MAX; i--) {
		if (kz_item_is(m->state, m->items, (uint32_t)i, "\""))
			break;
		clause |= kz_item_in(m->state, m->items, (uint32_t)i, finite);
		if (!kz_item_is(m->state, m->items, (uint32_t)i, open))
			continue;
		if (clause && !kz_item_in(m->state, m->items, (uint32_t)i + 1, relatives))
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
static int subject_of_preposition(matcher *m, const program *p, const kz_op *op, uint32_t number, float factor)
{
	const kz_phrase *phrase = &m->items->phrases.items[number];
	int64_t before = (int64_t)m->items->phrases.items[phrase->group].begin - 1;
	if (before < 1 || !kz_item_is_preposition(m->state, m->items, (uint32_t)before))
		return take_phrase(m, p, op, number, factor);
	const kz_item *owner = item_at(m, before - 1);
	static const char *const conjunctions[] = {"after", "before", "since", "until", NULL};
	if (kz_item_in(m->state, m->items, (uint32_t)before, conjunctions))
		return take_phrase(m, p, op, number, factor * 0.95f);
	/* "X together with Y signed" */
	static const char *const along[] = {"together", "along", "jointly", NULL};
	if (kz_item_in(m->state, m->items, (uint32_t)before - 1, along) && before > 1)
		owner = item_at(m, --before - 1);
	if (owner->phrase != KZNER_NONE && m->items->phrases.items[owner->phrase].end == before)
		return subject_of_preposition(m, p, op, owner->phrase, factor);
	/* "called on X to come", "wait for X to come" */
	static const char *const asking[] = {"called", "call",   "calls", "calling", "appealed", "appeals", "appeal",
	                                     "wait",   "waited", "time",  "need",    "calls",    NULL};
	if (kz_item_is(m->state, m->items, phrase->end, "to") &&
	    kz_item_in(m->state, m->items, (uint32_t)before - 1, asking))
		return take_phrase(m, p, op, number, factor);
	/* "the government of X", "a spokesman for X" */
	if ((kz_item_is(m->state, m->items, (uint32_t)before, "of") ||
	     kz_item_is(m->state, m->items, (uint32_t)before, "for")) &&
	    owner->classes & (KZ_CLASS_TITLE | KZ_CLASS_ORGHEAD))
		return take_phrase(m, p, op, number, factor * OFFICE);
	return 0;
}

/* Behind the last word before `at` that opens a clause: "X said that [Y came and met Z]"; -1 if the clause has its subject in "who". */
static int64_t clause_begin(const matcher *m, int64_t at)
{
	static const char *const relatives[] = {"who", "which", "whose", "whom", NULL};
	static const char *const openers[] = {"that",  "because", "while", "whether", "although", "since",
	                                      "where", "when",    ";",     ":",       "\"",       NULL};
	for (int64_t i = at; i >= 0; i--) {
		if (kz_item_in(m->state, m->items, (uint32_t)i, relatives))
			return -1;
		if (kz_item_in(m->state, m->items, (uint32_t)i, openers))
			return i + 1;
	}
	return 0;
}

/* The first phrase from item begin on, before `at`, that stands behind no preposition; KZNER_NONE if there is none. */
static uint32_t first_subject(const matcher *m, int64_t begin, int64_t at)
{
	for (uint32_t n = 0; n < m->items->phrases.count; n++) {
		const kz_phrase *phrase = &m->items->phrases.items[n];
		if ((int64_t)phrase->end > at + 1)
			break;
		uint32_t first = m->items->phrases.items[phrase->group].begin;
		if ((int64_t)phrase->begin >= begin &&
		    !(first && kz_item_is_preposition(m->state, m->items, first - 1)))
			return n;
	}
	return KZNER_NONE;
}

/* The phrase that the clause is about; in "X said that the day was cold and left Y" the clause before it. */
static int clause_subject(matcher *m, const program *p, const kz_op *op, int64_t at)
{
	int64_t begin = clause_begin(m, at - 1);
	float factor = LOOSE_SUBJECT;
	if (begin < 0)
		return 0;
	uint32_t phrase = first_subject(m, begin, at);
	if (phrase == KZNER_NONE && begin && kz_item_is(m->state, m->items, (uint32_t)begin - 1, "that")) {
		phrase = first_subject(m, 0, begin);
		factor *= 0.9f;
	}
	return phrase != KZNER_NONE && take_phrase(m, p, op, phrase, factor);
}

static int is_link(const matcher *m, int64_t at)
{
	static const char *const links[] = {"and",    "but",     ",",  "to", "then", "after",
	                                    "before", "without", "by", "or", NULL};
	return at >= 0 && kz_item_in(m->state, m->items, (uint32_t)at, links);
}

static int is_comma(const matcher *m, int64_t at)
{
	return at > 0 && kz_item_is(m->state, m->items, (uint32_t)at, ",");
}

/* "on June 3", "last week", with or without commas, that stand between a subject and its verb. */
static int64_t skip_adverbial(const matcher *m, int64_t at)
{
	static const char *const ends[] = {"yesterday", "today", "tomorrow", "week",  "month", "year", "night",
	                                   "morning",   "later", "earlier",  "again", "then",  NULL};
	static const char *const begins[] = {"on",   "in",   "at",   "during", "since", "by",
	                                     "last", "this", "next", "late",   NULL};
	int64_t from = at - is_comma(m, at);
	const kz_item *item = item_at(m, from);
	int date = item && item->mention != KZNER_NONE && item->type == KZNER_TYPE_DATE;
	if (from < 1 || !item || (!date && !kz_item_in(m->state, m->items, (uint32_t)from, ends)))
		return at;
	int64_t to = from - 1;
	while (to > 0 && kz_item_in(m->state, m->items, (uint32_t)to, begins))
		to--;
	if (from == at)
		return to;
	return is_comma(m, to) ? to - 1 : at;
}

/*
 * Does what stands behind the argument tell something of a whole clause, so that the argument must be its subject? Otherwise it is
 * part of a noun phrase, which may stand behind a preposition: "of Russian gas exports".
 */
static int governs(const program *p, const kz_op *op)
{
	return op > p->ops && (op[-1].code == KZ_OP_FILL || (op[-1].code == KZ_OP_GAP && !op[-1].flags));
}

/* Is the argument that of a verb, which adverbials and relative clauses may part from it? */
static int is_of_verb(const program *p, const kz_op *op)
{
	for (const kz_op *before = p->ops; before < op; before++)
		if (before->code == KZ_OP_FILL)
			return 1;
	return op == p->ops;
}

/* "After shaking hands with X, [Sheehan] said": the phrase behind the comma does what a participle says. */
static int subject_behind(matcher *m, const program *p, const kz_op *op, int64_t at)
{
	static const char *const before[] = {"after", "before", "by", "while", "without", "when", "since", "\"", NULL};
	const kz_token *token = kz_token_at(m->state, m->items->items.items[m->trigger].first);
	size_t size = token->end - token->begin;
	if (at > 2 || (at >= 0 && !kz_item_in(m->state, m->items, (uint32_t)at, before)) || size < 5 ||
	    memcmp(m->state->text.bytes + token->end - 3, "ing", 3) != 0)
		return 0;
	for (uint32_t n = 0; n < m->items->phrases.count; n++) {
		const kz_phrase *phrase = &m->items->phrases.items[n];
		if (phrase->begin < m->trigger + 2 || !kz_item_is(m->state, m->items, phrase->begin - 1, ",") ||
		    phrase->group != n)
			continue;
		if (!type_fits(m, op, &m->items->items.items[phrase->head]))
			return 0;
		argument taken = {
		        .item = phrase->head, .phrase = n, .begin = phrase->begin, .end = phrase->end, .factor = 0.9f};
		return take(m, p, op, taken, at);
	}
	return 0;
}

static int argument_left(matcher *m, const program *p, const kz_op *op, int64_t at)
{
	static const char *const relatives[] = {"who", "which", "that", NULL};
	int of_verb = is_of_verb(p, op);
	if (of_verb)
		at = skip_adverbial(m, at);
	const kz_item *item = item_at(m, at);
	int verb = op > p->ops && op[-1].code == KZ_OP_FILL;
	if (verb && op->flags & KZ_ARG_SUBJECT && subject_behind(m, p, op, at))
		return 1;
	if (!item)
		return 0;
	if (of_verb && item->mention == KZNER_NONE && kz_item_in(m->state, m->items, (uint32_t)at, relatives)) {
		at -= at > 0 && kz_item_is(m->state, m->items, (uint32_t)at - 1, ",") ? 2 : 1;
		item = item_at(m, at);
		if (!item)
			return 0;
	}
	if (item->phrase != KZNER_NONE)
		return governs(p, op) ? subject_of_preposition(m, p, op, item->phrase, 1)
		                      : take_phrase(m, p, op, item->phrase, 1);
	uint32_t explained = of_verb ? skip_apposition(m, op, at) : KZNER_NONE;
	if (explained != KZNER_NONE && take_phrase(m, p, op, explained, 0.95f))
		return 1;
	int64_t before = skip_nouns(m, at);
	item = item_at(m, before);
	if (before >= 0 && before < at && item && item->phrase != KZNER_NONE && names_body(m, item->phrase, at))
		return subject_of_preposition(m, p, op, item->phrase, 0.85f);
	return verb && op->flags & KZ_ARG_SUBJECT && is_link(m, at) && clause_subject(m, p, op, at);
}

static int run_argument(matcher *m, const program *p, const kz_op *op, int64_t at)
{
	if (op->flags & KZ_ARG_KNOWN)
		return take(m, p, op, (argument){.known = 1, .phrase = KZNER_NONE, .factor = 1}, at);
	if (take_inside(m, p, op, at) || (p->right && at == m->trigger && take_trigger(m, p, op, at)))
		return 1;
	return p->right ? argument_right(m, p, op, at) : argument_left(m, p, op, at);
}

/* Programs */

/* May a gap of this kind hold item i? */
static int fits_gap(const matcher *m, const kz_op *op, int64_t i)
{
	const kz_item *item = item_at(m, i);
	if (!item)
		return 0;
	const uint32_t modifiers = 1u << KZNER_TYPE_NORP | 1u << KZNER_TYPE_DATE | 1u << KZNER_TYPE_MONEY;
	if (op->flags & KZ_GAP_MODIFIERS)
		return item->mention == KZNER_NONE ? kz_item_modifies(m->state, m->items, (uint32_t)i)
		                                   : (modifiers & 1u << item->type) != 0;
	int of_it = item->pronoun && i > 0 && kz_item_is(m->state, m->items, (uint32_t)i - 1, "of");
	if (item->mention != KZNER_NONE && item->type < KZNER_TYPE_NORP && !of_it)
		return 0;
	const kz_token *token = kz_token_at(m->state, item->first);
	return token->kind != KZ_TOKEN_SYMBOL || !strchr(";:.!?()\"", token->symbol);
}

static int run_gap(matcher *m, const program *p, const kz_op *op, int64_t at)
{
	for (uint32_t words = 0; words <= op->value; words++, at = step(p, at, 1)) {
		if (run(m, p, op + 1, at))
			return 1;
		if (!fits_gap(m, op, at))
			return 0;
	}
	return 0;
}

static int run_fill(matcher *m, const program *p, const kz_op *op, int64_t at)
{
	int words = 0;
	for (; words < 8; words++) {
		const kz_item *item = item_at(m, step(p, at, (uint32_t)words));
		if (!item || item->mention != KZNER_NONE ||
		    !kz_item_fills(m->state, m->items, (uint32_t)step(p, at, (uint32_t)words)))
			break;
	}
	for (; words >= 0; words--) {
		if (p->right)
			m->verb = (uint32_t)step(p, at, (uint32_t)words);
		if (run(m, p, op + 1, step(p, at, (uint32_t)words)))
			return 1;
	}
	m->verb = 0;
	return 0;
}

static int run_mention(matcher *m, const kz_op *op, int64_t at)
{
	const kz_item *item = item_at(m, at);
	if (!item || item->mention == KZNER_NONE || item->pronoun || !(op->value & 1u << item->type) ||
	    (op->value2 && !(op->value2 & 1u << item->rank)))
		return 0;
	if (item->type == KZNER_TYPE_TITLE)
		m->title = (uint32_t)at;
	return 1;
}

/* The word by which a pattern knows an item: of a title the last, so that a co-founder is a founder. 0 for other mentions. */
static uint32_t word_of(const matcher *m, const kz_item *item)
{
	if (item->mention != KZNER_NONE && (item->type != KZNER_TYPE_TITLE || item->pronoun))
		return 0;
	return kz_token_at(m->state, item->end - 1)->word;
}

static int in_set(const kz_op *set, uint32_t word)
{
	for (uint32_t i = 1; word && i <= set->value; i++)
		if (set[i].value == word)
			return 1;
	return 0;
}

/* The ops behind a KZ_OP_NOT, up to their END. */
static int run_not(matcher *m, const program *p, const kz_op *op, int64_t at)
{
	program inner = {op + 1, p->right, NULL};
	return run(m, &inner, inner.ops, at);
}

/* "his visit" as if it were "Putin's visit": op is the 's, behind it (leftwards) the argument that his means. */
static int take_owner(matcher *m, const program *p, const kz_op *op, int64_t at)
{
	const kz_item *item = item_at(m, at);
	kz_item named = {.mention = item->owner, .type = m->resolved->mentions.items[item->owner].type};
	static const char clitic[] = "'s";
	if (op->value != kz_find_word(m->state->model, clitic, 2, kz_hash(clitic, 2)) || op[1].code != KZ_OP_ARG ||
	    op[1].flags == KZ_ARG_PAIR || !type_fits(m, op + 1, &named))
		return 0;
	argument taken = {.item = (uint32_t)at,
	                  .phrase = KZNER_NONE,
	                  .begin = (uint32_t)at,
	                  .end = (uint32_t)at + 1,
	                  .factor = PRONOUN};
	return take(m, p, op + 1, taken, at - 1);
}

static int run(matcher *m, const program *p, const kz_op *op, int64_t at)
{
	for (;;) {
		const kz_item *item;
		if (++m->steps > STEP_LIMIT)
			return 0;
		switch (op->code) {
		case KZ_OP_END:
			return !p->then || run(m, p->then, p->then->ops, m->trigger);
		case KZ_OP_WORD:
			item = item_at(m, at);
			if (item && item->owner != KZNER_NONE && !p->right && take_owner(m, p, op, at))
				return 1;
			if (!item || !op->value || word_of(m, item) != op->value)
				return 0;
			break;
		case KZ_OP_SET:
			item = item_at(m, at);
			if (!item || !in_set(op, word_of(m, item)))
				return 0;
			op += op->value;
			break;
		case KZ_OP_CLASS:
			item = item_at(m, at);
			if (!item || item->mention != KZNER_NONE || !(item->classes & op->value))
				return 0;
			break;
		case KZ_OP_MENTION:
			if (!run_mention(m, op, at))
				return 0;
			break;
		case KZ_OP_ARG:
			return run_argument(m, p, op, at);
		case KZ_OP_GAP:
			return run_gap(m, p, op, at);
		case KZ_OP_FILL:
			return run_fill(m, p, op, at);
		case KZ_OP_NOT:
			if (run_not(m, p, op, at))
				return 0;
			op += op->jump;
			continue;
		case KZ_OP_SPLIT:
			if (run(m, p, op + 1, at))
				return 1;
			op += op->jump;
			continue;
		default: /* KZ_OP_JUMP */
			op += op->jump;
			continue;
		}
		at = step(p, at, 1);
		op++;
	}
}

/* Evidence */

static uint32_t mention_of(const matcher *m, uint32_t i)
{
	const kz_item *item = &m->items->items.items[i];
	return item->mention != KZNER_NONE ? item->mention : item->owner;
}

/* subject and object are mentions. */
static int add_evidence(matcher *m, uint32_t subject, uint32_t object, uint8_t status, const char *date)
{
	uint32_t a = m->resolved->mentions.items[subject].entity, b = m->resolved->mentions.items[object].entity;
	uint32_t types_a = 1u << m->resolved->entities.items[a].type,
	         types_b = 1u << m->resolved->entities.items[b].type;
	float confidence = m->pattern->confidence * m->subject.factor * m->object.factor;
	if (confidence < EVIDENCE_LEAST)
		return 1;
	if (a == b || !(m->type->subjects & types_a) || !(m->type->objects & types_b))
		return 1;
	if (!kz_knowledge_allows(m->state->model, m->resolved, m->pattern->flags, a, b))
		return 1;
	if (m->related->evidence.count >= EVIDENCE_MAX) {
		m->related->limit_reached = 1;
		return 1;
	}
	kz_relation_evidence *e = KZ_PUSH(m->state->arena, &m->related->evidence);
	if (!e)
		return 0;
	*e = (kz_relation_evidence){.sentence = m->items->sentence,
	                            .subject = subject,
	                            .object = object,
	                            .pattern = m->pattern_number,
	                            .confidence = confidence,
	                            .status = status,
	                            .date = date};
	return 1;
}

/* Heads of all phrases that share the argument's place, or the argument alone. */
static uint32_t members(const matcher *m, const argument *a, uint32_t *ret_end)
{
	if (a->phrase == KZNER_NONE) {
		*ret_end = KZNER_NONE;
		return KZNER_NONE;
	}
	const kz_phrase *phrase = &m->items->phrases.items[a->phrase];
	int whole = m->items->phrases.items[phrase->group].begin >= a->begin &&
	            m->items->phrases.items[phrase->group_end - 1].end <= a->end;
	*ret_end = whole ? phrase->group_end : a->phrase + 1;
	return whole ? phrase->group : a->phrase;
}

static uint32_t member_mention(const matcher *m, const argument *a, uint32_t phrase)
{
	uint32_t item = phrase == KZNER_NONE ? a->item : m->items->phrases.items[phrase].head;
	return mention_of(m, item);
}

/* What the gazetteer says that the subject holds the title of, where the document names it. */
static int add_known(matcher *m, uint32_t subject, uint8_t status, const char *date)
{
	uint32_t title = m->title == KZNER_NONE ? KZNER_NONE : m->items->items.items[m->title].mention;
	uint32_t object = kz_knowledge_object(m->state, m->resolved, subject, title);
	return object == KZNER_NONE || add_evidence(m, subject, object, status, date);
}

static uint8_t match_status(const matcher *m)
{
	if (m->pattern->flags & KZ_PATTERN_STATUS)
		return m->pattern->status;
	kz_status_place place = {.subject_begin = m->subject.begin,
	                         .subject_end = m->subject.end,
	                         .object_end = m->object.end,
	                         .trigger = m->verb ? m->verb : m->trigger,
	                         .verb = m->verb > 0};
	for (uint32_t i = 0; i < m->pattern->left_count; i++)
		place.verb |= m->state->model->ops[m->pattern->left + i].code == KZ_OP_FILL;
	return kz_status_find(m->state, m->items, &place);
}

static int is_pair(const matcher *m)
{
	return m->subject.phrase != KZNER_NONE && !m->object.known && m->subject.item == m->object.item;
}

/* An alternative may have left an argument out. */
static int is_set(const argument *a)
{
	return a->known || a->end;
}

/* The phrase that Z is in "X backs Y, but Z does not."; KZNER_NONE if nothing of the kind stands behind item i. */
static uint32_t dissenter(const matcher *m, uint32_t i)
{
	static const char *const contrasts[] = {"but", "while", "although", "though", "whereas", NULL};
	static const char *const auxiliaries[] = {"do",  "does", "did",  "has",   "have", "had", "is",
	                                          "are", "was",  "were", "would", "will", NULL};
	i += kz_item_is(m->state, m->items, i, ",");
	const kz_item *item = item_at(m, (int64_t)i + 1);
	if (!kz_item_in(m->state, m->items, i, contrasts) || !item || item->phrase == KZNER_NONE)
		return KZNER_NONE;
	uint32_t end = m->items->phrases.items[item->phrase].end;
	if (kz_item_in(m->state, m->items, end, auxiliaries))
		end++;
	const kz_item *mark = item_at(m, (int64_t)end + 1);
	int last = !mark || kz_token_at(m->state, mark->first)->kind == KZ_TOKEN_SYMBOL;
	return last && end < m->items->items.count && kz_item_denies(m->state, m->items, end) ? item->phrase
	                                                                                      : KZNER_NONE;
}

static int add_dissenter(matcher *m, uint32_t first_object, uint32_t objects_end, const char *date)
{
	uint32_t phrase =
	        is_pair(m) || m->object.known || m->object.end <= m->trigger ? KZNER_NONE : dissenter(m, m->object.end);
	if (phrase == KZNER_NONE)
		return 1;
	uint32_t subject = m->items->items.items[m->items->phrases.items[phrase].head].mention, o = first_object;
	do {
		if (!add_evidence(m, subject, member_mention(m, &m->object, o), KZNER_NEGATED, date))
			return 0;
	} while (o != KZNER_NONE && ++o < objects_end);
	return 1;
}

static int add_matches(matcher *m)
{
	uint32_t subjects_end, objects_end;
	if (!is_set(&m->subject) || !is_set(&m->object))
		return 1;
	uint32_t first_subject = members(m, &m->subject, &subjects_end);
	uint32_t first_object = members(m, &m->object, &objects_end);
	uint8_t status = match_status(m);
	const char *date = kz_status_date(m->state, m->resolved, m->items, m->trigger);
	uint32_t s = first_subject;
	do {
		uint32_t o = is_pair(m) ? s + 1 : first_object, subject = member_mention(m, &m->subject, s);
		if (m->object.known && !add_known(m, subject, status, date))
			return 0;
		while (!m->object.known && (o == KZNER_NONE || o < objects_end)) {
			if (!add_evidence(m, subject, member_mention(m, &m->object, o), status, date))
				return 0;
			if (o++ == KZNER_NONE)
				break;
		}
	} while (s != KZNER_NONE && ++s < subjects_end);
	return add_dissenter(m, first_object, objects_end, date);
}

static int try_pattern(matcher *m, uint32_t number, uint32_t trigger)
{
	const kzner_model *model = m->state->model;
	m->pattern = &model->patterns[number];
	m->pattern_number = number;
	m->type = &model->relation_types[m->pattern->relation];
	m->trigger = trigger;
	m->title = KZNER_NONE;
	m->verb = 0;
	m->subject = m->object = (argument){.factor = 1};
	program right = {model->ops + m->pattern->right, 1, NULL};
	program left = {model->ops + m->pattern->left, 0, &right};
	return !run(m, &left, left.ops, (int64_t)trigger - 1) || add_matches(m);
}

static int try_trigger(matcher *m, uint32_t word, uint32_t item)
{
	uint32_t count;
	const kz_trigger *trigger = kz_find_triggers(m->state->model, word, &count);
	for (uint32_t i = 0; i < count; i++)
		if (trigger[i].target & KZ_TRIGGER_PATTERN &&
		    !try_pattern(m, trigger[i].target & ~KZ_TRIGGER_PATTERN, item))
			return 0;
	return 1;
}

/* type_words: the trigger words of the types, 0 where no pattern has one. */
static int match_sentence(matcher *m, const uint32_t type_words[KZNER_TYPE_COUNT])
{
	m->steps = 0;
	for (uint32_t i = 0; i < m->items->items.count; i++) {
		const kz_item *item = &m->items->items.items[i];
		uint32_t type_word = item->mention != KZNER_NONE && !item->pronoun ? type_words[item->type] : 0;
		if (type_word && !try_trigger(m, type_word, i))
			return 0;
		uint32_t word = word_of(m, item);
		if (word && m->state->model->words[word].classes & KZ_CLASS_PATTERN && !try_trigger(m, word, i))
			return 0;
	}
	m->related->limit_reached |= m->steps > STEP_LIMIT;
	return 1;
}

/* Relations */

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

/* 1 - product of the doubts; the strongest evidence gives status and date. */
static void weigh(const kz_relation_evidence *evidence, uint32_t count, kz_relation *r)
{
	float doubt = 1, best = -1;
	for (uint32_t i = 0; i < count; i++) {
		doubt *= 1 - evidence[i].confidence;
		if (evidence[i].confidence > best) {
			best = evidence[i].confidence;
			r->status = evidence[i].status;
			r->date = evidence[i].date;
		}
	}
	/* Sentences of one document are no independent witnesses: the sum counts for half. */
	r->confidence = best + (1 - doubt - best) * 0.5f;
}

static int same_place(const kz_relation_evidence *a, const kz_relation_evidence *b)
{
	return a->sentence == b->sentence && a->pattern == b->pattern;
}

/* Does another relation say more of the same pair: the president of a country is not just its citizen? */
static int is_outdone(const kz_state *state, const kz_related *related, const kz_relation *r)
{
	uint32_t yields = state->model->relation_types[r->type].yields;
	for (uint32_t i = 0; yields && i < related->relations.count; i++) {
		const kz_relation *other = &related->relations.items[i];
		if (other->type < 32 && yields & 1u << other->type && other->subject == r->subject &&
		    other->object == r->object)
			return 1;
	}
	return 0;
}

static void drop_outdone(const kz_state *state, kz_related *related)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < related->relations.count; i++)
		if (!is_outdone(state, related, &related->relations.items[i]))
			related->relations.items[kept++] = related->relations.items[i];
	related->relations.count = kept;
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
		weigh(sorted + r->first_evidence, r->evidence_count, r);
		i = end;
	}
	related->evidence.items = sorted;
	related->evidence.count = used;
	drop_outdone(state, related);
	return 1;
}

int kz_relations_match(kz_state *state, const kz_resolved *resolved, kz_related *related)
{
	kz_items items = {0};
	matcher m = {.state = state, .resolved = resolved, .items = &items, .related = related};
	kz_antecedents antecedents = {KZNER_NONE, KZNER_NONE};
	uint32_t type_words[KZNER_TYPE_COUNT] = {0};
	uint32_t mention = 0;
	for (uint32_t type = 1; type < KZNER_TYPE_COUNT; type++) {
		char word[3];
		kz_type_trigger(type, word);
		type_words[type] = kz_find_word(state->model, word, 2, kz_hash(word, 2));
	}
	if (state->model->count[KZ_SECTION_PATTERNS] == 1)
		return 1;
	for (uint32_t s = 0; s < state->sentences.count; s++) {
		uint32_t end = mention;
		while (end < resolved->mentions.count && resolved->mentions.items[end].sentence == s)
			end++;
		if (mention == end && !kz_sentence_has_items(state, &state->sentences.items[s], &antecedents))
			continue;
		if (!kz_items_make(state, resolved, s, mention, end, &antecedents, &items) ||
		    (items.phrases.count && kz_items_may_relate(state, resolved, &items) &&
		     !match_sentence(&m, type_words)))
			return 0;
		antecedents = kz_antecedents_of(state, &items, antecedents);
		mention = end;
	}
	return collect(state, resolved, related);
}
