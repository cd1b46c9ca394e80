/*
 * In: the date that came with a document, or none. Out: the document's date.
 *
 * Without a given date, the first tokens are searched for a full date such as a byline or dateline holds: 1/26/2005,
 * January 26, 2005, 26 January 2005, 2005-01-26. A year alone is not taken: it may be any year that the text speaks of.
 */
#include "extract/document_date.h"

#include <stdlib.h>
#include <string.h>

/* Tokens from the beginning that are searched. */
#define SEARCH_TOKENS 60

static int digits(const char *text, size_t size)
{
	int value = 0;
	for (size_t i = 0; i < size; i++) {
		if (text[i] < '0' || text[i] > '9' || value > 99999)
			return -1;
		value = value * 10 + text[i] - '0';
	}
	return size ? value : -1;
}

static int parse(const char *text, int32_t *ret_date)
{
	size_t size = strlen(text);
	if ((size != 4 && size != 7 && size != 10) || (size > 4 && text[4] != '-') || (size > 7 && text[7] != '-'))
		return 0;
	int year = digits(text, 4), month = size > 4 ? digits(text + 5, 2) : 0,
	    day = size > 7 ? digits(text + 8, 2) : 0;
	if (year < 1 || month < 0 || month > 12 || day < 0 || day > 31 || (size > 4 && !month) || (size > 7 && !day))
		return 0;
	*ret_date = year * 10000 + month * 100 + day;
	return 1;
}

int kz_is_date(const char *text)
{
	int32_t date;
	return parse(text, &date);
}

static int number_at(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	if (i >= state->tokens.count || token->kind != KZ_TOKEN_NUMBER)
		return -1;
	return digits(state->text.bytes + token->begin, token->end - token->begin);
}

/* 1..12 for a month's name, by the value that the word list gives it. */
static int month_at(const kz_state *state, uint32_t i)
{
	if (i >= state->tokens.count || !kz_is_capital(kz_token_at(state, i)) ||
	    !(kz_classes_at(state, i) & KZ_CLASS_MONTH))
		return -1;
	return atoi(kz_string(state->model, state->model->word_strings[kz_token_at(state, i)->word].note));
}

static int is_symbol(const kz_state *state, uint32_t i, char symbol)
{
	return i < state->tokens.count && kz_is_symbol(kz_token_at(state, i), symbol);
}

static int32_t make(int year, int month, int day)
{
	return year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31
	               ? year * 10000 + month * 100 + day
	               : 0;
}

/* A full date that begins at token i, 0 if there is none. */
static int32_t date_at(const kz_state *state, uint32_t i)
{
	int number = number_at(state, i), month = month_at(state, i);
	if (month > 0) {
		uint32_t year = i + 2 + (uint32_t)is_symbol(state, i + 2, ',');
		return make(number_at(state, year), month, number_at(state, i + 1));
	}
	if (number < 0)
		return 0;
	if (is_symbol(state, i + 1, '/') && is_symbol(state, i + 3, '/'))
		return make(number_at(state, i + 4), number, number_at(state, i + 2));
	if (is_symbol(state, i + 1, '-') && is_symbol(state, i + 3, '-'))
		return make(number, number_at(state, i + 2), number_at(state, i + 4));
	return make(number_at(state, i + 2), month_at(state, i + 1), number);
}

int kz_document_date(kz_state *state, const char *given, const char **ret_date)
{
	*ret_date = NULL;
	if (given) {
		parse(given, &state->date);
		*ret_date = kz_arena_copy(state->arena, given, strlen(given));
		return *ret_date != NULL;
	}
	for (uint32_t i = 0; i < state->tokens.count && i < SEARCH_TOKENS && !state->date; i++)
		state->date = date_at(state, i);
	if (!state->date)
		return 1;
	*ret_date = kz_arena_format(state->arena, "%04d-%02d-%02d", state->date / 10000, state->date / 100 % 100,
	                            state->date % 100);
	return *ret_date != NULL;
}

int kz_has_kazakh_letters(const kz_text *text)
{
	static const char *const letters[] = {"ә", "қ", "ң", "ғ", "ө", "ұ", "ү", "һ", "і"};
	uint32_t found = 0;
	for (size_t k = 0; k < sizeof letters / sizeof *letters; k++) {
		const char *end = text->bytes + text->size;
		for (const char *at = text->bytes; at + 1 < end && found < 16; at++)
			found += at[0] == letters[k][0] && at[1] == letters[k][1];
	}
	return found >= 3;
}
