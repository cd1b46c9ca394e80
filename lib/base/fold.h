/*
 * Two ways in which spellings are one:
 *
 * - the folded form: case, Unicode composition, apostrophes, dashes, soft hyphens and the diacritics of Latin letters are
 *   levelled, so that "Tübingen", "TUBINGEN" and "tubingen" are one word form;
 * - the name key: what is left of a name when the usual romanisations of Russian and Kazakh are levelled too, so that
 *   Nazarbayev, Nazarbaev, Nazarbaiev and Назарбаев have one key. See name_key.c for the table.
 */
#ifndef KZ_FOLD_H
#define KZ_FOLD_H

#include <stddef.h>
#include <stdint.h>

/* Longest folded form or key that is made; longer words are folded as far as this and so never match. Stops a
 * "word" of megabytes from costing more than its scan. */
#define KZ_FOLD_MAX 128

/* Folded form of size bytes of valid UTF-8; returns its length (at most KZ_FOLD_MAX), not terminated. */
size_t kz_fold(const char *text, size_t size, char out[KZ_FOLD_MAX]);

/* Name key of a word; returns its length. Same limits. */
size_t kz_name_key(const char *text, size_t size, char out[KZ_FOLD_MAX]);

/* Fewest letters of a key that speaks for itself; shorter ones are only met by a word in another script or alphabet. */
#define KZ_KEY_SURE 5

/* What the letters of a word may stand for where alphabets differ; name_key.c tells. */
typedef enum kz_key_reading {
	KZ_KEY_PLAIN = 0, /* what kz_name_key() reads */
	KZ_KEY_GLIDE,
	KZ_KEY_EUROPEAN,
	KZ_KEY_TURKIC,
	KZ_KEY_AZERBAIJANI,
	KZ_KEY_FULL /* for names of a gazetteer */
} kz_key_reading;

/* Which letters a word has: a bit for each of a to z, and these two. */
enum { KZ_LETTERS_APOSTROPHE = 1 << 26, KZ_LETTERS_WIDE = 1 << 27 };

uint32_t kz_letters_of(const char *text, size_t size);

/* False if none of the letters is one that the reading reads in its own way. */
int kz_letters_have_reading(uint32_t letters, kz_key_reading reading);

/* The same of a word. */
int kz_has_key_reading(const char *text, size_t size, kz_key_reading reading);

/* Readings in which a word of a text that is not in Cyrillic is looked for, one after the other: 1 << KZ_KEY_PLAIN and others. */
uint32_t kz_variant_readings(const char *text, size_t size);

/* Fewest letters of a key in such a reading that somebody may have. */
static inline uint32_t kz_variant_key_least(kz_key_reading reading)
{
	return reading == KZ_KEY_PLAIN ? 1 : reading < KZ_KEY_TURKIC ? KZ_KEY_SURE + 1 : KZ_KEY_SURE;
}

/* Name key in one reading. */
size_t kz_name_key_read(const char *text, size_t size, kz_key_reading reading, char out[KZ_FOLD_MAX]);

/* A name key as it stands in a model, with \x01 before its letters, and its hash. */
typedef struct kz_key_text {
	uint32_t length, hash;
	char text[KZ_FOLD_MAX + 1];
} kz_key_text;

void kz_key_text_make(const char *text, size_t size, kz_key_reading reading, kz_key_text *ret);

/*
 * A number below KZ_KEY_MARKS that all words with one plain key share, and the key itself too: tells most words apart without the
 * making of their keys. KZ_NO_MARK for a word that may have the key of any: it is not in ASCII letters, or is very long. 16 bytes of text
 * must be readable.
 */
#define KZ_KEY_MARKS (13u << 7)
#define KZ_NO_MARK   UINT32_MAX

uint32_t kz_key_mark(const char *text, size_t size);

/*
 * Numbers of which a word shares one with its name key in any reading that it may be read in: words of different signs have different
 * keys. KZ_NO_SIGN for a word that may have the key of any: it is not in Latin letters, is long, or has letters that are read in many ways.
 */
#define KZ_NO_SIGN UINT64_MAX

typedef struct kz_name_signs {
	uint64_t plain;
	uint64_t glide; /* a j is й, as in many alphabets; of words without a j the same */
} kz_name_signs;

/* Letters of a word that has a sign, or bytes of a key: four bits for each at most. */
#define KZ_SIGN_BYTES 16

kz_name_signs kz_name_signs_of(const char *text, size_t size);
uint64_t kz_key_sign(const char *key, size_t size);

/* What one code point is to the tokenizer. */
typedef enum kz_char_class {
	KZ_CHAR_OTHER = 0,
	KZ_CHAR_SPACE,
	KZ_CHAR_UPPER,
	KZ_CHAR_LOWER, /* also letters without case */
	KZ_CHAR_DIGIT,
	KZ_CHAR_MARK,       /* joins the letter before it */
	KZ_CHAR_IGNORABLE,  /* soft hyphen, zero width joiner: inside a word it is not there */
	KZ_CHAR_APOSTROPHE, /* ' U+2019 U+02BC U+2018 ` U+00B4 */
	KZ_CHAR_DASH        /* - U+2010 U+2011 U+2012 U+2013 U+2014 */
} kz_char_class;

kz_char_class kz_char_classify(uint32_t code);

#endif
