/*
 * In: one tab-separated source: entries, words or relation types, as its header line says. Out: records in the builder,
 * and a diagnostic with line and column for everything that is wrong. The formats are in gazetteers/README.md.
 */
#include "base/utf8.h"
#include "compile/builder.h"

#include <stdio.h>
#include <string.h>

/* Bytes of a part of a hyphenated personal name that is a name by itself. */
#define SHORTEST_PART 4u

#define MAX_COLUMNS 32

typedef struct field {
	const char *text;
	size_t size;
	uint32_t column; /* 1-based, bytes */
} field;

typedef enum column {
	COLUMN_NONE,
	COLUMN_ID,
	COLUMN_NAME,
	COLUMN_TYPE,
	COLUMN_SUBTYPE,
	COLUMN_ALIASES,
	COLUMN_NORP,
	COLUMN_COUNTRY,
	COLUMN_WIKIDATA,
	COLUMN_PARENT,
	COLUMN_VALID,
	COLUMN_ROLES,
	COLUMN_WEIGHT,
	COLUMN_FLAGS,
	COLUMN_GENDER,
	COLUMN_WORD,
	COLUMN_CLASS,
	COLUMN_ORIGIN,
	COLUMN_NOTE,
	COLUMN_RELATION,
	COLUMN_SUBJECT,
	COLUMN_OBJECT,
	COLUMN_SYMMETRIC,
	COLUMN_PLOVER,
	COLUMN_YIELDS,
	COLUMN_DESCRIPTION,
	COLUMN_KNOWLEDGE,
	COLUMN_COUNT
} column;

static const char *const column_names[COLUMN_COUNT] = {
        "",       "id",       "name",    "type",   "subtype",   "aliases", "norp",   "country",     "wikidata",
        "parent", "valid",    "roles",   "weight", "flags",     "gender",  "word",   "class",       "origin",
        "note",   "relation", "subject", "object", "symmetric", "plover",  "yields", "description", "knowledge"};

typedef struct table {
	kz_source *source;
	column columns[MAX_COLUMNS];
	uint32_t column_count;
	field fields[COLUMN_COUNT]; /* of the current line, by column */
} table;

static void trim(field *f)
{
	while (f->size && f->text[0] == ' ') {
		f->text++;
		f->size--;
		f->column++;
	}
	while (f->size && (f->text[f->size - 1] == ' ' || f->text[f->size - 1] == '\r'))
		f->size--;
}

/* The next part of *rest up to separator, outside of square brackets. False at the end. */
static int next_part(field *rest, char separator, field *ret_part)
{
	if (!rest->text)
		return 0;
	size_t end = 0;
	for (int depth = 0; end < rest->size && (depth || rest->text[end] != separator); end++)
		depth += (rest->text[end] == '[') - (rest->text[end] == ']' && depth);
	*ret_part = (field){rest->text, end, rest->column};
	if (end == rest->size)
		rest->text = NULL;
	else
		*rest = (field){rest->text + end + 1, rest->size - end - 1, rest->column + (uint32_t)end + 1};
	trim(ret_part);
	return 1;
}

static void complain(table *t, const field *f, const char *code, const char *what)
{
	kz_report(t->source, KZNER_SEVERITY_ERROR, f->column, "[%s] %s: \"%.*s\"", code, what,
	          (int)(f->size > 80 ? 80 : f->size), f->text);
}

static int read_header(table *t, field line)
{
	field part;
	while (next_part(&line, '\t', &part)) {
		if (t->column_count == MAX_COLUMNS) {
			complain(t, &part, "K101", "too many columns");
			return 0;
		}
		column c = COLUMN_NONE;
		for (int i = 1; i < COLUMN_COUNT; i++)
			if (strlen(column_names[i]) == part.size && !memcmp(column_names[i], part.text, part.size))
				c = (column)i;
		if (!c) {
			complain(t, &part, "K102", "unknown column");
			return 0;
		}
		t->columns[t->column_count++] = c;
	}
	return 1;
}

static int read_fields(table *t, field line)
{
	memset(t->fields, 0, sizeof t->fields);
	uint32_t count = 0;
	const char *tab = line.text;
	for (size_t i = 0; i < line.size; i++)
		count += line.text[i] == '\t';
	if (count + 1 != t->column_count) {
		kz_report(t->source, KZNER_SEVERITY_ERROR, 0, "[K103] %u columns, the header has %u", count + 1,
		          t->column_count);
		return 0;
	}
	for (uint32_t i = 0; i <= count; i++) {
		const char *end = memchr(tab, '\t', line.size - (size_t)(tab - line.text));
		if (!end)
			end = line.text + line.size;
		field f = {tab, (size_t)(end - tab), (uint32_t)(tab - line.text) + 1};
		trim(&f);
		t->fields[t->columns[i]] = f;
		tab = end + 1;
	}
	return 1;
}

static uint32_t intern(table *t, const field *f)
{
	return kz_builder_string(t->source->compiler, f->text, f->size);
}

/* from..to; a single date stands for both ends. */
static int read_range(table *t, const field *f, int32_t *ret_from, int32_t *ret_to)
{
	const char *dots = NULL;
	for (size_t i = 0; i + 1 < f->size && !dots; i++)
		if (f->text[i] == '.' && f->text[i + 1] == '.')
			dots = f->text + i;
	size_t first = dots ? (size_t)(dots - f->text) : f->size;
	int good = kz_parse_date(f->text, first, ret_from);
	if (dots)
		good = good && kz_parse_date(dots + 2, f->size - first - 2, ret_to);
	else
		*ret_to = *ret_from;
	if (!good || (*ret_from && *ret_to && *ret_from / 10000 > *ret_to / 10000)) {
		complain(t, f, "K104", "not a range of dates (YYYY, YYYY-MM or YYYY-MM-DD, from..to)");
		return 0;
	}
	return 1;
}

static uint32_t flag_bit(const field *f)
{
	static const struct {
		const char *name;
		uint32_t bit;
	} flags[] = {{"context", KZ_ALIAS_CONTEXT},     {"exact", KZ_ALIAS_EXACT}, {"lower", KZ_ALIAS_LOWER},
	             {"novariant", KZ_ALIAS_NOVARIANT}, {"short", KZ_ALIAS_SHORT}, {"surname", KZ_ALIAS_SURNAME}};
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		if (strlen(flags[i].name) == f->size && !memcmp(flags[i].name, f->text, f->size))
			return flags[i].bit;
	return 0;
}

static int read_flags(table *t, field list, char separator, uint32_t *ret_flags)
{
	field part;
	while (next_part(&list, separator, &part)) {
		uint32_t bit = part.size ? flag_bit(&part) : 0;
		if (part.size && !bit) {
			complain(t, &part, "K105", "unknown flag");
			return 0;
		}
		*ret_flags |= bit;
	}
	return 1;
}

/* What stands in the brackets behind a name: flags and a range of dates, parted by commas or spaces. */
static int read_brackets(table *t, field inner, kz_alias *alias)
{
	field list, part;
	uint32_t flags = alias->flags;
	while (next_part(&inner, ',', &list)) {
		while (next_part(&list, ' ', &part)) {
			int date = part.size && (part.text[0] == '.' || (part.text[0] >= '0' && part.text[0] <= '9'));
			if (date ? !read_range(t, &part, &alias->from, &alias->to) : !read_flags(t, part, ' ', &flags))
				return 0;
		}
	}
	alias->flags = (uint16_t)flags;
	return 1;
}

/* Take "[...]" off the end of f. */
static int split_brackets(field *f, field *ret_inner)
{
	*ret_inner = (field){0};
	if (!f->size || f->text[f->size - 1] != ']')
		return 1;
	size_t open = f->size;
	while (open && f->text[open - 1] != '[')
		open--;
	if (!open)
		return 0;
	*ret_inner = (field){f->text + open, f->size - open - 1, f->column + (uint32_t)open};
	f->size = open - 1;
	trim(f);
	return 1;
}

/* Is there a letter or digit in it? A name without one can never be found. */
static int has_word(const field *f)
{
	for (size_t i = 0; i < f->size; i++) {
		unsigned char c = (unsigned char)f->text[i];
		if (c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
			return 1;
	}
	return 0;
}

static void add_name(table *t, uint32_t entry, field name, kzner_type type, uint32_t flags)
{
	kz_source *s = t->source;
	kz_alias alias = {.type = (uint8_t)type, .flags = (uint16_t)flags, .line = s->line, .file = s->file};
	field inner;
	if (!split_brackets(&name, &inner)) {
		complain(t, &name, "K106", "a name with ] but without [");
		return;
	}
	if (inner.text && !read_brackets(t, inner, &alias))
		return;
	if (!has_word(&name)) {
		complain(t, &name, "K107", "a name without a letter");
		return;
	}
	alias.text = intern(t, &name);
	kz_builder_add_alias(s->compiler, entry, &alias);
}

static void add_names(table *t, uint32_t entry, field list, kzner_type type, uint32_t flags)
{
	field part;
	while (list.size && next_part(&list, '|', &part))
		if (part.size)
			add_name(t, entry, part, type, flags);
}

/* what@id[from..to] */
static void add_role(table *t, uint32_t entry, field text)
{
	kz_source *s = t->source;
	kz_build_role role = {.line = s->line, .file = s->file};
	field inner, whole = text;
	if (!split_brackets(&text, &inner) ||
	    (inner.text && !read_range(t, &inner, &role.record.from, &role.record.to)))
		return;
	const char *at = memchr(text.text, '@', text.size);
	if (!at || at == text.text || at + 1 == text.text + text.size) {
		complain(t, &whole, "K108", "a role is written what@id[from..to]");
		return;
	}
	field what = {text.text, (size_t)(at - text.text), text.column};
	field id = {at + 1, text.size - what.size - 1, text.column + (uint32_t)what.size + 1};
	trim(&what);
	trim(&id);
	role.record.what = intern(t, &what);
	role.object_id = intern(t, &id);
	kz_builder_add_role(s->compiler, entry, &role);
}

static int valid_id(const field *f)
{
	for (size_t i = 0; i < f->size; i++) {
		char c = f->text[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/'))
			return 0;
	}
	return f->size && memchr(f->text, '/', f->size) && f->text[0] != '/' && f->text[f->size - 1] != '/';
}

static uint8_t rank_of(const field *f)
{
	static const char *const names[] = {"", "head", "deputy", "post", "occupation", "noble", "member"};
	for (uint8_t i = 1; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == f->size && !memcmp(names[i], f->text, f->size))
			return i;
	return KZ_RANK_NONE;
}

static uint8_t gender_of(const field *f)
{
	return f->size ? f->text[0] == 'm' ? KZ_GENDER_MALE : f->text[0] == 'f' ? KZ_GENDER_FEMALE : 0 : 0;
}

static kzner_type type_of(table *t)
{
	char name[16] = "";
	const field *f = &t->fields[COLUMN_TYPE];
	if (f->size < sizeof name)
		memcpy(name, f->text ? f->text : "", f->size);
	kzner_type type = kzner_type_from_name(name);
	if (!type || type >= KZNER_TYPE_DATE) {
		complain(t, f, "K109", "unknown type");
		return KZNER_TYPE_NONE;
	}
	return type;
}

static void fill_entry(table *t, kz_build_entry *entry, kzner_type type)
{
	kz_entry *e = &entry->record;
	const field *f = t->fields;
	e->type = (uint8_t)type;
	e->name = intern(t, &f[COLUMN_NAME]);
	e->line = t->source->line;
	e->file = t->source->file;
	if (f[COLUMN_SUBTYPE].size)
		e->subtype = intern(t, &f[COLUMN_SUBTYPE]);
	if (f[COLUMN_COUNTRY].size)
		e->country = intern(t, &f[COLUMN_COUNTRY]);
	if (f[COLUMN_WIKIDATA].size)
		e->wikidata = intern(t, &f[COLUMN_WIKIDATA]);
	if (f[COLUMN_PARENT].size)
		entry->parent_id = intern(t, &f[COLUMN_PARENT]);
	if (f[COLUMN_GENDER].size)
		e->gender = gender_of(&f[COLUMN_GENDER]);
	e->weight = f[COLUMN_WEIGHT].size ? (uint8_t)(f[COLUMN_WEIGHT].text[0] - '0') : 3;
	if (type == KZNER_TYPE_TITLE)
		e->rank = rank_of(&f[COLUMN_SUBTYPE]);
	entry->from_model = 0;
}

static int check_entry(table *t, kzner_type *ret_type)
{
	const field *f = t->fields;
	if (!valid_id(&f[COLUMN_ID])) {
		complain(t, &f[COLUMN_ID], "K110", "an id has lower-case letters, digits, - and at least one /");
		return 0;
	}
	if (!f[COLUMN_NAME].size) {
		complain(t, &f[COLUMN_ID], "K111", "an entry without a name");
		return 0;
	}
	if (f[COLUMN_WEIGHT].size &&
	    (f[COLUMN_WEIGHT].size > 1 || f[COLUMN_WEIGHT].text[0] < '0' || f[COLUMN_WEIGHT].text[0] > '9')) {
		complain(t, &f[COLUMN_WEIGHT], "K112", "a weight is one digit");
		return 0;
	}
	*ret_type = type_of(t);
	return *ret_type != KZNER_TYPE_NONE;
}

static void add_entry(table *t)
{
	kzner_compiler *c = t->source->compiler;
	const field *f = t->fields;
	kzner_type type;
	uint32_t flags = 0;
	int new_entry;
	if (!check_entry(t, &type) || !read_flags(t, f[COLUMN_FLAGS], ' ', &flags))
		return;
	uint32_t index = kz_builder_entry(c, f[COLUMN_ID].text, f[COLUMN_ID].size, &new_entry);
	if (!index)
		return;
	kz_build_entry *entry = &c->entries.items[index];
	if (!new_entry && !entry->from_model) {
		kz_report(t->source, KZNER_SEVERITY_ERROR, f[COLUMN_ID].column,
		          "[K113] duplicate id \"%.*s\", first in %s:%u", (int)f[COLUMN_ID].size, f[COLUMN_ID].text,
		          kz_builder_text(c, c->files.items[entry->record.file]), entry->record.line);
		return;
	}
	fill_entry(t, entry, type);
	int32_t from = entry->record.from, to = entry->record.to;
	if (f[COLUMN_VALID].size && read_range(t, &f[COLUMN_VALID], &from, &to)) {
		entry->record.from = from;
		entry->record.to = to;
	}
	entry->record.flags = (uint16_t)((flags & KZ_ALIAS_SURNAME ? KZ_ENTRY_SURNAME : 0) |
	                                 (flags & KZ_ALIAS_CONTEXT ? KZ_ENTRY_CONTEXT : 0));
	flags &= ~(uint32_t)KZ_ALIAS_SURNAME;
	add_name(t, index, f[COLUMN_NAME], type, flags);
	add_names(t, index, f[COLUMN_ALIASES], type, flags);
	add_names(t, index, f[COLUMN_NORP], KZNER_TYPE_NORP, KZ_ALIAS_NORP | (flags & KZ_ALIAS_LOWER));
	field roles = f[COLUMN_ROLES], part;
	while (roles.size && next_part(&roles, '|', &part))
		if (part.size)
			add_role(t, index, part);
}

static void add_word(table *t)
{
	kzner_compiler *c = t->source->compiler;
	const field *f = t->fields;
	uint32_t class = kz_class_from_name(f[COLUMN_CLASS].text, f[COLUMN_CLASS].size);
	if (!class) {
		complain(t, &f[COLUMN_CLASS], "K114", "unknown class of word");
		return;
	}
	kz_text text;
	kz_tokens tokens;
	kz_arena_reset(&c->scratch);
	if (!kz_builder_tokenize(c, f[COLUMN_WORD].text, f[COLUMN_WORD].size, &text, &tokens))
		return;
	/* Hyphens part words in texts too, so each part of a hyphenated name tells the same. An abbreviation may be
	 * written with its full stop. */
	for (uint32_t i = 0; i < tokens.count; i++) {
		if (tokens.count > 1 && tokens.items[i].kind == KZ_TOKEN_SYMBOL)
			continue;
		/* Mo-in, Su-a: short parts are words of English before they are names */
		if (tokens.count > 1 && class & (KZ_CLASS_GIVEN | KZ_CLASS_SURNAME) &&
		    tokens.items[i].end - tokens.items[i].begin < SHORTEST_PART)
			continue;
		char folded[KZ_FOLD_MAX];
		size_t length = kz_token_fold(text.bytes, &tokens.items[i], folded);
		uint32_t word = kz_builder_word(c, folded, length);
		if (!word)
			continue;
		c->words.items[word].record.classes |= class;
		c->words.items[word].record.gender |= gender_of(&f[COLUMN_GENDER]);
		if (f[COLUMN_NOTE].size && class & (KZ_CLASS_NUMBER | KZ_CLASS_ORDINAL | KZ_CLASS_CURRENCY |
		                                    KZ_CLASS_MONTH | KZ_CLASS_WEEKDAY))
			c->words.items[word].strings.note = intern(t, &f[COLUMN_NOTE]);
	}
}

/* "PERSON|ORG" or "ACTOR" to type bits. */
static uint32_t type_bits(table *t, field list)
{
	field part;
	uint32_t bits = 0;
	while (next_part(&list, '|', &part)) {
		char name[16] = "";
		if (part.size < sizeof name)
			memcpy(name, part.text, part.size);
		kzner_type type = kzner_type_from_name(name);
		if (type)
			bits |= 1u << type;
		else
			complain(t, &part, "K109", "unknown type");
	}
	return bits;
}

/* Relations that stand above this one in the file. */
static uint32_t relation_bits(table *t, field list)
{
	kzner_compiler *c = t->source->compiler;
	field part;
	uint32_t bits = 0;
	while (list.size && next_part(&list, '|', &part)) {
		uint32_t name = intern(t, &part), found = 0;
		for (uint32_t i = 1; i < c->relation_types.count && i < 32; i++)
			if (c->relation_types.items[i].name == name)
				found = i;
		if (found)
			bits |= 1u << found;
		else
			complain(t, &part, "K146", "unknown relation: it must stand above this line");
	}
	return bits;
}

static uint32_t knowledge_of(table *t)
{
	static const char *const names[KZ_KNOWLEDGE_COUNT] = {"", "head", "post", "member", "part"};
	const field *f = &t->fields[COLUMN_KNOWLEDGE];
	for (uint32_t i = 0; i < KZ_KNOWLEDGE_COUNT; i++)
		if (strlen(names[i]) == f->size && (!f->size || !memcmp(names[i], f->text, f->size)))
			return i;
	complain(t, f, "K128", "what the gazetteer can know of a relation is head, post, member or part");
	return 0;
}

static void add_relation_type(table *t)
{
	kzner_compiler *c = t->source->compiler;
	const field *f = t->fields;
	uint32_t name = intern(t, &f[COLUMN_RELATION]);
	for (uint32_t i = 1; i < c->relation_types.count; i++) {
		if (c->relation_types.items[i].name == name) {
			complain(t, &f[COLUMN_RELATION], "K115", "this relation was described before");
			return;
		}
	}
	kz_relation_type *type = KZ_PUSH_HEAP(&c->allocator, &c->relation_types);
	if (!type) {
		c->no_memory = 1;
		return;
	}
	*type = (kz_relation_type){.name = name,
	                           .wikidata = intern(t, &f[COLUMN_WIKIDATA]),
	                           .plover = intern(t, &f[COLUMN_PLOVER]),
	                           .subjects = type_bits(t, f[COLUMN_SUBJECT]),
	                           .objects = type_bits(t, f[COLUMN_OBJECT]),
	                           .symmetric = f[COLUMN_SYMMETRIC].size > 0,
	                           .knowledge = knowledge_of(t),
	                           .yields = relation_bits(t, f[COLUMN_YIELDS]),
	                           .line = t->source->line,
	                           .file = t->source->file};
}

static int has_column(const table *t, column c)
{
	for (uint32_t i = 0; i < t->column_count; i++)
		if (t->columns[i] == c)
			return 1;
	return 0;
}

static int check_header(table *t)
{
	static const column needed[3][4] = {{COLUMN_ID, COLUMN_NAME, COLUMN_TYPE, COLUMN_NONE},
	                                    {COLUMN_WORD, COLUMN_CLASS, COLUMN_NONE, COLUMN_NONE},
	                                    {COLUMN_RELATION, COLUMN_SUBJECT, COLUMN_OBJECT, COLUMN_NONE}};
	for (int kind = 0; kind < 3; kind++) {
		if (t->columns[0] != needed[kind][0])
			continue;
		for (int i = 1; needed[kind][i]; i++) {
			if (!has_column(t, needed[kind][i])) {
				kz_report(t->source, KZNER_SEVERITY_ERROR, 0, "[K116] the header has no column \"%s\"",
				          column_names[needed[kind][i]]);
				return 0;
			}
		}
		return 1;
	}
	kz_report(t->source, KZNER_SEVERITY_ERROR, 1,
	          "[K117] a header starts with \"id\" (entries), \"word\" (words) or \"relation\" (relation types)");
	return 0;
}

static void read_line(table *t, field line)
{
	if (!read_fields(t, line))
		return;
	if (t->columns[0] == COLUMN_ID)
		add_entry(t);
	else if (t->columns[0] == COLUMN_WORD)
		add_word(t);
	else
		add_relation_type(t);
}

void kz_read_table(kz_source *source, const char *text, size_t size)
{
	table t = {.source = source};
	for (size_t at = 0; at < size && !source->compiler->no_memory;) {
		const char *newline = memchr(text + at, '\n', size - at);
		size_t length = newline ? (size_t)(newline - text) - at : size - at;
		field line = {text + at, length, 1};
		if (line.size && line.text[line.size - 1] == '\r')
			line.size--;
		source->line++;
		at += length + 1;
		size_t invalid = kz_utf8_invalid(line.text, line.size);
		if (invalid < line.size)
			kz_report(source, KZNER_SEVERITY_ERROR, (uint32_t)invalid + 1, "[K100] invalid UTF-8");
		else if (memchr(line.text, 0, line.size))
			kz_report(source, KZNER_SEVERITY_ERROR,
			          (uint32_t)((const char *)memchr(line.text, 0, line.size) - line.text) + 1,
			          "[K100] a NUL byte");
		else if (!line.size || line.text[0] == '#')
			continue;
		else if (!t.column_count) {
			if (!read_header(&t, line) || !check_header(&t))
				return;
		} else {
			read_line(&t, line);
		}
	}
}
