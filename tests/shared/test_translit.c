/*
 * In: ../shared/reference/translit.tsv, rows of one name in Cyrillic and in the Latin spellings that were seen of it.
 * Out: how many of those spellings a gazetteer finds that knows the Cyrillic forms and the first Latin one; 77 without the file.
 *
 * Not every Latin form of a row is a spelling: Vernyj is no way to write Алматы, nor Agryzas (Lithuanian) one to write Агрыз.
 * A form counts as a spelling if a Cyrillic form of its row gives it letter by letter by the table `values` below; of
 * persons word by word, in any order, as patronymics are seldom printed. Nor is a namesake another entry: seven villages
 * are Ақтау, and Aktau finds those that are written so. The test holds the figures for spellings of places and of persons: 95
 * in a hundred find their entry or a namesake, less than one only another. It tells those for all forms.
 *
 * `test-translit FILE list` also prints each miss.
 */
#include "support/model.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define MAX_FORMS 96
#define MAX_HITS  4096

typedef struct row {
	char *cyrillic[MAX_FORMS], *latin[MAX_FORMS];
	size_t cyrillic_count, latin_count;
	int person;
} row;

typedef struct tally {
	unsigned forms, own, namesake, elsewhere;
} tally;

enum { NONE, ELSEWHERE, NAMESAKE, OWN };

/*
 * Values of the Cyrillic letters in Russian and Kazakh: BGN/PCGN, ISO 9 and GOST (marks taken off), passports, press; Kazakh
 * Latin of 2017 to 2021; Turkish, Azerbaijani, Uzbek, Turkmen and Tatar Latin; what French and German press write. "-" is a
 * letter that is left out.
 */
static const struct {
	const char *letter, *values;
} values[] = {
        {"а", "a"},
        {"ә", "a ae e"},
        {"б", "b"},
        {"в", "v w"},
        {"г", "g gh"},
        {"ґ", "g"},
        {"ғ", "g gh"},
        {"д", "d"},
        {"е", "e ye ie je yo io"},
        {"ё", "e ye yo io jo o"},
        {"є", "e ye ie je"},
        {"ж", "zh j dzh dj"},
        {"җ", "j c dzh dj zh"},
        {"ҷ", "j dzh ch dj c"},
        {"з", "z"},
        {"и", "i y"},
        {"і", "i y"},
        {"ї", "i yi ji"},
        {"й", "y i j -"},
        {"к", "k"},
        {"қ", "k q"},
        {"л", "l"},
        {"м", "m"},
        {"н", "n"},
        {"ң", "n ng"},
        {"о", "o"},
        {"ө", "o oe"},
        {"п", "p"},
        {"р", "r"},
        {"с", "s ss"},
        {"т", "t"},
        {"у", "u ou w"},
        {"ұ", "u"},
        {"ү", "u ue"},
        {"ў", "u o"},
        {"ӯ", "u"},
        {"ф", "f"},
        {"х", "kh h x"},
        {"ҳ", "h kh"},
        {"һ", "h"},
        {"ц", "ts tz c"},
        {"ч", "ch tch"},
        {"ш", "sh"},
        {"щ", "shch sch sc shh"},
        {"ъ", "-"},
        {"ы", "y i"},
        {"ь", "- y i j"},
        {"э", "e"},
        {"ю", "yu iu ju u"},
        {"я", "ya ia ja a"},
        {"ӣ", "i"},
};

static const char *values_of(uint32_t letter)
{
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		uint32_t code;
		kz_utf8_decode(values[i].letter, strlen(values[i].letter), &code);
		if (code == letter)
			return values[i].values;
	}
	return NULL;
}

/* Letters whose marks make another sound of them; where the mark was lost (Satura for Шатура) it is no spelling any more. */
static const struct {
	uint32_t code;
	const char *letters;
} marked[] = {{0x0161, "sh"}, {0x015F, "sh"}, {0x015D, "shch"}, {0x010D, "ch"}, {0x00E7, "ch"},
              {0x017E, "zh"}, {0x017C, "zh"}, {0x00E2, "ya"},   {0x00FB, "yu"}, {0x0259, "a"},
              {0x01DD, "a"},  {0x0131, "i"},  {0x0142, "l"},    {0x0219, "sh"}};

static const char *letters_of_marked(uint32_t lower)
{
	for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
		if (marked[i].code == lower)
			return marked[i].letters;
	return NULL;
}

/* Lower-case letters only, Latin ones without marks. */
static size_t letters_of(const char *text, uint32_t *out, size_t room)
{
	size_t count = 0, size = strlen(text);
	for (size_t i = 0; i < size && count + 8 < room;) {
		uint32_t code;
		unsigned length = kz_utf8_decode(text + i, size - i, &code);
		i += length ? length : 1;
		const char *letters = letters_of_marked((uint32_t)utf8proc_tolower((utf8proc_int32_t)code));
		for (; letters && *letters; letters++)
			out[count++] = (unsigned char)*letters;
		if (letters)
			continue;
		utf8proc_int32_t parts[8];
		int boundary = 0;
		utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)code, parts, 8,
		                                             UTF8PROC_CASEFOLD | UTF8PROC_COMPAT |
		                                                     (code < 0x0400 || code > 0x052F
		                                                              ? UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK
		                                                              : UTF8PROC_COMPOSE),
		                                             &boundary);
		for (utf8proc_ssize_t k = 0; k < n; k++)
			if ((parts[k] >= 'a' && parts[k] <= 'z') || (parts[k] >= 0x0400 && parts[k] <= 0x052F))
				out[count++] = (uint32_t)parts[k];
	}
	return count;
}

/* How many Latin letters value takes of l; -1 if it does not fit. */
static int take(const char *value, size_t length, const uint32_t *l, size_t ln)
{
	if (length == 1 && *value == '-')
		return 0;
	size_t k = 0;
	while (k < length && k < ln && l[k] == (unsigned char)value[k])
		k++;
	return k == length ? (int)k : -1;
}

/* Can the Latin letters be read as the Cyrillic ones? Doubled letters may be single in either. */
static int reads(const uint32_t *c, size_t cn, const uint32_t *l, size_t ln)
{
	if (!cn)
		return !ln;
	const char *v = values_of(c[0]);
	for (; v && *v; v += strcspn(v, " "), v += *v == ' ') {
		size_t length = strcspn(v, " ");
		int k = take(v, length, l, ln);
		if (k < 0)
			continue;
		if (reads(c + 1, cn - 1, l + k, ln - (size_t)k) ||
		    (cn > 1 && c[1] == c[0] && reads(c + 2, cn - 2, l + k, ln - (size_t)k)))
			return 1;
	}
	/* -ий, -ый are also one letter */
	return cn == 2 && ln == 1 && c[1] == 0x0439 && (c[0] == 0x0438 || c[0] == 0x044B) &&
	       (l[0] == 'i' || l[0] == 'y');
}

static int is_reading(const char *cyrillic, const char *latin)
{
	uint32_t c[256], l[256];
	size_t cn = letters_of(cyrillic, c, 256), ln = letters_of(latin, l, 256);
	return cn && ln && cn < 60 && ln < 90 && reads(c, cn, l, ln);
}

/* Is each word of latin a spelling of a word of cyrillic? */
static int is_reading_by_words(const char *cyrillic, const char *latin)
{
	char left[1024], right[1024], *save, *inner;
	snprintf(left, sizeof left, "%s", latin);
	unsigned words = 0;
	for (char *word = strtok_r(left, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
		int met = 0;
		snprintf(right, sizeof right, "%s", cyrillic);
		for (char *other = strtok_r(right, " ", &inner); other && !met; other = strtok_r(NULL, " ", &inner))
			met = is_reading(other, word);
		if (!met)
			return 0;
		words++;
	}
	return words > 1;
}

static int is_spelling(const row *r, const char *latin)
{
	for (size_t i = 0; i < r->cyrillic_count; i++)
		if (is_reading(r->cyrillic[i], latin) || (r->person && is_reading_by_words(r->cyrillic[i], latin)))
			return 1;
	return 0;
}

static size_t split(char *cell, char *forms[MAX_FORMS], size_t count)
{
	char *save;
	for (char *form = strtok_r(cell, "|", &save); form; form = strtok_r(NULL, "|", &save))
		if (*form && !strpbrk(form, "[]") && count < MAX_FORMS)
			forms[count++] = form;
	return count;
}

/* The cells of line stay where they are: the row points into it. */
static int read_row(char *line, row *ret)
{
	char *cells[6] = {0};
	memset(ret, 0, sizeof *ret);
	for (size_t i = 0; i < 6; i++)
		cells[i] = strsep(&line, "\t\n");
	if (!cells[4] || !strcmp(cells[4], "type") || !strncmp(cells[4], "name", 4))
		return 0;
	ret->person = !strncmp(cells[4], "person", 6);
	ret->cyrillic_count = split(cells[0], ret->cyrillic, 0);
	ret->cyrillic_count = split(cells[1], ret->cyrillic, ret->cyrillic_count);
	ret->latin_count = split(cells[2], ret->latin, 0);
	return ret->cyrillic_count && ret->latin_count;
}

static void write_entry(FILE *out, const row *r, size_t number, int with_latin)
{
	size_t first = with_latin ? 0 : 1;
	fprintf(out, "%s/n%zu\t%s\t%s\tKZ\t", r->person ? "person" : "place", number,
	        with_latin ? r->latin[0] : r->cyrillic[0], r->person ? "PERSON" : "PLACE");
	for (size_t i = first; i < r->cyrillic_count; i++)
		fprintf(out, "%s%s", i > first ? "|" : "", r->cyrillic[i]);
	fputc('\n', out);
}

static kzner_model *compile(const row *rows, size_t count, int with_latin, void **ret_data)
{
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	fputs("id\tname\ttype\tcountry\taliases\n", out);
	for (size_t i = 0; i < count; i++)
		write_entry(out, &rows[i], i, with_latin);
	fclose(out);
	test_source sources[] = {{"names.tsv", text}, {NULL, NULL}};
	kzner_error error;
	kzner_model *model = NULL;
	if (test_model_compile(sources, NULL, NULL, ret_data, &size, &error) ||
	    kzner_model_open_memory(*ret_data, size, NULL, &model, &error))
		fprintf(stderr, "%s: %u: %s\n", error.source, error.line, error.message);
	free(text);
	return model;
}

/* The row of an entry: its id ends in the number. */
static size_t number_of(const kzner_model *model, uint32_t entry)
{
	kzner_entry info;
	return kzner_model_entry(model, entry, &info) ? strtoul(strrchr(info.id, 'n') + 1, NULL, 10) : SIZE_MAX;
}

static int have_common(char *const *a, size_t m, char *const *b, size_t n)
{
	for (size_t i = 0; i < m; i++)
		for (size_t k = 0; k < n; k++)
			if (!strcmp(a[i], b[k]))
				return 1;
	return 0;
}

/* Two rows of one name: seven villages are Ақтау, and who asks for Aktau gets those that are written Aktau. */
static int are_namesakes(const row *a, const row *b)
{
	return have_common(a->cyrillic, a->cyrillic_count, b->cyrillic, b->cyrillic_count) ||
	       have_common(a->latin, a->latin_count, b->latin, b->latin_count);
}

/* The best of the entries that the form finds. */
static int look_up(const kzner_model *model, const row *rows, const char *form, size_t own)
{
	static kzner_lookup hits[MAX_HITS];
	size_t count = kzner_model_lookup(model, form, strlen(form), hits, MAX_HITS);
	int best = NONE;
	for (size_t i = 0; i < count && i < MAX_HITS; i++) {
		size_t number = number_of(model, hits[i].entry);
		int result = number == own ? OWN : are_namesakes(&rows[own], &rows[number]) ? NAMESAKE : ELSEWHERE;
		if (result > best)
			best = result;
	}
	return best;
}

static void count_form(tally *t, int result)
{
	t->forms++;
	t->own += result == OWN;
	t->namesake += result == NAMESAKE;
	t->elsewhere += result == ELSEWHERE;
}

static double percent(unsigned part, unsigned whole)
{
	return whole ? 100.0 * part / whole : 0;
}

static void print_tally(const char *what, const tally *t)
{
	printf("# %-36s %6u: own entry %.2f %%, with namesakes %.2f %%, only another %u (%.2f %%)\n", what, t->forms,
	       percent(t->own, t->forms), percent(t->own + t->namesake, t->forms), t->elsewhere,
	       percent(t->elsewhere, t->forms));
}

/* What is asked of spellings. */
static int is_good(const tally *t)
{
	return percent(t->own + t->namesake, t->forms) >= 95 && percent(t->elsewhere, t->forms) < 1;
}

int main(int argc, char **argv)
{
	FILE *file = argc > 1 ? fopen(argv[1], "r") : NULL;
	if (!file)
		return 77;
	int list = argc > 2;
	size_t count = 0, room = 0;
	char *line = NULL;
	row *rows = calloc(20000, sizeof *rows);
	char **lines = calloc(20000, sizeof *lines);
	while (count < 20000 && getline(&line, &room, file) > 0) {
		lines[count] = strdup(line);
		if (read_row(lines[count], &rows[count]))
			count++;
		else
			free(lines[count]);
	}
	fclose(file);
	void *data[2];
	kzner_model *model = compile(rows, count, 1, &data[0]), *bare = compile(rows, count, 0, &data[1]);
	if (!model || !bare)
		return 1;
	tally all = {0}, spellings[2] = {{0}}, others = {0}, unnamed = {0};
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < rows[i].latin_count; k++) {
			const char *form = rows[i].latin[k];
			int spelling = is_spelling(&rows[i], form), result = look_up(model, rows, form, i);
			count_form(&all, result);
			if (list && result < NAMESAKE)
				printf("%s %s %s\t%s\t%s\n", result ? "ELSE" : "MISS", spelling ? "S" : "-",
				       rows[i].person ? "PERSON" : "PLACE", form, rows[i].cyrillic[0]);
			if (!spelling)
				continue;
			count_form(&spellings[rows[i].person], result);
			if (k)
				count_form(&others, result);
			if (!rows[i].person)
				count_form(&unnamed, look_up(bare, rows, form, i));
		}
	}
	print_tally("all Latin forms", &all);
	print_tally("spellings of places", &spellings[0]);
	print_tally("spellings of persons", &spellings[1]);
	print_tally("spellings but the entry's own name", &others);
	print_tally("places, entry in Cyrillic only", &unnamed);
	kzner_model_unref(model);
	kzner_model_unref(bare);
	for (size_t i = 0; i < 2; i++)
		free(data[i]);
	for (size_t i = 0; i < count; i++)
		free(lines[i]);
	free(lines);
	free(rows);
	free(line);
	return !is_good(&spellings[0]) || !is_good(&spellings[1]);
}
