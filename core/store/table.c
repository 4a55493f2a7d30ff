/* The form tables: what the journal says now, as plain rows for people's SQL. Nothing here is
 * truth; rebuild.c makes all of it again. */
#include <stdlib.h>
#include <string.h>

#include "core/store/internal.h"

enum status table_has_row(
    struct workbook *wb, const struct form *form, const char *uid, bool *there, struct error *e)
{
    int64_t found = 0;
    char *sql = sqlite3_mprintf("SELECT 1 FROM main.\"%w\" WHERE id = ?", form->name);
    enum status s = sql ? db_integer(wb->db, &found, e, sql, "t", uid) : error_memory(e);

    sqlite3_free(sql);
    *there = found;
    return s;
}

/* A list row lives when its existence says so, or when a head stands that no deletion knew:
 * then deleting and editing differ, and nothing may vanish unseen. Row order never differs. */
static enum status list_alive(struct workbook *wb, int64_t record, bool *alive, struct error *e)
{
    struct winner w;
    int64_t unseen = 0;
    enum status s = journal_winner(wb, record, "", &w, e);

    *alive = w.found && w.value.kind == VALUE_INTEGER && w.value.integer == 1;
    if (s == STATUS_OK && w.found && !*alive) {
        s = db_integer(wb->db, &unseen, e,
            "SELECT EXISTS(SELECT 1 FROM head h WHERE h.record = ?1 AND h.field NOT IN ('', "
            "'urutan')"
            " AND NOT EXISTS(SELECT 1 FROM head d JOIN saw ON saw.session = d.session"
            " AND saw.seq = d.seq WHERE d.record = ?1 AND d.field = ''"
            " AND saw.old_session = h.session AND saw.old_seq = h.seq))",
            "i", record);
        *alive = unseen;
    }
    winner_clear(&w);
    return s;
}

/* A keyed row lives while a cell of it has a value and its id can be read as keys. */
static enum status keyed_alive(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, bool *alive, struct error *e)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    enum status s = keyed_values(form, uid, keys, NULL);

    for (size_t i = 0; i < LIMIT_KEYS; i++)
        value_clear(&keys[i]);
    *alive = false;
    if (s != STATUS_OK) /* a stranger's journal: it stays there, unseen */
        return s == STATUS_MEMORY ? error_memory(e) : STATUS_OK;
    for (size_t i = 0; s == STATUS_OK && !*alive && i < form->count; i++) {
        struct winner w;
        if (form->fields[i].level == LEVEL_KEY || form->fields[i].level == LEVEL_COMPUTED)
            continue;
        s = journal_winner(wb, record, form->fields[i].name, &w, e);
        *alive = w.found && (w.value.kind != VALUE_NULL || w.typed);
        winner_clear(&w);
    }
    return s;
}

enum status table_alive(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, bool *alive, struct error *e)
{
    if (form->kind == FORM_LIST)
        return list_alive(wb, record, alive, e);
    if (form->kind == FORM_KEYED)
        return keyed_alive(wb, form, record, uid, alive, e);
    *alive = true;
    return STATUS_OK;
}

bool table_fits(const struct value *v, const char *sql)
{
    switch (v->kind) {
    case VALUE_NULL: return true;
    case VALUE_INTEGER: return strcmp(sql, "TEXT") != 0;
    case VALUE_REAL: return strcmp(sql, "REAL") == 0;
    case VALUE_TEXT: return strcmp(sql, "TEXT") == 0;
    }
    return false;
}

/* Whether a cell of several values holds a list of them. */
static enum status is_list(
    const struct field *field, const struct value *value, bool *fine, struct error *e)
{
    char **items = NULL;
    size_t count = 0;
    bool several =
        field->type->id == TYPE_SELECT_MULTIPLE || field->type->id == TYPE_REF_MULTIPLE;
    enum status s = several && value->kind == VALUE_TEXT
                        ? json_to_list(value->text, &items, &count, NULL)
                        : STATUS_OK;

    *fine = s == STATUS_OK && (!several || value->kind == VALUE_TEXT);
    json_list_free(items, count);
    return s == STATUS_MEMORY ? error_memory(e) : STATUS_OK;
}

enum status table_columns(const struct field *field, const struct value *value,
    struct value columns[LIMIT_COLUMNS], char **odd, struct error *e)
{
    const struct type *type = field->type;
    bool fine, some = false;

    *odd = NULL;
    for (size_t i = 0; i < LIMIT_COLUMNS; i++)
        columns[i] = (struct value){0};
    if (value->kind == VALUE_NULL)
        return STATUS_OK;
    enum status s = is_list(field, value, &fine, e);
    if (s == STATUS_OK)
        s = type->split(value, columns, e);
    for (size_t i = 0; s == STATUS_OK && i < type->column_count; i++) {
        fine = fine && table_fits(&columns[i], type->columns[i].sql);
        some = some || columns[i].kind != VALUE_NULL;
    }
    if (s != STATUS_OK || (fine && some))
        return s;
    for (size_t i = 0; i < LIMIT_COLUMNS; i++)
        value_clear(&columns[i]);
    *odd = value_machine(value);
    return *odd ? STATUS_OK : error_memory(e);
}

/* Keeps or forgets the text a field could not understand. */
static enum status write_unread(
    struct workbook *wb, int64_t record, const char *field, const char *typed, struct error *e)
{
    if (!typed)
        return db_run(wb->db, e, "DELETE FROM unread WHERE record = ? AND field = ?", "it",
            record, field);
    return db_run(
        wb->db, e, "INSERT OR REPLACE INTO unread VALUES(?,?,?)", "itt", record, field, typed);
}

/* UPDATE of one column; engine columns and one-column fields alike. */
static enum status write_column(struct workbook *wb, const struct form *form, const char *uid,
    const char *name, const char *suffix, const struct value *value, struct error *e)
{
    char *sql = sqlite3_mprintf(
        "UPDATE main.\"%w\" SET \"%w%s\" = ? WHERE id = ?", form->name, name, suffix);
    enum status s = sql ? db_run(wb->db, e, sql, "vt", value, uid) : error_memory(e);

    sqlite3_free(sql);
    return s;
}

/* A field's stored value spread over its columns. */
static enum status write_field(struct workbook *wb, int64_t record, const char *uid,
    const struct field *field, const struct value *value, const char *typed, struct error *e)
{
    struct value columns[LIMIT_COLUMNS];
    const struct type *type = field->type;
    char *odd;
    enum status s = table_columns(field, value, columns, &odd, e);

    for (size_t i = 0; s == STATUS_OK && i < type->column_count; i++)
        s = write_column(
            wb, field->form, uid, field->name, type->columns[i].suffix, &columns[i], e);
    for (size_t i = 0; i < LIMIT_COLUMNS; i++)
        value_clear(&columns[i]);
    if (s == STATUS_OK)
        s = write_unread(wb, record, field->name, odd ? odd : typed, e);
    free(odd);
    return s;
}

enum status table_write_cell(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, const char *field, const struct value *value, const char *typed,
    struct error *e)
{
    const struct field *f = form_field(form, field);

    names_changed(wb, form, uid, field);
    if (f)
        return f->level == LEVEL_KEY || f->level == LEVEL_COMPUTED
                   ? STATUS_OK
                   : write_field(wb, record, uid, f, value, typed, e);
    if (strcmp(field, "urutan") == 0)
        shape_changed(wb, form, uid);
    else if (strcmp(field, "kode") != 0 && strcmp(field, "kode_lama") != 0)
        return STATUS_OK; /* a field this method no longer has: stays in the journal */
    if (!table_fits(value, strcmp(field, "urutan") == 0 ? "REAL" : "TEXT"))
        return STATUS_OK;
    return write_column(wb, form, uid, field, "", value, e);
}

/* The key columns of a keyed row are in its uid. */
static enum status write_keys(
    struct workbook *wb, const struct form *form, const char *uid, struct error *e)
{
    struct value keys[LIMIT_KEYS] = {{0}};
    size_t at = 0;
    enum status s = keyed_values(form, uid, keys, e);

    for (size_t i = 0; s == STATUS_OK && i < form->count; i++)
        if (form->fields[i].level == LEVEL_KEY) {
            if (table_fits(&keys[at], form->fields[i].type->columns[0].sql))
                s = write_column(wb, form, uid, form->fields[i].name, "", &keys[at], e);
            at++;
        }
    for (size_t i = 0; i < LIMIT_KEYS; i++)
        value_clear(&keys[i]);
    return s;
}

/* Every cell of a row from its heads. */
static enum status write_cells(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, struct error *e)
{
    char **names = NULL;
    size_t count = 0;
    enum status s = db_texts(wb->db, &names, &count, e,
        "SELECT DISTINCT field FROM head WHERE record = ? AND field <> ''", "i", record);

    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        struct winner w;
        s = journal_winner(wb, record, names[i], &w, e);
        if (s == STATUS_OK)
            s = table_write_cell(wb, form, record, uid, names[i], &w.value, w.typed, e);
        winner_clear(&w);
    }
    db_texts_free(names, count);
    return s;
}

enum status table_sync_row(struct workbook *wb, const struct form *form, int64_t record,
    const char *uid, struct error *e)
{
    bool alive, there;
    enum status s = table_has_row(wb, form, uid, &there, e);
    char *sql;

    if (s == STATUS_OK)
        s = table_alive(wb, form, record, uid, &alive, e);
    if (s != STATUS_OK)
        return s;
    if (alive != there) {
        shape_changed(wb, form, uid);
        names_changed(wb, form, uid, "kode");
        sql = alive ? sqlite3_mprintf("INSERT INTO main.\"%w\"(id) VALUES(?)", form->name)
                    : sqlite3_mprintf("DELETE FROM main.\"%w\" WHERE id = ?", form->name);
        s = sql ? db_run(wb->db, e, sql, "t", uid) : error_memory(e);
        sqlite3_free(sql);
    }
    if (s == STATUS_OK && !alive)
        return db_run(wb->db, e, "DELETE FROM unread WHERE record = ?", "i", record);
    if (s == STATUS_OK && form->kind == FORM_KEYED && !there)
        s = write_keys(wb, form, uid, e);
    if (s == STATUS_OK)
        s = write_cells(wb, form, record, uid, e);
    return s;
}
