/* In: any text. Out: the same text as a syntax wants it. One loop; a function for each syntax says what is special. */
#include "write/escape.h"

#include "base/utf8.h"

#define REPLACEMENT "\xEF\xBF\xBD"

static int put_replacement(kz_writer *w)
{
	KZ_PUT_LITERAL(w, REPLACEMENT);
	return 1;
}

static int put_string(kz_writer *w, const char *text)
{
	kz_put(w, text, strlen(text));
	return 1;
}

static void put_hex(kz_writer *w, uint32_t byte)
{
	static const char hex[] = "0123456789ABCDEF";
	kz_put_char(w, hex[byte >> 4]);
	kz_put_char(w, hex[byte & 15]);
}

void kz_put_escaped(kz_writer *w, kz_escape escape, const char *text, size_t size)
{
	size_t from = 0, at = 0;
	while (at < size) {
		uint32_t code;
		unsigned length = kz_utf8_decode(text + at, size - at, &code);
		kz_put(w, text + from, at - from);
		from = at;
		if (!length && !escape(w, 0xFFFD))
			put_replacement(w);
		if (!length || escape(w, code))
			from = at + (length ? length : 1);
		at += length ? length : 1;
	}
	kz_put(w, text + from, size - from);
}

static int is_control(uint32_t code)
{
	return code < 0x20 || code == 0x7F;
}

int kz_escape_xml(kz_writer *w, uint32_t code)
{
	switch (code) {
	case '<':
		return put_string(w, "&lt;");
	case '>':
		return put_string(w, "&gt;");
	case '&':
		return put_string(w, "&amp;");
	case '"':
		return put_string(w, "&quot;");
	case '\'':
		return put_string(w, "&#39;");
	case '\t':
		return put_string(w, "&#9;");
	case '\n':
		return put_string(w, "&#10;");
	case '\r':
		return put_string(w, "&#13;");
	default:
		return (is_control(code) && code != 0x7F) || code == 0xFFFE || code == 0xFFFF ? put_replacement(w) : 0;
	}
}

int kz_escape_rdf(kz_writer *w, uint32_t code)
{
	switch (code) {
	case '"':
		return put_string(w, "\\\"");
	case '\\':
		return put_string(w, "\\\\");
	case '\n':
		return put_string(w, "\\n");
	case '\r':
		return put_string(w, "\\r");
	case '\t':
		return put_string(w, "\\t");
	case 0:
	case 0xFFFE: /* Redland's readers end a literal there */
	case 0xFFFF:
		return put_replacement(w);
	default:
		if (!is_control(code))
			return 0;
		KZ_PUT_LITERAL(w, "\\u00");
		put_hex(w, code);
		return 1;
	}
}

/* An ampersand begins a character entity there, as in HTML. */
int kz_escape_dot(kz_writer *w, uint32_t code)
{
	switch (code) {
	case '"':
		return put_string(w, "\\\"");
	case '\\':
		return put_string(w, "\\\\");
	case '&':
		return put_string(w, "&amp;");
	case '\n':
		return put_string(w, "\\n");
	case '\t':
	case '\r':
		return put_string(w, " ");
	default:
		return (is_control(code) && code != 0x7F) || code == 0xFFFE || code == 0xFFFF ? put_replacement(w) : 0;
	}
}

int kz_escape_csv(kz_writer *w, uint32_t code)
{
	if (code == '"')
		return put_string(w, "\"\"");
	return code ? 0 : put_replacement(w);
}

int kz_escape_row(kz_writer *w, uint32_t code)
{
	if (code == '\n' || code == '\r')
		return put_string(w, " ");
	return kz_escape_csv(w, code);
}

int kz_is_space(uint32_t code)
{
	return (code >= 0x09 && code <= 0x0D) || (code >= 0x1C && code <= 0x20) || code == 0x85 || code == 0xA0 ||
	       code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 ||
	       code == 0x202F || code == 0x205F || code == 0x3000;
}

int kz_is_gap(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || kz_is_space(code);
}

int kz_escape_bare(kz_writer *w, uint32_t code)
{
	return kz_is_gap(code) ? put_string(w, "_") : 0;
}

int kz_escape_line(kz_writer *w, uint32_t code)
{
	return kz_is_gap(code) ? put_string(w, " ") : 0;
}

/* Nothing of an outer text may look like a path: readers would resolve "..". */
int kz_escape_iri(kz_writer *w, uint32_t code)
{
	char bytes[4];
	if ((code >= '0' && code <= '9') || ((code | 0x20) >= 'a' && (code | 0x20) <= 'z') ||
	    (code && code < 0x80 && strchr("-._~:@", (int)code)))
		return 0;
	unsigned length = kz_utf8_encode(code, bytes);
	for (unsigned i = 0; i < length; i++) {
		kz_put_char(w, '%');
		put_hex(w, (unsigned char)bytes[i]);
	}
	return 1;
}

int kz_escape_path(kz_writer *w, uint32_t code)
{
	return code != '/' && kz_escape_iri(w, code);
}

/* Spaces at the ends are kept only between quotation marks by some readers. */
static int needs_quotes(char separator, const char *text, size_t size)
{
	if (size && (text[0] == ' ' || text[size - 1] == ' '))
		return 1;
	for (size_t i = 0; i < size; i++)
		if (text[i] == separator || text[i] == '"' || text[i] == '\n' || text[i] == '\r')
			return 1;
	return 0;
}

void kz_put_field(kz_writer *w, kz_escape escape, char separator, const char *text, size_t size)
{
	int quotes = needs_quotes(separator, text, size);
	if (quotes)
		kz_put_char(w, '"');
	kz_put_escaped(w, escape, text, size);
	if (quotes)
		kz_put_char(w, '"');
}
