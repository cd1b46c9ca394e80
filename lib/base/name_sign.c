/*
 * In: a word, or a name key. Out: a sign that a word shares with its name key.
 *
 * A key is dear to make. What name_key.c does to a word in plain ASCII letters stays within classes of letters: vowels but a
 * stay vowels, w, f and ph become v, and of letters that make groups (sh, tch, dzh ...) there is still one that is of the class of
 * their first. A sign is the classes of a word without what may come and go: it tells nearly as much as the key.
 */
#include "base/fold.h"

/* Classes. Of a letter of the last three nothing may be left behind one of the last six: bh and gh are b and g, ph is f. i and y come
 * and go; digits and full stops stay, but tell little. */
enum { NOTHING, A, L, M, N, R, VOWEL, B, G, LABIAL, HARD, SOFT, HISSING };

/* Of a letter: its class; what it makes the next letter drop, as bits of classes, if it is kept and in any case; and whether
 * readings take it for others, which the classes do not allow for, or it is of another alphabet. */
typedef struct sign_letter {
	uint8_t class, is_barred;
	uint16_t repeats, swallows;
} sign_letter;

#define GROUPED (1 << HARD | 1 << SOFT | 1 << HISSING)
#define BARRED                                                                                                         \
	{                                                                                                              \
		NOTHING, 1, 0, 0                                                                                       \
	}
#define PLAIN(class)                                                                                                   \
	{                                                                                                              \
		class, 0, 1 << (class), 0                                                                              \
	}
#define SWALLOWER(class)                                                                                               \
	{                                                                                                              \
		class, 0, 1 << (class), GROUPED                                                                        \
	}
#define GROUPER(class)                                                                                                 \
	{                                                                                                              \
		class, 0, 0, GROUPED                                                                                   \
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
        BOTH('c', 'C', GROUPER(HARD)),
        BOTH('h', 'H', GROUPER(HARD)),
        BOTH('k', 'K', GROUPER(HARD)),
        BOTH('q', 'Q', GROUPER(HARD)),
        BOTH('t', 'T', GROUPER(HARD)),
        BOTH('d', 'D', GROUPER(SOFT)),
        BOTH('z', 'Z', GROUPER(SOFT)),
        BOTH('s', 'S', GROUPER(HISSING)),
        BOTH('j', 'J', {SOFT, 1, 0, GROUPED}),
        BOTH('x', 'X', {HARD, 1, 0, GROUPED}),
        ['\''] = BARRED,
        ['`'] = BARRED,
        ['-'] = BARRED,
        [0x80 ... 0xFF] = BARRED,
};

static char lower(char c)
{
	return (char)(c | 0x20);
}

/* Ends that are spelled anew: -ndr, also by way of -nddr, -ndhr and -ndrr, and -gaz. */
static int has_changing_end(const char *text, size_t size)
{
	char last = lower(text[size - 1]);
	if (size < 3 || (last != 'r' && last != 'z'))
		return 0;
	char before = lower(text[size - 2]);
	if (last == 'r')
		return before == 'd' || before == 'h' || before == 'r';
	return before == 'a' && lower(text[size - 3]) == 'g';
}

static uint64_t sign_of(const char *text, size_t size, unsigned *ret_barred)
{
	const unsigned none = 1 << NOTHING;
	uint64_t sign = 0;
	unsigned drops = none, repeats = 0;
	*ret_barred = 0;
	for (size_t i = 0; i < size; i++) {
		sign_letter letter = alphabet[(unsigned char)text[i]];
		/* Masks, since a branch could not be foretold */
		unsigned kept = (drops >> letter.class & 1) - 1;
		*ret_barred |= letter.is_barred;
		sign = sign << (kept & 4) | (letter.class & kept);
		repeats = (repeats & ~kept) | (letter.repeats & kept);
		drops = none | repeats | letter.swallows;
	}
	return sign;
}

uint64_t kz_name_sign(const char *text, size_t size)
{
	unsigned is_barred;
	if (!size || size > KZ_SIGN_BYTES)
		return KZ_NO_SIGN;
	uint64_t sign = sign_of(text, size, &is_barred);
	return is_barred || has_changing_end(text, size) ? KZ_NO_SIGN : sign;
}

uint64_t kz_key_sign(const char *key, size_t size)
{
	unsigned is_barred;
	return size && size <= KZ_SIGN_BYTES ? sign_of(key, size, &is_barred) : KZ_NO_SIGN;
}
