/*
 * Candidates: everything that may turn out to be a mention, found by the matchers of this folder and weighed by resolve/.
 */
#ifndef KZ_CANDIDATE_H
#define KZ_CANDIDATE_H

#include "text/token.h"

#include <kzner/extract.h>

/* Bits of kz_candidate.evidence: what speaks for it, as far as it was asked. */
enum {
	KZ_EVIDENCE_TITLE = 1 << 0, /* a title stands before it */
	KZ_EVIDENCE_HONORIFIC = 1 << 1,
	KZ_EVIDENCE_GIVEN = 1 << 2,      /* its first word is a given name */
	KZ_EVIDENCE_SURNAME = 1 << 3,    /* its last word is a surname, or has the ending of one */
	KZ_EVIDENCE_SPEECH = 1 << 4,     /* a verb of speech or another that goes with people stands beside it */
	KZ_EVIDENCE_APPOSITION = 1 << 5, /* a role follows behind a comma */
	KZ_EVIDENCE_HEAD = 1 << 6,       /* it has a head word of its type */
	KZ_EVIDENCE_GENERIC = 1 << 7,    /* a small generic word of its type stands beside it: "the X newspaper" */
	KZ_EVIDENCE_LOCATIVE = 1 << 8,   /* a preposition of place stands before it */
	KZ_EVIDENCE_ACRONYM = 1 << 9,
	KZ_EVIDENCE_QUOTED = 1 << 10,
	KZ_EVIDENCE_SOURCE_NOTE = 1 << 11, /* (Panorama, December 24) */
	KZ_EVIDENCE_REPEATED = 1 << 12,    /* a fuller name of it stands in the document */
	KZ_EVIDENCE_BRACKETS = 1 << 13,    /* defined in brackets behind its full name */
	KZ_EVIDENCE_INITIALS = 1 << 14,
	KZ_EVIDENCE_SHAPE = 1 << 15, /* its form: KazMunayGas, Rosneft */
	KZ_EVIDENCE_BYLINE = 1 << 16,
	KZ_EVIDENCE_KIN = 1 << 17, /* her husband NAME */
	KZ_EVIDENCE_ROLE = 1 << 18 /* editor of NAME, analyst at NAME */
};

typedef struct kz_candidate {
	uint32_t first, end; /* tokens */
	uint32_t begin_byte, end_byte;
	uint8_t type, source;
	uint8_t tokens;  /* words, for the order of preference */
	uint8_t outcome; /* kzner_outcome */
	float score;
	uint32_t options, option_count; /* gazetteer: aliases in kz_state.options that stand */
	uint32_t all_options;           /* the others follow them */
	uint32_t rule;                  /* RULE: number; otherwise 0 */
	uint32_t evidence;
	uint32_t beaten_by;
	uint32_t full;   /* DOCUMENT: the candidate that it is short for */
	uint8_t settled; /* what else the document names does not change which options stand */
	uint8_t changed; /* since overlaps were last settled: it is new, or got or lost its support */
	const char *value, *reason;
} kz_candidate;

/* What the candidate of the gazetteer over a token leaves it to be: bits of kz_state.cover_signs. */
enum {
	KZ_COVER_ANY = 1 << 0,       /* there is one */
	KZ_COVER_NO_PERSON = 1 << 1, /* no word of it is one of a person's name */
	KZ_COVER_NO_WORD = 1 << 2,   /* only a given name or surname is, and what stands behind a given name */
	KZ_COVER_ORG = 1 << 3,
	KZ_COVER_PLACE = 1 << 4,
	KZ_COVER_OPEN = 1 << 5 /* a person or a place of one word: what is short for another name may be meant */
};

/* Evidence that was put into words; a document repeats it. */
typedef struct kz_evidence_phrase {
	uint32_t evidence;
	const char *text; /* NULL: none yet */
} kz_evidence_phrase;

#define KZ_EVIDENCE_PHRASES 32

typedef struct kz_limits {
	int tokens_cut, sentence_split, rule_match;
} kz_limits;

/* Everything about one document up to its candidates. */
typedef struct kz_state {
	kz_arena *arena;
	const kzner_model *model;
	kz_word_cache *words;              /* of the extractor; NULL if there is none */
	struct kz_pattern_index *patterns; /* of the extractor, see relations/pattern_index.h */
	const kzner_extract_options *options_given;
	kz_text text;
	kz_tokens tokens;
	kz_token_lists lists;
	kz_word_key *
	        keys; /* one for each token, made when they are asked for and the model does not know them: see kz_key_word() */
	uint64_t *keyed; /* a bit for each token whose key was ever asked for: those of others hold nothing */
	kz_sentences sentences;
	KZ_ARRAY(kz_candidate) candidates;
	KZ_ARRAY(uint32_t) options; /* aliases */
	uint32_t *cover;            /* for each token the gazetteer candidate that best covers it + 1, 0 if none */
	uint8_t *cover_signs;       /* KZ_COVER_ANY ...; behind the last token stands one more */
	uint32_t *capitals;         /* tokens with a capital letter, in text order; only they can be in a name */
	uint32_t capital_count;
	uint32_t *proper; /* places among the capitals: without the tiny, and the ordinary that begin a sentence */
	uint32_t proper_count;
	kz_evidence_phrase phrases[KZ_EVIDENCE_PHRASES]; /* by a hash of the evidence */
	int32_t date;                                    /* of the document, YYYYMMDD, 0 if unknown */
	kz_limits limits;
	kzner_rule_cost *costs; /* of the extractor, see rule_cost.h; NULL if it does not measure */
} kz_state;

static inline const kz_token *kz_token_at(const kz_state *state, uint32_t index)
{
	return &state->tokens.items[index];
}

static inline uint32_t kz_classes_at(const kz_state *state, uint32_t index)
{
	return kz_token_classes(state->model, &state->tokens.items[index]);
}

static inline int kz_is_word(const kz_token *token)
{
	return token->kind == KZ_TOKEN_WORD;
}

static inline int kz_is_capital(const kz_token *token)
{
	return (token->kind == KZ_TOKEN_WORD) & (token->shape != KZ_SHAPE_LOWER);
}

static inline int kz_is_symbol(const kz_token *token, char symbol)
{
	return token->symbol == symbol && (symbol != '\'' || token->kind == KZ_TOKEN_SYMBOL);
}

/* A hyphen that joins the words on both sides of it: token i is the hyphen. */
static inline int kz_is_joining_hyphen(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	return kz_is_symbol(token, '-') && i > 0 && i + 1 < state->tokens.count && !(token->flags & KZ_TOKEN_SPACE) &&
	       !(token[1].flags & KZ_TOKEN_SPACE);
}

/* Is the folded form of token i a word of one of the name lists, KZ_NAME_IN(...)? Of the token behind the last none is. */
static inline int kz_token_in(const kz_state *state, uint32_t i, uint64_t lists)
{
	return (kz_token_set(state->model->word_sets, kz_token_at(state, i))->names & lists) != 0;
}

/* The lesser of two, without a branch that has to be guessed. */
static inline uint32_t kz_least(uint32_t a, uint32_t b)
{
	return b ^ ((a ^ b) & (0 - (uint32_t)(a < b)));
}

/* A new candidate over tokens [first, end), with its bytes set; NULL when there is no memory. */
kz_candidate *kz_candidate_add(kz_state *state, uint32_t first, uint32_t end, kzner_type type, kzner_source source,
                               float score);

/* Over ", Jr." that may stand at `end` behind a personal name; the new end. */
uint32_t kz_behind_junior(const kz_state *state, uint32_t end);

/* The model's word for the name key of a token, 0 if it has none; and a hash by which two keys can be compared. */
uint32_t kz_key_word(kz_state *state, uint32_t index);
uint32_t kz_key_hash(kz_state *state, uint32_t index);

/* Look up the keys of many tokens ahead, which is quicker than one by one. */
void kz_keys_make(kz_state *state, const uint32_t *tokens, uint32_t count);

/* Names of the gazetteers. False: no memory. */
int kz_gazetteer_match(kz_state *state);

/* Runs rules at the tokens that trigger them. */
typedef struct kz_rule_scratch {
	pcre2_match_data *match;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	const kzner_model *model;
	pcre2_match_context *asking; /* the same for rules that ask for shared assertions */
	/* For those assertions, while the rule that asks has the others */
	pcre2_match_data *inner_match;
	pcre2_match_context *inner_context;
} kz_rule_scratch;

int kz_rule_scratch_init(kz_rule_scratch *scratch, const kzner_model *model, pcre2_general_context *context,
                         const kzner_extract_options *options);
void kz_rule_scratch_free(kz_rule_scratch *scratch);
int kz_rule_match(kz_state *state, kz_rule_scratch *scratch);

/* Normalised value of a rule's match; NULL when it is none, or when there is no memory. */
const char *kz_value(kz_state *state, int kind, const char *text, size_t size);

/* Names that no list has. */
int kz_name_match(kz_state *state);

#endif
