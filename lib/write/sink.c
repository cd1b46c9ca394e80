/* In: pieces of any size. Out: large pieces to the sink. */
#include "write/sink.h"

void kz_writer_flush(kz_writer *w)
{
	if (!w->failed && w->used && w->sink->write(w->buffer, w->used, w->sink->user))
		w->failed = 1;
	w->used = 0;
}

void kz_writer_put_large(kz_writer *w, const char *data, size_t size)
{
	kz_writer_flush(w);
	if (size < KZ_SINK_BUFFER) {
		memcpy(w->buffer, data, size);
		w->used = (uint32_t)size;
	} else if (!w->failed && w->sink->write(data, size, w->sink->user)) {
		w->failed = 1;
	}
}

/* Digits of a number below 2^32: how many bits it has tells it but for one. */
static uint32_t count_digits(uint32_t number)
{
	static const uint32_t powers[] = {0, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};
	uint32_t bits = 32 - (uint32_t)__builtin_clz(number | 1), digits = bits * 1233 >> 12;
	return digits + (number >= powers[digits]);
}

char *kz_write_number(char *at, uint64_t number)
{
	static const char pairs[] = "0001020304050607080910111213141516171819"
	                            "2021222324252627282930313233343536373839"
	                            "4041424344454647484950515253545556575859"
	                            "6061626364656667686970717273747576777879"
	                            "8081828384858687888990919293949596979899";
	uint32_t left = (uint32_t)number;
	if (number > UINT32_MAX) {
		/* 10^9 leaves at most eleven digits before its nine. */
		at = kz_write_number(at, number / 1000000000);
		left = (uint32_t)(number % 1000000000);
		for (int i = 8; i >= 0; i--, left /= 10)
			at[i] = (char)('0' + left % 10);
		return at + 9;
	}
	char *end = at + count_digits(left);
	for (at = end; left >= 100; left /= 100)
		memcpy(at -= 2, pairs + 2 * (left % 100), 2);
	if (left >= 10)
		memcpy(at - 2, pairs + 2 * left, 2);
	else
		at[-1] = (char)('0' + left);
	return end;
}

void kz_put_share(kz_writer *w, float share)
{
	/* What is no share, not even a number, must not reach the conversion. */
	int hundredths = share > 0 && share < 1 ? (int)(share * 100 + 0.5f) : share >= 1 ? 100 : 0;
	if (hundredths <= 0) {
		kz_put_char(w, '0');
		return;
	}
	if (hundredths >= 100) {
		kz_put_char(w, '1');
		return;
	}
	KZ_PUT_LITERAL(w, "0.");
	kz_put_char(w, (char)('0' + hundredths / 10));
	if (hundredths % 10)
		kz_put_char(w, (char)('0' + hundredths % 10));
}

static void put_escaped(kz_writer *w, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	char escape[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
	switch (c) {
	case '"':
		KZ_PUT_LITERAL(w, "\\\"");
		break;
	case '\\':
		KZ_PUT_LITERAL(w, "\\\\");
		break;
	case '\n':
		KZ_PUT_LITERAL(w, "\\n");
		break;
	case '\r':
		KZ_PUT_LITERAL(w, "\\r");
		break;
	case '\t':
		KZ_PUT_LITERAL(w, "\\t");
		break;
	default:
		kz_put(w, escape, sizeof escape);
	}
}

#define ONES  0x0101010101010101u
#define HIGHS 0x8080808080808080u

/* A bit in each byte of the first eight of text that needs an escape, and perhaps in bytes behind it. */
static uint64_t escape_bits(const char *text)
{
	uint64_t word;
	memcpy(&word, text, 8);
	uint64_t quotes = word ^ ONES * '"', slashes = word ^ ONES * '\\', controls = word & ONES * 0xE0;
	/* A byte of zero, and no other below it, sets its high bit in (x - ONES) & ~x. */
	return (((quotes - ONES) & ~quotes) | ((slashes - ONES) & ~slashes) | ((controls - ONES) & ~controls)) & HIGHS;
}

/* Length of the beginning of text that is known to need no escape: all of it, or a multiple of eight. */
static size_t plain_bytes(const char *text, size_t size)
{
	size_t i = 0;
	while (i + 8 <= size && !escape_bits(text + i))
		i += 8;
	return size >= 8 && i + 8 > size && !escape_bits(text + size - 8) ? size : i;
}

static int needs_escape(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\';
}

void kz_put_json_part(kz_writer *w, const char *text, size_t size)
{
	size_t from = 0;
	for (size_t i = plain_bytes(text, size); i < size; i++) {
		unsigned char c = (unsigned char)text[i];
		if (!needs_escape(c))
			continue;
		kz_put(w, text + from, i - from);
		put_escaped(w, c);
		from = i + 1;
	}
	kz_put(w, text + from, size - from);
}

/* Strings that are copied whole if they need no escape; longer ones are left to kz_put_json_part(). */
#define SHORT_STRING 256

void kz_put_json(kz_writer *w, const char *text, size_t size)
{
	if (size < SHORT_STRING) {
		char *at = kz_put_begin(w, size + 2);
		size_t i = plain_bytes(text, size);
		while (i < size && !needs_escape((unsigned char)text[i]))
			i++;
		if (i == size) {
			*at++ = '"';
			memcpy(at, text, size);
			at[size] = '"';
			kz_put_end(w, at + size + 1);
			return;
		}
	}
	kz_put_char(w, '"');
	kz_put_json_part(w, text, size);
	kz_put_char(w, '"');
}
