/* In: the index of a model's relation patterns; sentence by sentence its items. Out: the patterns that may match there; see the header. */
#include "relations/pattern_index.h"

#include <string.h>

/* The sentence */

/* The bit of an item in sets of places. */
static uint64_t place_bit(uint32_t i)
{
	return (uint64_t)1 << (i < 63 ? i : 63);
}

/* Where a word stands in a sentence; without a branch, for nobody can guess whether it does. */
static uint64_t places_in(const kz_known_word *known, uint32_t sentence)
{
	return known->places & (0u - (uint64_t)(known->sentence == sentence));
}

/* Types of what stands before and behind each item that has one. */
static void look_at_types(kz_pattern_index *index, const kz_items *items)
{
	const kz_typed_item *typed = items->typed.items;
	kz_types_around *around = index->around;
	uint32_t count = items->typed.count, types = 0, often = 0, from = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t own = 1u << typed[i].type;
		around[i].before = types;
		often |= types & own;
		types |= own;
	}
	around[count] = (kz_types_around){.before = types};
	for (uint32_t i = count; i-- > 0;)
		around[i].from = from |= 1u << typed[i].type;
	index->types = types & index->argument_types;
	index->often = often & index->argument_twice;
}

/* Notes where words stand and what they wake; lists mentions, and words that trigger something. */
static void look_at_marked(kz_pattern_index *index, const kz_items *items)
{
	const uint32_t *marked = items->marked.items, *end = marked + items->marked.count, *known_of = index->known_of,
	               sentence = index->sentence;
	const kz_item *item = items->items.items;
	kz_known_word *known_words = index->known;
	uint32_t *live = index->live;
	kz_wake woken = {{0}};
	for (; marked < end; marked++) {
		uint32_t i = *marked;
		kz_known_word *known = &known_words[known_of[item[i].word]];
		known->places = places_in(known, sentence) | place_bit(i);
		known->sentence = sentence;
		for (int k = 0; k < KZ_WAKE_GROUPS / 64; k++)
			woken.groups[k] |= known->wake.groups[k];
		*live = i;
		live += (item[i].mention != KZNER_NONE) | (known->patterns != 0);
	}
	index->live_count = (uint32_t)(live - index->live);
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

/* The patterns that wait for a group. */
static void wake_group(kz_pattern_index *index, uint32_t group)
{
	const uint64_t *set = index->of_group + (size_t)group * index->set_words;
	uint64_t *possible = index->possible;
	for (uint32_t i = 0; i < index->set_words; i++)
		possible[i] |= set[i];
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
	index->sentence++;
	index->facts_known = 0;
	index->pairs = items->coordinated ? KZ_AROUND_NO_PAIR | KZ_AROUND_PAIR : KZ_AROUND_NO_PAIR;
	forget_signs(index, items);
	look_at_marked(index, items);
	memcpy(index->possible, index->of_group, index->set_words * sizeof *index->possible);
	for (uint32_t i = 0; i < KZ_WAKE_GROUPS / 64; i++)
		for (uint64_t bits = index->woken.groups[i]; bits; bits &= bits - 1)
			wake_group(index, i * 64 + (uint32_t)__builtin_ctzll(bits));
	for (uint32_t i = 0; i < index->set_words; i++)
		index->possible[i] &= of_types[i];
	return 1;
}

/* What stands around a trigger */

/* Where the right side begins: behind the trigger, or where the phrase does that goes on behind it. */
static uint32_t right_begin(const kz_items *items, uint32_t trigger)
{
	uint32_t next = trigger + 1, number = items->items.items[next].phrase;
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

static kz_trigger_sides sides_of(const kz_pattern_index *index, const kz_state *state, const kz_items *items,
                                 uint32_t i)
{
	const kz_item *item = items->items.items;
	kz_trigger_sides sides = {.item = i, .right_begin = right_begin(items, i), .left_end = left_end(items, i)};
	sides.right_types = index->around[item[sides.right_begin].typed].from;
	sides.left_types = index->around[item[sides.left_end].typed].before;
	sides.participle = is_participle(state, &item[i]);
	return sides;
}

static uint64_t around_of(const kz_pattern_index *index, const kz_trigger_sides *sides)
{
	uint32_t anywhere = (0u - sides->participle) & (KZ_AROUND_ANYTHING - 1);
	return KZ_AROUND_RIGHT(sides->right_types | KZ_AROUND_ANYTHING) |
	       KZ_AROUND_LEFT(sides->left_types | KZ_AROUND_ANYTHING | anywhere) | index->pairs;
}

/* What stands beside a trigger */

/* What stands behind a mention that triggers patterns: behind it, and behind the phrases that it may be taken for. */
static kz_place_sign sign_behind_mention(const kz_pattern_index *index, const kz_state *state, const kz_items *items,
                                         uint32_t i)
{
	kz_place_sign sign = *kz_sign_at(index, state, items, i + 1);
	uint32_t number = items->items.items[i].phrase;
	if (number == KZNER_NONE)
		return sign;
	const kz_phrase *phrases = items->phrases.items, *p = &phrases[number];
	uint32_t group_end = phrases[p->group_end - 1].end;
	if (p->head == i && group_end == i + 1)
		return sign;
	kz_sign_add(&sign, kz_sign_at(index, state, items, p->head + 1));
	kz_sign_add(&sign, kz_sign_at(index, state, items, p->core_end));
	kz_sign_add(&sign, kz_sign_at(index, state, items, p->end));
	kz_sign_add(&sign, kz_sign_at(index, state, items, group_end));
	return sign;
}

/* Lists of patterns are made without branches, for nobody can guess which fit: each is written, and counted if it does. */

/* Appends those that a mention triggers and that fit around it. */
static uint32_t list_of_mention(const kz_pattern_index *index, const kz_item *mention, uint64_t around)
{
	uint32_t kind =
	        mention->type == KZNER_TYPE_TITLE ? KZNER_TYPE_COUNT + mention->rank % KZ_TITLE_RANKS : mention->type;
	const uint64_t *triggered = index->of_kind + (size_t)kind * index->set_words, *possible = index->possible;
	uint32_t *fitting = index->fitting, count = 0;
	for (uint32_t k = 0; k < index->set_words; k++)
		for (uint64_t bits = possible[k] & triggered[k]; bits; bits &= bits - 1) {
			const kz_trigger_wants *wants = &index->by_mentions[k * 64 + (uint32_t)__builtin_ctzll(bits)];
			fitting[count] = wants->pattern;
			count += kz_is_around(wants->around, around);
		}
	return count;
}

/* Those that a word triggers, behind the first `count` of the list. */
static uint32_t list_of_word(const kz_pattern_index *index, const kz_known_word *word, uint64_t around, uint32_t count)
{
	const kz_trigger_wants *wants = index->by_words + word->first, *end = wants + word->patterns;
	const uint64_t *has = index->has_arguments;
	uint32_t *fitting = index->fitting;
	for (; wants < end; wants++) {
		fitting[count] = wants->pattern;
		count += kz_is_around(wants->around, around) &
		         (uint32_t)(has[wants->arguments / 64] >> wants->arguments % 64);
	}
	return count;
}

/* Of those from `first` on keeps, and fetches from far memory, what fits between what stands before and behind the trigger; returns the end of the list. */
static uint32_t keep_fitting(const kz_pattern_index *index, const kz_state *state, uint32_t first, uint32_t end,
                             const kz_place_sign *before, const kz_place_sign *behind)
{
	const kz_pattern_beside *beside = index->beside;
	uint32_t *fitting = index->fitting, kept = first;
	for (uint32_t k = first; k < end; k++) {
		uint32_t number = fitting[k];
		fitting[kept] = number;
		__builtin_prefetch(&index->sides[number]);
		__builtin_prefetch(&state->model->patterns[number]);
		kept += kz_sign_meets(&beside[number].behind, behind) & kz_sign_meets(&beside[number].before, before);
	}
	return kept;
}

uint32_t kz_patterns_list(kz_pattern_index *index, const kz_state *state, const kz_items *items, uint32_t i,
                          kz_trigger_sides *ret_sides)
{
	const kz_item *item = &items->items.items[i];
	const kz_known_word *word = &index->known[index->known_of[item->word]];
	*ret_sides = sides_of(index, state, items, i);
	uint64_t around = around_of(index, ret_sides);
	uint32_t count = 0, of_mention;
	if (item->mention != KZNER_NONE && !item->pronoun)
		count = list_of_mention(index, item, around);
	if (count) {
		const kz_place_sign behind = sign_behind_mention(index, state, items, i);
		count = keep_fitting(index, state, 0, count, kz_sign_before(index, state, items, i), &behind);
	}
	of_mention = count;
	if (word->patterns)
		count = list_of_word(index, word, around, of_mention);
	if (count > of_mention)
		count = keep_fitting(index, state, of_mention, count, kz_sign_before(index, state, items, i),
		                     kz_sign_at(index, state, items, i + 1));
	return count;
}

/* What stands on the sides of a trigger */

/* Does one of its words stand at one of these places? */
static int has_step(const kz_pattern_index *index, const kz_pattern_step *step, uint64_t places)
{
	const uint32_t *word = index->step_words.items + step->first, *end = word + step->count;
	for (; word < end; word++)
		if (places_in(&index->known[*word], index->sentence) & places)
			return 1;
	return 0;
}

/* Items from..end - 1 of a sentence, as bits. */
static uint64_t places_between(uint32_t from, uint32_t end)
{
	return (0 - place_bit(from)) & (end > 63 ? UINT64_MAX : ((uint64_t)1 << end) - 1);
}

static int has_types(const kz_pattern_side *side, uint32_t types)
{
	for (int i = 0; i < KZ_SIDE_STEPS && side->types[i]; i++)
		if (!(side->types[i] & types))
			return 0;
	return 1;
}

static int right_may_match(const kz_pattern_index *index, const kz_pattern_side *side, const kz_trigger_sides *trigger)
{
	if (!has_types(side, trigger->right_types))
		return 0;
	for (const kz_pattern_step *step = side->steps, *end = step + side->step_count; step < end; step++) {
		uint64_t places = places_between(trigger->right_begin, trigger->item + step->reach);
		if (!(step->types & trigger->right_types) && !has_step(index, step, places))
			return 0;
	}
	return 1;
}

static int left_may_match(const kz_pattern_index *index, const kz_pattern_side *side, const kz_trigger_sides *trigger)
{
	if (!has_types(side, trigger->left_types) && !(side->subject && trigger->participle))
		return 0;
	for (const kz_pattern_step *step = side->steps, *end = step + side->step_count; step < end; step++) {
		uint32_t from = trigger->item > step->reach ? trigger->item - step->reach : 0;
		uint64_t places = places_between(from, trigger->left_end);
		if (!(step->types & trigger->left_types) && !has_step(index, step, places))
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
