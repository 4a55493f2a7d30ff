/* What experts said, one line each; those that say the same of the same share one. A digit
 * gives the state, F2 the answer, U takes the proposal over, Enter goes to the field. */
#include "tui/screen/comments.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/comments.h"
#include "tui/screen/ask.h"
#include "tui/screen/counts.h"
#include "tui/screen/open.h"

#define ASKS_WHY 3 /* states from this place on want an answer (doc/roles) */

static struct comments_screen *of(struct screen *self)
{
    return (struct comments_screen *)self;
}

const struct comment *comments_chosen(const struct comments_screen *s)
{
    return s->list.count > 0 ? &s->all[s->lines[s->list.at]] : NULL;
}

char *comments_names(const struct comments_screen *s, const struct comment *c)
{
    char *names = strdup("");

    for (size_t i = 0; names && i < s->count; i++) {
        if (s->all[i].same != c->same || s->all[i].assessor[0] == '\0')
            continue;
        char *longer = text_format("%s%s%s", names, names[0] ? ", " : "", s->all[i].assessor);
        free(names);
        names = longer;
    }
    return names;
}

/* Reads all of them again. After a failure all is as it was. */
static enum status reload(struct comments_screen *s, struct error *e)
{
    struct comment *all = NULL, *before = s->all;
    size_t count = 0, had = s->count;
    const struct comment *at = comments_chosen(s);
    char *uid = at != NULL ? strdup(at->uid) : NULL;
    enum status status = comments_read(app_workbook(s->base.app), &s->f, &all, &count, e);

    if (status == STATUS_OK) {
        s->all = all;
        s->count = count;
        status = comments_make_lines(s, uid, e);
        if (status != STATUS_OK) {
            s->all = before;
            s->count = had;
            before = all;
            had = count;
        }
        comments_free(before, had);
    }
    free(uid);
    return status;
}

/* After something was stored: reads again and says so, or what went wrong. */
static bool settle(struct comments_screen *s, enum status status, struct error *e)
{
    if (status == STATUS_OK)
        status = reload(s, e);
    if (status != STATUS_OK)
        app_trouble(s->base.app, e);
    return status == STATUS_OK;
}

/* The ids of all who say what a comment says; borrowed. Caller frees the array. */
static const char **uids_of(
    const struct comments_screen *s, const struct comment *c, size_t *count)
{
    const char **uids = calloc(s->count + 1, sizeof *uids);

    *count = 0;
    for (size_t i = 0; uids != NULL && i < s->count; i++)
        if (s->all[i].same == c->same)
            uids[(*count)++] = s->all[i].uid;
    return uids;
}

/* Stores a state, an answer or both for the comment one stands on and its likes. */
static bool answer(
    struct comments_screen *s, const struct choice *state, const char *text, const char *said)
{
    const struct comment *c = comments_chosen(s);
    struct error e = {0};
    size_t count = 0;
    const char **uids = c != NULL ? uids_of(s, c, &count) : NULL;
    enum status status = uids == NULL ? error_memory(&e)
                                      : comments_answer(app_workbook(s->base.app), &s->f, uids,
                                            count, state, text, app_author(s->base.app), &e);

    free(uids);
    if (!settle(s, status, &e))
        return false;
    app_message(s->base.app, "%s", said);
    return true;
}

/* The answer was typed. */
static void answered(struct app *app, void *context, const char *text)
{
    (void)app;
    answer(context, NULL, text, _("The answer is stored. Ctrl-Z undoes it."));
}

/* F2: asks for the answer. */
static void ask_answer(struct comments_screen *s)
{
    const struct comment *c = comments_chosen(s);
    struct error e = {0};
    const struct line_question question = {.title = _("Answer a comment"),
        .asks = c->text,
        .hint = _("What was changed, or why nothing was. The expert reads it later."),
        .keys = _("Enter stores the answer   Esc back"),
        .text = c->answer,
        .taken = answered,
        .context = s};

    if (screen_open_ask(s->base.app, &question, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
}

/* A digit: the state, and for some of them why. */
static bool give_state(struct comments_screen *s, const struct press *press)
{
    const struct choice *state;

    for (size_t i = 0; comments_chosen(s) != NULL && i < 9 && (state = comment_state(&s->f, i));
         i++) {
        const char digit[] = {(char)('1' + i), '\0'};
        if (!press_is_text(press, digit))
            continue;
        bool silent = comments_chosen(s)->answer[0] == '\0';
        const char *label = words_get(&state->label);
        char *said = text_format(_("%s. Ctrl-Z undoes it."), label);
        char *uid = strdup(comments_chosen(s)->uid);
        bool stored = answer(s, state, NULL, said != NULL ? said : label);
        const struct comment *now = comments_chosen(s);
        bool stays = now != NULL && uid != NULL && strcmp(now->uid, uid) == 0;
        if (stored && silent && i >= ASKS_WHY && s->f.answer != NULL && stays)
            ask_answer(s);
        free(uid);
        free(said);
        return true;
    }
    return false;
}

/* U: the proposal into its field, the comment accepted, in one action. */
static void take(struct comments_screen *s)
{
    const struct comment *c = comments_chosen(s);
    struct error e = {0};
    size_t count = 0;
    char *about = strdup(c->about), *proposal = strdup(c->proposal);
    const char **uids = uids_of(s, c, &count);
    enum status status = uids == NULL || about == NULL || proposal == NULL
                             ? error_memory(&e)
                             : comment_take(app_workbook(s->base.app), &s->f, c, uids, count,
                                   app_author(s->base.app), &e);

    free(uids);
    if (settle(s, status, &e))
        app_notice(s->base.app,
            _("%s is now: %s. The comment is accepted. Ctrl-Z undoes both."), about, proposal);
    free(about);
    free(proposal);
}

/* F5: the state and answer of the comment above. */
static void copy_above(struct comments_screen *s)
{
    const struct comment *above = &s->all[s->lines[s->list.at - 1]];
    char *text = strdup(above->answer);

    answer(s, comment_state(&s->f, above->state), text,
        _("Answered as the comment above. Ctrl-Z undoes it."));
    free(text);
}

/* Enter: to the field it is about, where it is told too; one without a row to itself. */
static void go(struct comments_screen *s)
{
    const struct comment *c = comments_chosen(s);
    struct error e = {0};
    char *change = c != NULL ? comment_change_text(c) : NULL;
    const struct place place = {
        .uid = c != NULL ? c->row : NULL, .field = c && c->field ? c->field->name : NULL};
    const struct place own = {.uid = c != NULL ? c->uid : NULL, .field = s->f.about->name};

    if (c == NULL)
        return;
    if (c->gone)
        app_message(s->base.app, "%s",
            _("That row is not there any more. If it was deleted it waits in the trash."));
    else if (screen_open_record(s->base.app, c->form != NULL ? c->form : s->f.form,
                 c->form != NULL ? &place : &own, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
    else if (c->form != NULL)
        app_notice(s->base.app, "%s%s%s", c->text, change != NULL ? "  " : "",
            change != NULL ? change : "");
    free(change);
}

/* comment_note_fn: the first row that does not come in; all others stand in the list. */
static void note(void *context, enum comment_news news, const char *where, const char *text)
{
    char **first = context;

    if (news == COMMENT_LEFT_OUT && *first == NULL)
        *first = text_format("%s: %s", where, text);
}

/* Tells what came of a file, as the command does. */
static void tell_result(struct app *app, const struct comments_result *r, const char *first)
{
    const struct counted parts[] = {
        {r->added, N_("%zu comments added"), true},
        {r->proposals, N_("%zu proposals from changed cells"), false},
        {r->unmatched, N_("%zu without a row"), false},
        {r->same, N_("%zu there already"), false},
        {r->placed, N_("%zu earlier ones with a row now"), false},
        {r->marked, N_("%zu marked"), false},
        {r->left_out, N_("%zu left out"), false},
        {0},
    };
    char *counts = counts_text(parts);
    const char *text = counts != NULL ? counts : "", *then = first != NULL ? first : "";

    if (r->added + r->placed > 0)
        app_notice(app, _("In: %s. Ctrl-Z undoes it. %s"), text, then);
    else
        app_notice(app, _("Nothing new came in: %s. %s"), text, then);
    free(counts);
}

/* A file was chosen: its comments come in as one action. */
static void take_file(struct app *app, void *context, const char *path)
{
    struct comments_screen *s = context;
    char *first = NULL;
    const struct comments_options options = {.note = note, .context = &first};
    struct comments_result r;
    struct error e = {0};

    if (settle(s,
            comments_import(
                app_workbook(app), (const char *const[]){path}, 1, &options, &r, &e),
            &e))
        tell_result(app, &r, first);
    free(first);
}

/* Enter or a double click goes, digits give states, U takes. */
static int key(struct screen *self, const struct press *press)
{
    struct comments_screen *s = of(self);

    if (press->code == PRESS_ENTER)
        go(s);
    else if (press_is_text(press, "u") || press_is_text(press, "U"))
        app_do(s->base.app, ACT_TAKE);
    else if (!give_state(s, press))
        return list_key(&s->list, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
    return SCREEN_HANDLED;
}

static bool can(struct screen *self, enum act act)
{
    struct comments_screen *s = of(self);
    const struct comment *c = comments_chosen(s);

    switch (act) {
    case ACT_EDIT: return c != NULL && s->f.answer != NULL;
    case ACT_TAKE: return c != NULL && c->proposal[0] != '\0';
    case ACT_COPY: return c != NULL && s->list.at > 0;
    case ACT_SORT: return s->count > 1;
    case ACT_FILTER: return s->count > 0;
    case ACT_SHEET:
    case ACT_BACK:
    case ACT_UNDO:
    case ACT_REDO: return true;
    default: return false;
    }
}

static const char *why(struct screen *self, enum act act)
{
    (void)self;
    if (act == ACT_TAKE)
        return _("This comment proposes no other text.");
    return act == ACT_EDIT || act == ACT_COPY ? NULL
                                              : _("Comments are answered here; Enter goes to "
                                                  "the row, where everything can be changed.");
}

/* The next order, or all or only the new ones. */
static void look_anew(struct comments_screen *s, enum act what)
{
    struct error e = {0};
    const struct comment *c = comments_chosen(s);
    char *uid = c != NULL ? strdup(c->uid) : NULL;

    if (what == ACT_SORT)
        s->order = (s->order + 1) % COMMENTS_ORDERS;
    else
        s->unanswered = !s->unanswered;
    if (comments_make_lines(s, uid, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
    free(uid);
}

static int act(struct screen *self, enum act what)
{
    struct comments_screen *s = of(self);
    struct error e = {0};

    switch (what) {
    case ACT_EDIT: ask_answer(s); break;
    case ACT_TAKE: take(s); break;
    case ACT_COPY: copy_above(s); break;
    case ACT_SORT:
    case ACT_FILTER: look_anew(s, what); break;
    case ACT_SHEET:
        if (screen_open_sheets(s->base.app, take_file, s, &e) != STATUS_OK)
            app_trouble(s->base.app, &e);
        break;
    default: return SCREEN_IGNORED;
    }
    return SCREEN_HANDLED;
}

/* On top again. */
static void resume(struct screen *self)
{
    struct error e = {0};

    settle(of(self), STATUS_OK, &e);
}

/* After undo: on the comment it was about, or that is about what it changed. */
static void locate(struct screen *self, const char *form, const char *uid, const char *field)
{
    struct comments_screen *s = of(self);

    (void)field;
    for (size_t i = 0; i < s->list.count; i++) {
        const struct comment *c = &s->all[s->lines[i]];
        bool own = strcmp(form, s->f.form->name) == 0 && strcmp(uid, c->uid) == 0;
        if (own)
            list_go(&s->list, i);
    }
}

/* What the comment says. */
static char *copy(struct screen *self)
{
    const struct comment *c = comments_chosen(of(self));

    return c != NULL ? strdup(c->text) : NULL;
}

static void release(struct screen *self)
{
    struct comments_screen *s = of(self);

    comments_free(s->all, s->count);
    free(s->lines);
    free(s->title);
    free(s->hint);
    free(s->keys);
    free(s);
}

static const struct screen_ops ops = {
    .name = "comments",
    .about =
        N_("What experts said of the plan. A digit gives the state, the edit key the answer, "
           "U takes a proposal over into its field, Enter goes there. Pasting from a file "
           "takes in what experts sent back."),
    .draw = comments_draw,
    .key = key,
    .can = can,
    .why = why,
    .act = act,
    .title = comments_title,
    .hint = comments_hint,
    .keys = comments_keys,
    .resume = resume,
    .locate = locate,
    .copy = copy,
    .free = release,
};

enum status screen_open_comments(struct app *app, struct error *e)
{
    struct comments_screen *s = calloc(1, sizeof *s);
    enum status status;

    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = app;
    if (!comment_fields_find(workbook_method(app_workbook(app)), &s->f))
        status = error_set(
            e, STATUS_MISSING, _("The method of this workbook has no form for comments."));
    else
        status = reload(s, e);
    if (status != STATUS_OK) {
        release(&s->base);
        return status;
    }
    app_push(app, &s->base);
    return STATUS_OK;
}
