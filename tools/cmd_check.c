/*
 * kzner check: what is wrong or doubtful in sources, without writing a model.
 */
#include "cli_common.h"
#include "examples.h"
#include "sources.h"

#define COMMAND "check"

static const char help[] =
        "usage: kzner check [OPTION ...] DIR|FILE ...\n"
        "\n"
        "Look for mistakes in all sources (.tsv, .rules, .relations) under each DIR and in each FILE, and try every\n"
        "rule and relation pattern on the examples that stand beside it.\n"
        "\n"
        "  --strict      warnings count as errors\n"
        "  -q, --quiet   errors only, no warnings and no notes\n"
        "  -h, --help    show this\n"
        "\n"
        "Exit status: 0 no errors, 1 errors (with --strict also warnings), 2 the command line is wrong.\n";

struct check_arguments {
	struct sources sources;
	bool strict, quiet, help;
};

static const struct option long_options[] = {
        {"strict", no_argument, NULL, OPTION_STRICT},
        {"quiet", no_argument, NULL, OPTION_QUIET},
        {"help", no_argument, NULL, OPTION_HELP},
        {NULL, 0, NULL, 0},
};

static int take_arguments(int argc, char **argv, struct check_arguments *arguments)
{
	int code;

	while ((code = getopt_long(argc, argv, ":qh", long_options, NULL)) != -1) {
		switch (code) {
		case OPTION_STRICT:
			arguments->strict = true;
			break;
		case OPTION_QUIET:
			arguments->quiet = true;
			break;
		case OPTION_HELP:
			arguments->help = true;
			break;
		default:
			return cli_bad_option(COMMAND, code, argv);
		}
	}
	if (arguments->help)
		return CLI_OK;
	if (optind == argc)
		return cli_usage_error(COMMAND, "which sources?");
	for (int i = optind; i < argc; i++)
		if (!sources_find(&arguments->sources, argv[i]))
			return CLI_FAILED;
	return CLI_OK;
}

static bool run_examples(const void *data, size_t size, struct examples_report *ret_report)
{
	kzner_error error = {0};
	kzner_model *model;
	bool done;

	if (kzner_model_open_memory(data, size, NULL, &model, &error) != KZNER_OK) {
		cli_error(&error);
		return false;
	}
	done = examples_run(model, ret_report);
	kzner_model_unref(model);
	return done;
}

static int print_summary(size_t sources, const struct diagnostics *diagnostics, const struct examples_report *report)
{
	struct buffer out = {0};
	int status;

	buffer_printf(&out,
	              "%zu sources: %u errors, %u warnings; %u rules: %u examples, %u failed, %u rules never fire, "
	              "%u have no example\n",
	              sources, diagnostics->errors, diagnostics->warnings, report->rules, report->examples,
	              report->failed, report->silent, report->without);
	status = cli_print(out.data, out.size);
	buffer_free(&out);
	return status;
}

static int run(const struct check_arguments *arguments)
{
	struct diagnostics diagnostics = {.quiet = arguments->quiet};
	struct examples_report report = {0};
	kzner_compiler *compiler;
	void *data = NULL;
	size_t size;
	bool done;

	if (kzner_compiler_new(NULL, diagnostics_print, &diagnostics, &compiler) != KZNER_OK)
		cli_out_of_memory();
	kzner_compiler_set_lint(compiler, 1);
	done = sources_compile(&arguments->sources, compiler, &diagnostics);
	done = sources_finish(compiler, &diagnostics, &data, &size) && done;
	done = done && run_examples(data, size, &report);
	kzner_compiler_release(compiler, data);
	kzner_compiler_free(compiler);
	if (print_summary(arguments->sources.count, &diagnostics, &report) != CLI_OK)
		return CLI_FAILED;
	if (!done || diagnostics.errors || report.failed || (arguments->strict && diagnostics.warnings))
		return CLI_FAILED;
	return CLI_OK;
}

int cmd_check(int argc, char **argv)
{
	struct check_arguments arguments = {0};
	int status = take_arguments(argc, argv, &arguments);

	if (status == CLI_OK)
		status = arguments.help ? cli_print(help, sizeof help - 1) : run(&arguments);
	sources_free(&arguments.sources);
	return status;
}
