#include "core/exchange/handover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/copies.h"
#include "core/exchange/gather/verify.h"
#include "core/exchange/package.h"
#include "core/exchange/part.h"
#include "core/exchange/register.h"
#include "core/plan/findings.h"
#include "core/store/mark.h"
#include "core/store/rows.h"

#define ENDING ".susun"
#define HASH_CELLS 64
#define READ_MOST ((size_t)1 << 30) /* bytes of a file of the package */

const struct form *handover_comments(const struct method *m)
{
    const struct form *form = method_form_of_role(m, FORM_ROLE_COMMENT);
    const struct field *state = form ? form_role_field(form, ROLE_STATE) : NULL;

    return state && state->list && state->list->count > 0 ? form : NULL;
}

/* Whether nobody has answered a comment: its state is empty or the first of its list. */
static bool waits(const struct field *state, const struct cell *cell)
{
    return cell->value.kind != VALUE_TEXT ||
           strcmp(cell->value.text, state->list->choices[0].name) == 0;
}

/* Counts the comments nobody has answered. */
static enum status count_comments(struct workbook *wb, size_t *count, struct error *e)
{
    const struct form *form = handover_comments(workbook_method(wb));
    const struct field *state = form ? form_role_field(form, ROLE_STATE) : NULL;
    struct rows *rows = NULL;
    enum status s = form ? rows_open(wb, form, &rows, e) : STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && form && i < rows_count(rows); i++) {
        struct cell cell = {0};
        s = record_cell(wb, form, rows_uid(rows, i), state, &cell, e);
        *count += s == STATUS_OK && waits(state, &cell);
        cell_clear(&cell);
    }
    rows_close(rows);
    return s;
}

/* What changed since the newest package. */
static enum status count_changes(
    struct workbook *wb, struct handover_lack *lack, struct error *e)
{
    struct since since;
    enum status s = since_before(wb, "", &since, e);

    if (s == STATUS_OK && since.found) {
        snprintf(lack->since, sizeof lack->since, "%s", since.number);
        s = part_changes_count(wb, &since.mark, lack->changed, e);
    }
    since_clear(&since);
    return s;
}

enum status handover_lacks(struct workbook *wb, struct handover_lack *lack, struct error *e)
{
    struct findings *f = NULL;
    struct workbook_counts counts;

    *lack = (struct handover_lack){0};
    enum status s = findings_run(wb, FINDINGS_ALL, NULL, &f, e);
    for (size_t i = 0; s == STATUS_OK && i < f->count; i++)
        if (!f->list[i].reason)
            lack->findings[f->list[i].check->level]++;
    findings_free(f);
    if (s == STATUS_OK)
        s = count_comments(wb, &lack->comments, e);
    if (s == STATUS_OK)
        s = workbook_counts(wb, &counts, e);
    if (s == STATUS_OK) {
        lack->unread = counts.unread;
        lack->differences = counts.differences;
        s = count_changes(wb, lack, e);
    }
    return s;
}

enum status handover_folder(
    struct workbook *wb, const char *stick, bool zip, char **folder, struct error *e)
{
    char *name = NULL, *region = NULL;
    char *place = stick ? strdup(stick) : file_folder(workbook_path(wb));
    enum status s = place ? copies_name(wb, 0, &name, e) : error_memory(e);

    *folder = NULL;
    if (s == STATUS_OK && stick)
        s = copies_region_folder(wb, &region, e);
    if (s == STATUS_OK) {
        int size = (int)(strlen(name) - strlen(ENDING));
        const char *ending = zip ? ".zip" : "";
        *folder = region ? text_format("%s/%s/%.*s-paket%s", place, region, size, name, ending)
                         : text_format("%s/%.*s-paket%s", place, size, name, ending);
        s = *folder ? STATUS_OK : error_memory(e);
    }
    free(name);
    free(region);
    free(place);
    return s;
}

/* The sentence for what the disk does not give back as it was given. */
static enum status unlike(const char *path, struct error *e)
{
    return error_set(e, STATUS_FILE,
        _("%s could not be read back as it was written. Do not hand it on: write the package "
          "once more, onto another USB stick if it happens again."),
        path);
}

/* One line "HASH  PATH" of the list against what the disk has. */
static enum status read_file_back(const char *folder, char *line, struct error *e)
{
    char hash[65], *bytes = NULL;
    size_t size;
    char *path = file_join(folder, line + HASH_CELLS + 2);
    enum status s = path ? file_read_disk(path, READ_MOST, &bytes, &size, e) : error_memory(e);

    if (s == STATUS_OK) {
        hash_hex(bytes, size, hash);
        if (strncmp(hash, line, HASH_CELLS) != 0)
            s = unlike(path, e);
    }
    free(bytes);
    free(path);
    return s;
}

/* No row of a package that is read back is looked at. */
static bool no_table(void *context, const char *path)
{
    (void)context;
    (void)path;
    return false;
}

/* The same of a zip. */
static enum status read_zip_back(const char *path, char sums[65], struct error *e)
{
    const struct verify_rows none = {.table = no_table};
    struct parcel *parcel = NULL;
    struct sums *list = NULL;
    char *bytes = NULL;
    size_t size;
    enum status s = file_read_disk(path, READ_MOST, &bytes, &size, e);

    free(bytes); /* the system has what the disk gave now */
    if (s == STATUS_OK)
        s = parcel_open(&parcel, path, e);
    if (s == STATUS_OK)
        s = verify_list(parcel, &list, sums, e);
    if (s == STATUS_OK)
        s = verify_each(parcel, list, &none, e);
    sums_free(list);
    parcel_close(parcel);
    return s == STATUS_DATA || s == STATUS_MISSING ? unlike(path, e) : s;
}

enum status handover_read_back(const char *folder, char sums[65], struct error *e)
{
    if (!file_is_folder(folder) && file_exists(folder))
        return read_zip_back(folder, sums, e);
    char *path = file_join(folder, PACKAGE_SUMS), *text = NULL, *rest;
    size_t size = 0;
    enum status s =
        path ? file_read_disk(path, LIMIT_METHOD_FILE, &text, &size, e) : error_memory(e);

    if (s == STATUS_OK)
        hash_hex(text, size, sums);
    rest = text;
    for (char *line; s == STATUS_OK && (line = strsep(&rest, "\n")) != NULL;)
        if (strlen(line) > HASH_CELLS + 2)
            s = read_file_back(folder, line, e);
    free(text);
    free(path);
    return s;
}

/* The mark of a package without a number: nothing tells two of them apart. What keeps it from
 * being set is told in the result: the package is there all the same. */
static enum status set_mark(struct workbook *wb, struct handover_result *r, struct error *e)
{
    struct error trouble = {0};
    enum status s = mark_set(wb, _("Handed over"), MARK_PLAIN, NULL, "", &trouble);

    r->marked = s == STATUS_OK;
    if (s != STATUS_OK && !(r->unmarked = strdup(error_text(&trouble))))
        error_memory(e);
    error_clear(&trouble);
    return s == STATUS_OK || r->unmarked ? STATUS_OK : STATUS_MEMORY;
}

/* The folder around the package; that of a stick is there, or the stick is gone. */
static enum status make_place(const char *stick, const char *folder, struct error *e)
{
    if (stick && !file_is_folder(stick))
        return error_set(e, STATUS_FILE,
            _("USB %s is not there any more. Plug it in, wait a moment, then try again."),
            file_name(stick));
    char *around = file_folder(folder);
    enum status s = around ? file_make_folder(around, false, e) : error_memory(e);
    free(around);
    return s;
}

/* The same package in its other form, a zip beside a folder or the other way round, was given
 * before and is older now: it goes, unless somebody else's hand was in it. */
static enum status clear_other(struct workbook *wb, const char *stick, bool zip,
    struct handover_result *r, struct error *e)
{
    struct error kept = {0};
    char *other = NULL;
    enum status s = handover_folder(wb, stick, !zip, &other, e);
    enum status gone = s == STATUS_OK ? package_remove(other, &kept) : STATUS_OK;

    if (gone == STATUS_MEMORY)
        s = error_memory(e);
    else if (gone != STATUS_OK) {
        r->other = other;
        other = NULL;
    }
    error_clear(&kept);
    free(other);
    return s;
}

enum status handover_give(struct workbook *wb, const char *stick,
    const struct export_options *options, struct handover_result *r, struct error *e)
{
    struct export_options all = *options;

    *r = (struct handover_result){0};
    if (copies_refused(wb, e))
        return STATUS_USAGE;
    all.register_it = workbook_writable(wb) && register_form(workbook_method(wb));
    enum status s = handover_folder(wb, stick, all.zip, &r->folder, e);
    if (s == STATUS_OK)
        s = make_place(stick, r->folder, e);
    if (s == STATUS_OK)
        s = export_folder(wb, r->folder, &all, &r->package, e);
    if (s == STATUS_OK)
        s = handover_read_back(r->folder, r->sums, e);
    if (s == STATUS_OK)
        s = clear_other(wb, stick, all.zip, r, e);
    r->marked = r->package.marked;
    return s == STATUS_OK && !all.register_it ? set_mark(wb, r, e) : s;
}

void handover_clear(struct handover_result *r)
{
    free(r->folder);
    free(r->unmarked);
    free(r->other);
    *r = (struct handover_result){0};
}

void handover_spoken(const char sums[65], char out[20])
{
    snprintf(out, 20, "%.4s %.4s %.4s %.4s", sums, sums + 4, sums + 8, sums + 12);
}
