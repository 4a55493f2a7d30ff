/* The door to a form: which screens show it. */
#include <string.h>

#include "core/base/message.h"
#include "core/plan/grid.h"
#include "core/store/record.h"
#include "tui/screen/form.h"
#include "tui/screen/grid.h"
#include "tui/screen/open.h"
#include "tui/screen/table.h"

/* Whether the rows are seen together first. */
static bool begins_with_table(const struct form *form)
{
    return form->kind == FORM_LIST || form->kind == FORM_KEYED ||
           (form->kind == FORM_FIXED && form->view != VIEW_FORM);
}

/* The row to stand on: one that is there, or a new one (the empty id) with a draft. */
static const char *row_to_open(
    struct app *app, const struct form *form, const struct place *place)
{
    if (!place || !place->uid) {
        return NULL;
    }
    if (!place->uid[0]) {
        return place->draft ? place->uid : NULL;
    }
    return record_exists(app_workbook(app), form, place->uid) ? place->uid : NULL;
}

/* A keyed form page by page. */
static enum status open_grid(
    struct app *app, const struct form *form, const struct place *place, struct error *e)
{
    struct screen *grid = grid_screen_new(app, form, place, e);
    if (!grid) {
        return e->status;
    }
    app_push(app, grid);
    return STATUS_OK;
}

enum status screen_open_form(
    struct app *app, const struct form *form, const struct place *place, struct error *e)
{
    if (grid_is(form)) {
        return open_grid(app, form, place, e);
    }
    const struct field *field = place && place->field ? form_field(form, place->field) : NULL;
    const char *draft = place ? place->draft : NULL;
    const char *uid = row_to_open(app, form, place);
    struct screen *table = NULL, *above = NULL;
    if (begins_with_table(form)) {
        table = table_screen_new(app, form, field, e);
        if (!table) {
            return e->status;
        }
    }
    if (uid || !table) {
        above = form_screen_new(app, form, uid, field, draft, e);
        if (!above) {
            if (table) {
                table->ops->free(table);
            }
            return e->status;
        }
    }
    if (table) {
        app_push(app, table);
    }
    if (above) {
        app_push(app, above);
    }
    return STATUS_OK;
}

/* A keyed form row by row, on a row. */
static enum status open_table_at(
    struct app *app, const struct form *form, const struct place *place, struct error *e)
{
    struct screen *table = table_screen_new(app, form, NULL, e);
    if (!table) {
        return e->status;
    }
    app_push(app, table);
    table->ops->locate(table, form->name, place->uid, place->field ? place->field : "");
    return STATUS_OK;
}

enum status screen_open_record(
    struct app *app, const struct form *form, const struct place *place, struct error *e)
{
    if (!row_to_open(app, form, place)) {
        return error_set(e, STATUS_MISSING, "%s", _("This row is not there any more."));
    }
    if (grid_is(form)) {
        return open_grid(app, form, place, e);
    }
    if (form->kind == FORM_KEYED) {
        return open_table_at(app, form, place, e);
    }
    const struct field *field = place->field ? form_field(form, place->field) : NULL;
    struct screen *screen = form_screen_new(app, form, place->uid, field, NULL, e);
    if (!screen) {
        return e->status;
    }
    app_push(app, screen);
    return STATUS_OK;
}
