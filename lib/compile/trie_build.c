/*
 * In: the names of all entries. Out: the trie that finds them.
 *
 * A name becomes the words that the scanner makes of it, without hyphens, full stops and apostrophes at their ends, which the matcher steps over. A
 * name that allows variants is entered again under its name keys, in both readings of a name; where it has a hyphen also
 * with the joined word (Kassym-Jomart and Kasymzhomart).
 */
#include "compile/builder.h"

#include <stdlib.h>

/* Keys shorter than this say nothing. Those of less than five letters find only words in other letters: Абай, not Abby. */
#define KEY_MIN_SINGLE 3
#define KEY_MIN_TOTAL  5

typedef struct name_words {
	kz_text text;
	kz_tokens tokens; /* without those that are stepped over */
	uint8_t hyphen_before[KZ_ALIAS_MAX_WORDS];
	uint32_t count;
} name_words;

static int is_stepped_over(const kz_token *token)
{
	return token->kind == KZ_TOKEN_SYMBOL && token->symbol && strchr("-.'", token->symbol) != NULL;
}

/* False if the name has too many words. */
static int split_name(kzner_compiler *c, const char *name, name_words *w)
{
	kz_arena_reset(&c->scratch);
	w->count = 0;
	if (!kz_builder_tokenize(c, name, strlen(name), &w->text, &w->tokens))
		return 0;
	int hyphen = 0;
	for (uint32_t i = 0; i < w->tokens.count; i++) {
		kz_token *token = &w->tokens.items[i];
		if (is_stepped_over(token)) {
			hyphen |= token->symbol == '-';
			continue;
		}
		if (w->count == KZ_ALIAS_MAX_WORDS)
			return 0;
		w->hyphen_before[w->count] = (uint8_t)(hyphen && w->count);
		w->tokens.items[w->count++] = *token;
		hyphen = 0;
	}
	return w->count > 0;
}

static uint32_t shape_bits(const name_words *w)
{
	uint32_t bits = 0;
	for (uint32_t i = 0; i < w->count; i++) {
		const kz_token *token = &w->tokens.items[i];
		uint32_t shape = token->kind != KZ_TOKEN_WORD     ? 3
		                 : token->shape == KZ_SHAPE_LOWER ? 0
		                 : token->shape == KZ_SHAPE_UPPER ? 2
		                                                  : 1;
		bits |= shape << (2 * i);
	}
	return bits;
}

static int is_acronym(const name_words *w)
{
	const kz_token *token = &w->tokens.items[0];
	return w->count == 1 && token->kind == KZ_TOKEN_WORD && token->shape == KZ_SHAPE_UPPER &&
	       kz_text_offset(&w->text, token->end, KZNER_UNIT_CODEPOINT) <= 6;
}

static int add_sequence(kzner_compiler *c, const uint32_t *words, uint32_t count, uint32_t alias)
{
	kz_sequence *sequence = KZ_PUSH_HEAP(&c->allocator, &c->sequences);
	if (!sequence)
		return 0;
	*sequence = (kz_sequence){c->sequence_words.count, count, alias};
	for (uint32_t i = 0; i < count; i++) {
		uint32_t *word = KZ_PUSH_HEAP(&c->allocator, &c->sequence_words);
		if (!word || !words[i])
			return 0;
		*word = words[i];
	}
	return 1;
}

static int add_exact(kzner_compiler *c, const name_words *w, uint32_t alias)
{
	uint32_t words[KZ_ALIAS_MAX_WORDS];
	for (uint32_t i = 0; i < w->count; i++) {
		char folded[KZ_FOLD_MAX];
		size_t length = kz_token_fold(w->text.bytes, &w->tokens.items[i], folded);
		words[i] = kz_builder_word(c, folded, length);
	}
	return add_sequence(c, words, w->count, alias);
}

/* Key word of tokens first..end joined. */
static uint32_t key_word(kzner_compiler *c, const name_words *w, uint32_t first, uint32_t end, kz_key_reading reading,
                         size_t *total)
{
	char text[2 * KZ_FOLD_MAX], key[KZ_FOLD_MAX + 1] = "\x01";
	size_t size = 0;
	for (uint32_t i = first; i < end; i++) {
		size_t length = w->tokens.items[i].end - w->tokens.items[i].begin;
		if (size + length > sizeof text)
			break;
		memcpy(text + size, w->text.bytes + w->tokens.items[i].begin, length);
		size += length;
	}
	size_t length = kz_name_key_read(text, size, reading, key + 1);
	if (length > KZ_FOLD_MAX - 1)
		length = KZ_FOLD_MAX - 1;
	*total += length;
	return kz_builder_word(c, key, length + 1);
}

/* Variants make sense of names, not of ordinary words: Supreme Court has none. */
static int has_name_word(kzner_compiler *c, const name_words *w)
{
	for (uint32_t i = 0; i < w->count; i++) {
		char folded[KZ_FOLD_MAX];
		if (w->tokens.items[i].kind != KZ_TOKEN_WORD)
			continue;
		size_t length = kz_token_fold(w->text.bytes, &w->tokens.items[i], folded);
		uint32_t word = kz_builder_word(c, folded, length);
		if (!(c->words.items[word].record.classes & (KZ_CLASS_COMMON | KZ_CLASS_MIXED)))
			return 1;
	}
	return 0;
}

static int add_variants(kzner_compiler *c, const name_words *w, uint32_t alias, kz_key_reading reading)
{
	uint32_t words[KZ_ALIAS_MAX_WORDS], count = 0, joined = 0;
	size_t total = 0;
	for (uint32_t i = 0; i < w->count; i++)
		words[count++] = key_word(c, w, i, i + 1, reading, &total);
	if (total < (w->count > 1 ? KEY_MIN_TOTAL : KEY_MIN_SINGLE))
		return 1;
	if (!add_sequence(c, words, count, alias))
		return 0;
	count = 0;
	for (uint32_t i = 0; i < w->count;) {
		uint32_t end = i + 1;
		while (end < w->count && w->hyphen_before[end])
			end++;
		joined |= end - i > 1;
		words[count++] = key_word(c, w, i, end, reading, &total);
		i = end;
	}
	return !joined || add_sequence(c, words, count, alias);
}

static int add_readings(kzner_compiler *c, const name_words *w, uint32_t alias)
{
	kz_variants variants = kz_variants_of(c, &c->aliases.items[alias].record);
	if (variants == KZ_VARIANTS_NONE || !has_name_word(c, w))
		return 1;
	if (variants == KZ_VARIANTS_SCRIPT)
		c->aliases.items[alias].record.flags |= KZ_ALIAS_SCRIPT;
	return add_variants(c, w, alias, KZ_KEY_PLAIN) &&
	       (!kz_has_key_reading(w->text.bytes, w->text.size, KZ_KEY_FULL) ||
	        add_variants(c, w, alias, KZ_KEY_FULL));
}

static int add_alias(kzner_compiler *c, uint32_t index)
{
	kz_alias *alias = &c->aliases.items[index].record;
	const char *name = kz_builder_text(c, alias->text);
	name_words w;
	if (!split_name(c, name, &w)) {
		if (c->no_memory)
			return 0;
		kz_source source = {c, kz_builder_text(c, c->files.items[alias->file]), alias->file, alias->line};
		kz_report(&source, KZNER_SEVERITY_ERROR, 0, "[K118] a name of more than %d words: \"%s\"",
		          KZ_ALIAS_MAX_WORDS, name);
		return 1;
	}
	alias->tokens = (uint8_t)w.count;
	alias->shape = shape_bits(&w);
	if (w.count == 1)
		alias->flags |= KZ_ALIAS_SINGLE;
	if (is_acronym(&w))
		alias->flags |= KZ_ALIAS_ACRONYM;
	if (!add_exact(c, &w, index))
		return 0;
	if (alias->type == KZNER_TYPE_TITLE)
		c->words.items[c->sequence_words.items[c->sequences.items[c->sequences.count - 1].words]]
		        .record.classes |= KZ_CLASS_TITLE;
	return add_readings(c, &w, index);
}

/* Names are compared by their words, then by alias, so that the trie does not depend on the order of the sources' lines. */
static int compare_sequences(const void *left, const void *right, void *compiler)
{
	const kz_sequence *a = left, *b = right;
	const uint32_t *words = ((const kzner_compiler *)compiler)->sequence_words.items;
	for (uint32_t i = 0; i < a->count && i < b->count; i++)
		if (words[a->words + i] != words[b->words + i])
			return words[a->words + i] < words[b->words + i] ? -1 : 1;
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	return a->alias < b->alias ? -1 : a->alias > b->alias;
}

static uint32_t word_at(const kzner_compiler *c, uint32_t sequence, uint32_t depth)
{
	return c->sequence_words.items[c->sequences.items[sequence].words + depth];
}

/* Node for the sorted names first..end, which agree in their first depth words; depth is at most KZ_ALIAS_MAX_WORDS. */
static uint32_t build_node(kzner_compiler *c, uint32_t first, uint32_t end, uint32_t depth)
{
	kz_node node = {.accepts = c->accepts.count};
	while (first < end && c->sequences.items[first].count == depth) {
		uint32_t alias = c->sequences.items[first++].alias;
		if (node.accept_count && c->accepts.items[c->accepts.count - 1] == alias)
			continue;
		uint32_t *accept = KZ_PUSH_HEAP(&c->allocator, &c->accepts);
		if (!accept)
			return 0;
		*accept = alias;
		node.accept_count++;
	}
	uint32_t children = 0;
	for (uint32_t i = first; i < end; i++)
		children += i == first || word_at(c, i, depth) != word_at(c, i - 1, depth);
	node.edges = c->edges.count;
	node.edge_count = children;
	for (uint32_t i = 0; i < children; i++) {
		kz_edge *edge = KZ_PUSH_HEAP(&c->allocator, &c->edges);
		if (!edge)
			return 0;
	}
	for (uint32_t i = first, edge = node.edges; i < end;) {
		uint32_t word = word_at(c, i, depth), next = i + 1;
		while (next < end && word_at(c, next, depth) == word)
			next++;
		uint32_t child = build_node(c, i, next, depth + 1);
		if (!child)
			return 0;
		c->edges.items[edge++] = (kz_edge){word, child};
		i = next;
	}
	kz_node *added = KZ_PUSH_HEAP(&c->allocator, &c->nodes);
	if (!added)
		return 0;
	*added = node;
	return c->nodes.count - 1;
}

int kz_names_split(kzner_compiler *c)
{
	for (uint32_t i = 1; i < c->aliases.count; i++)
		if (!add_alias(c, i))
			return 0;
	return 1;
}

/* May the first word of a name stand in small letters, or is it one that has no capitals? */
static int may_be_small(const kz_alias *alias)
{
	uint32_t shape = alias->shape & 3;
	return shape == 0 || shape == 3 || (shape == 1 && alias->flags & KZ_ALIAS_LOWER);
}

static uint32_t follows_of(const kzner_compiler *c, uint32_t root)
{
	const kz_node *node = &c->nodes.items[root];
	uint32_t follows = node->accept_count ? KZ_FOLLOWS_ALONE : 0;
	for (uint32_t i = 0; i < node->accept_count; i++)
		if (may_be_small(&c->aliases.items[c->accepts.items[node->accepts + i]].record))
			follows |= KZ_FOLLOWS_SMALL;
	for (uint32_t i = 0; i < node->edge_count; i++)
		follows |= kz_follows_bit(c->words.items[c->edges.items[node->edges + i].word].record.hash);
	return follows;
}

int kz_trie_build(kzner_compiler *c)
{
	if (c->sequences.count)
		qsort_r(c->sequences.items, c->sequences.count, sizeof *c->sequences.items, compare_sequences, c);
	for (uint32_t i = 0; i < c->sequences.count;) {
		uint32_t word = word_at(c, i, 0), next = i + 1;
		while (next < c->sequences.count && word_at(c, next, 0) == word)
			next++;
		uint32_t node = build_node(c, i, next, 1);
		if (!node)
			return 0;
		c->words.items[word].root = node;
		c->words.items[word].record.follows = follows_of(c, node);
		i = next;
	}
	return 1;
}
