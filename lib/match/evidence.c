/* In: a place in the text. Out: what its form and its neighbours say. */
#include "match/evidence.h"
#include "base/ascii.h"

#include <string.h>

typedef struct ending {
	const char *text;
	uint8_t size;  /* bytes of text */
	uint8_t least; /* bytes of the whole word */
} ending;

#define ENDING(text, least)                                                                                            \
	{                                                                                                              \
		text, sizeof text - 1, least                                                                           \
	}

/* Does the word, but for its first letters, end so in small or capital letters? */
static int ends_in(const char *word, uint32_t size, const ending *e)
{
	if (size < e->least || size < e->size)
		return 0;
	const char *tail = word + size - e->size;
	for (uint32_t k = 0; k + 1u < e->size; k++)
		if (kz_ascii_lower(tail[k]) != e->text[k])
			return 0;
	return 1;
}

/* Most endings differ in their last byte already. */
static int find_ending(const kz_state *state, uint32_t i, const ending *endings, size_t count)
{
	const kz_token *token = kz_token_at(state, i);
	const char *word = state->text.bytes + token->begin;
	uint32_t size = token->end - token->begin;
	char last = kz_ascii_lower(word[size - 1]);
	for (size_t k = 0; k < count; k++)
		if (endings[k].text[endings[k].size - 1] == last && ends_in(word, size, &endings[k]))
			return 1;
	return 0;
}

static int has_ending(const kz_state *state, uint32_t i, const ending *endings, size_t count)
{
	const kz_token *token = kz_token_at(state, i);
	if (token->kind != KZ_TOKEN_WORD)
		return 0;
	kz_list_answer *answer = kz_list_answer_for(state, token, endings);
	if (!answer)
		return find_ending(state, i, endings, count);
	if (answer->list != endings || answer->word != token->word)
		*answer = (kz_list_answer){endings, token->word, find_ending(state, i, endings, count)};
	return answer->is_in;
}

int kz_has_surname_ending(const kz_state *state, uint32_t i)
{
	static const ending endings[] = {
	        ENDING("ov", 5),    ENDING("ova", 6),   ENDING("ev", 5),     ENDING("eva", 6),   ENDING("yov", 6),
	        ENDING("sky", 6),   ENDING("skiy", 7),  ENDING("skii", 7),   ENDING("ski", 6),   ENDING("skaya", 8),
	        ENDING("enko", 6),  ENDING("chuk", 6),  ENDING("shvili", 8), ENDING("dze", 7),   ENDING("yan", 6),
	        ENDING("ian", 6),   ENDING("uly", 6),   ENDING("kyzy", 7),   ENDING("ogly", 7),  ENDING("oglu", 7),
	        ENDING("zade", 7),  ENDING("zadeh", 8), ENDING("vich", 7),   ENDING("tsev", 6),  ENDING("off", 6),
	        ENDING("hin", 6),   ENDING("kin", 6),   ENDING("tin", 6),    ENDING("nin", 6),   ENDING("shin", 6),
	        ENDING("ina", 7),   ENDING("bekov", 7), ENDING("enka", 6),   ENDING("nejad", 8), ENDING("sson", 7),
	        ENDING("stein", 7), ENDING("mann", 7),  ENDING("ый", 8),     ENDING("ов", 8),    ENDING("ев", 8),
	        ENDING("ин", 8),    ENDING("ова", 10),  ENDING("ева", 10),   ENDING("ский", 12), ENDING("ская", 12),
	        ENDING("енко", 12)};
	return has_ending(state, i, endings, sizeof endings / sizeof *endings);
}

int kz_has_regional_ending(const kz_state *state, uint32_t i)
{
	static const ending endings[] = {ENDING("ov", 6),   ENDING("ova", 7),   ENDING("ev", 6),     ENDING("eva", 7),
	                                 ENDING("yov", 7),  ENDING("enko", 7),  ENDING("shvili", 8), ENDING("dze", 7),
	                                 ENDING("vich", 8), ENDING("ovsky", 8), ENDING("skaya", 9),  ENDING("ogly", 7),
	                                 ENDING("oglu", 7), ENDING("uulu", 7),  ENDING("zade", 7)};
	return has_ending(state, i, endings, sizeof endings / sizeof *endings);
}

int kz_has_patronymic_ending(const kz_state *state, uint32_t i)
{
	static const ending endings[] = {ENDING("ovich", 8), ENDING("evich", 8), ENDING("ovna", 7),  ENDING("evna", 7),
	                                 ENDING("ovych", 8), ENDING("ivna", 7),  ENDING("uly", 6),   ENDING("kyzy", 7),
	                                 ENDING("ogly", 7),  ENDING("uulu", 7),  ENDING("ович", 12), ENDING("евич", 12),
	                                 ENDING("овна", 12), ENDING("евна", 12), ENDING("ұлы", 10)};
	return has_ending(state, i, endings, sizeof endings / sizeof *endings);
}

kzner_type kz_head_type(uint32_t classes)
{
	if (classes & KZ_CLASS_PARTYHEAD)
		return KZNER_TYPE_PARTY;
	if (classes & (KZ_CLASS_ORGHEAD | KZ_CLASS_ORGTAIL | KZ_CLASS_MEDIAHEAD))
		return KZNER_TYPE_ORG;
	if (classes & (KZ_CLASS_PLACEHEAD | KZ_CLASS_FACILITY))
		return KZNER_TYPE_PLACE;
	if (classes & KZ_CLASS_LAWHEAD)
		return KZNER_TYPE_LAW;
	if (classes & KZ_CLASS_EVENTHEAD)
		return KZNER_TYPE_EVENT;
	return KZNER_TYPE_NONE;
}

int kz_is_ordinary(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return token->flags & KZ_TOKEN_SENTENCE && token->shape == KZ_SHAPE_CAP &&
	       kz_token_classes(state->model, token) & (KZ_CLASS_COMMON | KZ_CLASS_MIXED);
}

static int begins_sentence(const kz_state *state, uint32_t i)
{
	return i == 0 || kz_token_at(state, i)->flags & (KZ_TOKEN_SENTENCE | KZ_TOKEN_BREAK);
}

/* The word before token i, over opening quotes; KZNER_NONE at the start of the sentence. */
static uint32_t word_before(const kz_state *state, uint32_t i)
{
	while (!begins_sentence(state, i)) {
		i--;
		const kz_token *token = kz_token_at(state, i);
		if (token->kind != KZ_TOKEN_SYMBOL)
			return i;
		if (token->symbol != '"' && token->symbol != '\'')
			return KZNER_NONE;
	}
	return KZNER_NONE;
}

static uint32_t lower_classes(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return i < state->tokens.count && token->kind == KZ_TOKEN_WORD && token->shape == KZ_SHAPE_LOWER
	               ? kz_token_classes(state->model, token)
	               : 0;
}

/* Within four words behind a comma a title begins: "Kodar, a political scientist". */
static int apposition_follows(const kz_state *state, uint32_t end)
{
	if (!kz_is_symbol(kz_token_at(state, end), ','))
		return 0;
	for (uint32_t i = end + 1; i < end + 6 && i < state->tokens.count; i++) {
		const kz_token *token = kz_token_at(state, i);
		if (kz_covered_as(state, i, KZNER_TYPE_TITLE))
			return 1;
		if (token->kind == KZ_TOKEN_SYMBOL || kz_is_capital(token))
			return 0;
	}
	return 0;
}

/* The verb that follows, over auxiliaries. */
static int human_verb_follows(const kz_state *state, uint32_t end)
{
	for (uint32_t i = end; i < end + 3 && i < state->tokens.count; i++) {
		uint32_t classes = lower_classes(state, i);
		if (classes & (KZ_CLASS_SPEECH | KZ_CLASS_HUMAN))
			return 1;
		if (!(classes & KZ_CLASS_COMMON) || kz_token_at(state, i)->end - kz_token_at(state, i)->begin > 4)
			return 0;
	}
	return 0;
}

/* her husband Siarhei */
static int kin_stands_before(const kz_state *state, uint32_t before)
{
	static const char *const kin[] = {"husband",  "wife",     "brother",       "sister", "son",    "daughter",
	                                  "father",   "mother",   "uncle",         "aunt",   "cousin", "nephew",
	                                  "niece",    "grandson", "granddaughter", "widow",  "sons",   "daughters",
	                                  "brothers", "sisters",  "fiancee",       "named",  NULL};
	return lower_classes(state, before) & KZ_CLASS_HUMAN && kz_is_one_of(state, before, kin);
}

/* according to X: somebody who says something, and no place */
static int is_according_to(const kz_state *state, uint32_t to)
{
	return to && kz_is_text(state, to, "to") &&
	       (kz_is_text(state, to - 1, "according") || kz_is_text(state, to - 1, "According"));
}

static uint32_t person_evidence(const kz_state *state, uint32_t first, uint32_t end)
{
	uint32_t evidence = 0, before = word_before(state, first);
	if (before != KZNER_NONE) {
		uint32_t classes = kz_classes_at(state, before);
		if (kz_covered_as(state, before, KZNER_TYPE_TITLE))
			evidence |= KZ_EVIDENCE_TITLE;
		if (classes & KZ_CLASS_HONORIFIC)
			evidence |= KZ_EVIDENCE_HONORIFIC;
		if (kz_token_at(state, before)->shape == KZ_SHAPE_LOWER && classes & KZ_CLASS_SPEECH)
			evidence |= KZ_EVIDENCE_SPEECH;
		if (is_according_to(state, before))
			evidence |= KZ_EVIDENCE_SPEECH;
		if (kin_stands_before(state, before))
			evidence |= KZ_EVIDENCE_KIN;
	} else if (first >= 2 && kz_is_symbol(kz_token_at(state, first - 1), ',') &&
	           kin_stands_before(state, first - 2)) {
		evidence |= KZ_EVIDENCE_KIN;
	} else if (first >= 2 && kz_is_symbol(kz_token_at(state, first - 1), ',') &&
	           kz_covered_as(state, first - 2, KZNER_TYPE_TITLE)) {
		evidence |= KZ_EVIDENCE_TITLE;
	} else if (first >= 2 && kz_is_symbol(kz_token_at(state, first - 1), '.') &&
	           kz_classes_at(state, first - 2) & KZ_CLASS_HONORIFIC) {
		evidence |= KZ_EVIDENCE_HONORIFIC;
	} else if (first >= 2 && kz_is_symbol(kz_token_at(state, first - 1), '.') &&
	           kz_covered_as(state, first - 2, KZNER_TYPE_TITLE)) {
		evidence |= KZ_EVIDENCE_TITLE;
	}
	if (human_verb_follows(state, end))
		evidence |= KZ_EVIDENCE_SPEECH;
	if (apposition_follows(state, end))
		evidence |= KZ_EVIDENCE_APPOSITION;
	return evidence;
}

/*
 * Small generic words that name what the capitalised word beside them is: the X newspaper, X oil field. Others that head names
 * (government, troops, market) go with the adjective of a people just as well.
 */
static int is_telling(const kz_state *state, uint32_t i, uint32_t classes)
{
	static const char *const words[] = {
	        "newspaper",   "newspapers",    "agency",       "company",    "companies",    "firm",
	        "corporation", "bank",          "group",        "website",    "channel",      "radio",
	        "magazine",    "weekly",        "daily",        "portal",     "institute",    "university",
	        "foundation",  "fund",          "party",        "movement",   "bloc",         "alliance",
	        "coalition",   "association",   "union",        "club",       "network",      "holding",
	        "consortium",  "airline",       "airlines",     "team",       "organization", "organisation",
	        "broadcaster", "station",       "outlet",       "journal",    "academy",      "center",
	        "centre",      "region",        "province",     "oblast",     "district",     "city",
	        "town",        "village",       "river",        "lake",       "mountains",    "mountain",
	        "valley",      "field",         "fields",       "oilfield",   "gasfield",     "deposit",
	        "deposits",    "island",        "islands",      "peninsula",  "pipeline",     "port",
	        "airport",     "refinery",      "plant",        "mine",       "reservoir",    "desert",
	        "pass",        "canal",         "county",       "prefecture", "settlement",   "cosmodrome",
	        "square",      "street",        "basin",        "faction",    "suburb",       "municipality",
	        "borough",     "neighbourhood", "neighborhood", "prison",     "camp",         "resort",
	        "gorge",       "steppe",        "raion",        "rayon",      "factory",      "crossing",
	        "reactor",     "program",       "programme",    "project",    "blog",         "service",
	        NULL};
	if (!(classes & KZ_HEAD_CLASSES))
		return 0;
	return kz_is_one_of(state, i, words);
}

/* "the X newspaper", "news agency X", "X oil field", "city of X" */
static uint32_t generic_evidence(const kz_state *state, uint32_t first, uint32_t end, kzner_type type)
{
	if (type == KZNER_TYPE_ORG && kz_is_text(state, end, "NGO"))
		return KZ_EVIDENCE_GENERIC;
	for (uint32_t i = end; i < end + 2; i++) {
		uint32_t classes = lower_classes(state, i);
		if (is_telling(state, i, classes))
			return kz_head_type(classes) == type ? KZ_EVIDENCE_GENERIC : 0;
		if (!(classes & (KZ_CLASS_COMMON | KZ_CLASS_MIXED)) || classes & (KZ_CLASS_LOCATIVE | KZ_CLASS_SPEECH))
			break;
	}
	uint32_t before = word_before(state, first);
	if (before == KZNER_NONE)
		return 0;
	uint32_t classes = lower_classes(state, before);
	if (is_telling(state, before, classes) && kz_head_type(classes) == type)
		return KZ_EVIDENCE_GENERIC;
	/* village of X */
	if (type == KZNER_TYPE_PLACE && before >= 1 &&
	    (classes & KZ_CLASS_LOCATIVE || kz_is_text(state, before, "of")) &&
	    lower_classes(state, before - 1) & KZ_CLASS_PLACEHEAD)
		return KZ_EVIDENCE_GENERIC;
	return 0;
}

/* ( NAME , DATE ) */
int kz_is_source_note(const kz_state *state, uint32_t first, uint32_t end)
{
	if (!first || !kz_is_symbol(kz_token_at(state, first - 1), '(') || !kz_is_symbol(kz_token_at(state, end), ','))
		return 0;
	for (uint32_t i = end + 1; i < end + 6 && i < state->tokens.count; i++) {
		const kz_token *token = kz_token_at(state, i);
		if (kz_is_symbol(token, ')'))
			return i > end + 1;
		if (token->kind != KZ_TOKEN_NUMBER && !(kz_classes_at(state, i) & KZ_CLASS_MONTH) &&
		    !kz_is_symbol(token, ',') && !kz_is_symbol(token, '.') && !kz_is_symbol(token, '-'))
			return 0;
	}
	return 0;
}

/* mayor of X, Count of X: at the word before X */
static int rules_place(const kz_state *state, uint32_t before)
{
	static const char *const rulers[] = {"mayor",  "governor", "akim",    "hokim",  "count",      "duke", "earl",
	                                     "king",   "queen",    "prince",  "bishop", "archbishop", "emir", "khan",
	                                     "sultan", "sheriff",  "duchess", "mayors", "governors",  NULL};
	return before != KZNER_NONE && before > 0 && kz_is_text(state, before, "of") &&
	       kz_is_one_of(state, before - 1, rulers);
}

uint32_t kz_context_evidence(const kz_state *state, uint32_t first, uint32_t end, kzner_type type)
{
	uint32_t evidence = 0;
	if (type == KZNER_TYPE_PERSON)
		return person_evidence(state, first, end);
	evidence |= generic_evidence(state, first, end, type);
	if (type == KZNER_TYPE_PLACE) {
		uint32_t before = word_before(state, first);
		if (before != KZNER_NONE && kz_token_at(state, before)->shape == KZ_SHAPE_LOWER &&
		    kz_classes_at(state, before) & KZ_CLASS_LOCATIVE && !is_according_to(state, before))
			evidence |= KZ_EVIDENCE_LOCATIVE;
		if (rules_place(state, before))
			evidence |= KZ_EVIDENCE_GENERIC;
	} else if (type == KZNER_TYPE_ORG) {
		uint32_t before = word_before(state, first);
		if (before != KZNER_NONE && before > 0 && kz_covered_as(state, before - 1, KZNER_TYPE_TITLE) &&
		    !rules_place(state, before) &&
		    (kz_is_text(state, before, "of") || kz_is_text(state, before, "at") ||
		     kz_is_text(state, before, "with")))
			evidence |= KZ_EVIDENCE_ROLE;
		if (kz_is_source_note(state, first, end))
			evidence |= KZ_EVIDENCE_SOURCE_NOTE;
		if (first && kz_is_symbol(kz_token_at(state, first - 1), '"') &&
		    kz_is_symbol(kz_token_at(state, end), '"'))
			evidence |= KZ_EVIDENCE_QUOTED;
	}
	return evidence;
}

int kz_after_the(const kz_state *state, uint32_t i)
{
	const kz_token *before = i ? kz_token_at(state, i - 1) : NULL;
	return before && before->kind == KZ_TOKEN_WORD && before->end - before->begin == 3 &&
	       (state->text.bytes[before->begin] | 0x20) == 't' && state->text.bytes[before->begin + 1] == 'h' &&
	       state->text.bytes[before->begin + 2] == 'e';
}

const char *kz_evidence_text(kz_arena *arena, uint32_t evidence)
{
	static const char *const names[] = {"title before the name",
	                                    "honorific before the name",
	                                    "given name",
	                                    "surname or its ending",
	                                    "verb that goes with people",
	                                    "role in apposition",
	                                    "head word of its type",
	                                    "generic word of its type beside it",
	                                    "preposition of place before it",
	                                    "acronym",
	                                    "in quotes",
	                                    "source note with a date",
	                                    "fuller name in the document",
	                                    "defined in brackets",
	                                    "initials",
	                                    "form of a company or agency name",
	                                    "byline",
	                                    "word of kinship before the name",
	                                    "somebody's role in it"};
	char text[512];
	size_t length = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!(evidence & 1u << i))
			continue;
		size_t size = strlen(names[i]);
		if (length + size + 2 >= sizeof text)
			break;
		if (length) {
			memcpy(text + length, ", ", 2);
			length += 2;
		}
		memcpy(text + length, names[i], size);
		length += size;
	}
	return kz_arena_copy(arena, text, length);
}
