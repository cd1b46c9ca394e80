/* In: one document. Out: its result. The whole pipeline, a line for each stage, and the memory that it works in. */
#include "base/status.h"
#include "extract/document_date.h"
#include "extract/result.h"
#include "relations/pattern_index.h"

#include <string.h>

#define MAX_DOCUMENT (1u << 30)
#define MAX_SENTENCE 4000u

struct kzner_extractor {
	kz_allocator allocator;
	kzner_model *model;
	kzner_extract_options options;
	kz_arena arena;
	kz_word_cache *words;
	kz_pattern_index *patterns;
	pcre2_general_context *pcre2;
	kz_rule_scratch scratch;
	kzner_rule_cost *costs; /* NULL if they are not measured */
	kz_state state;
	kz_resolved resolved;
	kz_related related;
	kzner_result result;
};

kzner_extract_options kzner_extract_options_default(void)
{
	return (kzner_extract_options){.types = (1u << KZNER_TYPE_COUNT) - 2,
	                               .max_document = 256u << 20,
	                               .max_sentence = 400,
	                               .match_limit = 20000,
	                               .heap_limit = 1024};
}

static int valid_options(const kzner_extract_options *o)
{
	for (size_t i = 0; i < sizeof o->reserved / sizeof *o->reserved; i++)
		if (o->reserved[i])
			return 0;
	return o->min_confidence >= 0 && o->min_confidence <= 1 && o->max_document && o->max_document <= MAX_DOCUMENT &&
	       o->max_sentence && o->max_sentence <= MAX_SENTENCE && o->match_limit && o->heap_limit;
}

/* Rules, then relation patterns: number 0 of either is none. */
static uint32_t count_rules(const kzner_model *model)
{
	return model->count[KZ_SECTION_RULES] - 1 + model->count[KZ_SECTION_PATTERNS] - 1;
}

static int make_parts(kzner_extractor *x)
{
	x->words = kz_calloc(&x->allocator, sizeof *x->words);
	x->patterns = kz_pattern_index_new(&x->allocator, x->model, x->options.max_sentence);
	x->pcre2 = kz_pcre2_context(&x->allocator);
	if (x->options.profile)
		x->costs = kz_calloc(&x->allocator, count_rules(x->model) * sizeof *x->costs);
	return x->words && x->patterns && x->pcre2 && (x->costs || !x->options.profile) &&
	       kz_rule_scratch_init(&x->scratch, x->model, x->pcre2, &x->options);
}

kzner_status kzner_extractor_new(kzner_model *model, const kzner_extract_options *options,
                                 const kzner_allocator *allocator, kzner_extractor **ret_extractor)
{
	kzner_extract_options chosen = options ? *options : kzner_extract_options_default();
	if (!model || !ret_extractor || !valid_options(&chosen))
		return KZNER_ERROR_ARGUMENT;
	kz_allocator own = kz_allocator_from(allocator);
	kzner_extractor *x = kz_calloc(&own, sizeof *x);
	if (!x)
		return KZNER_ERROR_NO_MEMORY;
	x->allocator = own;
	x->options = chosen;
	x->model = kzner_model_ref(model);
	kz_arena_init(&x->arena, &x->allocator);
	if (!make_parts(x)) {
		kzner_extractor_free(x);
		return KZNER_ERROR_NO_MEMORY;
	}
	*ret_extractor = x;
	return KZNER_OK;
}

void kzner_extractor_free(kzner_extractor *x)
{
	if (!x)
		return;
	kz_rule_scratch_free(&x->scratch);
	pcre2_general_context_free(x->pcre2);
	kz_arena_free(&x->arena);
	kz_free(&x->allocator, x->words);
	kz_pattern_index_free(&x->allocator, x->patterns);
	kz_free(&x->allocator, x->costs);
	kzner_model_unref(x->model);
	kz_allocator allocator = x->allocator;
	kz_free(&allocator, x);
}

/* Script of most letters decides between languages that this library reads. */
static const char *guess_language(const kz_state *state)
{
	const kz_word_counts *n = &state->lists.counts;
	const uint32_t latin = n->words - n->foreign;
	if (n->foreign > latin)
		return kz_has_kazakh_letters(&state->text) ? "kk" : "ru";
	return n->english * 3 > latin ? "en" : "und";
}

static int warn(kz_state *state, kzner_result *result)
{
	uint32_t count = 0;
	if (state->text.invalid)
		result->warnings[count++] =
		        kz_arena_format(state->arena, "invalid UTF-8 at byte %u; %u bytes read as U+FFFD",
		                        state->text.first_invalid, state->text.invalid);
	if (state->text.nuls)
		result->warnings[count++] =
		        kz_arena_format(state->arena, "%u NUL bytes read as spaces", state->text.nuls);
	for (uint32_t i = 0; i < count; i++)
		if (!result->warnings[i])
			return 0;
	result->warnings[count] = NULL;
	count = 0;
	if (state->text.cut)
		result->limits[count++] = "document";
	if (state->limits.sentence_split)
		result->limits[count++] = "sentence";
	if (state->limits.rule_match)
		result->limits[count++] = "rule_match";
	result->limits[count] = NULL;
	return 1;
}

static void warn_pairs(const kz_related *related, kzner_result *result)
{
	uint32_t count = 0;
	while (result->limits[count])
		count++;
	if (related->limit_reached) {
		result->limits[count++] = "pairs";
		result->limits[count] = NULL;
	}
}

static void begin(kzner_extractor *x)
{
	kz_arena_reset(&x->arena);
	x->state = (kz_state){.arena = &x->arena,
	                      .model = x->model,
	                      .words = x->words,
	                      .patterns = x->patterns,
	                      .options_given = &x->options,
	                      .costs = x->costs};
	x->resolved = (kz_resolved){0};
	x->related = (kz_related){0};
	x->result = (kzner_result){.text = &x->state.text, .language = "und"};
}

static int run(kzner_extractor *x, const kzner_document *document)
{
	kz_state *s = &x->state;
	kz_resolved *r = &x->resolved;
	return kz_text_init(&s->text, s->arena, document->size ? document->text : "", document->size,
	                    x->options.max_document) &&
	       kz_tokenize(s->arena, s->model, x->words, &s->text, &s->tokens) &&
	       kz_tokens_list(s->arena, &s->tokens, &s->lists) &&
	       kz_sentences_find(s->arena, s->model, &s->text, &s->tokens, &s->lists, x->options.max_sentence,
	                         &s->sentences, &s->limits.sentence_split) &&
	       kz_document_date(s, document->date, &x->result.date) && kz_gazetteer_match(s) &&
	       kz_rule_match(s, &x->scratch) && kz_name_match(s) && kz_support(s, NULL) && kz_overlaps_resolve(s, r) &&
	       kz_short_forms(s, r) && kz_support(s, r) && kz_overlaps_resolve(s, r) && kz_titles_keep(s, r) &&
	       kz_entities_join(s, r) && kz_descriptions_find(s, r) && kz_relations_match(s, r, &x->related) &&
	       (kz_relations_confirm(s, r, &x->related), 1) && kz_pairs_count(s, r, &x->related) &&
	       kz_result_make(s, r, &x->related, &x->result) && warn(s, &x->result);
}

/* Ids are often names of files, which may hold any bytes; what is written must be UTF-8. */
static const char *copy_id(kz_arena *arena, const char *id)
{
	kz_text text;
	return kz_text_init(&text, arena, id, strlen(id), MAX_DOCUMENT) ? text.bytes : NULL;
}

kzner_status kzner_extract(kzner_extractor *x, const kzner_document *document, const kzner_result **ret_result,
                           kzner_error *reterr)
{
	kz_error_clear(reterr);
	if (!x || !document || !ret_result || (!document->text && document->size))
		return kz_error_set(reterr, KZNER_ERROR_ARGUMENT, NULL, 0, 0,
		                    "extractor, document, its text and ret_result must not be NULL");
	if (document->date && !kz_is_date(document->date))
		return kz_error_set(reterr, KZNER_ERROR_ARGUMENT, NULL, 0, 0,
		                    "the document's date is not YYYY, YYYY-MM or YYYY-MM-DD: \"%.64s\"",
		                    document->date);
	begin(x);
	if (document->id && !(x->result.id = copy_id(&x->arena, document->id)))
		return kz_no_memory(reterr);
	if (!run(x, document))
		return kz_no_memory(reterr);
	x->result.language = guess_language(&x->state);
	warn_pairs(&x->related, &x->result);
	*ret_result = &x->result;
	return KZNER_OK;
}

int kzner_extractor_rule_cost(const kzner_extractor *x, uint32_t index, kzner_rule_cost *ret_cost)
{
	if (!x || !ret_cost || !x->costs || index >= count_rules(x->model))
		return 0;
	*ret_cost = x->costs[index];
	return 1;
}
