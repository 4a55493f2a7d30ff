/* Serah terima, in two files: handover.c (keys, what is done) and handover_draw.c (its lines
 * and the drawing). Private to them. */
#ifndef SUSUN_TUI_SCREEN_HANDOVER_H
#define SUSUN_TUI_SCREEN_HANDOVER_H

#include "core/exchange/handover.h"
#include "tui/app.h"
#include "tui/widget/list.h"

/* What is being done; the work of a state is done after it was drawn. */
enum handover_doing { HANDOVER_LOOK, HANDOVER_SHOW, HANDOVER_WRITE };

enum handover_kind {
    HANDOVER_FINDINGS,    /* counts of what is missing: Enter goes there */
    HANDOVER_COMMENTS,    /* ... */
    HANDOVER_DIFFERENCES, /* ... */
    HANDOVER_PERSONAL,    /* options */
    HANDOVER_HISTORY,     /* ... */
    HANDOVER_ZIP,         /* ... */
    HANDOVER_PLACE,       /* where it goes */
    HANDOVER_GIVE,        /* Enter writes it */
    HANDOVER_RESULT,      /* what became of it */
    HANDOVER_FILE,        /* a file it holds; `form` when it is a table */
};
struct handover_line {
    enum handover_kind kind;
    char *text, *right; /* its own; `right` may be NULL */
    bool marked;        /* something is missing here */
    const struct form *form;
};
struct handover_screen {
    struct screen base;
    enum handover_doing doing;
    struct handover_lack lack;
    bool personal, history, zip;
    char **sticks; /* [stick_count] */
    size_t stick_count;
    size_t place; /* a stick; stick_count = beside the workbook */
    bool given;   /* `result` tells of the package just written */
    struct handover_result result;
    struct handover_line *lines;
    size_t count;
    struct list list;
};

struct handover_screen *handover_of(struct screen *self);
/* The line one stands on; NULL: none. */
const struct handover_line *handover_chosen(const struct handover_screen *s);

/* handover_draw.c: all lines of the present state. */
enum status handover_lines(struct handover_screen *s, struct error *e);
void handover_lines_free(struct handover_screen *s);
void handover_draw(struct screen *self, const struct area *area);
const char *handover_title(struct screen *self);
const char *handover_hint(struct screen *self);
const char *handover_keys(struct screen *self);

#endif
