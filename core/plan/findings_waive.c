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

/* One that was put aside. */
struct waiver {
    char *check, *place, *row, *reason;
};
struct waivers {
    struct waiver *list; /* by check, place and row */
    size_t count, room;
};

void waivers_free(struct waivers *w)
{
    if (!w)
        return;
    for (size_t i = 0; i < w->count; i++) {
        free(w->list[i].check);
        free(w->list[i].place);
        free(w->list[i].row);
        free(w->list[i].reason);
    }
    free(w->list);
    free(w);
}

/* By check, place and row. */
static int compare(const void *a, const void *b)
{
    const struct waiver *x = a, *y = b;
    int order = strcmp(x->check, y->check);

    if (order == 0)
        order = strcmp(x->place, y->place);
    return order ? order : strcmp(x->row, y->row);
}

/* The row the statement stands on. */
static enum status take_waiver(struct waivers *w, sqlite3_stmt *row, struct error *e)
{
    if (w->count == w->room) {
        size_t room = w->room * 2 + 16;
        struct waiver *more = realloc(w->list, room * sizeof *more);
        if (!more)
            return error_memory(e);
        w->list = more;
        w->room = room;
    }
    struct waiver *new = &w->list[w->count++];
    char **cells[] = {&new->check, &new->place, &new->row, &new->reason};
    enum status s = STATUS_OK;
    *new = (struct waiver){0};
    for (int i = 0; i < 4; i++) {
        const char *text = (const char *)sqlite3_column_text(row, i);
        if (!(*cells[i] = text ? strdup(text) : NULL))
            s = error_memory(e);
    }
    return s;
}

/* Sorts them, and keeps of equal ones the one that was made last. */
static void sort_waivers(struct waivers *w)
{
    size_t kept = 0;

    if (w->count) /* SQL gave them in this order already, equal ones the last first */
        for (size_t i = 1; i < w->count; i++) {
            struct waiver *one = &w->list[i];
            if (compare(&w->list[kept], one) != 0) {
                struct waiver *to = &w->list[++kept];
                if (to != one) {
                    *to = *one;
                    *one = (struct waiver){0};
                }
                continue;
            }
            free(one->check);
            free(one->place);
            free(one->row);
            free(one->reason);
            *one = (struct waiver){0};
        }
    w->count = w->count ? kept + 1 : 0;
}

enum status waivers_read(struct waivers **out, struct workbook *wb, struct error *e)
{
    struct db *db = workbook_db(wb);
    struct waivers *w = calloc(1, sizeof *w);
    bool row = true;

    *out = w;
    if (!w)
        return error_memory(e);
    char *sql = sqlite3_mprintf("SELECT coalesce(\"%w\", ''), coalesce(\"%w\", ''),"
                                " coalesce(\"%w\", ''), \"%w\" FROM main.\"%w\""
                                " WHERE \"%w\" IS NOT NULL ORDER BY 1, 2, 3, id DESC",
        column(wb, WAIVER_CHECK), column(wb, WAIVER_FORM), column(wb, WAIVER_ROW),
        column(wb, WAIVER_REASON), engine_form(workbook_method(wb), ENGINE_WAIVER)->name,
        column(wb, WAIVER_REASON));
    sqlite3_stmt *stmt = sql ? db_prepare(db, sql, e) : NULL;
    enum status s = stmt ? STATUS_OK : sql ? db_status(e) : error_memory(e);
    while (s == STATUS_OK && (s = db_step(db, stmt, &row, e)) == STATUS_OK && row)
        s = take_waiver(w, stmt, e);
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    if (s == STATUS_OK)
        sort_waivers(w);
    return s;
}

enum status waivers_mark(const struct waivers *w, struct finding *f, struct error *e)
{
    if (!w->count)
        return STATUS_OK;
    struct waiver wanted = {.check = (char *)f->check->name, .row = f->uid};
    if (!(wanted.place = place_of(f)))
        return error_memory(e);
    const struct waiver *found = bsearch(&wanted, w->list, w->count, sizeof *w->list, compare);
    free(wanted.place);
    if (found && !(f->reason = strdup(found->reason)))
        return error_memory(e);
    return STATUS_OK;
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
    struct waivers *w;
    enum status s = waivers_read(&w, wb, e);

    for (size_t i = 0; s == STATUS_OK && i < f->count; i++)
        s = waivers_mark(w, &f->list[i], e);
    waivers_free(w);
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
