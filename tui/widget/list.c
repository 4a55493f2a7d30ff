#include "tui/widget/list.h"

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
