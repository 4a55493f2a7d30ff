/* Findings that may stay as they are: put aside with a reason, and taken back. */
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "tui/screen/ask.h"
#include "tui/screen/findings.h"

/* What a question about a reason keeps: enough of the finding to know it again. */
struct aside {
    struct findings_screen *s;
    struct finding finding;
};

static void aside_free(void *context)
{
    struct aside *a = context;

    free(a->finding.uid);
    free(a);
}

/* After a finding was put aside or taken back: counts anew and says so. */
static void settle(
    struct findings_screen *s, enum status status, struct error *e, const char *sentence)
{
    if (status == STATUS_OK)
        status = findings_count(s, e);
    if (status == STATUS_OK)
        app_message(s->base.app, "%s", sentence);
    else
        app_trouble(s->base.app, e);
}

/* The reason was typed: the next finding comes to where the cursor is. */
static void put_aside(struct app *app, void *context, const char *text)
{
    struct aside *a = context;
    struct error e = {0};
    size_t at = a->s->list.at;

    settle(a->s, finding_waive(app_workbook(app), &a->finding, text, &e), &e,
        _("Put aside, it is not counted any more. Ctrl-Z undoes it."));
    list_go(&a->s->list, at);
    findings_pass_groups(a->s, 0);
}

/* Asks why a finding may stay as it is. */
static enum status ask_reason(
    struct findings_screen *s, const struct finding *finding, struct error *e)
{
    struct aside *a = calloc(1, sizeof *a);

    if (a == NULL)
        return error_memory(e);
    a->s = s;
    a->finding = *finding;
    a->finding.uid = strdup(finding->uid);
    if (a->finding.uid == NULL) {
        aside_free(a);
        return error_memory(e);
    }
    const struct line_question question = {.title = _("Put a finding aside"),
        .asks = finding->sentence,
        .hint = _("Write why this may stay as it is. The reason stands in the workbook, for "
                  "whoever reads the plan later."),
        .keys = _("Enter puts it aside with this reason   Esc back"),
        .taken = put_aside,
        .context = a,
        .free = aside_free};
    return screen_open_ask(s->base.app, &question, e);
}

void findings_turn_aside(struct findings_screen *s)
{
    const struct finding *finding = findings_chosen(s);
    struct error e = {0};

    if (finding == NULL)
        return;
    if (finding->reason != NULL)
        settle(s, finding_claim(app_workbook(s->base.app), finding, &e), &e,
            _("It counts again. Ctrl-Z undoes it."));
    else if (ask_reason(s, finding, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
}
