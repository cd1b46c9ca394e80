/*
 * In: a name of an entry. Out: which spellings of it a text may have.
 *
 * Latin spellings of one name differ where it was first written in another script. Names of Kazakhstan and its neighbours
 * were: all their forms have variants. Those of the Arab world, Iran, China and the like are romanised too, but not from
 * Cyrillic: Ливия is no source of Livia. And who is at home in the Latin alphabet is written in one way: Philips is
 * not Phillips, nor Colombia Columbia. In Cyrillic any name may be met, by any of its forms.
 */
#include "compile/builder.h"

#include <string.h>

/* Cyrillic and Kazakh, Uzbek, Azerbaijani ... Latin, Georgian, Armenian: written in news of the region in many ways. */
static const char home[] = "KZ RU UA BY KG UZ TJ TM AZ AM GE MN MD BG RS MK ME BA XK SU";

/* Other scripts than Latin. */
static const char other_scripts[] =
        "AF IR IQ SY LB JO IL PS SA YE OM AE QA KW BH EG LY SD DZ MA TN PK IN BD LK NP BT MM TH KH LA "
        "CN TW HK MO JP KR KP GR CY TR ET ER";

/* Is one of the countries, "KZ|RU", in the list? */
static int has_country(const char *countries, const char *list)
{
	for (; *countries; countries += strcspn(countries, "|"), countries += *countries == '|') {
		char code[4] = "";
		size_t length = strcspn(countries, "|");
		if (length > 3)
			continue;
		memcpy(code, countries, length);
		if (strstr(list, code))
			return 1;
	}
	return 0;
}

static int is_cyrillic(const char *name)
{
	for (; *name; name++)
		if ((unsigned char)*name >= 0xD0 && (unsigned char)*name <= 0xD4)
			return 1;
	return 0;
}

/* KazISS: letters inside that stand for words are not spelled by sound. */
static int has_letter_run(const char *name)
{
	for (; *name; name++)
		if (name[0] >= 'A' && name[0] <= 'Z' && name[1] >= 'A' && name[1] <= 'Z')
			return 1;
	return 0;
}

kz_variants kz_variants_of(const kzner_compiler *c, const kz_alias *alias)
{
	const char *name = kz_builder_text(c, alias->text);
	const char *countries = kz_builder_text(c, c->entries.items[alias->entry].record.country);
	if (alias->flags & (KZ_ALIAS_EXACT | KZ_ALIAS_NOVARIANT | KZ_ALIAS_ACRONYM | KZ_ALIAS_SHORT) ||
	    alias->type == KZNER_TYPE_TITLE || has_letter_run(name))
		return KZ_VARIANTS_NONE;
	if (has_country(countries, home)) /* a name that needs its surroundings is too weak to be met by sound */
		return alias->flags & KZ_ALIAS_CONTEXT ? KZ_VARIANTS_SCRIPT : KZ_VARIANTS_ALL;
	if (is_cyrillic(name))
		return *countries || alias->type != KZNER_TYPE_PERSON ? KZ_VARIANTS_SCRIPT : KZ_VARIANTS_ALL;
	if (alias->type == KZNER_TYPE_NORP) /* валун is no Walloon */
		return KZ_VARIANTS_NONE;
	if (!*countries)
		return KZ_VARIANTS_ALL;
	int is_body = alias->type == KZNER_TYPE_ORG || alias->type == KZNER_TYPE_PARTY;
	return has_country(countries, other_scripts) && !is_body ? KZ_VARIANTS_ALL : KZ_VARIANTS_SCRIPT;
}
