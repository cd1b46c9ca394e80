/*
 * In: records. Out: N-Triples or Turtle, with the IRIs of `kzner extract --format ntriples`.
 *
 * What is asserted and nowhere denied is a plain triple too, with the project's name of the relation and with Wikidata's
 * property if there is one. Every relation is a statement that says how often, when and where:
 *
 *     _:r0 rdf:type rdf:Statement ; rdf:subject .. ; rdf:predicate .. ; rdf:object .. ; kz:status "asserted" ;
 *             kz:documents 5 ; kz:asserted 5 ; kz:negated 0 ; kz:planned 0 ; kz:weight 4.21 ; kz:first .. ; kz:last .. ;
 *             kz:property wdt:P35 ; kz:document <urn:kzner:doc:..> ; kz:begin 0 ; kz:end 121 ; kz:rule "x.relations:41" .
 */
#include "graph_values.h"

#include <stdio.h>

#include "write/out.h"

static const struct prefix {
	const char *name, *iri;
} prefixes[] = {
        {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
        {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
        {"xsd", "http://www.w3.org/2001/XMLSchema#"},
        {"wd", "http://www.wikidata.org/entity/"},
        {"wdt", "http://www.wikidata.org/prop/direct/"},
        {"kz", "urn:kzner:term:"},
        {"rel", "urn:kzner:relation:"},
};

#define PREFIX_COUNT (sizeof prefixes / sizeof *prefixes)

/* What a statement is about: an entity, or (without key) a relation. */
struct node {
	const struct graph_text *key;
	uint64_t wikidata, number;
};

struct rdf {
	kz_writer *w;
	bool turtle;
	bool open; /* the subject is written, and Turtle goes on with ';' */
	struct node subject;
};

static void put_string(kz_writer *w, const char *text)
{
	kz_put(w, text, strlen(text));
}

/* May it stand behind a prefix as it is? */
static bool is_plain(struct slice name)
{
	for (size_t i = 0; i < name.size; i++)
		if (!(name.at[i] >= '0' && name.at[i] <= '9') &&
		    !((name.at[i] | 0x20) >= 'a' && (name.at[i] | 0x20) <= 'z') && name.at[i] != '_')
			return false;
	return name.size > 0;
}

static void put_name(struct rdf *rdf, const char *prefix, struct slice name)
{
	if (rdf->turtle && is_plain(name)) {
		put_string(rdf->w, prefix);
		kz_put_char(rdf->w, ':');
		kz_put(rdf->w, name.at, name.size);
		return;
	}
	kz_put_char(rdf->w, '<');
	for (size_t i = 0; i < PREFIX_COUNT; i++)
		if (strcmp(prefixes[i].name, prefix) == 0)
			put_string(rdf->w, prefixes[i].iri);
	kz_put_escaped(rdf->w, kz_escape_iri, name.at, name.size);
	kz_put_char(rdf->w, '>');
}

static void put_known(struct rdf *rdf, const char *prefix, const char *name)
{
	put_name(rdf, prefix, (struct slice){name, strlen(name)});
}

static void put_iri(struct rdf *rdf, const char *space, struct slice name)
{
	kz_put_char(rdf->w, '<');
	put_string(rdf->w, space);
	kz_put_escaped(rdf->w, kz_escape_iri, name.at, name.size);
	kz_put_char(rdf->w, '>');
}

static void put_entity_iri(struct rdf *rdf, const struct node *node)
{
	static const char gazetteer[] = "gazetteer:";
	struct slice key = graph_slice(node->key);
	char digits[24];

	if (node->wikidata) {
		snprintf(digits, sizeof digits, "Q%llu", (unsigned long long)node->wikidata);
		put_known(rdf, "wd", digits);
	} else if (key.size > sizeof gazetteer && memcmp(key.at, gazetteer, sizeof gazetteer - 1) == 0) {
		put_iri(rdf, "urn:kzner:entity:",
		        (struct slice){key.at + sizeof gazetteer - 1, key.size - sizeof gazetteer + 1});
	} else {
		put_iri(rdf, "urn:kzner:", key);
	}
}

static void put_node(struct rdf *rdf, const struct node *node)
{
	if (node->key) {
		put_entity_iri(rdf, node);
		return;
	}
	KZ_PUT_LITERAL(rdf->w, "_:r");
	kz_put_number(rdf->w, node->number);
}

/* Subject and predicate of the next statement. */
static void begin(struct rdf *rdf, const char *prefix, struct slice name)
{
	if (rdf->turtle && rdf->open) {
		KZ_PUT_LITERAL(rdf->w, " ;\n\t");
	} else {
		put_node(rdf, &rdf->subject);
		kz_put_char(rdf->w, ' ');
	}
	put_name(rdf, prefix, name);
	kz_put_char(rdf->w, ' ');
	rdf->open = true;
}

/* Behind the object. */
static void end(struct rdf *rdf)
{
	if (!rdf->turtle)
		KZ_PUT_LITERAL(rdf->w, " .\n");
}

static void change_subject(struct rdf *rdf, struct node subject)
{
	if (rdf->turtle && rdf->open)
		KZ_PUT_LITERAL(rdf->w, " .\n");
	rdf->open = false;
	rdf->subject = subject;
}

static void say_known(struct rdf *rdf, const char *prefix, const char *name, const char *object_prefix,
                      struct slice object)
{
	begin(rdf, prefix, (struct slice){name, strlen(name)});
	put_name(rdf, object_prefix, object);
	end(rdf);
}

static void say_node(struct rdf *rdf, const char *prefix, struct slice name, const struct node *object)
{
	begin(rdf, prefix, name);
	put_node(rdf, object);
	end(rdf);
}

/* type: the name of a type of XML Schema, NULL for plain text. Nothing is said where there is nothing. */
static void say_text(struct rdf *rdf, const char *prefix, const char *name, struct slice text, const char *type)
{
	if (!text.at || !text.size)
		return;
	begin(rdf, prefix, (struct slice){name, strlen(name)});
	kz_put_char(rdf->w, '"');
	kz_put_escaped(rdf->w, kz_escape_rdf, text.at, text.size);
	kz_put_char(rdf->w, '"');
	if (type) {
		KZ_PUT_LITERAL(rdf->w, "^^");
		put_known(rdf, "xsd", type);
	}
	end(rdf);
}

static void say_date(struct rdf *rdf, const char *name, struct slice date)
{
	static const char *const types[] = {[4] = "gYear", [7] = "gYearMonth", [10] = "date"};
	char text[12] = "", first[11], last[11];

	if (date.size == 4 || date.size == 7 || date.size == 10)
		memcpy(text, date.at, date.size);
	say_text(rdf, "kz", name, date, kz_date_days(text, first, last) ? types[date.size] : NULL);
}

static void put_entity(struct graph_out *out, const struct graph_entity *entity, bool turtle)
{
	static const char *const classes[][2] = {{"PERSON", "Person"},    {"PARTY", "Party"}, {"PLACE", "Place"},
	                                         {"ORG", "Organisation"}, {"NORP", "People"}, {"EVENT", "Event"},
	                                         {"LAW", "Law"},          {"TITLE", "Title"}};
	const struct graph_node *known = graph_index_find(out->index, entity->record.keys[0]);
	struct rdf rdf = {.w = out->writers[0], .turtle = turtle};
	const char *class = "Thing";
	struct values values;

	values_of_entity(&values, entity);
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (slice_is(values.at[NODE_TYPE], classes[i][0]))
			class = classes[i][1];
	rdf.subject = (struct node){.key = entity->record.keys[0], .wikidata = known->wikidata};
	say_known(&rdf, "rdf", "type", "kz", (struct slice){class, strlen(class)});
	say_text(&rdf, "rdfs", "label", values.at[NODE_NAME], NULL);
	say_text(&rdf, "kz", "subtype", values.at[NODE_SUBTYPE], NULL);
	say_text(&rdf, "kz", "gazetteer", values.at[NODE_GAZETTEER], NULL);
	say_text(&rdf, "kz", "documents", values.at[NODE_DOCUMENTS], "integer");
	say_text(&rdf, "kz", "mentions", values.at[NODE_MENTIONS], "integer");
	say_date(&rdf, "first", values.at[NODE_FIRST]);
	say_date(&rdf, "last", values.at[NODE_LAST]);
	change_subject(&rdf, (struct node){0});
}

static void say_edge(struct rdf *rdf, const struct values *values)
{
	for (int i = EDGE_DOCUMENTS; i <= EDGE_COUNT; i++)
		say_text(rdf, "kz", edge_columns[i].name, values->at[i], "integer");
	say_text(rdf, "kz", "weight", values->at[EDGE_WEIGHT], "decimal");
	say_text(rdf, "kz", "pmi", values->at[EDGE_PMI], "decimal");
	for (int i = EDGE_FIRST; i <= EDGE_EVENT_LAST; i++)
		say_date(rdf, edge_columns[i].name, values->at[i]);
}

static void say_best(struct rdf *rdf, const struct values *values)
{
	if (!values->at[EDGE_DOCUMENT].at)
		return;
	begin(rdf, "kz", (struct slice){"document", 8});
	put_iri(rdf, "urn:kzner:doc:", values->at[EDGE_DOCUMENT]);
	end(rdf);
	say_text(rdf, "kz", "begin", values->at[EDGE_START], "nonNegativeInteger");
	say_text(rdf, "kz", "end", values->at[EDGE_END], "nonNegativeInteger");
	say_text(rdf, "kz", "rule", values->at[EDGE_RULE], NULL);
}

static struct node node_of(const struct graph_out *out, const struct graph_text *key)
{
	return (struct node){.key = key, .wikidata = graph_index_find(out->index, key)->wikidata};
}

/* The plain triples: subject, name of the relation, object; and Wikidata's, which may point the other way. */
static void say_plainly(struct rdf *rdf, const struct graph_relation *relation, const struct node *subject,
                        const struct node *object)
{
	const struct graph_text *property = relation->wikidata;
	struct buffer name = {0};

	change_subject(rdf, *subject);
	say_node(rdf, "rel", graph_slice(relation->record.keys[1]), object);
	if (!property)
		return;
	buffer_append(&name, property->data, property->size);
	if (kz_property_is_inverse(buffer_terminate(&name))) {
		change_subject(rdf, *object);
		say_node(rdf, "wdt", graph_slice(property), subject);
	} else {
		say_node(rdf, "wdt", graph_slice(property), object);
	}
	buffer_free(&name);
}

static void put_relation(struct graph_out *out, const struct graph_relation *relation, bool turtle)
{
	struct node subject = node_of(out, relation->record.keys[0]);
	struct node object = node_of(out, relation->record.keys[2]);
	struct rdf rdf = {.w = out->writers[0], .turtle = turtle};
	struct values values;

	values_of_relation(&values, relation);
	if (strcmp(graph_status(relation), graph_status_names[GRAPH_ASSERTED]) == 0)
		say_plainly(&rdf, relation, &subject, &object);
	change_subject(&rdf, (struct node){.number = out->edge_count});
	say_known(&rdf, "rdf", "type", "rdf", (struct slice){"Statement", 9});
	say_node(&rdf, "rdf", (struct slice){"subject", 7}, &subject);
	say_known(&rdf, "rdf", "predicate", "rel", values.at[EDGE_TYPE]);
	say_node(&rdf, "rdf", (struct slice){"object", 6}, &object);
	say_text(&rdf, "kz", "status", values.at[EDGE_STATUS], NULL);
	if (relation->wikidata)
		say_known(&rdf, "kz", "property", "wdt", values.at[EDGE_WIKIDATA]);
	say_text(&rdf, "kz", "plover", values.at[EDGE_PLOVER], NULL);
	say_edge(&rdf, &values);
	say_best(&rdf, &values);
	change_subject(&rdf, (struct node){0});
}

static void put_pair(struct graph_out *out, const struct graph_pair *pair, bool turtle)
{
	struct node a = node_of(out, pair->record.keys[0]), b = node_of(out, pair->record.keys[1]);
	struct rdf rdf = {.w = out->writers[0], .turtle = turtle};
	struct values values;

	values_of_pair(&values, out, pair);
	rdf.subject = (struct node){.number = out->edge_count};
	say_known(&rdf, "rdf", "type", "kz", (struct slice){"Cooccurrence", 12});
	say_node(&rdf, "kz", (struct slice){"entity", 6}, &a);
	say_node(&rdf, "kz", (struct slice){"entity", 6}, &b);
	say_edge(&rdf, &values);
	change_subject(&rdf, (struct node){0});
}

static void nothing(struct graph_out *out)
{
	(void)out;
}

static void ntriples_entity(struct graph_out *out, const struct graph_entity *entity)
{
	put_entity(out, entity, false);
}

static void ntriples_relation(struct graph_out *out, const struct graph_relation *relation)
{
	put_relation(out, relation, false);
}

static void ntriples_pair(struct graph_out *out, const struct graph_pair *pair)
{
	put_pair(out, pair, false);
}

const struct graph_format graph_ntriples = {
        .name = "ntriples",
        .needs_nodes = true,
        .head = nothing,
        .entity = ntriples_entity,
        .relation = ntriples_relation,
        .pair = ntriples_pair,
};

static void turtle_head(struct graph_out *out)
{
	for (size_t i = 0; i < PREFIX_COUNT; i++) {
		KZ_PUT_LITERAL(out->writers[0], "@prefix ");
		put_string(out->writers[0], prefixes[i].name);
		KZ_PUT_LITERAL(out->writers[0], ": <");
		put_string(out->writers[0], prefixes[i].iri);
		KZ_PUT_LITERAL(out->writers[0], "> .\n");
	}
}

static void turtle_entity(struct graph_out *out, const struct graph_entity *entity)
{
	put_entity(out, entity, true);
}

static void turtle_relation(struct graph_out *out, const struct graph_relation *relation)
{
	put_relation(out, relation, true);
}

static void turtle_pair(struct graph_out *out, const struct graph_pair *pair)
{
	put_pair(out, pair, true);
}

const struct graph_format graph_turtle = {
        .name = "turtle",
        .needs_nodes = true,
        .head = turtle_head,
        .entity = turtle_entity,
        .relation = turtle_relation,
        .pair = turtle_pair,
};
