/*
 * Names as they are compared for links.
 */
#ifndef KZNER_TOOLS_EVAL_NAMES_H
#define KZNER_TOOLS_EVAL_NAMES_H

/**
 * A name without case, marks, article, brackets, generic tail ("Region") and, for institutions, "of COUNTRY".
 * name may be NULL. The result is NUL-terminated; free() it.
 */
char *eval_plain_name(const char *name);

#endif
