#include "core/method/retire.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/csv.h"
#include "core/base/message.h"
#include "core/base/text.h"

#define RETIRED "retired"
#define YES "ya"
#define LABEL_CELLS 26 /* what load_checks.c lets a label have */
#define SHORT_CELLS 12
#define TITLE_CELLS 60

/* The files that are joined. */
enum { FORMS, FIELDS, CHOICES, STEPS, STAGES, FILES };
static const char *const paths[FILES] = {
    "forms.csv", "fields.csv", "choices.csv", "steps.csv", "stages.csv"};

/* Both versions of the method as tables. */
struct pair {
    struct csv_table now[FILES], old[FILES];
    struct csv_writer *w;
};

/* A cell by the name of its column; "" where the file has no such column. */
static const char *at(const struct csv_table *t, size_t row, const char *column)
{
    return csv_table_cell(t, row, csv_table_column(t, column));
}

/* The row in which these columns hold what a row of another table holds there; t->rows when
 * there is none. `second` may be NULL. */
static size_t same(const struct csv_table *t, const struct csv_table *other, size_t row,
    const char *first, const char *second)
{
    const char *a = at(other, row, first), *b = second ? at(other, row, second) : NULL;
    size_t i = 0;

    while (i < t->rows &&
           (strcmp(at(t, i, first), a) != 0 || (second && strcmp(at(t, i, second), b) != 0)))
        i++;
    return i;
}

/* Whether a column holds a text in any row. */
static bool holds(const struct csv_table *t, const char *column, const char *text)
{
    size_t i = 0;

    while (i < t->rows && strcmp(at(t, i, column), text) != 0)
        i++;
    return i < t->rows;
}

/* What takes the place of a cell of an old row; NULL: it stays. Caller frees nothing: texts
 * that are made lie in *made. */
typedef const char *mend_fn(
    const struct pair *p, size_t row, const char *column, const char *cell, char **made);

/* "Label (lama)", cut so that it fits. */
static const char *marked(const char *cell, const char *mark, size_t cells, char **made)
{
    char *cut = cell[0] ? text_cut(cell, cells - text_width(mark), false) : NULL;

    *made = cut ? text_format("%s%s", cut, mark) : NULL;
    free(cut);
    return *made ? *made : cell;
}

/* Columns that ask for something, or that mean something to the program. */
static bool says_nothing(const char *column)
{
    static const char *const silent[] = {"required", "relevant", "choice_filter", "default",
        "role", "aliases", "computed", "merge"};

    for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++)
        if (strcmp(column, silent[i]) == 0)
            return true;
    return false;
}

/* Another field of the form is called so by now. */
static bool label_taken(const struct pair *p, size_t row, const char *column, const char *label)
{
    const struct csv_table *now = &p->now[FIELDS];
    const char *form = at(&p->old[FIELDS], row, "form");

    for (size_t i = 0; i < now->rows; i++)
        if (strcmp(at(now, i, "form"), form) == 0 && strcmp(at(now, i, column), label) == 0)
            return true;
    return false;
}

static const char *mend_field(
    const struct pair *p, size_t row, const char *column, const char *cell, char **made)
{
    const struct csv_table *old = &p->old[FIELDS];
    bool before = strcmp(at(old, row, RETIRED), YES) == 0;

    if (says_nothing(column))
        return "";
    if (strcmp(column, "readonly") == 0)
        return YES;
    if (strcmp(column, "level") == 0)
        return strcmp(cell, "pokok") == 0 ? "rincian" : cell;
    if (before && !label_taken(p, row, column, cell))
        return cell;
    if (strcmp(column, "label::id") == 0)
        return marked(cell, " (lama)", LABEL_CELLS, made);
    if (strcmp(column, "label::en") == 0)
        return marked(cell, " (old)", LABEL_CELLS, made);
    if (strcmp(column, "short::id") == 0)
        return marked(cell, " lama", SHORT_CELLS, made);
    if (strcmp(column, "short::en") == 0)
        return marked(cell, " old", SHORT_CELLS, made);
    return cell;
}

static const char *mend_form(
    const struct pair *p, size_t row, const char *column, const char *cell, char **made)
{
    const struct csv_table *stages = &p->now[STAGES];
    bool before = strcmp(at(&p->old[FORMS], row, RETIRED), YES) == 0;

    if (strcmp(column, "role") == 0)
        return "";
    if (strcmp(column, "prefix") == 0)
        return holds(&p->now[FORMS], column, cell) ? "" : cell;
    if (strcmp(column, "stage") == 0 && !holds(stages, column, cell) && stages->rows > 0)
        return at(stages, stages->rows - 1, column);
    if (!before && strcmp(column, "title::id") == 0)
        return marked(cell, " (lama)", TITLE_CELLS, made);
    if (!before && strcmp(column, "title::en") == 0)
        return marked(cell, " (old)", TITLE_CELLS, made);
    return cell;
}

static const char *mend_choice(
    const struct pair *p, size_t row, const char *column, const char *cell, char **made)
{
    (void)p, (void)row, (void)made;
    return strcmp(column, "aliases") == 0 || strcmp(column, "refused") == 0 ? "" : cell;
}

/* The header of the joined file: the new one's columns, and the mark. */
static void write_header(struct csv_writer *w, const struct csv_table *now)
{
    for (size_t i = 0; i < now->columns; i++)
        csv_cell(w, now->header[i]);
    if (csv_table_column(now, RETIRED) < 0)
        csv_cell(w, RETIRED);
    csv_end_row(w);
}

/* The rows of the new file as they are. */
static void write_now(struct csv_writer *w, const struct csv_table *now)
{
    for (size_t row = 0; row < now->rows; row++) {
        for (size_t i = 0; i < now->columns; i++)
            csv_cell(w, csv_table_cell(now, row, (int)i));
        if (csv_table_column(now, RETIRED) < 0)
            csv_cell(w, "");
        csv_end_row(w);
    }
}

/* An old row under the new columns. `column` (may be NULL) holds `instead`. */
static void write_old(const struct pair *p, int file, size_t row, mend_fn *mend,
    const char *column, const char *instead)
{
    const struct csv_table *now = &p->now[file], *old = &p->old[file];
    int mark = csv_table_column(now, RETIRED);

    for (size_t i = 0; i < now->columns; i++) {
        char *made = NULL;
        const char *name = now->header[i];
        const char *cell = (int)i == mark ? YES
                           : column && strcmp(name, column) == 0
                               ? instead
                               : mend(p, row, name, at(old, row, name), &made);
        csv_cell(p->w, cell);
        free(made);
    }
    if (mark < 0)
        csv_cell(p->w, YES);
    csv_end_row(p->w);
}

static void join_forms(const struct pair *p)
{
    for (size_t i = 0; i < p->old[FORMS].rows; i++)
        if (same(&p->now[FORMS], &p->old[FORMS], i, "form", NULL) == p->now[FORMS].rows)
            write_old(p, FORMS, i, mend_form, NULL, NULL);
}

static void join_fields(const struct pair *p)
{
    const struct csv_table *old = &p->old[FIELDS];

    for (size_t i = 0; i < old->rows; i++)
        if (strcmp(at(old, i, "level"), "computed") != 0 &&
            same(&p->now[FIELDS], old, i, "form", "name") == p->now[FIELDS].rows)
            write_old(p, FIELDS, i, mend_field, NULL, NULL);
}

/* The list of a type such as "select_one LIST"; NULL for a type without. */
static const char *list_of(const char *type)
{
    const char *space = strchr(type, ' ');

    return strncmp(type, "select_", strlen("select_")) == 0 && space ? space + 1 : NULL;
}

/* A choice of an old list goes into the list that a field takes its choices from now. */
static void carry_choices(const struct pair *p, const char *from, const char *to)
{
    const struct csv_table *now = &p->now[CHOICES], *old = &p->old[CHOICES];

    for (size_t i = 0; i < old->rows; i++) {
        bool there = strcmp(at(old, i, "list_name"), from) != 0;
        for (size_t k = 0; !there && k < now->rows; k++)
            there = strcmp(at(now, k, "list_name"), to) == 0 &&
                    strcmp(at(now, k, "name"), at(old, i, "name")) == 0;
        for (size_t k = 0; !there && k < old->rows; k++)
            there = strcmp(at(old, k, "list_name"), to) == 0 &&
                    strcmp(at(old, k, "name"), at(old, i, "name")) == 0;
        if (!there)
            write_old(p, CHOICES, i, mend_choice, "list_name", to);
    }
}

/* Whether an earlier field was moved between the same two lists. */
static bool carried(const struct pair *p, size_t end, const char *from, const char *to)
{
    const struct csv_table *now = &p->now[FIELDS], *old = &p->old[FIELDS];

    for (size_t i = 0; i < end; i++) {
        size_t row = same(now, old, i, "form", "name");
        const char *a = list_of(at(old, i, "type"));
        const char *b = row < now->rows ? list_of(at(now, row, "type")) : NULL;
        if (a && b && strcmp(a, from) == 0 && strcmp(b, to) == 0)
            return true;
    }
    return false;
}

static void join_choices(const struct pair *p)
{
    const struct csv_table *now = &p->now[FIELDS], *old = &p->old[FIELDS];

    for (size_t i = 0; i < p->old[CHOICES].rows; i++)
        if (same(&p->now[CHOICES], &p->old[CHOICES], i, "list_name", "name") ==
            p->now[CHOICES].rows)
            write_old(p, CHOICES, i, mend_choice, NULL, NULL);
    for (size_t i = 0; i < old->rows; i++) {
        size_t row = same(now, old, i, "form", "name");
        const char *from = list_of(at(old, i, "type"));
        const char *to = row < now->rows ? list_of(at(now, row, "type")) : NULL;
        if (from && to && strcmp(from, to) != 0 && !carried(p, i, from, to))
            carry_choices(p, from, to);
    }
}

/* The forms of a step, with those that stood here before and have no other place now. */
static char *step_forms(const struct pair *p, size_t row)
{
    const struct csv_table *steps = &p->now[STEPS], *before = &p->old[STEPS];
    const struct csv_table *forms = &p->old[FORMS];
    size_t there = same(before, steps, row, "step", NULL);
    char *all = strdup(at(steps, row, "forms"));

    for (size_t i = 0; all && there < before->rows && i < forms->rows; i++) {
        const char *name = at(forms, i, "form"), *listed = at(before, there, "forms");
        size_t size = strlen(name);
        bool found = false;
        for (const char *s = listed; !found && (s = strstr(s, name)) != NULL; s += size)
            found = (s == listed || strchr(" |", s[-1])) && (!s[size] || strchr(" |", s[size]));
        if (!found || holds(&p->now[FORMS], "form", name))
            continue;
        char *more = text_format("%s%s%s", all, all[0] ? " " : "", name);
        free(all);
        all = more;
    }
    return all;
}

/* The new steps, each with its forms. */
static enum status join_steps(const struct pair *p, struct error *e)
{
    const struct csv_table *now = &p->now[STEPS];
    int forms = csv_table_column(now, "forms");

    for (size_t i = 0; i < now->columns; i++)
        csv_cell(p->w, now->header[i]);
    csv_end_row(p->w);
    for (size_t row = 0; row < now->rows; row++) {
        char *all = step_forms(p, row);
        if (!all)
            return error_memory(e);
        for (size_t i = 0; i < now->columns; i++)
            csv_cell(p->w, (int)i == forms ? all : csv_table_cell(now, row, (int)i));
        csv_end_row(p->w);
        free(all);
    }
    return STATUS_OK;
}

/* One joined file. */
static enum status join(const struct pair *p, int file, struct source *out, struct error *e)
{
    static void (*const joins[])(const struct pair *) = {
        [FORMS] = join_forms, [FIELDS] = join_fields, [CHOICES] = join_choices};
    enum status s = STATUS_OK;
    size_t size = 0;

    csv_writer_reset(p->w);
    if (file == STEPS) {
        s = join_steps(p, e);
    } else {
        write_header(p->w, &p->now[file]);
        write_now(p->w, &p->now[file]);
        joins[file](p);
    }
    const char *bytes = csv_writer_bytes(p->w, &size);
    if (s == STATUS_OK && !bytes)
        s = error_memory(e);
    return s == STATUS_OK ? source_add(out, paths[file], bytes, size, e) : s;
}

/* Reads one file of a version. */
static enum status read_table(
    struct csv_table *t, const struct source *s, const char *path, struct error *e)
{
    const struct source_file *f = source_find(s, path);

    return f ? csv_table_read(t, path, f->bytes, f->size, e)
             : error_set(e, STATUS_DATA, _("The method %s has no %s."), s->name, path);
}

bool method_retire_joins(const char *path)
{
    for (int i = 0; i < STAGES; i++)
        if (strcmp(path, paths[i]) == 0)
            return true;
    return false;
}

/* Adds what is not joined, as it is. */
static enum status add_others(struct source *out, const struct source *now, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < now->count; i++) {
        if (!method_retire_joins(now->files[i].path))
            s = source_add(out, now->files[i].path, now->files[i].bytes, now->files[i].size, e);
    }
    return s;
}

enum status method_retire(
    struct source *out, const struct source *now, const struct source *old, struct error *e)
{
    struct pair p = {.w = csv_writer_new(',')};
    enum status s = source_begin(out, now->name, e);

    if (s == STATUS_OK && !p.w)
        s = error_memory(e);
    for (int i = 0; s == STATUS_OK && i < FILES; i++) {
        s = read_table(&p.now[i], now, paths[i], e);
        if (s == STATUS_OK)
            s = read_table(&p.old[i], old, paths[i], e);
    }
    if (s == STATUS_OK)
        s = add_others(out, now, e);
    for (int i = 0; s == STATUS_OK && i < STAGES; i++)
        s = join(&p, i, out, e);
    for (int i = 0; i < FILES; i++) {
        csv_table_free(&p.now[i]);
        csv_table_free(&p.old[i]);
    }
    csv_writer_free(p.w);
    return s;
}
