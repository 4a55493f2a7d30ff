/* Undo and redo at the level of the app: what was taken back, in a sentence. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/record.h"
#include "core/store/undo.h"
#include "tui/app_state.h"

/* The record as people call it: its code, else its title, else its form's title. Caller frees.
 */
static char *record_name(struct workbook *wb, const struct form *form, const char *uid)
{
    char *name = NULL;
    struct error e = {0};

    if (record_code(wb, form, uid, &name, &e) != STATUS_OK || name == NULL || name[0] == '\0') {
        free(name);
        name = NULL;
        if (form->kind == FORM_KEYED || record_title(wb, form, uid, &name, &e) != STATUS_OK ||
            name == NULL || name[0] == '\0') {
            free(name);
            name = strdup(words_get(&form->title));
        }
    }
    error_clear(&e);
    char *cut = name != NULL ? text_cut(name, 40, draw_ascii()) : NULL;
    free(name);
    return cut;
}

/* What the action was, in words. Caller frees. */
static char *describe(struct workbook *wb, const struct undo_result *r)
{
    const struct form *form =
        r->form != NULL ? method_form(workbook_method(wb), r->form) : NULL;
    const struct field *field =
        form != NULL && r->field != NULL ? form_field(form, r->field) : NULL;
    char *name = form != NULL && r->uid != NULL ? record_name(wb, form, r->uid) : NULL;
    const char *whose = name != NULL ? name : "";
    char *said = NULL;

    if (r->kind == ACTION_DELETE && form != NULL && form->kind == FORM_KEYED)
        said = text_format(_("emptying a row of %s"), words_get(&form->title));
    else if (r->kind == ACTION_PASTE)
        said = text_format(_("paste, %zu fields"), r->cells);
    else if (r->kind == ACTION_IMPORT)
        said = text_format(_("import, %zu fields"), r->cells);
    else if (r->kind == ACTION_DELETE)
        said = text_format(_("delete %s"), whose);
    else if (r->kind == ACTION_RESTORE)
        said = text_format(_("restore %s"), whose);
    else if (r->kind == ACTION_UNITE)
        said = strdup(_("uniting two rows"));
    else if (r->kind == ACTION_MOVE)
        said = text_format(_("move %s"), whose);
    else if (form != NULL && r->uid != NULL && form->kind == FORM_LIST &&
             !record_exists(wb, form, r->uid))
        said = text_format(_("new row of %s"), words_get(&form->title));
    else if (field == NULL)
        said = text_format(_("new row %s"), whose);
    else if (strcmp(words_get(&field->label), whose) == 0 && r->cells > 1)
        said = text_format(_("%s and %zu more"), whose, r->cells - 1);
    else if (strcmp(words_get(&field->label), whose) == 0)
        said = strdup(whose);
    else if (r->cells > 1)
        said = text_format(
            _("%s of %s and %zu more"), words_get(&field->label), whose, r->cells - 1);
    else
        said = text_format(_("%s of %s"), words_get(&field->label), whose);
    free(name);
    return said;
}

/* The sentence after undo or redo. */
static void tell(struct app *app, const struct undo_result *r, bool redo)
{
    if (r->mark != NULL) {
        app_message(app,
            _("Up to the mark “%s” everything stays. To go on, take it back first: Menu > "
              "Marks."),
            r->mark);
        return;
    }
    if (!r->done) {
        app_message(app, "%s",
            redo ? _("There is nothing to redo.") : _("There is nothing left to undo."));
        return;
    }
    char *what = describe(app->workbook, r);
    const char *shown = what != NULL ? what : "";
    if (r->kept > 0)
        app_message(app,
            redo ? _("Done again: %s. %zu fields stay as they are because somebody changed "
                     "them since: %s.")
                 : _("Undone: %s. %zu fields stay as they are because somebody changed them "
                     "since: %s."),
            shown, r->kept, r->kept_cell != NULL ? r->kept_cell : "");
    else
        app_message(
            app, redo ? _("Done again: %s.") : _("Undone: %s. Ctrl-Y does it again."), shown);
    free(what);
}

/* The cursor goes to the cell that changed first; where that is not to be seen (its row is
 * gone, or of another form), to the first one of a row that stays. */
static void locate(struct app *app, const struct undo_result *r)
{
    struct screen *top = app->top;
    const struct form *form =
        r->form != NULL ? method_form(workbook_method(app->workbook), r->form) : NULL;

    if (top == NULL || top->ops->locate == NULL || form == NULL)
        return;
    if (r->staying.form != NULL)
        top->ops->locate(top, r->staying.form, r->staying.uid, r->staying.field);
    if (r->staying.form == NULL || form->kind != FORM_LIST ||
        record_exists(app->workbook, form, r->uid))
        top->ops->locate(top, r->form, r->uid, r->field != NULL ? r->field : "");
}

void app_undo(struct app *app, bool redo)
{
    struct undo_result result = {0};
    struct error e = {0};
    enum status status =
        redo ? redo_last(app->workbook, &result, &e) : undo_last(app->workbook, &result, &e);

    if (status != STATUS_OK) {
        app_trouble(app, &e);
        undo_result_clear(&result);
        return;
    }
    for (struct screen *top = NULL; result.done && app->top != top;) {
        top = app->top; /* a screen whose record is gone pops itself: then the next one */
        if (top != NULL && top->ops->resume != NULL)
            top->ops->resume(top);
    }
    if (result.done)
        locate(app, &result);
    tell(app, &result, redo);
    undo_result_clear(&result);
}
