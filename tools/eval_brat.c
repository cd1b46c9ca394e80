/*
 * From a folder of brat's standoff files (NAME.ann) to documents as kzner extract writes them.
 *
 *     T1\tPERSON 42 62\tNursultan Nazarbayev         fragments "42 50;51 62" count as one mention
 *     N1\tReference T1 Wikidata:Q57394\tNursultan Nazarbayev
 *     R1\thead_of Arg1:T1 Arg2:T3
 *     A2\tStatus R1 negated
 *
 * Mentions of one reference are one entity; a mention without one is an entity of its own. Other lines are left alone.
 */
#include "eval.h"

#include "cli_common.h"
#include "input.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define ENDING     ".ann"
#define FILE_LIMIT ((size_t)4 << 30)

struct brat {
	json_t *document, *mentions, *relations, *entities;
	json_t *by_id; /* "T1", "R1", "Wikidata:Q1" -> its object */
};

/* "ID\tWORD WORD ...\tTEXT" */
struct line {
	char *id, *text;
	char *words[5];
	const char *last_word;
};

static void begin(struct brat *brat)
{
	*brat = (struct brat){json_object(), json_array(), json_array(), json_array(), json_object()};
	json_object_set_new(brat->document, "mentions", brat->mentions);
	json_object_set_new(brat->document, "relations", brat->relations);
	json_object_set_new(brat->document, "entities", brat->entities);
}

static char *cut(char *at, char separator)
{
	char *end = strchr(at, separator);

	if (!end)
		return at + strlen(at);
	*end = '\0';
	return end + 1;
}

/* Missing words are "". */
static struct line split(char *text)
{
	struct line line = {.id = text};
	char *middle = cut(text, '\t'), *space;

	line.text = cut(middle, '\t');
	space = strrchr(middle, ' ');
	line.last_word = space ? space + 1 : "";
	for (size_t i = 0; i < sizeof line.words / sizeof *line.words; i++) {
		line.words[i] = middle;
		middle = cut(middle, ' ');
	}
	return line;
}

static void add(struct brat *brat, json_t *list, const char *id, json_t *object)
{
	json_array_append_new(list, object);
	json_object_set(brat->by_id, id, object);
}

/* Of several fragments the first begins and the last ends the mention. */
static bool add_mention(struct brat *brat, const struct line *line)
{
	long start, end;

	if (!cli_parse_number(line->words[1], 0, LONG_MAX, &start) ||
	    !cli_parse_number(line->last_word, 0, LONG_MAX, &end))
		return false;
	add(brat, brat->mentions, line->id,
	    json_pack("{s:I, s:I, s:s, s:s}", "start", (json_int_t)start, "end", (json_int_t)end, "type",
	              line->words[0], "entity", line->id));
	return true;
}

static const char *argument(const char *word)
{
	const char *colon = strchr(word, ':');

	return colon ? colon + 1 : word;
}

/* The arguments are ids of mentions until all lines are read. */
static bool add_relation(struct brat *brat, const struct line *line)
{
	add(brat, brat->relations, line->id,
	    json_pack("{s:s, s:s, s:s, s:s}", "type", line->words[0], "subject", argument(line->words[1]), "object",
	              argument(line->words[2]), "status", "asserted"));
	return true;
}

static bool set_reference(struct brat *brat, const struct line *line)
{
	json_t *mention = json_object_get(brat->by_id, line->words[1]);
	const char *reference = line->words[2];

	if (!mention)
		return false;
	json_object_set_new(mention, "entity", json_string(reference));
	if (!json_object_get(brat->by_id, reference))
		add(brat, brat->entities, reference, json_pack("{s:s, s:s}", "id", reference, "name", line->text));
	return true;
}

static bool set_attribute(struct brat *brat, const struct line *line)
{
	json_t *target = json_object_get(brat->by_id, line->words[1]);

	if (target && strcmp(line->words[0], "Status") == 0)
		json_object_set_new(target, "status", json_string(line->words[2]));
	return target != NULL;
}

/* First what there is, then what is said about it: the lines may come in any order. */
static bool read_line(struct brat *brat, const struct line *line, int pass)
{
	switch (line->id[0]) {
	case 'T':
		return pass != 0 || add_mention(brat, line);
	case 'R':
		return pass != 0 || add_relation(brat, line);
	case 'N':
		return pass != 1 || set_reference(brat, line);
	case 'A':
		return pass != 1 || set_attribute(brat, line);
	default:
		return true;
	}
}

/* The number of the line that is wrong, 0 for none. */
static unsigned long read_lines(struct brat *brat, const char *text, int pass)
{
	for (unsigned long number = 1; *text; number++) {
		size_t size = strcspn(text, "\n");
		char *copy = memory_copy(text, size);
		struct line line = split(copy);
		bool done = read_line(brat, &line, pass);

		free(copy);
		if (!done)
			return number;
		text += size + (text[size] == '\n');
	}
	return 0;
}

/* From mentions to what they mention. */
static bool name_entities(struct brat *brat)
{
	static const char *const members[] = {"subject", "object"};
	json_t *relation;
	size_t i;

	json_array_foreach(brat->relations, i, relation)
	{
		for (size_t k = 0; k < 2; k++) {
			const char *id = json_string_value(json_object_get(relation, members[k]));
			json_t *entity = json_object_get(json_object_get(brat->by_id, id), "entity");

			if (!entity)
				return false;
			json_object_set(relation, members[k], entity);
		}
	}
	return true;
}

static bool read_text(struct brat *brat, const char *path, const char *text)
{
	unsigned long line = read_lines(brat, text, 0);

	line = line ? line : read_lines(brat, text, 1);
	if (line)
		cli_message("%s:%lu: not a line as brat writes it", path, line);
	else if (!name_entities(brat))
		cli_message("%s: a relation of what is no mention", path);
	else
		return true;
	return false;
}

static bool read_document(struct eval_documents *documents, const char *folder, const char *name)
{
	struct buffer path = {0}, text = {0};
	struct brat brat;
	const char *reason;
	bool done = false;

	begin(&brat);
	buffer_printf(&path, "%s/%s", folder, name);
	if (input_read(buffer_terminate(&path), FILE_LIMIT, &text, &reason))
		done = read_text(&brat, path.data, buffer_terminate(&text));
	else
		cli_message("%s: cannot read: %s", path.data, reason);
	json_decref(brat.by_id);
	if (done)
		eval_add(documents, name, strlen(name) - strlen(ENDING), brat.document);
	else
		json_decref(brat.document);
	buffer_free(&path);
	buffer_free(&text);
	return done;
}

bool eval_load_brat(struct eval_documents *documents, const char *folder)
{
	DIR *handle = opendir(folder);
	struct dirent *entry;
	bool done = true;

	if (!handle) {
		cli_message("%s: cannot open: %s", folder, strerror(errno));
		return false;
	}
	while (done && (entry = readdir(handle))) {
		size_t size = strlen(entry->d_name), tail = strlen(ENDING);

		if (size > tail && strcmp(entry->d_name + size - tail, ENDING) == 0)
			done = read_document(documents, folder, entry->d_name);
	}
	closedir(handle);
	return done;
}
