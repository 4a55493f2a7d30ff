/* A workbook of an older version of its method comes to the one the program has. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/store/upgrade.h"
#include "tui/screen/open.h"

const char *screen_why_no_upgrade(struct app *app)
{
    struct error e = {0};
    int version = 0;

    if (upgrade_offered(app_workbook(app), &version, &e) != STATUS_OK) {
        error_clear(&e);
        return _("The method of the program could not be read.");
    }
    return version > 0 ? NULL
                       : _("This workbook has the newest version that this program knows.");
}

/* What changed, and where the file lies as it was. Caller frees. */
static char *told(const struct upgrade_report *r)
{
    size_t retired = r->forms_retired + r->fields_retired + r->choices_retired;
    char *kept = app_short_text(r->kept != NULL ? r->kept : "");
    char *text =
        retired > 0
            ? text_format(
                  _("Method: version %d to %d. New: forms %zu, fields %zu. Kept though no "
                    "longer asked for: %zu. As it was: %s"),
                  r->from, r->to, r->forms_new, r->fields_new, retired, kept ? kept : "")
            : text_format(
                  _("Method: version %d to %d. New: forms %zu, fields %zu. As it was: %s"),
                  r->from, r->to, r->forms_new, r->fields_new, kept ? kept : "");

    free(kept);
    return text;
}

/* With the file for itself; the workbook is opened again whatever came of it. */
static void upgrade(struct app *app, const char *path)
{
    struct person person = {app_author(app), "susun " PACKAGE_VERSION};
    struct upgrade_report report = {0};
    struct error e = {0}, why = {0};
    enum status status = upgrade_workbook(path, NULL, &person, &report, &why);
    enum status again = app_open(app, path, &e);
    char *text = status == STATUS_OK ? told(&report) : NULL;

    if (status == STATUS_OK && again == STATUS_OK)
        app_notice(app, "%s", text != NULL ? text : "");
    else
        app_trouble(app, status != STATUS_OK ? &why : &e);
    error_clear(&e);
    error_clear(&why);
    free(text);
    upgrade_report_clear(&report);
}

enum status screen_upgrade(struct app *app, struct error *e)
{
    (void)e;
    app_without_book(app, upgrade);
    return STATUS_OK;
}
