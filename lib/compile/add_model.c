/* In: an open model. Out: what it was made of, back in the builder, so that sources can be added on top of it. */
#include "compile/builder.h"
#include "model/model_view.h"

static uint32_t string(kzner_compiler *c, const kzner_model *model, uint32_t offset)
{
	const char *text = kz_string(model, offset);
	return kz_builder_string(c, text, strlen(text));
}

static uint16_t file(kzner_compiler *c, const kzner_model *model, uint16_t number)
{
	return kz_builder_file(c, kz_string(model, model->files[number]));
}

/* Flags that the compiler derives again. */
#define DERIVED (KZ_ALIAS_ACRONYM | KZ_ALIAS_SINGLE)

static void add_aliases(kzner_compiler *c, const kzner_model *model, const kz_entry *from, uint32_t entry)
{
	for (uint32_t i = 0; i < from->alias_count; i++) {
		kz_alias alias = model->aliases[from->aliases + i];
		if (alias.flags & KZ_ALIAS_SURNAME)
			continue;
		alias.text = string(c, model, alias.text);
		alias.file = file(c, model, alias.file);
		alias.flags &= (uint16_t)~DERIVED;
		kz_builder_add_alias(c, entry, &alias);
	}
}

static void add_roles(kzner_compiler *c, const kzner_model *model, const kz_entry *from, uint32_t entry)
{
	for (uint32_t i = 0; i < from->role_count; i++) {
		kz_build_role role = {.record = model->roles[from->roles + i]};
		role.record.what = string(c, model, role.record.what);
		role.object_id = string(c, model, model->entries[role.record.object].id);
		role.file = file(c, model, from->file);
		role.line = from->line;
		kz_builder_add_role(c, entry, &role);
	}
}

static void add_entry(kzner_compiler *c, const kzner_model *model, const kz_entry *from)
{
	int new_entry;
	const char *id = kz_string(model, from->id);
	uint32_t index = kz_builder_entry(c, id, strlen(id), &new_entry);
	if (!index || !new_entry)
		return;
	kz_entry record = *from;
	record.id = c->entries.items[index].record.id;
	record.name = string(c, model, from->name);
	record.subtype = string(c, model, from->subtype);
	record.country = string(c, model, from->country);
	record.wikidata = string(c, model, from->wikidata);
	record.file = file(c, model, from->file);
	c->entries.items[index].record = record;
	c->entries.items[index].parent_id = string(c, model, model->entries[from->parent].id);
	c->entries.items[index].from_model = 1;
	add_aliases(c, model, from, index);
	add_roles(c, model, from, index);
}

static void add_words(kzner_compiler *c, const kzner_model *model)
{
	for (uint32_t i = 1; i < model->count[KZ_SECTION_WORDS]; i++) {
		const kz_word *from = &model->words[i];
		uint32_t classes = from->classes & ~(uint32_t)(KZ_CLASS_TITLE | KZ_CLASS_RULE | KZ_CLASS_PATTERN);
		if (!classes)
			continue;
		uint32_t word = kz_builder_word(c, kz_word_text(model, i), from->length);
		uint32_t note = string(c, model, model->word_strings[i].note);
		if (!word)
			return;
		c->words.items[word].record.classes |= classes;
		c->words.items[word].record.gender |= from->gender;
		c->words.items[word].strings.note = note;
	}
}

static void add_rule_words(kzner_compiler *c, const kzner_model *model)
{
	for (uint32_t i = 1; i < model->count[KZ_SECTION_RULE_WORDS] && !c->no_memory; i++) {
		uint32_t *added = KZ_PUSH_HEAP(&c->allocator, &c->rule_words);
		if (added)
			*added = model->rule_words[i];
		else
			c->no_memory = 1;
	}
}

static void add_rule_needs(kzner_compiler *c, const kzner_model *model, uint32_t first_word)
{
	for (uint32_t i = 1; i < model->count[KZ_SECTION_RULE_NEEDS] && !c->no_memory; i++) {
		kz_rule_need *added = KZ_PUSH_HEAP(&c->allocator, &c->rule_needs);
		if (!added) {
			c->no_memory = 1;
			return;
		}
		*added = model->rule_needs[i];
		added->words += first_word - 1;
	}
}

static void add_rule_triggers(kzner_compiler *c, const kzner_model *model, uint32_t first_rule)
{
	uint32_t first_need = c->rule_needs.count;
	add_rule_needs(c, model, c->rule_words.count);
	add_rule_words(c, model);
	for (uint32_t i = 1; i < model->count[KZ_SECTION_RULE_TRIGGERS] && !c->no_memory; i++) {
		kz_rule_trigger *added = KZ_PUSH_HEAP(&c->allocator, &c->rule_triggers);
		if (!added) {
			c->no_memory = 1;
			return;
		}
		*added = model->rule_triggers[i];
		added->rule += first_rule - 1;
		added->needs += first_need - 1;
	}
}

static void add_rules(kzner_compiler *c, const kzner_model *model)
{
	uint32_t first = c->rule_triggers.count;
	add_rule_triggers(c, model, c->rules.count);
	for (uint32_t i = 1; i < model->count[KZ_SECTION_RULES]; i++) {
		kz_rule rule = model->rules[i];
		rule.name = string(c, model, rule.name);
		rule.pattern = string(c, model, rule.pattern);
		rule.expanded = string(c, model, rule.expanded);
		rule.examples = string(c, model, rule.examples);
		rule.subtype = string(c, model, rule.subtype);
		rule.file = file(c, model, rule.file);
		kz_rule *added = KZ_PUSH_HEAP(&c->allocator, &c->rules);
		if (!added) {
			c->no_memory = 1;
			return;
		}
		*added = rule;
	}
	uint32_t first_pattern = c->patterns.count, first_group = c->last_group;
	for (uint32_t i = 1; i < model->count[KZ_SECTION_TRIGGERS]; i++) {
		const kz_trigger *from = &model->triggers[i];
		uint32_t word = kz_builder_word(c, kz_word_text(model, from->word), model->words[from->word].length);
		kz_trigger *added = word ? KZ_PUSH_HEAP(&c->allocator, &c->triggers) : NULL;
		if (!added) {
			c->no_memory = 1;
			return;
		}
		if (from->target & KZ_TRIGGER_GROUP) {
			if ((from->target & ~KZ_TRIGGER_GROUP) + first_group >= KZ_GROUPS_MAX) {
				c->triggers.count--;
				continue;
			}
			*added = (kz_trigger){word, from->target + first_group};
			c->words.items[word].record.classes |= KZ_CLASS_PATTERN;
			continue;
		}
		int pattern = (from->target & KZ_TRIGGER_PATTERN) != 0;
		uint32_t number = (from->target & ~KZ_TRIGGER_PATTERN) - 1 + (pattern ? first_pattern : first);
		*added = (kz_trigger){word, number | (pattern ? KZ_TRIGGER_PATTERN : 0)};
		c->words.items[word].record.classes |= pattern ? KZ_CLASS_PATTERN : KZ_CLASS_RULE;
	}
}

static uint32_t last_group(const kzner_model *model)
{
	uint32_t last = 0;
	for (uint32_t i = 1; i < model->count[KZ_SECTION_PATTERNS]; i++)
		last = model->patterns[i].group > last ? model->patterns[i].group : last;
	return last;
}

static void add_relations(kzner_compiler *c, const kzner_model *model)
{
	uint32_t first_op = c->ops.count, first_type = c->relation_types.count, first_group = c->last_group;
	for (uint32_t i = 1; i < model->count[KZ_SECTION_OPS]; i++) {
		kz_op op = model->ops[i];
		if (kz_op_has_word(&op))
			op.value = kz_builder_word(c, kz_word_text(model, op.value), model->words[op.value].length);
		if (kz_op_has_word(&op))
			c->words.items[op.value].record.classes |= KZ_CLASS_PATTERN;
		kz_op *added = KZ_PUSH_HEAP(&c->allocator, &c->ops);
		if (added)
			*added = op;
		else
			c->no_memory = 1;
	}
	for (uint32_t i = 1; i < model->count[KZ_SECTION_RELATION_TYPES]; i++) {
		kz_relation_type type = model->relation_types[i];
		type.name = string(c, model, type.name);
		type.wikidata = string(c, model, type.wikidata);
		type.plover = string(c, model, type.plover);
		type.file = file(c, model, (uint16_t)type.file);
		type.yields <<= first_type - 1;
		kz_relation_type *added = KZ_PUSH_HEAP(&c->allocator, &c->relation_types);
		if (added)
			*added = type;
		else
			c->no_memory = 1;
	}
	for (uint32_t i = 1; i < model->count[KZ_SECTION_PATTERNS]; i++) {
		kz_pattern pattern = model->patterns[i];
		pattern.name = string(c, model, pattern.name);
		pattern.source = string(c, model, pattern.source);
		pattern.examples = string(c, model, pattern.examples);
		pattern.file = file(c, model, pattern.file);
		/* numbered on from those of the builder; what has no number left asks for nothing */
		if (pattern.group)
			pattern.group = pattern.group + first_group < KZ_GROUPS_MAX
			                        ? (uint16_t)(pattern.group + first_group)
			                        : 0;
		pattern.relation += first_type - 1;
		pattern.left += first_op - 1;
		pattern.right += first_op - 1;
		kz_pattern *added = KZ_PUSH_HEAP(&c->allocator, &c->patterns);
		if (added)
			*added = pattern;
		else
			c->no_memory = 1;
	}
}

kzner_status kz_builder_add_model(kzner_compiler *c, const kzner_model *model)
{
	add_rules(c, model);
	add_relations(c, model);
	c->last_group += last_group(model);
	for (uint32_t i = 1; i < model->count[KZ_SECTION_ENTRIES] && !c->no_memory; i++)
		add_entry(c, model, &model->entries[i]);
	add_words(c, model);
	return c->no_memory ? KZNER_ERROR_NO_MEMORY : KZNER_OK;
}
