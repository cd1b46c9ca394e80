/*
 * In: tokens. Out: lists of the few that one stage or another looks at, made in one walk.
 *
 * Which tokens they are is hard to guess, so there are no branches: each is written, and stays if it belongs to the list.
 */
#include "text/token.h"

#define ENDS_OR_BEGINS (KZ_TOKEN_LINE | KZ_TOKEN_DOTTED | KZ_TOKEN_STOP)

static int make_room(kz_arena *arena, uint32_t count, kz_token_lists *ret)
{
	ret->marks = kz_arena_alloc(arena, (count + 1) * sizeof *ret->marks);
	ret->names = kz_arena_alloc(arena, (count + 1) * sizeof *ret->names);
	ret->triggers = kz_arena_alloc(arena, (count + 1) * sizeof *ret->triggers);
	return ret->marks && ret->names && ret->triggers;
}

int kz_tokens_list(kz_arena *arena, const kzner_model *model, const kz_tokens *tokens, kz_token_lists *ret)
{
	const uint32_t classes = model->rule_index.classes | KZ_CLASS_RULE;
	const uint32_t kinds = kz_trigger_kinds(model->rule_index.shapes);
	uint32_t marks = 0, names = 0, triggers = 0;
	if (!make_room(arena, tokens->count, ret))
		return 0;
	uint32_t *const mark_list = ret->marks, *const name_list = ret->names, *const trigger_list = ret->triggers;
	const kz_token *token = tokens->items;
	for (uint32_t i = 0, end = tokens->count; i < end; i++, token++) {
		mark_list[marks] = i;
		marks += (token->flags & ENDS_OR_BEGINS) != 0;
		name_list[names] = i;
		names += (token->follows | token->shape | (token->flags & KZ_TOKEN_FOREIGN)) != 0;
		trigger_list[triggers] = i;
		triggers += ((token->classes & classes) | (kinds >> token->kind & 1)) != 0;
	}
	mark_list[marks] = tokens->count;
	ret->mark_count = marks;
	ret->name_count = names;
	ret->trigger_count = triggers;
	return 1;
}
