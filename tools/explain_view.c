#include "explain_view.h"

#include "table.h"

#include <stdlib.h>
#include <string.h>

/* A result with its arrays at hand, and which mentions are to be shown. */
struct view {
	const kzner_result *result;
	const char *text;
	const kzner_mention *mentions;
	const kzner_entity *entities;
	const kzner_relation *relations;
	const kzner_candidate *candidates;
	size_t size, mention_count, entity_count, relation_count, candidate_count;
	const char *at; /* NULL: show everything */
	struct buffer *out;
};

static void view_begin(struct view *view, const kzner_result *result, const char *at, struct buffer *out)
{
	*view = (struct view){.result = result, .at = at, .out = out};
	view->text = kzner_result_text(result, &view->size);
	view->mentions = kzner_result_mentions(result, &view->mention_count);
	view->entities = kzner_result_entities(result, &view->entity_count);
	view->relations = kzner_result_relations(result, &view->relation_count);
	view->candidates = kzner_result_candidates(result, &view->candidate_count);
}

/* First occurrence of at in [from, to) of the text. */
static bool occurs(const struct view *view, size_t from, size_t to)
{
	size_t size = strlen(view->at);

	for (size_t i = from; size && i + size <= to; i++) {
		const char *found = memchr(view->text + i, view->at[0], to - i);

		if (!found || (size_t)(view->text + to - found) < size)
			return false;
		i = (size_t)(found - view->text);
		if (memcmp(found, view->at, size) == 0)
			return true;
	}
	return false;
}

/* Does an occurrence of at touch the span? It may begin up to its own length before and end as much behind it. */
static bool is_shown(const struct view *view, kzner_span span)
{
	size_t reach, from, to;

	if (!view->at)
		return true;
	reach = strlen(view->at) - 1;
	from = span.begin > reach ? span.begin - reach : 0;
	to = view->size - span.end > reach ? span.end + reach : view->size;
	return occurs(view, from, to);
}

static void put_span(const struct view *view, kzner_span span)
{
	table_put_safe(view->out, view->text + span.begin, span.end - span.begin);
	buffer_printf(view->out, "' %zu-%zu", kzner_result_offset(view->result, span.begin, KZNER_UNIT_CODEPOINT),
	              kzner_result_offset(view->result, span.end, KZNER_UNIT_CODEPOINT));
}

static void put_source(const struct view *view, kzner_source source, const char *file, uint32_t line)
{
	buffer_printf(view->out, "%s", kzner_source_name(source));
	if (line)
		buffer_printf(view->out, " %s:%u", file, (unsigned)line);
}

static void put_reason(const struct view *view, const char *reason)
{
	if (reason && *reason)
		buffer_printf(view->out, ": %s", reason);
}

/* What a candidate beat overlaps it, and no candidate is longer than this. */
#define CANDIDATE_REACH 4096

/* Each candidate that this one beat. Candidates are in text order: only neighbours need to be looked at. */
static void put_beaten(const struct view *view, uint32_t winner)
{
	kzner_span span = view->candidates[winner].span;
	size_t first = winner;

	while (first > 0 && view->candidates[first - 1].span.begin + CANDIDATE_REACH > span.begin)
		first--;
	for (size_t i = first; i < view->candidate_count && view->candidates[i].span.begin < span.end; i++) {
		const kzner_candidate *candidate = &view->candidates[i];

		if (candidate->outcome != KZNER_BEATEN || candidate->beaten_by != winner)
			continue;
		buffer_printf(view->out, "      beat %s '", kzner_type_name(candidate->type));
		put_span(view, candidate->span);
		buffer_printf(view->out, " (%.2f, ", (double)candidate->score);
		put_source(view, candidate->source, candidate->file, candidate->line);
		buffer_putc(view->out, ')');
		put_reason(view, candidate->reason);
		buffer_putc(view->out, '\n');
	}
}

static void put_mention(const struct view *view, size_t number)
{
	const kzner_mention *mention = &view->mentions[number];

	buffer_printf(view->out, "  m%zu %s '", number, kzner_type_name(mention->type));
	put_span(view, mention->span);
	if (mention->value)
		buffer_printf(view->out, " = %s", mention->value);
	buffer_printf(view->out, "\n      by ");
	put_source(view, mention->source, mention->file, mention->line);
	buffer_printf(view->out, ", confidence %.2f", (double)mention->confidence);
	if (mention->candidate < view->candidate_count) {
		const kzner_candidate *candidate = &view->candidates[mention->candidate];

		buffer_printf(view->out, ", score %.2f", (double)candidate->score);
		put_reason(view, candidate->reason);
	}
	if (mention->entity != KZNER_NONE)
		buffer_printf(view->out, "\n      is e%u %s", (unsigned)mention->entity,
		              view->entities[mention->entity].name);
	buffer_putc(view->out, '\n');
	if (mention->candidate < view->candidate_count)
		put_beaten(view, mention->candidate);
}

static void put_mentions(const struct view *view)
{
	buffer_puts(view->out, "Mentions\n");
	for (size_t i = 0; i < view->mention_count; i++)
		if (is_shown(view, view->mentions[i].span))
			put_mention(view, i);
}

static bool entity_is_shown(const struct view *view, const kzner_entity *entity)
{
	for (uint32_t i = 0; i < entity->mention_count; i++)
		if (is_shown(view, view->mentions[entity->mentions[i]].span))
			return true;
	return false;
}

static void put_entity(const struct view *view, size_t number)
{
	const kzner_entity *entity = &view->entities[number];

	buffer_printf(view->out, "  e%zu %s '%s'", number, kzner_type_name(entity->type), entity->name);
	for (uint32_t i = 0; i < entity->mention_count; i++)
		buffer_printf(view->out, "%sm%u", i ? " " : " of ", (unsigned)entity->mentions[i]);
	buffer_puts(view->out, "\n      ");
	if (entity->gazetteer)
		buffer_printf(view->out, "linked to %s", entity->gazetteer);
	else
		buffer_puts(view->out, "not linked");
	if (entity->wikidata)
		buffer_printf(view->out, " (%s)", entity->wikidata);
	buffer_printf(view->out, ", confidence %.2f", (double)entity->confidence);
	put_reason(view, entity->reason);
	buffer_putc(view->out, '\n');
}

static void put_entities(const struct view *view)
{
	buffer_puts(view->out, "\nEntities\n");
	for (size_t i = 0; i < view->entity_count; i++)
		if (entity_is_shown(view, &view->entities[i]))
			put_entity(view, i);
}

static bool relation_is_shown(const struct view *view, const kzner_relation *relation)
{
	for (uint32_t i = 0; i < relation->evidence_count; i++)
		if (is_shown(view, view->mentions[relation->evidence[i].subject].span) ||
		    is_shown(view, view->mentions[relation->evidence[i].object].span))
			return true;
	return !view->at;
}

/* A sentence on one line. */
static void put_sentence(const struct view *view, kzner_span span)
{
	size_t from = view->out->size;

	table_put_safe(view->out, view->text + span.begin, span.end - span.begin);
	for (size_t i = from; i < view->out->size; i++)
		if (view->out->data[i] == '\n' || view->out->data[i] == '\t')
			view->out->data[i] = ' ';
}

static void put_relation(const struct view *view, size_t number)
{
	const kzner_relation *relation = &view->relations[number];

	buffer_printf(view->out, "  r%zu %s %s %s (%s, %.2f)", number, view->entities[relation->subject].name,
	              relation->type, view->entities[relation->object].name,
	              kzner_relation_status_name(relation->status), (double)relation->confidence);
	if (relation->date)
		buffer_printf(view->out, " %s", relation->date);
	buffer_putc(view->out, '\n');
	for (uint32_t i = 0; i < relation->evidence_count; i++) {
		const kzner_evidence *evidence = &relation->evidence[i];

		buffer_printf(view->out, "      by %s:%u, m%u and m%u, confidence %.2f, in \"", evidence->file,
		              (unsigned)evidence->line, (unsigned)evidence->subject, (unsigned)evidence->object,
		              (double)evidence->confidence);
		put_sentence(view, evidence->sentence);
		buffer_puts(view->out, "\"\n");
	}
}

static void put_relations(const struct view *view)
{
	buffer_puts(view->out, "\nRelations\n");
	for (size_t i = 0; i < view->relation_count; i++)
		if (relation_is_shown(view, &view->relations[i]))
			put_relation(view, i);
}

static void put_fate(const struct view *view, const kzner_candidate *candidate)
{
	if (candidate->outcome == KZNER_UNSUPPORTED) {
		buffer_puts(view->out, "too little speaks for it");
	} else if (candidate->outcome == KZNER_FILTERED) {
		buffer_puts(view->out, "left out by an option");
	} else if (candidate->beaten_by < view->candidate_count) {
		buffer_printf(view->out, "beaten by %s '",
		              kzner_type_name(view->candidates[candidate->beaten_by].type));
		put_span(view, view->candidates[candidate->beaten_by].span);
	} else {
		buffer_puts(view->out, "overlaps a better one");
	}
}

static void put_dropped(const struct view *view)
{
	buffer_puts(view->out, "\nDropped\n");
	for (size_t i = 0; i < view->candidate_count; i++) {
		const kzner_candidate *candidate = &view->candidates[i];

		if (candidate->outcome == KZNER_CHOSEN || !is_shown(view, candidate->span))
			continue;
		buffer_printf(view->out, "  %s '", kzner_type_name(candidate->type));
		put_span(view, candidate->span);
		buffer_printf(view->out, " (%.2f, ", (double)candidate->score);
		put_source(view, candidate->source, candidate->file, candidate->line);
		buffer_puts(view->out, "): ");
		put_fate(view, candidate);
		put_reason(view, candidate->reason);
		buffer_putc(view->out, '\n');
	}
}

bool explain_view_write(const kzner_result *result, const char *at, struct buffer *out)
{
	struct view view;

	view_begin(&view, result, at, out);
	if (at && !occurs(&view, 0, view.size))
		return false;
	put_mentions(&view);
	put_entities(&view);
	put_relations(&view);
	put_dropped(&view);
	return true;
}
