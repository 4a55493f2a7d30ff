/* Serah terima: what the plan still lacks, what goes into the package and where to; Enter on
 * its line writes it, and what became of it stands in the same list. */
#include "core/exchange/handover.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/sticks.h"
#include "core/base/message.h"
#include "core/exchange/copies.h"
#include "tui/screen/handover.h"
#include "tui/screen/open.h"

struct handover_screen *handover_of(struct screen *self)
{
    return (struct handover_screen *)self;
}

const struct handover_line *handover_chosen(const struct handover_screen *s)
{
    return s->list.at < s->count ? &s->lines[s->list.at] : NULL;
}

/* Makes the lines anew; the cursor stays on its number. */
static void renew(struct handover_screen *s)
{
    struct error e = {0};

    if (handover_lines(s, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
    list_count(&s->list, s->count);
}

/* Counts what is missing. */
static void look(struct handover_screen *s)
{
    struct error e = {0};

    s->doing = HANDOVER_SHOW;
    if (handover_lacks(app_workbook(s->base.app), &s->lack, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
    renew(s);
}

/* Goes to the line of a kind. */
static void go_to(struct handover_screen *s, enum handover_kind kind)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->lines[i].kind == kind) {
            list_go(&s->list, i);
            return;
        }
}

/* Writes the package; then one stands on what became of it. */
static void give(struct handover_screen *s)
{
    struct error e = {0};
    const char *stick = s->place < s->stick_count ? s->sticks[s->place] : NULL;
    const struct export_options options = {.dialect = dialect_named("machine"),
        .personal = s->personal,
        .history = s->history,
        .zip = s->zip};

    s->doing = HANDOVER_SHOW;
    handover_clear(&s->result);
    s->given =
        handover_give(app_workbook(s->base.app), stick, &options, &s->result, &e) == STATUS_OK;
    if (!s->given)
        app_trouble(s->base.app, &e);
    renew(s);
    go_to(s, s->given ? HANDOVER_RESULT : HANDOVER_GIVE);
}

/* Does what the last drawing announced. */
static bool idle(struct screen *self)
{
    struct handover_screen *s = handover_of(self);

    if (s->doing == HANDOVER_SHOW)
        return false;
    if (s->doing == HANDOVER_LOOK)
        look(s);
    else
        give(s);
    return true;
}

/* Goes to what a line of what is missing counts, or to the table of a file. */
static void jump(struct handover_screen *s, const struct handover_line *line)
{
    struct app *app = s->base.app;
    struct error e = {0};
    enum status status = STATUS_OK;

    if (line->kind == HANDOVER_FINDINGS)
        status = screen_open_all_findings(app, &e);
    else if (line->kind == HANDOVER_DIFFERENCES)
        status = screen_open_differences(app, &e);
    else if (line->kind == HANDOVER_COMMENTS)
        status = screen_open_comments(app, &e);
    else if (line->form != NULL)
        status = screen_open_form(app, line->form, NULL, &e);
    if (status != STATUS_OK)
        app_trouble(app, &e);
}

/* Another place, or the same options turned about; what was given before is no news then. */
static void turn(struct handover_screen *s, const struct handover_line *line, size_t step)
{
    if (line->kind == HANDOVER_PERSONAL)
        s->personal = !s->personal;
    else if (line->kind == HANDOVER_HISTORY)
        s->history = !s->history;
    else if (line->kind == HANDOVER_ZIP)
        s->zip = !s->zip;
    else
        s->place = (s->place + step) % (s->stick_count + 1);
    s->given = false;
    renew(s);
}

/* Whether a line is an option, or the place. */
static bool turns(const struct handover_line *line)
{
    return line->kind == HANDOVER_PERSONAL || line->kind == HANDOVER_HISTORY ||
           line->kind == HANDOVER_ZIP || line->kind == HANDOVER_PLACE;
}

static int key(struct screen *self, const struct press *press)
{
    struct handover_screen *s = handover_of(self);

    if (s->doing != HANDOVER_SHOW)
        idle(self);
    const struct handover_line *line = handover_chosen(s);
    bool enter = press->code == PRESS_ENTER;
    if (line != NULL && turns(line) && (enter || press_is_text(press, " ")))
        turn(s, line, 1);
    else if (line != NULL && line->kind == HANDOVER_PLACE && press->code == PRESS_RIGHT)
        turn(s, line, 1);
    else if (line != NULL && line->kind == HANDOVER_PLACE && press->code == PRESS_LEFT)
        turn(s, line, s->stick_count);
    else if (line != NULL && enter && line->kind == HANDOVER_GIVE)
        s->doing = HANDOVER_WRITE;
    else if (line != NULL && enter)
        jump(s, line);
    else
        return list_key(&s->list, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
    return SCREEN_HANDLED;
}

static bool can(struct screen *self, enum act act)
{
    (void)self;
    return act == ACT_BACK || act == ACT_UNDO || act == ACT_REDO;
}

/* Something may have been mended meanwhile, or taken back. */
static void resume(struct screen *self)
{
    look(handover_of(self));
}

static void release(struct screen *self)
{
    struct handover_screen *s = handover_of(self);

    handover_lines_free(s);
    handover_clear(&s->result);
    file_names_free(s->sticks, s->stick_count);
    free(s);
}

static const struct screen_ops ops = {
    .name = "handover",
    .about = N_("Writes the package that leaves the district: every table, what it means, and "
                "checksums. Nothing that is missing keeps it from being written; it is told in "
                "the package too."),
    .draw = handover_draw,
    .key = key,
    .can = can,
    .title = handover_title,
    .hint = handover_hint,
    .keys = handover_keys,
    .resume = resume,
    .idle = idle,
    .free = release,
};

enum status screen_open_handover(struct app *app, struct error *e)
{
    if (copies_refused(app_workbook(app), e))
        return STATUS_USAGE;
    struct handover_screen *s = calloc(1, sizeof *s);
    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = app;
    enum status status = sticks_list(&s->sticks, &s->stick_count, e);
    if (status != STATUS_OK) {
        release(&s->base);
        return status;
    }
    app_push(app, &s->base);
    return STATUS_OK;
}
