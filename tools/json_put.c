/* In: any bytes. Out: a JSON string. */
#include "json_put.h"

#include "encoding.h"

#include <string.h>

static void put_control(struct buffer *buffer, char byte)
{
	static const char bytes[] = "\n\r\t", names[] = "nrt";
	const char *known = memchr(bytes, byte, sizeof bytes - 1);

	if (known)
		buffer_printf(buffer, "\\%c", names[known - bytes]);
	else
		buffer_printf(buffer, "\\u%04x", (unsigned char)byte);
}

/* Bytes from at on that stand for themselves. */
static size_t plain_run(const char *at, size_t size)
{
	size_t i = 0;

	while (i < size) {
		unsigned char byte = (unsigned char)at[i];
		uint32_t code;
		size_t length = byte < 0x80 ? 1 : utf8_decode(at + i, size - i, &code);

		if (!length || byte < 0x20 || byte == '"' || byte == '\\')
			break;
		i += length;
	}
	return i;
}

void json_put_string(struct buffer *buffer, const char *text, size_t size)
{
	const char *at = text, *end = text + size;

	buffer_putc(buffer, '"');
	while (at < end) {
		size_t run = plain_run(at, (size_t)(end - at));

		buffer_append(buffer, at, run);
		at += run;
		if (at == end)
			break;
		if (*at == '"' || *at == '\\')
			buffer_printf(buffer, "\\%c", *at);
		else if ((unsigned char)*at < 0x20)
			put_control(buffer, *at);
		else
			buffer_puts(buffer, "\xEF\xBF\xBD");
		at++;
	}
	buffer_putc(buffer, '"');
}
