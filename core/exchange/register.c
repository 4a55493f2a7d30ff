#include "core/exchange/register.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/part.h"
#include "core/method/type.h"
#include "core/store/action.h"
#include "core/store/db.h"
#include "core/store/mark.h"
#include "core/store/record.h"
#include "core/store/rows.h"

/* The field of a type that export alone fills, other than the title. */
static const struct field *own_field(const struct form *form, enum type_id type)
{
    for (size_t i = 0; i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (f->readonly && f->type->id == type && f->role == ROLE_NONE && !f->retired)
            return f;
    }
    return NULL;
}

const struct form *register_form(const struct method *m)
{
    const struct form *form = method_form_of_role(m, FORM_ROLE_PACKAGE);
    const struct field *title = form ? form_role_field(form, ROLE_TITLE) : NULL;

    return title && title->type->id == TYPE_TEXT && form->kind == FORM_LIST &&
                   own_field(form, TYPE_TEXT)
               ? form
               : NULL;
}

/* A cell's text; "" when it has none. Caller frees. */
static enum status cell_text(
    struct workbook *wb, const struct field *f, const char *uid, char **text, struct error *e)
{
    struct cell cell = {0};
    enum status s = record_cell(wb, f->form, uid, f, &cell, e);

    *text = NULL;
    if (s == STATUS_OK &&
        !(*text = strdup(cell.value.kind == VALUE_TEXT ? cell.value.text : "")))
        s = error_memory(e);
    cell_clear(&cell);
    return s;
}

enum status register_number(
    struct workbook *wb, const char *uid, char **number, struct error *e)
{
    const struct form *form = register_form(workbook_method(wb));
    bool there = false;
    enum status s = form ? record_there(wb, form, uid, &there, e) : STATUS_OK;

    *number = NULL;
    if (s == STATUS_OK && there)
        return cell_text(wb, form_role_field(form, ROLE_TITLE), uid, number, e);
    if (s == STATUS_OK && !(*number = strdup("")))
        s = error_memory(e);
    return s;
}

/* The number of the newest row with this fingerprint and its id; *number NULL when there is
 * none. Caller frees. */
static enum status find_number(struct workbook *wb, const struct form *form,
    const char *fingerprint, char **number, char uid[64], struct error *e)
{
    struct rows *rows = NULL;
    enum status s = rows_open(wb, form, &rows, e);

    *number = NULL;
    for (size_t i = s == STATUS_OK ? rows_count(rows) : 0;
         s == STATUS_OK && !*number && i-- > 0;) {
        char *text;
        s = cell_text(wb, own_field(form, TYPE_TEXT), rows_uid(rows, i), &text, e);
        if (s == STATUS_OK && strcmp(text, fingerprint) == 0) {
            snprintf(uid, 64, "%s", rows_uid(rows, i));
            s = cell_text(wb, form_role_field(form, ROLE_TITLE), uid, number, e);
        }
        free(text);
    }
    rows_close(rows);
    return s;
}

/* "73.22-03": behind the highest number ever given, also to a row that lies in the trash.
 * Caller frees. */
static enum status next_number(
    const struct making *m, const struct form *form, char **number, struct error *e)
{
    char **texts = NULL;
    size_t count = 0, size = strlen(m->plan.region);
    long highest = 0;
    enum status s = db_texts(workbook_db(m->wb), &texts, &count, e,
        "SELECT e.value FROM edit e JOIN record r ON r.id = e.record "
        "WHERE r.form = ? AND e.field = ?",
        "tt", form->name, form_role_field(form, ROLE_TITLE)->name);

    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        char *end;
        if (strncmp(texts[i], m->plan.region, size) != 0 || texts[i][size] != '-')
            continue;
        long n = strtol(texts[i] + size + 1, &end, 10);
        if (*end == '\0' && n > highest && n < 100000)
            highest = n;
    }
    if (s == STATUS_OK)
        db_texts_free(texts, count);
    *number = s == STATUS_OK ? text_format("%s-%02ld", m->plan.region, highest + 1) : NULL;
    return s == STATUS_OK && !*number ? error_memory(e) : s;
}

/* Sets a text. */
static enum status set(struct workbook *wb, const struct field *f, const char *uid,
    const char *text, struct error *e)
{
    const struct value v = {.kind = VALUE_TEXT, .text = (char *)text};

    return f ? action_set(wb, f->form, uid, f->name, &v, NULL, e) : STATUS_OK;
}

/* A new row in the open action. */
static enum status add_row(struct making *m, const struct form *form, const char *fingerprint,
    char uid[64], struct error *e)
{
    char day[11];
    const char *zone;
    enum status s = next_number(m, form, &m->number, e);

    if (s != STATUS_OK)
        return s;
    date_iso(clock_date(clock_now(), clock_zone(m->plan.region, &zone), NULL), day);
    s = action_create(m->wb, form, NULL, NULL, uid, e);
    if (s == STATUS_OK)
        s = action_fill(m->wb, form, uid, NULL, e);
    if (s == STATUS_OK)
        s = set(m->wb, form_role_field(form, ROLE_TITLE), uid, m->number, e);
    if (s == STATUS_OK)
        s = set(m->wb, own_field(form, TYPE_DATE), uid, day, e);
    if (s == STATUS_OK)
        s = set(m->wb, own_field(form, TYPE_TEXT), uid, fingerprint, e);
    /* its code, which would come with the commit otherwise, behind the table that has it */
    return s == STATUS_OK ? action_code(m->wb, form, uid, "", e) : s;
}

/* The row and its mark as far as they are missing, in an action that stays open until the
 * package is whole. */
static enum status enter(struct making *m, const struct form *form, const char *fingerprint,
    char uid[64], struct error *e)
{
    bool told = false;
    enum status s = m->number ? mark_tells(m->wb, MARK_PACKAGE, uid, &told, e) : STATUS_OK;

    if (s == STATUS_OK && told)
        return s;
    if (s == STATUS_OK)
        s = action_begin(m->wb, ACTION_EDIT, e);
    if (s != STATUS_OK)
        return s;
    m->registered = true;
    if (!m->number)
        s = add_row(m, form, fingerprint, uid, e);
    char *title = s == STATUS_OK ? text_format(_("Handed over %s"), m->number) : NULL;
    if (s == STATUS_OK)
        s = title ? mark_add(m->wb, title, MARK_PACKAGE, uid, "", e) : error_memory(e);
    free(title);
    m->result->marked = s == STATUS_OK;
    return s;
}

/* The package's number, as far as it has one or is to get one. */
static enum status number(struct making *m, const struct form *form, struct error *e)
{
    char fingerprint[65], uid[64];
    enum status s = package_fingerprint(m->package, fingerprint, e);

    if (s == STATUS_OK)
        s = find_number(m->wb, form, fingerprint, &m->number, uid, e);
    return s == STATUS_OK && m->options->register_it ? enter(m, form, fingerprint, uid, e) : s;
}

/* The register's own table, behind the others; and what is known of the package from then on.
 */
enum status part_register(struct making *m, struct package_file *f, struct error *e)
{
    const struct method *method = workbook_method(m->wb);
    const struct form *form = register_form(method);
    char *author = NULL;
    int64_t last = 0;
    enum status s = form ? number(m, form, e) : STATUS_OK;

    (void)f;
    for (size_t i = 0; s == STATUS_OK && i < method->form_count; i++)
        if (part_registers(m->wb, m->options, &method->forms[i]) &&
            part_has_form(m->options, &method->forms[i]))
            s = part_write_form(m, &method->forms[i], e);
    if (s == STATUS_OK)
        s = workbook_last(m->wb, &author, &last, e);
    free(author);
    if (s == STATUS_OK && last)
        clock_utc(last, m->created);
    if (s == STATUS_OK && !m->number && !(m->number = strdup("")))
        s = error_memory(e);
    return s;
}
