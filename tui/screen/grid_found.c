/* What checks found, beside the cells of a Grid. */
#include <stdlib.h>

#include "tui/screen/grid_screen.h"

const struct finding *grid_found(struct grid_screen *s, size_t row, size_t column)
{
    if (grid_is_marked(grid_cell(s->grid, row, column))) {
        return NULL;
    }
    char *uid = grid_uid(s->grid, row, column);
    const struct finding *found =
        found_at(s->base.app, s->grid->form, uid, s->grid->columns[column].field, 0);
    free(uid);
    return found;
}

/* What is found about what a key refers to. */
static const struct finding *found_of_key(struct grid_screen *s, const struct value *key)
{
    return key->kind == VALUE_TEXT ? found_in_row(s->base.app, s->grid->form, key->text, 0)
                                   : NULL;
}

const struct finding *grid_found_here(struct grid_screen *s)
{
    if (!grid_has_cells(s) || s->above || s->edit.field) {
        return NULL;
    }
    const struct finding *found = grid_found(s, s->list.at, s->at);
    bool marked = grid_is_marked(grid_cell(s->grid, s->list.at, s->at));
    return found || marked ? found : found_of_key(s, &s->grid->rows.keys[s->list.at].value);
}

const struct finding *grid_found_on_page(struct grid_screen *s)
{
    const struct grid *g = s->grid;
    return g->page < g->pages.count ? found_of_key(s, &g->pages.keys[g->page].value) : NULL;
}
