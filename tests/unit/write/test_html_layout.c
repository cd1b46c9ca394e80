/* write/html_layout: chance graphs of every size: nodes inside the picture, none over another, the same places each time. */
#include "support/test.h"

#include "write/html_layout.h"

#include <stdlib.h>
#include <string.h>

static uint32_t chance(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (uint32_t)(((uint64_t)*seed * below) >> 32);
}

static void join(kz_layout *l, unsigned a, unsigned b)
{
	if (a != b)
		l->hops[a][b] = l->hops[b][a] = 1;
}

/* One in three edges goes to the first node, so that there are stars. */
static void make(kz_layout *l, unsigned count, uint32_t *seed)
{
	unsigned edges = 1 + chance(seed, 3 * count);
	memset(l, 0, sizeof *l);
	l->count = count;
	for (unsigned i = 0; i < count; i++) {
		l->nodes[i].width = 70 + chance(seed, 190);
		l->nodes[i].height = 42;
	}
	for (unsigned i = 0; i < edges; i++)
		join(l, chance(seed, 3) ? chance(seed, count) : 0, chance(seed, count));
}

static void assert_inside(const kz_layout *l, const kz_layout_node *n)
{
	assert_true(n->x - n->width / 2 >= 0 && n->x + n->width / 2 <= l->width);
	assert_true(n->y - n->height / 2 >= 0 && n->y + n->height / 2 <= l->height);
}

static void assert_apart(const kz_layout_node *a, const kz_layout_node *b)
{
	assert_true(llabs(a->x - b->x) >= (a->width + b->width) / 2 ||
	            llabs(a->y - b->y) >= (a->height + b->height) / 2);
}

static void test_chance_graphs(void **state)
{
	(void)state;
	uint32_t seed = 7;
	for (unsigned count = 1; count <= KZ_LAYOUT_NODES; count++) {
		kz_layout l, again;
		make(&l, count, &seed);
		memcpy(&again, &l, sizeof l);
		kz_layout_run(&l);
		kz_layout_run(&again);
		assert_memory_equal(&l, &again, sizeof l);
		for (unsigned i = 0; i < count; i++) {
			assert_inside(&l, &l.nodes[i]);
			for (unsigned k = 0; k < i; k++)
				assert_apart(&l.nodes[i], &l.nodes[k]);
		}
	}
}

static void test_hops(void **state)
{
	(void)state;
	kz_layout l = {.count = 5};
	join(&l, 0, 1);
	join(&l, 1, 2);
	join(&l, 2, 3);
	kz_layout_run(&l);
	assert_int_equal(l.hops[0][3], 3);
	assert_int_equal(l.hops[3][0], 3);
	assert_int_equal(l.hops[0][4], 0);
	assert_int_equal(l.part_count, 2);
	assert_int_equal(l.nodes[3].part, 0);
	assert_int_equal(l.nodes[4].part, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_chance_graphs), cmocka_unit_test(test_hops)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
