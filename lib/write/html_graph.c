/* In: a document's relations. Out: an SVG drawing of them: of the most connected entities if there are too many. */
#include "write/html.h"
#include "write/html_layout.h"

#include "base/utf8.h"

#include <math.h>

#define LABEL_LIMIT 26   /* characters of a name */
#define LABELS      45   /* edges whose names can be told apart */
#define CHUNK       2048 /* entities whose relations are counted at a time: bounds the memory on the stack */
#define BEND        26   /* pixels between edges of the same two nodes */

typedef struct graph {
	kz_layout layout;
	uint32_t entities[KZ_LAYOUT_NODES]; /* the most connected first */
	uint32_t degrees[KZ_LAYOUT_NODES];
	uint8_t drawn[KZ_LAYOUT_NODES][KZ_LAYOUT_NODES]; /* edges between two nodes so far */
	uint32_t connected;                              /* entities with relations */
	uint32_t edges;                                  /* relations between the chosen */
} graph;

/* --- which entities --- */

static void choose(graph *g, uint32_t entity, uint32_t degree)
{
	unsigned at = g->layout.count;
	g->connected++;
	if (at == KZ_LAYOUT_NODES && g->degrees[at - 1] >= degree)
		return;
	if (at == KZ_LAYOUT_NODES)
		at--;
	else
		g->layout.count++;
	for (; at && g->degrees[at - 1] < degree; at--) {
		g->entities[at] = g->entities[at - 1];
		g->degrees[at] = g->degrees[at - 1];
	}
	g->entities[at] = entity;
	g->degrees[at] = degree;
}

static void choose_all(const kz_out *o, graph *g)
{
	for (uint32_t from = 0; from < o->entity_count; from += CHUNK) {
		uint32_t degrees[CHUNK] = {0};
		for (uint32_t i = 0; i < o->relation_count; i++) {
			const kzner_relation *r = &o->relations[i];
			if (r->subject - from < CHUNK)
				degrees[r->subject - from]++;
			if (r->object - from < CHUNK)
				degrees[r->object - from]++;
		}
		for (uint32_t i = 0; i < CHUNK && from + i < o->entity_count; i++)
			if (degrees[i])
				choose(g, from + i, degrees[i]);
	}
}

static unsigned node_of(const graph *g, uint32_t entity)
{
	unsigned i = 0;
	while (i < g->layout.count && g->entities[i] != entity)
		i++;
	return i;
}

static int ends_of(const graph *g, const kzner_relation *r, unsigned *ret_a, unsigned *ret_b)
{
	*ret_a = node_of(g, r->subject);
	*ret_b = node_of(g, r->object);
	return *ret_a < g->layout.count && *ret_b < g->layout.count && *ret_a != *ret_b;
}

static void join_all(const kz_out *o, graph *g)
{
	unsigned a, b;
	for (uint32_t i = 0; i < o->relation_count; i++) {
		if (!ends_of(g, &o->relations[i], &a, &b))
			continue;
		g->layout.hops[a][b] = g->layout.hops[b][a] = 1;
		g->edges++;
	}
}

/* --- names in nodes --- */

/* Bytes of text that are shown, and how many pixels they take, about. */
static size_t measure(const char *text, int64_t *ret_width)
{
	size_t at = 0, size = strlen(text);
	unsigned shown = 0;
	*ret_width = 0;
	while (at < size && shown < LABEL_LIMIT) {
		uint32_t code;
		unsigned length = kz_utf8_decode(text + at, size - at, &code);
		*ret_width += length && code >= 0x1100 ? 14 : length && code >= 'A' && code <= 'Z' ? 10 : 8;
		at += length ? length : 1;
		shown++;
	}
	if (at < size)
		*ret_width += 9;
	return at;
}

static void size_nodes(const kz_out *o, graph *g)
{
	for (unsigned i = 0; i < g->layout.count; i++) {
		int64_t width;
		measure(o->entities[g->entities[i]].name, &width);
		g->layout.nodes[i].width = (width < 44 ? 44 : width) + 30;
		g->layout.nodes[i].height = 42;
	}
}

/* --- drawing --- */

static void put_signed(kz_writer *w, int64_t number)
{
	if (number < 0)
		kz_put_char(w, '-');
	kz_put_number(w, (uint64_t)(number < 0 ? -number : number));
}

static void put_number_attribute(kz_writer *w, const char *name, int64_t number)
{
	kz_put_char(w, ' ');
	kz_put_string(w, name);
	KZ_PUT_LITERAL(w, "=\"");
	put_signed(w, number);
	kz_put_char(w, '"');
}

static void put_text_at(kz_writer *w, const char *class, int64_t x, int64_t y)
{
	KZ_PUT_LITERAL(w, "<text class=\"");
	kz_put_string(w, class);
	kz_put_char(w, '"');
	put_number_attribute(w, "x", x);
	put_number_attribute(w, "y", y);
	kz_put_char(w, '>');
}

/* Types also differ in the roundness of their boxes. */
static int64_t roundness(kzner_type type)
{
	return type == KZNER_TYPE_PERSON ? 21 : type == KZNER_TYPE_PLACE ? 9 : 2;
}

static void put_box(kz_writer *w, const kz_layout_node *n, kzner_type type)
{
	KZ_PUT_LITERAL(w, "<rect");
	put_number_attribute(w, "x", n->x - n->width / 2);
	put_number_attribute(w, "y", n->y - n->height / 2);
	put_number_attribute(w, "width", n->width);
	put_number_attribute(w, "height", n->height);
	put_number_attribute(w, "rx", roundness(type));
	KZ_PUT_LITERAL(w, "/>");
}

static void put_node(const kz_out *o, const graph *g, unsigned number)
{
	const kzner_entity *e = &o->entities[g->entities[number]];
	const kz_layout_node *n = &g->layout.nodes[number];
	int64_t width;
	size_t shown = measure(e->name, &width);
	KZ_PUT_LITERAL(o->w, "<g class=\"n ");
	kz_put_string(o->w, kzner_type_name(e->type));
	KZ_PUT_LITERAL(o->w, "\" role=\"button\" tabindex=\"");
	kz_put_string(o->w, number ? "-1\"" : "0\"");
	kz_html_reference(o, "data-e", 'e', g->entities[number]);
	KZ_PUT_LITERAL(o->w, "><title>");
	kz_html_text(o->w, e->name);
	KZ_PUT_LITERAL(o->w, ", ");
	kz_put_string(o->w, kz_html_type_label(e->type));
	KZ_PUT_LITERAL(o->w, "</title>");
	put_box(o->w, n, e->type);
	put_text_at(o->w, "name", n->x, n->y - 1);
	kz_put_escaped(o->w, kz_escape_html, e->name, shown);
	if (e->name[shown])
		KZ_PUT_LITERAL(o->w, "\xE2\x80\xA6");
	KZ_PUT_LITERAL(o->w, "</text>");
	put_text_at(o->w, "kind", n->x, n->y + 13);
	kz_put_string(o->w, kz_html_type_label(e->type));
	KZ_PUT_LITERAL(o->w, "</text></g>\n");
}

typedef struct point {
	int64_t x, y;
} point;

static int64_t length_of(point p)
{
	int64_t length = (int64_t)sqrt((double)(p.x * p.x + p.y * p.y));
	return length ? length : 1;
}

/* Where the way from a node's middle towards another point leaves its box, with a little air. */
static point leave(const kz_layout_node *n, point to)
{
	int64_t dx = to.x - n->x, dy = to.y - n->y, w = n->width / 2 + 3, h = n->height / 2 + 3;
	int64_t ax = dx < 0 ? -dx : dx, ay = dy < 0 ? -dy : dy;
	if (!ax && !ay)
		return (point){n->x, n->y};
	if (ax * h > ay * w)
		return (point){n->x + (dx < 0 ? -w : w), n->y + dy * w / ax};
	return (point){n->x + dx * h / ay, n->y + (dy < 0 ? -h : h)};
}

/* The point that bends the number-th edge between two nodes: straight, then to either side by turns. */
static point bend_of(const kz_layout_node *a, const kz_layout_node *b, unsigned number)
{
	point along = {b->x - a->x, b->y - a->y};
	int64_t length = length_of(along), off = (int64_t)((number + 1) / 2) * BEND * 2 * (number % 2 ? 1 : -1);
	return (point){(a->x + b->x) / 2 - along.y * off / length, (a->y + b->y) / 2 + along.x * off / length};
}

static void put_curve(kz_writer *w, const char *class, point from, point bend, point to)
{
	KZ_PUT_LITERAL(w, "<path class=\"");
	kz_put_string(w, class);
	KZ_PUT_LITERAL(w, "\" d=\"M");
	put_signed(w, from.x);
	kz_put_char(w, ' ');
	put_signed(w, from.y);
	KZ_PUT_LITERAL(w, "Q");
	put_signed(w, bend.x);
	kz_put_char(w, ' ');
	put_signed(w, bend.y);
	kz_put_char(w, ' ');
	put_signed(w, to.x);
	kz_put_char(w, ' ');
	put_signed(w, to.y);
	kz_put_char(w, '"');
}

/* Relation types of the default model that have no direction. */
static int is_symmetric(const char *type)
{
	static const char *const symmetric[] = {"agreed_with",     "borders",  "conflicts_with",
	                                        "cooperates_with", "met_with", "trades_with"};
	for (size_t i = 0; i < sizeof symmetric / sizeof *symmetric; i++)
		if (!strcmp(type, symmetric[i]))
			return 1;
	return 0;
}

static void put_edge_name(kz_writer *w, const kzner_relation *r)
{
	if (r->status == KZNER_NEGATED)
		KZ_PUT_LITERAL(w, "not: ");
	if (r->status == KZNER_PLANNED)
		KZ_PUT_LITERAL(w, "planned: ");
	kz_html_words(w, r->type);
}

static void put_edge(const kz_out *o, graph *g, uint32_t number)
{
	const kzner_relation *r = &o->relations[number];
	unsigned a, b;
	if (!ends_of(g, r, &a, &b))
		return;
	unsigned low = a < b ? a : b, high = a < b ? b : a;
	const kz_layout_node *nodes = g->layout.nodes;
	/* bent from the same side whichever way the relation goes */
	point bend = bend_of(&nodes[low], &nodes[high], g->drawn[low][high]);
	point from = leave(&nodes[a], bend), to = leave(&nodes[b], bend);
	if (g->drawn[low][high] < 250)
		g->drawn[low][high]++;
	KZ_PUT_LITERAL(o->w, "<g class=\"r ");
	kz_put_string(o->w, kzner_relation_status_name(r->status));
	kz_put_char(o->w, '"');
	kz_html_reference(o, "data-r", 'r', number);
	KZ_PUT_LITERAL(o->w, ">");
	put_curve(o->w, "hit", from, bend, to);
	KZ_PUT_LITERAL(o->w, "/>");
	put_curve(o->w, "line", from, bend, to);
	if (!is_symmetric(r->type))
		KZ_PUT_LITERAL(o->w, " marker-end=\"url(#arrow)\"");
	KZ_PUT_LITERAL(o->w, "/>");
	put_text_at(o->w, "name", (from.x + 2 * bend.x + to.x) / 4, (from.y + 2 * bend.y + to.y) / 4 + 4);
	put_edge_name(o->w, r);
	KZ_PUT_LITERAL(o->w, "</text></g>\n");
}

static void put_svg(const kz_out *o, graph *g)
{
	int64_t below = g->layout.height + 24;
	KZ_PUT_LITERAL(o->w, "<div class=\"scroll\"><svg class=\"graph");
	if (g->edges > LABELS)
		KZ_PUT_LITERAL(o->w, " dense");
	KZ_PUT_LITERAL(o->w, "\" role=\"group\" aria-label=\"Graph of the relations; the table below says the same\" "
	                     "viewBox=\"-10 -12 ");
	put_signed(o->w, g->layout.width + 20);
	kz_put_char(o->w, ' ');
	put_signed(o->w, below);
	kz_put_char(o->w, '"');
	put_number_attribute(o->w, "width", g->layout.width + 20);
	put_number_attribute(o->w, "height", below);
	KZ_PUT_LITERAL(o->w, ">\n");
	for (uint32_t i = 0; i < o->relation_count; i++)
		put_edge(o, g, i);
	for (unsigned i = 0; i < g->layout.count; i++)
		put_node(o, g, i);
	KZ_PUT_LITERAL(o->w, "</svg></div>");
}

static void put_caption(const kz_out *o, const graph *g)
{
	KZ_PUT_LITERAL(o->w, "<figcaption>");
	if (g->connected > g->layout.count) {
		KZ_PUT_LITERAL(o->w, "The ");
		kz_put_number(o->w, g->layout.count);
		KZ_PUT_LITERAL(o->w, " most connected of ");
		kz_put_number(o->w, g->connected);
		KZ_PUT_LITERAL(o->w, " entities with relations. ");
	}
	if (g->edges > LABELS)
		KZ_PUT_LITERAL(o->w, "Point at a name to see what its lines say. ");
	KZ_PUT_LITERAL(o->w, "Solid: stated as a fact. Dashed: denied. Dotted: planned.</figcaption>");
}

void kz_html_graph(const kz_out *o)
{
	graph g = {.connected = 0};
	choose_all(o, &g);
	if (!g.layout.count)
		return;
	join_all(o, &g);
	size_nodes(o, &g);
	kz_layout_run(&g.layout);
	KZ_PUT_LITERAL(o->w, "<figure><h3>Graph</h3>");
	put_svg(o, &g);
	put_caption(o, &g);
	KZ_PUT_LITERAL(o->w, "</figure>\n");
}
