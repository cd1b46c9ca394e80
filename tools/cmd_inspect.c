/*
 * kzner inspect: what is in a model; what a name means to it.
 */
#include "cli_common.h"
#include "model_load.h"
#include "profile.h"

#include <string.h>

#define COMMAND "inspect"

/* A name of more entries than this is a common word; the rest is counted only. */
#define LOOKUP_LIMIT 64

static const char help[] =
        "usage: kzner inspect [OPTION ...] [NAME ...]\n"
        "\n"
        "Show what is in a model, or the entries that each NAME (a name or an id) can mean, best first.\n"
        "\n"
        "  --counts          numbers of entries, names, words, rules (what is shown without a NAME)\n"
        "  --rules           rules and relation patterns\n"
        "  --profile FILE    read FILE (a line each a document if it ends in .jsonl) and show how often each rule and\n"
        "                    relation pattern was tried and hit and what it cost, most expensive first\n"
        "  --model FILE      look into this model instead of the built-in one\n"
        "  --gazetteer DIR   add these sources on top of the model; may be repeated\n"
        "  -h, --help        show this\n"
        "\n"
        "Exit status: 0 all was found, 1 a NAME was not, or a file cannot be read, 2 the command line is wrong.\n";

struct inspect_arguments {
	struct model_options model;
	const char *profile; /* NULL: none */
	bool counts, rules, help;
};

static const struct option long_options[] = {
        {"counts", no_argument, NULL, OPTION_COUNTS},
        {"rules", no_argument, NULL, OPTION_RULES},
        {"profile", required_argument, NULL, OPTION_PROFILE},
        {"model", required_argument, NULL, OPTION_MODEL},
        {"gazetteer", required_argument, NULL, OPTION_GAZETTEER},
        {"help", no_argument, NULL, OPTION_HELP},
        {NULL, 0, NULL, 0},
};

static int take_option(int code, char **argv, struct inspect_arguments *arguments)
{
	switch (code) {
	case OPTION_COUNTS:
		arguments->counts = true;
		return CLI_OK;
	case OPTION_RULES:
		arguments->rules = true;
		return CLI_OK;
	case OPTION_PROFILE:
		arguments->profile = optarg;
		return CLI_OK;
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

static void put_counts(const kzner_model *model, struct buffer *out)
{
	kzner_model_info info;

	kzner_model_describe(model, &info);
	buffer_printf(out, "%-18s%u\n", "entries", (unsigned)info.entries);
	for (kzner_type type = KZNER_TYPE_PERSON; type < KZNER_TYPE_COUNT; type++)
		if (info.entries_of_type[type])
			buffer_printf(out, "  %-16s%u\n", kzner_type_name(type), (unsigned)info.entries_of_type[type]);
	buffer_printf(out, "%-18s%u\n", "names", (unsigned)info.aliases);
	buffer_printf(out, "%-18s%u\n", "roles", (unsigned)info.roles);
	buffer_printf(out, "%-18s%u\n", "word forms", (unsigned)info.words);
	buffer_printf(out, "%-18s%u\n", "rules", (unsigned)info.rules);
	buffer_printf(out, "%-18s%u\n", "relation patterns", (unsigned)info.relations);
	buffer_printf(out, "%-18s%u\n", "source files", (unsigned)info.sources);
	buffer_printf(out, "%-18s%llu\n", "bytes", (unsigned long long)info.size);
}

static void put_rules(const kzner_model *model, struct buffer *out)
{
	kzner_rule_info rule;

	for (uint32_t i = 0; kzner_model_rule(model, i, &rule); i++)
		buffer_printf(out, "%s:%u: %s %s -> %s\n    %s\n", rule.file, (unsigned)rule.line,
		              rule.is_relation ? "relation" : "rule", rule.name, rule.result, rule.pattern);
}

static void put_date(struct buffer *out, int32_t date)
{
	if (!date)
		return;
	buffer_printf(out, "%04d", (int)(date / 10000));
	if (date / 100 % 100)
		buffer_printf(out, "-%02d", (int)(date / 100 % 100));
	if (date % 100)
		buffer_printf(out, "-%02d", (int)(date % 100));
}

static void put_period(struct buffer *out, int32_t from, int32_t to)
{
	if (!from && !to)
		return;
	buffer_puts(out, " [");
	put_date(out, from);
	buffer_puts(out, "..");
	put_date(out, to);
	buffer_putc(out, ']');
}

static void put_field(struct buffer *out, const char *name, const char *value)
{
	if (*value)
		buffer_printf(out, "  %-10s%s\n", name, value);
}

static void put_names(const kzner_model *model, uint32_t index, const kzner_entry *entry, struct buffer *out)
{
	kzner_alias alias;

	for (uint32_t i = 0; i < entry->aliases && kzner_model_alias(model, index, i, &alias); i++) {
		buffer_printf(out, "  %-10s%s", i ? "" : "names", alias.text);
		if (alias.type != entry->type)
			buffer_printf(out, " (%s)", kzner_type_name(alias.type));
		put_period(out, alias.from, alias.to);
		if (*alias.flags)
			buffer_printf(out, " {%s}", alias.flags);
		if (alias.line != entry->line || strcmp(alias.file, entry->file) != 0)
			buffer_printf(out, "  %s:%u", alias.file, (unsigned)alias.line);
		buffer_putc(out, '\n');
	}
}

static void put_roles(const kzner_model *model, uint32_t index, const kzner_entry *entry, struct buffer *out)
{
	kzner_role role;

	for (uint32_t i = 0; i < entry->roles && kzner_model_role(model, index, i, &role); i++) {
		buffer_printf(out, "  %-10s%s of %s", i ? "" : "roles", role.what, role.object);
		put_period(out, role.from, role.to);
		buffer_putc(out, '\n');
	}
}

static void put_entry(const kzner_model *model, uint32_t index, const char *how, struct buffer *out)
{
	kzner_entry entry;

	if (!kzner_model_entry(model, index, &entry))
		return;
	buffer_printf(out, "%s  %s", entry.id, kzner_type_name(entry.type));
	if (*entry.subtype)
		buffer_printf(out, " %s", entry.subtype);
	put_period(out, entry.from, entry.to);
	buffer_printf(out, "  %s:%u%s\n", entry.file, (unsigned)entry.line, how);
	put_names(model, index, &entry, out);
	put_field(out, "country", entry.country);
	put_field(out, "parent", entry.parent);
	put_field(out, "wikidata", entry.wikidata);
	buffer_printf(out, "  %-10s%u\n", "weight", (unsigned)entry.weight);
	put_roles(model, index, &entry, out);
}

/* One entry of a lookup is there once for each of its names that match: the best comes first. */
static bool is_repeated(const kzner_lookup *found, size_t number)
{
	for (size_t i = 0; i < number; i++)
		if (found[i].entry == found[number].entry)
			return true;
	return false;
}

static bool put_lookup(const kzner_model *model, const char *name, struct buffer *out)
{
	kzner_lookup found[LOOKUP_LIMIT];
	struct buffer how = {0};
	size_t count = kzner_model_lookup(model, name, strlen(name), found, LOOKUP_LIMIT);

	for (size_t i = 0; i < count && i < LOOKUP_LIMIT; i++) {
		if (is_repeated(found, i))
			continue;
		how.size = 0;
		if (found[i].match == KZNER_MATCH_VARIANT)
			buffer_printf(&how, "  (as a variant of %s)", found[i].alias);
		put_entry(model, found[i].entry, buffer_terminate(&how), out);
	}
	if (count > LOOKUP_LIMIT)
		buffer_printf(out, "and %zu more\n", count - LOOKUP_LIMIT);
	buffer_free(&how);
	return count > 0;
}

static bool put_name(const kzner_model *model, const char *name, struct buffer *out)
{
	uint32_t index = kzner_model_find_id(model, name);

	if (index != UINT32_MAX) {
		put_entry(model, index, "", out);
		return true;
	}
	if (put_lookup(model, name, out))
		return true;
	cli_message("%s: not in the model", name);
	return false;
}

static int run(const struct inspect_arguments *arguments, char **names, int count)
{
	struct loaded_model loaded;
	struct buffer out = {0};
	bool found = true;

	if (!model_load(&loaded, &arguments->model))
		return CLI_FAILED;
	if (arguments->counts || (!count && !arguments->rules && !arguments->profile))
		put_counts(loaded.model, &out);
	if (arguments->rules)
		put_rules(loaded.model, &out);
	if (arguments->profile)
		found = profile_put(loaded.model, arguments->profile, &out);
	for (int i = 0; i < count; i++)
		found = put_name(loaded.model, names[i], &out) && found;
	if (cli_print(out.data, out.size) != CLI_OK)
		found = false;
	buffer_free(&out);
	model_unload(&loaded);
	return found ? CLI_OK : CLI_FAILED;
}

int cmd_inspect(int argc, char **argv)
{
	struct inspect_arguments arguments = {0};
	int code, status = CLI_OK;

	while (status == CLI_OK && (code = getopt_long(argc, argv, ":h", long_options, NULL)) != -1)
		status = take_option(code, argv, &arguments);
	if (status == CLI_OK)
		status = arguments.help ? cli_print(help, sizeof help - 1)
		                        : run(&arguments, argv + optind, argc - optind);
	sources_free(&arguments.model.gazetteers);
	return status;
}
