/*
 * Inputs that a careless implementation takes quadratic time or endless memory for: one line of letters, of capitals, of
 * brackets, of names that all match. Each must be read at half a megabyte a second or faster on any machine that runs tests, and
 * its cost must rise no faster than its size. The plainest have ten megabytes, the others a sixteenth of that, which is
 * enough to tell; KZNER_TEST_LONG=1 gives all of them ten.
 */
#include "support/test.h"

#include "support/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static kzner_extractor *extractor;
static size_t full_size = (size_t)10 << 20, usual_size;

/* At most this many seconds for ten megabytes. */
#define SECONDS_MAX 20.0

/* Costs of a text and of its eighth: 8 would be linear, 64 quadratic. What fits a cache costs less, hence the room. */
#define GROWTH_MAX 24.0

/* Seconds; less is too little to tell of. */
#define GROWTH_FLOOR 0.01

/* Other work on the machine and memory that is touched for the first time make a text dearer, never cheaper: of several rounds
 * the cheapest counts. One is enough unless it leaves a doubt. */
#define ROUNDS_MAX 5

static int count_bytes(const char *data, size_t size, void *user)
{
	(void)data;
	*(size_t *)user += size;
	return 0;
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double cost(const char *text, size_t size)
{
	double before = seconds();
	kzner_document document = {text, size, "long", "2005-06-01"};
	const kzner_result *result;
	size_t written = 0;
	assert_int_equal(kzner_extract(extractor, &document, &result, NULL), KZNER_OK);
	assert_int_equal(kzner_write_json(result, NULL, &(kzner_sink){count_bytes, &written}), KZNER_OK);
	assert_true(written > 0);
	return seconds() - before;
}

static double cheaper(double a, double b)
{
	return a < b ? a : b;
}

static int takes_long(double whole, size_t size)
{
	return whole > SECONDS_MAX * (double)size / (10 << 20) && whole > 2;
}

static int grows_fast(double small, double whole)
{
	return whole > GROWTH_FLOOR && whole > GROWTH_MAX * small;
}

static void measure(const char *name, const char *text, size_t size)
{
	double small = SECONDS_MAX, whole = cost(text, size);
	for (int round = 0; round < ROUNDS_MAX && (!round || takes_long(whole, size) || grows_fast(small, whole));
	     round++) {
		if (round)
			whole = cheaper(whole, cost(text, size));
		/* The memory of the text before is given back with the first of them. */
		for (int i = 0; i < 4; i++)
			small = cheaper(small, cost(text, size / 8));
	}
	fprintf(stderr, "%-32s %8.2f ms an eighth, %8.2f ms\n", name, small * 1e3, whole * 1e3);
	if (takes_long(whole, size))
		fail_msg("%s took %.1f s", name, whole);
	if (grows_fast(small, whole))
		fail_msg("%s: the whole cost %.1f times its eighth", name, whole / small);
}

/* piece again and again. */
static void repeat(const char *name, const char *piece, size_t least)
{
	size_t length = strlen(piece), size = 0;
	char *text = malloc(least + length);
	for (; size < least; size += length)
		memcpy(text + size, piece, length);
	measure(name, text, size);
	free(text);
}

static void test_one_line(void **state)
{
	(void)state;
	static const char *const pieces[] = {
	        "a",    "A",   "Ab",      "aB",     "1",      "(",       "[",       "\"",        "'",
	        "’",    ".",   "..A",     "-",      "– ",     "\n",      "\r",      "\t",        " ",
	        "A.",   "A. ", "A-",      "a'",     "1,",     "1.",      "a.",      "://",       "a.b.com ",
	        "а",    "Щ",   "и\u0306", "\u0301", "\u00AD", "a\u00AD", "\u200B",  "中",        "\xF0\x9F\x98\x80",
	        "\xFF", "?s",  "A?s ",    "aa.bb",  "aa.bb-", "Aa.com",  "a.comB-", "an http://"};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		char name[64] = "line of ";
		for (const char *c = pieces[i]; *c; c++)
			sprintf(name + strlen(name), *c > ' ' && *c < 0x7F ? "%c" : "%02x", (unsigned char)*c);
		repeat(name, pieces[i], i < 9 ? full_size : usual_size);
	}
}

static void test_all_matching(void **state)
{
	(void)state;
	static const char *const pieces[] = {
	        "Kazakhstan ",
	        "Kazakhstan, ",
	        "Kazakhstan, Russia and ",
	        "Nursultan Nazarbayev ",
	        "Nazarbaev ",
	        "Nazarbaev, Tokaev, Putin. ",
	        "Nur Otan Nur-Otan ",
	        "president ",
	        "President of ",
	        "president of the Republic of ",
	        "President, ",
	        "Ministry of ",
	        "Ministry of Foreign Affairs and ",
	        "Foreign Ministry of Kazakhstan's ",
	        "Party ",
	        "the Party of the ",
	        "(CIS) ",
	        "Commonwealth of Independent States (CIS) ",
	        "Zhadyra Toktamyssova (ZT) ",
	        "Mr. ",
	        "J. R. ",
	        "van der ",
	        "Abc bin ",
	        "January 1, ",
	        "January ",
	        "1 January 2005 - ",
	        "$1 billion to ",
	        "1 percent ",
	        "said ",
	        "met with ",
	        "Russia met Kazakhstan and ",
	        "Putin will not visit ",
	        "U.S. ",
	        "the U.S.-led ",
	        "\"Nur Otan\" ",
	        "Lake ",
	        "lake X Region ",
	        "Назарбаевтың ",
	        "Россией, Казахстаном ",
	        "NAZARBAYEV MEETS PUTIN ",
	        "A B C D E ",
	        "Ivanov's ",
	        "and ",
	        "of the ",
	        "Senate Chairman ",
	        "Kazakh-Russian ",
	        "Almaty (Almaty (",
	        "Kazakh ",
	        "Kazakh or ",
	        "in Russian and ",
	};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
		repeat(pieces[i], pieces[i], usual_size);
}

/* A hundred thousand names that nobody has listed, no two the same, twice. */
static void test_many_names(void **state)
{
	(void)state;
	static const char *const forms[] = {"Mr. %s%s Zh%s%s said. ",
	                                    "%s%s Ministry%s of %s. ",
	                                    "The %s%s Party (%sP%s). ",
	                                    "The Kazakh president met Mr. %s%s%s%s. ",
	                                    "Mr. %s%s%s%s met President Nursultan Nazarbayev. ",
	                                    "The %s%s%s%s Bank of Kazakhstan said so. ",
	                                    "Mr. %s%s Zh%s%s, a Kazakh poet. "};
	static const char *const syllables[] = {"ba",  "ken", "zhan", "tu", "lek", "mir", "sa",  "gul",
	                                        "dar", "or",  "ny",   "ai", "bek", "tai", "kul", "en"};
	for (size_t form = 0; form < sizeof forms / sizeof *forms; form++) {
		char *text;
		size_t size;
		FILE *out = open_memstream(&text, &size);
		for (unsigned i = 0; i < 200000 && (size_t)ftell(out) < full_size; i++) {
			unsigned n = i % 100000;
			char first[32];
			snprintf(first, sizeof first, "%c%s%s", 'A' + (int)(n % 26), syllables[n % 16],
			         syllables[n / 16 % 16]);
			fprintf(out, forms[form], first, syllables[n / 256 % 16], syllables[n / 4096 % 16],
			        syllables[n / 65536 % 16]);
		}
		fclose(out);
		measure(forms[form], text, size);
		free(text);
	}
}

static void test_random_bytes(void **state)
{
	(void)state;
	char *text = malloc(usual_size);
	unsigned seed = 1;
	for (size_t i = 0; i < usual_size; i++) {
		seed = seed * 1103515245u + 12345u;
		text[i] = (char)(seed >> 16);
	}
	measure("random bytes", text, usual_size);
	for (size_t i = 0; i < usual_size; i++)
		text[i] = (char)(' ' + (unsigned char)text[i] % 95);
	measure("random ASCII", text, usual_size);
	free(text);
}

static int set_up(void **state)
{
	(void)state;
	kzner_model *model;
	kzner_extract_options options = kzner_extract_options_default();
	options.nested = 1;
	if (getenv("KZNER_TEST_SHORT"))
		full_size /= 16;
	usual_size = getenv("KZNER_TEST_LONG") ? full_size : full_size / 16;
	if (kzner_model_open_default(NULL, &model, NULL) || kzner_extractor_new(model, &options, NULL, &extractor))
		return 1;
	kzner_model_unref(model);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	kzner_extractor_free(extractor);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_one_line),
	        cmocka_unit_test(test_all_matching),
	        cmocka_unit_test(test_many_names),
	        cmocka_unit_test(test_random_bytes),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
