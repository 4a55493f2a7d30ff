#include "core/exchange/gather/gather.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/message.h"
#include "core/base/text.h"
#include "core/exchange/gather/blend.h"
#include "core/exchange/gather/entries.h"
#include "core/exchange/gather/inspect.h"
#include "core/exchange/gather/papers.h"
#include "core/exchange/gather/pour.h"

/* A package being made of others. */
struct gathering {
    const struct gather_options *options;
    struct gather_result *result;
    struct entries all;
    struct blend *tables, *figures;
    struct package *package;
};

static int by_order(const void *a, const void *b)
{
    const struct entry *x = *(const struct entry *const *)a;
    const struct entry *y = *(const struct entry *const *)b;

    return (x->order > y->order) - (x->order < y->order);
}

/* Counts what became of them, and says it of those that are not used. */
static enum status note(const struct gathering *g, struct error *e)
{
    struct gather_result *r = g->result;
    const struct entry **order = calloc(g->all.count + 1, sizeof *order);

    if (!order)
        return error_memory(e);
    for (size_t i = 0; i < g->all.count; i++)
        order[i] = &g->all.items[i];
    qsort(order, g->all.count, sizeof *order, by_order);
    r->packages = g->all.count;
    for (size_t i = 0; i < g->all.count; i++) {
        const struct entry *n = order[i];
        r->used += n->fate == GATHER_USED;
        r->older += n->fate == GATHER_OLDER || n->fate == GATHER_DOUBLE;
        r->refused += n->fate == GATHER_OTHER || n->fate == GATHER_DAMAGED;
        if (n->fate != GATHER_USED && g->options->note)
            g->options->note(
                g->options->context, n->path, n->fate, n->sentence ? n->sentence : "");
    }
    free(order);
    return r->used ? STATUS_OK
                   : error_set(e, STATUS_DATA,
                         _("None of the packages can be used. Nothing was written."));
}

/* By version, the newest first, then as entries are. */
static int by_version(const void *a, const void *b)
{
    const struct entry *x = *(const struct entry *const *)a;
    const struct entry *y = *(const struct entry *const *)b;

    return x->version != y->version ? (x->version < y->version) - (x->version > y->version)
                                    : (x > y) - (x < y);
}

/* Adds the tables of one package. */
static enum status add_tables(struct gathering *g, const struct entry *n, struct error *e)
{
    struct parcel *parcel = NULL;
    struct sums *sums = NULL;
    struct shape shape = {0};
    char list[65];
    enum status s = parcel_open(&parcel, n->path, e);

    if (s == STATUS_OK)
        s = inspect_head(parcel, &sums, &shape, list, e);
    if (s == STATUS_OK)
        s = blend_add(g->tables, &shape, SHAPE_SUMMARY, false, e);
    if (s == STATUS_OK)
        s = blend_add(g->figures, &shape, SHAPE_SUMMARY, true, e);
    shape_free(&shape);
    sums_free(sums);
    parcel_close(parcel);
    return s == STATUS_OK ? s : error_where(e, "%s", n->path);
}

/* What the tables of all are. */
static enum status blend(struct gathering *g, struct error *e)
{
    const struct entry **order = calloc(g->all.count + 1, sizeof *order);
    size_t count = 0;

    g->tables = blend_new();
    g->figures = blend_new();
    enum status s = order && g->tables && g->figures ? STATUS_OK : error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < g->all.count; i++)
        if (g->all.items[i].fate == GATHER_USED)
            order[count++] = &g->all.items[i];
    if (count)
        qsort(order, count, sizeof *order, by_version);
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        s = entries_stopped(g->options, e);
        if (s == STATUS_OK)
            s = add_tables(g, order[i], e);
    }
    free(order);
    return s;
}

/* The rows of one package. */
static enum status pour_one(
    struct gathering *g, struct pour *pour, struct entry *n, struct error *e)
{
    const struct manifest *figures = blend_manifest(g->figures);
    struct parcel *parcel;
    enum status s = parcel_open(&parcel, n->path, e);

    if (s == STATUS_OK)
        s = pour_package(pour, parcel, n->list, n->version,
            figures->count ? &figures->tables[0] : NULL, &n->figures, e);
    parcel_close(parcel);
    return s == STATUS_OK ? s : error_where(e, "%s", n->path);
}

/* The rows of all. */
static enum status pour_all(struct gathering *g, struct error *e)
{
    struct pour *pour;
    enum status s = pour_begin(&pour, blend_manifest(g->tables), g->package, e);

    if (s != STATUS_OK)
        return s;
    for (size_t i = 0; s == STATUS_OK && i < g->all.count; i++) {
        if (g->all.items[i].fate != GATHER_USED)
            continue;
        s = entries_stopped(g->options, e);
        if (s == STATUS_OK)
            s = pour_one(g, pour, &g->all.items[i], e);
    }
    if (s == STATUS_OK)
        return pour_end(pour, &g->result->rows, &g->result->files, e);
    pour_drop(pour);
    return s;
}

/* Everything in the folder. */
static enum status make(struct gathering *g, struct error *e)
{
    enum status s = blend(g, e);

    if (s == STATUS_OK)
        s = pour_all(g, e);
    if (s == STATUS_OK)
        s = papers_write(g->package, &g->all, g->tables, g->figures, g->result, e);
    return s;
}

/* A district's package is never covered: somebody forgot to name the folder before it. */
static enum status check_out(const char *out, struct error *e)
{
    struct parcel *parcel = NULL;
    struct sums *sums = NULL;
    struct shape shape = {0};
    struct error unused = {0};
    char list[65];

    if (!file_is_folder(out))
        return STATUS_OK;
    enum status s = parcel_open(&parcel, out, &unused);
    if (s == STATUS_OK)
        s = inspect_head(parcel, &sums, &shape, list, &unused);
    shape_free(&shape);
    sums_free(sums);
    parcel_close(parcel);
    error_clear(&unused);
    return s == STATUS_OK
               ? error_set(e, STATUS_USAGE,
                     _("%s is the package of a district and stays. Name a new folder first, "
                       "then the packages."),
                     out)
               : STATUS_OK;
}

enum status gather(const char *out, char *const *packages, size_t count,
    const struct gather_options *options, struct gather_result *result, struct error *e)
{
    struct gathering g = {.options = options, .result = result};

    *result = (struct gather_result){0};
    enum status s = check_out(out, e);
    if (s != STATUS_OK)
        return s;
    s = package_begin(&g.package, out, e);
    if (s == STATUS_OK)
        s = entries_look(&g.all, packages, count, options, e);
    if (s == STATUS_OK) {
        entries_choose(&g.all);
        s = note(&g, e);
    }
    if (s == STATUS_OK)
        s = make(&g, e);
    blend_free(g.tables);
    blend_free(g.figures);
    entries_free(&g.all);
    if (s == STATUS_OK)
        return package_end(g.package, e);
    package_drop(g.package);
    return s;
}
