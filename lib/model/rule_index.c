/* In: the triggers of a model. Out: those of mention rules by what meets them. */
#include "model/rule_index.h"

#define SET_SIZE 64

static void add_to_table(kz_trigger_table *table, uint32_t classes, uint32_t forms, uint64_t bit)
{
	table->classes |= classes;
	table->reads_numbers |= (forms & KZ_SHAPES_OF_NUMBERS & ~(uint32_t)KZ_SHAPE_TRIGGER_NUMBER) != 0;
	for (uint32_t i = 0; i < KZ_CLASS_BITS; i++)
		table->of_class[i] |= classes >> i & 1 ? bit : 0;
	for (forms &= KZ_FORM_SETS - 1; forms; forms &= forms - 1)
		table->of_forms[forms & -forms] |= bit;
}

/* Sets of several forms, from those of one. */
static void finish_table(kz_trigger_table *table)
{
	for (uint32_t i = 1; i < KZ_FORM_SETS; i++)
		table->of_forms[i] |= table->of_forms[i & (i - 1)] | table->of_forms[i & -i];
}

static void add_next_word(kz_trigger_set *set, uint32_t hash, uint64_t bit)
{
	uint32_t place = kz_next_word_place(set, hash), mask = UINT32_MAX >> set->word_shift;
	while (set->words[place].triggers && set->words[place].hash != hash)
		place = (place + 1) & mask;
	set->words[place].hash = hash;
	set->words[place].triggers |= bit;
	kz_filter_add(&set->filter, hash);
}

/* What the trigger needs first; NULL: nothing. */
static const kz_rule_need *first_need(const kz_rule_source *source, const kz_rule_trigger *trigger)
{
	return trigger->need_count ? source->needs + trigger->needs : NULL;
}

static int is_next(const kz_rule_need *need)
{
	return need && need->within == 1;
}

static int is_near(const kz_rule_need *need)
{
	return need && need->within > 1 && need->within <= KZ_NEAR && !need->shapes && !need->word_count;
}

static int make_next_words(kz_trigger_set *set, const kz_allocator *allocator, const kz_rule_source *source,
                           uint32_t count)
{
	uint32_t words = 0, bits = 1;
	for (uint32_t i = 0; i < count; i++) {
		const kz_rule_need *need = first_need(source, &set->items[i]);
		words += is_next(need) ? need->word_count : 0;
	}
	while ((uint32_t)1 << bits < 2 * words + 1 && bits < 31)
		bits++;
	set->word_shift = 32 - bits;
	set->words = kz_calloc(allocator, ((size_t)1 << bits) * sizeof *set->words);
	return set->words != NULL;
}

static void add_trigger(kz_trigger_set *set, const kz_rule_source *source, uint32_t i)
{
	const kz_rule_trigger *trigger = &set->items[i];
	const kz_rule_need *need = first_need(source, trigger);
	uint64_t bit = (uint64_t)1 << i;
	add_to_table(&set->own, trigger->classes, trigger->shapes, bit);
	set->capitalised |= trigger->shapes & KZ_TRIGGER_CAPITALISED ? bit : 0;
	set->told |= is_next(need) ? bit : 0;
	set->settled |= trigger->need_count == (uint32_t)is_next(need) ? bit : 0;
	if (is_next(need)) {
		add_to_table(&set->next, need->classes, need->shapes, bit);
		for (uint32_t word = 0; word < need->word_count; word++)
			add_next_word(set, source->words[need->words + word], bit);
	} else if (is_near(need)) {
		add_to_table(&set->near, need->classes, 0, bit);
	} else {
		set->alone |= bit;
	}
}

static int make_sets(kz_rule_index *index, const kz_allocator *allocator, const kz_rule_source *source)
{
	uint32_t count = source->rule_trigger_count;
	index->sets = kz_calloc(allocator, (count / SET_SIZE + 1) * sizeof *index->sets);
	for (uint32_t first = 0; index->sets && first < count; first += SET_SIZE) {
		kz_trigger_set *set = &index->sets[index->set_count++];
		uint32_t size = count - first < SET_SIZE ? count - first : SET_SIZE;
		set->items = source->rule_triggers + first;
		if (!make_next_words(set, allocator, source, size))
			return 0;
		for (uint32_t i = 0; i < size; i++)
			add_trigger(set, source, i);
		finish_table(&set->own);
		finish_table(&set->next);
	}
	return index->sets != NULL;
}

static int make_filters(kz_rule_index *index, const kz_allocator *allocator, const kz_rule_source *source)
{
	index->filters = kz_calloc(allocator, source->need_count * sizeof *index->filters);
	for (uint32_t i = 0; index->filters && i < source->need_count; i++)
		for (uint32_t word = 0; word < source->needs[i].word_count; word++)
			kz_filter_add(&index->filters[i], source->words[source->needs[i].words + word]);
	return index->filters != NULL;
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
	index->of_words = kz_calloc(allocator, (words + 1) * sizeof *index->of_words);
	if (!index->words || !index->of_words)
		return 0;
	for (uint32_t i = 1, end = 0; i < count; i++) {
		if (!triggers[i].word || !kz_triggers_rule(&triggers[i]))
			continue;
		kz_rule_word *place = kz_rule_word_find(index, triggers[i].word);
		if (!place->word)
			*place = (kz_rule_word){triggers[i].word, end, end};
		index->of_words[end++] = triggers[i].target;
		place->end = end;
	}
	return 1;
}

int kz_rule_index_init(kz_rule_index *index, const kz_allocator *allocator, const kz_rule_source *source)
{
	for (uint32_t i = 1; i < source->rule_trigger_count; i++) {
		index->classes |= source->rule_triggers[i].classes;
		index->shapes |= source->rule_triggers[i].shapes;
	}
	return make_sets(index, allocator, source) && make_filters(index, allocator, source) &&
	       make_words(index, allocator, source->triggers, source->trigger_count);
}

void kz_rule_index_free(kz_rule_index *index, const kz_allocator *allocator)
{
	for (uint32_t i = 0; i < index->set_count; i++)
		kz_free(allocator, index->sets[i].words);
	kz_free(allocator, index->sets);
	kz_free(allocator, index->filters);
	kz_free(allocator, index->words);
	kz_free(allocator, index->of_words);
}
