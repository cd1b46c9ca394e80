/*
 * In: an office in a sentence. Out: a candidate for the title with a portfolio that no list has: Economy Secretary, Deputy Minister of Culture and
 * Information Policy. Whether they stand with a name is asked when the names are known.
 */
#include "match/name_words.h"

/* An ordinary capitalised word that is no name: Economy, Energy. */
static int is_portfolio(const kz_state *state, uint32_t i)
{
	const kz_candidate *cover = kz_cover_at(state, i);
	if (kz_token_in(state, i, KZ_NAME_IN(NO_PORTFOLIO)))
		return 0;
	if (kz_is_capital(kz_token_at(state, i)) && kz_is_text(state, i, "Under"))
		return 1;
	if (!kz_is_name_word(state, i) || !kz_is_plain_word(state, i))
		return 0;
	if (cover && cover->type == KZNER_TYPE_TITLE && cover->end - cover->first == 1)
		return kz_token_in(state, i, KZ_NAME_IN(RANK));
	return !cover || cover->type == KZNER_TYPE_TITLE || cover->type == KZNER_TYPE_ORG;
}

static uint32_t title_begin(const kz_state *state, uint32_t office, uint32_t limit)
{
	uint32_t begin = office;
	while (begin > limit) {
		uint32_t i = begin - 1;
		if (is_portfolio(state, i) &&
		    !(kz_token_at(state, i)->flags & KZ_TOKEN_SENTENCE && !kz_token_in(state, i, KZ_NAME_IN(RANK)) &&
		      kz_classes_at(state, i) & KZ_CLASS_NEVER))
			begin = i;
		else if (begin < office && i > limit && kz_is_text(state, i, "and") && is_portfolio(state, i - 1) &&
		         !kz_covered_as(state, i - 1, KZNER_TYPE_TITLE))
			begin = i - 1;
		else
			break;
	}
	return begin;
}

/* "Commerce and Director General": another title, not one more portfolio */
static int begins_title(const kz_state *state, uint32_t i)
{
	const kz_candidate *cover = kz_cover_at(state, i);
	return cover && cover->type == KZNER_TYPE_TITLE && cover->first == i;
}

static uint32_t portfolio_run(const kz_state *state, uint32_t i, uint32_t stop)
{
	uint32_t end = i;
	while (end < stop && is_portfolio(state, end) && !kz_is_line_start(state, end) && !begins_title(state, end))
		end++;
	return end;
}

/* Assistant Secretary of State [for South and Central Asian Affairs]: names may stand in it, an ordinary word ends it. */
static uint32_t over_affairs(const kz_state *state, uint32_t end, uint32_t stop)
{
	uint32_t run = end + 1;
	if (!kz_is_text(state, end, "for"))
		return end;
	while (run < stop && (kz_is_capital(kz_token_at(state, run)) || kz_is_text(state, run, "and")) &&
	       run - end < 10) {
		if (kz_token_in(state, run, KZ_NAME_IN(MATTER)) && !kz_is_text(state, run + 1, "and"))
			return run + 1;
		run++;
	}
	return end;
}

static uint32_t title_end(const kz_state *state, uint32_t office, uint32_t stop)
{
	uint32_t end = office + 1;
	if (!kz_is_text(state, end, "of") && !kz_is_text(state, end, "for"))
		return end;
	uint32_t run = portfolio_run(state, end + 1, stop);
	if (run == end + 1)
		return over_affairs(state, end, stop);
	end = over_affairs(state, run, stop);
	while (end + 1 < stop && kz_is_text(state, end, "and")) {
		run = portfolio_run(state, end + 1, stop);
		if (run == end + 1 || kz_token_in(state, run - 1, KZ_NAME_IN(PORTFOLIO_OFFICE)))
			break;
		end = run;
	}
	return end;
}

static int is_listed(const kz_state *state, uint32_t first, uint32_t end)
{
	const kz_candidate *cover = kz_cover_at(state, first);
	return cover && cover->first <= first && cover->end >= end;
}

int kz_title_match(kz_state *state, const kz_sentence *sentence, uint32_t office)
{
	uint32_t first = title_begin(state, office, sentence->first);
	uint32_t end = title_end(state, office, sentence->end);
	if (end - first < 2 || is_listed(state, first, end))
		return 1;
	return kz_name_add(state, first, end, KZNER_TYPE_TITLE, 0.7f, KZ_EVIDENCE_HEAD) != NULL;
}
