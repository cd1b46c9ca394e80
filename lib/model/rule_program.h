/*
 * One mention rule ready to run: compiled PCRE2 code and the numbers of its named groups.
 *
 * Patterns are compiled when the model is opened, which tells whether they are sound. JIT compilation takes twenty times as
 * long (a millisecond for a long pattern), so it waits until a rule is run for the first time. It writes into the code block,
 * which threads share: it is done on a copy, and the first copy that is ready is put in place.
 */
#ifndef KZ_RULE_PROGRAM_H
#define KZ_RULE_PROGRAM_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/alloc.h"

#include <stdatomic.h>

typedef struct kz_rule_program {
	pcre2_code *code;
	_Atomic(pcre2_code *)
	        fast; /* the same with JIT code, or code itself where there is none; NULL until the first run */
	uint16_t group_mention; /* group "m": the mention; 0: the whole match */
	uint16_t asks;          /* its callouts stand for shared assertions, see rule_share.h */
} kz_rule_program;

/* A PCRE2 context that allocates from allocator (which must outlive it); NULL when there is no memory. */
pcre2_general_context *kz_pcre2_context(const kz_allocator *allocator);

/*
 * Compile pattern. On failure the error holds PCRE2's message with the column in the pattern.
 * first_column is added to the column, so that it points into the source line.
 */
kzner_status kz_rule_program_compile(const char *pattern, pcre2_general_context *context, const char *source,
                                     uint32_t line, uint32_t first_column, kz_rule_program *ret_program,
                                     kzner_error *reterr);

/* Make the fast code of a program; any thread. */
const pcre2_code *kz_rule_program_make_fast(kz_rule_program *program);

/* The code to run. */
static inline const pcre2_code *kz_rule_program_code(kz_rule_program *program)
{
	const pcre2_code *fast = atomic_load_explicit(&program->fast, memory_order_acquire);
	return fast ? fast : kz_rule_program_make_fast(program);
}

void kz_rule_program_free(kz_rule_program *program);

#endif
