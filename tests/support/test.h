/* What every cmocka test includes; cmocka wants these headers before its own. */
#ifndef TEST_H
#define TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* size bytes at text are exactly expected. */
#define assert_text(text, size, expected)                                                                              \
	do {                                                                                                           \
		assert_int_equal((size), strlen(expected));                                                            \
		assert_memory_equal((text), (expected), strlen(expected));                                             \
	} while (0)

#endif
