/*
 * The programs of relation patterns as they run: the ops of the model without the words of sets and without jumps, and with each what may
 * stand where it goes on, so that most of what fails is never entered.
 */
#ifndef KZ_PATTERN_PROGRAM_H
#define KZ_PATTERN_PROGRAM_H

#include "relations/place_sign.h"

typedef struct kz_instruction {
	kz_place_sign first; /* what may stand where the program goes on here */
	uint8_t code, flags; /* as of kz_op; there are no jumps */
	uint8_t place;       /* of an argument on the left: bits KZ_PLACE_* */
	uint8_t empty;       /* the program may go on at the next one without taking an item */
	uint16_t next;       /* instructions to the next one */
	uint16_t other;      /* to the other alternative of a KZ_OP_SPLIT, to the program of a KZ_OP_NOT */
	/* As of kz_op; of a KZ_OP_SET the words value..value2 - 1 of kz_pattern_programs.words; value2 of a KZ_OP_ARG: the types of
	 * entities that the relation allows */
	uint32_t value, value2;
} kz_instruction;

/* The programs of one pattern. */
typedef struct kz_pattern_program {
	uint32_t left, right; /* instructions */
	uint32_t verb;        /* the left one has the fill of a verb, which triggers the pattern */
} kz_pattern_program;

typedef struct kz_pattern_programs {
	kz_instruction *instructions;
	uint32_t count;
	uint32_t *words;                /* of sets, four by four: the last of a set is repeated */
	kz_pattern_program *of_pattern; /* by its number */
} kz_pattern_programs;

/* False: no memory; what was made is to be freed all the same. */
int kz_pattern_programs_make(const kz_allocator *allocator, const kzner_model *model, const kz_sign_words *words,
                             kz_pattern_programs *ret);
void kz_pattern_programs_free(const kz_allocator *allocator, kz_pattern_programs *programs);

#endif
