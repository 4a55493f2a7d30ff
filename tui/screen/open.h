/* The doors to the screens: one function per screen that others open. */
#ifndef SUSUN_TUI_SCREEN_OPEN_H
#define SUSUN_TUI_SCREEN_OPEN_H

#include "core/store/rows.h"
#include "tui/app.h"

/* Where to stand in a form. All may be NULL. */
struct place {
    const char *uid;   /* the record; in a list form it is opened above its table */
    const char *field; /* the field's machine name; of a record or, in a table, the column */
    const char *draft; /* text that was being typed when the program ended: put it into the
                        * editor of that field, as if it had just been typed */
};

/* Pushes the screen (or table and form) of a form: single -> Form; list and fixed -> by view:
 * table or form; keyed -> Grid, on the page of place's uid, be that a row or a record the pages
 * belong to (without a place, of the record stood on last), or by view Table. `place` may be
 * NULL: the natural beginning. On trouble nothing is pushed. Screens read the record by
 * app_workbook(). */
enum status screen_open_form(
    struct app *app, const struct form *form, const struct place *place, struct error *e);

/* The same for one who was shown a place of the form and wants to come back from there with one
 * Esc: the record without its table, a keyed form on the record's page or row. STATUS_MISSING
 * when the record is gone. */
enum status screen_open_record(
    struct app *app, const struct form *form, const struct place *place, struct error *e);

/* What is pasted into a form, and where the cursor stands. */
struct paste_place {
    const char *text;                  /* of the clipboard; or */
    const char *path;                  /* a CSV or TSV file, where this is not NULL */
    const struct field *const *fields; /* from the cursor on, NULL terminated; may be NULL */
    const char *uid;                   /* the row; NULL = none */
    const struct rows *rows;           /* as they are seen, copied; NULL = in their own order */
};
/* The preview of a pasted table, above the Table it goes into. On trouble nothing is pushed. */
enum status screen_open_paste(
    struct app *app, const struct form *form, const struct paste_place *place, struct error *e);

/* Asks for a CSV or TSV file. `taken` is called with its path once the question is off the
 * stack, so it may open a screen; `context` must live as long as the screen below. */
enum status screen_open_sheets(struct app *app,
    void (*taken)(struct app *app, void *context, const char *path), void *context,
    struct error *e);
/* The same, or for the folder of a whole package. */
enum status screen_open_packages(struct app *app,
    void (*taken)(struct app *app, void *context, const char *path), void *context,
    struct error *e);
/* What a CSV (of `form`; NULL: it says so itself) or a package would change here, row by row;
 * Enter stores it. */
enum status screen_open_coming(
    struct app *app, const struct form *form, const char *path, struct error *e);
/* Asks for the file first. */
enum status screen_ask_coming(struct app *app, struct error *e);

/* Tahapan bimtek: the stages, steps and the step card of the open workbook. */
enum status screen_open_stages(struct app *app, struct error *e);
/* The heat map: what each dimension has of everything; a cell opens its rows. */
enum status screen_open_heat(struct app *app, struct error *e);
/* The first screen without a workbook. */
enum status screen_open_start(struct app *app, struct error *e);
/* A new workbook; the list of workbooks; the list of those on sticks, to copy one from there.
 */
enum status screen_open_newbook(struct app *app, struct error *e);
enum status screen_open_openbook(struct app *app, struct error *e);
enum status screen_open_takebook(struct app *app, struct error *e);
/* The same list, to take one of them into the open workbook. */
enum status screen_open_mergebook(struct app *app, struct error *e);
/* Tukar lewat USB: all copies on the sticks come in, then ours is written back. */
enum status screen_open_swap(struct app *app, struct error *e);
/* Berkas kelompok: a copy for each group. */
enum status screen_open_copies(struct app *app, struct error *e);
/* Latihan: the practice file in the folder for workbooks, made where there is none, and upon it
 * the tasks; in a practice file only these. */
enum status screen_open_practice(struct app *app, struct error *e);
/* The tasks of the open practice file, beside the screen they lie upon. */
enum status screen_open_tasks(struct app *app, struct error *e);
/* Opens a workbook; with `copies`, a copy of it in the folder for workbooks. When it lies on a
 * stick (or is to be copied) and the folder has a file of its name, the person is asked first.
 */
enum status screen_take(struct app *app, const char *path, bool copies, struct error *e);
/* Brings the workbook to the newer version of its method that the program has, after a backup,
 * and opens it again; says what came of it. */
enum status screen_upgrade(struct app *app, struct error *e);
/* Why there is nothing of that to do: a sentence, valid until the next call; NULL: there is. */
const char *screen_why_no_upgrade(struct app *app);
/* Serah terima: what is missing, then the package, onto a stick or beside the workbook. */
enum status screen_open_handover(struct app *app, struct error *e);
/* Satukan baris: which row of the form means the same as this one, and stays. */
enum status screen_open_unite(
    struct app *app, const struct form *form, const char *uid, struct error *e);
/* What people filled in differently: the list, then side by side. */
enum status screen_open_differences(struct app *app, struct error *e);
/* The marks in time, and what has changed since. */
enum status screen_open_marks(struct app *app, struct error *e);
/* Periksa: what the checks find at the step one works in (none: in the whole plan as far as it
 * is due). Where Periksa is on top already: the next wider view; where it lies below: back to
 * it. */
enum status screen_open_findings(struct app *app, struct error *e);
/* The same with everything, also of steps that nobody has finished. */
enum status screen_open_all_findings(struct app *app, struct error *e);
/* Catatan ahli: what experts said, and the answers. STATUS_MISSING when the method has no form
 * for it. */
enum status screen_open_comments(struct app *app, struct error *e);
/* What was deleted and can come back. */
enum status screen_open_trash(struct app *app, struct error *e);

/* These lie upon the top screen: every screen and action; help on its field or, where it has
 * none, on itself. */
enum status screen_open_menu(struct app *app, struct error *e);
enum status screen_open_help(struct app *app, struct error *e);
/* All keys. */
enum status screen_open_keys(struct app *app, struct error *e);

/* Catat (F7): what to note, then the note; afterwards one stands where one was. */
enum status screen_open_note(struct app *app, struct error *e);
/* Whether notes can be made in this workbook (NULL: no). */
bool note_possible(const struct workbook *wb);
/* Ganti kelompok: which group this copy is, and who types. */
enum status screen_open_group(struct app *app, struct error *e);
/* Whether this workbook (NULL: no) knows groups and may be given one. */
bool group_possible(const struct workbook *wb);

#endif
