#include "tui/menu.h"

#include "core/base/message.h"
#include "tui/app.h"
#include "tui/screen/open.h"

/* The main screen of the workbook. */
static enum status open_stages(struct app *app, struct error *e)
{
    (void)e;
    app_to_stages(app);
    return STATUS_OK;
}

/* The first screen; the workbook is closed. */
static enum status open_start(struct app *app, struct error *e)
{
    (void)e;
    app_to_start(app);
    return STATUS_OK;
}

/* A new workbook, from the first screen. */
static enum status open_newbook(struct app *app, struct error *e)
{
    app_to_start(app);
    return screen_open_newbook(app, e);
}

/* Another workbook, from the first screen. */
static enum status open_openbook(struct app *app, struct error *e)
{
    app_to_start(app);
    return screen_open_openbook(app, e);
}

/* A group's file from a stick, from the first screen. */
static enum status open_takebook(struct app *app, struct error *e)
{
    app_to_start(app);
    return screen_open_takebook(app, e);
}

static const struct menu_door doors[] = {
    {N_("Steps of the bimtek"), N_("main screen, stages, agenda"), true, NULL, open_stages},
    {N_("Heat map: what each dimension has"), N_("weakest, compare, count, cost, overview"),
        true, NULL, screen_open_heat},
    {N_("Filled in differently: decide"), N_("conflict, merge, versions"), true, NULL,
        screen_open_differences},
    {N_("Check everything, also what is not due yet"), N_("findings, mistakes, mend, complete"),
        true, NULL, screen_open_all_findings},
    {N_("Import a CSV or package: see what differs"),
        N_("Excel, edited, folder, data, changes"), true, NULL, screen_ask_coming},
    {N_("Comments of experts: read, answer"), N_("assessor, feedback, proposal, import"), true,
        NULL, screen_open_comments},
    {N_("Trash: deleted rows, bring back"), N_("restore, deleted"), true, NULL,
        screen_open_trash},
    {N_("Exchange by USB: take in and give"), N_("merge, stick, copies, collect"), true, NULL,
        screen_open_swap},
    {N_("Copies for the groups"), N_("file, USB, give, number"), true, NULL,
        screen_open_copies},
    {N_("Take in another copy"), N_("merge, file"), true, NULL, screen_open_mergebook},
    {N_("Marks: what has changed since"), N_("history, signed, compare, undo"), true, NULL,
        screen_open_marks},
    {N_("Hand-over: write the package"),
        N_("export, CSV, Excel, send, give, checksum, ministry"), true, NULL,
        screen_open_handover},
    {N_("All keys"), N_("keyboard, shortcuts, help"), false, NULL, screen_open_keys},
    {N_("Start screen, another workbook"), N_("close, begin"), false, NULL, open_start},
    {N_("Open a workbook"), N_("file, USB"), false, NULL, open_openbook},
    {N_("Take a group's file along"), N_("copy, USB, stick"), false, NULL, open_takebook},
    {N_("Begin the workbook of a new district"), N_("new, file"), false, NULL, open_newbook},
    {N_("Practise for 10 minutes with the sample, Luwu Utara"), N_("example, tasks, learn"),
        false, NULL, screen_open_practice},
    {N_("Newer version of the method: bring this workbook to it"),
        N_("upgrade, update, forms, fields"), true, screen_why_no_upgrade, screen_upgrade},
};

const struct menu_door *menu_door_at(size_t i)
{
    return i < sizeof doors / sizeof doors[0] ? &doors[i] : NULL;
}
