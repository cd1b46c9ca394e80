/* In: the arrays of the stages. Out: the structs of the public header, filtered by the options. */
#include "extract/result.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>

typedef struct freezer {
	kz_state *state;
	const kz_resolved *resolved;
	const kz_related *related;
	kzner_result *result;
	uint32_t *candidate_place; /* of each candidate in the result */
	uint32_t *mention_place;   /* of each resolved mention in the result, KZNER_NONE if left out */
	uint32_t *entity_place;
	int all; /* every mention is in the result */
} freezer;

static void *allocate(freezer *f, size_t count, size_t size)
{
	return kz_arena_alloc(f->state->arena, (count ? count : 1) * size);
}

static const char *file_name(const kz_state *state, uint16_t file)
{
	return kz_string(state->model, state->model->files[file]);
}

/* A line of a source; line 0 and no name: none. */
typedef struct source_place {
	const char *file;
	uint32_t line;
} source_place;

/* The line behind a candidate: of its name, or of its rule. What it has not is an empty record, whose file and line are 0. */
static source_place source_of(const kz_state *state, const kz_candidate *c, uint32_t alias)
{
	const kzner_model *model = state->model;
	if (c->full != KZNER_NONE)
		c = &state->candidates.items[c->full];
	if (!alias && c->option_count)
		alias = kz_option(state, c, 0);
	const kz_alias *name = &model->aliases[alias];
	const kz_rule *rule = &model->rules[alias ? 0 : c->rule];
	return (source_place){file_name(state, name->file | rule->file), name->line | rule->line};
}

/* In the result candidates stand in the order of the text. */
static int place_candidates(freezer *f)
{
	const kz_overlaps *o = &f->resolved->overlaps;
	f->candidate_place = allocate(f, f->state->candidates.count, sizeof *f->candidate_place);
	for (uint32_t k = 0; f->candidate_place && k < o->count; k++)
		f->candidate_place[kz_place_number(o->order[k])] = k;
	return f->candidate_place != NULL;
}

/* Candidates are there for explaining, which few ask for: kzner_result_candidates() fills the room that is made for them. */
static int make_room_for_candidates(freezer *f)
{
	kz_result_candidates *candidates = allocate(f, 1, sizeof *candidates);
	if (!candidates || !place_candidates(f))
		return 0;
	candidates->state = f->state;
	candidates->place = f->candidate_place;
	candidates->items = allocate(f, f->state->candidates.count, sizeof *candidates->items);
	atomic_init(&candidates->filled, KZ_CANDIDATES_NONE);
	f->result->candidates = candidates;
	return candidates->items != NULL;
}

static kzner_candidate candidate_of(const kz_state *state, const uint32_t *place, const kz_candidate *c)
{
	uint32_t option = c->all_options ? kz_option(state, c, 0) : 0;
	source_place place_of_source = source_of(state, c, option);
	return (kzner_candidate){.span = {c->begin_byte, c->end_byte},
	                         .type = (kzner_type)c->type,
	                         .source = (kzner_source)c->source,
	                         .score = c->score,
	                         .outcome = (kzner_outcome)c->outcome,
	                         .beaten_by = c->beaten_by == KZNER_NONE ? KZNER_NONE : place[c->beaten_by],
	                         .entry = option ? state->model->aliases[option].entry - 1 : KZNER_NONE,
	                         .reason = c->reason ? c->reason : "",
	                         .file = place_of_source.file,
	                         .line = place_of_source.line};
}

static void fill_candidates(const kz_result_candidates *candidates)
{
	const kz_state *state = candidates->state;
	for (uint32_t i = 0; i < state->candidates.count; i++)
		candidates->items[candidates->place[i]] =
		        candidate_of(state, candidates->place, &state->candidates.items[i]);
}

/* Several threads may read one result. One of them fills the room; others that come meanwhile wait, which is not for long. */
static void fill_candidates_once(kz_result_candidates *candidates)
{
	int expected = KZ_CANDIDATES_NONE;
	if (atomic_load_explicit(&candidates->filled, memory_order_acquire) == KZ_CANDIDATES_READY)
		return;
	if (atomic_compare_exchange_strong(&candidates->filled, &expected, KZ_CANDIDATES_FILLING)) {
		fill_candidates(candidates);
		atomic_store_explicit(&candidates->filled, KZ_CANDIDATES_READY, memory_order_release);
		return;
	}
	while (atomic_load_explicit(&candidates->filled, memory_order_acquire) != KZ_CANDIDATES_READY)
		sched_yield();
}

static int wanted(const freezer *f, const kz_mention *m)
{
	const kzner_extract_options *options = f->state->options_given;
	return options->types & 1u << m->type && m->confidence >= options->min_confidence;
}

/* Where an entry tells the subtype: the mention's own, or that of a title, which has no link. */
static uint32_t alias_of_subtype(const kz_state *state, const kz_mention *m, const kz_candidate *c)
{
	uint32_t linked = m->type != KZNER_TYPE_NORP, title = (m->type == KZNER_TYPE_TITLE) & (c->option_count != 0);
	uint32_t alias = m->alias & (0 - linked);
	return title && !alias ? kz_option(state, c, 0) : alias;
}

/* The record of no alias and that of no rule have none. */
static const char *subtype_of(const kz_state *state, const kz_mention *m, const kz_candidate *c)
{
	const kzner_model *model = state->model;
	uint32_t alias = alias_of_subtype(state, m, c), by_rule = model->rules[c->rule].subtype;
	uint32_t by_entry = model->entries[model->aliases[alias].entry].subtype;
	return kz_string(model, alias ? by_entry : by_rule);
}

static kzner_mention mention_of(const freezer *f, const kz_mention *m, const kz_candidate *c)
{
	source_place source = source_of(f->state, c, m->alias);
	return (kzner_mention){.span = {c->begin_byte, c->end_byte},
	                       .type = (kzner_type)m->type,
	                       .source = (kzner_source)c->source,
	                       .confidence = m->confidence,
	                       .entity = m->entity,
	                       .candidate = f->candidate_place[m->candidate],
	                       .line = source.line,
	                       .file = source.file,
	                       .subtype = subtype_of(f->state, m, c),
	                       .value = c->value};
}

static int make_mentions(freezer *f)
{
	const kz_resolved *r = f->resolved;
	f->result->mentions = allocate(f, r->mentions.count, sizeof *f->result->mentions);
	f->mention_place = allocate(f, r->mentions.count, sizeof *f->mention_place);
	f->entity_place = allocate(f, r->entities.count + 1, sizeof *f->entity_place);
	if (!f->result->mentions || !f->mention_place || !f->entity_place)
		return 0;
	memset(f->entity_place, 0xFF, (r->entities.count + 1) * sizeof *f->entity_place);
	uint32_t count = 0;
	for (uint32_t i = 0; i < r->mentions.count; i++) {
		const kz_mention *m = &r->mentions.items[i];
		kz_candidate *c = &f->state->candidates.items[m->candidate];
		int is_wanted = wanted(f, m);
		f->mention_place[i] = is_wanted ? count : KZNER_NONE;
		if (is_wanted)
			f->result->mentions[count++] = mention_of(f, m, c);
		else
			c->outcome = KZNER_FILTERED;
	}
	f->result->mention_count = count;
	return 1;
}

/* Is there other white space than single spaces between tokens? */
static int has_odd_space(const kz_state *state, uint32_t first, uint32_t end)
{
	uint32_t odd = 0;
	for (uint32_t i = first + 1; i < end; i++) {
		uint32_t from = kz_token_at(state, i - 1)->end, gap = kz_token_at(state, i)->begin - from;
		odd |= (gap > 1) | ((gap == 1) & (state->text.bytes[from] != ' '));
	}
	return odd != 0;
}

/* Makes every run of white space one space. */
static void level_spaces(char *text, uint32_t size)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < size; i++) {
		int space = !text[i] || text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r';
		if (!space || (kept && text[kept - 1] != ' '))
			text[kept++] = space ? ' ' : text[i];
	}
	text[kept] = '\0';
}

static const char *mention_text(const kz_state *state, const kz_mention *m)
{
	const kz_candidate *c = &state->candidates.items[m->candidate];
	/* Exxon Corp is usually called Exxon */
	uint32_t end = m->type == KZNER_TYPE_ORG ? kz_legal_begin(state, m->first, m->end) : m->end;
	uint32_t end_byte = end < m->end ? kz_token_at(state, end - 1)->end : c->end_byte;
	uint32_t size = end_byte - c->begin_byte;
	char *text = kz_arena_copy(state->arena, state->text.bytes + c->begin_byte, size);
	if (text && has_odd_space(state, m->first, end))
		level_spaces(text, size);
	return text;
}

/* The entity without its mentions; its name is NULL when there is no memory. */
static kzner_entity entity_of(const kz_state *state, const kz_resolved *resolved, const kz_entity *e)
{
	const kzner_model *model = state->model;
	const kz_entry *entry = &model->entries[e->entry];
	kzner_entity made = {.type = (kzner_type)e->type, .confidence = e->confidence, .reason = e->reason};
	if (!e->entry) {
		made.name = mention_text(state, &resolved->mentions.items[e->name_mention]);
		made.subtype = "";
		return made;
	}
	made.name = kz_string(model, entry->name);
	made.subtype = kz_string(model, entry->subtype);
	made.gazetteer = kz_string(model, entry->id);
	made.wikidata = entry->wikidata ? kz_string(model, entry->wikidata) : NULL;
	/* Far strings, which whoever writes the result reads next. */
	__builtin_prefetch(made.name);
	__builtin_prefetch(made.gazetteer);
	__builtin_prefetch(made.wikidata);
	return made;
}

/* Entities in the order of the mentions that are left, which may not be that of all mentions; how many they are. That some mentions
 * have no entity, and which is the first of one, is told without branches: behind the places of entities is one for none. */
static uint32_t place_entities(freezer *f, uint32_t *order)
{
	uint32_t count = 0, none = f->resolved->entities.count;
	for (uint32_t m = 0; m < f->result->mention_count; m++) {
		uint32_t *entity = &f->result->mentions[m].entity, number = kz_least(*entity, none);
		uint32_t place = f->entity_place[number], is_new = (place == KZNER_NONE) & (number != none);
		order[count] = number;
		/* What is not placed yet is more than any number. */
		f->entity_place[number] = *entity = kz_least(place, count | (is_new - 1));
		count += is_new;
	}
	return count;
}

/* If every mention is left, so is every entity, where it was. */
static uint32_t place_all_entities(freezer *f, uint32_t *order)
{
	uint32_t count = f->resolved->entities.count;
	for (uint32_t e = 0; e < count; e++)
		order[e] = f->entity_place[e] = e;
	return count;
}

/* The numbers of the mentions of an entity in the result, from `at` on; where they end. */
static uint32_t *place_mentions(const freezer *f, const kz_entity *e, uint32_t *at)
{
	for (uint32_t k = 0; k < e->mention_count; k++) {
		*at = f->mention_place[f->resolved->mention_index[e->first_mention + k]];
		at += *at != KZNER_NONE;
	}
	return at;
}

static int make_entities(freezer *f)
{
	const kz_resolved *r = f->resolved;
	int all = f->all = f->result->mention_count == r->mentions.count;
	uint32_t *order = allocate(f, r->entities.count + 1, sizeof *order), *at = r->mention_index;
	kzner_entity *entities = allocate(f, r->entities.count, sizeof *entities);
	if (!all)
		at = allocate(f, r->mentions.count + 1, sizeof *at);
	if (!order || !entities || !at)
		return 0;
	uint32_t count = all ? place_all_entities(f, order) : place_entities(f, order);
	for (uint32_t i = 0; i < count; i++) {
		const kz_entity *e = &r->entities.items[order[i]];
		entities[i] = entity_of(f->state, r, e);
		if (!entities[i].name)
			return 0;
		uint32_t *end = all ? at + e->mention_count : place_mentions(f, e, at);
		entities[i].mentions = at;
		entities[i].mention_count = (uint32_t)(end - at);
		at = end;
	}
	f->result->entities = entities;
	f->result->entity_count = count;
	return 1;
}

static int make_sentences(freezer *f)
{
	const kz_state *state = f->state;
	f->result->sentences = allocate(f, state->sentences.count, sizeof *f->result->sentences);
	if (!f->result->sentences)
		return 0;
	f->result->sentence_count = state->sentences.count;
	f->result->tokens = &state->tokens;
	f->result->token_sentences = &state->sentences;
	for (uint32_t i = 0; i < state->sentences.count; i++) {
		const kz_sentence *s = &state->sentences.items[i];
		f->result->sentences[i] =
		        (kzner_span){kz_token_at(state, s->first)->begin, kz_token_at(state, s->end - 1)->end};
	}
	return 1;
}

static const char *text_or_null(const kzner_model *model, uint32_t string)
{
	return string ? kz_string(model, string) : NULL;
}

static kzner_evidence *make_evidence(freezer *f, const kz_relation *r)
{
	kzner_evidence *list = allocate(f, r->evidence_count, sizeof *list);
	for (uint32_t k = 0; list && k < r->evidence_count; k++) {
		const kz_relation_evidence *e = &f->related->evidence.items[r->first_evidence + k];
		const kz_pattern *pattern = &f->state->model->patterns[e->pattern];
		list[k] = (kzner_evidence){.sentence = f->result->sentences[e->sentence],
		                           .subject = f->mention_place[e->subject],
		                           .object = f->mention_place[e->object],
		                           .file = file_name(f->state, pattern->file),
		                           .line = pattern->line,
		                           .confidence = e->confidence};
	}
	return list;
}

static int make_relations(freezer *f)
{
	const kzner_model *model = f->state->model;
	f->result->relations = allocate(f, f->related->relations.count, sizeof *f->result->relations);
	if (!f->result->relations)
		return 0;
	for (uint32_t i = 0; i < f->related->relations.count; i++) {
		const kz_relation *r = &f->related->relations.items[i];
		const kz_relation_type *type = &model->relation_types[r->type];
		uint32_t subject = f->entity_place[r->subject], object = f->entity_place[r->object];
		if (subject == KZNER_NONE || object == KZNER_NONE ||
		    r->confidence < f->state->options_given->min_confidence)
			continue;
		kzner_evidence *evidence = make_evidence(f, r);
		if (!evidence)
			return 0;
		f->result->relations[f->result->relation_count++] = (kzner_relation){
		        .type = kz_string(model, type->name),
		        .subject = subject,
		        .object = object,
		        .status = (kzner_relation_status)r->status,
		        .knowledge = (kzner_knowledge)r->knowledge,
		        .confidence = r->confidence,
		        .wikidata = text_or_null(model, r->property ? r->property : type->wikidata),
		        .plover = text_or_null(model, type->plover),
		        .date = r->date,
		        .evidence = evidence,
		        .evidence_count = r->evidence_count,
		        .ended = r->ended,
		        .reported_by = r->reported_by != KZNER_NONE ? f->entity_place[r->reported_by] : KZNER_NONE};
	}
	return 1;
}

/* The place in the result of the mention that beat candidate c and holds it whole, KZNER_NONE if it is none. */
static uint32_t holder_of(const freezer *f, const uint32_t *mention_of, const kz_candidate *c)
{
	if (c->outcome != KZNER_BEATEN || c->beaten_by == KZNER_NONE || !c->option_count || c->type > KZNER_TYPE_LAW)
		return KZNER_NONE;
	const kz_candidate *by = &f->state->candidates.items[c->beaten_by];
	int inside = by->first <= c->first && c->end <= by->end && c->end - c->first < by->end - by->first;
	return inside ? mention_of[c->beaten_by] : KZNER_NONE;
}

/* Longer names first, then in text order. */
static int compare_nested(const void *left, const void *right)
{
	const kzner_nested *a = left, *b = right;
	uint32_t size_a = a->span.end - a->span.begin, size_b = b->span.end - b->span.begin;
	if (a->mention != b->mention)
		return a->mention < b->mention ? -1 : 1;
	if (size_a != size_b)
		return size_a > size_b ? -1 : 1;
	return a->span.begin < b->span.begin ? -1 : a->span.begin > b->span.begin;
}

static int compare_spans(const void *left, const void *right)
{
	const kzner_nested *a = left, *b = right;
	return a->span.begin < b->span.begin ? -1 : a->span.begin > b->span.begin;
}

/* Of those that overlap in one mention the longest stays. */
static void drop_overlaps(kzner_result *result)
{
	uint32_t kept = 0;
	qsort(result->nested, result->nested_count, sizeof *result->nested, compare_nested);
	for (uint32_t i = 0; i < result->nested_count; i++) {
		const kzner_nested *n = &result->nested[i];
		int free_place = 1;
		for (uint32_t k = kept; k-- && result->nested[k].mention == n->mention;)
			free_place &= n->span.end <= result->nested[k].span.begin ||
			              result->nested[k].span.end <= n->span.begin;
		if (free_place)
			result->nested[kept++] = *n;
	}
	result->nested_count = kept;
	qsort(result->nested, kept, sizeof *result->nested, compare_spans);
}

static uint32_t entity_of_entry(const freezer *f, uint32_t entry)
{
	uint32_t entity = kz_entity_find(f->resolved, entry);
	return entity != KZNER_NONE ? f->entity_place[entity] : KZNER_NONE;
}

static void add_nested(freezer *f, const kz_candidate *c, uint32_t mention)
{
	const kz_alias *alias = &f->state->model->aliases[kz_option(f->state, c, 0)];
	const kz_entry *entry = &f->state->model->entries[alias->entry];
	f->result->nested[f->result->nested_count++] =
	        (kzner_nested){.span = {c->begin_byte, c->end_byte},
	                       .type = (kzner_type)c->type,
	                       .mention = mention,
	                       .entity = entity_of_entry(f, alias->entry),
	                       .name = kz_string(f->state->model, entry->name),
	                       .gazetteer = kz_string(f->state->model, entry->id),
	                       .file = file_name(f->state, alias->file),
	                       .line = alias->line};
}

static int make_nested(freezer *f)
{
	const kz_state *state = f->state;
	if (!state->options_given->nested)
		return 1;
	uint32_t count = state->candidates.count;
	uint32_t *mention_of = allocate(f, count, sizeof *mention_of);
	f->result->nested = allocate(f, count, sizeof *f->result->nested);
	if (!mention_of || !f->result->nested)
		return 0;
	memset(mention_of, 0xFF, count * sizeof *mention_of);
	for (uint32_t m = 0; m < f->resolved->mentions.count; m++)
		mention_of[f->resolved->mentions.items[m].candidate] = f->mention_place[m];
	for (uint32_t i = 0; i < count; i++) {
		const kz_candidate *c = &state->candidates.items[i];
		uint32_t mention = holder_of(f, mention_of, c);
		if (mention != KZNER_NONE)
			add_nested(f, c, mention);
	}
	drop_overlaps(f->result);
	return 1;
}

static int make_descriptions(freezer *f)
{
	const kz_resolved *r = f->resolved;
	const kzner_model *model = f->state->model;
	f->result->descriptions = allocate(f, r->descriptions.count, sizeof *f->result->descriptions);
	if (!f->result->descriptions)
		return 0;
	for (uint32_t i = 0; i < r->descriptions.count; i++) {
		const kz_description *d = &r->descriptions.items[i];
		const kz_entry *person = &model->entries[d->person];
		if (f->entity_place[d->object] == KZNER_NONE)
			continue;
		f->result->descriptions[f->result->description_count++] = (kzner_description){
		        .span = {kz_token_at(f->state, d->first)->begin, kz_token_at(f->state, d->end - 1)->end},
		        .name = kz_string(model, person->name),
		        .gazetteer = kz_string(model, person->id),
		        .role = kz_string(model, model->roles[d->role].what),
		        .entity = d->entity != KZNER_NONE ? f->entity_place[d->entity] : KZNER_NONE,
		        .object = f->entity_place[d->object]};
	}
	return 1;
}

/* Where options leave out no mention, pairs are what they were. */
static int make_pairs(freezer *f)
{
	const kzner_cooccurrence *pairs = f->related->pairs.items;
	f->result->pairs = f->related->pairs.items;
	f->result->pair_count = f->related->pairs.count;
	if (f->all)
		return 1;
	f->result->pair_count = 0;
	f->result->pairs = allocate(f, f->related->pairs.count, sizeof *f->result->pairs);
	if (!f->result->pairs)
		return 0;
	for (uint32_t i = 0; i < f->related->pairs.count; i++) {
		uint32_t a = f->entity_place[pairs[i].a], b = f->entity_place[pairs[i].b];
		if (a == KZNER_NONE || b == KZNER_NONE)
			continue;
		kzner_cooccurrence *pair = &f->result->pairs[f->result->pair_count++];
		*pair = pairs[i];
		pair->a = a < b ? a : b;
		pair->b = a < b ? b : a;
	}
	return 1;
}

int kz_result_make(kz_state *state, const kz_resolved *resolved, const kz_related *related, kzner_result *result)
{
	freezer f = {.state = state, .resolved = resolved, .related = related, .result = result};
	return make_room_for_candidates(&f) && make_mentions(&f) && make_entities(&f) && make_sentences(&f) &&
	       make_relations(&f) && make_descriptions(&f) && make_nested(&f) && make_pairs(&f);
}

/* Views */

const char *kzner_result_text(const kzner_result *result, size_t *ret_size)
{
	*ret_size = result->text->size;
	return result->text->bytes;
}

const kzner_mention *kzner_result_mentions(const kzner_result *result, size_t *ret_count)
{
	*ret_count = result->mention_count;
	return result->mentions;
}

const kzner_entity *kzner_result_entities(const kzner_result *result, size_t *ret_count)
{
	*ret_count = result->entity_count;
	return result->entities;
}

const kzner_relation *kzner_result_relations(const kzner_result *result, size_t *ret_count)
{
	*ret_count = result->relation_count;
	return result->relations;
}

const kzner_cooccurrence *kzner_result_cooccurrences(const kzner_result *result, size_t *ret_count)
{
	*ret_count = result->pair_count;
	return result->pairs;
}

const kzner_description *kzner_result_descriptions(const kzner_result *result, size_t *ret_count)
{
	*ret_count = result->description_count;
	return result->descriptions;
}

const kzner_nested *kzner_result_nested(const kzner_result *result, size_t *ret_count)
{
	*ret_count = result->nested_count;
	return result->nested;
}

const kzner_span *kzner_result_sentences(const kzner_result *result, size_t *ret_count)
{
	*ret_count = result->sentence_count;
	return result->sentences;
}

const kzner_candidate *kzner_result_candidates(const kzner_result *result, size_t *ret_count)
{
	*ret_count = result->candidates->state->candidates.count;
	fill_candidates_once(result->candidates);
	return result->candidates->items;
}

uint32_t kzner_result_token_count(const kzner_result *result)
{
	return result->tokens ? result->tokens->count : 0;
}

kzner_token kzner_result_token(const kzner_result *result, uint32_t index)
{
	const kz_token *token = &result->tokens->items[index];
	const kz_sentence *sentences = result->token_sentences->items;
	uint32_t low = 0, high = result->token_sentences->count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (sentences[middle].first <= index)
			low = middle;
		else
			high = middle;
	}
	return (kzner_token){{token->begin, token->end}, low};
}

const char *kzner_result_id(const kzner_result *result)
{
	return result->id;
}

const char *kzner_result_date(const kzner_result *result)
{
	return result->date;
}

const char *kzner_result_language(const kzner_result *result)
{
	return result->language;
}

const char *const *kzner_result_limits(const kzner_result *result)
{
	return result->limits;
}

const char *const *kzner_result_warnings(const kzner_result *result)
{
	return result->warnings;
}

size_t kzner_result_offset(const kzner_result *result, uint32_t byte_offset, kzner_unit unit)
{
	return kz_text_offset(result->text, byte_offset, unit);
}

const char *kzner_source_name(kzner_source source)
{
	static const char *const names[] = {"gazetteer", "variant", "rule", "name", "document"};
	return (unsigned)source < 5 ? names[source] : "";
}

const char *kzner_relation_status_name(kzner_relation_status status)
{
	static const char *const names[] = {"asserted", "negated", "planned"};
	return (unsigned)status < 3 ? names[status] : "";
}

const char *kzner_knowledge_name(kzner_knowledge knowledge)
{
	static const char *const names[] = {"new", "known", "contradicts"};
	return (unsigned)knowledge < 3 ? names[knowledge] : "";
}

const char *kzner_unit_name(kzner_unit unit)
{
	static const char *const names[] = {"codepoint", "byte", "utf16"};
	return (unsigned)unit < 3 ? names[unit] : "";
}
