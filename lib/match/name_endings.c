/*
 * In: a word. Out: which of the endings it has that names of people, companies and places end in.
 *
 * All kinds are told at once: the last letter leads to the few endings that share it, and each of them is one comparison with
 * the last eight bytes of the word.
 */
#include "base/hash.h"
#include "match/evidence.h"

/* Bytes of an ending that are compared at once. */
#define TAIL_BYTES 8

enum { SURNAME, REGIONAL, PATRONYMIC, COMPANY, PLACE, KIND_COUNT };

/* Kinds whose endings stand in small letters. */
#define EXACT_KINDS (KZ_ENDING_COMPANY | KZ_ENDING_PLACE)

typedef struct ending {
	char text[TAIL_BYTES];
	uint8_t skip;              /* bits of the tail before the ending */
	char before;               /* the letter before the text of an ending of nine, else 0 */
	uint8_t least[KIND_COUNT]; /* bytes that a whole word of each kind has, 0 if it is no ending of that kind */
} ending;

#define ENDING(text, ...)                                                                                              \
	{                                                                                                              \
		text, 8 * (TAIL_BYTES - (sizeof text - 1)), 0,                                                         \
		{                                                                                                      \
			__VA_ARGS__                                                                                    \
		}                                                                                                      \
	}

static const ending in_a[] = {ENDING("ova", [SURNAME] = 6, [REGIONAL] = 7),
                              ENDING("eva", [SURNAME] = 6, [REGIONAL] = 7),
                              ENDING("skaya", [SURNAME] = 8, [REGIONAL] = 9),
                              ENDING("ina", [SURNAME] = 7),
                              ENDING("enka", [SURNAME] = 6),
                              ENDING("ovna", [PATRONYMIC] = 7),
                              ENDING("evna", [PATRONYMIC] = 7),
                              ENDING("ivna", [PATRONYMIC] = 7),
                              ENDING("media", [COMPANY] = 8)};
static const ending in_d[] = {ENDING("nejad", [SURNAME] = 8), ENDING("abad", [PLACE] = 7), ENDING("grad", [PLACE] = 7)};
static const ending in_e[] = {ENDING("dze", [SURNAME] = 7, [REGIONAL] = 7),
                              ENDING("zade", [SURNAME] = 7, [REGIONAL] = 7)};
static const ending in_f[] = {ENDING("off", [SURNAME] = 6)};
static const ending in_g[] = {ENDING("burg", [PLACE] = 7)};
static const ending in_h[] = {ENDING("zadeh", [SURNAME] = 8), ENDING("vich", [SURNAME] = 7, [REGIONAL] = 8),
                              ENDING("ovich", [PATRONYMIC] = 8), ENDING("evich", [PATRONYMIC] = 8),
                              ENDING("ovych", [PATRONYMIC] = 8)};
static const ending in_i[] = {ENDING("skii", [SURNAME] = 7), ENDING("ski", [SURNAME] = 6),
                              ENDING("shvili", [SURNAME] = 8, [REGIONAL] = 8), ENDING("munai", [COMPANY] = 8)};
static const ending in_k[] = {ENDING("chuk", [SURNAME] = 6), ENDING("bank", [COMPANY] = 7),
                              ENDING("insk", [PLACE] = 7),   ENDING("ovsk", [PLACE] = 7),
                              ENDING("evsk", [PLACE] = 7),   ENDING("ansk", [PLACE] = 7)};
static const ending in_l[] = {ENDING("oil", [COMPANY] = 6), ENDING("pol", [PLACE] = 6)};
static const ending in_m[] = {ENDING("prom", [COMPANY] = 7),
                              ENDING("atom", [COMPANY] = 7),
                              ENDING("telecom", [COMPANY] = 10),
                              {"etroleum", 0, 'p', {[COMPANY] = 12}}};
static const ending in_n[] = {ENDING("yan", [SURNAME] = 6),  ENDING("ian", [SURNAME] = 6),
                              ENDING("hin", [SURNAME] = 6),  ENDING("kin", [SURNAME] = 6),
                              ENDING("tin", [SURNAME] = 6),  ENDING("nin", [SURNAME] = 6),
                              ENDING("sson", [SURNAME] = 7), ENDING("stein", [SURNAME] = 7),
                              ENDING("mann", [SURNAME] = 7), ENDING("stan", [PLACE] = 7)};
static const ending in_o[] = {ENDING("enko", [SURNAME] = 6, [REGIONAL] = 7), ENDING("energo", [COMPANY] = 9)};
static const ending in_s[] = {ENDING("gas", [COMPANY] = 6), ENDING("press", [COMPANY] = 8)};
static const ending in_t[] = {ENDING("neft", [COMPANY] = 7),   ENDING("invest", [COMPANY] = 9),
                              ENDING("export", [COMPANY] = 9), ENDING("import", [COMPANY] = 9),
                              ENDING("net", [COMPANY] = 6),    ENDING("soft", [COMPANY] = 7),
                              ENDING("kent", [PLACE] = 7)};
static const ending in_u[] = {ENDING("oglu", [SURNAME] = 7, [REGIONAL] = 7),
                              ENDING("uulu", [REGIONAL] = 7, [PATRONYMIC] = 7)};
static const ending in_v[] = {ENDING("ov", [SURNAME] = 5, [REGIONAL] = 6), ENDING("ev", [SURNAME] = 5, [REGIONAL] = 6)};
static const ending in_y[] = {ENDING("sky", [SURNAME] = 6),
                              ENDING("skiy", [SURNAME] = 7),
                              ENDING("ovsky", [REGIONAL] = 8),
                              ENDING("uly", [SURNAME] = 6, [PATRONYMIC] = 6),
                              ENDING("kyzy", [SURNAME] = 7, [PATRONYMIC] = 7),
                              ENDING("ogly", [SURNAME] = 7, [REGIONAL] = 7, [PATRONYMIC] = 7),
                              ENDING("munay", [COMPANY] = 8),
                              ENDING("stroy", [COMPANY] = 8)};
static const ending in_z[] = {ENDING("gaz", [COMPANY] = 6)};
static const ending in_cyrillic[] = {
        ENDING("ый", [SURNAME] = 8),       ENDING("ов", [SURNAME] = 8),       ENDING("ев", [SURNAME] = 8),
        ENDING("ин", [SURNAME] = 8),       ENDING("ова", [SURNAME] = 10),     ENDING("ева", [SURNAME] = 10),
        ENDING("ский", [SURNAME] = 12),    ENDING("ская", [SURNAME] = 12),    ENDING("енко", [SURNAME] = 12),
        ENDING("ович", [PATRONYMIC] = 12), ENDING("евич", [PATRONYMIC] = 12), ENDING("овна", [PATRONYMIC] = 12),
        ENDING("евна", [PATRONYMIC] = 12), ENDING("ұлы", [PATRONYMIC] = 10)};

/* The lowest five bits of a letter tell it, small or not. */
#define N(letter) ((letter) - 'a' + 1)
#define L(letter) (1u << N(letter))
#define ANY       UINT32_MAX

const kz_ending_letters kz_letters_of_endings[32] = {
        [N('a')] = {L('i') | L('k') | L('n') | L('v') | L('y'),
                    L('a') | L('d') | L('e') | L('i') | L('n') | L('o') | L('v')},
        [N('d')] = {L('a'), L('b') | L('j') | L('r')},
        [N('e')] = {L('d') | L('z'), L('a') | L('d')},
        [N('f')] = {L('f'), L('o')},
        [N('g')] = {L('r'), L('u')},
        [N('h')] = {L('c') | L('e'), L('d') | L('i') | L('y')},
        [N('i')] = {L('a') | L('i') | L('k') | L('l'), L('i') | L('k') | L('n') | L('s')},
        [N('k')] = {L('n') | L('s') | L('u'), L('a') | L('h') | L('n') | L('v')},
        [N('l')] = {L('i') | L('o'), L('o') | L('p')},
        [N('m')] = {L('o') | L('u'), L('c') | L('e') | L('r') | L('t')},
        [N('n')] = {L('a') | L('i') | L('n') | L('o'),
                    L('a') | L('e') | L('h') | L('i') | L('k') | L('n') | L('s') | L('t') | L('y')},
        [N('o')] = {L('g') | L('k'), L('n') | L('r')},
        [N('s')] = {L('a') | L('s'), L('e') | L('g')},
        [N('t')] = {L('e') | L('f') | L('n') | L('r') | L('s'), L('e') | L('n') | L('o')},
        [N('u')] = {L('l'), L('g') | L('u')},
        [N('v')] = {L('e') | L('o'), ANY},
        [N('y')] = {L('a') | L('i') | L('k') | L('l') | L('o') | L('z'),
                    L('g') | L('k') | L('n') | L('r') | L('s') | L('u') | L('y')},
        [N('z')] = {L('a'), L('g')}};

/* Endings that share their last letter. */
typedef struct ending_list {
	const ending *items;
	uint32_t count;
} ending_list;

#define LIST(items)                                                                                                    \
	{                                                                                                              \
		items, sizeof items / sizeof *items                                                                    \
	}

static const ending_list latin[32] = {[N('a')] = LIST(in_a), [N('d')] = LIST(in_d), [N('e')] = LIST(in_e),
                                      [N('f')] = LIST(in_f), [N('g')] = LIST(in_g), [N('h')] = LIST(in_h),
                                      [N('i')] = LIST(in_i), [N('k')] = LIST(in_k), [N('l')] = LIST(in_l),
                                      [N('m')] = LIST(in_m), [N('n')] = LIST(in_n), [N('o')] = LIST(in_o),
                                      [N('s')] = LIST(in_s), [N('t')] = LIST(in_t), [N('u')] = LIST(in_u),
                                      [N('v')] = LIST(in_v), [N('y')] = LIST(in_y), [N('z')] = LIST(in_z)};

static const ending_list cyrillic = LIST(in_cyrillic);

/* The last bytes before `end`, the very last highest; in front of the text are zeros. */
static uint64_t load_tail(const char *text, uint32_t end)
{
	char bytes[TAIL_BYTES] = {0};
	if (end >= TAIL_BYTES)
		return kz_load64(text + end - TAIL_BYTES);
	memcpy(bytes + TAIL_BYTES - end, text, end);
	return kz_load64(bytes);
}

/* Eight bytes with the ASCII capitals among them made small. */
static uint64_t lower_ascii(uint64_t bytes)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t seven = bytes & ones * 0x7F;
	uint64_t from_a = seven + ones * (0x80 - 'A'), behind_z = seven + ones * (0x7F - 'Z');
	return bytes | (((from_a ^ behind_z) & ~bytes & ones * 0x80) >> 2);
}

/* The kinds of which the word that ends at `end` has this ending. */
static uint32_t kinds_of(const ending *e, const char *end, uint32_t size, int small)
{
	uint32_t kinds = 0;
	if (e->before && (size <= TAIL_BYTES || end[-TAIL_BYTES - 1] != e->before))
		return 0;
	for (unsigned k = 0; k < KIND_COUNT; k++)
		kinds |= (uint32_t)(e->least[k] && size >= e->least[k]) << k;
	return small ? kinds : kinds & ~(uint32_t)EXACT_KINDS;
}

uint32_t kz_name_endings(const kz_state *state, uint32_t i)
{
	const kz_token *token = kz_token_at(state, i);
	if (token->kind != KZ_TOKEN_WORD || !kz_may_have_ending(state, token))
		return 0;
	uint64_t bytes = load_tail(state->text.bytes, token->end), tail = lower_ascii(bytes);
	const ending_list *list = tail >> 63 ? &cyrillic : &latin[tail >> 8 * (TAIL_BYTES - 1) & 31];
	uint32_t kinds = 0;
	for (uint32_t k = 0; k < list->count; k++) {
		const ending *e = &list->items[k];
		if (tail >> e->skip == kz_load64(e->text))
			kinds |= kinds_of(e, state->text.bytes + token->end, token->end - token->begin,
			                  (bytes ^ tail) >> e->skip == 0);
	}
	return kinds;
}
