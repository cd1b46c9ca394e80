/* The word of the model that another spelling or a case form of it means. */
#ifndef KZ_NAME_VARIANT_H
#define KZ_NAME_VARIANT_H

#include "text/token.h"

/* Word whose name key the token of text has, in any reading and, in Cyrillic, in any case; 0 if there is none.
 * *ret_hash is a hash of its key: of the dictionary form where that was found. */
uint32_t kz_variant_word(const kzner_model *model, const char *text, const kz_token *token, uint32_t *ret_hash);

/* The key of a word as it stands, and the same by way of it: what is between may be the wait for the model's answer. */
void kz_plain_key_make(const char *text, const kz_token *token, kz_key_text *ret_key);
uint32_t kz_variant_word_of(const kzner_model *model, const char *text, const kz_token *token, const kz_key_text *key,
                            uint32_t *ret_hash);

/* What the model tells of the key of a word; of others that it tells nothing. A word may be known in the letters of another alphabet
 * or with its stops left out, in which it does not sound the same. */
static inline const kz_word_key *kz_known_key(const kzner_model *model, const kz_token *token)
{
	uint32_t is_plain = !(token->flags & (KZ_TOKEN_WIDE | KZ_TOKEN_DOTTED));
	return &model->word_keys[token->word & -is_plain];
}

/* That hash alone, for a word that is not in Cyrillic. */
uint32_t kz_plain_key_hash(const char *text, const kz_token *token);

/* The same for the dictionary forms alone that a word in Cyrillic may be a case of, number nth of those that have a key: for
 * words whose own key is in names too, but not in this place (Москвы). 0 if there are no more. */
uint32_t kz_case_word(const kzner_model *model, const char *text, const kz_token *token, unsigned nth);

#endif
