/* In: a model; then, sentence by sentence, its items. Out: the patterns that may match there; see the header. */
#include "relations/pattern_index.h"

#include "relations/matcher.h"

#include <string.h>

static void add_to(uint64_t *set, uint32_t pattern)
{
	set[pattern / 64] |= (uint64_t)1 << pattern % 64;
}

/* A title of another rank than the pattern asks for triggers nothing. */
static void add_to_kinds(kz_pattern_index *index, const kzner_model *model, uint32_t type, uint32_t place)
{
	const kz_op *trigger = model->ops + model->patterns[index->of_mentions[place]].right;
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
			index->of_mentions[count++] = i;
	index->mention_count = count;
	index->set_words = count / 64 + 1;
	for (uint32_t place = 0; place < count; place++)
		for (uint32_t bits = types[index->of_mentions[place]]; bits; bits &= bits - 1)
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
		uint32_t group = group_of(index, &model->patterns[index->of_mentions[i]], &groups);
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

static uint16_t first_types(const kz_pattern_side *side)
{
	return side->types[0] ? side->types[0] : UINT16_MAX;
}

static void read_sides(kz_pattern_index *index, const kzner_model *model)
{
	for (uint32_t i = 1; i < model->count[KZ_SECTION_PATTERNS]; i++) {
		const kz_pattern *p = &model->patterns[i];
		kz_pattern_beside *beside = &index->beside[i];
		beside->arguments = add_arguments(index, &(kz_argument_types){p->subject_types, p->object_types});
		kz_pattern_side_read(model->ops + p->right, p->right_count, 1, index->clitic, &index->step_words,
		                     &index->behind[i], &index->sides[i].right);
		kz_pattern_side_read(model->ops + p->left, p->left_count, 0, index->clitic, &index->step_words,
		                     &beside->left, &index->sides[i].left);
		index->sides[i].facts = kz_facts_wanted(p);
		beside->right_types = first_types(&index->sides[i].right);
		beside->left_types = first_types(&index->sides[i].left);
		beside->pair = index->sides[i].right.pair | index->sides[i].left.pair;
	}
}

static void list_arguments(kz_pattern_index *index)
{
	for (uint32_t place = 0; place < index->mention_count; place++) {
		uint32_t number = index->beside[index->of_mentions[place]].arguments;
		add_to(index->of_arguments + number * index->set_words, place);
	}
}

/* Group 0 is none. */
static void wake(kz_wake *to, uint32_t group)
{
	if (group)
		to->groups[group / 64] |= (uint64_t)1 << group % 64;
}

/* The word of triggers first..end - 1, which are sorted by target: rules, groups, patterns. */
static void add_known(kz_pattern_index *index, const kzner_model *model, uint32_t first, uint32_t end,
                      kz_known_word *ret, uint32_t *triggered, uint32_t *wakes)
{
	kz_wake groups = {{0}};
	uint64_t any = 0;
	*ret = (kz_known_word){.first = *triggered};
	for (uint32_t i = first; i < end; i++) {
		uint32_t target = model->triggers[i].target;
		if (target & KZ_TRIGGER_PATTERN)
			index->triggered[(*triggered)++] = target & ~KZ_TRIGGER_PATTERN;
		else if (target & KZ_TRIGGER_GROUP)
			wake(&groups, index->group_number[target & ~KZ_TRIGGER_GROUP]);
	}
	ret->patterns = *triggered - ret->first;
	for (int i = 0; i < KZ_WAKE_GROUPS / 64; i++)
		any |= groups.groups[i];
	if (any) {
		ret->wake = *wakes;
		index->wakes[(*wakes)++] = groups;
	}
}

/* Triggers are sorted by word. */
static void list_known(kz_pattern_index *index, const kzner_model *model)
{
	uint32_t count = model->count[KZ_SECTION_TRIGGERS], known = 1, triggered = 0, wakes = 1;
	for (uint32_t i = 1, end; i < count; i = end) {
		uint32_t word = model->triggers[i].word;
		for (end = i + 1; end < count && model->triggers[end].word == word; end++)
			;
		add_known(index, model, i, end, &index->known[known], &triggered, &wakes);
		if (index->known[known].patterns || index->known[known].wake)
			index->known_of[word] = known++;
	}
}

static int make_room(const kz_allocator *allocator, kz_pattern_index *index, const kzner_model *model,
                     uint32_t max_items)
{
	size_t patterns = (size_t)model->count[KZ_SECTION_PATTERNS] + 1, items = (size_t)max_items + 2;
	size_t triggers = model->count[KZ_SECTION_TRIGGERS];
	size_t set_words = patterns / 64 + 1; /* at the most */
	index->step_words.capacity =
	        model->count[KZ_SECTION_OPS] < UINT16_MAX ? model->count[KZ_SECTION_OPS] : UINT16_MAX;
	index->known_of = kz_calloc(allocator, (size_t)model->count[KZ_SECTION_WORDS] * sizeof *index->known_of);
	index->known = kz_calloc(allocator, triggers * sizeof *index->known);
	index->triggered = kz_calloc(allocator, triggers * sizeof *index->triggered);
	index->wakes = kz_calloc(allocator, triggers * sizeof *index->wakes);
	index->of_group = kz_calloc(allocator, set_words * KZ_WAKE_GROUPS * sizeof *index->of_group);
	index->of_mentions = kz_calloc(allocator, patterns * sizeof *index->of_mentions);
	index->of_kind = kz_calloc(allocator, set_words * KZ_MENTION_KINDS * sizeof *index->of_kind);
	index->fitting = kz_calloc(allocator, patterns * sizeof *index->fitting);
	index->argument_words = (uint32_t)set_words;
	index->seen_arguments = kz_calloc(allocator, set_words * KZ_TYPES_SEEN * sizeof *index->seen_arguments);
	index->arguments = kz_calloc(allocator, patterns * sizeof *index->arguments);
	index->of_arguments = kz_calloc(allocator, set_words * patterns * sizeof *index->of_arguments);
	index->of_types = kz_calloc(allocator, set_words * KZ_TYPES_SEEN * sizeof *index->of_types);
	index->possible = kz_calloc(allocator, set_words * sizeof *index->possible);
	index->behind = kz_calloc(allocator, patterns * sizeof *index->behind);
	index->beside = kz_calloc(allocator, patterns * sizeof *index->beside);
	index->sides = kz_calloc(allocator, patterns * sizeof *index->sides);
	index->step_words.items = kz_calloc(allocator, (size_t)index->step_words.capacity * sizeof(uint32_t));
	index->live = kz_calloc(allocator, items * sizeof *index->live);
	index->signs = kz_calloc(allocator, items * sizeof *index->signs);
	index->around = kz_calloc(allocator, items * sizeof *index->around);
	return index->known_of && index->known && index->triggered && index->wakes && index->of_group &&
	       index->of_mentions && index->of_kind && index->of_types && index->seen_arguments && index->arguments &&
	       index->of_arguments && index->fitting && index->possible && index->behind && index->beside &&
	       index->sides && index->step_words.items && index->live && index->signs && index->around;
}

kz_pattern_index *kz_pattern_index_new(const kz_allocator *allocator, const kzner_model *model, uint32_t max_items)
{
	static const char clitic[] = "'s";
	kz_pattern_index *index = kz_calloc(allocator, sizeof *index);
	if (!index)
		return NULL;
	index->clitic = kz_find_word(model, clitic, 2, kz_hash(clitic, 2));
	if (!make_room(allocator, index, model, max_items) ||
	    !kz_pattern_programs_make(allocator, model, index->clitic, &index->programs)) {
		kz_pattern_index_free(allocator, index);
		return NULL;
	}
	list_of_mentions(index, model);
	list_waiting(index, model);
	list_known(index, model);
	read_sides(index, model);
	list_arguments(index);
	index->argument_words = index->argument_count / 64 + 1;
	return index;
}

void kz_pattern_index_free(const kz_allocator *allocator, kz_pattern_index *index)
{
	if (!index)
		return;
	kz_free(allocator, index->known_of);
	kz_free(allocator, index->known);
	kz_free(allocator, index->triggered);
	kz_free(allocator, index->wakes);
	kz_free(allocator, index->of_group);
	kz_free(allocator, index->of_mentions);
	kz_free(allocator, index->of_kind);
	kz_free(allocator, index->of_types);
	kz_free(allocator, index->seen_arguments);
	kz_free(allocator, index->arguments);
	kz_free(allocator, index->of_arguments);
	kz_free(allocator, index->fitting);
	kz_free(allocator, index->possible);
	kz_free(allocator, index->behind);
	kz_free(allocator, index->beside);
	kz_free(allocator, index->sides);
	kz_free(allocator, index->step_words.items);
	kz_pattern_programs_free(allocator, &index->programs);
	kz_free(allocator, index->live);
	kz_free(allocator, index->signs);
	kz_free(allocator, index->around);
	kz_free(allocator, index);
}

/* The sentence */

/* Words that share a place are told together: a word may seem to stand where another does, but is never overlooked. */
static void note_word(kz_pattern_index *index, uint32_t word, uint32_t i)
{
	kz_word_place *place = &index->words[word % KZ_WORD_PLACES];
	uint64_t again = 0u - (uint64_t)(place->words >> 32 == index->sentence);
	place->words = (uint64_t)index->sentence << 32 | (place->words & again & UINT32_MAX) | word;
	place->first = (uint16_t)((place->first & again) | (i & ~again));
	place->last = (uint16_t)i;
}

/* Types of what stands before and behind each item that has one. */
static void look_at_types(kz_pattern_index *index, const kz_items *items)
{
	const kz_typed_item *typed = items->typed.items;
	uint32_t count = items->typed.count, types = 0, often = 0, from = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t own = 1u << typed[i].type;
		index->around[i].before = types;
		often |= types & own;
		types |= own;
	}
	index->around[count] = (kz_types_around){.before = types};
	for (uint32_t i = count; i-- > 0;)
		index->around[i].from = from |= 1u << typed[i].type;
	index->types = types;
	index->often = often;
}

/* Notes where words stand and what they wake; lists mentions, and words that trigger something. */
static void look_at_marked(kz_pattern_index *index, const kz_items *items)
{
	uint32_t live = 0;
	kz_wake woken = {{0}};
	for (uint32_t n = 0; n < items->marked.count; n++) {
		uint32_t i = items->marked.items[n];
		const kz_item *item = &items->items.items[i];
		const kz_known_word *known = &index->known[index->known_of[item->word]];
		note_word(index, item->word, i);
		for (int k = 0; k < KZ_WAKE_GROUPS / 64; k++)
			woken.groups[k] |= index->wakes[known->wake].groups[k];
		kz_live_item *to = &index->live[live];
		to->item = i;
		to->first = known->first;
		to->count = known->patterns;
		live += (item->mention != KZNER_NONE) | (known->patterns != 0);
	}
	index->live_count = live;
	index->woken = woken;
}

/* No sign is made yet but those of what is outside the sentence. */
static void forget_signs(kz_pattern_index *index, const kz_items *items)
{
	kz_place_sign *first = index->signs, *last = first + items->items.count + 1;
	memset(first, 0, (size_t)((char *)last - (char *)first));
	*first = (kz_place_sign){.types = KZ_SIGN_ANY | KZ_SIGN_BEGIN};
	*last = (kz_place_sign){.types = KZ_SIGN_ANY};
}

static int has_group(const kz_items *items)
{
	for (uint32_t i = 0; i < items->phrases.count; i++)
		if (items->phrases.items[i].group_end > i + 1)
			return 1;
	return 0;
}

/* The patterns that wait for a group. */
static void wake_group(kz_pattern_index *index, uint32_t group)
{
	const uint64_t *set = index->of_group + (size_t)group * index->set_words;
	for (uint32_t i = 0; i < index->set_words; i++)
		index->possible[i] |= set[i];
}

/* Are there two mentions of these types, for the two arguments? An object that is known is of all types. */
static uint32_t has_arguments(const kz_pattern_index *index, const kz_argument_types *wanted)
{
	uint32_t subjects = index->types & wanted->subjects, objects = index->types & wanted->objects;
	uint32_t known = wanted->objects == UINT16_MAX, several = (subjects & (subjects - 1)) | (subjects ^ objects);
	return (subjects != 0) & (known | ((objects != 0) & ((several | (index->often & subjects)) != 0)));
}

static void remember_types(kz_pattern_index *index, uint32_t place)
{
	kz_types_seen *seen = &index->types_seen[place];
	uint64_t *of_types = index->of_types + (size_t)place * index->set_words,
	         *arguments = index->seen_arguments + (size_t)place * index->argument_words;
	*seen = (kz_types_seen){.key = index->types | index->often << 16};
	memset(of_types, 0, index->set_words * sizeof *of_types);
	memset(arguments, 0, index->argument_words * sizeof *arguments);
	for (uint32_t i = 0; i < index->argument_count; i++) {
		const uint64_t *patterns = index->of_arguments + (size_t)i * index->set_words;
		uint64_t has = has_arguments(index, &index->arguments[i]);
		seen->any |= (uint32_t)has;
		arguments[i / 64] |= has << i % 64;
		for (uint32_t k = 0; k < index->set_words; k++)
			of_types[k] |= patterns[k] & (0u - has);
	}
}

/* The set of patterns that mentions trigger and whose arguments the sentence could have; NULL if it could have those of no pattern. */
static const uint64_t *find_types(kz_pattern_index *index)
{
	uint32_t key = index->types | index->often << 16, place = key * 2654435761u / (UINT32_MAX / KZ_TYPES_SEEN + 1);
	if (index->types_seen[place].key != key)
		remember_types(index, place);
	index->has_arguments = index->seen_arguments + (size_t)place * index->argument_words;
	return index->types_seen[place].any ? index->of_types + (size_t)place * index->set_words : NULL;
}

int kz_patterns_choose(kz_pattern_index *index, const kz_items *items)
{
	look_at_types(index, items);
	const uint64_t *of_types = find_types(index);
	if (!of_types)
		return 0;
	memset(index->possible, 0, index->set_words * sizeof *index->possible);
	index->sentence++;
	index->facts_known = 0;
	index->coordinated = has_group(items);
	forget_signs(index, items);
	look_at_marked(index, items);
	wake_group(index, 0);
	for (uint32_t i = 0; i < KZ_WAKE_GROUPS / 64; i++)
		for (uint64_t bits = index->woken.groups[i]; bits; bits &= bits - 1)
			wake_group(index, i * 64 + (uint32_t)__builtin_ctzll(bits));
	for (uint32_t i = 0; i < index->set_words; i++)
		index->possible[i] &= of_types[i];
	return 1;
}

/* The trigger */

kz_place_sign kz_sign_behind_mention(const kz_pattern_index *index, const kz_state *state, const kz_items *items,
                                     uint32_t i)
{
	kz_place_sign sign = *kz_sign_at(index, state, items, (int64_t)i + 1);
	uint32_t number = items->items.items[i].phrase;
	if (number == KZNER_NONE)
		return sign;
	const kz_phrase *phrases = items->phrases.items, *p = &phrases[number];
	kz_sign_add(&sign, kz_sign_at(index, state, items, (int64_t)p->head + 1));
	kz_sign_add(&sign, kz_sign_at(index, state, items, p->core_end));
	kz_sign_add(&sign, kz_sign_at(index, state, items, p->end));
	kz_sign_add(&sign, kz_sign_at(index, state, items, phrases[p->group_end - 1].end));
	return sign;
}

/* Items from..end - 1, and the types of mentions among them. */
typedef struct item_range {
	uint32_t from, end, types;
} item_range;

static int has_step(const kz_pattern_index *index, const kz_pattern_step *step, const item_range *at)
{
	const uint32_t *word = index->step_words.items + step->first, *end = word + step->count;
	if (step->types & at->types)
		return 1;
	for (; word < end; word++) {
		const kz_word_place *place = &index->words[*word % KZ_WORD_PLACES];
		if (place->words >> 32 == index->sentence && !(*word & ~(uint32_t)place->words) &&
		    place->last >= at->from && place->first < at->end)
			return 1;
	}
	return 0;
}

/* At item i or behind the last. */
static const kz_types_around *types_around(const kz_pattern_index *index, const kz_items *items, uint32_t i)
{
	return &index->around[i < items->items.count ? items->items.items[i].typed : items->typed.count];
}

static int has_types(const kz_pattern_side *side, uint32_t types)
{
	for (int i = 0; i < KZ_SIDE_STEPS && side->types[i]; i++)
		if (!(side->types[i] & types))
			return 0;
	return 1;
}

/* Where the right side begins: behind the trigger, or where the phrase does that goes on behind it. */
static uint32_t right_begin(const kz_items *items, uint32_t trigger)
{
	uint32_t next = trigger + 1, number = next < items->items.count ? items->items.items[next].phrase : KZNER_NONE;
	if (number == KZNER_NONE)
		return next;
	uint32_t begin = items->phrases.items[items->phrases.items[number].group].begin;
	return begin < next ? begin : next;
}

static uint32_t left_end(const kz_items *items, uint32_t trigger)
{
	uint32_t number = trigger ? items->items.items[trigger - 1].phrase : KZNER_NONE;
	if (number == KZNER_NONE)
		return trigger;
	uint32_t end = items->phrases.items[items->phrases.items[number].group_end - 1].end;
	return end > trigger ? end : trigger;
}

/* "After meeting X, Y said": the subject may stand behind its verb. */
static uint32_t is_participle(const kz_state *state, const kz_item *trigger)
{
	const kz_token *token = kz_token_at(state, trigger->first);
	uint32_t length = token->end - token->begin;
	const char *end = state->text.bytes + (length > 3 ? token->end - 3 : token->begin);
	return (length > 3) & (end[0] == 'i') & (end[1] == 'n') & (end[2] == 'g');
}

kz_trigger_sides kz_trigger_sides_of(const kz_pattern_index *index, const kz_state *state, const kz_items *items,
                                     uint32_t i)
{
	kz_trigger_sides sides = {.item = i, .right_begin = right_begin(items, i), .left_end = left_end(items, i)};
	sides.right_types = types_around(index, items, sides.right_begin)->from;
	sides.left_types = types_around(index, items, sides.left_end)->before;
	sides.participle = is_participle(state, &items->items.items[i]);
	return sides;
}

static int right_may_match(const kz_pattern_index *index, const kz_pattern_side *side, const kz_trigger_sides *trigger)
{
	item_range right = {.from = trigger->right_begin, .types = trigger->right_types};
	if (!has_types(side, right.types))
		return 0;
	for (int i = 0; i < side->step_count; i++) {
		right.end = trigger->item + side->steps[i].reach;
		if (!has_step(index, &side->steps[i], &right))
			return 0;
	}
	return 1;
}

static int left_may_match(const kz_pattern_index *index, const kz_pattern_side *side, const kz_trigger_sides *trigger)
{
	item_range left = {.end = trigger->left_end, .types = trigger->left_types};
	if (!has_types(side, left.types) && !(side->subject && trigger->participle))
		return 0;
	for (int i = 0; i < side->step_count; i++) {
		left.from = trigger->item > side->steps[i].reach ? trigger->item - side->steps[i].reach : 0;
		if (!has_step(index, &side->steps[i], &left))
			return 0;
	}
	return 1;
}

/* What the gazetteer says is asked once for a sentence, if a pattern asks. */
static int has_facts(kz_pattern_index *index, const kz_state *state, const kz_resolved *resolved, const kz_items *items,
                     uint32_t wanted)
{
	if (!index->facts_known) {
		index->facts = kz_facts_find(state, resolved, items);
		index->facts_known = 1;
	}
	return !(wanted & ~index->facts);
}

int kz_pattern_may_match(kz_pattern_index *index, const kz_state *state, const kz_resolved *resolved,
                         const kz_items *items, uint32_t pattern, const kz_trigger_sides *trigger)
{
	const kz_pattern_sides *sides = &index->sides[pattern];
	return right_may_match(index, &sides->right, trigger) && left_may_match(index, &sides->left, trigger) &&
	       (!sides->facts || has_facts(index, state, resolved, items, sides->facts));
}
