/* In: the triggers of a model. Out: those of mention rules by what meets them. */
#include "model/rule_index.h"

static void add(kz_rule_list *list, const kz_rule_trigger *trigger)
{
	list->items[list->count++] = *trigger;
}

static int make_lists(kz_rule_index *index, const kz_allocator *allocator, const kz_rule_trigger *triggers,
                      uint32_t count)
{
	for (int i = 0; i < KZ_RULE_LIST_COUNT; i++) {
		index->lists[i].items = kz_calloc(allocator, count * sizeof *index->lists[i].items);
		if (!index->lists[i].items)
			return 0;
	}
	for (uint32_t i = 1; i < count; i++) {
		const kz_rule_trigger *trigger = &triggers[i];
		index->classes |= trigger->classes;
		index->shapes |= trigger->shapes;
		add(&index->lists[KZ_RULES_OF_ALL], trigger);
		if (trigger->shapes & KZ_SHAPES_OF_NUMBERS)
			add(&index->lists[KZ_RULES_OF_NUMBERS], trigger);
		if (trigger->classes || trigger->shapes & ~(uint32_t)KZ_SHAPES_OF_NUMBERS)
			add(&index->lists[KZ_RULES_OF_OTHERS], trigger);
	}
	return 1;
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
	for (int i = 0; i < KZ_RULE_LIST_COUNT; i++)
		kz_free(allocator, index->lists[i].items);
	kz_free(allocator, index->words);
}
