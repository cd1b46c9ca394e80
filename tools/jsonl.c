#include "jsonl.h"

#include "encoding.h"
#include "json_scan.h"

#include <stdlib.h>
#include <string.h>

/* Buffers beyond this size are given back before the next line. */
#define KEEP_SIZE ((size_t)16 << 20)

/* A member that is handed through. */
struct member {
	size_t name_at, name_size; /* decoded, in scanner->names */
	const char *name;          /* the same, set once all names are there */
	const char *key;           /* as written, with quotation marks; NULL if a later member has the name */
	size_t key_size;
	const char *value; /* as written */
	size_t value_size;
};

struct jsonl {
	struct json_scan scan;
	struct buffer name, text, word, id, date, names, meta;
	struct member *members, **sorted;
	size_t count, capacity;
};

struct jsonl *jsonl_new(void)
{
	struct jsonl *scanner = memory_allocate(sizeof *scanner);

	*scanner = (struct jsonl){0};
	return scanner;
}

void jsonl_free(struct jsonl *scanner)
{
	if (!scanner)
		return;
	buffer_free(&scanner->name);
	buffer_free(&scanner->text);
	buffer_free(&scanner->word);
	buffer_free(&scanner->id);
	buffer_free(&scanner->date);
	buffer_free(&scanner->names);
	buffer_free(&scanner->meta);
	free(scanner->members);
	free(scanner->sorted);
	free(scanner);
}

static bool fail_at(struct jsonl *scanner, const char *at, const char *error)
{
	scanner->scan.at = at;
	scanner->scan.error = error;
	return false;
}

static bool take_null(struct json_scan *scan)
{
	if (scan->end - scan->at < 4 || memcmp(scan->at, "null", 4) != 0)
		return false;
	scan->at += 4;
	return true;
}

static bool take_text(struct jsonl *scanner, struct jsonl_document *document)
{
	if (scanner->scan.at == scanner->scan.end || *scanner->scan.at != '"')
		return fail_at(scanner, scanner->scan.at, "\"text\" must be a string");
	return json_take_string(&scanner->scan, &scanner->text, &document->text, &document->text_size);
}

/* A short string that must be usable as C text. */
static bool take_word(struct jsonl *scanner, struct buffer *copy, const char **ret_text, const char *complaint)
{
	const char *begin = scanner->scan.at, *text;
	size_t size;

	if (!json_take_string(&scanner->scan, &scanner->word, &text, &size))
		return false;
	if (memchr(text, '\0', size) || !utf8_is_valid(text, size))
		return fail_at(scanner, begin, complaint);
	copy->size = 0;
	buffer_append(copy, text, size);
	*ret_text = buffer_terminate(copy);
	return true;
}

static bool take_id(struct jsonl *scanner, struct jsonl_document *document)
{
	const char *begin = scanner->scan.at;

	document->id = NULL;
	if (take_null(&scanner->scan))
		return true;
	if (begin < scanner->scan.end && *begin == '"')
		return take_word(scanner, &scanner->id, &document->id, "\"id\" has a NUL or is not UTF-8");
	if (begin == scanner->scan.end || !(*begin == '-' || (*begin >= '0' && *begin <= '9')))
		return fail_at(scanner, begin, "\"id\" must be a string or a number");
	if (!json_skip_value(&scanner->scan))
		return false;
	scanner->id.size = 0;
	buffer_append(&scanner->id, begin, (size_t)(scanner->scan.at - begin));
	document->id = buffer_terminate(&scanner->id);
	return true;
}

static bool take_date(struct jsonl *scanner, const char *line, struct jsonl_document *document)
{
	const char *begin = scanner->scan.at;

	document->date = NULL;
	document->date_column = (size_t)(begin - line) + 1;
	if (take_null(&scanner->scan))
		return true;
	if (begin == scanner->scan.end || *begin != '"')
		return fail_at(scanner, begin, "\"date\" must be a string");
	return take_word(scanner, &scanner->date, &document->date, "\"date\" has a NUL or is not UTF-8");
}

static struct member *add_member(struct jsonl *scanner)
{
	if (scanner->count == scanner->capacity) {
		scanner->capacity = scanner->capacity ? scanner->capacity * 2 : 16;
		scanner->members = memory_resize(scanner->members, scanner->capacity, sizeof *scanner->members);
		scanner->sorted = memory_resize(scanner->sorted, scanner->capacity, sizeof(struct member *));
	}
	return &scanner->members[scanner->count++];
}

/* Any other member: its value is checked and kept as it is written. */
static bool take_other(struct jsonl *scanner, const char *key, size_t key_size, const char *name, size_t name_size)
{
	const char *begin = scanner->scan.at;
	struct member *member;

	if (!json_skip_value(&scanner->scan))
		return false;
	if (!utf8_is_valid(key, key_size))
		return fail_at(scanner, key, "member name is not UTF-8");
	if (!utf8_is_valid(begin, (size_t)(scanner->scan.at - begin)))
		return fail_at(scanner, begin, "value is not UTF-8");
	member = add_member(scanner);
	member->name_at = scanner->names.size;
	member->name_size = name_size;
	member->key = key;
	member->key_size = key_size;
	member->value = begin;
	member->value_size = (size_t)(scanner->scan.at - begin);
	buffer_append(&scanner->names, name, name_size);
	return true;
}

static bool name_is(const char *name, size_t size, const char *wanted)
{
	return size == strlen(wanted) && memcmp(name, wanted, size) == 0;
}

static bool take_member(struct jsonl *scanner, const char *line, struct jsonl_document *document)
{
	struct json_scan *scan = &scanner->scan;
	const char *key, *name;
	size_t key_size, size;

	json_skip_space(scan);
	key = scan->at;
	if (key == scan->end || *key != '"')
		return fail_at(scanner, key, "a member name is expected");
	if (!json_take_string(scan, &scanner->name, &name, &size))
		return false;
	key_size = (size_t)(scan->at - key);
	if (!json_take(scan, ':', "':' is expected"))
		return false;
	json_skip_space(scan);
	if (name_is(name, size, "text"))
		return take_text(scanner, document);
	if (name_is(name, size, "id"))
		return take_id(scanner, document);
	if (name_is(name, size, "date"))
		return take_date(scanner, line, document);
	return take_other(scanner, key, key_size, name, size);
}

static bool take_members(struct jsonl *scanner, const char *line, struct jsonl_document *document)
{
	struct json_scan *scan = &scanner->scan;

	json_skip_space(scan);
	if (scan->at < scan->end && *scan->at == '}') {
		scan->at++;
		return true;
	}
	for (;;) {
		if (!take_member(scanner, line, document))
			return false;
		json_skip_space(scan);
		if (scan->at == scan->end || *scan->at != ',')
			return json_take(scan, '}', "',' or '}' is expected");
		scan->at++;
	}
}

static int compare_names(const struct member *a, const struct member *b)
{
	size_t common = a->name_size < b->name_size ? a->name_size : b->name_size;
	int order = common ? memcmp(a->name, b->name, common) : 0;

	if (order)
		return order;
	return (a->name_size > b->name_size) - (a->name_size < b->name_size);
}

/* By name, then position. */
static int compare_members(const void *a, const void *b)
{
	const struct member *left = *(struct member *const *)a, *right = *(struct member *const *)b;
	int order = compare_names(left, right);

	return order ? order : (left > right) - (left < right);
}

/* Of members with one name the last wins: the others lose their key. */
static void drop_duplicates(struct jsonl *scanner)
{
	for (size_t i = 0; i < scanner->count; i++) {
		scanner->members[i].name = scanner->names.data + scanner->members[i].name_at;
		scanner->sorted[i] = &scanner->members[i];
	}
	qsort(scanner->sorted, scanner->count, sizeof *scanner->sorted, compare_members);
	for (size_t i = 1; i < scanner->count; i++)
		if (compare_names(scanner->sorted[i - 1], scanner->sorted[i]) == 0)
			scanner->sorted[i - 1]->key = NULL;
}

static void write_meta(struct jsonl *scanner, struct jsonl_document *document)
{
	struct buffer *meta = &scanner->meta;

	if (scanner->count > 1)
		drop_duplicates(scanner);
	for (size_t i = 0; i < scanner->count; i++) {
		const struct member *member = &scanner->members[i];

		if (!member->key)
			continue;
		buffer_putc(meta, meta->size ? ',' : '{');
		buffer_append(meta, member->key, member->key_size);
		buffer_putc(meta, ':');
		buffer_append(meta, member->value, member->value_size);
	}
	if (!meta->size)
		return;
	buffer_putc(meta, '}');
	document->meta = meta->data;
	document->meta_size = meta->size;
}

static void begin_line(struct jsonl *scanner, const char *line, size_t size)
{
	scanner->scan = (struct json_scan){.at = line, .end = line + size};
	scanner->count = 0;
	buffer_clear(&scanner->names, KEEP_SIZE);
	buffer_clear(&scanner->meta, KEEP_SIZE);
	buffer_clear(&scanner->text, KEEP_SIZE);
}

static bool read_line(struct jsonl *scanner, const char *line, struct jsonl_document *document)
{
	struct json_scan *scan = &scanner->scan;

	if (!json_take(scan, '{', "a JSON object is expected") || !take_members(scanner, line, document))
		return false;
	json_skip_space(scan);
	if (scan->at < scan->end)
		return fail_at(scanner, scan->at, "something follows the JSON object");
	if (!document->text)
		return fail_at(scanner, line, "there is no \"text\"");
	write_meta(scanner, document);
	return true;
}

bool jsonl_read(struct jsonl *scanner, const char *line, size_t size, struct jsonl_document *ret_document,
                struct jsonl_error *reterr)
{
	struct jsonl_document document = {0};

	begin_line(scanner, line, size);
	if (!read_line(scanner, line, &document)) {
		reterr->column = (size_t)(scanner->scan.at - line) + 1;
		reterr->message = scanner->scan.error;
		*ret_document = (struct jsonl_document){.id = document.id};
		return false;
	}
	*ret_document = document;
	return true;
}
