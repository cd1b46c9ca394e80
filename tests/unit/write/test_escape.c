/* Text inside other syntaxes, character by character; dates as days. */
#include "support/test.h"

#include "write/escape.h"
#include "write/out.h"

static char bytes[1 << 16];
static size_t size;

static int collect(const char *data, size_t count, void *user)
{
	(void)user;
	memcpy(bytes + size, data, count);
	size += count;
	return 0;
}

static void escapes(kz_escape escape, const char *text, size_t length, const char *expected)
{
	kzner_sink sink = {collect, NULL};
	kz_writer w = {.sink = &sink};
	size = 0;
	kz_put_escaped(&w, escape, text, length);
	kz_writer_flush(&w);
	assert_text(bytes, size, expected);
}

#define ESCAPES(escape, text, expected) escapes((escape), (text), sizeof(text) - 1, (expected))

static void xml(void **state)
{
	(void)state;
	ESCAPES(kz_escape_xml, "plain \xC3\xA9 \xF0\x9F\x8E\x89", "plain \xC3\xA9 \xF0\x9F\x8E\x89");
	ESCAPES(kz_escape_xml, "<a b='c' d=\"e\">&]]>", "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;]]&gt;");
	ESCAPES(kz_escape_xml, "\t\n\r", "&#9;&#10;&#13;");
	ESCAPES(kz_escape_xml, "\0\x01\x1F", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
	ESCAPES(kz_escape_xml, "\xEF\xBF\xBE\xEF\xBF\xBF", "\xEF\xBF\xBD\xEF\xBF\xBD");
	ESCAPES(kz_escape_xml, "\xFF\xC3<\xE2\x80", "\xEF\xBF\xBD\xEF\xBF\xBD&lt;\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void rdf(void **state)
{
	(void)state;
	ESCAPES(kz_escape_rdf, "a\"b\\c\n\r\t", "a\\\"b\\\\c\\n\\r\\t");
	ESCAPES(kz_escape_rdf, "\x01\x7F", "\\u0001\\u007F");
	ESCAPES(kz_escape_rdf, "\0\xEF\xBF\xBE", "\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void iris(void **state)
{
	(void)state;
	ESCAPES(kz_escape_iri, "Az09-._~:@", "Az09-._~:@");
	ESCAPES(kz_escape_iri, "../a b\n%<>\"", "..%2Fa%20b%0A%25%3C%3E%22");
	ESCAPES(kz_escape_iri, "\xC3\xA9[`{\x7F\0", "%C3%A9%5B%60%7B%7F%00");
	ESCAPES(kz_escape_iri, "\xFF", "%EF%BF%BD");
	ESCAPES(kz_escape_path, "place/kz/astana x", "place/kz/astana%20x");
}

static void dot(void **state)
{
	(void)state;
	ESCAPES(kz_escape_dot, "\"\\N\" AT&T\n\t\x01", "\\\"\\\\N\\\" AT&amp;T\\n \xEF\xBF\xBD");
}

static void lines(void **state)
{
	(void)state;
	ESCAPES(kz_escape_bare,
	        "a b\tc\xC2\xA0"
	        "d\xE2\x80\xA8"
	        "e\0f",
	        "a_b_c_d_e_f");
	ESCAPES(kz_escape_line,
	        "a\nb\xC2\x85"
	        "c d",
	        "a b c d");
	ESCAPES(kz_escape_row, "a\r\nb\"c", "a  b\"\"c");
}

static void field(const char *text, const char *expected)
{
	kzner_sink sink = {collect, NULL};
	kz_writer w = {.sink = &sink};
	size = 0;
	kz_put_field(&w, kz_escape_csv, ',', text, strlen(text));
	kz_writer_flush(&w);
	assert_text(bytes, size, expected);
}

static void fields_have_quotes_where_they_need_them(void **state)
{
	(void)state;
	field("", "");
	field("plain\ttext; it's", "plain\ttext; it's");
	field("a,b", "\"a,b\"");
	field("a\"b", "\"a\"\"b\"");
	field("a\nb", "\"a\nb\"");
	field("a\rb", "\"a\rb\"");
	field(" a", "\" a\"");
	field("a ", "\"a \"");
}

static void days(const char *date, const char *expected_first, const char *expected_last)
{
	char first[11], last[11];
	assert_int_equal(kz_date_days(date, first, last), expected_first != NULL);
	if (!expected_first)
		return;
	assert_string_equal(first, expected_first);
	assert_string_equal(last, expected_last);
}

static void dates_have_a_first_and_a_last_day(void **state)
{
	(void)state;
	days("2004", "2004-01-01", "2004-12-31");
	days("2004-02", "2004-02-01", "2004-02-29");
	days("1900-02", "1900-02-01", "1900-02-28");
	days("2000-02", "2000-02-01", "2000-02-29");
	days("2004-05-06", "2004-05-06", "2004-05-06");
	days("1993/2003-04", "1993-01-01", "2003-04-30");
	days("2004-02-30", NULL, NULL);
	days("2004-13", NULL, NULL);
	days("2004-00", NULL, NULL);
	days("2004-05-00", NULL, NULL);
	days("2004-1-1", NULL, NULL);
	days("XXXX-04-15", NULL, NULL);
	days("2004/", NULL, NULL);
	days("", NULL, NULL);
	days(NULL, NULL, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(xml),
	        cmocka_unit_test(rdf),
	        cmocka_unit_test(iris),
	        cmocka_unit_test(dot),
	        cmocka_unit_test(lines),
	        cmocka_unit_test(fields_have_quotes_where_they_need_them),
	        cmocka_unit_test(dates_have_a_first_and_a_last_day),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
