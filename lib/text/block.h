/*
 * In: 64 bytes of text. Out: what each of them is, a bit for each, and where tokens begin and end that are plain to see: ASCII words and
 * numbers, marks, the dashes and quotes of typeset text, and clitics.
 */
#ifndef KZ_BLOCK_H
#define KZ_BLOCK_H

#include <stdint.h>

/* Bytes that are classified at once; all of them must be readable. */
#define KZ_BLOCK 64

/*
 * Words are runs of bits of `words`: letters, digits and the apostrophes that join them. Of what stands before and beyond the block
 * nothing is known: where that matters beyond it, a byte is unusual. An apostrophe at which reading begins may belong to what stands
 * before; for the same reason a block with apostrophes is of no use to one who took an unusual token from it.
 */
typedef struct kz_block {
	char small[KZ_BLOCK + 16]; /* the bytes, ASCII letters small; what stands behind the block is never kept */
	uint64_t letters, upper;   /* ASCII */
	uint64_t words;
	uint64_t begins, ends; /* of tokens that are no words: the nth end is that of the nth beginning */
	uint64_t wide,
	        clitics; /* beginnings of tokens whose first byte does not tell what they are; wide: of three bytes */
	uint64_t apostrophes;   /* and ? where it may be one */
	uint64_t spaces, lines; /* spaces: '\t' to '\r', ' ' and U+00A0; lines: '\n' */
	uint64_t unusual;       /* no plain token begins there, nor is it a space */
	uint64_t joining;       /* may join what follows to a word that ends before it */
} kz_block;

void kz_block_classify(const char *bytes, kz_block *ret);

#endif
