#include "core/exchange/since.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/register.h"

void since_clear(struct since *s)
{
    mark_clear(&s->mark);
    free(s->number);
    *s = (struct since){0};
}

/* The number of the package a mark tells of; "" when it is of none whose row is there. Caller
 * frees. */
static enum status number_of(
    struct workbook *wb, const struct mark *mark, char **number, struct error *e)
{
    *number = NULL;
    if (mark->kind == MARK_PACKAGE)
        return register_number(wb, mark->about, number, e);
    *number = strdup("");
    return *number ? STATUS_OK : error_memory(e);
}

/* Takes the mark over, out of the list. */
static void take(struct since *since, struct mark *mark, char *number)
{
    since->mark = *mark;
    *mark = (struct mark){0};
    since->number = number;
    since->found = true;
}

enum status since_before(
    struct workbook *wb, const char *number, struct since *since, struct error *e)
{
    struct mark *list;
    size_t count;
    enum status s = marks_list(wb, false, &list, &count, e);

    *since = (struct since){0};
    /* the newest first; what was met before the package itself came later */
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        char *one = NULL;
        bool known = false;
        if (list[i].kind != MARK_PACKAGE)
            continue;
        s = number_of(wb, &list[i], &one, e);
        if (s == STATUS_OK && one[0] && strcmp(one, number) == 0)
            since_clear(since);
        else if (s == STATUS_OK && one[0] && !since->found)
            s = mark_is_known(wb, &list[i], &known, e);
        if (s == STATUS_OK && known)
            take(since, &list[i], one);
        else
            free(one);
    }
    marks_free(list, count);
    return s;
}

/* The package of exactly this number, if one was handed over. */
static enum status find_package(
    struct workbook *wb, const char *name, struct since *since, struct error *e)
{
    struct mark *list;
    size_t count;
    enum status s = marks_list(wb, false, &list, &count, e);

    for (size_t i = 0; s == STATUS_OK && !since->found && i < count; i++) {
        char *one = NULL;
        s = number_of(wb, &list[i], &one, e);
        if (s == STATUS_OK && one[0] && strcmp(one, name) == 0)
            take(since, &list[i], one);
        else
            free(one);
    }
    marks_free(list, count);
    return s;
}

/* A mark, also that of a package. */
static enum status find_mark(
    struct workbook *wb, const char *name, struct since *since, struct error *e)
{
    struct mark mark;
    char *number = NULL;
    enum status s = mark_named(wb, name, &mark, e);

    if (s == STATUS_OK)
        s = number_of(wb, &mark, &number, e);
    if (s == STATUS_OK)
        take(since, &mark, number);
    mark_clear(&mark);
    return s;
}

enum status since_named(
    struct workbook *wb, const char *name, struct since *since, struct error *e)
{
    bool known = false;

    *since = (struct since){0};
    enum status s = find_package(wb, name, since, e);
    if (s == STATUS_OK && !since->found)
        s = find_mark(wb, name, since, e);
    if (s == STATUS_OK)
        s = mark_is_known(wb, &since->mark, &known, e);
    return s == STATUS_OK && !known
               ? error_set(e, STATUS_USAGE,
                     _("“%s” was set in another workbook. What stood there then is not known "
                       "here."),
                     since->mark.title)
               : s;
}
