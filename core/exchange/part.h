/* The parts of a package: what each file of it is called, when it is written and by whom, as
 * one table (part.c). A new file is one row there and one function here.
 *
 * A part writes as it reads, so that no table need fit into memory: CSV through a `table`,
 * other text through part_print. What it writes depends on the workbook and the options alone:
 * the same workbook gives the same bytes. */
#ifndef SUSUN_EXCHANGE_PART_H
#define SUSUN_EXCHANGE_PART_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/csv.h"
#include "core/exchange/export.h"
#include "core/exchange/package.h"
#include "core/exchange/persons.h"
#include "core/exchange/refer.h"
#include "core/exchange/since.h"
#include "core/exchange/unread_file.h"

/* A package in the making, as its parts see it. */
struct making {
    struct workbook *wb;
    const struct export_options *options;
    struct export_result *result;
    struct package *package;
    struct refer *refer;
    struct persons *persons;         /* rows that stay out; NULL with options->personal */
    struct unread_file *unread_file; /* gathered while the forms are written */
    struct plan_years plan;
    char *region;       /* "Kabupaten Luwu Utara"; "" when unknown */
    char created[32];   /* the last edit, the only time in a package; "" before the first; known
                           once the forms are written */
    char *number;       /* "73.22-03"; "" when nobody registered the package; known then too */
    struct since since; /* what changes are told since; by itself known when they are written */
    struct sheet_findings *found; /* what the checks find, for the sheets; NULL when there are
                                     none */
    size_t to_mend;  /* findings of the highest level nobody put aside; known once they are
                        written */
    bool registered; /* an action with a row of the register and its mark is open */
};

#define PART_SUMMARY "ringkasan.csv"

struct part {
    const char *path; /* in the package; "data/" or "/": its files are the
                         part's own matter and `f` is NULL */
    bool (*wanted)(const struct export_options *o); /* NULL = always */
    enum status (*write)(struct making *m, struct package_file *f, struct error *e);
    const struct part_column *(*columns_of)(bool personal); /* of a CSV that stands in */
    const struct part_column *columns; /* datapackage.json: one of the two; up to one without a
                                          name */
};
/* The i-th part of such a package; NULL past the end. */
const struct part *part_at(const struct export_options *o, size_t i);
/* Every part in the order of writing. */
enum status parts_write(struct making *m, struct error *e);

/* Whether the package holds this form. */
bool part_has_form(const struct export_options *o, const struct form *form);
/* Whether the package holds this sheet for people (part_sheets.c): --personal asks for those
 * that may name persons. */
bool part_has_sheet(
    const struct export_options *o, const struct method *m, const struct method_sheet *sheet);
/* Whether the form tells of packages and not of the plan: their register, and the marks in
 * time. Written behind the others, it does not make another package of the same plan
 * (register.c). */
bool part_registers(
    const struct workbook *wb, const struct export_options *o, const struct form *form);
/* data/FORM.csv of one form. */
enum status part_write_form(struct making *m, const struct form *form, struct error *e);
/* The lines perubahan.csv would have since a mark: without what is about persons, and with it.
 */
enum status part_changes_count(
    struct workbook *wb, const struct mark *mark, size_t lines[2], struct error *e);
/* STATUS_INTERRUPTED once somebody wants to stop: asked between rows. */
enum status part_stopped(const struct export_options *o, struct error *e);

/* A CSV file of the package in a dialect: the one asked for, but for what is for people. */
struct table;
/* On an open file, or on a new one at `path` when `f` is NULL. *t is the caller's: table_close
 * or table_drop. */
enum status table_open(struct table **t, struct making *m, const struct dialect *d,
    struct package_file *f, const char *path, struct error *e);
/* Where cells and rows go; call table_pass now and then, after a row. */
struct csv_writer *table_out(struct table *t);
/* A cell of free text, as the dialect wants it (Excel's get an apostrophe where they look like
 * a formula). */
enum status table_text(struct table *t, const char *text, struct error *e);
/* The heading row of such columns. */
void table_head(struct table *t, const struct part_column *columns);
/* A row of cells up to a NULL. */
void table_row(struct table *t, const char *const *cells);
/* Rows that are put together already. */
enum status table_bytes(struct table *t, const void *bytes, size_t size, struct error *e);
/* Lets go of what is written when it is a good deal. */
enum status table_pass(struct table *t, struct error *e);
/* The rest goes out; closes the file if table_open opened it. Frees in either case. */
enum status table_close(struct table *t, struct error *e);
void table_drop(struct table *t);

/* Formatted text into a file that is no table. */
enum status part_print(struct package_file *f, struct error *e, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The parts, by file. */
typedef enum status part_fn(struct making *m, struct package_file *f, struct error *e);
part_fn part_forms, part_register, part_links, part_findings, part_comments, part_changes,
    part_trail, part_dictionary, part_choices, part_region, part_descriptor, part_sql,
    part_duckdb, part_readme, part_summary, part_sheets;
/* The rows of a sheet of findings, in people's words (sheet_findings.c). */
enum status part_findings_sheet(struct making *m, struct table *t, struct error *e);
/* ringkasan.csv: what stands before the method's figures. */
#define SUMMARY_OWN 3
extern const struct part_column summary_own[SUMMARY_OWN];
extern const struct part_column dictionary_columns[], choices_columns[], region_columns[];

#endif
