/*
 * kzner compile: sources in, one model file out.
 */
#include "cli_common.h"
#include "output.h"
#include "sources.h"

#include <stdlib.h>

#define COMMAND "compile"

static const char help[] =
        "usage: kzner compile [OPTION ...] DIR|FILE ... -o MODEL\n"
        "\n"
        "Make a model file of all sources (.tsv, .rules, .relations) under each DIR and of each FILE.\n"
        "\n"
        "  -o, --output MODEL   the file to write; it appears when it is complete\n"
        "  --stats              say what is in it\n"
        "  -q, --quiet          errors only, no warnings\n"
        "  -h, --help           show this\n"
        "\n"
        "Exit status: 0 the model was written, 1 it was not, 2 the command line is wrong.\n";

struct compile_arguments {
	struct sources sources;
	const char *output;
	bool stats, quiet, help;
};

static const struct option long_options[] = {
        {"output", required_argument, NULL, OPTION_OUTPUT},
        {"stats", no_argument, NULL, OPTION_STATS},
        {"quiet", no_argument, NULL, OPTION_QUIET},
        {"help", no_argument, NULL, OPTION_HELP},
        {NULL, 0, NULL, 0},
};

static int take_arguments(int argc, char **argv, struct compile_arguments *arguments)
{
	int code;

	while ((code = getopt_long(argc, argv, ":o:qh", long_options, NULL)) != -1) {
		switch (code) {
		case OPTION_OUTPUT:
			arguments->output = optarg;
			break;
		case OPTION_STATS:
			arguments->stats = true;
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
	if (!arguments->output)
		return cli_usage_error(COMMAND, "where to? (-o MODEL)");
	for (int i = optind; i < argc; i++)
		if (!sources_find(&arguments->sources, argv[i]))
			return CLI_FAILED;
	return CLI_OK;
}

/* Opening also checks what only PCRE2 can tell, so that no model is written that cannot be used. */
static bool check_model(const void *data, size_t size, kzner_model_info *ret_info)
{
	kzner_error error = {0};
	kzner_model *model;

	if (kzner_model_open_memory(data, size, NULL, &model, &error) != KZNER_OK) {
		cli_error(&error);
		return false;
	}
	kzner_model_describe(model, ret_info);
	kzner_model_unref(model);
	return true;
}

static bool write_model(const char *path, const void *data, size_t size)
{
	struct output output;

	return output_open(&output, path) && output_write(&output, data, size) && output_close(&output);
}

static void print_stats(const char *path, const struct diagnostics *diagnostics, const kzner_model_info *info)
{
	cli_message("%s: %u entries, %u names, %u roles, %u words, %u rules, %u relation patterns from %u sources, "
	            "%llu bytes, %u warnings",
	            path, (unsigned)info->entries, (unsigned)info->aliases, (unsigned)info->roles,
	            (unsigned)info->words, (unsigned)info->rules, (unsigned)info->relations, (unsigned)info->sources,
	            (unsigned long long)info->size, diagnostics->warnings);
}

static int run(const struct compile_arguments *arguments)
{
	struct diagnostics diagnostics = {.quiet = arguments->quiet};
	kzner_compiler *compiler;
	kzner_model_info info;
	void *data = NULL;
	size_t size;
	bool done;

	if (kzner_compiler_new(NULL, diagnostics_print, &diagnostics, &compiler) != KZNER_OK)
		cli_out_of_memory();
	done = sources_compile(&arguments->sources, compiler, &diagnostics);
	done = sources_finish(compiler, &diagnostics, &data, &size) && done;
	done = done && check_model(data, size, &info) && write_model(arguments->output, data, size);
	if (done && arguments->stats)
		print_stats(arguments->output, &diagnostics, &info);
	kzner_compiler_release(compiler, data);
	kzner_compiler_free(compiler);
	return done ? CLI_OK : CLI_FAILED;
}

int cmd_compile(int argc, char **argv)
{
	struct compile_arguments arguments = {0};
	int status = take_arguments(argc, argv, &arguments);

	if (status == CLI_OK)
		status = arguments.help ? cli_print(help, sizeof help - 1) : run(&arguments);
	sources_free(&arguments.sources);
	return status;
}
