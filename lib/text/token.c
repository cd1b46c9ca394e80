/*
 * In: text. Out: tokens, each with its shape and its number in the model's vocabulary.
 *
 * ASCII words of up to 14 letters, plain numbers and marks are the hot path (scan_plain), which takes them all alike, so
 * that the processor need not guess which comes next: 64 bytes are classified at once (the text is padded), where tokens begin and
 * end, their shapes and the lines come from bit masks, and the word is mostly found in the cache of words. Everything else goes
 * byte by byte.
 */
#include "text/token.h"
#include "base/fold.h"
#include "base/utf8.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { OTHER, SPACE, NEWLINE, LOWER, UPPER, DIGIT, HIGH };

static const uint8_t byte_class[256] = {
        ['\0'] = SPACE,        ['\t'] = SPACE,        ['\n'] = NEWLINE,       ['\v'] = SPACE,
        ['\f'] = SPACE,        ['\r'] = SPACE,        [' '] = SPACE,          ['0' ... '9'] = DIGIT,
        ['A' ... 'Z'] = UPPER, ['a' ... 'z'] = LOWER, [0x80 ... 0xFF] = HIGH,
};

/*
 * Words wait for what is known of them until there are many: the cache of words, and still more the model, answer from far
 * memory, and the processor waits for many answers as long as for one. Nor does it guess wrongly at the next token because it does
 * not know this one yet. Those that the cache does not know wait once more.
 */
#define WAITING_MAX 128
#define UNKNOWN_MAX 192

typedef struct waiting_word {
	uint64_t text[2]; /* the folded form */
	uint32_t token, length;
	uint32_t set;  /* of the cache */
	uint32_t hash; /* for the model */
} waiting_word;

/* The last mark that a plain token may be: letters aside, the case bit tells nothing in those behind it. */
#define MARK_LAST '>'

/* Bytes that are classified at once, and how far from the first a token may begin: it ends among them if it is plain. */
#define BLOCK      64
#define BLOCK_LAST (BLOCK - 16)

/* What the bytes from base on are, a bit for each. */
typedef struct block_masks {
	uint64_t letters, upper, words; /* words: letters and digits */
	uint64_t spaces, lines;         /* spaces: ' ', '\n' and U+00A0; lines: '\n' */
	uint64_t unusual;               /* no plain token begins there, nor is it a space */
	uint64_t joining;               /* may join what follows to a word before it */
	uint32_t base;
} block_masks;

/* Marks of one kind that join something, by what follows. Of the last byte's neighbour nothing is known, nor is it asked. */
static uint64_t joining_of(const block_masks *m, uint64_t points, uint64_t colons, uint64_t high)
{
	return (points & (m->words | high) >> 1) | (colons & ~((m->words | m->spaces) >> 1));
}

#if defined(__SSE2__)
/* Bytes of 16 that lie in [first, first + count): moved down by 128, compared as signed. */
static inline __m128i in_range(__m128i bytes, char first, char count)
{
	return _mm_cmplt_epi8(_mm_add_epi8(bytes, _mm_set1_epi8((char)(128 - first))),
	                      _mm_set1_epi8((char)(-128 + count)));
}

static inline uint64_t bits_of(__m128i bytes, int at)
{
	return (uint64_t)(uint32_t)_mm_movemask_epi8(bytes) << at;
}
#endif

/* Bytes that are this one, a bit for each. */
static uint64_t bytes_equal(const char *bytes, unsigned char byte)
{
	uint64_t equal = 0;
#if defined(__SSE2__)
	for (int i = 0; i < BLOCK; i += 16) {
		const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
		equal |= bits_of(_mm_cmpeq_epi8(block, _mm_set1_epi8((char)byte)), i);
	}
#else
	for (int i = 0; i < BLOCK; i++)
		equal |= (uint64_t)((unsigned char)bytes[i] == byte) << i;
#endif
	return equal;
}

/* Both bytes of spaces that do not break, U+00A0: of all that is not ASCII they alone are no token, and stand as often as quotes. */
static uint64_t find_fixed_spaces(const char *bytes)
{
	const uint64_t first = bytes_equal(bytes, 0xC2) & bytes_equal(bytes, 0xA0) >> 1;
	return first | first << 1;
}

static void classify_block(const char *text, uint32_t base, block_masks *m)
{
	const char *bytes = text + base;
	uint64_t letters = 0, small = 0, digits = 0, blanks = 0, lines = 0, outside = 0;
	uint64_t points = 0, colons = 0, high = 0;
#if defined(__SSE2__)
	for (int i = 0; i < BLOCK; i += 16) {
		const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
		const __m128i behind_marks = _mm_cmpgt_epi8(block, _mm_set1_epi8(MARK_LAST));
		const __m128i low = _mm_cmplt_epi8(block, _mm_set1_epi8(' ')); /* high bytes too */
		const __m128i apostrophes = _mm_cmpeq_epi8(block, _mm_set1_epi8('\''));
		letters |= bits_of(in_range(_mm_or_si128(block, _mm_set1_epi8(0x20)), 'a', 26), i);
		small |= bits_of(_mm_slli_epi16(block, 2), i);
		digits |= bits_of(in_range(block, '0', 10), i);
		blanks |= bits_of(_mm_cmpeq_epi8(block, _mm_set1_epi8(' ')), i);
		lines |= bits_of(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n')), i);
		outside |= bits_of(_mm_or_si128(_mm_or_si128(behind_marks, low), apostrophes), i);
		/* ',' and '.' differ in one bit */
		points |= bits_of(_mm_cmpeq_epi8(_mm_and_si128(block, _mm_set1_epi8(~('.' ^ ','))), _mm_set1_epi8(',')),
		                  i);
		colons |= bits_of(_mm_cmpeq_epi8(block, _mm_set1_epi8(':')), i);
		high |= bits_of(block, i);
	}
#else
	for (int i = 0; i < BLOCK; i++) {
		const char c = bytes[i];
		const uint8_t class = byte_class[(unsigned char)c];
		letters |= (uint64_t)(class == LOWER || class == UPPER) << i;
		small |= (uint64_t)(class == LOWER) << i;
		digits |= (uint64_t)(class == DIGIT) << i;
		blanks |= (uint64_t)(c == ' ') << i;
		lines |= (uint64_t)(c == '\n') << i;
		outside |= (uint64_t)((unsigned char)c < ' ' || (unsigned char)c > MARK_LAST || c == '\'') << i;
		points |= (uint64_t)(c == '.' || c == ',') << i;
		colons |= (uint64_t)(c == ':') << i;
		high |= (uint64_t)(class == HIGH) << i;
	}
#endif
	const uint64_t fixed = high ? find_fixed_spaces(bytes) : 0;
	*m = (block_masks){.letters = letters,
	                   .upper = letters & ~small,
	                   .words = letters | digits,
	                   .spaces = blanks | lines | fixed,
	                   .lines = lines,
	                   .unusual = outside & ~(letters | lines | fixed),
	                   .base = base};
	m->joining = joining_of(m, points, colons, high & ~fixed);
}

typedef struct scanner {
	kz_arena *arena;
	const kzner_model *model;
	kz_cached_set *cache; /* NULL if there is none */
	const char *text;
	uint32_t size, at;
	uint8_t flags;      /* of the next token */
	uint32_t no_domain; /* up to here no web address ends */
	kz_tokens *tokens;
	block_masks block;
	uint32_t waiting_count;
	waiting_word waiting[WAITING_MAX];
	uint32_t unknown_count;
	waiting_word unknown[UNKNOWN_MAX];
} scanner;

/* What a scan over a word learns. */
typedef struct word_scan {
	uint32_t upper, lower, digits;
	int first_upper, wide, foreign, apostrophe, dotted;
} word_scan;

static int is_letter_byte(const scanner *s, uint32_t at)
{
	uint8_t class = at < s->size ? byte_class[(unsigned char)s->text[at]] : OTHER;
	return class == LOWER || class == UPPER;
}

/* Length of an apostrophe at `at`, 0 if there is none. */
static unsigned apostrophe_length(const scanner *s, uint32_t at)
{
	if (s->text[at] == '\'' || s->text[at] == '`')
		return 1;
	uint32_t code;
	if ((unsigned char)s->text[at] < 0xC2 || !kz_utf8_decode(s->text + at, s->size - at, &code))
		return 0;
	return kz_char_classify(code) == KZ_CHAR_APOSTROPHE ? (code < 0x800 ? 2 : 3) : 0;
}

/* A letter begins at `at`, ASCII or not. */
static int is_letter(const scanner *s, uint32_t at)
{
	if (at >= s->size)
		return 0;
	if ((unsigned char)s->text[at] < 0x80)
		return is_letter_byte(s, at);
	uint32_t code;
	if (!kz_utf8_decode(s->text + at, s->size - at, &code))
		return 0;
	kz_char_class class = kz_char_classify(code);
	return class == KZ_CHAR_UPPER || class == KZ_CHAR_LOWER;
}

/* "s" and then no letter: the rest of a possessive. */
static int is_clitic_s(const scanner *s, uint32_t at)
{
	return at < s->size && (s->text[at] == 's' || s->text[at] == 'S') && !is_letter(s, at + 1) &&
	       !(at + 1 < s->size && byte_class[(unsigned char)s->text[at + 1]] == DIGIT);
}

static void count_code(word_scan *w, kz_char_class class, uint32_t code, int first)
{
	w->wide = 1;
	if (class == KZ_CHAR_UPPER) {
		w->upper++;
		w->first_upper |= first;
	} else if (class == KZ_CHAR_LOWER) {
		w->lower++;
	} else if (class == KZ_CHAR_DIGIT) {
		w->digits++;
	}
	if (code >= 0x0370 && !(code >= 0x1E00 && code < 0x1F00))
		w->foreign = 1;
}

/* A code point of two bytes or more inside or at the start of a word: its length, 0 if it ends the word. */
static unsigned scan_wide(const scanner *s, uint32_t at, uint32_t begin, word_scan *w)
{
	uint32_t code;
	unsigned length = kz_utf8_decode(s->text + at, s->size - at, &code);
	if (!length)
		return 0;
	kz_char_class class = kz_char_classify(code);
	switch (class) {
	case KZ_CHAR_UPPER:
	case KZ_CHAR_LOWER:
	case KZ_CHAR_DIGIT:
		count_code(w, class, code, at == begin);
		return length;
	case KZ_CHAR_MARK:
	case KZ_CHAR_IGNORABLE:
		w->wide = 1;
		return at > begin ? length : 0;
	default:
		return 0;
	}
}

/* Letters and digits from `at` on; returns the end. */
static uint32_t scan_letters(const scanner *s, uint32_t begin, uint32_t at, word_scan *w)
{
	for (;;) {
		uint8_t class = byte_class[(unsigned char)s->text[at]];
		if (class == LOWER) {
			w->lower++;
			at++;
		} else if (class == UPPER) {
			w->upper++;
			w->first_upper |= at == begin;
			at++;
		} else if (class == DIGIT) {
			w->digits++;
			at++;
		} else if (class == HIGH && at < s->size) {
			unsigned length = scan_wide(s, at, begin, w);
			if (!length)
				return at;
			at += length;
		} else {
			return at;
		}
	}
}

/* "U.S." after its first letter at begin: the end, or `end` if it is none. */
static uint32_t scan_dotted(const scanner *s, uint32_t begin, uint32_t end)
{
	uint32_t at = end;
	if (end - begin != 1)
		return end;
	while (at + 1 < s->size && s->text[at] == '.' && is_letter_byte(s, at + 1) && !is_letter(s, at + 2) &&
	       !(at + 2 < s->size && s->text[at + 2] == '\''))
		at += 2;
	if (at == end)
		return end;
	return at < s->size && s->text[at] == '.' ? at + 1 : at;
}

/* Last labels of web addresses that news prints; others would take "end.The next" for one. */
static int is_top_domain(const char *label, size_t length)
{
	static const char *const domains[] = {"com", "org", "net",  "info", "gov",   "edu", "int", "biz",
	                                      "ru",  "kz",  "uz",   "kg",   "tj",    "tm",  "ua",  "by",
	                                      "az",  "ge",  "eu",   "uk",   "de",    "fr",  "tv",  "cn",
	                                      "tr",  "me",  "asia", "news", "media", "su",  "md",  "io"};
	for (size_t i = 0; i < sizeof domains / sizeof *domains; i++)
		if (strlen(domains[i]) == length && !memcmp(domains[i], label, length))
			return 1;
	return 0;
}

/* "novopol.ru" after its first label: the end, or `end` if it is none. Labels behind the last that may end an address are not
 * looked at again from each of them. */
static uint32_t scan_domain(scanner *s, uint32_t end)
{
	uint32_t at = end, label = end;
	int found = 0;
	if (end < s->no_domain)
		return end;
	while (at < s->size && s->text[at] == '.' && byte_class[(unsigned char)s->text[at + 1]] == LOWER) {
		label = ++at;
		while (at < s->size && (byte_class[(unsigned char)s->text[at]] == LOWER ||
		                        byte_class[(unsigned char)s->text[at]] == DIGIT || s->text[at] == '-'))
			at++;
		found = is_top_domain(s->text + label, at - label);
		if (found)
			end = at;
	}
	s->no_domain = at;
	return end;
}

/* Anything up to white space or a closing mark, from "://" on. */
static uint32_t scan_url(const scanner *s, uint32_t at)
{
	while (at < s->size && byte_class[(unsigned char)s->text[at]] != SPACE &&
	       byte_class[(unsigned char)s->text[at]] != NEWLINE && !strchr("<>\"()[]{}", s->text[at]))
		at++;
	while (at && strchr(".,;:!?'", s->text[at - 1]))
		at--;
	return at;
}

static kz_token_shape shape_of(const word_scan *w)
{
	if (!w->upper)
		return KZ_SHAPE_LOWER;
	if (!w->lower)
		return KZ_SHAPE_UPPER;
	return w->first_upper && w->upper == 1 ? KZ_SHAPE_CAP : KZ_SHAPE_MIXED;
}

/* What the model says of a word is what the token says. */
static inline void set_known(kz_token *token, const kz_cached_word *known)
{
	token->word = known->word;
	token->hash = known->hash;
	token->classes = known->classes;
	token->follows = known->follows;
	token->lists = (uint16_t)(known->text[1] >> KZ_CACHED_LISTS_SHIFT);
}

/* What a record of the model, or none, says of a word whose first letters are text. */
static kz_cached_word known_of(const kzner_model *model, uint32_t record, uint32_t hash, const uint64_t text[2])
{
	const kz_word *word = &model->words[record];
	uint64_t lists = word->lists & (uint16_t)~KZ_LISTS_ONLY;
	return (kz_cached_word){.text = {text[0], text[1] | lists << KZ_CACHED_LISTS_SHIFT},
	                        .word = word->lists & KZ_LISTS_ONLY ? 0 : record,
	                        .hash = hash,
	                        .classes = word->classes,
	                        .follows = word->follows};
}

static void set_word(const scanner *s, kz_token *token, const char *folded, size_t length)
{
	static const uint64_t no_text[2];
	uint32_t hash = kz_hash(folded, length);
	kz_cached_word known = known_of(s->model, kz_find_record(s->model, folded, length, hash), hash, no_text);
	set_known(token, &known);
}

/* The same word may have waited twice. */
static void ask_model(scanner *s, const waiting_word *w)
{
	kz_token *token = &s->tokens->items[w->token];
	const kz_cached_word *cached = s->cache ? kz_cached_word_find(&s->cache[w->set], w->text) : NULL;
	if (cached) {
		set_known(token, cached);
		return;
	}
	uint32_t record = kz_find_short_record(s->model, w->text, w->length, w->hash);
	kz_cached_word known = known_of(s->model, record, w->hash, w->text);
	set_known(token, &known);
	if (s->cache)
		kz_cached_word_keep(&s->cache[w->set], &known);
}

static void set_all_unknown(scanner *s)
{
	for (uint32_t i = 0; i < s->unknown_count; i++) {
		const kz_word *word =
		        &s->model->words[*kz_bucket_at(s->model, (char)s->unknown[i].text[0], s->unknown[i].hash)];
		__builtin_prefetch(word);
	}
	for (uint32_t i = 0; i < s->unknown_count; i++)
		ask_model(s, &s->unknown[i]);
	s->unknown_count = 0;
}

static void set_all_waiting(scanner *s)
{
	if (s->unknown_count > UNKNOWN_MAX - WAITING_MAX)
		set_all_unknown(s);
	for (const waiting_word *w = s->waiting, *end = w + s->waiting_count; w < end; w++) {
		const kz_cached_word *cached = s->cache ? kz_cached_word_find(&s->cache[w->set], w->text) : NULL;
		if (cached) {
			set_known(&s->tokens->items[w->token], cached);
			continue;
		}
		waiting_word *unknown = &s->unknown[s->unknown_count++];
		*unknown = *w;
		unknown->hash = kz_hash_short(w->text, w->length);
		__builtin_prefetch(kz_bucket_at(s->model, (char)w->text[0], unknown->hash));
	}
	s->waiting_count = 0;
}

static inline void set_waiting(waiting_word *w, const kz_cached_set *cache, uint32_t token, uint64_t low, uint64_t high,
                               uint32_t length)
{
	w->text[0] = low;
	w->text[1] = high;
	w->token = token;
	w->length = length;
	w->set = kz_cached_set_of(low, high);
	/* There may be no cache: no pointer into it is made. */
	__builtin_prefetch((const void *)((uintptr_t)cache + w->set * sizeof *cache));
}

/* By way of the cache, for a folded form of at most 14 bytes in two little-endian words. */
static void set_short_word(scanner *s, const kz_token *token, uint64_t low, uint64_t high, uint32_t length)
{
	if (s->waiting_count == WAITING_MAX)
		set_all_waiting(s);
	set_waiting(&s->waiting[s->waiting_count++], s->cache, (uint32_t)(token - s->tokens->items), low, high, length);
}

/* Words, numbers and clitics of ASCII letters, digits, points, commas and apostrophes: setting the case bit folds them. */
static void look_up_ascii(scanner *s, kz_token *token)
{
	const char *bytes = s->text + token->begin;
	size_t length = token->end - token->begin;
	char folded[KZ_FOLD_MAX];
	if (length > KZ_FOLD_MAX) {
		token->hash = kz_hash(bytes, length);
		return;
	}
	for (size_t i = 0; i < length; i += 8)
		kz_store64(folded + i, kz_load64(bytes + i) | 0x2020202020202020u);
	if (length > KZ_WORD_CACHE_BYTES) {
		set_word(s, token, folded, length);
		return;
	}
	memset(folded + length, 0, 16 - length);
	set_short_word(s, token, kz_load64(folded), kz_load64(folded + 8), (uint32_t)length);
}

size_t kz_token_fold(const char *text, const kz_token *token, char out[KZ_FOLD_MAX])
{
	if (token->kind == KZ_TOKEN_CLITIC) {
		memcpy(out, "'s", 2);
		return 2;
	}
	size_t length = kz_fold(text + token->begin, token->end - token->begin, out);
	/* "U.S" is "u.s." however it ends. */
	if (token->flags & KZ_TOKEN_DOTTED && length && length < KZ_FOLD_MAX && out[length - 1] != '.')
		out[length++] = '.';
	return length;
}

static void look_up(scanner *s, kz_token *token)
{
	char folded[KZ_FOLD_MAX];
	set_word(s, token, folded, kz_token_fold(s->text, token, folded));
}

static kz_token *add_token(scanner *s, kz_token_kind kind, uint32_t end)
{
	kz_token *token = KZ_PUSH(s->arena, s->tokens);
	if (!token)
		return NULL;
	*token = (kz_token){.begin = s->at, .end = end, .kind = (uint8_t)kind, .flags = s->flags};
	/* A space follows most tokens; the text has zeros behind it. */
	uint32_t space = s->text[end] == ' ';
	s->flags = space ? KZ_TOKEN_SPACE : 0;
	s->at = end + space;
	return token;
}

/* Apostrophes inside a word join it (O'Brien, don't), but for a possessive. Returns the end of the word. */
static uint32_t scan_word(const scanner *s, uint32_t begin, word_scan *w)
{
	uint32_t at = scan_letters(s, begin, begin, w);
	for (;;) {
		unsigned length = at < s->size && at > begin ? apostrophe_length(s, at) : 0;
		if (!length || !is_letter(s, at + length) || is_clitic_s(s, at + length))
			return at;
		w->apostrophe = 1;
		at = scan_letters(s, begin, at + length, w);
	}
}

#define FIRST_BYTES(count) ((count) >= 8 ? ~(uint64_t)0 : ((uint64_t)1 << (8 * ((count)&7))) - 1)
#define BYTES_KEPT(count)                                                                                              \
	{                                                                                                              \
		FIRST_BYTES(count), (count) > 8 ? FIRST_BYTES((count)-8) : 0                                           \
	}

/* Masks of the first bytes of two words, by their number. */
static const uint64_t bytes_kept[16 + 1][2] = {
        BYTES_KEPT(0),  BYTES_KEPT(1),  BYTES_KEPT(2),  BYTES_KEPT(3),  BYTES_KEPT(4),  BYTES_KEPT(5),
        BYTES_KEPT(6),  BYTES_KEPT(7),  BYTES_KEPT(8),  BYTES_KEPT(9),  BYTES_KEPT(10), BYTES_KEPT(11),
        BYTES_KEPT(12), BYTES_KEPT(13), BYTES_KEPT(14), BYTES_KEPT(15), BYTES_KEPT(16),
};

/* Is the byte none that a word can go on with? */
static int is_outside(unsigned char byte)
{
	return byte_class[byte] <= NEWLINE;
}

/* Does an ASCII word end before an apostrophe that stands before next? */
static int ends_before_apostrophe(const unsigned char *next)
{
	return is_outside(next[0]) || ((next[0] | 0x20) == 's' && is_outside(next[1]));
}

/* Does a word or number surely end before next, an unusual byte that may join what follows to it? */
static int surely_ends(const unsigned char *next, unsigned kind)
{
	switch (next[0]) {
	case '\'':
	case '`':
		return ends_before_apostrophe(next + 1);
	case 0xE2: /* dashes and quotes from U+2010 to U+203F; of these U+2018, U+2019 and U+2032 are apostrophes */
		if (next[1] != 0x80 || next[2] < 0x90)
			return 0;
		return (next[2] != 0x98 && next[2] != 0x99 && next[2] != 0xB2) || kind == KZ_TOKEN_NUMBER ||
		       ends_before_apostrophe(next + 3);
	}
	return 0;
}

/* What a byte that begins a plain token makes of it. */
typedef struct token_start {
	uint8_t kind, shape, flags;
	char symbol;
} token_start;

#define MARK(c, flags)                                                                                                 \
	{                                                                                                              \
		KZ_TOKEN_SYMBOL, 0, flags, c                                                                           \
	}

static const token_start starts[128] = {
        ['!'] = MARK('!', KZ_TOKEN_STOP),
        ['"'] = MARK('"', 0),
        ['#'] = MARK('#', 0),
        ['$'] = MARK('$', 0),
        ['%'] = MARK('%', 0),
        ['&'] = MARK('&', 0),
        ['('] = MARK('(', 0),
        [')'] = MARK(')', 0),
        ['*'] = MARK('*', 0),
        ['+'] = MARK('+', 0),
        [','] = MARK(',', 0),
        ['-'] = MARK('-', 0),
        ['.'] = MARK('.', KZ_TOKEN_STOP),
        ['/'] = MARK('/', 0),
        [':'] = MARK(':', 0),
        [';'] = MARK(';', 0),
        ['<'] = MARK('<', 0),
        ['='] = MARK('=', 0),
        ['>'] = MARK('>', 0),
        ['0' ... '9'] = {.kind = KZ_TOKEN_NUMBER},
        ['A' ... 'Z'] = {.kind = KZ_TOKEN_WORD},
        ['a' ... 'z'] = {.kind = KZ_TOKEN_WORD},
};

/* Unusual bytes that may join what follows to a token, a bit for each kind. */
enum { JOINS_WORD = 1 << KZ_TOKEN_WORD, JOINS_NUMBER = 1 << KZ_TOKEN_NUMBER };

static const uint8_t joins[256] = {
        ['\''] = JOINS_WORD,
        ['`'] = JOINS_WORD,
        [128 ... 255] = JOINS_WORD | JOINS_NUMBER,
};

/* The first letters of a word, the case bit set: word 0 or 1 of them. */
static inline uint64_t fold_letters(const char *text, uint32_t length, int word)
{
	return (kz_load64(text + 8 * word) | 0x2020202020202020u) & bytes_kept[length][word];
}

/* Where plain tokens of a block begin and end, a bit for each: the nth end is that of the nth beginning. */
typedef struct plain_tokens {
	uint64_t begins, ends; /* no ends of those that are not plain, nor of what stands behind them */
	uint64_t stop;         /* from here on tokens are not plain: the lowest bit counts */
} plain_tokens;

/* Does an unusual byte, the only bit of stop, go on with the word before it? */
static int goes_on(const scanner *s, const block_masks *m, uint64_t begins, uint64_t stop)
{
	uint64_t before = begins & (stop - 1);
	const char *next = s->text + m->base + __builtin_ctzll(stop);
	const unsigned kind =
	        byte_class[(unsigned char)s->text[m->base + (63u - (uint32_t)__builtin_clzll(before))]] == DIGIT
	                ? KZ_TOKEN_NUMBER
	                : KZ_TOKEN_WORD;
	return joins[(unsigned char)*next] >> kind & 1 && !surely_ends((const unsigned char *)next, kind);
}

static plain_tokens find_plain(const scanner *s, const block_masks *m, uint32_t from)
{
	const uint64_t live = ~(uint64_t)0 << from, words = m->words & live, behind = words << 1;
	const uint64_t marks = ~(m->words | m->spaces | m->unusual) & live;
	plain_tokens p = {(words & ~behind) | marks, (behind & ~words) | marks << 1, m->unusual & live};
	uint64_t joining = m->joining & behind;
	const uint64_t first = p.stop & -p.stop;
	if (first & behind && goes_on(s, m, p.begins, first))
		joining |= first;
	/* A token may end before what is unusual, but not before what joins. Where one that ends with the block goes on is not known. */
	p.ends &= (first ^ (first - 1)) & ((joining & -joining) - 1) & ~(uint64_t)0 >> 1;
	return p;
}

/* More than the first letter is a capital, or it is the only letter. Numbers have no shape. */
static uint8_t shape_of_capitals(const block_masks *m, uint32_t from, uint32_t end)
{
	const uint64_t bits = ((uint64_t)1 << end) - ((uint64_t)1 << from);
	const uint64_t letters = m->letters & bits, upper = m->upper & bits;
	if (!(letters >> from & 1))
		return KZ_SHAPE_LOWER;
	if (upper == letters)
		return KZ_SHAPE_UPPER;
	return upper == (uint64_t)1 << from ? KZ_SHAPE_CAP : KZ_SHAPE_MIXED;
}

/* Flags of the next token behind a newline. */
static inline uint8_t behind_newline(uint8_t flags)
{
	return flags | KZ_TOKEN_SPACE | (flags & KZ_TOKEN_LINE ? KZ_TOKEN_BREAK : KZ_TOKEN_LINE);
}

/* Tell the tokens behind newlines: the first of those that begin at `begins` is first. */
static void mark_lines(kz_token *first, uint64_t begins, uint64_t newlines)
{
	for (; newlines; newlines &= newlines - 1) {
		const uint64_t before = (newlines & -newlines) - 1;
		kz_token *token = first + __builtin_popcountll(begins & before);
		token->flags = behind_newline(token->flags);
	}
}

/*
 * Add tokens of the block from s->at on while they are ASCII words, numbers and marks whose ends are plain to see. There is room for them.
 * Where they begin and end is known beforehand, so that none waits for the one before.
 */
static void scan_block(scanner *s)
{
	const block_masks m = s->block;
	const char *text = s->text + m.base;
	plain_tokens p = find_plain(s, &m, s->at - m.base);
	const uint64_t begins = p.begins, spaced = m.spaces << 1;
	/* those that tell more of a shape than a capital that begins a word */
	uint64_t capitals = m.upper & (~p.begins | ~(m.letters >> 1)) & ~(uint64_t)0 << (s->at - m.base);
	kz_token *const first = s->tokens->items + s->tokens->count, *token = first;
	waiting_word *waiting = s->waiting + s->waiting_count;
	for (uint32_t number = s->tokens->count; p.ends; token++, waiting++) {
		const uint32_t from = (uint32_t)__builtin_ctzll(p.begins), end = (uint32_t)__builtin_ctzll(p.ends);
		const uint32_t length = end - from;
		if (length > KZ_WORD_CACHE_BYTES)
			break;
		token->begin = m.base + from;
		token->end = m.base + end;
		memcpy((char *)token + offsetof(kz_token, kind), &starts[(unsigned char)text[from]], sizeof *starts);
		token->flags |= (uint8_t)(spaced >> from & 1) * KZ_TOKEN_SPACE;
		token->shape = m.upper >> from & 1 ? KZ_SHAPE_CAP : KZ_SHAPE_LOWER;
		const uint64_t before_end = (p.ends - 1) & ~p.ends;
		if (capitals & before_end) {
			token->shape = shape_of_capitals(&m, from, end);
			capitals &= ~before_end;
		}
		set_waiting(waiting, s->cache, number++, fold_letters(text + from, length, 0),
		            fold_letters(text + from, length, 1), length);
		p.begins &= p.begins - 1;
		p.ends &= p.ends - 1;
	}
	const uint64_t rest = p.begins | p.stop;
	const uint32_t begin = s->at - m.base, end = rest ? (uint32_t)__builtin_ctzll(rest) : BLOCK;
	s->tokens->count += (uint32_t)(token - first);
	s->waiting_count += (uint32_t)(token - first);
	token->flags = 0;
	first->flags |= s->flags;
	token->flags |= (uint8_t)(m.spaces >> ((end - 1) % BLOCK) & (end > begin)) * KZ_TOKEN_SPACE;
	mark_lines(first, begins, m.lines & ((rest & -rest) - 1) & ~(uint64_t)0 << begin);
	s->flags = token->flags;
	s->at = m.base + end;
}

/* Plain tokens from here on. False: no memory. */
static int scan_plain(scanner *s)
{
	do {
		if (s->at - s->block.base > BLOCK_LAST)
			classify_block(s->text, s->at, &s->block);
		if (s->waiting_count > WAITING_MAX - BLOCK)
			set_all_waiting(s);
		if (!KZ_RESERVE_MORE(s->arena, s->tokens, BLOCK))
			return 0;
		scan_block(s);
	} while (s->at - s->block.base > BLOCK_LAST);
	return 1;
}

kz_cached_key *kz_token_cached_key(kz_word_cache *cache, const char *text, const kz_token *token)
{
	uint32_t length = token->end - token->begin;
	if (!cache || !length || length > KZ_KEY_CACHE_BYTES || token->kind != KZ_TOKEN_WORD ||
	    token->flags & (KZ_TOKEN_WIDE | KZ_TOKEN_DOTTED))
		return NULL;
	uint64_t folded[2];
	for (int i = 0; i < 2; i++)
		folded[i] = fold_letters(text + token->begin, length, i);
	kz_cached_key *at = kz_key_cache_at(cache, token->hash);
	if (at->text[0] != folded[0] || at->text[1] != folded[1])
		*at = (kz_cached_key){{folded[0], folded[1]}, 0, 0};
	return at;
}

static int add_word(scanner *s)
{
	word_scan w = {0};
	uint32_t begin = s->at, end = scan_word(s, begin, &w);
	kz_token_kind kind = KZ_TOKEN_WORD;
	if (end < s->size && s->text[end] == '.') {
		uint32_t dotted = scan_dotted(s, begin, end);
		uint32_t domain = dotted == end && !w.wide ? scan_domain(s, end) : end;
		w.dotted = dotted > end;
		if (domain > end)
			kind = KZ_TOKEN_URL;
		for (uint32_t i = end; i < dotted; i++)
			w.upper += byte_class[(unsigned char)s->text[i]] == UPPER;
		end = dotted > domain ? dotted : domain;
	} else if (end + 2 < s->size && !memcmp(s->text + end, "://", 3)) {
		end = scan_url(s, end + 3);
		kind = KZ_TOKEN_URL;
	}
	kz_token *token = add_token(s, kind, end);
	if (!token)
		return 0;
	token->shape = (uint8_t)shape_of(&w);
	token->flags |= (uint8_t)((w.wide ? KZ_TOKEN_WIDE : 0) | (w.foreign ? KZ_TOKEN_FOREIGN : 0) |
	                          (w.dotted ? KZ_TOKEN_DOTTED : 0));
	if (kind == KZ_TOKEN_WORD && !w.wide && !w.apostrophe && !w.dotted)
		look_up_ascii(s, token);
	else
		look_up(s, token);
	return 1;
}

/* 3.27  28,668  14.02.2023  1990s  19th  300th */
static int add_number(scanner *s)
{
	uint32_t at = s->at;
	word_scan w = {0};
	for (;;) {
		while (byte_class[(unsigned char)s->text[at]] == DIGIT)
			at++;
		if ((s->text[at] == '.' || s->text[at] == ',') && byte_class[(unsigned char)s->text[at + 1]] == DIGIT)
			at++;
		else
			break;
	}
	at = scan_letters(s, s->at, at, &w);
	kz_token *token = add_token(s, KZ_TOKEN_NUMBER, at);
	if (!token)
		return 0;
	if (w.wide)
		look_up(s, token);
	else
		look_up_ascii(s, token);
	return 1;
}

static char symbol_of(uint32_t code)
{
	if (code < 0x80)
		return code == '`' ? '\'' : (char)code;
	switch (code) {
	case 0x2018:
	case 0x2019:
		return '\'';
	case 0x201C:
	case 0x201D:
	case 0x201E:
	case 0x00AB:
	case 0x00BB:
		return '"';
	case 0x2010 ... 0x2012:
	case 0x2013 ... 0x2015:
	case 0x2212:
		return '-';
	case 0x2026:
		return '.';
	case 0x2022:
	case 0x25CF:
	case 0x00B7:
		return '*';
	}
	return 0;
}

/* By way of the cache, where it stands under its bytes as they are; no folded form ends in such bytes. */
static void look_up_wide_symbol(scanner *s, kz_token *token)
{
	uint32_t length = token->end - token->begin;
	uint64_t bytes[2] = {kz_load64(s->text + token->begin) & bytes_kept[length][0],
	                     ((uint64_t)1 << KZ_CACHED_LISTS_SHIFT) - 1};
	kz_cached_set *set = s->cache ? &s->cache[kz_cached_set_of(bytes[0], bytes[1])] : NULL;
	const kz_cached_word *cached = set ? kz_cached_word_find(set, bytes) : NULL;
	if (cached) {
		set_known(token, cached);
		return;
	}
	char folded[KZ_FOLD_MAX];
	size_t size = kz_token_fold(s->text, token, folded);
	uint32_t hash = kz_hash(folded, size);
	kz_cached_word known = known_of(s->model, kz_find_record(s->model, folded, size, hash), hash, bytes);
	set_known(token, &known);
	if (set)
		kz_cached_word_keep(set, &known);
}

static int add_symbol(scanner *s, uint32_t code, unsigned length)
{
	kz_token *token = add_token(s, KZ_TOKEN_SYMBOL, s->at + length);
	if (!token)
		return 0;
	token->symbol = symbol_of(code);
	if (token->symbol == '.' || token->symbol == '!' || token->symbol == '?')
		token->flags |= KZ_TOKEN_STOP;
	if (code < 0x80)
		set_short_word(s, token, (unsigned char)token->symbol, 0, 1);
	else
		look_up_wide_symbol(s, token);
	token->flags |= (uint8_t)(length > 1 ? KZ_TOKEN_WIDE : 0);
	return 1;
}

/* 's behind a word, also as a bad conversion left it: Putin?s */
static int is_clitic(const scanner *s, unsigned length)
{
	if (!length || !s->tokens->count || s->tokens->items[s->tokens->count - 1].end != s->at)
		return 0;
	const kz_token *before = &s->tokens->items[s->tokens->count - 1];
	return (before->kind == KZ_TOKEN_WORD || before->kind == KZ_TOKEN_NUMBER) && is_clitic_s(s, s->at + length);
}

static int add_clitic(scanner *s, unsigned length)
{
	kz_token *token = add_token(s, KZ_TOKEN_CLITIC, s->at + length + 1);
	if (!token)
		return 0;
	token->symbol = '\'';
	set_short_word(s, token, '\'' | 's' << 8, 0, 2);
	return 1;
}

/* An ASCII character that begins no word or number. */
static int add_mark(scanner *s)
{
	char c = s->text[s->at];
	if ((c == '\'' || c == '`' || c == '?') && is_clitic(s, 1))
		return add_clitic(s, 1);
	return add_symbol(s, (unsigned char)c, 1);
}

static int add_other(scanner *s)
{
	uint32_t code = 0;
	unsigned length = kz_utf8_decode(s->text + s->at, s->size - s->at, &code);
	if (!length)
		length = 1;
	kz_char_class class = kz_char_classify(code);
	unsigned mark = class == KZ_CHAR_APOSTROPHE ? length : 0;
	if (is_clitic(s, mark))
		return add_clitic(s, mark);
	if (class == KZ_CHAR_SPACE || class == KZ_CHAR_IGNORABLE || class == KZ_CHAR_MARK) {
		s->flags |= class == KZ_CHAR_SPACE ? KZ_TOKEN_SPACE : 0;
		s->at += length;
		return 1;
	}
	if (class == KZ_CHAR_UPPER || class == KZ_CHAR_LOWER)
		return add_word(s);
	return add_symbol(s, code, length);
}

/* What scan_plain() leaves: one token, or what stands between tokens. */
static int scan_unusual(scanner *s)
{
	switch (byte_class[(unsigned char)s->text[s->at]]) {
	case SPACE:
		s->flags |= KZ_TOKEN_SPACE;
		s->at++;
		return 1;
	case NEWLINE:
		s->flags = behind_newline(s->flags);
		s->at++;
		return 1;
	case LOWER:
	case UPPER:
		return add_word(s);
	case DIGIT:
		return add_number(s);
	case OTHER:
		return add_mark(s);
	default:
		return add_other(s);
	}
}

int kz_tokenize(kz_arena *arena, const kzner_model *model, kz_word_cache *cache, const kz_text *text, kz_tokens *tokens)
{
	scanner s = {.arena = arena,
	             .model = model,
	             .cache = cache ? kz_cached_sets(cache) : NULL,
	             .text = text->bytes,
	             .size = text->size,
	             .flags = KZ_TOKEN_BREAK | KZ_TOKEN_LINE,
	             .tokens = tokens};
	tokens->count = 0;
	classify_block(s.text, 0, &s.block);
	/* News has a token for every 4.2 bytes; a list of names or figures one for 3. */
	if (!KZ_RESERVE(arena, tokens, text->size / 3 + BLOCK + 1))
		return 0;
	for (;;) {
		if (!scan_plain(&s))
			return 0;
		if (s.at >= s.size)
			break;
		if (!scan_unusual(&s))
			return 0;
	}
	set_all_waiting(&s);
	set_all_unknown(&s);
	kz_token *sentinel = KZ_PUSH(arena, tokens);
	if (!sentinel)
		return 0;
	*sentinel = (kz_token){
	        .begin = s.size, .end = s.size, .kind = KZ_TOKEN_SYMBOL, .flags = KZ_TOKEN_BREAK | KZ_TOKEN_LINE};
	tokens->count--;
	return 1;
}
