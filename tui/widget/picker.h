/* Choosing instead of typing: a pane with a filter that is typed ahead and a list of what fits.
 * For choices, references, several of either, and a row of any form (first the form, then the
 * row). Reads the workbook, never writes it: the owner stores what was taken. */
#ifndef SUSUN_TUI_WIDGET_PICKER_H
#define SUSUN_TUI_WIDGET_PICKER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/store/rows.h"
#include "tui/edit/line.h"
#include "tui/term/draw.h"
#include "tui/term/press.h"
#include "tui/widget/list.h"

/* One line of the list; texts are the picker's. */
struct pick_item {
    const struct form *form; /* a row's form, or the form to choose */
    char *key;               /* what is stored: a choice's name, a row's id; "" a form */
    char *label;
};

/* What a key did. */
enum picker_answer {
    PICKER_IGNORED, /* not a key of the picker */
    PICKER_STAYS,
    PICKER_TAKEN,   /* picker_value has what was taken */
    PICKER_NEW,     /* a row is to be made: picker_new_form, picker_new_title */
    PICKER_LEFT,    /* left as it was */
    PICKER_TROUBLE, /* a read failed: the error was filled */
};

/* Start with {0}. */
struct picker {
    struct workbook *wb;
    const struct field *field; /* NULL: closed */
    const char *parent;        /* choices below this one only, or NULL */
    char *parent_owned;
    const struct form *target; /* any form: the one chosen, NULL until then */
    bool many;
    struct value now; /* what the cell holds */
    char **taken;     /* many: keys taken, in order */
    size_t taken_count;
    bool toggled; /* many: something was taken or put back */
    bool typing;  /* the last key went into the filter */
    struct edit_line filter;
    struct list list;
    struct pick_item *items;
    size_t count;
    bool cut;                /* there are more rows than the list holds */
    const struct form *adds; /* the last line offers to make a row here; NULL = no such line */
    bool naming;             /* the row that is to be made is asked for its short name ... */
    struct edit_line name;   /* ... typed here */
    char *new_title;
};

/* Opens it on a cell of the row `uid` (NULL: not made yet) that holds `now`; `filter` is typed
 * into it. */
enum status picker_open(struct picker *p, struct workbook *wb, const struct field *field,
    const char *uid, const struct value *now, const char *filter, struct error *e);
void picker_close(struct picker *p);

/* Whether a press of the mouse is the picker's: the wheel, and what lies in its pane. */
bool picker_has(const struct picker *p, const struct press *press);
enum picker_answer picker_key(struct picker *p, const struct press *press, struct error *e);
/* After PICKER_TAKEN: the value to store (VALUE_NULL: nothing is taken any more). Caller
 * clears. */
enum status picker_value(const struct picker *p, struct value *value, struct error *e);
/* After PICKER_TAKEN: whether that was Enter among several choices of which none was or is
 * marked. */
bool picker_took_nothing(const struct picker *p);
/* After PICKER_NEW: what to name the new row of p->adds; where its short name was asked for,
 * that follows after a line feed. Valid until the next key. */
const char *picker_new_title(struct picker *p);

/* Rows the pane wants of `height`; it draws into exactly the area it is given. */
int picker_height(int height);
void picker_draw(struct picker *p, const struct area *area);
/* The keys of the present mode; static. */
const char *picker_keys(const struct picker *p);

/* picker_name.c: begins to ask for the short name of the row that p->adds is to get; false when
 * it needs none. Then its keys, and it instead of the list. */
bool picker_ask_name(struct picker *p);
enum picker_answer picker_name_key(struct picker *p, const struct press *press);
void picker_name_draw(struct picker *p, const struct area *area);

/* picker_items.c: fills items, cut and adds for the present filter. */
enum status picker_fill(struct picker *p, struct error *e);
void picker_items_free(struct picker *p);

#endif
