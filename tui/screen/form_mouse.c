/* The mouse in a Form: a click goes to a field and stores what was typed in another, a second
 * one opens its choices, the wheel scrolls. */
#include "tui/screen/form_screen.h"
#include "tui/term/hit.h"

#define WHEEL_ROWS 3

bool form_pointed(const struct form_screen *f, const struct press *press)
{
    bool editor = f->edit.field && press->code == PRESS_CLICK &&
                  (press->owner == &f->edit.line || press->owner == &f->edit.text);
    return press_is_mouse(press) && !editor && !picker_has(&f->picker, press);
}

/* Whether a line can have the focus. */
static bool takes_focus(const struct form_screen *f, size_t line)
{
    const struct field *field = f->lines[line].field;
    bool waits = form_wants_keys(f) && !(field && field->level == LEVEL_KEY);
    return f->lines[line].kind != LINE_HEADING && !waits;
}

/* A click on a line. Which lines there are may change when the one before is stored. */
static void click(struct form_screen *f, size_t line)
{
    picker_close(&f->picker);
    if (line >= f->line_count || line == f->at || !takes_focus(f, line)) {
        return;
    }
    const struct field *field = f->lines[line].field;
    if (!form_store(f, true)) {
        return;
    }
    size_t now = form_line_of(f, field);
    if (now < f->line_count) {
        form_focus(f, now);
    }
}

/* Whether a line is seen whole. */
static bool seen(const struct form_screen *f, size_t line)
{
    const struct form_line *l = &f->lines[line];
    return l->y >= f->top && l->y + l->height <= f->top + f->height;
}

/* Moves what is seen; the focus goes along when it would be out of sight, unless something is
 * being typed there: that stays. */
static void scroll(struct form_screen *f, bool down)
{
    const struct form_line *last = &f->lines[f->line_count - 1];
    int most = last->y + last->height - f->height, before = f->top;
    f->top += down ? WHEEL_ROWS : -WHEEL_ROWS;
    f->top = f->top > most ? most : f->top;
    f->top = f->top < 0 ? 0 : f->top;
    if (seen(f, f->at)) {
        return;
    }
    if (cell_edit_changed(&f->edit)) {
        f->top = before;
        return;
    }
    for (size_t i = 0; i < f->line_count; i++) {
        size_t line = down ? i : f->line_count - 1 - i;
        if (takes_focus(f, line) && seen(f, line)) {
            int top = f->top;
            form_focus(f, line);
            f->top = top;
            return;
        }
    }
    f->top = before;
}

int form_point(struct form_screen *f, const struct press *press)
{
    bool mine = press->owner == f && press->index < f->line_count;
    switch (press->code) {
    case PRESS_CLICK:
        if (mine) {
            click(f, press->index);
        }
        return SCREEN_HANDLED;
    case PRESS_DOUBLE_CLICK:
        if (mine && press->index == f->at && f->lines[f->at].kind == LINE_FOLD) {
            return SCREEN_IGNORED;
        }
        if (mine && press->index == f->at && form_way(f, form_focused(f)) == CELL_PICK) {
            app_do(f->base.app, ACT_EDIT);
        }
        return SCREEN_HANDLED;
    default: scroll(f, press->code == PRESS_WHEEL_DOWN); return SCREEN_HANDLED;
    }
}
