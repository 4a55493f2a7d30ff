/* examples.csv: for help on a field, a good and a bad example and who knows what to write. The
 * file may be missing, and so may any cell. */
#include <stdlib.h>

#include "core/base/text.h"
#include "core/method/load_part.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define EXAMPLE_CELLS 76 /* one line of help, as a hint */

enum { EX_FORM, EX_FIELD, EX_GOOD, EX_GOOD_EN, EX_BAD, EX_BAD_EN, EX_WHO, EX_WHO_EN };
static const struct column columns[] = {
    [EX_FORM] = {"form", CELL_NAME, true},
    [EX_FIELD] = {"field", CELL_NAME, true},
    [EX_GOOD] = {"good::id", CELL_LINE, false},
    [EX_GOOD_EN] = {"good::en", CELL_LINE, false},
    [EX_BAD] = {"bad::id", CELL_LINE, false},
    [EX_BAD_EN] = {"bad::en", CELL_LINE, false},
    [EX_WHO] = {"who::id", CELL_LINE, false},
    [EX_WHO_EN] = {"who::en", CELL_LINE, false},
};

/* The field a row is about; NULL after telling why there is none. */
static struct field *field_of(struct loader *l, const struct table *t, size_t row)
{
    const char *form_name = cell(t, row, EX_FORM), *name = cell(t, row, EX_FIELD);
    struct form *form = form_name[0] != '\0' ? load_find_form(l, form_name) : NULL;
    const struct field *field = form != NULL ? form_field(form, name) : NULL;

    if (form_name[0] == '\0' || name[0] == '\0')
        return NULL; /* told while the table was read */
    if (form == NULL)
        cell_mistake(t, row, EX_FORM,
            _("The example belongs to a form %s, which is not there."), form_name);
    else if (field == NULL)
        cell_mistake(t, row, EX_FIELD, _("The form %s has no field %s."), form_name, name);
    return field != NULL ? &form->fields[field->number] : NULL;
}

/* Tells texts that are wider than a line of help. */
static void check_widths(const struct table *t, size_t row)
{
    for (int c = EX_GOOD; c <= EX_WHO_EN; c++) {
        size_t width = text_width(cell(t, row, c));
        if (width > EXAMPLE_CELLS)
            cell_mistake(t, row, c,
                _("The text in %s takes %zu places on the screen; %zu fit."), columns[c].name,
                width, (size_t)EXAMPLE_CELLS);
    }
}

/* Whether an earlier row was about the same field; tells so. */
static bool is_second(const struct table *t, size_t row, bool **seen, const struct field *f)
{
    bool *mark = &seen[f->form->number][f->number];
    bool second = *mark;

    if (second)
        cell_mistake(t, row, EX_FIELD,
            _("The field %s of the form %s has its examples already."), f->name, f->form->name);
    *mark = true;
    return second;
}

enum status load_examples(struct loader *l)
{
    struct table t;
    enum status status = table_read(&t, l, "examples.csv", columns, COUNT(columns), false);
    bool **seen = arena_take(l->scratch, l->m->form_count + 1, sizeof *seen);

    for (size_t i = 0; seen != NULL && i < l->m->form_count; i++)
        seen[i] = arena_take(l->scratch, l->m->forms[i].count + 1, sizeof **seen);
    if (status == STATUS_OK && (seen == NULL || arena_failed(l->scratch)))
        return error_memory(l->e);
    for (size_t i = 0; status == STATUS_OK && i < t.count; i++) {
        struct field *f = field_of(l, &t, i);
        check_widths(&t, i);
        if (f == NULL || is_second(&t, i, seen, f))
            continue;
        f->good = cell_words(&t, i, EX_GOOD, EX_GOOD_EN);
        f->bad = cell_words(&t, i, EX_BAD, EX_BAD_EN);
        f->who = cell_words(&t, i, EX_WHO, EX_WHO_EN);
    }
    return status;
}
