#include "core/plan/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/plan/search_part.h"
#include "core/store/record.h"
#include "core/store/scope.h"

/* Rows read at once: less than a millisecond. */
#define PIECE_ROWS 256

enum status search_begin(struct workbook *wb, const char *typed, const struct form *only,
    struct search **search, struct error *e)
{
    size_t forms = workbook_method(wb)->form_count;
    struct search *s = calloc(1, sizeof *s);

    *search = NULL;
    if (!s)
        return error_memory(e);
    *s = (struct search){.wb = wb,
        .only = only,
        .typed = strdup(typed),
        .hits = calloc(SEARCH_MOST + 1, sizeof *s->hits),
        .of_form = calloc(forms + 1, sizeof *s->of_form),
        .divided = calloc(forms + 1, sizeof *s->divided)};
    enum status status = s->typed && s->hits && s->of_form && s->divided
                             ? needle_take(&s->needle, typed, e)
                             : error_memory(e);
    if (status != STATUS_OK) {
        search_free(s);
        return status;
    }
    s->done = s->needle.count == 0;
    *search = s;
    return STATUS_OK;
}

void search_free(struct search *s)
{
    if (!s)
        return;
    search_form_clear(&s->now);
    search_forget_hits(s);
    needle_clear(&s->needle);
    free(s->typed);
    free(s->field);
    free(s->of_form);
    free(s->divided);
    free(s);
}

/* A text of a row, which need not end in NUL. */
struct span {
    const char *text;
    size_t size;
};

static struct span column(sqlite3_stmt *row, int at)
{
    const void *text =
        sqlite3_column_type(row, at) == SQLITE_TEXT ? sqlite3_column_blob(row, at) : NULL;

    return (struct span){text ? text : "", text ? (size_t)sqlite3_column_bytes(row, at) : 0};
}

/* How good a place in a code or name is. */
static enum search_rank rank_of(const struct needle_place *at, bool code)
{
    return code && at->begins && at->ends ? SEARCH_CODE
           : at->begins                   ? SEARCH_BEGINS
                                          : SEARCH_NAME;
}

/* Code and name of a row make one place, the better one of both. */
static enum status take_name(struct search *s, struct search_place p, struct span code,
    struct span name, const struct field *field, struct error *e)
{
    struct needle_place in_code, in_name;
    bool coded = needle_find(&s->needle, code.text, code.size, &in_code);
    bool named = needle_find(&s->needle, name.text, name.size, &in_name);

    if (!coded && !named)
        return STATUS_OK;
    enum search_rank a = coded ? rank_of(&in_code, true) : SEARCH_TEXT;
    enum search_rank b = named ? rank_of(&in_name, false) : SEARCH_TEXT;
    p.rank = a < b ? a : b;
    p.in_code = a <= b;
    if (named && p.form->kind == FORM_FIXED) { /* people know its rows by their names */
        p.in_code = false;
        code.size = 0;
    }
    const struct needle_place *at = p.in_code ? &in_code : &in_name;
    p.field = p.in_code ? NULL : field;
    p.name = true;
    p.code = code.text;
    p.code_size = code.size;
    p.text = name.text;
    p.size = name.size;
    p.start = at->start;
    p.bytes = at->bytes;
    return search_take(s, &p, e);
}

/* A former code. */
static enum status take_old_code(
    struct search *s, struct search_place p, struct span code, struct error *e)
{
    struct needle_place at;

    if (!needle_find(&s->needle, code.text, code.size, &at))
        return STATUS_OK;
    p.rank = rank_of(&at, true);
    p.old = true;
    p.text = code.text;
    p.size = code.size;
    p.start = at.start;
    p.bytes = at.bytes;
    return search_take(s, &p, e);
}

/* A text of a field. */
static enum status take_text(struct search *s, struct search_place p, struct span text,
    const struct field *field, struct error *e)
{
    struct needle_place at;

    if (!needle_find(&s->needle, text.text, text.size, &at))
        return STATUS_OK;
    p.rank = SEARCH_TEXT;
    p.field = field;
    p.text = text.text;
    p.size = text.size;
    p.start = at.start;
    p.bytes = at.bytes;
    return search_take(s, &p, e);
}

/* A number or a date, if it is the one that was typed. */
static enum status take_value(struct search *s, struct search_place p, sqlite3_stmt *row,
    int at, const struct search_column *c, struct error *e)
{
    struct value value;
    enum status status = db_value(row, at, &value, e);

    if (status == STATUS_OK && value.kind != VALUE_NULL &&
        (value_equal(&value, &c->wanted[0]) || value_equal(&value, &c->wanted[1]))) {
        char *shown = c->field->type->show(c->field, &value);
        p.rank = SEARCH_VALUE;
        p.field = c->field;
        p.text = shown;
        p.size = p.bytes = shown ? strlen(shown) : 0;
        status = shown ? search_take(s, &p, e) : error_memory(e);
        free(shown);
    }
    value_clear(&value);
    return status;
}

/* Number of a fixed row in its form. */
static double place_of(const struct choice_list *rows, const struct choice *choice)
{
    return choice ? (double)(choice - rows->choices) : HUGE_VAL;
}

/* Where a row stands, what it is called and coded: code and name of a fixed row are its
 * choice's. */
static enum status take_head(
    struct search *s, struct search_place *p, sqlite3_stmt *row, struct error *e)
{
    struct span code = column(row, SEARCH_KODE), name = {"", 0};
    const struct form *form = p->form;

    p->order = form->kind == FORM_LIST ? sqlite3_column_double(row, SEARCH_URUTAN) : 0;
    if (form->kind == FORM_FIXED) {
        const struct choice *choice = list_choice(form->rows, p->uid);
        const char *label = choice ? words_get(&choice->label) : "";
        p->order = place_of(form->rows, choice);
        code = (struct span){p->uid, strlen(p->uid)};
        name = (struct span){label, strlen(label)};
    }
    for (size_t i = 0; s->now.name && i < s->now.count; i++)
        if (s->now.columns[i].field == s->now.name)
            name = column(row, SEARCH_FIELDS + (int)i);
    enum status status = take_name(s, *p, code, name, s->now.name, e);
    if (status == STATUS_OK)
        status = take_old_code(s, *p, column(row, SEARCH_KODE_LAMA), e);
    return status;
}

/* Every place of a row. */
static enum status take_row(struct search *s, sqlite3_stmt *row, struct error *e)
{
    struct search_place p = {
        .form = s->now.form, .uid = (const char *)sqlite3_column_text(row, SEARCH_UID)};

    if (!p.uid)
        return db_short(row) ? error_memory(e) : STATUS_OK;
    enum status status = take_head(s, &p, row, e);
    for (size_t i = 0; status == STATUS_OK && i < s->now.count; i++) {
        const struct search_column *c = &s->now.columns[i];
        int at = SEARCH_FIELDS + (int)i;
        if (!c->text)
            status = take_value(s, p, row, at, c, e);
        else if (c->field != s->now.name)
            status = take_text(s, p, column(row, at), c->field, e);
    }
    return status;
}

/* Reads rows of the present form; at its last one the form is left. */
static enum status go_on(struct search *s, struct error *e)
{
    struct db *db = workbook_db(s->wb);
    bool row = true;
    size_t count = 0;
    sqlite3_stmt *stmt = db_prepare(db, s->now.sql, e);
    enum status status =
        stmt ? db_bind(db, stmt, e, "ii", s->rowid, (int64_t)PIECE_ROWS) : db_status(e);

    while (status == STATUS_OK && (status = db_step(db, stmt, &row, e)) == STATUS_OK && row) {
        count++;
        s->rowid = sqlite3_column_int64(stmt, SEARCH_ROWID);
        status = take_row(s, stmt, e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    if (count < PIECE_ROWS)
        search_form_clear(&s->now);
    return status;
}

/* A text that a field did not understand. */
static enum status take_unread(struct search *s, sqlite3_stmt *row, struct error *e)
{
    const struct method *m = workbook_method(s->wb);
    const char *form = (const char *)sqlite3_column_text(row, 3);
    const char *uid = (const char *)sqlite3_column_text(row, 4);
    struct search_place p = {
        .form = form ? method_form(m, form) : NULL, .uid = uid, .order = HUGE_VAL};
    const struct field *field = p.form ? form_field(p.form, s->field) : NULL;

    bool there = false;
    enum status status = field && uid ? record_there(s->wb, p.form, uid, &there, e) : STATUS_OK;

    if (status != STATUS_OK || !there)
        return status;
    return take_text(s, p, column(row, 2), field, e);
}

/* Reads texts no field understood, behind the last one; the last of them ends the search. */
static enum status go_on_unread(struct search *s, struct error *e)
{
    struct db *db = workbook_db(s->wb);
    bool row = true;
    size_t count = 0;
    sqlite3_stmt *stmt = db_prepare(db,
        "SELECT u.record, u.field, u.text, r.form, r.uid FROM main.unread u"
        " JOIN main.record r ON r.id = u.record WHERE (u.record, u.field) > (?1, ?2)"
        " ORDER BY u.record, u.field LIMIT ?3",
        e);
    char *last = s->field;
    enum status status =
        stmt ? db_bind(db, stmt, e, "iti", s->rowid, last ? last : "", (int64_t)PIECE_ROWS)
             : db_status(e);

    s->field = NULL;
    while (status == STATUS_OK && (status = db_step(db, stmt, &row, e)) == STATUS_OK && row) {
        const char *field = (const char *)sqlite3_column_text(stmt, 1);
        count++;
        free(s->field);
        s->rowid = sqlite3_column_int64(stmt, 0);
        s->field = strdup(field ? field : "");
        status = s->field ? take_unread(s, stmt, e) : error_memory(e);
    }
    if (stmt)
        sqlite3_reset(stmt);
    free(last);
    s->done = count < PIECE_ROWS;
    return status;
}

enum status search_go(struct search *s, bool *more, struct error *e)
{
    const struct method *m = workbook_method(s->wb);
    enum status status = STATUS_OK;

    if (!s->done && !s->now.form && s->next < m->form_count) {
        const struct form *form = &m->forms[s->next++];
        s->rowid = INT64_MIN;
        s->divided[form->number] = scope_hides(s->wb) && scope_divides(s->wb, form);
        status = search_form_open(s->wb, form, s->typed, &s->now, e);
    }
    if (status == STATUS_OK && s->now.form) {
        status = go_on(s, e);
        if (!s->now.form && s->next == m->form_count)
            s->rowid = INT64_MIN;
    } else if (status == STATUS_OK && !s->done) {
        status = go_on_unread(s, e);
    }
    s->done = s->done || status != STATUS_OK;
    *more = !s->done;
    return status;
}

const struct search_hit *search_hit(const struct search *s, size_t at)
{
    return at < s->kept ? s->hits[at] : NULL;
}

size_t search_kept(const struct search *s)
{
    return s->kept;
}

size_t search_count(const struct search *s)
{
    return s->count;
}

size_t search_count_of(const struct search *s, const struct form *form)
{
    return s->of_form[form->number];
}

size_t search_count_hidden(const struct search *s)
{
    return s->hidden;
}
