/*
 * In: tokens and the candidates of the gazetteer. Out: candidates for capitalised phrases that no list has.
 *
 * Names that a head word makes are found in head_match.c. Other phrases are weighed here as the name of a person, an organisation,
 * a party or a place by their words, their form and their neighbours; the weights stand in one table.
 */
#include "match/capital_list.h"

#include <string.h>

/* A phrase that is weighed below this is no mention. */
#define NAME_THRESHOLD 0.45f

/* Longest name in tokens, hyphens counted; longer runs of capitals are headlines or lists. */
#define PERSON_MAX_TOKENS 9

/* Capitals in a row that are an acronym; more are shouted words. */
#define ACRONYM_MAX_BYTES 6

/* is_dull() knows what the weights of one word without evidence come to: what is added here is asked there. */
typedef struct weight {
	uint32_t evidence;
	float value;
} weight;

static const weight person_weights[] = {
        {KZ_EVIDENCE_TITLE, 0.40f},    {KZ_EVIDENCE_HONORIFIC, 0.60f}, {KZ_EVIDENCE_GIVEN, 0.30f},
        {KZ_EVIDENCE_SURNAME, 0.30f},  {KZ_EVIDENCE_SPEECH, 0.20f},    {KZ_EVIDENCE_APPOSITION, 0.30f},
        {KZ_EVIDENCE_INITIALS, 0.25f}, {KZ_EVIDENCE_BYLINE, 0.60f},    {KZ_EVIDENCE_KIN, 0.50f},
};

static const weight org_weights[] = {
        {KZ_EVIDENCE_GENERIC, 0.55f}, {KZ_EVIDENCE_SOURCE_NOTE, 0.70f}, {KZ_EVIDENCE_ACRONYM, 0.35f},
        {KZ_EVIDENCE_ROLE, 0.30f},    {KZ_EVIDENCE_QUOTED, 0.15f},      {KZ_EVIDENCE_SHAPE, 0.47f},
        {KZ_EVIDENCE_HEAD, 0.60f},
};

static const weight place_weights[] = {
        {KZ_EVIDENCE_GENERIC, 0.55f},
        {KZ_EVIDENCE_LOCATIVE, 0.30f},
        {KZ_EVIDENCE_SHAPE, 0.30f},
};

/* A value or nothing, without a branch. */
static float if_so(int condition, float value)
{
	return (float)condition * value;
}

static uint32_t bit_if(int condition, uint32_t bit)
{
	return bit & (0 - (uint32_t)condition);
}

static float weigh(const weight *weights, size_t count, uint32_t evidence)
{
	float sum = 0;
	if (!evidence)
		return 0;
	for (size_t i = 0; i < count; i++)
		sum += if_so((evidence & weights[i].evidence) != 0, weights[i].value);
	return sum;
}

#define WEIGH(table, evidence) weigh(table, sizeof table / sizeof *table, evidence)

/* Bare names */

typedef struct phrase {
	uint32_t first, end, words;
	uint32_t unknown; /* words that the model has never seen */
	uint32_t endings; /* of any of its words */
	int given, surname, initials, covered, upper;
	int common;       /* ordinary words */
	int company_form; /* a word with capitals inside: KazMunayGas */
} phrase;

/* A given name that no list knows as something else. */
static int is_free_given(const kz_state *state, uint32_t i)
{
	return kz_is_name_word(state, i) && kz_classes_at(state, i) & KZ_CLASS_GIVEN && !kz_cover_at(state, i) &&
	       !kz_is_plain_word(state, i);
}

/* Words under a name of the gazetteer are part of a personal name only if that is a person's or they are names too. */
static int covered_person_word(const kz_state *state, uint32_t i, const kz_candidate *cover)
{
	uint32_t classes = kz_classes_at(state, i);
	if (cover->type == KZNER_TYPE_PERSON)
		return 1;
	if (cover->end - cover->first > 1 || cover->type == KZNER_TYPE_NORP)
		return 0;
	/* Sultan Jumagulov: a title that is a given name too, before a surname */
	if (cover->type == KZNER_TYPE_TITLE)
		return classes & KZ_CLASS_GIVEN && kz_is_capital(kz_token_at(state, i + 1)) &&
		       kz_name_endings(state, i + 1) & KZ_ENDING_REGIONAL && !kz_is_joining_hyphen(state, i + 1);
	/* Michael Jordan, Talgat Karatau: behind a given name a place is a surname */
	if (i && is_free_given(state, i - 1))
		return cover->type == KZNER_TYPE_PLACE;
	return classes & (KZ_CLASS_GIVEN | KZ_CLASS_SURNAME) && !kz_is_country_word(state, i);
}

/* May token i be part of a personal name? */
static inline int person_word(const kz_state *state, uint32_t i)
{
	uint32_t classes = kz_classes_at(state, i);
	if (!kz_is_name_word(state, i))
		return 0;
	if (state->cover[i])
		return covered_person_word(state, i, kz_cover_at(state, i));
	return !(classes & KZ_HEAD_CLASSES) || classes & (KZ_CLASS_GIVEN | KZ_CLASS_SURNAME);
}

/* J. or J.F.: a capital letter with its full stop. Without branches: nobody can guess it. */
static inline int is_initial(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	int letter = (token->end - token->begin == 1) & (token->kind == KZ_TOKEN_WORD) &
	             (token->shape != KZ_SHAPE_LOWER) & (token[1].symbol == '.') & !(token[1].flags & KZ_TOKEN_SPACE);
	int dotted = ((token->flags & KZ_TOKEN_DOTTED) != 0) & (token->shape == KZ_SHAPE_UPPER) &
	             (token->kind == KZ_TOKEN_WORD);
	return letter | dotted;
}

/* Henry IV */
static int is_ordinal(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	if (token->kind != KZ_TOKEN_WORD || token->shape != KZ_SHAPE_UPPER || token->end - token->begin > 5)
		return 0;
	for (uint32_t k = token->begin; k < token->end; k++)
		if (!strchr("IVX", state->text.bytes[k]))
			return 0;
	return 1;
}

/* Vyacheslav "Yaponchik" Ivankov: at the opening quote */
static int is_nickname(const kz_state *state, uint32_t i, uint32_t stop)
{
	return i + 3 < stop && kz_is_symbol(kz_token_at(state, i), '"') && kz_is_capital(kz_token_at(state, i + 1)) &&
	       kz_is_symbol(kz_token_at(state, i + 2), '"') && person_word(state, i + 3) &&
	       kz_classes_at(state, i - 1) & KZ_CLASS_GIVEN;
}

/* A hyphen, and no dash, between two words. */
static int is_short_hyphen(const kz_state *state, uint32_t i)
{
	return kz_is_joining_hyphen(state, i) && kz_token_at(state, i)->end - kz_token_at(state, i)->begin == 1;
}

/* What stands behind a father's name: Akunov-uulu */
static int is_descent(const kz_state *state, uint32_t i)
{
	static const char *const words[] = {"uulu", "uly", "kyzy", "qyzy", "ogly", "oglu", "zade"};
	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (kz_is_text(state, i, words[k]))
			return 1;
	return 0;
}

/* bin Rashid, al-Tamimi, Akunov-uulu; `end` if nothing of the kind stands there. */
static uint32_t behind_particle(const kz_state *state, uint32_t end, uint32_t stop)
{
	if (end + 1 >= stop)
		return end;
	if (is_short_hyphen(state, end))
		return is_descent(state, end + 1) ? end + 2 : end;
	if (!(kz_classes_at(state, end) & KZ_CLASS_PARTICLE) || kz_token_at(state, end)->shape != KZ_SHAPE_LOWER)
		return end;
	if (person_word(state, end + 1))
		return end + 2;
	return is_short_hyphen(state, end + 1) && end + 2 < stop && person_word(state, end + 2) ? end + 3 : end;
}

/* Behind the next word or initial of a personal name, over a hyphen, nickname or particle before it; `end` if there is none. */
static uint32_t next_part(const kz_state *state, uint32_t end, uint32_t stop)
{
	if (is_initial(state, end))
		return end + (kz_is_symbol(kz_token_at(state, end + 1), '.') ? 2 : 1);
	if (person_word(state, end))
		return end + 1;
	if (kz_is_joining_hyphen(state, end) && end + 1 < stop && person_word(state, end + 1))
		return end + 2;
	if (is_nickname(state, end, stop))
		return end + 4;
	return behind_particle(state, end, stop);
}

/* More than one space before token i, which is not the first: columns, or the Q of a transcript before the question. */
static int is_apart(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	uint32_t spaces = 0;
	if (token->begin - token[-1].end < 2)
		return 0;
	for (uint32_t k = token[-1].end; k < token->begin; k++)
		spaces += ((unsigned char)state->text.bytes[k] & 0xC0) != 0x80;
	return spaces > 1;
}

/* Names from i on, which is a word of a name or an initial. Returns the end. */
static uint32_t person_run(const kz_state *state, uint32_t i, uint32_t stop)
{
	uint32_t end = i + (is_initial(state, i) && kz_is_symbol(kz_token_at(state, i + 1), '.') ? 2 : 1);
	while (end < stop && end - i < PERSON_MAX_TOKENS && !kz_is_line_start(state, end) && !is_apart(state, end)) {
		uint32_t next = next_part(state, end, stop);
		if (next == end)
			return end + (uint32_t)is_ordinal(state, end);
		end = next;
	}
	return end > stop ? stop : end;
}

/* KazMunayGas, but not McCain or O'Neill */
static int has_inner_capital(const kz_state *state, const kz_token *token)
{
	const char *text = state->text.bytes + token->begin;
	return token->shape == KZ_SHAPE_MIXED && !memchr(text, '\'', token->end - token->begin) &&
	       memcmp(text, "Mc", 2) != 0;
}

static void read_word(const kz_state *state, uint32_t i, phrase *p)
{
	const kz_token *token = kz_token_at(state, i);
	uint32_t endings = kz_name_endings(state, i), size = token->end - token->begin;
	p->words++;
	p->endings |= endings;
	p->surname = ((token->classes & KZ_CLASS_SURNAME) != 0) | ((endings & KZ_ENDING_SURNAME) != 0);
	p->unknown += !token->word;
	p->initials += is_initial(state, i);
	p->upper += (token->shape == KZ_SHAPE_UPPER) & (size > 1) & !(token->flags & KZ_TOKEN_DOTTED);
	p->covered |= state->cover[i] != 0;
	p->common += (token->classes & (KZ_CLASS_COMMON | KZ_CLASS_GIVEN | KZ_CLASS_SURNAME)) == KZ_CLASS_COMMON;
	p->company_form |= has_inner_capital(state, token);
}

static void read_phrase(const kz_state *state, phrase *p)
{
	p->given = (kz_classes_at(state, p->first) & KZ_CLASS_GIVEN) != 0;
	for (uint32_t i = p->first; i < p->end; i++)
		if (kz_is_word(kz_token_at(state, i)))
			read_word(state, i, p);
}

static float person_score(const kz_state *state, const phrase *p, const kz_surroundings *beside, uint32_t *ret_evidence)
{
	uint32_t evidence = kz_person_evidence(state, beside);
	evidence |= bit_if(p->given, KZ_EVIDENCE_GIVEN);
	evidence |= bit_if(p->surname | ((p->endings & KZ_ENDING_PATRONYMIC) != 0), KZ_EVIDENCE_SURNAME);
	evidence |= bit_if((p->initials != 0) & (p->initials < (int)p->words), KZ_EVIDENCE_INITIALS);
	*ret_evidence = evidence;
	if (p->words > 5 || p->common == (int)p->words)
		return 0;
	/* Islam teaches, AI develops: names of people as well, but hardly ever alone */
	if (p->words == 1 && kz_classes_at(state, p->first) & KZ_CLASS_NEVER &&
	    !(evidence & (KZ_EVIDENCE_TITLE | KZ_EVIDENCE_HONORIFIC | KZ_EVIDENCE_KIN)))
		return 0;
	float score = WEIGH(person_weights, evidence) - 0.25f * (float)p->common - 0.3f * (float)p->upper;
	score += if_so(p->words >= 2, p->words <= 3 ? 0.22f : 0.1f);
	score += if_so(p->unknown != 0, 0.08f);
	/* Sharakhmatullaev, Bektenov: nothing else is called so, and the ending says enough. */
	score += if_so((p->words == 1) & ((p->endings & KZ_ENDING_REGIONAL) != 0) & !p->covered, 0.36f);
	/* One word that is only a given name, or only known as a surname, says little by itself: counties of Clay and Grant. */
	const uint32_t context = KZ_EVIDENCE_TITLE | KZ_EVIDENCE_HONORIFIC | KZ_EVIDENCE_SPEECH | KZ_EVIDENCE_KIN |
	                         KZ_EVIDENCE_APPOSITION;
	return score - if_so((p->words == 1) & !(evidence & context), 0.2f);
}

/* An acronym that stands in the vocabulary, but as no ordinary word. */
static int is_known_acronym(const kz_state *state, const phrase *p)
{
	return !p->unknown && !kz_is_plain_word(state, p->first) &&
	       !(kz_classes_at(state, p->first) & (KZ_CLASS_NEVER | KZ_CLASS_CURRENCY)) &&
	       kz_token_at(state, p->end)->kind != KZ_TOKEN_NUMBER;
}

static float org_score(const kz_state *state, const phrase *p, const kz_surroundings *beside, uint32_t *ret_evidence,
                       kzner_type *ret_type)
{
	const kz_token *token = kz_token_at(state, p->first);
	uint32_t evidence = kz_org_evidence(state, beside);
	float known = 0;
	*ret_type = KZNER_TYPE_ORG;
	if (!(evidence & KZ_EVIDENCE_GENERIC) && kz_generic_evidence(beside, KZNER_TYPE_PARTY)) {
		evidence |= KZ_EVIDENCE_GENERIC;
		*ret_type = KZNER_TYPE_PARTY;
	}
	if (p->upper == 1 && p->words == 1 && token->end - token->begin <= ACRONYM_MAX_BYTES) {
		evidence |= KZ_EVIDENCE_ACRONYM;
		known = is_known_acronym(state, p) ? 0.16f : 0;
	}
	evidence |= bit_if(p->company_form | ((p->endings & KZ_ENDING_COMPANY) != 0), KZ_EVIDENCE_SHAPE);
	evidence |= bit_if((kz_classes_at(state, p->end - 1) & KZ_CLASS_ORGTAIL) != 0, KZ_EVIDENCE_HEAD);
	*ret_evidence = evidence;
	float score = WEIGH(org_weights, evidence) + known;
	score += if_so(p->unknown != 0, 0.16f);
	score += if_so((p->words >= 2) & (evidence != 0), 0.1f);
	return score - 0.1f * (float)(p->common == (int)p->words);
}

static float place_score(const kz_state *state, const phrase *p, const kz_surroundings *beside, uint32_t *ret_evidence)
{
	uint32_t evidence = kz_place_evidence(state, beside);
	evidence |= bit_if((p->words == 1) & ((p->endings & KZ_ENDING_PLACE) != 0), KZ_EVIDENCE_SHAPE);
	*ret_evidence = evidence;
	float score = WEIGH(place_weights, evidence);
	/* people are gone to as often as places */
	if (evidence & KZ_EVIDENCE_LOCATIVE && p->first && kz_is_text(state, p->first - 1, "to"))
		score -= 0.15f;
	score += if_so((p->unknown != 0) & (p->words <= 2), 0.16f);
	return score - 0.2f * (float)(p->surname + p->given + (p->upper > 0));
}

/* The reading that has most for it. */
static int add_phrase(kz_state *state, const phrase *p)
{
	uint32_t person_bits = 0, org_bits = 0, place_bits = 0;
	kzner_type org_type = KZNER_TYPE_ORG, type = KZNER_TYPE_PERSON;
	kz_surroundings beside;
	kz_surroundings_read(state, p->first, p->end, &beside);
	kz_surroundings_read_generic(state, &beside);
	float best = person_score(state, p, &beside, &person_bits);
	float org = org_score(state, p, &beside, &org_bits, &org_type);
	/* A phrase with a listed word in it needs more than its form: the Zhas Kanat NGO, Green Field Ltd */
	if (p->covered && !(org_bits & (KZ_EVIDENCE_GENERIC | KZ_EVIDENCE_HEAD)))
		org = 0;
	float place = p->covered ? 0 : place_score(state, p, &beside, &place_bits);
	uint32_t evidence = person_bits;
	if (org > best) {
		best = org;
		type = org_type;
		evidence = org_bits;
	}
	if (place > best) {
		best = place;
		type = KZNER_TYPE_PLACE;
		evidence = place_bits;
	}
	if (best < NAME_THRESHOLD)
		return 1;
	return kz_name_add(state, p->first, p->end, type, best, evidence) != NULL;
}

/* A run of capitals that begins at i; *ret_end is behind it. */
static int add_bare(kz_state *state, uint32_t i, uint32_t stop, uint32_t *ret_end)
{
	uint32_t end = person_run(state, i, stop);
	*ret_end = i + 1;
	/* Will you agree? */
	if (end <= i || (end == i + 1 && kz_is_ordinary(state, i)))
		return 1;
	*ret_end = end;
	/* One letter is no name: Q of a transcript, plan B. */
	if (end == i + 1 && kz_token_at(state, i)->end - kz_token_at(state, i)->begin == 1)
		return 1;
	/* Su-24, T-72: the name of a product */
	if (kz_is_joining_hyphen(state, end) && kz_token_at(state, end + 1)->kind == KZ_TOKEN_NUMBER)
		return 1;
	/* One known name alone needs no second reading. */
	if (kz_in_one_cover(state, i, end))
		return 1;
	phrase p = {.first = i, .end = end};
	read_phrase(state, &p);
	p.end = kz_behind_junior(state, end);
	return add_phrase(state, &p);
}

/* Sentences, in text order. */
typedef struct sentence_list {
	const kz_sentence **items;
	uint32_t count;
} sentence_list;

/* A line whose words are nearly all in capitals tells nothing by them. */
static int is_shouted(const kz_state *state, const kz_sentence *s, uint32_t upper)
{
	uint32_t words = 0;
	for (uint32_t i = s->first; i < s->end; i++) {
		const kz_token *token = kz_token_at(state, i);
		words += kz_is_word(token) & (token->end - token->begin > 2);
	}
	return upper * 4 > words * 3;
}

/* A headline: most words that could be small are capitalised. */
static int is_title_case(const kz_state *state, const kz_sentence *s, uint32_t telling)
{
	uint32_t words = 0;
	for (uint32_t i = s->first; i < s->end; i++)
		words += kz_is_telling(kz_token_at(state, i));
	return telling * 3 > words * 2;
}

/* How many tokens of a list that ends in KZNER_NONE are before token end. */
static uint32_t count_before(const uint32_t *list, uint32_t end)
{
	uint32_t count = 0;
	while (list[count] < end)
		count++;
	return count;
}

/* Three words in capitals are the least that make a line of capitals. */
static void list_shouted(const kz_state *state, const kz_token_list *upper, sentence_list *list)
{
	const kz_sentence *sentences = state->sentences.items;
	for (uint32_t k = 0, s = 0; k + 2 < upper->count; k++) {
		s = kz_sentence_of(sentences, upper->at[k], s);
		if (upper->at[k + 2] >= sentences[s].end)
			continue;
		uint32_t count = count_before(upper->at + k, sentences[s].end);
		if (is_shouted(state, &sentences[s], count))
			list->items[list->count++] = &sentences[s];
		k += count - 1;
	}
}

/* Sentences that end in no full stop, listed without branches: nobody can guess them. */
static void list_open(const kz_state *state, sentence_list *list)
{
	for (uint32_t k = 0; k < state->sentences.count; k++) {
		const kz_sentence *s = &state->sentences.items[k];
		list->items[list->count] = s;
		list->count += kz_token_at(state, s->end - 1)->symbol != '.';
	}
}

static void list_headlines(const kz_state *state, const kz_token_list *telling, sentence_list *list)
{
	const uint32_t *at = telling->at;
	uint32_t kept = 0;
	list_open(state, list);
	for (uint32_t k = 0; k < list->count; k++) {
		const kz_sentence *s = list->items[k];
		at += count_before(at, s->first);
		uint32_t count = count_before(at, s->end);
		list->items[kept] = s;
		kept += count >= 2 && is_title_case(state, s, count);
	}
	list->count = kept;
}

/* The place in a list, from `from` on, of the first token that is not before token i. */
static uint32_t place_of(const kz_token_list *list, uint32_t from, uint32_t i)
{
	uint32_t end = list->count;
	while (from < end) {
		uint32_t middle = from + (end - from) / 2;
		if (list->at[middle] < i)
			from = middle + 1;
		else
			end = middle;
	}
	return from;
}

/* Takes tokens of some sentences out of a list: all of them, or those that are plain words. */
static void drop_inside(const kz_state *state, const sentence_list *sentences, int only_plain, kz_token_list *list)
{
	uint32_t *at = list->at, seen = 0, kept = 0;
	for (uint32_t k = 0; k < sentences->count; k++) {
		uint32_t first = place_of(list, seen, sentences->items[k]->first);
		memmove(at + kept, at + seen, (first - seen) * sizeof *at);
		kept += first - seen;
		for (seen = first; at[seen] < sentences->items[k]->end; seen++) {
			at[kept] = at[seen];
			kept += only_plain && !kz_is_plain_word(state, at[seen]);
		}
	}
	memmove(at + kept, at + seen, (list->count + 1 - seen) * sizeof *at);
	list->count -= seen - kept;
}

/* In a headline ordinary words begin no names and heads none, in a shouted line nothing does. */
static int drop_headlines(kz_state *state, kz_capital_lists *lists)
{
	sentence_list shouted = {kz_arena_alloc(state->arena, (state->sentences.count + 1) * sizeof *shouted.items), 0};
	sentence_list headlines = {kz_arena_alloc(state->arena, (state->sentences.count + 1) * sizeof *shouted.items),
	                           0};
	if (!shouted.items || !headlines.items)
		return 0;
	list_shouted(state, &lists->upper, &shouted);
	list_headlines(state, &lists->telling, &headlines);
	drop_inside(state, &shouted, 0, &lists->names);
	drop_inside(state, &shouted, 0, &lists->heads);
	drop_inside(state, &shouted, 0, &lists->offices);
	drop_inside(state, &headlines, 1, &lists->names);
	drop_inside(state, &headlines, 0, &lists->heads);
	return 1;
}

/* Names with head words, and the titles of a sentence behind them. */
static int match_headed(kz_state *state, const kz_capital_lists *lists)
{
	const kz_sentence *sentences = state->sentences.items;
	const uint32_t *head = lists->heads.at, *office = lists->offices.at;
	for (uint32_t s = 0; *head != KZNER_NONE || *office != KZNER_NONE;) {
		s = kz_sentence_of(sentences, kz_least(*head, *office), s);
		for (; *head < sentences[s].end; head++)
			if (!kz_head_match(state, &sentences[s], *head))
				return 0;
		for (; *office < sentences[s].end; office++)
			if (!kz_title_match(state, &sentences[s], *office))
				return 0;
	}
	return 1;
}

/*
 * A word that stands alone, and whose form and neighbours are not evidence enough for add_phrase(). A fifth of all phrases are such
 * words; that is told here without branches. Two tokens stand before it and three behind, the end of the text counted.
 */
static inline uint32_t is_dull(const kz_state *state, uint32_t i)
{
	const uint64_t generic = KZ_NAME_IN(GENERIC);
	const kz_token *token = kz_token_at(state, i), *before = token - 1, *behind = token + 1;
	const kz_word_set *sets = state->model->word_sets;
	const uint32_t personal = (token->classes & (KZ_CLASS_GIVEN | KZ_CLASS_SURNAME)) != 0;
	const uint32_t comma = behind->symbol == ',', unknown = !token->word;
	uint32_t formed = (token->shape != KZ_SHAPE_CAP) | (token->end - token->begin < 2) | (personal & unknown) |
	                  kz_may_have_ending(state, token);
	/* It may go on: a capital, a hyphen, a nickname, ", Jr". Particles are among the classes. */
	uint32_t open = (uint32_t)kz_is_capital(behind) | (behind->symbol == '-') | (behind->symbol == '"') |
	                (comma & (personal | (uint32_t)kz_is_capital(behind + 1)));
	uint32_t marked = (before->symbol == '(') | (before->symbol == ';') | (before->symbol == '"') |
	                  ((before->symbol == '\'') & (before->kind == KZ_TOKEN_SYMBOL));
	/* Speech before it is enough only for what looks like a person or may have a role behind a comma. */
	uint32_t spoken = 0 - (personal | comma), two_letters = before->end - before->begin == 2;
	uint32_t verbs = ((behind->classes | behind[1].classes | behind[2].classes) & (0 - personal)) &
	                 (KZ_CLASS_SPEECH | KZ_CLASS_HUMAN);
	uint32_t classes = (token->classes & KZ_CLASS_ORGTAIL) | (behind->classes & KZ_CLASS_PARTICLE) |
	                   (before->classes &
	                    (KZ_CLASS_HONORIFIC | (spoken & KZ_CLASS_SPEECH) | ((0 - unknown) & KZ_CLASS_LOCATIVE))) |
	                   (before[-1].classes & (KZ_CLASS_HONORIFIC | KZ_CLASS_PLACEHEAD));
	uint64_t listed = (kz_token_set(sets, before - 1)->names & (KZ_NAME_IN(KIN) | KZ_NAME_IN(RULER))) |
	                  (kz_token_set(sets, before)->names & (KZ_NAME_IN(KIN) | generic)) |
	                  ((kz_token_set(sets, behind)->names | kz_token_set(sets, behind + 1)->names) & generic);
	return ((formed | open | marked | (spoken & two_letters) | verbs | classes) | state->cover[i - 1] |
	        state->cover[i - 2] | listed) == 0;
}

/* Takes out what comes to nothing, before anything is read for it. */
static void drop_dull(const kz_state *state, kz_token_list *names)
{
	uint32_t kept = 0;
	if (state->tokens.count < 5)
		return;
	for (uint32_t k = 0; k < names->count; k++) {
		uint32_t i = names->at[k];
		uint32_t inside = (i >= 2) & (i + 3 <= state->tokens.count);
		names->at[kept] = i;
		kept += !(inside & is_dull(state, inside ? i : 2));
	}
	names->count = kept;
}

static int match_bare(kz_state *state, const kz_token_list *names)
{
	const kz_sentence *sentences = state->sentences.items;
	for (uint32_t k = 0, next = 0, s = 0; k < names->count; k++) {
		uint32_t i = names->at[k];
		if (i < next)
			continue;
		if (!person_word(state, i) && !is_initial(state, i))
			continue;
		s = kz_sentence_of(sentences, i, s);
		if (!add_bare(state, i, sentences[s].end, &next))
			return 0;
	}
	return 1;
}

int kz_name_match(kz_state *state)
{
	kz_capital_lists lists;
	if (!kz_capitals_list(state, &lists) || !drop_headlines(state, &lists) || !match_headed(state, &lists))
		return 0;
	drop_dull(state, &lists.names);
	return match_bare(state, &lists.names);
}
