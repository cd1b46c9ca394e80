#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Large enough that a read costs nothing beside the work, small enough for the processor's cache. */
#define BLOCK_SIZE ((size_t)256 << 10)

/* Against an endless line that would take all memory; twice what the largest document needs when it is escaped little. */
#define LINE_LIMIT ((size_t)1 << 30)

/* Buffers beyond this size are given back after use. */
#define KEEP_SIZE ((size_t)4 << 20)

int input_open(const char *path, const char **ret_reason)
{
	struct stat about;
	int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &about) != 0) {
		*ret_reason = strerror(errno);
		return -1;
	}
	if (S_ISDIR(about.st_mode)) {
		*ret_reason = strerror(EISDIR);
		input_close(fd);
		return -1;
	}
	return fd;
}

void input_close(int fd)
{
	if (fd > STDERR_FILENO)
		close(fd);
}

/* One read into the buffer's end. Bytes, 0 at the end, -1 on failure. */
static ssize_t read_some(int fd, struct buffer *buffer, size_t most)
{
	ssize_t got;

	buffer_reserve(buffer, most);
	do
		got = read(fd, buffer->data + buffer->size, most);
	while (got < 0 && errno == EINTR);
	if (got > 0)
		buffer->size += (size_t)got;
	return got;
}

/* A file's size is known: its buffer need not grow by doubling. */
static void reserve_file(int fd, size_t limit, struct buffer *buffer)
{
	struct stat about;

	if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0 && (uintmax_t)about.st_size < limit)
		buffer_reserve(buffer, (size_t)about.st_size + BLOCK_SIZE);
}

bool input_read(const char *path, size_t limit, struct buffer *buffer, const char **ret_reason)
{
	int fd = input_open(path, ret_reason);
	size_t begin = buffer->size;
	ssize_t got = 1;

	if (fd < 0)
		return false;
	reserve_file(fd, limit, buffer);
	while (got > 0 && buffer->size - begin < limit) {
		size_t left = limit - (buffer->size - begin);

		got = read_some(fd, buffer, left < BLOCK_SIZE ? left : BLOCK_SIZE);
	}
	if (got < 0)
		*ret_reason = strerror(errno);
	input_close(fd);
	return got >= 0;
}

void lines_begin(struct lines *lines, int fd)
{
	*lines = (struct lines){.fd = fd, .line = 1};
}

void lines_end(struct lines *lines)
{
	input_close(lines->fd);
	buffer_free(&lines->carry);
}

/* Size of data up to and with its last newline, searching from `from` on; 0 if there is none. */
static size_t whole_lines(const char *data, size_t from, size_t size, uint64_t *ret_count)
{
	const char *at, *end, *whole = data;

	*ret_count = 0;
	if (from == size)
		return 0;
	at = data + from;
	end = data + size;
	while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
		whole = ++at;
		++*ret_count;
	}
	return (size_t)(whole - data);
}

/* Drop the begun line in block and what follows of it. */
static enum lines_result skip_line(struct lines *lines, struct buffer *block, uint64_t *ret_line)
{
	*ret_line = lines->line++;
	for (;;) {
		const char *newline;

		buffer_clear(block, KEEP_SIZE);
		ssize_t got = read_some(lines->fd, block, BLOCK_SIZE);
		if (got < 0)
			return LINES_FAILED;
		if (got == 0) {
			lines->ended = true;
			return LINES_TOO_LONG;
		}
		newline = memchr(block->data, '\n', block->size);
		if (newline) {
			size_t used = (size_t)(newline - block->data) + 1;

			buffer_append(&lines->carry, block->data + used, block->size - used);
			return LINES_TOO_LONG;
		}
	}
}

static enum lines_result finish_block(struct lines *lines, struct buffer *block, size_t size)
{
	buffer_append(&lines->carry, block->data + size, block->size - size);
	block->size = size;
	return LINES_BLOCK;
}

enum lines_result lines_next(struct lines *lines, struct buffer *block, uint64_t *ret_line)
{
	size_t searched = 0;
	uint64_t count;

	buffer_clear(block, KEEP_SIZE);
	buffer_append(block, lines->carry.data, lines->carry.size);
	buffer_clear(&lines->carry, KEEP_SIZE);
	*ret_line = lines->line;
	while (!lines->ended) {
		size_t size = whole_lines(block->data, searched, block->size, &count);

		lines->line += count;
		if (size)
			return finish_block(lines, block, size);
		searched = block->size;
		if (searched > LINE_LIMIT)
			return skip_line(lines, block, ret_line);
		ssize_t got = read_some(lines->fd, block, searched > BLOCK_SIZE ? searched : BLOCK_SIZE);
		if (got < 0)
			return LINES_FAILED;
		lines->ended = got == 0;
	}
	return block->size ? LINES_BLOCK : LINES_END; /* the last line lacks its newline */
}
