/*
 * In: a name word as it stands in a text or in a gazetteer. Out: its name key, in one of several readings.
 *
 * The key is made in two steps. First every letter is spelled in a small alphabet (`spell`): Latin lower case, where
 * Q is ч, S is ш and щ, J is ж and дж, C is ц. Cyrillic goes by the table `cyrillic` (BGN/PCGN values, Kazakh letters by the
 * 2021 alphabet without marks), Latin letters by their base letter, those with a hook or a caron by the sound that they
 * stand for (š ş ŝ: S; ž ż: J; č ç ĉ ć: Q). Then the spelling is levelled (`level`), longest group first:
 *
 *     shch sch shh sh      S        zh dzh dj j          J
 *     tsch tch ch          Q        ts tz                C      (c is a letter of its own)
 *     kh                   h        gh                   g
 *     ph f, -off           f, -ov   ck q                 k
 *     w                    v        x                    ks     (h at the beginning)
 *     oo ou                u        tkh th, dh, bh       t, d, b
 *     i, y, ii, iy, yi     i        between vowels       nothing (Tokayev, Tokaev)
 *     yo behind consonants e        ye- at the beginning e-     (Artyom, Artem)
 *     doubled letters      one      apostrophes, ь, ъ    nothing, but ye before e (Vasil'ev, Vasiliev, Vasilyev)
 *     -gaz                 -gas     -ndr                 -nder  (Aleksandr, Alexander)
 *     I, II, XIV ...       as they are
 *
 * The letters a and e stay apart, as do o and u: Karimov is not Kerimov.
 *
 * What this cannot tell is read in more than one way. A text's word is tried in the readings below when its first key is
 * nobody's, and only if it has the letters; a gazetteer's name is entered under both of its readings:
 *
 *     glide      j is й (Cheljabinsk, Majkop)
 *     European   j is й, ch is х, c is ц, sz is ш, cz is ч, â û are я ю, ie and je behind consonants are e: ISO 9, German,
 *                Polish, Czech (Darchan, Odincovo, Oktâbrsk, Kopiejsk)
 *     Turkic     c is дж, x is х, oʻ is ў: Azerbaijani, Turkish, Uzbek, Tatar (Buxoro, Oʻzbekiston)
 *     Azerbaijani  Turkic, and q is г (Qazax)
 *     full       (names only) ң is ng, ь and y before e are not written, Ukrainian г is h (Zhangaozen, Vasilev)
 */
#include "base/fold.h"
#include "base/hash.h"
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

static int is_cyrillic(uint32_t code)
{
	return code >= 0x0400 && code < 0x0530;
}

/* BGN/PCGN values of the Russian letters from U+0430 on. */
static const char *const russian[] = {"a", "b", "v", "g", "d", "e", "J", "z", "i",  "y", "k",
                                      "l", "m", "n", "o", "p", "r", "s", "t", "u",  "f", "kh",
                                      "C", "Q", "S", "S", "",  "y", "",  "e", "yu", "ya"};

/* Letters of Kazakh, Ukrainian, Belarusian, the Turkic and Caucasian languages, Tajik, Mongolian and Serbian. */
static const struct {
	uint16_t code;
	char spelled[3];
} further[] = {
        {0x0451, "yo"}, /* ё */
        {0x0452, "J"},  /* ђ */
        {0x0454, "ye"}, /* є */
        {0x0456, "i"},  /* і */
        {0x0457, "yi"}, /* ї */
        {0x0458, "y"},  /* ј */
        {0x0459, "l"},  /* љ */
        {0x045A, "n"},  /* њ */
        {0x045B, "Q"},  /* ћ */
        {0x045E, "u"},  /* ў */
        {0x045F, "J"},  /* џ */
        {0x0491, "g"},  /* ґ */
        {0x0493, "g"},  /* ғ */
        {0x0497, "J"},  /* җ */
        {0x0499, "z"},  /* ҙ */
        {0x049B, "k"},  /* қ */
        {0x049D, "g"},  /* ҝ */
        {0x04A1, "k"},  /* ҡ */
        {0x04A3, "n"},  /* ң */
        {0x04A5, "n"},  /* ҥ */
        {0x04AB, "s"},  /* ҫ */
        {0x04AF, "u"},  /* ү */
        {0x04B1, "u"},  /* ұ */
        {0x04B3, "h"},  /* ҳ */
        {0x04B7, "J"},  /* ҷ */
        {0x04B9, "J"},  /* ҹ */
        {0x04BB, "h"},  /* һ */
        {0x04CF, ""},   /* ӏ */
        {0x04D1, "a"},  /* ӑ */
        {0x04D7, "e"},  /* ӗ */
        {0x04D9, "a"},  /* ә */
        {0x04E3, "i"},  /* ӣ */
        {0x04E9, "o"},  /* ө */
        {0x04EF, "u"},  /* ӯ */
};

static const char *cyrillic(uint32_t code)
{
	uint32_t lower = (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
	if (lower >= 0x0430 && lower <= 0x044F)
		return russian[lower - 0x0430];
	for (size_t i = 0; i < sizeof further / sizeof *further; i++)
		if (further[i].code == lower)
			return further[i].spelled;
	return NULL;
}

/* Latin letters whose mark makes another sound of them. */
static const char *latin_marked(uint32_t code, kz_key_reading reading)
{
	switch (code | 1) { /* capital and small letters are neighbours */
	case 0x0161:        /* š */
	case 0x015F:        /* ş */
	case 0x015D:        /* ŝ */
	case 0x0219:        /* ș */
		return "S";
	case 0x010D: /* č */
	case 0x0107: /* ć */
	case 0x0109: /* ĉ */
		return "Q";
	case 0x011F: /* ğ */
		return "g";
	case 0x0111: /* đ */
		return "dj";
	}
	switch (code) {
	case 0x017D: /* ž */
	case 0x017E:
	case 0x017B: /* ż */
	case 0x017C:
		return "J";
	case 0x00E7: /* ç */
	case 0x00C7:
		return "Q";
	case 0x00E2: /* â */
	case 0x00C2:
		return reading == KZ_KEY_EUROPEAN ? "ya" : NULL;
	case 0x00FB: /* û */
	case 0x00DB:
		return reading == KZ_KEY_EUROPEAN ? "yu" : NULL;
	case 0x00F1: /* ñ */
	case 0x00D1:
	case 0x04A3: /* ң */
	case 0x04A2:
		return reading == KZ_KEY_FULL ? "ng" : NULL;
	}
	return NULL;
}

/* ь and apostrophes: what stands before them is soft, and an e behind them is ye. */
static int is_soft_sign(uint32_t code)
{
	if (code < 0x80)
		return code == '\'' || code == '`';
	return code == 0x044C || code == 0x042C || code == 0x044A || code == 0x042A ||
	       kz_char_classify(code) == KZ_CHAR_APOSTROPHE;
}

static void spell_code(writer *w, uint32_t code, const char *bytes, unsigned length, kz_key_reading reading)
{
	const char *text = latin_marked(code, reading);
	if (!text && is_cyrillic(code))
		text = cyrillic(code);
	if (text) {
		put_text(w, text);
		return;
	}
	char folded[KZ_FOLD_MAX];
	size_t size = kz_fold(bytes, length, folded);
	for (size_t i = 0; i < size; i++)
		if (folded[i] != '-' && folded[i] != '\'')
			put(w, folded[i]);
}

/* Uzbek oʻ: the o was written already. */
static void spell_soft(writer *w, kz_key_reading reading)
{
	if (reading >= KZ_KEY_TURKIC && reading <= KZ_KEY_AZERBAIJANI && w->length && w->out[w->length - 1] == 'o')
		w->out[w->length - 1] = 'u';
}

/* The letter behind a soft sign: Васильев is written Vasilyev, Аксьонов Aksyonov. */
static void spell_behind_soft(writer *w, uint32_t code, kz_key_reading reading)
{
	int is_e = code == 'e' || code == 0x0435;
	if (w->length && (code == 0x043E || (is_e && reading != KZ_KEY_FULL)))
		put(w, 'y');
}

static int is_any_of(uint32_t code, const uint16_t *codes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (codes[i] == code)
			return 1;
	return 0;
}

/* Has it a letter of Ukrainian, where г is h, and none of Kazakh only, which has і too? */
static int is_ukrainian(const char *text, size_t size)
{
	static const uint16_t ukrainian[] = {0x0404, 0x0454, 0x0406, 0x0456, 0x0407, 0x0457, 0x0490, 0x0491};
	static const uint16_t kazakh[] = {0x0492, 0x0493, 0x049A, 0x049B, 0x04A2, 0x04A3, 0x04AE, 0x04AF,
	                                  0x04B0, 0x04B1, 0x04BA, 0x04BB, 0x04D8, 0x04D9, 0x04E8, 0x04E9};
	int found = 0;
	for (size_t i = 0; i < size;) {
		uint32_t code;
		unsigned length = kz_utf8_decode(text + i, size - i, &code);
		if (!length || is_any_of(code, kazakh, sizeof kazakh / sizeof *kazakh))
			return 0;
		found |= is_any_of(code, ukrainian, sizeof ukrainian / sizeof *ukrainian);
		i += length;
	}
	return found;
}

/* A word of nothing but ASCII letters and digits, which are spelled as they stand; 0 if it is another. */
static size_t spell_plain(const char *text, size_t size, char out[KZ_FOLD_MAX])
{
	if (size > KZ_FOLD_MAX)
		return 0;
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i], lower = c | 0x20;
		if ((unsigned char)(lower - 'a') >= 26 && (unsigned char)(c - '0') >= 10)
			return 0;
		out[i] = (char)lower; /* digits have the case bit */
	}
	return size;
}

static size_t spell_any(const char *text, size_t size, kz_key_reading reading, char out[KZ_FOLD_MAX])
{
	writer w = {out, 0};
	int soft = 0, h = reading == KZ_KEY_FULL && is_ukrainian(text, size);
	for (size_t i = 0; i < size;) {
		unsigned char c = (unsigned char)text[i];
		uint32_t code = c;
		unsigned length = c < 0x80 ? 1 : kz_utf8_decode(text + i, size - i, &code);
		if (!length)
			break;
		if (is_soft_sign(code)) {
			spell_soft(&w, reading);
			soft = 1;
			i += length;
			continue;
		}
		if (soft)
			spell_behind_soft(&w, code, reading);
		soft = 0;
		if (h && (code == 0x0433 || code == 0x0413))
			put(&w, 'h');
		else if (c >= 0x80)
			spell_code(&w, code, text + i, length, reading);
		else if (c != '-')
			put(&w, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : (char)c);
		i += length;
	}
	return w.length;
}

static size_t spell(const char *text, size_t size, kz_key_reading reading, char out[KZ_FOLD_MAX])
{
	size_t length = spell_plain(text, size, out);
	return length ? length : spell_any(text, size, reading, out);
}

static int is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static int is_glide(char c)
{
	return c == 'i' || c == 'y';
}

/* Letters of the longest group. */
#define GROUP_MAX 4

/* Groups of letters that are one sound: those of one first letter together, the longest first. */
typedef struct group {
	char from[5];
	uint8_t length;
	char to;
} group;

static const group groups[] = {
        {"bh", 2, 'b'},   {"ch", 2, 'Q'},  {"ck", 2, 'k'},  {"dzh", 3, 'J'}, {"dj", 2, 'J'}, {"dJ", 2, 'J'},
        {"dh", 2, 'd'},   {"gh", 2, 'g'},  {"kh", 2, 'h'},  {"oo", 2, 'u'},  {"ou", 2, 'u'}, {"ph", 2, 'f'},
        {"shch", 4, 'S'}, {"sch", 3, 'S'}, {"shh", 3, 'S'}, {"sh", 2, 'S'},  {"sQ", 2, 'S'}, {"tsch", 4, 'Q'},
        {"tch", 3, 'Q'},  {"tkh", 3, 't'}, {"tQ", 2, 'Q'},  {"ts", 2, 'C'},  {"tz", 2, 'C'}, {"th", 2, 't'},
        {"zh", 2, 'J'},   {"", 0, 0},
};

/* What ISO 9, German, Polish and Czech write; tried before the groups above. */
static const group european[] = {
        {"cz", 2, 'Q'},  {"ch", 2, 'h'}, {"dsch", 4, 'J'}, {"szcz", 4, 'S'},
        {"sch", 3, 'S'}, {"sz", 2, 'S'}, {"tsch", 4, 'Q'}, {"", 0, 0},
};

#define BIT(c) (1u << ((c) - 'a'))

/* What a letter is to level(). With GROUP, and a letter with SECOND behind it, it may begin a group; with GLIDE and OTHER it may
 * change by itself; else it stands for itself. */
enum { GROUP = 1 << 0, GLIDE = 1 << 1, OTHER = 1 << 2, SECOND_SHIFT = 4, SECOND = GROUP << SECOND_SHIFT };

/* group, european: where the groups that it begins stand in the two tables, behind the last if there are none. */
static const struct letter {
	uint8_t traits, group, european;
} alphabet[256] = {
        ['b'] = {GROUP, 0, 7},
        ['c'] = {GROUP | SECOND, 1, 0},
        ['d'] = {GROUP, 3, 2},
        ['f'] = {OTHER, 25, 7},
        ['g'] = {GROUP, 7, 7},
        ['h'] = {SECOND, 25, 7},
        ['i'] = {GLIDE, 25, 7},
        ['j'] = {OTHER | SECOND, 25, 7},
        ['k'] = {GROUP | SECOND, 8, 7},
        ['o'] = {GROUP | SECOND, 9, 7},
        ['p'] = {GROUP, 11, 7},
        ['q'] = {OTHER, 25, 7},
        ['s'] = {GROUP | SECOND, 12, 3},
        ['t'] = {GROUP, 17, 6},
        ['u'] = {SECOND, 25, 7},
        ['w'] = {OTHER, 25, 7},
        ['x'] = {OTHER, 25, 7},
        ['y'] = {GLIDE, 25, 7},
        ['z'] = {GROUP | OTHER | SECOND, 24, 7},
        ['J'] = {SECOND, 25, 7},
        ['Q'] = {SECOND, 25, 7},
};

static uint8_t traits_of(char c)
{
	return alphabet[(unsigned char)c].traits;
}

/* Of the groups from here on that begin with the letter of s. */
static unsigned find_group(const group *g, const char *s, char *ret)
{
	static const uint32_t letters[] = {0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF};
	for (; g->from[0] == s[0]; g++) {
		if (!((kz_load32(s) ^ kz_load32(g->from)) & letters[g->length])) {
			*ret = g->to;
			return g->length;
		}
	}
	return 0;
}

static unsigned level_group(const char *s, kz_key_reading reading, char *ret)
{
	if (!(traits_of(s[0]) & GROUP) || !(traits_of(s[1]) & SECOND))
		return 0;
	const struct letter *letter = &alphabet[(unsigned char)s[0]];
	unsigned length = 0;
	if (reading == KZ_KEY_EUROPEAN)
		length = find_group(&european[letter->european], s, ret);
	return length ? length : find_group(&groups[letter->group], s, ret);
}

/* Letters of one sound and another in some alphabets. */
static char read_letter(char c, char after, kz_key_reading reading)
{
	switch (reading) {
	case KZ_KEY_GLIDE:
	case KZ_KEY_EUROPEAN:
		return c == 'j' ? 'y' : c;
	case KZ_KEY_AZERBAIJANI:
		if (c == 'q')
			return 'g';
		/* fall through */
	case KZ_KEY_TURKIC:
		if (c == 'x')
			return 'h';
		return c == 'c' && after != 'h' ? 'J' : c;
	default:
		return c;
	}
}

/* Letters for level: as they are spelled, in the alphabet of the reading. */
static void read_letters(char *s, size_t size, kz_key_reading reading)
{
	for (size_t i = 0; i < size && reading; i++)
		s[i] = read_letter(s[i], i + 1 < size ? s[i + 1] : '\0', reading);
}

/* A glide behind a consonant and before e that is not written in every romanisation: Vasil(y)ev, Kop(i)ejsk. */
static int is_silent(char c, kz_key_reading reading)
{
	return reading == KZ_KEY_EUROPEAN || reading == KZ_KEY_GLIDE || (reading == KZ_KEY_FULL && c == 'y');
}

/* Doubled letters are one. */
static void put_single(writer *w, char c)
{
	if (!w->length || w->out[w->length - 1] != c)
		put(w, c);
}

static int is_behind_soft(const writer *w)
{
	char last = w->length ? w->out[w->length - 1] : '\0';
	return last == 'Q' || last == 'S' || last == 'J';
}

/* A run of i and y: one i, or nothing between vowels and before an e that begins the word. Returns its length. */
static size_t level_glide(writer *w, const char *s, size_t i, size_t size, kz_key_reading reading)
{
	size_t end = i;
	while (end < size && is_glide(s[end]))
		end++;
	char before = i ? s[i - 1] : '\0', after = end < size ? s[end] : '\0';
	int consonant_before = i && !is_vowel(before);
	if (i && !consonant_before && is_vowel(after))
		return end - i;
	if (i == 0 && after == 'e' && s[0] == 'y')
		return end - i;
	if (consonant_before && after == 'e' && end - i == 1 && is_silent(s[i], reading))
		return 1;
	if (consonant_before && after == 'o' && (is_behind_soft(w) || (end - i == 1 && s[i] == 'y'))) {
		put_single(w, 'e'); /* Gorbachyov is Gorbachev, Artyom Artem */
		return end - i + 1;
	}
	put_single(w, 'i');
	return end - i;
}

static char level_letter(const char *s, size_t i, size_t size, kz_key_reading reading)
{
	switch (s[i]) {
	case 'w':
		return 'v';
	case 'q':
		return 'k';
	case 'c':
		return reading == KZ_KEY_EUROPEAN ? 'C' : 'c';
	case 'j':
		return 'J';
	case 'z': /* KazMunayGaz, KazMunayGas */
		return i + 1 == size && i > 1 && s[i - 1] == 'a' && s[i - 2] == 'g' ? 's' : 'z';
	case 'f':
		return i + 1 == size && i > 0 && (s[i - 1] == 'o' || s[i - 1] == 'e' || s[i - 1] == 'f') ? 'v' : 'f';
	}
	return s[i];
}

/* Александр is Alexander. */
static size_t level_end(char *out, size_t length)
{
	if (length < 4 || length + 1 > KZ_FOLD_MAX || memcmp(out + length - 3, "ndr", 3) != 0)
		return length;
	memcpy(out + length - 1, "er", 2);
	return length + 1;
}

/* Alexander II is not Alexander I. */
static int is_roman(const char *s, size_t size)
{
	size_t i = 0;
	while (i < size && (s[i] == 'i' || s[i] == 'v' || s[i] == 'x'))
		i++;
	return i == size;
}

/* What a letter that may not stand for itself is levelled to, with those behind it that belong to it; returns their number. */
static size_t level_unusual(writer *w, const char *s, size_t i, size_t size, kz_key_reading reading)
{
	char c;
	unsigned length = level_group(s + i, reading, &c);
	if (length) {
		put_single(w, c);
		return length;
	}
	if (is_glide(s[i]))
		return level_glide(w, s, i, size, reading);
	if (s[i] == 'x') {
		put_single(w, i ? 'k' : 'h');
		if (i)
			put_single(w, 's');
	} else if (s[i] != 'f' || i + 2 != size || s[i + 1] != 'f') { /* -off: the last f decides */
		put_single(w, level_letter(s, i, size, reading));
	}
	return 1;
}

/* Behind s stand GROUP_MAX zeros. */
static size_t level(const char *s, size_t size, kz_key_reading reading, char out[KZ_FOLD_MAX])
{
	writer w = {out, 0};
	/* A c has a value of its own in the European reading. */
	const uint8_t unusual = GLIDE | OTHER | (reading == KZ_KEY_EUROPEAN ? GROUP : 0);
	for (size_t i = 0; i < size;) {
		if (traits_of(s[i]) & (unusual | traits_of(s[i + 1]) >> SECOND_SHIFT))
			i += level_unusual(&w, s, i, size, reading);
		else
			put_single(&w, s[i++]);
	}
	return level_end(out, w.length);
}

/* Letters that a word must have one of to be read apart; a byte above 0x7F is always one. */
static const uint32_t telling[] = {
        [KZ_KEY_PLAIN] = 0,
        [KZ_KEY_GLIDE] = BIT('j'),
        [KZ_KEY_EUROPEAN] = BIT('c') | BIT('j') | BIT('z'),
        [KZ_KEY_TURKIC] = BIT('c') | BIT('x') | KZ_LETTERS_APOSTROPHE,
        [KZ_KEY_AZERBAIJANI] = BIT('q'),
        [KZ_KEY_FULL] = BIT('y') | KZ_LETTERS_APOSTROPHE,
};

uint32_t kz_letters_of(const char *text, size_t size)
{
	uint32_t letters = 0;
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i];
		uint32_t letter = (uint32_t)(c | 0x20) - 'a';
		letters |= letter < 26 ? 1u << letter : 0;
		letters |= c >= 0x80 ? KZ_LETTERS_WIDE : c == '\'' ? KZ_LETTERS_APOSTROPHE : 0;
	}
	return letters;
}

int kz_letters_have_reading(uint32_t letters, kz_key_reading reading)
{
	return (letters & (telling[reading] | KZ_LETTERS_WIDE)) != 0;
}

int kz_has_key_reading(const char *text, size_t size, kz_key_reading reading)
{
	return kz_letters_have_reading(kz_letters_of(text, size), reading);
}

size_t kz_name_key_read(const char *text, size_t size, kz_key_reading reading, char out[KZ_FOLD_MAX])
{
	char spelled[KZ_FOLD_MAX + GROUP_MAX];
	size_t length = spell(text, size, reading, spelled);
	memset(spelled + length, 0, GROUP_MAX);
	if (is_roman(spelled, length)) {
		memcpy(out, spelled, length);
		return length;
	}
	read_letters(spelled, length, reading);
	return level(spelled, length, reading, out);
}

size_t kz_name_key(const char *text, size_t size, char out[KZ_FOLD_MAX])
{
	return kz_name_key_read(text, size, KZ_KEY_PLAIN, out);
}

uint32_t kz_variant_readings(const char *text, size_t size)
{
	/* The Turkic readings take letters that English words have too: something else must speak for them. */
	const uint32_t turkic = KZ_LETTERS_WIDE | KZ_LETTERS_APOSTROPHE | BIT('x');
	uint32_t letters = kz_letters_of(text, size), readings = 1 << KZ_KEY_PLAIN;
	kz_key_reading last = letters & turkic ? KZ_KEY_AZERBAIJANI : KZ_KEY_EUROPEAN;
	for (kz_key_reading r = KZ_KEY_GLIDE; r <= last; r++)
		readings |= (uint32_t)kz_letters_have_reading(letters, r) << r;
	return readings;
}

void kz_key_text_make(const char *text, size_t size, kz_key_reading reading, kz_key_text *ret)
{
	size_t length = kz_name_key_read(text, size, reading, ret->text + 1);
	ret->text[0] = '\x01';
	ret->length = (uint32_t)(length < KZ_FOLD_MAX ? length : KZ_FOLD_MAX - 1) + 1;
	ret->hash = kz_hash(ret->text, ret->length);
}
