/* What must hold between the fields of a form: labels that can be told apart, columns of their
 * own, keys and bounds that make sense, texts that fit the screen. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/method/load_part.h"
#include "core/method/type.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define CORE_MOST 8 /* isian pokok that fit a form's first screen */

/* Texts of a field that must fit into a number of cells (UX.md: the reference is 80x24). */
static const struct {
    int column;
    size_t cells;
} widths[] = {{FIELD_LABEL, 26}, {FIELD_LABEL_EN, 26}, {FIELD_SHORT, 12}, {FIELD_SHORT_EN, 12},
    {FIELD_HINT, 76}, {FIELD_HINT_EN, 76}};

/* Tells texts that are wider than their place. */
static void check_widths(const struct table *t, size_t row)
{
    for (size_t i = 0; i < COUNT(widths); i++) {
        size_t width = text_width(cell(t, row, widths[i].column));
        if (width > widths[i].cells)
            cell_mistake(t, row, widths[i].column,
                _("The text in %s takes %zu places on the screen; %zu fit."),
                t->columns[widths[i].column].name, width, widths[i].cells);
    }
}

/* A word by which people may call a field: its labels and aliases. */
struct called {
    const char *folded, *text;
    const struct field *field;
    int column;
};

static int called_order(const void *a, const void *b)
{
    const struct called *x = a;
    const struct called *y = b;
    int order = strcmp(x->folded, y->folded);

    if (order == 0)
        order = (x->field->number > y->field->number) - (x->field->number < y->field->number);
    return order != 0 ? order : x->column - y->column;
}

/* Notes one word; empty ones call nothing. */
static void call(struct loader *l, struct called *all, size_t *n, const struct field *f,
    int column, const char *text)
{
    const char *folded = load_fold(l, text);

    if (folded[0] != '\0')
        all[(*n)++] = (struct called){folded, text, f, column};
}

/* Two fields of a form called the same could not be told apart in a table from outside. */
static void check_labels(struct loader *l, const struct form *form)
{
    size_t total = form->count * 2;
    size_t n = 0;

    for (size_t i = 0; i < form->count; i++)
        for (const char **a = form->fields[i].aliases; *a != NULL; a++)
            total++;
    struct called *all = arena_take(l->scratch, total + 1, sizeof *all);
    for (size_t i = 0; all != NULL && i < form->count; i++) {
        const struct field *f = &form->fields[i];
        call(l, all, &n, f, FIELD_LABEL, f->label.in[LANG_ID]);
        call(l, all, &n, f, FIELD_LABEL_EN, f->label.in[LANG_EN]);
        for (const char **a = f->aliases; *a != NULL; a++)
            call(l, all, &n, f, FIELD_ALIASES, *a);
    }
    if (n > 0)
        qsort(all, n, sizeof *all, called_order);
    for (size_t i = 1; i < n; i++) {
        const struct called *first = &all[i - 1];
        const struct called *late = &all[i];
        if (first->field == late->field || strcmp(first->folded, late->folded) != 0)
            continue;
        if (late->column == FIELD_ALIASES)
            cell_mistake(l->fields, load_field_row(l, late->field), late->column,
                _("The alias \"%s\" also means the field %s of this form."), late->text,
                first->field->name);
        else
            cell_mistake(l->fields, load_field_row(l, late->field), late->column,
                _("\"%s\" is already what the field %s of this form is called."), late->text,
                first->field->name);
    }
}

/* A column that a field makes in the table or in the CSV. */
struct made {
    const char *name;
    const struct field *field;
};

static int made_order(const void *a, const void *b)
{
    const struct made *x = a;
    const struct made *y = b;
    int order = strcmp(x->name, y->name);

    return order != 0
               ? order
               : (x->field->number > y->field->number) - (x->field->number < y->field->number);
}

/* Notes one column. */
static void make(
    struct loader *l, struct made *all, size_t *n, const struct field *f, const char *suffix)
{
    char *name = text_format("%s%s", f->name, suffix);

    l->no_memory = l->no_memory || name == NULL;
    if (name != NULL)
        all[(*n)++] = (struct made){arena_text(l->scratch, name), f};
    free(name);
}

/* No two columns of a form may have one name; references also make _kode and _judul in the CSV.
 */
static void check_columns(struct loader *l, const struct form *form)
{
    struct made *all =
        arena_take(l->scratch, form->count * (LIMIT_COLUMNS + 2) + 1, sizeof *all);
    size_t n = 0;

    for (size_t i = 0; all != NULL && i < form->count; i++) {
        const struct field *f = &form->fields[i];
        for (size_t c = 0; c < f->type->column_count; c++)
            make(l, all, &n, f, f->type->columns[c].suffix);
        if (f->type->has_target) {
            make(l, all, &n, f, "_kode");
            make(l, all, &n, f, "_judul");
        }
    }
    if (n > 0)
        qsort(all, n, sizeof *all, made_order);
    for (size_t i = 1; i < n; i++)
        if (strcmp(all[i - 1].name, all[i].name) == 0 && all[i - 1].field != all[i].field)
            cell_mistake(l->fields, load_field_row(l, all[i].field), FIELD_NAME,
                _("The column %s would be made twice: the field %s makes it too."), all[i].name,
                all[i - 1].field->name);
}

/* Types whose one short value can be part of a key. */
static bool can_be_key(const struct field *f)
{
    switch (f->type->id) {
    case TYPE_TEXT:
    case TYPE_INTEGER:
    case TYPE_YEAR:
    case TYPE_DATE:
    case TYPE_TIME:
    case TYPE_YESNO:
    case TYPE_SELECT_ONE:
    case TYPE_REF: return true;
    default: return false;
    }
}

/* Key fields and their axes. */
static void check_key(struct loader *l, const struct field *f)
{
    const struct table *t = l->fields;
    size_t row = load_field_row(l, f);

    if (f->level != LEVEL_KEY) {
        if (f->axis != AXIS_NONE)
            cell_mistake(t, row, FIELD_AXIS, _("Only a key field has an axis."));
        return;
    }
    if (f->form->kind != FORM_KEYED)
        cell_mistake(t, row, FIELD_LEVEL, _("Only a keyed form has key fields."));
    if (!can_be_key(f))
        cell_mistake(
            t, row, FIELD_TYPE, _("A field of type %s cannot be a key."), f->type->name);
    if (f->computed[0] != '\0')
        cell_mistake(t, row, FIELD_COMPUTED, _("A key field cannot be computed."));
    if (f->form->kind == FORM_KEYED && f->form->view == VIEW_GRID && f->axis == AXIS_NONE)
        cell_mistake(
            t, row, FIELD_AXIS, _("In a grid every key field has an axis: row, col or page."));
    for (size_t i = 0; f->axis != AXIS_NONE && i < f->number; i++)
        if (f->form->fields[i].axis == f->axis)
            cell_mistake(t, row, FIELD_AXIS, _("The field %s already has this axis."),
                f->form->fields[i].name);
}

/* What one row says about itself. */
static void check_field(struct loader *l, const struct field *f)
{
    const struct table *t = l->fields;
    size_t row = load_field_row(l, f);

    check_widths(t, row);
    check_key(l, f);
    if (f->level == LEVEL_COMPUTED && f->computed[0] == '\0')
        cell_mistake(
            t, row, FIELD_COMPUTED, _("A field of level computed says how it is computed."));
    if (f->has_min && f->has_max && f->min > f->max)
        cell_mistake(t, row, FIELD_MIN, _("The smallest value is larger than the largest."));
}

/* Core fields that no longer fit. */
static void check_core(struct loader *l, const struct form *form)
{
    size_t count = 0;

    for (size_t i = 0; i < form->count; i++) {
        if (form->fields[i].level != LEVEL_CORE)
            continue;
        if (++count == CORE_MOST + 1)
            cell_mistake(l->fields, load_field_row(l, &form->fields[i]), FIELD_LEVEL,
                _("The form %s has more than %d fields of level pokok."), form->name,
                CORE_MOST);
    }
}

void load_check_fields(struct loader *l)
{
    for (size_t i = 0; i < l->m->form_count; i++) {
        const struct form *form = &l->m->forms[i];
        for (size_t k = 0; k < form->count; k++)
            check_field(l, &form->fields[k]);
        check_core(l, form);
        check_labels(l, form);
        check_columns(l, form);
    }
    load_check_roles(l, FIELD_ROLE);
}

/* True when the form has a dimension of its own, or a reference leads to one that is known to:
 * one row of a list, as the codes follow them (store/code.c). Several rows may stand in several
 * dimensions, so none is waited for. */
static bool leads_to_dimension(const struct form *form)
{
    if (form_role_field(form, ROLE_DIMENSION) != NULL ||
        form_role_field(form, ROLE_SUB_DIMENSION) != NULL)
        return true;
    for (size_t k = 0; k < form->count; k++) {
        const struct field *f = &form->fields[k];
        const struct form *to =
            f->targets != NULL && f->type->id == TYPE_REF ? f->targets[0] : NULL;
        if (to != NULL && to != form && to->kind == FORM_LIST && to->dimensional)
            return true;
    }
    return false;
}

void load_dimensional(struct loader *l)
{
    bool changed = true;

    while (changed) {
        changed = false;
        for (size_t i = 0; i < l->m->form_count; i++) {
            struct form *form = &l->m->forms[i];
            if (!form->dimensional && leads_to_dimension(form))
                form->dimensional = changed = true;
        }
    }
}
