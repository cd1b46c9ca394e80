/**
 * libkzner reads news about Kazakhstan, its politics and its neighbours and gives back who is named in it and how they are related.
 *
 *     kzner_model *model;
 *     kzner_extractor *extractor;
 *     const kzner_result *result;
 *     kzner_error error;
 *
 *     if (kzner_model_open_default(NULL, &model, &error) || kzner_extractor_new(model, NULL, NULL, &extractor))
 *         return 1;
 *     kzner_document document = {text, strlen(text), "article", NULL};
 *     if (kzner_extract(extractor, &document, &result, &error))
 *         return 1;
 *     size_t count;
 *     const kzner_mention *mention = kzner_result_mentions(result, &count);
 *     for (size_t i = 0; i < count; i++)
 *         printf("%s %.*s\n", kzner_type_name(mention[i].type),
 *                (int)(mention[i].span.end - mention[i].span.begin), text + mention[i].span.begin);
 *     kzner_extractor_free(extractor);
 *     kzner_model_unref(model);
 *
 * The headers in reading order:
 */
#ifndef KZNER_KZNER_H
#define KZNER_KZNER_H

#include <kzner/version.h>
#include <kzner/error.h>
#include <kzner/model.h>
#include <kzner/compile.h>
#include <kzner/extract.h>
#include <kzner/result.h>
#include <kzner/write.h>

#endif
