/* Questions about the words of a capitalised phrase that the matchers of names share. */
#ifndef KZ_NAME_WORDS_H
#define KZ_NAME_WORDS_H

#include "match/evidence.h"

/* Classes of words that are none of a name, or only under conditions. */
#define KZ_UNLIKELY_IN_NAME (KZ_CLASS_HONORIFIC | KZ_CLASS_MONTH | KZ_CLASS_WEEKDAY | KZ_CLASS_NEVER)

int kz_is_unlikely_name_word(const kz_state *state, uint32_t i);

/* A word that can be part of a name by its capital. */
static inline int kz_is_name_word(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return kz_is_capital(token) && (!(token->classes & KZ_UNLIKELY_IN_NAME) || kz_is_unlikely_name_word(state, i));
}

/* An ordinary word, capitalised for whatever reason: says nothing of its own in a name. */
static inline int kz_is_plain_word(const kz_state *state, uint32_t i)
{
	return (kz_classes_at(state, i) & (KZ_CLASS_COMMON | KZ_CLASS_MIXED)) != 0;
}

static inline int kz_is_line_start(const kz_state *state, uint32_t i)
{
	return (kz_token_at(state, i)->flags & (KZ_TOKEN_BREAK | KZ_TOKEN_SENTENCE)) != 0;
}

/* A small word for a kind of place, as in Zhambyl region. */
static inline int kz_is_place_word(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return kz_is_word(token) && token->shape == KZ_SHAPE_LOWER && token->word &&
	       kz_token_in(state, i, KZ_NAME_IN(PLACE_WORD));
}

/* The name of a country or the adjective of a people or region. */
int kz_is_country_word(const kz_state *state, uint32_t i);

/* Capitalised words from i on, hyphens between them; the end. */
uint32_t kz_capital_run(const kz_state *state, uint32_t i, uint32_t limit);

/* A candidate of source NAME; NULL when there is no memory. */
kz_candidate *kz_name_add(kz_state *state, uint32_t first, uint32_t end, kzner_type type, float score,
                          uint32_t evidence);

/* Does one name of the gazetteer hold all these tokens? */
static inline int kz_in_one_cover(const kz_state *state, uint32_t first, uint32_t end)
{
	const kz_candidate *cover = kz_cover_at(state, first);
	return cover && cover->type != KZNER_TYPE_TITLE && cover->first <= first && cover->end >= end;
}

/* Tokens in text order. */
typedef struct kz_token_list {
	uint32_t *at;
	uint32_t count;
} kz_token_list;

/* Names around a head word, and titles around an office, of a sentence; false: no memory. */
int kz_head_match(kz_state *state, const kz_sentence *sentence, uint32_t head);
int kz_title_match(kz_state *state, const kz_sentence *sentence, uint32_t office);

#endif
