/* The mouse in a Grid: a click goes to a cell and stores what was typed in another, a second
 * one opens it, the wheel scrolls while nothing is being typed. */
#include "tui/screen/grid_screen.h"
#include "tui/term/hit.h"

/* Things that are no cell of a row, as owners: the line that fills a column, and the one that
 * asks for another row. */
static const void *fill_line(const struct grid_screen *s)
{
    return &s->above;
}
static const void *new_line(const struct grid_screen *s)
{
    return &s->adding;
}

void grid_draw_hit(struct grid_screen *s, const struct area *area, int y, int x, int width,
    size_t row, size_t column)
{
    draw_hit(area, y, x, 1, width, s, row * (s->grid->column_count + 1) + column);
}

void grid_draw_fill_hit(
    struct grid_screen *s, const struct area *area, int y, int x, int width, size_t column)
{
    draw_hit(area, y, x, 1, width, fill_line(s), column);
}

void grid_draw_new_hit(struct grid_screen *s, const struct area *area, int y)
{
    draw_hit(area, y, 0, 1, area->width, new_line(s), 0);
}

bool grid_pointed(const struct grid_screen *s, const struct press *press)
{
    bool editor = s->edit.field && press->code == PRESS_CLICK &&
                  (press->owner == &s->edit.line || press->owner == &s->edit.text);
    return press_is_mouse(press) && !editor && !picker_has(&s->picker, press);
}

/* Goes to a cell, or stays in the column where the name of a row was pointed at. */
static void go(struct grid_screen *s, size_t row, size_t column)
{
    list_go(&s->list, row);
    s->at = column < s->grid->column_count ? column : s->at;
    s->above = false;
}

/* A click: the choices close, what is typed is stored, the focus goes there. A new row that is
 * being typed waits for its Enter or Esc. */
static void click(struct grid_screen *s, const struct press *press)
{
    size_t wide = s->grid->column_count + 1;
    size_t row = press->index / wide, column = press->index % wide;
    bool cell = press->owner == s;
    if (s->picker.field) {
        picker_close(&s->picker);
        s->adding = false;
    }
    bool same = cell && row == s->list.at && column == s->at && !s->above;
    if (s->adding || (s->edit.field && same) || !grid_store(s, true)) {
        return;
    }
    if (cell) {
        go(s, row, column);
    } else if (press->owner == fill_line(s)) {
        s->at = press->index < s->grid->column_count ? press->index : s->at;
        s->above = grid_can_fill(s);
    } else if (press->owner == new_line(s)) {
        app_do(s->base.app, ACT_NEW);
    }
}

int grid_point(struct grid_screen *s, const struct press *press)
{
    bool mine = press->owner == s || press->owner == fill_line(s);
    switch (press->code) {
    case PRESS_CLICK: click(s, press); break;
    case PRESS_DOUBLE_CLICK:
        if (mine && !s->edit.field && !s->picker.field) {
            grid_edit(s, false, NULL);
        }
        break;
    default:
        if (!s->edit.field) {
            s->above = false;
            list_key(&s->list, press);
        }
    }
    return SCREEN_HANDLED;
}
