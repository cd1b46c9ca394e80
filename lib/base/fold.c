/*
 * In: a word as it stands in a text or in a gazetteer. Out: its folded form, or its name key.
 *
 * The name key is made in two steps. First every letter becomes one or more letters of a small Latin alphabet (`spell`):
 * Cyrillic by the table `cyrillic` (BGN/PCGN values, Kazakh letters by the 2021 alphabet without marks), Latin letters by their base
 * letter, those with a hook or a caron by the digraph that they stand for (š, ş -> sh; ž -> zh; č, ç -> ch; ğ -> gh). Then
 * the spelling is levelled (`level`), longest group first:
 *
 *     shch sch sh          S        zh dzh dj j          J      (j at the end after a vowel is i)
 *     tch ch               c        ts tz                C      (c before e, i, y too)
 *     kh                   h        gh                   g
 *     ph f, -off           f, -ov   ck q c               k
 *     w                    v        x                    ks     (h at the beginning)
 *     oo ou                u        th dh bh             t d b
 *     i, y, ii, iy, yi     i        between vowels       nothing (Tokayev, Tokaev)
 *     ye- at the beginning e-       doubled letters      one
 *     z at the end         s        apostrophes, ь, ъ    nothing
 *
 * The letters a and e stay apart, as do o and u: Karimov is not Kerimov.
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

/* BGN/PCGN values of the Russian letters from U+0430 on. */
static const char *const russian[] = {"a",  "b",  "v",  "g",    "d", "e", "zh", "z", "i",  "y", "k",
                                      "l",  "m",  "n",  "o",    "p", "r", "s",  "t", "u",  "f", "kh",
                                      "ts", "ch", "sh", "shch", "",  "y", "",   "e", "yu", "ya"};

static const char *cyrillic(uint32_t lower)
{
	if (lower >= 0x0430 && lower <= 0x044F)
		return russian[lower - 0x0430];
	switch (lower) {
	case 0x0451: /* ё */
		return "yo";
	case 0x0454: /* є */
		return "ye";
	case 0x0456: /* і */
		return "i";
	case 0x0457: /* ї */
		return "yi";
	case 0x045E: /* ў */
		return "u";
	case 0x0458: /* ј */
		return "y";
	case 0x0491: /* ґ */
	case 0x0493: /* ғ */
		return "g";
	case 0x049B: /* қ */
		return "k";
	case 0x04A3: /* ң */
		return "n";
	case 0x04AF: /* ү */
	case 0x04B1: /* ұ */
	case 0x04EF: /* ӯ */
		return "u";
	case 0x04BB: /* һ */
	case 0x04B3: /* ҳ */
		return "h";
	case 0x04D9: /* ә */
		return "a";
	case 0x04E9: /* ө */
		return "o";
	case 0x04B7: /* ҷ */
	case 0x0497: /* җ */
		return "j";
	case 0x04E3: /* ӣ */
		return "i";
	}
	return NULL;
}

/* Latin letters that stand for a digraph. */
static const char *latin_digraph(uint32_t code)
{
	switch (code) {
	case 0x0161:
	case 0x0160:
	case 0x015F:
	case 0x015E:
	case 0x0219:
	case 0x0218:
		return "sh";
	case 0x017E:
	case 0x017D:
		return "zh";
	case 0x010D:
	case 0x010C:
	case 0x00E7:
	case 0x00C7:
		return "ch";
	case 0x011F:
	case 0x011E:
		return "g";
	}
	return NULL;
}

static void spell_code(writer *w, uint32_t code)
{
	if (is_apostrophe(code) || is_dash(code) || is_ignorable(code))
		return;
	const char *text = latin_digraph(code);
	if (!text && is_cyrillic(code))
		text = cyrillic((uint32_t)utf8proc_tolower((utf8proc_int32_t)code));
	if (text)
		put_text(w, text);
	else
		fold_code(w, code);
}

static size_t spell(const char *text, size_t size, char out[KZ_FOLD_MAX])
{
	writer w = {out, 0};
	for (size_t i = 0; i < size;) {
		unsigned char c = (unsigned char)text[i];
		if (c < 0x80) {
			if (c != '\'' && c != '`' && c != '-')
				put(&w, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : (char)c);
			i++;
			continue;
		}
		uint32_t code;
		unsigned length = kz_utf8_decode(text + i, size - i, &code);
		if (!length)
			break;
		i += length;
		spell_code(&w, code);
	}
	return w.length;
}

static int is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static int is_glide(char c)
{
	return c == 'i' || c == 'y';
}

/* Groups of letters that are one sound, longest first. */
static const struct {
	char from[5];
	uint8_t length;
	char to;
} groups[] = {{"shch", 4, 'S'}, {"dzh", 3, 'J'}, {"tsch", 4, 'c'}, {"sch", 3, 'S'}, {"tch", 3, 'c'},
              {"sh", 2, 'S'},   {"zh", 2, 'J'},  {"dj", 2, 'J'},   {"ch", 2, 'c'},  {"ts", 2, 'C'},
              {"tz", 2, 'C'},   {"kh", 2, 'h'},  {"gh", 2, 'g'},   {"ph", 2, 'f'},  {"th", 2, 't'},
              {"dh", 2, 'd'},   {"bh", 2, 'b'},  {"ck", 2, 'k'},   {"oo", 2, 'u'},  {"ou", 2, 'u'}};

#define LETTER(c) (1u << ((c) - 'a'))

/* First and second letters of the groups: most pairs of letters begin none. */
#define FIRST_LETTERS                                                                                                  \
	(LETTER('b') | LETTER('c') | LETTER('d') | LETTER('g') | LETTER('k') | LETTER('o') | LETTER('p') |             \
	 LETTER('s') | LETTER('t') | LETTER('z'))
#define SECOND_LETTERS                                                                                                 \
	(LETTER('c') | LETTER('h') | LETTER('j') | LETTER('k') | LETTER('o') | LETTER('s') | LETTER('u') | LETTER('z'))

static int is_one_of(char c, uint32_t letters)
{
	return c >= 'a' && c <= 'z' && letters & LETTER(c);
}

static unsigned level_group(const char *s, size_t left, char *ret)
{
	if (left < 2 || !is_one_of(s[0], FIRST_LETTERS) || !is_one_of(s[1], SECOND_LETTERS))
		return 0;
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		unsigned length = groups[i].length;
		if (s[0] == groups[i].from[0] && length <= left && !memcmp(s, groups[i].from, length)) {
			*ret = groups[i].to;
			return length;
		}
	}
	return 0;
}

/* A run of i and y: one i, or nothing between vowels and before an e that begins the word. Returns its length. */
static size_t level_glide(writer *w, const char *s, size_t i, size_t size)
{
	size_t end = i;
	while (end < size && is_glide(s[end]))
		end++;
	int vowel_before = i > 0 && is_vowel(s[i - 1]);
	int vowel_after = end < size && is_vowel(s[end]);
	int soft = w->length && strchr("cSJ", w->out[w->length - 1]) && end < size && s[end] == 'o';
	if (vowel_before && vowel_after)
		return end - i;
	if (i == 0 && end < size && s[end] == 'e' && s[0] == 'y')
		return end - i;
	if (soft) { /* Gorbachyov is Gorbachev */
		put(w, 'e');
		return end - i + 1;
	}
	put(w, 'i');
	return end - i;
}

static char level_letter(const char *s, size_t i, size_t size)
{
	char after = i + 1 < size ? s[i + 1] : '\0';
	switch (s[i]) {
	case 'w':
		return 'v';
	case 'q':
		return 'k';
	case 'c':
		return after == 'e' || is_glide(after) ? 'C' : 'k';
	case 'j':
		return i + 1 == size && i > 0 && is_vowel(s[i - 1]) ? 'i' : 'J';
	case 'z':
		return i + 1 == size ? 's' : 'z';
	case 'f':
		return i + 1 == size && i > 0 && (s[i - 1] == 'o' || s[i - 1] == 'e' || s[i - 1] == 'f') ? 'v' : 'f';
	}
	return s[i];
}

static size_t squeeze(char *out, size_t length)
{
	size_t kept = 0;
	for (size_t i = 0; i < length; i++)
		if (!kept || out[kept - 1] != out[i])
			out[kept++] = out[i];
	return kept;
}

static size_t level(const char *s, size_t size, char out[KZ_FOLD_MAX])
{
	writer w = {out, 0};
	for (size_t i = 0; i < size;) {
		char c;
		unsigned length = level_group(s + i, size - i, &c);
		if (length) {
			put(&w, c);
			i += length;
		} else if (is_glide(s[i])) {
			i += level_glide(&w, s, i, size);
		} else if (s[i] == 'x') {
			put_text(&w, i ? "ks" : "h");
			i++;
		} else if (s[i] == 'f' && i + 2 == size && s[i + 1] == 'f') {
			i++; /* -off: the last f decides */
		} else {
			put(&w, level_letter(s, i, size));
			i++;
		}
	}
	return squeeze(out, w.length);
}

size_t kz_name_key(const char *text, size_t size, char out[KZ_FOLD_MAX])
{
	char spelled[KZ_FOLD_MAX];
	return level(spelled, spell(text, size, spelled), out);
}
