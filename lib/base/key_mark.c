/*
 * In: a word. Out: a mark that all words with its name key share.
 *
 * Two things stay the same whatever name_key.c makes of a word in plain ASCII letters: whether it has an a, b, g, l, m, n or r,
 * none of which is ever put in, left out or changed, and which of thirteen groups its first letter is of, since what a group of
 * letters is levelled to stays in the group of its first letter (sh and s; zh, dj and j; tch, kh, x and k).
 */
#include "base/fold.h"

/* Longer words may be cut in their keys. */
#define MARK_MAX_BYTES 32

/* Bits of the letters that stay; NO_LETTER for what is not ASCII. */
#define NO_LETTER 0x80

/* The number of the first letter's group, behind the bits of the letters that stay. */
#define GROUP_SHIFT 7

static uint8_t letter_bit(unsigned char c)
{
	static const uint8_t bits[26] = {['a' - 'a'] = 1,  ['b' - 'a'] = 2,  ['g' - 'a'] = 4, ['l' - 'a'] = 8,
	                                 ['m' - 'a'] = 16, ['n' - 'a'] = 32, ['r' - 'a'] = 64};
	if (c >= 0x80)
		return NO_LETTER;
	uint32_t letter = (uint32_t)(c | 0x20) - 'a';
	return letter < 26 ? bits[letter] : 0;
}

uint32_t kz_key_mark(const char *text, size_t size)
{
	/*                                      a  b  c  d  e  f  g  h  i  j  k  l  m  n  o  p  q  r  s   t  u  v  w  x  y  z */
	static const uint8_t groups[26] = {0, 1,  2, 3, 4,  5,  6, 2,  4, 3, 2, 7, 8,
	                                   9, 10, 5, 2, 11, 12, 2, 10, 5, 5, 2, 4, 3};
	uint32_t first = size && size <= MARK_MAX_BYTES ? (uint32_t)((unsigned char)text[0] | 0x20) - 'a' : 26;
	uint32_t mark = 0;
	if (first >= 26)
		return KZ_NO_MARK;
	for (size_t i = 0; i < size; i++)
		mark |= letter_bit((unsigned char)text[i]);
	return mark & NO_LETTER ? KZ_NO_MARK : (uint32_t)groups[first] << GROUP_SHIFT | mark;
}
