/* susun sample: a workbook to try things in, made from CSV through the import code. */
#include "cli/call.h"
#include "cli/say.h"
#include "cli/stop.h"
#include "core/base/message.h"
#include "core/exchange/sample.h"

#define DEFAULT_FILE "contoh.susun"

/* import_note_fn: the sample is ours; whatever it says here is our mistake. */
static void note(void *context, bool rejected, const char *where, const char *text)
{
    (void)context;
    (void)rejected;
    say("%s: %s", where, text);
}

static enum status run(struct call *call, struct error *e)
{
    const char *path = call->operand_count ? call->operands[0] : DEFAULT_FILE;
    struct import_options options = {.note = note, .stop = stop_asked};
    struct import_result total;
    enum status s = sample_make(path, &options, &total, e);

    if (s != STATUS_OK)
        return s;
    say(_("Made: %s, a sample; rows filled: %zu. Open it: susun %s"), path,
        total.added + total.changed, path);
    return total.rejected + total.marked ? STATUS_FINDINGS : STATUS_OK;
}

const struct command command_sample = {
    .name = "sample",
    .arguments = N_("[FILE]"),
    .about = N_("Makes a workbook to try things in (contoh.susun unless named otherwise)."),
    .most = 1,
    .run = run,
};
