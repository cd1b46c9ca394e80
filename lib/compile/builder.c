/* In: strings, words, entries. Out: each once, with a number. */
#include "compile/builder.h"
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Fresh slots in place of *slots; the old ones stay where there is no memory, so that a table is always whole. */
static int renew_slots(kzner_compiler *c, uint32_t **slots, uint32_t *slot_count, uint32_t count)
{
	uint32_t *fresh = kz_calloc(&c->allocator, (size_t)count * sizeof *fresh);
	if (!fresh) {
		c->no_memory = 1;
		return 0;
	}
	kz_free(&c->allocator, *slots);
	*slots = fresh;
	*slot_count = count;
	return 1;
}

static void insert_slot(uint32_t *slots, uint32_t count, uint32_t hash, uint32_t value)
{
	uint32_t i = hash & (count - 1);
	while (slots[i])
		i = (i + 1) & (count - 1);
	slots[i] = value;
}

static int out_of_memory(kzner_compiler *c)
{
	c->no_memory = 1;
	return 0;
}

static int rehash_strings(kzner_compiler *c, uint32_t count)
{
	if (!renew_slots(c, &c->strings.slots, &c->strings.slot_count, count))
		return 0;
	const char *bytes = c->strings.bytes.items;
	for (uint32_t at = 0; at < c->strings.bytes.count;) {
		size_t length = strlen(bytes + at);
		insert_slot(c->strings.slots, count, kz_hash(bytes + at, length), at + 1);
		at += (uint32_t)length + 1;
	}
	return 1;
}

static int reserve_bytes(kzner_compiler *c, size_t more)
{
	while (c->strings.bytes.capacity - c->strings.bytes.count < more)
		if (!kz_array_grow_heap(&c->allocator, (void **)&c->strings.bytes.items, &c->strings.bytes.capacity,
		                        c->strings.bytes.count, 1))
			return out_of_memory(c);
	return 1;
}

uint32_t kz_builder_string(kzner_compiler *c, const char *text, size_t size)
{
	if (!size)
		return 0;
	if (c->strings.used * 2 >= c->strings.slot_count &&
	    !rehash_strings(c, c->strings.slot_count ? c->strings.slot_count * 2 : 1024))
		return 0;
	uint32_t mask = c->strings.slot_count - 1, i = kz_hash(text, size) & mask;
	for (; c->strings.slots[i]; i = (i + 1) & mask) {
		const char *known = c->strings.bytes.items + c->strings.slots[i] - 1;
		if (!strncmp(known, text, size) && !known[size])
			return c->strings.slots[i] - 1;
	}
	uint32_t offset = c->strings.bytes.count;
	/* The text may be part of another string, which moves. */
	size_t inside = (size_t)((uintptr_t)text - (uintptr_t)c->strings.bytes.items);
	if (!reserve_bytes(c, size + 1))
		return 0;
	memcpy(c->strings.bytes.items + offset, inside < offset ? c->strings.bytes.items + inside : text, size);
	c->strings.bytes.items[offset + size] = '\0';
	c->strings.bytes.count += (uint32_t)size + 1;
	c->strings.slots[i] = offset + 1;
	c->strings.used++;
	return offset;
}

static int rehash_words(kzner_compiler *c, uint32_t count)
{
	if (!renew_slots(c, &c->word_slots, &c->word_slot_count, count))
		return 0;
	for (uint32_t i = 1; i < c->words.count; i++)
		insert_slot(c->word_slots, count, c->words.items[i].record.hash, i);
	return 1;
}

uint32_t kz_builder_word(kzner_compiler *c, const char *folded, size_t size)
{
	if (!size)
		return 0;
	if (c->words.count * 2 >= c->word_slot_count &&
	    !rehash_words(c, c->word_slot_count ? c->word_slot_count * 2 : 1024))
		return 0;
	uint32_t hash = kz_hash(folded, size), mask = c->word_slot_count - 1, i = hash & mask;
	for (; c->word_slots[i]; i = (i + 1) & mask) {
		const kz_build_word *word = &c->words.items[c->word_slots[i]];
		if (word->record.hash == hash && word->record.length == size &&
		    !memcmp(kz_builder_text(c, word->strings.text), folded, size))
			return c->word_slots[i];
	}
	uint32_t text = kz_builder_string(c, folded, size);
	kz_build_word *word = text ? KZ_PUSH_HEAP(&c->allocator, &c->words) : NULL;
	if (!word) {
		out_of_memory(c);
		return 0;
	}
	*word = (kz_build_word){.record = {.hash = hash, .length = (uint8_t)size}, .strings = {.text = text}};
	memcpy(word->record.head, kz_builder_text(c, text), size < KZ_WORD_HEAD ? size : KZ_WORD_HEAD);
	return c->word_slots[i] = c->words.count - 1;
}

uint16_t kz_builder_file(kzner_compiler *c, const char *name)
{
	uint32_t text = kz_builder_string(c, name, strlen(name));
	for (uint32_t i = 0; i < c->files.count; i++)
		if (c->files.items[i] == text)
			return (uint16_t)i;
	uint32_t *file = c->files.count < UINT16_MAX ? KZ_PUSH_HEAP(&c->allocator, &c->files) : NULL;
	if (!file) {
		out_of_memory(c);
		return 0;
	}
	*file = text;
	return (uint16_t)(c->files.count - 1);
}

static int rehash_ids(kzner_compiler *c, uint32_t count)
{
	if (!renew_slots(c, &c->id_slots, &c->id_slot_count, count))
		return 0;
	for (uint32_t i = 1; i < c->entries.count; i++) {
		const char *id = kz_builder_text(c, c->entries.items[i].record.id);
		insert_slot(c->id_slots, count, kz_hash(id, strlen(id)), i);
	}
	return 1;
}

static uint32_t find_id(const kzner_compiler *c, const char *id, size_t size, uint32_t *ret_slot)
{
	uint32_t mask = c->id_slot_count - 1, i = kz_hash(id, size) & mask;
	for (; c->id_slots[i]; i = (i + 1) & mask) {
		const char *known = kz_builder_text(c, c->entries.items[c->id_slots[i]].record.id);
		if (!strncmp(known, id, size) && !known[size])
			break;
	}
	*ret_slot = i;
	return c->id_slots[i];
}

uint32_t kz_builder_find_entry(const kzner_compiler *c, const char *id)
{
	uint32_t slot;
	return c->id_slot_count ? find_id(c, id, strlen(id), &slot) : 0;
}

uint32_t kz_builder_entry(kzner_compiler *c, const char *id, size_t size, int *ret_new)
{
	if (c->entries.count * 2 >= c->id_slot_count && !rehash_ids(c, c->id_slot_count ? c->id_slot_count * 2 : 1024))
		return 0;
	uint32_t slot, known = find_id(c, id, size, &slot);
	*ret_new = !known;
	if (known)
		return known;
	uint32_t text = kz_builder_string(c, id, size);
	kz_build_entry *entry = text ? KZ_PUSH_HEAP(&c->allocator, &c->entries) : NULL;
	if (!entry) {
		out_of_memory(c);
		return 0;
	}
	*entry = (kz_build_entry){.record = {.id = text}, .first_alias = UINT32_MAX, .first_role = UINT32_MAX};
	return c->id_slots[slot] = c->entries.count - 1;
}

int kz_builder_add_alias(kzner_compiler *c, uint32_t entry, const kz_alias *alias)
{
	kz_build_alias *added = KZ_PUSH_HEAP(&c->allocator, &c->aliases);
	if (!added)
		return out_of_memory(c);
	added->record = *alias;
	added->record.entry = entry;
	added->next = c->entries.items[entry].first_alias;
	c->entries.items[entry].first_alias = c->aliases.count - 1;
	return 1;
}

int kz_builder_add_role(kzner_compiler *c, uint32_t entry, const kz_build_role *role)
{
	kz_build_role *added = KZ_PUSH_HEAP(&c->allocator, &c->roles);
	if (!added)
		return out_of_memory(c);
	*added = *role;
	added->next = c->entries.items[entry].first_role;
	c->entries.items[entry].first_role = c->roles.count - 1;
	return 1;
}

/* Record 0 of every table is the empty thing that "none" refers to. */
int kz_builder_init(kzner_compiler *c)
{
	kz_arena_init(&c->scratch, &c->allocator);
	if (!reserve_bytes(c, 1))
		return 0;
	c->strings.bytes.items[c->strings.bytes.count++] = '\0';
	int good = 1;
#define EMPTY(array)                                                                                                   \
	do {                                                                                                           \
		void *record = KZ_PUSH_HEAP(&c->allocator, &c->array);                                                 \
		if (record)                                                                                            \
			memset(record, 0, sizeof *c->array.items);                                                     \
		else                                                                                                   \
			good = out_of_memory(c);                                                                       \
	} while (0)
	EMPTY(words);
	EMPTY(entries);
	EMPTY(aliases);
	EMPTY(roles);
	EMPTY(rules);
	EMPTY(rule_triggers);
	EMPTY(rule_needs);
	EMPTY(rule_words);
	EMPTY(triggers);
	EMPTY(relation_types);
	EMPTY(patterns);
	EMPTY(ops);
	EMPTY(files);
	EMPTY(holders);
	EMPTY(word_sets);
	EMPTY(nodes);
	EMPTY(edges);
	EMPTY(accepts);
#undef EMPTY
	return good;
}

void kz_builder_free(kzner_compiler *c)
{
	void *const blocks[] = {c->strings.bytes.items, c->strings.slots,        c->words.items,
	                        c->word_slots,          c->entries.items,        c->id_slots,
	                        c->aliases.items,       c->roles.items,          c->rules.items,
	                        c->triggers.items,      c->relation_types.items, c->patterns.items,
	                        c->groups.items,        c->group_words.items,    c->ops.items,
	                        c->files.items,         c->holders.items,        c->sequence_words.items,
	                        c->sequences.items,     c->nodes.items,          c->edges.items,
	                        c->accepts.items,       c->waiting.items,        c->word_sets.items,
	                        c->rule_triggers.items, c->rule_needs.items,     c->rule_words.items,
	                        c->beginnings.items};
	for (uint32_t i = 0; i < c->waiting.count; i++) {
		kz_free(&c->allocator, c->waiting.items[i].name);
		kz_free(&c->allocator, c->waiting.items[i].text);
	}
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		kz_free(&c->allocator, blocks[i]);
	kz_arena_free(&c->scratch);
}

void kz_report(kz_source *source, kzner_severity severity, uint32_t column, const char *format, ...)
{
	kzner_compiler *c = source->compiler;
	kzner_error error = {0};
	char message[sizeof error.message];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	/* PCRE2's own complaints have a status of their own. */
	kzner_status status = !strncmp(message, "[K201]", 6) ? KZNER_ERROR_RULE : KZNER_ERROR_SOURCE;
	kz_error_set(&error, status, source->name, source->line, column, "%s", message);
	if (severity == KZNER_SEVERITY_ERROR && !c->failed) {
		c->failed = 1;
		c->first_error = error;
	}
	if (c->on_diagnostic)
		c->on_diagnostic(severity, &error, c->user);
}

/* A model without a single word: enough for the scanner. */
int kz_builder_tokenize(kzner_compiler *c, const char *text, size_t size, kz_text *ret_text, kz_tokens *tokens)
{
	static const kz_word no_word;
	static const uint32_t no_bucket[2];
	const kzner_model none = {.words = &no_word, .buckets = no_bucket, .bucket_shift = 32, .strings = ""};
	tokens->items = NULL;
	tokens->count = tokens->capacity = 0;
	if (!kz_text_init(ret_text, &c->scratch, text, size, size) ||
	    !kz_tokenize(&c->scratch, &none, NULL, ret_text, tokens))
		return out_of_memory(c);
	return 1;
}

/* Digits of a part of a date; -1 if it has others. */
static int part(const char *text, size_t size)
{
	int value = 0;
	for (size_t i = 0; i < size; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + text[i] - '0';
	}
	return value;
}

int kz_parse_date(const char *text, size_t size, int32_t *ret_date)
{
	*ret_date = 0;
	if (!size)
		return 1;
	if ((size != 4 && size != 7 && size != 10) || (size > 4 && text[4] != '-') || (size > 7 && text[7] != '-'))
		return 0;
	int year = part(text, 4), month = size > 4 ? part(text + 5, 2) : 0, day = size > 7 ? part(text + 8, 2) : 0;
	if (year <= 0 || month < 0 || month > 12 || day < 0 || day > 31 || (size > 4 && !month) || (size > 7 && !day))
		return 0;
	*ret_date = year * 10000 + month * 100 + day;
	return 1;
}

uint32_t kz_class_from_name(const char *name, size_t size)
{
	static const char *const names[32] = {
	        "given",     "surname",  "patronymic", "particle",     "honorific", "orghead", "orgtail",  "partyhead",
	        "placehead", "facility", "eventhead",  "lawhead",      "mediahead", "month",   "weekday",  "season",
	        "number",    "ordinal",  "currency",   "abbreviation", "speech",    "human",   "locative", "common",
	        "mixed",     "proper",   "never",      "title",        "",          "",        "negation", "planning"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (size && strlen(names[i]) == size && !memcmp(names[i], name, size))
			return 1u << i;
	return 0;
}
