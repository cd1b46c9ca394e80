/*
 * kzner graph: what many documents say becomes one graph.
 */
#include "cli_common.h"
#include "graph_run.h"

#define COMMAND "graph"

/* Where --spill begins, in MiB, unless --memory says something else. */
#define MEMORY_DEFAULT 1024
#define MEMORY_LIMIT   ((long)1 << 30)

static const char help[] =
        "usage: kzner graph [OPTION ...] [FILE ...]\n"
        "\n"
        "Merge what `kzner extract --format jsonl` and `kzner graph` wrote into one graph. Each FILE (standard input\n"
        "for none or '-') holds lines of either. Any split of the documents over any number of runs, merged in any\n"
        "order, gives the same bytes.\n"
        "\n"
        "  --format NAME         jsonl (default; what this command reads again), graphml, gexf, dot, ntriples, "
        "turtle,\n"
        "                        neo4j, csv or sqlite\n"
        "  --table NAME          which table: nodes or relationships of neo4j; entities, names, relations or\n"
        "                        cooccurrences of csv\n"
        "  --cooccurrences       graphml, gexf, dot, neo4j and RDF: what is named together gives edges too\n"
        "  -o, --output FILE     write to FILE, which appears when it is complete; without --table neo4j and csv are\n"
        "                        written into a folder of that name; sqlite needs it\n"
        "  --spill DIR           keep in DIR what does not fit into memory\n"
        "  --memory MIB          when to do that (default 1024)\n"
        "  -h, --help            show this\n"
        "\n"
        "Two entities are one if they have the same gazetteer id; without such an id, the same Wikidata id; without\n"
        "both, the same type and name, where case, diacritics, apostrophes, dashes and white space do not count.\n"
        "Relations are merged by subject, type and object, those without direction in either order. Documents are\n"
        "counted as they come: one that is read twice counts twice.\n"
        "\n"
        "Exit status: 0 all was read and written, 1 not, 2 the command line is wrong.\n";

static const struct option long_options[] = {
        {"format", required_argument, NULL, OPTION_FORMAT},
        {"table", required_argument, NULL, OPTION_TABLE},
        {"cooccurrences", no_argument, NULL, OPTION_COOCCURRENCES},
        {"output", required_argument, NULL, OPTION_OUTPUT},
        {"spill", required_argument, NULL, OPTION_SPILL},
        {"memory", required_argument, NULL, OPTION_MEMORY},
        {"help", no_argument, NULL, OPTION_HELP},
        {NULL, 0, NULL, 0},
};

struct graph_arguments {
	struct graph_run run;
	const char *table;
	long memory;
	bool help;
};

static int take_format(const char *name, struct graph_run *run)
{
	struct buffer list = {0};

	run->format = graph_format_find(name);
	if (run->format)
		return CLI_OK;
	for (size_t i = 0; graph_formats[i]; i++)
		buffer_printf(&list, "%s%s", i ? ", " : "", graph_formats[i]->name);
	cli_usage_error(COMMAND, "--format: '%s' is none of %s", name, buffer_terminate(&list));
	buffer_free(&list);
	return CLI_USAGE;
}

static int take_memory(const char *value, struct graph_arguments *arguments)
{
	if (cli_parse_number(value, 1, MEMORY_LIMIT, &arguments->memory))
		return CLI_OK;
	return cli_usage_error(COMMAND, "--memory: '%s' is not a number from 1 to %ld", value, MEMORY_LIMIT);
}

static int take_option(int code, char **argv, struct graph_arguments *arguments)
{
	switch (code) {
	case OPTION_FORMAT:
		return take_format(optarg, &arguments->run);
	case OPTION_TABLE:
		arguments->table = optarg;
		return CLI_OK;
	case OPTION_COOCCURRENCES:
		arguments->run.pairs = true;
		return CLI_OK;
	case OPTION_OUTPUT:
		arguments->run.output = optarg;
		return CLI_OK;
	case OPTION_SPILL:
		arguments->run.spill = optarg;
		return CLI_OK;
	case OPTION_MEMORY:
		return take_memory(optarg, arguments);
	case OPTION_HELP:
		arguments->help = true;
		return CLI_OK;
	default:
		return cli_bad_option(COMMAND, code, argv);
	}
}

static int take_arguments(int argc, char **argv, struct graph_arguments *arguments)
{
	int code, status = CLI_OK;

	while (status == CLI_OK && (code = getopt_long(argc, argv, ":o:h", long_options, NULL)) != -1)
		status = take_option(code, argv, arguments);
	return status;
}

static int find_table(const struct graph_format *format, const char *name, int *ret_table)
{
	struct buffer list = {0};

	for (int i = 0; format->tables[i]; i++) {
		buffer_printf(&list, "%s%s", i ? ", " : "", format->tables[i]);
		*ret_table = i;
		if (strcmp(format->tables[i], name) == 0) {
			buffer_free(&list);
			return CLI_OK;
		}
	}
	if (list.size)
		cli_usage_error(COMMAND, "--table: '%s' is none of %s", name, buffer_terminate(&list));
	else
		cli_usage_error(COMMAND, "--table: the format has no tables");
	buffer_free(&list);
	return CLI_USAGE;
}

static int take_tables(struct graph_arguments *arguments)
{
	struct graph_run *run = &arguments->run;
	bool is_file = run->output && strcmp(run->output, "-") != 0;

	if (arguments->table)
		return find_table(run->format, arguments->table, &run->table);
	if (run->format->tables[0] && !is_file)
		return cli_usage_error(COMMAND,
		                       "the format has several tables: choose one with --table, or name a folder "
		                       "for all with -o");
	if (run->format == &graph_sqlite && !is_file)
		return cli_usage_error(COMMAND, "sqlite needs a file: name it with -o");
	return CLI_OK;
}

int cmd_graph(int argc, char **argv)
{
	static char dash[] = "-";
	static char *standard_input[] = {dash};
	struct graph_arguments arguments = {.run = {.format = &graph_jsonl, .table = -1}, .memory = MEMORY_DEFAULT};
	int status = take_arguments(argc, argv, &arguments);

	if (status == CLI_OK && arguments.help)
		return cli_print(help, sizeof help - 1);
	if (status == CLI_OK)
		status = take_tables(&arguments);
	if (status != CLI_OK)
		return status;
	arguments.run.memory = (size_t)arguments.memory << 20;
	arguments.run.paths = optind < argc ? argv + optind : standard_input;
	arguments.run.path_count = optind < argc ? (size_t)(argc - optind) : 1;
	return graph_run(&arguments.run);
}
