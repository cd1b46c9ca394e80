/*
 * In: forms.tsv: entries of the default model, each with forms of its name in several scripts, romanisations and cases.
 * Out: every form finds its entry; the forms of "-" find nobody.
 */
#include "support/test.h"

#include <kzner/kzner.h>

#include <stdio.h>

static const char *file_name;
static kzner_model *model;

static int setup(void **state)
{
	(void)state;
	kzner_error error;
	return kzner_model_open_default(NULL, &model, &error) != KZNER_OK;
}

static int teardown(void **state)
{
	(void)state;
	kzner_model_unref(model);
	return 0;
}

/* Is the form one of the entry's? With id "-": is it nobody's? */
static int is_met(const char *id, const char *form)
{
	kzner_lookup hits[64];
	size_t count = kzner_model_lookup(model, form, strlen(form), hits, 64);
	uint32_t own = kzner_model_find_id(model, id);
	for (size_t i = 0; i < count && i < 64; i++)
		if (hits[i].entry == own)
			return 1;
	return !count && !strcmp(id, "-");
}

static int check_line(char *line, unsigned *forms)
{
	char *id = strsep(&line, "\t\n"), *form;
	int wrong = 0;
	while (line && (form = strsep(&line, "|\n")) != NULL) {
		if (!*form)
			continue;
		(*forms)++;
		if (!is_met(id, form)) {
			wrong++;
			fprintf(stderr, "%s: \"%s\" is %s\n", id, form, *id == '-' ? "somebody" : "not found");
		}
	}
	return wrong;
}

static void test_forms(void **state)
{
	(void)state;
	FILE *file = fopen(file_name, "r");
	assert_non_null(file);
	char line[2048];
	unsigned entries = 0, forms = 0;
	int wrong = 0;
	while (fgets(line, sizeof line, file)) {
		if (line[0] == '#' || line[0] == '\n')
			continue;
		entries += line[0] != '-';
		wrong += check_line(line, &forms);
	}
	fclose(file);
	printf("# %u entries, %u forms\n", entries, forms);
	assert_int_equal(wrong, 0);
	assert_true(entries >= 60);
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return 99;
	file_name = argv[1];
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
