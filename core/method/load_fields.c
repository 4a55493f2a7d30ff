/* fields.csv: the fields of every form. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/method/load_part.h"
#include "core/method/type.h"

static const struct column field_columns[FIELD_COLUMNS] = {
    [FIELD_FORM] = {"form", CELL_NAME, true},
    [FIELD_NAME] = {"name", CELL_NAME, true},
    [FIELD_TYPE] = {"type", CELL_LINE, true},
    [FIELD_LABEL] = {"label::id", CELL_LINE, true},
    [FIELD_LABEL_EN] = {"label::en", CELL_LINE, false},
    [FIELD_SHORT] = {"short::id", CELL_LINE, false},
    [FIELD_SHORT_EN] = {"short::en", CELL_LINE, false},
    [FIELD_HINT] = {"hint::id", CELL_LINE, false},
    [FIELD_HINT_EN] = {"hint::en", CELL_LINE, false},
    [FIELD_SECTION] = {"section", CELL_LINE, false},
    [FIELD_SECTION_EN] = {"section::en", CELL_LINE, false},
    [FIELD_LEVEL] = {"level", CELL_LINE, false},
    [FIELD_REQUIRED] = {"required", CELL_LINE, false},
    [FIELD_RELEVANT] = {"relevant", CELL_SQL, false},
    [FIELD_FILTER] = {"choice_filter", CELL_NAME, false},
    [FIELD_DEFAULT] = {"default", CELL_SQL, false},
    [FIELD_MIN] = {"min", CELL_LINE, false},
    [FIELD_MAX] = {"max", CELL_LINE, false},
    [FIELD_UNIT] = {"unit", CELL_LINE, false},
    [FIELD_AXIS] = {"axis", CELL_LINE, false},
    [FIELD_MERGE] = {"merge", CELL_LINE, false},
    [FIELD_PERSONAL] = {"personal", CELL_LINE, false},
    [FIELD_ROLE] = {"role", CELL_LINE, false},
    [FIELD_ALIASES] = {"aliases", CELL_LINE, false},
    [FIELD_READONLY] = {"readonly", CELL_LINE, false},
    [FIELD_COMPUTED] = {"computed", CELL_SQL, false},
    [FIELD_RETIRED] = {"retired", CELL_LINE, false},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define SHORT_CELLS 12

static const char *const levels[] = {"pokok", "rincian", "key", "computed"};
static const char *const axes[] = {"", "row", "col", "page"};
/* Names the format gives to columns of its own. */
static const char *const reserved[] = {"id", "kode", "kode_lama", "urutan", "kode_wilayah"};

size_t load_field_row(const struct loader *l, const struct field *f)
{
    return l->field_rows[f->form->number][f->number];
}

/* The forms after "ref": "opd" or "program|quick_win"; unknown ones are mistakes. */
static void take_targets(struct loader *l, size_t row, struct field *f, const char *words)
{
    size_t count = 0;
    size_t known = 0;
    const char **names = load_parts(l, words, "|", &count);
    const struct form **targets = arena_take(l->arena, count + 1, sizeof *targets);

    if (count == 0)
        cell_mistake(l->fields, row, FIELD_TYPE,
            _("After %s stands the form it points into, such as %s form."), f->type->name,
            f->type->name);
    for (size_t i = 0; targets != NULL && i < count; i++) {
        const struct form *target = load_find_form(l, names[i]);
        if (target == NULL)
            cell_mistake(l->fields, row, FIELD_TYPE,
                _("It points into a form %s, which is not there."), names[i]);
        else
            targets[known++] = target;
    }
    f->targets = targets;
}

/* The type, with its list or its targets: "select_one LIST", "ref FORM|FORM". */
static void take_type(struct loader *l, size_t row, struct field *f)
{
    const char *text = cell(l->fields, row, FIELD_TYPE);
    size_t size = strcspn(text, " ");
    const char *rest = text + size + strspn(text + size, " ");
    const char *word = arena_text_n(l->scratch, text, size);
    const struct type *type = type_named(word);

    f->type = type != NULL ? type : type_at(TYPE_TEXT);
    if (type == NULL && word[0] != '\0')
        cell_mistake(l->fields, row, FIELD_TYPE, _("There is no type %s."), word);
    if (type == NULL)
        return;
    if (type->has_target) {
        take_targets(l, row, f, rest);
    } else if (type->has_list) {
        f->list = method_list(l->m, rest);
        if (rest[0] == '\0')
            cell_mistake(l->fields, row, FIELD_TYPE,
                _("After %s stands the list of its choices, such as %s list."), type->name,
                type->name);
        else if (f->list == NULL)
            cell_mistake(l->fields, row, FIELD_TYPE,
                _("Its choices are a list %s, which is not there."), rest);
    } else if (rest[0] != '\0') {
        cell_mistake(
            l->fields, row, FIELD_TYPE, _("Nothing stands after the type %s."), type->name);
    }
}

/* A bound: digits with a dot before decimals. */
static bool take_bound(
    struct loader *l, size_t row, int column, const struct field *f, double *x)
{
    const char *text = cell(l->fields, row, column);
    char *end = NULL;

    if (text[0] == '\0')
        return false;
    *x = strtod(text, &end);
    if (*end != '\0' || text[strspn(text, "-0123456789.")] != '\0' || !isfinite(*x) ||
        fabs(*x) > 9e15) {
        cell_mistake(l->fields, row, column,
            _("The cell %s must be a number such as 10 or 0.5."), field_columns[column].name);
        return false;
    }
    if (!f->type->numeric && f->type->id != TYPE_YEAR && f->type->id != TYPE_MEASURE) {
        cell_mistake(l->fields, row, column, _("A field of type %s has no %s."), f->type->name,
            field_columns[column].name);
        return false;
    }
    return true;
}

/* A short label that is not given is the label as far as it fits. */
static struct words short_words(struct loader *l, size_t row, const struct words *label)
{
    struct words w = cell_words(l->fields, row, FIELD_SHORT, FIELD_SHORT_EN);

    for (int lang = 0; lang < LANG_COUNT; lang++) {
        if (w.in[lang][0] != '\0' || (lang == LANG_EN && label->in[lang][0] == '\0'))
            continue;
        char *cut = text_cut(label->in[lang], SHORT_CELLS, false);
        l->no_memory = l->no_memory || cut == NULL;
        w.in[lang] = cut == NULL ? "" : arena_text(l->arena, cut);
        free(cut);
    }
    return w;
}

/* Several people's values can be united only where a field holds several. */
static enum merge_policy merge_of(struct loader *l, size_t row, const struct field *f)
{
    enum merge_policy merge = (enum merge_policy)cell_word(
        l->fields, row, FIELD_MERGE, load_merge_words, MERGE_WORDS, (int)f->form->merge);

    if (merge != MERGE_UNION || f->type->id == TYPE_SELECT_MULTIPLE ||
        f->type->id == TYPE_REF_MULTIPLE)
        return merge;
    cell_mistake(l->fields, row, FIELD_MERGE,
        _("A field of type %s holds one value; union is for several."), f->type->name);
    return MERGE_ASK;
}

/* Reads one row into a field of its form. */
static void take_field(struct loader *l, size_t row, struct field *f)
{
    struct table *t = l->fields;
    size_t count = 0;

    f->name = cell(t, row, FIELD_NAME);
    take_type(l, row, f);
    f->label = cell_words(t, row, FIELD_LABEL, FIELD_LABEL_EN);
    f->shorter = short_words(l, row, &f->label);
    f->hint = cell_words(t, row, FIELD_HINT, FIELD_HINT_EN);
    f->section = cell_words(t, row, FIELD_SECTION, FIELD_SECTION_EN);
    f->good = f->bad = f->who = (struct words){{"", ""}};
    f->level = (enum level)cell_word(t, row, FIELD_LEVEL, levels, COUNT(levels), LEVEL_DETAIL);
    f->required = cell_flag(t, row, FIELD_REQUIRED);
    f->personal = cell_flag(t, row, FIELD_PERSONAL);
    f->retired = f->form->retired || cell_flag(t, row, FIELD_RETIRED);
    f->readonly = f->retired || cell_flag(t, row, FIELD_READONLY);
    f->relevant = cell(t, row, FIELD_RELEVANT);
    f->fallback = cell(t, row, FIELD_DEFAULT);
    f->computed = cell(t, row, FIELD_COMPUTED);
    f->has_min = take_bound(l, row, FIELD_MIN, f, &f->min);
    f->has_max = take_bound(l, row, FIELD_MAX, f, &f->max);
    f->unit = cell(t, row, FIELD_UNIT);
    f->axis = (enum axis)cell_word(t, row, FIELD_AXIS, axes, COUNT(axes), AXIS_NONE);
    f->merge = merge_of(l, row, f);
    f->role = load_role(t, row, FIELD_ROLE);
    f->aliases = cell_parts(t, row, FIELD_ALIASES, "|", &count);
}

/* True when the row makes a field; tells why it does not. */
static bool is_new_name(struct loader *l, size_t row, const struct form *form)
{
    const struct table *t = l->fields;
    const char *name = cell(t, row, FIELD_NAME);

    for (size_t i = 0; i < COUNT(reserved); i++)
        if (strcmp(name, reserved[i]) == 0)
            cell_mistake(t, row, FIELD_NAME,
                _("The name %s belongs to the format; call the field something else."), name);
    if (name[0] != '\0' && form_field(form, name) != NULL) {
        cell_mistake(
            t, row, FIELD_NAME, _("The form %s already has a field %s."), form->name, name);
        return false;
    }
    if (form->count < LIMIT_FIELDS)
        return true;
    cell_mistake(t, row, FIELD_FORM, _("The form %s has more than %d fields."), form->name,
        LIMIT_FIELDS);
    return false;
}

/* Makes room for the fields of each form; a row of no form is a mistake. */
static enum status make_room(struct loader *l, struct form **owners)
{
    const struct table *t = l->fields;
    size_t *counts = arena_take(l->scratch, l->m->form_count + 1, sizeof *counts);

    l->field_rows = arena_take(l->scratch, l->m->form_count + 1, sizeof *l->field_rows);
    if (counts == NULL || l->field_rows == NULL)
        return error_memory(l->e);
    for (size_t i = 0; i < t->count; i++) {
        const char *name = cell(t, i, FIELD_FORM);
        owners[i] = name[0] == '\0' ? NULL : load_find_form(l, name);
        if (owners[i] != NULL)
            counts[owners[i]->number]++;
        else if (name[0] != '\0')
            cell_mistake(t, i, FIELD_FORM,
                _("The field belongs to a form %s, which is not there."), name);
    }
    for (size_t i = 0; i < l->m->form_count; i++) {
        l->m->forms[i].fields =
            arena_take(l->arena, counts[i] + 1, sizeof *l->m->forms[i].fields);
        l->field_rows[i] = arena_take(l->scratch, counts[i] + 1, sizeof *l->field_rows[i]);
        if (l->m->forms[i].fields == NULL || l->field_rows[i] == NULL)
            return error_memory(l->e);
    }
    return STATUS_OK;
}

/* choice_filter names another select_one of the same form. */
static void take_filter(struct loader *l, size_t row, struct field *f)
{
    const char *name = cell(l->fields, row, FIELD_FILTER);

    if (name[0] == '\0')
        return;
    const struct field *filter = form_field(f->form, name);
    if (filter == NULL)
        cell_mistake(l->fields, row, FIELD_FILTER,
            _("The choices are filtered by a field %s, which the form has not."), name);
    else if (filter == f || filter->type->id != TYPE_SELECT_ONE)
        cell_mistake(l->fields, row, FIELD_FILTER,
            _("Choices are filtered by another field of type select_one; %s is none."), name);
    else if (!f->type->has_list)
        cell_mistake(l->fields, row, FIELD_FILTER,
            _("A field of type %s has no choices to filter."), f->type->name);
    else
        f->filter = filter;
}

enum status load_fields(struct loader *l)
{
    struct table *t = l->fields;
    enum status status =
        table_read(t, l, "fields.csv", field_columns, COUNT(field_columns), true);
    struct form **owners = arena_take(l->scratch, t->count + 1, sizeof *owners);

    if (status == STATUS_OK)
        status = owners == NULL ? error_memory(l->e) : make_room(l, owners);
    for (size_t i = 0; status == STATUS_OK && i < t->count; i++) {
        struct form *form = owners[i];
        if (form == NULL || !is_new_name(l, i, form))
            continue;
        struct field *f = &form->fields[form->count];
        *f = (struct field){.form = form, .number = form->count};
        l->field_rows[form->number][f->number] = i;
        take_field(l, i, f);
        form->count++;
        form->key_count += f->level == LEVEL_KEY;
    }
    for (size_t i = 0; status == STATUS_OK && i < l->m->form_count; i++)
        for (size_t k = 0; k < l->m->forms[i].count; k++)
            take_filter(l, l->field_rows[i][k], &l->m->forms[i].fields[k]);
    return status;
}
