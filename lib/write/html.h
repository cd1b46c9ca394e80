/* What the files of the page share. An element's id is made of what it shows: d7e3 is entity 3 of document 7. */
#ifndef KZ_HTML_H
#define KZ_HTML_H

#include "write/out.h"

/* The constant parts, without their tags. The page allows these and nothing else to run, by their digests. */
extern const char kz_html_style[];
extern const char kz_html_script[];

int kz_escape_html(kz_writer *writer, uint32_t code); /* text and attributes; line breaks stay */

static inline void kz_html_text(kz_writer *w, const char *text)
{
	kz_put_escaped_string(w, kz_escape_html, text);
}

static inline void kz_html_id(const kz_out *o, char kind, uint32_t number)
{
	kz_put_id(o->w, 'd', o->options.number);
	kz_put_id(o->w, kind, number);
}

/* `name="d7e3"` behind a space. */
static inline void kz_html_reference(const kz_out *o, const char *name, char kind, uint32_t number)
{
	kz_put_char(o->w, ' ');
	kz_put_string(o->w, name);
	KZ_PUT_LITERAL(o->w, "=\"");
	kz_html_id(o, kind, number);
	kz_put_char(o->w, '"');
}

/* "head of" of "head_of" */
void kz_html_words(kz_writer *writer, const char *name);

/* "party" of KZNER_TYPE_PARTY */
const char *kz_html_type_label(kzner_type type);

/* The figure with the graph of a document's relations. */
void kz_html_graph(const kz_out *out);

#endif
