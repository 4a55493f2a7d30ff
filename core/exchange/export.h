/* The package out (DESIGN.md 6, doc/handoff): one CSV per form under data/ and what tells
 * people and programs what it means; the files are the rows of part.c. Same workbook, same
 * bytes. */
#ifndef SUSUN_EXCHANGE_EXPORT_H
#define SUSUN_EXCHANGE_EXPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/exchange/dialect.h"
#include "core/store/workbook.h"

struct export_options {
    const struct dialect *dialect; /* dialect_named("machine") */
    const struct form *only;       /* NULL = every form */
    bool personal;                 /* personal fields and forms too */
    bool history;                  /* riwayat.csv too: every edit in order (trail.h) */
    bool zip;                      /* one zip instead of a folder */
    bool register_it;  /* a number and a row in the register of packages; the workbook
                          has to be writable (register.h) */
    const char *since; /* a mark or a package's number: perubahan.csv tells of what changed
                          since; NULL = since the package before this one (since.h) */
    bool (*stop)(void *
            context); /* asked between rows; true = give up (STATUS_INTERRUPTED). May be NULL */
    void *context;
};
struct export_result {
    size_t files, rows, unread;
    char number[64]; /* of the package, "73.22-03"; "" when it has none */
    bool compared;   /* perubahan.csv was written, */
    size_t changes;  /* with so many lines, */
    char since[256]; /* since this package or mark */
    bool marked;     /* its mark in time was set now (register.h) */
};
/* Into `folder`, which must be absent, empty, or hold only what our SHA256SUMS there lists;
 * with `zip` into a file of that name, where nothing or an unchanged package may be. All or
 * nothing: on failure what was there before stays. */
enum status export_folder(struct workbook *wb, const char *folder,
    const struct export_options *options, struct export_result *result, struct error *e);
/* One form's table into a writer (for tests and previews). */
enum status export_form(struct workbook *wb, const struct form *form,
    const struct export_options *options, struct csv_writer *out, size_t *rows,
    struct error *e);

#endif
