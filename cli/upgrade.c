/* susun upgrade: a workbook comes to the newer version of its method. */
#include "cli/call.h"
#include "cli/say.h"
#include "core/base/message.h"
#include "core/method/source.h"
#include "core/store/upgrade.h"

/* What changed, a line each. */
static void tell_report(const char *path, const struct upgrade_report *r)
{
    if (!r->changed) {
        say(_("%s has version %d of the method already."), path, r->to);
        return;
    }
    say(_("%s came from version %d of the method to version %d. New: forms %zu, fields %zu."),
        path, r->from, r->to, r->forms_new, r->fields_new);
    if (r->forms_retired + r->fields_retired + r->choices_retired)
        say(_("No longer used but kept, with all that was typed: forms %zu, fields %zu, "
              "choices "
              "%zu."),
            r->forms_retired, r->fields_retired, r->choices_retired);
    say(_("The workbook as it was with the older version lies in %s."), r->kept);
}

static enum status run(struct call *call, struct error *e)
{
    const char *folder = call_value(call, "method");
    struct person person = call_person(call);
    struct upgrade_report report = {0};
    struct source method = {0};
    enum status s = folder ? source_folder(&method, folder, e) : STATUS_OK;

    if (s == STATUS_OK)
        s = upgrade_workbook(call->operands[0], folder ? &method : NULL, &person, &report, e);
    if (s == STATUS_OK)
        tell_report(call->operands[0], &report);
    upgrade_report_clear(&report);
    source_free(&method);
    return s;
}

static const struct option_spec options[] = {
    {"method", N_("DIR"), N_("the folder of the newer method; without it the built-in one")},
    {0},
};

const struct command command_upgrade = {
    .name = "upgrade",
    .arguments = N_("FILE"),
    .about = N_("Brings a workbook to the newer version of its method. Nothing that was typed "
                "is lost."),
    .least = 1,
    .most = 1,
    .options = options,
    .run = run,
};
