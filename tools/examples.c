#include "examples.h"

#include "cli_common.h"
#include "example_text.h"

#include <stdio.h>
#include <string.h>

/* One rule whose examples are run. */
struct trial {
	kzner_extractor *extractor;
	kzner_extractor *rules_only; /* the same without gazetteers */
	kzner_rule_info rule;
	struct example example;
	struct buffer problems; /* of this rule, printed together */
	unsigned expected, met; /* examples with +, and those that the rule met */
	unsigned failed;
};

static bool same_line(const kzner_rule_info *rule, const char *file, uint32_t line)
{
	return rule->line == line && strcmp(rule->file, file) == 0;
}

static bool same_span(kzner_span a, kzner_span b)
{
	return a.begin == b.begin && a.end == b.end;
}

static bool overlap(kzner_span a, kzner_span b)
{
	return a.begin < b.end && b.begin < a.end;
}

/* Is there a mention of the rule with that span; with any span for NULL? */
static bool has_mention(const struct trial *trial, const kzner_result *result, const kzner_span *span)
{
	size_t count;
	const kzner_mention *mentions = kzner_result_mentions(result, &count);

	for (size_t i = 0; i < count; i++)
		if (mentions[i].source == KZNER_SOURCE_RULE &&
		    same_line(&trial->rule, mentions[i].file, mentions[i].line) &&
		    (!span || same_span(mentions[i].span, *span)))
			return true;
	return false;
}

static bool evidence_fits(const struct trial *trial, const kzner_evidence *evidence, const kzner_mention *mentions)
{
	const struct mark *subject = example_mark(&trial->example, MARK_SUBJECT);
	const struct mark *object = example_mark(&trial->example, MARK_OBJECT);

	if (!same_line(&trial->rule, evidence->file, evidence->line))
		return false;
	return (!subject || overlap(mentions[evidence->subject].span, subject->span)) &&
	       (!object || overlap(mentions[evidence->object].span, object->span));
}

/* Is there a relation as the example says? *ret_fired: the pattern gave some relation. */
static bool has_relation(const struct trial *trial, const kzner_result *result, bool *ret_fired)
{
	size_t count, ignored;
	const kzner_relation *relations = kzner_result_relations(result, &count);
	const kzner_mention *mentions = kzner_result_mentions(result, &ignored);
	bool met = false;

	*ret_fired = false;
	for (size_t i = 0; i < count; i++) {
		for (uint32_t k = 0; k < relations[i].evidence_count; k++) {
			const kzner_evidence *evidence = &relations[i].evidence[k];

			*ret_fired |= same_line(&trial->rule, evidence->file, evidence->line);
			met |= evidence_fits(trial, evidence, mentions) && relations[i].status == trial->example.status;
		}
	}
	return met;
}

static bool has_all_mentions(const struct trial *trial, const kzner_result *result, bool *ret_fired)
{
	*ret_fired = has_mention(trial, result, NULL);
	for (size_t i = 0; i < trial->example.mark_count; i++)
		if (!has_mention(trial, result, &trial->example.marks[i].span))
			return false;
	return *ret_fired;
}

static void put_found_mentions(struct buffer *out, const kzner_result *result)
{
	size_t count, size;
	const kzner_mention *mentions = kzner_result_mentions(result, &count);
	const char *text = kzner_result_text(result, &size);

	for (size_t i = 0; i < count; i++) {
		kzner_span span = mentions[i].span;

		buffer_printf(out, "%s[%.*s|%s", i ? " " : "", (int)(span.end - span.begin), text + span.begin,
		              kzner_type_name(mentions[i].type));
		if (mentions[i].line)
			buffer_printf(out, " by %s:%u", mentions[i].file, (unsigned)mentions[i].line);
		buffer_putc(out, ']');
	}
	if (!count)
		buffer_puts(out, "no mention");
}

static void put_found_relations(struct buffer *out, const kzner_result *result)
{
	size_t count, ignored;
	const kzner_relation *relations = kzner_result_relations(result, &count);
	const kzner_entity *entities = kzner_result_entities(result, &ignored);

	buffer_puts(out, "; ");
	for (size_t i = 0; i < count; i++)
		buffer_printf(out, "%s%s %s %s (%s)", i ? ", " : "", entities[relations[i].subject].name,
		              relations[i].type, entities[relations[i].object].name,
		              kzner_relation_status_name(relations[i].status));
	if (!count)
		buffer_puts(out, "no relation");
}

static void put_problem(struct trial *trial, const char *what, const char *line, size_t size)
{
	buffer_printf(&trial->problems, "kzner: %s:%u: error: %s %s: '%.*s'", trial->rule.file,
	              (unsigned)trial->rule.line, trial->rule.is_relation ? "relation pattern" : "rule", what,
	              (int)size, line);
	trial->failed++;
}

static const kzner_result *extract(const struct trial *trial, kzner_extractor *extractor)
{
	kzner_document document = {.text = trial->example.text.data, .size = trial->example.text.size};
	const kzner_result *result;
	kzner_error error = {0};

	if (kzner_extract(extractor, &document, &result, &error) == KZNER_OK)
		return result;
	cli_error(&error);
	return NULL;
}

/*
 * A gazetteer entry beats a rule that finds the same. Such a rule is not wrong: it may also meet its example without
 * gazetteers.
 */
static bool meets_without_gazetteers(const struct trial *trial)
{
	const kzner_result *result = extract(trial, trial->rules_only);
	bool fired;

	return result && has_all_mentions(trial, result, &fired);
}

static void judge(struct trial *trial, const kzner_result *result, const char *line, size_t size)
{
	bool fired, met;

	met = trial->rule.is_relation ? has_relation(trial, result, &fired) : has_all_mentions(trial, result, &fired);
	if (trial->example.expected && !met && !trial->rule.is_relation)
		met = meets_without_gazetteers(trial);
	trial->expected += trial->example.expected;
	trial->met += trial->example.expected && met;
	if (trial->example.expected ? met : !fired)
		return;
	put_problem(trial, trial->example.expected ? "does not meet its example" : "fires where it should not", line,
	            size);
	buffer_puts(&trial->problems, "; found: ");
	put_found_mentions(&trial->problems, result);
	if (trial->rule.is_relation)
		put_found_relations(&trial->problems, result);
	buffer_putc(&trial->problems, '\n');
}

static bool run_line(struct trial *trial, const char *line, size_t size)
{
	const char *problem = example_parse(&trial->example, line, size);
	const kzner_result *result;

	if (problem) {
		put_problem(trial, problem, line, size);
		buffer_putc(&trial->problems, '\n');
		return true;
	}
	result = extract(trial, trial->extractor);
	if (!result)
		return false;
	judge(trial, result, line, size);
	return true;
}

static bool run_examples(struct trial *trial, unsigned *ret_count)
{
	const char *at = trial->rule.examples;

	for (*ret_count = 0; *at;) {
		size_t size = strcspn(at, "\n");

		if (size && !run_line(trial, at, size))
			return false;
		*ret_count += size > 0;
		at += size + (at[size] == '\n');
	}
	return true;
}

static bool run_rule(struct trial *trial, struct examples_report *report)
{
	unsigned count;

	trial->expected = trial->met = trial->failed = 0;
	trial->problems.size = 0;
	if (!run_examples(trial, &count))
		return false;
	report->rules++;
	report->examples += count;
	report->failed += trial->failed;
	report->without += trial->expected == 0;
	if (trial->expected && !trial->met) {
		report->silent++;
		cli_message("%s:%u: error: %s '%s' never fires on its own examples", trial->rule.file,
		            (unsigned)trial->rule.line, trial->rule.is_relation ? "relation pattern" : "rule",
		            trial->rule.name);
	}
	if (trial->problems.size)
		fwrite(trial->problems.data, 1, trial->problems.size, stderr);
	return true;
}

static kzner_extractor *make_extractor(kzner_model *model, uint32_t without)
{
	kzner_extract_options options = kzner_extract_options_default();
	kzner_extractor *extractor;

	options.without = without;
	if (kzner_extractor_new(model, &options, NULL, &extractor) != KZNER_OK)
		cli_out_of_memory();
	return extractor;
}

bool examples_run(kzner_model *model, struct examples_report *ret_report)
{
	struct trial trial = {.extractor = make_extractor(model, 0), .rules_only = make_extractor(model, UINT32_MAX)};
	bool done = true;

	*ret_report = (struct examples_report){0};
	for (uint32_t i = 0; done && kzner_model_rule(model, i, &trial.rule); i++)
		done = run_rule(&trial, ret_report);
	kzner_extractor_free(trial.extractor);
	kzner_extractor_free(trial.rules_only);
	buffer_free(&trial.example.text);
	buffer_free(&trial.problems);
	return done;
}
