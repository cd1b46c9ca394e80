/*
 * From the JSON of one document, gold and predicted, to the sets that are compared.
 */
#include "eval_sets.h"

#include <stdlib.h>
#include <string.h>

static bool is_one_of(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(*words, word) == 0)
			return true;
	return false;
}

bool eval_is_core(const char *type)
{
	static const char *const types[] = {"PERSON", "PARTY", "PLACE", "ORG", NULL};

	return is_one_of(type, types);
}

static bool is_symmetric(const char *type)
{
	static const char *const types[] = {"borders",        "met_with",    "agreed_with", "cooperates_with",
	                                    "conflicts_with", "trades_with", NULL};

	return is_one_of(type, types);
}

static const char *text_of(const json_t *object, const char *member)
{
	return json_string_value(json_object_get(object, member));
}

bool eval_is_scored(const struct eval_documents *gold, const char *type)
{
	const json_t *mention;
	size_t k;

	for (size_t i = 0; i < gold->count; i++) {
		const json_t *mentions = json_object_get(gold->list[i].json, "mentions");

		json_array_foreach(mentions, k, mention)
		{
			const char *own = text_of(mention, "type");

			if (own && strcmp(own, type) == 0)
				return true;
		}
	}
	return false;
}

static bool is_optional(const json_t *item)
{
	return json_is_true(json_object_get(item, "optional"));
}

static struct eval_mention read_mention(const json_t *mention)
{
	const char *type = text_of(mention, "type");

	return (struct eval_mention){
	        .start = json_integer_value(json_object_get(mention, "start")),
	        .end = json_integer_value(json_object_get(mention, "end")),
	        .type = type ? type : "",
	        .entity = text_of(mention, "entity"),
	        .text = text_of(mention, "text"),
	};
}

static void read_gold_mentions(const json_t *gold, struct mention_set *want, struct mention_set *optional)
{
	const json_t *mention, *mentions = json_object_get(gold, "mentions");
	size_t i;

	json_array_foreach(mentions, i, mention)
	{
		struct eval_mention read = read_mention(mention);

		mention_add(is_optional(mention) ? optional : want, &read);
	}
	mention_sort(want);
	mention_sort(optional);
}

static void read_predicted_mentions(const struct eval_documents *all, const json_t *predicted,
                                    const struct mention_set *optional, struct mention_set *got)
{
	const json_t *mention, *mentions = json_object_get(predicted, "mentions");
	size_t i;

	json_array_foreach(mentions, i, mention)
	{
		struct eval_mention read = read_mention(mention);

		if (!mention_find(optional, &read) && (eval_is_core(read.type) || eval_is_scored(all, read.type)))
			mention_add(got, &read);
	}
	mention_sort(got);
}

/* How often mentions of a predicted entity overlap mentions of a gold entity. */
struct vote {
	const char *predicted, *gold;
	unsigned count;
};

struct votes {
	struct vote *list;
	size_t count;
};

static void vote(struct votes *votes, const char *predicted, const char *gold)
{
	for (size_t i = 0; i < votes->count; i++) {
		if (strcmp(votes->list[i].predicted, predicted) == 0 && strcmp(votes->list[i].gold, gold) == 0) {
			votes->list[i].count++;
			return;
		}
	}
	votes->list = memory_resize(votes->list, votes->count + 1, sizeof *votes->list);
	votes->list[votes->count++] = (struct vote){predicted, gold, 1};
}

static void count_votes(const json_t *gold, const json_t *predicted, struct votes *votes)
{
	const json_t *given, *wanted;
	const json_t *given_all = json_object_get(predicted, "mentions"),
	             *wanted_all = json_object_get(gold, "mentions");
	size_t i, k;

	json_array_foreach(given_all, i, given)
	{
		struct eval_mention mention = read_mention(given);

		if (!mention.entity)
			continue;
		json_array_foreach(wanted_all, k, wanted)
		{
			struct eval_mention other = read_mention(wanted);

			if (other.entity && *other.entity && other.start < mention.end && mention.start < other.end)
				vote(votes, mention.entity, other.entity);
		}
	}
}

/* The gold entity with most votes, the first of equals; for none the id behind a question mark. */
static const char *place_entity(struct document_sets *sets, const struct votes *votes, const char *entity)
{
	const struct vote *best = NULL;
	struct buffer made = {0};

	for (size_t i = 0; i < votes->count; i++)
		if (strcmp(votes->list[i].predicted, entity) == 0 && (!best || votes->list[i].count > best->count))
			best = &votes->list[i];
	if (best)
		return best->gold;
	buffer_putc(&made, '?');
	buffer_puts(&made, entity);
	buffer_terminate(&made);
	sets->texts = memory_resize(sets->texts, sets->text_count + 1, sizeof *sets->texts);
	sets->texts[sets->text_count++] = made.data;
	return made.data;
}

static struct eval_relation make_relation(const char *subject, const char *type, const char *object, const json_t *from)
{
	const char *status = text_of(from, "status");
	struct eval_relation relation = {subject, type, object, status ? status : "asserted", 0};

	if (is_symmetric(type) && strcmp(object, subject) < 0) {
		relation.subject = object;
		relation.object = subject;
	}
	return relation;
}

static void read_gold_relations(const json_t *gold, struct relation_set *want, struct relation_set *optional)
{
	const json_t *relation, *relations = json_object_get(gold, "relations");
	size_t i;

	json_array_foreach(relations, i, relation)
	{
		const char *subject = text_of(relation, "subject"), *object = text_of(relation, "object");
		const char *type = text_of(relation, "relation");
		struct eval_relation read =
		        make_relation(subject ? subject : "", type ? type : "", object ? object : "", relation);

		relation_add(is_optional(relation) ? optional : want, &read);
	}
	relation_sort(want);
	relation_sort(optional);
}

static void read_predicted_relations(struct document_sets *sets, const json_t *predicted, const struct votes *votes,
                                     const struct relation_set *optional)
{
	const json_t *relation, *relations = json_object_get(predicted, "relations");
	size_t i;

	json_array_foreach(relations, i, relation)
	{
		const char *subject = text_of(relation, "subject"), *object = text_of(relation, "object");
		const char *type = text_of(relation, "type");
		struct eval_relation read =
		        make_relation(place_entity(sets, votes, subject ? subject : ""), type ? type : "",
		                      place_entity(sets, votes, object ? object : ""), relation);

		if (!relation_find(optional, &read))
			relation_add(&sets->got_relations, &read);
	}
	relation_sort(&sets->got_relations);
}

void document_sets_make(struct document_sets *sets, const struct eval_documents *all, const json_t *gold,
                        const json_t *predicted)
{
	struct mention_set optional = {0};
	struct relation_set optional_relations = {0};
	struct votes votes = {0};

	*sets = (struct document_sets){0};
	read_gold_mentions(gold, &sets->want, &optional);
	read_predicted_mentions(all, predicted, &optional, &sets->got);
	count_votes(gold, predicted, &votes);
	read_gold_relations(gold, &sets->want_relations, &optional_relations);
	read_predicted_relations(sets, predicted, &votes, &optional_relations);
	free(optional.list);
	free(optional_relations.list);
	free(votes.list);
}

void document_sets_free(struct document_sets *sets)
{
	free(sets->want.list);
	free(sets->got.list);
	free(sets->want_relations.list);
	free(sets->got_relations.list);
	for (size_t i = 0; i < sets->text_count; i++)
		free(sets->texts[i]);
	free(sets->texts);
}
