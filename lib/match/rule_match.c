/*
 * In: tokens. Out: candidates from the rules that they trigger, in the order of their triggers.
 *
 * A pattern is run anchored at its trigger token and nowhere else, with PCRE2's match and heap limits; a rule that meets
 * one is left out at that place and the result says so.
 */
#include "match/candidate.h"
#include "match/rule_cost.h"

#include <string.h>

/* JIT machine stack of one thread, bytes. Patterns that need more fall back to an error that counts as a limit. */
#define JIT_STACK_MIN (32 << 10)
#define JIT_STACK_MAX (512 << 10)

/* pcre2_match() would find the JIT code too, after checks that take as long as most matches. */
static int run_program(kz_rule_program *program, PCRE2_SPTR text, size_t size, size_t start, pcre2_match_data *match,
                       pcre2_match_context *context)
{
	const pcre2_code *code = kz_rule_program_code(program);
	if (code != program->code)
		return pcre2_jit_match(code, text, size, start, 0, match, context);
	return pcre2_match(code, text, size, start, PCRE2_NO_UTF_CHECK, match, context);
}

/* A pattern asks for the assertion with the callout's number. */
static int ask(pcre2_callout_block *block, void *user)
{
	const kz_rule_scratch *scratch = user;
	kz_rule_program *program = &scratch->model->shared[block->callout_number - 1];
	int result = run_program(program, block->subject, block->subject_length, block->current_position,
	                         scratch->inner_match, scratch->inner_context);
	if (result >= 0)
		return 0;
	return result == PCRE2_ERROR_NOMATCH ? 1 : result;
}

static pcre2_match_context *make_context(pcre2_general_context *context, pcre2_jit_stack *stack,
                                         const kzner_extract_options *options)
{
	pcre2_match_context *made = pcre2_match_context_create(context);
	if (!made)
		return NULL;
	pcre2_set_match_limit(made, options->match_limit);
	pcre2_set_heap_limit(made, options->heap_limit);
	if (stack)
		pcre2_jit_stack_assign(made, NULL, stack);
	return made;
}

int kz_rule_scratch_init(kz_rule_scratch *scratch, const kzner_model *model, pcre2_general_context *context,
                         const kzner_extract_options *options)
{
	scratch->model = model;
	scratch->match = pcre2_match_data_create(16, context);
	scratch->inner_match = pcre2_match_data_create(1, context);
	scratch->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, context);
	scratch->context = make_context(context, scratch->stack, options);
	scratch->asking = make_context(context, scratch->stack, options);
	scratch->inner_context = make_context(context, NULL, options); /* the other stack is in use meanwhile */
	if (!scratch->match || !scratch->inner_match || !scratch->context || !scratch->asking ||
	    !scratch->inner_context)
		return 0;
	pcre2_set_callout(scratch->asking, ask, scratch);
	return 1;
}

void kz_rule_scratch_free(kz_rule_scratch *scratch)
{
	pcre2_match_data_free(scratch->match);
	pcre2_match_data_free(scratch->inner_match);
	pcre2_match_context_free(scratch->context);
	pcre2_match_context_free(scratch->asking);
	pcre2_match_context_free(scratch->inner_context);
	pcre2_jit_stack_free(scratch->stack);
	*scratch = (kz_rule_scratch){0};
}

/* Tokens that lie within [begin, end) bytes; false if the span cuts one. */
static int token_range(const kz_state *state, uint32_t first, uint32_t begin, uint32_t end, uint32_t *ret_first,
                       uint32_t *ret_end)
{
	while (first && kz_token_at(state, first)->begin > begin)
		first--;
	while (first < state->tokens.count && kz_token_at(state, first)->begin < begin)
		first++;
	uint32_t last = first;
	while (last < state->tokens.count && kz_token_at(state, last)->end < end)
		last++;
	*ret_first = first;
	*ret_end = last + 1;
	return last < state->tokens.count && kz_token_at(state, first)->begin == begin &&
	       kz_token_at(state, last)->end == end;
}

/* A rule at a token that triggers it, and what it matched there. */
typedef struct attempt {
	uint32_t rule, token;
	uint32_t begin, end; /* bytes; the same: nothing */
	uint32_t next;       /* of the same rule, NO_ATTEMPT behind the last */
} attempt;

#define NO_ATTEMPT UINT32_MAX

/* Those of a document. They are listed first and then run rule by rule: code that ran just before is at hand. */
typedef struct attempts {
	KZ_ARRAY(attempt) list; /* in the order of their tokens */
	uint32_t *of_rule;      /* for each rule one of its attempts */
	uint32_t *clear;        /* for each need up to which token it is not met: see stands_behind() */
} attempts;

static int add_attempt(kz_state *state, attempts *a, uint32_t rule, uint32_t token)
{
	attempt *one = KZ_PUSH(state->arena, &a->list);
	if (!one)
		return 0;
	*one = (attempt){.rule = rule, .token = token, .next = a->of_rule[rule]};
	a->of_rule[rule] = a->list.count - 1;
	return 1;
}

static int add_match(kz_state *state, const attempt *match)
{
	const kz_rule *rule = &state->model->rules[match->rule];
	uint32_t first, end;
	if (!token_range(state, match->token, match->begin, match->end, &first, &end))
		return 1;
	const char *value = NULL;
	if (rule->value) {
		value = kz_value(state, rule->value, state->text.bytes + match->begin, match->end - match->begin);
		if (!value)
			return 1;
	}
	kz_candidate *candidate =
	        kz_candidate_add(state, first, end, (kzner_type)rule->type, KZNER_SOURCE_RULE, rule->score);
	if (!candidate)
		return 0;
	candidate->rule = match->rule;
	candidate->value = value;
	if (state->costs)
		state->costs[match->rule - 1].hits++;
	return 1;
}

static void set_span(attempt *match, const size_t *span)
{
	match->begin = (uint32_t)span[0];
	match->end = span[0] < span[1] ? (uint32_t)span[1] : match->begin;
}

static void match_rule(kz_state *state, kz_rule_scratch *scratch, kz_rule_program *program, attempt *match)
{
	int result = run_program(program, (PCRE2_SPTR)state->text.bytes, state->text.size,
	                         kz_token_at(state, match->token)->begin, scratch->match,
	                         program->asks ? scratch->asking : scratch->context);
	if (result < 0) {
		state->limits.rule_match |= result != PCRE2_ERROR_NOMATCH;
		return;
	}
	const size_t *spans = pcre2_get_ovector_pointer(scratch->match);
	const size_t *span = spans + 2 * program->group_mention;
	int has_group =
	        program->group_mention && (result > program->group_mention || result == 0) && span[0] != PCRE2_UNSET;
	set_span(match, has_group ? span : spans);
}

static void run_one(kz_state *state, kz_rule_scratch *scratch, kz_rule_program *program, attempt *match)
{
	if (!state->costs) {
		match_rule(state, scratch, program, match);
		return;
	}
	uint64_t began = kz_cost_clock();
	match_rule(state, scratch, program, match);
	kz_cost_add(&state->costs[match->rule - 1], began, 0);
}

static uint32_t is_digit(char c)
{
	return (unsigned char)(c - '0') < 10;
}

/* Of four bytes that may be read. No branches: what a number is nobody can guess. */
static uint32_t is_year(const char *text)
{
	uint32_t begins = ((text[0] == '1') & is_digit(text[1])) | ((text[0] == '2') & (text[1] == '0'));
	return begins & is_digit(text[2]) & is_digit(text[3]);
}

static int has_two_points(const char *text, size_t size)
{
	const char *first = memchr(text, '.', size);
	return first && memchr(first + 1, '.', size - (size_t)(first + 1 - text));
}

/* Of a number by the letters that it ends in. It begins with a digit. */
static uint32_t shapes_of_ending(const char *text, uint32_t size)
{
	static const char endings[][2] = {{'t', 'h'}, {'s', 't'}, {'n', 'd'}, {'r', 'd'}};
	if (text[size - 1] == 's')
		return KZ_SHAPE_TRIGGER_LETTERED | KZ_SHAPE_TRIGGER_PLURAL;
	for (uint32_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (!memcmp(text + size - 2, endings[i], 2))
			return KZ_SHAPE_TRIGGER_LETTERED | KZ_SHAPE_TRIGGER_ORDINAL;
	return KZ_SHAPE_TRIGGER_LETTERED | KZ_SHAPE_TRIGGER_MEASURED;
}

/* Behind the number more bytes may be read. */
static uint32_t shapes_of_number(const char *text, uint32_t size)
{
	uint32_t shapes = KZ_SHAPE_TRIGGER_NUMBER | KZ_SHAPE_TRIGGER_YEAR * ((size == 4) & is_year(text));
	if (!is_digit(text[size - 1]))
		shapes |= shapes_of_ending(text, size);
	if (size > 4 && has_two_points(text, size))
		shapes |= KZ_SHAPE_TRIGGER_DOTTED;
	return shapes;
}

/* The form that the kind of a token is, without a look at its text. */
static uint32_t plain_shapes_of(const kz_token *token)
{
	static const uint8_t shapes[] = {[KZ_TOKEN_NUMBER] = KZ_SHAPE_TRIGGER_NUMBER,
	                                 [KZ_TOKEN_SYMBOL] = KZ_SHAPE_TRIGGER_SYMBOL,
	                                 [KZ_TOKEN_URL] = KZ_SHAPE_TRIGGER_URL};
	return shapes[token->kind] | (kz_is_capital(token) ? KZ_SHAPE_TRIGGER_CAPITAL : 0);
}

static uint32_t shapes_of(const kz_state *state, const kz_token *token)
{
	if (token->kind == KZ_TOKEN_NUMBER)
		return shapes_of_number(state->text.bytes + token->begin, token->end - token->begin);
	return plain_shapes_of(token);
}

static int has_word(const kzner_model *model, const kz_rule_need *need, uint32_t hash)
{
	const uint32_t *words = model->rule_words + need->words;
	uint32_t found = 0;
	for (uint32_t i = 0; i < need->word_count; i++) /* to the end: where it is found nobody can foretell */
		found |= words[i] == hash;
	return found != 0;
}

static int is_needed(const kz_state *state, const kz_rule_need *need, const kz_token *token)
{
	return (token->classes & need->classes) || has_word(state->model, need, token->hash) ||
	       (need->shapes && shapes_of(state, token) & need->shapes);
}

/*
 * Does what is needed stand behind a token? *clear: no token before that one is it, but those that the tokens asked before stand
 * in front of. Windows overlap, so none is looked through twice.
 */
static int stands_behind(const kz_state *state, uint32_t need_number, uint32_t token, uint32_t *clear)
{
	const kz_rule_need *need = &state->model->rule_needs[need_number];
	const kz_word_filter *filter = &state->model->rule_index.filters[need_number];
	const uint32_t kinds = kz_trigger_kinds(need->shapes), classes = need->classes;
	uint32_t end = state->tokens.count - token > need->within ? token + need->within + 1 : state->tokens.count;
	uint32_t i = *clear > token ? *clear : token + 1;
	for (; i < end; i++) {
		const kz_token *at = kz_token_at(state, i);
		if (((at->classes & classes) | (kinds >> at->kind & 1) | kz_filter_passes(filter, at->hash)) &&
		    is_needed(state, need, at))
			break;
	}
	*clear = i;
	return i < end;
}

/* All that the rule needs stands behind its trigger; the first needs are known to. */
static int may_match(const kz_state *state, attempts *all, const kz_rule_trigger *trigger, uint32_t known,
                     uint32_t token)
{
	for (uint32_t i = trigger->needs + known, end = trigger->needs + trigger->need_count; i < end; i++)
		if (!stands_behind(state, i, token, &all->clear[i]))
			return 0;
	return 1;
}

/* Classes of the next KZ_NEAR tokens. */
static uint32_t near_classes(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i), *end = state->tokens.items + state->tokens.count;
	uint32_t classes = 0;
	if (end - token > KZ_NEAR)
		end = token + KZ_NEAR + 1;
	for (token++; token < end; token++)
		classes |= token->classes;
	return classes;
}

static int is_small(const kz_token *token, const kz_rule_trigger *trigger)
{
	return trigger->shapes & KZ_TRIGGER_CAPITALISED && !kz_is_capital(token);
}

/* Triggers of a set that a token meets, as far as it and what stands near tell. Most that a number could trigger end here. */
static uint64_t triggers_met(const kz_state *state, const kz_trigger_set *set, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i), *next = token + 1;
	uint32_t next_shapes = set->next.reads_numbers ? shapes_of(state, next) : plain_shapes_of(next);
	next_shapes = i + 1 < state->tokens.count ? next_shapes : 0;
	return kz_triggers_met(&set->own, token->classes, shapes_of(state, token)) &
	       ~(set->capitalised & (kz_is_capital(token) - UINT64_C(1))) &
	       (set->alone | kz_triggers_met(&set->next, next->classes, next_shapes) |
	        kz_triggers_of_next_word(set, next->hash) | kz_triggers_met(&set->near, near_classes(state, i), 0));
}

/* A rule with several triggers is run once at a token. */
static int list_by_form(kz_state *state, attempts *all, uint32_t token)
{
	const kz_rule_index *index = &state->model->rule_index;
	uint32_t done = 0;
	for (const kz_trigger_set *set = index->sets, *end = set + index->set_count; set < end; set++) {
		for (uint64_t left = triggers_met(state, set, token); left; left &= left - 1) {
			unsigned bit = (unsigned)__builtin_ctzll(left);
			const kz_rule_trigger *trigger = &set->items[bit];
			if (trigger->rule == done || (!(set->settled >> bit & 1) &&
			                              !may_match(state, all, trigger, set->told >> bit & 1, token)))
				continue;
			done = trigger->rule;
			if (!add_attempt(state, all, done, token))
				return 0;
		}
	}
	return 1;
}

static int list_by_word(kz_state *state, attempts *all, uint32_t token)
{
	const kzner_model *model = state->model;
	const kz_rule_index *index = &model->rule_index;
	const kz_token *at = kz_token_at(state, token);
	const kz_rule_word *word = kz_rule_word_find(index, at->word);
	uint32_t done = 0;
	for (uint32_t i = word->first; i < word->end; i++) {
		const kz_rule_trigger *trigger = &model->rule_triggers[index->of_words[i]];
		if (trigger->rule == done || is_small(at, trigger) || !may_match(state, all, trigger, 0, token))
			continue;
		done = trigger->rule;
		if (!add_attempt(state, all, done, token))
			return 0;
	}
	return 1;
}

static int list_at(kz_state *state, attempts *all, uint32_t token, uint32_t kinds)
{
	uint32_t classes = kz_classes_at(state, token);
	if ((classes & state->model->rule_index.classes || kinds & 1u << kz_token_at(state, token)->kind) &&
	    !list_by_form(state, all, token))
		return 0;
	return !(classes & KZ_CLASS_RULE) || list_by_word(state, all, token);
}

static int make_attempts(kz_state *state, attempts *ret)
{
	const kzner_model *model = state->model;
	size_t rules = model->count[KZ_SECTION_RULES], needs = model->count[KZ_SECTION_RULE_NEEDS];
	*ret = (attempts){.of_rule = kz_arena_alloc(state->arena, rules * sizeof *ret->of_rule),
	                  .clear = kz_arena_alloc(state->arena, needs * sizeof *ret->clear)};
	if (!ret->of_rule || !ret->clear)
		return 0;
	memset(ret->of_rule, 0xFF, rules * sizeof *ret->of_rule); /* NO_ATTEMPT */
	memset(ret->clear, 0, needs * sizeof *ret->clear);
	return 1;
}

static int list_attempts(kz_state *state, attempts *ret)
{
	const uint32_t kinds = kz_trigger_kinds(state->model->rule_index.shapes);
	const kz_token_lists *lists = &state->lists;
	if (!make_attempts(state, ret))
		return 0;
	for (uint32_t i = 0; i < lists->trigger_count; i++)
		if (!list_at(state, ret, lists->triggers[i], kinds))
			return 0;
	return 1;
}

static void run_attempts(kz_state *state, kz_rule_scratch *scratch, attempts *all)
{
	const kzner_model *model = state->model;
	for (uint32_t rule = 1; rule < model->count[KZ_SECTION_RULES]; rule++)
		for (uint32_t i = all->of_rule[rule]; i != NO_ATTEMPT; i = all->list.items[i].next)
			run_one(state, scratch, &model->programs[rule], &all->list.items[i]);
}

static int add_matches(kz_state *state, const attempts *all)
{
	const attempt *end = all->list.items + all->list.count;
	for (const attempt *match = all->list.items; match < end; match++)
		if (match->begin < match->end && !add_match(state, match))
			return 0;
	return 1;
}

int kz_rule_match(kz_state *state, kz_rule_scratch *scratch)
{
	attempts all;
	if (!list_attempts(state, &all))
		return 0;
	run_attempts(state, scratch, &all);
	return add_matches(state, &all);
}
