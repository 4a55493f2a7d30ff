/* What the parts of pasting into a grid share: grid_paste.c (where a line belongs),
 * grid_paste_place.c (which cell gets what), grid_paste_columns.c (what a column is) and
 * grid_paste_key.c (which key a text means). */
#ifndef SUSUN_PLAN_GRID_PASTE_PART_H
#define SUSUN_PLAN_GRID_PASTE_PART_H

#include "core/plan/grid_part.h"
#include "core/plan/grid_paste.h"

/* The block, and the grid it goes into. */
struct block {
    struct grid *g;    /* as the person sees it */
    struct grid *look; /* another reader, which turns the pages */
    char *const *cells;
    size_t rows, columns;
    const struct grid_start *start;
    struct plan_years plan;
    bool *starved; /* set where memory ended while a text was read: nothing is sure then */
};
/* A text of the block. */
static inline const char *block_text(const struct block *b, size_t row, size_t column)
{
    return b->cells[row * b->columns + column];
}

/* grid_paste_key.c */
/* The key of an axis that a text names; false when it names none, or several. The caller's. */
bool key_read(
    const struct block *b, const struct field *axis, const char *text, struct value *key);
/* Whether a text has a letter: numbers alone name nothing but years and days. */
bool key_has_letter(const char *text);
/* Whether a text is only a dash, with or without a currency: a spreadsheet's nothing. */
bool key_is_dash(const char *text);
/* The one year in a text ("Pagu 2026 (Rp)"); 0: none, or several. */
int key_year(const char *text);
/* Whether a heading says a field's name: label, short label, other name or machine name. */
bool key_names_field(const struct block *b, const struct field *f, const char *text);
/* Whether it names the records a key refers to: the title of their form, or what names and
 * codes them. */
bool key_names_records(const struct block *b, const struct field *key, const char *text);
/* What a bare number counts under a heading such as "2026 (Rp juta)"; 0: it does not say. */
int64_t key_unit(const char *text);

/* Whether the separators of a number tell that commas stand between thousands (1) or dots (-1);
 * 0: they tell nothing. */
int key_commas(const char *text);
/* The text with its number as it is written here: "1,500,000.5" becomes "1500000,5". Caller
 * frees. */
char *key_without_commas(const char *text);

/* grid_paste_columns.c: fills p->columns and p->head, and notes the columns that are left out.
 */
enum status columns_read(const struct block *b, struct grid_paste *p, struct error *e);

/* Whether any column is of this kind. */
bool columns_have(const struct grid_paste *p, enum grid_paste_kind kind);

/* A line of the block and where it belongs. */
struct line {
    bool goes;        /* else it is left out */
    size_t page;      /* of look->pages; 0 when there are no pages */
    struct value row; /* a key of the rows */
};

/* grid_paste_place.c: every line of one page after the other, in the order the block names
 * them.
 */
enum status lines_place(
    const struct block *b, struct grid_paste *p, struct line *lines, struct error *e);

/* grid_paste.c */
void write_clear(struct grid_write *w);
/* What the columns of a kind say in a line: the first text that is there, else "". */
const char *line_text(
    const struct block *b, const struct grid_paste *p, size_t line, enum grid_paste_kind kind);
/* The key the columns of a kind name in a line: the first text that is understood. */
bool line_key(const struct block *b, const struct grid_paste *p, size_t line,
    enum grid_paste_kind kind, const struct field *axis, struct value *key);
/* Notes something that goes nowhere; the same again is counted. */
enum status left_add(struct grid_paste *p, enum grid_left_kind kind, const char *name,
    const char *place, size_t line, struct error *e);

#endif
