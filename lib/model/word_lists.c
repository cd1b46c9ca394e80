/* In: word_lists.def. Out: the lists for the compiler, and the number that tells them from others. */
#include "model/word_lists.h"

#include "base/hash.h"

const kz_word_list kz_word_lists[KZ_WORD_LIST_COUNT] = {
#define KZ_RELATION_LIST(name, words) {words, {.relations = KZ_IN(name)}},
#define KZ_NAME_LIST(name, words)     {words, {.names = KZ_NAME_IN(name)}},
#include "model/word_lists.def"
};

uint32_t kz_word_lists_hash(void)
{
	uint64_t hash = KZ_RELATION_LIST_COUNT;
	for (int i = 0; i < KZ_WORD_LIST_COUNT; i++)
		hash = kz_mix(hash ^ kz_checksum(kz_word_lists[i].words, strlen(kz_word_lists[i].words)),
		              0xA0761D6478BD642Fu);
	return (uint32_t)hash;
}
