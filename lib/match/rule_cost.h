/*
 * What rules and relation patterns cost, for an extractor that measures it: kz_state.costs, numbered as by kzner_model_rule().
 */
#ifndef KZ_RULE_COST_H
#define KZ_RULE_COST_H

#include <kzner/extract.h>

#include <time.h>

static inline uint64_t kz_cost_clock(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/* One try, which began at that time of kz_cost_clock(). */
static inline void kz_cost_add(kzner_rule_cost *cost, uint64_t began, int hit)
{
	cost->tried++;
	cost->hits += hit != 0;
	cost->nanoseconds += kz_cost_clock() - began;
}

#endif
