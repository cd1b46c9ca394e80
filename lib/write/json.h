/* JSON objects and arrays, member by member: commas, line breaks and indentation come by themselves. No tree. */
#ifndef KZ_JSON_H
#define KZ_JSON_H

#include "write/sink.h"

/* Names of members are literals: inlined, each is copied in one move. */
#define KZ_JSON_MEMBER static inline __attribute__((always_inline))

typedef struct kz_json {
	kz_writer *w;
	int indent; /* spaces per level, 0 for one line */
	int level;
	int first; /* no member has been written on this level */
} kz_json;

static inline kz_json kz_json_begin(kz_writer *writer, int indent)
{
	return (kz_json){.w = writer, .indent = indent, .first = 1};
}

static inline void kz_json_line(kz_json *j)
{
	static const char spaces[] = "                                ";
	if (!j->indent)
		return;
	kz_put_char(j->w, '\n');
	for (int left = j->indent * j->level; left > 0; left -= 32)
		kz_put(j->w, spaces, left < 32 ? (size_t)left : 32);
}

/* A comma unless this is the first thing on its level. */
static inline void kz_json_separate(kz_json *j)
{
	if (!j->first)
		kz_put_char(j->w, ',');
	j->first = 0;
}

static inline void kz_json_open(kz_json *j, char bracket)
{
	kz_put_char(j->w, bracket);
	j->level++;
	j->first = 1;
}

static inline void kz_json_close(kz_json *j, char bracket, int on_new_line)
{
	j->level--;
	if (on_new_line && !j->first)
		kz_json_line(j);
	kz_put_char(j->w, bracket);
	j->first = 0;
}

/* The name of a member on its own line. */
static inline void kz_json_member(kz_json *j, const char *name)
{
	kz_json_separate(j);
	kz_json_line(j);
	kz_put_json(j->w, name, strlen(name));
	kz_put_char(j->w, ':');
	if (j->indent)
		kz_put_char(j->w, ' ');
}

/* The name of a member of an object that stands on one line; `more` bytes may follow it. */
KZ_JSON_MEMBER char *kz_json_name(kz_json *j, const char *name, size_t more)
{
	size_t size = strlen(name);
	char *at = kz_put_begin(j->w, size + more + 6);
	if (!j->first)
		*at++ = ',';
	if (!j->first && j->indent)
		*at++ = ' ';
	j->first = 0;
	*at++ = '"';
	memcpy(at, name, size);
	at += size;
	*at++ = '"';
	*at++ = ':';
	if (j->indent)
		*at++ = ' ';
	return at;
}

KZ_JSON_MEMBER void kz_json_field(kz_json *j, const char *name)
{
	kz_put_end(j->w, kz_json_name(j, name, 0));
}

/* A value; NULL is null. */
static inline void kz_json_string(kz_json *j, const char *text)
{
	if (text)
		kz_put_json(j->w, text, strlen(text));
	else
		KZ_PUT_LITERAL(j->w, "null");
}

/* Members of an object that stands on one line. */
KZ_JSON_MEMBER void kz_json_text(kz_json *j, const char *name, const char *text)
{
	kz_json_field(j, name);
	kz_json_string(j, text);
}

/* The same for a name from one of the library's tables, which needs no escape. */
KZ_JSON_MEMBER void kz_json_known(kz_json *j, const char *name, const char *text)
{
	size_t size = strlen(text);
	char *at = kz_json_name(j, name, size + 2);
	*at++ = '"';
	memcpy(at, text, size);
	at[size] = '"';
	kz_put_end(j->w, at + size + 1);
}

KZ_JSON_MEMBER void kz_json_number(kz_json *j, const char *name, uint64_t number)
{
	kz_put_end(j->w, kz_write_number(kz_json_name(j, name, 20), number));
}

KZ_JSON_MEMBER void kz_json_share(kz_json *j, const char *name, float share)
{
	kz_put_end(j->w, kz_write_share(kz_json_name(j, name, 4), share));
}

/* "e12", at most 23 bytes, at `at`; the end. */
static inline char *kz_json_write_id(char *at, char kind, uint64_t number)
{
	*at++ = '"';
	*at++ = kind;
	at = kz_write_number(at, number);
	*at++ = '"';
	return at;
}

static inline void kz_json_id(kz_json *j, char kind, uint64_t number)
{
	kz_put_end(j->w, kz_json_write_id(kz_put_begin(j->w, 23), kind, number));
}

KZ_JSON_MEMBER void kz_json_id_field(kz_json *j, const char *name, char kind, uint64_t number)
{
	kz_put_end(j->w, kz_json_write_id(kz_json_name(j, name, 23), kind, number));
}

/* An item of an array, on its own line if there is indentation. */
static inline void kz_json_item(kz_json *j)
{
	kz_json_separate(j);
	kz_json_line(j);
}

/* The same without the members that have nothing to say: NULL and "". */
static inline void kz_json_text_if(kz_json *json, const char *name, const char *text)
{
	if (text && text[0])
		kz_json_text(json, name, text);
}

#endif
