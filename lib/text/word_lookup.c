/* In: tokens. Out: what the model knows of their words; see word_lookup.h. */
#include "text/word_lookup.h"

/* What the model says of a word is what the token says. */
static inline void set_known(kz_token *token, const kz_cached_word *known)
{
	token->word = known->word;
	token->hash = known->hash;
	token->classes = known->classes;
	token->follows = known->follows;
	token->lists = (uint16_t)(known->text[1] >> KZ_CACHED_LISTS_SHIFT);
}

/* kz_token.lists of a word and a kind of tokens: what begins alike is of the same kind. */
static uint64_t lists_of(const kz_word_lookup *lookup, const kz_word *word, uint8_t kind)
{
	_Static_assert(KZ_WORD_BEGINS == 1, "a truth value");
	const uint32_t triggers = (word->classes & lookup->trigger_classes) | (lookup->trigger_kinds >> kind & 1);
	const uint32_t set = word->lists & ~KZ_LISTS_ONLY;
	return set << KZ_LISTS_SHIFT | (word->follows != 0) | (uint32_t)(triggers != 0) * KZ_WORD_TRIGGERS |
	       (word->classes & KZ_CLASS_COMMON) / KZ_CLASS_COMMON * KZ_WORD_COMMON;
}

/* What a record of the model, or none, says of a word whose key has that text, and of tokens of that kind. */
static kz_cached_word known_of(const kz_word_lookup *lookup, uint32_t record, uint32_t hash, const uint64_t text[2],
                               uint8_t kind)
{
	const kz_word *word = &lookup->model->words[record];
	return (kz_cached_word){.text = {text[0], text[1] | lists_of(lookup, word, kind) << KZ_CACHED_LISTS_SHIFT},
	                        .word = word->lists & KZ_LISTS_ONLY ? 0 : record,
	                        .hash = hash,
	                        .classes = word->classes,
	                        .follows = word->follows};
}

/* Is the key the folded form? */
static int is_folded(const uint64_t text[2])
{
	return !((text[0] | text[1]) & 0x8080808080808080u);
}

/* The record of a word that is folded otherwise than its bytes tell. */
static uint32_t find_folded(const kz_word_lookup *lookup, const kz_unknown_word *unknown)
{
	char folded[KZ_FOLD_MAX];
	const size_t length = kz_token_fold(lookup->text, &lookup->tokens->items[unknown->token], folded);
	return kz_find_record(lookup->model, folded, length, unknown->hash);
}

/* Do the first letters of a record make the key? Then they are all of them: a key has fewer than stand in a record. */
static int is_record(const kz_word *word, const uint64_t text[2])
{
	return !((kz_load64(word->head) ^ text[0]) | (kz_load64(word->head + 8) ^ text[1]));
}

/* Few buckets have more than two words: two are compared without a branch, where there is one it stands for both, where there is none
 * record 0, which is no word. */
static uint32_t find_unknown(const kz_word_lookup *lookup, const kz_unknown_word *unknown)
{
	if (!is_folded(unknown->text))
		return find_folded(lookup, unknown);
	const kz_word *words = lookup->model->words;
	uint32_t found = is_record(&words[unknown->first], unknown->text) ? unknown->first : 0;
	found = is_record(&words[unknown->second], unknown->text) ? unknown->second : found;
	for (uint32_t i = unknown->second + 1; i < unknown->end; i++)
		found = is_record(&words[i], unknown->text) ? i : found;
	return found;
}

static void ask_model(kz_word_lookup *lookup, const kz_unknown_word *unknown)
{
	kz_token *token = &lookup->tokens->items[unknown->token];
	const uint32_t record = find_unknown(lookup, unknown);
	const kz_cached_word known = known_of(lookup, record, unknown->hash, unknown->text, token->kind);
	set_known(token, &known);
	if (lookup->words)
		lookup->words[unknown->place] = known;
}

static void ask_for_unknown(kz_word_lookup *lookup)
{
	const kz_unknown_word *const end = lookup->unknown + lookup->unknown_count;
	for (kz_unknown_word *unknown = lookup->unknown; unknown < end; unknown++) {
		const uint32_t *bucket = kz_bucket_at(lookup->model, (char)unknown->text[0], unknown->hash);
		const uint32_t count = bucket[1] - bucket[0];
		unknown->first = bucket[0] & -(uint32_t)(count > 0);
		unknown->second = unknown->first + (count > 1);
		unknown->end = bucket[1] & -(uint32_t)(count > 2);
		__builtin_prefetch(&lookup->model->words[unknown->first]);
		__builtin_prefetch(&lookup->model->words[unknown->second]);
	}
	for (const kz_unknown_word *unknown = lookup->unknown; unknown < end; unknown++)
		ask_model(lookup, unknown);
	lookup->unknown_count = 0;
}

static uint32_t hash_of(const kz_word_lookup *lookup, const kz_token *token, const uint64_t key[2])
{
	if (is_folded(key))
		return kz_hash_short(key, token->end - token->begin);
	char folded[KZ_FOLD_MAX];
	return kz_hash(folded, kz_token_fold(lookup->text, token, folded));
}

/* A word that the cache does not know waits for the model. */
static void add_unknown(kz_word_lookup *lookup, uint32_t number)
{
	const kz_token *token = &lookup->tokens->items[number];
	kz_unknown_word *unknown = &lookup->unknown[lookup->unknown_count++];
	/* the token holds its key no longer */
	const kz_short_key key = kz_short_key_of(lookup->text + token->begin, token->end - token->begin);
	kz_short_key_text(key, unknown->text);
	unknown->token = number;
	unknown->place = kz_cached_place(key);
	unknown->hash = hash_of(lookup, token, unknown->text);
	__builtin_prefetch(kz_bucket_at(lookup->model, (char)unknown->text[0], unknown->hash));
}

/* Write which of the tokens from `first` on the cache does not know; returns how many. */
static uint32_t ask_cache(const kz_word_lookup *lookup, uint32_t first, uint32_t count, uint32_t *ret_misses)
{
	const kz_cached_word *const words = lookup->words;
	kz_token *token = &lookup->tokens->items[first];
	uint32_t missed = 0;
	for (uint32_t number = first; number < first + count; number++, token++) {
		const kz_cached_word *const word = &words[token->lists];
		const int is_known = kz_is_cached(word, kz_waiting_key(token));
		set_known(token, word);
		ret_misses[missed] = number;
		missed += !is_known;
	}
	return missed;
}

/* Without a cache all are unknown. */
static uint32_t miss_all(uint32_t first, uint32_t count, uint32_t *ret_misses)
{
	for (uint32_t i = 0; i < count; i++)
		ret_misses[i] = first + i;
	return count;
}

void kz_words_begin(kz_word_lookup *lookup, const kzner_model *model, kz_word_cache *cache, const char *text,
                    kz_tokens *tokens)
{
	lookup->model = model;
	lookup->words = cache ? kz_cached_words(cache) : NULL;
	lookup->text = text;
	lookup->tokens = tokens;
	lookup->trigger_classes = model->rule_index.classes | KZ_CLASS_RULE;
	lookup->trigger_kinds = kz_trigger_kinds(model->rule_index.shapes);
	lookup->asked = 0;
	lookup->unknown_count = 0;
}

void kz_words_look_up(kz_word_lookup *lookup, uint32_t count)
{
	_Static_assert(KZ_UNKNOWN_WORDS >= KZ_WAITING_WORDS, "all that wait may be unknown");
	const uint32_t first = lookup->asked;
	uint32_t misses[KZ_WAITING_WORDS];
	const uint32_t missed =
	        lookup->words ? ask_cache(lookup, first, count, misses) : miss_all(first, count, misses);
	if (missed > KZ_UNKNOWN_WORDS - lookup->unknown_count)
		ask_for_unknown(lookup);
	for (uint32_t i = 0; i < missed; i++)
		add_unknown(lookup, misses[i]);
	lookup->asked += count;
}

void kz_words_wait_last(kz_word_lookup *lookup)
{
	kz_token *last = &lookup->tokens->items[lookup->tokens->count - 1];
	kz_word_wait(last, lookup->words, kz_short_key_of(lookup->text + last->begin, last->end - last->begin));
}

void kz_words_look_up_last(kz_word_lookup *lookup)
{
	static const uint64_t no_text[2];
	kz_token *last = &lookup->tokens->items[lookup->tokens->count - 1];
	kz_words_look_up(lookup, lookup->tokens->count - 1 - lookup->asked);
	lookup->asked++;
	char folded[KZ_FOLD_MAX];
	const size_t length = kz_token_fold(lookup->text, last, folded);
	const uint32_t hash = kz_hash(folded, length);
	const uint32_t record = kz_find_record(lookup->model, folded, length, hash);
	const kz_cached_word known = known_of(lookup, record, hash, no_text, last->kind);
	set_known(last, &known);
}

void kz_words_finish(kz_word_lookup *lookup)
{
	kz_words_look_up(lookup, lookup->tokens->count - lookup->asked);
	ask_for_unknown(lookup);
}
