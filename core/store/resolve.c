/* Finding the record that a person means: by id, code, former code, name or title, then by a
 * part of the title that only one row has. */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/store/internal.h"
#include "core/store/record.h"

/* Columns a text may equal, in order of trust. */
static size_t columns_of(const struct form *form, const char *names[4])
{
    const struct field *title = form_title_field(form),
                       *name = form_role_field(form, ROLE_NAME);
    size_t n = 0;

    names[n++] = "kode";
    names[n++] = "kode_lama";
    if (name)
        names[n++] = name->name;
    if (title && title != name)
        names[n++] = title->name;
    return n;
}

/* Rows whose column equals the text: 0, 1 or several; the first id is kept. */
static size_t equal_rows(struct workbook *wb, const struct form *form, const char *column,
    const char *text, bool nocase, char **uid)
{
    struct error e = {0};
    size_t n = 0;
    bool row = true;
    char *sql = sqlite3_mprintf("SELECT id FROM main.\"%w\" WHERE \"%w\" = ?%s LIMIT 2",
        form->name, column, nocase ? " COLLATE NOCASE" : "");
    sqlite3_stmt *stmt = sql ? db_prepare(wb->db, sql, &e) : NULL;

    if (stmt && db_bind(wb->db, stmt, &e, "t", text) == STATUS_OK) {
        while (db_step(wb->db, stmt, &row, &e) == STATUS_OK && row)
            if (n++ == 0)
                *uid = strdup((const char *)sqlite3_column_text(stmt, 0));
        sqlite3_reset(stmt);
    }
    sqlite3_free(sql);
    error_clear(&e);
    return n;
}

/* Exact answers of one form. */
static enum match exact(
    struct workbook *wb, const struct form *form, const char *text, char **uid)
{
    const char *names[4];
    size_t count = columns_of(form, names);
    struct error e = {0};

    if (form->kind == FORM_FIXED) {
        const struct choice *c = NULL;
        enum match m = list_match(form->rows, text, &c);
        if (m == MATCH_ONE)
            *uid = strdup(c->name);
        return m;
    }
    if (table_has_row(wb, form, text, &e)) {
        *uid = strdup(text);
        return MATCH_ONE;
    }
    error_clear(&e);
    for (size_t i = 0; i < count * 2; i++) {
        size_t n = equal_rows(wb, form, names[i / 2], text, i % 2, uid);
        if (n == 1)
            return MATCH_ONE;
        free(*uid);
        *uid = NULL;
        if (n > 1)
            return MATCH_SEVERAL;
    }
    return MATCH_NONE;
}

/* How well a folded cell answers the folded text: 2 equal, 1 contains (three letters at least),
 * 0 not. */
static int likeness(const char *cell, const char *folded)
{
    char *own = cell ? text_fold(cell) : NULL;
    int how = !own                                         ? 0
              : strcmp(own, folded) == 0                   ? 2
              : strlen(folded) >= 3 && strstr(own, folded) ? 1
                                                           : 0;

    free(own);
    return how;
}

/* The only row that is most like the text, over every row of a form. */
static enum match likely(
    struct workbook *wb, const struct form *form, const char *folded, char **uid)
{
    const char *names[4];
    size_t count = columns_of(form, names), best_count = 0;
    int best = 0;
    bool row = true;
    struct error e = {0};
    char *sql = sqlite3_mprintf("SELECT id, kode, \"%w\", \"%w\" FROM main.\"%w\"",
        names[count - 1], names[count > 3 ? 2 : count - 1], form->name);
    sqlite3_stmt *stmt = sql ? db_prepare(wb->db, sql, &e) : NULL;

    while (stmt && db_step(wb->db, stmt, &row, &e) == STATUS_OK && row) {
        int how = 0;
        for (int c = 1; c <= 3; c++) {
            int one = likeness((const char *)sqlite3_column_text(stmt, c), folded);
            how = one > how ? one : how;
        }
        if (how > best) {
            best = how;
            best_count = 0;
            free(*uid);
            *uid = strdup((const char *)sqlite3_column_text(stmt, 0));
        }
        best_count += how && how == best;
    }
    if (stmt)
        sqlite3_reset(stmt);
    sqlite3_free(sql);
    error_clear(&e);
    if (best_count == 1)
        return MATCH_ONE;
    free(*uid);
    *uid = NULL;
    return best_count ? MATCH_SEVERAL : MATCH_NONE;
}

/* The i-th form a reference may lead to; a reference to anything may lead to every form. */
static const struct form *target_at(struct workbook *wb, const struct field *field, size_t i)
{
    if (field->targets)
        return field->targets[i];
    return i < wb->method->form_count ? &wb->method->forms[i] : NULL;
}

enum match record_resolve(struct workbook *wb, const struct field *field, const char *text,
    char **uid, const char **form)
{
    char *trimmed = text_trim(text), *folded = text_fold(text);
    const struct form *to;
    enum match m = MATCH_NONE;

    *uid = NULL;
    if (trimmed && folded && trimmed[0]) {
        for (size_t i = 0; m == MATCH_NONE && (to = target_at(wb, field, i)); i++) {
            *form = to->name;
            m = exact(wb, to, trimmed, uid);
        }
        for (size_t i = 0; m == MATCH_NONE && (to = target_at(wb, field, i)); i++) {
            *form = to->name;
            if (to->kind == FORM_LIST && folded[0])
                m = likely(wb, to, folded, uid);
        }
    }
    free(trimmed);
    free(folded);
    return m;
}
