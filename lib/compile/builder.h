/*
 * What a compiler has collected: strings and words interned, everything else as records whose references are still
 * by id. The readers of source files fill it, trie_build and model_write make a model of it.
 */
#ifndef KZ_BUILDER_H
#define KZ_BUILDER_H

#include "base/array.h"
#include "model/model_format.h"
#include "text/token.h"

#include <kzner/compile.h>

/* Words of one name that can be matched; a longer one is an error. Bounds the trie's depth and kz_alias.shape. */
#define KZ_ALIAS_MAX_WORDS 16

/* Interned strings: offset by content. */
typedef struct kz_interner {
	KZ_ARRAY(char) bytes;
	uint32_t *slots; /* offsets + 1 */
	uint32_t slot_count, used;
} kz_interner;

/* The model has its parts in sections of their own. */
typedef struct kz_build_word {
	kz_word record;
	kz_word_strings strings;
	uint32_t root;   /* see KZ_SECTION_ROOTS */
	kz_word_key key; /* see KZ_SECTION_WORD_KEYS */
} kz_build_word;

typedef struct kz_build_entry {
	kz_entry record;                  /* parent, aliases, roles not yet set */
	uint32_t parent_id;               /* string */
	uint32_t first_alias, first_role; /* chains, last added first; UINT32_MAX ends */
	int from_model;                   /* a source may add to it */
} kz_build_entry;

typedef struct kz_build_alias {
	kz_alias record;
	uint32_t next;
} kz_build_alias;

typedef struct kz_build_role {
	kz_role record;
	uint32_t object_id; /* string */
	uint32_t line;
	uint16_t file;
	uint32_t next;
} kz_build_role;

/* One name as words of the trie. */
typedef struct kz_sequence {
	uint32_t words, count; /* in kzner_compiler.sequence_words */
	uint32_t alias;
} kz_sequence;

/* A relation source waits until all relation types are known. */
typedef struct kz_waiting_source {
	char *name, *text;
	size_t size;
} kz_waiting_source;

/* Words of which a sentence needs one; only their number matters to the model. */
typedef struct kz_group {
	uint32_t words, count; /* in kzner_compiler.group_words */
	uint32_t number;       /* from 1 */
} kz_group;

struct kzner_compiler {
	kz_allocator allocator;
	kzner_diagnostic_function on_diagnostic;
	void *user;
	int lint;
	int failed; /* an error was reported */
	int finished;
	int no_memory;

	kz_interner strings;
	KZ_ARRAY(kz_build_word) words;
	uint32_t *word_slots; /* words + 0 for empty */
	uint32_t word_slot_count;
	KZ_ARRAY(kz_build_entry) entries;
	uint32_t *id_slots; /* entries by id */
	uint32_t id_slot_count;
	KZ_ARRAY(kz_build_alias) aliases;
	KZ_ARRAY(kz_build_role) roles;
	KZ_ARRAY(kz_rule) rules;
	KZ_ARRAY(kz_rule_trigger) rule_triggers;
	KZ_ARRAY(kz_rule_need) rule_needs;
	KZ_ARRAY(uint32_t) rule_words;
	KZ_ARRAY(kz_trigger) triggers;
	KZ_ARRAY(kz_relation_type) relation_types;
	KZ_ARRAY(kz_pattern) patterns;
	KZ_ARRAY(kz_op) ops;
	KZ_ARRAY(kz_group) groups;
	uint32_t last_group; /* number */
	KZ_ARRAY(uint32_t) group_words;
	KZ_ARRAY(uint32_t) files;
	KZ_ARRAY(uint32_t) holders;
	KZ_ARRAY(kz_word_set) word_sets;
	KZ_ARRAY(kz_waiting_source) waiting;
	KZ_ARRAY(uint32_t) sequence_words;
	KZ_ARRAY(kz_sequence) sequences;
	KZ_ARRAY(kz_node) nodes;
	KZ_ARRAY(kz_edge) edges;
	KZ_ARRAY(uint32_t) accepts;
	KZ_ARRAY(uint64_t) beginnings;

	kz_arena scratch; /* of one line */
	kzner_error first_error;
};

/* Where a reader is. */
typedef struct kz_source {
	kzner_compiler *compiler;
	const char *name;
	uint16_t file;
	uint32_t line;
} kz_source;

/* All return 0 when there is no memory and remember it in no_memory. */
int kz_builder_init(kzner_compiler *compiler);
void kz_builder_free(kzner_compiler *compiler);
uint32_t kz_builder_string(kzner_compiler *compiler, const char *text, size_t size);
uint32_t kz_builder_word(kzner_compiler *compiler, const char *folded, size_t size);
uint16_t kz_builder_file(kzner_compiler *compiler, const char *name);
static inline const char *kz_builder_text(const kzner_compiler *compiler, uint32_t offset)
{
	return compiler->strings.bytes.items + offset;
}

/* The entry with that id, made if there was none; *ret_new tells. */
uint32_t kz_builder_entry(kzner_compiler *compiler, const char *id, size_t size, int *ret_new);
uint32_t kz_builder_find_entry(const kzner_compiler *compiler, const char *id);
int kz_builder_add_alias(kzner_compiler *compiler, uint32_t entry, const kz_alias *alias);
int kz_builder_add_role(kzner_compiler *compiler, uint32_t entry, const kz_build_role *role);

/* Report at column (1-based, 0: none) of the source's line. message starts with its code: "[K101] ..." */
void kz_report(kz_source *source, kzner_severity severity, uint32_t column, const char *format, ...)
        __attribute__((format(printf, 4, 5)));

/* Tokens of one line of source text, scanned by the code that reads documents; words are not looked up. */
int kz_builder_tokenize(kzner_compiler *compiler, const char *text, size_t size, kz_text *ret_text, kz_tokens *tokens);

/* Where the name keys of a name count. */
typedef enum kz_variants {
	KZ_VARIANTS_NONE,
	KZ_VARIANTS_SCRIPT, /* for words in another script than Latin */
	KZ_VARIANTS_ALL
} kz_variants;

kz_variants kz_variants_of(const kzner_compiler *compiler, const kz_alias *alias);

/* Readers, one for each kind of source. */
void kz_read_table(kz_source *source, const char *text, size_t size);
void kz_read_rules(kz_source *source, const char *text, size_t size);
void kz_read_relations(kz_source *source, const char *text, size_t size);

/* "1990-04-24" and shorter, to YYYYMMDD; false if it is no date. Empty is 0. */
int kz_parse_date(const char *text, size_t size, int32_t *ret_date);

/* Bit of a word class name, 0 if there is none. */
uint32_t kz_class_from_name(const char *name, size_t size);

/* Entries, aliases, words, rules and patterns of a model. */
kzner_status kz_builder_add_model(kzner_compiler *compiler, const kzner_model *model);

/* Words of the code's lists, when all others are there. */
int kz_word_sets_make(kzner_compiler *compiler);

/* Names to words of the trie; then, when words have their final numbers, words to nodes. */
int kz_names_split(kzner_compiler *compiler);
int kz_trie_build(kzner_compiler *compiler);

/* What the words sound like, when they have their final numbers. */
void kz_word_keys_find(kzner_compiler *compiler);

/* The set of what begins names of the trie. */
int kz_beginnings_make(kzner_compiler *compiler);

/* Doubtful things, by the lint option. */
void kz_lint(kzner_compiler *compiler);

kzner_status kz_model_write(kzner_compiler *compiler, void **ret_data, size_t *ret_size, kzner_error *reterr);

#endif
