/*
 * What all commands share: exit codes, messages, options, help.
 */
#ifndef KZNER_TOOLS_CLI_COMMON_H
#define KZNER_TOOLS_CLI_COMMON_H

#include "buffer.h"

#include <kzner/kzner.h>

#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	CLI_OK = 0,
	CLI_FAILED = 1, /* some input failed, or there are findings */
	CLI_USAGE = 2
};

/** Numbers of long options that have no letter. Each command uses those it needs. */
enum cli_option {
	OPTION_HELP = 'h',
	OPTION_OUTPUT = 'o',
	OPTION_JOBS = 'j',
	OPTION_QUIET = 'q',
	OPTION_FORMAT = 256,
	OPTION_TABLE,
	OPTION_INPUT,
	OPTION_MODEL,
	OPTION_GAZETTEER,
	OPTION_TYPES,
	OPTION_WITHOUT,
	OPTION_CONFIDENCE,
	OPTION_NESTED,
	OPTION_OFFSETS,
	OPTION_DATE,
	OPTION_COLOR,
	OPTION_STATS,
	OPTION_STRICT,
	OPTION_COUNTS,
	OPTION_RULES,
	OPTION_PROFILE,
	OPTION_ERRORS,
	OPTION_ERRORS_IN_OUTPUT,
	OPTION_JSON,
	OPTION_AT,
	OPTION_COOCCURRENCES,
	OPTION_SPILL,
	OPTION_MEMORY
};

struct command {
	const char *name;
	const char *summary;
	int (*run)(int argc, char **argv);
};

int cmd_extract(int argc, char **argv);
int cmd_compile(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_inspect(int argc, char **argv);
int cmd_eval(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_graph(int argc, char **argv);

/** Write "kzner: ..." and a newline on standard error. */
void cli_message(const char *format, ...) PRINTF_LIKE(1, 2);

/** Append `source:line:column: `, leaving out what the error does not have. */
void cli_put_place(struct buffer *buffer, const kzner_error *error);

/** Write an error as `kzner: source:line:column: message`. */
void cli_error(const kzner_error *error);

/** The same for an error that a call gave without a source: the place is then called name. */
void cli_error_in(const char *name, const kzner_error *error);

/** Say what is wrong with the command line. Always gives CLI_USAGE. */
int cli_usage_error(const char *command, const char *format, ...) PRINTF_LIKE(2, 3);

/** Say what getopt_long() (with opterr 0 and ':' first) did not like. Always gives CLI_USAGE. */
int cli_bad_option(const char *command, int code, char **argv);

/** Write text on standard output. Gives the exit code. */
int cli_print(const char *text, size_t size);

/** End the command: there is no memory left. Any thread. */
_Noreturn void cli_out_of_memory(void);

/** Read a comma-separated list of types into a bit set. On failure *ret_bad is the word, of *ret_size bytes. */
bool cli_parse_types(const char *list, uint32_t *ret_types, const char **ret_bad, size_t *ret_size);

/** Is text YYYY, YYYY-MM or YYYY-MM-DD? */
bool cli_is_date(const char *text);

/** Read a whole number between least and most. */
bool cli_parse_number(const char *text, long least, long most, long *ret_number);

/** Read 0..1. */
bool cli_parse_share(const char *text, float *ret_share);

#endif
