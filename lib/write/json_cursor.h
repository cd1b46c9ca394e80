/*
 * JSON objects that a result holds by the thousand. Room for one is made once, then its members are stored one behind the
 * other: names in moves of fixed size, and strings that recur from object to object as they were written before.
 *
 *     char *at = kz_cursor_begin(&c, '[');
 *     for (size_t i = 0; i < count; i++) {
 *             at = kz_cursor_item(&c, spacing, at, i == 0);
 *             at = KZ_FIRST_NAME(spacing, at, "id");
 *             at = kz_json_write_id(at, 'm', i);
 *             at = KZ_NAME(spacing, at, "type");
 *             at = kz_cursor_known(&c, at, kzner_type_name(types[i]));
 *             at = KZ_STORE(at, "}");
 *     }
 *     kz_cursor_end(&c, at, ']', count == 0);
 *
 * The functions that do so are inlined into one that knows the spacing: it is not asked for each name, and a name is stored together
 * with the quotation mark before it.
 */
#ifndef KZ_JSON_CURSOR_H
#define KZ_JSON_CURSOR_H

#include "write/json.h"
#include "write/plain.h"

/* What the members of an object may take that are not strings of any length, and the items of a list between two kz_cursor_room(). */
#define KZ_CURSOR_ROOM 1024

/* A recurring string with its quotation marks; longer ones are written anew each time. */
#define KZ_KNOWN_SIZE 48

/* More than there are types, subtypes, sources and files in a document, nearly always. */
#define KZ_KNOWN_BITS 7

/* Blanks behind commas and colons, which come with indentation. */
typedef enum kz_spacing { KZ_COMPACT, KZ_SPACED } kz_spacing;

/* Members that recur together, which a string of the model or the library and a number stand for. */
#define KZ_PIECE_SIZE 80
#define KZ_PIECE_BITS 7

typedef struct kz_piece {
	const char *text;
	uint32_t number;
	uint32_t size; /* 0: not written yet */
	char json[KZ_PIECE_SIZE];
} kz_piece;

typedef struct kz_cursor {
	kz_json json; /* of what stands around the objects */
	char *last;   /* place in the buffer that has room behind it */
	const char
	        *known_text[1 << KZ_KNOWN_BITS]; /* the string of each slot, by its address; NULL for an empty slot */
	uint8_t known_size[1 << KZ_KNOWN_BITS];
	char known_json[1 << KZ_KNOWN_BITS][KZ_KNOWN_SIZE];
	kz_piece pieces[1 << KZ_PIECE_BITS];
} kz_cursor;

static inline void kz_cursor_init(kz_cursor *c, kz_writer *writer, int indent)
{
	c->json = kz_json_begin(writer, indent);
	c->last = writer->buffer + KZ_SINK_BUFFER - KZ_CURSOR_ROOM;
	memset(c->known_text, 0, sizeof c->known_text);
	for (uint32_t i = 0; i < 1 << KZ_PIECE_BITS; i++)
		c->pieces[i].text = NULL;
}

static inline char *kz_store(char *at, const char *text, size_t size)
{
	memcpy(at, text, size);
	return at + size;
}

#define KZ_STORE(at, literal) kz_store((at), (literal), sizeof(literal) - 1)

/* The name of an object's first member with the brace before it, and that of another. */
#define KZ_FIRST_NAME(spacing, at, name)                                                                               \
	((spacing) == KZ_SPACED ? KZ_STORE((at), "{\"" name "\": ") : KZ_STORE((at), "{\"" name "\":"))
#define KZ_NAME(spacing, at, name)                                                                                     \
	((spacing) == KZ_SPACED ? KZ_STORE((at), ", \"" name "\": ") : KZ_STORE((at), ",\"" name "\":"))

/* An array; the place for its items. */
static inline char *kz_cursor_begin(kz_cursor *c, char bracket)
{
	kz_json_open(&c->json, bracket);
	return kz_put_begin(c->json.w, KZ_CURSOR_ROOM);
}

static inline void kz_cursor_end(kz_cursor *c, char *at, char bracket, int is_empty)
{
	kz_put_end(c->json.w, at);
	c->json.first = is_empty;
	kz_json_close(&c->json, bracket, 1);
}

/* The place to go on at, with room behind it. */
static inline char *kz_cursor_room(kz_cursor *c, char *at)
{
	if (at <= c->last)
		return at;
	kz_put_end(c->json.w, at);
	return kz_put_begin(c->json.w, KZ_CURSOR_ROOM);
}

/* An item of the array; the place for its object, with room behind it. */
static inline char *kz_cursor_item(kz_cursor *c, kz_spacing spacing, char *at, int is_first)
{
	at = kz_cursor_room(c, at);
	*at = ',';
	at += !is_first;
	if (spacing == KZ_COMPACT)
		return at;
	kz_put_end(c->json.w, at);
	kz_json_line(&c->json);
	return kz_put_begin(c->json.w, KZ_CURSOR_ROOM);
}

/* A string of any length. */
static inline char *kz_cursor_bytes(kz_cursor *c, char *at, const char *text, size_t size)
{
	kz_put_end(c->json.w, at);
	kz_put_json(c->json.w, text, size);
	return kz_put_begin(c->json.w, KZ_CURSOR_ROOM);
}

/* The same; NULL is null. */
static inline char *kz_cursor_text(kz_cursor *c, char *at, const char *text)
{
	return text ? kz_cursor_bytes(c, at, text, strlen(text)) : KZ_STORE(at, "null");
}

/* The slot of a string, filled with it; NULL if it does not fit or needs an escape. */
const char *kz_cursor_learn(kz_cursor *c, uint32_t slot, const char *text);

/* A name from one of the library's tables, which needs no escape. */
static inline char *kz_store_name(char *at, const char *name)
{
	*at++ = '"';
	at = kz_store(at, name, strlen(name));
	*at++ = '"';
	return at;
}

/* A string of the model or the library, which stays where it is and what it is. */
static inline char *kz_cursor_known(kz_cursor *c, char *at, const char *text)
{
	uint32_t slot = (uint32_t)((uintptr_t)text * 0x9E3779B97F4A7C15u >> (64 - KZ_KNOWN_BITS));
	if (c->known_text[slot] != text && !kz_cursor_learn(c, slot, text))
		return kz_cursor_text(c, at, text);
	memcpy(at, c->known_json[slot], KZ_KNOWN_SIZE);
	return at + c->known_size[slot];
}

/*
 *     kz_piece *p = kz_cursor_piece(&c, subtype, type);
 *     if (p->size)
 *             return kz_piece_store(p, at);
 *     char *end = ... the members ...
 *     kz_piece_keep(p, at, end);
 */
static inline kz_piece *kz_cursor_piece(kz_cursor *c, const char *text, uint32_t number)
{
	uint64_t key = (uintptr_t)text + (uint64_t)number * 0xD6E8FEB86659FD93u;
	kz_piece *piece = &c->pieces[key * 0x9E3779B97F4A7C15u >> (64 - KZ_PIECE_BITS)];
	if (piece->text != text || piece->number != number) {
		piece->text = text;
		piece->number = number;
		piece->size = 0;
	}
	return piece;
}

static inline char *kz_piece_store(const kz_piece *piece, char *at)
{
	memcpy(at, piece->json, KZ_PIECE_SIZE);
	return at + piece->size;
}

/*
 * Remember what was written from at to end, behind which there is room, unless it is long. The buffer may have been flushed in between
 * only if it is long, or if it ends before it begins.
 */
static inline void kz_piece_keep(kz_piece *piece, const char *at, const char *end)
{
	if (end <= at || end - at > KZ_PIECE_SIZE || strlen(piece->text) >= KZ_PIECE_SIZE)
		return;
	piece->size = (uint32_t)(end - at);
	memcpy(piece->json, at, KZ_PIECE_SIZE);
}

/* Bytes that may be read from the beginning of any string of kz_cursor_near_text(). */
#define KZ_NEAR_TEXT 32

/* A string that has so many readable bytes, those behind its end included: copied before it is known how long it is. */
static inline char *kz_cursor_near_text(kz_cursor *c, char *at, const char *text)
{
	uint32_t special = kz_special_bits(text) | kz_special_bits(text + 16) << 16;
	uint32_t size = special ? (uint32_t)__builtin_ctz(special) : 0;
	if (!special || text[size])
		return kz_cursor_text(c, at, text);
	*at++ = '"';
	memcpy(at, text, KZ_NEAR_TEXT);
	at[size] = '"';
	return at + size + 1;
}

#endif
