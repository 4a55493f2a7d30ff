#include "tests/fault/workload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/store/action.h"
#include "core/store/draft.h"
#include "core/store/rows.h"
#include "core/store/undo.h"
#include "tests/property/sample_method.h"

const struct person workload_person = {.author = "Bappeda", .program = "susun test"};

enum status workload_new(const char *path, struct error *e)
{
    struct source s;
    enum status status = sample_method(&s, e);

    if (status == STATUS_OK)
        status = workbook_new(path, &s, "73.22", 2026, 10, &workload_person, e);
    source_free(&s);
    return status;
}

static const struct form *form_of(struct workbook *wb, const char *name)
{
    const struct form *f = method_form(workbook_method(wb), name);

    if (!f)
        abort();
    return f;
}

/* A living row of a form by chance; "" when it has none. */
static enum status some_row(
    struct workload *w, struct workbook *wb, const char *name, char uid[64], struct error *e)
{
    struct rows *rows;
    enum status s = rows_open(wb, form_of(wb, name), &rows, e);

    uid[0] = '\0';
    if (s != STATUS_OK)
        return s;
    const char *found = rows_uid(rows, chance_below(&w->chance, rows_count(rows)));
    if (found)
        snprintf(uid, 64, "%s", found);
    rows_close(rows);
    return STATUS_OK;
}

static enum status set_text(struct workbook *wb, const char *form, const char *uid,
    const char *field, const char *text, struct error *e)
{
    char *copy = strdup(text);
    if (!copy)
        return error_memory(e);
    struct value v = value_text_own(copy);
    enum status s = action_set(wb, form_of(wb, form), uid, field, &v, NULL, e);

    value_clear(&v);
    return s;
}

static enum status set_integer(struct workbook *wb, const char *form, const char *uid,
    const char *field, int64_t n, struct error *e)
{
    struct value v = value_integer(n);

    return action_set(wb, form_of(wb, form), uid, field, &v, NULL, e);
}

/* Text that differs each time, long enough to need overflow pages when asked. */
static void some_text(struct workload *w, char *out, size_t size)
{
    for (size_t i = 0; i + 1 < size; i++)
        out[i] = i % 7 == 6 ? ' ' : (char)('a' + chance_below(&w->chance, 26));
    out[size - 1] = '\0';
}

/* What the steps of a round do inside their action. */

static enum status add_row(struct workload *w, struct workbook *wb, struct error *e)
{
    static const char *const aspects[] = {"AIR", "UDR", "TNH"};
    char uid[64], text[30];

    some_text(w, text, sizeof text);
    enum status s = action_create(wb, form_of(wb, "barang"), NULL, NULL, uid, e);
    if (s == STATUS_OK)
        s = set_text(wb, "barang", uid, "judul", text, e);
    if (s == STATUS_OK)
        s = set_text(wb, "barang", uid, "aspek", aspects[chance_below(&w->chance, 3)], e);
    return s;
}

static enum status add_note(struct workload *w, struct workbook *wb, struct error *e)
{
    char uid[64], text[60];

    some_text(w, text, sizeof text);
    enum status s = action_create(wb, form_of(wb, "nota"), NULL, NULL, uid, e);
    return s == STATUS_OK ? set_text(wb, "nota", uid, "nama", text, e) : s;
}

static enum status write_plan(struct workload *w, struct workbook *wb, struct error *e)
{
    char text[200];

    some_text(w, text, sizeof text);
    return set_text(wb, "rencana", "rencana", "uraian", text, e);
}

static enum status write_long(struct workload *w, struct workbook *wb, struct error *e)
{
    char text[9000];

    some_text(w, text, sizeof text);
    return set_text(wb, "bidang", "UDR", "arah", text, e);
}

static enum status change_number(struct workload *w, struct workbook *wb, struct error *e)
{
    char uid[64];

    enum status s = some_row(w, wb, "barang", uid, e);
    return s == STATUS_OK && uid[0] ? set_integer(wb, "barang", uid, "biaya",
                                          (int64_t)chance_below(&w->chance, 1000000), e)
                                    : s;
}

static enum status paste(struct workload *w, struct workbook *wb, struct error *e)
{
    enum status s = STATUS_OK;
    char uid[64], text[40];

    for (int i = 0; s == STATUS_OK && i < 6; i++) {
        s = some_row(w, wb, "barang", uid, e);
        if (s != STATUS_OK || !uid[0])
            break;
        some_text(w, text, sizeof text);
        s = set_text(wb, "barang", uid, "judul", text, e);
        if (s == STATUS_OK)
            s = set_integer(
                wb, "barang", uid, "jumlah", (int64_t)chance_below(&w->chance, 500), e);
    }
    return s;
}

static enum status write_keyed(struct workload *w, struct workbook *wb, struct error *e)
{
    char *aspect = strdup("AIR");
    if (!aspect)
        return error_memory(e);
    struct value keys[2] = {
        value_text_own(aspect), value_integer(2026 + (int64_t)chance_below(&w->chance, 4))};
    char *uid = keyed_uid(form_of(wb, "isi"), keys);
    enum status s =
        uid ? set_integer(wb, "isi", uid, "nilai", (int64_t)chance_below(&w->chance, 100), e)
            : error_memory(e);

    value_clear(&keys[0]);
    free(uid);
    return s;
}

static enum status remove_row(struct workload *w, struct workbook *wb, struct error *e)
{
    char uid[64];

    enum status s = some_row(w, wb, "nota", uid, e);
    return s == STATUS_OK && uid[0] ? action_delete(wb, form_of(wb, "nota"), uid, e) : s;
}

static enum status move_row(struct workload *w, struct workbook *wb, struct error *e)
{
    char uid[64];

    enum status s = some_row(w, wb, "barang", uid, e);
    return s == STATUS_OK && uid[0] ? action_move(wb, form_of(wb, "barang"), uid, NULL, e) : s;
}

/* And the steps that are no action of ours. */

static enum status take_back(struct workbook *wb, bool again, struct error *e)
{
    struct undo_result result = {0};
    enum status s = again ? redo_last(wb, &result, e) : undo_last(wb, &result, e);

    undo_result_clear(&result);
    return s;
}

static enum status keep_draft(struct workload *w, struct workbook *wb, struct error *e)
{
    char text[3000];

    some_text(w, text, sizeof text);
    return draft_keep(wb, form_of(wb, "rencana"), "rencana", "uraian", text, e);
}

enum status workload_step(struct workload *w, struct workbook *wb, struct error *e)
{
    static const struct {
        enum action_kind kind;
        enum status (*fill)(struct workload *, struct workbook *, struct error *);
    } steps[WORKLOAD_ROUND] = {
        {ACTION_EDIT, add_row}, {ACTION_EDIT, add_note}, {ACTION_EDIT, change_number},
        {ACTION_PASTE, paste}, {ACTION_EDIT, write_plan}, {ACTION_UNDO, NULL},
        {ACTION_REDO, NULL}, {ACTION_EDIT, write_keyed}, {ACTION_EDIT, write_long},
        {ACTION_DELETE, remove_row}, {ACTION_MOVE, move_row}, {ACTION_NEW, NULL}, /* a draft */
    };
    size_t at = w->step++ % WORKLOAD_ROUND;

    if (!steps[at].fill && steps[at].kind == ACTION_NEW)
        return keep_draft(w, wb, e);
    if (!steps[at].fill)
        return take_back(wb, steps[at].kind == ACTION_REDO, e);
    enum status s = action_begin(wb, steps[at].kind, e);
    if (s != STATUS_OK)
        return s;
    s = steps[at].fill(w, wb, e);
    if (s != STATUS_OK) {
        action_rollback(wb);
        return s;
    }
    if (w->before_commit)
        w->before_commit(w->context, wb);
    return action_commit(wb, e);
}
