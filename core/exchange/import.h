/* CSV in. A row is rejected only when it cannot be a record (DESIGN.md 5); every other cell
 * that cannot be understood comes in as typed, marked, counted. One import is one action, one
 * undo. */
#ifndef SUSUN_EXCHANGE_IMPORT_H
#define SUSUN_EXCHANGE_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/exchange/dialect.h"
#include "core/store/workbook.h"

/* Told for every rejected row and marked cell: `where` like "Q.csv:17", a translated sentence.
 * Valid during the call. */
typedef void import_note_fn(void *context, bool rejected, const char *where, const char *text);

/* What an import does to a row that is not the same. */
enum row_news {
    ROW_NEW,     /* a row that comes in without an id */
    ROW_CHANGED, /* one that is there, or comes back from the trash */
    ROW_UNKNOWN, /* a new one whose id this workbook never had */
    ROW_NEWS
};
/* A field of a changed row, as people read it; `before` is "" where nothing stood. */
struct field_news {
    const char *name; /* a field's, or kode or kode_lama */
    const char *label;
    char *before, *after;
};
/* Valid during the call. */
struct row_difference {
    enum row_news news;
    const struct form *form;
    const char *file; /* "Q.csv" */
    size_t line;
    const char *id;     /* "" of a new one that brings none */
    char *code, *title; /* what it was called before, new ones: will be called; may be "" */
    size_t count;       /* of a changed row */
    struct field_news *fields;
};
typedef enum status import_change_fn(
    void *context, const struct row_difference *row, struct error *e);

struct import_options {
    bool dry_run;                  /* everything but the commit */
    bool pasted;                   /* undo calls it a paste */
    const struct dialect *dialect; /* NULL = recognise by header and delimiter */
    const char *const *maps;       /* NULL, or NULL terminated "Heading=field" */
    import_note_fn *note;
    import_change_fn *change; /* told of every row before it is stored; NULL: nobody asks */
    bool (*stop)(void *
            context); /* asked between rows; true = give up (STATUS_INTERRUPTED). May be NULL */
    void *context;    /* of note, change and stop */
};
struct import_result {
    size_t added, changed, same, rejected, marked;
    size_t unknown; /* of those added: with an id this workbook never had */
};
/* One form's CSV. STATUS_OK also with rejected rows; the caller turns counts into
 * STATUS_FINDINGS. STATUS_DATA when the header cannot be used; nothing stored then. */
enum status import_form(struct workbook *wb, const struct form *form, const char *path,
    const struct import_options *options, struct import_result *result, struct error *e);
/* The same from memory; `name` for sentences. */
enum status import_bytes(struct workbook *wb, const struct form *form, const char *name,
    const char *bytes, size_t size, const struct import_options *options,
    struct import_result *result, struct error *e);
/* A whole export, a folder or a zip of one (data/FORM.csv, unread texts through temuan.csv), in
 * one action. */
enum status import_folder(struct workbook *wb, const char *folder,
    const struct import_options *options, struct import_result *result, struct error *e);
/* Whether that is what stands at a path. */
bool import_is_package(const char *path);

#endif
