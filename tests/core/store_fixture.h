/* A workbook in the test's own folder, made from the smart-city method or a small one in
 * memory. */
#ifndef SUSUN_TESTS_STORE_FIXTURE_H
#define SUSUN_TESTS_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "core/method/source.h"
#include "core/store/action.h"
#include "core/store/internal.h"
#include "core/store/record.h"
#include "core/store/rows.h"
#include "core/store/undo.h"

/* Fails the test with the sentence when a call did not go well. */
#define must(call)                                                                             \
    do {                                                                                       \
        struct error must_error = {0};                                                         \
        struct error *e = &must_error;                                                         \
        enum status must_status = (call);                                                      \
        if (must_status != STATUS_OK)                                                          \
            fail_msg("%s: %d %s", #call, (int)must_status, error_text(&must_error));           \
    } while (0)

static const struct person fixture_person = {.author = "Pencatat", .program = "tests"};

/* A fresh workbook of the built-in method for Luwu Utara 2026-2035; path is the caller's. */
static inline char *fixture_new(const char *name)
{
    const char *folder = getenv("TMPDIR");
    char *path = text_format("%s/%s.susun", folder ? folder : "/tmp", name);
    struct source files;

    unlink(path);
    must(source_builtin(&files, "smart-city", e));
    must(workbook_new(path, &files, "73.22", 2026, 10, &fixture_person, e));
    source_free(&files);
    return path;
}

static inline struct workbook *fixture_open(const char *path)
{
    struct workbook *wb = NULL;

    must(workbook_open(&wb, path, WORKBOOK_WRITE, &fixture_person, e));
    return wb;
}

static inline const struct form *fixture_form(struct workbook *wb, const char *name)
{
    const struct form *f = method_form(workbook_method(wb), name);

    assert_non_null(f);
    return f;
}

/* Reads a text as a person typed it and sets the cell, in the open action. */
static inline void fixture_type(
    struct workbook *wb, const char *form, const char *uid, const char *field, const char *text)
{
    const struct form *f = fixture_form(wb, form);
    const struct field *fd = form_field(f, field);
    struct value v, other;
    struct error why = {0};

    assert_non_null(fd);
    enum outcome o = cell_read(wb, fd, uid, text, &v, &other, &why);
    if (o == OUTCOME_VALUE || o == OUTCOME_EMPTY) {
        must(action_set(wb, f, uid, field, &v, NULL, e));
    } else {
        struct value none = {0};
        must(action_set(wb, f, uid, field, &none, text, e));
    }
    value_clear(&v);
    value_clear(&other);
    error_clear(&why);
}

/* One cell as one action. */
static inline void fixture_set(
    struct workbook *wb, const char *form, const char *uid, const char *field, const char *text)
{
    must(action_begin(wb, ACTION_EDIT, e));
    fixture_type(wb, form, uid, field, text);
    must(action_commit(wb, e));
}

/* A new row with one cell, as one action; the id is the caller's. */
static inline char *fixture_row(
    struct workbook *wb, const char *form, const char *field, const char *text)
{
    char uid[64];

    must(action_begin(wb, ACTION_EDIT, e));
    must(action_create(wb, fixture_form(wb, form), NULL, NULL, uid, e));
    if (field)
        fixture_type(wb, form, uid, field, text);
    must(action_commit(wb, e));
    return strdup(uid);
}

/* What a cell shows; the caller's. */
static inline char *fixture_show(
    struct workbook *wb, const char *form, const char *uid, const char *field)
{
    const struct form *f = fixture_form(wb, form);
    struct cell cell;
    char *text;

    must(record_cell(wb, f, uid, form_field(f, field), &cell, e));
    must(cell_show(wb, form_field(f, field), &cell, &text, e));
    cell_clear(&cell);
    return text;
}

static inline void assert_cell(struct workbook *wb, const char *form, const char *uid,
    const char *field, const char *expected)
{
    char *text = fixture_show(wb, form, uid, field);

    assert_string_equal(text, expected);
    free(text);
}

static inline void assert_code(
    struct workbook *wb, const char *form, const char *uid, const char *expected)
{
    char *code;

    must(record_code(wb, fixture_form(wb, form), uid, &code, e));
    assert_string_equal(code, expected);
    free(code);
}

/* One text of one query on the workbook's file; the caller's. */
static inline char *fixture_sql(struct workbook *wb, const char *sql)
{
    char *text;

    must(db_text(workbook_db(wb), &text, e, sql, ""));
    return text;
}

#endif
