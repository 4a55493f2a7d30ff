/* Tasks to practise with: practice.csv, rows like those of facts.csv (doc/method.md) without a
 * step, with a hint and a word of praise. */
#ifndef SUSUN_METHOD_TASKS_H
#define SUSUN_METHOD_TASKS_H

#include "core/method/load.h"

#define TASKS_FILE "practice.csv"
#define TASK_CELLS 38   /* a task's text at most */
#define PRAISE_CELLS 30 /* its praise at most */

struct task {
    struct words hint;   /* how it is done */
    struct words praise; /* said once it is */
};
struct tasks {
    struct step step; /* of no stage: its facts are the tasks, counted as those of a step */
    const struct task *rows; /* [step.fact_count] */
    void *memory;            /* internal */
};

/* Reads the file of a source and checks its shape, as method_load does. On any mistake
 * STATUS_DATA; else *tasks is the caller's (tasks_free). */
enum status tasks_load(struct tasks **tasks, const struct source *source, mistake_fn *mistake,
    void *context, struct error *e);
void tasks_free(struct tasks *tasks);

#endif
