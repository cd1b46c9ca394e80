/*
 * In: tokens. Out: candidates from the rules that they trigger.
 *
 * A pattern is run anchored at its trigger token and nowhere else, with PCRE2's match and heap limits; a rule that meets
 * one is left out at that place and the result says so.
 */
#include "match/candidate.h"
#include "match/rule_cost.h"

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

static uint32_t shape_of(const kz_token *token)
{
	static const uint8_t shapes[] = {[KZ_TOKEN_NUMBER] = KZ_SHAPE_TRIGGER_NUMBER,
	                                 [KZ_TOKEN_SYMBOL] = KZ_SHAPE_TRIGGER_SYMBOL,
	                                 [KZ_TOKEN_CLITIC] = 0,
	                                 [KZ_TOKEN_URL] = KZ_SHAPE_TRIGGER_URL};
	if (token->kind != KZ_TOKEN_WORD)
		return shapes[token->kind];
	return token->shape != KZ_SHAPE_LOWER ? KZ_SHAPE_TRIGGER_CAPITAL : 0;
}

/* Rules by the form of the token that triggers them: most that are triggered at all are by numbers. */
#define SHAPES 4

typedef struct rule_lists {
	uint32_t *rules[SHAPES];
	uint32_t count[SHAPES];
} rule_lists;

static int lists_init(const kz_state *state, rule_lists *lists)
{
	const kzner_model *model = state->model;
	uint32_t count = model->count[KZ_SECTION_RULES];
	for (uint32_t shape = 0; shape < SHAPES; shape++) {
		lists->count[shape] = 0;
		lists->rules[shape] = kz_arena_alloc(state->arena, count * sizeof *lists->rules[shape]);
		if (!lists->rules[shape])
			return 0;
		for (uint32_t r = 1; model->rule_shapes & 1u << shape && r < count; r++)
			if (model->rules[r].shapes & 1u << shape)
				lists->rules[shape][lists->count[shape]++] = r;
	}
	return 1;
}

static int run_by_shape(kz_state *state, kz_rule_scratch *scratch, uint32_t token, const rule_lists *lists,
                        uint32_t shape)
{
	uint32_t list = (uint32_t)__builtin_ctz(shape);
	for (uint32_t i = 0; i < lists->count[list]; i++)
		if (!run(state, scratch, lists->rules[list][i], token))
			return 0;
	return 1;
}

/* In the order of the rules, whichever way they are triggered. */
static int run_by_class(kz_state *state, kz_rule_scratch *scratch, uint32_t token, uint32_t classes, uint32_t shape)
{
	const kzner_model *model = state->model;
	for (uint32_t r = 1; r < model->count[KZ_SECTION_RULES]; r++)
		if ((model->rules[r].classes & classes || model->rules[r].shapes & shape) &&
		    !run(state, scratch, r, token))
			return 0;
	return 1;
}

static int run_by_word(kz_state *state, kz_rule_scratch *scratch, uint32_t token)
{
	uint32_t count;
	const kz_trigger *trigger = kz_find_triggers(state->model, kz_token_at(state, token)->word, &count);
	for (uint32_t i = 0; i < count; i++)
		if (!(trigger[i].target & (KZ_TRIGGER_PATTERN | KZ_TRIGGER_GROUP)) &&
		    !run(state, scratch, trigger[i].target, token))
			return 0;
	return 1;
}

static int match_at(kz_state *state, kz_rule_scratch *scratch, uint32_t i, const rule_lists *lists, uint32_t shape)
{
	uint32_t classes = kz_classes_at(state, i);
	if (classes & state->model->rule_classes) {
		if (!run_by_class(state, scratch, i, classes, shape))
			return 0;
	} else if (shape && !run_by_shape(state, scratch, i, lists, shape)) {
		return 0;
	}
	return !(classes & KZ_CLASS_RULE) || run_by_word(state, scratch, i);
}

int kz_rule_match(kz_state *state, kz_rule_scratch *scratch)
{
	const kzner_model *model = state->model;
	const uint32_t wanted = model->rule_classes | KZ_CLASS_RULE;
	rule_lists lists;
	if (!lists_init(state, &lists))
		return 0;
	for (uint32_t i = 0; i < state->tokens.count; i++) {
		const kz_token *token = kz_token_at(state, i);
		uint32_t shape = shape_of(token) & model->rule_shapes;
		if ((shape || token->classes & wanted) && !match_at(state, scratch, i, &lists, shape))
			return 0;
	}
	return 1;
}
