/* In: a result. Out: its part of one page for people: the text with its names, a graph of the relations, tables. No requests. */
#include "write/html.h"
#include "write/writers.h"

#include "base/sha256.h"

#include <kzner/version.h>

#define QUOTE_LIMIT 700 /* bytes of a sentence in the table */

int kz_escape_html(kz_writer *w, uint32_t code)
{
	if (code == '\n' || code == '\r' || code == '\t')
		return 0;
	if (code >= 0x7F && code < 0xA0) { /* no characters of a page */
		KZ_PUT_LITERAL(w, "\xEF\xBF\xBD");
		return 1;
	}
	return kz_escape_xml(w, code);
}

static int escape_words(kz_writer *w, uint32_t code)
{
	if (code != '_')
		return kz_escape_html(w, code);
	kz_put_char(w, ' ');
	return 1;
}

void kz_html_words(kz_writer *w, const char *name)
{
	kz_put_escaped_string(w, escape_words, name);
}

const char *kz_html_type_label(kzner_type type)
{
	static const char *const labels[KZNER_TYPE_COUNT] = {
	        [KZNER_TYPE_NONE] = "other",  [KZNER_TYPE_PERSON] = "person", [KZNER_TYPE_PARTY] = "party",
	        [KZNER_TYPE_PLACE] = "place", [KZNER_TYPE_ORG] = "body",      [KZNER_TYPE_NORP] = "people",
	        [KZNER_TYPE_EVENT] = "event", [KZNER_TYPE_LAW] = "law",       [KZNER_TYPE_TITLE] = "title",
	        [KZNER_TYPE_DATE] = "date",   [KZNER_TYPE_MONEY] = "money",   [KZNER_TYPE_PERCENT] = "per cent",
	};
	return labels[(unsigned)type < KZNER_TYPE_COUNT ? type : KZNER_TYPE_NONE];
}

/* --- head and tail --- */

static void put_digest(kz_writer *w, const char *text)
{
	char digest[45];
	kz_sha256_base64(text, strlen(text), digest);
	KZ_PUT_LITERAL(w, "'sha256-");
	kz_put_string(w, digest);
	kz_put_char(w, '\'');
}

static void put_policy(kz_writer *w)
{
	KZ_PUT_LITERAL(w, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ");
	put_digest(w, kz_html_style);
	KZ_PUT_LITERAL(w, "; script-src ");
	put_digest(w, kz_html_script);
	KZ_PUT_LITERAL(w, "; img-src data:; base-uri 'none'; form-action 'none'\">\n");
}

static void put_legend(kz_writer *w)
{
	KZ_PUT_LITERAL(w, "<fieldset class=\"legend\"><legend>Show</legend>");
	for (int type = KZNER_TYPE_PERSON; type < KZNER_TYPE_COUNT; type++) {
		const char *name = kzner_type_name((kzner_type)type);
		KZ_PUT_LITERAL(w, "<label class=\"");
		kz_put_string(w, name);
		KZ_PUT_LITERAL(w, "\"><input type=\"checkbox\" checked data-type=\"");
		kz_put_string(w, name);
		KZ_PUT_LITERAL(w, "\"><span>");
		kz_put_string(w, kz_html_type_label((kzner_type)type));
		KZ_PUT_LITERAL(w, "</span> <b></b></label>");
	}
	KZ_PUT_LITERAL(w, "</fieldset>\n");
}

void kz_head_html(kz_out *o)
{
	kz_writer *w = o->w;
	KZ_PUT_LITERAL(w, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
	put_policy(w);
	KZ_PUT_LITERAL(w, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	                  "<meta name=\"referrer\" content=\"no-referrer\">\n"
	                  "<meta name=\"color-scheme\" content=\"light dark\">\n"
	                  "<meta name=\"generator\" content=\"kzner " KZNER_VERSION_STRING "\">\n"
	                  "<link rel=\"icon\" href=\"data:,\">\n<title>Names and relations</title>\n<style>");
	kz_put_string(w, kz_html_style);
	KZ_PUT_LITERAL(w, "</style>\n</head>\n<body>\n<header class=\"page\">"
	                  "<p class=\"brand\">Names and relations</p>\n<details id=\"contents\" class=\"contents\" "
	                  "hidden><summary></summary>"
	                  "<ol></ol></details>\n");
	put_legend(w);
	KZ_PUT_LITERAL(
	        w,
	        "<p class=\"hint\">Point at a name, or press Tab and then the arrow keys. Enter keeps its card open, "
	        "Escape closes it.</p></header>\n"
	        "<svg class=\"hidden\" aria-hidden=\"true\" width=\"0\" height=\"0\"><defs><marker id=\"arrow\" "
	        "viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"9\" markerHeight=\"9\" "
	        "markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"head\" d=\"M0 0L10 5L0 10Z\"/>"
	        "</marker></defs></svg>\n<main>\n");
}

void kz_tail_html(kz_out *o)
{
	KZ_PUT_LITERAL(o->w,
	               "</main>\n<aside id=\"card\" role=\"status\" aria-live=\"polite\" hidden></aside>\n<script>");
	kz_put_string(o->w, kz_html_script);
	KZ_PUT_LITERAL(o->w, "</script>\n</body>\n</html>\n");
}

/* --- the text --- */

typedef struct place {
	uint32_t at, sentence;
	int open; /* a sentence's element */
} place;

static void put_until(const kz_out *o, place *p, uint32_t end)
{
	if (end > p->at) {
		kz_put_escaped(o->w, kz_escape_html, o->text + p->at, end - p->at);
		p->at = end;
	}
}

/* What stands before byte end, with the elements of sentences that begin or end there. */
static void put_plain(const kz_out *o, place *p, uint32_t end)
{
	while (p->sentence < o->sentence_count) {
		kzner_span s = o->sentences[p->sentence];
		if (p->open && s.end <= end) {
			put_until(o, p, s.end);
			KZ_PUT_LITERAL(o->w, "</span>");
			p->open = 0;
			p->sentence++;
		} else if (!p->open && s.begin <= end) {
			put_until(o, p, s.begin);
			KZ_PUT_LITERAL(o->w, "<span class=\"s\"");
			kz_html_reference(o, "id", 's', p->sentence);
			kz_put_char(o->w, '>');
			p->open = 1;
		} else {
			break;
		}
	}
	put_until(o, p, end);
}

/* How it was found: "gazetteer, people.tsv:112". */
static void put_how(kz_writer *w, const kzner_mention *m)
{
	KZ_PUT_LITERAL(w, " data-how=\"");
	kz_put_string(w, kzner_source_name(m->source));
	if (m->line) {
		KZ_PUT_LITERAL(w, ", ");
		kz_html_text(w, m->file);
		kz_put_char(w, ':');
		kz_put_number(w, m->line);
	}
	KZ_PUT_LITERAL(w, "\" data-sure=\"");
	kz_put_share(w, m->confidence);
	kz_put_char(w, '"');
}

/* One stop for the Tab key; arrow keys go on from there. */
static void put_mention(const kz_out *o, uint32_t number)
{
	const kzner_mention *m = &o->mentions[number];
	KZ_PUT_LITERAL(o->w, "<mark class=\"");
	kz_put_string(o->w, kzner_type_name(m->type));
	kz_put_char(o->w, '"');
	kz_html_reference(o, "id", 'm', number);
	if (m->entity != KZNER_NONE)
		kz_html_reference(o, "data-e", 'e', m->entity);
	put_how(o->w, m);
	if (m->value) {
		KZ_PUT_LITERAL(o->w, " data-value=\"");
		kz_html_text(o->w, m->value);
		kz_put_char(o->w, '"');
	}
	KZ_PUT_LITERAL(o->w, " role=\"button\" aria-controls=\"card\" tabindex=\"");
	kz_put_string(o->w, number ? "-1\">" : "0\">");
	kz_put_escaped(o->w, kz_escape_html, o->text + m->span.begin, m->span.end - m->span.begin);
	KZ_PUT_LITERAL(o->w, "</mark>");
}

static void put_text(const kz_out *o)
{
	place p = {0};
	KZ_PUT_LITERAL(o->w, "<article class=\"text\"");
	if (strcmp(kzner_result_language(o->result), "und")) {
		KZ_PUT_LITERAL(o->w, " lang=\"");
		kz_html_text(o->w, kzner_result_language(o->result));
		kz_put_char(o->w, '"');
	}
	kz_put_char(o->w, '>');
	for (uint32_t i = 0; i < o->mention_count; i++) {
		put_plain(o, &p, o->mentions[i].span.begin);
		put_mention(o, i);
		p.at = o->mentions[i].span.end;
	}
	put_plain(o, &p, (uint32_t)o->size);
	if (p.open)
		KZ_PUT_LITERAL(o->w, "</span>");
	KZ_PUT_LITERAL(o->w, "</article>\n");
}

/* --- tables --- */

static void put_column(kz_writer *w, const char *name)
{
	KZ_PUT_LITERAL(w, "<th scope=\"col\"><button type=\"button\">");
	kz_put_string(w, name);
	KZ_PUT_LITERAL(w, "</button></th>");
}

static void begin_table(const kz_out *o, const char *title, size_t count, const char *const *columns)
{
	KZ_PUT_LITERAL(o->w, "<details class=\"table\" open><summary><h3>");
	kz_put_string(o->w, title);
	KZ_PUT_LITERAL(o->w, " <b>");
	kz_put_number(o->w, count);
	KZ_PUT_LITERAL(o->w, "</b></h3></summary><div class=\"scroll\"><table class=\"");
	kz_put_string(o->w, title);
	KZ_PUT_LITERAL(o->w, "\"><thead><tr>");
	for (; *columns; columns++)
		put_column(o->w, *columns);
	KZ_PUT_LITERAL(o->w, "</tr></thead><tbody>\n");
}

static void end_table(const kz_out *o)
{
	KZ_PUT_LITERAL(o->w, "</tbody></table></div></details>\n");
}

/* Only what looks like an id of Wikidata becomes an address. */
static int is_wikidata_id(const char *id)
{
	return id && id[0] == 'Q' && id[1] && strspn(id + 1, "0123456789") == strlen(id + 1);
}

static void put_known(kz_writer *w, const kzner_entity *e)
{
	if (is_wikidata_id(e->wikidata)) {
		KZ_PUT_LITERAL(
		        w, "<a rel=\"noreferrer noopener\" target=\"_blank\" href=\"https://www.wikidata.org/wiki/");
		kz_put_string(w, e->wikidata);
		KZ_PUT_LITERAL(w, "\">");
		kz_put_string(w, e->wikidata);
		KZ_PUT_LITERAL(w, "</a>");
	} else if (e->gazetteer) {
		kz_html_text(w, e->gazetteer);
	}
}

/* A link to an entity's first mention. */
static void put_entity_name(const kz_out *o, uint32_t number)
{
	const kzner_entity *e = &o->entities[number];
	KZ_PUT_LITERAL(o->w, "<a class=\"go\" href=\"#");
	if (e->mention_count)
		kz_html_id(o, 'm', e->mentions[0]);
	else
		kz_html_id(o, 'e', number);
	KZ_PUT_LITERAL(o->w, "\"><bdi>");
	kz_html_text(o->w, e->name);
	KZ_PUT_LITERAL(o->w, "</bdi></a>");
}

static void put_entity(const kz_out *o, uint32_t number)
{
	const kzner_entity *e = &o->entities[number];
	KZ_PUT_LITERAL(o->w, "<tr class=\"entity ");
	kz_put_string(o->w, kzner_type_name(e->type));
	kz_put_char(o->w, '"');
	kz_html_reference(o, "id", 'e', number);
	KZ_PUT_LITERAL(o->w, "><td>");
	put_entity_name(o, number);
	KZ_PUT_LITERAL(o->w, "</td><td class=\"type\"><span>");
	kz_put_string(o->w, kz_html_type_label(e->type));
	KZ_PUT_LITERAL(o->w, "</span></td><td>");
	kz_html_words(o->w, e->subtype);
	KZ_PUT_LITERAL(o->w, "</td><td class=\"number\">");
	kz_put_number(o->w, e->mention_count);
	KZ_PUT_LITERAL(o->w, "</td><td>");
	put_known(o->w, e);
	KZ_PUT_LITERAL(o->w, "</td><td class=\"number\">");
	kz_put_share(o->w, e->confidence);
	KZ_PUT_LITERAL(o->w, "</td></tr>\n");
}

static void put_entities(const kz_out *o)
{
	static const char *const columns[] = {"Name", "Type", "Kind", "Mentions", "Known as", "Confidence", NULL};
	if (!o->entity_count)
		return;
	begin_table(o, "Entities", o->entity_count, columns);
	for (uint32_t i = 0; i < o->entity_count; i++)
		put_entity(o, i);
	end_table(o);
}

static uint32_t sentence_at(const kz_out *o, uint32_t byte)
{
	uint32_t low = 0, high = (uint32_t)o->sentence_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (o->sentences[middle].end <= byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void put_quote_part(const kz_out *o, uint32_t *at, uint32_t end)
{
	if (end > *at)
		kz_put_escaped(o->w, kz_escape_html, o->text + *at, end - *at);
	*at = end > *at ? end : *at;
}

static void put_quoted_mention(const kz_out *o, uint32_t *at, uint32_t end, uint32_t mention)
{
	if (mention == KZNER_NONE || o->mentions[mention].span.begin < *at || o->mentions[mention].span.end > end)
		return;
	put_quote_part(o, at, o->mentions[mention].span.begin);
	KZ_PUT_LITERAL(o->w, "<b>");
	put_quote_part(o, at, o->mentions[mention].span.end);
	KZ_PUT_LITERAL(o->w, "</b>");
}

/* The sentence with the two names in it in bold. */
static void put_quote(const kz_out *o, const kzner_evidence *e)
{
	uint32_t at = e->sentence.begin, end = e->sentence.end, a = e->subject, b = e->object;
	int cut = end - at > QUOTE_LIMIT;
	if (cut)
		end = at + QUOTE_LIMIT;
	while (cut && end > at && ((unsigned char)o->text[end] & 0xC0) == 0x80)
		end--;
	KZ_PUT_LITERAL(o->w, "<a class=\"go quote\" href=\"#");
	kz_html_id(o, 's', sentence_at(o, at));
	KZ_PUT_LITERAL(o->w, "\"><bdi>");
	if (a != KZNER_NONE && b != KZNER_NONE && a > b) {
		a = e->object;
		b = e->subject;
	}
	put_quoted_mention(o, &at, end, a);
	put_quoted_mention(o, &at, end, b);
	put_quote_part(o, &at, end);
	kz_put_string(o->w, cut ? "\xE2\x80\xA6</bdi></a>" : "</bdi></a>");
}

static void put_evidence_places(const kz_out *o, const kzner_relation *r)
{
	KZ_PUT_LITERAL(o->w, " data-s=\"");
	for (uint32_t i = 0; i < r->evidence_count; i++) {
		if (i)
			kz_put_char(o->w, ' ');
		kz_html_id(o, 's', sentence_at(o, r->evidence[i].sentence.begin));
	}
	kz_put_char(o->w, '"');
}

static void put_relation(const kz_out *o, uint32_t number)
{
	const kzner_relation *r = &o->relations[number];
	const kzner_evidence *best = kz_best_evidence(r);
	KZ_PUT_LITERAL(o->w, "<tr class=\"relation ");
	kz_put_string(o->w, kzner_relation_status_name(r->status));
	kz_put_char(o->w, '"');
	kz_html_reference(o, "id", 'r', number);
	kz_html_reference(o, "data-a", 'e', r->subject);
	kz_html_reference(o, "data-b", 'e', r->object);
	put_evidence_places(o, r);
	KZ_PUT_LITERAL(o->w, "><td>");
	put_entity_name(o, r->subject);
	KZ_PUT_LITERAL(o->w, "</td><td class=\"verb\">");
	kz_html_words(o->w, r->type);
	KZ_PUT_LITERAL(o->w, "</td><td>");
	put_entity_name(o, r->object);
	KZ_PUT_LITERAL(o->w, "</td><td class=\"status\"><span>");
	kz_put_string(o->w, r->status == KZNER_NEGATED ? "denied" : r->status == KZNER_PLANNED ? "planned" : "stated");
	KZ_PUT_LITERAL(o->w, "</span></td><td class=\"date\">");
	kz_html_text(o->w, r->date ? r->date : "");
	KZ_PUT_LITERAL(o->w, "</td><td class=\"number\">");
	kz_put_share(o->w, r->confidence);
	KZ_PUT_LITERAL(o->w, "</td><td>");
	kz_put_string(o->w, kzner_knowledge_name(r->knowledge));
	KZ_PUT_LITERAL(o->w, "</td><td>");
	if (best)
		put_quote(o, best);
	KZ_PUT_LITERAL(o->w, "</td></tr>\n");
}

static void put_relations(const kz_out *o)
{
	static const char *const columns[] = {"Subject",    "Relation",  "Object",   "Status", "Date",
	                                      "Confidence", "Gazetteer", "Evidence", NULL};
	if (!o->relation_count) {
		KZ_PUT_LITERAL(o->w, "<p class=\"note\">No relations were found in this text.</p>\n");
		return;
	}
	begin_table(o, "Relations", o->relation_count, columns);
	for (uint32_t i = 0; i < o->relation_count; i++)
		put_relation(o, i);
	end_table(o);
}

/* --- a document --- */

static void put_count(kz_writer *w, size_t count, const char *one, const char *many)
{
	KZ_PUT_LITERAL(w, "<span>");
	kz_put_number(w, count);
	kz_put_char(w, ' ');
	kz_put_string(w, count == 1 ? one : many);
	KZ_PUT_LITERAL(w, "</span>");
}

static void put_facts(const kz_out *o)
{
	const char *date = kzner_result_date(o->result);
	KZ_PUT_LITERAL(o->w, "<p class=\"facts\">");
	if (date) {
		KZ_PUT_LITERAL(o->w, "<time>");
		kz_html_text(o->w, date);
		KZ_PUT_LITERAL(o->w, "</time>");
	}
	put_count(o->w, o->mention_count, "mention", "mentions");
	put_count(o->w, o->entity_count, "entity", "entities");
	put_count(o->w, o->relation_count, "relation", "relations");
	KZ_PUT_LITERAL(o->w, "</p>");
}

static void put_notes(kz_writer *w, const char *before, const char *const *notes)
{
	for (; *notes; notes++) {
		KZ_PUT_LITERAL(w, "<p class=\"note\">");
		kz_put_string(w, before);
		kz_html_text(w, *notes);
		KZ_PUT_LITERAL(w, "</p>");
	}
}

void kz_write_html(kz_out *o)
{
	KZ_PUT_LITERAL(o->w, "<section class=\"document\" id=\"");
	kz_put_id(o->w, 'd', o->options.number);
	KZ_PUT_LITERAL(o->w, "\"><header><h2><bdi>");
	kz_html_text(o->w, o->id);
	KZ_PUT_LITERAL(o->w, "</bdi></h2>");
	put_facts(o);
	put_notes(o->w, "Limit reached: ", kzner_result_limits(o->result));
	put_notes(o->w, "Odd input: ", kzner_result_warnings(o->result));
	KZ_PUT_LITERAL(o->w, "</header>\n");
	put_text(o);
	kz_html_graph(o);
	put_relations(o);
	put_entities(o);
	KZ_PUT_LITERAL(o->w, "</section>\n");
}
