/*
 * Places for the nodes of a small graph: nodes that are joined by few edges stand near each other, parts that nothing joins
 * stand in rows, and no two nodes overlap. Whole numbers only, so that every machine finds the same places.
 */
#ifndef KZ_HTML_LAYOUT_H
#define KZ_HTML_LAYOUT_H

#include <stdint.h>

#define KZ_LAYOUT_NODES 60

typedef struct kz_layout_node {
	int64_t x, y;          /* middle */
	int64_t width, height; /* given */
	unsigned part;         /* set of joined nodes */
} kz_layout_node;

typedef struct kz_layout {
	kz_layout_node nodes[KZ_LAYOUT_NODES];
	unsigned count, part_count;
	uint8_t hops[KZ_LAYOUT_NODES]
	            [KZ_LAYOUT_NODES]; /* given: 1 between joined nodes; then edges on the shortest way, 0 for none */
	int64_t width, height;
} kz_layout;

void kz_layout_run(kz_layout *layout);

#endif
