/*
 * In: bytes that claim to be a model. Out: pointers into them, or what is wrong.
 *
 * Every offset and index of every record is looked at once; after that readers trust them. The checks are loops that
 * or together "out of range" over an array, which compilers turn into vector code.
 */
#include "base/status.h"
#include "model/model_view.h"

static const uint32_t item_sizes[KZ_SECTION_COUNT] = {
        [KZ_SECTION_STRINGS] = 1,
        [KZ_SECTION_WORDS] = sizeof(kz_word),
        [KZ_SECTION_WORD_STRINGS] = sizeof(kz_word_strings),
        [KZ_SECTION_ROOTS] = sizeof(uint32_t),
        [KZ_SECTION_WORD_KEYS] = sizeof(kz_word_key),
        [KZ_SECTION_BUCKETS] = sizeof(uint32_t),
        [KZ_SECTION_NODES] = sizeof(kz_node),
        [KZ_SECTION_EDGES] = sizeof(kz_edge),
        [KZ_SECTION_ACCEPTS] = sizeof(uint32_t),
        [KZ_SECTION_ALIASES] = sizeof(kz_alias),
        [KZ_SECTION_ENTRIES] = sizeof(kz_entry),
        [KZ_SECTION_ROLES] = sizeof(kz_role),
        [KZ_SECTION_RULES] = sizeof(kz_rule),
        [KZ_SECTION_TRIGGERS] = sizeof(kz_trigger),
        [KZ_SECTION_RELATION_TYPES] = sizeof(kz_relation_type),
        [KZ_SECTION_PATTERNS] = sizeof(kz_pattern),
        [KZ_SECTION_OPS] = sizeof(kz_op),
        [KZ_SECTION_FILES] = sizeof(uint32_t),
        [KZ_SECTION_HOLDERS] = sizeof(uint32_t),
        [KZ_SECTION_WORD_SETS] = sizeof(kz_word_set),
        [KZ_SECTION_RULE_TRIGGERS] = sizeof(kz_rule_trigger),
        [KZ_SECTION_RULE_NEEDS] = sizeof(kz_rule_need),
        [KZ_SECTION_RULE_WORDS] = sizeof(uint32_t),
        [KZ_SECTION_BEGINNINGS] = sizeof(uint64_t),
};

static kzner_status check_header(const char *data, size_t size, const char *source, kzner_error *reterr)
{
	const kz_model_header *header = (const kz_model_header *)data;
	if (size < sizeof *header || memcmp(header->magic, KZ_MODEL_MAGIC, sizeof header->magic))
		return kz_error_set(reterr, KZNER_ERROR_NOT_A_MODEL, source, 0, 0, "this is not a kzner model");
	if (header->byte_order != KZ_MODEL_BYTE_ORDER)
		return kz_error_set(reterr, KZNER_ERROR_MODEL_BYTE_ORDER, source, 0, 0,
		                    "this model was made for machines with the other byte order");
	if (header->version != KZ_MODEL_VERSION)
		return kz_error_set(reterr, KZNER_ERROR_MODEL_VERSION, source, 0, 0,
		                    "model format %u, this library reads format %u: compile the sources again",
		                    header->version, KZ_MODEL_VERSION);
	if (header->lists != kz_word_lists_hash())
		return kz_error_set(reterr, KZNER_ERROR_MODEL_VERSION, source, 0, 0,
		                    "this model has the word lists of another version of the library: compile the "
		                    "sources again");
	if (header->size != size)
		return kz_error_set(reterr, KZNER_ERROR_MODEL_CORRUPT, source, 0, 0,
		                    "the model is damaged: %zu bytes, its header says %llu", size,
		                    (unsigned long long)header->size);
	return KZNER_OK;
}

static kzner_status check_sum(const char *data, size_t size, const char *source, kzner_error *reterr)
{
	const kz_model_header *header = (const kz_model_header *)data;
	if (header->section_count != KZ_SECTION_COUNT ||
	    kz_checksum(data + sizeof *header, size - sizeof *header) != header->checksum)
		return kz_error_set(reterr, KZNER_ERROR_MODEL_CORRUPT, source, 0, 0,
		                    "the model is damaged: its checksum is wrong");
	return KZNER_OK;
}

static int find_sections(kzner_model *model, const void *ret_start[KZ_SECTION_COUNT])
{
	const kz_section *table = (const kz_section *)(model->data + sizeof(kz_model_header));
	if (model->size < sizeof(kz_model_header) + KZ_SECTION_COUNT * sizeof *table)
		return 0;
	for (uint32_t i = 0; i < KZ_SECTION_COUNT; i++) {
		const kz_section *section = &table[i];
		if (section->id != i || section->item_size != item_sizes[i] || section->offset % 8 ||
		    section->offset > model->size || section->count > UINT32_MAX ||
		    section->count > (model->size - section->offset) / section->item_size || !section->count)
			return 0;
		ret_start[i] = model->data + section->offset;
		model->count[i] = (uint32_t)section->count;
	}
	return 1;
}

/* count things from first must lie in an array of total. */
static unsigned outside(uint32_t first, uint32_t count, uint32_t total)
{
	return (first > total) | (count > total - first);
}

static unsigned bad_words(const kzner_model *m)
{
	uint32_t strings = m->count[KZ_SECTION_STRINGS], nodes = m->count[KZ_SECTION_NODES];
	unsigned bad = 0;
	if (m->count[KZ_SECTION_WORD_STRINGS] != m->count[KZ_SECTION_WORDS] ||
	    m->count[KZ_SECTION_ROOTS] != m->count[KZ_SECTION_WORDS] ||
	    m->count[KZ_SECTION_WORD_KEYS] != m->count[KZ_SECTION_WORDS] ||
	    m->count[KZ_SECTION_WORD_SETS] > KZ_WORD_SETS_MAX)
		return 1;
	for (uint32_t i = 0; i < m->count[KZ_SECTION_WORDS]; i++) {
		const kz_word_strings *s = &m->word_strings[i];
		bad |= outside(s->text, m->words[i].length, strings) | (s->note >= strings) | (m->roots[i] >= nodes) |
		       ((m->words[i].lists & ~KZ_LISTS_ONLY) >= m->count[KZ_SECTION_WORD_SETS]) |
		       ((m->word_keys[i].word >= m->count[KZ_SECTION_WORDS]) & (m->word_keys[i].word != KZ_NO_KEY));
	}
	for (uint32_t i = 0; i < m->count[KZ_SECTION_BUCKETS]; i++)
		bad |= m->buckets[i] > m->count[KZ_SECTION_WORDS];
	uint32_t buckets = m->count[KZ_SECTION_BUCKETS] - 1;
	/* The word of what the model does not know begins nothing. */
	bad |= (m->roots[0] | m->words[0].follows | m->words[0].classes | m->words[0].length | m->words[0].lists) != 0;
	bad |= (m->word_keys[0].word | m->word_keys[0].hash) != 0;
	bad |= (m->word_sets[0].relations | m->word_sets[0].names) != 0;
	return bad | (buckets < 2) | ((buckets & (buckets - 1)) != 0);
}

static unsigned bad_trie(const kzner_model *m)
{
	uint32_t beginnings = m->count[KZ_SECTION_BEGINNINGS];
	unsigned bad = (beginnings < 2) | ((beginnings & (beginnings - 1)) != 0);
	for (uint32_t i = 0; i < m->count[KZ_SECTION_NODES]; i++) {
		const kz_node *n = &m->nodes[i];
		bad |= outside(n->edges, n->edge_count, m->count[KZ_SECTION_EDGES]) |
		       outside(n->accepts, n->accept_count, m->count[KZ_SECTION_ACCEPTS]);
	}
	bad |= (m->nodes[0].edge_count | m->nodes[0].accept_count) != 0;
	for (uint32_t i = 0; i < m->count[KZ_SECTION_EDGES]; i++)
		bad |= (m->edges[i].node >= m->count[KZ_SECTION_NODES]) |
		       (m->edges[i].word >= m->count[KZ_SECTION_WORDS]);
	for (uint32_t i = 0; i < m->count[KZ_SECTION_ACCEPTS]; i++)
		bad |= m->accepts[i] >= m->count[KZ_SECTION_ALIASES];
	return bad;
}

static unsigned bad_entries(const kzner_model *m)
{
	uint32_t strings = m->count[KZ_SECTION_STRINGS], entries = m->count[KZ_SECTION_ENTRIES];
	uint32_t files = m->count[KZ_SECTION_FILES];
	unsigned bad = 0;
	for (uint32_t i = 0; i < m->count[KZ_SECTION_ALIASES]; i++) {
		const kz_alias *a = &m->aliases[i];
		bad |= (a->entry >= entries) | (a->text >= strings) | (a->file >= files) |
		       (a->type >= KZNER_TYPE_COUNT);
	}
	for (uint32_t i = 0; i < entries; i++) {
		const kz_entry *e = &m->entries[i];
		bad |= (e->id >= strings) | (e->name >= strings) | (e->subtype >= strings) | (e->country >= strings) |
		       (e->wikidata >= strings) | (e->parent >= entries) | (e->file >= files) |
		       (e->type >= KZNER_TYPE_COUNT) |
		       outside(e->aliases, e->alias_count, m->count[KZ_SECTION_ALIASES]) |
		       outside(e->roles, e->role_count, m->count[KZ_SECTION_ROLES]);
	}
	for (uint32_t i = 0; i < m->count[KZ_SECTION_ROLES]; i++)
		bad |= (m->roles[i].what >= strings) | (m->roles[i].object >= entries) |
		       (m->roles[i].title >= entries) | (m->roles[i].holder >= entries);
	for (uint32_t i = 0; i < m->count[KZ_SECTION_HOLDERS]; i++)
		bad |= m->holders[i] >= m->count[KZ_SECTION_ROLES];
	return bad;
}

static unsigned bad_rules(const kzner_model *m)
{
	uint32_t strings = m->count[KZ_SECTION_STRINGS], files = m->count[KZ_SECTION_FILES];
	unsigned bad = 0;
	for (uint32_t i = 0; i < m->count[KZ_SECTION_RULES]; i++) {
		const kz_rule *r = &m->rules[i];
		bad |= (r->name >= strings) | (r->pattern >= strings) | (r->expanded >= strings) |
		       (r->examples >= strings) | (r->subtype >= strings) | (r->file >= files) |
		       (r->type >= KZNER_TYPE_COUNT) | (r->value >= KZ_VALUE_COUNT);
	}
	for (uint32_t i = 0; i < m->count[KZ_SECTION_RULE_TRIGGERS]; i++) {
		const kz_rule_trigger *t = &m->rule_triggers[i];
		bad |= (t->rule >= m->count[KZ_SECTION_RULES]) | (i && !t->rule) |
		       outside(t->needs, t->need_count, m->count[KZ_SECTION_RULE_NEEDS]);
	}
	for (uint32_t i = 0; i < m->count[KZ_SECTION_RULE_NEEDS]; i++) {
		const kz_rule_need *n = &m->rule_needs[i];
		bad |= outside(n->words, n->word_count, m->count[KZ_SECTION_RULE_WORDS]) | (n->within > KZ_BEHIND_MAX);
	}
	for (uint32_t i = 0; i < m->count[KZ_SECTION_TRIGGERS]; i++) {
		const kz_trigger *t = &m->triggers[i];
		uint32_t total = t->target & KZ_TRIGGER_PATTERN ? m->count[KZ_SECTION_PATTERNS]
		                 : t->target & KZ_TRIGGER_GROUP ? KZ_GROUPS_MAX
		                                                : m->count[KZ_SECTION_RULE_TRIGGERS];
		bad |= (t->word >= m->count[KZ_SECTION_WORDS]) | (i && !t->target) |
		       ((t->target & ~(KZ_TRIGGER_PATTERN | KZ_TRIGGER_GROUP)) >= total);
	}
	return bad;
}

static unsigned bad_relations(const kzner_model *m)
{
	uint32_t strings = m->count[KZ_SECTION_STRINGS], files = m->count[KZ_SECTION_FILES];
	uint32_t ops = m->count[KZ_SECTION_OPS];
	unsigned bad = 0;
	for (uint32_t i = 0; i < m->count[KZ_SECTION_RELATION_TYPES]; i++) {
		const kz_relation_type *t = &m->relation_types[i];
		bad |= (t->knowledge >= KZ_KNOWLEDGE_COUNT) | (t->name >= strings) | (t->wikidata >= strings) |
		       (t->plover >= strings) | (t->file >= files);
	}
	for (uint32_t i = 0; i < m->count[KZ_SECTION_PATTERNS]; i++) {
		const kz_pattern *p = &m->patterns[i];
		bad |= (p->group >= KZ_GROUPS_MAX) | (p->name >= strings) | (p->source >= strings) |
		       (p->examples >= strings) | (p->relation >= m->count[KZ_SECTION_RELATION_TYPES]) |
		       (p->file >= files) | outside(p->left, p->left_count, ops) |
		       outside(p->right, p->right_count, ops) | (p->status > 2);
	}
	for (uint32_t i = 0; i < ops; i++) {
		const kz_op *op = &m->ops[i];
		bad |= (op->code >= KZ_OP_CODE_COUNT) | (i + op->jump >= ops) |
		       ((op->code == KZ_OP_SPLIT || op->code == KZ_OP_JUMP || op->code == KZ_OP_NOT) && !op->jump) |
		       (op->code == KZ_OP_SET && op->value >= ops - i) |
		       (kz_op_has_word(op) && op->value >= m->count[KZ_SECTION_WORDS]);
	}
	bad |= m->ops[ops - 1].code != KZ_OP_END; /* no program runs out of the section */
	for (uint32_t i = 0; i < files; i++)
		bad |= m->files[i] >= strings;
	return bad;
}

static void set_pointers(kzner_model *m, const void *const start[KZ_SECTION_COUNT])
{
	m->strings = start[KZ_SECTION_STRINGS];
	m->words = start[KZ_SECTION_WORDS];
	m->word_strings = start[KZ_SECTION_WORD_STRINGS];
	m->roots = start[KZ_SECTION_ROOTS];
	m->word_keys = start[KZ_SECTION_WORD_KEYS];
	m->buckets = start[KZ_SECTION_BUCKETS];
	m->nodes = start[KZ_SECTION_NODES];
	m->edges = start[KZ_SECTION_EDGES];
	m->accepts = start[KZ_SECTION_ACCEPTS];
	m->aliases = start[KZ_SECTION_ALIASES];
	m->entries = start[KZ_SECTION_ENTRIES];
	m->roles = start[KZ_SECTION_ROLES];
	m->rules = start[KZ_SECTION_RULES];
	m->triggers = start[KZ_SECTION_TRIGGERS];
	m->relation_types = start[KZ_SECTION_RELATION_TYPES];
	m->patterns = start[KZ_SECTION_PATTERNS];
	m->ops = start[KZ_SECTION_OPS];
	m->files = start[KZ_SECTION_FILES];
	m->holders = start[KZ_SECTION_HOLDERS];
	m->word_sets = start[KZ_SECTION_WORD_SETS];
	m->rule_triggers = start[KZ_SECTION_RULE_TRIGGERS];
	m->rule_needs = start[KZ_SECTION_RULE_NEEDS];
	m->rule_words = start[KZ_SECTION_RULE_WORDS];
	m->beginnings = start[KZ_SECTION_BEGINNINGS];
	m->key_buckets = (m->count[KZ_SECTION_BUCKETS] - 1) / 2;
	m->bucket_shift = 32;
	for (uint32_t buckets = m->key_buckets; buckets > 1; buckets /= 2)
		m->bucket_shift--;
	m->beginning_shift = kz_beginning_shift(m->count[KZ_SECTION_BEGINNINGS]);
}

static void set_scales(kzner_model *m)
{
	m->first_key = m->buckets[m->key_buckets];
	m->text_scale = UINT32_MAX / (m->first_key + 1);
	m->key_scale = UINT32_MAX / (m->count[KZ_SECTION_WORDS] - m->first_key + 1);
}

/* False: a section lies outside the file, or nothing behind the strings. */
static int locate(kzner_model *m)
{
	const void *start[KZ_SECTION_COUNT];
	if (!find_sections(m, start))
		return 0;
	const char *strings_end = (const char *)start[KZ_SECTION_STRINGS] + m->count[KZ_SECTION_STRINGS];
	if (m->data + m->size - strings_end < KZ_STRING_PADDING)
		return 0;
	set_pointers(m, start);
	return 1;
}

static int has_sound_records(const kzner_model *m)
{
	return !m->strings[m->count[KZ_SECTION_STRINGS] - 1] && !bad_words(m) && !bad_trie(m) && !bad_entries(m) &&
	       !bad_rules(m) && !bad_relations(m);
}

static kzner_status tell_damage(const char *source, kzner_error *reterr)
{
	return kz_error_set(reterr, KZNER_ERROR_MODEL_CORRUPT, source, 0, 0,
	                    "the model is damaged: a record points outside its section");
}

kzner_status kz_model_check(kzner_model *model, const char *source, kzner_error *reterr)
{
	kzner_status status = check_header(model->data, model->size, source, reterr);
	if (!status)
		status = check_sum(model->data, model->size, source, reterr);
	if (status)
		return status;
	if (!locate(model) || !has_sound_records(model))
		return tell_damage(source, reterr);
	set_scales(model);
	return KZNER_OK;
}

kzner_status kz_model_trust(kzner_model *model, const char *source, kzner_error *reterr)
{
	kzner_status status = check_header(model->data, model->size, source, reterr);
	if (status)
		return status;
	if (!locate(model))
		return tell_damage(source, reterr);
	set_scales(model);
	return KZNER_OK;
}
