#include "json_scan.h"

#include "encoding.h"

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Against input of nothing but brackets, which would exhaust the stack. */
#define NESTING_LIMIT 200

static bool fail(struct json_scan *scan, const char *at, const char *error)
{
	scan->at = at;
	scan->error = error;
	return false;
}

void json_skip_space(struct json_scan *scan)
{
	while (scan->at < scan->end &&
	       (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\r' || *scan->at == '\n'))
		scan->at++;
}

bool json_take(struct json_scan *scan, char byte, const char *missing)
{
	json_skip_space(scan);
	if (scan->at == scan->end || *scan->at != byte)
		return fail(scan, scan->at, missing);
	scan->at++;
	return true;
}

static bool is_special(char byte)
{
	return byte == '"' || byte == '\\' || (unsigned char)byte < 0x20;
}

/* A bit for each of 16 bytes that is a quotation mark, backslash or control character, the first byte's lowest. */
static uint32_t special_bits(const char *at)
{
#if defined(__SSE2__)
	const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)at);
	const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block);
	const __m128i quotes = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
	const __m128i slashes = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));

	return (uint32_t)_mm_movemask_epi8(_mm_or_si128(controls, _mm_or_si128(quotes, slashes)));
#else
	uint32_t bits = 0;

	for (uint32_t i = 0; i < 16; i++)
		bits |= (uint32_t)is_special(at[i]) << i;
	return bits;
#endif
}

/* First quotation mark, backslash or control character; 16 bytes at a time, as strings are most of the input. */
static const char *find_special(const char *at, const char *end)
{
	for (; end - at >= 16; at += 16) {
		uint32_t bits = special_bits(at);

		if (bits)
			return at + __builtin_ctz(bits);
	}
	while (at < end && !is_special(*at))
		at++;
	return at;
}

/* The same, and what stands before it is copied to *out, which has room for as many bytes as there are up to end. */
static inline const char *copy_to_special(const char *at, const char *end, char **out)
{
	char *to = *out;

	for (; end - at >= 32; at += 32, to += 32) {
		uint32_t bits = special_bits(at) | special_bits(at + 16) << 16;

		memcpy(to, at, 32);
		if (bits) {
			*out = to + __builtin_ctz(bits);
			return at + __builtin_ctz(bits);
		}
	}
	while (at < end && !is_special(*at))
		*to++ = *at++;
	*out = to;
	return at;
}

static int hex_digit(char byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	byte = (char)(byte | 0x20);
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* The four digits behind \u, -1 if they are not. */
static int32_t hex_code(const char *at, const char *end)
{
	int32_t code = 0;

	if (end - at < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = hex_digit(at[i]);

		if (digit < 0)
			return -1;
		code = code * 16 + digit;
	}
	return code;
}

/* scan->at stands on the u of an escape. */
static bool take_code(struct json_scan *scan, char **out)
{
	int32_t code = hex_code(scan->at + 1, scan->end), low;

	if (code < 0)
		return fail(scan, scan->at - 1, "\\u needs four hexadecimal digits");
	scan->at += 5;
	if (code >= 0xD800 && code < 0xDC00 && scan->end - scan->at >= 2 && scan->at[0] == '\\' && scan->at[1] == 'u') {
		low = hex_code(scan->at + 2, scan->end);
		if (low >= 0xDC00 && low < 0xE000) {
			scan->at += 6;
			code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
		}
	}
	if (code >= 0xD800 && code < 0xE000)
		code = 0xFFFD;
	*out += utf8_encode((uint32_t)code, *out);
	return true;
}

/* scan->at stands behind a backslash. What stands for the escape is not longer than it. */
static inline bool take_escape(struct json_scan *scan, char **out)
{
	static const char bytes[256] = {['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
	                                ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t'};

	if (scan->at == scan->end)
		return fail(scan, scan->at, "string is not closed");
	if (*scan->at == 'u')
		return take_code(scan, out);
	**out = bytes[(unsigned char)*scan->at];
	if (!**out)
		return fail(scan, scan->at - 1, "unknown escape in a string");
	++*out;
	scan->at++;
	return true;
}

static bool fail_in_string(struct json_scan *scan, const char *at)
{
	return fail(scan, at, at == scan->end ? "string is not closed" : "control character in a string");
}

/* The rest of a string from its first backslash on, behind what is in the buffer already; its end, NULL on failure. */
static const char *take_escaped(struct json_scan *scan, struct buffer *buffer)
{
	char *out;

	buffer_reserve(buffer, (size_t)(scan->end - scan->at));
	out = buffer->data + buffer->size;
	while (scan->at < scan->end && *scan->at != '"' && (unsigned char)*scan->at >= 0x20) {
		if (*scan->at == '\\') {
			scan->at++;
			if (!take_escape(scan, &out))
				return NULL;
		}
		scan->at = copy_to_special(scan->at, scan->end, &out);
	}
	buffer->size = (size_t)(out - buffer->data);
	return scan->at;
}

bool json_take_string(struct json_scan *scan, struct buffer *buffer, const char **ret_text, size_t *ret_size)
{
	const char *begin = ++scan->at, *stop = find_special(begin, scan->end);
	bool escaped = stop < scan->end && *stop == '\\';

	buffer->size = 0;
	if (escaped) {
		buffer_append(buffer, begin, (size_t)(stop - begin));
		scan->at = stop;
		stop = take_escaped(scan, buffer);
		if (!stop)
			return false;
	}
	if (stop == scan->end || *stop != '"')
		return fail_in_string(scan, stop);
	*ret_text = escaped ? buffer->data : begin;
	*ret_size = escaped ? buffer->size : (size_t)(stop - begin);
	scan->at = stop + 1;
	return true;
}

static bool skip_string(struct json_scan *scan)
{
	for (scan->at++;;) {
		char character[4], *out = character;
		const char *stop = find_special(scan->at, scan->end);

		if (stop == scan->end || (unsigned char)*stop < 0x20)
			return fail_in_string(scan, stop);
		scan->at = stop + 1;
		if (*stop == '"')
			return true;
		if (!take_escape(scan, &out))
			return false;
	}
}

static bool skip_digits(struct json_scan *scan)
{
	const char *begin = scan->at;

	while (scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9')
		scan->at++;
	return scan->at > begin;
}

static bool skip_number(struct json_scan *scan)
{
	const char *begin = scan->at;

	if (*scan->at == '-')
		scan->at++;
	if (scan->at < scan->end && *scan->at == '0')
		scan->at++;
	else if (!skip_digits(scan))
		return fail(scan, begin, "not a number");
	if (scan->at < scan->end && *scan->at == '.') {
		scan->at++;
		if (!skip_digits(scan))
			return fail(scan, begin, "not a number");
	}
	if (scan->at < scan->end && (*scan->at | 0x20) == 'e') {
		scan->at++;
		if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-'))
			scan->at++;
		if (!skip_digits(scan))
			return fail(scan, begin, "not a number");
	}
	return true;
}

static bool skip_word(struct json_scan *scan)
{
	static const char *const words[] = {"true", "false", "null"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t size = strlen(words[i]);

		if ((size_t)(scan->end - scan->at) >= size && memcmp(scan->at, words[i], size) == 0) {
			scan->at += size;
			return true;
		}
	}
	return fail(scan, scan->at, "a value is expected");
}

static bool skip_nested(struct json_scan *scan, unsigned depth);

static bool skip_member(struct json_scan *scan, unsigned depth)
{
	json_skip_space(scan);
	if (scan->at == scan->end || *scan->at != '"')
		return fail(scan, scan->at, "a member name is expected");
	return skip_string(scan) && json_take(scan, ':', "':' is expected") && skip_nested(scan, depth);
}

/* An array or object, whose bracket scan->at stands on. */
static bool skip_container(struct json_scan *scan, unsigned depth)
{
	bool is_object = *scan->at == '{';
	char close = is_object ? '}' : ']';

	if (depth >= NESTING_LIMIT)
		return fail(scan, scan->at, "nested too deeply (more than 200 levels)");
	scan->at++;
	json_skip_space(scan);
	if (scan->at < scan->end && *scan->at == close) {
		scan->at++;
		return true;
	}
	for (;;) {
		if (!(is_object ? skip_member(scan, depth + 1) : skip_nested(scan, depth + 1)))
			return false;
		json_skip_space(scan);
		if (scan->at < scan->end && *scan->at == ',') {
			scan->at++;
			continue;
		}
		return json_take(scan, close, is_object ? "',' or '}' is expected" : "',' or ']' is expected");
	}
}

static bool skip_nested(struct json_scan *scan, unsigned depth)
{
	json_skip_space(scan);
	if (scan->at == scan->end)
		return fail(scan, scan->at, "a value is expected");
	if (*scan->at == '"')
		return skip_string(scan);
	if (*scan->at == '{' || *scan->at == '[')
		return skip_container(scan, depth);
	if (*scan->at == '-' || (*scan->at >= '0' && *scan->at <= '9'))
		return skip_number(scan);
	return skip_word(scan);
}

bool json_skip_value(struct json_scan *scan)
{
	return skip_nested(scan, 1);
}
