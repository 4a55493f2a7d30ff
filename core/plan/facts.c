/* The facts of a step, counted by the method's SQL. */
#include "core/plan/progress.h"

#include <stdlib.h>
#include <string.h>

#include "core/method/type.h"
#include "core/plan/findings.h"
#include "core/plan/sentence.h"
#include "core/store/guard.h"

#define DONE_COLUMN "done"
#define BEGUN_COLUMN "begun"
#define HAVE_COLUMN "a" /* "{a} of {n}" */
#define OF_COLUMN "n"
#define FINDING_TABLE "finding"

/* The first row of a fact's query: column names and texts for people. */
struct counted {
    bool read;
    size_t count;
    char **names, **texts;
    bool *counts; /* whether it is a number other than 0 */
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
    free(c->counts);
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
    c->counts = calloc((size_t)columns + 1, sizeof *c->counts);
    if (!c->names || !c->texts || !c->counts)
        return error_memory(e);
    for (int i = 0; i < columns; i++) {
        const char *name = sqlite3_column_name(row, i);
        c->names[c->count] = strdup(name ? name : "");
        c->texts[c->count] = sentence_cell(row, i, "0");
        c->counts[c->count] =
            sqlite3_column_type(row, i) != SQLITE_TEXT && sqlite3_column_double(row, i) != 0;
        bool whole = c->names[c->count] && c->texts[c->count];
        c->count++;
        if (!whole)
            return error_memory(e);
        if (name && strcmp(name, DONE_COLUMN) == 0) {
            c->has_done = true;
            c->done_null = sqlite3_column_type(row, i) == SQLITE_NULL;
            c->done = sqlite3_column_int64(row, i) != 0;
        }
    }
    return STATUS_OK;
}

/* Place of a column among those counted; c->count when the query has no such column. */
static size_t counted_place(const struct counted *c, const char *name, size_t size)
{
    size_t i = 0;

    while (
        i < c->count && (strlen(c->names[i]) != size || strncmp(c->names[i], name, size) != 0))
        i++;
    return i;
}

/* Whether it counts some of none. */
static bool of_nothing(const struct counted *c)
{
    size_t of = counted_place(c, OF_COLUMN, strlen(OF_COLUMN));

    return counted_place(c, HAVE_COLUMN, strlen(HAVE_COLUMN)) < c->count && of < c->count &&
           !c->counts[of];
}

/* What the query itself says of it; else whether the first number of the text is not 0; a text
 * without a number has begun when it is done. */
static bool has_begun(const struct counted *c, const char *text, bool done)
{
    const char *open = strchr(text, '{');
    size_t said = counted_place(c, BEGUN_COLUMN, strlen(BEGUN_COLUMN));

    if (said < c->count)
        return c->counts[said];
    size_t at = open ? counted_place(c, open + 1, strcspn(open + 1, "}")) : c->count;

    return open ? at < c->count && c->counts[at] : done;
}

/* What a fact's text is filled with. */
struct filling {
    const struct counted *counted;
    const char *missing; /* where the query has no such column */
};

/* sentence_word_fn: what stands in the place of "{name}". */
static const char *counted_text(const void *context, const char *name, size_t size)
{
    const struct filling *f = context;
    size_t at = counted_place(f->counted, name, size);

    return at < f->counted->count ? f->counted->texts[at] : f->missing;
}

/* Counts one fact. */
static enum status count_fact(
    struct workbook *wb, const struct fact *fact, struct counted_fact *out, struct error *e)
{
    struct counted c = {0};
    struct error refused = {0};
    enum status s = guard_query(wb, fact->sql, take_row, &c, &refused);
    bool broken = s == STATUS_DATA;

    struct filling filling = {&c, broken ? "?" : "0"};
    if (broken)
        s = STATUS_OK;
    out->state = broken                       ? FACT_BROKEN
                 : !c.read                    ? FACT_NOT_DONE
                 : !c.has_done || c.done_null ? FACT_SHOWN
                 : c.done && !of_nothing(&c)  ? FACT_DONE
                                              : FACT_NOT_DONE;
    out->begun = (out->state == FACT_DONE || out->state == FACT_NOT_DONE) &&
                 has_begun(&c, fact->text.in[LANG_ID], out->state == FACT_DONE);
    if (s != STATUS_OK)
        error_set(e, s, "%s", error_text(&refused));
    else if (!(out->text = sentence_fill(words_get(&fact->text), counted_text, &filling)))
        s = error_memory(e);
    counted_free(&c);
    error_clear(&refused);
    return s;
}

/* A word too many only costs time. */
bool facts_ask_findings(const struct step *step)
{
    bool asks = false;

    for (size_t i = 0; !asks && i < step->fact_count; i++)
        asks = strstr(step->facts[i].sql, FINDING_TABLE) != NULL;
    return asks;
}

/* Runs every check and lets queries read what came of it. */
static enum status show_findings(struct workbook *wb, struct error *e)
{
    struct findings *found;
    enum status s = findings_run(wb, FINDINGS_ALL, NULL, &found, e);

    if (s != STATUS_OK)
        return s;
    struct guard_finding *list = calloc(found->check_count + 1, sizeof *list);
    for (size_t i = 0; list && i < found->check_count; i++)
        list[i] = (struct guard_finding){.name = found->checks[i].check->name,
            .level = check_level_name(found->checks[i].check->level),
            .found = found->checks[i].count,
            .waived = found->checks[i].waived};
    s = list ? guard_show_findings(wb, list, found->check_count, e) : error_memory(e);
    free(list);
    findings_free(found);
    return s;
}

enum status facts_count(
    struct workbook *wb, const struct step *step, struct counted_fact **facts, struct error *e)
{
    bool shown = facts_ask_findings(step);
    enum status s = shown ? show_findings(wb, e) : STATUS_OK;

    *facts = s == STATUS_OK ? calloc(step->fact_count + 1, sizeof **facts) : NULL;
    if (s == STATUS_OK && !*facts)
        s = error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < step->fact_count; i++)
        s = count_fact(wb, &step->facts[i], &(*facts)[i], e);
    if (shown && s == STATUS_OK)
        s = guard_show_findings(wb, NULL, 0, e);
    else if (shown)
        (void)guard_show_findings(wb, NULL, 0, NULL);
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
