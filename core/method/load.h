/* Turns a source into a method, naming every mistake by file, line and column. */
#ifndef SUSUN_METHOD_LOAD_H
#define SUSUN_METHOD_LOAD_H

#include "core/method/method.h"
#include "core/method/source.h"

/* One mistake; `text` is translated and valid during the call. Line and column from 1 (0 =
 * whole file); `column` counts cells of the CSV row. */
typedef void mistake_fn(
    void *context, const char *file, size_t line, size_t column, const char *text);

/* Loads and validates the shape (names, references, duplicates, limits; SQL is verified by
 * whoever runs it). Every mistake is told to `mistake` (may be NULL). On any mistake returns
 * STATUS_DATA with the first one as sentence and *method NULL; else *method is the caller's
 * (method_free). The source may be freed afterwards. */
enum status method_load(struct method **method, const struct source *source,
    mistake_fn *mistake, void *context, struct error *e);

#endif
