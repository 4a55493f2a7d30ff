/* Importing from texts and exporting to files, for tests. */
#ifndef SUSUN_TESTS_EXCHANGE_FIXTURE_H
#define SUSUN_TESTS_EXCHANGE_FIXTURE_H

#include "core/base/file.h"
#include "core/exchange/export.h"
#include "core/exchange/import.h"
#include "tests/core/store_fixture.h"

/* What an import told: every note on a line of its own. */
struct told {
    char notes[8192];
    struct import_result result;
};

/* import_note_fn */
static inline void fixture_note(
    void *context, bool rejected, const char *where, const char *text)
{
    struct told *t = context;
    size_t used = strlen(t->notes);

    snprintf(t->notes + used, sizeof t->notes - used, "%s %s %s\n",
        rejected ? "rejected" : "marked", where, text);
}

/* Imports a text into a form; the status is the caller's to judge. */
static inline enum status fixture_import(struct workbook *wb, const char *form, const char *csv,
    const char *const *maps, struct told *told, struct error *e)
{
    struct import_options options = {.maps = maps, .note = fixture_note, .context = told};

    *told = (struct told){0};
    return import_bytes(
        wb, fixture_form(wb, form), "Q.csv", csv, strlen(csv), &options, &told->result, e);
}

/* One form's CSV as it would be exported; the caller's. */
static inline char *fixture_export(struct workbook *wb, const char *form, const char *dialect)
{
    struct export_options options = {.dialect = dialect_named(dialect), .personal = true};
    struct csv_writer *out = csv_writer_new(options.dialect->delimiter);
    size_t rows, size;

    must(export_form(wb, fixture_form(wb, form), &options, out, &rows, e));
    const char *bytes = csv_writer_bytes(out, &size);
    char *text = strndup(bytes, size);
    csv_writer_free(out);
    return text;
}

/* A folder name in the test's own place; the caller's. */
static inline char *fixture_folder(const char *name)
{
    const char *place = getenv("TMPDIR");

    return text_format("%s/%s", place ? place : "/tmp", name);
}

/* Exports everything into a folder; returns how many texts stayed unread. */
static inline size_t fixture_export_all(
    struct workbook *wb, const char *folder, const char *dialect)
{
    struct export_options options = {.dialect = dialect_named(dialect), .personal = true};
    struct export_result result;

    must(export_folder(wb, folder, &options, &result, e));
    return result.unread;
}

/* Both files are there and equal to the byte. */
static inline void assert_same_file(const char *a, const char *b, const char *name)
{
    char *one = file_join(a, name), *two = file_join(b, name), *left, *right;
    size_t left_size, right_size;

    must(file_read(one, 1 << 24, &left, &left_size, e));
    must(file_read(two, 1 << 24, &right, &right_size, e));
    if (left_size != right_size || memcmp(left, right, left_size) != 0) {
        size_t at = 0, from;
        while (at < left_size && at < right_size && left[at] == right[at])
            at++;
        from = at > 200 ? at - 200 : 0;
        print_message("at byte %zu\n--- %s\n%.400s\n--- %s\n%.400s\n", at, one, left + from,
            two, right + from);
        fail_msg("%s differs", name);
    }
    free(one);
    free(two);
    free(left);
    free(right);
}

#endif
