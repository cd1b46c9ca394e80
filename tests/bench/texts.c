#include "texts.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of one made-up document. */
#define DOCUMENT_SIZE 6000

static void add(bench_texts *texts, char *text, size_t size)
{
	texts->items = realloc(texts->items, (texts->count + 1) * sizeof *texts->items);
	texts->sizes = realloc(texts->sizes, (texts->count + 1) * sizeof *texts->sizes);
	if (!texts->items || !texts->sizes || !text)
		abort();
	texts->items[texts->count] = text;
	texts->sizes[texts->count++] = size;
	texts->bytes += size;
}

/* Numbers that are the same on every machine. */
static uint32_t draw(uint64_t *seed, uint32_t below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((*seed >> 33) % below);
}

/* P person, L place, O organisation, T title, W a word, Y a year, N a number; the shares of names are those of news. */
static const char *const forms[] = {
        "T P met with T P in L on the question of W and W, and the two sides said that W would go on.",
        "It was a W W, and nobody in the W had thought that the W would be so W at the end of the year.",
        "According to O, the W of L has grown by N percent since Y, although W and W are still W.",
        "P, the T of O, told the W that the agreement between L and L had been signed in Y.",
        "\"We do not W the W,\" P said. \"The W is W, and so is the W of our W.\"",
        "In the W of the W there were N people, most of them W, who had come to see how the W was W.",
        "O and O are to W a W worth $N million, the W reported, but P denied that any W was planned.",
        "The W of L's W, which began in Y, is one of the W that W and W have in W with each other.",
};

static const char *const words[] = {
        "market",  "road",    "people",     "reform",  "question",  "old",       "new",     "government", "winter",
        "answer",  "border",  "difficult",  "open",    "policy",    "election",  "water",   "village",    "economy",
        "support", "protest", "journalist", "power",   "pipeline",  "grain",     "quiet",   "region",     "work",
        "school",  "history", "language",   "trade",   "prices",    "neighbour", "visit",   "weather",    "hospital",
        "station", "letter",  "business",   "morning", "agreement", "security",  "culture", "railway",    "factory"};

static int is_kind(kzner_type type, char kind)
{
	switch (kind) {
	case 'P':
		return type == KZNER_TYPE_PERSON;
	case 'L':
		return type == KZNER_TYPE_PLACE;
	case 'O':
		return type == KZNER_TYPE_ORG || type == KZNER_TYPE_PARTY;
	default:
		return type == KZNER_TYPE_TITLE;
	}
}

/* A few entries are named again and again, most seldom. */
static const char *name_of(const kzner_model *model, uint32_t entries, char kind, uint64_t *seed)
{
	kzner_entry entry;
	for (int tries = 0; tries < 200; tries++) {
		uint32_t most = draw(seed, 3) ? entries / 50 + 1 : entries;
		if (kzner_model_entry(model, (draw(seed, most) * 53) % entries, &entry) && is_kind(entry.type, kind))
			return entry.name;
	}
	return "Nobody";
}

static size_t put_part(char *out, size_t room, char kind, const kzner_model *model, uint32_t entries, uint64_t *seed)
{
	int size;
	if (kind == 'W')
		size = snprintf(out, room, "%s", words[draw(seed, sizeof words / sizeof *words)]);
	else if (kind == 'Y')
		size = snprintf(out, room, "%u", 1990 + draw(seed, 35));
	else if (kind == 'N')
		size = snprintf(out, room, "%u", 2 + draw(seed, 900));
	else
		size = snprintf(out, room, "%s", name_of(model, entries, kind, seed));
	return size < 0 ? 0 : (size_t)size < room ? (size_t)size : room - 1;
}

/* A capital alone is a part to fill in, but for the first letter of a word. */
static size_t put_sentence(char *out, size_t room, const kzner_model *model, uint32_t entries, uint64_t *seed)
{
	const char *form = forms[draw(seed, sizeof forms / sizeof *forms)];
	size_t size = 0;
	for (size_t i = 0; form[i] && size + 1 < room; i++) {
		char next = form[i + 1];
		if (strchr("PLOTWYN", form[i]) && !(next >= 'a' && next <= 'z'))
			size += put_part(out + size, room - size, form[i], model, entries, seed);
		else
			out[size++] = form[i];
	}
	return size;
}

void bench_texts_make(bench_texts *texts, const kzner_model *model, size_t bytes)
{
	kzner_model_info info;
	uint64_t seed = 1991;
	kzner_model_describe(model, &info);
	while (texts->bytes < bytes) {
		char *text = malloc(DOCUMENT_SIZE + 1024);
		size_t size = 0;
		while (text && size < DOCUMENT_SIZE) {
			size += put_sentence(text + size, 1000, model, info.entries, &seed);
			if (!draw(&seed, 6))
				text[size++] = '\n';
			text[size] = text[size - 1] == '\n' ? '\n' : ' ';
			size++;
		}
		add(texts, text, size);
	}
}

int bench_texts_read(bench_texts *texts, const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t capacity = 0;
	ssize_t size;
	if (!file)
		return 0;
	while ((size = getline(&line, &capacity, file)) > 0) {
		json_t *document = json_loadb(line, (size_t)size, 0, NULL), *text = json_object_get(document, "text");
		if (json_is_string(text))
			add(texts, strdup(json_string_value(text)), json_string_length(text));
		json_decref(document);
	}
	free(line);
	fclose(file);
	return texts->count > 0;
}

void bench_texts_free(bench_texts *texts)
{
	for (size_t i = 0; i < texts->count; i++)
		free(texts->items[i]);
	free(texts->items);
	free(texts->sizes);
	*texts = (bench_texts){0};
}
