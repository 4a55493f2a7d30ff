/* Running SQL that comes from a method: one authorizer (form tables, the views choice, plan,
 * today, and listed functions only; reading only), a step budget, a length limit (DESIGN.md 3).
 *
 * Beside SQLite's own functions: num(x) the number a text begins with; rupiah(n) "Rp1.500.000";
 * fold(text) for comparing spellings; process_word(text) the word of work it begins with;
 * vague_word(text) a word in it that says nothing; app_name(text) 1 when it begins like a piece
 * of software; occurs(words, text) 1 when all words stand in it in any form; say(id, en) the
 * one in the language shown; label(list, x) the label of a choice, of several in a JSON array
 * the labels with " | " between them; and the table near(form, field, limit[, letters]) with
 * id, other, alike, total: a row for each group of rows that say nearly the same (near.h). What
 * a query looks for (LIKE, instr, occurs ...) has at most LIMIT_SQL_PATTERN bytes;
 * differences() how many cells that came together wait for a decision. Facts also read what the
 * checks find: the table finding(name, level, found, waived, dimension), a row for each check,
 * without a dimension; sheets, a row for each check and dimension. To all others it is empty.
 *
 * No form has an index on a reference: NOT IN (SELECT ref FROM form WHERE ref IS NOT NULL)
 * walks it once, a correlated EXISTS once for each row.
 */
#ifndef SUSUN_STORE_GUARD_H
#define SUSUN_STORE_GUARD_H

#include "core/base/error.h"
#include "core/store/db.h"
#include "core/store/workbook.h"

/* Called per row while the statement stands on it. */
typedef enum status guard_row_fn(void *context, sqlite3_stmt *row, struct error *e);

/* Runs one SELECT under the guard. STATUS_DATA with a sentence when it is refused (what it
 * tried), does not work, or costs more than LIMIT_SQL_STEPS, _TICKS or _HEAP. No action is lost
 * by it: it never writes. */
enum status guard_query(
    struct workbook *wb, const char *sql, guard_row_fn *row, void *context, struct error *e);

/* The same with `text` (NULL: none) as its parameter ?1. */
enum status guard_query_with(struct workbook *wb, const char *sql, const char *text,
    guard_row_fn *row, void *context, struct error *e);

/* The same; `head` is called before the first row, also when there is none: for the names of
 * the columns. */
enum status guard_query_headed(struct workbook *wb, const char *sql, guard_row_fn *head,
    guard_row_fn *row, void *context, struct error *e);

/* What one check found: its name and level as the method writes them, how much, how much of
 * that was put aside, and in which dimension (NULL: in none, or in all). */
struct guard_finding {
    const char *name, *level;
    size_t found, waived;
    const char *dimension;
};
/* Fills the table finding, for the queries from now on; with none it is empty again, which its
 * caller sees to before anything else runs. */
enum status guard_show_findings(
    struct workbook *wb, const struct guard_finding *list, size_t count, struct error *e);

/* An expression over a form's row: SELECT (expr) FROM form WHERE id = uid. VALUE_NULL without a
 * row. */
enum status guard_expression(struct workbook *wb, const struct form *form, const char *uid,
    const char *expr, struct value *value, struct error *e);
/* The same for a field's default or computed value: a whole number comes as the field's type
 * keeps it. */
enum status guard_field(struct workbook *wb, const struct field *field, const char *uid,
    const char *expr, struct value *value, struct error *e);

#endif
