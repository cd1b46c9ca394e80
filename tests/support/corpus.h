/* Reads the case files of tests/corpus/: README.md there has the format. */
#ifndef TEST_CORPUS_H
#define TEST_CORPUS_H

#include <stddef.h>

typedef struct corpus_case {
	char *title, *text;
	char *date;     /* of "options: --date DATE", NULL if there is none */
	char *expected; /* the lines of the list, each with its newline, without empty ones */
	int relations;  /* "check: relations": the list holds only relations */
	unsigned line;  /* of the title in its file */
} corpus_case;

typedef struct corpus_file {
	corpus_case *cases;
	size_t count;
} corpus_file;

/* All cases of a file; an ill-formed file ends the program with its line. */
void corpus_read(const char *path, corpus_file *ret_file);
void corpus_free(corpus_file *file);

#endif
