#include "core/store/scope.h"

#include <stdlib.h>
#include <string.h>

#include "core/store/internal.h"
#include "core/store/record.h"

void group_clear(struct group *g)
{
    free(g->title);
    json_list_free(g->names, g->count);
    *g = (struct group){0};
}

void groups_free(struct group *groups, size_t count)
{
    for (size_t i = 0; i < count; i++)
        group_clear(&groups[i]);
    free(groups);
}

/* The fields that make a form the one of the groups; false when the method has no such. */
static bool group_fields(
    struct workbook *wb, const struct field **number, const struct field **scope)
{
    const struct form *form = method_form_of_role(wb->method, FORM_ROLE_GROUP);

    *number = form ? form_role_field(form, ROLE_GROUP_NUMBER) : NULL;
    *scope = form ? form_role_field(form, ROLE_GROUP_SCOPE) : NULL;
    return *number && *scope;
}

/* The choices in a stored scope: one name, or a list of them. */
static enum status take_names(
    struct group *g, const struct field *scope, const char *stored, struct error *e)
{
    if (!stored)
        return STATUS_OK;
    if (scope->type->id == TYPE_SELECT_MULTIPLE)
        return json_to_list(stored, &g->names, &g->count, e);
    g->names = calloc(1, sizeof *g->names);
    if (!g->names || !(g->names[0] = strdup(stored)))
        return error_memory(e);
    g->count = 1;
    return STATUS_OK;
}

/* The groups of one number, or with 0 all of them. */
static enum status read_groups(
    struct workbook *wb, int only, struct group **groups, size_t *count, struct error *e)
{
    const struct field *number, *scope;
    bool row = true;

    *groups = NULL;
    *count = 0;
    if (!group_fields(wb, &number, &scope))
        return STATUS_OK;
    char *sql = sqlite3_mprintf("SELECT id, \"%w\", \"%w\" FROM main.\"%w\" WHERE CASE WHEN ?1 "
                                "THEN \"%w\" = ?1 ELSE \"%w\" BETWEEN 1 AND 9 END ORDER BY "
                                "\"%w\", urutan, id",
        number->name, scope->name, number->form->name, number->name, number->name,
        number->name);
    sqlite3_stmt *stmt = sql ? db_prepare(wb->db, sql, e) : NULL;
    enum status s = !sql    ? error_memory(e)
                    : !stmt ? db_status(e)
                            : db_bind(wb->db, stmt, e, "i", (int64_t)only);
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row) {
        struct group *more = realloc(*groups, (*count + 1) * sizeof *more);
        if (!more) {
            s = error_memory(e);
            break;
        }
        *groups = more;
        struct group *g = &more[(*count)++];
        *g = (struct group){.number = sqlite3_column_int(stmt, 1)};
        s = take_names(g, scope, (const char *)sqlite3_column_text(stmt, 2), e);
        if (s == STATUS_OK)
            s = record_title(
                wb, number->form, (const char *)sqlite3_column_text(stmt, 0), &g->title, e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    if (s != STATUS_OK) {
        groups_free(*groups, *count);
        *groups = NULL;
        *count = 0;
    }
    return s;
}

enum status groups_list(
    struct workbook *wb, struct group **groups, size_t *count, struct error *e)
{
    return read_groups(wb, 0, groups, count, e);
}

enum status group_of_copy(struct workbook *wb, struct group *group, struct error *e)
{
    struct group *found = NULL;
    size_t count = 0;
    enum status s = wb->group ? read_groups(wb, wb->group, &found, &count, e) : STATUS_OK;

    *group = (struct group){.number = wb->group};
    if (count > 0) { /* of two rows with one number the first counts */
        *group = found[0];
        found[0] = (struct group){0};
    } else if (s == STATUS_OK && !(group->title = strdup(""))) {
        s = error_memory(e);
    }
    groups_free(found, count);
    return s;
}

bool scope_hides(const struct workbook *wb)
{
    return wb->group != 0 && !wb->everything;
}

void scope_show_all(struct workbook *wb, bool all)
{
    wb->everything = all;
    shape_changed(wb, NULL, NULL);
}

/* Whether the group works on a choice, or on the one above it. */
static bool works_on(const struct group *g, const struct choice *choice)
{
    for (size_t i = 0; i < g->count; i++)
        if (strcmp(g->names[i], choice->name) == 0 || strcmp(g->names[i], choice->parent) == 0)
            return true;
    return false;
}

/* What divides the rows of a form: the list its scope field chooses from, or a fixed form's
 * own. NULL: nothing does. */
static const struct choice_list *dividing(const struct form *form)
{
    if (form->kind == FORM_FIXED)
        return form->rows;
    return form->scope && form->scope->type->id == TYPE_SELECT_ONE ? form->scope->list : NULL;
}

/* The group's choices of a list as "'a', 'b'"; NULL when it works on none of them. The caller's
 * (sqlite3_free). */
static enum status our_choices(
    struct workbook *wb, const struct choice_list *list, char **names, struct error *e)
{
    struct group group;
    enum status s = group_of_copy(wb, &group, e);
    sqlite3_str *text = sqlite3_str_new(NULL);

    for (size_t i = 0; s == STATUS_OK && i < list->count; i++)
        if (works_on(&group, &list->choices[i]))
            sqlite3_str_appendf(
                text, "%s%Q", sqlite3_str_length(text) ? ", " : "", list->choices[i].name);
    if (s == STATUS_OK && sqlite3_str_errcode(text) != SQLITE_OK)
        s = error_memory(e);
    bool some = s == STATUS_OK && sqlite3_str_length(text) > 0;
    char *all = sqlite3_str_finish(text);
    *names = some ? all : NULL;
    if (!some)
        sqlite3_free(all);
    group_clear(&group);
    return s;
}

enum status scope_where(
    struct workbook *wb, const struct form *form, char **where, struct error *e)
{
    const struct choice_list *list = scope_hides(wb) ? dividing(form) : NULL;
    char *names = NULL;
    enum status s = list ? our_choices(wb, list, &names, e) : STATUS_OK;

    *where = NULL;
    if (names && form->kind == FORM_FIXED)
        *where = sqlite3_mprintf("r.id IN (%s)", names);
    else if (names) /* a row that stands nowhere yet is everybody's: somebody has to place it */
        *where = sqlite3_mprintf("(r.\"%w\" IS NULL OR r.\"%w\" IN (%s))", form->scope->name,
            form->scope->name, names);
    if (names && !*where)
        s = error_memory(e);
    sqlite3_free(names);
    return s;
}

bool scope_divides(struct workbook *wb, const struct form *form)
{
    char *where = NULL;
    struct error e = {0};
    bool divides = scope_where(wb, form, &where, &e) == STATUS_OK && where;

    error_clear(&e);
    sqlite3_free(where);
    return divides;
}

bool scope_holds(struct workbook *wb, const struct form *form, const char *uid)
{
    char *where = NULL, *sql = NULL;
    struct error e = {0};
    int64_t ours = 1;
    enum status s = scope_where(wb, form, &where, &e);

    if (s == STATUS_OK && where)
        sql = sqlite3_mprintf(
            "SELECT count(*) FROM main.\"%w\" r WHERE r.id = ?1 AND %s", form->name, where);
    if (sql && db_integer(wb->db, &ours, &e, sql, "t", uid) != STATUS_OK)
        ours = 1;
    error_clear(&e);
    sqlite3_free(sql);
    sqlite3_free(where);
    return ours != 0;
}

enum status scope_default(
    struct workbook *wb, const struct form *form, struct value *value, struct error *e)
{
    const struct choice_list *list =
        wb->group && form->kind != FORM_FIXED ? dividing(form) : NULL;
    const struct choice *only = NULL;
    struct group group = {0};
    size_t ours = 0;
    enum status s = list ? group_of_copy(wb, &group, e) : STATUS_OK;

    *value = (struct value){0};
    for (size_t i = 0; s == STATUS_OK && list && i < list->count; i++)
        if (works_on(&group, &list->choices[i])) {
            only = &list->choices[i];
            ours++;
        }
    group_clear(&group);
    if (s != STATUS_OK || ours != 1)
        return s;
    *value = value_text_own(strdup(only->name));
    return value->text ? STATUS_OK : error_memory(e);
}
