/* susun merge: other copies of the workbook come into this one; what came from whom is printed.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/call.h"
#include "cli/say.h"
#include "cli/stop.h"
#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/merge.h"

/* "13 Jun 2026 08.30" where the region is. Caller frees. */
static char *moment(int64_t ms, const char *province)
{
    const char *zone;
    int minute;
    struct date d = clock_date(ms, clock_zone(province, &zone), &minute);
    char *day = date_show_short(d);
    char *text = day ? text_format("%s %02d.%02d", day, minute / 60, minute % 60) : NULL;

    free(day);
    return text;
}

/* One line for each person. */
static void tell_people(const struct merge_report *r, const char *province)
{
    for (size_t i = 0; i < r->people_count; i++) {
        const struct merge_person *p = &r->people[i];
        char *from = moment(p->from, province), *to = moment(p->to, province);
        tell(_("  %s: %s – %s, changes %zu"), p->author[0] ? p->author : _("(no name)"),
            from ? from : "", to ? to : "", p->changes);
        free(from);
        free(to);
    }
}

/* What one file brought. */
static void tell_report(const struct merge_report *r, const char *province)
{
    char *whose = r->group ? text_format(_("group %d"), r->group) : strdup(_("main copy"));

    if (r->outcome == MERGE_SELF)
        tell(_("%s: this is the workbook itself; nothing to take in."), r->path);
    else if (r->outcome == MERGE_KNOWN)
        tell(_("%s (%s): nothing new."), r->path, whose ? whose : "");
    else {
        tell("%s (%s):", r->path, whose ? whose : "");
        tell_people(r, province);
        tell(_("  rows new %zu, rows deleted %zu, cells changed %zu"), r->rows_new,
            r->rows_gone, r->cells);
        tell(_("  cells that differ %zu, decided %zu, codes twice %zu"), r->different,
            r->decided, r->doubled);
        if (r->adopted)
            tell("%s", _("  begun separately, adopted into this workbook"));
        if (r->unknown)
            tell(_("  cells of fields this method does not have %zu: kept in the history"),
                r->unknown);
    }
    free(whose);
}

/* The printed report. */
static enum status tell_reports(struct workbook *wb, const struct merge_report *reports,
    size_t count, bool dry_run, int64_t *open, struct error *e)
{
    struct plan_years plan;
    struct workbook_counts counts;
    char province[3] = "";
    enum status s = workbook_plan(wb, &plan, e);

    if (s == STATUS_OK)
        s = workbook_counts(wb, &counts, e);
    if (s != STATUS_OK)
        return s;
    memcpy(province, plan.region, 2);
    *open = counts.differences;
    tell(_("Merge into %s"), workbook_path(wb));
    for (size_t i = 0; i < count; i++) {
        tell_report(&reports[i], province);
        if (dry_run) /* given up: what is counted is how it was before */
            *open += (int64_t)reports[i].different - (int64_t)reports[i].decided;
    }
    tell(_("cells that differ and wait for a decision: %lld"), (long long)*open);
    return STATUS_OK;
}

static enum status run(struct call *call, struct error *e)
{
    struct person person = call_person(call);
    struct merge_options options = {.dry_run = call_has(call, "dry-run"),
        .adopt = call_has(call, "adopt"),
        .stop = stop_asked};
    size_t count = call->operand_count - 1;
    struct merge_report *reports = calloc(count, sizeof *reports);
    struct workbook *wb = NULL;
    char *backup = NULL;
    int64_t open = 0;
    enum status s = reports ? workbook_open(&wb, call->operands[0], WORKBOOK_WRITE, &person, e)
                            : error_memory(e);

    if (s == STATUS_OK)
        s = merge_files(
            wb, (const char *const *)call->operands + 1, count, &options, reports, &backup, e);
    if (s == STATUS_OK)
        s = tell_reports(wb, reports, count, options.dry_run, &open, e);
    if (s == STATUS_OK && backup)
        say(_("The workbook as it was before lies in %s."), backup);
    if (s == STATUS_OK && options.dry_run)
        say("%s", _("Only tried out: nothing was stored."));
    workbook_close(wb);
    merge_reports_clear(reports, reports ? count : 0);
    free(reports);
    free(backup);
    return s == STATUS_OK && open > 0 ? STATUS_FINDINGS : s;
}

static const struct option_spec options_table[] = {
    {"dry-run", NULL, N_("tell what would happen, store nothing")},
    {"adopt", NULL,
        N_("also take in a workbook begun separately for the same kabupaten or kota")},
    {0},
};
const struct command command_merge = {
    .name = "merge",
    .arguments = N_("FILE OTHER..."),
    .about =
        N_("Takes what other copies of the workbook hold into FILE, and tells what came from "
           "whom."),
    .least = 2,
    .most = 1000,
    .options = options_table,
    .run = run,
};
