/* In: a path, bytes, or nothing. Out: a model that threads can share, its rules compiled. */
#include "base/status.h"
#include "model/default_model.h"
#include "model/model_view.h"

#include <string.h>

static void free_programs(kzner_model *model, kz_rule_program *programs, uint32_t count)
{
	for (uint32_t i = 0; programs && i < count; i++)
		kz_rule_program_free(&programs[i]);
	kz_free(&model->allocator, programs);
}

static void free_model(kzner_model *model)
{
	free_programs(model, model->programs, model->count[KZ_SECTION_RULES]);
	free_programs(model, model->shared, model->shared_count);
	kz_rule_index_free(&model->rule_index, &model->allocator);
	pcre2_general_context_free(model->pcre2);
	kz_filemap_close(&model->map, &model->allocator);
	kz_allocator allocator = model->allocator;
	kz_free(&allocator, model);
}

static kzner_status index_rules(kzner_model *model, kzner_error *reterr)
{
	const kz_rule_source source = {
	        .rule_triggers = model->rule_triggers,
	        .needs = model->rule_needs,
	        .words = model->rule_words,
	        .triggers = model->triggers,
	        .rule_trigger_count = model->count[KZ_SECTION_RULE_TRIGGERS],
	        .need_count = model->count[KZ_SECTION_RULE_NEEDS],
	        .trigger_count = model->count[KZ_SECTION_TRIGGERS],
	};
	int good = kz_rule_index_init(&model->rule_index, &model->allocator, &source);
	return good ? KZNER_OK : kz_no_memory(reterr);
}

static kzner_status compile_rule(kzner_model *model, const kz_sharing *sharing, uint32_t number, kzner_error *reterr)
{
	const kz_rule *rule = &model->rules[number];
	const char *pattern = kz_string(model, rule->expanded);
	char *rewritten = kz_calloc(&model->allocator, strlen(pattern) + 1);
	if (!rewritten)
		return kz_no_memory(reterr);
	int asks = kz_sharing_rewrite(sharing, pattern, rewritten);
	kzner_status status = kz_rule_program_compile(asks ? rewritten : pattern, model->pcre2,
	                                              kz_string(model, model->files[rule->file]), rule->line, 0,
	                                              &model->programs[number], reterr);
	model->programs[number].asks = asks != 0;
	kz_free(&model->allocator, rewritten);
	return status;
}

static kzner_status compile_shared(kzner_model *model, const kz_sharing *sharing, kzner_error *reterr)
{
	kzner_status status = KZNER_OK;
	model->shared = kz_calloc(&model->allocator, sharing->count * sizeof *model->shared);
	if (!model->shared)
		return kz_no_memory(reterr);
	model->shared_count = sharing->count;
	for (uint32_t i = 0; i < sharing->count && !status; i++) {
		const kz_shared_text *shared = &sharing->items[i];
		char *pattern = kz_calloc(&model->allocator, shared->size + 1);
		if (!pattern)
			return kz_no_memory(reterr);
		memcpy(pattern, shared->text, shared->size);
		status = kz_rule_program_compile(pattern, model->pcre2, NULL, 0, 0, &model->shared[i], reterr);
		kz_free(&model->allocator, pattern);
	}
	return status;
}

static kzner_status compile_rules(kzner_model *model, kzner_error *reterr)
{
	uint32_t count = model->count[KZ_SECTION_RULES];
	kz_sharing sharing = {.count = 0};
	model->pcre2 = kz_pcre2_context(&model->allocator);
	model->programs = kz_calloc(&model->allocator, count * sizeof *model->programs);
	if (!model->pcre2 || !model->programs)
		return kz_no_memory(reterr);
	for (uint32_t i = 1; i < count; i++)
		kz_sharing_note(&sharing, kz_string(model, model->rules[i].expanded));
	kz_sharing_settle(&sharing);
	kzner_status status = compile_shared(model, &sharing, reterr);
	for (uint32_t i = 1; i < count && !status; i++)
		status = compile_rule(model, &sharing, i, reterr);
	return status;
}

/* kz_model_check() or kz_model_trust() */
typedef kzner_status accept_function(kzner_model *model, const char *source, kzner_error *reterr);

/* Takes over map in every case. */
static kzner_status open_bytes(const char *source, kz_filemap map, const void *data, size_t size,
                               accept_function *accept, const kz_allocator *allocator, kzner_model **ret_model,
                               kzner_error *reterr)
{
	kzner_model *model = kz_calloc(allocator, sizeof *model);
	if (!model) {
		kz_filemap_close(&map, allocator);
		return kz_no_memory(reterr);
	}
	atomic_init(&model->references, 1);
	model->allocator = *allocator;
	model->map = map;
	model->data = data;
	model->size = size;
	kzner_status status = accept(model, source, reterr);
	if (!status)
		status = index_rules(model, reterr);
	if (!status)
		status = compile_rules(model, reterr);
	if (status)
		free_model(model);
	else
		*ret_model = model;
	return status;
}

kzner_status kzner_model_open(const char *path, const kzner_allocator *allocator, kzner_model **ret_model,
                              kzner_error *reterr)
{
	kz_error_clear(reterr);
	if (!path || !ret_model)
		return kz_error_set(reterr, KZNER_ERROR_ARGUMENT, NULL, 0, 0, "path and ret_model must not be NULL");
	kz_allocator own = kz_allocator_from(allocator);
	kz_filemap map = {0};
	kzner_status status = kz_filemap_open(path, &own, &map, reterr);
	if (status)
		return status;
	return open_bytes(path, map, map.data, map.size, kz_model_check, &own, ret_model, reterr);
}

kzner_status kzner_model_open_memory(const void *data, size_t size, const kzner_allocator *allocator,
                                     kzner_model **ret_model, kzner_error *reterr)
{
	kz_error_clear(reterr);
	if (!data || !ret_model || (uintptr_t)data % 8)
		return kz_error_set(reterr, KZNER_ERROR_ARGUMENT, NULL, 0, 0,
		                    "data and ret_model must not be NULL, data must be aligned to 8 bytes");
	kz_allocator own = kz_allocator_from(allocator);
	return open_bytes("model in memory", (kz_filemap){0}, data, size, kz_model_check, &own, ret_model, reterr);
}

/* The default model was checked when the library was built; from then on its bytes are read-only as code is. */
kzner_status kzner_model_open_default(const kzner_allocator *allocator, kzner_model **ret_model, kzner_error *reterr)
{
	kz_error_clear(reterr);
	size_t size;
	const void *data = kz_default_model(&size);
	if (!data || !ret_model)
		return kz_error_set(reterr, KZNER_ERROR_ARGUMENT, NULL, 0, 0,
		                    data ? "ret_model must not be NULL" : "this build has no default model");
	kz_allocator own = kz_allocator_from(allocator);
	return open_bytes("default model", (kz_filemap){0}, data, size, kz_model_trust, &own, ret_model, reterr);
}

kzner_model *kzner_model_ref(kzner_model *model)
{
	if (model)
		atomic_fetch_add_explicit(&model->references, 1, memory_order_relaxed);
	return model;
}

kzner_model *kzner_model_unref(kzner_model *model)
{
	if (model && atomic_fetch_sub_explicit(&model->references, 1, memory_order_acq_rel) == 1)
		free_model(model);
	return NULL;
}
