/* In: the trie. Out: the set of what begins its names, see model/beginnings.h. */
#include "compile/builder.h"
#include "model/beginnings.h"
#include "model/model_view.h"

static void add_beginning(kzner_compiler *c, uint64_t first, uint64_t second)
{
	uint64_t hash = kz_beginning_hash(first, second);
	c->beginnings.items[hash >> kz_beginning_shift(c->beginnings.count)] |= kz_beginning_bits(hash);
}

/* A key has a byte before its letters. */
static uint64_t sign_of_key(const kzner_compiler *c, const kz_build_word *word)
{
	return kz_key_sign(kz_builder_text(c, word->strings.text) + 1, word->record.length - 1u);
}

/* May a word that is not in another script stand for the key alone? Too many words have a short one. */
static int is_name_alone(const kzner_compiler *c, const kz_build_word *word, const kz_node *node)
{
	int found = 0;
	for (uint32_t i = 0; i < node->accept_count; i++) {
		const kz_alias *alias = &c->aliases.items[c->accepts.items[node->accepts + i]].record;
		found |= !(alias->flags & KZ_ALIAS_SCRIPT);
	}
	return found && word->record.length > KZ_KEY_SURE;
}

static void add_key(kzner_compiler *c, const kz_build_word *word, const kz_node *node)
{
	uint64_t sign = sign_of_key(c, word);
	if (is_name_alone(c, word, node))
		add_beginning(c, sign, KZ_BEGINS_ALONE);
	if (node->edge_count)
		add_beginning(c, sign, KZ_BEGINS_MORE);
	for (uint32_t i = 0; i < node->edge_count; i++)
		add_beginning(c, sign, sign_of_key(c, &c->words.items[c->edges.items[node->edges + i].word]));
}

static void add_words(kzner_compiler *c, const kz_build_word *word, const kz_node *node)
{
	for (uint32_t i = 0; i < node->edge_count; i++)
		add_beginning(c, word->record.hash, c->words.items[c->edges.items[node->edges + i].word].record.hash);
}

/* The most members that the word may bring. */
static uint64_t count_members(const kzner_compiler *c, const kz_build_word *word)
{
	const kz_node *node = &c->nodes.items[word->root];
	uint64_t more = node->edge_count != 0, alone = node->accept_count != 0;
	return node->edge_count + (kz_is_key(word->record.head[0]) ? more + alone : 0);
}

static int make_empty(kzner_compiler *c)
{
	uint64_t members = 0, numbers = 2;
	for (uint32_t i = 1; i < c->words.count; i++)
		members += count_members(c, &c->words.items[i]);
	while (numbers * 64 < members * KZ_BEGINNING_BITS)
		numbers *= 2;
	for (uint64_t i = 0; i < numbers; i++) {
		uint64_t *number = KZ_PUSH_HEAP(&c->allocator, &c->beginnings);
		if (!number)
			return 0;
		*number = 0;
	}
	return 1;
}

int kz_beginnings_make(kzner_compiler *c)
{
	if (!make_empty(c))
		return 0;
	for (uint32_t i = 1; i < c->words.count; i++) {
		const kz_build_word *word = &c->words.items[i];
		const kz_node *node = &c->nodes.items[word->root];
		if (kz_is_key(word->record.head[0]))
			add_key(c, word, node);
		else
			add_words(c, word, node);
	}
	return 1;
}
