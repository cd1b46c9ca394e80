/*
 * In: text. Out: tokens, each with its shape and its number in the model's vocabulary.
 *
 * Words of up to 14 bytes, plain numbers, marks and clitics are the hot path (scan_plain), which takes them all alike, so that the
 * processor need not guess which comes next: 64 bytes are classified at once (the text is padded), and where tokens begin and end,
 * their shapes and the lines come from bit masks (text/block.h). Words are looked up later, many at once (text/word_lookup.h).
 * Everything else goes byte by byte.
 */
#include "text/token.h"
#include "base/bits.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "text/block.h"
#include "text/word_lookup.h"

#include <string.h>

enum { OTHER, SPACE, NEWLINE, LOWER, UPPER, DIGIT, HIGH };

static const uint8_t byte_class[256] = {
        ['\0'] = SPACE,        ['\t'] = SPACE,        ['\n'] = NEWLINE,       ['\v'] = SPACE,
        ['\f'] = SPACE,        ['\r'] = SPACE,        [' '] = SPACE,          ['0' ... '9'] = DIGIT,
        ['A' ... 'Z'] = UPPER, ['a' ... 'z'] = LOWER, [0x80 ... 0xFF] = HIGH,
};

/* How far from the first byte of a block a token may begin: it ends in the block if it is plain. */
#define BLOCK_LAST (KZ_BLOCK - 16)

typedef struct scanner {
	kz_arena *arena;
	const char *text;
	uint32_t size, at;
	uint8_t flags;      /* of the next token */
	uint32_t no_domain; /* up to here no web address ends */
	kz_tokens *tokens;
	kz_block block;
	uint32_t block_base; /* where it begins */
	kz_word_lookup lookup;
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

/* A token that is short waits for others; not one whose folded form its bytes do not tell. */
static void look_up_last(scanner *s, kz_token *token)
{
	const uint32_t length = token->end - token->begin;
	const char *bytes = s->text + token->begin;
	if (length > KZ_WORD_CACHE_BYTES || token->flags & KZ_TOKEN_DOTTED || memchr(bytes, '`', length))
		kz_words_look_up_last(&s->lookup);
	else
		kz_words_wait_last(&s->lookup);
}

/* Words and numbers of ASCII letters, digits, points and commas; those that are not folded are told apart by their bytes. */
static void look_up_ascii(scanner *s, kz_token *token)
{
	const uint32_t length = token->end - token->begin;
	look_up_last(s, token);
	if (length > KZ_FOLD_MAX)
		token->hash = kz_hash(s->text + token->begin, length);
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

static void set_symbol(kz_token *token, uint32_t code)
{
	token->symbol = symbol_of(code);
	if (token->symbol == '.' || token->symbol == '!' || token->symbol == '?')
		token->flags |= KZ_TOKEN_STOP;
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

static const token_start starts[256] = {
        ['!'] = MARK('!', KZ_TOKEN_STOP),
        ['"'] = MARK('"', 0),
        ['#'] = MARK('#', 0),
        ['$'] = MARK('$', 0),
        ['%'] = MARK('%', 0),
        ['&'] = MARK('&', 0),
        ['\''] = MARK('\'', 0),
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
        ['?'] = MARK('?', KZ_TOKEN_STOP),
        ['@'] = MARK('@', 0),
        ['['] = MARK('[', 0),
        ['\\'] = MARK('\\', 0),
        [']'] = MARK(']', 0),
        ['^'] = MARK('^', 0),
        ['_'] = MARK('_', 0),
        ['{'] = MARK('{', 0),
        ['|'] = MARK('|', 0),
        ['}'] = MARK('}', 0),
        ['~'] = MARK('~', 0),
        ['\x7F'] = MARK('\x7F', 0),
        ['0' ... '9'] = {.kind = KZ_TOKEN_NUMBER},
        ['A' ... 'Z'] = {.kind = KZ_TOKEN_WORD, .shape = KZ_SHAPE_CAP},
        ['a' ... 'z'] = {.kind = KZ_TOKEN_WORD},
        [0xE2] = MARK(0, KZ_TOKEN_WIDE), /* more of it is told by symbol_of() */
};

/* Where plain tokens of a block begin and end, a bit for each: the nth end is that of the nth beginning. */
typedef struct plain_tokens {
	uint64_t words;        /* letters, digits and what joins them */
	uint64_t begins, ends; /* no ends of those that are not plain, nor of what stands behind them */
	uint64_t stop;         /* from here on tokens are not plain: the lowest bit counts */
} plain_tokens;

/* Where words begin that are too long for a key; behind the first bits of a run others may stand. */
static uint64_t long_words(uint64_t words)
{
	_Static_assert(KZ_WORD_CACHE_BYTES == 14, "runs of 15 bits are looked for");
	uint64_t runs = words & words >> 1; /* of two and more */
	runs &= runs >> 2;
	runs &= runs >> 4;
	return runs & runs >> 7;
}

static plain_tokens find_plain(const kz_block *b, uint32_t from)
{
	const uint64_t live = ~(uint64_t)0 << from, words = b->words & live, behind = words << 1;
	plain_tokens p = {
	        .words = words,
	        .begins = (words & ~behind) | (b->begins & live),
	        .ends = (behind & ~words) | (b->ends & live << 1),
	        .stop = (b->unusual & live) | (b->apostrophes & (uint64_t)1 << from) | long_words(words),
	};
	const uint64_t joining = b->joining & behind, first = p.stop & -p.stop;
	/* A token may end before what is unusual, but not before what joins. Where one that ends with the block goes on is not known. */
	p.ends &= (first ^ (first - 1)) & ((joining & -joining) - 1) & ~(uint64_t)0 >> 1;
	return p;
}

/* The token that ends, or begins, at the lowest bit of `at`. */
static kz_token *token_at(kz_token *first, uint64_t borders, uint64_t at)
{
	return first + kz_count_bits(borders & ((at & -at) - 1));
}

/*
 * Shapes that the first letter does not tell. Whether a word has one of some letters is told by an addition, which carries from there to
 * the end of the word. Numbers have no shape.
 */
static void mark_shapes(kz_token *first, const kz_block *b, const plain_tokens *p)
{
	const uint64_t words = p->words, begins = words & ~(words << 1), upper = b->upper & words;
	const uint64_t ends = p->ends & ~words & words << 1;
	const uint64_t small = words + (b->letters & ~upper & words), capital = words + (upper & begins);
	const uint64_t inner = words + (upper & ~begins), numbers = words + (begins & ~b->letters);
	const uint64_t all_upper = ends & capital & ~small, mixed = ends & inner & small & ~numbers;
	for (uint64_t at = all_upper | mixed; at; at &= at - 1)
		token_at(first, p->ends, at)->shape = all_upper & at & -at ? KZ_SHAPE_UPPER : KZ_SHAPE_MIXED;
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
		kz_token *token = token_at(first, begins, newlines);
		token->flags = behind_newline(token->flags);
	}
}

/* Tokens of which the first byte does not tell what they are. */
static void mark_wide(const scanner *s, kz_token *first, const plain_tokens *p)
{
	const uint64_t taken = p->ends ? ~(uint64_t)0 >> __builtin_clzll(p->ends) >> 1 : 0;
	for (uint64_t at = s->block.wide & taken & p->begins; at; at &= at - 1) {
		kz_token *token = token_at(first, p->begins, at);
		set_symbol(token, 0x2000 | (s->text[token->begin + 2] & 0x3F));
	}
	for (uint64_t at = s->block.clitics & taken & p->begins; at; at &= at - 1) {
		kz_token *token = token_at(first, p->begins, at);
		token->kind = KZ_TOKEN_CLITIC;
		token->symbol = '\'';
		token->flags &= (uint8_t)~KZ_TOKEN_WIDE;
	}
}

/*
 * Add tokens of the block from s->at on while they are words, numbers and marks whose ends are plain to see. There is room for them.
 * Where they begin and end is known beforehand, so that none waits for the one before.
 */
static void scan_block(scanner *s)
{
	const kz_block *b = &s->block;
	const uint32_t base = s->block_base, from = s->at - base;
	const plain_tokens p = find_plain(b, from);
	const uint64_t spaced = (b->spaces & ~(uint64_t)0 << from) << 1; /* what stands before is in s->flags */
	const char *const text = s->text;
	const kz_cached_word *const words = s->lookup.words;
	kz_token *const first = s->tokens->items + s->tokens->count, *token = first;
	uint64_t begins = p.begins;
	for (uint64_t ends = p.ends; ends; ends &= ends - 1, begins &= begins - 1, token++) {
		const size_t begin = (unsigned)__builtin_ctzll(begins), end = (unsigned)__builtin_ctzll(ends);
		token->begin = base + (uint32_t)begin;
		token->end = base + (uint32_t)end;
		memcpy((char *)token + offsetof(kz_token, kind), &starts[(unsigned char)text[token->begin]],
		       sizeof *starts);
		token->flags |= (uint8_t)(spaced >> begin & 1) * KZ_TOKEN_SPACE;
		kz_word_wait(token, words, kz_short_key_cut(b->small + begin, end - begin));
	}
	const uint64_t rest = begins | p.stop;
	const uint32_t end = rest ? (uint32_t)__builtin_ctzll(rest) : KZ_BLOCK;
	s->tokens->count += (uint32_t)(token - first);
	token->flags = 0;
	first->flags |= s->flags;
	token->flags |= (uint8_t)(b->spaces >> ((end - 1) % KZ_BLOCK) & (end > from)) * KZ_TOKEN_SPACE;
	mark_lines(first, p.begins, b->lines & ((rest & -rest) - 1) & ~(uint64_t)0 << from);
	mark_shapes(first, b, &p);
	if (b->wide | b->clitics)
		mark_wide(s, first, &p);
	s->flags = token->flags;
	s->at = base + end;
}

static void classify_block(scanner *s)
{
	s->block_base = s->at;
	kz_block_classify(s->text + s->at, &s->block);
}

/* Plain tokens from here on. False: no memory. */
static int scan_plain(scanner *s)
{
	do {
		if (s->at - s->block_base > BLOCK_LAST)
			classify_block(s);
		if (s->tokens->count - s->lookup.asked >= KZ_CACHE_RUN)
			kz_words_look_up(&s->lookup, s->tokens->count - s->lookup.asked);
		if (!KZ_RESERVE_MORE(s->arena, s->tokens, KZ_BLOCK))
			return 0;
		scan_block(s);
	} while (s->at - s->block_base > BLOCK_LAST);
	return 1;
}

kz_cached_key *kz_token_cached_key(kz_word_cache *cache, const char *text, const kz_token *token)
{
	uint32_t length = token->end - token->begin;
	if (!cache || !length || length > KZ_KEY_CACHE_BYTES || token->kind != KZ_TOKEN_WORD ||
	    token->flags & KZ_TOKEN_DOTTED)
		return NULL;
	uint64_t folded[2];
	kz_short_key_text(kz_short_key_of(text + token->begin, length), folded);
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
		look_up_last(s, token);
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
		look_up_last(s, token);
	else
		look_up_ascii(s, token);
	return 1;
}

static int add_symbol(scanner *s, uint32_t code, unsigned length)
{
	kz_token *token = add_token(s, KZ_TOKEN_SYMBOL, s->at + length);
	if (!token)
		return 0;
	set_symbol(token, code);
	look_up_last(s, token);
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
	if (s->text[token->begin] == '?' || s->text[token->begin] == '`')
		kz_words_look_up_last(&s->lookup);
	else
		kz_words_wait_last(&s->lookup);
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

/*
 * Do the masks judge an apostrophe by what an unusual token from begin on has taken? They do if that one was an apostrophe itself,
 * ended beside one, or in the midst of what they take for a word.
 */
static int is_stale(const scanner *s, uint32_t begin)
{
	const uint32_t first = begin - s->block_base, from = s->at - s->block_base;
	if (from > BLOCK_LAST)
		return 0; /* the next block is made anyhow */
	const uint64_t end = (uint64_t)1 << from, before = end >> 1 | end >> 2 | end >> 3 | end >> 4;
	const uint64_t words = s->block.words;
	return (s->block.apostrophes & ((uint64_t)1 << first | before)) != 0 || (words & end && words & end >> 1);
}

static void begin_scan(scanner *s, kz_arena *arena, const kz_text *text, kz_tokens *tokens)
{
	s->arena = arena;
	s->text = text->bytes;
	s->size = text->size;
	s->at = 0;
	s->flags = KZ_TOKEN_BREAK | KZ_TOKEN_LINE;
	s->no_domain = 0;
	s->tokens = tokens;
	tokens->count = 0;
	classify_block(s);
}

int kz_tokenize(kz_arena *arena, const kzner_model *model, kz_word_cache *cache, const kz_text *text, kz_tokens *tokens)
{
	scanner s;
	begin_scan(&s, arena, text, tokens);
	kz_words_begin(&s.lookup, model, cache, text->bytes, tokens);
	/* News has a token for every 4.2 bytes; a list of names or figures one for 3. */
	if (!KZ_RESERVE(arena, tokens, text->size / 3 + KZ_BLOCK + 1))
		return 0;
	for (;;) {
		if (!scan_plain(&s))
			return 0;
		if (s.at >= s.size)
			break;
		const uint32_t begin = s.at;
		if (!scan_unusual(&s))
			return 0;
		if (s.block.apostrophes && is_stale(&s, begin))
			classify_block(&s);
	}
	kz_words_finish(&s.lookup);
	kz_token *sentinel = KZ_PUSH(arena, tokens);
	if (!sentinel)
		return 0;
	*sentinel = (kz_token){
	        .begin = s.size, .end = s.size, .kind = KZ_TOKEN_SYMBOL, .flags = KZ_TOKEN_BREAK | KZ_TOKEN_LINE};
	tokens->count--;
	return 1;
}
