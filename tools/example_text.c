#include "example_text.h"

#include <string.h>

static bool take(const char **at, const char *end, const char *word)
{
	size_t size = strlen(word);

	if ((size_t)(end - *at) < size || memcmp(*at, word, size) != 0)
		return false;
	*at += size;
	return true;
}

static const char *parse_sign(struct example *example, const char **at, const char *end)
{
	example->status = KZNER_ASSERTED;
	example->expected = take(at, end, "+");
	if (!example->expected && !take(at, end, "-"))
		return "an example begins with + or -";
	if (example->expected && take(at, end, "planned"))
		example->status = KZNER_PLANNED;
	else if (example->expected && take(at, end, "negated"))
		example->status = KZNER_NEGATED;
	if (*at < end && **at != ' ' && **at != '\t')
		return "unknown word behind the sign of an example (planned, negated)";
	while (*at < end && (**at == ' ' || **at == '\t'))
		++*at;
	return NULL;
}

static const char *open_mark(struct example *example, const char **at, const char *end)
{
	struct mark *mark = &example->marks[example->mark_count];

	if (example->mark_count == MARK_LIMIT)
		return "too many brackets in an example";
	mark->role = take(at, end, "subject:") ? MARK_SUBJECT : take(at, end, "object:") ? MARK_OBJECT : MARK_PLAIN;
	mark->span.begin = (uint32_t)example->text.size;
	return NULL;
}

const char *example_parse(struct example *example, const char *line, size_t size)
{
	const char *at = line, *end = line + size, *problem;
	bool open = false;

	example->text.size = 0;
	example->mark_count = 0;
	problem = parse_sign(example, &at, end);
	while (!problem && at < end) {
		char byte = *at++;

		if (byte == '[' && !open) {
			problem = open_mark(example, &at, end);
			open = true;
		} else if (byte == ']' && open) {
			example->marks[example->mark_count++].span.end = (uint32_t)example->text.size;
			open = false;
		} else {
			buffer_putc(&example->text, byte);
		}
	}
	if (!problem && open)
		problem = "a bracket of an example is not closed";
	return problem;
}

const struct mark *example_mark(const struct example *example, enum mark_role role)
{
	for (size_t i = 0; i < example->mark_count; i++)
		if (example->marks[i].role == role)
			return &example->marks[i];
	return NULL;
}
