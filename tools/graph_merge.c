/* In: lines of graphs. Out: one graph that holds their sums. */
#include "graph_detail.h"

void graph_keep_first(struct graph *graph, const struct graph_text **kept, struct slice slice)
{
	if (slice.at && (!*kept || slice_compare(slice, graph_slice(*kept)) < 0))
		*kept = graph_text(graph, slice);
}

void graph_keep_last(struct graph *graph, const struct graph_text **kept, struct slice slice)
{
	if (slice.at && (!*kept || slice_compare(slice, graph_slice(*kept)) > 0))
		*kept = graph_text(graph, slice);
}

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* Every part is compared, so that of two that are not the same bytes always the same one stays. */
static int compare_best(const struct graph_best *kept, const struct line_best *other)
{
	int order = compare_numbers(other->confidence, kept->confidence);

	order = order ? order : slice_compare(graph_slice(kept->document), other->document);
	order = order ? order : compare_numbers(kept->start, other->start);
	order = order ? order : compare_numbers(kept->end, other->end);
	order = order ? order : slice_compare(graph_slice(kept->rule), other->rule);
	return order ? order : slice_compare(graph_slice(kept->unit), other->unit);
}

void graph_keep_best(struct graph *graph, struct graph_best *kept, const struct line_best *other)
{
	if (!other->document.at || (kept->document && compare_best(kept, other) <= 0))
		return;
	*kept = (struct graph_best){
	        .document = graph_text(graph, other->document),
	        .rule = graph_text(graph, other->rule),
	        .unit = graph_text(graph, other->unit),
	        .start = other->start,
	        .end = other->end,
	        .confidence = other->confidence,
	};
}

static void add_head(struct graph *graph, const struct graph_line *line)
{
	graph->totals.documents += line->documents;
	graph->totals.failed += line->failed;
	graph->totals.mentions += line->mention_count;
	graph_keep_first(graph, &graph->totals.first, line->first);
	graph_keep_last(graph, &graph->totals.last, line->last);
}

static void add_entity(struct graph *graph, const struct graph_line *line)
{
	struct graph_entity *entity = graph_entity(graph, graph_text(graph, line->id));
	const struct line_name *names = line->names.items;

	entity->documents += line->documents;
	entity->mentions += line->mention_count;
	entity->confidence += line->confidence;
	graph_keep_first(graph, &entity->type, line->type);
	graph_keep_first(graph, &entity->subtype, line->subtype);
	graph_keep_first(graph, &entity->gazetteer, line->gazetteer);
	graph_keep_first(graph, &entity->wikidata, line->wikidata);
	graph_keep_first(graph, &entity->first, line->first);
	graph_keep_last(graph, &entity->last, line->last);
	for (size_t i = 0; i < line->names.count; i++) {
		struct slice text = names[i].text.at ? names[i].text : (struct slice){"", 0};
		struct graph_name *name = graph_name(graph, entity, text);

		name->documents += names[i].documents;
		name->mentions += names[i].mentions;
		name->chosen += names[i].chosen;
	}
}

static void add_stand(struct graph *graph, struct graph_stand *stand, const struct line_status *line)
{
	stand->documents += line->documents;
	stand->evidence += line->evidence;
	stand->confidence += line->confidence;
	graph_keep_first(graph, &stand->first, line->first);
	graph_keep_last(graph, &stand->last, line->last);
	graph_keep_first(graph, &stand->event_first, line->event_first);
	graph_keep_last(graph, &stand->event_last, line->event_last);
	graph_keep_best(graph, &stand->best, &line->best);
}

static void add_relation(struct graph *graph, const struct graph_line *line)
{
	struct graph_relation *relation =
	        graph_relation(graph, graph_text(graph, line->subject), graph_text(graph, line->type),
	                       graph_text(graph, line->object));

	relation->documents += line->documents;
	graph_keep_first(graph, &relation->wikidata, line->wikidata);
	graph_keep_first(graph, &relation->plover, line->plover);
	for (int i = 0; i < GRAPH_STATUSES; i++) {
		add_stand(graph, &relation->stands[i], &line->status[i]);
		if (graph->detail)
			graph_detail_best(graph->detail, relation, (enum graph_status)i, &line->status[i].best);
	}
}

static void add_pair(struct graph *graph, const struct graph_line *line)
{
	struct graph_pair *pair = graph_pair(graph, graph_text(graph, line->a), graph_text(graph, line->b));

	pair->documents += line->documents;
	pair->count += line->count;
	pair->weight += line->weight;
}

bool graph_add(struct graph *graph, struct graph_reader *reader)
{
	const struct graph_line *line = &reader->line;

	switch (reader->kind) {
	case GRAPH_ENTITY:
		add_entity(graph, line);
		break;
	case GRAPH_RELATION:
		add_relation(graph, line);
		break;
	case GRAPH_PAIR:
		add_pair(graph, line);
		break;
	case GRAPH_ERROR:
		graph_error(graph, graph_text(graph, line->id), graph_text(graph, line->message))->count += line->count;
		break;
	case GRAPH_HEAD:
		add_head(graph, line);
		break;
	case GRAPH_DOCUMENT:
		return graph_add_document(graph, reader);
	case GRAPH_DERIVED:
		break;
	}
	return true;
}
