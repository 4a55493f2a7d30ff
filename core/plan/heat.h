/* The heat map: how much each dimension has of what the method counts (heat.csv). The
 * dimensions are the choices of the first field of role dimension in a list form. */
#ifndef SUSUN_PLAN_HEAT_H
#define SUSUN_PLAN_HEAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

struct heat {
    struct workbook *wb;
    const struct choice_list *list; /* the dimensions; NULL: the method has none */
    size_t rows; /* the choices of the list, and behind them what has no dimension yet */
    size_t columns;
    const struct heat_column *column; /* [columns], the method's */
    int64_t *values;                  /* [columns * rows]: rows, or rupiah */
    bool *broken;                     /* [columns]: its query was refused */
    int64_t version;                  /* workbook_version when it was counted; -1 = never */
};

#define HEAT_TELLS 3 /* a largest value below it makes no difference between dimensions */
/* How much of a column's largest value a cell is, among the dimensions. */
enum heat_level {
    HEAT_NONE, /* nothing */
    HEAT_LOW,  /* a third at most */
    HEAT_MIDDLE,
    HEAT_HIGH /* two thirds at least */
};

/* NULL without memory. Counts nothing yet. */
struct heat *heat_new(struct workbook *wb);
void heat_free(struct heat *h);
/* Counts all columns, each in one query, unless nothing was stored since the last time. */
enum status heat_count(struct heat *h, struct error *e);
int64_t heat_value(const struct heat *h, size_t row, size_t column);
enum heat_level heat_level(const struct heat *h, size_t row, size_t column);
/* What all rows have together. */
int64_t heat_sum(const struct heat *h, size_t column);
/* Whether a row is there to be seen: a dimension in use or not retired; what has none only when
 * something is counted there. */
bool heat_shows(const struct heat *h, size_t row);
/* The ids of the rows that a cell counts, as a JSON array (the caller's), and the form to see
 * them in: the column's; where none of them is one of its rows, another column's. */
enum status heat_ids(struct heat *h, size_t row, size_t column, const struct form **form,
    char **ids, struct error *e);

/* The query of a column with its two or three named columns (dimension, id, amount); NULL
 * without memory; sqlite3_free. */
char *heat_sql(const struct heat_column *column);

#endif
