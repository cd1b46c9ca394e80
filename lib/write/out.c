/* In: a relation, a date. Out: what several formats say about it. */
#include "write/out.h"

const kzner_evidence *kz_best_evidence(const kzner_relation *r)
{
	const kzner_evidence *best = r->evidence_count ? &r->evidence[0] : NULL;
	for (uint32_t i = 1; i < r->evidence_count; i++)
		if (r->evidence[i].confidence > best->confidence)
			best = &r->evidence[i];
	return best;
}

static uint32_t first_mention(const kz_out *o, uint32_t entity)
{
	const kzner_entity *e = &o->entities[entity];
	return e->mention_count ? e->mentions[0] : KZNER_NONE;
}

void kz_relation_mentions(const kz_out *o, const kzner_relation *r, uint32_t *ret_subject, uint32_t *ret_object)
{
	const kzner_evidence *best = kz_best_evidence(r);
	*ret_subject = best && best->subject != KZNER_NONE ? best->subject : first_mention(o, r->subject);
	*ret_object = best && best->object != KZNER_NONE ? best->object : first_mention(o, r->object);
}

/* head of government, head of state, founded by, chairperson */
int kz_property_is_inverse(const char *wikidata)
{
	static const char *const inverse[] = {"P6", "P35", "P112", "P488"};
	for (size_t i = 0; i < sizeof inverse / sizeof *inverse; i++)
		if (!strcmp(wikidata, inverse[i]))
			return 1;
	return 0;
}

static int is_number(const char *text, size_t digits)
{
	for (size_t i = 0; i < digits; i++)
		if (text[i] < '0' || text[i] > '9')
			return 0;
	return 1;
}

/* The day that ends a month, as two digits. */
static const char *last_day(const char *year_month)
{
	static const char *const days[] = {"31", "28", "31", "30", "31", "30", "31", "31", "30", "31", "30", "31"};
	int year = 0, month = (year_month[5] - '0') * 10 + year_month[6] - '0';
	for (int i = 0; i < 4; i++)
		year = year * 10 + year_month[i] - '0';
	if (month == 2 && year % 4 == 0 && (year % 100 || year % 400 == 0))
		return "29";
	return month >= 1 && month <= 12 ? days[month - 1] : NULL;
}

/* YYYY, YYYY-MM or YYYY-MM-DD of size bytes. */
static int day_of(const char *date, size_t size, int last, char day[11])
{
	if ((size != 4 && size != 7 && size != 10) || !is_number(date, 4) ||
	    (size > 4 && (date[4] != '-' || !is_number(date + 5, 2))) ||
	    (size > 7 && (date[7] != '-' || !is_number(date + 8, 2))))
		return 0;
	memcpy(day, "0000-01-01", 11);
	if (last)
		memcpy(day + 5, "12-31", 5);
	memcpy(day, date, size);
	const char *end = last_day(day);
	if (end && last && size == 7)
		memcpy(day + 8, end, 2);
	return end && memcmp(day + 8, "01", 2) >= 0 && memcmp(day + 8, end, 2) <= 0;
}

int kz_date_days(const char *date, char first[11], char last[11])
{
	if (!date)
		return 0;
	const char *slash = strchr(date, '/');
	size_t size = slash ? (size_t)(slash - date) : strlen(date);
	const char *second = slash ? slash + 1 : date;
	return day_of(date, size, 0, first) && day_of(second, strlen(second), 1, last);
}
