/*
 * From candidates to mentions, and from mentions to entities: who is who in one document.
 */
#ifndef KZ_RESOLVE_H
#define KZ_RESOLVE_H

#include "match/candidate.h"

typedef struct kz_mention {
	uint32_t candidate;
	uint32_t first, end; /* tokens */
	uint32_t sentence;
	uint32_t entity; /* KZNER_NONE if its type has none */
	uint32_t alias;  /* of the model, 0 if no entry stands behind it */
	uint8_t type;
	float confidence;
} kz_mention;

typedef KZ_ARRAY(kz_mention) kz_mentions;

/* A candidate by the token that it begins at, which is above its number: the lesser, the earlier in the text. */
typedef uint64_t kz_candidate_place;

static inline uint32_t kz_place_first(kz_candidate_place place)
{
	return (uint32_t)(place >> 32);
}

static inline uint32_t kz_place_number(kz_candidate_place place)
{
	return (uint32_t)place;
}

/* All candidates in text order, those of one token as they were found: kept from one run of kz_overlaps_resolve() to the next. */
typedef struct kz_overlaps {
	kz_candidate_place *order;
	uint32_t count;
	uint32_t *owner;  /* candidates + 1, of the tokens of the cluster at hand */
	uint8_t *joined;  /* of each in the order: is it in one cluster with the one before it? */
	uint32_t *chosen; /* places in the order of what kz_mentions_make() made mentions of */
} kz_overlaps;

typedef struct kz_entity {
	uint32_t entry;                        /* of the model, 0 if the entity stands for itself */
	uint32_t name_mention;                 /* the fullest mention: gives the name where there is no entry */
	uint32_t first_mention, mention_count; /* in kz_resolved.mention_index */
	uint8_t type;
	float confidence;
	const char *reason;
} kz_entity;

/* Entities by their keys: hash table. */
typedef struct kz_entity_slots {
	uint32_t *keys;     /* entry, or the high bit and a hash of the name */
	uint32_t *entities; /* as they were numbered first + 1, 0: an empty slot */
	uint32_t *places;   /* of those in kz_resolved.entities, KZNER_NONE if another took their mentions */
	uint32_t mask;
} kz_entity_slots;

/* A title with its body that means a person without naming one. */
typedef struct kz_description {
	uint32_t first, end; /* tokens */
	uint32_t person;     /* entry */
	uint32_t role;       /* of the model */
	uint32_t entity;     /* the person, if the document names it elsewhere; else KZNER_NONE */
	uint32_t object;     /* entity of the body */
} kz_description;

typedef struct kz_resolved {
	KZ_ARRAY(kz_description) descriptions; /* in text order */
	kz_mentions mentions;                  /* in text order */
	kz_overlaps overlaps;
	KZ_ARRAY(kz_entity) entities; /* in the order of their first mentions */
	uint32_t *mention_index;      /* mentions by entity */
	kz_entity_slots slots;
	uint32_t *seen; /* hash set of the entries that are named beyond doubt: kz_seen_make() */
	uint32_t seen_mask;
} kz_resolved;

/* Note which entries the chosen candidates name beyond doubt. False: no memory. */
int kz_seen_make(kz_state *state, kz_resolved *resolved);

/* Is an entry named by a mention that has no other reading? resolved may be NULL. */
int kz_resolved_names(const kz_resolved *resolved, uint32_t entry);

/* Surnames, acronyms and short forms of names that were chosen: adds DOCUMENT candidates. */
int kz_short_forms(kz_state *state, const kz_resolved *chosen);

/* Decide which gazetteer candidates have enough support, given what was chosen before (NULL in the first pass). False: no
 * memory. */
int kz_support(kz_state *state, kz_resolved *chosen);

/* Choose among overlapping candidates. False: no memory. */
int kz_overlaps_resolve(kz_state *state, kz_resolved *resolved);

/* Mentions of what was chosen. False: no memory. */
int kz_mentions_make(kz_state *state, kz_resolved *resolved);

/* Once after these: settles the overlaps of some mentions anew, which lost their support and are listed in text order, and puts those
 * that get their turn in their place. False: no memory. */
int kz_overlaps_settle_again(kz_state *state, kz_resolved *resolved, const uint32_t *lost, uint32_t lost_count);

/* Drop titles that stand with nobody; must come after the overlaps. False: no memory. */
int kz_titles_keep(kz_state *state, kz_resolved *resolved);

/* Link mentions to entries and join them to entities. */
int kz_entities_join(kz_state *state, kz_resolved *resolved);

/* The entity of an entry, KZNER_NONE if the document does not name it; must come after the entities. */
uint32_t kz_entity_find(const kz_resolved *resolved, uint32_t entry);

/* Was the role held on date (YYYYMMDD, 00 for what is not known)? A role without dates counts for no date. */
int kz_role_held(const kz_role *role, int32_t date);

/* Whom titles without a name mean; must come after the entities. */
int kz_descriptions_find(kz_state *state, kz_resolved *resolved);

/* Options of a candidate that is supported: those that are left stand first, option_count is lowered. */
static inline uint32_t kz_option(const kz_state *state, const kz_candidate *c, uint32_t i)
{
	return state->options.items[c->options + i];
}

/* The alias that a mention without options is another form of, 0 if none. */
uint32_t kz_near_entry(const kz_state *state, const kz_mention *m);

/* Where the legal form of a company begins that ends [first, end): Exxon [Corp]; end if there is none. */
uint32_t kz_legal_begin(const kz_state *state, uint32_t first, uint32_t end);

/* What the document says about countries: for choosing among entries that share a name. */
typedef struct kz_link_context {
	uint16_t countries[26 * 26]; /* mentions of each, by ISO 3166 code */
	uint32_t total;
	uint32_t *mention_country; /* code of each mention that names a country, 0 for others */
} kz_link_context;

int kz_link_context_init(kz_state *state, kz_resolved *resolved, kz_link_context *context);

/* The best alias of mention number i; its confidence and reason are set. 0 if no entry stands behind it. */
uint32_t kz_link_choose(const kz_state *state, const kz_resolved *resolved, const kz_link_context *context, uint32_t i,
                        float *ret_confidence, const char **ret_reason);

#endif
