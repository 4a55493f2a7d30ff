/* What the screen Cari is made of. Private to search.c (keys, looking) and search_draw.c (what
 * is seen, and the words for it). */
#ifndef SUSUN_TUI_SCREEN_SEARCH_SCREEN_H
#define SUSUN_TUI_SCREEN_SEARCH_SCREEN_H

#include "core/plan/search.h"
#include "tui/app.h"
#include "tui/edit/line.h"
#include "tui/widget/list.h"

/* A place to stand on again once everything is read anew. */
struct search_stand {
    const struct form *form; /* NULL = none */
    const struct field *field;
    char *uid;
    bool old;
};

struct search_screen {
    struct screen base;
    struct edit_line line;
    bool typing;               /* the last key went into the box */
    const struct form *only;   /* the one form that is shown; NULL = all */
    struct search *under_way;  /* of what is typed now; NULL = all of it is read */
    struct search *shown;      /* read to its end; NULL = nothing was looked for */
    struct list list;          /* its places */
    char **names;              /* [SEARCH_MOST] of their rows, as far as they were seen */
    const struct form **forms; /* those with places, NULL the first one: all of them */
    struct list tabs;          /* ... and which is shown */
    struct search_stand stand;
    char *hint, *title; /* as answered last */
};

/* The chosen place; NULL when there is none. */
const struct search_hit *search_chosen(const struct search_screen *s);
/* Code and name of the row of a place; valid until what is shown changes. */
const char *search_name(struct search_screen *s, size_t at);

void search_draw(struct screen *self, const struct area *area);
const char *search_hint(struct screen *self);
const char *search_title(struct screen *self);
const char *search_keys(struct screen *self);

#endif
