/* What the surroundings and the form of a name say about it: small questions that name_match.c and resolve/ ask. */
#ifndef KZ_EVIDENCE_H
#define KZ_EVIDENCE_H

#include "match/candidate.h"

#include <string.h>

/* Classes of words that head a name, by the type that they give it. */
#define KZ_HEAD_CLASSES                                                                                                \
	(KZ_CLASS_ORGHEAD | KZ_CLASS_ORGTAIL | KZ_CLASS_PARTYHEAD | KZ_CLASS_PLACEHEAD | KZ_CLASS_FACILITY |           \
	 KZ_CLASS_EVENTHEAD | KZ_CLASS_LAWHEAD | KZ_CLASS_MEDIAHEAD)

/* Is token i written exactly so? Inlined, since most texts are literals of known length. */
static inline int kz_is_text(const kz_state *state, uint32_t i, const char *text)
{
	const kz_token *token = kz_token_at(state, i);
	size_t size = strlen(text);
	return i < state->tokens.count && token->end - token->begin == size &&
	       !memcmp(state->text.bytes + token->begin, text, size);
}

/* Corp, Ltd, SpA: what stands behind a company's name. */
int kz_is_legal_form(const kz_state *state, uint32_t i);

/* The candidate of the gazetteer that covers token i, NULL if none does. */
static inline const kz_candidate *kz_cover_at(const kz_state *state, uint32_t i)
{
	return i < state->tokens.count && state->cover[i] ? &state->candidates.items[state->cover[i] - 1] : NULL;
}

static inline int kz_covered_as(const kz_state *state, uint32_t i, kzner_type type)
{
	const kz_candidate *cover = kz_cover_at(state, i);
	return cover && cover->type == type;
}

/* Endings that a word has: bits. */
enum {
	KZ_ENDING_SURNAME = 1 << 0,  /* of a family name: Akhmetov; Kodar has none */
	KZ_ENDING_REGIONAL = 1 << 1, /* one that next to nothing but family names of the region has: Sharakhmatullaev */
	KZ_ENDING_PATRONYMIC = 1 << 2, /* Nursultanovich */
	KZ_ENDING_COMPANY = 1 << 3,    /* Rosneft */
	KZ_ENDING_PLACE = 1 << 4       /* Leningrad */
};

uint32_t kz_name_endings(const kz_state *state, uint32_t i);

/* Which letters stand before the last one in endings that share it, as bits by their lowest five bits. */
typedef struct kz_ending_letters {
	uint32_t second, third; /* from the end */
} kz_ending_letters;

/* By the lowest five bits of the last letter. */
extern const kz_ending_letters kz_letters_of_endings[32];

/* False only of a word that has no ending: told by its last three bytes, as far as they are ASCII. Endings stand in words of five. */
static inline uint32_t kz_may_have_ending(const kz_state *state, const kz_token *token)
{
	const unsigned char *end = (const unsigned char *)state->text.bytes + token->end;
	if (token->end < 3)
		return 0;
	const kz_ending_letters *letters = &kz_letters_of_endings[end[-1] & 31];
	return end[-1] >> 7 | (letters->second >> (end[-2] & 31) & letters->third >> (end[-3] & 31) & 1);
}

/* Type that a head word of these classes gives to a name, KZNER_TYPE_NONE if none. */
kzner_type kz_head_type(uint32_t classes);

/* What stands beside tokens [first, end) in their sentence: read once, and then asked for each type that they may be of. */
typedef struct kz_surroundings {
	uint32_t first, end;
	uint32_t before;         /* the word before, over opening quotes; KZNER_NONE at the start of the sentence */
	uint32_t before_classes; /* of that word; 0 if it has a capital */
	uint32_t behind[3];      /* classes of the tokens behind; 0 of what is no word in small letters */
	uint32_t generic;        /* 1 << type: a generic word of it stands there; read apart, since no person has one */
} kz_surroundings;

void kz_surroundings_read(const kz_state *state, uint32_t first, uint32_t end, kz_surroundings *s);
void kz_surroundings_read_generic(const kz_state *state, kz_surroundings *s);

/* Evidence bits from the surroundings for a mention of a type; the last three need the generic words read. */
uint32_t kz_person_evidence(const kz_state *state, const kz_surroundings *s);
uint32_t kz_org_evidence(const kz_state *state, const kz_surroundings *s);
uint32_t kz_place_evidence(const kz_state *state, const kz_surroundings *s);

static inline uint32_t kz_generic_evidence(const kz_surroundings *s, kzner_type type)
{
	return s->generic >> type & 1 ? KZ_EVIDENCE_GENERIC : 0;
}

/* The same for one type. */
uint32_t kz_context_evidence(const kz_state *state, uint32_t first, uint32_t end, kzner_type type);

/* ( NAME , DATE ): the name is where something was printed. */
int kz_is_source_note(const kz_state *state, uint32_t first, uint32_t end);

/* An ordinary word that only the sentence start made a capital of. */
static inline int kz_is_ordinary_token(const kz_token *token)
{
	return ((token->flags & KZ_TOKEN_SENTENCE) != 0) &
	       ((token->classes & (KZ_CLASS_COMMON | KZ_CLASS_MIXED)) != 0) & (token->shape == KZ_SHAPE_CAP);
}

static inline int kz_is_ordinary(const kz_state *state, uint32_t i)
{
	return kz_is_ordinary_token(kz_token_at(state, i));
}

/* Does "the" stand before token i? */
int kz_after_the(const kz_state *state, uint32_t i);

/* "title before the name, given name": the evidence bits as an English phrase; NULL when there is no memory. */
const char *kz_evidence_text(kz_state *state, uint32_t evidence);

#endif
