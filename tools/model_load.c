#include "model_load.h"

#include "cli_common.h"

static bool open_base(const char *file, kzner_model **ret_model)
{
	kzner_error error = {0};
	kzner_status status;

	status = file ? kzner_model_open(file, NULL, ret_model, &error)
	              : kzner_model_open_default(NULL, ret_model, &error);
	if (status != KZNER_OK)
		cli_error_in(file ? file : "built-in model", &error);
	return status == KZNER_OK;
}

static bool compile_on_top(struct loaded_model *loaded, const kzner_model *base, const struct model_options *options)
{
	struct diagnostics diagnostics = {.quiet = options->quiet};
	kzner_error error = {0};
	size_t size;

	if (kzner_compiler_new(NULL, diagnostics_print, &diagnostics, &loaded->compiler) != KZNER_OK)
		cli_out_of_memory();
	if (kzner_compiler_add_model(loaded->compiler, base, &error) != KZNER_OK) {
		cli_error(&error);
		return false;
	}
	if (!sources_compile(&options->gazetteers, loaded->compiler, &diagnostics))
		return false;
	if (!sources_finish(loaded->compiler, &diagnostics, &loaded->data, &size))
		return false;
	if (kzner_model_open_memory(loaded->data, size, NULL, &loaded->model, &error) != KZNER_OK) {
		cli_error(&error);
		return false;
	}
	return true;
}

bool model_load(struct loaded_model *loaded, const struct model_options *options)
{
	kzner_model *base;
	bool done;

	*loaded = (struct loaded_model){0};
	if (!open_base(options->file, &base))
		return false;
	if (!options->gazetteers.count) {
		loaded->model = base;
		return true;
	}
	done = compile_on_top(loaded, base, options);
	kzner_model_unref(base);
	if (!done)
		model_unload(loaded);
	return done;
}

void model_unload(struct loaded_model *loaded)
{
	kzner_model_unref(loaded->model);
	if (loaded->compiler)
		kzner_compiler_release(loaded->compiler, loaded->data);
	kzner_compiler_free(loaded->compiler);
	*loaded = (struct loaded_model){0};
}
