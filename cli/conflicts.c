/* susun conflicts: what people said differently and nobody has decided yet. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/call.h"
#include "cli/say.h"
#include "core/base/clock.h"
#include "core/base/csv.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/conflict.h"
#include "core/store/record.h"

/* "13 Jun 2026 08.30" where the region is. Caller frees. */
static char *moment(int64_t ms, const char *province)
{
    const char *zone;

    return clock_show(ms, clock_zone(province, &zone));
}

/* A moment as ISO 8601 in UTC. */
static void utc(int64_t ms, char out[32])
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm tm;

    out[0] = '\0';
    if (gmtime_r(&seconds, &tm))
        strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

/* What is written into. */
struct report {
    struct workbook *wb;
    struct csv_writer *csv; /* NULL: lines for people */
    char province[3];
};

/* One version on one line: what it says, who wrote it, when. */
static enum status tell_line(const struct report *r, const struct conflict *c,
    const struct conflict_side *side, const char *mark, struct error *e)
{
    char *text = NULL, *when = moment(side->at, r->province);
    enum status s = conflict_show(r->wb, c, side, &text, e);

    if (s == STATUS_OK)
        tell("  %s %s  (%s, %s)", mark, text[0] ? text : _("(empty)"),
            side->author[0] ? side->author : _("without a name"), when ? when : "");
    free(text);
    free(when);
    return s;
}

/* One version as a row of CSV. */
static enum status tell_row(const struct report *r, const struct conflict *c,
    const struct conflict_side *side, const char *version, struct error *e)
{
    char when[32], *value = side->typed ? strdup(side->typed) : value_machine(&side->value);
    char *code = NULL;
    enum status s = record_code(r->wb, c->form, c->uid, &code, e);

    utc(side->at, when);
    const char *cells[] = {c->form->name, c->uid, code, c->field ? c->field->name : "", version,
        value, side->author, side->host, when};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        csv_cell(r->csv, cells[i]);
    csv_end_row(r->csv);
    free(code);
    free(value);
    return s;
}

/* One difference: its versions, the shown one first, then where they come from. */
static enum status tell_conflict(
    const struct report *r, const struct conflict_place *place, struct error *e)
{
    struct conflict c;
    char *row = NULL;
    enum status s = conflict_read(r->wb, place, &c, e);

    if (s == STATUS_OK)
        s = conflict_row(r->wb, c.form, c.uid, &row, e);
    if (s == STATUS_OK && !r->csv)
        tell("%s: %s%s%s", words_get(&c.form->title), row, c.field ? ": " : "",
            c.field ? words_get(&c.field->label) : "");
    for (size_t i = 0; s == STATUS_OK && i < c.count; i++)
        s = r->csv ? tell_row(r, &c, &c.sides[i], i ? "lain" : "tampil", e)
                   : tell_line(r, &c, &c.sides[i], i ? "-" : "*", e);
    if (s == STATUS_OK && c.has_base)
        s = r->csv ? tell_row(r, &c, &c.base, "semula", e)
                   : tell_line(r, &c, &c.base, _("before:"), e);
    free(row);
    conflict_clear(&c);
    return s;
}

/* Head of the CSV, and what was written of it. */
static void csv_begin(struct report *r)
{
    static const char *const head[] = {
        "formulir", "id", "kode", "isian", "versi", "isi_versi", "penyunting", "host", "waktu"};

    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        csv_cell(r->csv, head[i]);
    csv_end_row(r->csv);
}

static enum status csv_print(struct report *r, struct error *e)
{
    size_t size;
    const char *bytes = csv_writer_bytes(r->csv, &size);

    if (!bytes)
        return error_memory(e);
    tell_bytes(bytes, size);
    return STATUS_OK;
}

static enum status tell_all(struct report *r, size_t *count, struct error *e)
{
    struct conflict_place *list;
    struct plan_years plan;
    enum status s = workbook_plan(r->wb, &plan, e);

    *count = 0;
    if (s == STATUS_OK)
        s = conflict_list(r->wb, &list, count, e);
    if (s != STATUS_OK)
        return s;
    memcpy(r->province, plan.region, 2);
    if (r->csv)
        csv_begin(r);
    for (size_t i = 0; s == STATUS_OK && i < *count; i++)
        s = tell_conflict(r, &list[i], e);
    conflict_places_free(list, *count);
    return s == STATUS_OK && r->csv ? csv_print(r, e) : s;
}

static enum status run(struct call *call, struct error *e)
{
    const char *format = call_value(call, "format");
    struct person person = call_person(call);
    struct report r = {0};
    size_t count = 0;

    if (format && strcmp(format, "text") != 0 && strcmp(format, "csv") != 0)
        return error_set(e, STATUS_USAGE, _("--format knows text and csv, not “%s”."), format);
    enum status s = workbook_open(&r.wb, call->operands[0], WORKBOOK_READ, &person, e);
    if (s != STATUS_OK)
        return s;
    if (format && strcmp(format, "csv") == 0 && !(r.csv = csv_writer_new(',')))
        s = error_memory(e);
    if (s == STATUS_OK)
        s = tell_all(&r, &count, e);
    if (s == STATUS_OK)
        say(_("Cells that differ and wait for a decision: %zu."), count);
    csv_writer_free(r.csv);
    workbook_close(r.wb);
    return s == STATUS_OK && count > 0 ? STATUS_FINDINGS : s;
}

static const struct option_spec options_table[] = {
    {"format", "text|csv", N_("for people (as it is) or for programs")},
    {0},
};
const struct command command_conflicts = {
    .name = "conflicts",
    .arguments = N_("FILE [--format text|csv]"),
    .about = N_("Lists what people filled in differently without having seen each other's."),
    .least = 1,
    .most = 1,
    .options = options_table,
    .run = run,
};
