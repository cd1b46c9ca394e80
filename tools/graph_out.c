/* In: sorted records. Out: calls of a format, with what is derived. */
#include "graph_out.h"

#include <stdlib.h>

const struct graph_format *const graph_formats[] = {
        &graph_jsonl,  &graph_graphml, &graph_gexf,  &graph_dot,    &graph_ntriples,
        &graph_turtle, &graph_csv,     &graph_neo4j, &graph_sqlite, NULL};

const struct graph_format *graph_format_find(const char *name)
{
	for (const struct graph_format *const *format = graph_formats; *format; format++)
		if (strcmp((*format)->name, name) == 0)
			return *format;
	return NULL;
}

/* Are both ends there? */
static bool has_nodes(struct graph_out *out, const struct graph_text *a, const struct graph_text *b)
{
	if (!out->index || !out->format->needs_nodes)
		return true;
	if (!graph_index_find(out->index, a))
		out->missing = a;
	else if (!graph_index_find(out->index, b))
		out->missing = b;
	return !out->missing;
}

void graph_put(struct graph_out *out, enum graph_kind kind, const struct graph_record *record)
{
	const struct graph_format *format = out->format;

	switch (kind) {
	case GRAPH_ENTITY:
		if (out->index)
			graph_index_add(out->index, (const struct graph_entity *)record);
		format->entity(out, (const struct graph_entity *)record);
		break;
	case GRAPH_RELATION:
		if (has_nodes(out, record->keys[0], record->keys[2]))
			format->relation(out, (const struct graph_relation *)record);
		out->edge_count++;
		break;
	case GRAPH_PAIR:
		if ((format->all_pairs || out->pairs) && has_nodes(out, record->keys[0], record->keys[1]))
			format->pair(out, (const struct graph_pair *)record);
		out->edge_count++;
		break;
	case GRAPH_ERROR:
		if (format->error)
			format->error(out, (const struct graph_error *)record);
		break;
	default:
		break;
	}
}

void graph_put_all(struct graph_out *out, struct graph *graph)
{
	out->totals = graph->totals;
	out->format->head(out);
	for (int kind = 0; kind < GRAPH_KINDS && !out->missing; kind++) {
		size_t count;
		struct graph_record **records = graph_sorted(graph, (enum graph_kind)kind, &count);

		if (kind == GRAPH_RELATION && out->format->edges)
			out->format->edges(out);
		for (size_t i = 0; i < count && !out->missing; i++)
			graph_put(out, (enum graph_kind)kind, records[i]);
		free(records);
	}
	if (out->format->tail)
		out->format->tail(out);
}

/* --- what is derived --- */

#define LOG_BITS 24

/*
 * The logarithm to base 2 with 24 bits behind the point, for n > 0. Squaring a number in [1, 2) doubles its logarithm:
 * where the square passes 2, the next bit is 1. Only whole numbers, so that every machine gives the same.
 */
static int64_t log_2(uint64_t n)
{
	__extension__ typedef unsigned __int128 wide;
	int high = 63 - __builtin_clzll(n);
	int64_t log = (int64_t)high << LOG_BITS;
	uint64_t x = n << (63 - high); /* one bit before the point */

	for (int bit = LOG_BITS - 1; bit >= 0; bit--) {
		wide square = ((wide)x * x) >> 63;

		if (square >> 64) {
			log |= (int64_t)1 << bit;
			square >>= 1;
		}
		x = (uint64_t)square;
	}
	return log;
}

bool graph_pmi(const struct graph_out *out, const struct graph_pair *pair, int64_t *ret_thousandths)
{
	const struct graph_node *a = out->index ? graph_index_find(out->index, pair->record.keys[0]) : NULL;
	const struct graph_node *b = out->index ? graph_index_find(out->index, pair->record.keys[1]) : NULL;
	int64_t log;

	if (!a || !b || !a->documents || !b->documents || !pair->documents || !out->totals.documents)
		return false;
	log = log_2(pair->documents) + log_2(out->totals.documents) - log_2(a->documents) - log_2(b->documents);
	log = log * 1000 + ((int64_t)1 << (LOG_BITS - 1));
	*ret_thousandths = log >= 0 ? log >> LOG_BITS : -((-log + (1 << LOG_BITS) - 1) >> LOG_BITS);
	return true;
}

static void widen(const struct graph_text **first, const struct graph_text **last, const struct graph_text *a,
                  const struct graph_text *b)
{
	if (a && (!*first || slice_compare(graph_slice(a), graph_slice(*first)) < 0))
		*first = a;
	if (b && (!*last || slice_compare(graph_slice(b), graph_slice(*last)) > 0))
		*last = b;
}

/* The best of the first status that has one, in the order of their names. */
struct graph_stand graph_overall(const struct graph_relation *relation)
{
	struct graph_stand all = {0};

	for (int i = 0; i < GRAPH_STATUSES; i++) {
		const struct graph_stand *stand = &relation->stands[i];

		all.evidence += stand->evidence;
		all.confidence += stand->confidence;
		widen(&all.first, &all.last, stand->first, stand->last);
		widen(&all.event_first, &all.event_last, stand->event_first, stand->event_last);
		if (!all.best.document)
			all.best = stand->best;
	}
	all.documents = relation->documents;
	return all;
}

const char *graph_status(const struct graph_relation *relation)
{
	const struct graph_stand *stands = relation->stands;

	if (stands[GRAPH_ASSERTED].documents && stands[GRAPH_NEGATED].documents)
		return "contradicted";
	for (int i = 0; i < GRAPH_STATUSES; i++)
		if (stands[i].documents)
			return graph_status_names[i];
	return "";
}

size_t graph_format_scaled(uint64_t millionths, char out[30])
{
	uint64_t whole = millionths / GRAPH_SCALE, part = millionths % GRAPH_SCALE;
	char digits[20];
	size_t size = 0, at = sizeof digits;

	do
		digits[--at] = (char)('0' + whole % 10);
	while (whole /= 10);
	while (at < sizeof digits)
		out[size++] = digits[at++];
	if (part)
		out[size++] = '.';
	for (uint64_t unit = GRAPH_SCALE / 10; part; part %= unit, unit /= 10)
		out[size++] = (char)('0' + part / unit);
	out[size] = '\0';
	return size;
}
