/* Codes people can say aloud: GOV-P03. Number blocks keep several laptops apart (DESIGN.md 3
 * "Codes"): main laptop 01-99 then 0100…, group k: k01-k99 then k100…; next = highest ever + 1.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/store/internal.h"

/* The highest number ever given under a stem ("GOV-P") in this copy's block. */
struct code_stem {
    struct code_stem *next;
    long highest;
    char stem[];
};

void code_forget(struct workbook *wb)
{
    struct code_stem *next;

    for (struct code_stem *c = wb->stems; c; c = next) {
        next = c->next;
        free(c);
    }
    wb->stems = NULL;
}

/* The number in digits behind a stem if it is of the block of `group`; 0 otherwise. */
static long block_number(const char *digits, int group)
{
    size_t n = strspn(digits, "0123456789");

    if (n < 2 || n > 12 || digits[n] != '\0')
        return 0;
    int block = n == 2 ? 0 : digits[0] - '0';
    if (block != group)
        return 0;
    return atol(n == 2 ? digits : digits + 1);
}

/* Counts a code that exists. */
static void count(struct code_stem *c, const char *code, int group)
{
    size_t n = strlen(c->stem);

    if (strncmp(code, c->stem, n) == 0) {
        long number = block_number(code + n, group);
        if (number > c->highest)
            c->highest = number;
    }
}

void code_seen(struct workbook *wb, const char *code)
{
    for (struct code_stem *c = wb->stems; c; c = c->next)
        count(c, code, wb->group);
}

/* The counter of a stem; reads the journal's codes at its first use. */
static enum status stem_counter(
    struct workbook *wb, const char *stem, struct code_stem **out, struct error *e)
{
    bool row = true;
    size_t size = strlen(stem) + 1;

    for (struct code_stem *c = wb->stems; c; c = c->next)
        if (strcmp(c->stem, stem) == 0) {
            *out = c;
            return STATUS_OK;
        }
    struct code_stem *c = calloc(1, sizeof *c + size);
    if (!c)
        return error_memory(e);
    memcpy(c->stem, stem, size);
    sqlite3_stmt *stmt = db_prepare(wb->db,
        "SELECT value FROM edit WHERE field = 'kode' AND value >= ?1 AND value < ?1 || "
        "char(1114111)",
        e);
    enum status s = stmt ? db_bind(wb->db, stmt, e, "t", stem) : db_status(e);
    while (s == STATUS_OK && (s = db_step(wb->db, stmt, &row, e)) == STATUS_OK && row)
        count(c, (const char *)sqlite3_column_text(stmt, 0), wb->group);
    if (stmt)
        sqlite3_reset(stmt);
    if (s != STATUS_OK) {
        free(c);
        return s;
    }
    c->next = wb->stems;
    wb->stems = c;
    *out = c;
    return STATUS_OK;
}

/* The field named in braces in a prefix ("S{jenis}"), or NULL. */
static const struct field *brace_field(const struct form *form)
{
    const char *open = strchr(form->prefix, '{'), *close = open ? strchr(open, '}') : NULL;
    char name[64];

    if (!close || (size_t)(close - open) > sizeof name)
        return NULL;
    snprintf(name, sizeof name, "%.*s", (int)(close - open - 1), open + 1);
    return form_field(form, name);
}

const struct field *code_text_field(const struct form *form)
{
    const struct field *f = form->prefix[0] == '{' ? brace_field(form) : NULL;

    return f && !f->list && f->type->id == TYPE_TEXT ? f : NULL;
}

/* A text column of a living row; NULL when empty. Caller frees. */
static enum status column_text(
    struct workbook *wb, const struct field *f, const char *uid, char **text, struct error *e)
{
    char *sql =
        sqlite3_mprintf("SELECT \"%w\" FROM main.\"%w\" WHERE id = ?", f->name, f->form->name);

    *text = NULL;
    enum status s = sql ? db_text(wb->db, text, e, sql, "t", uid) : error_memory(e);
    sqlite3_free(sql);
    return s;
}

/* Where a record stands: its own dimension, that of its sub-dimension, or of its first
 * reference that leads to one; NULL when not known. */
static enum status dimension_of(struct workbook *wb, const struct form *form, const char *uid,
    int depth, char **dimension, struct error *e)
{
    const struct field *own = form_role_field(form, ROLE_DIMENSION);
    const struct field *sub = form_role_field(form, ROLE_SUB_DIMENSION);
    enum status s = STATUS_OK;

    *dimension = NULL;
    if (own)
        s = column_text(wb, own, uid, dimension, e);
    if (s == STATUS_OK && !*dimension && sub) {
        char *name;
        s = column_text(wb, sub, uid, &name, e);
        const struct choice *c = s == STATUS_OK && name ? list_choice(sub->list, name) : NULL;
        if (c && c->parent[0] && !(*dimension = strdup(c->parent)))
            s = error_memory(e);
        free(name);
    }
    for (size_t i = 0; s == STATUS_OK && !*dimension && depth > 0 && i < form->count; i++) {
        const struct field *f = &form->fields[i];
        char *target = NULL;
        if (f->type->id != TYPE_REF || f->level == LEVEL_COMPUTED)
            continue;
        const struct form *to = f->targets[0];
        if (!to || to == form || to->kind != FORM_LIST || !form_is_dimensional(to))
            continue;
        s = column_text(wb, f, uid, &target, e);
        if (s == STATUS_OK && target)
            s = dimension_of(wb, to, target, depth - 1, dimension, e);
        free(target);
    }
    return s;
}

enum status code_dimension(struct workbook *wb, const struct form *form, const char *uid,
    char **dimension, struct error *e)
{
    return dimension_of(wb, form, uid, CODE_DEPTH, dimension, e);
}

/* The letters of a form's codes: its prefix with the choice in braces filled in; "" = wait. */
static enum status letters(
    struct workbook *wb, const struct form *form, const char *uid, char **out, struct error *e)
{
    const struct field *f = brace_field(form);
    char *choice = NULL;
    enum status s = f ? column_text(wb, f, uid, &choice, e) : STATUS_OK;

    *out = NULL;
    if (s == STATUS_OK)
        *out = !f        ? strdup(form->prefix)
               : !choice ? strdup("")
                         : text_format("%.*s%s%s", (int)strcspn(form->prefix, "{"),
                               form->prefix, choice, strchr(form->prefix, '}') + 1);
    free(choice);
    return s == STATUS_OK && !*out ? error_memory(e) : s;
}

enum status code_next(
    struct workbook *wb, const struct form *form, const char *uid, char **code, struct error *e)
{
    char *dimension = NULL, *letter = NULL, *stem = NULL;
    struct code_stem *counter = NULL;
    bool waits = form_is_dimensional(form);

    if (code_text_field(form)) {
        enum status own = column_text(wb, code_text_field(form), uid, code, e);
        if (own == STATUS_OK && !*code)
            *code = strdup("");
        return own == STATUS_OK && !*code ? error_memory(e) : own;
    }
    enum status s = letters(wb, form, uid, &letter, e);

    *code = NULL;
    if (s == STATUS_OK && waits)
        s = dimension_of(wb, form, uid, CODE_DEPTH, &dimension, e);
    if (s == STATUS_OK && (!form->prefix[0] || !letter[0] || (waits && !dimension))) {
        *code = strdup("");
    } else if (s == STATUS_OK) {
        stem = dimension ? text_format("%s-%s", dimension, letter) : text_format("%s-", letter);
        s = stem ? stem_counter(wb, stem, &counter, e) : error_memory(e);
        if (s == STATUS_OK) {
            long n = counter->highest + 1;
            *code = wb->group ? text_format("%s%d%02ld", stem, wb->group, n)
                    : n < 100 ? text_format("%s%02ld", stem, n)
                              : text_format("%s0%ld", stem, n);
        }
    }
    free(dimension);
    free(letter);
    free(stem);
    return s == STATUS_OK && !*code ? error_memory(e) : s;
}
