/*
 * In: a .relations source. Out: relation patterns, compiled to programs.
 *
 *     relation visited
 *     pattern {subject:PERSON} (visited|travelled to|flew to) {object}
 *     confidence 0.9
 *     status asserted             asserted, negated or planned; otherwise found from the words around
 *     known required              only between entries that the gazetteer joins by a role, a parent or a country; head, post: by a
 *                                 role of that rank; possible: that it does not set in different countries; country,
 *                                 town, region: whose object is a country, is none, or a part of one
 *     example [subject:Boris Yeltsin] visited [object:Almaty].
 *     counter [subject:Boris Yeltsin] wrote about Almaty.
 *
 * A pattern is a row of elements, parted by spaces:
 *
 *     {subject} {object}     the arguments: a noun phrase whose head is a mention of a type that the relation allows
 *     {subject:PERSON|ORG}   the same, of these types only
 *     {subject.one:PERSON}   the same, without the others of a coordinated group
 *     {subject.near:PERSON}  the same, with nothing but articles before it: in "NATO members visited Georgia" Georgia is not near
 *     {pair}                 subject and object at once: two members of one coordinated group ("A and B", "Kazakh-Russian")
 *     {other}                a noun phrase that is no argument
 *     {TITLE.head|post}      a mention; titles of these ranks only
 *     word                   the word, in any case; punctuation marks and 's are words too; \( and \) are brackets of the text
 *     join+                  a regular verb in its forms: join joins joined joining
 *     @speech                a word of that class
 *     (a b|c)                alternatives
 *     element?               may be missing
 *     !element               must not stand here; takes no place itself
 *     ~                      auxiliaries, adverbs and negations of a verb, if there are any
 *     ...                    up to eight words that name nobody
 *     ..                     up to five words that can stand before a noun, and nationality words
 *     {object.known}         what the subject holds the title of that was matched, by the gazetteer; takes no place itself
 *
 * The first element that must be there and has words triggers the pattern, or else the first title, or the first mention or argument of
 * few types. From it the pattern runs to the right, and what stands before it runs to the left.
 */
#include "base/ascii.h"
#include "compile/lines.h"

#include <stdio.h>
#include <stdlib.h>

#define GAP_WORDS     8
#define MODIFIERS     5
#define NODES_MAX     2048
#define PATTERN_DEPTH 12

typedef enum node_kind { NODE_SEQUENCE, NODE_ALTERNATIVES, NODE_OP, NODE_NOT, NODE_SET } node_kind;

typedef struct node {
	node_kind kind;
	int optional;
	kz_op op;
	const char *word; /* of KZ_OP_WORD */
	struct node *child, *next;
} node;

typedef struct pattern_reader {
	kz_line_reader lines;
	kz_source *source;
	const kz_key_line *key; /* of the pattern that is parsed */
	const char *at;
	const char *in_macro; /* the outermost $name that at is inside of, NULL if none */
	const kz_relation_type *type;
	int failed;
	uint32_t nodes;
} pattern_reader;

static void fail(pattern_reader *r, const char *code, const char *what)
{
	if (r->failed)
		return;
	r->failed = 1;
	r->source->line = r->key->line;
	const char *at = r->in_macro ? r->in_macro : r->at;
	kz_report(r->source, KZNER_SEVERITY_ERROR, r->key->column + (uint32_t)(at - r->key->text), "[%s] %s", code,
	          what);
}

static node *new_node(pattern_reader *r, node_kind kind)
{
	node *n = r->nodes++ < NODES_MAX ? kz_arena_alloc(&r->lines.arena, sizeof *n) : NULL;
	if (!n) {
		fail(r, "K130", "the pattern is too long");
		return NULL;
	}
	*n = (node){.kind = kind};
	return n;
}

static node *op_node(pattern_reader *r, kz_op_code code)
{
	node *n = new_node(r, NODE_OP);
	if (n)
		n->op.code = (uint8_t)code;
	return n;
}

static void skip_spaces(pattern_reader *r)
{
	while (*r->at == ' ' || *r->at == '\t')
		r->at++;
}

/* "PERSON|ORG" up to size bytes. */
static uint32_t parse_types(pattern_reader *r, const char *text, size_t size)
{
	uint32_t bits = 0;
	while (size) {
		size_t length = 0;
		while (length < size && text[length] != '|')
			length++;
		char name[16] = "";
		if (length < sizeof name)
			memcpy(name, text, length);
		kzner_type type = kzner_type_from_name(name);
		if (!type)
			fail(r, "K131", "unknown type in braces");
		bits |= 1u << type;
		text += length + (length < size);
		size -= length + (length < size);
	}
	return bits;
}

static uint32_t parse_ranks(pattern_reader *r, const char *text, size_t size)
{
	static const char *const names[] = {"", "head", "deputy", "post", "occupation", "noble", "member"};
	uint32_t bits = 0;
	while (size) {
		size_t length = 0;
		while (length < size && text[length] != '|')
			length++;
		uint32_t rank = 0;
		for (uint32_t i = 1; i < sizeof names / sizeof *names; i++)
			if (strlen(names[i]) == length && !memcmp(names[i], text, length))
				rank = i;
		if (!rank)
			fail(r, "K132", "unknown rank of a title");
		bits |= 1u << rank;
		text += length + (length < size);
		size -= length + (length < size);
	}
	return bits;
}

static int begins(const char *text, size_t size, const char *with)
{
	size_t length = strlen(with);
	return size >= length && !memcmp(text, with, length);
}

/* Actors can be named by a nationality word, which stands for its country. */
static uint32_t argument_types(uint32_t types)
{
	return types & 1u << KZNER_TYPE_PLACE ? types | 1u << KZNER_TYPE_NORP : types;
}

typedef struct argument_role {
	const char *name;
	uint8_t flags;
} argument_role;

/* The kind of argument that a text in braces begins with; NULL if it is none. */
static const argument_role *find_role(const char *text, size_t size)
{
	static const argument_role roles[] = {
	        {"subject", KZ_ARG_SUBJECT}, {"object", KZ_ARG_OBJECT}, {"pair", KZ_ARG_PAIR}, {"other", KZ_ARG_OTHER}};
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (begins(text, size, roles[i].name))
			return &roles[i];
	return NULL;
}

static uint32_t allowed_types(const kz_relation_type *type, uint8_t flags)
{
	switch (flags) {
	case KZ_ARG_SUBJECT:
		return type->subjects;
	case KZ_ARG_OBJECT:
		return type->objects;
	case KZ_ARG_PAIR:
		return type->subjects & type->objects;
	default:
		return (1u << KZNER_TYPE_TITLE) - 1;
	}
}

static node *parse_argument(pattern_reader *r, const argument_role *role, const char *text, size_t size)
{
	node *n = op_node(r, KZ_OP_ARG);
	if (!n)
		return NULL;
	size_t name = strlen(role->name);
	uint32_t allowed = argument_types(allowed_types(r->type, role->flags));
	n->op.flags = role->flags;
	for (;;) {
		if (begins(text + name, size - name, ".one")) {
			n->op.flags |= KZ_ARG_ONE;
			name += 4;
		} else if (begins(text + name, size - name, ".near")) {
			n->op.flags |= KZ_ARG_NEAR;
			name += 5;
		} else {
			break;
		}
	}
	if (size == name + 6 && begins(text + name, 6, ".known")) {
		n->op.flags |= KZ_ARG_KNOWN;
		n->op.value = allowed;
	} else if (size > name && text[name] == ':')
		n->op.value = argument_types(parse_types(r, text + name + 1, size - name - 1));
	else if (size == name)
		n->op.value = allowed;
	else
		fail(r, "K133", "an argument is written {subject}, {object}, {pair}, {other} or {subject:TYPE}");
	if (n->op.value & ~allowed)
		fail(r, "K134", "the relation does not allow this type of argument");
	return n;
}

static node *parse_braces(pattern_reader *r)
{
	const char *end = strchr(r->at, '}'), *text = r->at + 1;
	if (!end) {
		fail(r, "K135", "{ without }");
		return NULL;
	}
	size_t size = (size_t)(end - text);
	node *n;
	const argument_role *role = find_role(text, size);
	if (role) {
		n = parse_argument(r, role, text, size);
	} else if (begins(text, size, "TITLE.")) {
		n = op_node(r, KZ_OP_MENTION);
		if (n) {
			n->op.value = 1u << KZNER_TYPE_TITLE;
			n->op.value2 = parse_ranks(r, text + 6, size - 6);
		}
	} else {
		const char *macro = kz_line_reader_macro(&r->lines, text, size);
		if (macro) {
			fail(r, "K136", "macros of patterns are written without braces, as $name");
			return NULL;
		}
		n = op_node(r, KZ_OP_MENTION);
		if (n)
			n->op.value = parse_types(r, text, size);
	}
	r->at = end + 1;
	return n;
}

static node *word_node(pattern_reader *r, const char *word, size_t size)
{
	char folded[KZ_FOLD_MAX];
	if (!kz_fold(word, size, folded)) {
		fail(r, "K138", "a word of nothing but invisible characters");
		return NULL;
	}
	node *n = op_node(r, KZ_OP_WORD);
	if (n)
		n->word = kz_arena_copy(&r->lines.arena, word, size);
	return n && n->word ? n : NULL;
}

static int ends_in(const char *word, size_t size, const char *letters)
{
	return size && strchr(letters, word[size - 1]) != NULL;
}

/* The forms of a regular verb. */
static node *inflected(pattern_reader *r, const char *base, size_t size)
{
	node *n = new_node(r, NODE_ALTERNATIVES);
	if (!n)
		return NULL;
	char form[64];
	if (size + 4 > sizeof form) {
		fail(r, "K137", "the word is too long");
		return NULL;
	}
	int e = ends_in(base, size, "e"), y = ends_in(base, size, "y") && size > 1 && !strchr("aeiou", base[size - 2]);
	int hissing = ends_in(base, size, "sxz") || (size > 1 && base[size - 1] == 'h' && strchr("cs", base[size - 2]));
	static const char *const endings[3][3] = {{"s", "ed", "ing"}, {"es", "ed", "ing"}, {"ies", "ied", "ying"}};
	const char *const *ending = endings[y ? 2 : hissing];
	node **link = &n->child;
	for (int i = 0; i < 4 && link; i++) {
		size_t stem = i == 0 ? size : y ? size - 1 : e && i >= 2 ? size - 1 : size;
		int length = snprintf(form, sizeof form, "%.*s%s", (int)stem, base, i ? ending[i - 1] : "");
		node *sequence = new_node(r, NODE_SEQUENCE);
		if (!sequence || !(sequence->child = word_node(r, form, (size_t)length)))
			return NULL;
		*link = sequence;
		link = &sequence->next;
	}
	return n;
}

static int is_word_end(char c)
{
	return !c || c == ' ' || c == '\t' || c == ')' || c == '(' || c == '|' || c == '?' || c == '{' || c == '+';
}

static node *parse_word(pattern_reader *r)
{
	if (r->at[0] == '\\' && r->at[1]) {
		r->at += 2;
		return word_node(r, r->at - 1, 1);
	}
	const char *begin = r->at;
	while (!is_word_end(*r->at))
		r->at++;
	size_t size = (size_t)(r->at - begin);
	if (!size) {
		fail(r, "K138", "unexpected character");
		return NULL;
	}
	if (*r->at == '+') {
		r->at++;
		return inflected(r, begin, size);
	}
	if (begin[0] == '@') {
		node *n = op_node(r, KZ_OP_CLASS);
		if (n && !(n->op.value = kz_class_from_name(begin + 1, size - 1)))
			fail(r, "K114", "unknown class of word");
		return n;
	}
	if (size == 3 && !memcmp(begin, "...", 3)) {
		node *n = op_node(r, KZ_OP_GAP);
		if (n)
			n->op.value = GAP_WORDS;
		return n;
	}
	if (size == 2 && !memcmp(begin, "..", 2)) {
		node *n = op_node(r, KZ_OP_GAP);
		if (n) {
			n->op.value = MODIFIERS;
			n->op.flags = KZ_GAP_MODIFIERS;
		}
		return n;
	}
	if (size == 1 && *begin == '~')
		return op_node(r, KZ_OP_FILL);
	return word_node(r, begin, size);
}

static node *parse_alternatives(pattern_reader *r, int depth);

/* $name puts a macro in. */
static node *parse_macro(pattern_reader *r, int depth)
{
	const char *begin = ++r->at;
	while (!is_word_end(*r->at))
		r->at++;
	const char *after = r->at, *body = kz_line_reader_macro(&r->lines, begin, (size_t)(after - begin));
	if (!body) {
		fail(r, "K121", "unknown macro");
		return NULL;
	}
	const char *outer = r->in_macro;
	r->in_macro = outer ? outer : begin - 1;
	r->at = body;
	node *n = parse_alternatives(r, depth + 1);
	if (!r->failed && *r->at)
		fail(r, "K138", "unexpected character in a macro");
	r->in_macro = outer;
	r->at = after;
	return n;
}

static node *parse_element(pattern_reader *r, int depth);

/* !element */
static node *parse_not(pattern_reader *r, int depth)
{
	r->at++;
	node *n = new_node(r, NODE_NOT);
	if (n)
		n->child = parse_element(r, depth + 1);
	return n && n->child ? n : NULL;
}

static node *parse_element(pattern_reader *r, int depth)
{
	node *n;
	if (depth > PATTERN_DEPTH) {
		fail(r, "K130", "the pattern nests too deep");
		return NULL;
	}
	if (*r->at == '!') {
		n = parse_not(r, depth);
	} else if (*r->at == '(') {
		r->at++;
		n = parse_alternatives(r, depth + 1);
		if (*r->at == ')')
			r->at++;
		else
			fail(r, "K139", "( without )");
	} else if (*r->at == '{') {
		n = parse_braces(r);
	} else if (*r->at == '$') {
		n = parse_macro(r, depth);
	} else {
		n = parse_word(r);
	}
	if (n && *r->at == '?') {
		r->at++;
		n->optional = 1;
	}
	return n;
}

static node *parse_sequence(pattern_reader *r, int depth)
{
	node *n = new_node(r, NODE_SEQUENCE);
	node **link = n ? &n->child : NULL;
	for (skip_spaces(r); link && !r->failed && *r->at && *r->at != ')' && *r->at != '|'; skip_spaces(r)) {
		*link = parse_element(r, depth);
		if (!*link)
			return NULL;
		link = &(*link)->next;
	}
	return n;
}

static int is_word(const node *n)
{
	return n && !n->next && !n->optional && n->kind == NODE_OP && n->op.code == KZ_OP_WORD;
}

/* One set in place of all alternatives that are single words. */
static void gather_words(pattern_reader *r, node *alternatives)
{
	uint32_t words = 0;
	for (const node *a = alternatives->child; a; a = a->next)
		words += is_word(a->child);
	if (words < 3)
		return;
	node *sequence = new_node(r, NODE_SEQUENCE), *set = new_node(r, NODE_SET);
	if (!sequence || !set)
		return;
	sequence->child = set;
	node **link = &alternatives->child, **word = &set->child;
	while (*link) {
		if (is_word((*link)->child)) {
			*word = (*link)->child;
			word = &(*word)->next;
			*link = (*link)->next;
		} else {
			link = &(*link)->next;
		}
	}
	sequence->next = alternatives->child;
	alternatives->child = sequence;
}

static node *parse_alternatives(pattern_reader *r, int depth)
{
	node *n = new_node(r, NODE_ALTERNATIVES);
	node **link = n ? &n->child : NULL;
	while (link && !r->failed) {
		*link = parse_sequence(r, depth);
		if (!*link)
			return NULL;
		link = &(*link)->next;
		if (*r->at != '|')
			break;
		r->at++;
	}
	if (n && !r->failed)
		gather_words(r, n);
	return n;
}

/* Programs */

static kz_op *emit(pattern_reader *r, kz_op_code code)
{
	kzner_compiler *c = r->source->compiler;
	kz_op *op = KZ_PUSH_HEAP(&c->allocator, &c->ops);
	if (!op) {
		c->no_memory = r->failed = 1;
		return NULL;
	}
	*op = (kz_op){.code = (uint8_t)code};
	return op;
}

static void set_jump(pattern_reader *r, uint32_t at)
{
	kzner_compiler *c = r->source->compiler;
	c->ops.items[at].jump = (uint16_t)(c->ops.count - at);
}

static void emit_node(pattern_reader *r, const node *n, int leftwards);

static void emit_children(pattern_reader *r, const node *first, int leftwards)
{
	if (!first)
		return;
	if (leftwards) {
		emit_children(r, first->next, leftwards);
		emit_node(r, first, leftwards);
	} else {
		emit_node(r, first, leftwards);
		emit_children(r, first->next, leftwards);
	}
}

static void emit_alternatives(pattern_reader *r, const node *first, int leftwards)
{
	kzner_compiler *c = r->source->compiler;
	if (!first->next) {
		emit_children(r, first->child, leftwards);
		return;
	}
	uint32_t split = c->ops.count;
	emit(r, KZ_OP_SPLIT);
	emit_children(r, first->child, leftwards);
	uint32_t jump = c->ops.count;
	emit(r, KZ_OP_JUMP);
	if (r->failed)
		return;
	set_jump(r, split);
	emit_alternatives(r, first->next, leftwards);
	if (!r->failed)
		set_jump(r, jump);
}

static void emit_op(pattern_reader *r, const node *n)
{
	kzner_compiler *c = r->source->compiler;
	kz_op *op = emit(r, (kz_op_code)n->op.code);
	if (!op)
		return;
	*op = n->op;
	if (n->op.code == KZ_OP_WORD) {
		char folded[KZ_FOLD_MAX];
		uint32_t word = kz_builder_word(c, folded, kz_fold(n->word, strlen(n->word), folded));
		c->ops.items[c->ops.count - 1].value = word;
		c->words.items[word].record.classes |= KZ_CLASS_PATTERN;
	}
}

static void emit_set(pattern_reader *r, const node *n)
{
	kzner_compiler *c = r->source->compiler;
	uint32_t set = c->ops.count;
	emit(r, KZ_OP_SET);
	for (const node *word = n->child; word && !r->failed; word = word->next)
		emit_op(r, word);
	if (!r->failed)
		c->ops.items[set].value = c->ops.count - set - 1;
}

static void emit_node(pattern_reader *r, const node *n, int leftwards)
{
	kzner_compiler *c = r->source->compiler;
	uint32_t split = c->ops.count;
	if (r->failed)
		return;
	if (n->kind == NODE_NOT) {
		emit(r, KZ_OP_NOT);
		emit_children(r, n->child, leftwards);
		emit(r, KZ_OP_END);
		if (!r->failed)
			set_jump(r, split);
		return;
	}
	if (n->optional)
		emit(r, KZ_OP_SPLIT);
	if (n->kind == NODE_OP)
		emit_op(r, n);
	else if (n->kind == NODE_SET)
		emit_set(r, n);
	else if (n->kind == NODE_SEQUENCE)
		emit_children(r, n->child, leftwards);
	else
		emit_alternatives(r, n->child, leftwards);
	if (n->optional && !r->failed)
		set_jump(r, split);
}

/* Triggers */

static const node *first_of(const node *sequence)
{
	const node *n = sequence->child;
	while (n && n->optional)
		n = n->next;
	return n == sequence->child ? n : NULL;
}

/* All ways to begin n are words. */
static int begins_with_words(const node *n)
{
	if (!n || n->optional || n->kind == NODE_NOT)
		return 0;
	if (n->kind == NODE_OP)
		return n->op.code == KZ_OP_WORD;
	if (n->kind == NODE_SET)
		return 1;
	if (n->kind == NODE_SEQUENCE)
		return begins_with_words(first_of(n));
	for (const node *a = n->child; a; a = a->next)
		if (!begins_with_words(a))
			return 0;
	return 1;
}

/* Words too frequent to be tried at: a pattern is not triggered by them if it has others. */
static int is_weak(const node *n)
{
	static const char *const weak[] = {",",   "of",   "the", "in",  "'s",  "and", "with", "to", "at",
	                                   "for", "from", "by",  "-",   "(",   ")",   "a",    "an", "is",
	                                   "was", "as",   "on",  "has", "had", "its", "his"};
	if (n->kind == NODE_OP) {
		for (size_t i = 0; n->op.code == KZ_OP_WORD && i < sizeof weak / sizeof *weak; i++)
			if (!strcmp(weak[i], n->word))
				return 1;
		return 0;
	}
	for (const node *a = n->child; a; a = n->kind != NODE_SEQUENCE ? a->next : NULL)
		if (is_weak(a))
			return 1;
	return 0;
}

static int is_title(const node *n)
{
	return !n->optional && n->kind == NODE_OP && n->op.code == KZ_OP_MENTION &&
	       n->op.value == 1u << KZNER_TYPE_TITLE;
}

/* A mention or argument of types that stand in few sentences at most. */
static int is_narrow(const node *n)
{
	const uint32_t many = 1u << KZNER_TYPE_PLACE | 1u << KZNER_TYPE_NORP;
	if (n->optional)
		return 0;
	if (n->kind == NODE_ALTERNATIVES && n->child && !n->child->next)
		return first_of(n->child) && is_narrow(first_of(n->child));
	return n->kind == NODE_OP && (n->op.code == KZ_OP_MENTION || n->op.code == KZ_OP_ARG) &&
	       !(n->op.flags & KZ_ARG_KNOWN) && !(n->op.value & many);
}

/* Any mention or argument. */
static int is_named(const node *n)
{
	return !n->optional && n->kind == NODE_OP && (n->op.code == KZ_OP_MENTION || n->op.code == KZ_OP_ARG) &&
	       !(n->op.flags & KZ_ARG_KNOWN);
}

static const node *find_trigger(const node *sequence)
{
	for (const node *n = sequence->child; n; n = n->next)
		if (begins_with_words(n) && !is_weak(n))
			return n;
	for (const node *n = sequence->child; n; n = n->next)
		if (is_title(n))
			return n;
	for (const node *n = sequence->child; n; n = n->next)
		if (is_narrow(n))
			return n;
	for (const node *n = sequence->child; n; n = n->next)
		if (begins_with_words(n) || is_named(n))
			return n;
	return NULL;
}

static void add_trigger(pattern_reader *r, const char *text, size_t size)
{
	kzner_compiler *c = r->source->compiler;
	char folded[KZ_FOLD_MAX];
	uint32_t word = kz_builder_word(c, folded, kz_fold(text, size, folded));
	kz_trigger *trigger = word ? KZ_PUSH_HEAP(&c->allocator, &c->triggers) : NULL;
	if (!trigger) {
		c->no_memory = r->failed = 1;
		return;
	}
	*trigger = (kz_trigger){word, c->patterns.count | KZ_TRIGGER_PATTERN};
	c->words.items[word].record.classes |= KZ_CLASS_PATTERN;
}

static void add_type_triggers(pattern_reader *r, uint32_t types)
{
	for (uint32_t type = 1; type < KZNER_TYPE_COUNT; type++) {
		char word[3];
		kz_type_trigger(type, word);
		if (types & 1u << type)
			add_trigger(r, word, 2);
	}
}

static void add_triggers(pattern_reader *r, const node *n)
{
	if (n->kind == NODE_OP && n->op.code == KZ_OP_WORD)
		add_trigger(r, n->word, strlen(n->word));
	else if (n->kind == NODE_OP)
		add_type_triggers(r, n->op.value);
	else if (n->kind == NODE_SEQUENCE)
		add_triggers(r, n->child);
	else
		for (const node *a = n->child; a; a = a->next)
			add_triggers(r, a);
}

/* What a sentence must have for a node to match: one of some words, or a mention of some types. */
typedef struct need {
	uint32_t words[NODES_MAX];
	uint32_t count, types;
} need;

static int add_need_word(pattern_reader *r, const node *n, need *ret)
{
	char folded[KZ_FOLD_MAX];
	/* 's may stand in the text as his, her or its */
	if (!strcmp(n->word, "'s") || ret->count == NODES_MAX)
		return 0;
	uint32_t word = kz_builder_word(r->source->compiler, folded, kz_fold(n->word, strlen(n->word), folded));
	ret->words[ret->count++] = word;
	return word != 0;
}

/* False if the node asks for nothing that can be said so. */
static int find_need(pattern_reader *r, const node *n, need *ret)
{
	if (n->optional || n->kind == NODE_NOT)
		return 0;
	if (n->kind == NODE_OP && n->op.code == KZ_OP_WORD)
		return add_need_word(r, n, ret);
	if (n->kind == NODE_OP) {
		ret->types |= n->op.value;
		return n->op.code == KZ_OP_MENTION;
	}
	need before = *ret;
	for (const node *a = n->child; a; a = a->next) {
		int found = find_need(r, a, ret);
		if (found && n->kind == NODE_SEQUENCE)
			return 1;
		if (!found && n->kind != NODE_SEQUENCE)
			return 0;
		if (!found)
			*ret = before;
	}
	return n->kind != NODE_SEQUENCE;
}

static int compare_numbers(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	return a < b ? -1 : a > b;
}

/* Number of the group of these words (sorted), 0 if there are too many groups. */
static uint16_t group_of(kzner_compiler *c, const need *n)
{
	for (uint32_t i = 0; i < c->groups.count; i++) {
		const kz_group *g = &c->groups.items[i];
		if (g->count == n->count &&
		    !memcmp(c->group_words.items + g->words, n->words, n->count * sizeof *n->words))
			return (uint16_t)g->number;
	}
	if (c->last_group + 1 >= KZ_GROUPS_MAX)
		return 0;
	kz_group *added = KZ_PUSH_HEAP(&c->allocator, &c->groups);
	if (!added) {
		c->no_memory = 1;
		return 0;
	}
	*added = (kz_group){c->group_words.count, n->count, ++c->last_group};
	uint32_t number = added->number;
	for (uint32_t i = 0; i < n->count; i++) {
		uint32_t *word = KZ_PUSH_HEAP(&c->allocator, &c->group_words);
		kz_trigger *trigger = word ? KZ_PUSH_HEAP(&c->allocator, &c->triggers) : NULL;
		if (!trigger) {
			c->no_memory = 1;
			return 0;
		}
		*word = n->words[i];
		*trigger = (kz_trigger){n->words[i], number | KZ_TRIGGER_GROUP};
		c->words.items[n->words[i]].record.classes |= KZ_CLASS_PATTERN;
	}
	return (uint16_t)number;
}

/* The group of the first words, weak or not, that the pattern cannot do without; 0 if it has none. */
static uint16_t needed_group(pattern_reader *r, const node *sequence, int weak)
{
	for (const node *n = sequence->child; n; n = n->next) {
		need found = {.count = 0};
		if (n->kind == NODE_NOT || is_weak(n) != weak || !find_need(r, n, &found) || !found.count ||
		    found.types)
			continue;
		qsort(found.words, found.count, sizeof *found.words, compare_numbers);
		return group_of(r->source->compiler, &found);
	}
	return 0;
}

/* Types that an argument may have anywhere in the pattern. */
static uint32_t argument_bits(const node *n, uint32_t flag)
{
	if (n->kind == NODE_OP)
		return n->op.code == KZ_OP_ARG && n->op.flags & flag ? n->op.flags & KZ_ARG_KNOWN ? ~0u : n->op.value
		                                                     : 0;
	uint32_t bits = 0;
	for (const node *a = n->child; a; a = a->next)
		bits |= argument_bits(a, flag);
	return bits;
}

/* Each argument once, counting alternatives as one. */
static uint32_t arguments_of(const node *n)
{
	if (n->kind == NODE_OP)
		return n->op.code == KZ_OP_ARG ? n->op.flags & KZ_ARG_PAIR : 0;
	uint32_t all = 0;
	for (const node *a = n->child; a; a = a->next)
		all |= arguments_of(a);
	return all;
}

static void compile_pattern(pattern_reader *r, const node *sequence, kz_pattern *pattern)
{
	kzner_compiler *c = r->source->compiler;
	const node *trigger = find_trigger(sequence);
	if (!trigger) {
		fail(r, "K140", "the pattern has no word or title that could trigger it");
		return;
	}
	if (arguments_of(sequence) != (KZ_ARG_SUBJECT | KZ_ARG_OBJECT)) {
		fail(r, "K141", "a pattern needs {subject} and {object}");
		return;
	}
	node left = {.kind = NODE_SEQUENCE};
	node *copies = NULL, **link = &copies;
	for (const node *n = sequence->child; n != trigger; n = n->next) {
		node *copy = new_node(r, n->kind);
		if (!copy)
			return;
		*copy = *n;
		copy->next = NULL;
		*link = copy;
		link = &copy->next;
	}
	left.child = copies;
	pattern->left = c->ops.count;
	emit_children(r, left.child, 1);
	emit(r, KZ_OP_END);
	pattern->left_count = c->ops.count - pattern->left;
	pattern->right = c->ops.count;
	emit_children(r, trigger, 0);
	emit(r, KZ_OP_END);
	pattern->right_count = c->ops.count - pattern->right;
	if (r->failed)
		return;
	add_triggers(r, trigger);
	/* Patterns that words trigger wait for those. Weak words stand in every other sentence: they come last. */
	for (int weak = 0; weak <= 1 && !pattern->group && !begins_with_words(trigger); weak++)
		pattern->group = needed_group(r, sequence, weak);
	pattern->subject_types = (uint16_t)argument_bits(sequence, KZ_ARG_SUBJECT);
	pattern->object_types = (uint16_t)argument_bits(sequence, KZ_ARG_OBJECT);
}

static void add_example(pattern_reader *r, kz_pattern *pattern, const char *sign, const char *text)
{
	kzner_compiler *c = r->source->compiler;
	const char *before = kz_builder_text(c, pattern->examples);
	size_t size = strlen(before) + strlen(sign) + strlen(text) + 3;
	char *joined = kz_arena_alloc(&r->lines.arena, size);
	if (!joined) {
		c->no_memory = 1;
		return;
	}
	int length = snprintf(joined, size, "%s%s%s %s", before, *before ? "\n" : "", sign, text);
	pattern->examples = kz_builder_string(c, joined, (size_t)length);
}

/* Status 0..2, with 3 for "found from the words around". */
static uint8_t status_of(const char *text)
{
	static const char *const names[] = {"asserted", "negated", "planned"};
	for (uint8_t i = 0; i < 3; i++)
		if (!strcmp(names[i], text))
			return i;
	return 3;
}

/* What the gazetteer must know of the pair, 0 for an unknown word. */
static uint8_t knowledge_of(const kz_key_line *key)
{
	static const struct {
		const char *word;
		uint8_t flag;
	} kinds[] = {{"required", KZ_PATTERN_KNOWN},  {"head", KZ_PATTERN_KNOWN_HEAD},
	             {"post", KZ_PATTERN_KNOWN_POST}, {"possible", KZ_PATTERN_POSSIBLE},
	             {"country", KZ_PATTERN_COUNTRY}, {"town", KZ_PATTERN_TOWN},
	             {"region", KZ_PATTERN_REGION}};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(kinds[i].word, key->text))
			return kinds[i].flag;
	return 0;
}

static kz_pattern *begin_pattern(pattern_reader *r, const kz_key_line *key, uint32_t relation)
{
	kzner_compiler *c = r->source->compiler;
	kz_pattern pattern = {.relation = relation,
	                      .confidence = 0.8f,
	                      .line = key->line,
	                      .file = r->source->file,
	                      .source = kz_builder_string(c, key->text, strlen(key->text)),
	                      .name = c->relation_types.items[relation].name};
	r->key = key;
	r->at = key->text;
	r->in_macro = NULL;
	r->failed = 0;
	r->nodes = 0;
	r->type = &c->relation_types.items[relation];
	node *sequence = parse_sequence(r, 0);
	if (sequence && !r->failed && *r->at)
		fail(r, "K138", "unexpected character");
	if (sequence && !r->failed)
		compile_pattern(r, sequence, &pattern);
	if (r->failed || !sequence)
		return NULL;
	kz_pattern *added = KZ_PUSH_HEAP(&c->allocator, &c->patterns);
	if (!added) {
		c->no_memory = 1;
		return NULL;
	}
	*added = pattern;
	return added;
}

static uint32_t find_relation(const kzner_compiler *c, const char *name)
{
	for (uint32_t i = 1; i < c->relation_types.count; i++)
		if (!strcmp(kz_builder_text(c, c->relation_types.items[i].name), name))
			return i;
	return 0;
}

static int read_key(pattern_reader *r, const kz_key_line *key, kz_pattern *pattern)
{
	if (!strcmp(key->key, "confidence")) {
		pattern->confidence = kz_ascii_share(key->text);
		if (!(pattern->confidence > 0 && pattern->confidence <= 1))
			kz_report(r->source, KZNER_SEVERITY_ERROR, key->column,
			          "[K124] a confidence lies above 0, up to 1");
	} else if (!strcmp(key->key, "status")) {
		uint8_t status = status_of(key->text);
		if (status > 2)
			kz_report(r->source, KZNER_SEVERITY_ERROR, key->column,
			          "[K142] a status is asserted, negated or planned");
		pattern->flags |= KZ_PATTERN_STATUS;
		pattern->status = status > 2 ? 0 : status;
	} else if (!strcmp(key->key, "known")) {
		pattern->flags |= knowledge_of(key);
		if (!knowledge_of(key))
			kz_report(r->source, KZNER_SEVERITY_ERROR, key->column,
			          "[K145] known is required, head, post, possible, country, town or region");
	} else if (!strcmp(key->key, "example")) {
		const char *text = key->text;
		const char *sign = !strncmp(text, "planned ", 8)   ? "+planned"
		                   : !strncmp(text, "negated ", 8) ? "+negated"
		                                                   : "+";
		add_example(r, pattern, sign, text + (sign[1] ? 8 : 0));
	} else if (!strcmp(key->key, "counter")) {
		add_example(r, pattern, "-", key->text);
	} else {
		kz_report(r->source, KZNER_SEVERITY_ERROR, 1, "[K125] unknown key \"%s\" in a relation", key->key);
	}
	return 1;
}

static void read_block(pattern_reader *r, const kz_block *block)
{
	kzner_compiler *c = r->source->compiler;
	r->source->line = block->items[0].line;
	if (strcmp(block->items[0].key, "relation")) {
		kz_report(r->source, KZNER_SEVERITY_ERROR, 1, "[K126] a block begins with \"relation TYPE\"");
		return;
	}
	uint32_t relation = find_relation(c, block->items[0].text);
	if (!relation) {
		kz_report(r->source, KZNER_SEVERITY_ERROR, block->items[0].column,
		          "[K143] unknown relation: \"%s\" (relations are described in a .tsv that is read before)",
		          block->items[0].text);
		return;
	}
	kz_pattern *pattern = NULL;
	for (uint32_t i = 1; i < block->count; i++) {
		const kz_key_line *key = &block->items[i];
		r->source->line = key->line;
		if (!strcmp(key->key, "pattern")) {
			pattern = begin_pattern(r, key, relation);
			if (!pattern)
				return;
		} else if (!pattern) {
			kz_report(r->source, KZNER_SEVERITY_ERROR, 1, "[K144] \"%s\" before the first pattern",
			          key->key);
			return;
		} else {
			read_key(r, key, pattern);
		}
	}
}

void kz_read_relations(kz_source *source, const char *text, size_t size)
{
	pattern_reader r = {.source = source};
	kz_block block = {0};
	kz_line_reader_init(&r.lines, source, text, size);
	while (!source->compiler->no_memory && kz_line_reader_next(&r.lines, &block))
		read_block(&r, &block);
	kz_line_reader_free(&r.lines);
}
