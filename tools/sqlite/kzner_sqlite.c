/*
 * In: texts in SQL. Out: table-valued functions of SQLite over libkzner.
 *
 *     .load /usr/lib/kzner/kzner_sqlite
 *     SELECT m.type, m.name, count(*) FROM articles, kzner_mentions(articles.body, articles.day) AS m GROUP BY 1, 2;
 *     SELECT subject, type, object, status, evidence FROM kzner_relations('Nursultan Nazarbayev visited Moscow.');
 *
 * Offsets count characters from 0, as everywhere in kzner: substr(body, start + 1, end - start). A NULL text has no rows. A
 * connection opens the model when it first needs it; each cursor brings its own extractor.
 */
#include <kzner/kzner.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

#include <string.h>

#define EXPORT __attribute__((visibility("default")))

/* What the functions of one connection share. */
struct shared {
	unsigned users;
	kzner_model *model; /* NULL until it is needed */
};

/* One cursor's row. Index is that of the result's array. */
struct cursor {
	sqlite3_vtab_cursor base;
	kzner_extractor *extractor;
	const kzner_result *result; /* NULL: no rows */
	size_t index, count;
};

/* A function of SQL. Its last two columns are its arguments. */
struct function {
	const char *name, *schema;
	int arguments; /* number of the first hidden column */
	size_t (*count)(const kzner_result *result);
	void (*column)(sqlite3_context *context, const struct cursor *cursor, int column);
};

struct table {
	sqlite3_vtab base;
	struct shared *shared;
	const struct function *function;
};

/* What is handed to SQLite for each function. */
struct registration {
	struct shared *shared;
	const struct function *function;
};

/* --- values --- */

static void give_text(sqlite3_context *context, const char *text)
{
	if (text)
		sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
}

static void give_span(sqlite3_context *context, const kzner_result *result, kzner_span span)
{
	size_t size;
	const char *text = kzner_result_text(result, &size);
	sqlite3_result_text64(context, text + span.begin, span.end - span.begin, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static void give_offset(sqlite3_context *context, const kzner_result *result, uint32_t byte)
{
	sqlite3_result_int64(context, (sqlite3_int64)kzner_result_offset(result, byte, KZNER_UNIT_CODEPOINT));
}

/* Two decimals, as in JSON. */
static void give_share(sqlite3_context *context, float share)
{
	sqlite3_result_double(context, (int)(share * 100.0f + 0.5f) / 100.0);
}

static void give_rule(sqlite3_context *context, const char *file, uint32_t line)
{
	char *rule = line ? sqlite3_mprintf("%s:%u", file, line) : NULL;
	if (rule)
		sqlite3_result_text(context, rule, -1, sqlite3_free);
}

/* --- kzner_mentions --- */

static size_t count_mentions(const kzner_result *result)
{
	size_t count;
	kzner_result_mentions(result, &count);
	return count;
}

static const kzner_entity *entity_of(const kzner_result *result, uint32_t number)
{
	size_t count;
	const kzner_entity *entities = kzner_result_entities(result, &count);
	return number < count ? &entities[number] : NULL;
}

static void give_mention(sqlite3_context *context, const struct cursor *cursor, int column)
{
	size_t count;
	const kzner_mention *m = &kzner_result_mentions(cursor->result, &count)[cursor->index];
	const kzner_entity *e = entity_of(cursor->result, m->entity);
	switch (column) {
	case 0:
		give_offset(context, cursor->result, m->span.begin);
		break;
	case 1:
		give_offset(context, cursor->result, m->span.end);
		break;
	case 2:
		give_span(context, cursor->result, m->span);
		break;
	case 3:
		give_text(context, kzner_type_name(m->type));
		break;
	case 4:
		give_text(context, m->subtype[0] ? m->subtype : NULL);
		break;
	case 5:
		give_text(context, e ? e->name : NULL);
		break;
	case 6:
		give_text(context, e ? e->gazetteer : NULL);
		break;
	case 7:
		give_text(context, e ? e->wikidata : NULL);
		break;
	case 8:
		give_text(context, m->value);
		break;
	case 9:
		give_text(context, kzner_source_name(m->source));
		break;
	case 10:
		give_rule(context, m->file, m->line);
		break;
	case 11:
		give_share(context, m->confidence);
		break;
	}
}

/* --- kzner_relations --- */

static size_t count_relations(const kzner_result *result)
{
	size_t count;
	kzner_result_relations(result, &count);
	return count;
}

static const kzner_evidence *best_evidence(const kzner_relation *relation)
{
	const kzner_evidence *best = relation->evidence_count ? relation->evidence : NULL;
	for (uint32_t i = 1; i < relation->evidence_count; i++)
		if (relation->evidence[i].confidence > best->confidence)
			best = &relation->evidence[i];
	return best;
}

static void give_evidence(sqlite3_context *context, const kzner_result *result, const kzner_evidence *e, int column)
{
	switch (column) {
	case 13:
		give_span(context, result, e->sentence);
		break;
	case 14:
		give_offset(context, result, e->sentence.begin);
		break;
	case 15:
		give_offset(context, result, e->sentence.end);
		break;
	case 16:
		give_rule(context, e->file, e->line);
		break;
	}
}

static void give_end(sqlite3_context *context, const kzner_entity *e, int column)
{
	const char *const values[] = {e->name, kzner_type_name(e->type), e->wikidata};
	give_text(context, values[column]);
}

static void give_relation(sqlite3_context *context, const struct cursor *cursor, int column)
{
	size_t count;
	const kzner_relation *r = &kzner_result_relations(cursor->result, &count)[cursor->index];
	const kzner_evidence *best = best_evidence(r);
	switch (column) {
	case 0 ... 2:
		give_end(context, entity_of(cursor->result, r->subject), column);
		break;
	case 3:
		give_text(context, r->type);
		break;
	case 4 ... 6:
		give_end(context, entity_of(cursor->result, r->object), column - 4);
		break;
	case 7:
		give_text(context, kzner_relation_status_name(r->status));
		break;
	case 8:
		give_text(context, kzner_knowledge_name(r->knowledge));
		break;
	case 9:
		give_text(context, r->date);
		break;
	case 10:
		give_share(context, r->confidence);
		break;
	case 11:
		give_text(context, r->wikidata);
		break;
	case 12:
		give_text(context, r->plover);
		break;
	default:
		if (best)
			give_evidence(context, cursor->result, best, column);
	}
}

static const struct function functions[] = {
        {"kzner_mentions",
         "CREATE TABLE t(start INTEGER, \"end\" INTEGER, text TEXT, type TEXT, subtype TEXT, name TEXT, gazetteer "
         "TEXT, "
         "wikidata TEXT, value TEXT, source TEXT, rule TEXT, confidence REAL, input HIDDEN, published HIDDEN)",
         12, count_mentions, give_mention},
        {"kzner_relations",
         "CREATE TABLE t(subject TEXT, subject_type TEXT, subject_wikidata TEXT, type TEXT, object TEXT, object_type "
         "TEXT, "
         "object_wikidata TEXT, status TEXT, knowledge TEXT, date TEXT, confidence REAL, wikidata TEXT, plover TEXT, "
         "evidence TEXT, start INTEGER, \"end\" INTEGER, rule TEXT, input HIDDEN, published HIDDEN)",
         17, count_relations, give_relation},
};

#define FUNCTION_COUNT ((int)(sizeof functions / sizeof *functions))

/* --- the table as SQLite sees it --- */

static int table_connect(sqlite3 *db, void *data, int argc, const char *const *argv, sqlite3_vtab **ret_table,
                         char **ret_message)
{
	const struct registration *registration = data;
	struct table *table;
	int status = sqlite3_declare_vtab(db, registration->function->schema);

	(void)argc, (void)argv, (void)ret_message;
	if (status != SQLITE_OK)
		return status;
	table = sqlite3_malloc64(sizeof *table);
	if (!table)
		return SQLITE_NOMEM;
	memset(table, 0, sizeof *table);
	table->shared = registration->shared;
	table->function = registration->function;
	*ret_table = &table->base;
	return SQLITE_OK;
}

static int table_disconnect(sqlite3_vtab *table)
{
	sqlite3_free(table);
	return SQLITE_OK;
}

/* The text must be known; the day may be. idxNum is 1 where it is. */
static int table_plan(sqlite3_vtab *base, sqlite3_index_info *info)
{
	const struct function *function = ((struct table *)base)->function;
	int text = -1, day = -1, unusable = 0;

	for (int i = 0; i < info->nConstraint; i++) {
		int argument = info->aConstraint[i].iColumn - function->arguments;

		if (argument < 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
			continue;
		if (!info->aConstraint[i].usable)
			unusable = 1;
		else if (argument == 0)
			text = i;
		else
			day = i;
	}
	if (unusable)
		return SQLITE_CONSTRAINT;
	if (text < 0) {
		base->zErrMsg = sqlite3_mprintf("%s() needs a text", function->name);
		return SQLITE_ERROR;
	}
	info->aConstraintUsage[text].argvIndex = 1;
	info->aConstraintUsage[text].omit = 1;
	if (day >= 0) {
		info->aConstraintUsage[day].argvIndex = 2;
		info->aConstraintUsage[day].omit = 1;
	}
	info->idxNum = day >= 0;
	info->estimatedCost = 10000;
	info->estimatedRows = 50;
	return SQLITE_OK;
}

static int cursor_open(sqlite3_vtab *table, sqlite3_vtab_cursor **ret_cursor)
{
	struct cursor *cursor = sqlite3_malloc64(sizeof *cursor);

	(void)table;
	if (!cursor)
		return SQLITE_NOMEM;
	memset(cursor, 0, sizeof *cursor);
	*ret_cursor = &cursor->base;
	return SQLITE_OK;
}

static int cursor_close(sqlite3_vtab_cursor *base)
{
	struct cursor *cursor = (struct cursor *)base;

	kzner_extractor_free(cursor->extractor);
	sqlite3_free(cursor);
	return SQLITE_OK;
}

static int fail(struct table *table, kzner_status status, const kzner_error *error)
{
	char message[1024];

	if (status == KZNER_ERROR_NO_MEMORY)
		return SQLITE_NOMEM;
	kzner_error_format(error, message, sizeof message);
	sqlite3_free(table->base.zErrMsg);
	table->base.zErrMsg =
	        sqlite3_mprintf("%s(): %s", table->function->name, message[0] ? message : kzner_status_string(status));
	return SQLITE_ERROR;
}

static kzner_status make_extractor(struct table *table, struct cursor *cursor, kzner_error *error)
{
	kzner_status status = KZNER_OK;

	if (!table->shared->model)
		status = kzner_model_open_default(NULL, &table->shared->model, error);
	if (status == KZNER_OK && !cursor->extractor)
		status = kzner_extractor_new(table->shared->model, NULL, NULL, &cursor->extractor);
	return status;
}

static int cursor_filter(sqlite3_vtab_cursor *base, int plan, const char *unused, int argc, sqlite3_value **argv)
{
	struct cursor *cursor = (struct cursor *)base;
	struct table *table = (struct table *)base->pVtab;
	kzner_error error = {0};
	kzner_document document = {0};
	kzner_status status;

	(void)unused, (void)argc;
	cursor->result = NULL;
	cursor->index = cursor->count = 0;
	if (sqlite3_value_type(argv[0]) == SQLITE_NULL)
		return SQLITE_OK;
	document.text = (const char *)sqlite3_value_text(argv[0]);
	document.size = (size_t)sqlite3_value_bytes(argv[0]);
	document.date = plan ? (const char *)sqlite3_value_text(argv[1]) : NULL;
	if (!document.text && document.size)
		return SQLITE_NOMEM;
	status = make_extractor(table, cursor, &error);
	if (status == KZNER_OK)
		status = kzner_extract(cursor->extractor, &document, &cursor->result, &error);
	if (status != KZNER_OK)
		return fail(table, status, &error);
	cursor->count = table->function->count(cursor->result);
	return SQLITE_OK;
}

static int cursor_next(sqlite3_vtab_cursor *base)
{
	((struct cursor *)base)->index++;
	return SQLITE_OK;
}

static int cursor_at_end(sqlite3_vtab_cursor *base)
{
	const struct cursor *cursor = (const struct cursor *)base;

	return cursor->index >= cursor->count;
}

static int cursor_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
	((const struct table *)base->pVtab)->function->column(context, (const struct cursor *)base, column);
	return SQLITE_OK;
}

static int cursor_row(sqlite3_vtab_cursor *base, sqlite3_int64 *ret_row)
{
	*ret_row = (sqlite3_int64)((const struct cursor *)base)->index;
	return SQLITE_OK;
}

/* Without xCreate the tables are there by themselves and take arguments. */
static const sqlite3_module module = {
        .xConnect = table_connect,
        .xBestIndex = table_plan,
        .xDisconnect = table_disconnect,
        .xOpen = cursor_open,
        .xClose = cursor_close,
        .xFilter = cursor_filter,
        .xNext = cursor_next,
        .xEof = cursor_at_end,
        .xColumn = cursor_column,
        .xRowid = cursor_row,
};

/* --- loading --- */

static void release(struct shared *shared)
{
	if (--shared->users)
		return;
	kzner_model_unref(shared->model);
	sqlite3_free(shared);
}

static void unregister(void *data)
{
	struct registration *registration = data;

	release(registration->shared);
	sqlite3_free(registration);
}

static int register_function(sqlite3 *db, struct shared *shared, const struct function *function)
{
	struct registration *registration = sqlite3_malloc64(sizeof *registration);

	if (!registration)
		return SQLITE_NOMEM;
	*registration = (struct registration){shared, function};
	shared->users++;
	return sqlite3_create_module_v2(db, function->name, &module, registration,
	                                unregister); /* frees on failure, too */
}

EXPORT int sqlite3_kznersqlite_init(sqlite3 *db, char **ret_message, const sqlite3_api_routines *api)
{
	struct shared *shared;
	int status = SQLITE_OK;

	(void)ret_message;
	SQLITE_EXTENSION_INIT2(api);
	shared = sqlite3_malloc64(sizeof *shared);
	if (!shared)
		return SQLITE_NOMEM;
	*shared = (struct shared){.users = 1};
	for (int i = 0; i < FUNCTION_COUNT && status == SQLITE_OK; i++)
		status = register_function(db, shared, &functions[i]);
	release(shared);
	return status;
}
