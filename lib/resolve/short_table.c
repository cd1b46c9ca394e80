/* In: names and the words that they may be called by. Out: the name that a word of the text may be short for. */
#include "resolve/short_table.h"

#include <string.h>

/* Places of kz_short_table.kinds for each of its groups: words of the text that no name may be called by should find none. */
#define KINDS_EACH 8

int kz_short_table_reserve(kz_state *state, kz_short_table *table, uint32_t more)
{
	return KZ_RESERVE_MORE(state->arena, &table->names, more);
}

/* The mark of a name's word; the key of one in other letters is in ASCII, unless it is that of a dictionary form. */
static uint32_t name_mark(const kz_state *state, const kz_token *token)
{
	const char *text = state->text.bytes + token->begin;
	char key[KZ_FOLD_MAX];
	if (!(token->flags & KZ_TOKEN_WIDE))
		return kz_key_mark(text, token->end - token->begin);
	if (token->flags & KZ_TOKEN_FOREIGN)
		return KZ_NO_MARK;
	return kz_key_mark(key, kz_name_key(text, token->end - token->begin, key));
}

void kz_short_table_add_key(kz_state *state, kz_short_table *table, uint32_t token, uint32_t candidate,
                            kz_short_kind kind)
{
	uint32_t mark = name_mark(state, kz_token_at(state, token));
	table->has_keys = 1;
	if (mark == KZ_NO_MARK)
		table->any_key = 1;
	else
		table->key_marks[mark / 64] |= (uint64_t)1 << mark % 64;
	kz_short_table_add(table, state, kz_key_hash(state, token), candidate, kind, 1);
}

/* The place of the group of a kind and hash: an empty one if there is none. */
static kz_short_group *group_at(const kz_short_table *table, uint32_t hash, kz_short_kind kind)
{
	uint32_t i = (hash + (uint32_t)kind * 0x9E3779B1u) & table->mask;
	for (; table->groups[i].head != KZ_NO_NAME; i = (i + 1) & table->mask) {
		const kz_short_name *name = &table->names.items[table->groups[i].head];
		if (name->hash == hash && name->kind == kind)
			break;
	}
	return &table->groups[i];
}

static void mark_kind(kz_short_table *table, uint32_t hash, kz_short_kind kind)
{
	uint8_t *kinds = &table->kinds[hash & table->kinds_mask];
	uint32_t bit = KZ_SHORT_BIT(kind), again = (*kinds & bit) << 1 & KZ_SHORT_AGAIN;
	*kinds |= (uint8_t)(bit | again);
}

static void group_add(kz_short_table *table, uint32_t number)
{
	kz_short_name *name = &table->names.items[number];
	kz_short_group *group = group_at(table, name->hash, name->kind);
	mark_kind(table, name->hash, name->kind);
	name->before = group->last;
	if (group->head == KZ_NO_NAME)
		group->head = number;
	else
		table->names.items[group->last].behind = number;
	group->last = number;
}

int kz_short_table_finish(kz_state *state, kz_short_table *table)
{
	uint32_t count = 64;
	while (count < table->names.count * 2)
		count *= 2;
	table->mask = count - 1;
	table->kinds_mask = count * KINDS_EACH - 1;
	table->groups = kz_arena_alloc(state->arena, count * sizeof *table->groups);
	table->kinds = kz_arena_alloc(state->arena, (size_t)count * KINDS_EACH);
	if (!table->groups || !table->kinds)
		return 0;
	memset(table->groups, 0xFF, count * sizeof *table->groups);
	memset(table->kinds, 0, (size_t)count * KINDS_EACH);
	for (uint32_t i = 0; i < table->names.count; i++)
		group_add(table, i);
	return 1;
}

uint32_t kz_short_table_first(const kz_short_table *table, uint32_t hash, kz_short_kind kind)
{
	return group_at(table, hash, kind)->head;
}

const kz_short_name *kz_short_table_find(kz_short_table *table, uint32_t hash, kz_short_kind kind, uint32_t i,
                                         int behind)
{
	kz_short_name *names = table->names.items;
	kz_short_group *group = group_at(table, hash, kind);
	uint32_t next = group->at == KZ_NO_NAME ? group->head : names[group->at].behind;
	for (; next != KZ_NO_NAME && names[next].first <= i; next = names[next].behind)
		group->at = next;
	for (uint32_t n = group->at; n != KZ_NO_NAME; n = names[n].before)
		if (names[n].end <= i)
			return &names[n];
	return behind && next != KZ_NO_NAME ? &names[next] : NULL;
}
