/* forms.csv: what kind of tables the method has. */
#include <string.h>

#include "core/base/text.h"
#include "core/method/load_part.h"
#include "core/method/type.h"

enum {
    FORM_NAME,
    FORM_KIND,
    FORM_VIEW,
    FORM_PREFIX,
    FORM_ROWS,
    FORM_STAGE,
    FORM_TITLE,
    FORM_TITLE_EN,
    FORM_MERGE,
    FORM_SCOPE,
    FORM_ROLE,
    FORM_NOTE,
    FORM_RETIRED
};
static const struct column form_columns[] = {
    {"form", CELL_NAME, true},
    {"kind", CELL_LINE, true},
    {"view", CELL_LINE, false},
    {"prefix", CELL_LINE, false},
    {"rows", CELL_NAME, false},
    {"stage", CELL_NAME, true},
    {"title::id", CELL_LINE, true},
    {"title::en", CELL_LINE, false},
    {"merge", CELL_LINE, false},
    {"scope", CELL_NAME, false},
    {"role", CELL_LINE, false},
    {"note", CELL_FREE, false},
    {"retired", CELL_LINE, false},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define PREFIX_CELLS 6 /* of the letters beside a placeholder: a code is said aloud */

static const char *const kinds[] = {"single", "list", "fixed", "keyed"};
static const char *const views[] = {
    "form", "table", "grid", "quadrants", "board", "roadmap", "schedule"};
static const char *const roles[] = {
    "", "group", "meeting", "decision", "parking", "task", "comment", "package", "sheet"};
const char *const load_merge_words[MERGE_WORDS] = {"ask", "later", "union"};

/* How a form looks that does not say it. */
static const enum view usual_view[] = {
    [FORM_SINGLE] = VIEW_FORM,
    [FORM_LIST] = VIEW_TABLE,
    [FORM_FIXED] = VIEW_TABLE,
    [FORM_KEYED] = VIEW_GRID,
};

/* Tables of the engine, of its queries and of the format: no form may be called so. */
static const char *const reserved[] = {"id", "kode", "kode_lama", "urutan", "kode_wilayah",
    "tonggak", "pengecualian", "langkah", "meta", "session", "action", "record", "edit",
    "replaces", "saw", "head", "unread", "draft", "method_version", "method_file", "choice",
    "plan", "today", "finding"};

struct form *load_find_form(struct loader *l, const char *name)
{
    return (struct form *)method_form(l->m, name);
}

/* A name that is taken by the engine or by an earlier form. */
static void check_name(struct loader *l, size_t row)
{
    const char *name = cell(l->forms, row, FORM_NAME);
    bool taken = strncmp(name, "sqlite_", strlen("sqlite_")) == 0;

    for (size_t i = 0; i < COUNT(reserved); i++)
        taken = taken || strcmp(name, reserved[i]) == 0;
    if (taken)
        cell_mistake(l->forms, row, FORM_NAME,
            _("The name %s belongs to the program; call the form something else."), name);
}

/* The view the row asks for; a grid and a keyed form belong together. */
static enum view view_of(struct loader *l, size_t row, enum form_kind kind)
{
    enum view view = (enum view)cell_word(
        l->forms, row, FORM_VIEW, views, COUNT(views), (int)usual_view[kind]);

    if (kind == FORM_KEYED && view != VIEW_GRID && view != VIEW_TABLE)
        cell_mistake(l->forms, row, FORM_VIEW, _("A keyed form is shown as grid or table."));
    if (kind != FORM_KEYED && view == VIEW_GRID)
        cell_mistake(l->forms, row, FORM_VIEW, _("Only a keyed form can be shown as a grid."));
    return view;
}

/* One role has one form, or nobody could say which is meant. */
static enum form_role role_of(struct loader *l, size_t row)
{
    enum form_role role =
        (enum form_role)cell_word(l->forms, row, FORM_ROLE, roles, COUNT(roles), 0);
    const struct form *first = role == FORM_ROLE_NONE ? NULL : method_form_of_role(l->m, role);

    if (first != NULL)
        cell_mistake(l->forms, row, FORM_ROLE, _("The form %s already has the role %s."),
            first->name, roles[role]);
    return role;
}

/* A form's merge policy, for those of its fields that name none. */
static enum merge_policy merge_of(struct loader *l, size_t row)
{
    enum merge_policy merge = (enum merge_policy)cell_word(
        l->forms, row, FORM_MERGE, load_merge_words, MERGE_WORDS, MERGE_ASK);

    if (merge != MERGE_UNION)
        return merge;
    cell_mistake(l->forms, row, FORM_MERGE,
        _("Union is for single fields with several values, not for a whole form."));
    return MERGE_ASK;
}

/* Reads one row into the next form. */
static void take_form(struct loader *l, size_t row)
{
    struct table *t = l->forms;
    const char *stage = cell(t, row, FORM_STAGE);
    const char *name = cell(t, row, FORM_NAME);

    if (name[0] != '\0' && load_find_form(l, name) != NULL) {
        cell_mistake(t, row, FORM_NAME, _("There is already a form %s."), name);
        return;
    }
    check_name(l, row);
    struct form *f = &l->m->forms[l->m->form_count];
    *f = (struct form){.name = name, .number = l->m->form_count};
    l->form_rows[f->number] = row;
    f->kind = (enum form_kind)cell_word(t, row, FORM_KIND, kinds, COUNT(kinds), FORM_LIST);
    f->view = view_of(l, row, f->kind);
    f->prefix = cell(t, row, FORM_PREFIX);
    f->stage = load_find_stage(l, stage);
    f->title = cell_words(t, row, FORM_TITLE, FORM_TITLE_EN);
    f->merge = merge_of(l, row);
    f->role = role_of(l, row);
    f->retired = cell_flag(t, row, FORM_RETIRED);
    if (stage[0] != '\0' && f->stage == NULL)
        cell_mistake(t, row, FORM_STAGE,
            _("The form belongs to a stage %s, which is not there."), stage);
    l->m->form_count++;
}

enum status load_forms(struct loader *l)
{
    enum status status =
        table_read(l->forms, l, "forms.csv", form_columns, COUNT(form_columns), true);
    struct table *t = l->forms;

    l->m->forms = arena_take(l->arena, t->count + ENGINE_FORM_ROOM, sizeof *l->m->forms);
    l->form_rows = arena_take(l->scratch, t->count + 1, sizeof *l->form_rows);
    if (status != STATUS_OK || l->m->forms == NULL || l->form_rows == NULL)
        return status != STATUS_OK ? status : error_memory(l->e);
    if (t->headed && t->count == 0)
        load_mistake(l, t->file, 0, 0, _("The method has no form."));
    for (size_t i = 0; i < t->count; i++)
        take_form(l, i);
    return STATUS_OK;
}

/* The field between the braces of a prefix, checked. */
static void check_placeholder(const struct table *t, size_t row, const struct form *f)
{
    const char *open = strchr(f->prefix, '{');
    const char *close = strchr(f->prefix, '}');

    if (open == NULL && close == NULL)
        return;
    size_t size =
        open == NULL || close == NULL || close < open ? 0 : (size_t)(close - open - 1);
    if (size == 0 || strchr(close + 1, '{') != NULL || strchr(close + 1, '}') != NULL) {
        cell_mistake(t, row, FORM_PREFIX, _("A prefix names at most one field: {field}."));
        return;
    }
    for (size_t i = 0; i < f->count; i++) {
        const struct field *field = &f->fields[i];
        if (strlen(field->name) != size || strncmp(field->name, open + 1, size) != 0)
            continue;
        if (field->type->id != TYPE_TEXT && field->type->id != TYPE_SELECT_ONE)
            cell_mistake(t, row, FORM_PREFIX,
                _("The prefix uses the field %s, which is neither text nor select_one."),
                field->name);
        return;
    }
    cell_mistake(t, row, FORM_PREFIX,
        _("The prefix uses a field %.*s, which the form has not."), (int)size, open + 1);
}

/* What may stand before a number in a code. */
static void check_prefix(struct loader *l, size_t row, const struct form *f)
{
    const struct table *t = l->forms;
    const char *open = strchr(f->prefix, '{');
    size_t letters = strspn(f->prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    if (f->prefix[0] == '\0')
        return;
    if (f->kind != FORM_LIST) {
        cell_mistake(t, row, FORM_PREFIX, _("Only the rows of a list form have codes."));
        return;
    }
    if (letters > PREFIX_CELLS || (f->prefix[letters] != '\0' && f->prefix[letters] != '{') ||
        (f->prefix[0] >= '0' && f->prefix[0] <= '9'))
        cell_mistake(t, row, FORM_PREFIX,
            _("A prefix is at most six capital letters and digits, a letter first."));
    check_placeholder(t, row, f);
    for (size_t i = 0; open == NULL && i < l->m->form_count && &l->m->forms[i] != f; i++)
        if (strcmp(l->m->forms[i].prefix, f->prefix) == 0)
            cell_mistake(t, row, FORM_PREFIX, _("The form %s already has the prefix %s."),
                l->m->forms[i].name, f->prefix);
}

/* The list whose choices are the rows of a fixed form. */
static void take_rows(struct loader *l, size_t row, struct form *f)
{
    const struct table *t = l->forms;
    const char *rows = cell(t, row, FORM_ROWS);

    if (f->kind != FORM_FIXED) {
        if (rows[0] != '\0')
            cell_mistake(t, row, FORM_ROWS, _("Only a fixed form takes its rows from a list."));
        return;
    }
    if (rows[0] == '\0') {
        cell_mistake(t, row, FORM_ROWS, _("A fixed form names the list that gives its rows."));
        return;
    }
    f->rows = method_list(l->m, rows);
    if (f->rows == NULL)
        cell_mistake(
            t, row, FORM_ROWS, _("The rows come from a list %s, which is not there."), rows);
}

/* Key fields: some for a keyed form, none elsewhere. */
static void check_keys(struct loader *l, size_t row, const struct form *f)
{
    if (f->kind == FORM_KEYED && f->key_count == 0)
        cell_mistake(l->forms, row, FORM_KIND, _("A keyed form needs a field of level key."));
    if (f->key_count > LIMIT_KEYS)
        cell_mistake(l->forms, row, FORM_NAME, _("The form %s has more than %d key fields."),
            f->name, LIMIT_KEYS);
}

void load_forms_end(struct loader *l)
{
    const struct table *t = l->forms;

    for (size_t i = 0; i < l->m->form_count; i++) {
        struct form *f = &l->m->forms[i];
        size_t row = l->form_rows[i];
        const char *scope = cell(t, row, FORM_SCOPE);
        take_rows(l, row, f);
        check_prefix(l, row, f);
        check_keys(l, row, f);
        if (f->count == 0)
            cell_mistake(t, row, FORM_NAME, _("The form %s has no field."), f->name);
        f->scope = scope[0] == '\0' ? NULL : form_field(f, scope);
        if (scope[0] != '\0' && f->scope == NULL)
            cell_mistake(t, row, FORM_SCOPE,
                _("The scope is a field %s, which the form has not."), scope);
    }
}
