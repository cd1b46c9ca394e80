#include "sources.h"

#include "cli_common.h"
#include "input.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Against folders that hold themselves by a symbolic link. */
#define FOLDER_DEPTH 32

#define SOURCE_LIMIT ((size_t)1 << 30)

static void add_file(struct sources *sources, const char *path, size_t name_at)
{
	struct source_file *file;

	if (sources->count == sources->capacity) {
		sources->capacity = sources->capacity ? sources->capacity * 2 : 32;
		sources->files = memory_resize(sources->files, sources->capacity, sizeof *sources->files);
	}
	file = &sources->files[sources->count++];
	file->path = memory_copy(path, strlen(path));
	file->name = file->path + name_at;
}

static bool has_ending(const char *name, const char *ending)
{
	size_t size = strlen(name), tail = strlen(ending);

	return size > tail && strcmp(name + size - tail, ending) == 0;
}

static bool is_source(const char *name)
{
	return has_ending(name, ".tsv") || has_ending(name, ".rules") || has_ending(name, ".relations");
}

static bool find_in_folder(struct sources *sources, const char *path, size_t name_at, unsigned depth);

static bool add_child(struct sources *sources, const char *path, size_t name_at, unsigned depth)
{
	struct stat about;

	if (stat(path, &about) != 0) {
		cli_message("%s: cannot open: %s", path, strerror(errno));
		return false;
	}
	if (S_ISDIR(about.st_mode))
		return find_in_folder(sources, path, name_at, depth + 1);
	if (is_source(path))
		add_file(sources, path, name_at);
	return true;
}

static bool find_in_folder(struct sources *sources, const char *path, size_t name_at, unsigned depth)
{
	DIR *folder = depth < FOLDER_DEPTH ? opendir(path) : NULL;
	struct buffer child = {0};
	struct dirent *entry;
	bool done = true;

	if (!folder) {
		cli_message("%s: cannot open: %s", path, strerror(depth < FOLDER_DEPTH ? errno : ELOOP));
		return false;
	}
	while (done && (entry = readdir(folder))) {
		if (entry->d_name[0] == '.')
			continue;
		child.size = 0;
		buffer_printf(&child, "%s/%s", path, entry->d_name);
		done = add_child(sources, buffer_terminate(&child), name_at, depth);
	}
	buffer_free(&child);
	closedir(folder);
	return done;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct source_file *)a)->name, ((const struct source_file *)b)->name);
}

static bool find_all(struct sources *sources, const char *path)
{
	struct buffer folder = {0};
	size_t first = sources->count, size = strlen(path);
	bool done;

	while (size > 1 && path[size - 1] == '/')
		size--;
	buffer_append(&folder, path, size);
	done = find_in_folder(sources, buffer_terminate(&folder), size + 1, 0);
	buffer_free(&folder);
	if (done && sources->count == first) {
		cli_message("%s: holds no sources (.tsv, .rules, .relations)", path);
		return false;
	}
	if (done)
		qsort(sources->files + first, sources->count - first, sizeof *sources->files, compare_names);
	return done;
}

bool sources_find(struct sources *sources, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct stat about;

	if (stat(path, &about) != 0) {
		cli_message("%s: cannot open: %s", path, strerror(errno));
		return false;
	}
	if (S_ISDIR(about.st_mode))
		return find_all(sources, path);
	add_file(sources, path, slash ? (size_t)(slash - path) + 1 : 0);
	return true;
}

void sources_free(struct sources *sources)
{
	for (size_t i = 0; i < sources->count; i++)
		free(sources->files[i].path);
	free(sources->files);
	*sources = (struct sources){0};
}

void diagnostics_print(kzner_severity severity, const kzner_error *error, void *user)
{
	static const char *const names[] = {"note: ", "warning: ", "error: "};
	struct diagnostics *diagnostics = user;
	struct buffer place = {0};

	diagnostics->notes += severity == KZNER_SEVERITY_NOTE;
	diagnostics->warnings += severity == KZNER_SEVERITY_WARNING;
	diagnostics->errors += severity == KZNER_SEVERITY_ERROR;
	if (diagnostics->quiet && severity != KZNER_SEVERITY_ERROR)
		return;
	cli_put_place(&place, error);
	cli_message("%s%s%s", buffer_terminate(&place), names[severity], error->message);
	buffer_free(&place);
}

static bool compile_file(const struct source_file *file, kzner_compiler *compiler, struct diagnostics *diagnostics)
{
	struct buffer text = {0};
	const char *reason = "";
	unsigned errors = diagnostics->errors;
	kzner_error error = {0};
	kzner_status status;

	if (!input_read(file->path, SOURCE_LIMIT, &text, &reason)) {
		cli_message("%s: cannot read: %s", file->path, reason);
		diagnostics->errors++;
		return false;
	}
	buffer_terminate(&text);
	status = kzner_compiler_add(compiler, file->name, text.data, text.size, &error);
	buffer_free(&text);
	if (status != KZNER_OK && diagnostics->errors == errors) {
		cli_error_in(file->name, &error);
		diagnostics->errors++;
	}
	return status == KZNER_OK;
}

bool sources_compile(const struct sources *sources, kzner_compiler *compiler, struct diagnostics *diagnostics)
{
	bool done = true;

	for (size_t i = 0; i < sources->count; i++)
		done = compile_file(&sources->files[i], compiler, diagnostics) && done;
	return done;
}

bool sources_finish(kzner_compiler *compiler, struct diagnostics *diagnostics, void **ret_data, size_t *ret_size)
{
	kzner_error error = {0};

	if (kzner_compiler_finish(compiler, ret_data, ret_size, &error) == KZNER_OK)
		return true;
	if (!diagnostics->errors) {
		cli_error(&error);
		diagnostics->errors++;
	}
	return false;
}
