/* In: a model's bytes. Out: one number that changes when any of them does. */
#include "base/hash.h"

/* Four independent lanes keep the multipliers busy: about 10 GB/s, so that opening a model stays cheap. */
uint64_t kz_checksum(const void *data, size_t size)
{
	const char *bytes = data;
	uint64_t lane[4] = {size, 1, 2, 3};
	for (; size >= 64; bytes += 64, size -= 64)
		for (int i = 0; i < 4; i++)
			lane[i] = kz_mix(kz_load64(bytes + 16 * i) ^ 0xA0761D6478BD642Fu ^ lane[i],
			                 kz_load64(bytes + 16 * i + 8) ^ 0xE7037ED1A0B428DBu);
	uint64_t hash = kz_mix(lane[0] ^ lane[1], 0x8EBC6AF09C88C6E3u) ^ kz_mix(lane[2] ^ lane[3], 0x589965CC75374CC3u);
	for (; size >= 8; bytes += 8, size -= 8)
		hash = kz_mix(hash ^ kz_load64(bytes), 0x8EBC6AF09C88C6E3u);
	return kz_mix(hash ^ kz_load_tail(bytes, size), 0x589965CC75374CC3u);
}
