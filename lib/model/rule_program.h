/*
 * One mention rule ready to run: compiled and JIT-compiled PCRE2 code and the numbers of its named groups.
 *
 * JIT compilation writes into the code block, so it is done while the model is opened, before threads share it.
 */
#ifndef KZ_RULE_PROGRAM_H
#define KZ_RULE_PROGRAM_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/alloc.h"

typedef struct kz_rule_program {
	pcre2_code *code;
	uint16_t group_mention; /* group "m": the mention; 0: the whole match */
} kz_rule_program;

/* A PCRE2 context that allocates from allocator (which must outlive it); NULL when there is no memory. */
pcre2_general_context *kz_pcre2_context(const kz_allocator *allocator);

/*
 * Compile pattern. On failure the error holds PCRE2's message with the column in the pattern.
 * first_column is added to the column, so that it points into the source line.
 */
kzner_status kz_rule_program_compile(const char *pattern, pcre2_general_context *context, int jit, const char *source,
                                     uint32_t line, uint32_t first_column, kz_rule_program *ret_program,
                                     kzner_error *reterr);

void kz_rule_program_free(kz_rule_program *program);

#endif
