/* The word of the model that another spelling or a case form of it means. */
#ifndef KZ_NAME_VARIANT_H
#define KZ_NAME_VARIANT_H

#include "text/token.h"

/* Word whose name key the token of text has, in any reading and, in Cyrillic, in any case; 0 if there is none.
 * *ret_hash is a hash of its key: of the dictionary form where that was found. */
uint32_t kz_variant_word(const kzner_model *model, const char *text, const kz_token *token, uint32_t *ret_hash);

/* The key of a word as it stands, and the same by way of it: what is between may be the wait for the model's answer. */
typedef struct kz_plain_key {
	uint32_t length, hash;
	char text[KZ_FOLD_MAX + 1];
} kz_plain_key;

void kz_plain_key_make(const char *text, const kz_token *token, kz_plain_key *ret_key);
uint32_t kz_variant_word_of(const kzner_model *model, const char *text, const kz_token *token, const kz_plain_key *key,
                            uint32_t *ret_hash);

/* That hash alone, for a word that is not in Cyrillic. */
uint32_t kz_plain_key_hash(const char *text, const kz_token *token);

/* The same for the dictionary forms alone that a word in Cyrillic may be a case of, number nth of those that have a key: for
 * words whose own key is in names too, but not in this place (Москвы). 0 if there are no more. */
uint32_t kz_case_word(const kzner_model *model, const char *text, const kz_token *token, unsigned nth);

#endif
