/* In: patterns of rules. Out: the assertions that several of them define, and patterns that ask for those by callouts. */
#include "model/rule_share.h"

#include <string.h>

/* Shorter assertions cost less where they stand than a callout. */
#define WORTH_SHARING 200

/* "(?C1)": no longer than a call by the shortest name. */
#define CALLOUT_SIZE 5

static const char define[] = "(?(DEFINE)";

/* What the compiler puts around each macro, with a bracket behind it. */
static const char wrapper[] = "(?:";

/* Reading patterns */

static int begins_with(const char *at, const char *text)
{
	return !strncmp(at, text, strlen(text));
}

/* Behind a class of characters. */
static const char *class_end(const char *at)
{
	at += at[1] == '^' ? 2 : 1;
	at += *at == ']';
	while (*at && *at != ']') {
		const char *named = at[0] == '[' && at[1] == ':' ? strstr(at, ":]") : NULL;
		at = named ? named + 2 : at + (at[0] == '\\' && at[1] ? 2 : 1);
	}
	return at + (*at == ']');
}

/* Behind an escape, a class or one byte. */
static const char *element_end(const char *at)
{
	if (*at == '[')
		return class_end(at);
	return at + (at[0] == '\\' && at[1] ? 2 : 1);
}

/* Behind the bracket that closes the one at `at`; NULL: there is none. */
static const char *group_end(const char *at)
{
	int depth = 0;
	while (*at) {
		depth += (*at == '(') - (*at == ')');
		at = element_end(at);
		if (!depth)
			return at;
	}
	return NULL;
}

/* Comments, quotations, verbs and callouts, or modes in which brackets mean something else. */
static int is_readable(const char *pattern)
{
	static const char *const others[] = {"(?#", "\\Q", "(*", "(?C", "(?x", "(?^", "(?-", "(?n"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strstr(pattern, others[i]))
			return 0;
	return 1;
}

static int is_plain_group(const char *at)
{
	return begins_with(at, "(?:") || begins_with(at, "(?=") || begins_with(at, "(?!") || begins_with(at, "(?>") ||
	       begins_with(at, "(?<=") || begins_with(at, "(?<!");
}

static int is_plain_escape(const char *at)
{
	char c = at[1];
	int is_alphanumeric = ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
	return !is_alphanumeric || strchr("sSdDwWbBpP", c);
}

/* One assertion, without captures, references and conditions: it says the same wherever it is asked. */
static int is_assertion(const char *body, const char *end)
{
	while (begins_with(body, wrapper) && group_end(body) == end) {
		body += strlen(wrapper);
		end--;
	}
	if ((!begins_with(body, "(?!") && !begins_with(body, "(?=")) || group_end(body) != end)
		return 0;
	for (const char *at = body; at < end; at = element_end(at))
		if ((*at == '(' && !is_plain_group(at)) || (*at == '\\' && !is_plain_escape(at)))
			return 0;
	return 1;
}

/* (?<name>body) */
typedef struct group {
	const char *name, *body;
	size_t name_size, body_size;
} group;

/* The first of the groups that a pattern defines; NULL: it begins otherwise. */
static const char *first_group(const char *pattern)
{
	const char *at = pattern;
	while (begins_with(at, wrapper))
		at += strlen(wrapper);
	return begins_with(at, define) && is_readable(pattern) ? at + strlen(define) : NULL;
}

/* Behind the group at `at`; NULL: there is none. */
static const char *read_group(const char *at, group *ret)
{
	const char *name_end = at && begins_with(at, "(?<") ? strchr(at, '>') : NULL;
	const char *end = name_end ? group_end(at) : NULL;
	if (!end)
		return NULL;
	ret->name = at + 3;
	ret->name_size = (size_t)(name_end - ret->name);
	ret->body = name_end + 1;
	ret->body_size = (size_t)(end - 1 - ret->body);
	return end;
}

/* Sharing */

/* The number of a text, count if it has none. */
static uint32_t find_text(const kz_sharing *sharing, const group *g)
{
	uint32_t i = 0;
	while (i < sharing->count &&
	       (sharing->items[i].size != g->body_size || memcmp(sharing->items[i].text, g->body, g->body_size) != 0))
		i++;
	return i;
}

void kz_sharing_note(kz_sharing *sharing, const char *pattern)
{
	group g;
	for (const char *at = read_group(first_group(pattern), &g); at; at = read_group(at, &g)) {
		uint32_t number = find_text(sharing, &g);
		if (number < sharing->count)
			sharing->items[number].uses++;
		else if (number < KZ_SHARED_MAX && g.body_size >= WORTH_SHARING &&
		         is_assertion(g.body, g.body + g.body_size))
			sharing->items[sharing->count++] = (kz_shared_text){g.body, g.body_size, 1};
	}
}

void kz_sharing_settle(kz_sharing *sharing)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < sharing->count; i++)
		if (sharing->items[i].uses > 1)
			sharing->items[kept++] = sharing->items[i];
	sharing->count = kept;
}

/* The groups of one pattern that are shared, by the numbers of their callouts. */
typedef struct shared_groups {
	group items[KZ_SHARED_MAX + 1];
	int has_any;
} shared_groups;

static void find_groups(const kz_sharing *sharing, const char *pattern, shared_groups *ret)
{
	group g;
	*ret = (shared_groups){.has_any = 0};
	for (const char *at = read_group(first_group(pattern), &g); at; at = read_group(at, &g)) {
		uint32_t number = find_text(sharing, &g);
		if (number < sharing->count) {
			ret->items[number + 1] = g;
			ret->has_any = 1;
		}
	}
}

/* Bytes at `at` that a callout stands for, the body of a shared group or a call of it; 0: none. */
static size_t shared_size(const group *g, const char *at)
{
	if (at == g->body)
		return g->body_size;
	if (begins_with(at, "(?&") && !strncmp(at + 3, g->name, g->name_size) && at[3 + g->name_size] == ')')
		return g->name_size + 4;
	return 0;
}

/* Writes a callout if one stands for what is at `at`; returns how much that is. */
static size_t put_callout(const shared_groups *groups, const char *at, char *out)
{
	for (uint32_t i = 1; i <= KZ_SHARED_MAX; i++) {
		size_t size = groups->items[i].body ? shared_size(&groups->items[i], at) : 0;
		if (!size)
			continue;
		memcpy(out, "(?C0)", CALLOUT_SIZE);
		out[3] = (char)('0' + i);
		return size;
	}
	return 0;
}

int kz_sharing_rewrite(const kz_sharing *sharing, const char *pattern, char *out)
{
	shared_groups groups;
	find_groups(sharing, pattern, &groups);
	if (!groups.has_any)
		return 0;
	while (*pattern) {
		size_t replaced = *pattern == '(' ? put_callout(&groups, pattern, out) : 0;
		size_t size = replaced ? replaced : (size_t)(element_end(pattern) - pattern);
		if (!replaced)
			memcpy(out, pattern, size);
		out += replaced ? CALLOUT_SIZE : size;
		pattern += size;
	}
	*out = '\0';
	return 1;
}
