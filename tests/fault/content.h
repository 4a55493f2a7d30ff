/* What is in a workbook's file after something went wrong with it. */
#ifndef TESTS_FAULT_CONTENT_H
#define TESTS_FAULT_CONTENT_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/base/error.h"

struct content {
    char state[65]; /* hash of every row of every table; "" when it cannot be read */
    int64_t edits;
};

/* By an open connection; false when it cannot be read. */
bool content_of(sqlite3 *db, struct content *c);
/* As any SQLite finds it (through the VFS "cut"). */
bool content_plain(const char *path, struct content *c);
/* As the store opens it for writing, if it is sound (integrity_check) and everything derived is
 * what its journal says; *e says why not. */
bool content_opened(const char *path, struct content *c, struct error *e);

#endif
