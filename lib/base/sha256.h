/* SHA-256 (FIPS 180-4), for text that is small. */
#ifndef KZ_SHA256_H
#define KZ_SHA256_H

#include <stddef.h>

void kz_sha256(const char *data, size_t size, unsigned char digest[32]);

/* The digest as Base64, NUL-terminated. */
void kz_sha256_base64(const char *data, size_t size, char text[45]);

#endif
