/* The running face: the stack of screens, the open workbook, the message line, undo and redo,
 * and the one way every key takes. Screens see the app only through this header. */
#ifndef SUSUN_TUI_APP_H
#define SUSUN_TUI_APP_H

#include <stdbool.h>
#include <stdint.h>

#include "core/store/draft.h"
#include "core/store/workbook.h"
#include "tui/screen.h"

struct app;
struct key_file; /* tui/key_file.h */
struct beside;   /* core/plan/beside.h */

/* Puts a screen on top and takes it over (frees it, also when it fails to be put there). */
void app_push(struct app *app, struct screen *screen);
/* Takes the top screen away; leave() must have been called (SCREEN_CLOSE does both). It is
 * freed after the present key has been handled, so a screen may pop itself. The one below gets
 * resume(). */
void app_pop(struct app *app);
/* The screen on top: what an overlay about to be pushed will lie upon. */
struct screen *app_top(const struct app *app);
/* Takes screens away down to the first one, without a workbook then, or to the main screen of
 * the workbook. What is typed must have been stored (app_store). */
void app_to_start(struct app *app);
void app_to_stages(struct app *app);
/* Ends the program after this key; every screen's leave() is called from the top. */
void app_quit(struct app *app);

/* The open workbook; NULL on the start screens. */
struct workbook *app_workbook(struct app *app);
/* What checks find beside the fields of the open workbook (core/plan/beside.h); NULL without
 * one, or without memory. */
struct beside *app_beside(struct app *app);
/* Who is typing, as the history gets it: "Name, office", or the one of both that is known (""
 * unknown). Then the two. Valid until they change. */
const char *app_author(const struct app *app);
const char *app_name(const struct app *app);
const char *app_office(const struct app *app);

/* Shows a sentence in the hint lines until the next key (or, with an action in between, until
 * that has something to say). Printf style, already translated. An empty one clears. */
void app_message(struct app *app, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same for what a person may want to take back at once: it stays while the cursor only
 * moves about, until something is done or typed. */
void app_notice(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same from a failed call: shows error_text and clears the error. */
void app_trouble(struct app *app, struct error *e);

/* Stores what is being typed, on the top screen and, if that is an overlay, below it. False: it
 * could not be (the sentence was given to app_message). */
bool app_store(struct app *app);
/* Does an action as if its key had been pressed on the top screen; tells why when it cannot. */
void app_do(struct app *app, enum act act);
/* Whether an action can be done where `screen` is on top; and if not, why: translated, one
 * sentence, valid until the next call. */
bool app_offers(const struct app *app, struct screen *screen, enum act act);
const char *app_why_not(const struct app *app, struct screen *screen, enum act act);

/* Notes where the person stands; it costs nothing and may be called at every move. Written to
 * the state folder when something was stored or a screen changes, and read when this workbook
 * opens again. uid and field may be NULL. */
void app_remember(struct app *app, const struct form *form, const char *uid, const char *field);
/* The same for a place among the rows of a form, not in one of them. */
void app_remember_row(
    struct app *app, const struct form *form, const char *uid, const char *field);

/* Notes the step the person works in, so that the steps open on it again; as app_remember.
 * NULL: none. */
void app_remember_step(struct app *app, const struct step *step);
/* The step to stand on when the steps of a workbook open: the one of the last time (NULL:
 * none), and in *form the form that was open above it (NULL: none was). */
const struct step *app_step(const struct app *app, const struct form **form);
/* Where the person stands, as remembered: the form (NULL: none), and in *uid and *field the
 * record and the field, "" for none. Valid until the next app_remember. */
const struct form *app_place(const struct app *app, const char **uid, const char **field);

/* "Kelompok 3 Smart Economy: menampilkan bagian Anda saja (F10 untuk semua)"; NULL in the main
 * copy. Valid until the next call. */
const char *app_group_line(struct app *app);

/* The tasks of the open workbook; NULL when it is none for practice. */
struct practice; /* core/plan/practice.h */
const struct practice *app_practice(const struct app *app);

/* Minutes between UTC and the district's clock, by the plan's region; and a moment as "09.41".
 */
int app_zone(const struct app *app);
/* Writes "09.41" of a moment (ms UTC); returns out. */
char *app_clock(const struct app *app, int64_t at, char out[8]);

/* Does what an action's key would do, wherever one is; says why not where it is impossible. */
void app_do(struct app *app, enum act act);

/* Whether F-keys are known to arrive on this laptop (the bar is labelled accordingly). */
bool app_fkeys(const struct app *app);
/* What came of the key file. */
const struct key_file *app_key_file(const struct app *app);

/* Opens a workbook and puts its screens on the stack above what is there. On trouble nothing
 * changes. A workbook already open is closed first. */
enum status app_open(struct app *app, const char *path, struct error *e);
/* For what needs the file for itself: takes the screens of the workbook away and, once they are
 * gone, closes it and calls `then` with its path, which opens it again (app_open). What is
 * typed must have been stored. */
void app_without_book(struct app *app, void (*then)(struct app *app, const char *path));
/* How many workbooks were opened since the program began. */
int app_opened(const struct app *app);
/* The path as people are shown it: without the home folder in front ("Dokumen/Susun"). Points
 * into it. */
const char *app_short_path(const char *path);
/* A sentence in which all paths are shown so. Caller frees; NULL without memory. */
char *app_short_text(const char *text);
/* The path a person means by what is typed: trimmed, ~/ is the home folder. Caller frees. */
char *app_typed_path(const char *typed);
/* Keeps who is typing for this and later starts. A workbook that is open goes on with whom it
 * was opened by. */
void app_set_person(struct app *app, const char *name, const char *office);

#endif
