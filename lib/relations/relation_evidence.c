/*
 * In: the items of a sentence. Out: evidence for relations, one record for each place that a pattern matched.
 *
 * A pattern is tried where its trigger stands: its left program runs leftwards from there, its right program rightwards. Each
 * member of a coordinated argument gives evidence of its own.
 */
#include "relations/matcher.h"
#include "match/rule_cost.h"
#include "relations/attribution.h"
#include "relations/knowledge.h"
#include "relations/relation_status.h"

#include <string.h>

/* Relations of one document; pairs of long lists grow with the square. */
#define EVIDENCE_MAX 20000

/* Evidence weaker than this is wrong as often as it is right. */
#define EVIDENCE_LEAST 0.5f

static uint32_t mention_of(const kz_matcher *m, uint32_t i)
{
	const kz_item *item = &m->items->items.items[i];
	return item->mention != KZNER_NONE ? item->mention : item->owner;
}

/* The mention of the title that the pattern met, or else the last one between its arguments; KZNER_NONE if there is none. */
static uint32_t title_of(const kz_matcher *m)
{
	if (m->title != KZNER_NONE)
		return m->items->items.items[m->title].mention;
	uint32_t begin = m->subject.begin < m->object.begin ? m->subject.begin : m->object.begin,
	         end = m->subject.end > m->object.end ? m->subject.end : m->object.end;
	for (uint32_t i = end; i-- > begin;) {
		const kz_item *item = &m->items->items.items[i];
		if (item->mention != KZNER_NONE && item->type == KZNER_TYPE_TITLE && !item->pronoun)
			return item->mention;
	}
	return KZNER_NONE;
}

static uint32_t property_of(const kz_matcher *m, uint32_t object)
{
	uint32_t title = m->type->knowledge == KZ_KNOWLEDGE_HEAD ? title_of(m) : KZNER_NONE;
	return title == KZNER_NONE ? 0 : kz_knowledge_property(m->state, m->resolved, object, title);
}

/* Who says it, unless it is said of the mention that speaks. */
static uint32_t speaker_of(const kz_matcher *m, uint32_t subject, uint32_t object)
{
	uint32_t speaker = kz_attribution_find(m->state, m->resolved, m->items, m->trigger);
	return speaker == subject || speaker == object ? KZNER_NONE : speaker;
}

/* subject and object are mentions. */
/* Items before a title or a trigger in which "former" still belongs to it. */
#define FORMER_DISTANCE 4

/* "former president X", "X, ex-chairman of Y": the office or membership is over. */
static int has_ended(const kz_matcher *m)
{
	if (m->type->knowledge < KZ_KNOWLEDGE_HEAD || m->type->knowledge > KZ_KNOWLEDGE_MEMBER)
		return 0;
	uint32_t at = m->title != KZNER_NONE ? m->title : m->trigger;
	for (uint32_t i = at; at - i <= FORMER_DISTANCE; i--) {
		const kz_item *item = &m->items->items.items[i];
		if (kz_item_in(m->items, i, KZ_IN(FORMER)))
			return 1;
		/* behind a comma or another name it belongs to somebody else */
		if (i != at && (item->type == KZNER_TYPE_PERSON || kz_item_in(m->items, i, KZ_IN(COMMA))))
			return 0;
		if (!i)
			break;
	}
	return 0;
}

static int add_evidence(kz_matcher *m, uint32_t subject, uint32_t object, uint8_t status, const char *date)
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
	                            .ended = (uint8_t)has_ended(m),
	                            .property = property_of(m, b),
	                            .speaker = speaker_of(m, subject, object),
	                            .date = date};
	return 1;
}

/* Heads of all phrases that share the argument's place, or the argument alone. */
static uint32_t members(const kz_matcher *m, const kz_argument *a, uint32_t *ret_end)
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

static uint32_t member_mention(const kz_matcher *m, const kz_argument *a, uint32_t phrase)
{
	uint32_t item = phrase == KZNER_NONE ? a->item : m->items->phrases.items[phrase].head;
	return mention_of(m, item);
}

/* What the gazetteer says that the subject holds the title of, where the document names it. */
static int add_known(kz_matcher *m, uint32_t subject, uint8_t status, const char *date)
{
	uint32_t title = m->title == KZNER_NONE ? KZNER_NONE : m->items->items.items[m->title].mention;
	uint32_t object = kz_knowledge_object(m->state, m->resolved, subject, title);
	return object == KZNER_NONE || add_evidence(m, subject, object, status, date);
}

static uint8_t match_status(const kz_matcher *m)
{
	if (m->pattern->flags & KZ_PATTERN_STATUS)
		return m->pattern->status;
	kz_status_place place = {.subject_begin = m->subject.begin,
	                         .subject_end = m->subject.end,
	                         .object_end = m->object.end,
	                         .trigger = m->verb ? m->verb : m->trigger,
	                         .verb = m->verb || m->index->programs.of_pattern[m->pattern_number].verb};
	return kz_status_find(m->state, m->items, &place);
}

static int is_pair(const kz_matcher *m)
{
	return m->subject.phrase != KZNER_NONE && !m->object.known && m->subject.item == m->object.item;
}

/* An alternative may have left an argument out. */
static int is_set(const kz_argument *a)
{
	return a->known || a->end;
}

/* The phrase that Z is in "X backs Y, but Z does not."; KZNER_NONE if nothing of the kind stands behind item i. */
static uint32_t dissenter(const kz_matcher *m, uint32_t i)
{
	i += kz_item_in(m->items, i, KZ_IN(COMMA));
	const kz_item *item = kz_matcher_item(m, (int64_t)i + 1);
	if (!kz_item_in(m->items, i, KZ_IN(CONTRAST)) || !item || item->phrase == KZNER_NONE)
		return KZNER_NONE;
	uint32_t end = m->items->phrases.items[item->phrase].end;
	if (kz_item_in(m->items, end, KZ_IN(DISSENT_VERB)))
		end++;
	const kz_item *mark = kz_matcher_item(m, (int64_t)end + 1);
	int last = !mark || kz_token_at(m->state, mark->first)->kind == KZ_TOKEN_SYMBOL;
	return last && end < m->items->items.count && kz_item_denies(m->state, m->items, end) ? item->phrase
	                                                                                      : KZNER_NONE;
}

static int add_dissenter(kz_matcher *m, uint32_t first_object, uint32_t objects_end, const char *date)
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

static int add_matches(kz_matcher *m)
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

/* What stands on one side has no say in whether the other matches: each program runs once. */
static int match_sides(kz_matcher *m)
{
	const kz_pattern_programs *programs = &m->index->programs;
	const kz_pattern_program *program = &programs->of_pattern[m->pattern_number];
	m->right = 0;
	m->step = -1;
	if (!kz_program_go_on(m, programs->instructions + program->left, (int64_t)m->trigger - 1))
		return 0;
	m->right = 1;
	m->step = 1;
	return kz_program_go_on(m, programs->instructions + program->right, m->trigger);
}

static int match_pattern(kz_matcher *m, uint32_t number, uint32_t trigger)
{
	const kzner_model *model = m->state->model;
	m->pattern_number = number;
	m->trigger = trigger;
	m->title = KZNER_NONE;
	m->verb = 0;
	m->subject = m->object = (kz_argument){.factor = 1};
	if (!match_sides(m))
		return 1;
	m->pattern = &model->patterns[number];
	m->type = &model->relation_types[m->pattern->relation];
	return add_matches(m);
}

static int run_pattern(kz_matcher *m, uint32_t number, uint32_t trigger)
{
	kzner_rule_cost *costs = m->state->costs;
	if (!costs)
		return match_pattern(m, number, trigger);
	size_t before = m->related->evidence.count;
	uint32_t rules = m->state->model->count[KZ_SECTION_RULES] - 1;
	uint64_t began = kz_cost_clock();
	int done = match_pattern(m, number, trigger);
	kz_cost_add(&costs[rules + number - 1], began, m->related->evidence.count > before);
	return done;
}

/* Run the patterns that may match at an item. They are listed before any of them is looked at closer. */
static int try_item(kz_matcher *m, uint32_t i)
{
	kz_trigger_sides sides;
	uint32_t count = kz_patterns_list(m->index, m->state, m->items, i, &sides);
	for (uint32_t k = 0; k < count; k++) {
		uint32_t number = m->index->fitting[k];
		if (kz_pattern_may_match(m->index, m->state, m->resolved, m->items, number, &sides) &&
		    !run_pattern(m, number, i))
			return 0;
	}
	return 1;
}

int kz_sentence_relate(kz_matcher *m)
{
	m->steps = 0;
	m->item = m->items->items.items;
	m->item_count = m->items->items.count;
	m->phrases = m->items->phrases.items;
	m->signs = m->index->signs;
	if (!kz_patterns_choose(m->index, m->items))
		return 1;
	for (uint32_t k = 0; k < m->index->live_count; k++)
		if (!try_item(m, m->index->live[k]))
			return 0;
	m->related->limit_reached |= m->steps > KZ_STEP_LIMIT;
	return 1;
}
