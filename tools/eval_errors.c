/*
 * One line for each miss and each false alarm.
 */
#include "eval_sets.h"

#include "encoding.h"

#include <string.h>
#include <utf8proc.h>

#define CONTEXT_BEFORE 30
#define CONTEXT_AFTER  20

static bool is_printable(uint32_t code)
{
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return false;
	case UTF8PROC_CATEGORY_ZS:
		return code == ' ';
	default:
		return true;
	}
}

static void put_quoted_code(struct buffer *out, uint32_t code, char quote, const char *bytes, size_t size)
{
	if (code == (unsigned char)quote || code == '\\')
		buffer_printf(out, "\\%c", (char)code);
	else if (code == '\n' || code == '\r' || code == '\t')
		buffer_puts(out, code == '\n' ? "\\n" : code == '\r' ? "\\r" : "\\t");
	else if (is_printable(code))
		buffer_append(out, bytes, size);
	else if (code < 0x100)
		buffer_printf(out, "\\x%02x", (unsigned)code);
	else if (code < 0x10000)
		buffer_printf(out, "\\u%04x", (unsigned)code);
	else
		buffer_printf(out, "\\U%08x", (unsigned)code);
}

/* In quotation marks, with escapes for what does not show. */
static void put_quoted(struct buffer *out, const char *text, size_t size)
{
	char quote = memchr(text, '\'', size) && !memchr(text, '"', size) ? '"' : '\'';

	buffer_putc(out, quote);
	for (size_t at = 0; at < size;) {
		uint32_t code = 0xFFFD;
		size_t length = utf8_decode(text + at, size - at, &code);

		if (!length)
			length = 1;
		put_quoted_code(out, code, quote, text + at, length);
		at += length;
	}
	buffer_putc(out, quote);
}

/* Byte offset of a code point; the end for what lies behind it. */
static size_t byte_offset(const char *text, size_t size, json_int_t count)
{
	size_t at = 0;
	uint32_t code;

	while (at < size && count-- > 0) {
		size_t length = utf8_decode(text + at, size - at, &code);

		at += length ? length : 1;
	}
	return at;
}

static void put_mention(struct buffer *out, const struct eval_document *gold, const char *what,
                        const struct eval_mention *mention)
{
	const char *text = gold->text ? gold->text : "";
	size_t size = strlen(text);
	json_int_t start = mention->start > CONTEXT_BEFORE ? mention->start - CONTEXT_BEFORE : 0;
	size_t from = byte_offset(text, size, start), to = byte_offset(text, size, mention->end + CONTEXT_AFTER);

	buffer_printf(out, "%s: %s mention %s ", gold->name, what, mention->type);
	if (mention->text)
		put_quoted(out, mention->text, strlen(mention->text));
	else
		buffer_puts(out, "None");
	buffer_printf(out, " at %lld in ...", (long long)mention->start);
	put_quoted(out, text + from, to > from ? to - from : 0);
	buffer_putc(out, '\n');
}

static void put_mentions(struct buffer *out, const struct eval_document *gold, const char *what,
                         const struct mention_set *these, const struct mention_set *others)
{
	for (size_t i = 0; i < these->count; i++)
		if (!mention_find(others, &these->list[i]))
			put_mention(out, gold, what, &these->list[i]);
}

static void put_relations(struct buffer *out, const struct eval_document *gold, const char *what,
                          const struct relation_set *these, const struct relation_set *others)
{
	for (size_t i = 0; i < these->count; i++) {
		const struct eval_relation *relation = &these->list[i];

		if (!relation_find(others, relation))
			buffer_printf(out, "%s: %s relation %s | %s | %s\n", gold->name, what, relation->subject,
			              relation->type, relation->object);
	}
}

void eval_list_errors(const struct document_sets *sets, const struct eval_document *gold, struct buffer *out)
{
	put_mentions(out, gold, "missed", &sets->want, &sets->got);
	put_mentions(out, gold, "false", &sets->got, &sets->want);
	put_relations(out, gold, "missed", &sets->want_relations, &sets->got_relations);
	put_relations(out, gold, "false", &sets->got_relations, &sets->want_relations);
}
