#include "names.h"

#include "buffer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static uint64_t hash(const char *name)
{
	uint64_t value = 14695981039346656037u;

	for (; *name; name++)
		value = (value ^ (unsigned char)*name) * 1099511628211u;
	return value ^ value >> 32;
}

/* Where name is, or the free slot where it belongs. */
static char **find(const struct name_set *set, const char *name)
{
	size_t at = hash(name) & (set->size - 1);

	while (set->slots[at] && strcmp(set->slots[at], name) != 0)
		at = (at + 1) & (set->size - 1);
	return &set->slots[at];
}

static void grow(struct name_set *set)
{
	struct name_set larger = {.size = set->size ? set->size * 2 : 64, .count = set->count};

	larger.slots = memory_resize(NULL, larger.size, sizeof *larger.slots);
	for (size_t i = 0; i < larger.size; i++)
		larger.slots[i] = NULL;
	for (size_t i = 0; i < set->size; i++)
		if (set->slots[i])
			*find(&larger, set->slots[i]) = set->slots[i];
	free(set->slots);
	*set = larger;
}

bool name_set_add(struct name_set *set, const char *name)
{
	char **slot;

	if (set->count * 2 >= set->size)
		grow(set);
	slot = find(set, name);
	if (*slot)
		return false;
	*slot = memory_copy(name, strlen(name));
	set->count++;
	return true;
}

void name_set_free(struct name_set *set)
{
	for (size_t i = 0; i < set->size; i++)
		free(set->slots[i]);
	free(set->slots);
	*set = (struct name_set){0};
}
