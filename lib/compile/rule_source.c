/*
 * In: a .rules source. Out: mention rules, their patterns expanded and known to compile.
 *
 *     rule date.month-day-year
 *     type DATE
 *     trigger @month; NUMBER before @month within 3
 *                                   words, @classes of words, or NUMBER SYMBOL URL CAPITAL YEAR LETTERED DOTTED ORDINAL PLURAL MEASURED; with `before` only
 *                                   where one of these is the next token, or among the next three
 *     pattern {month} \d{1,2}(?:, \d{4})?
 *     value date                    date, money or percent; left out if the mention has none
 *     score 0.95
 *     example He left on [March 3, 2014] by train.
 *     counter It is May be late.
 *
 * A pattern runs anchored at the trigger token. {name} puts a macro in; a space matches any run of white space. The group
 * (?<m>...) is the mention, or the whole match if there is none.
 */
#include "base/ascii.h"
#include "compile/lines.h"
#include "model/rule_program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Expanded patterns longer than this are an error: a macro that contains itself would grow without end. */
#define PATTERN_MAX 8192

/* A space of a pattern: white space and the no-break spaces that typesetting puts into amounts and dates. Spelled out,
 * since PCRE2's own Unicode classes cost a third of the matching. */
static const char white_space[] = "[\\s\\x{A0}\\x{202F}]+";

typedef struct rule_reader {
	kz_line_reader lines;
	kz_source *source;
	pcre2_general_context *pcre2;
	int triggered; /* the rule that is read has a trigger */
} rule_reader;

typedef struct expansion {
	char text[PATTERN_MAX];
	uint32_t from[PATTERN_MAX]; /* offset in the source text of each byte */
	size_t length;
} expansion;

static int put(expansion *e, const char *text, size_t size, uint32_t from)
{
	if (e->length + size >= PATTERN_MAX)
		return 0;
	memcpy(e->text + e->length, text, size);
	for (size_t i = 0; i < size; i++)
		e->from[e->length + i] = from;
	e->length += size;
	return 1;
}

/* Length of {name} at text, 0 if it is a quantifier or none. */
static size_t macro_length(const char *text)
{
	size_t i = 1;
	if (text[0] != '{' || !((text[1] | 0x20) >= 'a' && (text[1] | 0x20) <= 'z'))
		return 0;
	while ((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z')
		i++;
	return text[i] == '}' ? i + 1 : 0;
}

static int expand(rule_reader *r, const kz_key_line *key, const char *text, uint32_t from, int depth, expansion *e)
{
	int in_class = 0, good = 1;
	for (size_t i = 0; good && text[i];) {
		uint32_t at = depth ? from : (uint32_t)i;
		size_t macro = in_class ? 0 : macro_length(text + i);
		/* \p{Lu} and \x{41} are PCRE2's own */
		if (macro && i && (text[i - 1] == 'p' || text[i - 1] == 'P') && i > 1 && text[i - 2] == '\\')
			macro = 0;
		if (macro) {
			const char *body = kz_line_reader_macro(&r->lines, text + i + 1, macro - 2);
			if (!body || depth > 8) {
				r->source->line = key->line;
				kz_report(r->source, KZNER_SEVERITY_ERROR, key->column + at,
				          "[K121] unknown macro %.*s", (int)macro, text + i);
				return 0;
			}
			good = put(e, "(?:", 3, at) && expand(r, key, body, at, depth + 1, e) && put(e, ")", 1, at);
			i += macro;
		} else if (text[i] == '\\' && text[i + 1]) {
			good = put(e, text + i, 2, at);
			i += 2;
		} else if (text[i] == ' ' && !in_class) {
			good = put(e, white_space, sizeof white_space - 1, at);
			i++;
		} else {
			in_class = text[i] == '[' ? 1 : text[i] == ']' ? 0 : in_class;
			good = put(e, text + i, 1, at);
			i++;
		}
	}
	if (!good && !r->source->compiler->failed) {
		r->source->line = key->line;
		kz_report(r->source, KZNER_SEVERITY_ERROR, key->column, "[K122] the pattern is longer than %d bytes",
		          PATTERN_MAX);
	}
	return good;
}

/* PCRE2's complaint at its place in the source line. */
static int compiles(rule_reader *r, const kz_key_line *key, const expansion *e)
{
	kz_rule_program program;
	kzner_error error = {0};
	kzner_status status = kz_rule_program_compile(e->text, r->pcre2, "", key->line, 0, &program, &error);
	if (!status) {
		kz_rule_program_free(&program);
		return 1;
	}
	if (status == KZNER_ERROR_NO_MEMORY) {
		r->source->compiler->no_memory = 1;
		return 0;
	}
	uint32_t offset = error.column < e->length ? e->from[error.column] : e->length ? e->from[e->length - 1] + 1 : 0;
	r->source->line = key->line;
	kz_report(r->source, KZNER_SEVERITY_ERROR, key->column + offset, "%s", error.message);
	return 0;
}

/* One of the words and marks of a trigger line. */
typedef struct item {
	const char *text; /* "" at the end of the line */
	size_t size;
	int behind_comma;
} item;

/* Reads a trigger line item by item. */
typedef struct trigger_reader {
	kz_source *source;
	const kz_key_line *key;
	const char *at;
	kz_rule_trigger trigger; /* the one that is read */
	kz_rule_need need;       /* the one that is read */
	int words;               /* it has words of its own */
	int failed;
} trigger_reader;

static void trigger_fails(trigger_reader *t, const item *at, const char *code, const char *what)
{
	uint32_t column = t->key->column + (uint32_t)(at->text - t->key->text);
	t->failed = 1;
	if (t->source->compiler->no_memory) /* words may be missing for that */
		return;
	kz_report(t->source, KZNER_SEVERITY_ERROR, column, "[%s] %s: \"%.*s\"", code, what, (int)at->size, at->text);
}

static item peek_item(const trigger_reader *t)
{
	size_t space = strspn(t->at, ", \t");
	const char *text = t->at + space;
	return (item){text, *text == ';' ? 1 : strcspn(text, ",; \t"), memchr(t->at, ',', space) != NULL};
}

static int is_item(const item *i, const char *text)
{
	return strlen(text) == i->size && !memcmp(i->text, text, i->size);
}

static uint32_t shape_of(const item *i)
{
	if (is_item(i, "CAPITALISED"))
		return KZ_TRIGGER_CAPITALISED;
	static const char *const names[] = {"NUMBER",   "SYMBOL", "URL",     "CAPITAL", "YEAR",
	                                    "LETTERED", "DOTTED", "ORDINAL", "PLURAL",  "MEASURED"};
	for (uint32_t k = 0; k < sizeof names / sizeof *names; k++)
		if (is_item(i, names[k]))
			return 1u << k;
	return 0;
}

/* The trigger that is read will have the next number. */
static void add_trigger_word(trigger_reader *t, const item *i)
{
	kzner_compiler *c = t->source->compiler;
	char folded[KZ_FOLD_MAX];
	uint32_t word = kz_builder_word(c, folded, kz_fold(i->text, i->size, folded));
	if (!word)
		return;
	kz_trigger *added = KZ_PUSH_HEAP(&c->allocator, &c->triggers);
	if (!added) {
		c->no_memory = 1;
		return;
	}
	*added = (kz_trigger){word, c->rule_triggers.count};
	c->words.items[word].record.classes |= KZ_CLASS_RULE;
	t->words = 1;
}

static void add_needed_word(trigger_reader *t, const item *i)
{
	kzner_compiler *c = t->source->compiler;
	char folded[KZ_FOLD_MAX];
	size_t length = kz_fold(i->text, i->size, folded);
	uint32_t *added = length ? KZ_PUSH_HEAP(&c->allocator, &c->rule_words) : NULL;
	if (!added) {
		c->no_memory |= length > 0;
		return;
	}
	*added = kz_hash(folded, length);
	t->need.word_bits |= (uint64_t)1 << *added % 64;
	t->need.word_count++;
}

/* Words, classes and forms, up to a `before` or `within` without a comma, or the end of the trigger. */
static void read_list(trigger_reader *t, uint32_t *classes, uint32_t *shapes,
                      void (*add_word)(trigger_reader *, const item *))
{
	int count = 0;
	item i;
	for (i = peek_item(t); i.size && *i.text != ';'; i = peek_item(t)) {
		if (count++ && !i.behind_comma && (is_item(&i, "before") || is_item(&i, "within")))
			return;
		t->at = i.text + i.size;
		uint32_t class = *i.text == '@' ? kz_class_from_name(i.text + 1, i.size - 1) : 0;
		if (*i.text == '@' && !class)
			trigger_fails(t, &i, "K114", "unknown class of word");
		*classes |= class;
		*shapes |= shape_of(&i);
		if (*i.text != '@' && !shape_of(&i))
			add_word(t, &i);
	}
	if (!count)
		trigger_fails(t, &i, "K129", "a word, class or form is missing before");
}

/* `within N`, or nothing. */
static void read_within(trigger_reader *t)
{
	item within = peek_item(t);
	t->need.within = 1;
	if (!is_item(&within, "within"))
		return;
	t->at = within.text + within.size;
	item number = peek_item(t);
	char *end = NULL;
	unsigned long tokens = strtoul(number.text, &end, 10);
	if (end != number.text + number.size || tokens < 1 || tokens > KZ_BEHIND_MAX)
		trigger_fails(t, &number, "K129", "not a number of tokens from 1 to 64");
	t->at = number.text + number.size;
	t->need.within = (uint32_t)tokens;
}

/* `before LIST within N`, or nothing. */
static int read_need(trigger_reader *t)
{
	kzner_compiler *c = t->source->compiler;
	item before = peek_item(t);
	if (!is_item(&before, "before"))
		return 0;
	t->at = before.text + before.size;
	t->need = (kz_rule_need){.words = c->rule_words.count};
	read_list(t, &t->need.classes, &t->need.shapes, add_needed_word);
	if (!t->need.classes && !t->need.shapes && !t->need.word_count && !t->failed)
		trigger_fails(t, &before, "K129", "nothing is named that could stand behind");
	if (t->need.shapes & KZ_TRIGGER_CAPITALISED)
		trigger_fails(t, &before, "K129", "only a trigger itself can be CAPITALISED, not what stands behind");
	read_within(t);
	kz_rule_need *added = KZ_PUSH_HEAP(&c->allocator, &c->rule_needs);
	if (!added) {
		c->no_memory = 1;
		return 0;
	}
	*added = t->need;
	t->trigger.need_count++;
	return 1;
}

/* Up to a semicolon or the end of the line; false if it names nothing that could be met. */
static int read_trigger(trigger_reader *t)
{
	kzner_compiler *c = t->source->compiler;
	t->trigger = (kz_rule_trigger){.rule = c->rules.count, .needs = c->rule_needs.count};
	t->words = 0;
	read_list(t, &t->trigger.classes, &t->trigger.shapes, add_trigger_word);
	while (!t->failed && read_need(t))
		;
	item end = peek_item(t);
	if (end.size && *end.text != ';' && !t->failed)
		trigger_fails(t, &end, "K129", "this ends no trigger");
	if (t->failed || (!t->trigger.classes && !(t->trigger.shapes & ~KZ_TRIGGER_CAPITALISED) && !t->words))
		return 0;
	kz_rule_trigger *added = KZ_PUSH_HEAP(&c->allocator, &c->rule_triggers);
	if (!added) {
		c->no_memory = 1;
		return 0;
	}
	*added = t->trigger;
	return 1;
}

static void read_triggers(rule_reader *r, const kz_key_line *key)
{
	trigger_reader t = {.source = r->source, .key = key, .at = key->text};
	r->source->line = key->line;
	for (item mark = {0}; !t.failed; t.at = mark.text + 1) {
		r->triggered |= read_trigger(&t);
		mark = peek_item(&t);
		if (*mark.text != ';')
			return;
	}
}

static uint8_t value_kind(const char *name)
{
	static const char *const names[KZ_VALUE_COUNT] = {"", "date", "money", "percent"};
	for (uint8_t i = 1; i < KZ_VALUE_COUNT; i++)
		if (!strcmp(names[i], name))
			return i;
	return KZ_VALUE_NONE;
}

static void add_example(rule_reader *r, kz_rule *rule, char sign, const char *text)
{
	kzner_compiler *c = r->source->compiler;
	const char *before = kz_builder_text(c, rule->examples);
	size_t size = strlen(before) + strlen(text) + 4;
	char *joined = kz_arena_alloc(&r->lines.arena, size);
	if (!joined) {
		c->no_memory = 1;
		return;
	}
	int length = snprintf(joined, size, "%s%s%c %s", before, *before ? "\n" : "", sign, text);
	rule->examples = kz_builder_string(c, joined, (size_t)length);
}

/* One key line of a rule; false if the rule cannot be used. */
static int read_key(rule_reader *r, const kz_key_line *key, kz_rule *rule)
{
	kzner_compiler *c = r->source->compiler;
	r->source->line = key->line;
	if (!strcmp(key->key, "type")) {
		rule->type = (uint8_t)kzner_type_from_name(key->text);
		if (!rule->type)
			kz_report(r->source, KZNER_SEVERITY_ERROR, key->column, "[K109] unknown type: \"%s\"",
			          key->text);
	} else if (!strcmp(key->key, "subtype")) {
		rule->subtype = kz_builder_string(c, key->text, strlen(key->text));
	} else if (!strcmp(key->key, "trigger")) {
		read_triggers(r, key);
	} else if (!strcmp(key->key, "value")) {
		rule->value = value_kind(key->text);
		if (!rule->value)
			kz_report(r->source, KZNER_SEVERITY_ERROR, key->column, "[K123] unknown kind of value: \"%s\"",
			          key->text);
	} else if (!strcmp(key->key, "score")) {
		rule->score = kz_ascii_share(key->text);
		if (!(rule->score > 0 && rule->score <= 1))
			kz_report(r->source, KZNER_SEVERITY_ERROR, key->column, "[K124] a score lies above 0, up to 1");
	} else if (!strcmp(key->key, "example") || !strcmp(key->key, "counter")) {
		add_example(r, rule, key->key[0] == 'e' ? '+' : '-', key->text);
	} else if (!strcmp(key->key, "pattern")) {
		expansion e = {.length = 0};
		if (!expand(r, key, key->text, 0, 0, &e))
			return 0;
		e.text[e.length] = '\0';
		rule->line = key->line;
		rule->pattern = kz_builder_string(c, key->text, strlen(key->text));
		rule->expanded = kz_builder_string(c, e.text, e.length);
		return compiles(r, key, &e);
	} else {
		kz_report(r->source, KZNER_SEVERITY_ERROR, 1, "[K125] unknown key \"%s\" in a rule", key->key);
		return 0;
	}
	return 1;
}

static void read_rule(rule_reader *r, const kz_block *block)
{
	kzner_compiler *c = r->source->compiler;
	kz_source *s = r->source;
	kz_rule rule = {.name = kz_builder_string(c, block->items[0].text, strlen(block->items[0].text)),
	                .file = s->file,
	                .score = 0.8f};
	s->line = block->items[0].line;
	if (strcmp(block->items[0].key, "rule") || !rule.name) {
		kz_report(s, KZNER_SEVERITY_ERROR, 1, "[K126] a block begins with \"rule NAME\"");
		return;
	}
	r->triggered = 0;
	for (uint32_t i = 1; i < block->count; i++)
		if (!read_key(r, &block->items[i], &rule))
			return;
	s->line = block->items[0].line;
	if (c->no_memory)
		return;
	if (!rule.type || !rule.pattern || !r->triggered) {
		kz_report(s, KZNER_SEVERITY_ERROR, 0, "[K127] a rule needs a type, a trigger and a pattern");
		return;
	}
	kz_rule *added = KZ_PUSH_HEAP(&c->allocator, &c->rules);
	if (added)
		*added = rule;
	else
		c->no_memory = 1;
}

void kz_read_rules(kz_source *source, const char *text, size_t size)
{
	rule_reader r = {.source = source, .pcre2 = kz_pcre2_context(&source->compiler->allocator)};
	kz_block block = {0};
	if (!r.pcre2) {
		source->compiler->no_memory = 1;
		return;
	}
	kz_line_reader_init(&r.lines, source, text, size);
	while (!source->compiler->no_memory && kz_line_reader_next(&r.lines, &block))
		read_rule(&r, &block);
	kz_line_reader_free(&r.lines);
	pcre2_general_context_free(r.pcre2);
}
