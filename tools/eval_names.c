#include "eval_names.h"

#include "buffer.h"
#include "encoding.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static bool is_space(uint32_t code)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);

	return (code >= 0x09 && code <= 0x0D) || (code >= 0x1C && code <= 0x1F) || code == 0x85 ||
	       category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

static bool is_word(uint32_t code)
{
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return code == '_';
	}
}

/* Hyphens, dashes, apostrophes, back quotes and full stops separate like a space. */
static bool is_mark(uint32_t code)
{
	return code == '-' || code == 0x2010 || code == 0x2013 || code == 0x2014 || code == 0x2019 || code == '\'' ||
	       code == '`' || code == '.';
}

/* A name as code points, all steps in place. */
struct name {
	utf8proc_int32_t *codes;
	size_t size;
};

/* Decomposed, without combining marks, in lower case. */
static void read_name(struct name *name, const char *text)
{
	utf8proc_ssize_t count;
	size_t size = 0;

	*name = (struct name){0};
	count = utf8proc_decompose((const utf8proc_uint8_t *)text, 0, NULL, 0,
	                           UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
	if (count <= 0)
		return;
	name->codes = memory_resize(NULL, (size_t)count + 1, sizeof *name->codes);
	count = utf8proc_decompose((const utf8proc_uint8_t *)text, 0, name->codes, count,
	                           UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
	for (utf8proc_ssize_t i = 0; i < count; i++)
		if (utf8proc_get_property(name->codes[i])->combining_class == 0)
			name->codes[size++] = utf8proc_tolower(name->codes[i]);
	name->size = size;
}

static bool space_at(const struct name *name, size_t at)
{
	return at < name->size && is_space((uint32_t)name->codes[at]);
}

static bool word_at(const struct name *name, size_t at)
{
	return at < name->size && is_word((uint32_t)name->codes[at]);
}

/* Bytes of text (ASCII) if it stands at that place, otherwise 0. */
static size_t text_at(const struct name *name, size_t at, const char *text)
{
	size_t size = strlen(text);

	if (at > name->size || name->size - at < size)
		return 0;
	for (size_t i = 0; i < size; i++)
		if (name->codes[at + i] != text[i])
			return 0;
	return size;
}

static void remove_part(struct name *name, size_t from, size_t to)
{
	memmove(name->codes + from, name->codes + to, (name->size - to) * sizeof *name->codes);
	name->size -= to - from;
}

static void replace_marks(struct name *name)
{
	size_t size = 0;

	for (size_t i = 0; i < name->size; i++) {
		bool mark = is_mark((uint32_t)name->codes[i]);

		if (mark && i > 0 && is_mark((uint32_t)name->codes[i - 1]))
			continue;
		name->codes[size++] = name->codes[i];
	}
	for (size_t i = 0; i < size; i++)
		if (is_mark((uint32_t)name->codes[i]))
			name->codes[i] = ' ';
	name->size = size;
}

/* Brackets with what they hold and the white space before them. */
static void remove_brackets(struct name *name)
{
	for (size_t i = 0; i < name->size; i++) {
		size_t from = i, to = i;

		if (name->codes[i] != '(')
			continue;
		while (to < name->size && name->codes[to] != ')')
			to++;
		if (to == name->size)
			return;
		while (from > 0 && space_at(name, from - 1))
			from--;
		remove_part(name, from, to + 1);
		i = from - 1; /* may wrap to the highest number: the loop adds 1 */
	}
}

static void keep_before_comma(struct name *name)
{
	for (size_t i = 0; i < name->size; i++)
		if (name->codes[i] == ',')
			name->size = i;
}

static void strip(struct name *name)
{
	size_t begin = 0;

	while (space_at(name, begin))
		begin++;
	remove_part(name, 0, begin);
	while (name->size && space_at(name, name->size - 1))
		name->size--;
}

static void remove_article(struct name *name)
{
	size_t end = text_at(name, 0, "the");

	if (!end || !space_at(name, end))
		return;
	while (space_at(name, end))
		end++;
	remove_part(name, 0, end);
}

/* Is this the name of an institution that each country has one of? */
static bool is_institution(const struct name *name)
{
	static const char *const heads[] = {
	        "senate",
	        "parliament",
	        "government",
	        "supreme court",
	        "constitutional court",
	        "cabinet of ministers",
	        "majilis",
	        "mazhilis",
	        "national bank",
	        "prosecutor general",
	        "central election commission",
	};
	size_t at = text_at(name, 0, "ministry of ");

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		size_t end = text_at(name, 0, heads[i]);

		if (end && !word_at(name, end))
			return true;
	}
	for (; at && at < name->size && (word_at(name, at) || name->codes[at] == ' '); at++)
		if (word_at(name, at))
			return true;
	return false;
}

/* Does the rest from at name a country: one word, or two of these? */
static bool is_country(const struct name *name, size_t at)
{
	size_t end = at;

	if (text_at(name, at, "united states") == name->size - at ||
	    text_at(name, at, "european union") == name->size - at)
		return at < name->size;
	while (word_at(name, end))
		end++;
	return end > at && end == name->size;
}

/* Does the rest from at read "of (the )?(republic of )?COUNTRY"? */
static bool is_country_tail(const struct name *name, size_t at)
{
	size_t of = text_at(name, at, "of "), the, republic;

	if (!of)
		return false;
	at += of;
	the = at + text_at(name, at, "the ");
	republic = the + text_at(name, the, "republic of ");
	return is_country(name, republic) || is_country(name, the) ||
	       is_country(name, at + text_at(name, at, "republic of ")) || is_country(name, at);
}

static void remove_country(struct name *name)
{
	for (size_t i = 0; i < name->size; i++) {
		size_t at = i;

		while (space_at(name, at))
			at++;
		if (at > i && is_country_tail(name, at)) {
			name->size = i;
			return;
		}
	}
}

static void join_spaces(struct name *name)
{
	size_t size = 0;

	strip(name);
	for (size_t i = 0; i < name->size; i++) {
		if (space_at(name, i) && space_at(name, i + 1))
			continue;
		name->codes[size++] = space_at(name, i) ? ' ' : name->codes[i];
	}
	name->size = size;
}

static void remove_generic(struct name *name)
{
	static const char *const tails[] = {
	        " region", " oblast", " province", " district", " city",    " party",       " republic",
	        " field",  " river",  " lake",     " agency",   " company", " corporation", " newspaper",
	};

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		size_t size = strlen(tails[i]);

		if (name->size >= size && text_at(name, name->size - size, tails[i])) {
			name->size -= size;
			return;
		}
	}
}

static char *write_name(const struct name *name)
{
	struct buffer out = {0};

	for (size_t i = 0; i < name->size; i++) {
		char bytes[4];

		buffer_append(&out, bytes, utf8_encode((uint32_t)name->codes[i], bytes));
	}
	buffer_terminate(&out);
	return out.data;
}

char *eval_plain_name(const char *text)
{
	struct name name;
	char *plain;

	read_name(&name, text ? text : "");
	if (name.size) {
		replace_marks(&name);
		remove_brackets(&name);
		keep_before_comma(&name);
		strip(&name);
		remove_article(&name);
		if (is_institution(&name))
			remove_country(&name);
		join_spaces(&name);
		remove_generic(&name);
	}
	plain = write_name(&name);
	free(name.codes);
	return plain;
}
