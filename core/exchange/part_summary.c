/* ringkasan.csv: one row of figures about the whole plan, for who gathers many. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/exchange/gather/shape.h"
#include "core/exchange/part.h"
#include "core/method/engine.h"
#include "core/plan/progress.h"
#include "core/store/guard.h"

const struct part_column summary_own[SUMMARY_OWN] = {{HEADING_REGION, "string"},
    {ENGINE_FIGURE_STAGE, "string"}, {ENGINE_FIGURE_MEND, "integer"}};

/* guard_row_fn: the first cell of the first row. */
static enum status take_cell(void *context, sqlite3_stmt *row, struct error *e)
{
    char **text = context;

    if (*text || sqlite3_column_count(row) < 1 || sqlite3_column_type(row, 0) == SQLITE_NULL)
        return STATUS_OK;
    const char *cell = (const char *)sqlite3_column_text(row, 0);
    *text = cell ? strdup(cell) : NULL;
    return *text ? STATUS_OK : error_memory(e);
}

/* One figure; empty where its query gives none, does not work or gives what the column does not
 * promise. */
static enum status put_figure(
    struct making *m, struct table *t, const struct figure *f, struct error *e)
{
    struct error refused = {0};
    char *text = NULL;
    enum status s = guard_query(m->wb, f->sql, take_cell, &text, &refused);

    if (s == STATUS_DATA)
        s = STATUS_OK;
    else if (s != STATUS_OK)
        error_set(e, s, "%s", error_text(&refused));
    if (s == STATUS_OK)
        csv_cell(table_out(t), text && value_fits(f->schema, text) ? text : "");
    error_clear(&refused);
    free(text);
    return s;
}

/* The only row. */
static enum status put_row(struct making *m, struct table *t, struct error *e)
{
    const struct method *method = workbook_method(m->wb);
    struct csv_writer *out = table_out(t);
    const struct stage *stage = NULL;
    char count[24];
    enum status s = stage_present(m->wb, &stage, e);

    if (s != STATUS_OK)
        return s;
    snprintf(count, sizeof count, "%zu", m->to_mend);
    csv_cell(out, m->plan.region);
    csv_cell(out, stage ? stage->title.in[LANG_ID] : "");
    csv_cell(out, count);
    for (size_t i = 0; s == STATUS_OK && i < method->figure_count; i++)
        s = put_figure(m, t, &method->figures[i], e);
    csv_end_row(out);
    return s;
}

enum status part_summary(struct making *m, struct package_file *f, struct error *e)
{
    const struct method *method = workbook_method(m->wb);
    struct table *t;
    enum status s = table_open(&t, m, m->options->dialect, f, NULL, e);

    if (s != STATUS_OK)
        return s;
    for (size_t i = 0; i < SUMMARY_OWN; i++)
        csv_cell(table_out(t), summary_own[i].name);
    for (size_t i = 0; i < method->figure_count; i++)
        csv_cell(table_out(t), method->figures[i].name);
    csv_end_row(table_out(t));
    s = put_row(m, t, e);
    if (s == STATUS_OK)
        return table_close(t, e);
    table_drop(t);
    return s;
}
