/* In: subject, predicate, object. Out: a statement in N-Triples, N-Quads or Turtle. */
#include "write/rdf.h"

static const struct prefix {
	const char *name, *iri;
} prefixes[] = {
        {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
        {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
        {"xsd", "http://www.w3.org/2001/XMLSchema#"},
        {"dcterms", "http://purl.org/dc/terms/"},
        {"schema", "http://schema.org/"},
        {"nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"},
        {"itsrdf", "http://www.w3.org/2005/11/its/rdf#"},
        {"wd", "http://www.wikidata.org/entity/"},
        {"wdt", "http://www.wikidata.org/prop/direct/"},
        {"kz", "urn:kzner:term:"},
        {"rel", "urn:kzner:relation:"},
};

#define PREFIX_COUNT (sizeof prefixes / sizeof *prefixes)

void kz_rdf_prefixes(kz_writer *w)
{
	for (size_t i = 0; i < PREFIX_COUNT; i++) {
		KZ_PUT_LITERAL(w, "@prefix ");
		kz_put_string(w, prefixes[i].name);
		KZ_PUT_LITERAL(w, ": <");
		kz_put_string(w, prefixes[i].iri);
		KZ_PUT_LITERAL(w, "> .\n");
	}
	kz_put_char(w, '\n');
}

kz_term kz_class_of(kzner_type type)
{
	static const char *const names[KZNER_TYPE_COUNT] = {
	        "kz:Thing", "kz:Person", "kz:Party", "kz:Place", "kz:Organisation", "kz:People",
	        "kz:Event", "kz:Law",    "kz:Title", "kz:Date",  "kz:Money",        "kz:Percent",
	};
	return kz_known(names[(unsigned)type < KZNER_TYPE_COUNT ? type : 0]);
}

void kz_put_document_iri(const kz_out *o)
{
	KZ_PUT_LITERAL(o->w, "urn:kzner:doc:");
	kz_put_escaped_string(o->w, kz_escape_iri, o->id);
}

void kz_put_part_iri(const kz_out *o, char kind, uint64_t number)
{
	kz_put_document_iri(o);
	kz_put_char(o->w, '#');
	kz_put_id(o->w, kind, number);
}

void kz_put_entity_iri(const kz_out *o, uint32_t entity)
{
	const kzner_entity *e = &o->entities[entity];
	if (e->wikidata) {
		KZ_PUT_LITERAL(o->w, "http://www.wikidata.org/entity/");
		kz_put_escaped_string(o->w, kz_escape_iri, e->wikidata);
	} else if (e->gazetteer) {
		KZ_PUT_LITERAL(o->w, "urn:kzner:entity:");
		kz_put_escaped_string(o->w, kz_escape_path, e->gazetteer);
	} else {
		kz_put_part_iri(o, 'e', entity);
	}
}

/* May it stand behind a prefix as it is? */
static int is_plain(const char *name)
{
	for (; *name; name++)
		if (!(*name >= '0' && *name <= '9') && !((*name | 0x20) >= 'a' && (*name | 0x20) <= 'z') &&
		    *name != '_')
			return 0;
	return 1;
}

/* A name that may come from outside, in the space of a prefix. */
static void put_prefixed(kz_rdf *rdf, const char *prefix, const char *iri, const char *name)
{
	kz_writer *w = rdf->o->w;
	if (rdf->notation == KZ_RDF_TURTLE && is_plain(name)) {
		kz_put_string(w, prefix);
		kz_put_string(w, name);
		return;
	}
	kz_put_char(w, '<');
	kz_put_string(w, iri);
	kz_put_escaped_string(w, kz_escape_iri, name);
	kz_put_char(w, '>');
}

static void put_known(kz_rdf *rdf, const char *name)
{
	kz_writer *w = rdf->o->w;
	size_t size = strcspn(name, ":");
	if (rdf->notation == KZ_RDF_TURTLE) {
		kz_put_string(w, name);
		return;
	}
	kz_put_char(w, '<');
	for (size_t i = 0; i < PREFIX_COUNT; i++)
		if (!strncmp(prefixes[i].name, name, size) && !prefixes[i].name[size])
			kz_put_string(w, prefixes[i].iri);
	kz_put_string(w, name + size + 1);
	kz_put_char(w, '>');
}

static void put_span_iri(const kz_out *o, const kz_term *t)
{
	kz_put_document_iri(o);
	KZ_PUT_LITERAL(o->w, "#char=");
	kz_put_number(o->w, kz_out_offset(o, t->a));
	kz_put_char(o->w, ',');
	kz_put_number(o->w, kz_out_offset(o, t->b));
}

static void put_own_iri(kz_rdf *rdf, const kz_term *t)
{
	const kz_out *o = rdf->o;
	kz_put_char(o->w, '<');
	if (t->kind == KZ_TERM_DOCUMENT)
		kz_put_document_iri(o);
	else if (t->kind == KZ_TERM_ENTITY)
		kz_put_entity_iri(o, t->a);
	else if (t->kind == KZ_TERM_SPAN)
		put_span_iri(o, t);
	else
		kz_put_part_iri(o, 'r', t->a);
	if (t->kind == KZ_TERM_EVIDENCE) {
		kz_put_char(o->w, '-');
		kz_put_number(o->w, t->b);
	}
	kz_put_char(o->w, '>');
}

const char *kz_date_type(const char *date)
{
	char first[11], last[11];
	if (!kz_date_days(date, first, last))
		return NULL;
	switch (strlen(date)) {
	case 4:
		return "xsd:gYear";
	case 7:
		return "xsd:gYearMonth";
	case 10:
		return "xsd:date";
	default:
		return NULL;
	}
}

static void put_quoted(kz_rdf *rdf, const kz_term *t)
{
	const kz_out *o = rdf->o;
	switch (t->kind) {
	case KZ_TERM_QUOTE:
		kz_put_escaped(o->w, kz_escape_rdf, o->text + t->a, t->b - t->a);
		break;
	case KZ_TERM_OFFSET:
		kz_put_number(o->w, kz_out_offset(o, t->a));
		break;
	case KZ_TERM_SHARE:
		kz_put_share(o->w, t->share);
		break;
	default:
		kz_put_escaped_string(o->w, kz_escape_rdf, t->text);
	}
	if (t->kind == KZ_TERM_RULE) {
		kz_put_char(o->w, ':');
		kz_put_number(o->w, t->a);
	}
}

static void put_literal(kz_rdf *rdf, const kz_term *t)
{
	const char *type = NULL;
	kz_put_char(rdf->o->w, '"');
	put_quoted(rdf, t);
	kz_put_char(rdf->o->w, '"');
	if (t->kind == KZ_TERM_OFFSET)
		type = "xsd:nonNegativeInteger";
	else if (t->kind == KZ_TERM_SHARE)
		type = "xsd:decimal";
	else if (t->kind == KZ_TERM_DATE)
		type = kz_date_type(t->text);
	if (!type)
		return;
	KZ_PUT_LITERAL(rdf->o->w, "^^");
	put_known(rdf, type);
}

static void put_term(kz_rdf *rdf, const kz_term *t)
{
	const kzner_entity *e = t->kind == KZ_TERM_ENTITY ? &rdf->o->entities[t->a] : NULL;
	if (t->kind == KZ_TERM_KNOWN)
		put_known(rdf, t->text);
	else if (e && e->wikidata)
		put_prefixed(rdf, "wd:", "http://www.wikidata.org/entity/", e->wikidata);
	else if (t->kind == KZ_TERM_PROPERTY)
		put_prefixed(rdf, "wdt:", "http://www.wikidata.org/prop/direct/", t->text);
	else if (t->kind == KZ_TERM_NAME)
		put_prefixed(rdf, "rel:", "urn:kzner:relation:", t->text);
	else if (t->kind >= KZ_TERM_TEXT)
		put_literal(rdf, t);
	else
		put_own_iri(rdf, t);
}

static int same(const kz_term *x, const kz_term *y)
{
	return x->kind == y->kind && x->a == y->a && x->b == y->b && x->text == y->text;
}

void kz_rdf_end(kz_rdf *rdf)
{
	if (rdf->subject.kind != KZ_TERM_NONE)
		KZ_PUT_LITERAL(rdf->o->w, " .\n");
	rdf->subject.kind = KZ_TERM_NONE;
}

static void put_subject(kz_rdf *rdf, const kz_term *subject)
{
	if (rdf->notation == KZ_RDF_TURTLE && same(subject, &rdf->subject)) {
		KZ_PUT_LITERAL(rdf->o->w, " ;\n\t");
		return;
	}
	kz_rdf_end(rdf);
	put_term(rdf, subject);
	kz_put_char(rdf->o->w, ' ');
}

void kz_rdf_put_term(kz_rdf *rdf, kz_term subject, kz_term predicate, kz_term object)
{
	static const kz_term document = {.kind = KZ_TERM_DOCUMENT};
	kz_writer *w = rdf->o->w;
	put_subject(rdf, &subject);
	put_term(rdf, &predicate);
	kz_put_char(w, ' ');
	put_term(rdf, &object);
	if (rdf->notation == KZ_RDF_TURTLE) {
		rdf->subject = subject;
		return;
	}
	if (rdf->notation == KZ_RDF_NQUADS) {
		kz_put_char(w, ' ');
		put_term(rdf, &document);
	}
	KZ_PUT_LITERAL(w, " .\n");
}

void kz_rdf_put(kz_rdf *rdf, kz_term subject, const char *predicate, kz_term object)
{
	kz_rdf_put_term(rdf, subject, kz_known(predicate), object);
}
