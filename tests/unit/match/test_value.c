/* match/value, value_date, value_amount: values of dates with and without the document's day, of sums and percentages. */
#include "support/test.h"

#include "match/candidate.h"

typedef struct value_case {
	const char *text;
	const char *value; /* NULL: none */
} value_case;

static void check(kz_state *state, int kind, const value_case *c)
{
	const char *value = kz_value(state, kind, c->text, strlen(c->text));
	if (!value != !c->value || (value && strcmp(value, c->value) != 0))
		fail_msg("\"%s\" is %s, not %s", c->text, value ? value : "nothing", c->value ? c->value : "nothing");
}

static void check_all(int kind, int32_t today, const value_case *cases, size_t count)
{
	kz_allocator allocator = kz_allocator_from(NULL);
	kz_arena arena;
	kz_arena_init(&arena, &allocator);
	kz_state state = {.arena = &arena, .date = today};
	for (size_t i = 0; i < count; i++)
		check(&state, kind, &cases[i]);
	kz_arena_free(&arena);
}

#define CHECK_ALL(kind, today, cases) check_all(kind, today, cases, sizeof cases / sizeof *cases)

static void test_days(void **state)
{
	(void)state;
	static const value_case cases[] = {
	        {"March 3, 2014", "2014-03-03"},
	        {"March 3 2014", "2014-03-03"},
	        {"March 3,2014", "2014-03-03"},
	        {"March\u00A03,\n2014", "2014-03-03"},
	        {"MARCH 3, 2014", "2014-03-03"},
	        {"3 March 2014", "2014-03-03"},
	        {"3rd of March, 2014", "2014-03-03"},
	        {"March 3rd, 2014", "2014-03-03"},
	        {"Oct. 19, 1989", "1989-10-19"},
	        {"Sept 5, 2005", "2005-09-05"},
	        {"5 Mar 1953", "1953-03-05"},
	        {"Sunday, December 12, 2021", "2021-12-12"},
	        {"Sunday, December 12", "XXXX-12-12"},
	        {"Thursday 3 March", "XXXX-03-03"},
	        {"Sun., Oct. 3, 2004", "2004-10-03"},
	        {"April 30th", "XXXX-04-30"},
	        {"29 August", "XXXX-08-29"},
	        {"September 11", "XXXX-09-11"},
	        {"February 29", "XXXX-02-29"},
	        {"February 29, 2004", "2004-02-29"},
	        {"February 29, 2000", "2000-02-29"},
	        {"February 29, 1900", NULL},
	        {"February 29, 2005", NULL},
	        {"February 30", NULL},
	        {"June 31, 2005", NULL},
	        {"14.02.2023", "2023-02-14"},
	        {"14.13.2023", NULL},
	        {"1/26/2005", "2005-01-26"},
	        {"26/1/2005", "2005-01-26"},
	        {"1/26/05", "2005-01-26"},
	        {"1/26/91", "1991-01-26"},
	        {"13/13/2005", NULL},
	        {"2014-03-03", "2014-03-03"},
	        {"2014/03/03", "2014-03-03"},
	        {"2014-13-03", NULL},
	        {"26-01-2005", "2005-01-26"},
	        {"0/0/2005", NULL},
	};
	CHECK_ALL(KZ_VALUE_DATE, 0, cases);
}

static void test_intervals_of_days(void **state)
{
	(void)state;
	static const value_case cases[] = {
	        {"September 17–20, 2014", "2014-09-17/2014-09-20"},
	        {"September 17—20, 2014", "2014-09-17/2014-09-20"},
	        {"June 8-9, 2017", "2017-06-08/2017-06-09"},
	        {"18-20 May 2023", "2023-05-18/2023-05-20"},
	        {"18-20 May", "XXXX-05-18/XXXX-05-20"},
	        {"May 18-20", "XXXX-05-18/XXXX-05-20"},
	        {"May 12 and 13, 2003", "2003-05-12/2003-05-13"},
	        {"May 29 - June 2, 2005", "2005-05-29/2005-06-02"},
	        {"30 July – 2 August 2010", "2010-07-30/2010-08-02"},
	        {"30 July – 2 August", "XXXX-07-30/XXXX-08-02"},
	        {"December 29 - January 3, 2005", "2004-12-29/2005-01-03"},
	        {"May 25, 1915 – November 1, 2000", "1915-05-25/2000-11-01"},
	        {"12 July 1922 - 5 November 1922", "1922-07-12/1922-11-05"},
	        {"20-18 May 2023", NULL},
	        {"May 30-32, 2023", NULL},
	};
	CHECK_ALL(KZ_VALUE_DATE, 0, cases);
}

static void test_months_years_and_longer(void **state)
{
	(void)state;
	static const value_case cases[] = {
	        {"October 2001", "2001-10"},
	        {"May, 1999", "1999-05"},
	        {"March of 1990", "1990-03"},
	        {"early April 2009", "2009-04"},
	        {"late January", "XXXX-01"},
	        {"mid-February", "XXXX-02"},
	        {"mid February 2003", "2003-02"},
	        {"May", "XXXX-05"},
	        {"June-July 2005", "2005-06/2005-07"},
	        {"June-July", "XXXX-06/XXXX-07"},
	        {"December 2003-January 2004", "2003-12/2004-01"},
	        {"November-January 2004", "2003-11/2004-01"},
	        {"2003", "2003"},
	        {"late 1991", "1991"},
	        {"mid-2003", "2003"},
	        {"1854", "1854"},
	        {"138 BC", "-0137"},
	        {"1 BC", "0000"},
	        {"1993-2003", "1993/2003"},
	        {"2017–2018", "2017/2018"},
	        {"1941 – 1945", "1941/1945"},
	        {"2007-08", "2007/2008"},
	        {"2016/17", "2016/2017"},
	        {"1941-45", "1941/1945"},
	        {"1999-00", "1999/2000"},
	        {"2014-03", "2014-03"},
	        {"2014-13", NULL},
	        {"2003-1993", NULL},
	        {"1990s", "1990/1999"},
	        {"1990's", "1990/1999"},
	        {"early 1990s", "1990/1999"},
	        {"mid-1980s", "1980/1989"},
	        {"2000s", "2000/2009"},
	        {"1800s", "1800/1899"},
	        {"90s", "1990/1999"},
	        {"nineties", "1990/1999"},
	        {"late sixties", "1960/1969"},
	        {"19th century", "1801/1900"},
	        {"19th-century", "1801/1900"},
	        {"late 20th century", "1901/2000"},
	        {"mid-19th century", "1801/1900"},
	        {"early twentieth-century", "1901/2000"},
	        {"twenty-first century", "2001/2100"},
	        {"Twenty First Century", "2001/2100"},
	        {"18th and 19th centuries", "1701/1900"},
	        {"1st century", "0001/0100"},
	        {"5th century BC", "-0499/-0400"},
	        {"19th and 18th centuries", NULL},
	        {"99th century", NULL},
	        {"spring 2005", "2005-03/2005-05"},
	        {"summer of 2010", "2010-06/2010-08"},
	        {"autumn 2010", "2010-09/2010-11"},
	        {"fall of 1989", "1989-09/1989-11"},
	        {"winter 2011", "2011-12/2012-02"},
	        {"winter of 2007-2008", "2007-12/2008-02"},
	        {"winter of 2007-08", "2007-12/2008-02"},
	        {"winter of 1999-00", "1999-12/2000-02"},
	        {"spring and summer of 1991", "1991-03/1991-08"},
	        {"late summer 2005", "2005-06/2005-08"},
	        {"Christmas", "XXXX-12-25"},
	        {"Christmas Day", "XXXX-12-25"},
	        {"Christmas Eve, 2004", "2004-12-24"},
	        {"New Year's Eve", "XXXX-12-31"},
	        {"New Year’s Day 2022", "2022-01-01"},
	        {"turn of the century", "2000"},
	        {"turn of the 20th century", "1900"},
	        {"Thursday", "XXXX-WXX-4"},
	        {"last Friday", "XXXX-WXX-5"},
	        {"next October", "XXXX-10"},
	};
	CHECK_ALL(KZ_VALUE_DATE, 0, cases);
}

/* 26 January 2005 was a Wednesday. */
static void test_known_document_day(void **state)
{
	(void)state;
	static const value_case cases[] = {
	        {"January 12", "2005-01-12"},
	        {"December 24", "2004-12-24"},
	        {"24 December", "2004-12-24"},
	        {"April 12", "2005-04-12"},
	        {"July 20", "2005-07-20"},
	        {"August 20", "2004-08-20"},
	        {"February 29", "2004-02-29"},
	        {"December 30 - January 2", "2004-12-30/2005-01-02"},
	        {"May", "2005-05"},
	        {"late November", "2004-11"},
	        {"May 2003", "2003-05"},
	        {"Wednesday", "2005-01-26"},
	        {"Monday", "2005-01-24"},
	        {"Thursday", "2005-01-20"},
	        {"last Wednesday", "2005-01-19"},
	        {"last Monday", "2005-01-24"},
	        {"next Wednesday", "2005-02-02"},
	        {"next Friday", "2005-01-28"},
	        {"last December", "2004-12"},
	        {"last January", "2004-01"},
	        {"next January", "2006-01"},
	        {"next March", "2005-03"},
	        {"Sunday, December 12", "2004-12-12"},
	        {"Christmas", "2004-12-25"},
	        {"New Year's Eve", "2004-12-31"},
	        {"turn of the century", "2000"},
	};
	CHECK_ALL(KZ_VALUE_DATE, 20050126, cases);
}

static void test_other_document_days(void **state)
{
	(void)state;
	static const value_case leap[] = {
	        {"Sunday", "2000-02-27"}, {"Tuesday", "2000-02-29"}, {"February 29", "2000-02-29"}};
	CHECK_ALL(KZ_VALUE_DATE, 20000301, leap);
	static const value_case old[] = {
	        {"Sunday", "1899-12-31"}, {"Monday", "1900-01-01"}, {"turn of the century", "1900"}};
	CHECK_ALL(KZ_VALUE_DATE, 19000101, old);
	static const value_case month[] = {
	        {"Monday", "XXXX-WXX-1"}, {"December 24", "2004-12-24"}, {"June", "2005-06"}};
	CHECK_ALL(KZ_VALUE_DATE, 20050200, month);
	static const value_case year[] = {{"Monday", "XXXX-WXX-1"}, {"December 24", "2005-12-24"}, {"June", "2005-06"}};
	CHECK_ALL(KZ_VALUE_DATE, 20050000, year);
}

static void test_no_dates(void **state)
{
	(void)state;
	static const value_case cases[] = {
	        {"", NULL},
	        {" ", NULL},
	        {"soon", NULL},
	        {"99999", NULL},
	        {"May May May", NULL},
	        {"12", NULL},
	        {"-", NULL},
	        {"3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3 3", NULL},
	        {"123456789012345678901234567890", NULL},
	        {"Januaryjanuaryjanuaryjanuary 5", NULL},
	        {"\xC3", NULL},
	};
	CHECK_ALL(KZ_VALUE_DATE, 20050126, cases);
}

static void test_sums(void **state)
{
	(void)state;
	static const value_case cases[] = {
	        {"$3.27 billion", "3270000000 USD"},
	        {"$27bn", "27000000000 USD"},
	        {"$2m", "2000000 USD"},
	        {"$181M", "181000000 USD"},
	        {"$5k", "5000 USD"},
	        {"£14bn", "14000000000 GBP"},
	        {"$2,000,000,000", "2000000000 USD"},
	        {"$500-million", "500000000 USD"},
	        {"$0.50", "0.5 USD"},
	        {"$3.49", "3.49 USD"},
	        {"$1.23456", "1.2345 USD"},
	        {"$12,50", "12.5 USD"},
	        {"€1.250.000", "1250000 EUR"},
	        {"€1.250,75", "1250.75 EUR"},
	        {"$1,250.75", "1250.75 USD"},
	        {"US$5m", "5000000 USD"},
	        {"U.S. $5 million", "5000000 USD"},
	        {"A$5m", "5000000 AUD"},
	        {"C$5", "5 CAD"},
	        {"HK$10 million", "10000000 HKD"},
	        {"€300 million", "300000000 EUR"},
	        {"₸5,000", "5000 KZT"},
	        {"5,000₽", "5000 RUB"},
	        {"¥100", "100 JPY"},
	        {"USD 40 million", "40000000 USD"},
	        {"KZT 12 billion", "12000000000 KZT"},
	        {"40 million EUR", "40000000 EUR"},
	        {"40 billion U.S. dollars", "40000000000 USD"},
	        {"20 Canadian dollars", "20 CAD"},
	        {"20 New Zealand dollars", "20 NZD"},
	        {"20 Hong Kong dollars", "20 HKD"},
	        {"2.5 million tenge", "2500000 KZT"},
	        {"2,5 million tenge", "2500000 KZT"},
	        {"2 500 000 tenge", "2500000 KZT"},
	        {"3.5 trillion tenge", "3500000000000 KZT"},
	        {"1.2345678 billion tenge", "1234567800 KZT"},
	        {"5 mln tenge", "5000000 KZT"},
	        {"5,000 roubles", "5000 RUB"},
	        {"6 billion rubles", "6000000000 RUB"},
	        {"100 Belarusian rubles", "100 BYN"},
	        {"10 som", "10 KGS"},
	        {"10 Uzbek som", "10 UZS"},
	        {"3 million soums", "3000000 UZS"},
	        {"3 million sum", "3000000 UZS"},
	        {"200 somoni", "200 TJS"},
	        {"200 manat", "200 TMT"},
	        {"200 Azerbaijani manats", "200 AZN"},
	        {"50 lari", "50 GEL"},
	        {"50 hryvnias", "50 UAH"},
	        {"300 million yuan", "300000000 CNY"},
	        {"80 lira", "80 TRY"},
	        {"80 rials", "80 IRR"},
	        {"80 Omani rials", "80 OMR"},
	        {"10 Swiss francs", "10 CHF"},
	        {"10 dinars", "10 XXX"},
	        {"10 Iraqi dinars", "10 IQD"},
	        {"5 million pounds sterling", "5000000 GBP"},
	        {"9 tögrög", "9 MNT"},
	        {"two million euros", "2000000 EUR"},
	        {"twenty-five thousand tenge", "25000 KZT"},
	        {"two hundred and fifty million dollars", "250000000 USD"},
	        {"one hundred dollars", "100 USD"},
	        {"hundred dollars", "100 USD"},
	        {"million dollars", "1000000 USD"},
	        {"hundred thousand dollars", "100000 USD"},
	        {"half a million dollars", "500000 USD"},
	        {"40-million-dollar", "40000000 USD"},
	        {"20 cents", "0.2 USD"},
	        {"five cents", "0.05 USD"},
	        {"20 euro cents", "0.2 EUR"},
	        {"250 kopecks", "2.5 RUB"},
	        {"5 tiyn", "0.05 KZT"},
	        {"$2-3 billion", "2000000000/3000000000 USD"},
	        {"$2-3.5 billion", "2000000000/3500000000 USD"},
	        {"$2 billion-$3 billion", "2000000000/3000000000 USD"},
	        {"$900 million – 1 billion", "900000000/1000000000 USD"},
	        {"2.5-3 million tenge", "2500000/3000000 KZT"},
	        {"two-three million dollars", "2000000/3000000 USD"},
	        {"10 to 20 dollars", "10/20 USD"},
	        {"007 dollars", "7 USD"},
	        {"$0", "0 USD"},
	        {"5 million", NULL},
	        {"dollars", NULL},
	        {"$", NULL},
	        {"$ billion billion billion", NULL},
	        {"5 million million million million dollars", NULL},
	        {"1 000 000 000 000 000 000 000 000 000 000 000 dollars", NULL},
	};
	CHECK_ALL(KZ_VALUE_MONEY, 0, cases);
}

static void test_percentages(void **state)
{
	(void)state;
	static const value_case cases[] = {
	        {"84 per cent", "84"},
	        {"3.6 percent", "3.6"},
	        {"19.3%", "19.3"},
	        {"9.25 %", "9.25"},
	        {"0,5 percent", "0.5"},
	        {"100%", "100"},
	        {"1,200 percent", "1200"},
	        {"50–55%", "50/55"},
	        {"50%-55%", "50/55"},
	        {"5 to 7 percent", "5/7"},
	        {"two percent", "2"},
	        {"Seven per cent", "7"},
	        {"twenty-five percent", "25"},
	        {"twenty five percent", "25"},
	        {"ninety-nine per cent", "99"},
	        {"two-three percent", "2/3"},
	        {"hundred percent", "100"},
	        {"one hundred percent", "100"},
	        {"24-percent", "24"},
	        {"12 pct", "12"},
	        {"0.00001%", "0"},
	        {"percent", NULL},
	};
	CHECK_ALL(KZ_VALUE_PERCENT, 0, cases);
}

static void test_no_kind(void **state)
{
	(void)state;
	static const value_case cases[] = {{"2003", NULL}};
	CHECK_ALL(KZ_VALUE_NONE, 0, cases);
}

/* Whatever the parts, a value ends inside its room: every run of parts from a list of awkward ones. */
static void test_bounds(void **state)
{
	(void)state;
	static const char *const parts[] = {"$",           "999999999999999999999999",
	                                    "quadrillion", "million",
	                                    "-",           "hundred",
	                                    "May ",        "9999",
	                                    "31",          "/",
	                                    "BC",          "century"};
	enum { PARTS = sizeof parts / sizeof *parts };
	kz_allocator allocator = kz_allocator_from(NULL);
	kz_arena arena;
	kz_arena_init(&arena, &allocator);
	unsigned random = 1;
	for (int round = 0; round < 20000; round++) {
		char text[512] = "";
		for (int i = round % 14; i >= 0; i--) {
			random = random * 1103515245u + 12345u;
			strcat(text, parts[random / 65536 % PARTS]);
			strcat(text, " ");
		}
		kz_state document = {.arena = &arena, .date = round % 2 ? 99991231 : 10101};
		for (int kind = KZ_VALUE_DATE; kind <= KZ_VALUE_PERCENT; kind++) {
			const char *value = kz_value(&document, kind, text, strlen(text));
			assert_true(!value || (strlen(value) > 0 && strlen(value) < 128));
		}
		kz_arena_reset(&arena);
	}
	kz_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_days),
	        cmocka_unit_test(test_intervals_of_days),
	        cmocka_unit_test(test_months_years_and_longer),
	        cmocka_unit_test(test_known_document_day),
	        cmocka_unit_test(test_other_document_days),
	        cmocka_unit_test(test_no_dates),
	        cmocka_unit_test(test_sums),
	        cmocka_unit_test(test_percentages),
	        cmocka_unit_test(test_no_kind),
	        cmocka_unit_test(test_bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
