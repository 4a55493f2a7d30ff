/* Somebody who does not know that two rows were united types a reference to the one that went,
 * or a cell under it. Wherever everybody has met, nothing leads there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/store/internal.h"
#include "core/store/rows.h"
#include "core/store/unite_part.h"
#include "tests/property/world.h"

/* Any row of a list; "" without one. */
static void some_row(struct world *w, struct copy *c, const struct form *f, char uid[64])
{
    struct rows *rows;

    uid[0] = '\0';
    if (rows_open(c->wb, f, &rows, NULL) != STATUS_OK)
        return;
    if (rows_count(rows))
        snprintf(uid, 64, "%s", rows_uid(rows, chance_below(&w->chance, rows_count(rows))));
    rows_close(rows);
}

/* A value that leads to the row, in a field that can. */
static struct value leading_to(struct world *w, const char **field)
{
    static const char *const fields[] = {"tentang", "catatan", "induk"};
    bool thing = strcmp(w->gone.form, "barang") == 0;
    size_t which = chance_below(&w->chance, thing ? 3 : 2);
    const char *places[] = {w->gone.form, w->gone.uid, ""}, *list[] = {w->gone.uid};
    char *text = NULL;

    *field = fields[which];
    if (which == 0)
        json_from_places(places, 3, &text, NULL);
    else if (which == 1)
        json_from_list(list, 1, &text, NULL);
    else
        text = strdup(w->gone.uid);
    return (struct value){.kind = text ? VALUE_TEXT : VALUE_NULL, .text = text};
}

/* Types it, in the open action. */
static enum status type_late(struct world *w, struct copy *c, const char *uid, struct error *e)
{
    const struct method *m = workbook_method(c->wb);
    const char *field;
    struct value key = {.kind = VALUE_TEXT, .text = (char *)w->gone.uid};
    struct value number = value_integer((int64_t)chance_below(&w->chance, 3));

    if (strcmp(w->gone.form, "barang") == 0 && chance_below(&w->chance, 2)) {
        char *under = keyed_uid(method_form(m, "kait"), &key);
        enum status s =
            action_set(c->wb, method_form(m, "kait"), under, "kuat", &number, NULL, e);
        free(under);
        return s;
    }
    struct value v = leading_to(w, &field);
    enum status s = action_set(c->wb, method_form(m, "barang"), uid, field, &v, NULL, e);
    value_clear(&v);
    return s;
}

bool copy_refer(struct world *w, struct copy *c)
{
    char uid[64];
    struct error e = {0};

    if (!w->gone.form || !copy_open(w, c) ||
        !model_lives(&c->model, M_LIST, w->gone.form, w->gone.uid))
        return !w->failed;
    some_row(w, c, method_form(workbook_method(c->wb), "barang"), uid);
    if (!uid[0])
        return true;
    enum status s = action_begin(c->wb, ACTION_EDIT, &e);
    if (s == STATUS_OK)
        s = type_late(w, c, uid, &e);
    s = s == STATUS_OK ? action_commit(c->wb, &e) : s;
    world_check(w, s == STATUS_OK, "%s: a late reference: %s", c->path, error_text(&e));
    error_clear(&e);
    return !w->failed && copy_learn(w, c) && copy_compare(w, c);
}

/* Whether a row that became another has no row that it leads to at last: it became one that
 * is gone otherwise. */
static bool leads(struct copy *c, const struct form *f, const char *uid)
{
    char *at = strdup(uid), *next = NULL;
    struct edit_key by;
    bool there = false, became = false;

    for (int i = 0; i < 16; i++) {
        if (unite_became(c->wb, f, at, &next, &by, NULL) != STATUS_OK || !next)
            break;
        became = true;
        free(at);
        at = next;
    }
    there = table_has_row(c->wb, f, at, &there, NULL) == STATUS_OK && there;
    free(at);
    return became && there;
}

bool copy_led(struct world *w, struct copy *c)
{
    const struct method *m = workbook_method(c->wb);
    bool fine = true;

    for (size_t i = 0; fine && i < c->model.edit_count; i++) {
        struct m_cell gone = c->model.edits[i]->cell;
        const struct form *f = method_form(m, gone.form);
        if (gone.field[0] || f->kind != FORM_LIST || !leads(c, f, gone.uid))
            continue;
        for (size_t k = 0; fine && k < c->model.edit_count; k++) {
            struct m_cell cell = c->model.edits[k]->cell;
            enum m_kind kind = world_kind(method_form(m, cell.form));
            bool lives = model_lives(&c->model, kind, cell.form, cell.uid);
            fine = world_check(w,
                !lives || (!strstr(model_content(&c->model, cell), gone.uid) &&
                              (kind != M_KEYED || !strstr(cell.uid, gone.uid))),
                "%s: %s of %s %s leads to %s, which became another", c->path, cell.field,
                cell.form, cell.uid, gone.uid);
        }
    }
    return fine;
}
