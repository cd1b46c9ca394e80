/*
 * In: the parts of a date. Out: its ISO 8601 value: a day, month or year, or an interval of two.
 *
 * The parts become a signature, a letter each, and their numbers; a table says what each signature means.
 *
 *     "Sunday, June 8–9, 2017"    W M N - N Y    7 6 8 0 9 2017
 *     "early 1990s"               E              1990
 *     "18th and 19th centuries"   O - O C        18 0 19 0
 *
 * Words that change nothing (of, the, early, late, mid) and commas are left out. What the text leaves open is written with X
 * (EDTF, ISO 8601-2) if the document's date does not tell it.
 */
#include "match/value.h"
#include "base/hash.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Letters of a signature; the longest in the tables has seven. One of at most eight is compared as a number. */
#define SIGNATURE_MAX 12

/* A year that the text does not give. */
#define NO_YEAR INT_MIN

typedef struct reading {
	char signature[SIGNATURE_MAX + 1];
	int value[SIGNATURE_MAX];
	int count;
	int32_t today;
} reading;

/* month and day 0: not given */
typedef struct date {
	int year, month, day;
} date;

/* Reading the parts */

static const kz_named_number months[] = {{"january", 1},   {"february", 2}, {"march", 3},     {"april", 4},
                                         {"may", 5},       {"june", 6},     {"july", 7},      {"august", 8},
                                         {"september", 9}, {"october", 10}, {"november", 11}, {"december", 12}};
static const kz_named_number weekdays[] = {{"monday", 1}, {"tuesday", 2},  {"wednesday", 3}, {"thursday", 4},
                                           {"friday", 5}, {"saturday", 6}, {"sunday", 7}};

/* A mask of the first bytes of eight. */
static uint64_t first_bytes(size_t count)
{
	return count < 8 ? ((uint64_t)1 << 8 * count) - 1 : UINT64_MAX;
}

/* Number of the name that word is, or is short for; 0: none. */
static int find_prefix(const kz_named_number *names, size_t count, const char *word)
{
	size_t size = strlen(word);
	if (size < 3 || size >= KZ_NAMED_MAX)
		return 0;
	const uint64_t begin = kz_load64(word), mask = first_bytes(size);
	const uint64_t rest = kz_load32(word + 8), rest_mask = size > 8 ? first_bytes(size - 8) : 0;
	for (size_t i = 0; i < count; i++)
		if (!((kz_load64(names[i].name) ^ begin) & mask) &&
		    !((kz_load32(names[i].name + 8) ^ rest) & rest_mask))
			return names[i].number;
	return 0;
}

static int ordinal_word(const char *word)
{
	static const kz_named_number words[] = {
	        {"first", 1},      {"second", 2},       {"third", 3},       {"fourth", 4},      {"fifth", 5},
	        {"sixth", 6},      {"seventh", 7},      {"eighth", 8},      {"ninth", 9},       {"tenth", 10},
	        {"eleventh", 11},  {"twelfth", 12},     {"thirteenth", 13}, {"fourteenth", 14}, {"fifteenth", 15},
	        {"sixteenth", 16}, {"seventeenth", 17}, {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20},
	        {"thirtieth", 30},
	};
	return kz_named_number_find(words, COUNT(words), word);
}

/* A letter of the signature, beside its value in one number */
#define LETTER(letter) ((letter) << 16)

/* Words that are a letter of the signature by themselves: the letter, 0 for others. */
static char keyword(const char *word, int *ret_value)
{
	static const kz_named_number words[] = {
	        {"spring", LETTER('S') + 1},
	        {"summer", LETTER('S') + 2},
	        {"autumn", LETTER('S') + 3},
	        {"fall", LETTER('S') + 3},
	        {"winter", LETTER('S') + 4},
	        {"springtime", LETTER('S') + 1},
	        {"summertime", LETTER('S') + 2},
	        {"wintertime", LETTER('S') + 4},
	        {"midsummer", LETTER('S') + 2},
	        {"midwinter", LETTER('S') + 4},
	        {"century", LETTER('C')},
	        {"centuries", LETTER('C')},
	        {"bc", LETTER('B')},
	        {"bce", LETTER('B')},
	        {"last", LETTER('L')},
	        {"next", LETTER('X')},
	        {"christmas", LETTER('H') + 1225},
	        {"xmas", LETTER('H') + 1225},
	        {"year", LETTER('H') + 101},
	        {"turn", LETTER('T')},
	        {"twenties", LETTER('E') + 1920},
	        {"thirties", LETTER('E') + 1930},
	        {"forties", LETTER('E') + 1940},
	        {"fifties", LETTER('E') + 1950},
	        {"sixties", LETTER('E') + 1960},
	        {"seventies", LETTER('E') + 1970},
	        {"eighties", LETTER('E') + 1980},
	        {"nineties", LETTER('E') + 1990},
	        {"and", LETTER('-')},
	        {"to", LETTER('-')},
	};
	int found = kz_named_number_find(words, COUNT(words), word);
	if (found < 0)
		return 0;
	*ret_value = found & 0xFFFF;
	return (char)(found >> 16);
}

static int is_filler(const char *word)
{
	static const kz_named_number words[] = {{"of", 0},  {"the", 0},    {"early", 0}, {"late", 0},
	                                        {"mid", 0}, {"middle", 0}, {"new", 0},   {"day", 0},
	                                        {"s", 0},   {"in", 0},     {"ad", 0},    {"ce", 0}};
	return kz_named_number_find(words, COUNT(words), word) >= 0;
}

static int add(reading *r, char letter, int value)
{
	if (r->count == SIGNATURE_MAX)
		return 0;
	r->signature[r->count] = letter;
	r->value[r->count++] = value;
	return 1;
}

static char last_letter(const reading *r)
{
	return r->count ? r->signature[r->count - 1] : '\0';
}

/* Two digits at most are a day or a month, three or four a year; "14.02.2023" falls apart at its points. */
static int add_number(reading *r, const char *text)
{
	while (*text) {
		int value = 0, digits = 0;
		for (; *text >= '0' && *text <= '9' && digits < 5; text++, digits++)
			value = value * 10 + (*text - '0');
		if (digits > 4 || !add(r, digits > 2 ? 'Y' : 'N', value))
			return 0;
		if (*text == '.' && !add(r, '.', 0))
			return 0;
		text += *text == '.' || *text == ',';
	}
	return 1;
}

/* What hangs on a number: 19th, 1990s. True if the word is that. */
static int add_ending(reading *r, const char *word)
{
	static const kz_named_number endings[] = {{"st", 0}, {"nd", 0}, {"rd", 0}, {"th", 0}};
	char last = last_letter(r);
	if (last == 'N' && kz_named_number_find(endings, COUNT(endings), word) == 0) {
		r->signature[r->count - 1] = 'O';
		return 1;
	}
	if ((last != 'N' && last != 'Y') || strcmp(word, "s") != 0)
		return 0;
	r->signature[r->count - 1] = 'E';
	r->value[r->count - 1] += last == 'N' ? 1900 : 0;
	return 1;
}

/* "twentieth", and the two halves of "twenty-first". */
static int add_ordinal(reading *r, const char *word)
{
	int number = ordinal_word(word), tens = kz_cardinal_word(word);
	if (tens >= 20)
		return add(r, 't', tens);
	if (number < 0)
		return 0;
	if (last_letter(r) == '-' && r->count > 1 && r->signature[r->count - 2] == 't')
		r->count--;
	if (last_letter(r) != 't')
		return add(r, 'O', number);
	r->signature[r->count - 1] = 'O';
	r->value[r->count - 1] += number;
	return 1;
}

/* Eve takes the day of a holiday back by one. */
static int add_eve(reading *r)
{
	if (last_letter(r) != 'H')
		return 0;
	int *value = &r->value[r->count - 1];
	*value = *value == 101 ? 1231 : *value - 1;
	return 1;
}

static int add_word(reading *r, const char *word)
{
	int value = find_prefix(months, COUNT(months), word);
	if (value)
		return add(r, 'M', value);
	value = find_prefix(weekdays, COUNT(weekdays), word);
	if (value)
		return add(r, 'W', value);
	char letter = keyword(word, &value);
	if (letter == 'C' && last_letter(r) == '-')
		r->count--;
	if (letter)
		return add(r, letter, value);
	if (add_ending(r, word) || is_filler(word))
		return 1;
	return strcmp(word, "eve") ? add_ordinal(r, word) : add_eve(r);
}

/* The dash of mid-February joins nothing. */
static int add_sign(reading *r, const char *sign)
{
	if (*sign == '-')
		return !r->count || add(r, '-', 0);
	return *sign != '/' || add(r, '/', 0);
}

static int read_parts(const kz_parts *parts, reading *r)
{
	int good = 1;
	for (uint32_t i = 0; good && i < parts->count; i++) {
		const kz_part *part = &parts->items[i];
		if (part->kind == KZ_PART_NUMBER)
			good = add_number(r, part->text);
		else if (part->kind == KZ_PART_WORD)
			good = add_word(r, part->text);
		else
			good = add_sign(r, part->text);
	}
	return good && r->count;
}

/* The weekday of a full date adds nothing, and "the 3rd of May" is "3 May". */
static void simplify(reading *r)
{
	if (r->count > 1 && r->signature[0] == 'W') {
		memmove(r->signature, r->signature + 1, (size_t)r->count);
		memmove(r->value, r->value + 1, (size_t)(--r->count) * sizeof *r->value);
	}
	r->signature[r->count] = '\0';
	for (int i = 0; i < r->count; i++)
		if (r->signature[i] == 'C')
			return;
	for (int i = 0; i < r->count; i++)
		if (r->signature[i] == 'O')
			r->signature[i] = 'N';
}

/* Calendar */

/* Days since 1970-01-01 of a day of the Gregorian calendar; years of four hundred, begun in March, are all alike. */
static int32_t day_number(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400, year_of_era = y - era * 400;
	int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static date date_of_number(int32_t number)
{
	int32_t days = number + 719468, era = (days >= 0 ? days : days - 146096) / 146097, rest = days - era * 146097;
	int year_of_era = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
	int day_of_year = rest - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted = (5 * day_of_year + 2) / 153, month = shifted < 10 ? shifted + 3 : shifted - 9;
	return (date){year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) / 5 + 1};
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int leap = year == NO_YEAR || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
	return days[month - 1] + (month == 2 && leap);
}

static int is_valid(const date *d)
{
	if (d->month < 0 || d->month > 12 || (d->day && !d->month) || d->day < 0)
		return 0;
	return !d->day || d->day <= days_in_month(d->year, d->month);
}

static date split_today(int32_t today)
{
	return (date){today / 10000, today / 100 % 100, today % 100};
}

/* The document's day as a number; a date that is only a year or a month stands for its middle. */
static int32_t today_number(int32_t today)
{
	date d = split_today(today);
	return day_number(d.year, d.month ? d.month : 7, d.day ? d.day : d.month ? 15 : 1);
}

/* The year that brings a day or month nearest to the document. Only 29 February may be farther than a year away; four reach it, nearly always. */
static int nearest_year(const date *d, int32_t today)
{
	if (!today)
		return NO_YEAR;
	int32_t here = today_number(today), best = INT32_MAX;
	int year = today / 10000, found = NO_YEAR, reach = d->month == 2 && d->day == 29 ? 4 : 1;
	for (int y = year - reach; y <= year + reach; y++) {
		date candidate = {y, d->month, d->day};
		int32_t distance = labs((long)day_number(y, d->month, d->day ? d->day : 15) - here);
		if (is_valid(&candidate) && distance < best) {
			best = distance;
			found = y;
		}
	}
	return found;
}

/* Writing */

/* A number below a hundred */
static size_t put_two(int number, char *out)
{
	out[0] = (char)('0' + number / 10);
	out[1] = (char)('0' + number % 10);
	return 2;
}

/* Four digits at least; a year of a text has no more, but an interval may end in the one behind 9999. */
static size_t put_year(int year, char *out)
{
	size_t length = 0;
	if (year == NO_YEAR) {
		memcpy(out, "XXXX", 4);
		return 4;
	}
	if (year < 0)
		out[length++] = '-';
	int number = abs(year);
	if (number > 9999)
		out[length++] = (char)('0' + number / 10000);
	length += put_two(number / 100 % 100, out + length);
	return length + put_two(number % 100, out + length);
}

/* Writes at out, which has room for half a value, with a NUL behind; returns the length. */
static size_t put_date(const date *d, char *out)
{
	size_t length = put_year(d->year, out);
	const int parts[] = {d->month, d->day};
	for (int i = 0; i < 2; i++)
		if (parts[i]) {
			out[length++] = '-';
			length += put_two(parts[i], out + length);
		}
	out[length] = '\0';
	return length;
}

static int put_interval(date first, date last, char *out)
{
	if (!is_valid(&first) || !is_valid(&last))
		return 0;
	size_t length = put_date(&first, out);
	out[length++] = '/';
	put_date(&last, out + length);
	return 1;
}

static int put_one(date d, char *out)
{
	return is_valid(&d) && put_date(&d, out);
}

/* Signatures of days, months and years */

/* Where year, month and day of the first and of the last date stand in the signature; -1: nowhere. */
typedef struct form {
	char signature[8];
	int8_t first[3], last[3];
} form;

#define NO_LAST                                                                                                        \
	{                                                                                                              \
		-1, -1, -1                                                                                             \
	}

static const form forms[] = {
        {"Y", {0, -1, -1}, NO_LAST},       {"M", {-1, 0, -1}, NO_LAST},       {"MY", {1, 0, -1}, NO_LAST},
        {"MN", {-1, 0, 1}, NO_LAST},       {"MNY", {2, 0, 1}, NO_LAST},       {"NM", {-1, 1, 0}, NO_LAST},
        {"NMY", {2, 1, 0}, NO_LAST},       {"YMN", {0, 1, 2}, NO_LAST},       {"Y-N-N", {0, 2, 4}, NO_LAST},
        {"Y/N/N", {0, 2, 4}, NO_LAST},     {"Y.N.N", {0, 2, 4}, NO_LAST},     {"N.N.Y", {4, 2, 0}, NO_LAST},
        {"N-N-Y", {4, 2, 0}, NO_LAST},     {"Y-Y", {0, -1, -1}, {2, -1, -1}}, {"Y/Y", {0, -1, -1}, {2, -1, -1}},
        {"M-M", {-1, 0, -1}, {-1, 2, -1}}, {"M-MY", {3, 0, -1}, {3, 2, -1}},  {"MY-MY", {1, 0, -1}, {4, 3, -1}},
        {"MN-N", {-1, 0, 1}, {-1, 0, 3}},  {"MN-NY", {4, 0, 1}, {4, 0, 3}},   {"MN-MN", {-1, 0, 1}, {-1, 3, 4}},
        {"MN-MNY", {5, 0, 1}, {5, 3, 4}},  {"MNY-MNY", {2, 0, 1}, {6, 4, 5}}, {"N-NM", {-1, 3, 0}, {-1, 3, 2}},
        {"N-NMY", {4, 3, 0}, {4, 3, 2}},   {"NM-NM", {-1, 1, 0}, {-1, 4, 3}}, {"NM-NMY", {5, 1, 0}, {5, 4, 3}},
        {"NMY-NMY", {2, 1, 0}, {6, 5, 4}},
};

static date take(const reading *r, const int8_t place[3])
{
	return (date){place[0] < 0 ? NO_YEAR : r->value[place[0]], place[1] < 0 ? 0 : r->value[place[1]],
	              place[2] < 0 ? 0 : r->value[place[2]]};
}

/* An interval that the text gives one year or none: "December 29 - January 3, 2005" begins in the year before. */
static int put_range(const form *f, date first, date last, int32_t today, char *out)
{
	int turns = first.month > last.month;
	if (first.year == NO_YEAR) {
		first.year = nearest_year(&first, today);
		last.year = first.year == NO_YEAR ? NO_YEAR : first.year + turns;
	} else if (f->first[0] == f->last[0]) {
		first.year -= turns;
	}
	if (first.year > last.year || (first.year == last.year && first.month == last.month && first.day > last.day))
		return 0;
	return put_interval(first, last, out);
}

static int put_form(const form *f, const reading *r, char *out)
{
	date first = take(r, f->first), last = take(r, f->last);
	for (int i = 1; i < 3; i++) /* a month or a day that is given is not 0 */
		if ((f->first[i] >= 0 && !r->value[f->first[i]]) || (f->last[i] >= 0 && !r->value[f->last[i]]))
			return 0;
	if (f->first[1] >= 0 && first.month > 12)
		return 0;
	if (f->last[0] >= 0 || f->last[1] >= 0)
		return put_range(f, first, last, r->today, out);
	if (first.year == NO_YEAR)
		first.year = nearest_year(&first, r->today);
	return put_one(first, out);
}

/* Other signatures */

/* 1/26/2005 is American unless that cannot be; of two digits the year is a recent one. */
static int put_slashed(const reading *r, char *out)
{
	int year = r->value[4], month = r->value[0], day = r->value[2];
	if (r->signature[4] == 'N')
		year += year < 70 ? 2000 : 1900;
	if (month > 12) {
		month = r->value[2];
		day = r->value[0];
	}
	return month && day && month <= 12 && put_one((date){year, month, day}, out);
}

/* 2007-08 are two years, 2014-03 is a month, 1999-00 turns the century. */
static int put_short_range(const reading *r, char *out)
{
	int year = r->value[0], second = r->value[2], rest = year % 100;
	if (second > rest)
		return put_interval((date){year, 0, 0}, (date){year - rest + second, 0, 0}, out);
	if (rest == 99 && !second)
		return put_interval((date){year, 0, 0}, (date){year + 1, 0, 0}, out);
	return second && second <= 12 && put_one((date){year, second, 0}, out);
}

/* The 1990s are ten years, the 1800s a hundred. */
static int put_decade(const reading *r, char *out)
{
	int year = r->value[0], years = year % 100 || year >= 2000 ? 10 : 100;
	return put_interval((date){year, 0, 0}, (date){year + years - 1, 0, 0}, out);
}

static int century_begin(int century, int before_christ)
{
	/* the year 0000 of ISO 8601 is 1 BC */
	return before_christ ? 1 - century * 100 : century * 100 - 99;
}

static int put_century(const reading *r, char *out)
{
	int before_christ = r->signature[r->count - 1] == 'B';
	int last = r->signature[1] == '-' ? r->value[2] : r->value[0];
	if (!r->value[0] || !last || r->value[0] > 30 || last > 30)
		return 0;
	int begin = century_begin(r->value[0], before_christ), end = century_begin(last, before_christ) + 99;
	return begin < end && put_interval((date){begin, 0, 0}, (date){end, 0, 0}, out);
}

static int put_before_christ(const reading *r, char *out)
{
	return r->value[0] && put_one((date){1 - r->value[0], 0, 0}, out);
}

/* "Spring and summer of 1991" runs from the first to the last; a winter ends in the year behind the one that names it. */
static int put_season(const reading *r, char *out)
{
	int range = r->signature[1] == '-', first = r->value[0], last = range ? r->value[2] : first;
	int year = r->value[range ? 3 : 1], end = year;
	if (!range && r->count == 4)
		end = r->signature[3] == 'Y' ? r->value[3] : year - year % 100 + r->value[3];
	if (end < year)
		end += 100;
	if (last == 4 && end == year)
		end++;
	date begin = {year, first * 3, 0}, finish = {end, last == 4 ? 2 : last * 3 + 2, 0};
	return first <= last && put_interval(begin, finish, out);
}

/* On or before the document's day; "last Friday" before it, "next Friday" behind it. */
static int put_weekday(const reading *r, char *out)
{
	int weekday = r->value[r->count - 1];
	if (!r->today || !(r->today % 100)) {
		snprintf(out, KZ_VALUE_MAX, "XXXX-WXX-%d", weekday);
		return 1;
	}
	int32_t here = today_number(r->today);
	int is_now = (int)(((here + 3) % 7 + 7) % 7) + 1; /* 1970-01-01 was a Thursday */
	int back = (is_now - weekday + 7) % 7;
	if (r->signature[0] == 'L' && !back)
		back = 7;
	if (r->signature[0] == 'X')
		back -= 7;
	return put_one(date_of_number(here - back), out);
}

static int put_relative_month(const reading *r, char *out)
{
	date now = split_today(r->today), d = {now.year, r->value[1], 0};
	if (!r->today)
		d.year = NO_YEAR;
	else if (r->signature[0] == 'L')
		d.year -= d.month >= now.month;
	else
		d.year += d.month <= now.month;
	return put_one(d, out);
}

static int put_holiday(const reading *r, char *out)
{
	date d = {NO_YEAR, r->value[0] / 100, r->value[0] % 100};
	d.year = r->count > 1 ? r->value[1] : nearest_year(&d, r->today);
	return put_one(d, out);
}

/* The year that a century turned in: the one that is named, the one nearest to the document, or else the last. */
static int put_turn(const reading *r, char *out)
{
	int year = 2000;
	if (r->signature[1] == 'O')
		year = (r->value[1] - 1) * 100;
	else if (r->today)
		year = (r->today / 10000 + 50) / 100 * 100;
	return put_one((date){year, 0, 0}, out);
}

typedef struct special {
	char signature[8];
	int (*put)(const reading *, char *);
} special;

static const special specials[] = {
        {"N/N/Y", put_slashed},     {"N/N/N", put_slashed},     {"Y-N", put_short_range},  {"Y/N", put_short_range},
        {"E", put_decade},          {"OC", put_century},        {"OCB", put_century},      {"O-OC", put_century},
        {"O-OCB", put_century},     {"YB", put_before_christ},  {"NB", put_before_christ}, {"SY", put_season},
        {"SY-Y", put_season},       {"SY/Y", put_season},       {"SY-N", put_season},      {"SY/N", put_season},
        {"S-SY", put_season},       {"W", put_weekday},         {"LW", put_weekday},       {"XW", put_weekday},
        {"LM", put_relative_month}, {"XM", put_relative_month}, {"H", put_holiday},        {"HY", put_holiday},
        {"TC", put_turn},           {"TOC", put_turn},
};

int kz_value_date(const kz_parts *parts, int32_t today, char out[KZ_VALUE_MAX])
{
	reading r = {.today = today};
	if (!read_parts(parts, &r))
		return 0;
	simplify(&r);
	if (r.count > 8)
		return 0;
	char padded[8] = {0};
	memcpy(padded, r.signature, (size_t)r.count);
	for (size_t i = 0; i < COUNT(forms); i++)
		if (!memcmp(forms[i].signature, padded, sizeof padded))
			return put_form(&forms[i], &r, out);
	for (size_t i = 0; i < COUNT(specials); i++)
		if (!memcmp(specials[i].signature, padded, sizeof padded))
			return specials[i].put(&r, out);
	return 0;
}
