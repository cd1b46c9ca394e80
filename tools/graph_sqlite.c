/*
 * In: documents while they are read, then the records of the graph. Out: a database.
 *
 * Documents, mentions and evidence go in as they come, so that memory does not hold them; entities and relations get their
 * rows when they are first met, and their sums at the end. A graph has no documents, so of graphs that are read only the
 * best evidence is there, without a row of documents.
 */
#include "graph_sqlite.h"

#include "cli_common.h"
#include "graph_out.h"

#include <sqlite3.h>
#include <stdlib.h>

static const char schema[] =
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA user_version = 1;"
        "BEGIN;"
        "CREATE TABLE documents(id INTEGER PRIMARY KEY, name TEXT NOT NULL, date TEXT, offset_unit TEXT, error TEXT);"
        "CREATE TABLE entities(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT, type TEXT, subtype TEXT,"
        " gazetteer TEXT, wikidata TEXT, documents INTEGER, mentions INTEGER, confidence REAL, first TEXT, last TEXT);"
        "CREATE TABLE names(entity INTEGER NOT NULL REFERENCES entities, name TEXT NOT NULL, documents INTEGER,"
        " mentions INTEGER, chosen INTEGER);"
        "CREATE TABLE mentions(document INTEGER NOT NULL REFERENCES documents, start INTEGER, \"end\" INTEGER,"
        " text TEXT, type TEXT, entity INTEGER REFERENCES entities, value TEXT, confidence REAL);"
        "CREATE TABLE relations(id INTEGER PRIMARY KEY, subject INTEGER NOT NULL REFERENCES entities,"
        " type TEXT NOT NULL, object INTEGER NOT NULL REFERENCES entities, status TEXT, documents INTEGER,"
        " asserted INTEGER, negated INTEGER, planned INTEGER, confidence REAL, first TEXT, last TEXT,"
        " event_first TEXT, event_last TEXT, wikidata TEXT, plover TEXT, UNIQUE(subject, type, object));"
        "CREATE TABLE evidence(relation INTEGER NOT NULL REFERENCES relations, status TEXT,"
        " document INTEGER REFERENCES documents, document_name TEXT, start INTEGER, \"end\" INTEGER, rule TEXT,"
        " confidence REAL, date TEXT);"
        "CREATE TABLE cooccurrences(a INTEGER NOT NULL REFERENCES entities, b INTEGER NOT NULL REFERENCES entities,"
        " documents INTEGER, count INTEGER, weight REAL, pmi REAL);"
        "CREATE TABLE errors(document TEXT, message TEXT, count INTEGER);"
        "CREATE TABLE graph(documents INTEGER, failed INTEGER, mentions INTEGER, first TEXT, last TEXT);";

static const char views[] =
        "CREATE INDEX documents_name ON documents(name);"
        "CREATE INDEX documents_date ON documents(date);"
        "CREATE INDEX entities_name ON entities(name);"
        "CREATE INDEX entities_gazetteer ON entities(gazetteer);"
        "CREATE INDEX entities_wikidata ON entities(wikidata);"
        "CREATE INDEX names_name ON names(name);"
        "CREATE INDEX names_entity ON names(entity);"
        "CREATE INDEX mentions_entity ON mentions(entity);"
        "CREATE INDEX mentions_document ON mentions(document);"
        "CREATE INDEX relations_object ON relations(object);"
        "CREATE INDEX relations_type ON relations(type);"
        "CREATE INDEX evidence_relation ON evidence(relation);"
        "CREATE INDEX evidence_document ON evidence(document);"
        "CREATE INDEX cooccurrences_a ON cooccurrences(a);"
        "CREATE INDEX cooccurrences_b ON cooccurrences(b);"
        "CREATE VIEW who_is_what AS SELECT r.id AS relation, s.name AS subject, r.type AS type, o.name AS object,"
        " r.status AS status, r.documents AS documents, r.confidence AS confidence, r.first AS first, r.last AS last,"
        " s.id AS subject_id, o.id AS object_id"
        " FROM relations r JOIN entities s ON s.id = r.subject JOIN entities o ON o.id = r.object;"
        "CREATE VIEW contradictions AS SELECT w.*, r.asserted, r.negated FROM who_is_what w"
        " JOIN relations r ON r.id = w.relation WHERE r.asserted > 0 AND r.negated > 0;"
        "CREATE VIEW named_together AS SELECT a.name AS a, b.name AS b, c.documents AS documents, c.count AS count,"
        " c.weight AS weight, c.pmi AS pmi, a.id AS a_id, b.id AS b_id"
        " FROM cooccurrences c JOIN entities a ON a.id = c.a JOIN entities b ON b.id = c.b;"
        "COMMIT;";

/* Statements; ?1, ?2, ... are bound in order. */
enum statement {
	ADD_DOCUMENT,
	MEET_ENTITY,
	FIND_ENTITY,
	SET_ENTITY,
	ADD_NAME,
	ADD_MENTION,
	MEET_RELATION,
	FIND_RELATION,
	SET_RELATION,
	ADD_EVIDENCE,
	ADD_PAIR,
	ADD_ERROR,
	ADD_TOTALS,
	STATEMENTS
};

static const char *const statements[STATEMENTS] = {
        [ADD_DOCUMENT] = "INSERT INTO documents VALUES(?1, ?2, ?3, ?4, ?5)",
        [MEET_ENTITY] = "INSERT INTO entities(key) VALUES(?1)",
        [FIND_ENTITY] = "SELECT id FROM entities WHERE key = ?1",
        [SET_ENTITY] = "UPDATE entities SET name = ?2, type = ?3, subtype = ?4, gazetteer = ?5, wikidata = ?6,"
                       " documents = ?7, mentions = ?8, confidence = ?9, first = ?10, last = ?11 WHERE id = ?1",
        [ADD_NAME] = "INSERT INTO names VALUES(?1, ?2, ?3, ?4, ?5)",
        [ADD_MENTION] = "INSERT INTO mentions VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        [MEET_RELATION] = "INSERT INTO relations(subject, type, object) VALUES(?1, ?2, ?3)",
        [FIND_RELATION] = "SELECT id FROM relations WHERE subject = ?1 AND type = ?2 AND object = ?3",
        [SET_RELATION] = "UPDATE relations SET status = ?2, documents = ?3, asserted = ?4, negated = ?5, planned = ?6,"
                         " confidence = ?7, first = ?8, last = ?9, event_first = ?10, event_last = ?11,"
                         " wikidata = ?12, plover = ?13 WHERE id = ?1",
        [ADD_EVIDENCE] = "INSERT INTO evidence VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        [ADD_PAIR] = "INSERT INTO cooccurrences VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
        [ADD_ERROR] = "INSERT INTO errors VALUES(?1, ?2, ?3)",
        [ADD_TOTALS] = "INSERT INTO graph VALUES(?1, ?2, ?3, ?4, ?5)",
};

struct graph_detail {
	sqlite3 *database;
	sqlite3_stmt *statements[STATEMENTS];
	int parameter;    /* the last that was bound */
	int64_t document; /* the last row of documents */
	struct buffer name, date;
	bool failed;
};

static void fail(struct graph_detail *detail)
{
	if (!detail->failed)
		cli_message("cannot write the database: %s", sqlite3_errmsg(detail->database));
	detail->failed = true;
}

static bool check(struct graph_detail *detail, int code)
{
	if (code != SQLITE_OK)
		fail(detail);
	return code == SQLITE_OK;
}

/* --- one statement --- */

static sqlite3_stmt *begin(struct graph_detail *detail, enum statement which)
{
	detail->parameter = 0;
	return detail->statements[which];
}

static void bind_slice(struct graph_detail *detail, sqlite3_stmt *statement, struct slice text)
{
	int code, at = ++detail->parameter;

	if (!text.at)
		code = sqlite3_bind_null(statement, at);
	else
		code = sqlite3_bind_text64(statement, at, text.at, text.size, SQLITE_STATIC, SQLITE_UTF8);
	check(detail, code);
}

static void bind_text(struct graph_detail *detail, sqlite3_stmt *statement, const struct graph_text *text)
{
	bind_slice(detail, statement, graph_slice(text));
}

static void bind_number(struct graph_detail *detail, sqlite3_stmt *statement, uint64_t number)
{
	check(detail, sqlite3_bind_int64(statement, ++detail->parameter, (int64_t)number));
}

/* 0: NULL */
static void bind_row(struct graph_detail *detail, sqlite3_stmt *statement, int64_t row)
{
	detail->parameter++;
	check(detail, row ? sqlite3_bind_int64(statement, detail->parameter, row)
	                  : sqlite3_bind_null(statement, detail->parameter));
}

static void bind_scaled(struct graph_detail *detail, sqlite3_stmt *statement, uint64_t number)
{
	check(detail, sqlite3_bind_double(statement, ++detail->parameter, (double)number / GRAPH_SCALE));
}

static void run(struct graph_detail *detail, sqlite3_stmt *statement)
{
	if (!detail->failed && sqlite3_step(statement) != SQLITE_DONE)
		fail(detail);
	sqlite3_reset(statement);
}

/* The one number that a query gives, 0 if it gives none. */
static int64_t ask(struct graph_detail *detail, sqlite3_stmt *statement)
{
	int64_t number = 0;
	int code = detail->failed ? SQLITE_DONE : sqlite3_step(statement);

	if (code == SQLITE_ROW)
		number = sqlite3_column_int64(statement, 0);
	else if (code != SQLITE_DONE)
		fail(detail);
	sqlite3_reset(statement);
	return number;
}

/* --- rows --- */

/* The row of an entity, made if there is none. */
static int64_t entity_row(struct graph_detail *detail, const struct graph_text *key)
{
	sqlite3_stmt *statement = begin(detail, FIND_ENTITY);
	int64_t row;

	bind_text(detail, statement, key);
	row = ask(detail, statement);
	if (row)
		return row;
	statement = begin(detail, MEET_ENTITY);
	bind_text(detail, statement, key);
	run(detail, statement);
	return sqlite3_last_insert_rowid(detail->database);
}

static int64_t row_of_entity(struct graph_detail *detail, struct graph_entity *entity)
{
	if (!entity->record.row)
		entity->record.row = entity_row(detail, entity->record.keys[0]);
	return entity->record.row;
}

static sqlite3_stmt *begin_triple(struct graph_detail *detail, enum statement which, int64_t subject,
                                  const struct graph_text *type, int64_t object)
{
	sqlite3_stmt *statement = begin(detail, which);

	bind_row(detail, statement, subject);
	bind_text(detail, statement, type);
	bind_row(detail, statement, object);
	return statement;
}

/* The row of a relation, made if there is none. */
static int64_t relation_row(struct graph_detail *detail, const struct graph_record *record)
{
	int64_t subject = entity_row(detail, record->keys[0]), object = entity_row(detail, record->keys[2]);
	int64_t row = ask(detail, begin_triple(detail, FIND_RELATION, subject, record->keys[1], object));

	if (row)
		return row;
	run(detail, begin_triple(detail, MEET_RELATION, subject, record->keys[1], object));
	return sqlite3_last_insert_rowid(detail->database);
}

static int64_t row_of_relation(struct graph_detail *detail, struct graph_relation *relation)
{
	if (!relation->record.row)
		relation->record.row = relation_row(detail, &relation->record);
	return relation->record.row;
}

/* --- while documents are read --- */

static void keep(struct buffer *buffer, struct slice text)
{
	buffer->size = 0;
	buffer_append(buffer, text.at, text.size);
}

void graph_detail_document(struct graph_detail *detail, const struct graph_line *line)
{
	sqlite3_stmt *statement = begin(detail, ADD_DOCUMENT);

	detail->document++;
	keep(&detail->name, line->id);
	keep(&detail->date, line->date);
	bind_row(detail, statement, detail->document);
	bind_slice(detail, statement, line->id);
	bind_slice(detail, statement, line->date);
	bind_slice(detail, statement, line->unit);
	bind_slice(detail, statement, line->error.message);
	run(detail, statement);
}

void graph_detail_mention(struct graph_detail *detail, const struct line_mention *mention, struct graph_entity *entity)
{
	int64_t row = entity ? row_of_entity(detail, entity) : 0;
	sqlite3_stmt *statement = begin(detail, ADD_MENTION);

	bind_row(detail, statement, detail->document);
	bind_number(detail, statement, mention->start);
	bind_number(detail, statement, mention->end);
	bind_slice(detail, statement, mention->text);
	bind_slice(detail, statement, mention->type);
	bind_row(detail, statement, row);
	bind_slice(detail, statement, mention->value);
	bind_scaled(detail, statement, mention->confidence);
	run(detail, statement);
}

static void add_evidence(struct graph_detail *detail, int64_t relation, const char *status, int64_t document,
                         struct slice name, const struct line_evidence *evidence, struct slice date)
{
	sqlite3_stmt *statement = begin(detail, ADD_EVIDENCE);

	bind_row(detail, statement, relation);
	bind_slice(detail, statement, (struct slice){status, strlen(status)});
	bind_row(detail, statement, document);
	bind_slice(detail, statement, name);
	bind_number(detail, statement, evidence->start);
	bind_number(detail, statement, evidence->end);
	bind_slice(detail, statement, evidence->rule);
	bind_scaled(detail, statement, evidence->confidence);
	bind_slice(detail, statement, date);
	run(detail, statement);
}

void graph_detail_evidence(struct graph_detail *detail, struct graph_relation *relation, enum graph_status status,
                           const struct line_relation *from)
{
	const struct line_evidence *evidence = from->evidence.items;
	int64_t row = row_of_relation(detail, relation);
	struct slice name = {detail->name.size ? detail->name.data : "", detail->name.size};
	struct slice date = {detail->date.size ? detail->date.data : NULL, detail->date.size};

	for (size_t i = 0; i < from->evidence.count; i++)
		add_evidence(detail, row, graph_status_names[status], detail->document, name, &evidence[i],
		             from->date.at ? from->date : date);
}

void graph_detail_best(struct graph_detail *detail, struct graph_relation *relation, enum graph_status status,
                       const struct line_best *best)
{
	struct line_evidence evidence = {
	        .start = best->start, .end = best->end, .confidence = best->confidence, .rule = best->rule};

	if (best->document.at)
		add_evidence(detail, row_of_relation(detail, relation), graph_status_names[status], 0, best->document,
		             &evidence, (struct slice){NULL, 0});
}

/* --- when the graph is written --- */

static void put_head(struct graph_out *out)
{
	struct graph_detail *detail = out->detail;
	sqlite3_stmt *statement = begin(detail, ADD_TOTALS);

	bind_number(detail, statement, out->totals.documents);
	bind_number(detail, statement, out->totals.failed);
	bind_number(detail, statement, out->totals.mentions);
	bind_text(detail, statement, out->totals.first);
	bind_text(detail, statement, out->totals.last);
	run(detail, statement);
}

static void put_name(struct graph_detail *detail, int64_t row, const struct graph_name *name)
{
	sqlite3_stmt *statement = begin(detail, ADD_NAME);

	bind_row(detail, statement, row);
	bind_text(detail, statement, name->record.keys[1]);
	bind_number(detail, statement, name->documents);
	bind_number(detail, statement, name->mentions);
	bind_number(detail, statement, name->chosen);
	run(detail, statement);
}

static void put_entity(struct graph_out *out, const struct graph_entity *entity)
{
	struct graph_detail *detail = out->detail;
	int64_t row = entity->record.row ? entity->record.row : entity_row(detail, entity->record.keys[0]);
	sqlite3_stmt *statement = begin(detail, SET_ENTITY);
	struct graph_name **names = graph_sorted_names(entity);

	bind_row(detail, statement, row);
	bind_text(detail, statement, graph_title(entity));
	bind_text(detail, statement, entity->type);
	bind_text(detail, statement, entity->subtype);
	bind_text(detail, statement, entity->gazetteer);
	bind_text(detail, statement, entity->wikidata);
	bind_number(detail, statement, entity->documents);
	bind_number(detail, statement, entity->mentions);
	bind_scaled(detail, statement, entity->confidence);
	bind_text(detail, statement, entity->first);
	bind_text(detail, statement, entity->last);
	run(detail, statement);
	for (size_t i = 0; i < entity->name_count; i++)
		put_name(detail, row, names[i]);
	free(names);
}

static void put_relation(struct graph_out *out, const struct graph_relation *relation)
{
	struct graph_detail *detail = out->detail;
	int64_t row = relation->record.row ? relation->record.row : relation_row(detail, &relation->record);
	struct graph_stand all = graph_overall(relation);
	const char *status = graph_status(relation);
	sqlite3_stmt *statement = begin(detail, SET_RELATION);

	bind_row(detail, statement, row);
	bind_slice(detail, statement, (struct slice){status, strlen(status)});
	bind_number(detail, statement, all.documents);
	for (int i = 0; i < GRAPH_STATUSES; i++)
		bind_number(detail, statement, relation->stands[i].documents);
	bind_scaled(detail, statement, all.confidence);
	bind_text(detail, statement, all.first);
	bind_text(detail, statement, all.last);
	bind_text(detail, statement, all.event_first);
	bind_text(detail, statement, all.event_last);
	bind_text(detail, statement, relation->wikidata);
	bind_text(detail, statement, relation->plover);
	run(detail, statement);
}

static void put_pair(struct graph_out *out, const struct graph_pair *pair)
{
	struct graph_detail *detail = out->detail;
	int64_t a = entity_row(detail, pair->record.keys[0]), b = entity_row(detail, pair->record.keys[1]), pmi;
	sqlite3_stmt *statement = begin(detail, ADD_PAIR);

	bind_row(detail, statement, a);
	bind_row(detail, statement, b);
	bind_number(detail, statement, pair->documents);
	bind_number(detail, statement, pair->count);
	bind_scaled(detail, statement, pair->weight);
	detail->parameter++;
	if (graph_pmi(out, pair, &pmi))
		check(detail, sqlite3_bind_double(statement, detail->parameter, (double)pmi / 1000));
	else
		check(detail, sqlite3_bind_null(statement, detail->parameter));
	run(detail, statement);
}

static void put_error(struct graph_out *out, const struct graph_error *error)
{
	sqlite3_stmt *statement = begin(out->detail, ADD_ERROR);

	bind_text(out->detail, statement, error->record.keys[0]);
	bind_text(out->detail, statement, error->record.keys[1]);
	bind_number(out->detail, statement, error->count);
	run(out->detail, statement);
}

const struct graph_format graph_sqlite = {
        .name = "sqlite",
        .needs_nodes = true,
        .all_pairs = true,
        .head = put_head,
        .entity = put_entity,
        .relation = put_relation,
        .pair = put_pair,
        .error = put_error,
};

/* --- the file --- */

static bool prepare(struct graph_detail *detail)
{
	for (int i = 0; i < STATEMENTS; i++)
		if (!check(detail,
		           sqlite3_prepare_v2(detail->database, statements[i], -1, &detail->statements[i], NULL)))
			return false;
	return true;
}

struct graph_detail *graph_sqlite_open(const char *path)
{
	struct graph_detail *detail = memory_allocate(sizeof *detail);

	*detail = (struct graph_detail){0};
	if (check(detail, sqlite3_open_v2(path, &detail->database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL)) &&
	    check(detail, sqlite3_exec(detail->database, schema, NULL, NULL, NULL)) && prepare(detail))
		return detail;
	graph_sqlite_discard(detail);
	return NULL;
}

bool graph_sqlite_close(struct graph_detail *detail)
{
	bool done;

	if (!detail->failed)
		check(detail, sqlite3_exec(detail->database, views, NULL, NULL, NULL));
	done = !detail->failed;
	graph_sqlite_discard(detail);
	return done;
}

void graph_sqlite_discard(struct graph_detail *detail)
{
	if (!detail)
		return;
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(detail->statements[i]);
	sqlite3_close(detail->database);
	buffer_free(&detail->name);
	buffer_free(&detail->date);
	free(detail);
}
