/* Filling a kzner_error: the first one wins, so the place nearest to the cause is told. */
#ifndef KZ_STATUS_H
#define KZ_STATUS_H

#include <kzner/error.h>

/* Set *error unless it holds an error already. error and source may be NULL. Returns status. */
kzner_status kz_error_set(kzner_error *error, kzner_status status, const char *source, uint32_t line, uint32_t column,
                          const char *format, ...) __attribute__((format(printf, 6, 7)));

kzner_status kz_no_memory(kzner_error *error);

/* Make *error empty. NULL is allowed. */
void kz_error_clear(kzner_error *error);

#endif
