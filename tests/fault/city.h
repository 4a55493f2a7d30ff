/* The world of the works of a whole workshop: the sample that is compiled in, with groups, a
 * mark, rows in the trash, and differences that a copy brought. */
#ifndef TESTS_FAULT_CITY_H
#define TESTS_FAULT_CITY_H

#include <stddef.h>

#include "core/base/error.h"
#include "core/store/record.h"
#include "core/store/workbook.h"
#include "tests/fault/strike.h"

#define OTHER "memory/other/plan.susun" /* a copy that has news */
#define CITY_GROUP "memory/group.susun" /* the copy of group 3 that lies on the stick */
#define STICK "memory/sticks/K"
#define SENT "memory/sent" /* what OTHER exported, for machines and for Excel */
#define SENT_EXCEL "memory/sent-excel"
#define NEWER "memory/newer" /* the method with a higher number, a field and a choice fewer */
#define WRONG "memory/wrong" /* the method with mistakes in every file */

/* Makes it at PATH; OTHER lived apart. Fails the test when it cannot. */
void city_begin(void);
/* work_unite.c: copies that unite rows, or type for those that go; after city_begin. */
void late_begin(void);
extern struct work unite_works[];
/* The stick as it was: a group's copy with news lies on it. */
void city_stick(void);

/* The n-th row (to 3) of a form of programmes, ideas, offices, meetings or issues, as the works
 * find it; never NULL (a test that asks for one that is not there falls). */
const char *city_row(struct workbook *wb, const char *form, size_t n);
const struct form *city_form(struct workbook *wb, const char *form);
const struct field *city_field(struct workbook *wb, const char *form, const char *field);
/* Types a text into a cell, inside of an open action. */
enum status city_type(struct workbook *wb, const char *form, const char *uid, const char *field,
    const char *text, struct error *e);
/* The status of a pointer that is NULL without memory. */
enum status got(const void *pointer, struct error *e);

/* The works; each ends with one without a name. */
extern struct work grid_works[], plan_works[], store_works[], history_works[], exchange_works[],
    method_works[], whole_works[], handoff_works[], ask_works[], words_works[], odd_works[];
/* What the works of the hand-off find: comments, and packages of other districts. */
enum status handoff_begin(struct error *e);

#endif
