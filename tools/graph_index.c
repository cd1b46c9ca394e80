/* In: entities as they are written. Out: what their edges need of them. */
#include "graph_out.h"

#include "cli_common.h"

#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static uint64_t hash_of(const struct graph_text *key)
{
	uint64_t hash = kz_checksum(key->data, key->size);

	return hash ? hash : 1;
}

/* A file without a name, gone when it is closed. */
static void *map_file(const char *folder, size_t size)
{
	struct buffer name = {0};
	void *map = MAP_FAILED;
	int fd;

	buffer_printf(&name, "%s/kzner-index.XXXXXX", folder);
	buffer_terminate(&name);
	fd = mkstemp(name.data);
	if (fd >= 0) {
		unlink(name.data);
		errno = posix_fallocate(fd, 0, (off_t)size); /* room now, not a signal when it is missing later */
		if (errno == 0)
			map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		close(fd);
	}
	if (map == MAP_FAILED)
		cli_message("%s: cannot make a file of %zu bytes: %s", folder, size, strerror(errno));
	buffer_free(&name);
	return map == MAP_FAILED ? NULL : map;
}

bool graph_index_open(struct graph_index *index, size_t count, const char *folder)
{
	*index = (struct graph_index){.capacity = 64, .mapped = folder != NULL};
	while (index->capacity < count * 2)
		index->capacity *= 2;
	if (folder) {
		index->nodes = map_file(folder, index->capacity * sizeof *index->nodes);
		return index->nodes != NULL;
	}
	index->nodes = memory_resize(NULL, index->capacity, sizeof *index->nodes);
	memset(index->nodes, 0, index->capacity * sizeof *index->nodes);
	return true;
}

static struct graph_node *find(const struct graph_index *index, uint64_t hash)
{
	size_t at = (size_t)hash & (index->capacity - 1);

	while (index->nodes[at].hash && index->nodes[at].hash != hash)
		at = (at + 1) & (index->capacity - 1);
	return &index->nodes[at];
}

/* 38 of "Q38", 0 of anything else. */
static uint64_t wikidata_number(const struct graph_text *id)
{
	uint64_t number = 0;

	if (!id || id->size < 2 || id->size > 18 || id->data[0] != 'Q')
		return 0;
	for (size_t i = 1; i < id->size; i++) {
		if (id->data[i] < '0' || id->data[i] > '9')
			return 0;
		number = number * 10 + (uint64_t)(id->data[i] - '0');
	}
	return number;
}

void graph_index_add(struct graph_index *index, const struct graph_entity *entity)
{
	uint64_t hash = hash_of(entity->record.keys[0]);

	*find(index, hash) = (struct graph_node){
	        .hash = hash,
	        .number = index->count++,
	        .documents = entity->documents,
	        .wikidata = wikidata_number(entity->wikidata),
	};
}

const struct graph_node *graph_index_find(const struct graph_index *index, const struct graph_text *key)
{
	const struct graph_node *node = find(index, hash_of(key));

	return node->hash ? node : NULL;
}

void graph_index_close(struct graph_index *index)
{
	if (index->mapped && index->nodes)
		munmap(index->nodes, index->capacity * sizeof *index->nodes);
	else
		free(index->nodes);
	*index = (struct graph_index){0};
}
