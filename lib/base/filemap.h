/* A whole file, read-only: mapped where that works, read otherwise. */
#ifndef KZ_FILEMAP_H
#define KZ_FILEMAP_H

#include "base/alloc.h"

typedef struct kz_filemap {
	void *data;
	size_t size;
	int mapped; /* else data came from the allocator */
} kz_filemap;

kzner_status kz_filemap_open(const char *path, const kz_allocator *allocator, kz_filemap *ret_map, kzner_error *reterr);
void kz_filemap_close(kz_filemap *map, const kz_allocator *allocator);

#endif
