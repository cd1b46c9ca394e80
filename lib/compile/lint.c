/*
 * In: everything a compiler has collected, its trie built. Out: diagnostics for what is legal but doubtful.
 *
 * What can hardly be meant is a warning; what a reader of the gazetteers may want to know is a note.
 */
#include "compile/builder.h"

static kz_source place_of(kzner_compiler *c, uint16_t file, uint32_t line)
{
	return (kz_source){c, kz_builder_text(c, c->files.items[file]), file, line};
}

static const char *id_of(const kzner_compiler *c, const kz_alias *alias)
{
	return kz_builder_text(c, c->entries.items[alias->entry].record.id);
}

/* Two names that end at one node: of one entry, or of two. */
static void lint_pair(kzner_compiler *c, const kz_alias *first, const kz_alias *second)
{
	kz_source at = place_of(c, second->file, second->line);
	const char *name = kz_builder_text(c, second->text);
	if (first->entry == second->entry && first->text == second->text && first->type == second->type &&
	    !(second->flags & KZ_ALIAS_SURNAME))
		kz_report(&at, KZNER_SEVERITY_WARNING, 0, "[K150] the name \"%s\" stands twice in this entry", name);
	else if (first->entry == second->entry && first->type == second->type)
		kz_report(&at, KZNER_SEVERITY_NOTE, 0, "[K151] the name \"%s\" is found by \"%s\" already", name,
		          kz_builder_text(c, first->text));
	else if (first->entry != second->entry)
		kz_report(&at, KZNER_SEVERITY_NOTE, 0, "[K152] the name \"%s\" is shared with %s", name,
		          id_of(c, first));
}

/* Nodes that name keys lead to are left out: that keys meet is what they are for. */
static void lint_word(kzner_compiler *c, uint32_t node)
{
	const kz_node *n = &c->nodes.items[node];
	for (uint32_t i = 1; i < n->accept_count; i++) {
		const kz_alias *first = &c->aliases.items[c->accepts.items[n->accepts]].record;
		lint_pair(c, first, &c->aliases.items[c->accepts.items[n->accepts + i]].record);
	}
	for (uint32_t i = 0; i < n->edge_count; i++)
		lint_word(c, c->edges.items[n->edges + i].node);
}

static void lint_entry(kzner_compiler *c, const kz_build_entry *e)
{
	kz_source at = place_of(c, e->record.file, e->record.line);
	for (uint32_t i = 0; i < e->record.alias_count; i++)
		if (!(c->aliases.items[e->record.aliases + i].record.flags & KZ_ALIAS_SHORT))
			return;
	kz_report(&at, KZNER_SEVERITY_WARNING, 0, "[K153] %s can never be found: all its names are short forms",
	          kz_builder_text(c, e->record.id));
}

static void lint_examples(kzner_compiler *c, uint32_t examples, uint32_t name, uint16_t file, uint32_t line)
{
	kz_source at = place_of(c, file, line);
	if (!examples)
		kz_report(&at, KZNER_SEVERITY_WARNING, 0, "[K154] \"%s\" has no example", kz_builder_text(c, name));
}

void kz_lint(kzner_compiler *c)
{
	for (uint32_t i = 1; i < c->words.count; i++)
		if (kz_builder_text(c, c->words.items[i].strings.text)[0] != '\x01' && c->words.items[i].root)
			lint_word(c, c->words.items[i].root);
	for (uint32_t i = 1; i < c->entries.count; i++)
		lint_entry(c, &c->entries.items[i]);
	for (uint32_t i = 1; i < c->rules.count; i++)
		lint_examples(c, c->rules.items[i].examples, c->rules.items[i].name, c->rules.items[i].file,
		              c->rules.items[i].line);
	for (uint32_t i = 1; i < c->patterns.count; i++)
		lint_examples(c, c->patterns.items[i].examples, c->patterns.items[i].source, c->patterns.items[i].file,
		              c->patterns.items[i].line);
}
