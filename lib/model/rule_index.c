/* In: the triggers of a model. Out: those of mention rules by what meets them. */
#include "model/rule_index.h"

static int make_list(kz_rule_list *list, const kz_allocator *allocator, const kz_rule_trigger *triggers, uint32_t count,
                     uint32_t shapes, int with_classes)
{
	list->items = kz_calloc(allocator, count * sizeof *list->items);
	for (uint32_t i = 1; list->items && i < count; i++)
		if (triggers[i].shapes & shapes || (with_classes && triggers[i].classes))
			list->items[list->count++] = triggers[i];
	return list->items != NULL;
}

static int make_lists(kz_rule_index *index, const kz_allocator *allocator, const kz_rule_trigger *triggers,
                      uint32_t count)
{
	for (uint32_t i = 1; i < count; i++) {
		index->classes |= triggers[i].classes;
		index->shapes |= triggers[i].shapes;
	}
	for (uint32_t i = 0; i < KZ_NUMBER_FORMS; i++)
		if (!make_list(&index->of_numbers[i], allocator, triggers, count,
		               KZ_SHAPE_TRIGGER_NUMBER | i * KZ_SHAPE_TRIGGER_YEAR, 0))
			return 0;
	return make_list(&index->of_others, allocator, triggers, count, ~(uint32_t)KZ_SHAPES_OF_NUMBERS, 1) &&
	       make_list(&index->all, allocator, triggers, count, ~(uint32_t)0, 1);
}

static int make_words(kz_rule_index *index, const kz_allocator *allocator, const kz_trigger *triggers, uint32_t count)
{
	uint32_t words = 0, bits = 1;
	for (uint32_t i = 1; i < count; i++)
		words += kz_triggers_rule(&triggers[i]);
	while ((uint32_t)1 << bits < 2 * words + 1 && bits < 31)
		bits++;
	index->word_shift = 32 - bits;
	index->words = kz_calloc(allocator, ((size_t)1 << bits) * sizeof *index->words);
	if (!index->words)
		return 0;
	for (uint32_t i = 1; i < count; i++) {
		uint32_t word = triggers[i].word;
		if (!word || !kz_triggers_rule(&triggers[i]) || kz_first_rule_trigger(index, word))
			continue;
		uint32_t place = kz_rule_word_place(index, word);
		while (index->words[place].word)
			place = (place + 1) & (UINT32_MAX >> index->word_shift);
		index->words[place] = (kz_rule_word){word, i};
	}
	return 1;
}

int kz_rule_index_init(kz_rule_index *index, const kz_allocator *allocator, const kz_rule_trigger *rule_triggers,
                       uint32_t rule_trigger_count, const kz_trigger *triggers, uint32_t trigger_count)
{
	return make_lists(index, allocator, rule_triggers, rule_trigger_count) &&
	       make_words(index, allocator, triggers, trigger_count);
}

void kz_rule_index_free(kz_rule_index *index, const kz_allocator *allocator)
{
	for (int i = 0; i < KZ_NUMBER_FORMS; i++)
		kz_free(allocator, index->of_numbers[i].items);
	kz_free(allocator, index->of_others.items);
	kz_free(allocator, index->all.items);
	kz_free(allocator, index->words);
}
