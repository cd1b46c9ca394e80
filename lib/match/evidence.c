/* In: a place in the text. Out: what its form and its neighbours say. */
#include "match/evidence.h"

#include <string.h>

/* What is asked first stands last: no branch has to be guessed. */
kzner_type kz_head_type(uint32_t classes)
{
	kzner_type type = classes & KZ_CLASS_EVENTHEAD ? KZNER_TYPE_EVENT : KZNER_TYPE_NONE;
	type = classes & KZ_CLASS_LAWHEAD ? KZNER_TYPE_LAW : type;
	type = classes & (KZ_CLASS_PLACEHEAD | KZ_CLASS_FACILITY) ? KZNER_TYPE_PLACE : type;
	type = classes & (KZ_CLASS_ORGHEAD | KZ_CLASS_ORGTAIL | KZ_CLASS_MEDIAHEAD) ? KZNER_TYPE_ORG : type;
	return classes & KZ_CLASS_PARTYHEAD ? KZNER_TYPE_PARTY : type;
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

/* Classes of a word in small letters, 0 of anything else. Behind the last token stands a symbol. */
static uint32_t lower_classes(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i < state->tokens.count ? i : state->tokens.count);
	uint32_t small = (token->kind == KZ_TOKEN_WORD) & (token->shape == KZ_SHAPE_LOWER);
	return token->classes & (0 - small);
}

/* NAME, 34, */
static int is_age(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i < state->tokens.count ? i : state->tokens.count);
	return token->kind == KZ_TOKEN_NUMBER && token->end - token->begin == 2 && token[1].symbol == ',';
}

/* Within four words behind a comma a title begins, or an age stands there: "Kodar, a political scientist". */
static int apposition_follows(const kz_state *state, uint32_t end)
{
	if (!kz_is_symbol(kz_token_at(state, end), ','))
		return 0;
	if (is_age(state, end + 1))
		return 1;
	for (uint32_t i = end + 1; i < end + 6 && i < state->tokens.count; i++) {
		const kz_token *token = kz_token_at(state, i);
		if (kz_covered_as(state, i, KZNER_TYPE_TITLE))
			return 1;
		if (token->kind == KZ_TOKEN_SYMBOL || kz_is_capital(token))
			return 0;
	}
	return 0;
}

static uint32_t is_human_verb(uint32_t classes)
{
	return (classes & (KZ_CLASS_SPEECH | KZ_CLASS_HUMAN)) != 0;
}

/* An ordinary word that is short, as auxiliaries are; 0 are the classes of what has a capital. */
static uint32_t is_short_word(const kz_token *token, uint32_t classes)
{
	return ((classes & KZ_CLASS_COMMON) != 0) & (token->end - token->begin <= 4);
}

/* The verb that follows, over up to two auxiliaries. */
static uint32_t human_verb_follows(const kz_state *state, const kz_surroundings *s)
{
	const kz_token *end = kz_token_at(state, s->end < state->tokens.count ? s->end : state->tokens.count);
	const kz_token *next = end + (s->end < state->tokens.count);
	uint32_t behind =
	        is_human_verb(s->behind[1]) | (is_short_word(next, s->behind[1]) & is_human_verb(s->behind[2]));
	return is_human_verb(s->behind[0]) | (is_short_word(end, s->behind[0]) & behind);
}

/* her husband Siarhei */
static int kin_stands_before(const kz_state *state, uint32_t before)
{
	return lower_classes(state, before) & KZ_CLASS_HUMAN && kz_token_in(state, before, KZ_NAME_IN(KIN));
}

/* according to X: somebody who says something, and no place */
static int is_according_to(const kz_state *state, uint32_t to)
{
	return to && kz_is_text(state, to, "to") &&
	       (kz_is_text(state, to - 1, "according") || kz_is_text(state, to - 1, "According"));
}

/* What a comma or a full stop stands between: the wife, NAME; the director, NAME; Mr. NAME; Gen. NAME */
static uint32_t person_over_mark(const kz_state *state, uint32_t first)
{
	if (first < 2)
		return 0;
	const kz_token *mark = kz_token_at(state, first - 1);
	if (kz_is_symbol(mark, ',') && kin_stands_before(state, first - 2))
		return KZ_EVIDENCE_KIN;
	if (kz_is_symbol(mark, '.') && kz_classes_at(state, first - 2) & KZ_CLASS_HONORIFIC)
		return KZ_EVIDENCE_HONORIFIC;
	if ((kz_is_symbol(mark, ',') || kz_is_symbol(mark, '.')) && kz_covered_as(state, first - 2, KZNER_TYPE_TITLE))
		return KZ_EVIDENCE_TITLE;
	return 0;
}

static uint32_t person_behind_word(const kz_state *state, const kz_surroundings *s)
{
	uint32_t evidence = 0, classes = kz_classes_at(state, s->before);
	if (kz_covered_as(state, s->before, KZNER_TYPE_TITLE))
		evidence |= KZ_EVIDENCE_TITLE;
	if (classes & KZ_CLASS_HONORIFIC)
		evidence |= KZ_EVIDENCE_HONORIFIC;
	if (s->before_classes & KZ_CLASS_SPEECH || is_according_to(state, s->before))
		evidence |= KZ_EVIDENCE_SPEECH;
	if (s->before_classes & KZ_CLASS_HUMAN && kin_stands_before(state, s->before))
		evidence |= KZ_EVIDENCE_KIN;
	return evidence;
}

uint32_t kz_person_evidence(const kz_state *state, const kz_surroundings *s)
{
	uint32_t evidence = s->before != KZNER_NONE ? person_behind_word(state, s) : person_over_mark(state, s->first);
	if (human_verb_follows(state, s))
		evidence |= KZ_EVIDENCE_SPEECH;
	if (apposition_follows(state, s->end))
		evidence |= KZ_EVIDENCE_APPOSITION;
	return evidence;
}

/*
 * Small generic words that name what the capitalised word beside them is: the X newspaper, X oil field. Others that head names
 * (government, troops, market) go with the adjective of a people just as well.
 */
static int is_telling(const kz_state *state, uint32_t i, uint32_t classes)
{
	if (!(classes & KZ_HEAD_CLASSES))
		return 0;
	return kz_token_in(state, i, KZ_NAME_IN(GENERIC));
}

#define TYPE_BIT(type) (1u << (type))

/* The type that a generic word behind the name tells, NONE if there is none: the X newspaper, X oil field. */
static kzner_type generic_behind(const kz_state *state, const kz_surroundings *s)
{
	uint32_t first = s->behind[0], second = s->behind[1];
	if (!((first | second) & KZ_HEAD_CLASSES))
		return KZNER_TYPE_NONE;
	if (is_telling(state, s->end, first))
		return kz_head_type(first);
	if (!(first & (KZ_CLASS_COMMON | KZ_CLASS_MIXED)) || first & (KZ_CLASS_LOCATIVE | KZ_CLASS_SPEECH))
		return KZNER_TYPE_NONE;
	return is_telling(state, s->end + 1, second) ? kz_head_type(second) : KZNER_TYPE_NONE;
}

/* news agency X, village of X */
static uint32_t generic_before(const kz_state *state, const kz_surroundings *s)
{
	uint32_t types = 0;
	if (s->before == KZNER_NONE)
		return 0;
	if (is_telling(state, s->before, s->before_classes))
		types |= TYPE_BIT(kz_head_type(s->before_classes));
	if (s->before && lower_classes(state, s->before - 1) & KZ_CLASS_PLACEHEAD &&
	    (s->before_classes & KZ_CLASS_LOCATIVE || kz_is_text(state, s->before, "of")))
		types |= TYPE_BIT(KZNER_TYPE_PLACE);
	return types;
}

/* The types that generic words beside the name tell. Those behind it have the word. */
static uint32_t generic_types(const kz_state *state, const kz_surroundings *s)
{
	uint32_t types = kz_is_text(state, s->end, "NGO") ? TYPE_BIT(KZNER_TYPE_ORG) : 0;
	kzner_type behind = generic_behind(state, s);
	return types | (behind != KZNER_TYPE_NONE ? TYPE_BIT(behind) : generic_before(state, s));
}

/* ( NAME , DATE ), or ( NAME , DATE ; NAME , DATE ) at either, where the date names its month */
int kz_is_source_note(const kz_state *state, uint32_t first, uint32_t end)
{
	const char opening = first ? kz_token_at(state, first - 1)->symbol : 0;
	uint32_t month = 0;
	if ((opening != '(' && opening != ';') || !kz_is_symbol(kz_token_at(state, end), ','))
		return 0;
	for (uint32_t i = end + 1; i < end + 6 && i < state->tokens.count; i++) {
		const kz_token *token = kz_token_at(state, i);
		if (token->symbol == ')' || token->symbol == ';')
			return i > end + 1 && (month || (opening == '(' && token->symbol == ')'));
		if (token->kind != KZ_TOKEN_NUMBER && !(kz_classes_at(state, i) & KZ_CLASS_MONTH) &&
		    !kz_is_symbol(token, ',') && !kz_is_symbol(token, '.') && !kz_is_symbol(token, '-'))
			return 0;
		month |= kz_classes_at(state, i) & KZ_CLASS_MONTH;
	}
	return 0;
}

/* mayor of X, Count of X: at the word before X */
static int rules_place(const kz_state *state, uint32_t before)
{
	return before != KZNER_NONE && before > 0 && kz_is_text(state, before, "of") &&
	       kz_token_in(state, before - 1, KZ_NAME_IN(RULER));
}

void kz_surroundings_read(const kz_state *state, uint32_t first, uint32_t end, kz_surroundings *s)
{
	*s = (kz_surroundings){.first = first, .end = end, .before = word_before(state, first)};
	if (s->before != KZNER_NONE)
		s->before_classes = lower_classes(state, s->before);
	for (uint32_t k = 0; k < 3; k++)
		s->behind[k] = lower_classes(state, end + k);
}

void kz_surroundings_read_generic(const kz_state *state, kz_surroundings *s)
{
	s->generic = generic_types(state, s);
}

uint32_t kz_place_evidence(const kz_state *state, const kz_surroundings *s)
{
	uint32_t evidence = kz_generic_evidence(s, KZNER_TYPE_PLACE);
	if (s->before_classes & KZ_CLASS_LOCATIVE && !is_according_to(state, s->before))
		evidence |= KZ_EVIDENCE_LOCATIVE;
	if (rules_place(state, s->before))
		evidence |= KZ_EVIDENCE_GENERIC;
	return evidence;
}

/* editor of X, analyst at X */
static int role_stands_before(const kz_state *state, uint32_t before)
{
	return before != KZNER_NONE && before > 0 && kz_covered_as(state, before - 1, KZNER_TYPE_TITLE) &&
	       (kz_is_text(state, before, "of") || kz_is_text(state, before, "at") ||
	        kz_is_text(state, before, "with")) &&
	       !rules_place(state, before);
}

uint32_t kz_org_evidence(const kz_state *state, const kz_surroundings *s)
{
	uint32_t evidence = kz_generic_evidence(s, KZNER_TYPE_ORG);
	const kz_token *mark = s->first ? kz_token_at(state, s->first - 1) : NULL;
	if (role_stands_before(state, s->before))
		evidence |= KZ_EVIDENCE_ROLE;
	if (!mark || mark->kind != KZ_TOKEN_SYMBOL)
		return evidence;
	if (kz_is_source_note(state, s->first, s->end))
		evidence |= KZ_EVIDENCE_SOURCE_NOTE;
	if (mark->symbol == '"' && kz_is_symbol(kz_token_at(state, s->end), '"'))
		evidence |= KZ_EVIDENCE_QUOTED;
	return evidence;
}

uint32_t kz_context_evidence(const kz_state *state, uint32_t first, uint32_t end, kzner_type type)
{
	kz_surroundings s;
	/* No word speaks for these but their own. */
	if (type == KZNER_TYPE_TITLE || type == KZNER_TYPE_NORP)
		return 0;
	kz_surroundings_read(state, first, end, &s);
	if (type == KZNER_TYPE_PERSON)
		return kz_person_evidence(state, &s);
	kz_surroundings_read_generic(state, &s);
	if (type == KZNER_TYPE_PLACE)
		return kz_place_evidence(state, &s);
	return type == KZNER_TYPE_ORG ? kz_org_evidence(state, &s) : kz_generic_evidence(&s, type);
}

int kz_after_the(const kz_state *state, uint32_t i)
{
	const kz_token *before = i ? kz_token_at(state, i - 1) : NULL;
	return before && before->kind == KZ_TOKEN_WORD && before->end - before->begin == 3 &&
	       (state->text.bytes[before->begin] | 0x20) == 't' && state->text.bytes[before->begin + 1] == 'h' &&
	       state->text.bytes[before->begin + 2] == 'e';
}

/* What each bit of evidence is in English, with the comma before it. */
typedef struct evidence_name {
	const char *text;
	size_t size;
} evidence_name;

#define NAMED(text)                                                                                                    \
	{                                                                                                              \
		", " text, sizeof text + 1                                                                             \
	}

static const evidence_name names[] = {NAMED("title before the name"),
                                      NAMED("honorific before the name"),
                                      NAMED("given name"),
                                      NAMED("surname or its ending"),
                                      NAMED("verb that goes with people"),
                                      NAMED("role in apposition"),
                                      NAMED("head word of its type"),
                                      NAMED("generic word of its type beside it"),
                                      NAMED("preposition of place before it"),
                                      NAMED("acronym"),
                                      NAMED("in quotes"),
                                      NAMED("source note with a date"),
                                      NAMED("fuller name in the document"),
                                      NAMED("defined in brackets"),
                                      NAMED("initials"),
                                      NAMED("form of a company or agency name"),
                                      NAMED("byline"),
                                      NAMED("word of kinship before the name"),
                                      NAMED("somebody's role in it")};

enum { NAME_COUNT = sizeof names / sizeof *names };

/* More than all names are together. */
#define EVIDENCE_TEXT_MAX 512

/* The evidence bits as an English phrase. */
static const char *make_text(kz_arena *arena, uint32_t evidence)
{
	char text[EVIDENCE_TEXT_MAX];
	size_t size = 0;
	for (uint32_t bits = evidence & ((1u << NAME_COUNT) - 1); bits; bits &= bits - 1) {
		const evidence_name *name = &names[__builtin_ctz(bits)];
		memcpy(text + size, name->text, name->size);
		size += name->size;
	}
	return kz_arena_copy(arena, text + 2, size ? size - 2 : 0);
}

const char *kz_evidence_text(kz_state *state, uint32_t evidence)
{
	kz_evidence_phrase *known = &state->phrases[(evidence * 0x9E3779B1u) >> 27];
	if (known->text && known->evidence == evidence)
		return known->text;
	*known = (kz_evidence_phrase){evidence, make_text(state->arena, evidence)};
	return known->text;
}
