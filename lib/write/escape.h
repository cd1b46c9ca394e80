/*
 * Text inside other syntaxes. All take any bytes: invalid UTF-8 becomes U+FFFD, and so does what the syntax has no way
 * to say (NUL, in RDF and XML also U+FFFE and U+FFFF, in XML also other control characters). kz_put_json() stands in sink.h.
 */
#ifndef KZ_ESCAPE_H
#define KZ_ESCAPE_H

#include "write/sink.h"

/* A writing system for text: puts code, or gives 0 if the bytes stand for themselves. */
typedef int (*kz_escape)(kz_writer *writer, uint32_t code);

int kz_escape_xml(kz_writer *writer, uint32_t code);  /* content and attributes in either quotation mark */
int kz_escape_rdf(kz_writer *writer, uint32_t code);  /* between the quotation marks of N-Triples and Turtle */
int kz_escape_dot(kz_writer *writer, uint32_t code);  /* between the quotation marks of a Graphviz label */
int kz_escape_csv(kz_writer *writer, uint32_t code);  /* between quotation marks, which are doubled */
int kz_escape_row(kz_writer *writer, uint32_t code);  /* the same in formats whose rows are single lines */
int kz_escape_bare(kz_writer *writer, uint32_t code); /* a word of a line: white space and control characters are '_' */
int kz_escape_line(kz_writer *writer, uint32_t code); /* the rest of a line: the same are spaces */
int kz_escape_iri(kz_writer *writer, uint32_t code);  /* percent-encoded but for letters, digits and -._~:@ */
int kz_escape_path(kz_writer *writer, uint32_t code); /* the same but for / */

void kz_put_escaped(kz_writer *writer, kz_escape escape, const char *text, size_t size);

static inline void kz_put_escaped_string(kz_writer *writer, kz_escape escape, const char *text)
{
	kz_put_escaped(writer, escape, text, strlen(text));
}

/* A field of a row that separator divides: between quotation marks if it needs them. */
void kz_put_field(kz_writer *writer, kz_escape escape, char separator, const char *text, size_t size);

/* White space as Unicode and Python have it; the same and all control characters. */
int kz_is_space(uint32_t code);
int kz_is_gap(uint32_t code);

#endif
