#include "core/exchange/promise.h"

#include <stdlib.h>

#include "core/method/type.h"
#include "core/store/db.h"

/* Runs a query that asks whether something breaks the promise; takes ownership of it. */
static enum status ask(
    struct workbook *wb, char *sql, const char *list, bool *kept, struct error *e)
{
    int64_t broken = 1;
    enum status s = !sql   ? error_memory(e)
                    : list ? db_integer(workbook_db(wb), &broken, e, sql, "t", list)
                           : db_integer(workbook_db(wb), &broken, e, sql, "");

    sqlite3_free(sql);
    *kept = s == STATUS_OK && !broken;
    return s;
}

enum status promise_reference(
    struct workbook *wb, const struct field *field, bool *kept, struct error *e)
{
    const char *from = field->form->name, *name = field->name, *to = field->targets[0]->name;

    if (field->type->id == TYPE_REF)
        return ask(wb,
            sqlite3_mprintf("SELECT EXISTS (SELECT 1 FROM main.\"%w\" WHERE \"%w\" IS NOT NULL "
                            "AND \"%w\" NOT IN (SELECT id FROM main.\"%w\"))",
                from, name, name, to),
            NULL, kept, e);
    return ask(wb,
        sqlite3_mprintf("SELECT EXISTS (SELECT 1 FROM main.\"%w\" f, json_each(f.\"%w\") j "
                        "WHERE j.value NOT IN (SELECT id FROM main.\"%w\"))",
            from, name, to),
        NULL, kept, e);
}

enum status promise_choices(
    struct workbook *wb, const struct field *field, bool *kept, struct error *e)
{
    const struct choice_list *l = field->list;
    const char **names = calloc(l->count + 1, sizeof *names);
    char *json = NULL;

    for (size_t i = 0; names && i < l->count; i++)
        names[i] = l->choices[i].name;
    enum status s = names ? json_from_places(names, l->count, &json, e) : error_memory(e);
    if (s == STATUS_OK)
        s = ask(wb,
            sqlite3_mprintf("SELECT EXISTS (SELECT 1 FROM main.\"%w\" WHERE \"%w\" IS NOT NULL "
                            "AND \"%w\" NOT IN (SELECT value FROM json_each(?)))",
                field->form->name, field->name, field->name),
            json, kept, e);
    free(json);
    free(names);
    return s;
}
