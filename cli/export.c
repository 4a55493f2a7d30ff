/* susun export: CSV for machines and for Excel, with checksums. */
#include "cli/call.h"
#include "cli/forms.h"
#include "cli/say.h"
#include "cli/stop.h"
#include "core/base/message.h"
#include "core/exchange/export.h"

static enum status write_out(
    struct call *call, struct workbook *wb, struct export_options *options, struct error *e)
{
    struct export_result result;
    const char *form = call_value(call, "form");
    enum status s = form ? forms_find(workbook_method(wb), form, &options->only, e) : STATUS_OK;

    if (s == STATUS_OK)
        s = export_folder(wb, call->operands[1], options, &result, e);
    if (s != STATUS_OK)
        return s;
    say(_("%s: rows %zu, files %zu."), call->operands[1], result.rows, result.files);
    if (result.number[0])
        say(_("Package %s."), result.number);
    if (result.compared)
        say(_("Changed since %s: %zu (lembar/perubahan.csv)."), result.since, result.changes);
    if (result.unread)
        say(_("Texts that their fields do not understand stand in temuan.csv: %zu."),
            result.unread);
    return STATUS_OK;
}

static enum status run(struct call *call, struct error *e)
{
    struct person person = call_person(call);
    const char *name = call_value(call, "dialect");
    struct export_options options = {.dialect = dialect_named(name ? name : "machine"),
        .personal = call_has(call, "personal"),
        .history = call_has(call, "riwayat"),
        .zip = call_has(call, "zip"),
        .register_it = call_has(call, "register"),
        .since = call_value(call, "since"),
        .stop = stop_asked};
    struct workbook *wb;

    if (!options.dialect)
        return error_set(
            e, STATUS_USAGE, _("--dialect knows machine and excel, not “%s”."), name);
    if (options.history && call_has(call, "form"))
        return error_set(e, STATUS_USAGE,
            _("--riwayat writes the history of all forms; it does not go with --form."));
    enum status s = workbook_open(&wb, call->operands[0],
        options.register_it ? WORKBOOK_WRITE : WORKBOOK_READ, &person, e);
    if (s == STATUS_OK) {
        s = write_out(call, wb, &options, e);
        workbook_close(wb);
    }
    return s;
}

static const struct option_spec options_table[] = {
    {"dialect", "machine|excel", N_("for programs (as it is) or for people in Excel")},
    {"form", N_("FORM"), N_("only this form (machine name)")},
    {"since", N_("MARK"),
        N_("lembar/perubahan.csv tells what changed since this mark or package (73.22-02) "
           "instead of the package before")},
    {"personal", NULL, N_("data about persons too, such as names of participants")},
    {"riwayat", NULL, N_("riwayat.csv too: every change, with the group instead of the name")},
    {"zip", NULL, N_("one zip file instead of a folder")},
    {"register", NULL, N_("gives the package the next number and notes it in the register")},
    {0},
};
const struct command command_export = {
    .name = "export",
    .arguments = N_("FILE FOLDER [--dialect machine|excel] [--form FORM] [--since MARK] "
                    "[--personal] [--riwayat] "
                    "[--zip] [--register]"),
    .about = N_("Writes a package: one CSV per form, what it means, checksums. The folder is "
                "new, empty, or an earlier export."),
    .least = 2,
    .most = 2,
    .options = options_table,
    .run = run,
};
