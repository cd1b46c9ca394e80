/*
 * In: a word of the text that no name has letter by letter. Out: the word of the model with the same name key.
 *
 * Three steps, until one finds a word: its key as it stands; where the letters allow it, its key in the readings of other
 * alphabets (base/name_key.c); for a word in Cyrillic, the keys of the dictionary forms that it may be a case of. The model's
 * names are the only dictionary: a form that is nobody's name is not found, so the tables may be generous.
 */
#include "match/name_variant.h"

#include <string.h>

/* A stem of fewer letters says too little. Cyrillic letters have two bytes. */
#define STEM_MIN_BYTES 8

/* Length of a key that needs no form of its own in the model; keys have a byte before their letters. */
#define KEY_LONG 7

/* An ending, and what the dictionary form has in its place: any of `bases`, "-" for nothing. */
typedef struct case_ending {
	const char *ending, *bases;
} case_ending;

/*
 * Longer endings stand before those that they end in.
 *
 * Russian, by what the dictionary form ends in:
 *     consonant  Путин-а -у -ом -е, Токаев-ым; Алта-й -я -ю -ем -е; Казан-ь -и -ью, Кремл-ь -я -ю -ем -е
 *     vowel      Москв-а -ы -е -у -ой; Росси-я -и -ю -ей
 *     adjective  казахстан-ский -ского -скому -ским -ском, -ская -ской -скую, -ское, -ские -ских -скими;
 *                Навальн-ый -ого -ому -ым -ом, Толст-ой
 * Kazakh, in the forms that vowel harmony and the last sound ask for:
 *     genitive -ның -дың -тың, dative -ға -қа -на, accusative -ны -ды -ты, locative -да -та -нда, ablative -дан -тан -нан,
 *     instrumental -мен -бен -пен; -дағы "which is in"; -лар -дар -тар plural; the accusative -н behind a possessive
 */
static const case_ending endings[] = {
        {"скими", "ский"}, {"ндағы", "-"},     {"ндегі", "-"},   {"ского", "ский"},     {"скому", "ский"},
        {"ским", "ский"},  {"ском", "ский"},   {"ская", "ский"}, {"скую", "ский ская"}, {"ской", "ский ская"},
        {"ское", "ский"},  {"ские", "ский"},   {"ских", "ский"}, {"дағы", "-"},         {"дегі", "-"},
        {"тағы", "-"},     {"тегі", "-"},      {"ның", "-"},     {"нің", "-"},          {"дың", "-"},
        {"дің", "-"},      {"тың", "-"},       {"тің", "-"},     {"нда", "-"},          {"нде", "-"},
        {"дан", "-"},      {"ден", "-"},       {"тан", "-"},     {"тен", "-"},          {"нан", "-"},
        {"нен", "-"},      {"мен", "-"},       {"бен", "-"},     {"пен", "-"},          {"лар", "-"},
        {"лер", "-"},      {"дар", "-"},       {"дер", "-"},     {"тар", "-"},          {"тер", "-"},
        {"ого", "ый ой"},  {"ому", "ый ой"},   {"ами", "- а"},   {"ями", "я ь"},        {"ью", "ь"},
        {"ах", "- а"},     {"ях", "я ь"},      {"ой", "а"},      {"ою", "а"},           {"ей", "я а"},
        {"ею", "я"},       {"ом", "- ый ой"},  {"ем", "- ь й"},  {"ым", "- ый ой"},     {"ға", "-"},
        {"ге", "-"},       {"қа", "-"},        {"ке", "-"},      {"да", "-"},           {"де", "-"},
        {"та", "-"},       {"те", "-"},        {"на", "-"},      {"не", "-"},           {"ны", "-"},
        {"ні", "-"},       {"ды", "-"},        {"ді", "-"},      {"ты", "-"},           {"ті", "-"},
        {"ын", "ы"},       {"ін", "і"},        {"а", "-"},       {"я", "ь й"},          {"у", "- а"},
        {"ю", "я ь й"},    {"е", "- а я й ь"}, {"ы", "а"},       {"и", "я ь а"},
};

/* A key has one byte before its letters; one without letters is nobody's. */
static uint32_t find_made(const kzner_model *model, const kz_key_text *key)
{
	return key->length > 1 ? kz_find_word(model, key->text, key->length, key->hash) : 0;
}

static uint32_t find_key(const kzner_model *model, const char *text, size_t size, kz_key_reading reading,
                         uint32_t *ret_hash)
{
	kz_key_text key;
	kz_key_text_make(text, size, reading, &key);
	*ret_hash = key.hash;
	return key.length > kz_variant_key_least(reading) ? find_made(model, &key) : 0;
}

/* The key of a dictionary form: it is one of the model's words letter by letter, or long enough to be nobody else's. */
static uint32_t find_form(const kzner_model *model, const char *form, size_t size, uint32_t *ret_hash)
{
	uint32_t key = find_key(model, form, size, KZ_KEY_PLAIN, ret_hash);
	if (!key || model->words[key].length > KEY_LONG)
		return key;
	char folded[KZ_FOLD_MAX];
	size_t length = kz_fold(form, size, folded);
	return kz_find_word(model, folded, length, kz_hash(folded, length)) ? key : 0;
}

/* The forms that the stem makes with the bases behind it: the one that *nth counts down to. */
static uint32_t find_based(const kzner_model *model, const char *stem, size_t size, const char *bases, unsigned *nth,
                           uint32_t *ret_hash)
{
	char form[KZ_FOLD_MAX];
	memcpy(form, stem, size);
	while (*bases) {
		size_t length = strcspn(bases, " "), added = *bases == '-' ? 0 : length;
		memcpy(form + size, bases, added);
		uint32_t word = find_form(model, form, size + added, ret_hash);
		if (word && !(*nth)--)
			return word;
		bases += length + (bases[length] == ' ');
	}
	return 0;
}

static uint32_t find_case(const kzner_model *model, const char *text, size_t size, unsigned nth, uint32_t *ret_hash)
{
	char lower[KZ_FOLD_MAX];
	size_t folded = size < KZ_FOLD_MAX ? kz_fold(text, size, lower) : 0;
	if (folded != size)
		return 0;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t length = strlen(endings[i].ending);
		if (size < length + STEM_MIN_BYTES || size + 8 > KZ_FOLD_MAX ||
		    memcmp(lower + size - length, endings[i].ending, length) != 0)
			continue;
		uint32_t word = find_based(model, text, size - length, endings[i].bases, &nth, ret_hash);
		if (word)
			return word;
	}
	return 0;
}

static uint32_t find_reading(const kzner_model *model, const char *text, size_t size, uint32_t *ret_hash)
{
	uint32_t found = 0, readings = kz_variant_readings(text, size);
	for (kz_key_reading r = KZ_KEY_GLIDE; r <= KZ_KEY_AZERBAIJANI && !found; r++)
		if (readings >> r & 1)
			found = find_key(model, text, size, r, ret_hash);
	return found;
}

void kz_plain_key_make(const char *text, const kz_token *token, kz_key_text *ret_key)
{
	kz_key_text_make(text + token->begin, token->end - token->begin, KZ_KEY_PLAIN, ret_key);
}

uint32_t kz_variant_word_of(const kzner_model *model, const char *text, const kz_token *token, const kz_key_text *key,
                            uint32_t *ret_hash)
{
	size_t size = token->end - token->begin;
	text += token->begin;
	*ret_hash = key->hash;
	uint32_t word = find_made(model, key), hash;
	if (word)
		return word;
	if (!(token->flags & KZ_TOKEN_FOREIGN))
		return find_reading(model, text, size, &hash);
	word = find_case(model, text, size, 0, &hash);
	if (word)
		*ret_hash = hash;
	return word;
}

uint32_t kz_variant_word(const kzner_model *model, const char *text, const kz_token *token, uint32_t *ret_hash)
{
	kz_key_text key;
	kz_plain_key_make(text, token, &key);
	return kz_variant_word_of(model, text, token, &key, ret_hash);
}

uint32_t kz_plain_key_hash(const char *text, const kz_token *token)
{
	kz_key_text key;
	kz_plain_key_make(text, token, &key);
	return key.hash;
}

uint32_t kz_case_word(const kzner_model *model, const char *text, const kz_token *token, unsigned nth)
{
	uint32_t hash;
	if (!(token->flags & KZ_TOKEN_FOREIGN))
		return 0;
	return find_case(model, text + token->begin, token->end - token->begin, nth, &hash);
}
