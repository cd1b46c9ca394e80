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

#include <string.h>

/* As many words and more are asked of the cache at once; at most those that wait for it, and for the model. */
#define KZ_CACHE_RUN     128
#define KZ_WAITING_WORDS 192
#define KZ_UNKNOWN_WORDS 256

typedef struct kz_unknown_word {
	uint64_t text[2]; /* of its key */
	uint32_t place;   /* in the cache */
	uint32_t token;
	uint32_t hash;               /* of its folded form */
	uint32_t first, second, end; /* of the records in its bucket */
} kz_unknown_word;

typedef struct kz_word_lookup {
	const kzner_model *model;
	kz_cached_word *words; /* of the cache; NULL if there is none */
	const char *text;
	kz_tokens *tokens;
	uint32_t trigger_classes, trigger_kinds; /* what triggers rules */
	uint32_t asked; /* tokens before this one were asked of the cache, those from it on wait for it */
	uint32_t unknown_count;
	kz_unknown_word unknown[KZ_UNKNOWN_WORDS];
} kz_word_lookup;

/* Set all but the arrays: they are long, and only what was written is read. */
void kz_words_begin(kz_word_lookup *lookup, const kzner_model *model, kz_word_cache *cache, const char *text,
                    kz_tokens *tokens);

/*
 * A token of 1 to KZ_WORD_CACHE_BYTES bytes, which folds as its bytes tell, waits: it holds its key where the answer will stand, and its
 * place in the cache where its lists will. The cache is told that it will be asked. words: of the look-up, or NULL; nothing is read.
 */
static inline void kz_word_wait(kz_token *token, const kz_cached_word *words, kz_short_key key)
{
	_Static_assert(sizeof(kz_token) - offsetof(kz_token, word) == sizeof key, "a key has room in a token");
	const uint32_t place = kz_cached_place(key);
	memcpy((char *)token + offsetof(kz_token, word), &key, sizeof key);
	token->lists = (uint16_t)place;
	/* there may be no cache: no pointer into it is made */
	__builtin_prefetch((const void *)((uintptr_t)words + place * sizeof *words));
}

/* The key of a token that waits. */
static inline kz_short_key kz_waiting_key(const kz_token *token)
{
	kz_short_key key;
	memcpy(&key, (const char *)token + offsetof(kz_token, word), sizeof key);
	return key;
}

/* Ask for the `count` tokens that wait. */
void kz_words_look_up(kz_word_lookup *lookup, uint32_t count);

/* The last token waits for others. */
void kz_words_wait_last(kz_word_lookup *lookup);

/* Ask for the tokens before the last, all of which wait, and for the last, whatever it is. */
void kz_words_look_up_last(kz_word_lookup *lookup);

/* Ask for all that wait: all tokens that are left. */
void kz_words_finish(kz_word_lookup *lookup);

#endif
