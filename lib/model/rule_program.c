/* In: a pattern's source text. Out: PCRE2 code that threads can share. */
#include "model/rule_program.h"
#include "base/status.h"

static void *pcre2_allocate(size_t size, void *user)
{
	const kz_allocator *allocator = user;
	return allocator->allocate(size, allocator->user);
}

static void pcre2_release(void *block, void *user)
{
	kz_free(user, block);
}

pcre2_general_context *kz_pcre2_context(const kz_allocator *allocator)
{
	return pcre2_general_context_create(pcre2_allocate, pcre2_release, (void *)(uintptr_t)allocator);
}

static uint16_t named_group(const pcre2_code *code, const char *name)
{
	int number = pcre2_substring_number_from_name(code, (PCRE2_SPTR)name);
	return number > 0 ? (uint16_t)number : 0;
}

kzner_status kz_rule_program_compile(const char *pattern, pcre2_general_context *context, int jit, const char *source,
                                     uint32_t line, uint32_t first_column, kz_rule_program *ret_program,
                                     kzner_error *reterr)
{
	pcre2_compile_context *compile = pcre2_compile_context_create(context);
	if (!compile)
		return kz_no_memory(reterr);
	int number;
	PCRE2_SIZE offset;
	/* The text is known to be valid UTF-8, so matching skips its own check. */
	pcre2_code *code =
	        pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
	                      PCRE2_UTF | PCRE2_ANCHORED | PCRE2_NEVER_BACKSLASH_C, &number, &offset, compile);
	pcre2_compile_context_free(compile);
	if (!code) {
		char message[256];
		pcre2_get_error_message(number, (PCRE2_UCHAR *)message, sizeof message);
		if (number == PCRE2_ERROR_NOMEMORY || number == 121)
			return kz_no_memory(reterr);
		return kz_error_set(reterr, KZNER_ERROR_RULE, source, line, first_column + (uint32_t)offset,
		                    "[K201] pattern does not compile: %s", message);
	}
	if (jit)
		pcre2_jit_compile(code,
		                  PCRE2_JIT_COMPLETE); /* without JIT the interpreter runs: slower, the same result */
	*ret_program = (kz_rule_program){code, named_group(code, "m")};
	return KZNER_OK;
}

void kz_rule_program_free(kz_rule_program *program)
{
	pcre2_code_free(program->code);
	program->code = NULL;
}
