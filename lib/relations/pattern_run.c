/*
 * In: a program of a pattern and an item. Out: whether it matches from there, leftwards or rightwards.
 *
 * The programs backtrack; the steps of a sentence are bounded.
 */
#include "relations/matcher.h"
#include "relations/relation_status.h"

/* May a gap of this kind hold item i? */
static int fits_gap(const kz_matcher *m, const kz_op *op, int64_t i)
{
	const kz_item *item = kz_matcher_item(m, i);
	if (!item)
		return 0;
	const uint32_t modifiers = 1u << KZNER_TYPE_NORP | 1u << KZNER_TYPE_DATE | 1u << KZNER_TYPE_MONEY;
	if (op->flags & KZ_GAP_MODIFIERS)
		return item->mention == KZNER_NONE ? kz_item_modifies(m->state, m->items, (uint32_t)i)
		                                   : (modifiers & 1u << item->type) != 0;
	int of_it = item->pronoun && i > 0 && kz_item_in(m->items, (uint32_t)i - 1, KZ_IN(OF));
	if (item->mention != KZNER_NONE && item->type < KZNER_TYPE_NORP && !of_it && item->pronoun != 2)
		return 0;
	const kz_token *token = kz_token_at(m->state, item->first);
	return token->kind != KZ_TOKEN_SYMBOL || !kz_parts_clauses(token->symbol);
}

static int run_gap(kz_matcher *m, const kz_program *p, const kz_op *op, int64_t at)
{
	for (uint32_t words = 0; words <= op->value; words++, at = kz_program_step(p, at, 1)) {
		if (kz_program_run(m, p, op + 1, at))
			return 1;
		if (!fits_gap(m, op, at))
			return 0;
	}
	return 0;
}

static int run_fill(kz_matcher *m, const kz_program *p, const kz_op *op, int64_t at)
{
	int words = 0;
	for (; words < KZ_FILL_WORDS; words++) {
		const kz_item *item = kz_matcher_item(m, kz_program_step(p, at, (uint32_t)words));
		if (!item || item->mention != KZNER_NONE ||
		    !kz_item_fills(m->state, m->items, (uint32_t)kz_program_step(p, at, (uint32_t)words)))
			break;
	}
	for (; words >= 0; words--) {
		if (p->right)
			m->verb = (uint32_t)kz_program_step(p, at, (uint32_t)words);
		if (kz_program_run(m, p, op + 1, kz_program_step(p, at, (uint32_t)words)))
			return 1;
	}
	m->verb = 0;
	return 0;
}

static int run_mention(kz_matcher *m, const kz_op *op, int64_t at)
{
	const kz_item *item = kz_matcher_item(m, at);
	if (!item || item->mention == KZNER_NONE || item->pronoun || !(op->value & 1u << item->type) ||
	    (op->value2 && !(op->value2 & 1u << item->rank)))
		return 0;
	if (item->type == KZNER_TYPE_TITLE)
		m->title = (uint32_t)at;
	return 1;
}

static int in_set(const kz_op *set, uint32_t word)
{
	for (uint32_t i = 1; word && i <= set->value; i++)
		if (set[i].value == word)
			return 1;
	return 0;
}

/* The ops behind a KZ_OP_NOT, up to their END. */
static int run_not(kz_matcher *m, const kz_program *p, const kz_op *op, int64_t at)
{
	kz_program inner = {op + 1, p->right, NULL};
	return kz_program_run(m, &inner, inner.ops, at);
}

/* "his visit" as if it were "Putin's visit": op is the 's, behind it (leftwards) the argument that his means. */
static int take_owner(kz_matcher *m, const kz_program *p, const kz_op *op, int64_t at)
{
	const kz_item *item = kz_matcher_item(m, at);
	kz_item named = {.mention = item->owner, .type = m->resolved->mentions.items[item->owner].type};
	static const char clitic[] = "'s";
	if (op->value != kz_find_word(m->state->model, clitic, 2, kz_hash(clitic, 2)) || op[1].code != KZ_OP_ARG ||
	    op[1].flags == KZ_ARG_PAIR || !kz_argument_fits(m, op + 1, &named))
		return 0;
	kz_argument taken = {.item = (uint32_t)at,
	                     .phrase = KZNER_NONE,
	                     .begin = (uint32_t)at,
	                     .end = (uint32_t)at + 1,
	                     .factor = KZ_PRONOUN_FACTOR};
	return kz_argument_take(m, p, op + 1, taken, at - 1);
}

/* Does an alternative end with its first word? Most do. */
static int is_dead(const kz_matcher *m, const kz_program *p, const kz_op *op, int64_t at)
{
	if (op->code != KZ_OP_WORD)
		return 0;
	const kz_item *item = kz_matcher_item(m, at);
	return !item || (item->word != op->value && (p->right || item->owner == KZNER_NONE));
}

int kz_program_run(kz_matcher *m, const kz_program *p, const kz_op *op, int64_t at)
{
	for (;;) {
		const kz_item *item;
		if (++m->steps > KZ_STEP_LIMIT)
			return 0;
		switch (op->code) {
		case KZ_OP_END:
			return !p->then || kz_program_run(m, p->then, p->then->ops, m->trigger);
		case KZ_OP_WORD:
			item = kz_matcher_item(m, at);
			if (item && item->owner != KZNER_NONE && !p->right && take_owner(m, p, op, at))
				return 1;
			if (!item || !op->value || item->word != op->value)
				return 0;
			break;
		case KZ_OP_SET:
			item = kz_matcher_item(m, at);
			if (!item || !in_set(op, item->word))
				return 0;
			op += op->value;
			break;
		case KZ_OP_CLASS:
			item = kz_matcher_item(m, at);
			if (!item || item->mention != KZNER_NONE || !(item->classes & op->value))
				return 0;
			break;
		case KZ_OP_MENTION:
			if (!run_mention(m, op, at))
				return 0;
			break;
		case KZ_OP_ARG:
			return kz_argument_run(m, p, op, at);
		case KZ_OP_GAP:
			return run_gap(m, p, op, at);
		case KZ_OP_FILL:
			return run_fill(m, p, op, at);
		case KZ_OP_NOT:
			if (run_not(m, p, op, at))
				return 0;
			op += op->jump;
			continue;
		case KZ_OP_SPLIT:
			if (is_dead(m, p, op + 1, at)) {
				op += op->jump;
				continue;
			}
			if (kz_program_run(m, p, op + 1, at))
				return 1;
			op += op->jump;
			continue;
		default: /* KZ_OP_JUMP */
			op += op->jump;
			continue;
		}
		at = kz_program_step(p, at, 1);
		op++;
	}
}
