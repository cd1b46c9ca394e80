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

const char kz_digit_pairs[201] = "0001020304050607080910111213141516171819"
                                 "2021222324252627282930313233343536373839"
                                 "4041424344454647484950515253545556575859"
                                 "6061626364656667686970717273747576777879"
                                 "8081828384858687888990919293949596979899";

char *kz_write_large_number(char *at, uint64_t number)
{
	uint64_t above = number / 10000;
	uint32_t last = (uint32_t)(number - above * 10000);
	at = kz_write_number(at, above);
	memcpy(at, kz_digit_pairs + 2 * (last / 100), 2);
	memcpy(at + 2, kz_digit_pairs + 2 * (last % 100), 2);
	return at + 4;
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
