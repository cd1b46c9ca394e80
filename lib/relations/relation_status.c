/* In: the items between a subject and its verb, and a few before. Out: status and date of the relation. */
#include "relations/relation_status.h"

/* Items before the subject that can still deny or question the whole clause. */
#define BEFORE_SUBJECT 4

/* Items before a trigger that has its subject behind it or far away. */
#define BEFORE_TRIGGER 6

/* Items behind the arguments of a noun that tell whether it happened. */
#define AFTER_OBJECT 5

/* A date further away than this belongs to something else. */
#define DATE_DISTANCE 14

static const char *const auxiliaries[] = {
        "is",        "are",        "was",     "were",     "be",     "been",   "being",     "am",        "has",
        "have",      "had",        "having",  "do",       "does",   "did",    "also",      "then",      "now",
        "since",     "once",       "again",   "still",    "even",   "just",   "both",      "all",       "later",
        "soon",      "long",       "already", "to",       "only",   "first",  "twice",     "jointly",   "further",
        "yet",       "ever",       "much",    "together", "more",   "too",    "him",       "himself",   "herself",
        "itself",    "themselves", "no",      "longer",   "always", "often",  "sometimes", "therefore", "meanwhile",
        "instead",   "thus",       "almost",  "began",    "begun",  "begins", "begin",     "started",   "starting",
        "continued", "continues",  "resumed", NULL};

static int ends_in_ly(const kz_state *state, const kz_items *items, uint32_t i)
{
	const kz_token *token = kz_token_at(state, items->items.items[i].first);
	return token->kind == KZ_TOKEN_WORD && token->shape == KZ_SHAPE_LOWER && token->end - token->begin > 4 &&
	       state->text.bytes[token->end - 2] == 'l' && state->text.bytes[token->end - 1] == 'y';
}

int kz_item_fills(const kz_state *state, const kz_items *items, uint32_t i)
{
	return items->items.items[i].classes & ((uint32_t)KZ_CLASS_NEGATION | KZ_CLASS_PLANNING) ||
	       kz_item_in(state, items, i, auxiliaries) || ends_in_ly(state, items, i);
}

int kz_item_denies(const kz_state *state, const kz_items *items, uint32_t i)
{
	static const char *const words[] = {"not",     "never",  "no",     "neither", "nor",
	                                    "without", "denied", "denies", "cannot",  NULL};
	const kz_item *item = &items->items.items[i];
	if (item->mention != KZNER_NONE)
		return 0;
	if (kz_item_is(state, items, i, "yet") && i + 1 < items->items.count && kz_item_is(state, items, i + 1, "to"))
		return 1;
	const kz_token *token = kz_token_at(state, item->first);
	uint32_t size = token->end - token->begin;
	/* don't, hasn’t */
	if (token->kind == KZ_TOKEN_WORD && size > 3 && state->text.bytes[token->end - 1] == 't' &&
	    (state->text.bytes[token->end - 2] == '\'' || (unsigned char)state->text.bytes[token->end - 2] == 0x99))
		return 1;
	return item->classes & KZ_CLASS_NEGATION || kz_item_in(state, items, i, words);
}

static int is_planning(const kz_state *state, const kz_items *items, uint32_t i)
{
	static const char *const be[] = {"is", "are", "was", "were", "due", NULL};
	const kz_item *item = &items->items.items[i];
	if (item->mention != KZNER_NONE)
		return 0;
	if (item->classes & KZ_CLASS_PLANNING)
		return 1;
	return i && kz_item_is(state, items, i, "to") && kz_item_in(state, items, i - 1, be);
}

static uint8_t scan(const kz_state *state, const kz_items *items, uint32_t begin, uint32_t end)
{
	uint8_t status = KZNER_ASSERTED;
	for (uint32_t i = begin; i < end; i++) {
		if (kz_item_denies(state, items, i))
			return KZNER_NEGATED;
		if (is_planning(state, items, i))
			status = KZNER_PLANNED;
	}
	return status;
}

/* Words before the subject that concern the whole clause. */
static uint8_t scan_before(const kz_state *state, const kz_items *items, uint32_t end)
{
	static const char *const denials[] = {"denied", "denies", "deny", "denying", "neither", NULL};
	static const char *const doubts[] = {"if",       "unless",    "whether", "should", "will",  "would",
	                                     "may",      "could",     "urged",   "asked",  "let",   "proposed",
	                                     "proposes", "suggested", "hopes",   "hoped",  "wants", NULL};
	for (uint32_t words = 0; words < BEFORE_SUBJECT && end--; words++) {
		const kz_token *token = kz_token_at(state, items->items.items[end].first);
		if (token->kind == KZ_TOKEN_SYMBOL && token->symbol != '"')
			break;
		if (kz_item_in(state, items, end, denials))
			return KZNER_NEGATED;
		if (kz_item_in(state, items, end, doubts))
			return KZNER_PLANNED;
	}
	return KZNER_ASSERTED;
}

/* A verb behind the arguments of a noun: "talks between A and B could follow", "X's visit to Y was cancelled". */
static uint8_t scan_after(const kz_state *state, const kz_items *items, uint32_t begin)
{
	static const char *const failures[] = {"cancelled",  "canceled",  "postponed", "failed",  "ended",
	                                       "impossible", "abandoned", "over",      "stopped", NULL};
	static const char *const modals[] = {"will", "would", "could", "may", "might", "should", "must", NULL};
	uint8_t status = KZNER_ASSERTED;
	for (uint32_t i = begin; i < items->items.count && i < begin + AFTER_OBJECT; i++) {
		if (items->items.items[i].mention != KZNER_NONE)
			break;
		if (kz_item_in(state, items, i, failures) && i > begin)
			return KZNER_NEGATED;
		if (!kz_item_fills(state, items, i))
			break;
		if (is_planning(state, items, i) && (i > begin || kz_item_in(state, items, i, modals)))
			status = KZNER_PLANNED;
		if (i > begin && kz_item_denies(state, items, i))
			return KZNER_NEGATED;
	}
	return status;
}

uint8_t kz_status_find(const kz_state *state, const kz_items *items, const kz_status_place *place)
{
	uint32_t begin = place->subject_begin, end = place->subject_end, trigger = place->trigger, from = end;
	if (end > trigger || trigger - end > 3 * BEFORE_TRIGGER)
		from = trigger > BEFORE_TRIGGER ? trigger - BEFORE_TRIGGER : 0;
	uint8_t status = scan(state, items, from, trigger);
	if (status == KZNER_ASSERTED && end <= trigger)
		status = scan_before(state, items, begin);
	if (status == KZNER_ASSERTED && !place->verb)
		status = scan_after(state, items, place->object_end > end ? place->object_end : end);
	return status;
}

const char *kz_status_date(const kz_state *state, const kz_resolved *resolved, const kz_items *items, uint32_t trigger)
{
	const char *best = NULL;
	uint32_t nearest = DATE_DISTANCE;
	for (uint32_t i = 0; i < items->items.count; i++) {
		const kz_item *item = &items->items.items[i];
		if (item->mention == KZNER_NONE || item->type != KZNER_TYPE_DATE)
			continue;
		uint32_t distance = i > trigger ? i - trigger : trigger - i;
		if (distance >= nearest)
			continue;
		nearest = distance;
		best = state->candidates.items[resolved->mentions.items[item->mention].candidate].value;
	}
	return best;
}
