/* In: a path. Out: the file's bytes, or the system's reason why not. */
#include "base/filemap.h"
#include "base/status.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static kzner_status read_whole(int file, size_t size, const char *path, const kz_allocator *allocator,
                               kz_filemap *ret_map, kzner_error *reterr)
{
	char *data = allocator->allocate(size ? size : 1, allocator->user);
	if (!data)
		return kz_no_memory(reterr);
	size_t done = 0;
	while (done < size) {
		ssize_t got = read(file, data + done, size - done);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			int reason = got < 0 ? errno : EIO;
			kz_free(allocator, data);
			return kz_error_set(reterr, KZNER_ERROR_IO, path, 0, 0, "%s", strerror(reason));
		}
		done += (size_t)got;
	}
	*ret_map = (kz_filemap){data, size, 0};
	return KZNER_OK;
}

kzner_status kz_filemap_open(const char *path, const kz_allocator *allocator, kz_filemap *ret_map, kzner_error *reterr)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return kz_error_set(reterr, KZNER_ERROR_IO, path, 0, 0, "%s", strerror(errno));
	struct stat info;
	kzner_status status = KZNER_OK;
	if (fstat(file, &info) < 0) {
		status = kz_error_set(reterr, KZNER_ERROR_IO, path, 0, 0, "%s", strerror(errno));
	} else if (S_ISDIR(info.st_mode)) {
		status = kz_error_set(reterr, KZNER_ERROR_IO, path, 0, 0, "%s", strerror(EISDIR));
	} else if (!S_ISREG(info.st_mode)) {
		status = kz_error_set(reterr, KZNER_ERROR_IO, path, 0, 0, "not a regular file");
	} else {
		size_t size = (size_t)info.st_size;
		void *data = size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
		if (data != MAP_FAILED)
			*ret_map = (kz_filemap){data, size, 1};
		else
			status = read_whole(file, size, path, allocator, ret_map, reterr);
	}
	close(file);
	return status;
}

void kz_filemap_close(kz_filemap *map, const kz_allocator *allocator)
{
	if (map->mapped)
		munmap(map->data, map->size);
	else
		kz_free(allocator, map->data);
	*map = (kz_filemap){0};
}
