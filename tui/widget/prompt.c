#include "tui/widget/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "tui/term/hit.h"
#include "tui/widget/field_view.h"

/* Which key asks the editor for what. */
static const struct {
    enum press_code code;
    enum edit_op op;
} ops[] = {
    {PRESS_LEFT, EDIT_LEFT},
    {PRESS_RIGHT, EDIT_RIGHT},
    {PRESS_CTRL_LEFT, EDIT_WORD_LEFT},
    {PRESS_CTRL_RIGHT, EDIT_WORD_RIGHT},
    {PRESS_HOME, EDIT_HOME},
    {PRESS_END, EDIT_END},
    {PRESS_BACKSPACE, EDIT_BACKSPACE},
    {PRESS_DELETE, EDIT_DELETE},
};

bool prompt_key(struct edit_line *line, const struct press *press, bool *changed)
{
    bool mine = false, other = false;

    mine = field_view_point_line(line, press);
    if (press->code == PRESS_TEXT || press->code == PRESS_PASTE) {
        const char *text = press->code == PRESS_PASTE ? press->paste : press->text;
        other = edit_line_insert(line, text, NULL) == STATUS_OK;
        mine = true;
    }
    for (size_t i = 0; i < sizeof ops / sizeof ops[0]; i++) {
        if (press->code == ops[i].code) {
            other = edit_line_do(line, ops[i].op) == EDIT_CHANGED;
            mine = true;
        }
    }
    if (changed != NULL)
        *changed = other;
    return mine;
}

void prompt_draw(
    const struct area *a, int y, int x, int width, struct edit_line *line, bool focused)
{
    if (width < 4)
        return;
    int cells = width - 2;
    struct edit_view view = edit_line_view(line, (size_t)cells);
    char *seen = strndup(edit_line_text(line) + view.start, view.bytes);
    enum style style = focused ? STYLE_EDIT : STYLE_VALUE;

    draw_text_in(a, y, x, 1, STYLE_LABEL, "[");
    draw_fill(a, y, x + 1, 1, cells, style);
    if (view.left)
        draw_sign(a, y, x + 1, style, GLYPH_MORE);
    draw_text_in(a, y, x + 1 + view.left, cells - view.left - view.right, style, seen);
    if (view.right)
        draw_sign(a, y, x + cells, style, GLYPH_MORE);
    draw_text_in(a, y, x + width - 1, 1, STYLE_LABEL, "]");
    draw_hit(a, y, x, 1, width, line, (size_t)cells);
    free(seen);
    if (focused)
        draw_cursor(a, y, x + 1 + (int)view.cursor);
}
