#include "tui/term/hit.h"

#define HITS                                                                                   \
    2048 /* more than cells of a table on a large screen; the rest cannot be clicked           \
          */

/* What the last drawing put where. */
static struct {
    size_t count;
    struct {
        struct area area;
        const void *owner;
        size_t index;
    } hits[HITS];
} drawn;

void draw_hit(
    const struct area *a, int y, int x, int height, int width, const void *owner, size_t index)
{
    struct area part = area_part(a, y, x, height, width);

    if (part.height <= 0 || part.width <= 0 || drawn.count == HITS)
        return;
    drawn.hits[drawn.count].area = part;
    drawn.hits[drawn.count].owner = owner;
    drawn.hits[drawn.count++].index = index;
}

void hit_find(struct press *press)
{
    press->owner = NULL;
    for (size_t i = drawn.count; i > 0; i--) {
        const struct area *a = &drawn.hits[i - 1].area;
        int y = press->y - a->y, x = press->x - a->x;
        if (y < 0 || x < 0 || y >= a->height || x >= a->width)
            continue;
        press->owner = drawn.hits[i - 1].owner;
        press->index = drawn.hits[i - 1].index;
        press->y = y;
        press->x = x;
        return;
    }
}

void hit_forget(void)
{
    drawn.count = 0;
}
