/* Works that meet a failure: each is done once in peace, then again and again while an
 * allocation, an operation of core/base/file or a call of SQLite to its disk fails, once or
 * from then on. Afterwards it is looked over: a sentence came or the work is done, nothing
 * leaks, the file is whole, all that was acknowledged is in it, nothing is there half, and the
 * same work succeeds with the same handle when the failure is over. Each failure has a process
 * of its own.
 *
 * Which ones fail: the first allocation of each way the program came to one that no work went
 * before (fail_memory.h), and some of the operations and calls. In a short run a way is three
 * calls deep, at most some 16 of a work are taken, and they fail once or for ever in turn. With
 * FAULT_LONG in the environment a way is four calls deep, all are taken and both come.
 * FAULT_WORK=TEXT takes only the works whose name holds it. FAULT_SITES=FILE writes every call
 * site with how often it asked and was refused, for addr2line. */
#ifndef TESTS_FAULT_STRIKE_H
#define TESTS_FAULT_STRIKE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/error.h"
#include "core/store/workbook.h"

#define PATH "memory/plan.susun"
#define NEW "memory/new/new.susun"
#define OUT "memory/out/put"

enum work_handle {
    WORK_ALONE,  /* opens what it needs */
    WORK_READS,  /* gets the workbook open for reading */
    WORK_WRITES, /* ... for writing; what it does is one action, or nothing of it is kept */
    WORK_PARTS,  /* ... what it does are several actions */
};
/* One thing somebody does with the workbook at PATH. `lasting`: the failure will not end. */
struct work {
    const char *name;
    enum work_handle handle;
    enum status (*run)(struct workbook *wb, bool lasting, struct error *e);
    void (*prepare)(void); /* makes everything else as the work finds it; NULL: nothing */
};

/* Before a workbook is made: SQLite and core/base/file go through what can fail. */
void strike_register(void);
/* The workbook at PATH is from now on how every work finds it. */
void strike_base(void);
void strike_end(void);
/* Runs every work of the tables as a test of cmocka's, with what begins and ends the group;
 * answers what main does. Each table ends with a work without a name, `tables` with NULL. */
int strike_all(struct work *const *tables, int (*begin)(void **), int (*end)(void **));

/* What a work found out: the same whenever it succeeds. */
void tell(const char *text);
void tell_number(int64_t number);
/* Edits in PATH that a work without a handle was told are stored. */
void tell_stored(struct workbook *wb);

/* Removes what is in a folder, and the folder. */
void clear_folder(const char *folder);

#endif
