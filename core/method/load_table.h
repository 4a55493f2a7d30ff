/* The loader's ground: one CSV of a method as a table whose cells know their place, and the
 * telling of mistakes. Internal to core/method. */
#ifndef SUSUN_METHOD_LOAD_TABLE_H
#define SUSUN_METHOD_LOAD_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/method/arena.h"
#include "core/method/load.h"

#define TABLE_ROWS 20000 /* rows of one CSV; keeps a stranger's method from taking hours */

/* What a cell may hold; checked while the table is read. An empty cell fits every kind. */
enum cell_kind {
    CELL_FREE, /* anything, also over several lines */
    CELL_LINE, /* one line */
    CELL_NAME, /* [a-z][a-z0-9_]* */
    CELL_CODE, /* [A-Za-z0-9_.]+ */
    CELL_STEP, /* [0-9.]+ or a name */
    CELL_SQL,  /* one expression or query: no ';' */
};
/* A column a file may have. A needed one must be in the header and filled in each row. */
struct column {
    const char *name;
    enum cell_kind kind;
    bool needed;
};

/* What is known while a method is being loaded. */
struct loader {
    const struct source *source;
    struct method *m;
    struct arena *arena;   /* becomes the method's */
    struct arena *scratch; /* ends with the loading */
    mistake_fn *tell;
    void *context;
    struct error *e;
    size_t mistakes;
    bool no_memory;               /* some part went without: the whole is not to be trusted */
    struct table *forms, *fields; /* as read */
    size_t *form_rows;            /* [form number]: the row in `forms` */
    size_t **field_rows;          /* [form number][field number]: the row in `fields` */
};

struct row {
    size_t line;
    bool broken;        /* already told: nothing else is said about it */
    const char **cells; /* by column of the specification, never NULL */
};
struct table {
    struct loader *loader;
    const char *file;
    const struct column *columns;
    size_t column_count;
    size_t *at; /* place in the file from 1, by column; 0 = the file has no such column */
    size_t count, room;
    struct row *rows;
    bool headed;         /* the header has been read */
    size_t header_count; /* cells of the header */
    size_t *meaning;     /* by cell of the header: column, or column_count */
};

/* Tells a mistake (printf style, translated). Line and column as in load.h. */
void load_mistake(struct loader *l, const char *file, size_t line, size_t column,
    const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Reads a CSV of the source; a missing one is a mistake when `needed`, else an empty table. */
enum status table_read(struct table *t, struct loader *l, const char *file,
    const struct column *columns, size_t column_count, bool needed);
/* A cell, "" when it is empty or its column absent. */
const char *cell(const struct table *t, size_t row, int column);
/* Tells a mistake in a cell, unless the row is broken. */
void cell_mistake(const struct table *t, size_t row, int column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The index of the cell's word among `words`; `otherwise` when it is empty or (a mistake) none
 * of them. */
int cell_word(const struct table *t, size_t row, int column, const char *const *words,
    size_t count, int otherwise);
/* ya/yes/1/true or tidak/no/0/false/empty; anything else is a mistake. */
bool cell_flag(const struct table *t, size_t row, int column);
/* A plain whole number from `least` to `most`; `otherwise` when empty or (a mistake) anything
 * else. */
int cell_whole(
    const struct table *t, size_t row, int column, int least, int most, int otherwise);
/* The Indonesian and the English cell. */
struct words cell_words(const struct table *t, size_t row, int id, int en);
/* The trimmed, non-empty parts of a cell between any of the separators; NULL terminated, in the
 * method's memory. */
const char **cell_parts(
    const struct table *t, size_t row, int column, const char *separators, size_t *count);

/* text_fold in scratch memory; "" without memory. */
const char *load_fold(struct loader *l, const char *text);
/* The trimmed, non-empty parts of a text; as cell_parts. */
const char **load_parts(
    struct loader *l, const char *text, const char *separators, size_t *count);

#endif
