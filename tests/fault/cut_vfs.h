/* The SQLite VFS "cut": passes everything to the default VFS and keeps a log of what it did to
 * the disk, so that cut_disk can build what a power cut would have left. It can also fail or
 * kill the process at a chosen call. It never really syncs: what is durable is decided by the
 * log. One process, one log. */
#ifndef TESTS_FAULT_CUT_VFS_H
#define TESTS_FAULT_CUT_VFS_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/fault/cut_log.h"

/* Registers the VFS (once per process). */
void cut_register(void);
/* Calls that can be made to fail. */
enum cut_call {
    CALL_OPEN = 1,
    CALL_READ = 2,
    CALL_WRITE = 4,
    CALL_SYNC = 8,
    CALL_TRUNCATE = 16,
    CALL_DELETE = 32,
    CALL_LOCK = 64,
};
#define CALL_CHANGES (CALL_WRITE | CALL_SYNC | CALL_TRUNCATE | CALL_DELETE)

/* From now on the `at`-th call (from 1) among `calls` answers `code`; with `lasting` every
 * later one too. at 0 = none fails. Starts counting anew. */
void cut_fail(unsigned calls, int64_t at, int code, bool lasting);
/* From now on the process is killed (SIGKILL) at the `at`-th call among `calls`; a write is
 * half done then. */
void cut_kill(unsigned calls, int64_t at);
/* How many calls among those given to cut_fail or cut_kill there were since. */
int64_t cut_calls(void);

#endif
