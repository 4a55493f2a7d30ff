/* What the app is made of. Private to tui/: app.c (keys, stack), book.c (the open workbook),
 * frame.c (what is drawn around a screen), undo.c and run.c. Screens see only app.h. */
#ifndef SUSUN_TUI_APP_STATE_H
#define SUSUN_TUI_APP_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/app.h"
#include "tui/key_file.h"

struct app {
    struct screen *top;  /* the stack, linked by `below` */
    struct screen *gone; /* popped, freed after the present key */
    bool quitting;
    bool closing; /* the workbook closes once the screens that are gone are freed */
    bool fkeys;   /* F-keys arrive on this laptop */
    char *name, *office, *author; /* who types, never NULL after app_start */
    char *message;                /* NULL or what just happened */
    bool stays;                   /* ... and it is told until something is done */
    char *clip;                   /* NULL or what was copied */
    char *group_line;             /* as app_group_line answered last */
    struct key_file keys;

    /* What was clicked last and when (clock_ticks): twice at once is a double click. */
    const void *clicked;
    size_t clicked_index;
    int64_t clicked_at;

    struct workbook *workbook;
    struct workbook *left; /* another one, until the screens that showed it are freed */
    struct beside *beside; /* findings beside its fields; NULL until asked for */
    int opened;            /* workbooks opened so far */
    int kept;              /* `opened` when the day's backup was looked after */
    void (*then)(struct app *app, const char *path); /* app_without_book; NULL: nothing */
    int zone;                                        /* minutes east of UTC */

    struct practice *practice; /* lesson.c: NULL in a real workbook */

    /* marks.c: meetings that were asked about, and whether a reason was; looked at when the
     * workbook's version is another than this. */
    char **asked;
    size_t asked_count;
    bool reason_asked;
    int64_t marks_version;

    /* Where the person stands, and what of it is written down already. */
    const struct form *form;
    char *uid, *field;
    bool among; /* the rows of the form, not in one of them */
    const struct step *step;
    bool moved;            /* the place differs from what is written */
    bool stacked;          /* a screen or another record came or went since it was written */
    int64_t noted_version; /* workbook_version when it was written */
};

/* Begins with nothing open; `author` NULL = as this laptop remembers. */
enum status app_start(struct app *app, const char *author, struct error *e);
/* Stores what is being typed, closes everything, frees what the app owns. */
void app_finish(struct app *app);
/* The one door for keys (and PRESS_RESIZE, PRESS_TICK). */
void app_press(struct app *app, const struct press *press);
/* The same for an action without a key. */
void app_ask(struct app *app, enum act act);
/* Draws frame and top screen; the terminal has been erased. */
void app_draw(struct app *app);
/* Whether the clock is on the screen, which has to go on by itself. */
bool app_shows_clock(const struct app *app);
/* Lets the top screen do a piece of its idle work, then book_keep; false when there is none. */
bool app_idle(struct app *app);
/* Whether an action exists now, for the bar. */
bool app_can(const struct app *app, enum act act);

/* A key for the top screen, else an action. */
void app_key(struct app *app, const struct press *press);

/* mouse.c: what the mouse did, by what lies under it. */
void app_mouse(struct app *app, const struct press *press);

/* face.c: how the face looks and listens, kept in the settings. */
/* What was chosen before; `theme` NULL = none on the command line. STATUS_USAGE when there is
 * none of this name. */
enum status face_read(const char *theme, size_t *chosen, bool *mouse, struct error *e);
/* The next theme; says its name. */
void face_next_theme(struct app *app);
/* The mouse for Susun or for the terminal; says which. */
void face_turn_mouse(struct app *app);

/* Frees screens that were popped. */
void app_bury(struct app *app);
/* Pops every screen above the start screen. */
void app_pop_all(struct app *app);

/* book.c */
void book_close(struct app *app);
/* The day's backup of the open workbook, once after it was opened and drawn; idle work: true
 * when it had something to say. */
bool book_keep(struct app *app);
/* Closes the workbook that was left for another one, once its screens are freed. */
void book_forget_left(struct app *app);
/* Does what app_without_book asked for. */
void book_between(struct app *app);
/* Writes the place down if something was stored or a screen came or went. */
void book_note(struct app *app);
/* Looks whether somebody moved or changed the file, and opens it anew then. */
void book_check(struct app *app);

/* marks.c: what is signed at opening is not asked about; looks whether a mark or a reason is to
 * be asked for; forgets what was. */
void marks_begin(struct app *app);
void marks_watch(struct app *app);
void marks_forget(struct app *app);

/* lesson.c: reads the tasks of a practice file that was opened; praises a task that was done
 * just now and tells the next one; forgets them before the workbook closes. */
void lesson_begin(struct app *app);
void lesson_watch(struct app *app);
void lesson_forget(struct app *app);
/* The task to be done, for the hint lines. Caller frees; NULL when there is none. */
char *lesson_line(const struct app *app);

/* clip.c: copies what the top screen has in focus; presses what was copied as a paste. */
void app_copy(struct app *app);
void app_put(struct app *app);

/* person.c: who types, as told (`author`) or, when NULL, as remembered. */
enum status person_start(struct app *app, const char *author, struct error *e);
void person_free(struct app *app);

/* group.c: shows all rows, or only this copy's. */
void app_toggle_ours(struct app *app);

/* undo.c: takes the newest action back (or does it again), tells what it was. */
void app_undo(struct app *app, bool redo);

#endif
