/*
 * Values of dates, sums and percentages: the parts that an expression falls into, and what is made of them.
 *
 *     "June 8–9, 2017"    [june][8][-][9][,][2017]
 *     "US$3.27bn"         [us][$][3.27][bn]
 */
#ifndef KZ_VALUE_H
#define KZ_VALUE_H

#include <stddef.h>
#include <stdint.h>

/* Parts of one expression; rules match fewer. What is longer has no value, so no text makes reading one slow. */
#define KZ_VALUE_PARTS 24

/* Bytes of one part. Longer words mean nothing here, longer numbers are no amounts. */
#define KZ_VALUE_PART_MAX 24

/* Longest value with its NUL: two amounts of 40 digits and a code. */
#define KZ_VALUE_MAX 128

typedef enum kz_part_kind { KZ_PART_WORD, KZ_PART_NUMBER, KZ_PART_SIGN } kz_part_kind;

typedef struct kz_part {
	kz_part_kind kind;
	/* Words folded; numbers with the points and commas inside; dashes are "-". Padded with zeros. */
	char text[KZ_VALUE_PART_MAX + 1];
} kz_part;

typedef struct kz_parts {
	kz_part items[KZ_VALUE_PARTS];
	uint32_t count;
} kz_parts;

/* Bytes of a name in a list, with its NUL. */
#define KZ_NAMED_MAX 12

/* One name of a list and the number that it stands for. */
typedef struct kz_named_number {
	char name[KZ_NAMED_MAX];
	int number;
} kz_named_number;

/* Split text into parts. False: too many, or one is too long. */
int kz_value_split(const char *text, size_t size, kz_parts *ret_parts);

/* The number of the name that a part's text is, -1 if the table does not have it. */
int kz_named_number_find(const kz_named_number *table, size_t count, const char *text);

/* 0 to 19 and the tens in words; -1 for the text of other parts. */
int kz_cardinal_word(const char *text);

/* ISO 8601 value of a date; today is the document's date as YYYYMMDD, 0 if unknown. False: it is none. */
int kz_value_date(const kz_parts *parts, int32_t today, char out[KZ_VALUE_MAX]);

/* "3270000000 USD", "2000000/3000000 KZT". False: it is none. */
int kz_value_money(const kz_parts *parts, char out[KZ_VALUE_MAX]);

/* "3.6", "50/55". False: it is none. */
int kz_value_percent(const kz_parts *parts, char out[KZ_VALUE_MAX]);

#endif
