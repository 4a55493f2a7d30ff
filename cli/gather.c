/* susun gather: the packages of many districts into one. */
#include <stdint.h>

#include "cli/call.h"
#include "cli/say.h"
#include "cli/stop.h"
#include "core/base/message.h"
#include "core/exchange/gather/gather.h"

/* gather_options.note: one line for each package that is not used. */
static void note(
    void *context, const char *package, enum gather_fate fate, const char *sentence)
{
    (void)context;
    if (fate == GATHER_OLDER)
        say(_("%s: a newer package of this district is there; this one is not used."), package);
    else if (fate == GATHER_DOUBLE)
        say(_("%s: another package of this district is as new; this one is not used."),
            package);
    else
        say(_("%s: not used. %s"), package, sentence);
}

static enum status run(struct call *call, struct error *e)
{
    const struct gather_options options = {.note = note, .stop = stop_asked};
    struct gather_result result;
    const char *out = call->operands[0];
    enum status s =
        gather(out, call->operands + 1, call->operand_count - 1, &options, &result, e);

    if (s != STATUS_OK)
        return s;
    say(_("%s: districts %zu of %zu packages, rows %zu, files %zu."), out, result.used,
        result.packages, result.rows, result.files);
    if (result.extra)
        say(_("Columns that not every version of the method has stand in kolom.csv: %zu."),
            result.extra);
    return result.refused ? STATUS_FINDINGS : STATUS_OK;
}

static const struct option_spec options_table[] = {{0}};
const struct command command_gather = {
    .name = "gather",
    .arguments = N_("FOLDER PACKAGE..."),
    .about =
        N_("Gathers the packages of many districts, folders or zips, into one package with "
           "a summary. Each is verified first; a damaged one is named and left out."),
    .least = 2,
    .most = SIZE_MAX,
    .options = options_table,
    .run = run,
};
