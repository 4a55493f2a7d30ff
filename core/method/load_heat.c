/* heat.csv: what is counted of each dimension, a column of the heat map each. */
#include "core/base/text.h"
#include "core/method/load_part.h"

enum { HEAT_HEADING, HEAT_HEADING_EN, HEAT_FORM, HEAT_UNIT, HEAT_SQL };
static const struct column heat_columns[] = {
    {"heading::id", CELL_LINE, true},
    {"heading::en", CELL_LINE, false},
    {"form", CELL_NAME, true},
    {"unit", CELL_LINE, false},
    {"sql", CELL_SQL, true},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define HEADING_MOST 12 /* cells */
#define COLUMNS_MOST 40

/* A heading stands above a narrow column. */
static void check_heading(const struct table *t, size_t row, int column)
{
    size_t width = text_width(cell(t, row, column));

    if (width > HEADING_MOST)
        cell_mistake(
            t, row, column, _("The heading takes %zu places; %d fit."), width, HEADING_MOST);
}

/* The list whose rows are counted, where a person goes from the cell. */
static const struct form *take_form(struct loader *l, const struct table *t, size_t row)
{
    const char *name = cell(t, row, HEAT_FORM);
    const struct form *form = name[0] == '\0' ? NULL : load_find_form(l, name);

    if (name[0] != '\0' && form == NULL)
        cell_mistake(t, row, HEAT_FORM, _("There is no form %s."), name);
    else if (form != NULL && form->kind != FORM_LIST)
        cell_mistake(t, row, HEAT_FORM, _("Only rows of lists are counted; %s is none."), name);
    return form;
}

enum status load_heat(struct loader *l)
{
    static const char *const units[] = {"count", "money"};
    struct table t;
    enum status status =
        table_read(&t, l, "heat.csv", heat_columns, COUNT(heat_columns), false);
    struct heat_column *all = arena_take(l->arena, t.count + 1, sizeof *all);

    if (status != STATUS_OK || all == NULL)
        return status != STATUS_OK ? status : error_memory(l->e);
    if (t.count > COLUMNS_MOST)
        load_mistake(
            l, "heat.csv", 0, 0, _("A heat map has at most %d columns."), COLUMNS_MOST);
    for (size_t i = 0; i < t.count; i++) {
        check_heading(&t, i, HEAT_HEADING);
        check_heading(&t, i, HEAT_HEADING_EN);
        all[i] =
            (struct heat_column){.heading = cell_words(&t, i, HEAT_HEADING, HEAT_HEADING_EN),
                .form = take_form(l, &t, i),
                .money = cell_word(&t, i, HEAT_UNIT, units, COUNT(units), 0) == 1,
                .sql = cell(&t, i, HEAT_SQL)};
    }
    l->m->heat = all;
    l->m->heat_count = t.count;
    return STATUS_OK;
}
