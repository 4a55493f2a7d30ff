/* What the files of the heat map share: heat.c (keys, what a cell opens) and heat_draw.c. */
#ifndef SUSUN_TUI_SCREEN_HEAT_H
#define SUSUN_TUI_SCREEN_HEAT_H

#include "core/plan/heat.h"
#include "core/plan/weakest.h"
#include "tui/app.h"
#include "tui/widget/list.h"

struct heat_screen {
    struct screen base;
    struct heat *heat;
    struct weakest *weakest;
    size_t *lines;    /* rows of the map that are shown */
    struct list list; /* over them */
    size_t at, first; /* the column stood on; the first one in sight */
    char *hint;       /* as answered last */
};

struct heat_screen *heat_of(struct screen *self);
/* The row of the map stood on. */
size_t heat_row(const struct heat_screen *s);
/* What a row is called. */
const char *heat_name(const struct heat_screen *s, size_t row);
/* The weakest dimension's row; SIZE_MAX: there is none. */
size_t heat_weakest_row(const struct heat_screen *s);

/* Operations of the screen (tui/screen.h). */
void heat_draw(struct screen *self, const struct area *area);
const char *heat_hint(struct screen *self);

#endif
