/* In: JSON text and a shape. Out: a filled struct. */
#include "graph_json.h"

#include <string.h>

/* Sums stop here instead of wrapping; a comparison with it keeps addition associative. */
#define NUMBER_LIMIT (UINT64_MAX / 16)

static bool fail(struct json_reader *reader, const char *at, const char *error)
{
	reader->scan.at = at;
	reader->scan.error = error;
	return false;
}

static bool read_slice(struct json_reader *reader, struct slice *into)
{
	const char *text;
	size_t size;

	if (*reader->scan.at != '"')
		return fail(reader, reader->scan.at, "a string is expected");
	if (!json_take_string(&reader->scan, &reader->text, &text, &size))
		return false;
	if (reader->text.size)
		text = arena_copy(reader->arena, text, size);
	*into = (struct slice){text, size};
	return true;
}

static bool read_digits(struct json_reader *reader, uint64_t *number)
{
	const char *begin = reader->scan.at;

	for (; reader->scan.at < reader->scan.end && *reader->scan.at >= '0' && *reader->scan.at <= '9';
	     reader->scan.at++) {
		*number = *number * 10 + (uint64_t)(*reader->scan.at - '0');
		if (*number > NUMBER_LIMIT)
			return fail(reader, begin, "number is too large");
	}
	if (reader->scan.at == begin)
		return fail(reader, begin, "a number that is not negative is expected");
	return *begin != '0' || reader->scan.at == begin + 1 || fail(reader, begin, "not a number");
}

/* Digits behind the point, in millionths; what is smaller is rounded, halves up. */
static bool read_fraction(struct json_reader *reader, uint64_t *ret_part)
{
	const char *begin = ++reader->scan.at, *at = begin, *end = reader->scan.end;
	uint64_t part = 0, unit = GRAPH_SCALE;

	for (; at < end && *at >= '0' && *at <= '9'; at++) {
		uint64_t digit = (uint64_t)(*at - '0');

		if (unit > 1) {
			unit /= 10;
			part += digit * unit;
		} else if (at - begin == 6 && digit >= 5) {
			part++;
		}
	}
	reader->scan.at = at;
	*ret_part = part;
	return at > begin || fail(reader, begin, "a digit is expected");
}

static bool read_number(struct json_reader *reader, bool scaled, uint64_t *into)
{
	const char *begin = reader->scan.at;
	uint64_t number = 0, part = 0;

	if (!read_digits(reader, &number))
		return false;
	if (scaled && number > NUMBER_LIMIT / GRAPH_SCALE)
		return fail(reader, begin, "number is too large");
	if (scaled && reader->scan.at < reader->scan.end && *reader->scan.at == '.' && !read_fraction(reader, &part))
		return false;
	if (reader->scan.at < reader->scan.end && (*reader->scan.at == '.' || (*reader->scan.at | 0x20) == 'e'))
		return fail(reader, begin, scaled ? "number has an exponent" : "a whole number is expected");
	*into = scaled ? number * GRAPH_SCALE + part : number;
	return true;
}

static void *add_item(struct json_reader *reader, struct list *list, size_t size)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 4;
		void *items = arena_take(reader->arena, capacity * size);

		if (list->count)
			memcpy(items, list->items, list->count * size);
		list->items = items;
		list->capacity = capacity;
	}
	return memset((char *)list->items + list->count++ * size, 0, size);
}

static bool read_list(struct json_reader *reader, const struct json_shape *shape, struct list *into)
{
	into->count = 0;
	if (!json_take(&reader->scan, '[', "a list is expected"))
		return false;
	json_skip_space(&reader->scan);
	if (reader->scan.at < reader->scan.end && *reader->scan.at == ']') {
		reader->scan.at++;
		return true;
	}
	for (;;) {
		json_skip_space(&reader->scan);
		if (!json_read_object(reader, shape, add_item(reader, into, shape->size)))
			return false;
		json_skip_space(&reader->scan);
		if (reader->scan.at == reader->scan.end || *reader->scan.at != ',')
			return json_take(&reader->scan, ']', "',' or ']' is expected");
		reader->scan.at++;
	}
}

static bool read_value(struct json_reader *reader, const struct json_field *field, void *into)
{
	void *place = (char *)into + field->offset;

	json_skip_space(&reader->scan);
	if (reader->scan.at == reader->scan.end)
		return fail(reader, reader->scan.at, "a value is expected");
	if (*reader->scan.at == 'n')
		return json_skip_value(&reader->scan);
	switch (field->kind) {
	case JSON_SLICE:
		return read_slice(reader, place);
	case JSON_COUNT:
		return read_number(reader, false, place);
	case JSON_SCALED:
		return read_number(reader, true, place);
	case JSON_OBJECT:
		return json_read_object(reader, field->shape, place);
	case JSON_LIST:
		return read_list(reader, field->shape, place);
	}
	return false;
}

/* Members come in the usual order: the search begins behind the one found last. */
static const struct json_field *find_field(const struct json_shape *shape, const char *name, size_t size, size_t *next)
{
	for (size_t i = 0, at = *next; i < shape->count; i++, at++) {
		const struct json_field *field;

		if (at >= shape->count)
			at = 0;
		field = &shape->fields[at];
		if (field->name_size == size && memcmp(field->name, name, size) == 0) {
			*next = at + 1;
			return field;
		}
	}
	return NULL;
}

static bool read_member(struct json_reader *reader, const struct json_shape *shape, void *into, size_t *next)
{
	const struct json_field *field;
	const char *name;
	size_t size;

	json_skip_space(&reader->scan);
	if (reader->scan.at == reader->scan.end || *reader->scan.at != '"')
		return fail(reader, reader->scan.at, "a member name is expected");
	if (!json_take_string(&reader->scan, &reader->text, &name, &size))
		return false;
	field = find_field(shape, name, size, next);
	if (!json_take(&reader->scan, ':', "':' is expected"))
		return false;
	return field ? read_value(reader, field, into) : json_skip_value(&reader->scan);
}

bool json_read_object(struct json_reader *reader, const struct json_shape *shape, void *into)
{
	size_t next = 0;

	if (!json_take(&reader->scan, '{', "an object is expected"))
		return false;
	json_skip_space(&reader->scan);
	if (reader->scan.at < reader->scan.end && *reader->scan.at == '}') {
		reader->scan.at++;
		return true;
	}
	for (;;) {
		if (!read_member(reader, shape, into, &next))
			return false;
		json_skip_space(&reader->scan);
		if (reader->scan.at == reader->scan.end || *reader->scan.at != ',')
			return json_take(&reader->scan, '}', "',' or '}' is expected");
		reader->scan.at++;
	}
}
