/*
 * In: a head word in a sentence. Out: a candidate for the name that is made by it: Supreme Court, Ministry of Foreign Affairs, Lake Zaisan.
 *
 * A head takes the capitalised words to its left and, over "of" and "for", those to its right. Where such a name ends is mostly
 * a question of what stands there already: a possessor (Russia's), a country before a body that every state has, a person.
 */
#include "match/name_words.h"

#include <string.h>

/* Longest name in tokens, hyphens counted; longer runs of capitals are headlines or lists. */
#define HEAD_MAX_TOKENS 16

/* "of X for the Y of Z" */
#define HEAD_MAX_LINKS 4

#define INSTITUTION (KZ_CLASS_ORGHEAD | KZ_CLASS_PARTYHEAD | KZ_CLASS_EVENTHEAD | KZ_CLASS_LAWHEAD)

static int has_word(const kz_state *state, uint32_t first, uint32_t end, uint64_t lists)
{
	for (uint32_t i = first; i < end; i++)
		if (kz_token_in(state, i, lists))
			return 1;
	return 0;
}

static int is_slash(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return kz_is_symbol(token, '/') && !(token->flags & KZ_TOKEN_SPACE) && !(token[1].flags & KZ_TOKEN_SPACE);
}

/* Italy's Agip has a possessor, which is no part of the name; the People's Bank and St Peter's Square have none. */
static int is_inner_clitic(const kz_state *state, uint32_t i)
{
	if (i >= 2 && (kz_is_text(state, i - 2, "St") || kz_is_text(state, i - 2, "Saint")))
		return 1;
	return i && kz_classes_at(state, i - 1) & KZ_CLASS_COMMON && !kz_cover_at(state, i - 1);
}

/* A title that reaches over the head is only its beginning: border guard, Border Guard. */
static int is_title(const kz_state *state, uint32_t i, uint32_t head)
{
	const kz_candidate *cover = kz_cover_at(state, i);
	/* King William Island */
	if (kz_classes_at(state, head) & KZ_CLASS_PLACEHEAD)
		return 0;
	return cover && cover->type == KZNER_TYPE_TITLE && cover->end <= head &&
	       !(kz_classes_at(state, i) & KZ_HEAD_CLASSES);
}

static int is_idea(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return token->shape == KZ_SHAPE_CAP && token->end - token->begin > 3 &&
	       (kz_token_classes(state->model, token) & (KZ_CLASS_NEVER | KZ_CLASS_COMMON)) == KZ_CLASS_NEVER;
}

/* May token i stand inside a name, to the left of its head? */
static int extends_left(const kz_state *state, uint32_t i, uint32_t head)
{
	const kz_token *token = kz_token_at(state, i);
	if (kz_is_joining_hyphen(state, i) || kz_is_symbol(token, '&') || is_slash(state, i))
		return 1;
	if (token->kind == KZ_TOKEN_CLITIC)
		return is_inner_clitic(state, i);
	if (token->kind == KZ_TOKEN_NUMBER)
		return token[1].symbol == '-' || (kz_token_classes(state->model, token) & KZ_CLASS_ORDINAL &&
		                                  kz_token_in(state, head, KZ_NAME_IN(NUMBERED)));
	if (!kz_is_name_word(state, i) && !is_idea(state, i) && !kz_token_in(state, i, KZ_NAME_IN(INNER_WORD)))
		return 0;
	/* Q    Senate: the speaker's letter in a transcript */
	if (token->end - token->begin == 1)
		return 0;
	if (token->flags & KZ_TOKEN_SENTENCE && kz_token_classes(state->model, token) & KZ_CLASS_COMMON)
		return 0;
	if (kz_token_in(state, head, KZ_NAME_IN(STATE_BODY)) && kz_is_country_word(state, i))
		return 0;
	return !is_title(state, i, head);
}

/* "Culture and Information Ministry": the first portfolio before "and" at i, ordinary words that no list knows as a name. */
static int joins_portfolio(const kz_state *state, uint32_t i, uint32_t limit, uint32_t head)
{
	return i > limit && kz_is_text(state, i, "and") && kz_token_in(state, head, KZ_NAME_IN(STATE_BODY)) &&
	       kz_is_name_word(state, i - 1) && kz_is_plain_word(state, i - 1) && kz_is_plain_word(state, i + 1) &&
	       !kz_cover_at(state, i - 1);
}

static uint32_t head_begin(const kz_state *state, uint32_t head, uint32_t limit)
{
	uint32_t begin = head;
	while (begin > limit && head - begin < HEAD_MAX_TOKENS) {
		if (extends_left(state, begin - 1, head))
			begin--;
		else if (begin < head && joins_portfolio(state, begin - 1, limit, head))
			begin -= 2;
		else
			break;
	}
	while (begin < head && kz_token_at(state, begin)->kind != KZ_TOKEN_WORD &&
	       kz_token_at(state, begin)->kind != KZ_TOKEN_NUMBER)
		begin++;
	return begin;
}

/* American [Chevron Corporation]: behind a people's or country's word a name of its own begins. */
static uint32_t skip_country(const kz_state *state, uint32_t first, uint32_t head)
{
	const kz_candidate *own = first < head ? kz_cover_at(state, first + 1) : NULL;
	/* Ukrainian [Party of Regions] */
	if (first + 1 == head)
		return own && own->first == head && own->end > head + 1 && kz_covered_as(state, first, KZNER_TYPE_NORP)
		               ? head
		               : first;
	if (first >= head || !kz_is_country_word(state, first) || !kz_is_word(kz_token_at(state, first + 1)))
		return first;
	if (own ? own->type == KZNER_TYPE_ORG && own->end <= head + 1 && own->first == first + 1
	        : !kz_token_at(state, first + 1)->word)
		return first + 1;
	return first;
}

static int is_linker(const kz_state *state, uint32_t i)
{
	return kz_is_text(state, i, "of") || kz_is_text(state, i, "for") || kz_is_text(state, i, "on") ||
	       kz_is_text(state, i, "against");
}

/* A name that a list knows begins at token i and is no part of the head's. */
static int begins_other(const kz_state *state, uint32_t i, uint32_t first)
{
	const kz_candidate *cover = kz_cover_at(state, i);
	return cover && cover->first == i && cover->first > first && cover->type != KZNER_TYPE_TITLE;
}

/* A title of rank, as in "Ministry of Defence Spokesman"; occupations are words of names too: Private Enterprise. */
static int is_office(const kz_state *state, uint32_t i)
{
	const kz_candidate *cover = kz_cover_at(state, i);
	if (!cover || cover->type != KZNER_TYPE_TITLE)
		return 0;
	const kz_alias *alias = &state->model->aliases[state->options.items[cover->options]];
	uint8_t rank = state->model->entries[alias->entry].rank;
	return rank == KZ_RANK_HEAD || rank == KZ_RANK_DEPUTY || rank == KZ_RANK_POST;
}

/* Capitals from `from` on that the head can take: no person, no title of one, no lower-case region behind a place. */
static uint32_t linked_run(const kz_state *state, uint32_t from, uint32_t limit)
{
	uint32_t end = from, run = kz_capital_run(state, from, limit);
	/* Institute of Democracy: ideas are no names, but names are made of them */
	if (run == from && is_idea(state, from))
		return from + 1;
	while (end < run && !kz_covered_as(state, end, KZNER_TYPE_PERSON) && !(end > from && is_office(state, end)))
		end++;
	if (end < limit && kz_covered_as(state, from, KZNER_TYPE_PLACE) &&
	    kz_token_at(state, end)->shape == KZ_SHAPE_LOWER && kz_classes_at(state, end) & KZ_CLASS_PLACEHEAD)
		return from;
	return end;
}

/* "and Z", ", Y and Z" behind "of X": more of what the body is about. The end, `end` if there is none. */
static uint32_t joined_run(const kz_state *state, uint32_t first, uint32_t end, uint32_t limit)
{
	if (end + 1 >= limit)
		return end;
	int comma = kz_is_symbol(kz_token_at(state, end), ',');
	if (!comma && !kz_is_text(state, end, "and") && !kz_is_symbol(kz_token_at(state, end), '&'))
		return end;
	uint32_t from = end + 1;
	if (comma && kz_is_text(state, from, "and"))
		from++;
	uint32_t run = linked_run(state, from, limit);
	/* "the Ministry of Finance and Kazakhstan", "... and the National Bank" are no part of this one */
	if (run == from || begins_other(state, from, first) || !kz_is_plain_word(state, from) ||
	    (kz_classes_at(state, run - 1) & (KZ_CLASS_ORGHEAD | KZ_CLASS_PARTYHEAD) &&
	     !kz_is_text(state, run - 1, "Services")) ||
	    is_linker(state, run))
		return end;
	/* Only "and" makes a list of what might be names side by side. */
	if (comma && from == end + 1 && joined_run(state, first, run, limit) == run)
		return end;
	return run;
}

/* A part of the world stands at token i; countries are where a body works, not what it is called by. */
static int has_region(const kz_state *state, uint32_t i)
{
	return kz_covered_as(state, i, KZNER_TYPE_PLACE) && kz_is_capital(kz_token_at(state, i)) &&
	       (kz_is_text(state, i, "Europe") || kz_is_text(state, i, "Asia") || kz_is_text(state, i, "Africa"));
}

/* Over "of X", "for the X", "of X and Y", "of X, Y and Z" behind a head; the end of the name. */
static uint32_t head_end(const kz_state *state, uint32_t first, uint32_t head, uint32_t limit)
{
	uint32_t end = head + 1;
	for (int links = 0; links < HEAD_MAX_LINKS && end + 1 < limit; links++) {
		/* Organization for Security and Co-operation in Europe */
		if (!is_linker(state, end) && !(links && kz_is_text(state, end, "in") && has_region(state, end + 1)))
			break;
		uint32_t next = end + 1;
		if (kz_is_text(state, next, "the"))
			next++;
		uint32_t run = linked_run(state, next, limit);
		if (run == next)
			break;
		end = run;
		for (int joins = 0; joins < HEAD_MAX_LINKS; joins++) {
			run = joined_run(state, first, end, limit);
			if (run == end)
				break;
			end = run;
		}
	}
	return end;
}

/* A word that is not ordinary stands in the name: it does not only describe. */
static int has_proper(const kz_state *state, uint32_t first, uint32_t end, uint32_t head)
{
	for (uint32_t i = first; i < end; i++) {
		const kz_token *token = kz_token_at(state, i);
		if (i == head || (token->kind != KZ_TOKEN_WORD && token->kind != KZ_TOKEN_NUMBER))
			continue;
		if (token->kind == KZ_TOKEN_NUMBER || !kz_is_plain_word(state, i))
			return 1;
		if (kz_covered_as(state, i, KZNER_TYPE_PLACE) || kz_covered_as(state, i, KZNER_TYPE_PERSON))
			return 1;
	}
	return 0;
}

static kzner_type name_type(const kz_state *state, uint32_t first, uint32_t end, uint32_t head)
{
	uint32_t classes = kz_classes_at(state, head);
	if (kz_is_text(state, end - 1, "Party"))
		return KZNER_TYPE_PARTY;
	if (classes & KZ_CLASS_PARTYHEAD && classes & KZ_CLASS_ORGHEAD)
		return has_word(state, first, end, KZ_NAME_IN(PARTY_WORD)) ? KZNER_TYPE_PARTY : KZNER_TYPE_ORG;
	kzner_type type = kz_head_type(classes);
	if (type == KZNER_TYPE_PLACE && head > first && kz_is_text(state, head - 1, "Military"))
		return KZNER_TYPE_ORG;
	return type;
}

static uint32_t place_end(const kz_state *state, uint32_t first, uint32_t head, uint32_t stop)
{
	if (first == head && kz_token_in(state, head, KZ_NAME_IN(PLACE_PREFIX)))
		return kz_capital_run(state, head + 1, head + 3 < stop ? head + 3 : stop);
	if (kz_token_in(state, head, KZ_NAME_IN(PLACE_OF)) && kz_is_text(state, head + 1, "of"))
		return head_end(state, first, head, head + 6 < stop ? head + 6 : stop);
	return head + 1;
}

/* the U.S. Embassy, Kazakhstan's Parliament: a body of a state that stands before it */
static int is_owned_body(const kz_state *state, uint32_t head)
{
	uint32_t before = head;
	if (!kz_token_in(state, head, KZ_NAME_IN(STATE_BODY)) || kz_cover_at(state, head) || !before ||
	    kz_is_capital(kz_token_at(state, head + 1)))
		return 0;
	before--;
	if (kz_token_at(state, before)->kind == KZ_TOKEN_CLITIC && before)
		before--;
	return kz_is_country_word(state, before);
}

/* Australia-[United States]: a listed place ends with the head, what stands before it is another. */
static int is_whole_place(const kz_state *state, uint32_t head)
{
	const kz_candidate *cover = kz_cover_at(state, head);
	return cover && cover->type == KZNER_TYPE_PLACE && cover->end == head + 1 && cover->first < head;
}

/* United States District [Judge]: a country has many of these, and none is called after it alone. */
static int divides_country(const kz_state *state, uint32_t first, uint32_t head)
{
	const kz_candidate *cover = kz_cover_at(state, first);
	return cover && cover->end == head && kz_is_country_word(state, first) &&
	       kz_token_in(state, head, KZ_NAME_IN(COUNTRY_PART));
}

/* A name around the head word at token head. */
static int add_headed(kz_state *state, uint32_t head, uint32_t limit, uint32_t stop)
{
	uint32_t classes = kz_classes_at(state, head);
	uint32_t first = skip_country(state, head_begin(state, head, limit), head), end = head + 1;
	kzner_type type = kz_head_type(classes);
	if (classes & INSTITUTION)
		end = head_end(state, first, head, stop);
	else if (type == KZNER_TYPE_PLACE)
		end = place_end(state, first, head, stop);
	else if (kz_is_text(state, head, "Channel") && kz_token_at(state, head + 1)->kind == KZ_TOKEN_NUMBER)
		first = head, end = head + 2;
	type = name_type(state, first, end, head);
	if (end - first < 2 && is_owned_body(state, head))
		return kz_name_add(state, head, head + 1, KZNER_TYPE_ORG, 0.7f, KZ_EVIDENCE_HEAD) != NULL;
	if (end - first < 2 || end - first > HEAD_MAX_TOKENS || kz_in_one_cover(state, first, end))
		return 1;
	if (type == KZNER_TYPE_PLACE && (is_whole_place(state, head) || divides_country(state, first, head)))
		return 1;
	int weak = type == KZNER_TYPE_PLACE ||
	           !(classes & (INSTITUTION | KZ_CLASS_MEDIAHEAD) || kz_is_legal_form(state, head));
	if (weak && !has_proper(state, first, end, head))
		return 1;
	float score = classes & (KZ_CLASS_EVENTHEAD | KZ_CLASS_LAWHEAD) ||
	                              (classes & KZ_CLASS_MEDIAHEAD && !(classes & KZ_CLASS_ORGHEAD))
	                      ? 0.62f
	                      : 0.75f;
	return kz_name_add(state, first, end, type, score, KZ_EVIDENCE_HEAD) != NULL;
}

static int may_be_company(const kz_state *state, const kz_candidate *c)
{
	for (uint32_t k = 0; k < c->all_options; k++) {
		const kz_alias *alias = &state->model->aliases[state->options.items[c->options + k]];
		if (!strcmp(kz_string(state->model, state->model->entries[alias->entry].subtype), "company"))
			return 1;
	}
	return 0;
}

/* CPC Kazakhstan, Shell Kazakhstan: a company and the country of its branch, side by side */
static int add_branch(kz_state *state, uint32_t i, uint32_t stop)
{
	const kz_candidate *company = kz_cover_at(state, i), *country = kz_cover_at(state, i + 1);
	if (!company || company->type != KZNER_TYPE_ORG || company->first != i || company->end != i + 1 || !country ||
	    country->first != i + 1 || country->type != KZNER_TYPE_PLACE || country->end > stop ||
	    !kz_is_country_word(state, i + 1) || kz_token_at(state, i)->shape == KZ_SHAPE_LOWER ||
	    kz_is_capital(kz_token_at(state, country->end)) ||
	    kz_token_at(state, country->end)->kind == KZ_TOKEN_CLITIC)
		return 1;
	if (!may_be_company(state, company))
		return 1;
	return kz_name_add(state, i, country->end, KZNER_TYPE_ORG, 0.7f, KZ_EVIDENCE_HEAD) != NULL;
}

int kz_head_match(kz_state *state, const kz_sentence *sentence, uint32_t head)
{
	if (head + 1 < sentence->end && !add_branch(state, head, sentence->end))
		return 0;
	return !(kz_classes_at(state, head) & KZ_HEAD_CLASSES) || !kz_is_name_word(state, head) ||
	       add_headed(state, head, sentence->first, sentence->end);
}
