/* In: a name. Out: the entries that it may be, found by the very code that reads documents. */
#include "match/candidate.h"

#include <string.h>

/* Does the candidate cover all words of the name? */
static int is_whole(const kz_state *state, const kz_candidate *c)
{
	for (uint32_t i = 0; i < state->tokens.count; i++)
		if ((i < c->first || i >= c->end) && kz_token_at(state, i)->kind != KZ_TOKEN_SYMBOL)
			return 0;
	return 1;
}

static size_t add_entry(const kz_state *state, const kz_candidate *c, uint32_t option, kzner_lookup *found,
                        size_t count, size_t capacity)
{
	const kz_alias *alias = &state->model->aliases[option];
	if (count < capacity)
		found[count] = (kzner_lookup){
		        .entry = alias->entry - 1,
		        .type = (kzner_type)alias->type,
		        .match = c->source == KZNER_SOURCE_VARIANT ? KZNER_MATCH_VARIANT : KZNER_MATCH_EXACT,
		        .alias = kz_string(state->model, alias->text),
		        .line = alias->line,
		};
	return count + 1;
}

/* Heavier entries first; stable, so that equals stay in the order of the model. */
static void sort_by_weight(const kzner_model *model, kzner_lookup *found, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		kzner_lookup moved = found[i];
		size_t k = i;
		for (; k && model->entries[found[k - 1].entry + 1].weight < model->entries[moved.entry + 1].weight; k--)
			found[k] = found[k - 1];
		found[k] = moved;
	}
}

size_t kzner_model_lookup(const kzner_model *model, const char *name, size_t name_size, kzner_lookup *ret_found,
                          size_t capacity)
{
	kz_allocator allocator = model->allocator;
	kz_arena arena;
	kzner_extract_options options = kzner_extract_options_default();
	kz_arena_init(&arena, &allocator);
	kz_state state = {.arena = &arena, .model = model, .options_given = &options};
	size_t count = 0;
	if (kz_text_init(&state.text, &arena, name, name_size, name_size) &&
	    kz_tokenize(&arena, model, NULL, &state.text, &state.tokens) &&
	    kz_tokens_list(&arena, &state.tokens, &state.lists) && kz_gazetteer_match(&state)) {
		for (uint32_t i = 0; i < state.candidates.count; i++) {
			const kz_candidate *c = &state.candidates.items[i];
			for (uint32_t k = 0; is_whole(&state, c) && k < c->all_options; k++)
				count = add_entry(&state, c, state.options.items[c->options + k], ret_found, count,
				                  capacity);
		}
	}
	sort_by_weight(model, ret_found, count < capacity ? count : capacity);
	kz_arena_free(&arena);
	return count;
}
