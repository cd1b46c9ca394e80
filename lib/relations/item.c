/* In: the tokens and mentions of a sentence. Out: items, noun phrases with their heads, coordinated groups. */
#include "relations/item.h"

#include "base/ascii.h"
#include "relations/description.h"

const uint8_t kz_marks[256] = {
        [';'] = KZ_MARK_PARTS, [':'] = KZ_MARK_PARTS,    ['.'] = KZ_MARK_PARTS,
        ['!'] = KZ_MARK_PARTS, ['?'] = KZ_MARK_PARTS,    ['('] = KZ_MARK_PARTS,
        [')'] = KZ_MARK_PARTS, ['-'] = KZ_MARK_MODIFIES, ['"'] = KZ_MARK_PARTS | KZ_MARK_MODIFIES,
};

/* "proposed" but behind "the": one that stands before a noun is none */
static __attribute__((noinline)) uint32_t is_verb_of_speech(const kz_state *state, const kz_items *items, uint32_t i)
{
	const kz_item *item = &items->items.items[i];
	const kz_token *token = kz_token_at(state, item->first);
	const char last = state->text.bytes[token->end - 1];
	int participle = token->end - token->begin > 3 && (last == 'd' || last == 'n') && i &&
	                 kz_item_in(items, i - 1, KZ_IN(BEFORE_PARTICIPLE));
	return token->shape == KZ_SHAPE_LOWER && !(item->lists & KZ_IN(STATE)) && !participle;
}

/* Without branches, but for verbs of speech, which are few: what a word is cannot be guessed. */
uint8_t kz_item_find_uses(const kz_state *state, const kz_items *items, uint32_t i)
{
	kz_item *item = &items->items.items[i];
	const kz_token *token = kz_token_at(state, item->first);
	const uint64_t lists = item->lists;
	const uint32_t classes = item->classes, length = token->end - token->begin,
	               mark = kz_marks[(unsigned char)token->symbol], word = token->kind == KZ_TOKEN_WORD;
	const char *ending = state->text.bytes + (length > 4 ? token->end - 2 : token->begin);
	uint32_t adverb = (ending[0] == 'l') & (ending[1] == 'y') & (length > 4) & (token->shape == KZ_SHAPE_LOWER) &
	                  word,
	         verbal = (classes & (KZ_CLASS_NEGATION | KZ_CLASS_PLANNING)) != 0,
	         fills = ((lists & KZ_IN(AUXILIARY)) != 0) | verbal | adverb;
	uint32_t other = (lists & (KZ_IN(PREPOSITION) | KZ_IN(STOP))) != 0;
	if (classes & KZ_CLASS_SPEECH)
		other |= is_verb_of_speech(state, items, i);
	uint32_t modifies = ((word & ~other) | (mark & KZ_MARK_MODIFIES) / KZ_MARK_MODIFIES |
	                     (token->kind == KZ_TOKEN_NUMBER)) &
	                    (item->mention == KZNER_NONE),
	         office = (lists & KZ_IN(OFFICE)) != 0, gap = ~mark & KZ_MARK_PARTS;
	item->uses |= (uint8_t)(KZ_USE_ASKED | gap * (KZ_USE_GAP / KZ_MARK_PARTS) | modifies * KZ_USE_MODIFIES |
	                        fills * KZ_USE_FILLS | (modifies | office) * KZ_USE_PASSES);
	return item->uses;
}

/* Items */

typedef struct item_maker {
	const kz_state *state;
	const kz_resolved *resolved;
	const kz_antecedents *antecedents;
	kz_items *items;
} item_maker;

static uint8_t title_rank(const kz_state *state, const kz_mention *m)
{
	const kz_candidate *c = &state->candidates.items[m->candidate];
	if (c->option_count)
		return state->model->entries[state->model->aliases[kz_option(state, c, 0)].entry].rank;
	return KZ_RANK_POST;
}

/* Mentions of two entities make a sentence worth looking at. */
static void note_entity(const item_maker *m, uint32_t entity)
{
	if (entity == KZNER_NONE)
		return;
	m->items->several |= m->items->entity != KZNER_NONE && m->items->entity != entity;
	m->items->entity = entity;
}

/* Item i stands for a mention. */
static void name_item(const item_maker *m, uint32_t i, uint32_t mention, uint8_t type)
{
	kz_item *item = &m->items->items.items[i];
	item->mention = mention;
	item->type = type;
	item->lists = 0;
	item->word = 0;
	m->items->typed.items[m->items->typed.count++] = (kz_typed_item){i, type};
	if (type <= KZNER_TYPE_TITLE)
		m->items->named.items[m->items->named.count++] = i;
	else if (type == KZNER_TYPE_DATE)
		m->items->dates.items[m->items->dates.count++] = i;
	uint32_t entity = m->resolved->mentions.items[mention].entity;
	if (entity != KZNER_NONE)
		item->entity_type = m->resolved->entities.items[entity].type;
	note_entity(m, entity);
}

/* Without a branch, for nobody can guess which words are asked for. */
static uint32_t asked_word(const kz_token *token)
{
	return token->word & (0u - (token->classes / KZ_CLASS_PATTERN & 1u));
}

static void add_mention(const item_maker *m, uint32_t number)
{
	const kz_mention *mention = &m->resolved->mentions.items[number];
	uint32_t i = m->items->items.count++;
	kz_item *item = &m->items->items.items[i];
	*item = (kz_item){.first = mention->first,
	                  .phrase = KZNER_NONE,
	                  .owner = KZNER_NONE,
	                  .typed = (uint16_t)m->items->typed.count};
	m->items->marked.items[m->items->marked.count++] = i;
	name_item(m, i, number, mention->type);
	if (mention->type == KZNER_TYPE_TITLE) {
		item->rank = title_rank(m->state, mention);
		item->word = asked_word(kz_token_at(m->state, mention->end - 1));
	}
}

/*
 * The mention that a pronoun means: the first of its kind that stands behind no preposition in this sentence, or else the subject of
 * the sentence before.
 */
static uint32_t antecedent(const kz_items *items, int person, const kz_antecedents *before)
{
	for (uint32_t n = 0; n < items->named.count; n++) {
		uint32_t i = items->named.items[n];
		const kz_item *item = &items->items.items[i];
		int fits = person ? item->type == KZNER_TYPE_PERSON
		                  : item->type == KZNER_TYPE_PLACE || item->type == KZNER_TYPE_ORG ||
		                            item->type == KZNER_TYPE_PARTY;
		if (item->pronoun || !fits)
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

#define PERSON_WORDS (KZ_IN(PERSON) | KZ_IN(PERSONS_OWN))
#define THING_WORDS  (KZ_IN(THING) | KZ_IN(THINGS_OWN))
#define OWNING_WORDS (KZ_IN(PERSONS_OWN) | KZ_IN(THINGS_OWN))
#define SPEECH_WORDS (KZ_IN(SPEECH) | KZ_IN(ACCORDING))

/* The last item, if it is a pronoun: what it means, or whose it is. */
static void resolve_pronoun(const item_maker *m, uint64_t lists)
{
	uint32_t i = m->items->items.count - 1;
	uint32_t means = antecedent(m->items, (lists & PERSON_WORDS) != 0, m->antecedents);
	if (means == KZNER_NONE)
		return;
	if (lists & OWNING_WORDS) {
		uint8_t type = m->resolved->mentions.items[means].type;
		m->items->items.items[i].owner = means;
		m->items->typed.items[m->items->typed.count++] = (kz_typed_item){i, type};
		note_entity(m, m->resolved->mentions.items[means].entity);
	} else {
		m->items->items.items[i].pronoun = 1;
		name_item(m, i, means, m->resolved->mentions.items[means].type);
	}
}

/* The last item, if it is a noun that describes what was named before; the mention number `before` is the next to come. */
static void resolve_description(const item_maker *m, uint32_t before)
{
	uint32_t i = m->items->items.count - 1;
	uint32_t means = kz_description_means(m->state, m->resolved, m->items->items.items[i].first, before);
	if (means == KZNER_NONE)
		return;
	m->items->items.items[i].pronoun = 2;
	name_item(m, i, means, m->resolved->mentions.items[means].type);
}

/* The last item is a word that means something by itself; the mention number `before` is the next to come. */
static __attribute__((noinline)) void note_word(const item_maker *m, uint64_t lists, uint32_t before)
{
	if (lists & (PERSON_WORDS | THING_WORDS))
		resolve_pronoun(m, lists);
	else if (lists & SPEECH_WORDS)
		m->items->speech.items[m->items->speech.count++] = m->items->items.count - 1;
	else
		resolve_description(m, before);
}

/* Words that are more than themselves: see note_word() */
#define SPECIAL_WORDS (PERSON_WORDS | THING_WORDS | SPEECH_WORDS | KZ_IN(DESCRIPTION))

/* Makes items of tokens up to the first special word, which is one of them, or to the last. */
static __attribute__((noinline)) void add_plain_words(const kz_word_set *sets, kz_items *items, const kz_token *tokens,
                                                      uint32_t first, uint32_t count)
{
	const uint16_t typed = (uint16_t)items->typed.count;
	const kz_token *token = tokens + first;
	uint32_t i = items->items.count, *mark = items->marked.items + items->marked.count;
	kz_item *item = &items->items.items[i];
	const uint32_t to_token = first - i, stop = i + count;
	uint64_t lists = 0;
	for (; i < stop && !(lists & SPECIAL_WORDS); token++, item++, i++) {
		const uint32_t classes = token->classes, asked = classes / KZ_CLASS_PATTERN & 1u;
		/* Words are compared as they are written: a letter with a mark is none of a list. */
		lists = token->flags & KZ_TOKEN_WIDE ? 0 : kz_token_set(sets, token)->relations;
		*item = (kz_item){.lists = lists,
		                  .first = i + to_token,
		                  .word = token->word & (0u - asked),
		                  .mention = KZNER_NONE,
		                  .phrase = KZNER_NONE,
		                  .owner = KZNER_NONE,
		                  .classes = classes,
		                  .typed = typed};
		*mark = i;
		mark += asked;
	}
	items->items.count = i;
	items->marked.count = (uint32_t)(mark - items->marked.items);
}

/* The tokens [first, end), which no mention has. */
static void add_words(const item_maker *m, uint32_t first, uint32_t end, uint32_t before)
{
	kz_items *items = m->items;
	const uint32_t begin = items->items.count, stop = begin + (end > first ? end - first : 0);
	while (items->items.count < stop) {
		uint32_t i = items->items.count;
		add_plain_words(m->state->model->word_sets, items, m->state->tokens.items, first + (i - begin),
		                stop - i);
		const kz_item *item = &items->items.items[items->items.count - 1];
		if (item->lists & SPECIAL_WORDS) {
			uint32_t asked = item->word;
			note_word(m, item->lists, before);
			/* a pronoun that means something is marked though it is no word of a pattern any more */
			if (!asked && item->mention != KZNER_NONE)
				items->marked.items[items->marked.count++] = items->items.count - 1;
		}
	}
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

/* What stands behind `end` over a possessive, if it is not the last of the sentence. */
static uint32_t skip_possessive(const kz_items *items, uint32_t end)
{
	return end + (end + 1 < items->items.count && kz_item_in(items, end, KZ_IN(CLITIC)));
}

static uint32_t skip_tails(const kz_resolved *resolved, const kz_items *items, uint32_t head, uint32_t end)
{
	const kz_item *item = &items->items.items[head];
	if (item->pronoun)
		return end;
	uint32_t to = skip_bracket(resolved, items, head, end);
	if (item->type == KZNER_TYPE_PERSON)
		return to + kz_item_in(items, to, KZ_IN(PERSONS_TAIL));
	uint32_t noun = skip_possessive(items, to);
	for (uint32_t words = 0; words < 3 && noun < items->items.count; words++, noun++) {
		if (kz_item_in(items, noun, KZ_IN(TAIL)))
			to = noun + 1;
		else if (!kz_item_in(items, noun, KZ_IN(TAIL_MODIFIER)))
			break;
	}
	return to;
}

/* The next mention of the phrase whose mention `last` ends at `end`; KZNER_NONE if there is none. */
static uint32_t next_of_phrase(const kz_items *items, uint32_t last, uint32_t end)
{
	uint32_t link = skip_possessive(items, end), next = link;
	int possessive = link > end;
	if (possessive || items->items.items[last].type == KZNER_TYPE_NORP)
		next = skip_inner(items, link);
	if (!is_mention(items, next) || !joins(items, last, next, possessive) ||
	    (next > link && items->items.items[next].type == KZNER_TYPE_NORP))
		return KZNER_NONE;
	return next;
}

/* Is item i a word that goes with no mention before it? Most are. */
static int parts(const kz_items *items, uint32_t i)
{
	const uint64_t goes_on =
	        KZ_IN(CLITIC) | KZ_IN(INNER) | KZ_IN(OPEN) | KZ_IN(PERSONS_TAIL) | KZ_IN(TAIL) | KZ_IN(TAIL_MODIFIER);
	const kz_item *item = &items->items.items[i];
	return i < items->items.count && item->mention == KZNER_NONE && !(item->lists & goes_on);
}

/* The phrase that begins with the mention at item i, if it names anything; returns its end. There is room for it. */
static uint32_t add_phrase(const kz_resolved *resolved, kz_items *items, uint32_t i)
{
	kz_item *item = items->items.items;
	uint32_t head = KZNER_NONE, last = i;
	int parted = 0;
	for (uint32_t next = i; next != KZNER_NONE;) {
		last = next;
		if (item[last].type != KZNER_TYPE_TITLE)
			head = last;
		parted = parts(items, last + 1);
		next = parted ? KZNER_NONE : next_of_phrase(items, last, last + 1);
	}
	if (head == KZNER_NONE)
		return last + 1;
	uint32_t end = last == head && !parted ? skip_tails(resolved, items, head, last + 1) : last + 1;
	uint32_t number = items->phrases.count++;
	items->phrases.items[number] = (kz_phrase){.begin = i,
	                                           .end = end,
	                                           .core_end = last + 1,
	                                           .head = head,
	                                           .group = number,
	                                           .group_end = number + 1,
	                                           .office = item[last].type == KZNER_TYPE_TITLE};
	for (uint32_t k = i; k < end; k++)
		item[k].phrase = number;
	return end;
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

/* Items at the most that join two phrases: ", as well as". */
#define LINK_MAX 4

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
		const kz_phrase *a = &p[last], *b = &p[last + 1];
		int near = b->begin - a->end - 1 < LINK_MAX;
		int link = near && alike(items, a, b) ? between(state, items, a, b) : 0;
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
	items->coordinated |= closed;
}

/* Only patterns ask for groups. */
static void make_groups(const kz_state *state, kz_items *items)
{
	for (uint32_t p = 0; p < items->phrases.count; p++)
		if (items->phrases.items[p].group == p && items->phrases.items[p].group_end == p + 1)
			group_from(state, items, p);
}

static void make_phrases(const kz_resolved *resolved, kz_items *items)
{
	uint32_t end = 0;
	for (uint32_t n = 0; n < items->named.count; n++)
		if (items->named.items[n] >= end)
			end = add_phrase(resolved, items, items->named.items[n]);
	for (uint32_t p = 0; p < items->phrases.count; p++)
		widen(items, &items->phrases.items[p]);
}

/* Of two or three letters and beginning as he, she and it do: few others are. */
static int is_like_pronoun(const kz_state *state, const kz_token *token)
{
	char first = kz_ascii_lower(state->text.bytes[token->begin]);
	uint32_t size = token->end - token->begin;
	return size >= 2 && size <= 3 && (first == 'h' || first == 's' || first == 'i');
}

/* A description alone counts only where small words stand with it. */
int kz_sentence_has_items(const kz_state *state, const kz_sentence *sentence, const kz_antecedents *antecedents)
{
	const kz_word_set *sets = state->model->word_sets;
	uint64_t all = 0;
	if (antecedents->person == KZNER_NONE && antecedents->other == KZNER_NONE)
		return 0;
	for (uint32_t i = sentence->first; i < sentence->end; i++)
		all |= kz_token_set(sets, kz_token_at(state, i))->relations;
	if (!(all & (KZ_IN(PERSON) | KZ_IN(THING) | KZ_IN(DESCRIPTION))))
		return 0;
	for (uint32_t i = sentence->first; i < sentence->end; i++)
		if (is_like_pronoun(state, kz_token_at(state, i)))
			return 1;
	return 0;
}

int kz_items_may_relate(const kz_state *state, const kz_resolved *resolved, const kz_items *items)
{
	if (items->several || items->entity == KZNER_NONE)
		return items->several;
	return state->model->entries[resolved->entities.items[items->entity].entry].role_count > 0;
}

/* For a sentence of that many tokens, all of which may be anything. */
static int make_room(kz_arena *arena, kz_items *items, uint32_t tokens)
{
	items->items.count = items->phrases.count = 0;
	items->named.count = items->dates.count = items->speech.count = items->marked.count = items->typed.count = 0;
	return KZ_RESERVE(arena, &items->items, tokens + 1) && KZ_RESERVE(arena, &items->phrases, tokens) &&
	       KZ_RESERVE(arena, &items->named, tokens) && KZ_RESERVE(arena, &items->dates, tokens) &&
	       KZ_RESERVE(arena, &items->speech, tokens) && KZ_RESERVE(arena, &items->typed, tokens) &&
	       KZ_RESERVE(arena, &items->marked, tokens + 1); /* one that is not counted is written behind the last */
}

int kz_items_make(kz_state *state, const kz_resolved *resolved, uint32_t sentence, uint32_t first_mention,
                  uint32_t end_mention, const kz_antecedents *antecedents, kz_items *items)
{
	const kz_sentence *s = &state->sentences.items[sentence];
	uint32_t token = s->first;
	if (!make_room(state->arena, items, s->end - s->first))
		return 0;
	items->sentence = sentence;
	items->entity = KZNER_NONE;
	items->several = 0;
	items->coordinated = 0;
	const item_maker m = {state, resolved, antecedents, items};
	for (uint32_t number = first_mention;; number++) {
		const kz_mention *mention = &resolved->mentions.items[number];
		add_words(&m, token, number < end_mention ? mention->first : s->end, number);
		if (number == end_mention)
			break;
		add_mention(&m, number);
		token = mention->end;
	}
	items->items.items[items->items.count] =
	        (kz_item){.mention = KZNER_NONE, .phrase = KZNER_NONE, .typed = (uint16_t)items->typed.count};
	make_phrases(resolved, items);
	if (kz_items_may_relate(state, resolved, items))
		make_groups(state, items);
	return 1;
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
