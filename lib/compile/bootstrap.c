/*
 * In: the sources of the default model. Out: the model, and a header that says where it is, for the file that embeds it.
 * Runs during the build only, linked with a library that has no default model yet.
 *
 * usage: kzner-bootstrap MODEL HEADER ROOT SOURCE...    (names in evidence are relative to ROOT)
 */
#include <kzner/compile.h>
#include <kzner/model.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print(kzner_severity severity, const kzner_error *error, void *user)
{
	(void)user;
	char text[1024];
	kzner_error_format(error, text, sizeof text);
	if (severity == KZNER_SEVERITY_ERROR)
		fprintf(stderr, "%s\n", text);
}

static char *read_file(const char *path, size_t *ret_size)
{
	FILE *file = fopen(path, "rb");
	char *text = NULL;
	if (file && !fseek(file, 0, SEEK_END)) {
		long size = ftell(file);
		rewind(file);
		text = size >= 0 ? malloc((size_t)size + 1) : NULL;
		*ret_size = text ? fread(text, 1, (size_t)size, file) : 0;
	}
	if (file)
		fclose(file);
	return text;
}

static int write_file(const char *path, const void *data, size_t size)
{
	FILE *file = fopen(path, "wb");
	int good = file && fwrite(data, 1, size, file) == size;
	return file && !fclose(file) && good;
}

static const char *relative(const char *path, const char *root)
{
	size_t length = strlen(root);
	return !strncmp(path, root, length) && path[length] == '/' ? path + length + 1 : path;
}

static int add_sources(kzner_compiler *compiler, const char *root, char **paths)
{
	int good = 1;
	for (; *paths; paths++) {
		size_t size;
		char *text = read_file(*paths, &size);
		if (!text) {
			perror(*paths);
			return 0;
		}
		good = !kzner_compiler_add(compiler, relative(*paths, root), text, size, NULL) && good;
		free(text);
	}
	return good;
}

static int write_outputs(const char *model, const char *header, const void *data, size_t size)
{
	char line[4096];
	int length = snprintf(line, sizeof line, "#define KZ_MODEL_FILE \"%s\"\n", model);
	return length > 0 && (size_t)length < sizeof line && write_file(model, data, size) &&
	       write_file(header, line, (size_t)length);
}

/* The library will trust the model that is built into it. */
static int check(const void *data, size_t size)
{
	kzner_model *model = NULL;
	kzner_error error = {0};
	if (kzner_model_open_memory(data, size, NULL, &model, &error)) {
		print(KZNER_SEVERITY_ERROR, &error, NULL);
		return 0;
	}
	kzner_model_unref(model);
	return 1;
}

int main(int argc, char **argv)
{
	kzner_compiler *compiler;
	kzner_error error = {0};
	void *data = NULL;
	size_t size = 0;
	if (argc < 5 || kzner_compiler_new(NULL, print, NULL, &compiler))
		return 2;
	int good = add_sources(compiler, argv[3], argv + 4);
	good = !kzner_compiler_finish(compiler, &data, &size, &error) && good;
	good = good && check(data, size) && write_outputs(argv[1], argv[2], data, size);
	kzner_compiler_release(compiler, data);
	kzner_compiler_free(compiler);
	return good ? 0 : 1;
}
