/* In: a model; then, sentence by sentence, its items. Out: the patterns that may match there; see the header. */
#include "relations/pattern_index.h"

#include "relations/matcher.h"

#include <string.h>

static void add_to(uint64_t *set, uint32_t pattern)
{
	set[pattern / 64] |= (uint64_t)1 << pattern % 64;
}

static int is_of_mentions(const kz_pattern_index *index, uint32_t pattern)
{
	uint64_t found = 0;
	for (uint32_t type = 1; type < KZNER_TYPE_COUNT; type++)
		found |= index->of_type[type * index->set_words + pattern / 64] >> pattern % 64 & 1;
	return found != 0;
}

static void list_types(kz_pattern_index *index, const kzner_model *model)
{
	for (uint32_t type = 1; type < KZNER_TYPE_COUNT; type++) {
		char name[3];
		kz_type_trigger(type, name);
		uint32_t count = 0, word = kz_find_word(model, name, 2, kz_hash(name, 2));
		const kz_trigger *triggers = word ? kz_find_triggers(model, word, &count) : NULL;
		uint64_t *set = index->of_type + type * index->set_words;
		for (uint32_t i = 0; i < count; i++) {
			uint32_t pattern = triggers[i].target & ~KZ_TRIGGER_PATTERN;
			if (triggers[i].target & KZ_TRIGGER_PATTERN)
				add_to(set, pattern);
		}
	}
}

/* The group that a pattern waits for, by its number in the index; 0 if it is tried in all sentences. */
static uint32_t group_of(kz_pattern_index *index, const kz_pattern *pattern, uint32_t *groups)
{
	uint32_t group = pattern->need_types[0] ? 0 : pattern->needs[0];
	if (group && !index->group_number[group] && *groups + 1 < KZ_WAKE_GROUPS)
		index->group_number[group] = (uint16_t)(++*groups);
	return index->group_number[group];
}

/* The patterns that mentions trigger, by the group that they wait for: word patterns are woken by their triggers. */
static void list_waiting(kz_pattern_index *index, const kzner_model *model)
{
	uint32_t groups = 0;
	for (uint32_t i = 1; i < model->count[KZ_SECTION_PATTERNS]; i++)
		if (is_of_mentions(index, i))
			add_to(index->of_group + group_of(index, &model->patterns[i], &groups) * index->set_words, i);
}

static void read_sides(kz_pattern_index *index, const kzner_model *model)
{
	for (uint32_t i = 1; i < model->count[KZ_SECTION_PATTERNS]; i++) {
		const kz_pattern *p = &model->patterns[i];
		kz_pattern_beside *beside = &index->beside[i];
		beside->subject_types = p->subject_types;
		beside->object_types = p->object_types;
		kz_pattern_side_read(model->ops + p->right, p->right_count, 1, index->clitic, &index->step_words,
		                     &beside->right, &index->sides[i].right);
		kz_pattern_side_read(model->ops + p->left, p->left_count, 0, index->clitic, &index->step_words,
		                     &beside->left, &index->sides[i].left);
		beside->pair = index->sides[i].right.pair | index->sides[i].left.pair;
	}
}

static int make_room(const kz_allocator *allocator, kz_pattern_index *index, const kzner_model *model,
                     uint32_t max_items)
{
	size_t patterns = (size_t)model->count[KZ_SECTION_PATTERNS] + 1, items = (size_t)max_items + 2;
	index->set_words = model->count[KZ_SECTION_PATTERNS] / 64 + 1;
	index->step_words.capacity = model->count[KZ_SECTION_OPS];
	index->of_group = kz_calloc(allocator, (size_t)index->set_words * KZ_WAKE_GROUPS * sizeof *index->of_group);
	index->beside = kz_calloc(allocator, patterns * sizeof *index->beside);
	index->sides = kz_calloc(allocator, patterns * sizeof *index->sides);
	index->of_type = kz_calloc(allocator, (size_t)index->set_words * KZNER_TYPE_COUNT * sizeof *index->of_type);
	index->fitting = kz_calloc(allocator, patterns * sizeof *index->fitting);
	index->possible = kz_calloc(allocator, index->set_words * sizeof *index->possible);
	index->step_words.items = kz_calloc(allocator, index->step_words.capacity * sizeof *index->step_words.items);
	index->live = kz_calloc(allocator, items * sizeof *index->live);
	index->places = kz_calloc(allocator, items * sizeof *index->places);
	return index->of_group && index->fitting && index->beside && index->sides && index->of_type &&
	       index->possible && index->step_words.items && index->live && index->places;
}

kz_pattern_index *kz_pattern_index_new(const kz_allocator *allocator, const kzner_model *model, uint32_t max_items)
{
	static const char clitic[] = "'s";
	kz_pattern_index *index = kz_calloc(allocator, sizeof *index);
	if (!index)
		return NULL;
	if (!make_room(allocator, index, model, max_items)) {
		kz_pattern_index_free(allocator, index);
		return NULL;
	}
	index->clitic = kz_find_word(model, clitic, 2, kz_hash(clitic, 2));
	list_types(index, model);
	list_waiting(index, model);
	read_sides(index, model);
	return index;
}

void kz_pattern_index_free(const kz_allocator *allocator, kz_pattern_index *index)
{
	if (!index)
		return;
	kz_free(allocator, index->of_group);
	kz_free(allocator, index->of_type);
	kz_free(allocator, index->fitting);
	kz_free(allocator, index->possible);
	kz_free(allocator, index->beside);
	kz_free(allocator, index->sides);
	kz_free(allocator, index->step_words.items);
	kz_free(allocator, index->live);
	kz_free(allocator, index->places);
	kz_free(allocator, index);
}

/* The sentence */

/* Group 0 is none. */
static void wake(kz_wake *to, uint32_t group)
{
	if (group)
		to->groups[group / 64] |= (uint64_t)1 << group % 64;
}

/* What a word does; it is looked up in the model if it was not asked for last. */
static const kz_word_triggers *triggers_of(kz_pattern_index *index, const kzner_model *model, uint32_t word)
{
	kz_word_triggers *at = &index->cache[word % KZ_TRIGGER_CACHE];
	if (at->word == word)
		return at;
	uint32_t count;
	const kz_trigger *triggers = kz_find_triggers(model, word, &count);
	*at = (kz_word_triggers){.word = word};
	/* sorted by target: rules, groups, patterns */
	for (uint32_t i = 0; i < count; i++) {
		uint32_t target = triggers[i].target, group = target & ~KZ_TRIGGER_GROUP;
		at->patterns += (target & KZ_TRIGGER_PATTERN) != 0;
		if (!(target & KZ_TRIGGER_PATTERN) && target & KZ_TRIGGER_GROUP)
			wake(&at->wakes, index->group_number[group]);
	}
	at->first = (uint32_t)(triggers - model->triggers) + count - at->patterns;
	return at;
}

static void note_word(kz_pattern_index *index, uint32_t word, uint32_t i)
{
	kz_word_place *place = &index->words[word % KZ_WORD_PLACES];
	int again = place->sentence == index->sentence;
	place->first = again ? place->first : (uint16_t)i;
	place->word = again && place->word != word ? 0 : word;
	place->last = (uint16_t)i;
	place->sentence = index->sentence;
}

/* A word that patterns ask for. */
static void look_at_word(kz_pattern_index *index, const kz_state *state, kz_item *item, uint32_t i)
{
	if (!item->word)
		return;
	const kz_word_triggers *found = triggers_of(index, state->model, item->word);
	note_word(index, item->word, i);
	for (int k = 0; k < KZ_WAKE_GROUPS / 64; k++)
		index->wakes.groups[k] |= found->wakes.groups[k];
	item->first_trigger = found->first;
	item->trigger_count = found->patterns;
	__builtin_prefetch(&state->model->triggers[found->first]);
}

/* Types of mentions, item by item, and the list of live items: most items are neither a mention nor asked for. */
static void look_at_items(kz_pattern_index *index, const kz_resolved *resolved, const kz_items *items)
{
	uint32_t count = items->items.count, live = 0, types = 0, often = 0;
	kz_place *place = index->places + 1;
	for (uint32_t i = 0; i < count; i++) {
		const kz_item *item = &items->items.items[i];
		/* a word is of type 0 */
		uint32_t own = 1u << item->type & ~1u;
		index->live[live] = i;
		live += (own | item->word) != 0;
		__builtin_prefetch(&index->cache[item->word % KZ_TRIGGER_CACHE]);
		if (item->owner != KZNER_NONE)
			own |= 1u << resolved->mentions.items[item->owner].type;
		place[i] = (kz_place){.types_before = types, .types_from = own};
		often |= types & own;
		types |= own;
	}
	place[-1] = (kz_place){.sign.types = KZ_SIGN_ANY};
	place[count] = (kz_place){.sign.types = KZ_SIGN_ANY, .types_before = types};
	for (uint32_t i = count; i-- > 0;)
		place[i].types_from |= place[i + 1].types_from;
	index->live_count = live;
	index->types = types;
	index->often = often;
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

void kz_patterns_choose(kz_pattern_index *index, const kz_state *state, const kz_resolved *resolved, kz_items *items)
{
	memset(index->possible, 0, index->set_words * sizeof *index->possible);
	index->sentence++;
	index->wakes = (kz_wake){{0}};
	index->coordinated = has_group(items);
	look_at_items(index, resolved, items);
	for (uint32_t i = 0; i < index->live_count; i++)
		look_at_word(index, state, &items->items.items[index->live[i]], index->live[i]);
	wake_group(index, 0);
	for (uint32_t i = 0; i < KZ_WAKE_GROUPS / 64; i++)
		for (uint64_t bits = index->wakes.groups[i]; bits; bits &= bits - 1)
			wake_group(index, i * 64 + (uint32_t)__builtin_ctzll(bits));
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
		if (place->sentence == index->sentence && (place->word == *word || !place->word) &&
		    place->last >= at->from && place->first < at->end)
			return 1;
	}
	return 0;
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
static int is_participle(const kz_state *state, const kz_item *trigger)
{
	const kz_token *token = kz_token_at(state, trigger->first);
	const char *end = state->text.bytes + token->end;
	return token->end - token->begin > 3 && end[-3] == 'i' && end[-2] == 'n' && end[-1] == 'g';
}

static int right_may_match(const kz_pattern_index *index, const kz_items *items, const kz_pattern_side *side,
                           uint32_t trigger)
{
	item_range right = {.from = right_begin(items, trigger)};
	right.types = index->places[right.from + 1].types_from;
	if (!has_types(side, right.types))
		return 0;
	for (int i = 0; i < side->step_count; i++) {
		right.end = trigger + side->steps[i].reach;
		if (!has_step(index, &side->steps[i], &right))
			return 0;
	}
	return 1;
}

static int left_may_match(const kz_pattern_index *index, const kz_state *state, const kz_items *items,
                          const kz_pattern_side *side, uint32_t trigger)
{
	item_range left = {.end = left_end(items, trigger)};
	left.types = index->places[left.end + 1].types_before;
	if (!has_types(side, left.types) && !(side->subject && is_participle(state, &items->items.items[trigger])))
		return 0;
	for (int i = 0; i < side->step_count; i++) {
		left.from = trigger > side->steps[i].reach ? trigger - side->steps[i].reach : 0;
		if (!has_step(index, &side->steps[i], &left))
			return 0;
	}
	return 1;
}

int kz_pattern_may_match(const kz_pattern_index *index, const kz_state *state, const kz_items *items, uint32_t pattern,
                         uint32_t i)
{
	const kz_pattern_sides *sides = &index->sides[pattern];
	return right_may_match(index, items, &sides->right, i) && left_may_match(index, state, items, &sides->left, i);
}
