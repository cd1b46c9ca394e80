/* In: tokens of a capitalised phrase. Out: what each can be in a name. */
#include "match/name_words.h"

#include <string.h>

int kz_is_legal_form(const kz_state *state, uint32_t i)
{
	return kz_is_capital(kz_token_at(state, i)) && kz_token_in(state, i, KZ_NAME_IN(LEGAL_FORM));
}

/* April Smith, but not 29 August 1991. */
static int is_month_as_name(const kz_state *state, uint32_t i, uint32_t classes)
{
	const kz_token *next = kz_token_at(state, i + 1);
	return classes & KZ_CLASS_GIVEN && i + 1 < state->tokens.count && kz_is_capital(next) &&
	       kz_token_classes(state->model, next) & KZ_CLASS_SURNAME &&
	       !(kz_token_classes(state->model, next) & (KZ_CLASS_MONTH | KZ_CLASS_COMMON));
}

/* A capitalised word of KZ_UNLIKELY_IN_NAME. */
int kz_is_unlikely_name_word(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	uint32_t classes = kz_token_classes(state->model, token);
	if (classes & KZ_CLASS_HONORIFIC)
		return 0;
	if (classes & (KZ_CLASS_MONTH | KZ_CLASS_WEEKDAY))
		return is_month_as_name(state, i, classes);
	/* US, WHO: the capitals of a listed acronym, not those of a pronoun */
	if (token->shape == KZ_SHAPE_UPPER && token->end - token->begin > 1 && kz_cover_at(state, i))
		return 1;
	return (classes & (KZ_CLASS_GIVEN | KZ_CLASS_SURNAME)) != 0;
}

int kz_is_country_word(const kz_state *state, uint32_t i)
{
	const kz_candidate *cover = kz_cover_at(state, i);
	if (!cover || !cover->all_options)
		return 0;
	const kz_alias *alias = &state->model->aliases[state->options.items[cover->options]];
	const kz_entry *entry = &state->model->entries[alias->entry];
	if (cover->type == KZNER_TYPE_NORP)
		return kz_string(state->model, entry->country)[0] != '\0';
	if (cover->type != KZNER_TYPE_PLACE)
		return 0;
	return !strcmp(kz_string(state->model, entry->subtype), "country");
}

uint32_t kz_capital_run(const kz_state *state, uint32_t i, uint32_t limit)
{
	uint32_t end = i;
	while (end < limit) {
		if (kz_is_name_word(state, end) && !(end > i && kz_is_line_start(state, end)))
			end++;
		else if (end > i && end + 1 < limit && kz_is_joining_hyphen(state, end) &&
		         kz_is_name_word(state, end + 1))
			end += 2;
		else
			break;
	}
	return end;
}

kz_candidate *kz_name_add(kz_state *state, uint32_t first, uint32_t end, kzner_type type, float score,
                          uint32_t evidence)
{
	kz_candidate *c = kz_candidate_add(state, first, end, type, KZNER_SOURCE_NAME, score > 0.95f ? 0.95f : score);
	if (!c)
		return NULL;
	c->evidence = evidence;
	c->reason = kz_evidence_text(state, evidence);
	return c->reason ? c : NULL;
}
