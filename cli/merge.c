/* susun merge: other copies of the workbook come into this one; what came from whom is printed.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/call.h"
#include "cli/say.h"
#include "cli/stop.h"
#include "core/base/message.h"
#include "core/exchange/merged.h"

/* Opens a file once more where a copy of an older method came: what only that method had is
 * seen then. */
static enum status look_again(const char *path, const struct person *person,
    const struct merge_report *reports, size_t count, struct error *e)
{
    struct workbook *wb = NULL;
    bool older = false;
    enum status s = STATUS_OK;

    for (size_t i = 0; i < count; i++)
        older = older || reports[i].older;
    if (older)
        s = workbook_open(&wb, path, WORKBOOK_WRITE, person, e);
    workbook_close(wb);
    return s;
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
    char *backup = NULL, *text = NULL;
    int64_t open = 0;
    enum status s = reports ? workbook_open(&wb, call->operands[0], WORKBOOK_WRITE, &person, e)
                            : error_memory(e);

    if (s == STATUS_OK)
        s = merge_files(
            wb, (const char *const *)call->operands + 1, count, &options, reports, &backup, e);
    if (s == STATUS_OK)
        s = merged_text(wb, reports, count, options.dry_run, false, &open, &text, e);
    for (char *line = text, *end; line && (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        tell("%s", line);
    }
    if (s == STATUS_OK && backup)
        say(_("The workbook as it was before lies in %s."), backup);
    if (s == STATUS_OK && options.dry_run)
        say("%s", _("Only tried out: nothing was stored."));
    workbook_close(wb);
    if (s == STATUS_OK && !options.dry_run)
        s = look_again(call->operands[0], &person, reports, count, e);
    merge_reports_clear(reports, reports ? count : 0);
    free(reports);
    free(backup);
    free(text);
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
