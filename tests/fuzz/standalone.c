/*
 * Replays stored inputs through a fuzz target, so that every crash that was ever found is a test from then on.
 *
 * usage: fuzz-TARGET [FILE|FOLDER ...]
 */
#include "fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int replay(const char *path)
{
	FILE *file = fopen(path, "rb");
	if (!file) {
		perror(path);
		return 0;
	}
	uint8_t *data = NULL;
	size_t size = 0, got;
	do {
		data = realloc(data, size + 65536);
		got = fread(data + size, 1, 65536, file);
		size += got;
	} while (got);
	fclose(file);
	fprintf(stderr, "%s\n", path);
	/* A copy of exactly its size, so that a byte read behind it is seen. */
	uint8_t *exact = malloc(size ? size : 1);
	memcpy(exact, data, size);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
	free(data);
	return 1;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int replay_folder(const char *path)
{
	struct dirent **entries;
	int count = scandir(path, &entries, is_visible, alphasort), good = count > 0;
	for (int i = 0; i < count; i++) {
		char name[4096];
		snprintf(name, sizeof name, "%s/%s", path, entries[i]->d_name);
		good = replay(name) && good;
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return good;
}

int main(int argc, char **argv)
{
	int good = argc > 1;
	for (int i = 1; i < argc; i++) {
		struct stat info;
		int folder = !stat(argv[i], &info) && S_ISDIR(info.st_mode);
		good = (folder ? replay_folder(argv[i]) : replay(argv[i])) && good;
	}
	return !good;
}
