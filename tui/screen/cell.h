/* One cell a person writes in, whichever screen it stands on: its editor, what the typed text
 * would mean, and the one action that stores it. A row that is not made yet is made in the
 * action of its first cell. Draws nothing. */
#ifndef SUSUN_TUI_SCREEN_CELL_H
#define SUSUN_TUI_SCREEN_CELL_H

#include <stdbool.h>

#include "core/store/record.h"
#include "tui/app.h"
#include "tui/edit/line.h"
#include "tui/edit/text.h"

/* The row. `uid` NULL (or "" in a draft): a row of a list that is not made yet. */
struct cell_place {
    struct app *app;
    const struct form *form;
    char *uid; /* owned */
    /* What the last cell_put made besides (screen/promote.h), form NULL = nothing. */
    const struct form *made_form;
    char made[64];
    bool made_fresh;
};
/* Another row; takes a copy. False without memory (told). */
bool cell_place_go(struct cell_place *place, const char *uid);

/* How a field is filled. */
enum cell_way {
    CELL_LINE,  /* typed in one line */
    CELL_TEXT,  /* typed in several */
    CELL_PICK,  /* chosen from a list */
    CELL_GIVEN, /* not by the person: computed, or filled by the program */
};
enum cell_way cell_way(const struct field *field);

/* Stores a value (VALUE_NULL empties) or a text as typed: one action, which also makes the row
 * and fills its defaults if it is not there. STATUS_OK also when nothing changed. */
enum status cell_put(struct cell_place *place, const struct field *field,
    const struct value *value, const char *typed, struct error *e);
/* Adds `uid` to (`many`) or puts it into a field of references, stored form: NULL without
 * memory. */
struct value cell_reference(const struct field *field, const struct value *before,
    const struct form *form, const char *uid, struct error *e);
/* Makes a row of the list `target` with `title` in the field that names it (a short name may
 * follow after a line feed, see picker_new_title), and refers to it from the field, all in one
 * action. The row stands where this one stands (action_stand_like). */
enum status cell_put_new(struct cell_place *place, const struct field *field,
    const struct value *before, const struct form *target, const char *title, struct error *e);

/* Makes a row of the list `target` called `title`, alone in its action. */
enum status cell_new_row(struct app *app, const struct form *target, const char *title,
    char uid[64], struct error *e);
/* What copying did. */
enum cell_copied {
    CELL_COPIED,
    CELL_NOTHING_ABOVE,
    CELL_EMPTY_ABOVE,
    CELL_ALIKE,
    CELL_NO_COPY
};
/* Puts into the cell what stands in the same field of the row `from`, understood or not, as one
 * action. An empty one is not copied. CELL_NO_COPY: `e` says why. */
enum cell_copied cell_copy(
    struct cell_place *place, const struct field *field, const char *from, struct error *e);
/* Says it to the person; clears the error. */
void cell_tell_copied(struct app *app, enum cell_copied copied, struct error *e);
/* Says it when the number in a cell is out of its bounds: it stays, and the cursor goes on. */
void cell_tell_range(const struct cell_place *place, const struct field *field);
/* Deletes the row: one of a list goes to the trash, a keyed one loses its cells. */
enum status cell_delete_row(struct cell_place *place, struct error *e);

/* The editor of the focused cell. Start with {0}. */
struct cell_edit {
    struct cell_place *place;
    const struct field *field; /* NULL: closed */
    enum cell_way way;         /* CELL_LINE or CELL_TEXT while open */
    struct edit_line line;
    struct edit_text text;
    char *before; /* what stood there */
    bool recheck; /* the text was not understood: ask again even if it stays as it is */
    bool drafted; /* a draft is kept for it */
    bool asking;  /* the text has two meanings: 1 or 2 is awaited */
    struct value readings[2];
    struct error why; /* the question, or why the stored text is not understood */
};

/* Opens the editor on a cell; `replace`: typing replaces (see edit_line_set). `cells` and
 * `rows` are the place of a long text, changed by cell_edit_resize while drawing. */
enum status cell_edit_open(struct cell_edit *edit, struct cell_place *place,
    const struct field *field, const struct cell *cell, bool replace, struct error *e);
/* Closes it without storing. */
void cell_edit_close(struct cell_edit *edit);
const char *cell_edit_text(const struct cell_edit *edit);
/* Whether it differs from what stands there. */
bool cell_edit_changed(const struct cell_edit *edit);
/* Puts text in as if it had just been typed over everything (a draft). */
enum status cell_edit_retype(struct cell_edit *edit, const char *text, struct error *e);

/* What a key did in the editor. */
enum cell_key {
    CELL_KEY_NONE, /* not a key of the editor */
    CELL_KEY_DONE,
    CELL_KEY_UP, /* up from the first line, down from the last */
    CELL_KEY_DOWN,
};
/* Typing, pasting, erasing, moving, a click in the box; in a long text also Enter. Trouble is
 * told to the app. */
enum cell_key cell_edit_key(struct cell_edit *edit, const struct press *press);

/* What storing did. */
enum cell_stored {
    CELL_SAME,   /* nothing had changed */
    CELL_STORED, /* stored and understood */
    CELL_MARKED, /* stored as typed, marked: `why` says the reason */
    CELL_ASKS,   /* two meanings: nothing is stored yet, `why` is the question */
    CELL_FAILED, /* not stored; told to the app */
};
/* Stores what is typed. `ask`: put a question instead of storing a text of two meanings;
 * without it (and when a question is open) the text is stored as typed. */
enum cell_stored cell_edit_store(struct cell_edit *edit, bool ask);
/* The person goes on typing instead of answering. */
void cell_edit_unask(struct cell_edit *edit);
/* The answer to the question, 0 or 1. */
enum cell_stored cell_edit_answer(struct cell_edit *edit, int which);
/* "1: Rp1.500.000   2: Rp1.500.000.000": what the keys of the question mean. Caller frees. */
char *cell_edit_options(const struct cell_edit *edit);

/* Keeps the draft of what is being typed, if it changed. */
void cell_edit_tick(struct cell_edit *edit);

/* What the text being typed would be: "Rp1.500.000.000" and, for money, its words; NULL where
 * there is nothing to echo. Caller frees both. */
void cell_edit_echo(const struct cell_edit *edit, char **value, char **words);
/* Why a cell's text is not understood, as a sentence; NULL when it is. Caller frees. */
char *cell_why(
    struct workbook *wb, const struct field *field, const char *uid, const struct cell *cell);
/* What another person filled in where the cell shows one of several versions, and the way to
 * decide; NULL: nobody. Caller frees. */
char *cell_different(
    struct workbook *wb, const struct field *field, const char *uid, const struct cell *cell);

#endif
