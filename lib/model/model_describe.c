/* In: an open model. Out: what is in it, as the public header gives it. */
#include "base/ascii.h"
#include "base/fold.h"
#include "model/model_view.h"

#include <stdio.h>

static const char *const type_names[KZNER_TYPE_COUNT] = {"NONE",  "PERSON", "PARTY", "PLACE", "ORG",   "NORP",
                                                         "EVENT", "LAW",    "TITLE", "DATE",  "MONEY", "PERCENT"};

const char *kzner_type_name(kzner_type type)
{
	return (unsigned)type < KZNER_TYPE_COUNT ? type_names[type] : type_names[0];
}

kzner_type kzner_type_from_name(const char *name)
{
	for (int i = 1; name && i < KZNER_TYPE_COUNT; i++)
		if (kz_ascii_same(name, type_names[i]))
			return (kzner_type)i;
	return KZNER_TYPE_NONE;
}

void kzner_model_describe(const kzner_model *model, kzner_model_info *ret_info)
{
	*ret_info = (kzner_model_info){
	        .entries = model->count[KZ_SECTION_ENTRIES] - 1,
	        .aliases = model->count[KZ_SECTION_ALIASES] - 1,
	        .roles = model->count[KZ_SECTION_ROLES] - 1,
	        .words = 0,
	        .rules = model->count[KZ_SECTION_RULES] - 1,
	        .relations = model->count[KZ_SECTION_PATTERNS] - 1,
	        .sources = model->count[KZ_SECTION_FILES] - 1,
	        .size = model->size,
	};
	for (uint32_t i = 1; i < model->count[KZ_SECTION_ENTRIES]; i++)
		ret_info->entries_of_type[model->entries[i].type]++;
	for (uint32_t i = 1; i < model->count[KZ_SECTION_WORDS]; i++)
		ret_info->words += *kz_word_text(model, i) != '\x01' && !(model->words[i].lists & KZ_LISTS_ONLY);
}

static const char *file_name(const kzner_model *model, uint32_t file)
{
	return kz_string(model, model->files[file]);
}

int kzner_model_entry(const kzner_model *model, uint32_t index, kzner_entry *ret_entry)
{
	if (index >= model->count[KZ_SECTION_ENTRIES] - 1)
		return 0;
	const kz_entry *entry = &model->entries[index + 1];
	*ret_entry = (kzner_entry){
	        .id = kz_string(model, entry->id),
	        .name = kz_string(model, entry->name),
	        .type = (kzner_type)entry->type,
	        .subtype = kz_string(model, entry->subtype),
	        .country = kz_string(model, entry->country),
	        .wikidata = kz_string(model, entry->wikidata),
	        .parent = kz_string(model, model->entries[entry->parent].id),
	        .from = entry->from,
	        .to = entry->to,
	        .weight = entry->weight,
	        .file = file_name(model, entry->file),
	        .line = entry->line,
	        .aliases = entry->alias_count,
	        .roles = entry->role_count,
	};
	return 1;
}

uint32_t kz_find_entry(const kzner_model *model, const char *id)
{
	uint32_t low = 1, high = model->count[KZ_SECTION_ENTRIES];
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = strcmp(kz_string(model, model->entries[middle].id), id);
		if (!order)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

uint32_t kzner_model_find_id(const kzner_model *model, const char *id)
{
	uint32_t entry = id ? kz_find_entry(model, id) : 0;
	return entry ? entry - 1 : UINT32_MAX;
}

/* The words for the sets of flags that occur; a table keeps the public view free of allocation. */
static const char *flag_names(uint32_t flags)
{
	static const char *const names[32] = {
	        "",
	        "context",
	        "exact",
	        "context exact",
	        "lower",
	        "context lower",
	        "exact lower",
	        "context exact lower",
	        "novariant",
	        "context novariant",
	        "exact novariant",
	        "context exact novariant",
	        "lower novariant",
	        "context lower novariant",
	        "exact lower novariant",
	        "context exact lower novariant",
	        "short",
	        "context short",
	        "exact short",
	        "context exact short",
	        "lower short",
	        "context lower short",
	        "exact lower short",
	        "context exact lower short",
	        "novariant short",
	        "context novariant short",
	        "exact novariant short",
	        "context exact novariant short",
	        "lower novariant short",
	        "context lower novariant short",
	        "exact lower novariant short",
	        "context exact lower novariant short",
	};
	return names[flags & 31];
}

int kzner_model_alias(const kzner_model *model, uint32_t index, uint32_t number, kzner_alias *ret_alias)
{
	if (index >= model->count[KZ_SECTION_ENTRIES] - 1 || number >= model->entries[index + 1].alias_count)
		return 0;
	const kz_alias *alias = &model->aliases[model->entries[index + 1].aliases + number];
	*ret_alias = (kzner_alias){
	        .text = kz_string(model, alias->text),
	        .type = (kzner_type)alias->type,
	        .from = alias->from,
	        .to = alias->to,
	        .flags = flag_names(alias->flags),
	        .file = file_name(model, alias->file),
	        .line = alias->line,
	};
	return 1;
}

int kzner_model_role(const kzner_model *model, uint32_t index, uint32_t number, kzner_role *ret_role)
{
	if (index >= model->count[KZ_SECTION_ENTRIES] - 1 || number >= model->entries[index + 1].role_count)
		return 0;
	const kz_role *role = &model->roles[model->entries[index + 1].roles + number];
	*ret_role = (kzner_role){
	        .what = kz_string(model, role->what),
	        .object = kz_string(model, model->entries[role->object].id),
	        .from = role->from,
	        .to = role->to,
	};
	return 1;
}

int kzner_model_rule(const kzner_model *model, uint32_t index, kzner_rule_info *ret_rule)
{
	uint32_t rules = model->count[KZ_SECTION_RULES] - 1;
	if (index < rules) {
		const kz_rule *rule = &model->rules[index + 1];
		*ret_rule = (kzner_rule_info){kz_string(model, rule->name),
		                              kzner_type_name((kzner_type)rule->type),
		                              kz_string(model, rule->pattern),
		                              file_name(model, rule->file),
		                              rule->line,
		                              0,
		                              kz_string(model, rule->examples)};
		return 1;
	}
	index -= rules;
	if (index >= model->count[KZ_SECTION_PATTERNS] - 1)
		return 0;
	const kz_pattern *pattern = &model->patterns[index + 1];
	*ret_rule = (kzner_rule_info){kz_string(model, pattern->name),
	                              kz_string(model, model->relation_types[pattern->relation].name),
	                              kz_string(model, pattern->source),
	                              file_name(model, pattern->file),
	                              pattern->line,
	                              1,
	                              kz_string(model, pattern->examples)};
	return 1;
}

/* The same from a guess on, which may be far off where edges are many. */
static uint32_t search_edges(const kz_edge *first, const kz_edge *end, const kz_edge *edge, uint32_t word)
{
	while (edge < end && edge->word < word)
		edge++;
	while (edge > first && edge[-1].word >= word)
		edge--;
	return edge < end && edge->word == word ? edge->node : 0;
}

/* The node of an edge if that is the word's, else another. */
static uint32_t choose_node(const kz_edge *edge, uint32_t word, uint32_t other)
{
	uint32_t is_it = -(uint32_t)(edge->word == word);
	return (edge->node & is_it) | (other & ~is_it);
}

/* The guess is mostly right but for one edge: three are looked at without branches. */
uint32_t kz_trie_step(const kzner_model *model, uint32_t node, uint32_t word)
{
	const kz_node *n = &model->nodes[node];
	if (!n->edge_count)
		return 0;
	const kz_edge *first = &model->edges[n->edges], *last = first + n->edge_count - 1;
	const kz_edge *edge = &model->edges[kz_edge_guess(model, n, word)];
	const kz_edge *left = edge - (edge > first), *right = edge + (edge < last);
	if (((left > first) & (left->word > word)) | ((right < last) & (right->word < word)))
		return search_edges(first, last + 1, edge, word);
	return choose_node(left, word, choose_node(edge, word, choose_node(right, word, 0)));
}

const kz_trigger *kz_find_triggers(const kzner_model *model, uint32_t word, uint32_t *ret_count)
{
	uint32_t low = 1, high = model->count[KZ_SECTION_TRIGGERS];
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (model->triggers[middle].word < word)
			low = middle + 1;
		else
			high = middle;
	}
	uint32_t end = low;
	while (end < model->count[KZ_SECTION_TRIGGERS] && model->triggers[end].word == word)
		end++;
	*ret_count = end - low;
	return &model->triggers[low];
}

const uint32_t *kz_find_holders(const kzner_model *model, uint32_t object, uint32_t *ret_count)
{
	uint32_t low = 1, high = model->count[KZ_SECTION_HOLDERS];
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (model->roles[model->holders[middle]].object < object)
			low = middle + 1;
		else
			high = middle;
	}
	uint32_t end = low;
	while (end < model->count[KZ_SECTION_HOLDERS] && model->roles[model->holders[end]].object == object)
		end++;
	*ret_count = end - low;
	return &model->holders[low];
}
