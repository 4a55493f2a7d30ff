/* The inside of the preview of a block that goes into a Grid, shared by grid_paste.c (keys) and
 * grid_paste_draw.c. */
#ifndef SUSUN_TUI_SCREEN_GRID_PASTE_H
#define SUSUN_TUI_SCREEN_GRID_PASTE_H

#include "core/exchange/paste.h"
#include "core/plan/grid_paste.h"
#include "tui/screen/grid_screen.h"

/* What a line of the list is about. */
enum line_kind { LINE_HEADS, LINE_ROW, LINE_LEFT, LINE_WRITE };
struct line {
    enum line_kind kind;
    size_t at; /* of what was left, or of the writes */
};

struct preview {
    struct screen base;
    struct grid_screen *grid; /* the screen below */
    struct paste table;
    struct grid_paste plan;
    bool plain, headed; /* headings are not to be seen; some were found */
    struct value row;   /* where lines go that name no row; VALUE_NULL: nobody chose */
    struct line *lines; /* [list.count] */
    struct list list;
    int column_cells, value_cells; /* widest texts of the lines */
    char *title, *hint;
};

/* A cell in short, "! " before what is not understood. Caller frees. */
char *preview_cell(
    const struct preview *s, const struct field *field, const struct grid_cell *cell);
/* What goes nowhere, in a sentence. Caller frees. */
char *preview_left(const struct preview *s, const struct grid_left *l);
void preview_draw(struct screen *self, const struct area *area);

#endif
