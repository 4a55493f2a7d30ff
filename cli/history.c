/* susun history: who changed what, newest first; or what has changed since a mark. */
#include <stdlib.h>
#include <string.h>

#include "cli/call.h"
#include "cli/say.h"
#include "cli/stop.h"
#include "core/base/clock.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/since.h"
#include "core/exchange/trail.h"

#define VALUE_CELLS 60 /* of a value in a line of text */

/* What a call is about. */
struct request {
    struct workbook *wb;
    bool csv;
    int zone; /* minutes */
    const struct form *form;
    char *uid;
    struct since since;
};

/* A value for a line: cut, "(empty)" for nothing. Takes the text; caller frees. */
static char *shorten(char *text)
{
    char *cut = !text ? NULL : text_cut(text[0] ? text : _("(empty)"), VALUE_CELLS, false);

    free(text);
    return cut;
}

/* "Name (group 3)". Caller frees. */
static char *who(const struct change *c)
{
    const char *name = c->author[0] ? c->author : _("(nobody named)");

    return c->group ? text_format(_("%s (group %d)"), name, c->group) : strdup(name);
}

/* history_fn: a line. */
static enum status tell_change(void *context, const struct change *c, struct error *e)
{
    const struct request *r = context;
    char *name = NULL, *before = NULL, *after = NULL;
    char *at = clock_show(c->at, r->zone), *author = who(c);
    enum status s = at && author ? STATUS_OK : error_memory(e);

    if (stop_asked(NULL))
        s = error_set(e, STATUS_INTERRUPTED, _("Stopped."));
    if (s == STATUS_OK && c->form)
        s = history_name(r->wb, c->form, c->uid, &name, e);
    if (s == STATUS_OK)
        s = change_show(r->wb, c, false, &before, e);
    if (s == STATUS_OK)
        s = change_show(r->wb, c, true, &after, e);
    before = shorten(before);
    after = shorten(after);
    if (s == STATUS_OK)
        tell("%s  %s  %s%s%s  %s: %s -> %s  (%s)", at, author,
            c->form ? words_get(&c->form->title) : c->form_name, name && name[0] ? " " : "",
            name ? name : "", change_label(c), before ? before : "", after ? after : "",
            change_kind(c));
    free(at);
    free(author);
    free(name);
    free(before);
    free(after);
    return s;
}

/* One cell of a row, before and now. */
static enum status tell_cell(
    const struct request *r, const struct changed_cell *c, struct error *e)
{
    struct change shown = {
        .field = c->field, .field_name = "kode", .before = c->before, .after = c->now};
    char *before = NULL, *now = NULL;
    enum status s = change_show(r->wb, &shown, false, &before, e);

    if (s == STATUS_OK)
        s = change_show(r->wb, &shown, true, &now, e);
    before = shorten(before);
    now = shorten(now);
    if (s == STATUS_OK)
        tell("  %s: %s -> %s", change_label(&shown), before ? before : "", now ? now : "");
    free(before);
    free(now);
    return s;
}

/* One row with its cells. */
static enum status tell_row(
    const struct request *r, const struct changed_row *row, struct error *e)
{
    char *name;
    enum status s = history_name(r->wb, row->form, row->uid, &name, e);

    if (s == STATUS_OK)
        tell("%s%s%s (%s)", words_get(&row->form->title), name[0] ? " " : "", name,
            row_change_name(row->what));
    free(name);
    for (size_t i = 0; s == STATUS_OK && i < row->count; i++)
        s = tell_cell(r, &row->cells[i], e);
    return s;
}

/* For trail_options: what is written goes out. */
static enum status pass_on(void *context, struct csv_writer *out, struct error *e)
{
    size_t size;
    const char *bytes = csv_writer_bytes(out, &size);

    (void)context;
    if (!bytes)
        return error_memory(e);
    tell_bytes(bytes, size);
    csv_writer_reset(out);
    return STATUS_OK;
}

/* "What has changed since": rows as they were and are. */
static enum status tell_changes(struct request *r, struct csv_writer *out,
    const struct trail_options *trail, struct error *e)
{
    struct changed_row *rows;
    size_t count, cells = 0;
    enum status s = changes_since(r->wb, &r->since.mark, &rows, &count, e);

    if (s == STATUS_OK && r->csv)
        s = trail_changes(r->wb, rows, count, trail, out, e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        cells += rows[i].count;
        if (!r->csv)
            s = tell_row(r, &rows[i], e);
    }
    if (s == STATUS_OK)
        say(_("Since “%s”: rows %zu, fields %zu."), r->since.mark.title, count, cells);
    changes_free(rows, count);
    return s;
}

/* What was asked for. */
static enum status answer(struct request *r, struct error *e)
{
    struct history_query query = {
        .form = r->form, .uid = r->uid, .since = r->since.found ? &r->since.mark : NULL};
    const struct trail_options trail = {.dialect = dialect_named("machine"),
        .personal = true,
        .stop = stop_asked,
        .flush = pass_on};
    struct csv_writer *out = csv_writer_new(',');
    size_t rows;
    enum status s = out ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK && r->since.found && !r->form)
        s = tell_changes(r, out, &trail, e);
    else if (s == STATUS_OK && r->csv)
        s = trail_write(r->wb, &query, &trail, out, &rows, e);
    else if (s == STATUS_OK)
        s = history_each(r->wb, &query, tell_change, r, e);
    csv_writer_free(out);
    return s;
}

/* Finds the row and the mark that are named. */
static enum status find(struct call *call, struct request *r, struct error *e)
{
    const char *record = call_value(call, "record"), *mark = call_value(call, "since");
    struct plan_years plan;
    const char *zone;
    enum status s = workbook_plan(r->wb, &plan, e);

    r->zone = s == STATUS_OK ? clock_zone(plan.region, &zone) : 0;
    if (s == STATUS_OK && record)
        s = history_find(r->wb, record, &r->form, &r->uid, e);
    if (s == STATUS_OK && mark)
        s = since_named(r->wb, mark, &r->since, e);
    return s;
}

static enum status run(struct call *call, struct error *e)
{
    struct person person = call_person(call);
    const char *format = call_value(call, "format");
    struct request r = {.csv = format && strcmp(format, "csv") == 0};

    if (format && !r.csv && strcmp(format, "text") != 0)
        return error_set(e, STATUS_USAGE, _("--format knows text and csv, not “%s”."), format);
    enum status s = workbook_open(&r.wb, call->operands[0], WORKBOOK_READ, &person, e);
    if (s != STATUS_OK)
        return s;
    s = find(call, &r, e);
    if (s == STATUS_OK)
        s = answer(&r, e);
    since_clear(&r.since);
    free(r.uid);
    workbook_close(r.wb);
    return s;
}

static const struct option_spec options_table[] = {
    {"record", N_("CODE"), N_("only this row, by its code or id")},
    {"since", N_("MARK"),
        N_("what has changed since this mark or package (73.22-02), or of the row only what is "
           "newer")},
    {"format", "text|csv", N_("lines to read, or CSV with values as stored")},
    {0},
};
const struct command command_history = {
    .name = "history",
    .arguments = N_("FILE [--record CODE] [--since MARK] [--format text|csv]"),
    .about = N_("Tells who changed what, newest first; with --since, row by row what was and "
                "what is."),
    .least = 1,
    .most = 1,
    .options = options_table,
    .run = run,
};
