/*
 * Who is named in an article: a program as a user of the library writes it, built against the installed library.
 *
 *     cc example.c $(pkg-config --cflags --libs kzner) -o example
 */
#include <kzner/kzner.h>

#include <stdio.h>
#include <string.h>

static void print_entities(const kzner_result *result)
{
	size_t count;
	const kzner_entity *entity = kzner_result_entities(result, &count);
	for (size_t i = 0; i < count; i++)
		printf("%s %s, %u times%s%s\n", kzner_type_name(entity[i].type), entity[i].name,
		       entity[i].mention_count, entity[i].gazetteer ? ", " : "",
		       entity[i].gazetteer ? entity[i].gazetteer : "");
}

int main(void)
{
	static const char text[] = "Nursultan Nazarbayev visited Almaty. Nazarbaev spoke with Zhadyra Toktamyssova.";
	kzner_document document = {text, strlen(text), "example", "2005-01-26"};
	kzner_model *model;
	kzner_extractor *extractor;
	const kzner_result *result;
	kzner_error error;
	char message[1024];

	if (kzner_model_open_default(NULL, &model, &error) || kzner_extractor_new(model, NULL, NULL, &extractor) ||
	    kzner_extract(extractor, &document, &result, &error)) {
		kzner_error_format(&error, message, sizeof message);
		fprintf(stderr, "%s\n", message);
		return 1;
	}
	printf("kzner %s\n", kzner_version_string());
	print_entities(result);
	kzner_extractor_free(extractor);
	kzner_model_unref(model);
	return 0;
}
