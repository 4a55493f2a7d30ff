/* susun doctor: looks a workbook over, says in sentences what is wrong and what to do. */
#include <stdlib.h>

#include "cli/call.h"
#include "cli/say.h"
#include "core/base/message.h"
#include "core/method/source.h"
#include "core/store/doctor.h"
#include "core/store/salvage.h"

/* doctor_find_fn: a line of stdout for each finding. */
static void find(void *context, const char *sentence)
{
    (void)context;
    tell("%s", sentence);
}

static enum status examine(const char *path, struct error *e)
{
    struct doctor_report report;
    enum status s = doctor_examine(path, find, NULL, &report, e);

    if (s == STATUS_OK)
        say(_("%s is sound: %lld changes of %lld sessions, all of them there."), path,
            (long long)report.edits, (long long)report.sessions);
    return s;
}

/* A new workbook from what can still be read. */
static enum status salvage(
    const char *path, const char *to, const char *folder, struct error *e)
{
    struct salvage_report report;
    struct source method;
    enum status s = folder ? source_folder(&method, folder, e) : STATUS_OK;

    if (s != STATUS_OK)
        return s;
    s = salvage_make(path, to, folder ? &method : NULL, find, NULL, &report, e);
    if (folder)
        source_free(&method);
    if (s != STATUS_OK && s != STATUS_FINDINGS)
        return s;
    /* A table may show cells of whose changes nothing is left: those were not counted as lost.
     */
    int64_t old = report.edits_lost - report.cells_missing - report.cells_rescued;
    say(_("Made: %s with %lld changes. Taken from the tables because the journal had lost "
          "them: "
          "%lld cells. Missing: %lld cells; older values that are lost: %lld. %s is as it "
          "was."),
        to, (long long)report.edits, (long long)report.cells_rescued,
        (long long)report.cells_missing, (long long)(old > 0 ? old : 0), path);
    return s;
}

/* Derived tables anew. */
static enum status rebuild(struct call *call, struct error *e)
{
    struct person person = call_person(call);
    char *kept = NULL;
    enum status s = doctor_rebuild(call->operands[0], &person, &kept, e);

    if (s == STATUS_OK)
        say(_("Kept as it was: %s. Everything that follows from the journal was made anew."),
            kept ? kept : "");
    free(kept);
    return s;
}

static enum status run(struct call *call, struct error *e)
{
    const char *to = call_value(call, "salvage"), *folder = call_value(call, "method");

    if (to && call_has(call, "rebuild"))
        return error_set(e, STATUS_USAGE, _("Use either --rebuild or --salvage."));

    if (folder && !to)
        return error_set(e, STATUS_USAGE, _("--method belongs to --salvage."));
    if (call_has(call, "rebuild"))
        return rebuild(call, e);
    return to ? salvage(call->operands[0], to, folder, e) : examine(call->operands[0], e);
}

static const struct option_spec options[] = {
    {"rebuild", NULL,
        N_("make everything that follows from the journal anew; the file as it was is kept in "
           "cadangan/")},
    {"salvage", N_("NEW"),
        N_("put what can still be read of a damaged file into a new one; the damaged one stays "
           "as it is")},
    {"method", N_("DIR"),
        N_("for --salvage: the method's folder, when the one in the file is damaged")},
    {0},
};

const struct command command_doctor = {
    .name = "doctor",
    .arguments = N_("FILE [--rebuild | --salvage NEW]"),
    .about = N_("Looks whether a workbook is sound, and says what to do when it is not."),
    .least = 1,
    .most = 1,
    .options = options,
    .run = run,
};
