/*
 * In: a mention that no list has as it stands. Out: the entry that it must be another form of.
 *
 * Three forms are known: initials or a slightly different given name before a surname that an entry may be called by
 * (N. Nazarbayev, Almaz Atambayev), the country before a body of that country (U.S. Department of State), and the legal form
 * behind a company (Exxon Corp).
 */
#include "base/fold.h"
#include "match/name_words.h"
#include "resolve/resolve.h"

#include <string.h>

/* Given names of more bytes than this are not compared: none is as long. */
#define GIVEN_MAX_BYTES 32

uint32_t kz_legal_begin(const kz_state *state, uint32_t first, uint32_t end)
{
	uint32_t begin = end;
	while (begin > first + 1) {
		const kz_token *token = kz_token_at(state, begin - 1);
		int mark = token->kind == KZ_TOKEN_SYMBOL &&
		           (token->symbol == '.' || token->symbol == ',' || token->symbol == '&');
		if (!mark && !kz_is_legal_form(state, begin - 1))
			break;
		begin--;
	}
	return begin;
}

/* How many letters must be changed, put in or left out to make b of a; `most` + 1 if more than `most`. */
static int edits(const char *a, size_t length_a, const char *b, size_t length_b, int most)
{
	int row[GIVEN_MAX_BYTES + 1];
	for (size_t j = 0; j <= length_b; j++)
		row[j] = (int)j;
	for (size_t i = 1; i <= length_a; i++) {
		int diagonal = row[0];
		row[0] = (int)i;
		for (size_t j = 1; j <= length_b; j++) {
			int above = row[j], best = diagonal + (a[i - 1] != b[j - 1]);
			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
			diagonal = above;
		}
	}
	return row[length_b] > most ? most + 1 : row[length_b];
}

/* Tareq and Tariq, Almaz and Almazbek, Alexandr and Alexander: forms of one given name. */
static int same_given(const char *a, size_t length_a, const char *b, size_t length_b)
{
	size_t least = length_a < length_b ? length_a : length_b;
	if (least < 4 || length_a > GIVEN_MAX_BYTES || length_b > GIVEN_MAX_BYTES)
		return 0;
	if (!memcmp(a, b, least))
		return 1;
	int most = least >= 7 ? 2 : 1;
	return a[0] == b[0] && edits(a, length_a, b, length_b, most) <= most;
}

static int is_initial(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return token->shape == KZ_SHAPE_UPPER && (token->end - token->begin == 1 || token->flags & KZ_TOKEN_DOTTED);
}

/* Does the word at i fit the given name of an entry's name? */
static int fits_given(const kz_state *state, uint32_t i, const char *name)
{
	const kz_token *token = kz_token_at(state, i);
	const char *space = strchr(name, ' ');
	char mine[KZ_FOLD_MAX], theirs[KZ_FOLD_MAX];
	if (!space)
		return 0;
	size_t length_mine = kz_fold(state->text.bytes + token->begin, token->end - token->begin, mine);
	size_t length_theirs = kz_fold(name, (size_t)(space - name), theirs);
	if (is_initial(state, i))
		return length_mine && length_theirs && mine[0] == theirs[0];
	return same_given(mine, length_mine, theirs, length_theirs);
}

/* The only option of the person who is called by the surname at `last`, and whose given name fits that at `first`. */
static uint32_t near_person(const kz_state *state, uint32_t first, uint32_t last)
{
	const kz_candidate *surname = kz_cover_at(state, last);
	uint32_t found = 0;
	if (!surname || surname->type != KZNER_TYPE_PERSON || surname->first != last || surname->end != last + 1)
		return 0;
	for (uint32_t i = 0; i < surname->all_options; i++) {
		const kz_alias *alias = &state->model->aliases[kz_option(state, surname, i)];
		const char *name = kz_string(state->model, state->model->entries[alias->entry].name);
		if (!fits_given(state, first, name))
			continue;
		if (found && state->model->aliases[found].entry != alias->entry)
			return 0;
		found = kz_option(state, surname, i);
	}
	return found;
}

static const char *country_of(const kz_state *state, uint32_t alias)
{
	return kz_string(state->model, state->model->entries[state->model->aliases[alias].entry].country);
}

/* An option of the name that covers just [first, end), of the country if one is given. */
static uint32_t option_of(const kz_state *state, uint32_t first, uint32_t end, const char *country)
{
	const kz_candidate *c = first < end ? kz_cover_at(state, first) : NULL;
	if (!c || c->first != first || c->end != end || (c->type != KZNER_TYPE_ORG && c->type != KZNER_TYPE_PARTY))
		return 0;
	for (uint32_t i = 0; i < c->all_options; i++)
		if (!country || !strcmp(country_of(state, kz_option(state, c, i)), country))
			return kz_option(state, c, i);
	return 0;
}

uint32_t kz_near_entry(const kz_state *state, const kz_mention *m)
{
	if (m->type == KZNER_TYPE_PERSON)
		return m->end - m->first < 2 ? 0 : near_person(state, m->first, m->end - 1);
	if (m->type != KZNER_TYPE_ORG && m->type != KZNER_TYPE_PARTY)
		return 0;
	uint32_t end = kz_legal_begin(state, m->first, m->end);
	uint32_t option = end < m->end ? option_of(state, m->first, end, NULL) : 0;
	const kz_candidate *country = kz_cover_at(state, m->first);
	if (option || !country || country->first != m->first || !country->all_options ||
	    !kz_is_country_word(state, m->first))
		return option;
	return option_of(state, country->end, end, country_of(state, kz_option(state, country, 0)));
}
