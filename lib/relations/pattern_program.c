/* In: the ops of a model's relation patterns. Out: instructions; see the header. */
#include "relations/pattern_program.h"

#include <string.h>

typedef struct program_maker {
	const kzner_model *model;
	kz_pattern_programs *programs;
	uint32_t *place; /* of each op among the instructions; behind the last that of one more END */
	uint32_t words;  /* of sets, filled up */
	const kz_sign_words *sign_words;
} program_maker;

/* The words of a set, which are ops that no instruction stands for; no more than are left in the section. */
static uint32_t words_of(const kz_op *op, uint32_t left)
{
	return op->code == KZ_OP_SET ? (op->value < left ? op->value : left) : 0;
}

static uint32_t filled_up(uint32_t words)
{
	return (words + 3) / 4 * 4;
}

/* Where each op goes: jumps, and words that are jumped to, to what they lead to. Jumps only lead onwards. */
static void find_places(program_maker *m)
{
	uint32_t count = m->model->count[KZ_SECTION_OPS], instructions = 0;
	for (uint32_t i = 0; i < count; i++) {
		const kz_op *op = &m->model->ops[i];
		m->place[i] = instructions;
		instructions += op->code != KZ_OP_JUMP;
		uint32_t words = words_of(op, count - i - 1);
		m->words += filled_up(words);
		for (; words; words--)
			m->place[++i] = instructions;
	}
	m->place[count] = instructions;
	for (uint32_t i = count; i-- > 0;)
		if (m->model->ops[i].code == KZ_OP_JUMP)
			m->place[i] = m->place[i + m->model->ops[i].jump];
}

/* The words of a set, in fours. */
static void add_words(const program_maker *m, const kz_op *set, uint32_t words, uint32_t *used, kz_instruction *to)
{
	to->value = *used;
	for (uint32_t i = 0; i < filled_up(words); i++)
		m->programs->words[(*used)++] = set[1 + (i < words ? i : words - 1)].value;
	to->value2 = *used;
}

static void add_instructions(const program_maker *m)
{
	uint32_t count = m->model->count[KZ_SECTION_OPS], used = 0;
	for (uint32_t i = 0; i < count; i++) {
		const kz_op *op = &m->model->ops[i];
		if (op->code == KZ_OP_JUMP)
			continue;
		uint32_t place = m->place[i], words = words_of(op, count - i - 1), branches = op->code == KZ_OP_SPLIT,
		         is_not = op->code == KZ_OP_NOT, behind = m->place[i + words + 1],
		         jump = branches | is_not ? m->place[i + op->jump] : place;
		kz_instruction *to = &m->programs->instructions[place];
		*to = (kz_instruction){.code = op->code, .flags = op->flags, .value = op->value, .value2 = op->value2};
		to->next = (uint16_t)((is_not ? jump : behind) - place);
		to->other = (uint16_t)((is_not ? behind : jump) - place);
		if (op->code == KZ_OP_SET)
			add_words(m, op, words, &used, to);
		i += words;
	}
	m->programs->instructions[m->place[count]] =
	        (kz_instruction){.code = KZ_OP_END, .first = {.types = KZ_SIGN_ANY}};
}

/* Types of entities that an argument of the relation may have. */
static uint32_t allowed_types(const kz_relation_type *relation, uint32_t flags)
{
	/* all bits where the argument is not on that side, or where any phrase will do */
	uint32_t subjects = flags & KZ_ARG_SUBJECT ? relation->subjects : UINT32_MAX,
	         objects = flags & KZ_ARG_OBJECT ? relation->objects : UINT32_MAX;
	if (flags & KZ_ARG_OTHER)
		return subjects & objects;
	return subjects & objects & (relation->subjects | relation->objects);
}

/* What depends on the pattern, and on the side of the trigger that a program runs on. */
static void read_side(const program_maker *m, const kz_pattern *pattern, uint32_t first, uint32_t count, int right)
{
	const kz_op *ops = m->model->ops + first, *begin = ops;
	uint32_t inner_end = 0; /* of the program of a NOT */
	for (uint32_t i = 0; i < count; i++) {
		kz_instruction *to = &m->programs->instructions[m->place[first + i]];
		if (i >= inner_end)
			begin = ops;
		if (ops[i].code == KZ_OP_JUMP)
			continue;
		if (ops[i].code == KZ_OP_ARG) {
			to->place = right ? 0 : kz_argument_place(begin, &ops[i]);
			to->value2 = allowed_types(&m->model->relation_types[pattern->relation], ops[i].flags);
		}
		to->empty = (uint8_t)kz_op_wants(begin, (uint32_t)(&ops[i] - begin), right, m->sign_words, &to->first);
		if (ops[i].code == KZ_OP_NOT) {
			begin = ops + i + 1;
			inner_end = i + ops[i].jump;
		}
		i += words_of(&ops[i], count - i - 1);
	}
}

/* An instruction that need not take an item, and alternatives: what stands there may be what those behind want. */
static void join_signs(const program_maker *m)
{
	for (uint32_t i = m->programs->count - 1; i-- > 0;) {
		kz_instruction *to = &m->programs->instructions[i];
		if (to->empty)
			kz_sign_add(&to->first, &to[to->next].first);
		if (to->code == KZ_OP_SPLIT)
			kz_sign_add(&to->first, &to[to->other].first);
	}
}

static int make_room(const kz_allocator *allocator, const program_maker *m)
{
	kz_pattern_programs *programs = m->programs;
	programs->count = m->place[m->model->count[KZ_SECTION_OPS]] + 1;
	programs->instructions = kz_calloc(allocator, programs->count * sizeof *programs->instructions);
	programs->words = kz_calloc(allocator, m->words * sizeof *programs->words);
	programs->of_pattern =
	        kz_calloc(allocator, m->model->count[KZ_SECTION_PATTERNS] * sizeof *programs->of_pattern);
	return programs->instructions && programs->words && programs->of_pattern;
}

static uint32_t has_fill(const program_maker *m, const kz_pattern *pattern)
{
	for (uint32_t i = 0; i < pattern->left_count; i++)
		if (m->model->ops[pattern->left + i].code == KZ_OP_FILL)
			return 1;
	return 0;
}

static void make_programs(const program_maker *m)
{
	add_instructions(m);
	for (uint32_t i = 1; i < m->model->count[KZ_SECTION_PATTERNS]; i++) {
		const kz_pattern *p = &m->model->patterns[i];
		m->programs->of_pattern[i] = (kz_pattern_program){
		        .left = m->place[p->left], .right = m->place[p->right], .verb = has_fill(m, p)};
		read_side(m, p, p->left, p->left_count, 0);
		read_side(m, p, p->right, p->right_count, 1);
	}
	join_signs(m);
}

int kz_pattern_programs_make(const kz_allocator *allocator, const kzner_model *model, const kz_sign_words *words,
                             kz_pattern_programs *ret)
{
	program_maker m = {.model = model, .programs = ret, .sign_words = words};
	m.place = kz_calloc(allocator, ((size_t)model->count[KZ_SECTION_OPS] + 1) * sizeof *m.place);
	if (!m.place)
		return 0;
	find_places(&m);
	int done = make_room(allocator, &m);
	if (done)
		make_programs(&m);
	kz_free(allocator, m.place);
	return done;
}

void kz_pattern_programs_free(const kz_allocator *allocator, kz_pattern_programs *programs)
{
	kz_free(allocator, programs->instructions);
	kz_free(allocator, programs->words);
	kz_free(allocator, programs->of_pattern);
}
