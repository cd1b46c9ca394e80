/* In: sources by name and bytes. Out: a model's bytes. The public face of the folder. */
#include "base/status.h"
#include "base/utf8.h"
#include "compile/builder.h"
#include "model/model_view.h"

kzner_status kzner_compiler_new(const kzner_allocator *allocator, kzner_diagnostic_function on_diagnostic, void *user,
                                kzner_compiler **ret_compiler)
{
	if (!ret_compiler)
		return KZNER_ERROR_ARGUMENT;
	kz_allocator own = kz_allocator_from(allocator);
	kzner_compiler *c = kz_calloc(&own, sizeof *c);
	if (!c)
		return KZNER_ERROR_NO_MEMORY;
	c->allocator = own;
	c->on_diagnostic = on_diagnostic;
	c->user = user;
	if (!kz_builder_init(c)) {
		kzner_compiler_free(c);
		return KZNER_ERROR_NO_MEMORY;
	}
	*ret_compiler = c;
	return KZNER_OK;
}

void kzner_compiler_free(kzner_compiler *c)
{
	if (!c)
		return;
	kz_builder_free(c);
	kz_allocator allocator = c->allocator;
	kz_free(&allocator, c);
}

static int ends_with(const char *name, const char *ending)
{
	size_t length = strlen(name), tail = strlen(ending);
	return length > tail && !strcmp(name + length - tail, ending);
}

static char *copy(kzner_compiler *c, const char *text, size_t size)
{
	char *copied = c->allocator.allocate(size + 1, c->allocator.user);
	if (copied) {
		memcpy(copied, text, size);
		copied[size] = '\0';
	}
	return copied;
}

static void add_waiting(kzner_compiler *c, const char *name, const char *text, size_t size)
{
	kz_waiting_source *waiting = KZ_PUSH_HEAP(&c->allocator, &c->waiting);
	if (!waiting) {
		c->no_memory = 1;
		return;
	}
	*waiting = (kz_waiting_source){copy(c, name, strlen(name)), copy(c, text, size), size};
	if (!waiting->name || !waiting->text)
		c->no_memory = 1;
}

static void read_waiting(kzner_compiler *c)
{
	for (uint32_t i = 0; i < c->waiting.count && !c->no_memory; i++) {
		const kz_waiting_source *waiting = &c->waiting.items[i];
		kz_source source = {c, waiting->name, kz_builder_file(c, waiting->name), 0};
		kz_read_relations(&source, waiting->text, waiting->size);
	}
}

/* Making a model sorts and packs what was collected; adding to that would need it unpacked. */
static kzner_status refuse_finished(kzner_error *reterr)
{
	return kz_error_set(reterr, KZNER_ERROR_ARGUMENT, NULL, 0, 0,
	                    "a compiler makes one model: make another compiler");
}

kzner_status kzner_compiler_add(kzner_compiler *c, const char *name, const char *text, size_t size, kzner_error *reterr)
{
	kz_error_clear(reterr);
	if (!c || !name || (!text && size))
		return kz_error_set(reterr, KZNER_ERROR_ARGUMENT, NULL, 0, 0,
		                    "compiler, name and text must not be NULL");
	if (c->finished)
		return refuse_finished(reterr);
	if (kz_utf8_invalid(name, strlen(name)) < strlen(name))
		return kz_error_set(reterr, KZNER_ERROR_ARGUMENT, NULL, 0, 0,
		                    "the name of a source must be UTF-8: results tell it");
	if (size >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3)) {
		text += 3;
		size -= 3;
	}
	int failed_before = c->failed;
	kz_source source = {c, name, kz_builder_file(c, name), 0};
	c->failed = 0;
	kzner_error first = c->first_error;
	if (ends_with(name, ".tsv"))
		kz_read_table(&source, text, size);
	else if (ends_with(name, ".rules"))
		kz_read_rules(&source, text, size);
	else if (ends_with(name, ".relations"))
		add_waiting(c, name, size ? text : "", size);
	else
		kz_report(&source, KZNER_SEVERITY_ERROR, 0, "[K099] a source is named .tsv, .rules or .relations");
	int failed = c->failed;
	kzner_status status = failed ? c->first_error.status : KZNER_OK;
	if (failed && reterr)
		*reterr = c->first_error;
	if (failed_before)
		c->first_error = first;
	c->failed = failed || failed_before;
	if (c->no_memory)
		return kz_no_memory(reterr);
	return status;
}

kzner_status kzner_compiler_add_model(kzner_compiler *c, const kzner_model *model, kzner_error *reterr)
{
	kz_error_clear(reterr);
	if (!c || !model)
		return kz_error_set(reterr, KZNER_ERROR_ARGUMENT, NULL, 0, 0, "compiler and model must not be NULL");
	if (c->finished)
		return refuse_finished(reterr);
	return kz_builder_add_model(c, model) ? kz_no_memory(reterr) : KZNER_OK;
}

void kzner_compiler_set_lint(kzner_compiler *c, int on)
{
	c->lint = on;
}

kzner_status kzner_compiler_finish(kzner_compiler *c, void **ret_data, size_t *ret_size, kzner_error *reterr)
{
	kz_error_clear(reterr);
	if (!c || !ret_data || !ret_size)
		return kz_error_set(reterr, KZNER_ERROR_ARGUMENT, NULL, 0, 0,
		                    "compiler, ret_data and ret_size must not be NULL");
	if (c->finished)
		return refuse_finished(reterr);
	c->finished = 1;
	read_waiting(c);
	return kz_model_write(c, ret_data, ret_size, reterr);
}

void kzner_compiler_release(kzner_compiler *c, void *data)
{
	if (c)
		kz_free(&c->allocator, data);
}
