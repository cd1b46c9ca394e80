/*
 * In: a model. Out: the bits of its words; see the header.
 *
 * Prepositions, marks, pronouns and auxiliaries stand everywhere: if they shared bits with the many nouns of a pattern, they would be
 * taken for those. Those of them that patterns ask for most have bits of their own.
 */
#include "relations/sign_words.h"

/* Bits: of one such word each, and behind them of all others of those; the rest is for other words. */
#define OWN_BITS    24
#define CLOSED_BITS 32

static int is_closed(const kzner_model *model, uint32_t word)
{
	const uint64_t closed = KZ_IN(COMMA) | KZ_IN(QUOTE) | KZ_IN(OPEN) | KZ_IN(CLOSE) | KZ_IN(HYPHEN) |
	                        KZ_IN(CLITIC) | KZ_IN(PREPOSITION) | KZ_IN(STOP) | KZ_IN(DETERMINER) |
	                        KZ_IN(CONJUNCTION);
	return (model->word_sets[model->words[word].lists & ~KZ_LISTS_ONLY].relations & closed) != 0;
}

/* Keeps the words that are asked for most, in that order; those asked for as often in the order that they come in. */
static uint32_t keep_most(uint32_t *most, uint32_t count, const uint32_t *asked, uint32_t word)
{
	uint32_t at = count;
	while (at && asked[most[at - 1]] < asked[word])
		at--;
	if (at == OWN_BITS)
		return count;
	count += count < OWN_BITS;
	for (uint32_t i = count - 1; i > at; i--)
		most[i] = most[i - 1];
	most[at] = word;
	return count;
}

/* Bits of closed words and of others are none of them 0, so that it tells which words are still to come. */
static void choose_bits(const kzner_model *model, uint32_t *asked, uint8_t *bit)
{
	const kz_op *op, *end = model->ops + model->count[KZ_SECTION_OPS];
	uint32_t most[OWN_BITS], count = 0;
	for (op = model->ops; op < end; op++)
		if (kz_op_has_word(op))
			asked[op->value]++;
	for (op = model->ops; op < end; op++) {
		uint32_t word = op->value;
		if (!kz_op_has_word(op) || bit[word])
			continue;
		int closed = is_closed(model, word);
		bit[word] = (uint8_t)(closed ? OWN_BITS + word % (CLOSED_BITS - OWN_BITS)
		                             : CLOSED_BITS + word % (64 - CLOSED_BITS));
		if (closed)
			count = keep_most(most, count, asked, word);
	}
	for (uint32_t i = 0; i < count; i++)
		bit[most[i]] = (uint8_t)i;
}

int kz_sign_words_make(const kz_allocator *allocator, const kzner_model *model, kz_sign_words *ret)
{
	static const char clitic[] = "'s";
	size_t words = model->count[KZ_SECTION_WORDS];
	uint32_t *asked = kz_calloc(allocator, words * sizeof *asked);
	ret->clitic = kz_find_word(model, clitic, 2, kz_hash(clitic, 2));
	ret->bit = kz_calloc(allocator, words * sizeof *ret->bit);
	if (asked && ret->bit)
		choose_bits(model, asked, ret->bit);
	int done = asked && ret->bit;
	kz_free(allocator, asked);
	return done;
}

void kz_sign_words_free(const kz_allocator *allocator, kz_sign_words *words)
{
	kz_free(allocator, words->bit);
}
