/* Capitalised words by what may be made of them: which of them each matcher of names looks at. */
#ifndef KZ_CAPITAL_LIST_H
#define KZ_CAPITAL_LIST_H

#include "match/name_words.h"

/* Tokens in text order; behind the last stands KZNER_NONE. */
typedef struct kz_capital_lists {
	kz_token_list names;   /* that may begin the name of a person, or any that no list has */
	kz_token_list heads;   /* that may head a name, or name a company with the country behind it */
	kz_token_list offices; /* that may be the office of a title with a portfolio */
	kz_token_list upper;   /* of three letters or more, all of them capitals */
	kz_token_list telling; /* ordinary words of four letters or more, which running text has in small letters */
} kz_capital_lists;

/* An ordinary word that a headline has in capitals, and running text has not. */
static inline uint32_t kz_is_telling(const kz_token *token)
{
	return ((token->classes & KZ_CLASS_COMMON) != 0) & (uint32_t)kz_is_word(token) &
	       (token->end - token->begin >= 4);
}

/* Also lists state->proper. False: no memory. */
int kz_capitals_list(kz_state *state, kz_capital_lists *ret);

#endif
