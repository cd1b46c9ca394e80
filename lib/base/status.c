/* In: a status and its place. Out: texts for people. */
#include "base/status.h"

#include <kzner/version.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *kzner_version_string(void)
{
	return KZNER_VERSION_STRING;
}

const char *kzner_status_string(kzner_status status)
{
	switch (status) {
	case KZNER_OK:
		return "KZNER_OK";
	case KZNER_ERROR_NO_MEMORY:
		return "KZNER_ERROR_NO_MEMORY";
	case KZNER_ERROR_ARGUMENT:
		return "KZNER_ERROR_ARGUMENT";
	case KZNER_ERROR_IO:
		return "KZNER_ERROR_IO";
	case KZNER_ERROR_WRITE:
		return "KZNER_ERROR_WRITE";
	case KZNER_ERROR_LIMIT:
		return "KZNER_ERROR_LIMIT";
	case KZNER_ERROR_NOT_A_MODEL:
		return "KZNER_ERROR_NOT_A_MODEL";
	case KZNER_ERROR_MODEL_VERSION:
		return "KZNER_ERROR_MODEL_VERSION";
	case KZNER_ERROR_MODEL_BYTE_ORDER:
		return "KZNER_ERROR_MODEL_BYTE_ORDER";
	case KZNER_ERROR_MODEL_CORRUPT:
		return "KZNER_ERROR_MODEL_CORRUPT";
	case KZNER_ERROR_SOURCE:
		return "KZNER_ERROR_SOURCE";
	case KZNER_ERROR_RULE:
		return "KZNER_ERROR_RULE";
	}
	return "unknown status";
}

void kz_error_clear(kzner_error *error)
{
	if (error)
		memset(error, 0, sizeof *error);
}

/* A long name keeps its end: that is where the file's own name stands. */
static void copy_source(char *target, size_t size, const char *source)
{
	size_t length = strlen(source);
	if (length < size)
		memcpy(target, source, length + 1);
	else
		snprintf(target, size, "...%s", source + length - (size - 4));
}

kzner_status kz_error_set(kzner_error *error, kzner_status status, const char *source, uint32_t line, uint32_t column,
                          const char *format, ...)
{
	if (!error || error->status)
		return status;
	error->status = status;
	error->line = line;
	error->column = column;
	copy_source(error->source, sizeof error->source, source ? source : "");
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(error->message, sizeof error->message, format, arguments);
	va_end(arguments);
	return status;
}

kzner_status kz_no_memory(kzner_error *error)
{
	return kz_error_set(error, KZNER_ERROR_NO_MEMORY, NULL, 0, 0, "out of memory");
}

size_t kzner_error_format(const kzner_error *error, char *buffer, size_t size)
{
	char place[320] = "";
	if (error->source[0] && error->line && error->column)
		snprintf(place, sizeof place, "%s:%u:%u: ", error->source, error->line, error->column);
	else if (error->source[0] && error->line)
		snprintf(place, sizeof place, "%s:%u: ", error->source, error->line);
	else if (error->source[0])
		snprintf(place, sizeof place, "%s: ", error->source);
	const char *message = error->message[0] ? error->message : kzner_status_string(error->status);
	int length = snprintf(buffer, size, "%s%s", place, message);
	return length < 0 ? 0 : (size_t)length;
}
