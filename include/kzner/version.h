/** The version of the library: of the headers at compile time, of the library at run time. */
#ifndef KZNER_VERSION_H
#define KZNER_VERSION_H

#include <kzner/error.h>

#ifdef __cplusplus
extern "C" {
#endif

#define KZNER_VERSION_MAJOR  0
#define KZNER_VERSION_MINOR  1
#define KZNER_VERSION_PATCH  0
#define KZNER_VERSION_STRING "0.1.0"

/** Version of the library that runs, such as "0.1.0". Constant text. Any thread. */
KZNER_API const char *kzner_version_string(void);

#ifdef __cplusplus
}
#endif

#endif
