/* The inside of the Form screen, shared by form.c (keys), form_step.c (on to the next field or
 * row), form_row.c (the record: reading, storing, going to another), form_layout.c (which
 * lines, how high) and form_draw.c. */
#ifndef SUSUN_TUI_SCREEN_FORM_SCREEN_H
#define SUSUN_TUI_SCREEN_FORM_SCREEN_H

#include "core/store/rows.h"
#include "tui/screen/cell.h"
#include "tui/widget/picker.h"

enum line_kind { LINE_FIELD, LINE_HEADING, LINE_FOLD };
struct form_line {
    enum line_kind kind;
    const struct field *field; /* LINE_FIELD */
    const char *heading;       /* LINE_HEADING */
    int y, height;             /* as laid out last; rows from the first line */
    int label_rows;
};

/* Where things stand at a width. */
struct form_columns {
    int label_x, label, value_x, value; /* widths without _x */
    bool stacked;                       /* the value stands below its label */
};

struct form_screen {
    struct screen base;
    const struct form *form;
    struct cell_place place; /* uid NULL: a new row, made with its first cell */
    char *last_uid;          /* the row before this new one, NULL = none */
    struct rows *rows;       /* NULL for a single form */
    struct record record;    /* cells NULL while the row is not made */
    char **shown;            /* [form->count] what each cell shows */
    bool *relevant;          /* [form->count] */
    struct value *keys;      /* [form->key_count] of a keyed row being begun */
    char **key_texts;        /* [form->key_count] of those not understood, as typed; or NULL */
    struct form_line *lines;
    size_t line_count, detail_count;
    size_t at;  /* the focused line */
    int top;    /* rows scrolled away */
    int height; /* of the last drawing */
    bool unfolded;
    struct cell_edit edit; /* open on the focused field if that is typed */
    struct picker picker;
    char *title, *hint, *key_line; /* as answered last */
    char *why;                     /* the focused cell's unread text explained, or NULL */
    char **said; /* what experts said of the focused field, or of the row beside its title */
    size_t said_count;
    char *past; /* who wrote the focused cell last, and when; NULL = nobody did */
};

/* form_row.c */
const struct cell *form_cell(const struct form_screen *f, const struct field *field);
/* As cell_way; the keys of a keyed row are given once it is there. */
enum cell_way form_way(const struct form_screen *f, const struct field *field);
/* Whether this is a keyed row whose keys are not all known: nothing else can be typed then. */
bool form_wants_keys(const struct form_screen *f);
/* Reads the record, what it shows and which lines there are; the focus stays on its field.
 * False: the record is gone. */
bool form_read(struct form_screen *f);
/* Goes to a record (NULL: a new one) and to a field (NULL: the first one that is typed). */
bool form_go(struct form_screen *f, const char *uid, const struct field *field);
/* Begins a keyed row beside this one: all keys but the last are the same. */
bool form_go_beside(struct form_screen *f);
/* Stores what is typed in the focused field. False: it stays there, with a question or trouble.
 */
bool form_store(struct form_screen *f, bool ask);
/* Answers the question of the focused field. */
bool form_answer(struct form_screen *f, int which);
/* Stores what was picked, or empties the focused field with VALUE_NULL. */
bool form_set(struct form_screen *f, const struct value *value);
/* Makes the row the picker was asked to add, and refers to it. */
bool form_add_target(struct form_screen *f);
/* Number of the record among the rows, from 1; 0 = not among them. */
size_t form_position(const struct form_screen *f);
/* Deletes the record. False: it is still there. */
bool form_delete(struct form_screen *f);
void form_record_clear(struct form_screen *f);
/* Code or title of the record; caller frees. */
char *form_record_name(const struct form_screen *f);
/* Tells memory or store trouble. */
void form_trouble(struct form_screen *f, struct error *e);

/* form_said.c */
/* Reads what experts said of a field; beside the row's title also what they said of the row. */
void form_read_said(struct form_screen *f, const struct field *field);
void form_forget_said(struct form_screen *f);
/* Draws it from `y` on, down to `end` at most. Returns the first line that is free. */
int form_draw_said(struct form_screen *f, const struct area *area, int y, int end);

/* form_step.c */
/* Whether more rows can follow this one. */
bool form_adds_rows(const struct form_screen *f);
/* To another row, which keeps the field; says so at the ends. */
void form_go_to_row(struct form_screen *f, int step);
/* To an empty row, made with its first field. */
void form_go_to_new(struct form_screen *f);
/* Puts into the focused field what stands in the row before. */
void form_copy_above(struct form_screen *f);
/* On to the next field; after the last one to the next row: with Enter, in a long text (where
 * Enter is typed) with Tab, and in a fixed form, whose rows are gone through, with both. */
void form_advance(struct form_screen *f, enum press_code code);

/* form_layout.c */
bool form_build_lines(struct form_screen *f);
/* Moves the focus to a line and opens its editor. */
void form_focus(struct form_screen *f, size_t at);
/* The nearest line from `at` in a direction that can have the focus; `at` itself if none. */
size_t form_next_line(const struct form_screen *f, size_t at, int step);
size_t form_line_of(const struct form_screen *f, const struct field *field);
size_t form_first_line(const struct form_screen *f);
/* Whether the row ends with the focused line for who goes on with Enter: the last core field
 * while the details are folded, else the last field. */
bool form_at_end(const struct form_screen *f);
const struct field *form_focused(const struct form_screen *f);
struct form_columns form_columns_at(const struct form_screen *f, int width);
/* Gives every line its place and scrolls the focused one into sight. */
void form_lay_out(struct form_screen *f, int width, int height);

/* form_mouse.c */
/* Whether the mouse means the Form itself, not the open editor or picker. */
bool form_pointed(const struct form_screen *f, const struct press *press);
/* What it means then: SCREEN_ bits. */
int form_point(struct form_screen *f, const struct press *press);

/* form_draw.c */
void form_draw(struct screen *self, const struct area *area);
/* Whether a value has a mark before it: not understood, or filled in differently. */
bool form_is_marked(const struct cell *cell);
/* The sentences around the screen; valid until the next call. */
const char *form_title(struct screen *self);
const char *form_hint(struct screen *self);
const char *form_keys(struct screen *self);

#endif
