/* Findings that were put aside: rows of the engine's form of waivers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/plan/findings_part.h"
#include "core/store/action.h"

/* "FORM.FIELD", or the form alone, as it stands in the waiver. Caller frees. */
static char *place_of(const struct finding *f)
{
    return text_format("%s%s%s", f->form ? f->form->name : "", f->field ? "." : "",
        f->field ? f->field->name : "");
}

/* A column of the form of waivers. */
static const char *column(struct workbook *wb, int field)
{
    return engine_field(workbook_method(wb), ENGINE_WAIVER, field)->name;
}

/* By check, place and row. */
static int compare_keys(const struct finding *f, const char *place, const char *check,
    const char *at, const char *row)
{
    int order = strcmp(f->check->name, check);

    if (order == 0)
        order = strcmp(place, at);
    return order ? order : strcmp(f->uid, row);
}

/* A finding with its place, for the look-up. */
struct placed {
    struct finding *finding;
    char *place;
};

static int compare(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;

    return compare_keys(
        x->finding, x->place, y->finding->check->name, y->place, y->finding->uid);
}

/* Gives a reason to every finding it is for. */
static enum status give(struct placed *list, size_t count, const char *check, const char *at,
    const char *row, const char *reason, struct error *e)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_keys(list[middle].finding, list[middle].place, check, at, row) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && compare_keys(list[low].finding, list[low].place, check, at, row) == 0;
         low++) {
        free(list[low].finding->reason);
        if (!(list[low].finding->reason = strdup(reason)))
            return error_memory(e);
    }
    return STATUS_OK;
}

/* Every living waiver that has a reason, the one that was made last at the end. */
static enum status read_waivers(
    struct workbook *wb, struct placed *list, size_t count, struct error *e)
{
    struct db *db = workbook_db(wb);
    bool row = true;
    char *sql = sqlite3_mprintf("SELECT coalesce(\"%w\", ''), coalesce(\"%w\", ''),"
                                " coalesce(\"%w\", ''), \"%w\" FROM main.\"%w\""
                                " WHERE \"%w\" IS NOT NULL ORDER BY id",
        column(wb, WAIVER_CHECK), column(wb, WAIVER_FORM), column(wb, WAIVER_ROW),
        column(wb, WAIVER_REASON), engine_form(workbook_method(wb), ENGINE_WAIVER)->name,
        column(wb, WAIVER_REASON));
    sqlite3_stmt *stmt = sql ? db_prepare(db, sql, e) : NULL;
    enum status s = stmt ? STATUS_OK : sql ? db_status(e) : error_memory(e);

    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row)
        s = give(list, count, (const char *)sqlite3_column_text(stmt, 0),
            (const char *)sqlite3_column_text(stmt, 1),
            (const char *)sqlite3_column_text(stmt, 2),
            (const char *)sqlite3_column_text(stmt, 3), e);
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    return s;
}

/* Counts them, per check and in all. */
static void count_waived(struct findings *f)
{
    for (size_t i = 0; i < f->check_count; i++) {
        struct checked *c = &f->checks[i];
        for (size_t k = c->first; k < c->first + c->count; k++)
            c->waived += f->list[k].reason != NULL;
        f->waived += c->waived;
    }
}

enum status findings_mark_waived(struct workbook *wb, struct findings *f, struct error *e)
{
    struct placed *list = calloc(f->count + 1, sizeof *list);
    enum status s = list ? STATUS_OK : error_memory(e);

    for (size_t i = 0; s == STATUS_OK && i < f->count; i++) {
        list[i] = (struct placed){&f->list[i], place_of(&f->list[i])};
        if (!list[i].place)
            s = error_memory(e);
    }
    if (s == STATUS_OK) {
        qsort(list, f->count, sizeof *list, compare);
        s = read_waivers(wb, list, f->count, e);
    }
    for (size_t i = 0; list && i < f->count; i++)
        free(list[i].place);
    free(list);
    count_waived(f);
    return s;
}

/* The waivers of a finding, the last one first; db_texts_free. */
static enum status find_waivers(struct workbook *wb, const struct finding *f, const char *place,
    char ***uids, size_t *count, struct error *e)
{
    char *sql = sqlite3_mprintf("SELECT id FROM main.\"%w\" WHERE \"%w\" = ?"
                                " AND coalesce(\"%w\", '') = ? AND coalesce(\"%w\", '') = ?"
                                " ORDER BY id DESC",
        engine_form(workbook_method(wb), ENGINE_WAIVER)->name, column(wb, WAIVER_CHECK),
        column(wb, WAIVER_FORM), column(wb, WAIVER_ROW));
    enum status s = sql ? db_texts(workbook_db(wb), uids, count, e, sql, "ttt", f->check->name,
                              place, f->uid)
                        : error_memory(e);

    sqlite3_free(sql);
    return s;
}

/* Sets a cell of a waiver to a text, or leaves it empty. */
static enum status set_text(
    struct workbook *wb, const char *uid, int field, const char *text, struct error *e)
{
    struct value v = {.kind = text[0] ? VALUE_TEXT : VALUE_NULL, .text = (char *)text};

    return action_set(wb, engine_form(workbook_method(wb), ENGINE_WAIVER), uid,
        column(wb, field), &v, NULL, e);
}

/* A new waiver without its reason, in the open action. */
static enum status add_waiver(struct workbook *wb, const struct finding *f, const char *place,
    char uid[64], struct error *e)
{
    enum status s =
        action_create(wb, engine_form(workbook_method(wb), ENGINE_WAIVER), NULL, NULL, uid, e);

    if (s == STATUS_OK)
        s = set_text(wb, uid, WAIVER_CHECK, f->check->name, e);
    if (s == STATUS_OK)
        s = set_text(wb, uid, WAIVER_FORM, place, e);
    return s == STATUS_OK ? set_text(wb, uid, WAIVER_ROW, f->uid, e) : s;
}

/* Writes the reason, into the waiver there is or a new one. */
static enum status write_reason(struct workbook *wb, const struct finding *f, const char *place,
    const char *reason, struct error *e)
{
    char **uids = NULL, uid[64];
    size_t count = 0;
    enum status s = find_waivers(wb, f, place, &uids, &count, e);

    if (s == STATUS_OK && count)
        snprintf(uid, sizeof uid, "%s", uids[0]);
    else if (s == STATUS_OK)
        s = add_waiver(wb, f, place, uid, e);
    if (s == STATUS_OK)
        s = set_text(wb, uid, WAIVER_REASON, reason, e);
    db_texts_free(uids, count);
    return s;
}

/* Deletes every waiver of a finding. */
static enum status delete_all(
    struct workbook *wb, const struct finding *f, const char *place, struct error *e)
{
    char **uids = NULL;
    size_t count = 0;
    enum status s = find_waivers(wb, f, place, &uids, &count, e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        s = action_delete(wb, engine_form(workbook_method(wb), ENGINE_WAIVER), uids[i], e);
    db_texts_free(uids, count);
    return s;
}

/* One action; reason NULL: the waivers go. */
static enum status change(
    struct workbook *wb, const struct finding *f, const char *reason, struct error *e)
{
    char *place = place_of(f);
    enum status s =
        place ? action_begin(wb, reason ? ACTION_EDIT : ACTION_DELETE, e) : error_memory(e);

    if (s != STATUS_OK) {
        free(place);
        return s;
    }
    s = reason ? write_reason(wb, f, place, reason, e) : delete_all(wb, f, place, e);
    free(place);
    if (s == STATUS_OK)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}

enum status finding_waive(
    struct workbook *wb, const struct finding *finding, const char *reason, struct error *e)
{
    char *text = text_trim(reason);
    enum status s = text ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK && !text[0])
        s = error_set(e, STATUS_USAGE, _("Write why this finding may stay as it is."));
    if (s == STATUS_OK)
        s = change(wb, finding, text, e);
    free(text);
    return s;
}

enum status finding_claim(struct workbook *wb, const struct finding *finding, struct error *e)
{
    return change(wb, finding, NULL, e);
}
