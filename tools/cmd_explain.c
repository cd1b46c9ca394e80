/*
 * kzner explain: for everything that was found in a text, and everything that was weighed and dropped, the reason.
 */
#include "cli_common.h"
#include "explain_view.h"
#include "encoding.h"
#include "input.h"
#include "model_load.h"

#define COMMAND "explain"

static const char help[] =
        "usage: kzner explain [OPTION ...] [FILE]\n"
        "\n"
        "Say for each mention, entity and relation in FILE (standard input for none or '-') which source line did it\n"
        "and what it beat, and for what was weighed and dropped, why.\n"
        "\n"
        "  --at TEXT         only what touches an occurrence of TEXT in the article\n"
        "  --date DATE       when the text was published: YYYY, YYYY-MM or YYYY-MM-DD\n"
        "  --model FILE      use this model instead of the built-in one\n"
        "  --gazetteer DIR   add these sources on top of the model; may be repeated\n"
        "  -h, --help        show this\n"
        "\n"
        "Exit status: 0 the text was read, 1 it was not, or TEXT is not in it, 2 the command line is wrong.\n";

struct explain_arguments {
	struct model_options model;
	const char *at, *date;
	bool help;
};

static const struct option long_options[] = {
        {"at", required_argument, NULL, OPTION_AT},       {"date", required_argument, NULL, OPTION_DATE},
        {"model", required_argument, NULL, OPTION_MODEL}, {"gazetteer", required_argument, NULL, OPTION_GAZETTEER},
        {"help", no_argument, NULL, OPTION_HELP},         {NULL, 0, NULL, 0},
};

static int take_option(int code, char **argv, struct explain_arguments *arguments)
{
	switch (code) {
	case OPTION_AT:
		arguments->at = optarg;
		return *optarg ? CLI_OK : cli_usage_error(COMMAND, "--at needs a text");
	case OPTION_DATE:
		arguments->date = optarg;
		if (cli_is_date(optarg))
			return CLI_OK;
		return cli_usage_error(COMMAND, "--date: '%s' is not YYYY, YYYY-MM or YYYY-MM-DD", optarg);
	case OPTION_MODEL:
		arguments->model.file = optarg;
		return CLI_OK;
	case OPTION_GAZETTEER:
		return sources_find(&arguments->model.gazetteers, optarg) ? CLI_OK : CLI_FAILED;
	case OPTION_HELP:
		arguments->help = true;
		return CLI_OK;
	default:
		return cli_bad_option(COMMAND, code, argv);
	}
}

static bool read_text(const char *path, struct buffer *ret_text)
{
	const char *reason;

	if (!input_read(path, kzner_extract_options_default().max_document, ret_text, &reason)) {
		cli_message("%s: cannot read: %s", path, reason);
		return false;
	}
	reason = encoding_problem(ret_text->data, ret_text->size);
	if (reason)
		cli_message("%s: %s", path, reason);
	return !reason;
}

static int explain(kzner_extractor *extractor, const kzner_document *document, const char *at)
{
	const kzner_result *result;
	struct buffer out = {0};
	kzner_error error = {0};
	int status = CLI_FAILED;

	if (kzner_extract(extractor, document, &result, &error) != KZNER_OK) {
		cli_error_in(document->id, &error);
		return CLI_FAILED;
	}
	for (const char *const *warning = kzner_result_warnings(result); *warning; warning++)
		cli_message("%s: warning: %s", document->id, *warning);
	if (explain_view_write(result, at, &out))
		status = cli_print(out.data, out.size);
	else
		cli_message("%s: '%s' is not in it", document->id, at);
	buffer_free(&out);
	return status;
}

static int run(const struct explain_arguments *arguments, const char *path)
{
	kzner_document document = {.id = path, .date = arguments->date};
	struct loaded_model loaded;
	struct buffer text = {0};
	kzner_extractor *extractor;
	int status = CLI_FAILED;

	if (!model_load(&loaded, &arguments->model))
		return CLI_FAILED;
	if (kzner_extractor_new(loaded.model, NULL, NULL, &extractor) != KZNER_OK)
		cli_out_of_memory();
	if (read_text(path, &text)) {
		document.text = text.data;
		document.size = text.size;
		status = explain(extractor, &document, arguments->at);
	}
	kzner_extractor_free(extractor);
	buffer_free(&text);
	model_unload(&loaded);
	return status;
}

int cmd_explain(int argc, char **argv)
{
	struct explain_arguments arguments = {0};
	int code, status = CLI_OK;

	while (status == CLI_OK && (code = getopt_long(argc, argv, ":h", long_options, NULL)) != -1)
		status = take_option(code, argv, &arguments);
	if (status == CLI_OK && arguments.help)
		status = cli_print(help, sizeof help - 1);
	else if (status == CLI_OK && argc - optind > 1)
		status = cli_usage_error(COMMAND, "one FILE at a time");
	else if (status == CLI_OK)
		status = run(&arguments, argc > optind ? argv[optind] : "-");
	sources_free(&arguments.model.gazetteers);
	return status;
}
