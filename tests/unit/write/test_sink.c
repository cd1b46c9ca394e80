/* write/sink: pieces of any size, numbers, shares, escapes, a sink that refuses. */
#include "support/test.h"

#include "write/sink.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct bytes {
	char *data;
	size_t size, pieces, refuse_at;
} bytes;

static int collect(const char *data, size_t size, void *user)
{
	bytes *b = user;
	if (++b->pieces == b->refuse_at)
		return 1;
	b->data = realloc(b->data, b->size + size + 1);
	memcpy(b->data + b->size, data, size);
	b->size += size;
	b->data[b->size] = '\0';
	return 0;
}

static kz_writer *writer(const kzner_sink *sink)
{
	kz_writer *w = malloc(sizeof *w);
	w->sink = sink;
	w->failed = 0;
	w->used = 0;
	return w;
}

static void test_pieces(void **state)
{
	(void)state;
	enum { TOTAL = 5 * KZ_SINK_BUFFER };
	char *text = malloc(TOTAL);
	for (size_t i = 0; i < TOTAL; i++)
		text[i] = (char)('a' + i % 26);
	static const size_t steps[] = {
	        1, 7, KZ_SINK_BUFFER - 1, KZ_SINK_BUFFER, KZ_SINK_BUFFER + 1, 3 * KZ_SINK_BUFFER};
	for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
		bytes out = {0};
		kzner_sink sink = {collect, &out};
		kz_writer *w = writer(&sink);
		for (size_t at = 0; at < TOTAL; at += steps[s])
			kz_put(w, text + at, TOTAL - at < steps[s] ? TOTAL - at : steps[s]);
		kz_writer_flush(w);
		assert_int_equal(out.size, TOTAL);
		assert_memory_equal(out.data, text, TOTAL);
		assert_true(out.pieces <= TOTAL / (KZ_SINK_BUFFER / 2) + 1);
		free(out.data);
		free(w);
	}
	free(text);
}

static void test_refusal(void **state)
{
	(void)state;
	bytes out = {.refuse_at = 2};
	kzner_sink sink = {collect, &out};
	kz_writer *w = writer(&sink);
	for (int i = 0; i < 100000; i++)
		KZ_PUT_LITERAL(w, "some bytes");
	kz_writer_flush(w);
	assert_true(w->failed);
	assert_int_equal(out.pieces, 2); /* after the refusal the sink is left alone */
	free(out.data);
	free(w);
}

#define WRITES(call, expected)                                                                                         \
	do {                                                                                                           \
		bytes out = {0};                                                                                       \
		kzner_sink sink = {collect, &out};                                                                     \
		kz_writer *w = writer(&sink);                                                                          \
		call;                                                                                                  \
		kz_writer_flush(w);                                                                                    \
		assert_string_equal(out.data, expected);                                                               \
		free(out.data);                                                                                        \
		free(w);                                                                                               \
	} while (0)

static void test_numbers(void **state)
{
	(void)state;
	WRITES(kz_put_number(w, 0), "0");
	WRITES(kz_put_number(w, 1048576), "1048576");
	WRITES(kz_put_number(w, UINT64_MAX), "18446744073709551615");
	char expected[32];
	for (uint64_t power = 1; power <= 1000000000000000000u; power *= 10) {
		for (uint64_t number = power - 1; number <= power + 1; number++) {
			snprintf(expected, sizeof expected, "%llu", (unsigned long long)number);
			WRITES(kz_put_number(w, number), expected);
		}
	}
}

/* Without branches they are the same. */
static void test_any_numbers(void **state)
{
	(void)state;
	char expected[32], digits[32];
	for (uint32_t number = 0; number < 2000000; number += number < 12000 ? 1 : 997) {
		snprintf(expected, sizeof expected, "%u", number);
		*kz_write_any_number(digits, number) = '\0';
		assert_string_equal(digits, expected);
	}
	*kz_write_any_number(digits, UINT32_MAX) = '\0';
	assert_string_equal(digits, "4294967295");
}

static void test_shares(void **state)
{
	(void)state;
	WRITES(kz_put_share(w, 0), "0");
	WRITES(kz_put_share(w, 0.004f), "0");
	WRITES(kz_put_share(w, 0.005f), "0.01");
	WRITES(kz_put_share(w, 0.1f), "0.1");
	WRITES(kz_put_share(w, 0.25f), "0.25");
	WRITES(kz_put_share(w, 0.99f), "0.99");
	WRITES(kz_put_share(w, 0.996f), "1");
	WRITES(kz_put_share(w, 1), "1");
	WRITES(kz_put_share(w, -1), "0");
	WRITES(kz_put_share(w, 1e30f), "1");
	WRITES(kz_put_share(w, NAN), "0");
}

static void test_strings(void **state)
{
	(void)state;
	WRITES(kz_put_json(w, "", 0), "\"\"");
	WRITES(kz_put_json(w, "Astana", 6), "\"Astana\"");
	WRITES(kz_put_json(w, "say \"a\\b\"", 9), "\"say \\\"a\\\\b\\\"\"");
	WRITES(kz_put_json(w, "a\nb\rc\td", 7), "\"a\\nb\\rc\\td\"");
	WRITES(kz_put_json(w, "\0\x01\x1f\x7f", 4), "\"\\u0000\\u0001\\u001f\x7f\"");
	WRITES(kz_put_json(w, "Нұр – \xF0\x9F\x98\x80", strlen("Нұр – \xF0\x9F\x98\x80")),
	       "\"Нұр – \xF0\x9F\x98\x80\"");
	WRITES(kz_put_json_part(w, "a\"b", 3), "a\\\"b");
}

/* Strings are looked at in steps: what needs an escape is found at every place in one of every length. */
static void test_escape_places(void **state)
{
	(void)state;
	enum { LONGEST = 40 };
	for (size_t size = 1; size <= LONGEST; size++) {
		for (size_t place = 0; place < size; place++) {
			char text[LONGEST], expected[LONGEST + 4];
			memset(text, 'a', size);
			text[place] = '"';
			snprintf(expected, sizeof expected, "\"%.*s\\\"%.*s\"", (int)place, text,
			         (int)(size - place - 1), text + place + 1);
			WRITES(kz_put_json(w, text, size), expected);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_pieces),        cmocka_unit_test(test_refusal), cmocka_unit_test(test_numbers),
	        cmocka_unit_test(test_any_numbers),   cmocka_unit_test(test_shares),  cmocka_unit_test(test_strings),
	        cmocka_unit_test(test_escape_places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
