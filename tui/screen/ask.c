#include "tui/screen/ask.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "tui/widget/prompt.h"

struct ask {
    struct screen base;
    struct line_question question;
    char *title, *asks, *hint;
    struct edit_line line;
};

static struct ask *of(struct screen *self)
{
    return (struct ask *)self;
}

/* Enter: first away with the question, then what follows from it. */
static void take(struct ask *a)
{
    struct app *app = a->base.app;
    char *text = text_trim(edit_line_text(&a->line));

    app_pop(app);
    if (text != NULL && text[0] != '\0')
        a->question.taken(app, a->question.context, text);
    free(text);
}

static int key(struct screen *self, const struct press *press)
{
    struct ask *a = of(self);

    if (press->code == PRESS_ENTER) {
        take(a);
        return SCREEN_HANDLED;
    }
    return prompt_key(&a->line, press, NULL) ? SCREEN_HANDLED : SCREEN_IGNORED;
}

/* Only the way back. */
static bool can(struct screen *self, enum act act)
{
    (void)self;
    return act == ACT_BACK;
}

/* The question, below it the line. */
static void draw(struct screen *self, const struct area *area)
{
    struct ask *a = of(self);
    bool airy = area->height > 6;
    int y = airy;

    if (area->height > 1)
        y += draw_wrapped(area, y, 2, area->width - 4, airy ? 3 : 1, STYLE_TITLE, a->asks);
    y += airy;
    prompt_draw(area, y, 2, area->width - 4 < 72 ? area->width - 4 : 72, &a->line, true);
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
    return of(self)->question.keys;
}

static void release(struct screen *self)
{
    struct ask *a = of(self);

    if (a->question.free != NULL)
        a->question.free(a->question.context);
    free(a->title);
    free(a->asks);
    free(a->hint);
    edit_line_free(&a->line);
    free(a);
}

static const struct screen_ops ops = {
    .name = "ask",
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

enum status screen_open_ask(
    struct app *app, const struct line_question *question, struct error *e)
{
    struct ask *a = calloc(1, sizeof *a);

    if (a == NULL) {
        if (question->free != NULL)
            question->free(question->context);
        return error_memory(e);
    }
    a->base.ops = &ops;
    a->question = *question;
    a->title = strdup(question->title);
    a->asks = strdup(question->asks);
    a->hint = question->hint != NULL ? strdup(question->hint) : NULL;
    enum status s =
        a->title != NULL && a->asks != NULL
            ? edit_line_set(&a->line, question->text != NULL ? question->text : "", true, e)
            : error_memory(e);
    if (s != STATUS_OK) {
        release(&a->base);
        return s;
    }
    app_push(app, &a->base);
    return STATUS_OK;
}
