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

int kz_item_denies(const kz_state *state, const kz_items *items, uint32_t i)
{
	const kz_item *item = &items->items.items[i];
	if (item->mention != KZNER_NONE)
		return 0;
	if (kz_item_in(items, i, KZ_IN(YET)) && i + 1 < items->items.count && kz_item_in(items, i + 1, KZ_IN(TO)))
		return 1;
	const kz_token *token = kz_token_at(state, item->first);
	uint32_t size = token->end - token->begin;
	/* don't, hasn’t */
	if (token->kind == KZ_TOKEN_WORD && size > 3 && state->text.bytes[token->end - 1] == 't' &&
	    (state->text.bytes[token->end - 2] == '\'' || (unsigned char)state->text.bytes[token->end - 2] == 0x99))
		return 1;
	return item->classes & KZ_CLASS_NEGATION || kz_item_in(items, i, KZ_IN(DENIAL));
}

static int is_planning(const kz_items *items, uint32_t i)
{
	const kz_item *item = &items->items.items[i];
	if (item->mention != KZNER_NONE)
		return 0;
	if (item->classes & KZ_CLASS_PLANNING)
		return 1;
	return i && kz_item_in(items, i, KZ_IN(TO)) && kz_item_in(items, i - 1, KZ_IN(DUE));
}

static uint8_t scan(const kz_state *state, const kz_items *items, uint32_t begin, uint32_t end)
{
	uint8_t status = KZNER_ASSERTED;
	for (uint32_t i = begin; i < end; i++) {
		if (kz_item_denies(state, items, i))
			return KZNER_NEGATED;
		if (is_planning(items, i))
			status = KZNER_PLANNED;
	}
	return status;
}

/* Words before the subject that concern the whole clause. */
static uint8_t scan_before(const kz_state *state, const kz_items *items, uint32_t end)
{
	for (uint32_t words = 0; words < BEFORE_SUBJECT && end--; words++) {
		const kz_token *token = kz_token_at(state, items->items.items[end].first);
		if (token->kind == KZ_TOKEN_SYMBOL && token->symbol != '"')
			break;
		if (kz_item_in(items, end, KZ_IN(CLAUSE_DENIAL)))
			return KZNER_NEGATED;
		if (kz_item_in(items, end, KZ_IN(DOUBT)))
			return KZNER_PLANNED;
	}
	return KZNER_ASSERTED;
}

/* A verb behind the arguments of a noun: "talks between A and B could follow", "X's visit to Y was cancelled". */
static uint8_t scan_after(const kz_state *state, const kz_items *items, uint32_t begin)
{
	uint8_t status = KZNER_ASSERTED;
	for (uint32_t i = begin; i < items->items.count && i < begin + AFTER_OBJECT; i++) {
		if (items->items.items[i].mention != KZNER_NONE)
			break;
		if (kz_item_in(items, i, KZ_IN(FAILURE)) && i > begin)
			return KZNER_NEGATED;
		if (!kz_item_fills(state, items, i))
			break;
		if (is_planning(items, i) && (i > begin || kz_item_in(items, i, KZ_IN(MODAL))))
			status = KZNER_PLANNED;
		if (i > begin && kz_item_denies(state, items, i))
			return KZNER_NEGATED;
	}
	return status;
}

static int is_comma(const kz_state *state, const kz_items *items, uint32_t i)
{
	return kz_is_symbol(kz_token_at(state, items->items.items[i].first), ',');
}

/* Behind what is put between commas right behind the subject: "Kazakhstan, which has no port, depends on Russia" denies nothing. */
static uint32_t skip_insertion(const kz_state *state, const kz_items *items, uint32_t from, uint32_t trigger)
{
	if (from >= trigger || !is_comma(state, items, from))
		return from;
	for (uint32_t i = from + 1; i < trigger; i++)
		if (is_comma(state, items, i))
			return i + 1;
	return from;
}

uint8_t kz_status_find(const kz_state *state, const kz_items *items, const kz_status_place *place)
{
	uint32_t begin = place->subject_begin, end = place->subject_end, trigger = place->trigger, from = end;
	if (end > trigger || trigger - end > 3 * BEFORE_TRIGGER)
		from = trigger > BEFORE_TRIGGER ? trigger - BEFORE_TRIGGER : 0;
	else
		from = skip_insertion(state, items, from, trigger);
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
	for (uint32_t n = 0; n < items->dates.count; n++) {
		uint32_t i = items->dates.items[n];
		const kz_item *item = &items->items.items[i];
		uint32_t distance = i > trigger ? i - trigger : trigger - i;
		if (distance >= nearest)
			continue;
		nearest = distance;
		best = state->candidates.items[resolved->mentions.items[item->mention].candidate].value;
	}
	return best;
}
