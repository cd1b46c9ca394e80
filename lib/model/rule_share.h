/*
 * Assertions that several rules have in common, compiled once.
 *
 * A list of words that must not stand behind a number is long, and a copy of it in each of seven rules was two fifths of all JIT
 * code. Rules hold such a list in a group that they define first:
 *
 *     (?(DEFINE)(?<C>(?!\s(?:people|tonnes)\b)))\d+(?&C)
 *
 * What an assertion without captures and references says does not depend on where it is called from. So it becomes a program
 * of its own, and a callout stands for it in the patterns: (?(DEFINE)(?<C>(?C1)))\d+(?C1).
 */
#ifndef KZ_RULE_SHARE_H
#define KZ_RULE_SHARE_H

#include <stddef.h>
#include <stdint.h>

/* So many have a callout that is no longer than a call. */
#define KZ_SHARED_MAX 9

typedef struct kz_shared_text {
	const char *text;
	size_t size;
	uint32_t uses;
} kz_shared_text;

typedef struct kz_sharing {
	kz_shared_text items[KZ_SHARED_MAX]; /* item i is callout i + 1 */
	uint32_t count;
} kz_sharing;

/* Note the assertions that a pattern defines; it must stay while they are used. */
void kz_sharing_note(kz_sharing *sharing, const char *pattern);

/* Keep those that more than one pattern defines. */
void kz_sharing_settle(kz_sharing *sharing);

/* The pattern with callouts for what is shared into out, which has room for as many bytes as it has with its NUL. False: nothing
 * of it is shared. */
int kz_sharing_rewrite(const kz_sharing *sharing, const char *pattern, char *out);

#endif
