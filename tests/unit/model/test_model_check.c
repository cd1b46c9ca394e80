/* model/model_check and model_open: what is no model, another version's, truncated, bent anywhere. */
#include "support/test.h"

#include "base/hash.h"
#include "model/model_format.h"
#include "support/alloc.h"
#include "support/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static test_model good;

static int set_up(void **state)
{
	(void)state;
	test_model_make(&good, test_world);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	test_model_free(&good);
	return 0;
}

/* Open size bytes; on failure nothing may be left behind. */
static kzner_status open_bytes(const void *data, size_t size, kzner_error *error)
{
	test_alloc alloc = {0};
	kzner_allocator allocator = test_allocator(&alloc);
	kzner_model *model = NULL;
	kzner_status status = kzner_model_open_memory(data, size, &allocator, &model, error);
	assert_int_equal(status, error->status);
	assert_true((status == KZNER_OK) == (model != NULL));
	kzner_model_unref(model);
	assert_int_equal(alloc.out, 0);
	return status;
}

static void refuses(const void *data, size_t size, kzner_status status, const char *message)
{
	kzner_error error;
	assert_int_equal(open_bytes(data, size, &error), status);
	if (strncmp(error.message, message, strlen(message)) != 0)
		fail_msg("\"%s\" instead of \"%s\"", error.message, message);
	assert_string_equal(error.source, "model in memory");
}

static char *copy_of_good(void)
{
	char *copy = malloc(good.size);
	memcpy(copy, good.data, good.size);
	return copy;
}

static void seal(char *data, size_t size)
{
	kz_model_header *header = (kz_model_header *)(void *)data;
	header->size = size;
	header->checksum = kz_checksum(data + sizeof *header, size - sizeof *header);
}

static void test_foreign(void **state)
{
	(void)state;
	_Alignas(8) static const char text[] =
	        "id\tname\ttype\nperson/abc\tA B\tPERSON\nand so on, for more than a header takes";
	refuses(text, sizeof text, KZNER_ERROR_NOT_A_MODEL, "this is not a kzner model");
	refuses(text, 0, KZNER_ERROR_NOT_A_MODEL, "this is not a kzner model");
	refuses(good.data, sizeof(kz_model_header) - 1, KZNER_ERROR_NOT_A_MODEL, "this is not a kzner model");
}

static void test_headers(void **state)
{
	(void)state;
	char *data = copy_of_good();
	kz_model_header *header = (kz_model_header *)(void *)data;
	header->version++;
	refuses(data, good.size, KZNER_ERROR_MODEL_VERSION, "model format ");
	header->version--;
	header->lists ^= 1;
	refuses(data, good.size, KZNER_ERROR_MODEL_VERSION, "this model has the word lists of another version ");
	header->lists ^= 1;
	header->byte_order = 0x04030201u;
	refuses(data, good.size, KZNER_ERROR_MODEL_BYTE_ORDER,
	        "this model was made for machines with the other byte order");
	header->byte_order = KZ_MODEL_BYTE_ORDER;
	header->section_count++;
	refuses(data, good.size, KZNER_ERROR_MODEL_CORRUPT, "the model is damaged");
	header->section_count--;
	header->checksum ^= 1;
	refuses(data, good.size, KZNER_ERROR_MODEL_CORRUPT, "the model is damaged: its checksum is wrong");
	header->checksum ^= 1;
	kzner_error error;
	assert_int_equal(open_bytes(data, good.size, &error), KZNER_OK);
	free(data);
}

/* Cut anywhere, with and without a header that agrees. */
static void test_truncated(void **state)
{
	(void)state;
	char *data = copy_of_good();
	kzner_error error;
	for (size_t size = sizeof(kz_model_header); size < good.size; size += size < 1000 ? 1 : 97) {
		memcpy(data, good.data, good.size);
		assert_int_equal(open_bytes(data, size, &error), KZNER_ERROR_MODEL_CORRUPT);
		if (size + KZ_SECTION_ALIGNMENT > good.size)
			continue; /* what is missing may be padding */
		seal(data, size);
		assert_int_equal(open_bytes(data, size, &error), KZNER_ERROR_MODEL_CORRUPT);
	}
	free(data);
}

/* Any byte changed: the checksum tells. */
static void test_bent(void **state)
{
	(void)state;
	char *data = copy_of_good();
	kzner_error error;
	for (size_t at = 0; at < good.size; at += at < 1000 ? 1 : 61) {
		data[at] ^= 0x40;
		int header_only = at >= offsetof(kz_model_header, reserved) && at < sizeof(kz_model_header);
		if (!header_only && open_bytes(data, good.size, &error) == KZNER_OK)
			fail_msg("byte %zu was changed and nobody saw it", at);
		data[at] ^= 0x40;
	}
	free(data);
}

static kz_section *section(char *data, kz_section_id id)
{
	return (kz_section *)(void *)(data + sizeof(kz_model_header)) + id;
}

/* A 32-bit number of each record of a section set far out of range, checksum right. */
static void points_outside(kz_section_id id, size_t field)
{
	char *data = copy_of_good();
	kz_section *s = section(data, id);
	assert_true(s->count > 1);
	uint32_t far = 0x7FFFFFFF;
	memcpy(data + s->offset + s->item_size + field, &far, 4);
	seal(data, good.size);
	kzner_error error;
	if (open_bytes(data, good.size, &error) != KZNER_ERROR_MODEL_CORRUPT)
		fail_msg("section %d, field at %zu: points outside and nobody saw it", (int)id, field);
	assert_string_equal(error.message, "the model is damaged: a record points outside its section");
	free(data);
}

static void test_points_outside(void **state)
{
	(void)state;
	points_outside(KZ_SECTION_WORD_STRINGS, offsetof(kz_word_strings, text));
	points_outside(KZ_SECTION_WORD_STRINGS, offsetof(kz_word_strings, note));
	points_outside(KZ_SECTION_ROOTS, 0);
	points_outside(KZ_SECTION_WORD_KEYS, offsetof(kz_word_key, word));
	points_outside(KZ_SECTION_WORDS, offsetof(kz_word, lists));
	points_outside(KZ_SECTION_NODES, offsetof(kz_node, edges));
	points_outside(KZ_SECTION_NODES, offsetof(kz_node, edge_count));
	points_outside(KZ_SECTION_NODES, offsetof(kz_node, accepts));
	points_outside(KZ_SECTION_NODES, offsetof(kz_node, accept_count));
	points_outside(KZ_SECTION_EDGES, offsetof(kz_edge, word));
	points_outside(KZ_SECTION_EDGES, offsetof(kz_edge, node));
	points_outside(KZ_SECTION_ACCEPTS, 0);
	points_outside(KZ_SECTION_ALIASES, offsetof(kz_alias, entry));
	points_outside(KZ_SECTION_ALIASES, offsetof(kz_alias, text));
	points_outside(KZ_SECTION_ENTRIES, offsetof(kz_entry, id));
	points_outside(KZ_SECTION_ENTRIES, offsetof(kz_entry, name));
	points_outside(KZ_SECTION_ENTRIES, offsetof(kz_entry, parent));
	points_outside(KZ_SECTION_ENTRIES, offsetof(kz_entry, aliases));
	points_outside(KZ_SECTION_ENTRIES, offsetof(kz_entry, role_count));
	points_outside(KZ_SECTION_ROLES, offsetof(kz_role, what));
	points_outside(KZ_SECTION_ROLES, offsetof(kz_role, object));
	points_outside(KZ_SECTION_RULES, offsetof(kz_rule, expanded));
	points_outside(KZ_SECTION_RULE_TRIGGERS, offsetof(kz_rule_trigger, rule));
	points_outside(KZ_SECTION_RULE_TRIGGERS, offsetof(kz_rule_trigger, needs));
	points_outside(KZ_SECTION_RULE_TRIGGERS, offsetof(kz_rule_trigger, need_count));
	points_outside(KZ_SECTION_RULE_NEEDS, offsetof(kz_rule_need, words));
	points_outside(KZ_SECTION_RULE_NEEDS, offsetof(kz_rule_need, word_count));
	points_outside(KZ_SECTION_RULE_NEEDS, offsetof(kz_rule_need, within));
	points_outside(KZ_SECTION_TRIGGERS, offsetof(kz_trigger, word));
	points_outside(KZ_SECTION_TRIGGERS, offsetof(kz_trigger, target));
	points_outside(KZ_SECTION_RELATION_TYPES, offsetof(kz_relation_type, name));
	points_outside(KZ_SECTION_PATTERNS, offsetof(kz_pattern, relation));
	points_outside(KZ_SECTION_PATTERNS, offsetof(kz_pattern, left));
	points_outside(KZ_SECTION_PATTERNS, offsetof(kz_pattern, right_count));
	points_outside(KZ_SECTION_FILES, 0);
}

/* What index 0 names, "none", must be empty: readers follow it without asking. */
static void test_nothing_is_empty(void **state)
{
	(void)state;
	static const struct {
		kz_section_id id;
		size_t field;
	} cases[] = {{KZ_SECTION_ROOTS, 0},
	             {KZ_SECTION_WORD_KEYS, offsetof(kz_word_key, hash)},
	             {KZ_SECTION_WORDS, offsetof(kz_word, classes)},
	             {KZ_SECTION_WORDS, offsetof(kz_word, lists)},
	             {KZ_SECTION_WORD_SETS, offsetof(kz_word_set, relations)},
	             {KZ_SECTION_WORD_SETS, offsetof(kz_word_set, names)},
	             {KZ_SECTION_NODES, offsetof(kz_node, edge_count)},
	             {KZ_SECTION_NODES, offsetof(kz_node, accept_count)}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *data = copy_of_good();
		uint32_t one = 1;
		kzner_error error;
		memcpy(data + section(data, cases[i].id)->offset + cases[i].field, &one, 4);
		seal(data, good.size);
		assert_int_equal(open_bytes(data, good.size, &error), KZNER_ERROR_MODEL_CORRUPT);
		free(data);
	}
}

/* Hashes are shifted to numbers of the set of beginnings, which must all be there. */
static void test_beginnings(void **state)
{
	(void)state;
	for (uint64_t count = 1; count <= 3; count += 2) {
		char *data = copy_of_good();
		kzner_error error;
		section(data, KZ_SECTION_BEGINNINGS)->count = count;
		seal(data, good.size);
		assert_int_equal(open_bytes(data, good.size, &error), KZNER_ERROR_MODEL_CORRUPT);
		free(data);
	}
}

/* Number 0 of rules is none, so no trigger may lead to it. */
static void test_triggers_of_no_rule(void **state)
{
	(void)state;
	static const struct {
		kz_section_id id;
		size_t field;
	} cases[] = {{KZ_SECTION_RULE_TRIGGERS, offsetof(kz_rule_trigger, rule)},
	             {KZ_SECTION_TRIGGERS, offsetof(kz_trigger, target)}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *data = copy_of_good();
		const kz_section *s = section(data, cases[i].id);
		kzner_error error;
		memset(data + s->offset + s->item_size + cases[i].field, 0, 4);
		seal(data, good.size);
		assert_int_equal(open_bytes(data, good.size, &error), KZNER_ERROR_MODEL_CORRUPT);
		free(data);
	}
}

/* A trie that goes round in a circle is not seen when a model is opened; reading with it ends all the same. */
static void test_endless_trie(void **state)
{
	(void)state;
	char *data = copy_of_good();
	const kz_section *nodes = section(data, KZ_SECTION_NODES);
	const kz_node *node = (const kz_node *)(const void *)(data + nodes->offset);
	kz_edge *edges = (kz_edge *)(void *)(data + section(data, KZ_SECTION_EDGES)->offset);
	for (uint32_t n = 0; n < nodes->count; n++)
		for (uint32_t e = 0; e < node[n].edge_count; e++)
			edges[node[n].edges + e].node = n;
	seal(data, good.size);
	kzner_model *model;
	kzner_extractor *extractor;
	const kzner_result *result;
	char text[4000] = "Nur ";
	while (strlen(text) < 3000)
		strcat(text, "Otan Tokayev Nazarbayev Minister of Kazakhstan ");
	kzner_document document = {text, strlen(text), NULL, NULL};
	if (!kzner_model_open_memory(data, good.size, NULL, &model, NULL)) {
		assert_int_equal(kzner_extractor_new(model, NULL, NULL, &extractor), KZNER_OK);
		assert_int_equal(kzner_extract(extractor, &document, &result, NULL), KZNER_OK);
		strcpy(text, "Nur");
		while (strlen(text) < 3000)
			strcat(text, " Otan");
		document.size = strlen(text);
		assert_int_equal(kzner_extract(extractor, &document, &result, NULL), KZNER_OK);
		kzner_extractor_free(extractor);
		kzner_model_unref(model);
	}
	free(data);
}

/* Sections that lie elsewhere, are empty, or hold other records than they should. */
static void test_sections(void **state)
{
	(void)state;
	kzner_error error;
	for (uint32_t id = 0; id < KZ_SECTION_COUNT; id++) {
		for (int what = 0; what < 5; what++) {
			char *data = copy_of_good();
			kz_section *s = section(data, (kz_section_id)id);
			switch (what) {
			case 0:
				s->offset = good.size + 8;
				break;
			case 1:
				s->count = UINT64_MAX / 2;
				break;
			case 2:
				s->item_size++;
				break;
			case 3:
				s->count = 0;
				break;
			case 4:
				s->offset += 4;
				break;
			}
			seal(data, good.size);
			assert_int_equal(open_bytes(data, good.size, &error), KZNER_ERROR_MODEL_CORRUPT);
			free(data);
		}
	}
}

/* A rule that PCRE2 does not compile here, though it did where the model was made. */
static void test_rule_of_another_pcre2(void **state)
{
	(void)state;
	char *data = copy_of_good();
	char *strings = data + section(data, KZ_SECTION_STRINGS)->offset;
	const kz_rule *rule = (const kz_rule *)(const void *)(data + section(data, KZ_SECTION_RULES)->offset) + 1;
	strings[rule->expanded] = '(';
	strings[rule->expanded + 1] = '*';
	seal(data, good.size);
	kzner_error error;
	assert_int_equal(open_bytes(data, good.size, &error), KZNER_ERROR_RULE);
	assert_string_equal(error.source, "dates.rules");
	assert_int_equal(error.line, 6);
	free(data);
}

static void test_files(void **state)
{
	(void)state;
	const char *folder = getenv("TMPDIR");
	char path[512];
	snprintf(path, sizeof path, "%s/kzner-model-XXXXXX", folder ? folder : "/tmp");
	int file = mkstemp(path);
	assert_true(file >= 0);
	assert_int_equal(write(file, good.data, good.size), (ssize_t)good.size);
	close(file);
	kzner_model *model = NULL;
	kzner_error error;
	assert_int_equal(kzner_model_open(path, NULL, &model, &error), KZNER_OK);
	kzner_model_info info;
	kzner_model_describe(model, &info);
	assert_int_equal(info.size, good.size);
	kzner_model_unref(model);
	model = NULL;
	assert_int_equal(truncate(path, (off_t)good.size - 1), 0);
	assert_int_equal(kzner_model_open(path, NULL, &model, &error), KZNER_ERROR_MODEL_CORRUPT);
	assert_string_equal(error.source, path);
	assert_null(model);
	remove(path);
	assert_int_equal(kzner_model_open(path, NULL, &model, &error), KZNER_ERROR_IO);
	assert_int_equal(kzner_model_open("/", NULL, &model, &error), KZNER_ERROR_IO);
	assert_null(model);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_foreign),
	        cmocka_unit_test(test_headers),
	        cmocka_unit_test(test_truncated),
	        cmocka_unit_test(test_bent),
	        cmocka_unit_test(test_points_outside),
	        cmocka_unit_test(test_sections),
	        cmocka_unit_test(test_nothing_is_empty),
	        cmocka_unit_test(test_beginnings),
	        cmocka_unit_test(test_triggers_of_no_rule),
	        cmocka_unit_test(test_endless_trie),
	        cmocka_unit_test(test_rule_of_another_pcre2),
	        cmocka_unit_test(test_files),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
