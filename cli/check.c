/* susun check: what the checks of the method and of the program find. */
#include <stdlib.h>
#include <string.h>

#include "cli/call.h"
#include "cli/say.h"
#include "cli/stop.h"
#include "core/base/csv.h"
#include "core/base/message.h"
#include "core/plan/findings.h"

/* What people call the levels. */
static const char *level_words(enum check_level level)
{
    static const char *const words[CHECK_LEVELS] = {[CHECK_MEND] = N_("to be mended"),
        [CHECK_LOOK] = N_("to be looked at"),
        [CHECK_ADVICE] = N_("advice")};

    return _(words[level]);
}

/* A check with its findings, one a line; what was put aside only when everything is asked for.
 */
static void tell_check(const struct findings *f, const struct checked *c, bool all)
{
    size_t shown = all ? c->count : c->count - c->waived;

    if (c->trouble)
        say("%s: %s", c->check->name, c->trouble);
    if (!shown)
        return;
    tell("%s  %s: %zu", c->check->name, level_words(c->check->level), c->count - c->waived);
    for (size_t i = c->first; i < c->first + c->count; i++) {
        const struct finding *one = &f->list[i];
        if (!one->reason)
            tell("  %s", one->sentence);
        else if (all)
            tell(_("  (put aside: %s) %s"), one->reason, one->sentence);
    }
}

static void tell_text(const struct findings *f, bool all)
{
    for (size_t i = 0; i < f->check_count; i++)
        tell_check(f, &f->checks[i], all);
}

/* The row by its code; a value that rows share by itself. */
static const char *called(const struct finding *one)
{
    return one->row_form ? one->code : one->uid;
}

/* The columns of FIELD.md 15 "temuan". */
static enum status tell_csv(const struct findings *f, struct error *e)
{
    static const char *const head[] = {
        "tingkat_temuan", "pemeriksaan", "kode", "isian", "kalimat", "diabaikan_karena"};
    struct csv_writer *csv = csv_writer_new(',');
    const char *bytes;
    size_t size;

    if (!csv)
        return error_memory(e);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        csv_cell(csv, head[i]);
    csv_end_row(csv);
    for (size_t i = 0; i < f->count; i++) {
        const struct finding *one = &f->list[i];
        const char *cells[] = {check_level_name(one->check->level), one->check->name,
            called(one), one->field ? one->field->name : "", one->sentence,
            one->reason ? one->reason : ""};
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
            csv_cell(csv, cells[k]);
        csv_end_row(csv);
    }
    bytes = csv_writer_bytes(csv, &size);
    if (bytes)
        tell_bytes(bytes, size);
    csv_writer_free(csv);
    return bytes ? STATUS_OK : error_memory(e);
}

/* How many there are, in the end. */
static void say_count(const struct findings *f)
{
    size_t open = f->count - f->waived;

    if (open == 0 && f->waived == 0)
        say(_("Nothing was found."));
    else if (f->waived == 0)
        say(_("Findings: %zu."), open);
    else
        say(_("Findings: %zu. Put aside with a reason: %zu."), open, f->waived);
}

static enum status run(struct call *call, struct error *e)
{
    const char *format = call_value(call, "format");
    struct person person = call_person(call);
    bool all = call_has(call, "all"), broken = false;
    struct workbook *wb;
    struct findings *f = NULL;

    if (format && strcmp(format, "text") != 0 && strcmp(format, "csv") != 0)
        return error_set(e, STATUS_USAGE, _("--format knows text and csv, not “%s”."), format);
    enum status s = workbook_open(&wb, call->operands[0], WORKBOOK_READ, &person, e);
    if (s != STATUS_OK)
        return s;
    workbook_stop_when(wb, stop_asked, NULL);
    s = findings_run(wb, all ? FINDINGS_ALL : FINDINGS_DUE, NULL, &f, e);
    if (s == STATUS_OK && format && strcmp(format, "csv") == 0)
        s = tell_csv(f, e);
    else if (s == STATUS_OK)
        tell_text(f, all);
    for (size_t i = 0; s == STATUS_OK && i < f->check_count; i++)
        broken = broken || f->checks[i].trouble;
    if (s == STATUS_OK)
        say_count(f);
    if (s == STATUS_OK && (broken || f->count > f->waived))
        s = STATUS_FINDINGS;
    findings_free(f);
    workbook_close(wb);
    return s;
}

static const struct option_spec options_table[] = {
    {"format", "text|csv", N_("for people (as it is) or for programs")},
    {"all", NULL, N_("also of steps that nobody has finished, and what was put aside")},
    {0},
};
const struct command command_check = {
    .name = "check",
    .arguments = N_("FILE [--format text|csv] [--all]"),
    .about = N_("Tells what does not fit together in a workbook, and what is still missing."),
    .least = 1,
    .most = 1,
    .options = options_table,
    .run = run,
};
