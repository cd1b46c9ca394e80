/*
 * An open model as the stages see it: typed pointers into the checked bytes, and the rules ready to run. Everything
 * here is read-only and shared by threads.
 */
#ifndef KZ_MODEL_VIEW_H
#define KZ_MODEL_VIEW_H

#include "base/alloc.h"
#include "base/filemap.h"
#include "base/fold.h"
#include "base/hash.h"
#include "model/beginnings.h"
#include "model/model_format.h"
#include "model/rule_index.h"
#include "model/rule_program.h"
#include "model/rule_share.h"

#include <kzner/model.h>

#include <stdatomic.h>

struct kzner_model {
	atomic_uint references;
	kz_allocator allocator;
	kz_filemap map; /* empty if the bytes are the caller's */
	const char *data;
	size_t size;

	const char *strings;
	const kz_word *words;
	const kz_word_strings *word_strings;
	const uint32_t *roots;
	const kz_word_key *word_keys;
	const uint32_t *buckets;
	const kz_node *nodes;
	const kz_edge *edges;
	const uint32_t *accepts;
	const kz_alias *aliases;
	const kz_entry *entries;
	const kz_role *roles;
	const kz_rule *rules;
	const kz_rule_trigger *rule_triggers;
	const kz_rule_need *rule_needs;
	const uint32_t *rule_words;
	const uint64_t *beginnings;
	const kz_trigger *triggers;
	const kz_relation_type *relation_types;
	const kz_pattern *patterns;
	const kz_op *ops;
	const uint32_t *files;
	const uint32_t *holders;
	const kz_word_set *word_sets;
	uint32_t count[KZ_SECTION_COUNT];
	uint32_t bucket_shift; /* of a hash, to its bucket */
	uint32_t beginning_shift;
	uint32_t key_buckets; /* the first bucket of name keys */
	uint32_t first_key;   /* the first word that is one */
	uint32_t text_scale;  /* share of a text's word among those of texts, and of a name key among those, in 2^-32 */
	uint32_t key_scale;
	kz_rule_index rule_index;

	kz_rule_program *programs; /* one for each rule */
	kz_rule_program *shared;   /* assertions: callout i + 1 of the rules that ask for them */
	uint32_t shared_count;
	pcre2_general_context *pcre2;
};

/* Bytes of other sections behind the last string: so many may be read from the beginning of any. */
#define KZ_STRING_PADDING 32

static inline const char *kz_string(const kzner_model *model, uint32_t offset)
{
	return model->strings + offset;
}

/* Folded form of a word, or \x01 and a name key. */
static inline const char *kz_word_text(const kzner_model *model, uint32_t word)
{
	return kz_string(model, model->word_strings[word].text);
}

/* Words that no text can hold: name keys, and the like. */
static inline int kz_is_key(char first)
{
	return (unsigned char)first < ' ';
}

static inline uint32_t kz_bucket_of(const kzner_model *model, char first, uint32_t hash)
{
	return (uint32_t)((uint64_t)hash >> model->bucket_shift) + (kz_is_key(first) ? model->key_buckets : 0);
}

/* Where the first word of a bucket stands; behind it the end. */
static inline const uint32_t *kz_bucket_at(const kzner_model *model, char first, uint32_t hash)
{
	return &model->buckets[kz_bucket_of(model, first, hash)];
}

/* The record with that folded form, 0 if there is none. */
static inline uint32_t kz_find_record(const kzner_model *model, const char *folded, size_t length, uint32_t hash)
{
	if (!length)
		return 0;
	const uint32_t *bucket = kz_bucket_at(model, folded[0], hash);
	for (uint32_t i = bucket[0]; i < bucket[1]; i++) {
		const kz_word *word = &model->words[i];
		if (word->hash != hash || word->length != length)
			continue;
		if (length <= KZ_WORD_HEAD ? !memcmp(word->head, folded, length)
		                           : !memcmp(kz_word_text(model, i), folded, length))
			return i;
	}
	return 0;
}

/* The word with that folded form, 0 if the model knows none. */
static inline uint32_t kz_find_word(const kzner_model *model, const char *folded, size_t length, uint32_t hash)
{
	uint32_t word = kz_find_record(model, folded, length, hash);
	return model->words[word].lists & KZ_LISTS_ONLY ? 0 : word;
}

/* The record of a form of 1 to 16 bytes in two little-endian words, padded with zeros; 0 if there is none. */
static inline uint32_t kz_find_short_record(const kzner_model *model, const uint64_t folded[2], uint32_t length,
                                            uint32_t hash)
{
	const uint32_t *bucket = kz_bucket_at(model, (char)folded[0], hash);
	for (uint32_t i = bucket[0]; i < bucket[1]; i++) {
		const kz_word *word = &model->words[i];
		if (word->hash == hash && word->length == length && kz_load64(word->head) == folded[0] &&
		    kz_load64(word->head + 8) == folded[1])
			return i;
	}
	return 0;
}

/* Where the set of beginnings tells of a hash, and whether it may be in it: see model/beginnings.h. */
static inline const uint64_t *kz_beginnings_at(const kzner_model *model, uint64_t hash)
{
	return &model->beginnings[hash >> model->beginning_shift];
}

static inline uint32_t kz_is_beginning(const kzner_model *model, uint64_t hash)
{
	return !(kz_beginning_bits(hash) & ~*kz_beginnings_at(model, hash));
}

/* Could a name begin with these two words, or in another spelling with words of these signs? */
static inline uint32_t kz_may_begin(const kzner_model *model, uint64_t first, uint64_t second)
{
	return kz_is_beginning(model, kz_beginning_hash(first, second));
}

/* The same of a word with these signs, of which there may be none. */
static inline uint32_t kz_signs_may_begin(const kzner_model *model, kz_name_signs first, uint64_t second)
{
	return kz_may_begin(model, first.plain, second) | kz_may_begin(model, first.glide, second) |
	       (uint32_t)(first.plain == KZ_NO_SIGN);
}

/* Where the edge of a word is likely to be among those of a node: edges are sorted by word, and words by hash, so they are
 * spread evenly. */
static inline uint32_t kz_edge_guess(const kzner_model *model, const kz_node *node, uint32_t word)
{
	uint32_t share =
	        word < model->first_key ? word * model->text_scale : (word - model->first_key) * model->key_scale;
	return node->edges + (uint32_t)((uint64_t)share * node->edge_count >> 32);
}

/* The node that word leads to, 0 if none. */
uint32_t kz_trie_step(const kzner_model *model, uint32_t node, uint32_t word);

/* First trigger of a word; *ret_count of them follow. */
const kz_trigger *kz_find_triggers(const kzner_model *model, uint32_t word, uint32_t *ret_count);

/* First of the roles that are held in entry object; *ret_count of them follow, as numbers of roles. */
const uint32_t *kz_find_holders(const kzner_model *model, uint32_t object, uint32_t *ret_count);

/* Entry with that id, 0 if none. */
uint32_t kz_find_entry(const kzner_model *model, const char *id);

/* Check the bytes from end to end and set the pointers of model; after it no reader needs a check. */
kzner_status kz_model_check(kzner_model *model, const char *source, kzner_error *reterr);

/* The same without looking at every byte, for bytes that are as safe as the code that reads them. */
kzner_status kz_model_trust(kzner_model *model, const char *source, kzner_error *reterr);

#endif
