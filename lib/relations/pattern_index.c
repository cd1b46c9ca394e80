/* In: a model. Out: the index of its relation patterns, which pattern_choice.c asks sentence by sentence. */
#include "relations/pattern_index.h"

static void add_to(uint64_t *set, uint32_t pattern)
{
	set[pattern / 64] |= (uint64_t)1 << pattern % 64;
}

/* A title of another rank than the pattern asks for triggers nothing. */
static void add_to_kinds(kz_pattern_index *index, const kzner_model *model, uint32_t type, uint32_t place)
{
	const kz_op *trigger = model->ops + model->patterns[index->by_mentions[place].pattern].right;
	uint32_t ranks = trigger->code == KZ_OP_MENTION && trigger->value2 ? trigger->value2 : UINT32_MAX;
	if (type != KZNER_TYPE_TITLE)
		add_to(index->of_kind + type * index->set_words, place);
	for (uint32_t rank = 0; type == KZNER_TYPE_TITLE && rank < KZ_TITLE_RANKS; rank++)
		if (ranks >> rank & 1)
			add_to(index->of_kind + (KZNER_TYPE_COUNT + rank) * index->set_words, place);
}

/* Types of the mentions that trigger each pattern, as bits. */
static void read_types(const kzner_model *model, uint32_t *ret_types)
{
	for (uint32_t type = 1; type < KZNER_TYPE_COUNT; type++) {
		char name[3];
		kz_type_trigger(type, name);
		uint32_t count = 0, word = kz_find_word(model, name, 2, kz_hash(name, 2));
		const kz_trigger *triggers = word ? kz_find_triggers(model, word, &count) : NULL;
		for (uint32_t i = 0; i < count; i++)
			if (triggers[i].target & KZ_TRIGGER_PATTERN)
				ret_types[triggers[i].target & ~KZ_TRIGGER_PATTERN] |= 1u << type;
	}
}

/* Patterns that mentions trigger, in their order. */
static void list_of_mentions(kz_pattern_index *index, const kzner_model *model)
{
	uint32_t *types = index->fitting, count = 0;
	read_types(model, types);
	for (uint32_t i = 1; i < model->count[KZ_SECTION_PATTERNS]; i++)
		if (types[i])
			index->by_mentions[count++].pattern = i;
	index->mention_count = count;
	index->set_words = count / 64 + 1;
	for (uint32_t place = 0; place < count; place++)
		for (uint32_t bits = types[index->by_mentions[place].pattern]; bits; bits &= bits - 1)
			add_to_kinds(index, model, (uint32_t)__builtin_ctz(bits), place);
}

/* The group that a pattern waits for, by its number in the index; 0 if it is tried in all sentences. */
static uint32_t group_of(kz_pattern_index *index, const kz_pattern *pattern, uint32_t *groups)
{
	uint32_t group = pattern->group;
	if (group && !index->group_number[group] && *groups + 1 < KZ_WAKE_GROUPS)
		index->group_number[group] = (uint16_t)(++*groups);
	return index->group_number[group];
}

/* The patterns that mentions trigger, by the group that they wait for: word patterns are woken by their triggers. */
static void list_waiting(kz_pattern_index *index, const kzner_model *model)
{
	uint32_t groups = 0;
	for (uint32_t i = 0; i < index->mention_count; i++) {
		uint32_t group = group_of(index, &model->patterns[index->by_mentions[i].pattern], &groups);
		add_to(index->of_group + group * index->set_words, i);
	}
}

/* The number of some types of arguments in the list of all, which they are added to. */
static uint32_t add_arguments(kz_pattern_index *index, const kz_argument_types *types)
{
	uint32_t i = 0;
	index->arguments[index->argument_count] = *types;
	while (index->arguments[i].subjects != types->subjects || index->arguments[i].objects != types->objects)
		i++;
	index->argument_count += i == index->argument_count;
	return i;
}

static void read_sides(kz_pattern_index *index, const kzner_model *model)
{
	for (uint32_t i = 1; i < model->count[KZ_SECTION_PATTERNS]; i++) {
		const kz_pattern *p = &model->patterns[i];
		kz_pattern_beside *beside = &index->beside[i];
		kz_pattern_side_read(model->ops + p->right, p->right_count, 1, &index->sign_words, &index->step_words,
		                     &beside->behind, &index->sides[i].right);
		kz_pattern_side_read(model->ops + p->left, p->left_count, 0, &index->sign_words, &index->step_words,
		                     &beside->before, &index->sides[i].left);
		index->sides[i].facts = kz_facts_wanted(p);
	}
}

/* Group 0 is none. */
static void wake(kz_wake *to, uint32_t group)
{
	if (group)
		to->groups[group / 64] |= (uint64_t)1 << group % 64;
}

/* Of those that a side of a pattern wants, the first: all bits stand for no type. */
static uint32_t first_types(const kz_pattern_side *side)
{
	uint32_t types = side->types[0];
	return types && types < UINT16_MAX ? types & (KZ_AROUND_ANYTHING - 1) : KZ_AROUND_ANYTHING;
}

/* What a pattern wants around its trigger. */
static kz_trigger_wants wants_of(kz_pattern_index *index, const kzner_model *model, uint32_t pattern)
{
	const kz_pattern *p = &model->patterns[pattern];
	const kz_pattern_sides *sides = &index->sides[pattern];
	uint64_t pair = sides->right.pair | sides->left.pair ? KZ_AROUND_PAIR : KZ_AROUND_NO_PAIR;
	return (kz_trigger_wants){
	        .around =
	                KZ_AROUND_RIGHT(first_types(&sides->right)) | KZ_AROUND_LEFT(first_types(&sides->left)) | pair,
	        .pattern = pattern,
	        .arguments = add_arguments(index, &(kz_argument_types){p->subject_types, p->object_types})};
}

/* What the patterns that mentions trigger want. */
static void list_wants(kz_pattern_index *index, const kzner_model *model)
{
	for (uint32_t place = 0; place < index->mention_count; place++) {
		kz_trigger_wants *wants = &index->by_mentions[place];
		*wants = wants_of(index, model, wants->pattern);
		add_to(index->of_arguments + wants->arguments * index->set_words, place);
	}
}

/* The number of a word of the model that patterns ask for. */
static uint32_t know(kz_pattern_index *index, uint32_t word)
{
	if (word && !index->known_of[word])
		index->known_of[word] = index->known_count++;
	return index->known_of[word];
}

/* The word of triggers first..end - 1, which are sorted by target: rules, groups, patterns. */
static void add_triggers(kz_pattern_index *index, const kzner_model *model, uint32_t first, uint32_t end)
{
	kz_known_word *known = &index->known[know(index, model->triggers[first].word)];
	known->first = index->word_trigger_count;
	for (uint32_t i = first; i < end; i++) {
		uint32_t target = model->triggers[i].target;
		if (target & KZ_TRIGGER_PATTERN)
			index->by_words[index->word_trigger_count++] =
			        wants_of(index, model, target & ~KZ_TRIGGER_PATTERN);
		else if (target & KZ_TRIGGER_GROUP)
			wake(&known->wake, index->group_number[target & ~KZ_TRIGGER_GROUP]);
	}
	known->patterns = index->word_trigger_count - known->first;
}

/* Triggers are sorted by word. Those that name no pattern are of rules. */
static void list_known(kz_pattern_index *index, const kzner_model *model)
{
	uint32_t count = model->count[KZ_SECTION_TRIGGERS];
	index->known_count = 1;
	for (uint32_t i = 1, end; i < count; i = end) {
		uint32_t word = model->triggers[i].word, targets = 0;
		for (end = i; end < count && model->triggers[end].word == word; end++)
			targets |= model->triggers[end].target;
		if (targets & (KZ_TRIGGER_PATTERN | KZ_TRIGGER_GROUP))
			add_triggers(index, model, i, end);
	}
	for (uint32_t i = 0; i < index->step_words.count; i++)
		index->step_words.items[i] = know(index, index->step_words.items[i]);
}

/* Types without which no argument is found, and those that both may be of. */
static void join_arguments(kz_pattern_index *index)
{
	for (uint32_t i = 0; i < index->argument_count; i++) {
		const kz_argument_types *types = &index->arguments[i];
		uint32_t objects = types->objects == UINT16_MAX ? 0 : types->objects;
		index->argument_types |= types->subjects | objects;
		index->argument_twice |= types->subjects & objects;
	}
}

static int make_room(const kz_allocator *allocator, kz_pattern_index *index, const kzner_model *model,
                     uint32_t max_items)
{
	size_t patterns = (size_t)model->count[KZ_SECTION_PATTERNS] + 1, items = (size_t)max_items + 2;
	size_t triggers = model->count[KZ_SECTION_TRIGGERS];
	size_t set_words = patterns / 64 + 1; /* at the most */
	size_t steps = model->count[KZ_SECTION_OPS] < UINT16_MAX ? model->count[KZ_SECTION_OPS] : UINT16_MAX;
	index->step_words.capacity = (uint32_t)steps;
	index->known_of = kz_calloc(allocator, (size_t)model->count[KZ_SECTION_WORDS] * sizeof *index->known_of);
	index->by_words = kz_calloc(allocator, triggers * sizeof *index->by_words);
	index->by_mentions = kz_calloc(allocator, patterns * sizeof *index->by_mentions);
	index->of_group = kz_calloc(allocator, set_words * KZ_WAKE_GROUPS * sizeof *index->of_group);
	index->of_kind = kz_calloc(allocator, set_words * KZ_MENTION_KINDS * sizeof *index->of_kind);
	index->fitting = kz_calloc(allocator, 2 * patterns * sizeof *index->fitting);
	index->argument_words = (uint32_t)set_words;
	index->seen_arguments = kz_calloc(allocator, set_words * KZ_TYPES_SEEN * sizeof *index->seen_arguments);
	index->arguments = kz_calloc(allocator, patterns * sizeof *index->arguments);
	index->of_arguments = kz_calloc(allocator, set_words * patterns * sizeof *index->of_arguments);
	index->of_types = kz_calloc(allocator, set_words * KZ_TYPES_SEEN * sizeof *index->of_types);
	index->possible = kz_calloc(allocator, set_words * sizeof *index->possible);
	index->beside = kz_calloc(allocator, patterns * sizeof *index->beside);
	index->sides = kz_calloc(allocator, patterns * sizeof *index->sides);
	index->step_words.items = kz_calloc(allocator, steps * sizeof *index->step_words.items);
	index->live = kz_calloc(allocator, items * sizeof *index->live);
	index->signs = kz_calloc(allocator, items * sizeof *index->signs);
	index->around = kz_calloc(allocator, items * sizeof *index->around);
	return index->known_of && index->by_words && index->by_mentions && index->of_group && index->of_kind &&
	       index->of_types && index->seen_arguments && index->arguments && index->of_arguments && index->fitting &&
	       index->possible && index->beside && index->sides && index->step_words.items && index->live &&
	       index->signs && index->around;
}

kz_pattern_index *kz_pattern_index_new(const kz_allocator *allocator, const kzner_model *model, uint32_t max_items)
{
	kz_pattern_index *index = kz_calloc(allocator, sizeof *index);
	if (!index)
		return NULL;
	if (!make_room(allocator, index, model, max_items) ||
	    !kz_sign_words_make(allocator, model, &index->sign_words) ||
	    !kz_pattern_programs_make(allocator, model, &index->sign_words, &index->programs)) {
		kz_pattern_index_free(allocator, index);
		return NULL;
	}
	list_of_mentions(index, model);
	list_waiting(index, model);
	read_sides(index, model);
	/* room for the words of triggers and, now that they are read, of steps */
	size_t words = (size_t)model->count[KZ_SECTION_TRIGGERS] + index->step_words.count + 1;
	index->known = kz_calloc(allocator, words * sizeof *index->known);
	if (!index->known) {
		kz_pattern_index_free(allocator, index);
		return NULL;
	}
	list_known(index, model);
	list_wants(index, model);
	join_arguments(index);
	index->argument_words = index->argument_count / 64 + 1;
	return index;
}

void kz_pattern_index_free(const kz_allocator *allocator, kz_pattern_index *index)
{
	if (!index)
		return;
	kz_free(allocator, index->known_of);
	kz_free(allocator, index->known);
	kz_free(allocator, index->by_words);
	kz_free(allocator, index->by_mentions);
	kz_free(allocator, index->of_group);
	kz_free(allocator, index->of_kind);
	kz_free(allocator, index->of_types);
	kz_free(allocator, index->seen_arguments);
	kz_free(allocator, index->arguments);
	kz_free(allocator, index->of_arguments);
	kz_free(allocator, index->fitting);
	kz_free(allocator, index->possible);
	kz_free(allocator, index->beside);
	kz_free(allocator, index->sides);
	kz_free(allocator, index->step_words.items);
	kz_pattern_programs_free(allocator, &index->programs);
	kz_sign_words_free(allocator, &index->sign_words);
	kz_free(allocator, index->live);
	kz_free(allocator, index->signs);
	kz_free(allocator, index->around);
	kz_free(allocator, index);
}
