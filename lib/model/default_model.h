/* The model that is built into the library. The compiler that makes it is linked with a stand-in that has none. */
#ifndef KZ_DEFAULT_MODEL_H
#define KZ_DEFAULT_MODEL_H

#include <stddef.h>

/* Its bytes, aligned to 8; NULL in a build without one. */
const void *kz_default_model(size_t *ret_size);

#endif
