/* In: a line of JSONL. Out: what stands in it, by the tables here. */
#include "graph_line.h"

#include "encoding.h"
#include "json_put.h"

const char *const graph_status_names[GRAPH_STATUSES] = {"asserted", "negated", "planned"};

static const struct json_field mention_fields[] = {
        {JSON_FIELD("start", JSON_COUNT, struct line_mention, start), NULL},
        {JSON_FIELD("end", JSON_COUNT, struct line_mention, end), NULL},
        {JSON_FIELD("text", JSON_SLICE, struct line_mention, text), NULL},
        {JSON_FIELD("type", JSON_SLICE, struct line_mention, type), NULL},
        {JSON_FIELD("value", JSON_SLICE, struct line_mention, value), NULL},
        {JSON_FIELD("entity", JSON_SLICE, struct line_mention, entity), NULL},
        {JSON_FIELD("confidence", JSON_SCALED, struct line_mention, confidence), NULL},
};
static const struct json_shape mention_shape = JSON_SHAPE(mention_fields, struct line_mention);

static const struct json_field entity_fields[] = {
        {JSON_FIELD("id", JSON_SLICE, struct line_entity, id), NULL},
        {JSON_FIELD("name", JSON_SLICE, struct line_entity, name), NULL},
        {JSON_FIELD("type", JSON_SLICE, struct line_entity, type), NULL},
        {JSON_FIELD("subtype", JSON_SLICE, struct line_entity, subtype), NULL},
        {JSON_FIELD("gazetteer", JSON_SLICE, struct line_entity, gazetteer), NULL},
        {JSON_FIELD("wikidata", JSON_SLICE, struct line_entity, wikidata), NULL},
        {JSON_FIELD("confidence", JSON_SCALED, struct line_entity, confidence), NULL},
};
static const struct json_shape entity_shape = JSON_SHAPE(entity_fields, struct line_entity);

static const struct json_field evidence_fields[] = {
        {JSON_FIELD("start", JSON_COUNT, struct line_evidence, start), NULL},
        {JSON_FIELD("end", JSON_COUNT, struct line_evidence, end), NULL},
        {JSON_FIELD("rule", JSON_SLICE, struct line_evidence, rule), NULL},
        {JSON_FIELD("confidence", JSON_SCALED, struct line_evidence, confidence), NULL},
};
static const struct json_shape evidence_shape = JSON_SHAPE(evidence_fields, struct line_evidence);

static const struct json_field relation_fields[] = {
        {JSON_FIELD("id", JSON_SLICE, struct line_relation, id), NULL},
        {JSON_FIELD("type", JSON_SLICE, struct line_relation, type), NULL},
        {JSON_FIELD("subject", JSON_SLICE, struct line_relation, subject), NULL},
        {JSON_FIELD("object", JSON_SLICE, struct line_relation, object), NULL},
        {JSON_FIELD("status", JSON_SLICE, struct line_relation, status), NULL},
        {JSON_FIELD("confidence", JSON_SCALED, struct line_relation, confidence), NULL},
        {JSON_FIELD("wikidata", JSON_SLICE, struct line_relation, wikidata), NULL},
        {JSON_FIELD("plover", JSON_SLICE, struct line_relation, plover), NULL},
        {JSON_FIELD("date", JSON_SLICE, struct line_relation, date), NULL},
        {JSON_FIELD("evidence", JSON_LIST, struct line_relation, evidence), &evidence_shape},
};
static const struct json_shape relation_shape = JSON_SHAPE(relation_fields, struct line_relation);

static const struct json_field pair_fields[] = {
        {JSON_FIELD("a", JSON_SLICE, struct line_pair, a), NULL},
        {JSON_FIELD("b", JSON_SLICE, struct line_pair, b), NULL},
        {JSON_FIELD("count", JSON_COUNT, struct line_pair, count), NULL},
        {JSON_FIELD("weight", JSON_SCALED, struct line_pair, weight), NULL},
};
static const struct json_shape pair_shape = JSON_SHAPE(pair_fields, struct line_pair);

static const struct json_field error_fields[] = {
        {JSON_FIELD("message", JSON_SLICE, struct line_error, message), NULL},
};
static const struct json_shape error_shape = JSON_SHAPE(error_fields, struct line_error);

static const struct json_field best_fields[] = {
        {JSON_FIELD("document", JSON_SLICE, struct line_best, document), NULL},
        {JSON_FIELD("start", JSON_COUNT, struct line_best, start), NULL},
        {JSON_FIELD("end", JSON_COUNT, struct line_best, end), NULL},
        {JSON_FIELD("offset_unit", JSON_SLICE, struct line_best, unit), NULL},
        {JSON_FIELD("rule", JSON_SLICE, struct line_best, rule), NULL},
        {JSON_FIELD("confidence", JSON_SCALED, struct line_best, confidence), NULL},
};
static const struct json_shape best_shape = JSON_SHAPE(best_fields, struct line_best);

static const struct json_field status_fields[] = {
        {JSON_FIELD("documents", JSON_COUNT, struct line_status, documents), NULL},
        {JSON_FIELD("evidence", JSON_COUNT, struct line_status, evidence), NULL},
        {JSON_FIELD("confidence", JSON_SCALED, struct line_status, confidence), NULL},
        {JSON_FIELD("first", JSON_SLICE, struct line_status, first), NULL},
        {JSON_FIELD("last", JSON_SLICE, struct line_status, last), NULL},
        {JSON_FIELD("event_first", JSON_SLICE, struct line_status, event_first), NULL},
        {JSON_FIELD("event_last", JSON_SLICE, struct line_status, event_last), NULL},
        {JSON_FIELD("best", JSON_OBJECT, struct line_status, best), &best_shape},
};
static const struct json_shape status_shape = JSON_SHAPE(status_fields, struct line_status);

static const struct json_field name_fields[] = {
        {JSON_FIELD("text", JSON_SLICE, struct line_name, text), NULL},
        {JSON_FIELD("documents", JSON_COUNT, struct line_name, documents), NULL},
        {JSON_FIELD("mentions", JSON_COUNT, struct line_name, mentions), NULL},
        {JSON_FIELD("chosen", JSON_COUNT, struct line_name, chosen), NULL},
};
static const struct json_shape name_shape = JSON_SHAPE(name_fields, struct line_name);

static const struct json_field line_fields[] = {
        {JSON_FIELD("schema", JSON_SLICE, struct graph_line, schema), NULL},
        {JSON_FIELD("kind", JSON_SLICE, struct graph_line, kind), NULL},
        {JSON_FIELD("id", JSON_SLICE, struct graph_line, id), NULL},
        {JSON_FIELD("date", JSON_SLICE, struct graph_line, date), NULL},
        {JSON_FIELD("offset_unit", JSON_SLICE, struct graph_line, unit), NULL},
        {JSON_FIELD("mentions", JSON_LIST, struct graph_line, mentions), &mention_shape},
        {JSON_FIELD("entities", JSON_LIST, struct graph_line, entities), &entity_shape},
        {JSON_FIELD("relations", JSON_LIST, struct graph_line, relations), &relation_shape},
        {JSON_FIELD("cooccurrences", JSON_LIST, struct graph_line, cooccurrences), &pair_shape},
        {JSON_FIELD("error", JSON_OBJECT, struct graph_line, error), &error_shape},
        {JSON_FIELD("subject", JSON_SLICE, struct graph_line, subject), NULL},
        {JSON_FIELD("type", JSON_SLICE, struct graph_line, type), NULL},
        {JSON_FIELD("object", JSON_SLICE, struct graph_line, object), NULL},
        {JSON_FIELD("subtype", JSON_SLICE, struct graph_line, subtype), NULL},
        {JSON_FIELD("gazetteer", JSON_SLICE, struct graph_line, gazetteer), NULL},
        {JSON_FIELD("a", JSON_SLICE, struct graph_line, a), NULL},
        {JSON_FIELD("b", JSON_SLICE, struct graph_line, b), NULL},
        {JSON_FIELD("wikidata", JSON_SLICE, struct graph_line, wikidata), NULL},
        {JSON_FIELD("plover", JSON_SLICE, struct graph_line, plover), NULL},
        {JSON_FIELD("documents", JSON_COUNT, struct graph_line, documents), NULL},
        {JSON_FIELD("failed", JSON_COUNT, struct graph_line, failed), NULL},
        {JSON_FIELD("mention_count", JSON_COUNT, struct graph_line, mention_count), NULL},
        {JSON_FIELD("count", JSON_COUNT, struct graph_line, count), NULL},
        {JSON_FIELD("weight", JSON_SCALED, struct graph_line, weight), NULL},
        {JSON_FIELD("confidence", JSON_SCALED, struct graph_line, confidence), NULL},
        {JSON_FIELD("first", JSON_SLICE, struct graph_line, first), NULL},
        {JSON_FIELD("last", JSON_SLICE, struct graph_line, last), NULL},
        {JSON_FIELD("names", JSON_LIST, struct graph_line, names), &name_shape},
        {JSON_FIELD("asserted", JSON_OBJECT, struct graph_line, status[GRAPH_ASSERTED]), &status_shape},
        {JSON_FIELD("negated", JSON_OBJECT, struct graph_line, status[GRAPH_NEGATED]), &status_shape},
        {JSON_FIELD("planned", JSON_OBJECT, struct graph_line, status[GRAPH_PLANNED]), &status_shape},
        {JSON_FIELD("message", JSON_SLICE, struct graph_line, message), NULL},
};
static const struct json_shape line_shape = JSON_SHAPE(line_fields, struct graph_line);

static bool fail(struct graph_reader *reader, size_t column, const char *text)
{
	reader->column = column;
	reader->error.size = 0;
	buffer_puts(&reader->error, text);
	return false;
}

static bool fail_on_schema(struct graph_reader *reader, struct slice schema)
{
	reader->column = 1;
	reader->error.size = 0;
	buffer_puts(&reader->error, "schema ");
	json_put_string(&reader->error, schema.at, schema.size);
	buffer_puts(&reader->error, " is neither \"" DOCUMENT_SCHEMA "\" nor \"" GRAPH_SCHEMA "\"");
	return false;
}

/* Every line that takes part has what it is told apart by. */
static bool has_keys(const struct graph_line *line, enum graph_kind kind)
{
	switch (kind) {
	case GRAPH_ENTITY:
		return line->id.at && line->type.at;
	case GRAPH_RELATION:
		return line->subject.at && line->type.at && line->object.at;
	case GRAPH_PAIR:
		return line->a.at && line->b.at;
	case GRAPH_ERROR:
		return line->id.at && line->message.at;
	default:
		return true;
	}
}

static bool find_kind(struct graph_reader *reader)
{
	static const char *const kinds[] = {"entity", "relation", "cooccurrence", "error", "contradiction"};
	const struct graph_line *line = &reader->line;

	if (line->schema.at) {
		reader->kind = slice_is(line->schema, DOCUMENT_SCHEMA) ? GRAPH_DOCUMENT : GRAPH_HEAD;
		return reader->kind == GRAPH_DOCUMENT || slice_is(line->schema, GRAPH_SCHEMA) ||
		       fail_on_schema(reader, line->schema);
	}
	for (reader->kind = GRAPH_ENTITY; reader->kind <= GRAPH_DERIVED; reader->kind++)
		if (slice_is(line->kind, kinds[reader->kind]))
			return has_keys(line, reader->kind) || fail(reader, 1, "this line of a graph is not complete");
	return fail(reader, 1, "neither a document of kzner extract --format jsonl nor a line of a graph");
}

bool graph_line_read(struct graph_reader *reader, const char *line, size_t size)
{
	struct json_scan *scan = &reader->json.scan;

	arena_reset(&reader->arena);
	reader->line = (struct graph_line){0};
	reader->json.arena = &reader->arena;
	*scan = (struct json_scan){.at = line, .end = line + size};
	if (!utf8_is_valid(line, size))
		return fail(reader, 1, "not UTF-8");
	if (!json_read_object(&reader->json, &line_shape, &reader->line))
		return fail(reader, (size_t)(scan->at - line) + 1, scan->error);
	json_skip_space(scan);
	if (scan->at < scan->end)
		return fail(reader, (size_t)(scan->at - line) + 1, "something follows the JSON object");
	return find_kind(reader);
}

void graph_reader_free(struct graph_reader *reader)
{
	arena_free(&reader->arena);
	buffer_free(&reader->json.text);
	buffer_free(&reader->error);
}
