#include "core/exchange/gather/entries.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/gather/inspect.h"

enum status entries_stopped(const struct gather_options *options, struct error *e)
{
    return options->stop && options->stop(options->context)
               ? error_set(e, STATUS_INTERRUPTED,
                     _("The gathering was stopped. Nothing was written."))
               : STATUS_OK;
}

void entries_free(struct entries *all)
{
    for (size_t i = 0; i < all->count; i++) {
        struct entry *n = &all->items[i];
        free(n->sentence);
        free(n->region);
        free(n->title);
        free(n->created);
        free(n->number);
        free(n->method);
        free(n->figures);
    }
    free(all->items);
    *all = (struct entries){0};
}

/* Keeps what a package says of itself. */
static enum status keep(struct entry *n, const struct shape *shape, struct error *e)
{
    n->region = strdup(shape->region);
    n->title = strdup(shape->title);
    n->created = strdup(shape->created);
    n->number = strdup(shape->number);
    n->method = strdup(shape->method);
    n->version = shape->version;
    return n->region && n->title && n->created && n->number && n->method ? STATUS_OK
                                                                         : error_memory(e);
}

/* One package: what is wrong with it is its own matter, trouble of ours is not. */
static enum status look(struct entry *n, struct error *e)
{
    struct parcel *parcel = NULL;
    struct sums *sums = NULL;
    struct shape shape = {0};
    struct error trouble = {0};
    enum status s = parcel_open(&parcel, n->path, &trouble);

    if (s == STATUS_OK)
        s = inspect_head(parcel, &sums, &shape, n->list, &trouble);
    if (s == STATUS_OK)
        s = inspect_rows(parcel, sums, &shape, &trouble);
    if (s == STATUS_OK)
        s = keep(n, &shape, &trouble);
    else if (s == STATUS_DATA || s == STATUS_FILE || s == STATUS_MISSING) {
        n->fate = GATHER_DAMAGED;
        n->sentence = strdup(error_text(&trouble));
        s = n->sentence ? STATUS_OK : error_memory(&trouble);
    }
    shape_free(&shape);
    sums_free(sums);
    parcel_close(parcel);
    if (s != STATUS_OK)
        error_set(e, s, "%s", error_text(&trouble));
    error_clear(&trouble);
    return s;
}

enum status entries_look(struct entries *all, char *const *packages, size_t count,
    const struct gather_options *options, struct error *e)
{
    enum status s = STATUS_OK;

    *all = (struct entries){.items = calloc(count + 1, sizeof *all->items)};
    if (!all->items)
        return error_memory(e);
    for (all->count = 0; s == STATUS_OK && all->count < count;) {
        struct entry *n = &all->items[all->count];
        n->path = packages[all->count];
        n->order = all->count++;
        s = entries_stopped(options, e);
        if (s == STATUS_OK)
            s = look(n, e);
    }
    return s;
}

/* By method, so that equal ones stand together. */
static int by_method(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The method of most packages; of two that are as frequent the first by name. NULL: none. */
static const char *usual_method(const struct entries *all)
{
    const char **names = calloc(all->count + 1, sizeof *names), *best = NULL;
    size_t count = 0, most = 0;

    for (size_t i = 0; names && i < all->count; i++)
        if (all->items[i].fate != GATHER_DAMAGED)
            names[count++] = all->items[i].method;
    if (count)
        qsort(names, count, sizeof *names, by_method);
    for (size_t i = 0, run; i < count; i += run) {
        for (run = 1; i + run < count && strcmp(names[i], names[i + run]) == 0;)
            run++;
        if (run > most) {
            most = run;
            best = names[i];
        }
    }
    free(names);
    return best;
}

/* The number behind "73.22-"; 0 without one. */
static long number_of(const struct entry *n)
{
    const char *dash = strrchr(n->number, '-');

    return dash ? strtol(dash + 1, NULL, 10) : 0;
}

/* The districts in order, the newest package of each first; what is damaged last. Nothing
 * depends on the order of the arguments. */
static int by_district(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int c = (x->fate == GATHER_DAMAGED) - (y->fate == GATHER_DAMAGED);

    if (c == 0 && x->fate != GATHER_DAMAGED) {
        c = (x->fate == GATHER_OTHER) - (y->fate == GATHER_OTHER);
        c = c ? c : strcmp(x->region, y->region);
        c = c ? c : strcmp(y->created, x->created);
        c = c ? c : (number_of(x) < number_of(y)) - (number_of(x) > number_of(y));
        c = c ? c : strcmp(x->list, y->list);
    }
    c = c ? c : strcmp(file_name(x->path), file_name(y->path));
    return c ? c : strcmp(x->path, y->path);
}

void entries_choose(struct entries *all)
{
    const char *method = usual_method(all);
    const struct entry *used = NULL;

    for (size_t i = 0; i < all->count; i++) {
        struct entry *n = &all->items[i];
        if (n->fate != GATHER_USED || strcmp(n->method, method) == 0)
            continue;
        n->fate = GATHER_OTHER;
        n->sentence = text_format(_("It is of the method “%s”, most are of “%s”. Gather the "
                                    "packages of each method by themselves."),
            n->method, method);
    }
    qsort(all->items, all->count, sizeof *all->items, by_district);
    for (size_t i = 0; i < all->count; i++) {
        struct entry *n = &all->items[i];
        if (n->fate != GATHER_USED)
            continue;
        if (!used || strcmp(used->region, n->region) != 0)
            used = n;
        else
            n->fate = strcmp(used->created, n->created) == 0 ? GATHER_DOUBLE : GATHER_OLDER;
    }
}
