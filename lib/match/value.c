/* In: the text that a rule matched. Out: its normalised value, by the kind that the rule names. */
#include "match/candidate.h"
#include "match/value.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <string.h>

/* Names are compared whole, all of them: which one begins like the text cannot be foretold. */
int kz_named_number_find(const kz_named_number *table, size_t count, const char *text)
{
	const uint64_t begin = kz_load64(text), rest = kz_load32(text + 8);
	for (size_t i = 0; i < count; i++)
		if (kz_load64(table[i].name) == begin && kz_load32(table[i].name + 8) == rest)
			return table[i].number;
	return -1;
}

int kz_cardinal_word(const char *text)
{
	static const kz_named_number words[] = {
	        {"zero", 0},     {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},
	        {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},
	        {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},
	        {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
	        {"twenty", 20},  {"thirty", 30},  {"forty", 40},     {"fifty", 50},    {"sixty", 60},
	        {"seventy", 70}, {"eighty", 80},  {"ninety", 90},
	};
	return kz_named_number_find(words, sizeof words / sizeof *words, text);
}

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits with single points and commas between them. */
static size_t number_length(const char *text, size_t size)
{
	size_t i = 0;
	while (i < size &&
	       (is_digit(text[i]) || ((text[i] == '.' || text[i] == ',') && i + 1 < size && is_digit(text[i + 1]))))
		i++;
	return i;
}

static int is_letter(uint32_t code, int inside)
{
	if (code < 0x80)
		return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
	kz_char_class class = kz_char_classify(code);
	return class == KZ_CHAR_UPPER || class == KZ_CHAR_LOWER ||
	       (inside && (class == KZ_CHAR_MARK || class == KZ_CHAR_IGNORABLE));
}

static size_t word_length(const char *text, size_t size)
{
	size_t i = 0;
	while (i < size) {
		uint32_t code;
		unsigned length = kz_utf8_decode(text + i, size - i, &code);
		if (!length || !is_letter(code, i > 0))
			break;
		i += length;
	}
	return i;
}

static int is_ascii_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Length of a word that is all ASCII, 0 if the text begins with none or if it is longer than a part. */
static size_t set_ascii_word(kz_part *part, const char *text, size_t size)
{
	size_t length = 0;
	while (length < size && length < KZ_VALUE_PART_MAX && is_ascii_letter(text[length])) {
		part->text[length] = (char)(text[length] | 0x20);
		length++;
	}
	if (length < size && (is_ascii_letter(text[length]) || (unsigned char)text[length] >= 0x80))
		return 0;
	part->kind = KZ_PART_WORD;
	return length;
}

/* A word: its folded form. */
static int set_word(kz_part *part, const char *text, size_t size)
{
	char folded[KZ_FOLD_MAX];
	size_t length = kz_fold(text, size, folded);
	if (length > KZ_VALUE_PART_MAX)
		return 0;
	part->kind = KZ_PART_WORD;
	memcpy(part->text, folded, length);
	return 1;
}

static int set_plain(kz_part *part, kz_part_kind kind, const char *text, size_t size)
{
	if (size > KZ_VALUE_PART_MAX)
		return 0;
	part->kind = kind;
	memcpy(part->text, text, size);
	return 1;
}

/* The part at text into *part; *ret_skip if it is white space. Returns its length, 0 if it is too long. */
static size_t read_part(const char *text, size_t size, kz_part *part, int *ret_skip)
{
	*ret_skip = text[0] == ' ';
	if (*ret_skip)
		return 1;
	memset(part->text, 0, sizeof part->text);
	if (is_digit(text[0])) {
		size_t digits = number_length(text, size);
		return set_plain(part, KZ_PART_NUMBER, text, digits) ? digits : 0;
	}
	size_t letters = set_ascii_word(part, text, size);
	if (letters)
		return letters;
	uint32_t code;
	unsigned length = kz_utf8_decode(text, size, &code);
	kz_char_class class = kz_char_classify(code = length ? code : 0);
	if (length && is_letter(code, 0)) {
		size_t word = word_length(text, size);
		return set_word(part, text, word) ? word : 0;
	}
	*ret_skip = !length || class == KZ_CHAR_SPACE || class == KZ_CHAR_IGNORABLE || code <= ' ';
	if (class == KZ_CHAR_DASH || code == 0x2015 || code == 0x2212)
		set_plain(part, KZ_PART_SIGN, "-", 1);
	else
		set_plain(part, KZ_PART_SIGN, text, length);
	return length ? length : 1;
}

int kz_value_split(const char *text, size_t size, kz_parts *parts)
{
	parts->count = 0;
	for (size_t at = 0; at < size;) {
		kz_part one_more;
		kz_part *part = parts->count < KZ_VALUE_PARTS ? &parts->items[parts->count] : &one_more;
		int skip;
		size_t length = read_part(text + at, size - at, part, &skip);
		if (!length || (!skip && part == &one_more))
			return 0;
		parts->count += !skip;
		at += length;
	}
	return parts->count > 0;
}

/* A year alone is its own value. */
static int is_year(const char *text, size_t size)
{
	return size == 4 && is_digit(text[0]) && is_digit(text[1]) && is_digit(text[2]) && is_digit(text[3]);
}

const char *kz_value(kz_state *state, int kind, const char *text, size_t size)
{
	if (kind == KZ_VALUE_DATE && is_year(text, size))
		return kz_arena_copy(state->arena, text, size);
	kz_parts parts;
	char out[KZ_VALUE_MAX];
	int good = 0;
	if (!kz_value_split(text, size, &parts))
		return NULL;
	if (kind == KZ_VALUE_DATE)
		good = kz_value_date(&parts, state->date, out);
	else if (kind == KZ_VALUE_MONEY)
		good = kz_value_money(&parts, out);
	else if (kind == KZ_VALUE_PERCENT)
		good = kz_value_percent(&parts, out);
	return good ? kz_arena_copy(state->arena, out, strlen(out)) : NULL;
}
