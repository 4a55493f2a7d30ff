/* Workbooks that somebody made, or altered by other means than Susun: a good one is spoilt and
 * then met by every door. */
#ifndef TESTS_CORE_HOSTILE_H
#define TESTS_CORE_HOSTILE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/method/source.h"

/* One way to spoil the good workbook of test_hostile.c at a path. */
struct hostile {
    const char *name;
    const char *sql;                 /* run by a plain SQLite, or */
    void (*spoil)(const char *path); /* anything else */
    const char *says;   /* a part of the sentence that refuses it; NULL: it opens, harmlessly */
    const char *merged; /* a part of what is said when it is to be taken in; NULL: as `says`,
                           and where that is NULL too it is taken in, harmlessly */
};

/* Its bytes, its schema, the method in it: nothing of these opens (hostile_file.c). */
extern const struct hostile hostile_files[];
extern const size_t hostile_file_count;
/* Its journal and what is derived from it (hostile_journal.c). */
extern const struct hostile hostile_journals[];
extern const size_t hostile_journal_count;

/* What a query of a method wants, and a part of the sentence that answers (NULL: any, or the
 * query runs and does no harm) (hostile_method.c). */
struct hostile_query {
    const char *sql, *says;
};
extern const struct hostile_query hostile_queries[];
extern const size_t hostile_query_count;
/* The sample method with a fact that asks it and a computed field of it; the caller's. */
void hostile_method(struct source *method, const char *sql);

/* What a stranger with SQLite can do to a file. */
void hostile_tamper(const char *path, const char *sql);

#endif
