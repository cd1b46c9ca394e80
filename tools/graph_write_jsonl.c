/* In: records. Out: lines of "kzner-graph/1", which graph_line.c reads. */
#include "graph_out.h"

#include <stdio.h>
#include <stdlib.h>

static void put_name(kz_writer *w, const char *name)
{
	KZ_PUT_LITERAL(w, ",\"");
	kz_put(w, name, strlen(name));
	KZ_PUT_LITERAL(w, "\":");
}

static void put_text(kz_writer *w, const char *name, const struct graph_text *text)
{
	if (!text)
		return;
	put_name(w, name);
	kz_put_json(w, text->data, text->size);
}

static void put_count(kz_writer *w, const char *name, uint64_t number)
{
	put_name(w, name);
	kz_put_number(w, number);
}

static void put_scaled(kz_writer *w, const char *name, uint64_t number)
{
	char digits[32];

	put_name(w, name);
	kz_put(w, digits, graph_format_scaled(number, digits));
}

static void put_head(struct graph_out *out)
{
	kz_writer *w = out->writers[0];

	KZ_PUT_LITERAL(w, "{\"schema\":\"" GRAPH_SCHEMA "\"");
	put_count(w, "documents", out->totals.documents);
	put_count(w, "failed", out->totals.failed);
	put_count(w, "mention_count", out->totals.mentions);
	put_text(w, "first", out->totals.first);
	put_text(w, "last", out->totals.last);
	KZ_PUT_LITERAL(w, "}\n");
}

static void put_names(kz_writer *w, const struct graph_entity *entity)
{
	struct graph_name **names = graph_sorted_names(entity);

	put_name(w, "names");
	kz_put_char(w, '[');
	for (size_t i = 0; i < entity->name_count; i++) {
		const struct graph_text *text = names[i]->record.keys[1];

		if (i)
			kz_put_char(w, ',');
		KZ_PUT_LITERAL(w, "{\"text\":");
		kz_put_json(w, text->data, text->size);
		put_count(w, "documents", names[i]->documents);
		put_count(w, "mentions", names[i]->mentions);
		put_count(w, "chosen", names[i]->chosen);
		kz_put_char(w, '}');
	}
	kz_put_char(w, ']');
	free(names);
}

static void put_entity(struct graph_out *out, const struct graph_entity *entity)
{
	kz_writer *w = out->writers[0];

	KZ_PUT_LITERAL(w, "{\"kind\":\"entity\"");
	put_text(w, "id", entity->record.keys[0]);
	put_text(w, "name", graph_title(entity));
	put_text(w, "type", entity->type);
	put_text(w, "subtype", entity->subtype);
	put_text(w, "gazetteer", entity->gazetteer);
	put_text(w, "wikidata", entity->wikidata);
	put_count(w, "documents", entity->documents);
	put_count(w, "mention_count", entity->mentions);
	put_scaled(w, "confidence", entity->confidence);
	put_text(w, "first", entity->first);
	put_text(w, "last", entity->last);
	put_names(w, entity);
	KZ_PUT_LITERAL(w, "}\n");
}

static void put_best(kz_writer *w, const struct graph_best *best)
{
	if (!best->document)
		return;
	put_name(w, "best");
	KZ_PUT_LITERAL(w, "{\"document\":");
	kz_put_json(w, best->document->data, best->document->size);
	put_count(w, "start", best->start);
	put_count(w, "end", best->end);
	put_text(w, "offset_unit", best->unit);
	put_text(w, "rule", best->rule);
	put_scaled(w, "confidence", best->confidence);
	kz_put_char(w, '}');
}

static void put_stand(kz_writer *w, const char *name, const struct graph_stand *stand)
{
	put_name(w, name);
	KZ_PUT_LITERAL(w, "{\"documents\":");
	kz_put_number(w, stand->documents);
	put_count(w, "evidence", stand->evidence);
	put_scaled(w, "confidence", stand->confidence);
	put_text(w, "first", stand->first);
	put_text(w, "last", stand->last);
	put_text(w, "event_first", stand->event_first);
	put_text(w, "event_last", stand->event_last);
	put_best(w, &stand->best);
	kz_put_char(w, '}');
}

static void put_triple(kz_writer *w, const struct graph_relation *relation)
{
	put_text(w, "subject", relation->record.keys[0]);
	put_text(w, "type", relation->record.keys[1]);
	put_text(w, "object", relation->record.keys[2]);
}

static void put_contradiction(kz_writer *w, const struct graph_relation *relation)
{
	const struct graph_stand *asserted = &relation->stands[GRAPH_ASSERTED];
	const struct graph_stand *negated = &relation->stands[GRAPH_NEGATED];

	if (!asserted->documents || !negated->documents)
		return;
	KZ_PUT_LITERAL(w, "{\"kind\":\"contradiction\"");
	put_triple(w, relation);
	put_count(w, "asserted_documents", asserted->documents);
	put_count(w, "negated_documents", negated->documents);
	put_text(w, "asserted_in", asserted->best.document);
	put_text(w, "negated_in", negated->best.document);
	KZ_PUT_LITERAL(w, "}\n");
}

static void put_relation(struct graph_out *out, const struct graph_relation *relation)
{
	kz_writer *w = out->writers[0];
	struct graph_stand all = graph_overall(relation);

	KZ_PUT_LITERAL(w, "{\"kind\":\"relation\"");
	put_triple(w, relation);
	put_count(w, "documents", all.documents);
	put_scaled(w, "confidence", all.confidence);
	put_text(w, "first", all.first);
	put_text(w, "last", all.last);
	put_text(w, "wikidata", relation->wikidata);
	put_text(w, "plover", relation->plover);
	for (int i = 0; i < GRAPH_STATUSES; i++)
		if (relation->stands[i].documents)
			put_stand(w, graph_status_names[i], &relation->stands[i]);
	KZ_PUT_LITERAL(w, "}\n");
	if (out->index)
		put_contradiction(w, relation);
}

static void put_pair(struct graph_out *out, const struct graph_pair *pair)
{
	kz_writer *w = out->writers[0];
	int64_t pmi;

	KZ_PUT_LITERAL(w, "{\"kind\":\"cooccurrence\"");
	put_text(w, "a", pair->record.keys[0]);
	put_text(w, "b", pair->record.keys[1]);
	put_count(w, "documents", pair->documents);
	put_count(w, "count", pair->count);
	put_scaled(w, "weight", pair->weight);
	if (graph_pmi(out, pair, &pmi)) {
		put_name(w, "pmi");
		if (pmi < 0)
			kz_put_char(w, '-');
		char digits[32];
		kz_put(w, digits, graph_format_scaled((uint64_t)(pmi < 0 ? -pmi : pmi) * 1000, digits));
	}
	KZ_PUT_LITERAL(w, "}\n");
}

static void put_error(struct graph_out *out, const struct graph_error *error)
{
	kz_writer *w = out->writers[0];

	KZ_PUT_LITERAL(w, "{\"kind\":\"error\"");
	put_text(w, "id", error->record.keys[0]);
	put_text(w, "message", error->record.keys[1]);
	put_count(w, "count", error->count);
	KZ_PUT_LITERAL(w, "}\n");
}

const struct graph_format graph_jsonl = {
        .name = "jsonl",
        .all_pairs = true,
        .head = put_head,
        .entity = put_entity,
        .relation = put_relation,
        .pair = put_pair,
        .error = put_error,
};
