/*
 * In: tokens. Out: what the model knows of their words.
 *
 * Words are looked up many at a time: the cache of words, and still more the model, answer from far memory, and the processor waits for
 * many answers as long as for one. Which words the cache knows cannot be foretold, so it is asked without branches; those that it does
 * not know wait once more, until the model is asked for many.
 */
#ifndef KZ_WORD_LOOKUP_H
#define KZ_WORD_LOOKUP_H

#include "text/token.h"

/* Words that are asked of the cache at once, and those that wait for the model. */
#define KZ_CACHE_RUN     128
#define KZ_UNKNOWN_WORDS 192

typedef struct kz_unknown_word {
	uint64_t text[2];            /* of its key */
	uint32_t token, place;       /* place: in the cache */
	uint32_t hash;               /* of its folded form */
	uint32_t first, second, end; /* of the records in its bucket */
} kz_unknown_word;

typedef struct kz_word_lookup {
	const kzner_model *model;
	kz_word_cache *cache; /* NULL if there is none */
	const char *text;
	kz_tokens *tokens;
	uint32_t asked; /* tokens before this one were asked of the cache */
	uint32_t unknown_count;
	kz_unknown_word unknown[KZ_UNKNOWN_WORDS];
} kz_word_lookup;

/* Ask for the tokens that were not asked for, up to end: each is of at most KZ_WORD_CACHE_BYTES and folds as its bytes tell. */
void kz_words_look_up(kz_word_lookup *lookup, uint32_t end);

/* Ask for the tokens before the last, as above, and for the last, whatever it is. */
void kz_words_look_up_last(kz_word_lookup *lookup);

/* Ask for all that is left, as above. */
void kz_words_finish(kz_word_lookup *lookup);

#endif
