/* Random actions through core/store's public functions, and what the journal has to say of
 * them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/store/internal.h"
#include "core/store/record.h"
#include "core/store/rows.h"
#include "core/store/trash.h"
#include "core/store/undo.h"
#include "tests/property/typed_text.h"
#include "tests/property/world_wish.h"

/* Something people type into the field: a text of its type or, for references, mostly a row's
 * id. */
static void some_text(
    struct world *w, struct copy *c, const struct field *f, char *out, size_t size)
{
    const struct form *to = f->targets ? f->targets[0] : NULL;
    struct rows *rows;

    snprintf(out, size, "%s", typed_texts[f->type->id][chance_below(&w->chance, 6)]);
    if (!to || chance_below(&w->chance, 3) == 0 ||
        rows_open(c->wb, to, &rows, NULL) != STATUS_OK)
        return;
    const char *uid = rows_uid(rows, chance_below(&w->chance, rows_count(rows)));
    if (uid)
        snprintf(out, size, "%s", uid);
    rows_close(rows);
}

const char *content_of(const struct value *v, const char *typed)
{
    char number[40] = MODEL_EMPTY;
    char *made = NULL;
    const char *name;

    if (typed)
        made = sqlite3_mprintf("u%s", typed);
    else if (v->kind == VALUE_TEXT)
        made = sqlite3_mprintf("t%s", v->text);
    else if (v->kind == VALUE_INTEGER)
        snprintf(number, sizeof number, "i%lld", (long long)v->integer);
    else if (v->kind == VALUE_REAL)
        snprintf(number, sizeof number, "r%.17g", v->real);
    name = m_name(made ? made : number);
    sqlite3_free(made);
    return name;
}

void wish_always(struct wishes *wishes, struct m_cell cell, const char *content)
{
    struct m_change *w = NULL;

    for (size_t i = 0; i < wishes->count; i++)
        if (memcmp(&wishes->list[i].cell, &cell, sizeof cell) == 0)
            w = &wishes->list[i];
    if (!w && wishes->count < MOST_WISHES)
        w = &wishes->list[wishes->count++];
    if (w)
        *w = (struct m_change){.cell = cell, .content = content};
}

void wish(struct copy *c, struct wishes *wishes, struct m_cell cell, const char *content)
{
    bool wished = false;

    for (size_t i = 0; i < wishes->count; i++)
        wished |= memcmp(&wishes->list[i].cell, &cell, sizeof cell) == 0;
    if (wished || content != model_content(&c->model, cell) || model_differs(&c->model, cell))
        wish_always(wishes, cell, content);
}

/* A record of a form by chance: a living row, or for keyed forms any key. False when there is
 * none. */
static bool some_record(struct world *w, struct copy *c, const struct form *f, char uid[64])
{
    struct rows *rows;

    if (f->kind == FORM_KEYED && chance_below(&w->chance, 3)) {
        struct value keys[LIMIT_KEYS] = {{0}};
        char text[100];
        bool whole = true;
        for (size_t i = 0, k = 0; i < f->count; i++) {
            struct value other = {0};
            if (f->fields[i].level != LEVEL_KEY)
                continue;
            some_text(w, c, &f->fields[i], text, sizeof text);
            whole &= cell_read(c->wb, &f->fields[i], NULL, text, &keys[k++], &other, NULL) ==
                     OUTCOME_VALUE;
            value_clear(&other);
        }
        char *made = whole ? keyed_uid(f, keys) : NULL;
        if (made)
            snprintf(uid, 64, "%s", made);
        free(made);
        for (size_t i = 0; i < LIMIT_KEYS; i++)
            value_clear(&keys[i]);
        return made != NULL;
    }
    if (rows_open(c->wb, f, &rows, NULL) != STATUS_OK)
        return false;
    const char *found = rows_uid(rows, chance_below(&w->chance, rows_count(rows)));
    if (found)
        snprintf(uid, 64, "%s", found);
    rows_close(rows);
    return found != NULL;
}

/* Types something into one field of a record. */
static enum status type_into(struct world *w, struct copy *c, const struct field *f,
    const char *uid, struct wishes *wishes, struct error *e)
{
    char text[200];
    struct value v = {0}, other = {0};

    some_text(w, c, f, text, sizeof text);
    enum outcome o = cell_read(c->wb, f, uid, text, &v, &other, NULL);
    const char *typed = o == OUTCOME_ASK || o == OUTCOME_UNREAD ? text : NULL;
    if (o != OUTCOME_VALUE)
        value_clear(&v);
    enum status s = action_set(c->wb, f->form, uid, f->name, &v, typed, e);
    wish(c, wishes, (struct m_cell){m_name(f->form->name), m_name(uid), m_name(f->name)},
        content_of(&v, typed));
    value_clear(&v);
    value_clear(&other);
    return s;
}

/* A field that people type into. */
static const struct field *some_field(struct world *w, const struct form *f)
{
    const struct field *field;

    do
        field = &f->fields[chance_below(&w->chance, f->count)];
    while (field->level == LEVEL_KEY || field->level == LEVEL_COMPUTED);
    return field;
}

/* One cell anywhere; with `row`, one of that form. */
static enum status set_some_cell(struct world *w, struct copy *c, const struct form *f,
    const char *row, struct wishes *wishes, struct error *e)
{
    const struct method *m = workbook_method(c->wb);
    const struct form *to = f;
    char uid[64];

    if (row)
        snprintf(uid, sizeof uid, "%s", row);
    else /* the first form has a row always */
        do
            to = f ? f : &m->forms[chance_below(&w->chance, m->form_count)];
        while (!some_record(w, c, to, uid));
    return type_into(w, c, some_field(w, to), uid, wishes, e);
}

static const struct form *some_list(struct world *w, struct copy *c)
{
    return method_form(workbook_method(c->wb), chance_below(&w->chance, 3) ? "barang" : "nota");
}

/* Where a row stands now, as content of its urutan. */
static const char *placed_at(struct copy *c, const struct form *f, const char *uid)
{
    char *sql = sqlite3_mprintf("SELECT urutan FROM main.\"%w\" WHERE id = %Q", f->name, uid);
    sqlite3_stmt *row;
    char number[40] = MODEL_EMPTY;

    if (sqlite3_prepare_v2(db_handle(workbook_db(c->wb)), sql, -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW && sqlite3_column_type(row, 0) != SQLITE_NULL)
        snprintf(number, sizeof number, "r%.17g", sqlite3_column_double(row, 0));
    sqlite3_finalize(row);
    sqlite3_free(sql);
    return m_name(number);
}

static enum status create_row(
    struct world *w, struct copy *c, struct wishes *wishes, struct error *e)
{
    const struct form *f = some_list(w, c);
    char after[64], uid[64] = "";
    bool behind = chance_below(&w->chance, 2) && some_record(w, c, f, after);
    enum status s = action_create(c->wb, f, NULL, behind ? after : NULL, uid, e);

    wish(c, wishes, (struct m_cell){m_name(f->name), m_name(uid), m_name("")}, m_name("i1"));
    wish(c, wishes, (struct m_cell){m_name(f->name), m_name(uid), m_name("urutan")},
        placed_at(c, f, uid));
    for (size_t i = chance_below(&w->chance, 4); s == STATUS_OK && i > 0; i--)
        s = set_some_cell(w, c, f, uid, wishes, e);
    return s;
}

static enum status delete_row(
    struct world *w, struct copy *c, struct wishes *wishes, struct error *e)
{
    const struct form *f = some_list(w, c);
    char uid[64];

    if (!some_record(w, c, f, uid))
        return STATUS_OK;
    /* Also where a deletion stands already: it did not know what made the row live again. */
    wish_always(
        wishes, (struct m_cell){m_name(f->name), m_name(uid), m_name("")}, m_name("i0"));
    return action_delete(c->wb, f, uid, e);
}

const char *followed(struct world *w, struct copy *c, const struct field *f, const char *uid,
    const char *content)
{
    struct cell cell;
    const char *now = content;

    if (!f->targets || record_cell(c->wb, f->form, uid, f, &cell, NULL) != STATUS_OK)
        return content;
    if (!cell.different)
        now = content_of(&cell.value, cell.typed);
    cell_clear(&cell);
    const struct m_edit *e = NULL;
    for (size_t i = 0; now != content && !e && i < c->model.edit_count; i++) {
        const struct m_edit *d = c->model.edits[i]; /* what was named went by uniting */
        if (d->cell.field == m_name("") && strcmp(d->content, "i1") != 0 &&
            strcmp(d->action->kind, "unite") == 0 && strstr(content, d->cell.uid) &&
            !strstr(now, d->cell.uid) &&
            !model_lives(&c->model, M_LIST, d->cell.form, d->cell.uid))
            e = d;
    }
    world_check(w, now == content || e, "%s: %s.%s became %s from %s", c->path, uid, f->name,
        now, content);
    w->tally.followed += now != content;
    return now;
}

void wish_followed(struct world *w, struct copy *c, const struct form *f, const char *uid,
    struct wishes *wishes)
{
    for (size_t i = 0; i < f->count; i++) {
        struct m_cell cell = {m_name(f->name), m_name(uid), m_name(f->fields[i].name)};
        const char *was = model_content(&c->model, cell);
        const char *now =
            model_differs(&c->model, cell) ? was : followed(w, c, &f->fields[i], uid, was);
        if (now != was)
            wish_always(wishes, cell, now);
    }
}

static enum status restore_row(
    struct world *w, struct copy *c, struct wishes *wishes, struct error *e)
{
    struct trashed *list;
    size_t count;
    enum status s = trash_list(c->wb, &list, &count, e);

    if (s == STATUS_OK && count > 0) {
        const struct trashed *t = &list[chance_below(&w->chance, count)];
        wish(c, wishes, (struct m_cell){m_name(t->form->name), m_name(t->uid), m_name("")},
            m_name("i1"));
        s = action_restore(c->wb, t->form, t->uid, e);
        wish_followed(w, c, t->form, t->uid, wishes);
    }
    if (s == STATUS_OK)
        trash_free(list, count);
    return s;
}

static enum status move_row(
    struct world *w, struct copy *c, struct wishes *wishes, struct error *e)
{
    const struct form *f = some_list(w, c);
    char uid[64], before[64];

    if (!some_record(w, c, f, uid))
        return STATUS_OK;
    bool end = chance_below(&w->chance, 4) == 0 || !some_record(w, c, f, before);
    enum status s = action_move(c->wb, f, uid, end ? NULL : before, e);
    if (end || strcmp(before, uid) != 0) /* before itself is where it stands */
        wish(c, wishes, (struct m_cell){m_name(f->name), m_name(uid), m_name("urutan")},
            placed_at(c, f, uid));
    return s;
}

static enum status set_cell(
    struct world *w, struct copy *c, struct wishes *wishes, struct error *e)
{
    return set_some_cell(w, c, NULL, NULL, wishes, e);
}

/* One of a few cells that everybody writes into. */
static enum status contend(
    struct world *w, struct copy *c, struct wishes *wishes, struct error *e)
{
    static const char *const fields[] = {"warna", "warna", "warna", "catatan", "judul"};
    const struct form *f = method_form(workbook_method(c->wb), "barang");
    struct rows *rows;
    char uid[64] = "";

    if (chance_below(&w->chance, 5) == 0)
        return set_some_cell(
            w, c, method_form(workbook_method(c->wb), "rencana"), NULL, wishes, e);
    enum status s = rows_open(c->wb, f, &rows, e);
    if (s != STATUS_OK)
        return s;
    if (rows_count(rows) > 0)
        snprintf(uid, sizeof uid, "%s", rows_uid(rows, 0));
    rows_close(rows);
    return uid[0] ? type_into(w, c, form_field(f, fields[chance_below(&w->chance, 5)]), uid,
                        wishes, e)
                  : STATUS_OK;
}

static enum status paste(
    struct world *w, struct copy *c, struct wishes *wishes, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 2 + chance_below(&w->chance, 12); s == STATUS_OK && i > 0; i--)
        s = set_some_cell(w, c, NULL, NULL, wishes, e);
    return s;
}

/* Undo or redo, with what the model says it should do. */
static bool take_back(struct world *w, struct copy *c, bool again, struct wishes *wishes)
{
    const char *name = again ? "redo" : "undo";
    struct undo_result r = {0};
    struct error e = {0};
    size_t kept = 0, cells = 0;
    const struct m_action *a = model_answerable(&c->model, c->laptop, again);

    if (a)
        wishes->count = model_take_back(&c->model, a, wishes->list, MOST_WISHES, &kept);
    wishes->answers = a;
    for (size_t i = 0; i < wishes->count; i++)
        cells += !i || memcmp(&wishes->list[i].cell, &wishes->list[i - 1].cell,
                           sizeof(struct m_cell)) != 0;
    w->tally.reopened += wishes->count - cells;
    enum status s = again ? redo_last(c->wb, &r, &e) : undo_last(c->wb, &r, &e);
    world_check(w, s == STATUS_OK, "%s: %s", name, error_text(&e));
    world_check(w, r.done == (a != NULL), "%s of %s: done %d, there is %s", name, c->path,
        r.done, a ? a->kind : "nothing");
    world_check(
        w, r.cells == cells, "%s changed %zu cells, should change %zu", name, r.cells, cells);
    world_check(w, r.kept == kept, "%s kept %zu cells, should keep %zu", name, r.kept, kept);
    w->tally.undone += r.done && !again;
    w->tally.redone += r.done && again;
    w->tally.kept += r.kept;
    undo_result_clear(&r);
    error_clear(&e);
    return !w->failed;
}

static const struct {
    unsigned weight;
    enum action_kind kind;
    const char *name;
    enum status (*fill)(struct world *, struct copy *, struct wishes *, struct error *);
} acts[] = {
    {30, ACTION_EDIT, "edit", set_cell},
    {14, ACTION_EDIT, "edit", create_row},
    {8, ACTION_PASTE, "paste", paste},
    {9, ACTION_DELETE, "delete", delete_row},
    {5, ACTION_RESTORE, "restore", restore_row},
    {8, ACTION_MOVE, "move", move_row},
    {12, ACTION_EDIT, "edit", contend},
    {9, ACTION_EDIT, "edit", decide_difference},
    {8, ACTION_UNDO, "undo", NULL},
    {4, ACTION_REDO, "redo", NULL},
};
#define ACTS (sizeof acts / sizeof *acts) /* the last two are undo and redo */

/* An action of ours from begin to commit; now and then it is forgotten half-way. */
static bool act(struct world *w, struct copy *c, size_t which, struct wishes *wishes)
{
    struct error e = {0};
    bool forget = chance_below(&w->chance, 25) == 0;
    enum status s = action_begin(c->wb, acts[which].kind, &e);

    if (s == STATUS_OK)
        s = acts[which].fill(w, c, wishes, &e);
    if (s == STATUS_OK && !forget)
        s = action_commit(c->wb, &e);
    else
        action_rollback(c->wb);
    if (forget)
        wishes->count = 0;
    world_check(w, s == STATUS_OK, "%s of %s: %s", acts[which].name, c->path, error_text(&e));
    error_clear(&e);
    return !w->failed;
}

/* Chooses an act; one that has nothing to work on rarely. */
static size_t some_act(struct world *w, struct copy *c)
{
    size_t which, total = 0;
    bool idle;

    for (size_t i = 0; i < ACTS; i++)
        total += acts[i].weight;
    do {
        which = 0;
        for (size_t at = chance_below(&w->chance, total); at >= acts[which].weight; which++)
            at -= acts[which].weight;
        idle = !acts[which].fill &&
               !model_answerable(&c->model, c->laptop, acts[which].kind == ACTION_REDO);
    } while (idle && chance_below(&w->chance, 10));
    return which;
}

/* Does an act and judges what it wrote. */
static bool perform(struct world *w, struct copy *c, size_t which)
{
    struct wishes wishes = {0};
    struct model before = {0};
    bool fine = acts[which].fill ? act(w, c, which, &wishes)
                                 : take_back(w, c, acts[which].kind == ACTION_REDO, &wishes);

    w->tally.actions++;
    model_copy(&before, &c->model);
    fine = fine && copy_learn(w, c) && copy_judge(w, c, &before, &wishes, acts[which].name) &&
           copy_compare(w, c);
    model_clear(&before);
    return fine;
}

bool copy_act(struct world *w, struct copy *c)
{
    return copy_open(w, c) && perform(w, c, some_act(w, c));
}

bool copy_settle(struct world *w, struct copy *c)
{
    bool fine = copy_open(w, c);

    for (size_t n = 2 + chance_below(&w->chance, 5); fine && n > 0; n--) {
        size_t which = 0;
        bool decide = chance_below(&w->chance, 3) > 0;
        while (acts[which].fill != (decide ? decide_difference : contend))
            which++;
        fine = perform(w, c, which);
    }
    return fine;
}

bool copy_waver(struct world *w, struct copy *c)
{
    bool fine = copy_open(w, c);

    for (size_t n = 2 + chance_below(&w->chance, 5); fine && n > 0; n--)
        fine = perform(w, c, chance_below(&w->chance, 5) < 3 ? ACTS - 2 : ACTS - 1);
    return fine;
}
