#include "cli_common.h"

#include "output.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Messages go out in one piece, so that those of several processes do not mix. */
static void write_message(struct buffer *message)
{
	const char *at = message->data;
	size_t left = message->size;

	while (left) {
		ssize_t written = write(STDERR_FILENO, at, left);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			break;
		at += written;
		left -= (size_t)written;
	}
	buffer_free(message);
}

void cli_message(const char *format, ...)
{
	struct buffer message = {0};
	va_list arguments;

	buffer_puts(&message, "kzner: ");
	va_start(arguments, format);
	buffer_vprintf(&message, format, arguments);
	va_end(arguments);
	buffer_putc(&message, '\n');
	write_message(&message);
}

void cli_put_place(struct buffer *buffer, const kzner_error *error)
{
	if (!error->source[0])
		return;
	buffer_puts(buffer, error->source);
	if (error->line)
		buffer_printf(buffer, ":%u", (unsigned)error->line);
	if (error->line && error->column)
		buffer_printf(buffer, ":%u", (unsigned)error->column);
	buffer_puts(buffer, ": ");
}

void cli_error(const kzner_error *error)
{
	struct buffer place = {0};

	cli_put_place(&place, error);
	cli_message("%s%s", buffer_terminate(&place),
	            error->message[0] ? error->message : kzner_status_string(error->status));
	buffer_free(&place);
}

void cli_error_in(const char *name, const kzner_error *error)
{
	kzner_error named = *error;

	if (!named.source[0])
		snprintf(named.source, sizeof named.source, "%s", name);
	cli_error(&named);
}

int cli_usage_error(const char *command, const char *format, ...)
{
	struct buffer message = {0};
	va_list arguments;

	va_start(arguments, format);
	buffer_vprintf(&message, format, arguments);
	va_end(arguments);
	cli_message("%s%s%s\nTry 'kzner %s%s--help'.", command, *command ? ": " : "", buffer_terminate(&message),
	            command, *command ? " " : "");
	buffer_free(&message);
	return CLI_USAGE;
}

int cli_bad_option(const char *command, int code, char **argv)
{
	const char *word = argv[optind - 1];
	bool is_long = strncmp(word, "--", 2) == 0;

	if (code == ':' && is_long)
		return cli_usage_error(command, "option '%s' needs a value", word);
	if (code == ':')
		return cli_usage_error(command, "option '-%c' needs a value", optopt);
	if (is_long && optopt && strchr(word, '='))
		return cli_usage_error(command, "option '%.*s' takes no value", (int)strcspn(word, "="), word);
	if (!optopt)
		return cli_usage_error(command, "unknown or ambiguous option '%s'", word);
	return cli_usage_error(command, "unknown option '-%c'", optopt);
}

int cli_print(const char *text, size_t size)
{
	struct output output;

	if (!output_open(&output, NULL) || !output_write(&output, text, size) || !output_close(&output))
		return CLI_FAILED;
	return CLI_OK;
}

void cli_out_of_memory(void)
{
	static const char message[] = "kzner: out of memory\n";

	output_remove_temporary();
	if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
		_exit(CLI_FAILED);
	_exit(CLI_FAILED);
}

static kzner_type type_of_word(const char *word, size_t size)
{
	static const struct {
		const char *name;
		kzner_type type;
	} folders[] = {
	        {"people", KZNER_TYPE_PERSON}, {"organisations", KZNER_TYPE_ORG}, {"parties", KZNER_TYPE_PARTY},
	        {"places", KZNER_TYPE_PLACE},  {"norps", KZNER_TYPE_NORP},        {"events", KZNER_TYPE_EVENT},
	        {"laws", KZNER_TYPE_LAW},      {"titles", KZNER_TYPE_TITLE},
	};
	char name[32];

	if (size == 0 || size >= sizeof name)
		return KZNER_TYPE_NONE;
	memcpy(name, word, size);
	name[size] = '\0';
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (strcmp(folders[i].name, name) == 0)
			return folders[i].type;
	return kzner_type_from_name(name);
}

bool cli_parse_types(const char *list, uint32_t *ret_types, const char **ret_bad, size_t *ret_size)
{
	uint32_t types = 0;

	for (;;) {
		size_t size = strcspn(list, ",");
		kzner_type type = type_of_word(list, size);

		if (type == KZNER_TYPE_NONE) {
			*ret_bad = list;
			*ret_size = size;
			return false;
		}
		types |= UINT32_C(1) << type;
		if (!list[size])
			break;
		list += size + 1;
	}
	*ret_types = types;
	return true;
}

static bool parse_digits(const char **at, int count, int least, int most)
{
	int number = 0;

	for (int i = 0; i < count; i++) {
		if ((*at)[i] < '0' || (*at)[i] > '9')
			return false;
		number = number * 10 + ((*at)[i] - '0');
	}
	*at += count;
	return number >= least && number <= most;
}

bool cli_is_date(const char *text)
{
	if (!parse_digits(&text, 4, 1, 9999))
		return false;
	if (!*text)
		return true;
	if (*text++ != '-' || !parse_digits(&text, 2, 1, 12))
		return false;
	if (!*text)
		return true;
	return *text++ == '-' && parse_digits(&text, 2, 1, 31) && !*text;
}

bool cli_parse_number(const char *text, long least, long most, long *ret_number)
{
	char *end;
	long number;

	errno = 0;
	number = strtol(text, &end, 10);
	if (errno || end == text || *end || number < least || number > most)
		return false;
	*ret_number = number;
	return true;
}

bool cli_parse_share(const char *text, float *ret_share)
{
	char *end;
	double number = strtod(text, &end);

	if (end == text || *end || !(number >= 0 && number <= 1))
		return false;
	*ret_share = (float)number;
	return true;
}
