/* Whether a method that takes another's place means the same by the same names, and whether the
 * tables it makes hold what the old ones held. */
#include <string.h>

#include "core/base/message.h"
#include "core/method/type.h"
#include "core/store/upgrade_part.h"

/* A stored field of the old form under the new one. */
static enum status same_field(const struct form *now, const struct field *old, struct error *e)
{
    const struct field *f = form_field(now, old->name);

    if (!f)
        return error_set(e, STATUS_DATA, _("The new version lost the field %s of the form %s."),
            old->name, now->name);
    if (f->level == LEVEL_COMPUTED || f->type != old->type)
        return error_set(e, STATUS_DATA,
            _("The field %s of the form %s was of type %s and is now %s. A name keeps its "
              "meaning: the new version needs a new field."),
            old->name, now->name, old->type->name,
            f->level == LEVEL_COMPUTED ? _("computed") : f->type->name);
    if ((f->level == LEVEL_KEY) != (old->level == LEVEL_KEY))
        return error_set(e, STATUS_DATA,
            _("The form %s has other key fields than before (%s). A name keeps its meaning: "
              "the "
              "new version needs a new form."),
            now->name, old->name);
    return STATUS_OK;
}

/* The fields that make the key, in their order: they are the id of a row. */
static bool same_keys(const struct form *a, const struct form *b)
{
    size_t k = 0;

    if (a->key_count != b->key_count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (a->fields[i].level != LEVEL_KEY)
            continue;
        while (k < b->count && b->fields[k].level != LEVEL_KEY)
            k++;
        if (k == b->count || strcmp(a->fields[i].name, b->fields[k++].name) != 0)
            return false;
    }
    return true;
}

enum status upgrade_same_meaning(
    const struct method *old, const struct method *now, struct error *e)
{
    for (size_t i = 0; i < old->form_count; i++) {
        const struct form *was = &old->forms[i];
        const struct form *is = method_form(now, was->name);
        enum status s = STATUS_OK;
        if (!is)
            return error_set(e, STATUS_DATA, _("The new version lost the form %s."), was->name);
        if (is->kind != was->kind || !same_keys(was, is))
            return error_set(e, STATUS_DATA,
                _("The form %s is of another kind or has other keys than before. A name keeps "
                  "its meaning: the new version needs a new form."),
                was->name);
        for (size_t k = 0; s == STATUS_OK && k < was->count; k++)
            if (was->fields[k].level != LEVEL_COMPUTED)
                s = same_field(is, &was->fields[k], e);
        if (s != STATUS_OK)
            return s;
    }
    return STATUS_OK;
}

void upgrade_count(
    const struct method *old, const struct method *now, struct upgrade_report *report)
{
    for (size_t i = 0; i < now->form_count; i++) {
        const struct form *f = &now->forms[i], *was = method_form(old, f->name);
        report->forms_new += was == NULL;
        report->forms_retired += f->retired;
        for (size_t k = 0; was && k < f->count; k++) {
            report->fields_new += form_field(was, f->fields[k].name) == NULL;
            report->fields_retired += f->fields[k].retired && !f->retired;
        }
    }
    for (size_t i = 0; i < now->list_count; i++)
        for (size_t k = 0; k < now->lists[i].count; k++)
            report->choices_retired += now->lists[i].choices[k].retired;
}

/* Runs a statement with a table's name in one place, or in two. */
static enum status run_on(
    struct workbook *wb, const char *format, const char *name, struct error *e)
{
    char *sql = sqlite3_mprintf(format, name, name);
    enum status s = sql ? db_exec(wb->db, sql, e) : error_memory(e);

    sqlite3_free(sql);
    return s;
}

enum status upgrade_remember(struct workbook *wb, const struct method *old, struct error *e)
{
    enum status s =
        db_exec(wb->db, "CREATE TEMP TABLE \"was.unread\" AS SELECT * FROM main.unread", e);

    for (size_t i = 0; s == STATUS_OK && i < old->form_count; i++)
        s = run_on(wb, "CREATE TEMP TABLE \"was.%w\" AS SELECT * FROM main.\"%w\"",
            old->forms[i].name, e);
    return s;
}

/* The columns of the old table, all of which the new one has. */
static char *columns_of(const struct form *form)
{
    sqlite3_str *s = sqlite3_str_new(NULL);

    sqlite3_str_appendall(s, "id, kode, kode_lama, urutan");
    for (size_t i = 0; i < form->count; i++)
        for (size_t c = 0;
             form->fields[i].level != LEVEL_COMPUTED && c < form->fields[i].type->column_count;
             c++)
            sqlite3_str_appendf(
                s, ", \"%w%s\"", form->fields[i].name, form->fields[i].type->columns[c].suffix);
    return sqlite3_str_finish(s);
}

/* STATUS_DATA when a row of the old table is not in the new one. */
static enum status verify_table(
    struct workbook *wb, const char *name, char *columns, struct error *e)
{
    int64_t lost = 0;
    char *sql = columns ? sqlite3_mprintf("SELECT EXISTS(SELECT %s FROM temp.\"was.%w\" EXCEPT"
                                          " SELECT %s FROM main.\"%w\")",
                              columns, name, columns, name)
                        : NULL;
    enum status s = sql ? db_integer(wb->db, &lost, e, sql, "") : error_memory(e);

    sqlite3_free(sql);
    sqlite3_free(columns);
    if (s == STATUS_OK && lost)
        s = error_set(e, STATUS_DATA,
            _("The table %s would not hold what it held. Nothing was changed; `susun doctor` "
              "says whether the file is sound."),
            name);
    return s;
}

enum status upgrade_verify(struct workbook *wb, const struct method *old, struct error *e)
{
    enum status s = verify_table(wb, "unread", sqlite3_mprintf("record, field, text"), e);

    for (size_t i = 0; s == STATUS_OK && i < old->form_count; i++)
        s = verify_table(wb, old->forms[i].name, columns_of(&old->forms[i]), e);
    return s;
}
