/*
 * In: sizes of nodes, and which of them are joined. Out: their places. Distances in the drawing are made to follow the
 * distances in the graph (stress majorisation), nodes that overlap are then pushed apart, and parts are set in rows.
 */
#include "write/html_layout.h"

#include <math.h>

#define UNIT       64 /* steps of a pixel while nodes move */
#define EDGE       95 /* pixels that an edge should be long, before the drawing is stretched */
#define ROUNDS     150
#define PUSHES     200
#define GAP_X      26
#define GAP_Y      26
#define EDGE_GAP   90  /* between joined nodes side by side: room for the edge's name */
#define EDGE_GAP_Y 40  /* between joined nodes above each other */
#define PAIR       190 /* two nodes that are joined to no others stand side by side */
#define ROW        1120
#define MARGIN     14

/* The root of a double is exact by IEEE 754, so this is the same everywhere. */
static int64_t root(int64_t square)
{
	return (int64_t)sqrt((double)square);
}

static int64_t magnitude(int64_t value)
{
	return value < 0 ? -value : value;
}

static void find_hops(kz_layout *l)
{
	for (unsigned k = 0; k < l->count; k++)
		for (unsigned i = 0; i < l->count; i++)
			for (unsigned j = 0; j < l->count && l->hops[i][k]; j++) {
				unsigned sum = l->hops[i][k] + l->hops[k][j];
				if (i != j && l->hops[k][j] && (!l->hops[i][j] || sum < l->hops[i][j]))
					l->hops[i][j] = (uint8_t)sum;
			}
}

static void find_parts(kz_layout *l)
{
	for (unsigned i = 0; i < l->count; i++) {
		unsigned first = 0;
		while (first < i && !l->hops[i][first])
			first++;
		l->nodes[i].part = first < i ? l->nodes[first].part : l->part_count++;
	}
}

static unsigned part_size(const kz_layout *l, unsigned part)
{
	unsigned size = 0;
	for (unsigned i = 0; i < l->count; i++)
		size += l->nodes[i].part == part;
	return size;
}

/* Anywhere, but wider than high; two nodes on a line. */
static void scatter(kz_layout *l)
{
	uint32_t seed = 12345;
	for (unsigned i = 0; i < l->count; i++) {
		int flat = part_size(l, l->nodes[i].part) == 2;
		seed = seed * 1664525u + 1013904223u;
		l->nodes[i].x = (int64_t)(seed >> 16) % 1000 * UNIT;
		seed = seed * 1664525u + 1013904223u;
		l->nodes[i].y = flat ? 0 : (int64_t)(seed >> 16) % 400 * UNIT;
	}
}

/* To the mean of the places where each other node of the part would have it; near nodes count more. */
static void move_node(kz_layout *l, unsigned i, int64_t edge)
{
	kz_layout_node *n = &l->nodes[i];
	int64_t x = 0, y = 0, weights = 0;
	for (unsigned j = 0; j < l->count; j++) {
		int64_t hops = l->hops[i][j];
		if (j == i || !hops)
			continue;
		int64_t dx = n->x - l->nodes[j].x, dy = n->y - l->nodes[j].y;
		int64_t distance = root(dx * dx + dy * dy);
		int64_t weight = 5040 / (hops * hops);
		if (!distance) {
			dx = i < j ? -UNIT : UNIT;
			distance = UNIT;
		}
		x += weight * (l->nodes[j].x + hops * edge * dx / distance);
		y += weight * (l->nodes[j].y + hops * edge * dy / distance);
		weights += weight;
	}
	if (weights) {
		n->x = x / weights;
		n->y = y / weights;
	}
}

static int64_t edge_length(unsigned nodes)
{
	return nodes == 2 ? PAIR : EDGE + nodes;
}

static void settle(kz_layout *l)
{
	for (unsigned round = 0; round < ROUNDS; round++)
		for (unsigned i = 0; i < l->count; i++)
			move_node(l, i, edge_length(part_size(l, l->nodes[i].part)) * UNIT);
}

typedef struct box {
	int64_t left, top, right, bottom;
} box;

static box box_of_part(const kz_layout *l, unsigned part)
{
	box b = {INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN};
	for (unsigned i = 0; i < l->count; i++) {
		const kz_layout_node *n = &l->nodes[i];
		if (n->part != part)
			continue;
		b.left = n->x - n->width / 2 < b.left ? n->x - n->width / 2 : b.left;
		b.right = n->x + n->width / 2 > b.right ? n->x + n->width / 2 : b.right;
		b.top = n->y - n->height / 2 < b.top ? n->y - n->height / 2 : b.top;
		b.bottom = n->y + n->height / 2 > b.bottom ? n->y + n->height / 2 : b.bottom;
	}
	return b;
}

/* High parts are laid on their sides; all become pixels, and wider, as names are. */
static void stretch(kz_layout *l)
{
	for (unsigned part = 0; part < l->part_count; part++) {
		box b = box_of_part(l, part);
		int turn = b.bottom - b.top > b.right - b.left;
		for (unsigned i = 0; i < l->count; i++) {
			kz_layout_node *n = &l->nodes[i];
			int64_t x = turn ? n->y : n->x, y = turn ? n->x : n->y;
			if (n->part != part)
				continue;
			n->x = x * 7 / (5 * UNIT);
			n->y = y / UNIT;
		}
	}
}

/* Move two nodes apart along the axis where it takes less. */
static int push(kz_layout_node *a, kz_layout_node *b, int joined)
{
	int64_t gap = joined ? EDGE_GAP : GAP_X;
	int64_t x = (a->width + b->width) / 2 + gap - magnitude(a->x - b->x);
	int64_t y = (a->height + b->height) / 2 + (joined ? EDGE_GAP_Y : GAP_Y) - magnitude(a->y - b->y);
	if (x <= 0 || y <= 0)
		return 0;
	int beside = x <= gap - GAP_X; /* only the edge's name has too little room */
	int64_t step_x = (x + 1) / 2 * (a->x < b->x ? -1 : 1), step_y = (y + 1) / 2 * (a->y < b->y ? -1 : 1);
	if (y <= x && !beside) {
		a->y += step_y;
		b->y -= step_y;
	} else {
		a->x += step_x;
		b->x -= step_x;
	}
	return 1;
}

static void separate(kz_layout *l)
{
	int moved = 1;
	for (unsigned round = 0; round < PUSHES && moved; round++) {
		moved = 0;
		for (unsigned i = 0; i < l->count; i++)
			for (unsigned j = i + 1; j < l->count; j++)
				if (l->nodes[i].part == l->nodes[j].part)
					moved |= push(&l->nodes[i], &l->nodes[j],
					              l->hops[i][j] == 1 && round < PUSHES / 2);
	}
}

static void move_part(kz_layout *l, unsigned part, int64_t x, int64_t y)
{
	for (unsigned i = 0; i < l->count; i++) {
		if (l->nodes[i].part != part)
			continue;
		l->nodes[i].x += x;
		l->nodes[i].y += y;
	}
}

/* The highest part that is not set yet, the first of equal ones. */
static unsigned next_part(const box *boxes, const uint8_t *set, unsigned count)
{
	unsigned best = count;
	for (unsigned i = 0; i < count; i++)
		if (!set[i] && (best == count || boxes[i].bottom - boxes[i].top > boxes[best].bottom - boxes[best].top))
			best = i;
	return best;
}

static void set_rows(kz_layout *l)
{
	box boxes[KZ_LAYOUT_NODES];
	uint8_t set[KZ_LAYOUT_NODES] = {0};
	int64_t row = ROW, x = MARGIN, y = MARGIN, below = MARGIN;
	for (unsigned i = 0; i < l->part_count; i++) {
		boxes[i] = box_of_part(l, i);
		row = boxes[i].right - boxes[i].left > row ? boxes[i].right - boxes[i].left : row;
	}
	for (unsigned k = 0; k < l->part_count; k++) {
		unsigned part = next_part(boxes, set, l->part_count);
		box b = boxes[part];
		set[part] = 1;
		if (x > MARGIN && x + b.right - b.left > row) {
			x = MARGIN;
			y = below;
		}
		move_part(l, part, x - b.left, y - b.top);
		x += b.right - b.left + 3 * MARGIN;
		below = y + b.bottom - b.top + 3 * MARGIN > below ? y + b.bottom - b.top + 3 * MARGIN : below;
		l->width = x > l->width ? x : l->width;
	}
	l->width -= 2 * MARGIN;
	l->height = below - 2 * MARGIN;
}

void kz_layout_run(kz_layout *l)
{
	l->part_count = 0;
	l->width = l->height = 0;
	find_hops(l);
	find_parts(l);
	scatter(l);
	settle(l);
	stretch(l);
	separate(l);
	set_rows(l);
}
