/*
 * In: a word, or a name key. Out: a sign that a word shares with its name key.
 *
 * A key is dear to make. What name_key.c does to a word in plain ASCII letters stays within classes of letters: vowels but a
 * stay vowels, w, f and ph become v, and of letters that make groups (sh, tch, dzh ...) there is still one that is of the class of
 * their first. A sign is the classes of a word without what may come and go: it tells nearly as much as the key.
 *
 * Latin letters with marks are looked at as those without; a j, which may be a glide, makes two signs.
 */
#include "base/fold.h"

#include <string.h>

/* Classes. Of a letter of the last three nothing may be left behind one of the last six: bh and gh are b and g, ph is f. i and y come
 * and go; digits and full stops stay, but tell little. */
enum { NOTHING, A, L, M, N, R, VOWEL, B, G, LABIAL, HARD, SOFT, HISSING };

/* What is unusual of a letter: it is of no alphabet that is known here; readings that few words are read in take it for another; it
 * lets such readings in; it may be a glide. */
enum { BARRED = 1, SHIFTING = 2, TELLING = 4, GLIDING = 8 };

/* Of a letter: its class; what is unusual of it; and what it makes the next letter drop, as bits of classes, if it is kept and in
 * any case. */
typedef struct sign_letter {
	uint8_t class, traits;
	uint16_t repeats, swallows;
} sign_letter;

#define GROUPED (1 << HARD | 1 << SOFT | 1 << HISSING)
#define MARK(traits)                                                                                                   \
	{                                                                                                              \
		NOTHING, traits, 0, 0                                                                                  \
	}
#define PLAIN(class)                                                                                                   \
	{                                                                                                              \
		class, 0, 1 << (class), 0                                                                              \
	}
#define SWALLOWER(class)                                                                                               \
	{                                                                                                              \
		class, 0, 1 << (class), GROUPED                                                                        \
	}
#define GROUPER(class, traits)                                                                                         \
	{                                                                                                              \
		class, traits, 0, GROUPED                                                                              \
	}
#define BOTH(lower, upper, ...) [lower] = __VA_ARGS__, [upper] = __VA_ARGS__

static const sign_letter alphabet[256] = {
        BOTH('a', 'A', PLAIN(A)),
        BOTH('l', 'L', PLAIN(L)),
        BOTH('m', 'M', PLAIN(M)),
        BOTH('n', 'N', PLAIN(N)),
        BOTH('r', 'R', PLAIN(R)),
        BOTH('e', 'E', PLAIN(VOWEL)),
        BOTH('o', 'O', PLAIN(VOWEL)),
        BOTH('u', 'U', PLAIN(VOWEL)),
        BOTH('b', 'B', SWALLOWER(B)),
        BOTH('g', 'G', SWALLOWER(G)),
        BOTH('f', 'F', SWALLOWER(LABIAL)),
        BOTH('p', 'P', SWALLOWER(LABIAL)),
        BOTH('v', 'V', SWALLOWER(LABIAL)),
        BOTH('w', 'W', SWALLOWER(LABIAL)),
        BOTH('c', 'C', GROUPER(HARD, SHIFTING)),
        BOTH('h', 'H', GROUPER(HARD, 0)),
        BOTH('k', 'K', GROUPER(HARD, 0)),
        BOTH('q', 'Q', GROUPER(HARD, SHIFTING)),
        BOTH('t', 'T', GROUPER(HARD, 0)),
        BOTH('d', 'D', GROUPER(SOFT, 0)),
        BOTH('z', 'Z', GROUPER(SOFT, 0)),
        BOTH('s', 'S', GROUPER(HISSING, 0)),
        BOTH('j', 'J', GROUPER(SOFT, GLIDING)),
        BOTH('x', 'X', GROUPER(HARD, TELLING)),
        ['\''] = MARK(TELLING),
        ['`'] = MARK(BARRED),
        ['-'] = MARK(BARRED),
        [0x80 ... 0xFF] = MARK(TELLING),
};

static char lower(char c)
{
	return (char)(c | 0x20);
}

/* Ends that are spelled anew: -ndr, also by way of -nddr, -ndhr, -ndxr and -ndrr, and -gaz. */
static int has_changing_end(const char *text, size_t size)
{
	char last = lower(text[size - 1]);
	if (size < 3 || (last != 'r' && last != 'z'))
		return 0;
	char before = lower(text[size - 2]);
	if (last == 'r')
		return before == 'd' || before == 'h' || before == 'x' || before == 'r';
	return before == 'a' && lower(text[size - 3]) == 'g';
}

static uint64_t sign_of(const char *text, size_t size, unsigned *ret_traits)
{
	const unsigned none = 1 << NOTHING;
	uint64_t sign = 0;
	unsigned drops = none, repeats = 0, traits = 0;
	for (size_t i = 0; i < size; i++) {
		sign_letter letter = alphabet[(unsigned char)text[i]];
		/* Masks, since a branch could not be foretold */
		unsigned kept = (drops >> letter.class & 1) - 1;
		traits |= letter.traits;
		sign = sign << (kept & 4) | (letter.class & kept);
		repeats = (repeats & ~kept) | (letter.repeats & kept);
		drops = none | repeats | letter.swallows;
	}
	*ret_traits = traits;
	return sign;
}

/* Letters from U+00C0 to U+017F by a letter of ASCII with their class in all readings; a space if there is none. */
static const char latin[] = "aaaaaa keeeeiiiidnooooo ouuuuy  aaaaaa keeeeiiiidnooooo ouuuuy y" /* U+00C0 to U+00FF */
                            "aaaaaakkkk  kkdd  eeeeeeeeeegggggggghhhhiiiiiiiiii    kk llllll " /* to U+013F */
                            " llnnnnnn   oooooo  rrrrrrsssssssstttt  uuuuuuuuuuuuwwyyyzzzzzz ";

/* The letter of ASCII for the code point that begins at text, '\0' for an apostrophe, which leaves nothing. *length: its bytes. */
static char base_letter(const char *text, size_t size, size_t *ret_length)
{
	static const char quotes[] = "\xE2\x80\x98\xE2\x80\x99"; /* U+2018, U+2019 */
	unsigned char first = (unsigned char)text[0], second = size > 1 ? (unsigned char)text[1] : 0;
	*ret_length = first < 0x80 ? 1 : first == 0xE2 ? 3 : 2;
	if (first < 0x80)
		return first == '\'' ? '\0' : (char)first;
	if (first >= 0xC3 && first <= 0xC5)
		return latin[(first - 0xC3) << 6 | (second & 0x3F)];
	return size > 2 && (!memcmp(text, quotes, 3) || !memcmp(text, quotes + 3, 3)) ? '\0' : ' ';
}

/* A word in letters of ASCII alone; its length, 0 if there are no such letters or too many. */
static size_t base_letters(const char *text, size_t size, char out[KZ_SIGN_BYTES])
{
	size_t length = 0, step;
	for (size_t i = 0; i < size; i += step) {
		char letter = base_letter(text + i, size - i, &step);
		if (letter == ' ' || (letter && length == KZ_SIGN_BYTES))
			return 0;
		if (letter)
			out[length++] = letter;
	}
	return length;
}

static kz_name_signs unusual_signs(const char *text, size_t size)
{
	const kz_name_signs none = {KZ_NO_SIGN, KZ_NO_SIGN};
	char letters[KZ_SIGN_BYTES];
	unsigned traits, read = 0;
	size_t length = base_letters(text, size, letters);
	for (size_t i = 0; i < size; i++)
		read |= alphabet[(unsigned char)text[i]].traits;
	if (!length || read & BARRED || (read & TELLING && read & SHIFTING) || has_changing_end(letters, length))
		return none;
	kz_name_signs signs;
	signs.plain = sign_of(letters, length, &traits);
	for (size_t i = 0; i < length; i++)
		letters[i] = lower(letters[i]) == 'j' ? 'y' : letters[i];
	signs.glide = sign_of(letters, length, &traits);
	return signs;
}

kz_name_signs kz_name_signs_of(const char *text, size_t size)
{
	unsigned traits = BARRED;
	uint64_t sign = size <= KZ_SIGN_BYTES ? sign_of(text, size, &traits) : 0;
	if (traits & ~(unsigned)SHIFTING)
		return unusual_signs(text, size);
	if (!size || has_changing_end(text, size))
		sign = KZ_NO_SIGN;
	return (kz_name_signs){sign, sign};
}

uint64_t kz_key_sign(const char *key, size_t size)
{
	unsigned traits;
	return size && size <= KZ_SIGN_BYTES ? sign_of(key, size, &traits) : KZ_NO_SIGN;
}
