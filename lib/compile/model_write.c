/*
 * In: everything a compiler has collected. Out: the bytes of a model.
 *
 * Entries are sorted by id and words by their hash before the trie is built, so that the same sources give the same bytes
 * whatever the order of files and lines.
 */
#include "base/status.h"
#include "compile/builder.h"
#include "model/model_view.h"

#include <stdlib.h>

static int compare_entries(const void *left, const void *right, void *compiler)
{
	const kz_build_entry *a = left, *b = right;
	return strcmp(kz_builder_text(compiler, a->record.id), kz_builder_text(compiler, b->record.id));
}

/* Chains hold the last added first; turned round, the usual name comes first. */
static uint32_t reverse_aliases(kzner_compiler *c, uint32_t head)
{
	uint32_t result = UINT32_MAX;
	while (head != UINT32_MAX) {
		uint32_t next = c->aliases.items[head].next;
		c->aliases.items[head].next = result;
		result = head;
		head = next;
	}
	return result;
}

static uint32_t reverse_roles(kzner_compiler *c, uint32_t head)
{
	uint32_t result = UINT32_MAX;
	while (head != UINT32_MAX) {
		uint32_t next = c->roles.items[head].next;
		c->roles.items[head].next = result;
		result = head;
		head = next;
	}
	return result;
}

/* People whose family name comes first: the last word of their name is no surname. */
static int surname_first(const kzner_compiler *c, const kz_entry *e)
{
	static const char *const countries[] = {"CN", "KR", "KP", "TW", "VN", "HK", "HU", "KH"};
	for (size_t i = 0; i < sizeof countries / sizeof *countries; i++)
		if (!strncmp(kz_builder_text(c, e->country), countries[i], 2))
			return 1;
	return 0;
}

static int same_alias(const kzner_compiler *c, const kz_build_entry *e, uint32_t text)
{
	for (uint32_t a = e->first_alias; a != UINT32_MAX; a = c->aliases.items[a].next)
		if (c->aliases.items[a].record.text == text)
			return 1;
	return 0;
}

/* The last word of each name of a person whose surname is enough. */
static int derive_surnames(kzner_compiler *c, uint32_t index)
{
	kz_build_entry *e = &c->entries.items[index];
	if (e->record.type != KZNER_TYPE_PERSON || !(e->record.flags & KZ_ENTRY_SURNAME) ||
	    surname_first(c, &e->record))
		return 1;
	for (uint32_t a = e->first_alias; a != UINT32_MAX; a = c->aliases.items[a].next) {
		kz_alias alias = c->aliases.items[a].record;
		const char *name = kz_builder_text(c, alias.text), *last = strrchr(name, ' ');
		if (!last || alias.flags & (KZ_ALIAS_SHORT | KZ_ALIAS_SURNAME))
			continue;
		alias.text = kz_builder_string(c, last + 1, strlen(last + 1));
		alias.flags |= KZ_ALIAS_SURNAME;
		if (!alias.text || (!same_alias(c, e, alias.text) && !kz_builder_add_alias(c, index, &alias)))
			return 0;
		e = &c->entries.items[index];
	}
	return 1;
}

/* Words of people's names tell what they are, listed or not. */
static int mark_person_words(kzner_compiler *c, uint32_t index)
{
	const kz_build_entry *e = &c->entries.items[index];
	if (e->record.type != KZNER_TYPE_PERSON)
		return 1;
	const char *name = kz_builder_text(c, e->record.name), *space = strchr(name, ' '), *last = strrchr(name, ' ');
	if (!space || surname_first(c, &e->record))
		return 1;
	/* All is read before the words are added: that may move the strings. */
	char first_folded[KZ_FOLD_MAX], last_folded[KZ_FOLD_MAX];
	size_t first_length = kz_fold(name, (size_t)(space - name), first_folded);
	size_t last_length = kz_fold(last + 1, strlen(last + 1), last_folded);
	int first_counts = !memchr(name, '-', (size_t)(space - name)) && space - name > 2;
	int last_counts = !strchr(last, '-');
	uint32_t given = kz_builder_word(c, first_folded, first_length);
	uint32_t surname = kz_builder_word(c, last_folded, last_length);
	if (c->no_memory)
		return 0;
	/* Of ordinary words only those that the lists of names hold count: "In Kyo-jin" does not make a name of In. */
	const uint32_t ordinary = KZ_CLASS_COMMON | KZ_CLASS_NEVER | KZ_CLASS_MONTH;
	if (first_counts && given && !(c->words.items[given].record.classes & ordinary))
		c->words.items[given].record.classes |= KZ_CLASS_GIVEN;
	if (last_counts && surname && !(c->words.items[surname].record.classes & ordinary))
		c->words.items[surname].record.classes |= KZ_CLASS_SURNAME;
	return 1;
}

static uint32_t resolve(kzner_compiler *c, uint32_t id, uint16_t file, uint32_t line, const char *what)
{
	if (!id)
		return 0;
	const char *text = kz_builder_text(c, id);
	uint32_t entry = kz_builder_find_entry(c, text);
	if (!entry) {
		kz_source source = {c, kz_builder_text(c, c->files.items[file]), file, line};
		kz_report(&source, KZNER_SEVERITY_WARNING, 0, "[K119] the %s refers to an unknown entry: \"%s\"", what,
		          text);
	}
	return entry;
}

/* Entries in order of ids, with their aliases and roles in one run each. The slots of ids are made anew. */
static int sort_entries(kzner_compiler *c)
{
	qsort_r(c->entries.items + 1, c->entries.count - 1, sizeof *c->entries.items, compare_entries, c);
	if (c->id_slot_count)
		memset(c->id_slots, 0, c->id_slot_count * sizeof *c->id_slots);
	for (uint32_t i = 1; i < c->entries.count; i++) {
		const char *id = kz_builder_text(c, c->entries.items[i].record.id);
		uint32_t slot = kz_hash(id, strlen(id)) & (c->id_slot_count - 1);
		while (c->id_slots[slot])
			slot = (slot + 1) & (c->id_slot_count - 1);
		c->id_slots[slot] = i;
	}
	for (uint32_t i = 1; i < c->entries.count; i++) {
		kz_build_entry *e = &c->entries.items[i];
		e->first_alias = reverse_aliases(c, e->first_alias);
		e->first_role = reverse_roles(c, e->first_role);
		e->record.parent = resolve(c, e->parent_id, e->record.file, e->record.line, "parent");
	}
	return 1;
}

/* The title that a role is named by: its id is made of the name. */
static uint32_t title_of_role(const kzner_compiler *c, const kz_role *role)
{
	char id[64] = "title/";
	size_t size = 6;
	for (const char *what = kz_builder_text(c, role->what); *what && size + 1 < sizeof id; what++)
		id[size++] = (char)(*what == ' ' ? '-' : *what >= 'A' && *what <= 'Z' ? *what | 0x20 : *what);
	id[size] = '\0';
	return kz_builder_find_entry(c, id);
}

static int compare_holders(const void *left, const void *right, void *compiler)
{
	const kz_build_role *roles = ((const kzner_compiler *)compiler)->roles.items;
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	if (roles[a].record.object != roles[b].record.object)
		return roles[a].record.object < roles[b].record.object ? -1 : 1;
	return a < b ? -1 : a > b;
}

/* Roles by the entry that they are held in. */
static int list_holders(kzner_compiler *c)
{
	for (uint32_t i = 1; i < c->roles.count; i++) {
		c->roles.items[i].record.title = title_of_role(c, &c->roles.items[i].record);
		if (!c->roles.items[i].record.object)
			continue;
		uint32_t *holder = KZ_PUSH_HEAP(&c->allocator, &c->holders);
		if (!holder)
			return 0;
		*holder = i;
	}
	qsort_r(c->holders.items + 1, c->holders.count - 1, sizeof *c->holders.items, compare_holders, c);
	return 1;
}

static int flatten(kzner_compiler *c)
{
	const kz_allocator *allocator = &c->allocator;
	kz_build_alias *aliases = kz_calloc(allocator, c->aliases.count * sizeof *aliases);
	kz_build_role *roles = kz_calloc(allocator, c->roles.count * sizeof *roles);
	uint32_t alias_count = 1, role_count = 1;
	if (!aliases || !roles) {
		kz_free(allocator, aliases);
		kz_free(allocator, roles);
		return 0;
	}
	for (uint32_t i = 1; i < c->entries.count; i++) {
		kz_build_entry *e = &c->entries.items[i];
		e->record.aliases = alias_count;
		for (uint32_t a = e->first_alias; a != UINT32_MAX; a = c->aliases.items[a].next) {
			aliases[alias_count] = c->aliases.items[a];
			aliases[alias_count++].record.entry = i;
		}
		e->record.alias_count = alias_count - e->record.aliases;
		e->record.roles = role_count;
		for (uint32_t r = e->first_role; r != UINT32_MAX; r = c->roles.items[r].next) {
			roles[role_count] = c->roles.items[r];
			roles[role_count].record.object = resolve(
			        c, roles[role_count].object_id, roles[role_count].file, roles[role_count].line, "role");
			roles[role_count].record.holder = i;
			role_count++;
		}
		e->record.role_count = role_count - e->record.roles;
	}
	kz_free(allocator, c->aliases.items);
	kz_free(allocator, c->roles.items);
	c->aliases.items = aliases;
	c->roles.items = roles;
	return list_holders(c);
}

/* Number of a word's bucket: name keys have the upper half. */
static uint32_t bucket_of(const kz_word *word, uint32_t bits)
{
	return (uint32_t)((uint64_t)word->hash >> (32 - bits)) + (kz_is_key(word->head[0]) ? (uint32_t)1 << bits : 0);
}

/* By bucket, hash, text: kz_find_word() relies on it. */
static int compare_words(const void *left, const void *right, void *compiler)
{
	const kzner_compiler *c = compiler;
	const kz_build_word *left_word = &c->words.items[*(const uint32_t *)left];
	const kz_build_word *right_word = &c->words.items[*(const uint32_t *)right];
	const kz_word *a = &left_word->record, *b = &right_word->record;
	if (kz_is_key(a->head[0]) != kz_is_key(b->head[0]))
		return kz_is_key(a->head[0]) ? 1 : -1;
	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return strcmp(kz_builder_text(c, left_word->strings.text), kz_builder_text(c, right_word->strings.text));
}

static void number_words_anew(kzner_compiler *c, const uint32_t *place)
{
	for (uint32_t i = 1; i < c->triggers.count; i++)
		c->triggers.items[i].word = place[c->triggers.items[i].word];
	for (uint32_t i = 0; i < c->sequence_words.count; i++)
		c->sequence_words.items[i] = place[c->sequence_words.items[i]];
	for (uint32_t i = 1; i < c->ops.count; i++)
		if (kz_op_has_word(&c->ops.items[i]))
			c->ops.items[i].value = place[c->ops.items[i].value];
}

/* Words in the order of their hashes; what refers to them follows. Must come before the trie. */
static int sort_words(kzner_compiler *c)
{
	uint32_t count = c->words.count;
	uint32_t *order = kz_calloc(&c->allocator, count * sizeof *order);
	uint32_t *place = kz_calloc(&c->allocator, count * sizeof *place);
	kz_build_word *sorted = kz_calloc(&c->allocator, count * sizeof *sorted);
	int good = order && place && sorted;
	if (good) {
		for (uint32_t i = 0; i < count; i++)
			order[i] = i;
		qsort_r(order + 1, count - 1, sizeof *order, compare_words, c);
		for (uint32_t i = 0; i < count; i++) {
			sorted[i] = c->words.items[order[i]];
			place[order[i]] = i;
		}
		number_words_anew(c, place);
		kz_free(&c->allocator, c->words.items);
		c->words.items = sorted;
		c->words.capacity = count;
	} else {
		kz_free(&c->allocator, sorted);
	}
	kz_free(&c->allocator, order);
	kz_free(&c->allocator, place);
	return good;
}

static int compare_triggers(const void *left, const void *right)
{
	const kz_trigger *a = left, *b = right;
	if (a->word != b->word)
		return a->word < b->word ? -1 : 1;
	return a->target < b->target ? -1 : a->target > b->target;
}

static void sort_triggers(kzner_compiler *c)
{
	qsort(c->triggers.items + 1, c->triggers.count - 1, sizeof *c->triggers.items, compare_triggers);
	uint32_t kept = 1;
	for (uint32_t i = 1; i < c->triggers.count; i++)
		if (kept == 1 || compare_triggers(&c->triggers.items[i], &c->triggers.items[kept - 1]))
			c->triggers.items[kept++] = c->triggers.items[i];
	c->triggers.count = kept;
}

static int prepare(kzner_compiler *c)
{
	int good = 1;
	for (uint32_t i = 1; good && i < c->entries.count; i++)
		good = derive_surnames(c, i) && mark_person_words(c, i);
	good = good && sort_entries(c) && flatten(c) && kz_names_split(c) && kz_word_sets_make(c) && sort_words(c) &&
	       kz_trie_build(c) && kz_beginnings_make(c);
	if (good) {
		kz_word_keys_find(c);
		sort_triggers(c);
	}
	if (good && c->lint)
		kz_lint(c);
	return good;
}

typedef struct section_source {
	const void *items;
	size_t item_size, source_size; /* records are copied out of larger ones */
	uint64_t count;
} section_source;

/* In each half as many buckets as there are words in both, rounded up to a power of two: most buckets hold one word or none, and a
 * look-up seldom reads a record that is not the one. */
static uint32_t bucket_bits(uint32_t words)
{
	uint32_t bits = 1;
	while (bits < 30 && (uint32_t)1 << bits < words)
		bits++;
	return bits;
}

/* Number of the first word of each bucket, and behind the last. Word 0 is in none. */
static uint32_t *make_buckets(kzner_compiler *c, uint32_t bits)
{
	uint32_t count = (uint32_t)2 << bits, word = 1;
	uint32_t *buckets = kz_calloc(&c->allocator, ((size_t)count + 1) * sizeof *buckets);
	for (uint32_t i = 0; buckets && i <= count; i++) {
		while (word < c->words.count && bucket_of(&c->words.items[word].record, bits) < i)
			word++;
		buckets[i] = word;
	}
	return buckets;
}

static void list_sections(kzner_compiler *c, const uint32_t *buckets, uint32_t bucket_total,
                          section_source ret[KZ_SECTION_COUNT])
{
#define LIST(id, array, record)                                                                                        \
	ret[id] = (section_source){c->array.items, sizeof(record), sizeof *c->array.items, c->array.count}
#define LIST_MEMBER(id, array, member)                                                                                 \
	ret[id] = (section_source)                                                                                     \
	{                                                                                                              \
		&c->array.items->member, sizeof c->array.items->member, sizeof *c->array.items, c->array.count         \
	}
	LIST(KZ_SECTION_STRINGS, strings.bytes, char);
	LIST(KZ_SECTION_WORDS, words, kz_word);
	LIST_MEMBER(KZ_SECTION_WORD_STRINGS, words, strings);
	LIST_MEMBER(KZ_SECTION_ROOTS, words, root);
	LIST_MEMBER(KZ_SECTION_WORD_KEYS, words, key);
	ret[KZ_SECTION_BUCKETS] = (section_source){buckets, sizeof *buckets, sizeof *buckets, bucket_total};
	LIST(KZ_SECTION_NODES, nodes, kz_node);
	LIST(KZ_SECTION_EDGES, edges, kz_edge);
	LIST(KZ_SECTION_ACCEPTS, accepts, uint32_t);
	LIST(KZ_SECTION_ALIASES, aliases, kz_alias);
	LIST(KZ_SECTION_ENTRIES, entries, kz_entry);
	LIST(KZ_SECTION_ROLES, roles, kz_role);
	LIST(KZ_SECTION_RULES, rules, kz_rule);
	LIST(KZ_SECTION_TRIGGERS, triggers, kz_trigger);
	LIST(KZ_SECTION_RELATION_TYPES, relation_types, kz_relation_type);
	LIST(KZ_SECTION_PATTERNS, patterns, kz_pattern);
	LIST(KZ_SECTION_OPS, ops, kz_op);
	LIST(KZ_SECTION_FILES, files, uint32_t);
	LIST(KZ_SECTION_HOLDERS, holders, uint32_t);
	LIST(KZ_SECTION_WORD_SETS, word_sets, kz_word_set);
	LIST(KZ_SECTION_RULE_TRIGGERS, rule_triggers, kz_rule_trigger);
	LIST(KZ_SECTION_RULE_NEEDS, rule_needs, kz_rule_need);
	LIST(KZ_SECTION_RULE_WORDS, rule_words, uint32_t);
	LIST(KZ_SECTION_BEGINNINGS, beginnings, uint64_t);
#undef LIST_MEMBER
#undef LIST
}

static void copy_items(char *target, const section_source *source)
{
	if (source->item_size == source->source_size) {
		memcpy(target, source->items, source->count * source->item_size);
		return;
	}
	for (uint64_t i = 0; i < source->count; i++)
		memcpy(target + i * source->item_size, (const char *)source->items + i * source->source_size,
		       source->item_size);
}

static size_t aligned(size_t size)
{
	return (size + KZ_SECTION_ALIGNMENT - 1) & ~(size_t)(KZ_SECTION_ALIGNMENT - 1);
}

static char *write_sections(const kz_allocator *allocator, const section_source sections[KZ_SECTION_COUNT],
                            size_t *ret_size)
{
	size_t size = aligned(sizeof(kz_model_header) + KZ_SECTION_COUNT * sizeof(kz_section));
	for (int i = 0; i < KZ_SECTION_COUNT; i++)
		size += aligned(sections[i].count * sections[i].item_size);
	char *data = kz_calloc(allocator, size);
	if (!data)
		return NULL;
	kz_section *table = (kz_section *)(void *)(data + sizeof(kz_model_header));
	size_t offset = aligned(sizeof(kz_model_header) + KZ_SECTION_COUNT * sizeof(kz_section));
	for (uint32_t i = 0; i < KZ_SECTION_COUNT; i++) {
		table[i] = (kz_section){i, (uint32_t)sections[i].item_size, offset, sections[i].count};
		copy_items(data + offset, &sections[i]);
		offset += aligned(sections[i].count * sections[i].item_size);
	}
	kz_model_header *header = (kz_model_header *)(void *)data;
	*header = (kz_model_header){.version = KZ_MODEL_VERSION,
	                            .byte_order = KZ_MODEL_BYTE_ORDER,
	                            .size = size,
	                            .section_count = KZ_SECTION_COUNT,
	                            .lists = kz_word_lists_hash()};
	memcpy(header->magic, KZ_MODEL_MAGIC, sizeof header->magic);
	header->checksum = kz_checksum(data + sizeof *header, size - sizeof *header);
	*ret_size = size;
	return data;
}

kzner_status kz_model_write(kzner_compiler *c, void **ret_data, size_t *ret_size, kzner_error *reterr)
{
	if (!prepare(c) || c->no_memory)
		return kz_no_memory(reterr);
	if (c->failed) {
		if (reterr)
			*reterr = c->first_error;
		return c->first_error.status;
	}
	uint32_t bits = bucket_bits(c->words.count);
	uint32_t *buckets = make_buckets(c, bits);
	if (!buckets)
		return kz_no_memory(reterr);
	section_source sections[KZ_SECTION_COUNT];
	list_sections(c, buckets, ((uint32_t)2 << bits) + 1, sections);
	char *data = write_sections(&c->allocator, sections, ret_size);
	kz_free(&c->allocator, buckets);
	if (!data)
		return kz_no_memory(reterr);
	*ret_data = data;
	return KZNER_OK;
}
