/* The writers, one for each format or family of formats. The results are written by functions of one kind. */
#ifndef KZ_WRITERS_H
#define KZ_WRITERS_H

#include "write/out.h"

void kz_write_json(kz_out *out);

void kz_write_ntriples(kz_out *out);
void kz_write_nquads(kz_out *out);
void kz_write_turtle(kz_out *out);
void kz_head_turtle(kz_out *out);
void kz_write_nif(kz_out *out);
void kz_head_nif(kz_out *out);

void kz_write_jsonld(kz_out *out);
void kz_head_jsonld(kz_out *out);
void kz_tail_jsonld(kz_out *out);
void kz_write_webannotation(kz_out *out);

void kz_write_graphml(kz_out *out);
void kz_head_graphml(kz_out *out);
void kz_tail_graphml(kz_out *out);
void kz_write_gexf(kz_out *out);
void kz_head_gexf(kz_out *out);
void kz_tail_gexf(kz_out *out);
void kz_write_dot(kz_out *out);
void kz_head_dot(kz_out *out);
void kz_tail_dot(kz_out *out);

void kz_write_html(kz_out *out);
void kz_head_html(kz_out *out);
void kz_tail_html(kz_out *out);

void kz_write_csv(kz_out *out);
void kz_head_csv(kz_out *out);
void kz_write_tsv(kz_out *out);
void kz_head_tsv(kz_out *out);
void kz_write_neo4j(kz_out *out);
void kz_head_neo4j(kz_out *out);

void kz_write_brat(kz_out *out);
void kz_write_conll(kz_out *out);
void kz_write_spacy(kz_out *out);
void kz_write_plover(kz_out *out);

#endif
