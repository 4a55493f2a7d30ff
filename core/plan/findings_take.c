/* From the rows of a check's query to findings. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/method/type.h"
#include "core/plan/findings_part.h"
#include "core/plan/sentence.h"
#include "core/store/action.h"
#include "core/store/guard.h"
#include "core/store/record.h"

/* What a query must give, in this order (DESIGN.md 4). */
enum { COLUMN_FORM, COLUMN_ID, COLUMN_FIELD, COLUMN_A, COLUMN_B, COLUMN_C, COLUMNS };

/* The key of a keyed form that findings speak of: that of its pages, else of its rows. */
static const struct field *page_key(const struct form *form)
{
    const struct field *key = NULL;

    for (size_t i = 0; i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (f->level == LEVEL_KEY &&
            (!key || f->axis == AXIS_PAGE || (f->axis == AXIS_ROW && key->axis == AXIS_COL)))
            key = f;
    }
    return key;
}

/* The first of some forms (up to NULL) that has a row with this id; NULL: none. */
static enum status form_with(struct workbook *wb, const struct form *const *forms,
    const char *uid, const struct form **form, struct error *e)
{
    enum status s = STATUS_OK;
    bool there = false;

    *form = NULL;
    for (; s == STATUS_OK && !there && *forms; forms++) {
        s = record_there(wb, *forms, uid, &there, e);
        *form = there ? *forms : NULL;
    }
    return s;
}

/* The value of a key in the id of a cell of a grid, whether or not the cell is filled in.
 * Caller frees; NULL: it is no id of a cell, or the key is no text. */
static enum status key_in(
    const struct field *key, const char *uid, char **text, struct error *e)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    const struct form *form = key->form;
    size_t at = 0;

    *text = NULL;
    if (uid[0] != '[')
        return STATUS_OK;
    enum status s = keyed_values(form, uid, keys, NULL);
    if (s != STATUS_OK)
        return s == STATUS_MEMORY ? error_memory(e) : STATUS_OK;
    for (size_t i = 0; i < key->number; i++)
        at += form->fields[i].level == LEVEL_KEY;
    if (keys[at].kind == VALUE_TEXT) {
        *text = keys[at].text;
        keys[at] = (struct value){0};
    }
    for (size_t i = 0; i < LIMIT_KEYS; i++)
        value_clear(&keys[i]);
    return STATUS_OK;
}

/* The row a finding speaks of, and its form (NULL: a value that rows share): the method's
 * checks name a cell of a grid, and speak of the row its page is about. f->row is the
 * caller's. */
static enum status row_of(struct workbook *wb, struct finding *f, struct error *e)
{
    static const struct form *const no_forms[] = {NULL};
    const struct field *key = f->form && f->form->kind == FORM_KEYED ? page_key(f->form) : NULL;
    const struct form *const *forms = key && key->targets ? key->targets : no_forms;
    const struct form *const own[] = {f->form, NULL};
    char *page = NULL;
    enum status s = key && !f->check->engine ? key_in(key, f->uid, &page, e) : STATUS_OK;

    f->row_form = NULL;
    if (s == STATUS_OK && page)
        s = form_with(wb, forms, page, &f->row_form, e);
    if (s == STATUS_OK && f->row_form) {
        f->row = page;
        return s;
    }
    free(page);
    if (s == STATUS_OK && f->form && f->uid[0])
        s = form_with(wb, forms, f->uid, &f->row_form, e);
    /* Cells of a grid are named by their keys, a list; anything else is a value they share. */
    if (s == STATUS_OK && f->form && f->uid[0] && !f->row_form && (!key || f->uid[0] == '['))
        s = form_with(wb, own, f->uid, &f->row_form, e);
    if (s == STATUS_OK && !(f->row = strdup(f->uid)))
        s = error_memory(e);
    return s;
}

/* What a sentence is filled with. */
struct words_of {
    const char *code;
    const struct found *found;
};

/* sentence_word_fn. */
static const char *word(const void *context, const char *name, size_t size)
{
    const struct words_of *w = context;
    const char *text = size != 1        ? w->code
                       : name[0] == 'a' ? w->found->a
                       : name[0] == 'b' ? w->found->b
                                        : w->found->c;

    return text ? text : "";
}

/* The code of the finding's row, and its sentence: a row without a code is called by its title.
 */
static enum status describe(
    struct workbook *wb, struct finding *f, const struct found *found, struct error *e)
{
    struct words_of w = {NULL, found};
    char *title = NULL;
    enum status s = row_of(wb, f, e);

    if (s != STATUS_OK)
        return s;
    w.code = f->row;
    if (f->row_form)
        s = record_code(wb, f->row_form, f->row, &f->code, e);
    else if (!(f->code = strdup("")))
        s = error_memory(e);
    if (s == STATUS_OK && f->row_form && !f->code[0])
        s = record_title(wb, f->row_form, f->row, &title, e);
    if (s == STATUS_OK && f->row_form)
        w.code = title ? title : f->code;
    if (s == STATUS_OK &&
        !(f->sentence = sentence_fill(words_get(&f->check->message), word, &w)))
        s = error_memory(e);
    free(title);
    return s;
}

/* Whether a form is one of the step's. */
static bool works_on(const struct step *step, const struct form *form)
{
    for (const struct form **f = step->forms; *f; f++)
        if (*f == form)
            return true;
    return false;
}

enum status findings_add(struct checking *c, const struct found *found, struct error *e)
{
    struct findings *f = c->f;

    if (c->step && !c->check->step && !(found->form && works_on(c->step, found->form)))
        return STATUS_OK;
    if (f->count == c->room) {
        size_t room = c->room * 2 + 16;
        struct finding *more = realloc(f->list, room * sizeof *more);
        if (!more)
            return error_memory(e);
        f->list = more;
        c->room = room;
    }
    struct finding *new = &f->list[f->count++];
    *new = (struct finding){.check = c->check, .form = found->form, .field = found->field};
    new->uid = strdup(found->uid ? found->uid : "");
    if (!new->uid)
        return error_memory(e);
    return describe(c->wb, new, found, e);
}

char *findings_label(const struct field *field)
{
    char *label = strdup(words_get(&field->label));

    if (label && label[0] >= 'A' && label[0] <= 'Z' && label[1] >= 'a' && label[1] <= 'z')
        label[0] = (char)(label[0] + 'a' - 'A');
    return label;
}

/* A row of the query, kept until the query is through. */
struct kept {
    char *cells[COLUMNS];
};
struct keeper {
    struct kept *list;
    size_t count, room;
};

/* guard_row_fn. */
static enum status keep_row(void *context, sqlite3_stmt *row, struct error *e)
{
    struct keeper *k = context;

    if (k->count == FINDINGS_MOST)
        return error_set(e, STATUS_DATA, _("It finds more than %d things; that is too many."),
            FINDINGS_MOST);
    if (k->count == k->room) {
        size_t room = k->room * 2 + 16;
        struct kept *more = realloc(k->list, room * sizeof *more);
        if (!more)
            return error_memory(e);
        k->list = more;
        k->room = room;
    }
    struct kept *kept = &k->list[k->count++];
    *kept = (struct kept){{0}};
    for (int i = 0; i < COLUMNS; i++)
        if (!(kept->cells[i] = sentence_cell(row, i, "")))
            return error_memory(e);
    return STATUS_OK;
}

static void keeper_clear(struct keeper *k)
{
    for (size_t i = 0; i < k->count; i++)
        for (int column = 0; column < COLUMNS; column++)
            free(k->list[i].cells[column]);
    free(k->list);
}

/* One row as a finding; what it names must be there. */
static enum status take_row(struct checking *c, const struct kept *kept, struct error *e)
{
    const struct method *m = workbook_method(c->wb);
    const char *form = kept->cells[COLUMN_FORM], *field = kept->cells[COLUMN_FIELD];
    struct found found = {.form = form[0] ? method_form(m, form) : NULL,
        .uid = kept->cells[COLUMN_ID],
        .a = kept->cells[COLUMN_A],
        .b = kept->cells[COLUMN_B],
        .c = kept->cells[COLUMN_C]};

    if (form[0] && !found.form)
        return error_set(e, STATUS_DATA, _("There is no form %s."), form);
    if (found.form && field[0] && !(found.field = form_field(found.form, field)))
        return error_set(
            e, STATUS_DATA, _("There is no field %s in the form %s."), field, form);
    return findings_add(c, &found, e);
}

char *findings_sql(const struct check *check)
{
    /* The line break ends a comment at the end of the query. */
    return sqlite3_mprintf("WITH \"check\"(form, id, field, a, b, c) AS (%s\n)"
                           " SELECT form, id, field, a, b, c FROM \"check\"",
        check->sql);
}

enum status findings_query(struct checking *c, struct error *e)
{
    struct keeper k = {0};
    char *sql = findings_sql(c->check);
    enum status s = sql ? guard_query(c->wb, sql, keep_row, &k, e) : error_memory(e);

    for (size_t i = 0; s == STATUS_OK && i < k.count; i++)
        s = take_row(c, &k.list[i], e);
    keeper_clear(&k);
    sqlite3_free(sql);
    return s;
}
