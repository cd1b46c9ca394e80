/* The date of a document: as given, or as the text says near its beginning. */
#ifndef KZ_DOCUMENT_DATE_H
#define KZ_DOCUMENT_DATE_H

#include "match/candidate.h"

/* YYYY, YYYY-MM or YYYY-MM-DD? */
int kz_is_date(const char *text);

/* Set state->date and *ret_date (ISO 8601, NULL if unknown). False: no memory. */
int kz_document_date(kz_state *state, const char *given, const char **ret_date);

/* Letters that Kazakh Cyrillic has and Russian has not. */
int kz_has_kazakh_letters(const kz_text *text);

#endif
