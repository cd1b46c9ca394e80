/*
 * In: a document of `kzner extract`. Out: its entities, relations and co-occurrences in the graph.
 *
 * Which entities of two documents are one: those of one gazetteer id; without such an id those of one Wikidata id; without
 * both those of one type whose names are the same when they are folded (case, diacritics, apostrophes, dashes and white
 * space do not count). The rule looks at nothing but the one entity, so the order of documents does not matter.
 */
#include "graph_detail.h"

#include "base/fold.h"

#include <stdlib.h>

/* Relations without direction. Documents write the entity first that is named first; the graph, the one with the smaller
 * key. */
static const char *const symmetric[] = {"borders",         "met_with",       "agreed_with",
                                        "cooperates_with", "conflicts_with", "trades_with"};

static bool is_symmetric(struct slice type)
{
	for (size_t i = 0; i < sizeof symmetric / sizeof *symmetric; i++)
		if (slice_is(type, symmetric[i]))
			return true;
	return false;
}

/* The line that is being added, and the records of its entities in their order. */
struct adding {
	struct graph *graph;
	struct graph_reader *reader;
	const struct graph_line *line;
	struct graph_entity **entities;
	struct buffer key;
};

static bool is_space(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Words folded, one space between them. */
static void put_folded(struct buffer *key, struct slice name)
{
	size_t begin = key->size;

	for (size_t at = 0; at < name.size;) {
		char folded[KZ_FOLD_MAX];
		size_t end = at, size;

		while (end < name.size && !is_space(name.at[end]))
			end++;
		size = end > at ? kz_fold(name.at + at, end - at, folded) : 0;
		if (size && key->size > begin)
			buffer_putc(key, ' ');
		buffer_append(key, folded, size);
		at = end + 1;
	}
	if (key->size == begin)
		buffer_append(key, name.at, name.size);
}

static const struct graph_text *key_of(struct adding *adding, const struct line_entity *entity)
{
	struct buffer *key = &adding->key;

	key->size = 0;
	if (entity->gazetteer.at) {
		buffer_puts(key, "gazetteer:");
		buffer_append(key, entity->gazetteer.at, entity->gazetteer.size);
	} else if (entity->wikidata.at) {
		buffer_puts(key, "wikidata:");
		buffer_append(key, entity->wikidata.at, entity->wikidata.size);
	} else {
		buffer_puts(key, "name:");
		buffer_append(key, entity->type.at, entity->type.size);
		buffer_putc(key, ':');
		put_folded(key, entity->name);
	}
	return graph_text(adding->graph, (struct slice){key->data, key->size});
}

static struct graph_entity *add_entity(struct adding *adding, const struct line_entity *from)
{
	struct graph *graph = adding->graph;
	struct graph_entity *entity = graph_entity(graph, key_of(adding, from));

	entity->documents += graph_first_time(graph, &entity->record.seen);
	entity->confidence += from->confidence;
	graph_keep_first(graph, &entity->type, from->type);
	graph_keep_first(graph, &entity->subtype, from->subtype);
	graph_keep_first(graph, &entity->gazetteer, from->gazetteer);
	graph_keep_first(graph, &entity->wikidata, from->wikidata);
	graph_keep_first(graph, &entity->first, adding->line->date);
	graph_keep_last(graph, &entity->last, adding->line->date);
	graph_name(graph, entity, from->name)->chosen++;
	return entity;
}

static bool fail(struct adding *adding, const char *what, struct slice id)
{
	struct buffer *error = &adding->reader->error;

	adding->reader->column = 1;
	error->size = 0;
	buffer_puts(error, what);
	buffer_append(error, id.at, id.size);
	return false;
}

static bool add_entities(struct adding *adding)
{
	const struct list *list = &adding->line->entities;
	const struct line_entity *from = list->items;

	adding->entities = memory_allocate(list->count * sizeof(struct graph_entity *));
	for (size_t i = 0; i < list->count; i++) {
		if (!from[i].id.at || !from[i].name.at || !from[i].type.at)
			return fail(adding, "an entity lacks id, name or type: ", from[i].id);
		adding->entities[i] = add_entity(adding, &from[i]);
	}
	return true;
}

/* The number in "e12", SIZE_MAX if it is none. */
static size_t number_of(struct slice id)
{
	size_t number = 0;

	if (id.size < 2 || id.size > 10 || id.at[0] != 'e')
		return SIZE_MAX;
	for (size_t i = 1; i < id.size; i++) {
		if (id.at[i] < '0' || id.at[i] > '9')
			return SIZE_MAX;
		number = number * 10 + (size_t)(id.at[i] - '0');
	}
	return number;
}

/* Ids are numbers in order, unless somebody has changed them. */
static struct graph_entity *find_entity(const struct adding *adding, struct slice id)
{
	const struct list *list = &adding->line->entities;
	const struct line_entity *entities = list->items;
	size_t number = id.at ? number_of(id) : SIZE_MAX;

	if (number < list->count && slice_compare(entities[number].id, id) == 0)
		return adding->entities[number];
	for (size_t i = 0; id.at && i < list->count; i++)
		if (slice_compare(entities[i].id, id) == 0)
			return adding->entities[i];
	return NULL;
}

static bool add_mentions(struct adding *adding)
{
	struct graph *graph = adding->graph;
	const struct line_mention *mention = adding->line->mentions.items;

	for (size_t i = 0; i < adding->line->mentions.count; i++, mention++) {
		struct graph_entity *entity = mention->entity.at ? find_entity(adding, mention->entity) : NULL;
		struct graph_name *name;

		if (mention->entity.at && !entity)
			return fail(adding, "a mention names an entity that is not there: ", mention->entity);
		if (graph->detail)
			graph_detail_mention(graph->detail, mention, entity);
		if (!entity || !mention->text.at)
			continue;
		entity->mentions++;
		name = graph_name(graph, entity, mention->text);
		name->mentions++;
		name->documents += graph_first_time(graph, &name->record.seen);
	}
	graph->totals.mentions += adding->line->mentions.count;
	return true;
}

static bool status_of(struct slice name, enum graph_status *ret_status)
{
	for (int i = 0; i < GRAPH_STATUSES; i++) {
		if (slice_is(name, graph_status_names[i])) {
			*ret_status = (enum graph_status)i;
			return true;
		}
	}
	return false;
}

static void keep_evidence(struct adding *adding, struct graph_stand *stand, const struct line_relation *from)
{
	const struct line_evidence *evidence = from->evidence.items;
	struct slice unit = slice_is(adding->line->unit, "codepoint") ? (struct slice){NULL, 0} : adding->line->unit;

	for (size_t i = 0; i < from->evidence.count; i++, evidence++) {
		struct line_best best = {
		        .document = adding->line->id,
		        .rule = evidence->rule,
		        .unit = unit,
		        .start = evidence->start,
		        .end = evidence->end,
		        .confidence = evidence->confidence ? evidence->confidence : from->confidence,
		};

		graph_keep_best(adding->graph, &stand->best, &best);
	}
	stand->evidence += from->evidence.count;
}

static void keep_dates(struct adding *adding, struct graph_stand *stand, struct slice event)
{
	const char *slash = event.at ? memchr(event.at, '/', event.size) : NULL;
	struct slice first = event, last = event;

	if (slash) {
		first.size = (size_t)(slash - event.at);
		last = (struct slice){slash + 1, event.size - first.size - 1};
	}
	graph_keep_first(adding->graph, &stand->first, adding->line->date);
	graph_keep_last(adding->graph, &stand->last, adding->line->date);
	graph_keep_first(adding->graph, &stand->event_first, first);
	graph_keep_last(adding->graph, &stand->event_last, last);
}

static struct graph_relation *relation_of(struct adding *adding, const struct line_relation *from)
{
	const struct graph_entity *subject = find_entity(adding, from->subject);
	const struct graph_entity *object = find_entity(adding, from->object);
	const struct graph_text *keys[2];
	bool swap;

	if (!subject || !object || !from->type.at)
		return NULL;
	keys[0] = subject->record.keys[0];
	keys[1] = object->record.keys[0];
	swap = is_symmetric(from->type) && slice_compare(graph_slice(keys[0]), graph_slice(keys[1])) > 0;
	return graph_relation(adding->graph, keys[swap], graph_text(adding->graph, from->type), keys[!swap]);
}

static bool add_relation(struct adding *adding, const struct line_relation *from)
{
	struct graph *graph = adding->graph;
	struct graph_relation *relation = relation_of(adding, from);
	struct graph_stand *stand;
	enum graph_status status;

	if (!relation)
		return fail(adding, "a relation lacks its type or an entity: ", from->id);
	if (!status_of(from->status, &status))
		return fail(adding, "a relation is neither asserted, negated nor planned: ", from->id);
	stand = &relation->stands[status];
	relation->documents += graph_first_time(graph, &relation->record.seen);
	stand->documents += graph_first_time(graph, &stand->seen);
	stand->confidence += from->confidence;
	graph_keep_first(graph, &relation->wikidata, from->wikidata);
	graph_keep_first(graph, &relation->plover, from->plover);
	keep_dates(adding, stand, from->date);
	keep_evidence(adding, stand, from);
	if (graph->detail)
		graph_detail_evidence(graph->detail, relation, status, from);
	return true;
}

static bool add_relations(struct adding *adding)
{
	const struct line_relation *from = adding->line->relations.items;

	for (size_t i = 0; i < adding->line->relations.count; i++)
		if (!add_relation(adding, &from[i]))
			return false;
	return true;
}

/* Two entities of a document that are one in the graph are no pair. */
static bool add_pairs(struct adding *adding)
{
	const struct line_pair *from = adding->line->cooccurrences.items;

	for (size_t i = 0; i < adding->line->cooccurrences.count; i++, from++) {
		const struct graph_entity *a = find_entity(adding, from->a), *b = find_entity(adding, from->b);
		const struct graph_text *keys[2];
		struct graph_pair *pair;
		bool swap;

		if (!a || !b)
			return fail(adding,
			            "a co-occurrence names an entity that is not there: ", a ? from->b : from->a);
		if (a == b)
			continue;
		keys[0] = a->record.keys[0];
		keys[1] = b->record.keys[0];
		swap = slice_compare(graph_slice(keys[0]), graph_slice(keys[1])) > 0;
		pair = graph_pair(adding->graph, keys[swap], keys[!swap]);
		pair->documents += graph_first_time(adding->graph, &pair->record.seen);
		pair->count += from->count;
		pair->weight += from->weight;
	}
	return true;
}

/* The line of the failure depends on how the input was cut, and is not kept. */
static void add_failure(struct graph *graph, const struct graph_line *line)
{
	graph->totals.failed++;
	graph_error(graph, graph_text(graph, line->id), graph_text(graph, line->error.message))->count++;
}

bool graph_add_document(struct graph *graph, struct graph_reader *reader)
{
	struct adding adding = {.graph = graph, .reader = reader, .line = &reader->line};
	bool done;

	if (!reader->line.id.at)
		reader->line.id = (struct slice){"", 0};
	graph->document++;
	if (graph->detail)
		graph_detail_document(graph->detail, &reader->line);
	if (reader->line.error.message.at) {
		add_failure(graph, &reader->line);
		return true;
	}
	graph->totals.documents++;
	graph_keep_first(graph, &graph->totals.first, reader->line.date);
	graph_keep_last(graph, &graph->totals.last, reader->line.date);
	done = add_entities(&adding) && add_mentions(&adding) && add_relations(&adding) && add_pairs(&adding);
	free(adding.entities);
	buffer_free(&adding.key);
	return done;
}
