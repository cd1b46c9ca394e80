/* Which bit of a sign (relations/place_sign.h) stands for each word that patterns ask for. */
#ifndef KZ_SIGN_WORDS_H
#define KZ_SIGN_WORDS_H

#include "model/model_view.h"

typedef struct kz_sign_words {
	uint8_t *bit;    /* of each word of the model */
	uint32_t clitic; /* the word 's */
} kz_sign_words;

/* False: no memory; what was made is to be freed all the same. */
int kz_sign_words_make(const kz_allocator *allocator, const kzner_model *model, kz_sign_words *ret);
void kz_sign_words_free(const kz_allocator *allocator, kz_sign_words *words);

/* None for 0, which is no word. */
static inline uint64_t kz_sign_word(const kz_sign_words *words, uint32_t word)
{
	return (uint64_t)(word != 0) << words->bit[word];
}

#endif
