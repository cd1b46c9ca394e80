/*
 * In: the parts of a sum or a percentage. Out: "3270000000 USD", "84", "50/55".
 *
 * Amounts stay strings of digits with a decimal point: "million" only moves the point, so no size is too large and nothing is
 * rounded but by cutting behind the fourth decimal.
 */
#include "match/value.h"

#include <string.h>

/* Digits of an amount, and places that its scale words move the point by. More is no amount of money; with both bounds two
 * amounts fit into a value. */
#define DIGITS_MAX 30
#define SCALE_MAX  18

/* Decimals that a value keeps. */
#define DECIMALS_MAX 4

#define COUNT(table) (sizeof(table) / sizeof *(table))

typedef struct decimal {
	char digits[DIGITS_MAX];
	int length;
	int decimals; /* of the digits, how many stand behind the point */
	int scale;    /* places to the right that "million" and the like move the point by; cents move it to the left */
} decimal;

/* Reads parts from left to right. */
typedef struct cursor {
	const kz_parts *parts;
	uint32_t at;
} cursor;

static const char *peek(const cursor *c)
{
	static const char none[KZ_VALUE_PART_MAX + 1];
	return c->at < c->parts->count ? c->parts->items[c->at].text : none;
}

static int peek_number(const cursor *c)
{
	return c->at < c->parts->count && c->parts->items[c->at].kind == KZ_PART_NUMBER;
}

static int skip_text(cursor *c, const char *text)
{
	if (strcmp(peek(c), text) != 0)
		return 0;
	c->at++;
	return 1;
}

/* Places that a scale word moves the point by, -1 if the word is none. */
static int scale_of(const char *word)
{
	static const kz_named_number scales[] = {
	        {"hundred", 2}, {"thousand", 3}, {"k", 3},         {"million", 6},      {"millions", 6},   {"mln", 6},
	        {"mn", 6},      {"m", 6},        {"billion", 9},   {"billions", 9},     {"bln", 9},        {"bn", 9},
	        {"b", 9},       {"milliard", 9}, {"milliards", 9}, {"trillion", 12},    {"trillions", 12}, {"trln", 12},
	        {"trn", 12},    {"tn", 12},      {"t", 12},        {"quadrillion", 15},
	};
	return kz_named_number_find(scales, COUNT(scales), word);
}

/* Numbers */

/* Where the decimals of "3.27", "2,5" or "1.250,75" begin; NULL if points and commas only group digits by three. */
static const char *decimal_mark(const char *text)
{
	const char *point = strrchr(text, '.'), *comma = strrchr(text, ',');
	const char *last = !point || (comma && comma > point) ? comma : point;
	if (!last || (point && comma))
		return last;
	if (strchr(text, *last) != last)
		return NULL;
	/* 12.500 is twelve and a half, 12,500 is not, and 0,500 is a half again */
	return *last == '.' || strlen(last) != 4 || text[0] == '0' ? last : NULL;
}

static int add_digits(decimal *d, const char *text)
{
	const char *mark = decimal_mark(text);
	for (const char *at = text; *at; at++) {
		if (*at == '.' || *at == ',')
			continue;
		if (d->length == DIGITS_MAX)
			return 0;
		d->digits[d->length++] = *at;
		d->decimals += mark && at > mark;
	}
	return 1;
}

/* "2 000 000" is one number in several parts. */
static int read_digits(cursor *c, decimal *d)
{
	if (!add_digits(d, peek(c)))
		return 0;
	c->at++;
	while (!d->decimals && peek_number(c) && strlen(peek(c)) == 3)
		if (!add_digits(d, c->parts->items[c->at++].text))
			return 0;
	return 1;
}

static void set_integer(decimal *d, int number)
{
	char reversed[12];
	int length = 0;
	for (; number || !length; number /= 10)
		reversed[length++] = (char)('0' + number % 10);
	while (length)
		d->digits[d->length++] = reversed[--length];
}

/* May number stand behind a sum of words: "two hundred | five", "twenty | five", not "two | three"? */
static int adds_up(int sum, int number)
{
	return sum % 100 == 0 || (sum % 10 == 0 && sum % 100 >= 20 && number < 10);
}

/* "two hundred and twenty-five": hundreds, tens and units add up. */
static int read_words(cursor *c, decimal *d)
{
	int sum = 0, words = 0;
	for (;; words++) {
		uint32_t before = c->at;
		if (words && !skip_text(c, "-"))
			skip_text(c, "and");
		int number = kz_cardinal_word(peek(c));
		if (number >= 0 && adds_up(sum, number)) {
			sum += number;
		} else if (!strcmp(peek(c), "hundred") && sum < 100) {
			sum = sum ? sum * 100 : 100;
		} else {
			c->at = before;
			break;
		}
		c->at++;
	}
	if (words)
		set_integer(d, sum);
	return words > 0;
}

/* Scale words behind a number. False: too many. */
static int read_scale(cursor *c, decimal *d)
{
	for (;;) {
		uint32_t before = c->at;
		skip_text(c, "-");
		int scale = scale_of(peek(c));
		if (scale < 0) {
			c->at = before;
			return d->scale <= SCALE_MAX;
		}
		d->scale += scale;
		c->at++;
	}
}

static int read_decimal(cursor *c, decimal *ret)
{
	decimal d = {.length = 0};
	skip_text(c, "a");
	if (peek_number(c)) {
		if (!read_digits(c, &d))
			return 0;
	} else if (skip_text(c, "half")) {
		skip_text(c, "a");
		d.digits[d.length++] = '5';
		d.decimals = 1;
	} else if (scale_of(peek(c)) >= 0 && strcmp(peek(c), "hundred") != 0) {
		set_integer(&d, 1);
	} else if (!read_words(c, &d)) {
		return 0;
	}
	*ret = d;
	return read_scale(c, ret);
}

/* Writing */

static char digit_at(const decimal *d, int index)
{
	return index >= 0 && index < d->length ? d->digits[index] : '0';
}

/* The amount at out; returns its length. The point stands before digit `point`. */
static size_t put_decimal(const decimal *d, char *out)
{
	int point = d->length - d->decimals + d->scale, decimals = d->length > point ? d->length - point : 0;
	size_t length = 0;
	for (int i = point < 0 ? point : 0; i < point; i++)
		if (length || digit_at(d, i) != '0')
			out[length++] = digit_at(d, i);
	if (!length)
		out[length++] = '0';
	if (decimals > DECIMALS_MAX)
		decimals = DECIMALS_MAX;
	while (decimals && digit_at(d, point + decimals - 1) == '0')
		decimals--;
	if (decimals)
		out[length++] = '.';
	for (int i = 0; i < decimals; i++)
		out[length++] = digit_at(d, point + i);
	return length;
}

/* Two numbers of a range share the scale and the currency of the second: "$2-3 billion". */
static size_t put_range(decimal first, decimal second, int is_range, char *out)
{
	if (is_range && !first.scale)
		first.scale = second.scale;
	size_t length = put_decimal(&first, out);
	if (is_range) {
		out[length++] = '/';
		length += put_decimal(&second, out + length);
	}
	return length;
}

/* Currencies */

typedef struct currency {
	char noun[16];     /* without a plural s */
	char adjective[8]; /* how a word before it begins, "" if any will do */
	char code[4];
	int hundredth; /* cents */
} currency;

/* First fit counts. A sum in a currency that several countries have, without saying whose, is XXX (ISO 4217: none). */
static const currency currencies[] = {
        {"tenge", "", "KZT", 0},
        {"kzt", "", "KZT", 0},
        {"₸", "", "KZT", 0},
        {"ruble", "belarus", "BYN", 0},
        {"rouble", "belarus", "BYN", 0},
        {"ruble", "", "RUB", 0},
        {"rouble", "", "RUB", 0},
        {"rur", "", "RUB", 0},
        {"₽", "", "RUB", 0},
        {"$", "us", "USD", 0},
        {"$", "au", "AUD", 0},
        {"$", "ca", "CAD", 0},
        {"$", "hk", "HKD", 0},
        {"$", "nz", "NZD", 0},
        {"$", "sg", "SGD", 0},
        {"$", "a", "AUD", 0},
        {"$", "c", "CAD", 0},
        {"$", "s", "SGD", 0},
        {"$", "", "USD", 0},
        {"dollar", "canad", "CAD", 0},
        {"dollar", "austral", "AUD", 0},
        {"dollar", "kong", "HKD", 0},
        {"dollar", "singap", "SGD", 0},
        {"dollar", "zealand", "NZD", 0},
        {"dollar", "taiwan", "TWD", 0},
        {"dollar", "", "USD", 0},
        {"greenback", "", "USD", 0},
        {"cent", "euro", "EUR", 1},
        {"cent", "", "USD", 1},
        {"euro", "", "EUR", 0},
        {"€", "", "EUR", 0},
        {"pound", "egypt", "EGP", 0},
        {"pound", "leban", "LBP", 0},
        {"pound", "syria", "SYP", 0},
        {"pound", "", "GBP", 0},
        {"sterling", "", "GBP", 0},
        {"£", "", "GBP", 0},
        {"penny", "", "GBP", 1},
        {"pence", "", "GBP", 1},
        {"yuan", "", "CNY", 0},
        {"renminbi", "", "CNY", 0},
        {"rmb", "", "CNY", 0},
        {"yen", "", "JPY", 0},
        {"¥", "", "JPY", 0},
        {"som", "uzbek", "UZS", 0},
        {"som", "", "KGS", 0},
        {"soum", "", "UZS", 0},
        {"sum", "", "UZS", 0},
        {"somoni", "", "TJS", 0},
        {"manat", "azer", "AZN", 0},
        {"manat", "", "TMT", 0},
        {"₼", "", "AZN", 0},
        {"lari", "", "GEL", 0},
        {"₾", "", "GEL", 0},
        {"hryvnia", "", "UAH", 0},
        {"hryvnya", "", "UAH", 0},
        {"hryvna", "", "UAH", 0},
        {"hryven", "", "UAH", 0},
        {"₴", "", "UAH", 0},
        {"dram", "", "AMD", 0},
        {"֏", "", "AMD", 0},
        {"lira", "syria", "SYP", 0},
        {"lira", "", "TRY", 0},
        {"₺", "", "TRY", 0},
        {"tugrik", "", "MNT", 0},
        {"togrog", "", "MNT", 0},
        {"₮", "", "MNT", 0},
        {"rial", "oman", "OMR", 0},
        {"rial", "qatar", "QAR", 0},
        {"rial", "yemen", "YER", 0},
        {"rial", "saudi", "SAR", 0},
        {"rial", "", "IRR", 0},
        {"toman", "", "IRR", 0},
        {"riyal", "saudi", "SAR", 0},
        {"riyal", "qatar", "QAR", 0},
        {"dinar", "iraq", "IQD", 0},
        {"dinar", "kuwait", "KWD", 0},
        {"dinar", "jordan", "JOD", 0},
        {"dinar", "serb", "RSD", 0},
        {"dinar", "bahrain", "BHD", 0},
        {"dinar", "libya", "LYD", 0},
        {"dinar", "algeria", "DZD", 0},
        {"dinar", "tunisia", "TND", 0},
        {"dirham", "moroc", "MAD", 0},
        {"dirham", "", "AED", 0},
        {"krona", "iceland", "ISK", 0},
        {"kronor", "", "SEK", 0},
        {"krona", "", "SEK", 0},
        {"krone", "danish", "DKK", 0},
        {"kroner", "danish", "DKK", 0},
        {"krone", "", "NOK", 0},
        {"kroner", "", "NOK", 0},
        {"koruna", "", "CZK", 0},
        {"rupee", "pakist", "PKR", 0},
        {"rupee", "sri", "LKR", 0},
        {"rupee", "nepal", "NPR", 0},
        {"rupee", "", "INR", 0},
        {"₹", "", "INR", 0},
        {"peso", "argent", "ARS", 0},
        {"peso", "philip", "PHP", 0},
        {"peso", "mexic", "MXN", 0},
        {"peso", "cuba", "CUP", 0},
        {"franc", "swiss", "CHF", 0},
        {"franc", "french", "FRF", 0},
        {"franc", "belgi", "BEF", 0},
        {"ringgit", "", "MYR", 0},
        {"zloty", "", "PLN", 0},
        {"zlotych", "", "PLN", 0},
        {"zł", "", "PLN", 0},
        {"zl", "", "PLN", 0},
        {"leu", "moldov", "MDL", 0},
        {"lei", "moldov", "MDL", 0},
        {"leu", "", "RON", 0},
        {"lei", "", "RON", 0},
        {"forint", "", "HUF", 0},
        {"shekel", "", "ILS", 0},
        {"₪", "", "ILS", 0},
        {"afghani", "", "AFN", 0},
        {"baht", "", "THB", 0},
        {"rupiah", "", "IDR", 0},
        {"rand", "", "ZAR", 0},
        {"taka", "", "BDT", 0},
        {"₩", "", "KRW", 0},
        {"won", "", "KRW", 0},
        {"dong", "", "VND", 0},
        {"₫", "", "VND", 0},
        {"฿", "", "THB", 0},
        {"₿", "", "BTC", 0},
        {"bitcoin", "", "BTC", 0},
        {"deutschmark", "", "DEM", 0},
        {"deutschemark", "", "DEM", 0},
        {"mark", "", "DEM", 0},
        {"kopeck", "", "RUB", 1},
        {"kopek", "", "RUB", 1},
        {"kopeyka", "", "RUB", 1},
        {"tiyn", "", "KZT", 1},
        {"tyin", "", "KGS", 1},
        {"tiyin", "", "UZS", 1},
        {"dinar", "", "XXX", 0},
        {"peso", "", "XXX", 0},
        {"franc", "", "XXX", 0},
        {"riyal", "", "SAR", 0},
};

/* ISO 4217 codes that stand for themselves, folded. */
static const char codes[] =
        "usd eur gbp rub kgs uzs tjs tmt tmm azn azm uah byn byr amd gel mnt cny jpy chf try trl irr inr pkr "
        "afn krw sek nok dkk pln czk huf bgn ron cad aud nzd sgd hkd twd aed sar qar kwd ils thb vnd idr "
        "myr brl mxn zar mdl egp xdr btc iqd ";

static int is_noun(const char *word, const char *noun)
{
	if (word[0] != noun[0])
		return 0;
	size_t size = strlen(noun);
	return !strncmp(word, noun, size) && (!word[size] || !strcmp(word + size, "s"));
}

/* Any part before index begins like this. */
static int has_adjective(const kz_parts *parts, uint32_t index, const char *adjective)
{
	size_t size = strlen(adjective);
	for (uint32_t i = 0; i < index; i++) {
		const char *word = parts->items[i].text;
		/* One letter is the whole of A$ */
		if (size == 1 ? !strcmp(word, adjective) && i + 1 == index : !strncmp(word, adjective, size))
			return 1;
	}
	return size == 0;
}

static int copy_code(const char *word, char code[4])
{
	if (strlen(word) != 3)
		return 0;
	for (const char *at = codes; *at; at += 4) {
		if (memcmp(at, word, 3) != 0)
			continue;
		for (int i = 0; i < 3; i++)
			code[i] = (char)(word[i] - 'a' + 'A');
		code[3] = '\0';
		return 1;
	}
	return 0;
}

/* Code of the currency that the part at index names; *ret_hundredth for cents. */
static int currency_at(const kz_parts *parts, uint32_t index, char code[4], int *ret_hundredth)
{
	const char *word = parts->items[index].text;
	*ret_hundredth = 0;
	if (scale_of(word) >= 0) /* most sums end in one; no currency is called so */
		return 0;
	if (copy_code(word, code))
		return 1;
	for (size_t i = 0; i < COUNT(currencies); i++) {
		if (!is_noun(word, currencies[i].noun) || !has_adjective(parts, index, currencies[i].adjective))
			continue;
		memcpy(code, currencies[i].code, 4);
		*ret_hundredth = currencies[i].hundredth;
		return 1;
	}
	return 0;
}

/* The last name of a currency says most: "40 million U.S. dollars", "€5 million", "20 euro cents". */
static int find_currency(const kz_parts *parts, char code[4], int *ret_hundredth)
{
	for (uint32_t i = parts->count; i-- > 0;)
		if (parts->items[i].kind != KZ_PART_NUMBER && currency_at(parts, i, code, ret_hundredth))
			return 1;
	return 0;
}

/* Whole expressions */

/* Is there a number, in digits or words, from here on? */
static int skip_to_number(cursor *c)
{
	for (; c->at < c->parts->count; c->at++) {
		if (c->parts->items[c->at].kind == KZ_PART_SIGN)
			continue;
		if (peek_number(c) || kz_cardinal_word(peek(c)) >= 0 || !strcmp(peek(c), "half"))
			return 1;
		/* the million of "million tenge" is a number, an m is none */
		if (scale_of(peek(c)) >= 0 && strlen(peek(c)) > 4)
			return 1;
	}
	return 0;
}

/* A number or a range of two. */
static int read_amounts(const kz_parts *parts, decimal *first, decimal *second, int *ret_range)
{
	cursor c = {parts, 0};
	*ret_range = 0;
	if (!skip_to_number(&c) || !read_decimal(&c, first))
		return 0;
	uint32_t end = c.at;
	if (!skip_to_number(&c))
		return 1;
	for (uint32_t i = end; i < c.at; i++)
		*ret_range |= !strcmp(parts->items[i].text, "-") || !strcmp(parts->items[i].text, "to");
	return !*ret_range || read_decimal(&c, second);
}

int kz_value_money(const kz_parts *parts, char out[KZ_VALUE_MAX])
{
	decimal first, second = {.length = 0};
	char code[4];
	int is_range, hundredth;
	if (!find_currency(parts, code, &hundredth) || !read_amounts(parts, &first, &second, &is_range))
		return 0;
	if (hundredth) {
		first.scale -= 2;
		second.scale -= 2;
	}
	size_t length = put_range(first, second, is_range, out);
	out[length++] = ' ';
	memcpy(out + length, code, sizeof code);
	return 1;
}

int kz_value_percent(const kz_parts *parts, char out[KZ_VALUE_MAX])
{
	decimal first, second = {.length = 0};
	int is_range;
	if (!read_amounts(parts, &first, &second, &is_range))
		return 0;
	out[put_range(first, second, is_range, out)] = '\0';
	return 1;
}
