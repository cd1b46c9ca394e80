/* In: pieces of any size. Out: large pieces to the sink. */
#include "write/sink.h"

#include "write/plain.h"

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

/* What the digits 0 to 9 are behind others, each with what follows it. */
#define DIGITS(before, behind)                                                                                         \
	before "0" behind before "1" behind before "2" behind before "3" behind before "4" behind before               \
	       "5" behind before "6" behind before "7" behind before "8" behind before "9" behind

#define FROM_TEN(before, behind)                                                                                       \
	DIGITS(before "1", behind)                                                                                     \
	DIGITS(before "2", behind)                                                                                     \
	DIGITS(before "3", behind)                                                                                     \
	DIGITS(before "4", behind)                                                                                     \
	DIGITS(before "5", behind)                                                                                     \
	DIGITS(before "6", behind) DIGITS(before "7", behind) DIGITS(before "8", behind) DIGITS(before "9", behind)

#define HUNDRED(before, behind) DIGITS(before "0", behind) FROM_TEN(before, behind)

#define FROM_HUNDRED(behind)                                                                                           \
	HUNDRED("1", behind)                                                                                           \
	HUNDRED("2", behind)                                                                                           \
	HUNDRED("3", behind)                                                                                           \
	HUNDRED("4", behind)                                                                                           \
	HUNDRED("5", behind) HUNDRED("6", behind) HUNDRED("7", behind) HUNDRED("8", behind) HUNDRED("9", behind)

const char kz_digit_triples[] = HUNDRED("0", "") FROM_HUNDRED("");

const char kz_digit_starts[] = DIGITS("", "\0\0\1") FROM_TEN("", "\0\2") FROM_HUNDRED("\3");

/* Ten hundredths behind a tenth, whose own text is shorter. */
#define HUNDREDTHS(tenth, own)                                                                                         \
	own "0." tenth "1\4"                                                                                           \
	    "0." tenth "2\4"                                                                                           \
	    "0." tenth "3\4"                                                                                           \
	    "0." tenth "4\4"                                                                                           \
	    "0." tenth "5\4"                                                                                           \
	    "0." tenth "6\4"                                                                                           \
	    "0." tenth "7\4"                                                                                           \
	    "0." tenth "8\4"                                                                                           \
	    "0." tenth "9\4"

#define TENTH(tenth) HUNDREDTHS(tenth, "0." tenth "\0\3")

const char kz_share_texts[] = HUNDREDTHS("0", "0\0\0\0\1") TENTH("1") TENTH("2") TENTH("3") TENTH("4") TENTH("5")
        TENTH("6") TENTH("7") TENTH("8") TENTH("9") "1\0\0\0\1";

char *kz_write_large_number(char *at, uint64_t number)
{
	uint64_t above = number / 1000000;
	uint32_t last = (uint32_t)(number - above * 1000000);
	at = kz_write_number(at, above);
	at = kz_write_triple(at, last / KZ_TRIPLES);
	return kz_write_triple(at, last % KZ_TRIPLES);
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

/* Strings that are copied whole if they need no escape; longer ones are left to kz_put_json_part(). */
#define SHORT_STRING 256

void kz_put_json_part(kz_writer *w, const char *text, size_t size)
{
	while (size) {
		size_t plain = kz_plain_size(text, size);
		kz_put(w, text, plain);
		if (plain == size)
			return;
		put_escaped(w, (unsigned char)text[plain]);
		text += plain + 1;
		size -= plain + 1;
	}
}

void kz_put_json(kz_writer *w, const char *text, size_t size)
{
	if (size < SHORT_STRING) {
		char *at = kz_put_begin(w, size + 2);
		if (kz_copy_plain(at + 1, text, size)) {
			*at = '"';
			at[size + 1] = '"';
			kz_put_end(w, at + size + 2);
			return;
		}
	}
	kz_put_char(w, '"');
	kz_put_json_part(w, text, size);
	kz_put_char(w, '"');
}
