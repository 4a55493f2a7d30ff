/* Uniting two rows in a random world: nothing points to the one that went, what the survivor
 * had it keeps, one undo brings every table back as it was, redo does it again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/store/internal.h"
#include "core/store/rows.h"
#include "core/store/undo.h"
#include "core/store/unite.h"
#include "tests/property/journal_state.h"
#include "tests/property/world.h"

/* Two rows of a list whose existence nobody disputes. */
static bool some_pair(
    struct world *w, struct copy *c, const struct form *f, char keep[64], char drop[64])
{
    struct rows *rows;
    bool fine = true;

    if (rows_open(c->wb, f, &rows, NULL) != STATUS_OK)
        return false;
    if (rows_count(rows) < 2) {
        rows_close(rows);
        return false;
    }
    size_t a = chance_below(&w->chance, rows_count(rows));
    size_t b = (a + 1 + chance_below(&w->chance, rows_count(rows) - 1)) % rows_count(rows);
    snprintf(keep, 64, "%s", rows_uid(rows, a));
    snprintf(drop, 64, "%s", rows_uid(rows, b));
    for (int i = 0; i < 2; i++) {
        struct m_cell life = {m_name(f->name), m_name(i ? drop : keep), m_name("")};
        fine = fine && strcmp(model_content(&c->model, life), "i1") == 0 &&
               !model_differs(&c->model, life);
    }
    rows_close(rows);
    return fine;
}

/* Whether any cell of a living row but the one that went names its id. */
static bool is_named(struct copy *c, const char *form, const char *drop)
{
    const struct method *m = workbook_method(c->wb);

    for (size_t i = 0; i < c->model.edit_count; i++) {
        struct m_cell cell = c->model.edits[i]->cell;
        const struct form *f = method_form(m, cell.form);
        bool own = cell.form == m_name(form) && cell.uid == m_name(drop);
        if (!own && strstr(model_content(&c->model, cell), drop) &&
            model_lives(&c->model, world_kind(f), cell.form, cell.uid))
            return true;
        if (world_kind(f) == M_KEYED && strstr(cell.uid, drop) &&
            model_lives(&c->model, M_KEYED, cell.form, cell.uid))
            return true;
    }
    return false;
}

/* What the survivor had stays, but for lists, which grow, and what named the other row. */
static bool kept_its_own(struct copy *c, const struct model *before, const struct form *f,
    const char *keep, const char *drop)
{
    for (size_t i = 0; i < f->count; i++) {
        struct m_cell cell = {m_name(f->name), m_name(keep), m_name(f->fields[i].name)};
        const char *had = model_content(before, cell);
        if (strcmp(had, MODEL_EMPTY) != 0 && f->fields[i].merge != MERGE_UNION &&
            !strstr(had, drop) && had != model_content(&c->model, cell))
            return false;
    }
    return true;
}

static char *tables(struct copy *c)
{
    return state_text(db_handle(workbook_db(c->wb)), STATE_FORMS);
}

/* Undo and redo, each as one. */
static bool there_and_back(struct world *w, struct copy *c, const char *before)
{
    char *after = tables(c), *now;
    struct undo_result r = {0};
    struct error e = {0};
    bool fine = true;

    for (int redo = 0; fine && redo < 2; redo++) {
        enum status s = redo ? redo_last(c->wb, &r, &e) : undo_last(c->wb, &r, &e);
        now = tables(c);
        fine = world_check(w, s == STATUS_OK && r.done && r.kind == ACTION_UNITE && r.kept == 0,
                   "%s of a union of rows: %s, %zu kept", redo ? "redo" : "undo",
                   error_text(&e), r.kept) &&
               world_check(w, strcmp(now, redo ? after : before) == 0,
                   "%s of a union of rows leaves the tables otherwise", redo ? "redo" : "undo");
        free(now);
        undo_result_clear(&r);
        fine = fine && copy_learn(w, c) && copy_compare(w, c);
    }
    error_clear(&e);
    free(after);
    return fine;
}

bool copy_unite(struct world *w, struct copy *c)
{
    char keep[64], drop[64];
    struct unite_result r = {0};
    struct error e = {0};
    struct model before = {0};

    if (!copy_open(w, c))
        return false;
    const struct form *f =
        method_form(workbook_method(c->wb), chance_below(&w->chance, 4) ? "barang" : "nota");
    if (!some_pair(w, c, f, keep, drop))
        return true;
    char *state = tables(c);
    model_copy(&before, &c->model);
    enum status s = unite_rows(c->wb, f, keep, drop, &r, &e);
    bool fine =
        world_check(w, s == STATUS_OK, "uniting rows: %s", error_text(&e)) && copy_learn(w, c);
    fine = fine && copy_compare(w, c) &&
           world_check(w, c->model.action_count == before.action_count + 1,
               "%s: uniting made %zu actions", c->path,
               c->model.action_count - before.action_count) &&
           world_check(w,
               model_lives(&c->model, M_LIST, m_name(f->name), m_name(keep)) &&
                   !model_lives(&c->model, M_LIST, m_name(f->name), m_name(drop)),
               "%s: the wrong row went", c->path) &&
           world_check(w, !is_named(c, f->name, drop), "%s: something points to %s still",
               c->path, drop) &&
           world_check(w, kept_its_own(c, &before, f, keep, drop),
               "%s: the survivor %s lost something of its own", c->path, keep);
    w->tally.united++;
    w->gone.form = m_name(f->name);
    w->gone.uid = m_name(drop);
    fine = fine && there_and_back(w, c, state);
    unite_result_clear(&r);
    error_clear(&e);
    model_clear(&before);
    free(state);
    return fine;
}
