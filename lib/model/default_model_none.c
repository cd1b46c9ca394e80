/* Stand-in of the bootstrap compiler: there is no default model yet. */
#include "model/default_model.h"

const void *kz_default_model(size_t *ret_size)
{
	*ret_size = 0;
	return NULL;
}
