/* The state of a step by its facts, its forms and a person's word; the stage under way. */
#include "core/plan/progress.h"

#include <stdlib.h>
#include <string.h>

#include "core/method/type.h"
#include "core/store/action.h"
#include "core/store/guard.h"
#include "core/store/record.h"
#include "core/store/rows.h"

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

/* Whether no earlier step works on a form, and nobody writes it from elsewhere. */
static bool is_own(const struct method *m, const struct step *step, const struct form *form)
{
    switch (form->role) {
    case FORM_ROLE_DECISION:
    case FORM_ROLE_PARKING:
    case FORM_ROLE_TASK:
    case FORM_ROLE_COMMENT: return false;
    default: break;
    }
    for (size_t i = 0; i < m->stage_count; i++)
        for (size_t k = 0; k < m->stages[i].count; k++) {
            const struct step *other = &m->stages[i].steps[k];
            for (const struct form **f = other->forms; *f; f++)
                if (*f == form)
                    return other == step;
        }
    return false;
}

/* Whether anything stands in one of the step's own forms. */
static enum status own_has_data(
    struct workbook *wb, const struct step *step, bool *has, struct error *e)
{
    enum status s = STATUS_OK;

    *has = false;
    for (const struct form **f = step->forms; s == STATUS_OK && !*has && *f; f++) {
        size_t rows;
        if (!is_own(workbook_method(wb), step, *f))
            continue;
        if ((*f)->kind == FORM_SINGLE || (*f)->kind == FORM_FIXED) {
            s = standing_has_data(wb, *f, has, e);
        } else {
            s = rows_total(wb, *f, &rows, e);
            *has = rows > 0;
        }
    }
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

/* Whether a step's facts need not be counted: they ask what the checks find, and its stage has
 * not begun. */
static enum status can_wait(
    struct workbook *wb, const struct step *step, bool *wait, struct error *e)
{
    bool begun = true;
    enum status s = STATUS_OK;

    if (facts_ask_findings(step) && step->stage->open[0]) {
        s = ask(wb, step->stage->open, &begun, e);
        if (s == STATUS_OK && !begun)
            s = ask(wb, step->stage->closed, &begun, e);
    }
    *wait = !begun;
    return s;
}

/* What the facts and forms of a step propose. */
static enum status count_step(
    struct workbook *wb, const struct step *step, enum step_state *state, struct error *e)
{
    struct counted_fact *facts;
    size_t done = 0, open = 0;
    bool begun = false, wait;
    enum status s = can_wait(wb, step, &wait, e);

    *state = STEP_OPEN;
    if (s != STATUS_OK || wait)
        return s;
    s = facts_count(wb, step, &facts, e);
    if (s != STATUS_OK)
        return s;
    for (size_t i = 0; i < step->fact_count; i++) {
        done += facts[i].state == FACT_DONE;
        open += facts[i].state == FACT_NOT_DONE || facts[i].state == FACT_BROKEN;
        begun = begun || facts[i].begun;
    }
    facts_free(facts, step->fact_count);
    if (done > 0 && open == 0) {
        *state = STEP_DONE;
        return STATUS_OK;
    }
    if (!begun)
        s = own_has_data(wb, step, &begun, e);
    if (begun)
        *state = STEP_BEGUN;
    return s;
}

/* The words in the order of their choices. */
static const enum step_state words[] = {[STEP_SAID_OPEN] = STEP_OPEN,
    [STEP_SAID_BEGUN] = STEP_BEGUN,
    [STEP_SAID_DONE] = STEP_DONE,
    [STEP_SAID_NOT_NEEDED] = STEP_NOT_NEEDED};

/* A cell of the row the engine keeps of a step; NULL when it is empty. */
static enum status engine_text(
    struct workbook *wb, const struct step *step, int field, char **text, struct error *e)
{
    const struct method *m = workbook_method(wb);
    const struct field *f = engine_field(m, ENGINE_STEP, field);
    struct cell cell = {0};
    enum status s = record_cell(wb, f->form, step->name, f, &cell, e);

    *text = NULL;
    if (s == STATUS_OK && cell.value.kind == VALUE_TEXT && !(*text = strdup(cell.value.text)))
        s = error_memory(e);
    cell_clear(&cell);
    return s;
}

enum status step_said(struct workbook *wb, const struct step *step, bool *said,
    enum step_state *state, struct error *e)
{
    const struct field *f = engine_field(workbook_method(wb), ENGINE_STEP, STEP_STATUS);
    char *word = NULL;
    enum status s = engine_text(wb, step, STEP_STATUS, &word, e);

    *said = false;
    for (size_t i = 0; word && i < f->list->count; i++)
        if (strcmp(f->list->choices[i].name, word) == 0) {
            *state = words[i];
            *said = true;
        }
    free(word);
    return s;
}

enum status step_status(
    struct workbook *wb, const struct step *step, struct step_status *status, struct error *e)
{
    const struct field *f = engine_field(workbook_method(wb), ENGINE_STEP, STEP_STATUS);

    *status = (struct step_status){0};
    enum status s = count_step(wb, step, &status->counted, e);
    status->state = status->counted;
    if (s == STATUS_OK)
        s = step_said(wb, step, &status->said, &status->state, e);
    if (status->said)
        s = record_written(wb, f->form, step->name, f, &status->at, e);
    return s;
}

bool step_finished(const struct step_status *status)
{
    return status->state == STEP_DONE || status->state == STEP_NOT_NEEDED;
}

enum status step_say(
    struct workbook *wb, const struct step *step, const enum step_state *word, struct error *e)
{
    const struct field *f = engine_field(workbook_method(wb), ENGINE_STEP, STEP_STATUS);
    struct value value = {0};

    for (size_t i = 0; word && i < f->list->count; i++)
        if (words[i] == *word)
            value =
                (struct value){.kind = VALUE_TEXT, .text = (char *)f->list->choices[i].name};
    enum status s = action_begin(wb, ACTION_EDIT, e);
    if (s != STATUS_OK)
        return s;
    s = action_set(wb, f->form, step->name, f->name, &value, NULL, e);
    if (s == STATUS_OK)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}

enum status step_note(
    struct workbook *wb, const struct step *step, char **note, struct error *e)
{
    enum status s = engine_text(wb, step, STEP_NOTE, note, e);

    if (s == STATUS_OK && !*note && !(*note = strdup("")))
        s = error_memory(e);
    return s;
}

enum status stage_closed(
    struct workbook *wb, const struct stage *stage, bool *closed, struct error *e)
{
    return ask(wb, stage->closed, closed, e);
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
