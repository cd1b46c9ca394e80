#include "text_view.h"

#include "table.h"

#include <string.h>

/* Terminal colours of the types, as parameters of SGR. */
static const char *const colors[KZNER_TYPE_COUNT] = {
        [KZNER_TYPE_NONE] = "0",     [KZNER_TYPE_PERSON] = "1;36", [KZNER_TYPE_PARTY] = "1;35",
        [KZNER_TYPE_PLACE] = "1;32", [KZNER_TYPE_ORG] = "1;33",    [KZNER_TYPE_NORP] = "32",
        [KZNER_TYPE_EVENT] = "1;31", [KZNER_TYPE_LAW] = "31",      [KZNER_TYPE_TITLE] = "36",
        [KZNER_TYPE_DATE] = "34",    [KZNER_TYPE_MONEY] = "33",    [KZNER_TYPE_PERCENT] = "33",
};

static void put_color(struct buffer *out, bool color, const char *code)
{
	if (color)
		buffer_printf(out, "\033[%sm", code);
}

static void put_heading(struct buffer *out, bool color, const char *text)
{
	buffer_putc(out, '\n');
	put_color(out, color, "1");
	buffer_puts(out, text);
	put_color(out, color, "0");
	buffer_putc(out, '\n');
}

static void put_title(const kzner_result *result, bool color, struct buffer *out)
{
	const char *id = kzner_result_id(result), *date = kzner_result_date(result);
	const char *const *limits = kzner_result_limits(result);

	put_color(out, color, "1");
	buffer_puts(out, "== ");
	table_put_safe(out, id ? id : "?", id ? strlen(id) : 1);
	buffer_printf(out, " (%s%s%s)", kzner_result_language(result), date ? ", " : "", date ? date : "");
	put_color(out, color, "0");
	buffer_putc(out, '\n');
	for (; *limits; limits++)
		buffer_printf(out, "limit reached: %s\n", *limits);
	buffer_putc(out, '\n');
}

static void put_mention(const char *text, const kzner_mention *mention, bool color, struct buffer *out)
{
	const char *begin = text + mention->span.begin;
	size_t size = mention->span.end - mention->span.begin;

	if (color) {
		put_color(out, color, colors[mention->type]);
		table_put_safe(out, begin, size);
		put_color(out, color, "0");
	} else {
		buffer_putc(out, '[');
		table_put_safe(out, begin, size);
		buffer_printf(out, "|%s]", kzner_type_name(mention->type));
	}
}

static void put_article(const kzner_result *result, bool color, struct buffer *out)
{
	size_t size, count, at = 0;
	const char *text = kzner_result_text(result, &size);
	const kzner_mention *mentions = kzner_result_mentions(result, &count);

	for (size_t i = 0; i < count; i++) {
		table_put_safe(out, text + at, mentions[i].span.begin - at);
		put_mention(text, &mentions[i], color, out);
		at = mentions[i].span.end;
	}
	table_put_safe(out, text + at, size - at);
	if (size && text[size - 1] != '\n')
		buffer_putc(out, '\n');
}

static void put_entities(const kzner_result *result, bool color, struct buffer *out)
{
	static const struct table_column columns[] = {
	        {.title = "name", .most = 34},
	        {.title = "type", .most = 8},
	        {.title = "mentions", .most = 8, .right = true},
	        {.title = "gazetteer id", .most = 34},
	        {.title = "conf", .most = 4, .right = true},
	};
	struct table table;
	size_t count;
	const kzner_entity *entities = kzner_result_entities(result, &count);

	if (!count)
		return;
	put_heading(out, color, "Entities");
	table_begin(&table, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < count; i++) {
		table_cell(&table, "%s", entities[i].name);
		table_cell(&table, "%s", kzner_type_name(entities[i].type));
		table_cell(&table, "%u", (unsigned)entities[i].mention_count);
		table_cell(&table, "%s", entities[i].gazetteer ? entities[i].gazetteer : "-");
		table_cell(&table, "%.2f", (double)entities[i].confidence);
	}
	table_end(&table, out);
}

static void put_evidence(struct table *table, const kzner_relation *relation)
{
	if (relation->evidence_count == 0)
		table_cell(table, "-");
	else if (relation->evidence_count == 1)
		table_cell(table, "%s:%u", relation->evidence[0].file, (unsigned)relation->evidence[0].line);
	else
		table_cell(table, "%s:%u +%u", relation->evidence[0].file, (unsigned)relation->evidence[0].line,
		           (unsigned)relation->evidence_count - 1);
}

static void put_relations(const kzner_result *result, bool color, struct buffer *out)
{
	static const struct table_column columns[] = {
	        {.title = "subject", .most = 20},
	        {.title = "relation", .most = 15},
	        {.title = "object", .most = 20},
	        {.title = "status", .most = 8},
	        {.title = "conf", .most = 4, .right = true},
	        {.title = "evidence", .most = 21, .keep_tail = true},
	};
	struct table table;
	size_t count, ignored;
	const kzner_relation *relations = kzner_result_relations(result, &count);
	const kzner_entity *entities = kzner_result_entities(result, &ignored);

	if (!count)
		return;
	put_heading(out, color, "Relations");
	table_begin(&table, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < count; i++) {
		table_cell(&table, "%s", entities[relations[i].subject].name);
		table_cell(&table, "%s", relations[i].type);
		table_cell(&table, "%s", entities[relations[i].object].name);
		table_cell(&table, "%s", kzner_relation_status_name(relations[i].status));
		table_cell(&table, "%.2f", (double)relations[i].confidence);
		put_evidence(&table, &relations[i]);
	}
	table_end(&table, out);
}

void text_view_write(const kzner_result *result, bool color, struct buffer *out)
{
	put_title(result, color, out);
	put_article(result, color, out);
	put_entities(result, color, out);
	put_relations(result, color, out);
	buffer_putc(out, '\n');
}
