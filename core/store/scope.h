/* Whose part of the workbook this copy is: a copy given to a working group shows the rows of
 * the dimensions (or components) the group works on, and new rows get its dimension. The group
 * is a number kept in this file only (workbook_group); what it works on stands in the form of
 * role group. */
#ifndef SUSUN_STORE_SCOPE_H
#define SUSUN_STORE_SCOPE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/error.h"
#include "core/method/type.h"
#include "core/store/workbook.h"

/* A working group as its row says. */
struct group {
    int number;   /* 1 to 9 */
    char *title;  /* "Kelompok 3 Smart Economy"; "" when it has none */
    char **names; /* [count] of the choices it works on */
    size_t count;
};
/* Every group that has a number, by number; the caller's (groups_free). */
enum status groups_list(
    struct workbook *wb, struct group **groups, size_t *count, struct error *e);
void groups_free(struct group *groups, size_t count);
/* The group of this copy; number 0 for the main one, and the bare number when no row tells of
 * it. The caller's (group_clear). */
enum status group_of_copy(struct workbook *wb, struct group *group, struct error *e);
void group_clear(struct group *group);

/* Whether rows of others are hidden: the copy has a group, and nobody asked for all. */
bool scope_hides(const struct workbook *wb);
/* Shows all rows, or ours again, until the workbook is closed. */
void scope_show_all(struct workbook *wb, bool all);

/* Whether the form is divided among groups so that this copy may show only a part of it. */
bool scope_divides(struct workbook *wb, const struct form *form);
/* Whether a row belongs to what this copy shows; rows that belong to nobody yet do. */
bool scope_holds(struct workbook *wb, const struct form *form, const char *uid);
/* What a new row of the form gets in its scope field: the one choice of the group that the
 * field knows; VALUE_NULL when there is none or there are several. */
enum status scope_default(
    struct workbook *wb, const struct form *form, struct value *value, struct error *e);

#endif
