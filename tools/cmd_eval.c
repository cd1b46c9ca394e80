/*
 * kzner eval: how good predictions are.
 */
#include "cli_common.h"
#include "eval.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMMAND "eval"

static const char help[] =
        "usage: kzner eval [OPTION ...] GOLD_DIR PREDICTIONS\n"
        "\n"
        "Compare documents of kzner extract --format jsonl (a file, '-': standard input) or --format brat (a folder)\n"
        "with the annotations in GOLD_DIR, which holds NAME.gold.json with NAME.txt for each document.\n"
        "The \"id\" of a prediction ends in NAME or NAME.txt.\n"
        "\n"
        "  --errors     list each miss and each false alarm\n"
        "  --json       the figures of the summary as JSON\n"
        "  -h, --help   show this\n"
        "\n"
        "Exit status: 0 done, 1 something could not be read, 2 the command line is wrong.\n";

struct eval_arguments {
	bool errors, json, help;
};

static const struct option long_options[] = {
        {"errors", no_argument, NULL, OPTION_ERRORS},
        {"json", no_argument, NULL, OPTION_JSON},
        {"help", no_argument, NULL, OPTION_HELP},
        {NULL, 0, NULL, 0},
};

static int take_arguments(int argc, char **argv, struct eval_arguments *arguments)
{
	int code;

	while ((code = getopt_long(argc, argv, ":h", long_options, NULL)) != -1) {
		switch (code) {
		case OPTION_ERRORS:
			arguments->errors = true;
			break;
		case OPTION_JSON:
			arguments->json = true;
			break;
		case OPTION_HELP:
			arguments->help = true;
			break;
		default:
			return cli_bad_option(COMMAND, code, argv);
		}
	}
	if (!arguments->help && argc - optind != 2)
		return cli_usage_error(COMMAND, "GOLD_DIR and PREDICTIONS are needed");
	return CLI_OK;
}

static void put_row(struct buffer *out, const char *name, const struct eval_counts *counts)
{
	buffer_printf(out, "%-18s P %5.1f%%  R %5.1f%%  F1 %5.1f%%   (%ld of %ld gold, %ld predicted)\n", name,
	              100 * eval_precision(counts), 100 * eval_recall(counts), 100 * eval_f1(counts), counts->hit,
	              counts->gold, counts->predicted);
}

static void put_table(struct buffer *out, const struct eval_table *table)
{
	for (size_t i = 0; i < table->count; i++)
		put_row(out, table->list[i].name, &table->list[i].counts);
}

static void put_report(struct buffer *out, struct eval_scores *scores)
{
	put_table(out, &scores->kinds);
	put_row(out, "core four", &scores->core);
	put_row(out, "all types", &scores->every);
	put_row(out, "core spans", &scores->spans);
	put_row(out, "linked by name", &scores->linked);
	put_table(out, &scores->relations);
	put_row(out, "all relations", &scores->all_relations);
	put_row(out, "related pairs", &scores->pairs);
	if (scores->missing_count)
		buffer_printf(out, "no prediction for:%s\n", buffer_terminate(&scores->missing));
	buffer_printf(out,
	              "%zu documents: mentions (core four) F1 %.3f, all types F1 %.3f, linked %.3f, "
	              "relations P %.3f R %.3f F1 %.3f, status %.3f\n",
	              scores->documents, eval_f1(&scores->core), eval_f1(&scores->every), eval_recall(&scores->linked),
	              eval_precision(&scores->all_relations), eval_recall(&scores->all_relations),
	              eval_f1(&scores->all_relations), eval_precision(&scores->status));
}

/* The shortest number that reads back as the same. */
static void put_number(struct buffer *out, double number)
{
	char text[40];

	for (int digits = 1; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, number);
		if (strtod(text, NULL) == number)
			break;
	}
	buffer_puts(out, text);
	if (!strpbrk(text, ".e"))
		buffer_puts(out, ".0");
}

static void put_json(struct buffer *out, const struct eval_scores *scores)
{
	const struct {
		const char *name;
		double value;
	} figures[] = {
	        {"core_f1", eval_f1(&scores->core)},
	        {"core_p", eval_precision(&scores->core)},
	        {"core_r", eval_recall(&scores->core)},
	        {"span_f1", eval_f1(&scores->spans)},
	        {"all_f1", eval_f1(&scores->every)},
	        {"linked_r", eval_recall(&scores->linked)},
	        {"relation_p", eval_precision(&scores->all_relations)},
	        {"relation_r", eval_recall(&scores->all_relations)},
	        {"relation_f1", eval_f1(&scores->all_relations)},
	        {"pair_f1", eval_f1(&scores->pairs)},
	        {"status_accuracy", eval_precision(&scores->status)},
	};

	buffer_printf(out, "{\"documents\": %zu, \"missing\": %zu", scores->documents, scores->missing_count);
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
		buffer_printf(out, ", \"%s\": ", figures[i].name);
		put_number(out, figures[i].value);
	}
	buffer_puts(out, "}\n");
}

static int run(const struct eval_arguments *arguments, const char *folder, const char *path)
{
	struct eval_documents gold = {0}, predictions = {0};
	struct buffer out = {0};
	struct eval_scores scores = {.errors = arguments->errors ? &out : NULL};
	int status = CLI_FAILED;

	if (eval_load_gold(&gold, folder) && eval_load_predictions(&predictions, path)) {
		eval_score(&gold, &predictions, &scores);
		if (arguments->json)
			put_json(&out, &scores);
		else
			put_report(&out, &scores);
		status = cli_print(out.data, out.size);
	}
	eval_scores_free(&scores);
	eval_free(&gold);
	eval_free(&predictions);
	buffer_free(&out);
	return status;
}

int cmd_eval(int argc, char **argv)
{
	struct eval_arguments arguments = {0};
	int status = take_arguments(argc, argv, &arguments);

	if (status != CLI_OK)
		return status;
	if (arguments.help)
		return cli_print(help, sizeof help - 1);
	return run(&arguments, argv[optind], argv[optind + 1]);
}
