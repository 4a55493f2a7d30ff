/* Catat (F7): a decision, something put off, homework or a comment, noted from any screen in
 * one action; then one stands where one was. Shared by note.c (keys), note_row.c (what is noted
 * and how it is stored) and note_draw.c. */
#ifndef SUSUN_TUI_SCREEN_NOTE_H
#define SUSUN_TUI_SCREEN_NOTE_H

#include "tui/screen/cell.h"
#include "tui/widget/picker.h"

#define NOTE_FIELDS 5

/* One field asked for: typed, or chosen. */
struct note_field {
    const struct field *field;
    struct cell_edit edit; /* typed ones: always open */
    struct value value;    /* chosen ones */
    char *shown;           /* what it shows */
    bool touched;          /* the person chose it */
    int y, rows;           /* as laid out last */
};

struct note {
    struct screen base;
    const struct form *form;
    struct cell_place place;  /* uid NULL until it is stored */
    const struct form *about; /* the row one came from, or NULL */
    char *about_uid, *about_field, *about_name;
    struct note_field fields[NOTE_FIELDS]; /* the first is the text itself */
    size_t count, at;
    int top;      /* rows scrolled away */
    bool scrolls; /* there is not room for all of them */
    struct picker picker;
    char *title, *hint; /* as answered last */
};

/* note_row.c */
/* Finds the row one came from. */
enum status note_find_about(struct note *n, struct error *e);
/* Which fields are asked for, with what is known already. */
enum status note_fields(struct note *n, struct error *e);
/* The field of the form that says what it is about, or NULL. */
const struct field *note_about_field(const struct form *form);
/* Whether the person has written or chosen anything in a field. */
bool note_touched(const struct note_field *f);
/* Whether there is anything to be stored. */
bool note_written(const struct note *n);
/* Takes a chosen value over (it may be NULL afterwards) and what it shows. */
enum status note_take(
    struct note *n, struct note_field *f, struct value value, struct error *e);
/* Stores everything in one action and says so. False: it was not stored; told. */
bool note_store(struct note *n);

/* note_draw.c */
void note_draw(struct screen *self, const struct area *area);

#endif
