#include "tui/widget/prose.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

#define STACKED 46 /* narrower areas have the label above its text */
#define LEFT 2
#define WHEEL_ROWS 3

/* Adds an entry; takes copies. */
static void add(struct prose *r, const char *label, enum style style, const char *text)
{
    if (r->count == r->room) {
        size_t room = r->room * 2 + 16;
        struct prose_part *more = realloc(r->parts, room * sizeof *more);
        if (more == NULL) {
            r->failed = true;
            return;
        }
        r->parts = more;
        r->room = room;
    }
    struct prose_part part = {strdup(label), strdup(text), style};
    if (part.label == NULL || part.text == NULL) {
        free(part.label);
        free(part.text);
        r->failed = true;
        return;
    }
    r->parts[r->count++] = part;
}

void prose_heading(struct prose *r, const char *text)
{
    if (r->count > 0)
        add(r, "", STYLE_TEXT, "");
    add(r, "", STYLE_TITLE, text);
}

void prose_text(struct prose *r, enum style style, const char *text)
{
    add(r, "", style, text);
}

void prose_item(struct prose *r, const char *label, const char *text)
{
    if (text != NULL && text[0] != '\0')
        add(r, label, STYLE_VALUE, text);
}

void prose_clear(struct prose *r)
{
    for (size_t i = 0; i < r->count; i++) {
        free(r->parts[i].label);
        free(r->parts[i].text);
    }
    free(r->parts);
    *r = (struct prose){0};
}

bool prose_key(struct prose *r, const struct press *press)
{
    int page = r->height > 1 ? r->height - 1 : 1;

    switch (press->code) {
    case PRESS_UP: r->top--; break;
    case PRESS_DOWN: r->top++; break;
    case PRESS_WHEEL_UP: r->top -= WHEEL_ROWS; break;
    case PRESS_WHEEL_DOWN: r->top += WHEEL_ROWS; break;
    case PRESS_PAGE_UP: r->top -= page; break;
    case PRESS_PAGE_DOWN: r->top += page; break;
    case PRESS_HOME:
    case PRESS_CTRL_HOME: r->top = 0; break;
    case PRESS_END:
    case PRESS_CTRL_END: r->top = r->rows; break;
    default:
        if (!press_is_text(press, " "))
            return false;
        r->top += page;
    }
    if (r->top > r->rows - r->height)
        r->top = r->rows - r->height;
    if (r->top < 0)
        r->top = 0;
    return true;
}

/* One wrapped text from row y; returns its rows. `draws` false only measures. */
static int wrapped(
    const struct area *area, int y, int x, enum style style, const char *text, bool draws)
{
    struct text_line *lines = NULL;
    int width = area->width - 1 - x;
    size_t count = text_wrap(text, width > 1 ? (size_t)width : 1, &lines);

    for (size_t i = 0; draws && i < count; i++) {
        int row = y + (int)i;
        char *line = strndup(text + lines[i].start, lines[i].bytes);
        if (row >= 0 && row < area->height)
            draw_text_in(area, row, x, width, style, line);
        free(line);
    }
    free(lines);
    return (int)count;
}

/* One entry from row y; returns its rows. */
static int part(
    const struct area *area, int y, const struct prose_part *p, int label, bool draws)
{
    bool stacked = area->width < STACKED;

    if (p->label[0] == '\0')
        return wrapped(area, y, LEFT, p->style, p->text, draws);
    if (stacked)
        return wrapped(area, y, LEFT, STYLE_LABEL, p->label, draws) +
               wrapped(area, y + wrapped(area, y, LEFT, STYLE_LABEL, p->label, false), LEFT + 2,
                   p->style, p->text, draws);
    if (draws && y >= 0 && y < area->height)
        draw_text_in(area, y, LEFT, label, STYLE_LABEL, p->label);
    return wrapped(area, y, LEFT + label + 1, p->style, p->text, draws);
}

void prose_draw(struct prose *r, const struct area *area, int label)
{
    int y = 0;

    r->rows = 0;
    r->height = area->height;
    for (size_t i = 0; i < r->count; i++)
        r->rows += part(area, 0, &r->parts[i], label, false);
    if (r->top > r->rows - r->height)
        r->top = r->rows > r->height ? r->rows - r->height : 0;
    for (size_t i = 0; i < r->count && y - r->top < area->height; i++)
        y += part(area, y - r->top, &r->parts[i], label, true);
    if (r->top > 0)
        draw_sign(area, 0, area->width - 1, STYLE_HINT, GLYPH_UP);
    if (r->top + r->height < r->rows)
        draw_sign(area, area->height - 1, area->width - 1, STYLE_HINT, GLYPH_DOWN);
    draw_cursor(area, 0, LEFT);
}
