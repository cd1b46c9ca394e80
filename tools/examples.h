/*
 * The examples that stand beside rules and relation patterns, run against the model that they are in.
 *
 *     + on [17 May 2005] he said             the rule finds what stands in brackets
 *     - may 2005 soldiers                     the rule finds nothing
 *     + [subject:Aset Isekeshev], head of the [object:Ministry of Industry]
 *     +planned [subject:...] will ... [object:...]
 */
#ifndef KZNER_TOOLS_EXAMPLES_H
#define KZNER_TOOLS_EXAMPLES_H

#include <kzner/kzner.h>

#include <stdbool.h>

/** What running them gave. */
struct examples_report {
	unsigned rules;    /* rules and patterns */
	unsigned examples; /* that were run */
	unsigned failed;   /* that did not give what they say */
	unsigned silent;   /* rules that never fire on their own examples */
	unsigned without;  /* rules without an example that should fire */
};

/** Run all examples of the model; what fails is printed. False if it could not be done at all. */
bool examples_run(kzner_model *model, struct examples_report *ret_report);

#endif
