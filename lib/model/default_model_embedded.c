/* In: the file that the bootstrap compiler made, named by its header. Out: its bytes inside the library. */
#include "model/default_model.h"

#include "default_model_file.h"

__asm__(".section .rodata, \"a\"\n"
        ".balign 64\n"
        ".local kz_embedded_model\n"
        "kz_embedded_model:\n"
        ".incbin \"" KZ_MODEL_FILE "\"\n"
        ".local kz_embedded_model_end\n"
        "kz_embedded_model_end:\n"
        ".byte 0\n"
        ".previous\n");

extern const char kz_embedded_model[] __attribute__((visibility("hidden")));
extern const char kz_embedded_model_end[] __attribute__((visibility("hidden")));

const void *kz_default_model(size_t *ret_size)
{
	*ret_size = (size_t)(kz_embedded_model_end - kz_embedded_model);
	return kz_embedded_model;
}
