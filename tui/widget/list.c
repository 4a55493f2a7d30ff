#include "tui/widget/list.h"

#define WHEEL_LINES 3

void list_count(struct list *list, size_t count)
{
    list->count = count;
    list_go(list, list->at);
}

void list_go(struct list *list, size_t at)
{
    if (list->count == 0)
        list->at = 0;
    else
        list->at = at < list->count ? at : list->count - 1;
}

/* One line up or down by so many. */
static void step(struct list *list, size_t lines, bool down)
{
    if (down)
        list_go(list, list->at + lines);
    else
        list_go(list, list->at > lines ? list->at - lines : 0);
}

/* What is shown moves; the choice only as far as it has to, so that it stays in sight. */
static void scroll(struct list *list, bool down)
{
    size_t last = list->count > list->height ? list->count - list->height : 0;

    if (down)
        list->top = list->top + WHEEL_LINES < last ? list->top + WHEEL_LINES : last;
    else
        list->top = list->top > WHEEL_LINES ? list->top - WHEEL_LINES : 0;
    if (list->at < list->top)
        list_go(list, list->top);
    else if (list->at >= list->top + list->height)
        list_go(list, list->top + list->height - 1);
}

bool list_key(struct list *list, const struct press *press)
{
    size_t page = list->height > 1 ? list->height - 1 : 1;

    switch (press->code) {
    case PRESS_UP: step(list, 1, false); return true;
    case PRESS_DOWN: step(list, 1, true); return true;
    case PRESS_PAGE_UP: step(list, page, false); return true;
    case PRESS_PAGE_DOWN: step(list, page, true); return true;
    case PRESS_HOME:
    case PRESS_CTRL_HOME: list_go(list, 0); return true;
    case PRESS_END:
    case PRESS_CTRL_END: list_go(list, list->count); return true;
    case PRESS_WHEEL_UP: scroll(list, false); return true;
    case PRESS_WHEEL_DOWN: scroll(list, true); return true;
    case PRESS_CLICK:
        if (press->owner != list)
            return false;
        list_go(list, press->index);
        return true;
    default: return false;
    }
}

void list_fit(struct list *list, int height)
{
    list->height = height > 0 ? (size_t)height : 1;
    if (list->at < list->top)
        list->top = list->at;
    if (list->at >= list->top + list->height)
        list->top = list->at - list->height + 1;
    if (list->top + list->height > list->count)
        list->top = list->count > list->height ? list->count - list->height : 0;
}
