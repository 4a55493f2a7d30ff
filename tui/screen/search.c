#include "tui/screen/search.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/store/history.h"
#include "core/store/record.h"
#include "tui/screen/open.h"
#include "tui/screen/search_screen.h"
#include "tui/widget/prompt.h"

/* The screen behind a screen. */
static struct search_screen *of(struct screen *self)
{
    return (struct search_screen *)self;
}

const struct search_hit *search_chosen(const struct search_screen *s)
{
    return s->shown != NULL ? search_hit(s->shown, s->list.at) : NULL;
}

const char *search_name(struct search_screen *s, size_t at)
{
    const struct search_hit *hit = search_hit(s->shown, at);
    struct error e = {0};

    if (hit == NULL)
        return "";
    if (hit->name)
        return hit->text;
    if (s->names[at] == NULL && history_name(app_workbook(s->base.app), hit->form, hit->uid,
                                    &s->names[at], &e) != STATUS_OK)
        error_clear(&e);
    return s->names[at] != NULL ? s->names[at] : "";
}

/* Forgets the place to stand on again. */
static void forget_stand(struct search_screen *s)
{
    free(s->stand.uid);
    s->stand = (struct search_stand){0};
}

/* Notes the chosen place, to stand on it again. */
static void note_stand(struct search_screen *s)
{
    const struct search_hit *hit = search_chosen(s);

    if (hit == NULL)
        return;
    forget_stand(s);
    s->stand = (struct search_stand){
        .form = hit->form, .field = hit->field, .uid = strdup(hit->uid), .old = hit->old};
}

/* Frees what is shown. */
static void forget_shown(struct search_screen *s)
{
    search_free(s->shown);
    s->shown = NULL;
    for (size_t i = 0; i < SEARCH_MOST; i++) {
        free(s->names[i]);
        s->names[i] = NULL;
    }
    list_count(&s->list, 0);
    list_count(&s->tabs, 0);
}

/* The forms with places, and the one that is shown even when it has none. */
static void lay_tabs(struct search_screen *s)
{
    const struct method *m = workbook_method(app_workbook(s->base.app));
    size_t count = 1, at = 0;

    s->forms[0] = NULL;
    for (size_t i = 0; i < m->form_count; i++) {
        if (search_count_of(s->shown, &m->forms[i]) == 0 && &m->forms[i] != s->only)
            continue;
        if (&m->forms[i] == s->only)
            at = count;
        s->forms[count++] = &m->forms[i];
    }
    list_count(&s->tabs, count);
    list_go(&s->tabs, at);
}

/* Stands where one stood before, as far as that is still there. */
static void stand(struct search_screen *s)
{
    const struct search_hit *hit;

    for (size_t i = 0; s->stand.uid != NULL && (hit = search_hit(s->shown, i)) != NULL; i++) {
        if (hit->form == s->stand.form && hit->field == s->stand.field &&
            hit->old == s->stand.old && strcmp(hit->uid, s->stand.uid) == 0)
            list_go(&s->list, i);
    }
    forget_stand(s);
}

/* Everything is read: shows it. */
static void show(struct search_screen *s)
{
    struct search *read = s->under_way;
    size_t at = s->list.at;
    bool stays = s->stand.form != NULL;

    s->under_way = NULL;
    forget_shown(s);
    s->shown = read;
    list_count(&s->list, search_kept(read));
    list_go(&s->list, stays ? at : 0);
    lay_tabs(s);
    stand(s);
}

/* Gives up what is being looked for. */
static void give_up(struct search_screen *s)
{
    search_free(s->under_way);
    s->under_way = NULL;
}

/* Reads a piece; false when there is nothing to read. */
static bool go_on(struct search_screen *s)
{
    struct error e = {0};
    bool more = false;

    if (s->under_way == NULL)
        return false;
    if (search_go(s->under_way, &more, &e) != STATUS_OK) {
        app_trouble(s->base.app, &e);
        give_up(s);
    } else if (!more) {
        show(s);
    }
    return true;
}

/* Reads all of it: somebody wants to move in what was found for what is typed now. */
static void finish(struct search_screen *s)
{
    while (go_on(s))
        continue;
}

/* Looks for what is typed now; what was found before is seen until then. */
static void look(struct search_screen *s)
{
    struct error e = {0};
    const char *typed = edit_line_text(&s->line);

    give_up(s);
    if (typed[0] == '\0') {
        forget_stand(s);
        forget_shown(s);
        return;
    }
    if (search_begin(app_workbook(s->base.app), typed, s->only, &s->under_way, &e) != STATUS_OK)
        app_trouble(s->base.app, &e);
}

/* Enter: goes to the place. */
static void jump(struct search_screen *s)
{
    struct app *app = s->base.app;
    struct error e = {0};

    finish(s);
    const struct search_hit *hit = search_chosen(s);
    if (hit == NULL)
        return;
    const struct place place = {
        .uid = hit->uid, .field = hit->field != NULL ? hit->field->name : NULL};
    if (screen_open_record(app, hit->form, &place, &e) != STATUS_OK)
        app_trouble(app, &e);
}

/* Shows the places of another form only. */
static void choose_tab(struct search_screen *s, size_t at)
{
    finish(s);
    if (s->tabs.count == 0)
        return;
    list_go(&s->tabs, at);
    s->only = s->forms[s->tabs.at];
    look(s);
    finish(s);
    list_go(&s->list, 0);
}

/* Tab and Shift-Tab go round the forms; a click chooses one. */
static bool tab_key(struct search_screen *s, const struct press *press)
{
    size_t count;

    switch (press->code) {
    case PRESS_TAB:
    case PRESS_BACKTAB:
        finish(s);
        count = s->tabs.count > 0 ? s->tabs.count : 1;
        choose_tab(s, (s->tabs.at + (press->code == PRESS_TAB ? 1 : count - 1)) % count);
        return true;
    case PRESS_CLICK:
        if (press->owner != &s->tabs)
            return false;
        choose_tab(s, press->index);
        return true;
    default: return false;
    }
}

/* Whether a key moves among the places. */
static bool moves(const struct search_screen *s, const struct press *press)
{
    return (press->code >= PRESS_UP && press->code <= PRESS_CTRL_END &&
               press->code != PRESS_LEFT && press->code != PRESS_RIGHT) ||
           press->code == PRESS_WHEEL_UP || press->code == PRESS_WHEEL_DOWN ||
           (press->code == PRESS_CLICK && press->owner == &s->list);
}

/* Letters look, arrows choose, Enter goes there. */
static int key(struct screen *self, const struct press *press)
{
    struct search_screen *s = of(self);
    bool changed = false;

    if (press->code == PRESS_ENTER) {
        jump(s);
        return SCREEN_HANDLED;
    }
    if (tab_key(s, press))
        return SCREEN_HANDLED;
    if (moves(s, press)) {
        finish(s);
        s->typing = s->list.count == 0;
        list_key(&s->list, press);
        return SCREEN_HANDLED;
    }
    if (!prompt_key(&s->line, press, &changed))
        return SCREEN_IGNORED;
    s->typing = true;
    if (changed) {
        if (edit_line_text(&s->line)[0] == '\0')
            s->only = NULL;
        forget_stand(s);
        look(s);
    }
    return SCREEN_HANDLED;
}

/* Something may have changed meanwhile. */
static void resume(struct screen *self)
{
    struct search_screen *s = of(self);

    note_stand(s);
    look(s);
    finish(s);
}

static bool idle(struct screen *self)
{
    return go_on(of(self));
}

static void release(struct screen *self)
{
    struct search_screen *s = of(self);

    give_up(s);
    forget_stand(s);
    if (s->names != NULL)
        forget_shown(s);
    free(s->names);
    free(s->forms);
    free(s->hint);
    free(s->title);
    edit_line_free(&s->line);
    free(s);
}

static const struct screen_ops ops = {
    .name = "search",
    .about = N_("Finds every text, code and comment of the workbook as it was typed; capitals, "
                "accents and punctuation do not matter. Enter goes to the place, Esc comes "
                "back to what was found. Tab shows the places of one form only."),
    .draw = search_draw,
    .key = key,
    .only_looks =
        N_("Here things are only found; Enter goes to the place, where it can be changed."),
    .title = search_title,
    .hint = search_hint,
    .keys = search_keys,
    .resume = resume,
    .idle = idle,
    .free = release,
};

bool search_is(const struct screen *screen)
{
    return screen != NULL && screen->ops == &ops;
}

void search_anew(struct screen *screen)
{
    struct search_screen *s = of(screen);

    s->line.fresh = true;
    s->typing = true;
}

enum status screen_open_search(struct app *app, struct error *e)
{
    struct search_screen *s = calloc(1, sizeof *s);

    if (s == NULL)
        return error_memory(e);
    s->base.ops = &ops;
    s->base.app = app;
    s->typing = true;
    s->names = calloc(SEARCH_MOST, sizeof *s->names);
    s->forms = calloc(workbook_method(app_workbook(app))->form_count + 1, sizeof *s->forms);
    if (s->names == NULL || s->forms == NULL) {
        release(&s->base);
        return error_memory(e);
    }
    app_push(app, &s->base);
    return STATUS_OK;
}
