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

kzner_status kz_rule_program_compile(const char *pattern, pcre2_general_context *context, const char *source,
                                     uint32_t line, uint32_t first_column, kz_rule_program *ret_program,
                                     kzner_error *reterr)
{
	pcre2_compile_context *compile = pcre2_compile_context_create(context);
	if (!compile)
		return kz_no_memory(reterr);
	int number;
	PCRE2_SIZE offset;
	/* The text is known to be valid UTF-8, so matching skips its own check. Nor is it searched, from each trigger on, for a
	 * character that the pattern cannot do without: half a megabyte has been read for that before the first is matched. */
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
	                                 PCRE2_UTF | PCRE2_ANCHORED | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_START_OPTIMIZE,
	                                 &number, &offset, compile);
	pcre2_compile_context_free(compile);
	if (!code) {
		char message[256];
		pcre2_get_error_message(number, (PCRE2_UCHAR *)message, sizeof message);
		if (number == PCRE2_ERROR_NOMEMORY || number == 121)
			return kz_no_memory(reterr);
		return kz_error_set(reterr, KZNER_ERROR_RULE, source, line, first_column + (uint32_t)offset,
		                    "[K201] pattern does not compile: %s", message);
	}
	ret_program->code = code;
	ret_program->group_mention = named_group(code, "m");
	atomic_init(&ret_program->fast, NULL);
	return KZNER_OK;
}

/* Where there is no JIT, or no memory for it, the interpreter runs: slower, the same result. */
const pcre2_code *kz_rule_program_make_fast(kz_rule_program *program)
{
	pcre2_code *fast = pcre2_code_copy(program->code), *before = NULL;
	if (fast && pcre2_jit_compile(fast, PCRE2_JIT_COMPLETE)) {
		pcre2_code_free(fast);
		fast = NULL;
	}
	if (!fast)
		fast = program->code;
	if (atomic_compare_exchange_strong_explicit(&program->fast, &before, fast, memory_order_acq_rel,
	                                            memory_order_acquire))
		return fast;
	if (fast != program->code)
		pcre2_code_free(fast);
	return before;
}

void kz_rule_program_free(kz_rule_program *program)
{
	pcre2_code *fast = atomic_load_explicit(&program->fast, memory_order_relaxed);
	if (fast != program->code)
		pcre2_code_free(fast);
	pcre2_code_free(program->code);
	program->code = NULL;
}
