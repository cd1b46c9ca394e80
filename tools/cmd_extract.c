/*
 * kzner extract: documents in, who is named and how they are related out.
 */
#include "cli_common.h"
#include "extract_run.h"
#include "model_load.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COMMAND "extract"

/* A progress line is shown for at least this many files. */
#define MANY_FILES 8

#define JOBS_LIMIT 256

static const char help[] =
        "usage: kzner extract [OPTION ...] [FILE ...]\n"
        "\n"
        "Read each FILE (standard input for none or '-') and write who is named in it and how they are related.\n"
        "\n"
        "  --format NAME              how to write: indented JSON (json, the default), one line for each document\n"
        "                             (jsonl), for reading in a terminal (text), or as\n"
        "                             graphs: ntriples nquads turtle jsonld graphml gexf dot neo4j\n"
        "                             tables: csv tsv        events: plover\n"
        "                             people: html\n"
        "                             annotations: webannotation nif brat conll spacy\n"
        "  --table NAME               which table: mentions, entities, relations or cooccurrences of csv and tsv,\n"
        "                             nodes or relationships of neo4j, ann or txt of brat\n"
        "  --input text|jsonl         what a FILE holds: one text (default), or lines of\n"
        "                             {\"id\": ..., \"text\": ..., \"date\": ...}\n"
        "  --errors-in-output yes|no  whether a line of --input jsonl that fails also gives an object with \"id\" and\n"
        "                             \"error\" in the output of json and jsonl (default yes)\n"
        "  --model FILE               use this model instead of the built-in one\n"
        "  --gazetteer DIR            add these sources on top of the model; may be repeated\n"
        "  --types LIST               give only these mentions, such as PERSON,ORG\n"
        "  --without-gazetteer LIST   do as if these gazetteers were not there: people, organisations,\n"
        "                             parties, places, norps, events, laws, titles\n"
        "  --min-confidence X         leave out what is less sure than X (0 to 1)\n"
        "  --nested                   in JSON also give the names inside names\n"
        "  --offsets UNIT             count in codepoint (default), byte or utf16\n"
        "  --date DATE                when the texts were published: YYYY, YYYY-MM or YYYY-MM-DD\n"
        "  -j, --jobs N               use N threads (default 1); the output is the same\n"
        "  -o, --output FILE          write to FILE, which appears when it is complete; without --table formats of\n"
        "                             several tables are written into a folder of that name\n"
        "  --color auto|always|never  colours of --format text; auto looks at the terminal and NO_COLOR\n"
        "  -q, --quiet                no warnings, no progress line\n"
        "  -h, --help                 show this\n"
        "\n"
        "Exit status: 0 all was read, 1 some of it was not, 2 the command line is wrong.\n";

enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct extract_arguments {
	struct document_options document;
	struct model_options model;
	bool jsonl;
	bool indented; /* --format json and not jsonl */
	long jobs;
	const char *output;
	const char *table;
	bool folder; /* output is one */
	enum color_choice color;
	bool help;
};

static const struct option long_options[] = {
        {"format", required_argument, NULL, OPTION_FORMAT},
        {"table", required_argument, NULL, OPTION_TABLE},
        {"errors-in-output", required_argument, NULL, OPTION_ERRORS_IN_OUTPUT},
        {"input", required_argument, NULL, OPTION_INPUT},
        {"model", required_argument, NULL, OPTION_MODEL},
        {"gazetteer", required_argument, NULL, OPTION_GAZETTEER},
        {"types", required_argument, NULL, OPTION_TYPES},
        {"without-gazetteer", required_argument, NULL, OPTION_WITHOUT},
        {"min-confidence", required_argument, NULL, OPTION_CONFIDENCE},
        {"nested", no_argument, NULL, OPTION_NESTED},
        {"offsets", required_argument, NULL, OPTION_OFFSETS},
        {"date", required_argument, NULL, OPTION_DATE},
        {"jobs", required_argument, NULL, OPTION_JOBS},
        {"output", required_argument, NULL, OPTION_OUTPUT},
        {"color", required_argument, NULL, OPTION_COLOR},
        {"quiet", no_argument, NULL, OPTION_QUIET},
        {"help", no_argument, NULL, OPTION_HELP},
        {NULL, 0, NULL, 0},
};

/* Which of the words (NULL at the end) value is; a usage error if none. */
static int choose(const char *option, const char *value, const char *const *words, int *ret_number)
{
	struct buffer list = {0};

	for (int i = 0; words[i]; i++) {
		if (strcmp(words[i], value) == 0) {
			*ret_number = i;
			return CLI_OK;
		}
	}
	for (int i = 0; words[i]; i++)
		buffer_printf(&list, "%s%s", i ? ", " : "", words[i]);
	cli_usage_error(COMMAND, "%s: '%s' is none of %s", option, value, buffer_terminate(&list));
	buffer_free(&list);
	return CLI_USAGE;
}

static int take_format(const char *value, struct extract_arguments *arguments)
{
	struct document_options *options = &arguments->document;
	struct buffer list = {0};
	const char *name;

	options->text_view = strcmp(value, "text") == 0;
	arguments->indented = strcmp(value, "json") == 0;
	options->format = KZNER_FORMAT_JSON;
	if (options->text_view || strcmp(value, "jsonl") == 0 ||
	    kzner_format_from_name(value, &options->format) == KZNER_OK)
		return CLI_OK;
	for (int i = 0; (name = kzner_format_name((kzner_format)i)); i++)
		buffer_printf(&list, ", %s", name);
	cli_usage_error(COMMAND, "--format: '%s' is none of text, jsonl%s", value, buffer_terminate(&list));
	buffer_free(&list);
	return CLI_USAGE;
}

static int take_input(const char *value, struct extract_arguments *arguments)
{
	static const char *const words[] = {"text", "jsonl", NULL};
	int number = 0, code = choose("--input", value, words, &number);

	arguments->jsonl = number == 1;
	return code;
}

static int take_errors(const char *value, struct extract_arguments *arguments)
{
	static const char *const words[] = {"no", "yes", NULL};
	int number = 0, code = choose("--errors-in-output", value, words, &number);

	arguments->document.errors = number == 1;
	return code;
}

static int take_offsets(const char *value, struct extract_arguments *arguments)
{
	static const char *const words[] = {"codepoint", "byte", "utf16", NULL};
	int number = 0, code = choose("--offsets", value, words, &number);

	arguments->document.write.unit = (kzner_unit)number;
	return code;
}

static int take_color(const char *value, struct extract_arguments *arguments)
{
	static const char *const words[] = {"auto", "always", "never", NULL};
	int number = 0, code = choose("--color", value, words, &number);

	arguments->color = (enum color_choice)number;
	return code;
}

static int take_types(const char *option, const char *list, uint32_t *ret_types)
{
	const char *bad;
	size_t size;

	if (cli_parse_types(list, ret_types, &bad, &size))
		return CLI_OK;
	return cli_usage_error(COMMAND, "%s: '%.*s' is no type", option, (int)size, bad);
}

static int take_date(const char *value, struct extract_arguments *arguments)
{
	arguments->document.date = value;
	if (cli_is_date(value))
		return CLI_OK;
	return cli_usage_error(COMMAND, "--date: '%s' is not YYYY, YYYY-MM or YYYY-MM-DD", value);
}

static int take_confidence(const char *value, struct extract_arguments *arguments)
{
	if (cli_parse_share(value, &arguments->document.extract.min_confidence))
		return CLI_OK;
	return cli_usage_error(COMMAND, "--min-confidence: '%s' is not a number from 0 to 1", value);
}

static int take_jobs(const char *value, struct extract_arguments *arguments)
{
	if (cli_parse_number(value, 1, JOBS_LIMIT, &arguments->jobs))
		return CLI_OK;
	return cli_usage_error(COMMAND, "-j: '%s' is not a number from 1 to %d", value, JOBS_LIMIT);
}

static int take_option(int code, char **argv, struct extract_arguments *arguments)
{
	switch (code) {
	case OPTION_FORMAT:
		return take_format(optarg, arguments);
	case OPTION_TABLE:
		arguments->table = optarg;
		return CLI_OK;
	case OPTION_INPUT:
		return take_input(optarg, arguments);
	case OPTION_ERRORS_IN_OUTPUT:
		return take_errors(optarg, arguments);
	case OPTION_MODEL:
		arguments->model.file = optarg;
		return CLI_OK;
	case OPTION_GAZETTEER:
		return sources_find(&arguments->model.gazetteers, optarg) ? CLI_OK : CLI_FAILED;
	case OPTION_TYPES:
		return take_types("--types", optarg, &arguments->document.extract.types);
	case OPTION_WITHOUT:
		return take_types("--without-gazetteer", optarg, &arguments->document.extract.without);
	case OPTION_CONFIDENCE:
		return take_confidence(optarg, arguments);
	case OPTION_NESTED:
		arguments->document.extract.nested = 1;
		return CLI_OK;
	case OPTION_OFFSETS:
		return take_offsets(optarg, arguments);
	case OPTION_DATE:
		return take_date(optarg, arguments);
	case OPTION_JOBS:
		return take_jobs(optarg, arguments);
	case OPTION_OUTPUT:
		arguments->output = optarg;
		return CLI_OK;
	case OPTION_COLOR:
		return take_color(optarg, arguments);
	case OPTION_QUIET:
		arguments->document.quiet = arguments->model.quiet = true;
		return CLI_OK;
	case OPTION_HELP:
		arguments->help = true;
		return CLI_OK;
	default:
		return cli_bad_option(COMMAND, code, argv);
	}
}

static int take_arguments(int argc, char **argv, struct extract_arguments *arguments)
{
	int code, status = CLI_OK;

	while (status == CLI_OK && (code = getopt_long(argc, argv, ":j:o:qh", long_options, NULL)) != -1)
		status = take_option(code, argv, arguments);
	return status;
}

/* The tables of the format; none of JSON and of what is no format of the library. */
static const char *table_name(const struct document_options *options, unsigned number)
{
	return options->text_view ? NULL : kzner_format_table_name(options->format, number);
}

static bool find_table(struct document_options *options, const char *name)
{
	const char *table;

	for (unsigned i = 0; (table = table_name(options, i)); i++) {
		options->write.table = i;
		if (strcmp(table, name) == 0)
			return true;
	}
	return false;
}

static int choose_table(struct document_options *options, const char *name)
{
	struct buffer list = {0};
	const char *table;

	if (find_table(options, name))
		return CLI_OK;
	for (unsigned i = 0; (table = table_name(options, i)); i++)
		buffer_printf(&list, "%s%s", i ? ", " : "", table);
	if (list.size)
		cli_usage_error(COMMAND, "--table: '%s' is none of %s", name, buffer_terminate(&list));
	else
		cli_usage_error(COMMAND, "--table: the format has no tables");
	buffer_free(&list);
	return CLI_USAGE;
}

/* Which tables go where. Brat's stand for one document each, those of other formats for all. */
static int take_tables(struct extract_arguments *arguments, size_t file_count)
{
	struct document_options *options = &arguments->document;
	bool brat = !options->text_view && options->format == KZNER_FORMAT_BRAT;
	bool single = !arguments->output || strcmp(arguments->output, "-") == 0;

	options->tables = 1;
	arguments->folder = !single && !arguments->table && table_name(options, 0);
	options->parts = arguments->folder && brat;
	if (arguments->table && choose_table(options, arguments->table) != CLI_OK)
		return CLI_USAGE;
	if (brat && !arguments->folder && (arguments->jsonl || file_count > 1))
		return cli_usage_error(COMMAND,
		                       "brat has files for each document: name a folder with -o, without --table");
	if (!arguments->folder && !arguments->table && !brat && table_name(options, 0))
		return cli_usage_error(COMMAND,
		                       "the format has several tables: choose one with --table, or name a folder "
		                       "for all with -o");
	while (arguments->folder && table_name(options, options->tables))
		options->tables++;
	return CLI_OK;
}

static bool wants_color(const struct extract_arguments *arguments)
{
	const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");

	if (arguments->color != COLOR_AUTO)
		return arguments->color == COLOR_ALWAYS;
	if (arguments->output || (no_color && *no_color) || (terminal && strcmp(terminal, "dumb") == 0))
		return false;
	return isatty(STDOUT_FILENO);
}

static bool wants_progress(const struct extract_arguments *arguments, size_t files)
{
	return !arguments->document.quiet && (arguments->jsonl || files >= MANY_FILES) && isatty(STDERR_FILENO) &&
	       (arguments->output || !isatty(STDOUT_FILENO));
}

static int run(struct extract_arguments *arguments, char **files, size_t file_count)
{
	static char dash[] = "-";
	static char *standard_input[] = {dash};
	struct loaded_model loaded;
	struct extract_out out;
	struct extract_run job;
	int status = CLI_FAILED;

	arguments->document.color = wants_color(arguments);
	arguments->document.write.indent = arguments->indented ? 2 : 0;
	if (!model_load(&loaded, &arguments->model))
		return CLI_FAILED;
	job = (struct extract_run){
	        .options = &arguments->document,
	        .model = loaded.model,
	        .paths = file_count ? files : standard_input,
	        .path_count = file_count ? file_count : 1,
	        .jsonl = arguments->jsonl,
	        .jobs = (unsigned)arguments->jobs,
	        .progress = wants_progress(arguments, file_count),
	        .out = &out,
	};
	if (extract_out_open(&out, &arguments->document, arguments->output, arguments->folder))
		status = extract_run(&job);
	model_unload(&loaded);
	return status;
}

int cmd_extract(int argc, char **argv)
{
	struct extract_arguments arguments = {.jobs = 1, .indented = true};
	int status;

	arguments.document.errors = true;
	arguments.document.extract = kzner_extract_options_default();
	arguments.document.write = kzner_write_options_default();
	status = take_arguments(argc, argv, &arguments);
	if (status == CLI_OK && arguments.help)
		status = cli_print(help, sizeof help - 1);
	else if (status == CLI_OK)
		status = take_tables(&arguments, (size_t)(argc - optind));
	if (status == CLI_OK && !arguments.help)
		status = run(&arguments, argv + optind, (size_t)(argc - optind));
	sources_free(&arguments.model.gazetteers);
	return status;
}
