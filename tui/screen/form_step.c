/* From field to field and from row to row of a Form. */
#include <stdlib.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/screen/form_screen.h"

bool form_adds_rows(const struct form_screen *f)
{
    return f->form->kind == FORM_LIST || f->form->kind == FORM_KEYED;
}

void form_go_to_row(struct form_screen *f, int step)
{
    const struct field *field = form_focused(f);
    if (f->form->kind == FORM_SINGLE || !form_store(f, true)) {
        return;
    }
    size_t at = form_position(f), count = rows_count(f->rows);
    size_t next = at == 0 && step < 0 ? count : at + (size_t)step;
    if (next == 0 || next > count || (at == 0 && step > 0)) {
        form_focus(f, f->at);
        app_message(f->base.app, "%s",
            step < 0            ? _("This is the first row.")
            : form_adds_rows(f) ? _("This is the last row. F4 begins a new one.")
                                : _("This is the last row."));
        return;
    }
    form_go(f, rows_uid(f->rows, next - 1), field);
}

void form_go_to_new(struct form_screen *f)
{
    if (!form_store(f, true)) {
        return;
    }
    if (!f->place.uid) {
        form_focus(f, form_first_line(f));
        app_message(f->base.app, "%s", _("This row is still empty: fill in one field first."));
        return;
    }
    if (f->form->kind == FORM_KEYED) {
        form_go_beside(f);
    } else {
        char *name = form_record_name(f);
        form_go(f, NULL, NULL);
        if (name && name[0]) {
            char *cut = text_cut(name, 40, draw_ascii());
            app_message(f->base.app,
                _("%s is stored. This is a new row; Esc goes back to the list."),
                cut ? cut : "");
            free(cut);
        }
        free(name);
    }
}

/* The row above: of one that is not made, the one just made, else the last. */
static const char *row_above(const struct form_screen *f)
{
    size_t at = form_position(f), count = rows_count(f->rows);
    if (at > 0) {
        return at > 1 ? rows_uid(f->rows, at - 2) : NULL;
    }
    bool begun = f->last_uid || f->place.uid;
    return begun ? f->last_uid : count > 0 ? rows_uid(f->rows, count - 1) : NULL;
}

void form_copy_above(struct form_screen *f)
{
    struct error e = {0};
    const struct field *field = form_focused(f);
    const char *above = row_above(f);
    if (!form_store(f, true)) {
        return;
    }
    enum cell_copied copied =
        above ? cell_copy(&f->place, field, above, &e) : CELL_NOTHING_ABOVE;
    if (form_read(f)) {
        form_focus(f, form_line_of(f, field));
    }
    cell_tell_copied(f->base.app, copied, &e);
}

/* On to the next key of a row being begun, or with the last one to its first field. */
static void advance_key(struct form_screen *f)
{
    size_t from = f->at;
    if (!form_store(f, true)) {
        return;
    }
    size_t next = form_next_line(f, from, 1);
    if (next != from) {
        form_focus(f, next);
        return;
    }
    for (size_t i = 0; i < f->line_count; i++) {
        const struct field *field = f->lines[i].field;
        if (field && field->level == LEVEL_KEY &&
            form_cell(f, field)->value.kind == VALUE_NULL) {
            form_focus(f, i);
            if (i != from) {
                app_message(f->base.app, _("First choose: %s."), words_get(&field->label));
            }
            return;
        }
    }
}

/* To the first field of the next row of a fixed form. */
static void go_to_next_fixed(struct form_screen *f)
{
    form_go_to_row(f, 1);
    if (!f->edit.asking) {
        form_focus(f, form_first_line(f));
        f->top = 0;
    }
}

void form_advance(struct form_screen *f, enum press_code code)
{
    if (form_wants_keys(f)) {
        advance_key(f);
        return;
    }
    bool last = form_next_line(f, f->at, 1) == f->at;
    bool text = f->edit.field && f->edit.way == CELL_TEXT;
    if (last || form_at_end(f)) {
        if (form_adds_rows(f) && (code == PRESS_ENTER || text)) {
            form_go_to_new(f);
            return;
        }
        if (f->form->kind == FORM_FIXED && form_position(f) < rows_count(f->rows)) {
            go_to_next_fixed(f);
            return;
        }
    }
    if (!form_store(f, true)) {
        return;
    }
    if (last) {
        app_message(f->base.app, "%s", _("This is the last field."));
    }
    form_focus(f, form_next_line(f, f->at, 1));
}
