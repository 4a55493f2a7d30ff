#include "tui/screen/choose.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/term/hit.h"
#include "tui/widget/list.h"

struct choose {
    struct screen base;
    struct question question;
    char *title, *asks, *hint;
    struct list list;
};

/* The question behind a screen. */
static struct choose *of(struct screen *self)
{
    return (struct choose *)self;
}

/* Takes an answer: first away with the question, then what follows from it. */
static void take(struct choose *c, size_t answer)
{
    struct app *app = c->base.app;

    app_pop(app);
    c->question.taken(app, c->question.context, answer);
}

/* A number takes its answer at once, Enter the chosen one. */
static int key(struct screen *self, const struct press *press)
{
    struct choose *c = of(self);

    if (press->code == PRESS_TEXT && press->text[0] >= '1' && press->text[1] == '\0' &&
        (size_t)(press->text[0] - '1') < c->question.count) {
        take(c, (size_t)(press->text[0] - '1'));
        return SCREEN_HANDLED;
    }
    if (press->code == PRESS_ENTER) {
        take(c, c->list.at);
        return SCREEN_HANDLED;
    }
    if (press->code == PRESS_TAB || press->code == PRESS_BACKTAB) {
        const struct press step = {.code = press->code == PRESS_TAB ? PRESS_DOWN : PRESS_UP};
        list_key(&c->list, &step);
        return SCREEN_HANDLED;
    }
    return list_key(&c->list, press) ? SCREEN_HANDLED : SCREEN_IGNORED;
}

/* Only the way back. */
static bool can(struct screen *self, enum act act)
{
    (void)self;
    return act == ACT_BACK;
}

/* One answer. */
static void draw_answer(struct choose *c, const struct area *area, int y, size_t at)
{
    bool here = at == c->list.at;
    char *text = text_format("%zu  %s", at + 1, c->question.answers[at]);

    draw_hit(area, y, 0, 1, area->width, &c->list, at);
    if (here) {
        draw_sign(area, y, 1, STYLE_TITLE, GLYPH_POINTER);
        draw_cursor(area, y, 3);
    }
    draw_text_in(area, y, 3, area->width - 4, here ? STYLE_FOCUS : STYLE_TEXT, text);
    free(text);
}

/* The question, below it the answers that have room. */
static void draw(struct screen *self, const struct area *area)
{
    struct choose *c = of(self);
    bool airy = area->height > (int)c->question.count + 4;
    int y = airy;

    if (area->height > 2)
        y += draw_wrapped(area, y, 2, area->width - 4, 2, STYLE_TITLE, c->asks);
    y += airy;
    list_fit(&c->list, area->height - y);
    for (int i = 0; y + i < area->height && c->list.top + (size_t)i < c->list.count; i++)
        draw_answer(c, area, y + i, c->list.top + (size_t)i);
}

static const char *title(struct screen *self)
{
    return of(self)->title;
}

static const char *hint(struct screen *self)
{
    return of(self)->hint;
}

static const char *keys(struct screen *self)
{
    (void)self;
    return _("Type its number, or Up/Down and Enter   Esc: back, nothing happens");
}

static void release(struct screen *self)
{
    struct choose *c = of(self);

    for (size_t i = 0; i < c->question.count; i++)
        free(c->question.answers[i]);
    free(c->question.answers);
    if (c->question.free != NULL)
        c->question.free(c->question.context);
    free(c->title);
    free(c->asks);
    free(c->hint);
    free(c);
}

static const struct screen_ops ops = {
    .name = "choose",
    .overlay = true,
    .asks = true,
    .draw = draw,
    .key = key,
    .can = can,
    .title = title,
    .hint = hint,
    .keys = keys,
    .free = release,
};

/* Frees what was handed over when no screen could take it. */
static void drop(const struct question *question)
{
    for (size_t i = 0; question->answers != NULL && i < question->count; i++)
        free(question->answers[i]);
    free(question->answers);
    if (question->free != NULL)
        question->free(question->context);
}

enum status screen_open_choose(
    struct app *app, const struct question *question, struct error *e)
{
    struct choose *c = calloc(1, sizeof *c);
    bool whole = c != NULL && question->answers != NULL;

    for (size_t i = 0; whole && i < question->count; i++)
        whole = question->answers[i] != NULL;
    if (!whole) {
        drop(question);
        free(c);
        return error_memory(e);
    }
    c->base.ops = &ops;
    c->question = *question;
    c->title = strdup(question->title);
    c->asks = strdup(question->asks);
    c->hint = question->hint != NULL ? strdup(question->hint) : NULL;
    if (c->title == NULL || c->asks == NULL) {
        release(&c->base);
        return error_memory(e);
    }
    list_count(&c->list, question->count);
    app_push(app, &c->base);
    return STATUS_OK;
}
