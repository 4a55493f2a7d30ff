/* The operations of core/base/file, logged for cut_disk as those of SQLite are (cut_vfs.h), and
 * failing or killing the process at a chosen one. Nothing is really synced. */
#ifndef TESTS_FAULT_CUT_FILES_H
#define TESTS_FAULT_CUT_FILES_H

#include <stdbool.h>

#include "tests/fault/cut_log.h"

/* From now on core/base/file uses them. */
void files_register(void);
/* The `at`-th operation (from 1; 0 = none) fails with errno `number`; with `lasting` every
 * later one too. A write that fails has written a half. Counts anew. */
void files_fail(long at, int number, bool lasting);
/* The process is killed (SIGKILL) at the `at`-th operation; a write is half done then. */
void files_kill(long at);
/* Sabotage: syncs of files are forgotten. */
void files_forget_syncs(bool forget);
/* Operations since then. */
long files_calls(void);

#endif
