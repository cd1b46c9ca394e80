/*
 * Tokens: words, numbers, single symbols and web addresses, in text order, without overlap. Everything after the scan
 * works on them; bytes are not read again but by rules that a token triggers.
 *
 *     Kazakhstan's U.S.-backed $3.27 billion deal, novopol.ru said.
 *     [Kazakhstan]['s] [U.S.][-][backed] [$][3.27] [billion] [deal][,] [novopol.ru] [said][.]
 */
#ifndef KZ_TOKEN_H
#define KZ_TOKEN_H

#include "base/array.h"
#include "base/fold.h"
#include "model/model_view.h"
#include "text/text.h"
#include "text/word_cache.h"

typedef enum kz_token_kind {
	KZ_TOKEN_WORD,
	KZ_TOKEN_NUMBER, /* begins with a digit: 3.27, 28,668, 1990s, 19th */
	KZ_TOKEN_SYMBOL, /* one code point */
	KZ_TOKEN_CLITIC, /* 's in any of its spellings */
	KZ_TOKEN_URL
} kz_token_kind;

typedef enum kz_token_shape {
	KZ_SHAPE_LOWER, /* also scripts without case */
	KZ_SHAPE_CAP,   /* Kazakhstan */
	KZ_SHAPE_UPPER, /* CIS, U.S.; also a single capital */
	KZ_SHAPE_MIXED  /* KazMunayGas, eBay */
} kz_token_shape;

enum {
	KZ_TOKEN_SPACE = 1 << 0,    /* white space before it */
	KZ_TOKEN_LINE = 1 << 1,     /* first of a line */
	KZ_TOKEN_BREAK = 1 << 2,    /* first after an empty line, or of the text */
	KZ_TOKEN_FOREIGN = 1 << 3,  /* has a letter that is neither ASCII nor Latin */
	KZ_TOKEN_WIDE = 1 << 4,     /* has a byte of 0x80 or more */
	KZ_TOKEN_DOTTED = 1 << 5,   /* U.S., a.m. */
	KZ_TOKEN_SENTENCE = 1 << 6, /* first word of a sentence (set with the sentences) */
	KZ_TOKEN_STOP = 1 << 7      /* . ! ? */
};

typedef struct kz_token {
	uint32_t begin, end; /* bytes */
	uint8_t kind, shape, flags;
	char symbol;      /* SYMBOL: its ASCII character; dashes are '-', quotes '"'; CLITIC: '\''; 0 for others */
	uint16_t lists;   /* that the word is in: number of a kz_word_set; below it what it may do, KZ_WORD_* */
	uint32_t word;    /* of the model, 0 if it does not know it */
	uint32_t hash;    /* of the folded form: tells unknown words apart */
	uint32_t classes; /* of the word */
	uint32_t follows; /* of the word: what may stand behind it in a name */
} kz_token;

/* What the word of a token may do: the lower bits of kz_token.lists. */
enum {
	KZ_WORD_BEGINS = 1 << 0,   /* begin a name of the model */
	KZ_WORD_TRIGGERS = 1 << 1, /* trigger rules, for its classes or for what kind of token it is */
	KZ_WORD_COMMON = 1 << 2    /* KZ_CLASS_COMMON */
};

#define KZ_LISTS_SHIFT 4

typedef struct kz_sentence {
	uint32_t first, end; /* tokens */
} kz_sentence;

/* How many tokens are words, and of these how many have letters that are not Latin, or are common in English and small. */
typedef struct kz_word_counts {
	uint32_t words, foreign, english;
} kz_word_counts;

/* Tokens that a stage looks at, in text order, and counts of all. */
typedef struct kz_token_lists {
	uint32_t *marks;    /* that may end a sentence or begin a line; behind them the number of tokens */
	uint32_t *names;    /* that begin names of the model, have a capital letter or those of another alphabet */
	uint32_t *triggers; /* of rules, for their classes or their kind */
	uint32_t mark_count, name_count, trigger_count;
	kz_word_counts counts;
} kz_token_lists;

typedef KZ_ARRAY(kz_token) kz_tokens;
typedef KZ_ARRAY(kz_sentence) kz_sentences;

/* Folded form of a token, the one that the vocabulary holds; returns its length. */
size_t kz_token_fold(const char *text, const kz_token *token, char out[KZ_FOLD_MAX]);

/* The place of a word's name key in the cache, emptied if it was another's; NULL if it has none: only short words are kept. */
kz_cached_key *kz_token_cached_key(kz_word_cache *cache, const char *text, const kz_token *token);

/* Scan text; cache may be NULL. Behind the last token stands one of kind SYMBOL, word 0, flag BREAK, that is not counted. False: no memory. */
int kz_tokenize(kz_arena *arena, const kzner_model *model, kz_word_cache *cache, const kz_text *text,
                kz_tokens *tokens);

/* False: no memory. */
int kz_tokens_list(kz_arena *arena, const kz_tokens *tokens, kz_token_lists *ret);

/* Sentences that are looked at together: the next token of a list is in one of them nearly always, and nobody can guess in which. */
#define KZ_SENTENCES_AHEAD 3

/* Group tokens. A sentence longer than max_tokens is split; *ret_split tells. Behind the last, and not counted, stand
 * KZ_SENTENCES_AHEAD that end nowhere. False: no memory. */
int kz_sentences_find(kz_arena *arena, const kzner_model *model, const kz_text *text, kz_tokens *tokens,
                      const kz_token_lists *lists, uint32_t max_tokens, kz_sentences *sentences, int *ret_split);

/* The sentence of token i, from one that is not behind it. */
static inline uint32_t kz_sentence_of(const kz_sentence *sentences, uint32_t i, uint32_t from)
{
	uint32_t behind;
	do {
		behind = (i >= sentences[from].end) + (i >= sentences[from + 1].end) + (i >= sentences[from + 2].end);
		from += behind;
	} while (behind == KZ_SENTENCES_AHEAD);
	return from;
}

/* Kinds of tokens, as bits, that trigger a rule for their form alone. */
static inline uint32_t kz_trigger_kinds(uint32_t shapes)
{
	return (uint32_t)((shapes & KZ_SHAPES_OF_NUMBERS) != 0) << KZ_TOKEN_NUMBER |
	       (uint32_t)((shapes & KZ_SHAPE_TRIGGER_CAPITAL) != 0) << KZ_TOKEN_WORD |
	       (uint32_t)((shapes & KZ_SHAPE_TRIGGER_SYMBOL) != 0) << KZ_TOKEN_SYMBOL |
	       (uint32_t)((shapes & KZ_SHAPE_TRIGGER_URL) != 0) << KZ_TOKEN_URL;
}

/* sets: word_sets of the model */
static inline const kz_word_set *kz_token_set(const kz_word_set *sets, const kz_token *token)
{
	return &sets[token->lists >> KZ_LISTS_SHIFT];
}

static inline uint32_t kz_token_classes(const kzner_model *model, const kz_token *token)
{
	(void)model;
	return token->classes;
}

#endif
