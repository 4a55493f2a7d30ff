/* The mouse in a Table: a click goes to a cell and stores what was typed in another, a second
 * one opens the row, the wheel scrolls while nothing is being typed. */
#include <stdlib.h>
#include <string.h>

#include "tui/screen/table.h"
#include "tui/screen/table_screen.h"
#include "tui/term/hit.h"

void table_draw_hit(struct table_screen *t, const struct area *area, int y, int x, int width,
    size_t line, size_t column)
{
    draw_hit(area, y, x, 1, width, t, line * (t->column_count + 1) + column);
}

bool table_pointed(const struct table_screen *t, const struct press *press)
{
    bool editor = t->edit.field && press->code == PRESS_CLICK &&
                  (press->owner == &t->edit.line || press->owner == &t->edit.text);
    return press_is_mouse(press) && !editor && !picker_has(&t->picker, press);
}

/* Stands on a cell of a line; the rows are read anew when something was stored. */
static void go(struct table_screen *t, size_t line, size_t column)
{
    const struct field *field = column < t->column_count ? t->columns[column].field : NULL;
    bool stands = field && field->level != LEVEL_KEY;
    if (!t->edit.field) {
        list_go(&t->list, line);
        t->at = stands ? column : t->at;
        return;
    }
    const char *uid = rows_uid(t->rows, table_row_at(t, line));
    char *own = uid ? strdup(uid) : NULL;
    if (table_store(t, true)) {
        field = stands ? field : table_field(t);
        table_stand(&t->base, own, field ? field->name : NULL);
        table_reload(t);
    }
    free(own);
}

/* A click on a cell. */
static int click(struct table_screen *t, size_t line, size_t column)
{
    picker_close(&t->picker);
    if (t->moving) {
        list_go(&t->list, line);
    } else if (!t->edit.field || line != t->list.at || column != t->at) {
        go(t, line, column);
    }
    return SCREEN_HANDLED;
}

int table_point(struct table_screen *t, const struct press *press)
{
    size_t wide = t->column_count + 1;
    bool mine = press->owner == t;
    switch (press->code) {
    case PRESS_CLICK:
        return mine ? click(t, press->index / wide, press->index % wide) : SCREEN_HANDLED;
    case PRESS_DOUBLE_CLICK: return mine && !t->edit.field ? SCREEN_IGNORED : SCREEN_HANDLED;
    default:
        if (!t->edit.field && !t->moving) {
            list_key(&t->list, press);
        }
        return SCREEN_HANDLED;
    }
}
