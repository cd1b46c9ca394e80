/* In: items, or the program of a pattern. Out: what they are and what it wants, in bits; see the header. */
#include "relations/place_sign.h"

#include "relations/matcher.h"
#include "relations/relation_status.h"

/* Items */

static uint32_t mention_bits(const kz_item *item)
{
	const uint32_t modifiers = 1u << KZNER_TYPE_NORP | 1u << KZNER_TYPE_DATE | 1u << KZNER_TYPE_MONEY;
	uint32_t bits = 1u << item->type;
	if (item->pronoun || item->type >= KZNER_TYPE_NORP)
		bits |= KZ_SIGN_GAP;
	if (modifiers >> item->type & 1)
		bits |= KZ_SIGN_MODIFIER;
	return item->type == KZNER_TYPE_TITLE ? bits | KZ_SIGN_PASSABLE : bits;
}

static uint32_t word_bits(const kz_state *state, const kz_items *items, uint32_t i)
{
	const uint32_t uses = KZ_USE_GAP | KZ_USE_MODIFIES | KZ_USE_FILLS | KZ_USE_PASSES;
	return (kz_item_uses(state, items, i) & uses) * (KZ_SIGN_GAP / KZ_USE_GAP);
}

/* Of a phrase, or the group that it stands in: behind a preposition, or a word like "western" that may stand behind one. */
static uint32_t governed_bit(const kz_items *items, const kz_phrase *phrase)
{
	uint32_t begin = items->phrases.items[phrase->group].begin;
	return begin && kz_item_in(items, begin - 1, KZ_IN(PREPOSITION) | KZ_IN(PART)) ? KZ_SIGN_GOVERNED : 0;
}

kz_place_sign kz_place_sign_of(const kz_state *state, const kz_items *items, uint32_t i)
{
	const kz_item *item = &items->items.items[i];
	kz_place_sign sign = {.words = kz_sign_word(&state->patterns->sign_words, item->word), .types = KZ_SIGN_ANY};
	if (item->mention != KZNER_NONE) {
		sign.types |= mention_bits(item);
		sign.heads |= 1u << item->type;
	} else {
		sign.types |= word_bits(state, items, i) | KZ_SIGN_LEFT;
	}
	if (item->owner != KZNER_NONE)
		sign.types |= KZ_SIGN_OWNER;
	if (item->phrase != KZNER_NONE) {
		const kz_phrase *phrase = &items->phrases.items[item->phrase];
		sign.types = (sign.types & ~(uint32_t)KZ_SIGN_PASSABLE) | governed_bit(items, phrase);
		sign.heads |= 1u << items->items.items[phrase->head].type;
	}
	return sign;
}

/* As argument_left() looks for it, or more. */
static uint32_t left_bits(const kz_items *items, uint32_t i)
{
	const uint64_t between = KZ_IN(COMMA) | KZ_IN(CLOSE) | KZ_IN(ADVERBIAL_END) | KZ_IN(BARE_RELATIVE) |
	                         KZ_IN(LINK) | KZ_IN(BEFORE_GERUND);
	const kz_item *item = &items->items.items[i];
	uint32_t body = ((item->classes & KZ_CLASS_BODY_HEADS) != 0) | ((item->lists & KZ_IN(BODY)) != 0),
	         company = i > 2 && (item[-1].lists | item[-2].lists | item[-3].lists) & KZ_IN(OWNER);
	return ((item->lists & between) != 0) * KZ_SIGN_BETWEEN | body * KZ_SIGN_BODY | company * KZ_SIGN_COMPANY;
}

void kz_sign_look_left(kz_place_sign *sign, const kz_items *items, uint32_t i)
{
	sign->types &= ~(uint32_t)KZ_SIGN_LEFT | left_bits(items, i);
}

/* Programs */

typedef struct side_reader {
	const kz_op *ops; /* of the program */
	uint32_t count;
	const kz_sign_words *sign_words;
	int right;
	kz_step_words *words;
	kz_pattern_side *side;
} side_reader;

/* Is an argument behind a FILL or a GAP of any words, over an optional comma or "who"? */
static int is_governed(const kz_op *begin, const kz_op *op)
{
	const kz_op *behind = op - 1;
	while (behind > begin && (behind->code == KZ_OP_WORD || behind->code == KZ_OP_SPLIT))
		behind--;
	return op > begin && (behind->code == KZ_OP_FILL || (behind->code == KZ_OP_GAP && !behind->flags));
}

uint8_t kz_argument_place(const kz_op *begin, const kz_op *op)
{
	uint32_t governed = (uint32_t)is_governed(begin, op), filled = 0;
	for (const kz_op *before = begin; before < op; before++)
		filled |= before->code == KZ_OP_FILL;
	uint32_t verb = op > begin && op[-1].code == KZ_OP_FILL;
	return (uint8_t)((filled | governed | (op == begin)) * KZ_PLACE_OF_VERB | governed * KZ_PLACE_GOVERNED |
	                 verb * KZ_PLACE_VERB);
}

/* What may stand where a program is at its op i, which asks for an argument: see kz_argument_run(). */
static void add_argument(const kz_op *ops, uint32_t i, int right, kz_place_sign *sign)
{
	const kz_op *op = &ops[i];
	sign->heads |= op->value;
	if (right) {
		sign->types |= op->flags & KZ_ARG_NEAR ? 0 : KZ_SIGN_PASSABLE;
		return;
	}
	uint32_t place = kz_argument_place(ops, op);
	sign->types |= KZ_SIGN_BODY;
	if (place & KZ_PLACE_GOVERNED)
		sign->types |= KZ_SIGN_GOVERNED;
	if (place & KZ_PLACE_OF_VERB)
		sign->types |= KZ_SIGN_BETWEEN | 1u << KZNER_TYPE_DATE;
	if (place & KZ_PLACE_VERB)
		sign->types |= KZ_SIGN_COMPANY | KZ_SIGN_BEGIN;
}

int kz_op_wants(const kz_op *ops, uint32_t i, int right, const kz_sign_words *words, kz_place_sign *sign)
{
	const kz_op *op = &ops[i];
	switch (op->code) {
	case KZ_OP_GAP:
		sign->types |= op->flags & KZ_GAP_MODIFIERS ? KZ_SIGN_MODIFIER : KZ_SIGN_GAP;
		return 1;
	case KZ_OP_FILL:
		sign->types |= KZ_SIGN_FILL;
		return 1;
	case KZ_OP_SPLIT:
	case KZ_OP_JUMP:
	case KZ_OP_NOT:
		return 1;
	case KZ_OP_WORD:
		sign->words |= kz_sign_word(words, op->value);
		if (op->value == words->clitic && !right)
			sign->types |= KZ_SIGN_OWNER;
		return 0;
	case KZ_OP_SET:
		for (uint32_t k = 1; k <= op->value; k++)
			sign->words |= kz_op_has_word(&op[k]) ? kz_sign_word(words, op[k].value) : 0;
		return 0;
	case KZ_OP_MENTION:
		sign->types |= op->value;
		return 0;
	case KZ_OP_ARG:
		if (op->flags & KZ_ARG_KNOWN)
			return 1;
		add_argument(ops, i, right, sign);
		return 0;
	default: /* KZ_OP_CLASS, KZ_OP_END */
		sign->types |= KZ_SIGN_ANY;
		return 0;
	}
}

/* Called with an op and the visitor's user; true: the program may go on behind the op without taking an item. */
typedef int (*op_visitor)(const side_reader *r, uint32_t i, void *user);

/* Visit the ops that the program may be at when it goes on from op i. */
static void visit_next(const side_reader *r, uint32_t i, op_visitor visit, void *user)
{
	for (;;) {
		const kz_op *op = &r->ops[i];
		if (op->code == KZ_OP_SPLIT)
			visit_next(r, i + 1, visit, user);
		if (op->code == KZ_OP_SPLIT || op->code == KZ_OP_JUMP || op->code == KZ_OP_NOT)
			i += op->jump;
		else if (visit(r, i, user))
			i++;
		else
			return;
	}
}

/* What may stand where the program is at op i; user: a kz_place_sign. */
static int want(const side_reader *r, uint32_t i, void *user)
{
	return kz_op_wants(r->ops, i, r->right, r->sign_words, user);
}

/* What may stand behind the trigger, which op i takes. */
static int want_behind(const side_reader *r, uint32_t i, void *user)
{
	kz_place_sign *sign = user;
	const kz_op *op = &r->ops[i];
	switch (op->code) {
	case KZ_OP_WORD:
	case KZ_OP_MENTION:
	case KZ_OP_ARG:
	case KZ_OP_CLASS:
		visit_next(r, i + 1, want, sign);
		break;
	case KZ_OP_SET:
		visit_next(r, i + op->value + 1, want, sign);
		break;
	default:
		sign->types |= KZ_SIGN_ANY;
	}
	return 0;
}

/* The items that an op holds at the most; arguments may be anywhere. */
static uint32_t length_of(const kz_op *op)
{
	switch (op->code) {
	case KZ_OP_WORD:
	case KZ_OP_SET:
	case KZ_OP_CLASS:
	case KZ_OP_MENTION:
		return 1;
	case KZ_OP_GAP:
		return op->value;
	case KZ_OP_FILL:
		return KZ_FILL_WORDS;
	case KZ_OP_ARG:
		return KZ_REACH_ANY;
	default:
		return 0;
	}
}

static void add_step_word(kz_step_words *words, uint32_t word)
{
	if (words->count < words->capacity)
		words->items[words->count] = word;
	words->count++;
}

/* A word, set or mention that a step may be; user: the kz_pattern_step. */
static int add_to_step(const side_reader *r, uint32_t i, void *user)
{
	kz_pattern_step *step = user;
	const kz_op *op = &r->ops[i];
	if (op->code == KZ_OP_MENTION)
		step->types |= (uint16_t)op->value;
	else if (op->code == KZ_OP_WORD)
		add_step_word(r->words, op->value);
	else
		for (uint32_t k = 1; k <= op->value; k++)
			add_step_word(r->words, op[k].value);
	return 0;
}

static void add_step(const side_reader *r, uint32_t i, uint32_t length)
{
	if (r->side->step_count == KZ_SIDE_STEPS)
		return;
	kz_pattern_step *step = &r->side->steps[r->side->step_count++];
	uint32_t first = r->words->count;
	step->first = (uint16_t)first;
	step->reach = (uint16_t)(length < KZ_REACH_ANY ? length + 1 : KZ_REACH_ANY);
	visit_next(r, i, add_to_step, step);
	step->count = (uint16_t)(r->words->count - first);
	if (r->words->count > r->words->capacity) {
		r->words->count = first;
		r->side->step_count--;
	}
}

static void add_types(kz_pattern_side *side, uint32_t types)
{
	int i = 0;
	while (i < KZ_SIDE_STEPS && side->types[i])
		i++;
	if (i < KZ_SIDE_STEPS)
		side->types[i] = (uint16_t)types;
}

/* Alternatives of words and mentions that one must stand of? What may be missing, and what holds any word, asks for nothing. */
static int is_definite(const side_reader *r, uint32_t i)
{
	kz_place_sign wanted = {.types = 0};
	const kz_op *op = &r->ops[i];
	if (op->code == KZ_OP_SPLIT && op[op->jump - 1].code != KZ_OP_JUMP)
		return 0;
	visit_next(r, i, want, &wanted);
	return wanted.types < KZ_SIGN_ANY && !wanted.heads;
}

/* Ops that no alternative goes around: none that stands before jumps over them. */
static void add_mandatory(const side_reader *r)
{
	uint32_t free = 0, length = 0; /* the longest that the ops before may be, alternatives one behind the other */
	for (uint32_t i = 0; i < r->count; i++) {
		const kz_op *op = &r->ops[i];
		/* the first op on the right is the trigger */
		int mandatory = i >= free && (i || !r->right);
		if (op->code == KZ_OP_NOT) {
			i += op->jump - 1u;
			continue;
		}
		if (mandatory && (op->code == KZ_OP_WORD || op->code == KZ_OP_SET || op->code == KZ_OP_SPLIT) &&
		    is_definite(r, i))
			add_step(r, i, length);
		if (i >= free && op->code == KZ_OP_ARG && op->flags == KZ_ARG_PAIR)
			r->side->pair = 1;
		if (mandatory && (op->code == KZ_OP_MENTION || (op->code == KZ_OP_ARG && !(op->flags & KZ_ARG_KNOWN))))
			add_types(r->side, op->value);
		length += length < KZ_REACH_ANY ? length_of(op) : 0;
		if (op->code == KZ_OP_SPLIT || op->code == KZ_OP_JUMP)
			free = i + op->jump > free ? i + op->jump : free;
		else if (op->code == KZ_OP_SET)
			i += op->value;
	}
}

void kz_pattern_side_read(const kz_op *ops, uint32_t count, int right, const kz_sign_words *sign_words,
                          kz_step_words *words, kz_place_sign *ret_beside, kz_pattern_side *ret)
{
	side_reader r = {
	        .ops = ops, .count = count, .sign_words = sign_words, .right = right, .words = words, .side = ret};
	*ret = (kz_pattern_side){.subject = 0};
	*ret_beside = (kz_place_sign){.types = 0};
	for (uint32_t i = 0; i < count; i++)
		ret->subject |= ops[i].code == KZ_OP_ARG && (ops[i].flags & KZ_ARG_SUBJECT) != 0;
	visit_next(&r, 0, right ? want_behind : want, ret_beside);
	add_mandatory(&r);
}
