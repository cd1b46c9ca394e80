/*
 * In: tokens. Out: sentences.
 *
 * A sentence ends at . ! ? (with closing quotes and brackets behind it) before something that can begin one, and at an empty
 * line. A full stop behind an abbreviation, an initial or inside "U.S." ends one only before a capitalised word that is
 * ordinarily written small ("in the U.S. The president"). A line end alone ends a sentence in texts whose lines are paragraphs;
 * in texts with hard-wrapped lines only behind a short line, such as a headline, or before the Q of a transcript's question.
 */
#include "text/token.h"

/* Lines of at least this many bytes are paragraphs, not wrapped lines. */
#define WRAPPED_LINE_MAX 160

/* A wrapped line shorter than this, before a capital, was ended by its writer. */
#define SHORT_LINE 60

static int closes(const kz_token *token)
{
	return token->kind == KZ_TOKEN_SYMBOL && !(token->flags & KZ_TOKEN_SPACE) &&
	       (token->symbol == '"' || token->symbol == '\'' || token->symbol == ')' || token->symbol == ']');
}

static int can_begin(const kz_token *token)
{
	if (token->kind == KZ_TOKEN_WORD)
		return token->shape != KZ_SHAPE_LOWER || token->flags & KZ_TOKEN_FOREIGN;
	if (token->kind == KZ_TOKEN_SYMBOL)
		return token->symbol != ',' && token->symbol != ';' && token->symbol != ':' && token->symbol != ')';
	return token->kind == KZ_TOKEN_NUMBER;
}

/* Capitalised here, though ordinarily small: it can only begin a sentence. */
static int surely_begins(const kzner_model *model, const kz_token *token)
{
	uint32_t classes = kz_token_classes(model, token);
	return token->kind == KZ_TOKEN_WORD && token->shape != KZ_SHAPE_LOWER && (classes & KZ_CLASS_COMMON) &&
	       !(classes & KZ_CLASS_TITLE);
}

/* The word before a full stop is one that takes it without ending a sentence. */
static int takes_stop(const kzner_model *model, const kz_token *word)
{
	if (word->kind != KZ_TOKEN_WORD)
		return 0;
	if (word->shape == KZ_SHAPE_UPPER && word->end - word->begin == 1)
		return 1;
	return (kz_token_classes(model, word) & KZ_CLASS_ABBREVIATION) != 0;
}

/* No line is as long as a paragraph. Which marks begin lines cannot be foretold, so it is not asked by branches. */
static int is_wrapped(const kz_text *text, const kz_tokens *tokens, const kz_token_lists *lists)
{
	uint32_t line = 0, longest = 0;
	for (uint32_t i = 0; i <= lists->mark_count; i++) {
		const kz_token *token = &tokens->items[lists->marks[i]];
		const uint32_t is_line = (token->flags & KZ_TOKEN_LINE) / KZ_TOKEN_LINE;
		const uint32_t length = (token->begin - line) & -is_line; /* of the line that it ends */
		longest = length > longest ? length : longest;
		line += length;
	}
	return text->size > 0 && longest <= WRAPPED_LINE_MAX;
}

typedef struct splitter {
	kz_arena *arena;
	const kzner_model *model;
	const kz_text *text;
	kz_tokens *tokens;
	kz_sentences *sentences;
	uint32_t first;      /* of the sentence that is open */
	uint32_t line_begin; /* byte offset of the line that is open */
	int wrapped;
} splitter;

static int close_sentence(splitter *s, uint32_t end)
{
	if (end <= s->first)
		return 1;
	kz_sentence *sentence = KZ_PUSH(s->arena, s->sentences);
	if (!sentence)
		return 0;
	*sentence = (kz_sentence){s->first, end};
	for (uint32_t i = s->first; i < end; i++) {
		if (s->tokens->items[i].kind == KZ_TOKEN_WORD || s->tokens->items[i].kind == KZ_TOKEN_NUMBER) {
			s->tokens->items[i].flags |= KZ_TOKEN_SENTENCE;
			break;
		}
	}
	s->first = end;
	return 1;
}

/* The Q before the questions of a transcript, set apart from them: token i begins a line. */
static int is_question(const splitter *s, uint32_t i)
{
	const kz_token *token = &s->tokens->items[i];
	return s->text->bytes[token->begin] == 'Q' && token->end - token->begin == 1 && i + 1 < s->tokens->count &&
	       (token[1].begin - token->end > 1 || token[1].symbol == ':');
}

/* Does a line end before token i end a sentence? */
static int line_ends(const splitter *s, uint32_t i)
{
	const kz_token *token = &s->tokens->items[i];
	if (token->flags & KZ_TOKEN_BREAK || !s->wrapped || is_question(s, i))
		return 1;
	return s->tokens->items[i - 1].end - s->line_begin < SHORT_LINE && can_begin(token) &&
	       !(s->tokens->items[i - 1].kind == KZ_TOKEN_SYMBOL && s->tokens->items[i - 1].symbol == ',');
}

/* Does a mark at i end a sentence, what stands behind its closing quotes being token next? */
static int mark_ends(const splitter *s, uint32_t i, uint32_t next)
{
	const kz_token *after = &s->tokens->items[next];
	if (!(after->flags & KZ_TOKEN_SPACE) || !can_begin(after))
		return 0;
	if (s->tokens->items[i].symbol == '.' && i > s->first && takes_stop(s->model, &s->tokens->items[i - 1]))
		return surely_begins(s->model, after);
	return 1;
}

static uint32_t skip_closing(const splitter *s, uint32_t i)
{
	while (i < s->tokens->count && closes(&s->tokens->items[i]))
		i++;
	return i;
}

static int dotted_ends(const splitter *s, uint32_t i)
{
	const kz_token *token = &s->tokens->items[i];
	return token->kind == KZ_TOKEN_WORD && token->flags & KZ_TOKEN_DOTTED && i + 1 < s->tokens->count &&
	       surely_begins(s->model, &s->tokens->items[i + 1]);
}

static int begin_line(splitter *s, uint32_t i)
{
	if (i) {
		if (line_ends(s, i) && !close_sentence(s, i))
			return 0;
		s->line_begin = s->tokens->items[i].begin;
	}
	return !is_question(s, i) || close_sentence(s, i + 1);
}

/* What a mark does to the sentence. */
static int look_at(splitter *s, uint32_t i)
{
	const kz_token *token = &s->tokens->items[i];
	if (token->flags & KZ_TOKEN_LINE && !begin_line(s, i))
		return 0;
	if (token->flags & KZ_TOKEN_STOP) {
		uint32_t next = skip_closing(s, i + 1);
		return !mark_ends(s, i, next) || close_sentence(s, next);
	}
	return !dotted_ends(s, i) || close_sentence(s, i + 1);
}

/* Split what is open before token end as long as it has max tokens. */
static int split_before(splitter *s, uint32_t end, uint32_t max, int *ret_split)
{
	while (end >= s->first + max) {
		*ret_split = 1;
		if (!close_sentence(s, s->first + max))
			return 0;
	}
	return 1;
}

static int end_sentences(const splitter *s)
{
	if (!KZ_RESERVE_MORE(s->arena, s->sentences, KZ_SENTENCES_AHEAD))
		return 0;
	for (uint32_t k = 0; k < KZ_SENTENCES_AHEAD; k++)
		s->sentences->items[s->sentences->count + k] = (kz_sentence){UINT32_MAX, UINT32_MAX};
	return 1;
}

int kz_sentences_find(kz_arena *arena, const kzner_model *model, const kz_text *text, kz_tokens *tokens,
                      const kz_token_lists *lists, uint32_t max_tokens, kz_sentences *sentences, int *ret_split)
{
	sentences->count = 0;
	*ret_split = 0;
	splitter s = {arena, model, text, tokens, sentences, 0, 0, is_wrapped(text, tokens, lists)};
	for (uint32_t i = 0; i < lists->mark_count; i++)
		if (!split_before(&s, lists->marks[i], max_tokens, ret_split) || !look_at(&s, lists->marks[i]))
			return 0;
	return split_before(&s, tokens->count, max_tokens, ret_split) && close_sentence(&s, tokens->count) &&
	       end_sentences(&s);
}
