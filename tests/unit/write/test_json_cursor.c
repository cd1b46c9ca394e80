/* write/json_cursor: recurring strings of any kind, more of them than are remembered, objects across the buffer's end. */
#include "support/test.h"

#include "write/json_cursor.h"

#include <stdio.h>

enum { OBJECTS = 3000, STRINGS = 1000, CAPACITY = OBJECTS * 96 };

typedef struct bytes {
	char data[CAPACITY];
	size_t size;
} bytes;

static int collect(const char *data, size_t size, void *user)
{
	bytes *b = user;
	assert_true(size < CAPACITY - b->size);
	memcpy(b->data + b->size, data, size);
	b->size += size;
	b->data[b->size] = '\0';
	return 0;
}

/* Some fit into a slot, some are too long, some need an escape. */
static const char *string_of(size_t i)
{
	static char strings[STRINGS][64];
	snprintf(strings[i], sizeof strings[i], "%s%zu",
	         i % 7 == 0   ? "a string that is longer than what a slot holds "
	         : i % 5 == 0 ? "a \"quoted\" one "
	                      : "word ",
	         i);
	return strings[i];
}

/* The string as a piece: the second time from memory. */
static char *store_piece(kz_cursor *c, char *at, const char *text)
{
	kz_piece *piece = kz_cursor_piece(c, text, 7);
	if (piece->size)
		return kz_piece_store(piece, at);
	char *end = kz_cursor_text(c, at, text);
	kz_piece_keep(piece, at, end);
	return end;
}

/* All ways to store a string give the same. */
static char *store_string(kz_cursor *c, char *at, const char *text, size_t way)
{
	return way == 0   ? kz_cursor_near_text(c, at, text)
	       : way == 1 ? store_piece(c, at, text)
	                  : kz_cursor_known(c, at, text);
}

static void write_objects(kz_cursor *c, kz_spacing spacing)
{
	char *at = kz_cursor_begin(c, '[');
	for (size_t i = 0; i < OBJECTS; i++) {
		at = kz_cursor_item(c, spacing, at, i == 0);
		at = KZ_FIRST_NAME(spacing, at, "number");
		at = kz_write_number(at, i);
		at = KZ_NAME(spacing, at, "text");
		at = store_string(c, at, string_of(i % 3 ? i % STRINGS : 1), i / 3 % 3);
		at = KZ_STORE(at, "}");
	}
	kz_cursor_end(c, at, ']', !OBJECTS);
}

static void expect_object(char *out, size_t i, int spaced)
{
	char text[80], *to = text;
	for (const char *from = string_of(i % 3 ? i % STRINGS : 1); *from; from++) {
		if (*from == '"')
			*to++ = '\\';
		*to++ = *from;
	}
	*to = '\0';
	sprintf(out, spaced ? "%s\n  {\"number\": %zu, \"text\": \"%s\"}" : "%s{\"number\":%zu,\"text\":\"%s\"}",
	        i ? "," : "", i, text);
}

static void check(int indent)
{
	static bytes out;
	static kz_writer writer;
	kz_cursor c;
	kzner_sink sink = {collect, &out};
	char object[160];
	out.size = 0;
	writer = (kz_writer){.sink = &sink};
	kz_cursor_init(&c, &writer, indent);
	write_objects(&c, indent ? KZ_SPACED : KZ_COMPACT);
	kz_writer_flush(&writer);
	const char *at = out.data + 1;
	for (size_t i = 0; i < OBJECTS; i++, at += strlen(object)) {
		expect_object(object, i, indent != 0);
		assert_memory_equal(at, object, strlen(object));
	}
	assert_string_equal(at, indent ? "\n]" : "]");
}

static void test_objects(void **state)
{
	(void)state;
	check(0);
	check(2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_objects),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
