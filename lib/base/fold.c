/*
 * In: a word as it stands in a text or in a gazetteer. Out: its folded form: lower case, composed, without the marks of Latin
 * letters; one sign for all apostrophes and one for all dashes. Also what class a code point is of.
 */
#include "base/fold.h"
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

typedef struct writer {
	char *out;
	size_t length;
} writer;

static void put(writer *w, char c)
{
	if (w->length < KZ_FOLD_MAX)
		w->out[w->length++] = c;
}

static void put_text(writer *w, const char *text)
{
	while (*text)
		put(w, *text++);
}

static void put_code(writer *w, uint32_t code)
{
	char bytes[4];
	unsigned length = kz_utf8_encode(code, bytes);
	if (w->length + length > KZ_FOLD_MAX)
		return;
	memcpy(w->out + w->length, bytes, length);
	w->length += length;
}

static int is_apostrophe(uint32_t code)
{
	return code == '\'' || code == '`' || code == 0x2019 || code == 0x2018 || code == 0x02BC || code == 0x00B4 ||
	       code == 0x02B9 || code == 0x02BB || code == 0x2032;
}

static int is_dash(uint32_t code)
{
	return code == '-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
}

static int is_ignorable(uint32_t code)
{
	return code == 0x00AD || (code >= 0x200B && code <= 0x200D) || code == 0x2060 || code == 0xFEFF;
}

kz_char_class kz_char_classify(uint32_t code)
{
	if (is_ignorable(code))
		return KZ_CHAR_IGNORABLE;
	if (is_apostrophe(code))
		return KZ_CHAR_APOSTROPHE;
	if (is_dash(code))
		return KZ_CHAR_DASH;
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		return KZ_CHAR_UPPER;
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_LM:
		return KZ_CHAR_LOWER;
	case UTF8PROC_CATEGORY_ND:
		return KZ_CHAR_DIGIT;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return KZ_CHAR_MARK;
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CC:
		return KZ_CHAR_SPACE;
	default:
		return KZ_CHAR_OTHER;
	}
}

/* Latin letters that no decomposition reduces to a base letter. */
static const char *latin_special(uint32_t code)
{
	switch (code) {
	case 0x0131:
		return "i";
	case 0x0142:
	case 0x0141:
		return "l";
	case 0x00F8:
	case 0x00D8:
		return "o";
	case 0x0111:
	case 0x0110:
		return "d";
	case 0x00E6:
	case 0x00C6:
		return "ae";
	case 0x0153:
	case 0x0152:
		return "oe";
	case 0x0259:
	case 0x01DD:
	case 0x018E:
	case 0x018F:
		return "a";
	case 0x0127:
	case 0x0126:
		return "h";
	case 0x014B:
	case 0x014A:
		return "ng";
	case 0x00F0:
	case 0x00D0:
		return "d";
	case 0x00FE:
	case 0x00DE:
		return "th";
	}
	return NULL;
}

static int is_cyrillic(uint32_t code)
{
	return code >= 0x0400 && code < 0x0530;
}

/* Lower-case Cyrillic letters keep their marks (й is not и), but for ё, which is printed as е. */
static void fold_cyrillic(writer *w, uint32_t code)
{
	uint32_t lower = (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
	put_code(w, lower == 0x0451 ? 0x0435 : lower);
}

/* What a letter decomposes to may need a second look: U+0149 holds an apostrophe, U+01E2 an ae. */
static void put_part(writer *w, uint32_t code)
{
	const char *special = latin_special(code);
	if (special)
		put_text(w, special);
	else if (is_apostrophe(code))
		put(w, '\'');
	else if (is_dash(code))
		put(w, '-');
	else
		put_code(w, code);
}

static void fold_code(writer *w, uint32_t code)
{
	if (is_ignorable(code))
		return;
	if (is_apostrophe(code)) {
		put(w, '\'');
		return;
	}
	if (is_dash(code)) {
		put(w, '-');
		return;
	}
	const char *special = latin_special(code);
	if (special) {
		put_text(w, special);
		return;
	}
	if (is_cyrillic(code)) {
		fold_cyrillic(w, code);
		return;
	}
	utf8proc_int32_t parts[16];
	int boundary = 0;
	utf8proc_ssize_t count = utf8proc_decompose_char(
	        (utf8proc_int32_t)code, parts, 16,
	        UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK, &boundary);
	for (utf8proc_ssize_t i = 0; i < count && i < 16; i++)
		put_part(w, (uint32_t)parts[i]);
}

size_t kz_fold(const char *text, size_t size, char out[KZ_FOLD_MAX])
{
	writer w = {out, 0};
	uint32_t before = 0;
	for (size_t i = 0; i < size && w.length < KZ_FOLD_MAX;) {
		unsigned char c = (unsigned char)text[i];
		if (c < 0x80) {
			put(&w, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c == '`' ? '\'' : (char)c);
			before = c;
			i++;
			continue;
		}
		uint32_t code;
		unsigned length = kz_utf8_decode(text + i, size - i, &code);
		if (!length)
			break;
		i += length;
		if (code == 0x0306 && (before == 0x0438 || before == 0x0418)) {
			w.length -= 2; /* и with a combining breve is й, written as two */
			put_code(&w, 0x0439);
		} else {
			fold_code(&w, code);
		}
		before = code;
	}
	return w.length;
}
