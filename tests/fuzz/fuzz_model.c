/*
 * A model file that was bent. The first byte chooses: 0, the rest is the file; otherwise the rest are patches of eight bytes, a
 * 32-bit offset and value each, of a good model. Size and checksum are put right, so that what lies behind them is reached.
 */
#include "fuzz/fuzz.h"
#include "support/model.h"

#include <stdlib.h>
#include <string.h>

/* The header of a model file, as lib/model/model_format.h has it. */
enum { HEADER_SIZE = 64, SIZE_AT = 16, CHECKSUM_AT = 24 };

/* Restated here, because fuzz targets reach only what the library exports. */
static uint64_t mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t load(const char *bytes, size_t size)
{
	uint64_t word = 0;
	for (size_t i = 0; i < size; i++)
		word |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
	return word;
}

static uint64_t checksum(const char *bytes, size_t size)
{
	uint64_t lane[4] = {size, 1, 2, 3};
	for (; size >= 64; bytes += 64, size -= 64)
		for (int i = 0; i < 4; i++)
			lane[i] = mix(load(bytes + 16 * i, 8) ^ 0xA0761D6478BD642Fu ^ lane[i],
			              load(bytes + 16 * i + 8, 8) ^ 0xE7037ED1A0B428DBu);
	uint64_t hash = mix(lane[0] ^ lane[1], 0x8EBC6AF09C88C6E3u) ^ mix(lane[2] ^ lane[3], 0x589965CC75374CC3u);
	for (; size >= 8; bytes += 8, size -= 8)
		hash = mix(hash ^ load(bytes, 8), 0x8EBC6AF09C88C6E3u);
	return mix(hash ^ load(bytes, size), 0x589965CC75374CC3u);
}

static char *patched(const uint8_t *patches, size_t size, size_t *ret_size)
{
	static void *good;
	static size_t good_size;
	if (!good && test_model_compile(test_world, NULL, NULL, &good, &good_size, NULL))
		abort();
	char *file = malloc(good_size);
	memcpy(file, good, good_size);
	for (; size >= 8; patches += 8, size -= 8) {
		uint32_t at = (uint32_t)load((const char *)patches, 4) % (uint32_t)(good_size - 3);
		memcpy(file + at, patches + 4, 4);
	}
	*ret_size = good_size;
	return file;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char text[] =
	        "Kassym-Jomart Tokaev, the president of Kazakhstan, told Vladimir Putin in Astana on March 3, "
	        "2014 that the CIS (the Party) of Nur Otan grew by 3.6 percent. Boris Yeltsin visited Almaty.";
	if (!size)
		return 0;
	size_t length = size - 1;
	char *file = data[0] ? patched(data + 1, size - 1, &length) : malloc(size);
	if (!data[0])
		memcpy(file, data + 1, length);
	if (length >= HEADER_SIZE) {
		uint64_t whole = length, sum = checksum(file + HEADER_SIZE, length - HEADER_SIZE);
		memcpy(file + SIZE_AT, &whole, 8);
		memcpy(file + CHECKSUM_AT, &sum, 8);
	}
	kzner_model *model;
	kzner_error error;
	if (!kzner_model_open_memory(file, length, NULL, &model, &error)) {
		fuzz_walk_model(model);
		fuzz_extract(model, NULL, text, sizeof text - 1, NULL, 0);
		kzner_model_unref(model);
	} else {
		FUZZ_CHECK(error.status != KZNER_ERROR_NO_MEMORY && error.message[0]);
	}
	free(file);
	return 0;
}
