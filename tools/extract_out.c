#include "extract_out.h"

#include "cli_common.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Longer names of documents are cut, so that a number and an ending fit into what file systems allow. */
#define NAME_LIMIT 200

static int write_to_output(const char *data, size_t size, void *output)
{
	return output_write(output, data, size) ? 0 : 1;
}

typedef kzner_status write_function(kzner_format format, const kzner_write_options *options, const kzner_sink *sink);

/* What stands before, between or behind the documents, in each open output. */
static bool write_to_all(struct extract_out *out, write_function *write)
{
	kzner_write_options options = out->options->write;

	if (out->options->text_view)
		return true;
	for (unsigned i = 0; i < out->open; i++) {
		kzner_sink sink = {write_to_output, &out->outputs[i]};

		options.table = out->options->write.table + i;
		if (write(out->options->format, &options, &sink) != KZNER_OK)
			return false;
	}
	return true;
}

static bool make_folder(const char *path)
{
	struct stat about;

	if (mkdir(path, 0777) == 0)
		return true;
	if (errno == EEXIST && stat(path, &about) == 0 && S_ISDIR(about.st_mode))
		return true;
	cli_message("%s: cannot make a folder: %s", path, strerror(errno == EEXIST ? ENOTDIR : errno));
	return false;
}

/* Tables of CSV are what they are called, whichever program they are for. */
static const char *ending_of(kzner_format format)
{
	return format == KZNER_FORMAT_NEO4J ? "csv" : kzner_format_name(format);
}

static bool open_table(struct extract_out *out, unsigned number)
{
	const struct document_options *options = out->options;
	struct buffer path = {0};
	bool done;

	buffer_printf(&path, "%s/%s.%s", out->folder,
	              kzner_format_table_name(options->format, options->write.table + number),
	              ending_of(options->format));
	done = output_open(&out->outputs[number], buffer_terminate(&path));
	buffer_free(&path);
	return done;
}

static bool open_all(struct extract_out *out, const char *path)
{
	if (!out->folder) {
		out->open = output_open(&out->outputs[0], path);
		return out->open == 1;
	}
	if (!make_folder(out->folder))
		return false;
	while (!out->options->parts && out->open < out->options->tables) {
		if (!open_table(out, out->open))
			return false;
		out->open++;
	}
	return true;
}

bool extract_out_open(struct extract_out *out, const struct document_options *options, const char *path, bool is_folder)
{
	*out = (struct extract_out){.options = options, .folder = is_folder ? path : NULL};
	if (open_all(out, path) && write_to_all(out, kzner_write_head))
		return true;
	extract_out_discard(out);
	return false;
}

/* --- a file for each document --- */

static bool is_safe(unsigned char byte)
{
	return byte >= 0x80 || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') ||
	       strchr("-._ ()+,=@", byte);
}

/* A file's name of the last part of an id: bytes that a name should not hold are percent-encoded, as are leading dots. */
static void put_name(struct buffer *name, const char *id)
{
	const char *slash = strrchr(id, '/'), *at = slash ? slash + 1 : id;
	size_t size = strlen(at), begin = name->size;

	if (size > 4 && strcmp(at + size - 4, ".txt") == 0)
		size -= 4;
	for (size_t i = 0; i < size && name->size - begin < NAME_LIMIT; i++) {
		if (at[i] && is_safe((unsigned char)at[i]) && (i > 0 || at[i] != '.'))
			buffer_putc(name, at[i]);
		else
			buffer_printf(name, "%%%02X", (unsigned char)at[i]);
	}
	while (name->size > begin && ((unsigned char)name->data[name->size - 1] & 0xC0) == 0x80 &&
	       name->size - begin >= NAME_LIMIT)
		name->size--; /* not in the middle of a character */
	if (name->size == begin)
		buffer_puts(name, "document");
}

/* DIR/NAME, no two documents the same. False if even the number does not help. */
static bool name_document(struct extract_out *out, const struct batch_part *part, const char *id, struct buffer *path)
{
	size_t begin;

	buffer_printf(path, "%s/", out->folder);
	begin = path->size;
	put_name(path, id);
	if (name_set_add(&out->names, buffer_terminate(path) + begin))
		return true;
	buffer_printf(path, "-%llu", (unsigned long long)part->number);
	return name_set_add(&out->names, buffer_terminate(path) + begin);
}

static bool write_file(struct buffer *path, const char *ending, const char *data, size_t size)
{
	size_t before = path->size;
	struct output output;
	bool done;

	buffer_printf(path, ".%s", ending);
	done = output_open(&output, buffer_terminate(path)) && output_write(&output, data, size) &&
	       output_close(&output);
	path->size = before;
	return done;
}

static bool write_document(struct extract_out *out, struct batch *batch, const struct batch_part *part,
                           const size_t *begins, const char *id)
{
	const struct document_options *options = out->options;
	struct buffer path = {0};
	bool done = name_document(out, part, id, &path);

	if (!done)
		cli_message("%s: a file of that name is written already", buffer_terminate(&path));
	for (unsigned i = 0; i < options->tables && done; i++)
		done = write_file(&path, kzner_format_table_name(options->format, options->write.table + i),
		                  batch->outputs[i].data + begins[i], part->ends[i] - begins[i]);
	buffer_free(&path);
	return done;
}

static void write_documents(struct extract_out *out, struct batch *batch)
{
	static const struct batch_part none;
	const struct batch_part *parts = (const struct batch_part *)batch->parts.data, *before = &none;

	for (size_t i = 0; i < batch->parts.size / sizeof *parts; before = &parts[i++])
		if (!write_document(out, batch, &parts[i], before->ends, batch->ids.data + before->id_end))
			batch->failed = true;
}

bool extract_out_take(struct extract_out *out, struct batch *batch)
{
	if (out->options->parts) {
		write_documents(out, batch);
		return true;
	}
	if (batch->written && out->begun && !write_to_all(out, kzner_write_between))
		return false;
	out->begun |= batch->written > 0;
	for (unsigned i = 0; i < out->open; i++)
		if (!output_write(&out->outputs[i], batch->outputs[i].data, batch->outputs[i].size))
			return false;
	return true;
}

bool extract_out_close(struct extract_out *out)
{
	bool done = write_to_all(out, kzner_write_tail);

	for (unsigned i = 0; i < out->open && done; i++)
		done = output_close(&out->outputs[i]);
	extract_out_discard(out);
	return done;
}

/* Outputs that are closed do not mind. */
void extract_out_discard(struct extract_out *out)
{
	for (unsigned i = 0; i < out->open; i++)
		output_discard(&out->outputs[i]);
	out->open = 0;
	name_set_free(&out->names);
}
