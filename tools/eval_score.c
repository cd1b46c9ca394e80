#include "eval.h"

#include "eval_names.h"
#include "eval_sets.h"

#include <stdlib.h>
#include <string.h>

double eval_precision(const struct eval_counts *counts)
{
	return counts->predicted ? (double)counts->hit / (double)counts->predicted : 0;
}

double eval_recall(const struct eval_counts *counts)
{
	return counts->gold ? (double)counts->hit / (double)counts->gold : 0;
}

double eval_f1(const struct eval_counts *counts)
{
	double precision = eval_precision(counts), recall = eval_recall(counts), both = precision + recall;

	return both > 0 ? 2 * precision * recall / both : 0;
}

static void count(struct eval_counts *counts, long hit, long predicted, long gold)
{
	counts->hit += hit;
	counts->predicted += predicted;
	counts->gold += gold;
}

static struct eval_counts *counts_of(struct eval_table *table, const char *name)
{
	for (size_t i = 0; i < table->count; i++)
		if (strcmp(table->list[i].name, name) == 0)
			return &table->list[i].counts;
	if (table->count == table->capacity) {
		table->capacity = table->capacity ? table->capacity * 2 : 32;
		table->list = memory_resize(table->list, table->capacity, sizeof *table->list);
	}
	table->list[table->count] = (struct eval_kind){.name = name};
	return &table->list[table->count++].counts;
}

/* --- mentions --- */

static void score_kinds(struct eval_scores *scores, const struct mention_set *want, const struct mention_set *got)
{
	for (size_t i = 0; i < want->count; i++)
		count(counts_of(&scores->kinds, want->list[i].type), mention_find(got, &want->list[i]) != NULL, 0, 1);
	for (size_t i = 0; i < got->count; i++)
		count(counts_of(&scores->kinds, got->list[i].type), 0, 1, 0);
}

/* Where the core mentions stand, whatever their types. */
static void collect_spans(const struct mention_set *mentions, struct mention_set *ret_spans)
{
	for (size_t i = 0; i < mentions->count; i++) {
		struct eval_mention span = {.start = mentions->list[i].start, .end = mentions->list[i].end, .type = ""};

		if (eval_is_core(mentions->list[i].type))
			mention_add(ret_spans, &span);
	}
	mention_sort(ret_spans);
}

static void score_spans(struct eval_scores *scores, const struct mention_set *want, const struct mention_set *got)
{
	struct mention_set wanted = {0}, given = {0};

	collect_spans(want, &wanted);
	collect_spans(got, &given);
	for (size_t i = 0; i < wanted.count; i++)
		scores->spans.hit += mention_find(&given, &wanted.list[i]) != NULL;
	count(&scores->spans, 0, (long)given.count, (long)wanted.count);
	free(wanted.list);
	free(given.list);
}

static bool same_name(const char *a, const char *b)
{
	char *plain_a = eval_plain_name(a), *plain_b = eval_plain_name(b);
	bool same = strcmp(plain_a, plain_b) == 0;

	free(plain_a);
	free(plain_b);
	return same;
}

/* The name of the predicted entity with that id, NULL if there is none. */
static const char *entity_name(const json_t *predicted, const char *id)
{
	const json_t *entity, *entities = json_object_get(predicted, "entities");
	const char *name = NULL, *own;
	size_t i;

	if (!id)
		return NULL;
	json_array_foreach(entities, i, entity)
	{
		own = json_string_value(json_object_get(entity, "id"));
		if (own && strcmp(own, id) == 0)
			name = json_string_value(json_object_get(entity, "name"));
	}
	return name;
}

static void score_links(struct eval_scores *scores, const struct mention_set *want, const struct mention_set *got,
                        const json_t *predicted)
{
	for (size_t i = 0; i < want->count; i++) {
		const struct eval_mention *mention = &want->list[i], *found;

		if (!eval_is_core(mention->type) || !mention->entity || !*mention->entity)
			continue;
		found = mention_find(got, mention);
		count(&scores->linked, found && same_name(entity_name(predicted, found->entity), mention->entity),
		      found != NULL, 1);
	}
}

/* --- relations --- */

static void score_relation_kinds(struct eval_scores *scores, const struct relation_set *want,
                                 const struct relation_set *got)
{
	for (size_t i = 0; i < want->count; i++) {
		const struct eval_relation *found = relation_find(got, &want->list[i]);

		count(counts_of(&scores->relations, want->list[i].type), found != NULL, 0, 1);
		if (found)
			count(&scores->status, strcmp(found->status, want->list[i].status) == 0, 1, 1);
	}
	for (size_t i = 0; i < got->count; i++)
		count(counts_of(&scores->relations, got->list[i].type), 0, 1, 0);
}

/* Which two entities are related, whatever the relation and its direction. */
static void collect_pairs(const struct relation_set *relations, struct relation_set *ret_pairs)
{
	for (size_t i = 0; i < relations->count; i++) {
		struct eval_relation pair = {
		        .subject = relations->list[i].subject, .type = "", .object = relations->list[i].object};

		if (strcmp(pair.object, pair.subject) < 0) {
			pair.subject = relations->list[i].object;
			pair.object = relations->list[i].subject;
		}
		relation_add(ret_pairs, &pair);
	}
	relation_sort(ret_pairs);
}

static void score_pairs(struct eval_scores *scores, const struct relation_set *want, const struct relation_set *got)
{
	struct relation_set wanted = {0}, given = {0};

	collect_pairs(want, &wanted);
	collect_pairs(got, &given);
	for (size_t i = 0; i < wanted.count; i++)
		scores->pairs.hit += relation_find(&given, &wanted.list[i]) != NULL;
	count(&scores->pairs, 0, (long)given.count, (long)wanted.count);
	free(wanted.list);
	free(given.list);
}

/* --- documents --- */

static void score_document(const struct eval_documents *all, const struct eval_document *gold, const json_t *predicted,
                           struct eval_scores *scores)
{
	struct document_sets sets;

	document_sets_make(&sets, all, gold->json, predicted);
	score_kinds(scores, &sets.want, &sets.got);
	score_spans(scores, &sets.want, &sets.got);
	score_links(scores, &sets.want, &sets.got, predicted);
	score_relation_kinds(scores, &sets.want_relations, &sets.got_relations);
	score_pairs(scores, &sets.want_relations, &sets.got_relations);
	if (scores->errors)
		eval_list_errors(&sets, gold, scores->errors);
	document_sets_free(&sets);
}

static int compare_kinds(const void *a, const void *b)
{
	return strcmp(((const struct eval_kind *)a)->name, ((const struct eval_kind *)b)->name);
}

static void sort_table(struct eval_table *table)
{
	if (table->count)
		qsort(table->list, table->count, sizeof *table->list, compare_kinds);
}

static void add_up(struct eval_scores *scores)
{
	for (size_t i = 0; i < scores->kinds.count; i++) {
		const struct eval_counts *one = &scores->kinds.list[i].counts;

		count(&scores->every, one->hit, one->predicted, one->gold);
		if (eval_is_core(scores->kinds.list[i].name))
			count(&scores->core, one->hit, one->predicted, one->gold);
	}
	for (size_t i = 0; i < scores->relations.count; i++) {
		const struct eval_counts *one = &scores->relations.list[i].counts;

		count(&scores->all_relations, one->hit, one->predicted, one->gold);
	}
}

void eval_score(const struct eval_documents *gold, const struct eval_documents *predictions, struct eval_scores *scores)
{
	scores->documents = gold->count;
	for (size_t i = 0; i < gold->count; i++) {
		const struct eval_document *predicted = eval_find(predictions, gold->list[i].name);

		if (!predicted) {
			scores->missing_count++;
			buffer_printf(&scores->missing, " %s", gold->list[i].name);
		}
		score_document(gold, &gold->list[i], predicted ? predicted->json : NULL, scores);
	}
	add_up(scores);
	sort_table(&scores->kinds);
	sort_table(&scores->relations);
}

void eval_scores_free(struct eval_scores *scores)
{
	free(scores->kinds.list);
	free(scores->relations.list);
	buffer_free(&scores->missing);
}
