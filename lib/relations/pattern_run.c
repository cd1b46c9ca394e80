/*
 * In: a program of a pattern and an item. Out: whether it matches from there, leftwards or rightwards.
 *
 * The programs backtrack; the steps of a sentence are bounded. An instruction is entered only where what stands there could be what it or
 * those behind it want, so that of alternatives, gaps and arguments few are.
 */
#include "relations/matcher.h"

/* May a gap hold the mention at item i? */
static int fits_gap(const kz_matcher *m, const kz_item *item, int64_t i)
{
	int of_it = item->pronoun && i > 0 && kz_item_in(m->items, (uint32_t)i - 1, KZ_IN(OF));
	if (item->type < KZNER_TYPE_NORP && !of_it && item->pronoun != 2)
		return 0;
	const kz_token *token = kz_token_at(m->state, item->first);
	return token->kind != KZ_TOKEN_SYMBOL || !kz_parts_clauses(token->symbol);
}

static int run_gap(kz_matcher *m, const kz_instruction *op, int64_t at)
{
	const kz_instruction *behind = op + op->next;
	int only_modifiers = op->flags & KZ_GAP_MODIFIERS;
	uint32_t holds = only_modifiers ? KZ_SIGN_MODIFIER : KZ_SIGN_GAP;
	for (uint32_t words = 0; words <= op->value; words++, at += m->step) {
		const kz_place_sign *here = kz_matcher_sign(m, at);
		if (kz_program_go_on(m, behind, at))
			return 1;
		if (!(here->types & holds))
			return 0;
		const kz_item *item = &m->item[at];
		if (!only_modifiers && item->mention != KZNER_NONE && !fits_gap(m, item, at))
			return 0;
	}
	return 0;
}

static int run_fill(kz_matcher *m, const kz_instruction *op, int64_t at)
{
	const kz_instruction *behind = op + op->next;
	int words = 0;
	while (words < KZ_FILL_WORDS && kz_matcher_sign(m, at + words * m->step)->types & KZ_SIGN_FILL)
		words++;
	for (; words >= 0; words--) {
		int64_t to = at + words * m->step;
		if (m->right)
			m->verb = (uint32_t)to;
		if (kz_program_go_on(m, behind, to))
			return 1;
	}
	m->verb = 0;
	return 0;
}

static int run_mention(kz_matcher *m, const kz_instruction *op, int64_t at)
{
	const kz_item *item = kz_matcher_item(m, at);
	if (!item || item->mention == KZNER_NONE || item->pronoun || !(op->value & 1u << item->type) ||
	    (op->value2 && !(op->value2 & 1u << item->rank)))
		return 0;
	if (item->type == KZNER_TYPE_TITLE)
		m->title = (uint32_t)at;
	return 1;
}

/* Words of sets come in fours. */
static int in_set(const kz_matcher *m, const kz_instruction *set, uint32_t word)
{
	const uint32_t *words = m->index->programs.words;
	uint32_t found = 0;
	for (uint32_t i = set->value; i < set->value2 && !found; i += 4)
		found = (words[i] == word) | (words[i + 1] == word) | (words[i + 2] == word) | (words[i + 3] == word);
	return found && word;
}

/* "his visit" as if it were "Putin's visit": op is the 's, behind it (leftwards) the argument that his means. */
static int take_owner(kz_matcher *m, const kz_instruction *op, int64_t at)
{
	const kz_item *item = kz_matcher_item(m, at);
	kz_item named = {.mention = item->owner, .type = m->resolved->mentions.items[item->owner].type};
	const kz_instruction *behind = op + op->next;
	if (op->value != m->index->sign_words.clitic || behind->code != KZ_OP_ARG || behind->flags == KZ_ARG_PAIR ||
	    !kz_argument_fits(m, behind, &named))
		return 0;
	kz_argument taken = {.item = (uint32_t)at,
	                     .phrase = KZNER_NONE,
	                     .begin = (uint32_t)at,
	                     .end = (uint32_t)at + 1,
	                     .factor = KZ_PRONOUN_FACTOR};
	return kz_argument_take(m, behind, taken, at - 1);
}

/* On the left it is worth a closer look at the word. */
static int may_take_argument(kz_matcher *m, const kz_instruction *op, int64_t at)
{
	return m->right || kz_sign_meets(&op->first, kz_sign_before(m->index, m->state, m->items, at + 1));
}

int kz_program_run(kz_matcher *m, const kz_instruction *op, int64_t at)
{
	const kz_place_sign *here = kz_matcher_sign(m, at);
	if (++m->steps > KZ_STEP_LIMIT)
		return 0;
	for (;;) {
		const kz_instruction *behind = op + op->next, *other;
		const kz_item *item;
		switch (op->code) {
		case KZ_OP_WORD:
			item = kz_matcher_item(m, at);
			if (here->types & KZ_SIGN_OWNER && !m->right && take_owner(m, op, at))
				return 1;
			if (!item || item->word != op->value || !item->word)
				return 0;
			break;
		case KZ_OP_SET:
			item = kz_matcher_item(m, at);
			if (!item || !in_set(m, op, item->word))
				return 0;
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
			return may_take_argument(m, op, at) && kz_argument_run(m, op, at);
		case KZ_OP_GAP:
			return run_gap(m, op, at);
		case KZ_OP_FILL:
			return run_fill(m, op, at);
		case KZ_OP_SPLIT:
			/* one of both may go on here */
			other = op + op->other;
			op = kz_sign_meets(&behind->first, here) ? behind : other;
			if (op == behind && kz_sign_meets(&other->first, here)) {
				if (kz_program_run(m, behind, at))
					return 1;
				op = other;
			}
			continue;
		case KZ_OP_NOT:
			if (kz_program_go_on(m, op + op->other, at) || !kz_sign_meets(&behind->first, here))
				return 0;
			op = behind;
			continue;
		default: /* KZ_OP_END */
			return 1;
		}
		op = behind;
		at += m->step;
		here = kz_matcher_sign(m, at);
		if (!kz_sign_meets(&op->first, here))
			return 0;
	}
}
