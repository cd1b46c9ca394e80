/*
 * In: tokens. Out: candidates from the rules that they trigger.
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

int kz_rule_scratch_init(kz_rule_scratch *scratch, const kzner_model *model, pcre2_general_context *context,
                         const kzner_extract_options *options)
{
	(void)model;
	scratch->match = pcre2_match_data_create(16, context);
	scratch->context = pcre2_match_context_create(context);
	scratch->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, context);
	if (!scratch->match || !scratch->context)
		return 0;
	pcre2_set_match_limit(scratch->context, options->match_limit);
	pcre2_set_heap_limit(scratch->context, options->heap_limit);
	if (scratch->stack)
		pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
	return 1;
}

void kz_rule_scratch_free(kz_rule_scratch *scratch)
{
	pcre2_match_data_free(scratch->match);
	pcre2_match_context_free(scratch->context);
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

static int add_match(kz_state *state, uint32_t rule_number, uint32_t token, const size_t *span)
{
	const kz_rule *rule = &state->model->rules[rule_number];
	uint32_t first, end;
	if (span[0] >= span[1] || !token_range(state, token, (uint32_t)span[0], (uint32_t)span[1], &first, &end))
		return 1;
	const char *value = NULL;
	if (rule->value) {
		value = kz_value(state, rule->value, state->text.bytes + span[0], span[1] - span[0]);
		if (!value)
			return 1;
	}
	kz_candidate *candidate =
	        kz_candidate_add(state, first, end, (kzner_type)rule->type, KZNER_SOURCE_RULE, rule->score);
	if (!candidate)
		return 0;
	candidate->rule = rule_number;
	candidate->value = value;
	return 1;
}

static int match_rule(kz_state *state, kz_rule_scratch *scratch, uint32_t rule, uint32_t token)
{
	kz_rule_program *program = &state->model->programs[rule];
	uint32_t start = kz_token_at(state, token)->begin;
	const pcre2_code *code = kz_rule_program_code(program);
	PCRE2_SPTR text = (PCRE2_SPTR)state->text.bytes;
	/* pcre2_match() would find the JIT code too, after checks that take as long as most matches. */
	int result = code != program->code
	                     ? pcre2_jit_match(code, text, state->text.size, start, 0, scratch->match, scratch->context)
	                     : pcre2_match(code, text, state->text.size, start, PCRE2_NO_UTF_CHECK, scratch->match,
	                                   scratch->context);
	if (result == PCRE2_ERROR_NOMATCH)
		return 1;
	if (result < 0 && result != PCRE2_ERROR_NOMATCH) {
		state->limits.rule_match = 1;
		return 1;
	}
	const size_t *spans = pcre2_get_ovector_pointer(scratch->match);
	const size_t *span = spans + 2 * program->group_mention;
	if (program->group_mention && result >= 0 && (result > program->group_mention || result == 0) &&
	    span[0] != PCRE2_UNSET)
		return add_match(state, rule, token, span);
	return add_match(state, rule, token, spans);
}

static int run(kz_state *state, kz_rule_scratch *scratch, uint32_t rule, uint32_t token)
{
	if (!state->costs)
		return match_rule(state, scratch, rule, token);
	size_t before = state->candidates.count;
	uint64_t began = kz_cost_clock();
	int done = match_rule(state, scratch, rule, token);
	kz_cost_add(&state->costs[rule - 1], began, state->candidates.count > before);
	return done;
}

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int is_year(const char *text)
{
	return (text[0] == '1' ? is_digit(text[1]) : text[0] == '2' && text[1] == '0') && is_digit(text[2]) &&
	       is_digit(text[3]);
}

static int has_two_points(const char *text, size_t size)
{
	const char *first = memchr(text, '.', size);
	return first && memchr(first + 1, '.', size - (size_t)(first + 1 - text));
}

static uint32_t shapes_of_number(const char *text, uint32_t size)
{
	uint32_t shapes = KZ_SHAPE_TRIGGER_NUMBER;
	if (!is_digit(text[size - 1]))
		shapes |= KZ_SHAPE_TRIGGER_LETTERED;
	if (size == 4 && is_year(text))
		shapes |= KZ_SHAPE_TRIGGER_YEAR;
	if (size > 4 && has_two_points(text, size))
		shapes |= KZ_SHAPE_TRIGGER_DOTTED;
	return shapes;
}

static uint32_t shapes_of(const kz_state *state, const kz_token *token)
{
	switch (token->kind) {
	case KZ_TOKEN_WORD:
		return token->shape != KZ_SHAPE_LOWER ? KZ_SHAPE_TRIGGER_CAPITAL : 0;
	case KZ_TOKEN_NUMBER:
		return shapes_of_number(state->text.bytes + token->begin, token->end - token->begin);
	case KZ_TOKEN_SYMBOL:
		return KZ_SHAPE_TRIGGER_SYMBOL;
	case KZ_TOKEN_URL:
		return KZ_SHAPE_TRIGGER_URL;
	default:
		return 0;
	}
}

static int has_word(const kzner_model *model, const kz_rule_need *need, uint32_t hash)
{
	const uint32_t *words = model->rule_words + need->words;
	for (uint32_t i = 0; i < need->word_count; i++)
		if (words[i] == hash)
			return 1;
	return 0;
}

static inline int is_needed(const kzner_model *model, const kz_rule_need *need, const kz_token *token, uint32_t shapes)
{
	return ((token->classes & need->classes) | (shapes & need->shapes)) != 0 ||
	       (need->word_bits >> token->hash % 64 & 1 && has_word(model, need, token->hash));
}

static int stands_behind(const kz_state *state, const kz_rule_need *need, const kz_token *token)
{
	const kz_token *end = state->tokens.items + state->tokens.count;
	if (end - token > need->within)
		end = token + need->within + 1;
	const kz_rule_need wanted = *need;
	for (token++; token < end; token++)
		if (is_needed(state->model, &wanted, token, wanted.shapes ? shapes_of(state, token) : 0))
			return 1;
	return 0;
}

/* A token that triggers rules. */
typedef struct place {
	const kz_token *token;
	uint32_t index;
	uint32_t next_shapes; /* of the next token, UNKNOWN until a rule asks for it */
} place;

#define UNKNOWN UINT32_MAX

static uint32_t next_shapes(const kz_state *state, place *p)
{
	if (p->next_shapes == UNKNOWN)
		p->next_shapes = p->index + 1 < state->tokens.count ? shapes_of(state, p->token + 1) : 0;
	return p->next_shapes;
}

/* What the rule needs stands behind its trigger. Most rules that a number could trigger are turned away here. */
static inline int may_match(const kz_state *state, const kz_rule_trigger *trigger, place *p)
{
	const kz_rule_need *need = state->model->rule_needs + trigger->needs;
	for (uint32_t i = 0; i < trigger->need_count; i++, need++)
		if (need->within == 1
		            ? !is_needed(state->model, need, p->token + 1, need->shapes ? next_shapes(state, p) : 0)
		            : !stands_behind(state, need, p->token))
			return 0;
	return 1;
}

/* What a token may trigger for its classes and form; a number without a class that triggers rules meets all of its list. */
static const kz_rule_list *list_of(const kz_rule_index *index, const kz_token *token, uint32_t shapes)
{
	if (token->kind != KZ_TOKEN_NUMBER)
		return &index->of_others;
	return token->classes & index->classes ? &index->all : &index->of_numbers[kz_number_form(shapes)];
}

/* A rule with several triggers is run once at a token. */
static int run_by_form(kz_state *state, kz_rule_scratch *scratch, place *p)
{
	uint32_t classes = p->token->classes, shapes = shapes_of(state, p->token), done = 0;
	const kz_rule_list *list = list_of(&state->model->rule_index, p->token, shapes);
	for (const kz_rule_trigger *t = list->items, *end = t + list->count; t < end; t++) {
		if (!((t->classes & classes) | (t->shapes & shapes)) || t->rule == done || !may_match(state, t, p))
			continue;
		done = t->rule;
		if (!run(state, scratch, done, p->index))
			return 0;
	}
	return 1;
}

static int run_by_word(kz_state *state, kz_rule_scratch *scratch, place *p)
{
	const kzner_model *model = state->model;
	uint32_t word = p->token->word, done = 0;
	for (uint32_t i = kz_first_rule_trigger(&model->rule_index, word);
	     i < model->count[KZ_SECTION_TRIGGERS] && model->triggers[i].word == word &&
	     kz_triggers_rule(&model->triggers[i]);
	     i++) {
		const kz_rule_trigger *trigger = &model->rule_triggers[model->triggers[i].target];
		if (trigger->rule == done || !may_match(state, trigger, p))
			continue;
		done = trigger->rule;
		if (!run(state, scratch, done, p->index))
			return 0;
	}
	return 1;
}

static int match_at(kz_state *state, kz_rule_scratch *scratch, uint32_t i, uint32_t kinds)
{
	place p = {kz_token_at(state, i), i, UNKNOWN};
	uint32_t classes = p.token->classes;
	if ((classes & state->model->rule_index.classes || kinds & 1u << p.token->kind) &&
	    !run_by_form(state, scratch, &p))
		return 0;
	return !(classes & KZ_CLASS_RULE) || run_by_word(state, scratch, &p);
}

int kz_rule_match(kz_state *state, kz_rule_scratch *scratch)
{
	const uint32_t kinds = kz_trigger_kinds(state->model->rule_index.shapes);
	const kz_token_lists *lists = &state->lists;
	for (uint32_t i = 0; i < lists->trigger_count; i++)
		if (!match_at(state, scratch, lists->triggers[i], kinds))
			return 0;
	return 1;
}
