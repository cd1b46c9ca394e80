/*
 * Reading JSON objects of a known shape into structs, by tables and without a tree.
 *
 * A member that is null or missing leaves what was there, which should be zero. Members that the shape does not name are
 * checked and skipped. Numbers never pass through floating point: shares and sums are counted in millionths.
 */
#ifndef KZNER_TOOLS_GRAPH_JSON_H
#define KZNER_TOOLS_GRAPH_JSON_H

#include "graph_arena.h"
#include "json_scan.h"

#include <stddef.h>
#include <stdint.h>

/** One, as shares and sums are kept. */
#define GRAPH_SCALE 1000000

/** Bytes of the input or of an arena; at is NULL where there was nothing. */
struct slice {
	const char *at;
	size_t size;
};

struct list {
	void *items;
	size_t count, capacity;
};

enum json_kind {
	JSON_SLICE,  /* string: struct slice */
	JSON_COUNT,  /* number without a point: uint64_t */
	JSON_SCALED, /* number: uint64_t, in millionths */
	JSON_OBJECT, /* object: the struct of its shape, in place */
	JSON_LIST    /* array of objects: struct list of structs of their shape */
};

struct json_field {
	const char *name;
	size_t name_size;
	enum json_kind kind;
	size_t offset; /* in the struct */
	const struct json_shape *shape;
};

/** {JSON_FIELD("name", JSON_SLICE, struct thing, member), ...}; those with a shape have it behind that. */
#define JSON_FIELD(name, kind, type, member) name, sizeof(name) - 1, kind, offsetof(type, member)

struct json_shape {
	const struct json_field *fields; /* best in the order in which they usually stand */
	size_t count, size;              /* size of the struct */
};

#define JSON_SHAPE(fields, type)                                                                                       \
	{                                                                                                              \
		fields, sizeof(fields) / sizeof *(fields), sizeof(type)                                                \
	}

struct json_reader {
	struct json_scan scan;
	struct arena *arena; /* of strings with escapes and of lists */
	struct buffer text;
};

/** Read the object that begins at reader->scan.at. On failure reader->scan has the place and the reason. */
bool json_read_object(struct json_reader *reader, const struct json_shape *shape, void *into);

#endif
