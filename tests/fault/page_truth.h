/* Which rows of a sound workbook lie on which page, told by SQLite's own dbstat and the order
 * of keys: nothing of the program is asked. Lies in a database of its own in memory, with the
 * workbook attached as `old`. */
#ifndef TESTS_FAULT_PAGE_TRUTH_H
#define TESTS_FAULT_PAGE_TRUTH_H

#include <sqlite3.h>
#include <stdint.h>

/* Table place(name, number, page): the number-th row (from 1) of table `name` needs that page.
 * Tables: edit, head, replaces, action. NULL when anything fails. */
sqlite3 *truth_open(const char *path);

/* One number of one query; fails the test when there is none. */
int64_t truth_number(sqlite3 *db, const char *sql, int64_t parameter);

#endif
