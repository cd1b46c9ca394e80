/*
 * In: a mention whose name several entries share. Out: the entry that fits best, how sure that is, and what decided.
 *
 * Each entry is scored by its weight, by whether it is named beyond doubt elsewhere, by its country's mentions (beside the name,
 * in the sentence, in the document), and by the document's date. The margin to the next gives the confidence.
 */
#include "match/evidence.h"
#include "resolve/resolve.h"

#include <string.h>

/* Mentions of countries that are looked at on each side of a name. */
#define NEAR_MENTIONS 4

typedef struct link_score {
	float value, decided;
	const char *reason;
} link_score;

/* "KZ" to 1 + 26 * 10 + 25; 0 if it is no code. */
static uint32_t country_code(const char *text)
{
	if (text[0] < 'A' || text[0] > 'Z' || text[1] < 'A' || text[1] > 'Z')
		return 0;
	return 1 + (uint32_t)(text[0] - 'A') * 26 + (uint32_t)(text[1] - 'A');
}

static int has_country(const char *codes, uint32_t code)
{
	for (; *codes; codes += 2 + (codes[2] == '|')) {
		if (country_code(codes) == code)
			return 1;
		if (!codes[1] || !codes[2])
			break;
	}
	return 0;
}

/* Mentions that may speak for a country: countries, their people and their places, of one reading. There is room for all. */
static uint32_t list_located(const kz_state *state, const kz_resolved *resolved, uint32_t *list)
{
	uint32_t count = 0;
	for (uint32_t m = 0; m < resolved->mentions.count; m++) {
		const kz_mention *mention = &resolved->mentions.items[m];
		uint32_t single = state->candidates.items[mention->candidate].option_count == 1;
		list[count] = m;
		count += single & ((mention->type == KZNER_TYPE_PLACE) | (mention->type == KZNER_TYPE_NORP));
	}
	return count;
}

static uint32_t mention_country(const kz_state *state, const kz_mention *m)
{
	const kz_alias *alias = &state->model->aliases[kz_option(state, &state->candidates.items[m->candidate], 0)];
	const char *codes = kz_string(state->model, state->model->entries[alias->entry].country);
	return codes[0] && !codes[2] ? country_code(codes) : 0;
}

int kz_link_context_init(kz_state *state, kz_resolved *resolved, kz_link_context *context)
{
	size_t size = (resolved->mentions.count + 1) * sizeof *context->mention_country;
	uint32_t *list = kz_arena_alloc(state->arena, size);
	memset(context, 0, sizeof *context);
	context->mention_country = kz_arena_alloc(state->arena, size);
	if (!list || !context->mention_country || !kz_seen_make(state, resolved))
		return 0;
	memset(context->mention_country, 0, size);
	uint32_t count = list_located(state, resolved, list);
	for (uint32_t k = 0; k < count; k++) {
		uint32_t code = mention_country(state, &resolved->mentions.items[list[k]]);
		context->mention_country[list[k]] = code;
		if (!code)
			continue;
		context->total++;
		if (context->countries[code - 1] < UINT16_MAX)
			context->countries[code - 1]++;
	}
	return 1;
}

static void add(link_score *score, float value, const char *reason)
{
	score->value += value;
	if (value > score->decided) {
		score->decided = value;
		score->reason = reason;
	}
}

/* A country beside the name: "Russian Foreign Ministry", "Senate of Kazakhstan". */
static float nearness(const kz_resolved *resolved, uint32_t i, uint32_t other)
{
	const kz_mention *m = &resolved->mentions.items[i], *o = &resolved->mentions.items[other];
	if (m->sentence != o->sentence)
		return other < i && m->sentence - o->sentence <= 1 ? 0.15f : 0;
	uint32_t gap = o->end <= m->first ? m->first - o->end : o->first - m->end;
	if (o->end <= m->first)
		return gap <= 1 ? 1.2f : gap <= 4 ? 0.5f : 0.3f;
	return gap <= 2 ? 1.0f : 0.25f;
}

/* Mentions of the listed countries; a country that is listed twice counts once. */
static uint32_t count_mentions(const kz_link_context *context, const char *codes)
{
	uint32_t total = 0;
	for (const char *at = codes; *at; at += 2 + (at[2] == '|')) {
		uint32_t code = country_code(at);
		const char *before = codes;
		while (before < at && country_code(before) != code)
			before += 2 + (before[2] == '|');
		if (code && before == at)
			total += context->countries[code - 1];
		if (!at[1] || !at[2])
			break;
	}
	return total;
}

static void score_country(const kz_resolved *resolved, const kz_link_context *context, uint32_t i, const char *codes,
                          link_score *score)
{
	float best = 0;
	if (!codes[0])
		return;
	uint32_t from = i > NEAR_MENTIONS ? i - NEAR_MENTIONS : 0;
	for (uint32_t o = from; o < resolved->mentions.count && o <= i + NEAR_MENTIONS; o++) {
		uint32_t code = context->mention_country[o];
		float near = o != i && code && has_country(codes, code) ? nearness(resolved, i, o) : 0;
		best = near > best ? near : best;
	}
	add(score, best, "its country stands near");
	float share = (float)count_mentions(context, codes);
	if (context->total)
		add(score, 0.6f * share / (float)context->total, "its country is what the document speaks of");
}

static int outside(int32_t date, int32_t from, int32_t to)
{
	return date && ((from && date < from) || (to && date / 10000 > to / 10000));
}

static link_score score_option(const kz_state *state, const kz_resolved *resolved, const kz_link_context *context,
                               uint32_t i, uint32_t option)
{
	const kz_alias *alias = &state->model->aliases[option];
	const kz_entry *entry = &state->model->entries[alias->entry];
	link_score score = {0, 0, "the most usual bearer of the name"};
	add(&score, 0.06f * (float)entry->weight, score.reason);
	if (kz_resolved_names(resolved, alias->entry) && resolved->mentions.items[i].type != KZNER_TYPE_NORP)
		add(&score, 0.5f, "named beyond doubt elsewhere in the document");
	if (alias->flags & (KZ_ALIAS_CONTEXT | KZ_ALIAS_SURNAME))
		add(&score, -0.15f, "");
	score_country(resolved, context, i, kz_string(state->model, entry->country), &score);
	if (outside(state->date, alias->from, alias->to) || outside(state->date, entry->from, entry->to))
		add(&score, -0.3f, "");
	return score;
}

/* "Ministry of Finance" where no country that has an entry for it is spoken of: it is some other country's. */
static int is_foreign_body(const kz_state *state, const kz_link_context *context, const kz_candidate *c)
{
	if (c->type != KZNER_TYPE_ORG || !context->total)
		return 0;
	for (uint32_t k = 0; k < c->option_count; k++) {
		const kz_alias *alias = &state->model->aliases[kz_option(state, c, k)];
		const char *codes = kz_string(state->model, state->model->entries[alias->entry].country);
		uint32_t code = country_code(codes);
		if (!code || codes[2] || context->countries[code - 1])
			return 0;
	}
	return 1;
}

static float surest(const kz_candidate *c)
{
	return c->source == KZNER_SOURCE_VARIANT ? 0.90f : 0.97f;
}

static uint32_t choose_best(const kz_state *state, const kz_resolved *resolved, const kz_link_context *context,
                            uint32_t i, float *ret_confidence, const char **ret_reason)
{
	const kz_candidate *c = &state->candidates.items[resolved->mentions.items[i].candidate];
	float best = -1e9f, second = -1e9f, sure = surest(c);
	uint32_t chosen = 0;
	for (uint32_t k = 0; k < c->option_count; k++) {
		uint32_t option = kz_option(state, c, k);
		link_score score = score_option(state, resolved, context, i, option);
		if (score.value > best) {
			second = chosen && state->model->aliases[chosen].entry == state->model->aliases[option].entry
			                 ? second
			                 : best;
			best = score.value;
			chosen = option;
			*ret_reason = score.reason;
		} else if (score.value > second &&
		           state->model->aliases[chosen].entry != state->model->aliases[option].entry) {
			second = score.value;
		}
	}
	if (is_foreign_body(state, context, c))
		return 0;
	float margin = best - second;
	*ret_confidence = margin > 1 ? sure : 0.5f + (sure - 0.5f) * margin;
	return chosen;
}

uint32_t kz_link_choose(const kz_state *state, const kz_resolved *resolved, const kz_link_context *context, uint32_t i,
                        float *ret_confidence, const char **ret_reason)
{
	const kz_candidate *c = &state->candidates.items[resolved->mentions.items[i].candidate];
	*ret_reason = c->source == KZNER_SOURCE_VARIANT ? "the only entry with this name in another spelling"
	                                                : "the only entry with this name";
	if (c->option_count != 1)
		return choose_best(state, resolved, context, i, ret_confidence, ret_reason);
	*ret_confidence = surest(c);
	return kz_option(state, c, 0);
}
