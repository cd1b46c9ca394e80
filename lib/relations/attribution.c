/*
 * In: the items of a sentence and the place of what it tells. Out: the mention of who says so.
 *
 *     X said (that) [...]     X, head of Y, told Z that [...]     "[...]," X said     "[...]," said X     according to X, [...]
 */
#include "relations/attribution.h"

#include "relations/relation_status.h"

/* Items between a speaker and the verb of speech, of an apposition. */
#define APPOSITION_MAX 16

/* Small words before a name. */
#define MODIFIERS_MAX 4

static const kz_phrase *phrase_at(const kz_items *items, uint32_t i)
{
	if (i >= items->items.count || items->items.items[i].phrase == KZNER_NONE)
		return NULL;
	return &items->phrases.items[items->items.items[i].phrase];
}

/* The phrase that ends right before item i, behind no preposition. */
static const kz_phrase *phrase_before(const kz_items *items, uint32_t i)
{
	const kz_phrase *phrase = i ? phrase_at(items, i - 1) : NULL;
	if (!phrase || phrase->end != i || (phrase->begin && kz_item_is_preposition(items, phrase->begin - 1)))
		return NULL;
	return phrase;
}

/* The phrase that begins at item i or behind small words there. */
static const kz_phrase *phrase_behind(const kz_state *state, const kz_items *items, uint32_t i)
{
	for (uint32_t words = 0; words <= MODIFIERS_MAX; words++, i++) {
		const kz_phrase *phrase = phrase_at(items, i);
		if (phrase || !kz_item_modifies(state, items, i))
			return phrase;
	}
	return NULL;
}

/* Over "X, head of Y," back to X. */
static const kz_phrase *before_apposition(const kz_items *items, uint32_t comma)
{
	for (uint32_t i = comma; i-- > 1 && comma - i <= APPOSITION_MAX;)
		if (kz_item_in(items, i, KZ_IN(COMMA)))
			return phrase_before(items, i);
	return NULL;
}

/* The subject of the verb of speech at item i. */
static const kz_phrase *speaker_before(const kz_state *state, const kz_items *items, uint32_t i)
{
	while (i && items->items.items[i - 1].mention == KZNER_NONE && kz_item_fills(state, items, i - 1))
		i--;
	if (i && kz_item_in(items, i - 1, KZ_IN(COMMA)))
		return before_apposition(items, i - 1);
	return phrase_before(items, i);
}

static int is_mark(const kz_items *items, uint32_t i)
{
	return kz_item_in(items, i, KZ_IN(COMMA) | KZ_IN(QUOTE));
}

/* Does what X says end between the verb and the place: "X said that A, but B"? */
static int is_parted(const kz_items *items, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		if (kz_item_in(items, i, KZ_IN(TURN)))
			return 1;
	return 0;
}

/* Is the verb one that may do without "that", or does a clause or a quotation begin behind it before the place? */
static int opens_clause(const kz_items *items, uint32_t verb, uint32_t at)
{
	if (kz_item_in(items, verb, KZ_IN(BARE_SPEECH)))
		return 1;
	for (uint32_t i = verb + 1; i < at; i++)
		if (kz_item_in(items, i, KZ_IN(SPEECH_OPENER)))
			return 1;
	return 0;
}

static const kz_phrase *by_verb(const kz_state *state, const kz_items *items, uint32_t verb, uint32_t at)
{
	const kz_phrase *speaker = speaker_before(state, items, verb);
	if (verb < at)
		return opens_clause(items, verb, at) && !is_parted(items, verb, at) ? speaker : NULL;
	if (speaker)
		return at < speaker->begin && speaker->begin && is_mark(items, speaker->begin - 1) ? speaker : NULL;
	return verb && is_mark(items, verb - 1) ? phrase_behind(state, items, verb + 1) : NULL;
}

/* At the head of a sentence what follows is said, else what stands before. */
static const kz_phrase *by_according(const kz_state *state, const kz_items *items, uint32_t i, uint32_t at)
{
	const kz_phrase *speaker = kz_item_in(items, i + 1, KZ_IN(TO)) ? phrase_behind(state, items, i + 2) : NULL;
	if (!speaker)
		return NULL;
	return (i < 2 ? at >= speaker->end : at < i) ? speaker : NULL;
}

uint32_t kz_attribution_find(const kz_state *state, const kz_resolved *resolved, const kz_items *items, uint32_t at)
{
	for (uint32_t n = 0; n < items->speech.count; n++) {
		uint32_t i = items->speech.items[n];
		const kz_phrase *speaker = NULL;
		if (i + 1 == items->items.count)
			break;
		if (kz_item_in(items, i, KZ_IN(ACCORDING)))
			speaker = by_according(state, items, i, at);
		else if (i != at)
			speaker = by_verb(state, items, i, at);
		uint32_t mention = speaker ? items->items.items[speaker->head].mention : KZNER_NONE;
		if (mention != KZNER_NONE && resolved->mentions.items[mention].entity != KZNER_NONE)
			return mention;
	}
	return KZNER_NONE;
}
