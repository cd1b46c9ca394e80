#include "eval.h"

#include "cli_common.h"
#include "input.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define GOLD_ENDING ".gold.json"

/* Against a file that is something else altogether. */
#define FILE_LIMIT ((size_t)4 << 30)

void eval_add(struct eval_documents *documents, const char *name, size_t size, json_t *json)
{
	if (documents->count == documents->capacity) {
		documents->capacity = documents->capacity ? documents->capacity * 2 : 64;
		documents->list = memory_resize(documents->list, documents->capacity, sizeof *documents->list);
	}
	documents->list[documents->count++] = (struct eval_document){.name = memory_copy(name, size), .json = json};
}

void eval_free(struct eval_documents *documents)
{
	for (size_t i = 0; i < documents->count; i++) {
		free(documents->list[i].name);
		free(documents->list[i].text);
		json_decref(documents->list[i].json);
	}
	free(documents->list);
	*documents = (struct eval_documents){0};
}

const struct eval_document *eval_find(const struct eval_documents *documents, const char *name)
{
	for (size_t i = documents->count; i-- > 0;)
		if (strcmp(documents->list[i].name, name) == 0)
			return &documents->list[i];
	return NULL;
}

static bool ends_with(const char *text, const char *ending)
{
	size_t size = strlen(text), tail = strlen(ending);

	return size > tail && strcmp(text + size - tail, ending) == 0;
}

/* Are the members of list objects with these members? */
static bool check_list(const json_t *document, const char *list, const char *const *members)
{
	const json_t *array = json_object_get(document, list), *item;
	size_t i;

	if (array && !json_is_array(array))
		return false;
	json_array_foreach(array, i, item) for (const char *const *member = members; *member;
	                                        member++) if (!json_object_get(item, *member)) return false;
	return true;
}

/* What the scoring takes for granted. relation is the member that holds a relation's type. */
static bool check_document(const json_t *document, const char *relation)
{
	const char *const mention[] = {"start", "end", "type", NULL};
	const char *const members[] = {"subject", "object", relation, NULL};

	return json_is_object(document) && check_list(document, "mentions", mention) &&
	       check_list(document, "relations", members);
}

static bool read_file(const char *path, struct buffer *ret_text)
{
	const char *reason;

	ret_text->size = 0;
	if (!input_read(path, FILE_LIMIT, ret_text, &reason)) {
		cli_message("%s: cannot read: %s", path, reason);
		return false;
	}
	return true;
}

static void read_text(struct eval_document *document, const char *folder)
{
	struct buffer path = {0}, text = {0};
	const char *reason;

	buffer_printf(&path, "%s/%s.txt", folder, document->name);
	if (input_read(buffer_terminate(&path), FILE_LIMIT, &text, &reason))
		document->text = memory_copy(text.data, text.size);
	buffer_free(&path);
	buffer_free(&text);
}

static bool read_gold(struct eval_documents *documents, const char *folder, const char *file)
{
	struct buffer path = {0}, text = {0};
	json_error_t error;
	json_t *json = NULL;
	bool done;

	buffer_printf(&path, "%s/%s", folder, file);
	done = read_file(buffer_terminate(&path), &text);
	if (done && !(json = json_loadb(text.data, text.size, 0, &error))) {
		cli_message("%s:%d:%d: %s", path.data, error.line, error.column, error.text);
		done = false;
	} else if (done && !check_document(json, "relation")) {
		cli_message("%s: mentions or relations are not as they should be", path.data);
		done = false;
	}
	if (done) {
		eval_add(documents, file, strlen(file) - strlen(GOLD_ENDING), json);
		read_text(&documents->list[documents->count - 1], folder);
	} else {
		json_decref(json);
	}
	buffer_free(&path);
	buffer_free(&text);
	return done;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names of the gold files, sorted; NULL if the folder cannot be read. */
static char **list_gold(const char *folder, size_t *ret_count)
{
	DIR *handle = opendir(folder);
	struct dirent *entry;
	char **names = NULL;
	size_t count = 0;

	if (!handle) {
		cli_message("%s: cannot open: %s", folder, strerror(errno));
		return NULL;
	}
	names = memory_allocate(sizeof *names);
	while ((entry = readdir(handle))) {
		if (!ends_with(entry->d_name, GOLD_ENDING))
			continue;
		names = memory_resize(names, count + 1, sizeof *names);
		names[count++] = memory_copy(entry->d_name, strlen(entry->d_name));
	}
	closedir(handle);
	qsort(names, count, sizeof *names, compare_names);
	*ret_count = count;
	return names;
}

bool eval_load_gold(struct eval_documents *documents, const char *folder)
{
	size_t count = 0;
	char **names = list_gold(folder, &count);
	bool done = names != NULL;

	for (size_t i = 0; i < count; i++) {
		done = done && read_gold(documents, folder, names[i]);
		free(names[i]);
	}
	if (done && !count)
		cli_message("%s: holds no *" GOLD_ENDING, folder);
	free(names);
	return done && count > 0;
}

/* The name of a document is its id without folders and .txt. */
static void add_prediction(struct eval_documents *documents, json_t *json, const char *id)
{
	const char *slash = strrchr(id, '/'), *name = slash ? slash + 1 : id;
	size_t size = strlen(name);

	if (size >= 4 && strcmp(name + size - 4, ".txt") == 0)
		size -= 4;
	eval_add(documents, name, size, json);
}

static bool read_prediction(struct eval_documents *documents, const char *path, unsigned long line, const char *text,
                            size_t size)
{
	json_error_t error;
	json_t *json = json_loadb(text, size, JSON_ALLOW_NUL, &error);
	const char *id;

	if (!json) {
		cli_message("%s:%lu:%d: %s", path, line, error.column, error.text);
		return false;
	}
	id = json_string_value(json_object_get(json, "id"));
	if (id && json_object_get(json, "error")) { /* a line that failed: nothing was predicted */
		json_decref(json);
		return true;
	}
	if (!id || !check_document(json, "type")) {
		cli_message("%s:%lu: not a document as kzner extract --format jsonl writes it", path, line);
		json_decref(json);
		return false;
	}
	add_prediction(documents, json, id);
	return true;
}

static bool is_blank(const char *text, size_t size)
{
	while (size && (text[size - 1] == ' ' || text[size - 1] == '\t' || text[size - 1] == '\r'))
		size--;
	return size == 0;
}

static bool read_predictions(struct eval_documents *documents, const char *path)
{
	struct buffer text = {0};
	bool done = read_file(path, &text);
	unsigned long line = 1;

	for (size_t at = 0; done && at < text.size; line++) {
		const char *newline = memchr(text.data + at, '\n', text.size - at);
		size_t size = newline ? (size_t)(newline - text.data) - at : text.size - at;

		if (!is_blank(text.data + at, size))
			done = read_prediction(documents, path, line, text.data + at, size);
		at += size + 1;
	}
	buffer_free(&text);
	return done;
}

static bool is_folder(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool eval_load_predictions(struct eval_documents *documents, const char *path)
{
	return is_folder(path) ? eval_load_brat(documents, path) : read_predictions(documents, path);
}
