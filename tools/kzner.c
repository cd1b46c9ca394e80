/*
 * kzner: find the command and run it.
 */
#include "cli_common.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#if defined(__GLIBC__) && defined(__linux__)
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#endif

static const struct command commands[] = {
        {"extract", "read texts and write who is named in them and how they are related", cmd_extract},
        {"graph", "merge what many documents say into one graph", cmd_graph},
        {"explain", "say for each finding in a text which source line did it, and why", cmd_explain},
        {"inspect", "show what is in a model, or look a name up", cmd_inspect},
        {"compile", "make a model of gazetteers, rules and relation patterns", cmd_compile},
        {"check", "look for mistakes in gazetteers, rules and relation patterns", cmd_check},
        {"eval", "compare findings with annotated texts", cmd_eval},
};

#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static int print_help(void)
{
	struct buffer out = {0};
	int status;

	buffer_puts(&out, "usage: kzner COMMAND [OPTION ...] [FILE ...]\n"
	                  "\n"
	                  "Read news about Kazakhstan and its neighbours: who is named, and how they are related.\n"
	                  "\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		buffer_printf(&out, "  %-9s%s\n", commands[i].name, commands[i].summary);
	buffer_puts(&out, "\n"
	                  "'kzner COMMAND --help' shows the options of a command, 'man kzner' tells more.\n"
	                  "'kzner --version' shows the version.\n");
	status = cli_print(out.data, out.size);
	buffer_free(&out);
	return status;
}

static int print_version(void)
{
	struct buffer out = {0};
	int status;

	buffer_printf(&out, "kzner %s\n", kzner_version_string());
	status = cli_print(out.data, out.size);
	buffer_free(&out);
	return status;
}

/*
 * A closed standard stream would give its number to the next file that is opened. In its place comes something that
 * fails as it should: a read-only file for output, a write-only one for input.
 */
static void hold_standard_files(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			_exit(CLI_FAILED);
}

#if defined(__GLIBC__) && defined(__linux__)

/* What the heap begins with; long documents take more. */
#define HEAP_SIZE (16 << 20)
#define HUGE_PAGE ((uintptr_t)2 << 20)

/* A run touches some thousand pages of its heap once, which is 1 % of its time. */
static void use_huge_pages(void)
{
	char *begin = sbrk(0);
	void *volatile first = malloc(1); /* takes HEAP_SIZE from the system */
	char *end = sbrk(0);

	free(first);
	begin += -(uintptr_t)begin % HUGE_PAGE;
	if (begin < end)
		madvise(begin, (size_t)(end - begin), MADV_HUGEPAGE);
}

/*
 * Documents need about the same memory, one after the other: what is given back to the system between them has to be cleared and
 * mapped again page by page. Only blocks as large as a long document go at once.
 */
static void keep_memory(void)
{
	mallopt(M_MMAP_THRESHOLD, HEAP_SIZE);
	mallopt(M_TRIM_THRESHOLD, 4 * HEAP_SIZE);
	mallopt(M_TOP_PAD, HEAP_SIZE);
	use_huge_pages();
}

#else

static void keep_memory(void)
{
}

#endif

int main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : NULL;

	hold_standard_files();
	keep_memory();
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is a failed write, which is reported */
	opterr = 0;
	if (!word)
		return cli_usage_error("", "which command?");
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0)
		return print_help();
	if (strcmp(word, "--version") == 0)
		return print_version();
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i].name, word) == 0)
			return commands[i].run(argc - 1, argv + 1);
	return cli_usage_error("", "there is no command '%s'", word);
}
