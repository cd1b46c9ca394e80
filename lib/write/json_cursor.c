/* In: a string. Out: what it is in JSON, kept for the next time. */
#include "write/json_cursor.h"
#include "write/plain.h"

const char *kz_cursor_learn(kz_cursor *c, uint32_t slot, const char *text)
{
	size_t size = strlen(text);
	char *json = c->known_json[slot];
	c->known_text[slot] = NULL;
	if (size > KZ_KNOWN_SIZE - 2 || !kz_copy_plain(json + 1, text, size))
		return NULL;
	json[0] = '"';
	json[size + 1] = '"';
	c->known_size[slot] = (uint8_t)(size + 2);
	return c->known_text[slot] = text;
}
