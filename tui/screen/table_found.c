/* What checks found, beside the cells of a Table. */
#include "tui/screen/table_screen.h"

/* The column that stands for the whole row: its title, else the first. */
static size_t naming_column(const struct table_screen *t)
{
    const struct field *title = t->form->kind == FORM_LIST ? form_title_field(t->form) : NULL;
    for (size_t i = 0; title && i < t->column_count; i++) {
        if (t->columns[i].field == title) {
            return i;
        }
    }
    return 0;
}

/* Whether a field has a column. */
static bool is_column(const struct table_screen *t, const struct field *field)
{
    for (size_t i = 0; field && i < t->column_count; i++) {
        if (t->columns[i].field == field) {
            return true;
        }
    }
    return false;
}

const struct finding *table_found(
    struct table_screen *t, const struct shown_row *row, size_t column)
{
    struct app *app = t->base.app;
    if (!row || column >= t->column_count || row->typed[column] || row->odd[column]) {
        return NULL;
    }
    const struct finding *found = found_at(app, t->form, row->uid, t->columns[column].field, 0);
    for (size_t i = 0; !found && column == naming_column(t); i++) {
        const struct finding *one = found_in_row(app, t->form, row->uid, i);
        if (!one) {
            break;
        }
        found = is_column(t, one->field) ? NULL : one;
    }
    return found;
}

const struct finding *table_found_here(struct table_screen *t)
{
    const struct shown_row *row =
        t->list.count > 0 ? table_shown(t, table_row_at(t, t->list.at)) : NULL;
    const struct finding *found = table_found(t, row, t->at);
    size_t naming = naming_column(t);
    bool stands = naming < t->column_count && t->columns[naming].field &&
                  t->columns[naming].field->level != LEVEL_KEY;
    return found || stands ? found : table_found(t, row, naming);
}
