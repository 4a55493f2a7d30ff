/* What is read of a form: which columns hold texts, and which may hold the number or the date
 * that was typed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/method/engine.h"
#include "core/plan/search_part.h"

/* Numbers below stand in too many cells to be looked for. */
#define LEAST_NUMBER 100

/* Of the forms every method has only these are written by people. */
static bool engine_text(const struct method *m, const struct field *field)
{
    static const struct {
        enum engine_form form;
        int field;
    } texts[] = {{ENGINE_MARK, MARK_NAME}, {ENGINE_MARK, MARK_NOTE},
        {ENGINE_WAIVER, WAIVER_REASON}, {ENGINE_STEP, STEP_NOTE}};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (engine_field(m, texts[i].form, texts[i].field) == field)
            return true;
    return false;
}

/* Whether a form comes with every method. */
static bool is_engine(const struct method *m, const struct form *form)
{
    for (int i = 0; i < ENGINE_FORMS; i++)
        if (engine_form(m, (enum engine_form)i) == form)
            return true;
    return false;
}

bool search_has_text(const struct workbook *wb, const struct field *field)
{
    const struct method *m = workbook_method(wb);
    bool text = field->type->id == TYPE_TEXT || field->type->id == TYPE_MULTILINE ||
                field->type->id == TYPE_MEASURE;

    return text && field->level != LEVEL_COMPUTED &&
           (!is_engine(m, field->form) || engine_text(m, field));
}

const struct field *search_name_field(const struct form *form)
{
    const struct field *f = form->kind == FORM_LIST ? form_title_field(form) : NULL;

    return f && (f->type->id == TYPE_TEXT || f->type->id == TYPE_MULTILINE) &&
                   f->level != LEVEL_COMPUTED
               ? f
               : NULL;
}

/* Whether what was typed is worth looking for as a value. */
static bool is_telling(const struct value *v)
{
    return v->kind == VALUE_TEXT ||
           (v->kind == VALUE_INTEGER && llabs(v->integer) >= LEAST_NUMBER) ||
           (v->kind == VALUE_REAL && fabs(v->real) >= LEAST_NUMBER);
}

/* What was typed as a value of a field of numbers or dates; false when it is none. */
static bool read_value(
    const struct workbook *wb, const struct field *field, const char *typed, struct value v[2])
{
    enum type_id id = field->type->id;
    const struct read_context context = {0};
    struct error why = {0};

    v[0] = v[1] = (struct value){0};
    if ((id != TYPE_INTEGER && id != TYPE_DECIMAL && id != TYPE_MONEY && id != TYPE_DATE) ||
        field->level == LEVEL_COMPUTED || is_engine(workbook_method(wb), field->form))
        return false;
    enum outcome o = field->type->read(field, typed, &context, &v[0], &v[1], &why);
    error_clear(&why);
    if (o != OUTCOME_ASK)
        value_clear(&v[1]);
    if ((o == OUTCOME_VALUE || o == OUTCOME_ASK) && is_telling(&v[0]))
        return true;
    value_clear(&v[0]);
    value_clear(&v[1]);
    return false;
}

/* Adds the fields that are read. */
static void add_fields(const struct workbook *wb, const char *typed, struct search_form *f)
{
    for (size_t i = 0; i < f->form->count; i++) {
        struct search_column column = {.field = &f->form->fields[i]};
        column.text = search_has_text(wb, column.field);
        if (column.text || read_value(wb, column.field, typed, column.wanted))
            f->columns[f->count++] = column;
    }
}

/* The query of a piece: behind ?1, ?2 rows at most. No name of a method begins with "_". */
static char *piece_sql(const struct search_form *f)
{
    sqlite3_str *s = sqlite3_str_new(NULL);

    sqlite3_str_appendall(s, "SELECT _rowid_, id, kode, kode_lama, urutan");
    for (size_t i = 0; i < f->count; i++)
        sqlite3_str_appendf(s, ", \"%w%s\"", f->columns[i].field->name,
            f->columns[i].field->type->columns[0].suffix);
    sqlite3_str_appendf(
        s, " FROM main.\"%w\" WHERE _rowid_ > ?1 ORDER BY _rowid_ LIMIT ?2", f->form->name);
    return sqlite3_str_finish(s);
}

enum status search_form_open(struct workbook *wb, const struct form *form, const char *typed,
    struct search_form *f, struct error *e)
{
    *f = (struct search_form){.form = form,
        .name = search_name_field(form),
        .columns = calloc(form->count + 1, sizeof *f->columns)};
    if (f->columns)
        add_fields(wb, typed, f);
    f->sql = f->columns ? piece_sql(f) : NULL;
    if (f->sql)
        return STATUS_OK;
    search_form_clear(f);
    return error_memory(e);
}

void search_form_clear(struct search_form *f)
{
    for (size_t i = 0; i < f->count; i++) {
        value_clear(&f->columns[i].wanted[0]);
        value_clear(&f->columns[i].wanted[1]);
    }
    free(f->columns);
    sqlite3_free(f->sql);
    *f = (struct search_form){0};
}
