/*
 * In: text. Out: tokens, each with its shape and its number in the model's vocabulary.
 *
 * ASCII words are the hot path: one table look-up a byte finds the end and the shape; the folded form is the bytes with the
 * case bit set, eight at a time (the text is padded), so hashing them needs no copy.
 */
#include "text/token.h"
#include "base/fold.h"
#include "base/utf8.h"

#include <string.h>

enum { OTHER, SPACE, NEWLINE, LOWER, UPPER, DIGIT, HIGH };

static const uint8_t byte_class[256] = {
        ['\0'] = SPACE,        ['\t'] = SPACE,        ['\n'] = NEWLINE,       ['\v'] = SPACE,
        ['\f'] = SPACE,        ['\r'] = SPACE,        [' '] = SPACE,          ['0' ... '9'] = DIGIT,
        ['A' ... 'Z'] = UPPER, ['a' ... 'z'] = LOWER, [0x80 ... 0xFF] = HIGH,
};

typedef struct scanner {
	kz_arena *arena;
	const kzner_model *model;
	const char *text;
	uint32_t size, at;
	uint8_t flags; /* of the next token */
	kz_tokens *tokens;
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

/* "novopol.ru" after its first label: the end, or `end` if it is none. */
static uint32_t scan_domain(const scanner *s, uint32_t end)
{
	uint32_t at = end, label = end;
	int found = 0;
	while (at < s->size && s->text[at] == '.' && byte_class[(unsigned char)s->text[at + 1]] == LOWER) {
		label = ++at;
		while (at < s->size && (byte_class[(unsigned char)s->text[at]] == LOWER ||
		                        byte_class[(unsigned char)s->text[at]] == DIGIT || s->text[at] == '-'))
			at++;
		found = is_top_domain(s->text + label, at - label);
		if (found)
			end = at;
	}
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

/* Hash of the folded form of an ASCII word of letters and digits, folded in registers; finds its number too. */
static void look_up_ascii(scanner *s, kz_token *token)
{
	const char *bytes = s->text + token->begin;
	size_t length = token->end - token->begin;
	char folded[KZ_FOLD_MAX];
	if (length > KZ_FOLD_MAX) {
		token->hash = kz_hash(bytes, length);
		return;
	}
	for (size_t i = 0; i < length; i += 8) {
		uint64_t word = kz_load64(bytes + i) | 0x2020202020202020u;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		word = __builtin_bswap64(word);
#endif
		memcpy(folded + i, &word, 8);
	}
	token->hash = kz_hash(folded, length);
	token->word = kz_find_word(s->model, folded, length, token->hash);
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
	size_t length = kz_token_fold(s->text, token, folded);
	token->hash = kz_hash(folded, length);
	token->word = kz_find_word(s->model, folded, length, token->hash);
}

static kz_token *add_token(scanner *s, kz_token_kind kind, uint32_t end)
{
	kz_token *token = KZ_PUSH(s->arena, s->tokens);
	if (!token)
		return NULL;
	*token = (kz_token){.begin = s->at, .end = end, .kind = (uint8_t)kind, .flags = s->flags};
	s->flags = 0;
	s->at = end;
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
	look_up(s, token);
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

static int add_symbol(scanner *s, uint32_t code, unsigned length)
{
	kz_token *token = add_token(s, KZ_TOKEN_SYMBOL, s->at + length);
	if (!token)
		return 0;
	token->symbol = symbol_of(code);
	look_up(s, token);
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
	look_up(s, token);
	return 1;
}

static int add_other(scanner *s)
{
	uint32_t code = 0;
	unsigned length = kz_utf8_decode(s->text + s->at, s->size - s->at, &code);
	if (!length)
		length = 1;
	kz_char_class class = code < 0x80 ? KZ_CHAR_OTHER : kz_char_classify(code);
	unsigned mark = s->text[s->at] == '?' ? 1 : apostrophe_length(s, s->at);
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

static void skip_newline(scanner *s)
{
	s->flags |= (uint8_t)(KZ_TOKEN_SPACE | (s->flags & KZ_TOKEN_LINE ? KZ_TOKEN_BREAK : KZ_TOKEN_LINE));
	s->at++;
}

int kz_tokenize(kz_arena *arena, const kzner_model *model, const kz_text *text, kz_tokens *tokens)
{
	scanner s = {.arena = arena,
	             .model = model,
	             .text = text->bytes,
	             .size = text->size,
	             .flags = KZ_TOKEN_BREAK | KZ_TOKEN_LINE,
	             .tokens = tokens};
	tokens->count = 0;
	if (!KZ_RESERVE(arena, tokens, text->size / 5 + 16))
		return 0;
	int good = 1;
	while (good && s.at < s.size) {
		switch (byte_class[(unsigned char)s.text[s.at]]) {
		case SPACE:
			s.flags |= KZ_TOKEN_SPACE;
			s.at++;
			break;
		case NEWLINE:
			skip_newline(&s);
			break;
		case LOWER:
		case UPPER:
			good = add_word(&s);
			break;
		case DIGIT:
			good = add_number(&s);
			break;
		default:
			good = add_other(&s);
		}
	}
	kz_token *sentinel = good ? KZ_PUSH(arena, tokens) : NULL;
	if (!sentinel)
		return 0;
	*sentinel = (kz_token){
	        .begin = s.size, .end = s.size, .kind = KZ_TOKEN_SYMBOL, .flags = KZ_TOKEN_BREAK | KZ_TOKEN_LINE};
	tokens->count--;
	return 1;
}
