#include "core/plan/progress.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/method/type.h"
#include "core/store/guard.h"
#include "core/store/rows.h"

#define DONE_COLUMN "done"
#define GROUPED_FROM 10000 /* smaller numbers stand without a dot: they may be years */

/* The first row of a fact's query: column names and texts for people. */
struct counted {
    bool read;
    size_t count;
    char **names, **texts;
    bool has_done, done, done_null;
};

static void counted_free(struct counted *c)
{
    for (size_t i = 0; i < c->count; i++) {
        free(c->names[i]);
        free(c->texts[i]);
    }
    free(c->names);
    free(c->texts);
}

/* A counted number as people write it; texts as they are, nothing as 0. */
static char *shown(sqlite3_stmt *row, int column)
{
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER: {
        int64_t n = sqlite3_column_int64(row, column);
        return n > -GROUPED_FROM && n < GROUPED_FROM ? text_format("%lld", (long long)n)
                                                     : number_show_integer(n);
    }
    case SQLITE_FLOAT: return number_show_decimal(sqlite3_column_double(row, column));
    case SQLITE_NULL: return strdup("0");
    default: return strdup((const char *)sqlite3_column_text(row, column));
    }
}

/* guard_row_fn: keeps the first row, leaves the others. */
static enum status take_row(void *context, sqlite3_stmt *row, struct error *e)
{
    struct counted *c = context;
    int columns = sqlite3_column_count(row);

    if (c->read)
        return STATUS_OK;
    c->read = true;
    c->names = calloc((size_t)columns + 1, sizeof *c->names);
    c->texts = calloc((size_t)columns + 1, sizeof *c->texts);
    if (!c->names || !c->texts)
        return error_memory(e);
    for (int i = 0; i < columns; i++) {
        const char *name = sqlite3_column_name(row, i);
        c->names[c->count] = strdup(name ? name : "");
        c->texts[c->count] = shown(row, i);
        if (!c->names[c->count] || !c->texts[c->count++])
            return error_memory(e);
        if (name && strcmp(name, DONE_COLUMN) == 0) {
            c->has_done = true;
            c->done_null = sqlite3_column_type(row, i) == SQLITE_NULL;
            c->done = sqlite3_column_int64(row, i) != 0;
        }
    }
    return STATUS_OK;
}

/* What stands in the place of "{name}"; `missing` when the query has no such column. */
static const char *counted_text(
    const struct counted *c, const char *name, size_t size, const char *missing)
{
    for (size_t i = 0; i < c->count; i++)
        if (strlen(c->names[i]) == size && strncmp(c->names[i], name, size) == 0)
            return c->texts[i];
    return missing;
}

/* The fact's text with its placeholders filled. Caller frees. */
static char *fill(const char *text, const struct counted *c, const char *missing)
{
    char *out = strdup("");

    while (out && *text) {
        size_t plain = strcspn(text, "{");
        size_t name = text[plain] ? strcspn(text + plain + 1, "}") : 0;
        bool closed = text[plain] && text[plain + 1 + name] == '}';
        if (text[plain] && !closed)
            plain = strlen(text);
        const char *value = closed ? counted_text(c, text + plain + 1, name, missing) : "";
        char *longer = text_format("%s%.*s%s", out, (int)plain, text, value);
        free(out);
        out = longer;
        text += plain + (closed ? name + 2 : 0);
    }
    return out;
}

/* Counts one fact. */
static enum status count_fact(
    struct workbook *wb, const struct fact *fact, struct counted_fact *out, struct error *e)
{
    struct counted c = {0};
    struct error refused = {0};
    enum status s = guard_query(wb, fact->sql, take_row, &c, &refused);
    bool broken = s == STATUS_DATA;

    if (broken)
        s = STATUS_OK;
    out->state = broken                       ? FACT_BROKEN
                 : !c.read                    ? FACT_NOT_DONE
                 : !c.has_done || c.done_null ? FACT_SHOWN
                 : c.done                     ? FACT_DONE
                                              : FACT_NOT_DONE;
    if (s != STATUS_OK)
        error_set(e, s, "%s", error_text(&refused));
    else if (!(out->text = fill(words_get(&fact->text), &c, broken ? "?" : "0")))
        s = error_memory(e);
    counted_free(&c);
    error_clear(&refused);
    return s;
}

enum status facts_count(
    struct workbook *wb, const struct step *step, struct counted_fact **facts, struct error *e)
{
    enum status s = STATUS_OK;

    *facts = calloc(step->fact_count + 1, sizeof **facts);
    if (!*facts)
        return error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < step->fact_count; i++)
        s = count_fact(wb, &step->facts[i], &(*facts)[i], e);
    if (s != STATUS_OK) {
        facts_free(*facts, step->fact_count);
        *facts = NULL;
    }
    return s;
}

void facts_free(struct counted_fact *facts, size_t count)
{
    for (size_t i = 0; facts && i < count; i++)
        free(facts[i].text);
    free(facts);
}

/* Whether a field tells of work: what `new` and the engine fill in by themselves does not. */
static bool tells_of_work(const struct field *f)
{
    switch (f->role) {
    case ROLE_REGION:
    case ROLE_PLAN_START:
    case ROLE_PLAN_YEARS: return false;
    default: break;
    }
    return f->level != LEVEL_COMPUTED && f->level != LEVEL_KEY && !f->fallback[0] &&
           !f->computed[0];
}

static enum status count_row(void *context, sqlite3_stmt *row, struct error *e)
{
    (void)row;
    (void)e;
    ++*(size_t *)context;
    return STATUS_OK;
}

/* Whether a standing row (single, fixed) holds anything somebody typed. */
static enum status standing_has_data(
    struct workbook *wb, const struct form *form, bool *has, struct error *e)
{
    size_t found = 0;
    sqlite3_str *s = sqlite3_str_new(NULL);

    sqlite3_str_appendf(s, "SELECT 1 FROM \"%w\" WHERE 0", form->name);
    for (size_t i = 0; i < form->count; i++) {
        const struct field *f = &form->fields[i];
        if (tells_of_work(f))
            sqlite3_str_appendf(
                s, " OR \"%w%s\" IS NOT NULL", f->name, f->type->columns[0].suffix);
    }
    sqlite3_str_appendall(s, " LIMIT 1");
    char *sql = sqlite3_str_finish(s);
    enum status status = sql ? guard_query(wb, sql, count_row, &found, e) : error_memory(e);
    sqlite3_free(sql);
    *has = found > 0;
    return status;
}

/* Whether anything stands in one of the step's forms. */
static enum status step_has_data(
    struct workbook *wb, const struct step *step, bool *has, struct error *e)
{
    enum status s = STATUS_OK;

    *has = false;
    for (const struct form **f = step->forms; s == STATUS_OK && f && *f && !*has; f++) {
        size_t rows = 0;
        if ((*f)->kind == FORM_SINGLE || (*f)->kind == FORM_FIXED) {
            s = standing_has_data(wb, *f, has, e);
        } else {
            s = rows_total(wb, *f, &rows, e);
            *has = rows > 0;
        }
    }
    return s;
}

enum status step_state(
    struct workbook *wb, const struct step *step, enum step_state *state, struct error *e)
{
    struct counted_fact *facts;
    size_t done = 0, open = 0;
    bool has_data = false;
    enum status s = facts_count(wb, step, &facts, e);

    *state = STEP_OPEN;
    if (s != STATUS_OK)
        return s;
    for (size_t i = 0; i < step->fact_count; i++) {
        done += facts[i].state == FACT_DONE;
        open += facts[i].state == FACT_NOT_DONE;
    }
    facts_free(facts, step->fact_count);
    if (done > 0) {
        *state = open ? STEP_BEGUN : STEP_DONE;
        return STATUS_OK;
    }
    s = step_has_data(wb, step, &has_data, e);
    if (has_data)
        *state = STEP_BEGUN;
    return s;
}

/* guard_row_fn: the first column of the first row as yes or no. */
static enum status take_answer(void *context, sqlite3_stmt *row, struct error *e)
{
    (void)e;
    *(bool *)context = sqlite3_column_int64(row, 0) != 0;
    return STATUS_OK;
}

/* What a stage's SQL says; a refused one says no. */
static enum status ask(struct workbook *wb, const char *sql, bool *yes, struct error *e)
{
    *yes = false;
    if (!sql || !sql[0])
        return STATUS_OK;
    enum status s = guard_query(wb, sql, take_answer, yes, e);
    if (s == STATUS_DATA) {
        error_clear(e);
        s = STATUS_OK;
    }
    return s;
}

enum status stage_present(struct workbook *wb, const struct stage **stage, struct error *e)
{
    const struct method *m = workbook_method(wb);
    const struct stage *open = NULL, *waiting = NULL;
    enum status s = STATUS_OK;

    for (size_t i = 0; s == STATUS_OK && i < m->stage_count; i++) {
        bool yes;
        s = ask(wb, m->stages[i].open, &yes, e);
        if (s == STATUS_OK && yes)
            open = &m->stages[i];
    }
    for (size_t i = 0; s == STATUS_OK && !open && !waiting && i < m->stage_count; i++) {
        bool over;
        s = ask(wb, m->stages[i].closed, &over, e);
        if (s == STATUS_OK && !over)
            waiting = &m->stages[i];
    }
    *stage = open ? open : waiting ? waiting : &m->stages[m->stage_count - 1];
    return s;
}
