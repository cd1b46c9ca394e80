/*
 * The bytes of a model file, the same on every little-endian machine.
 *
 *     header (64 bytes) | section table | sections, each aligned to 64 bytes
 *
 * All records have a fixed width and name others by index, strings by offset into the string section. Index and
 * offset 0 are a valid empty thing (the empty string, the empty word, the empty node ...), so "none" needs no branch.
 *
 * The gazetteer is a trie over words. The name "Nur Otan" stands in it as
 *
 *     word "nur"  -- root -->  node 7  -- edge (word "otan") -->  node 9, accepts alias 31
 *
 * and "Kassym-Jomart Tokayev" twice more under its name keys, words that begin with \x01 and that no text can hold:
 *
 *     word "\x01kasim" --> node -- "\x01Jomart" --> node -- "\x01tokaev" --> node, accepts alias 40
 *     word "\x01kasimJomart" --> node -- "\x01tokaev" --> node, accepts alias 40
 *
 * Hyphens are no words of the trie: the matcher steps over one.
 */
#ifndef KZ_MODEL_FORMAT_H
#define KZ_MODEL_FORMAT_H

#include "model/word_lists.h"

#include <stdint.h>

#define KZ_MODEL_MAGIC      "KZNERMDL"
#define KZ_MODEL_VERSION    9u
#define KZ_MODEL_BYTE_ORDER 0x01020304u

typedef struct kz_model_header {
	char magic[8];
	uint32_t version;
	uint32_t byte_order;
	uint64_t size;     /* of the whole file, bytes */
	uint64_t checksum; /* kz_checksum() of everything behind the header */
	uint32_t section_count;
	uint32_t lists; /* kz_word_lists_hash() of the library that made it */
	uint32_t reserved[6];
} kz_model_header;

typedef enum kz_section_id {
	KZ_SECTION_STRINGS, /* char: NUL-terminated, offset 0 is "" */
	KZ_SECTION_WORDS,   /* those of texts, then name keys; sorted by hash, then text */
	KZ_SECTION_BUCKETS, /* uint32_t: first word of each bucket; one more than a power of two */
	KZ_SECTION_NODES,
	KZ_SECTION_EDGES,
	KZ_SECTION_ACCEPTS, /* uint32_t: aliases */
	KZ_SECTION_ALIASES,
	KZ_SECTION_ENTRIES, /* sorted by id */
	KZ_SECTION_ROLES,
	KZ_SECTION_RULES,
	KZ_SECTION_TRIGGERS, /* sorted by word, then target */
	KZ_SECTION_RELATION_TYPES,
	KZ_SECTION_PATTERNS,
	KZ_SECTION_OPS,           /* kz_op: programs of the relation patterns */
	KZ_SECTION_FILES,         /* uint32_t: names of source files, strings */
	KZ_SECTION_HOLDERS,       /* uint32_t: roles by the entry that they are held in, then by their holder */
	KZ_SECTION_WORD_SETS,     /* kz_word_set: which lists of the code words are in */
	KZ_SECTION_RULE_TRIGGERS, /* in the order of their rules */
	KZ_SECTION_RULE_NEEDS,
	KZ_SECTION_RULE_WORDS,   /* uint32_t: hashes of folded words, see kz_rule_need.words */
	KZ_SECTION_BEGINNINGS,   /* uint64_t: see model/beginnings.h; a power of two, at least two of them */
	KZ_SECTION_WORD_STRINGS, /* one for each word */
	KZ_SECTION_ROOTS,        /* uint32_t: for each word the node of the names that begin with it, 0 if none */
	KZ_SECTION_WORD_KEYS,    /* one for each word */
	KZ_SECTION_COUNT
} kz_section_id;

/* A line of memory: records of which some fill one lie in no two. */
#define KZ_SECTION_ALIGNMENT 64

typedef struct kz_section {
	uint32_t id;
	uint32_t item_size;
	uint64_t offset; /* from the start of the file */
	uint64_t count;  /* items */
} kz_section;

/* What single words tell: bits of kz_word.classes. Names as in gazetteers/README.md. */
enum {
	KZ_CLASS_GIVEN = 1 << 0,
	KZ_CLASS_SURNAME = 1 << 1,
	KZ_CLASS_PATRONYMIC = 1 << 2,
	KZ_CLASS_PARTICLE = 1 << 3,
	KZ_CLASS_HONORIFIC = 1 << 4,
	KZ_CLASS_ORGHEAD = 1 << 5,
	KZ_CLASS_ORGTAIL = 1 << 6,
	KZ_CLASS_PARTYHEAD = 1 << 7,
	KZ_CLASS_PLACEHEAD = 1 << 8,
	KZ_CLASS_FACILITY = 1 << 9,
	KZ_CLASS_EVENTHEAD = 1 << 10,
	KZ_CLASS_LAWHEAD = 1 << 11,
	KZ_CLASS_MEDIAHEAD = 1 << 12,
	KZ_CLASS_MONTH = 1 << 13,
	KZ_CLASS_WEEKDAY = 1 << 14,
	KZ_CLASS_SEASON = 1 << 15,
	KZ_CLASS_NUMBER = 1 << 16,
	KZ_CLASS_ORDINAL = 1 << 17,
	KZ_CLASS_CURRENCY = 1 << 18,
	KZ_CLASS_ABBREVIATION = 1 << 19,
	KZ_CLASS_SPEECH = 1 << 20,
	KZ_CLASS_HUMAN = 1 << 21,
	KZ_CLASS_LOCATIVE = 1 << 22,
	KZ_CLASS_COMMON = 1 << 23,
	KZ_CLASS_MIXED = 1 << 24,
	KZ_CLASS_PROPER = 1 << 25,
	KZ_CLASS_NEVER = 1 << 26,
	KZ_CLASS_TITLE = 1 << 27,   /* begins a title entry: set by the compiler */
	KZ_CLASS_RULE = 1 << 28,    /* has mention rules in the trigger section */
	KZ_CLASS_PATTERN = 1 << 29, /* relation patterns ask for it */
	KZ_CLASS_NEGATION = 1 << 30
};

/* A word that makes what follows planned, wished or possible: will, plans, would. An enum constant holds no bit 31. */
#define KZ_CLASS_PLANNING 0x80000000u

enum { KZ_GENDER_MALE = 1, KZ_GENDER_FEMALE = 2 };

/* Bytes of a word that stand in its record: a longer one is compared in the strings too. */
#define KZ_WORD_HEAD 16

/*
 * Words lie in the order of their hashes, and a bucket is the words whose hashes agree in their upper bits: a look-up reads one
 * number of the bucket table and then, mostly, one record. Name keys, which only names in other spellings ask for, lie behind
 * the others and have the upper half of the buckets, so that running text keeps to half of the memory. A record is half a line of
 * memory; what a look-up does not ask for stands in sections of its own.
 */
typedef struct kz_word {
	char head[KZ_WORD_HEAD]; /* first bytes of the text, padded with zeros */
	uint32_t hash;           /* kz_hash() of the text */
	uint32_t classes;
	uint32_t follows; /* what may come second in names that begin with it: KZ_FOLLOWS_ALONE, kz_follows_bit() */
	uint16_t lists;   /* kz_word_set, and KZ_LISTS_ONLY */
	uint8_t length;
	uint8_t gender;
} kz_word;

/* What few ask of a word. */
typedef struct kz_word_strings {
	uint32_t text; /* folded form, or \x01 and a name key */
	uint32_t note; /* value of a number, code of a currency */
} kz_word_strings;

/* The name key that a word sounds like: the word of the model that is that key, and by what it is found; and a hash by which two
 * keys can be compared. Words that are neither plain letters and digits nor a mark have none here: it matters how a text spells them. */
typedef struct kz_word_key {
	uint32_t word; /* 0: not known yet; KZ_NO_KEY: the model has no name with that key */
	uint32_t hash; /* 0: not known yet */
} kz_word_key;

#define KZ_NO_KEY UINT32_MAX

/* A word that nothing but a list has: the model does not know it, and names may be judged by that. */
#define KZ_LISTS_ONLY 0x8000u
/* Sets of lists at most: a token has their numbers in 12 bits. */
#define KZ_WORD_SETS_MAX 0x1000u
/* Bits of kz_word.follows: the word alone is a name; it is one in small letters too; the others as kz_follows_bit() tells. */
#define KZ_FOLLOWS_ALONE 0x80000000u
#define KZ_FOLLOWS_SMALL 0x40000000u
#define KZ_FOLLOWS_WORDS (KZ_FOLLOWS_SMALL - 1)

/* The bit of a second word by its hash; other words have it too. */
#define KZ_FOLLOWS_BITS 30

static inline uint32_t kz_follows_bit(uint32_t hash)
{
	return 1u << ((uint64_t)hash * KZ_FOLLOWS_BITS >> 32);
}

/* Has kz_word.follows the bit of that second word? */
static inline uint32_t kz_may_follow(uint32_t follows, uint32_t hash)
{
	return follows >> ((uint64_t)hash * KZ_FOLLOWS_BITS >> 32) & 1;
}

typedef struct kz_node {
	uint32_t edges, edge_count;
	uint32_t accepts, accept_count;
} kz_node;

typedef struct kz_edge {
	uint32_t word, node;
} kz_edge;

/* Bits of kz_alias.flags */
enum {
	KZ_ALIAS_CONTEXT = 1 << 0,
	KZ_ALIAS_EXACT = 1 << 1,
	KZ_ALIAS_LOWER = 1 << 2,
	KZ_ALIAS_NOVARIANT = 1 << 3,
	KZ_ALIAS_SHORT = 1 << 4,
	KZ_ALIAS_SURNAME = 1 << 5, /* derived: the last word of a person's name */
	KZ_ALIAS_ACRONYM = 1 << 6, /* derived: all capitals, at most six letters */
	KZ_ALIAS_SINGLE = 1 << 7,  /* derived: one word */
	KZ_ALIAS_NORP = 1 << 8,    /* from the norp column */
	KZ_ALIAS_SCRIPT = 1 << 9   /* derived: its name keys are only for words in another script than Latin */
};

typedef struct kz_alias {
	uint32_t entry, text;
	int32_t from, to; /* YYYYMMDD, 0 if open */
	uint32_t line;
	uint16_t file, flags;
	uint8_t type;   /* kzner_type of its mentions */
	uint8_t tokens; /* words of the name without hyphens */
	uint8_t reserved[2];
	uint32_t shape; /* two bits a word, the first lowest: 0 lower, 1 Capitalised, 2 UPPER, 3 no letters */
} kz_alias;

/* Bits of kz_entry.flags */
enum { KZ_ENTRY_SURNAME = 1 << 0, KZ_ENTRY_CONTEXT = 1 << 1 };

/* Ranks of titles (kz_entry.rank of TITLE entries) */
enum { KZ_RANK_NONE, KZ_RANK_HEAD, KZ_RANK_DEPUTY, KZ_RANK_POST, KZ_RANK_OCCUPATION, KZ_RANK_NOBLE, KZ_RANK_MEMBER };

typedef struct kz_entry {
	uint32_t id, name, subtype, country, wikidata;
	uint32_t parent; /* entry, 0 if none */
	int32_t from, to;
	uint32_t aliases, alias_count;
	uint32_t roles, role_count;
	uint32_t line;
	uint16_t file, flags;
	uint8_t type, weight, gender, rank;
} kz_entry;

typedef struct kz_role {
	uint32_t what, object; /* string, entry */
	int32_t from, to;
	uint32_t title;  /* TITLE entry of the same name, 0 if there is none */
	uint32_t holder; /* entry that has the role */
} kz_role;

/* Forms of tokens that trigger mention rules: bits of kz_rule_trigger.shapes. */
enum {
	KZ_SHAPE_TRIGGER_NUMBER = 1,
	KZ_SHAPE_TRIGGER_SYMBOL = 2,
	KZ_SHAPE_TRIGGER_URL = 4,
	KZ_SHAPE_TRIGGER_CAPITAL = 8,
	KZ_SHAPE_TRIGGER_YEAR = 16,     /* a number of four digits that begins with 1 or 20 */
	KZ_SHAPE_TRIGGER_LETTERED = 32, /* a number that ends in a letter: 19th, 1990s, 5m */
	KZ_SHAPE_TRIGGER_DOTTED = 64,   /* a number with two points or more inside: 14.02.2023 */
	/* A LETTERED number is one of these too: */
	KZ_SHAPE_TRIGGER_ORDINAL = 128, /* 19th */
	KZ_SHAPE_TRIGGER_PLURAL = 256,  /* 1990s */
	KZ_SHAPE_TRIGGER_MEASURED = 512 /* 5m, 20pct */
};

#define KZ_SHAPE_TRIGGER_BITS 10

/* No form of its own: the token must have a capital letter too. */
#define KZ_TRIGGER_CAPITALISED (UINT32_C(1) << 31)

/* Those that only a number has */
#define KZ_SHAPES_OF_NUMBERS                                                                                           \
	(KZ_SHAPE_TRIGGER_NUMBER | KZ_SHAPE_TRIGGER_YEAR | KZ_SHAPE_TRIGGER_LETTERED | KZ_SHAPE_TRIGGER_DOTTED |       \
	 KZ_SHAPE_TRIGGER_ORDINAL | KZ_SHAPE_TRIGGER_PLURAL | KZ_SHAPE_TRIGGER_MEASURED)

typedef struct kz_rule {
	uint32_t name, pattern, expanded, examples; /* strings; expanded: with its {macros} put in */
	uint32_t line;
	float score;
	uint16_t file;
	uint8_t type;
	uint8_t value; /* kz_value_kind */
	uint32_t subtype;
} kz_rule;

enum { KZ_VALUE_NONE, KZ_VALUE_DATE, KZ_VALUE_MONEY, KZ_VALUE_PERCENT, KZ_VALUE_COUNT };

/* How far behind a trigger a rule may ask for something, tokens. */
#define KZ_BEHIND_MAX 64

/*
 * What must stand behind a trigger: one of certain words, or a token of one of these classes and forms. Words are known by their hashes
 * alone, so that asking for a word does not make it one of the model's; a word with the same hash costs a run of the pattern.
 */
typedef struct kz_rule_need {
	uint64_t word_bits; /* a bit for each word, by its hash modulo 64: most tokens are none of them */
	uint32_t classes, shapes;
	uint32_t words, word_count; /* in KZ_SECTION_RULE_WORDS */
	uint32_t within;            /* tokens that are looked at, 1 is only the next */
} kz_rule_need;

/*
 * Where a mention rule is tried: at tokens of these classes and forms, and at the words of the trigger section that name this
 * record; and of those only where everything that it needs stands behind.
 */
typedef struct kz_rule_trigger {
	uint32_t rule;
	uint32_t classes, shapes;
	uint32_t needs, need_count;
} kz_rule_trigger;

/* Word to kz_rule_trigger, or word to relation pattern (those have the high bit). */
typedef struct kz_trigger {
	uint32_t word, target;
} kz_trigger;

#define KZ_TRIGGER_PATTERN 0x80000000u

/* Word to group: the word is one of those of which a sentence must have one for certain patterns (kz_pattern.group). */
#define KZ_TRIGGER_GROUP 0x40000000u
#define KZ_GROUPS_MAX    1024

/* What in the gazetteer speaks of a relation: roles of people, memberships, parents and countries. */
typedef enum kz_knowledge_kind {
	KZ_KNOWLEDGE_NONE,
	KZ_KNOWLEDGE_HEAD,
	KZ_KNOWLEDGE_POST,
	KZ_KNOWLEDGE_MEMBER,
	KZ_KNOWLEDGE_PART,
	KZ_KNOWLEDGE_COUNT
} kz_knowledge_kind;

typedef struct kz_relation_type {
	uint32_t name, wikidata, plover; /* strings */
	uint32_t subjects, objects;      /* bits 1 << kzner_type that the arguments may have */
	uint32_t symmetric;
	uint32_t knowledge; /* kz_knowledge_kind */
	uint32_t yields;    /* bits 1 << kz_relation_type: what says more of the same pair */
	uint32_t line;
	uint32_t file;
} kz_relation_type;

/* Bits of kz_pattern.flags */
enum {
	KZ_PATTERN_STATUS = 1, /* status is the pattern's own, not found from the words around */
	/* Only between entries that the gazetteer joins, joins by a role of that rank, or does not set apart */
	KZ_PATTERN_KNOWN = 2,
	KZ_PATTERN_KNOWN_HEAD = 4,
	KZ_PATTERN_KNOWN_POST = 8,
	KZ_PATTERN_POSSIBLE = 16,
	KZ_PATTERN_COUNTRY = 32, /* the object is a country */
	KZ_PATTERN_TOWN = 64,    /* the object is none */
	KZ_PATTERN_REGION = 128  /* the object is a part of one */
};

/* One relation pattern. Its program is two lists of ops around the trigger: what must stand before it, read leftwards, and from
 * the trigger on, read rightwards. */
typedef struct kz_pattern {
	uint32_t name, source, examples; /* strings */
	uint32_t relation;               /* kz_relation_type */
	uint32_t left, left_count;       /* ops */
	uint32_t right, right_count;
	uint32_t line;
	float confidence;
	uint16_t file;
	uint8_t status; /* kzner_relation_status */
	uint8_t flags;  /* KZ_PATTERN_* */
	/* A sentence without a word of this group, or without two mentions that could be the arguments, cannot match. Groups count from
	 * 1; 0 asks for no word, as of patterns that words trigger. */
	uint16_t group;
	uint16_t subject_types, object_types;
	uint16_t unused; /* 0: the bytes of a model do not depend on what a compiler leaves between members */
} kz_pattern;

/*
 * Programs of relation patterns run over the items of a sentence (see relations/item.h), to the right or to the left.
 * An op looks at the item at hand and, if it fits, goes on to the next op and item; SPLIT and JUMP make alternatives.
 */
typedef enum kz_op_code {
	KZ_OP_END,     /* the program has matched */
	KZ_OP_WORD,    /* value: word */
	KZ_OP_SET,     /* one of the words of the value KZ_OP_WORDs that follow */
	KZ_OP_CLASS,   /* value: word classes */
	KZ_OP_MENTION, /* value: bits 1 << kzner_type; value2: bits 1 << rank for titles, 0 for any */
	KZ_OP_ARG,     /* the same, a noun phrase; flags: KZ_ARG_* */
	KZ_OP_GAP,     /* value: at most that many words; flags: KZ_GAP_MODIFIERS */
	KZ_OP_FILL,    /* auxiliaries, adverbs and negations of a verb */
	KZ_OP_SPLIT,   /* go on here, or failing that at op + jump */
	KZ_OP_JUMP,    /* go on at op + jump */
	KZ_OP_NOT,     /* the ops up to the END before op + jump must not match here; then go on there */
	KZ_OP_CODE_COUNT
} kz_op_code;

/* Both bits: two members of one coordinated group. KZ_ARG_OTHER: a noun phrase that is no argument. KZ_ARG_KNOWN: no item of
 * the sentence, but what the gazetteer says that the subject holds the title of. KZ_ARG_ONE: not the group that it stands in. KZ_ARG_NEAR: no words before it. */
enum {
	KZ_ARG_SUBJECT = 1,
	KZ_ARG_OBJECT = 2,
	KZ_ARG_PAIR = 3,
	KZ_ARG_OTHER = 4,
	KZ_ARG_KNOWN = 8,
	KZ_ARG_ONE = 16,
	KZ_ARG_NEAR = 32
};

/* Only words that can stand before a noun, and nationality words. */
enum { KZ_GAP_MODIFIERS = 1 };

typedef struct kz_op {
	uint8_t code;
	uint8_t flags;
	uint16_t jump;
	uint32_t value;
	uint32_t value2;
} kz_op;

static inline int kz_op_has_word(const kz_op *op)
{
	return op->code == KZ_OP_WORD;
}

/* The trigger word of patterns that are tried at each mention of a type. No text can hold it. */
static inline void kz_type_trigger(uint32_t type, char word[3])
{
	word[0] = 2;
	word[1] = (char)('a' + type);
	word[2] = '\0';
}

#endif
