#include "output.h"

#include "cli_common.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* For the signal handler: the names of temporary files while they exist. */
static char *volatile unfinished[OUTPUT_LIMIT];

void output_remove_temporary(void)
{
	for (size_t i = 0; i < OUTPUT_LIMIT; i++) {
		char *name = unfinished[i];

		if (name)
			unlink(name);
	}
}

static void on_signal(int number)
{
	output_remove_temporary();
	signal(number, SIG_DFL);
	raise(number);
}

static void release_temporary(const char *name)
{
	for (size_t i = 0; name && i < OUTPUT_LIMIT; i++)
		if (unfinished[i] == name)
			unfinished[i] = NULL;
}

static void guard_temporary(char *name)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	size_t slot = 0;

	while (slot + 1 < OUTPUT_LIMIT && unfinished[slot])
		slot++;
	unfinished[slot] = name;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct sigaction action = {.sa_handler = on_signal};

		sigaction(numbers[i], &action, NULL);
	}
}

static bool open_temporary(struct output *output, const char *path)
{
	struct buffer name = {0};
	mode_t mask = umask(0);
	char *real = realpath(path, NULL);

	umask(mask);
	output->path = real ? real : memory_copy(path, strlen(path));
	buffer_printf(&name, "%s.XXXXXX", output->path);
	buffer_terminate(&name);
	output->fd = mkstemp(name.data);
	if (output->fd < 0) {
		cli_message("%s: cannot create: %s", path, strerror(errno));
		buffer_free(&name);
		free(output->path);
		return false;
	}
	output->temporary = name.data;
	guard_temporary(output->temporary);
	fchmod(output->fd, 0666 & ~mask);
	return true;
}

bool output_open(struct output *output, const char *path)
{
	struct stat about;

	*output = (struct output){.fd = STDOUT_FILENO};
	if (!path || strcmp(path, "-") == 0)
		return true;
	if (stat(path, &about) != 0 || S_ISREG(about.st_mode))
		return open_temporary(output, path);
	if (S_ISDIR(about.st_mode)) {
		cli_message("%s: is a directory", path);
		return false;
	}
	output->fd = open(path, O_WRONLY);
	if (output->fd < 0)
		cli_message("%s: cannot open: %s", path, strerror(errno));
	return output->fd >= 0;
}

bool output_write(struct output *output, const void *data, size_t size)
{
	const char *at = data;

	while (size) {
		ssize_t written = write(output->fd, at, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0) {
			cli_message("cannot write output: %s", strerror(errno));
			output_discard(output);
			return false;
		}
		at += written;
		size -= (size_t)written;
	}
	return true;
}

static void release(struct output *output)
{
	if (output->fd > STDERR_FILENO)
		close(output->fd);
	free(output->temporary);
	free(output->path);
	*output = (struct output){.fd = -1};
}

bool output_close(struct output *output)
{
	bool done = close(output->fd) == 0;

	output->fd = -1;
	if (done && output->temporary)
		done = rename(output->temporary, output->path) == 0;
	if (!done)
		cli_message("cannot write output: %s", strerror(errno));
	if (done)
		release_temporary(output->temporary);
	if (done)
		release(output);
	else
		output_discard(output);
	return done;
}

void output_discard(struct output *output)
{
	if (output->temporary)
		unlink(output->temporary);
	release_temporary(output->temporary);
	release(output);
}
