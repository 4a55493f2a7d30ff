#include "core/exchange/gather/pour.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/csv.h"
#include "core/base/message.h"
#include "core/exchange/links.h"
#include "core/exchange/lookup.h"

#define ABSENT SIZE_MAX

/* One file being written. */
struct outlet {
    const struct manifest_table *table;
    struct package_file *file;
    struct lookup *rows; /* of a table without a region: each row once for each version */
};
struct pour {
    const struct manifest *manifest;
    struct outlet *outlets; /* by table of the manifest */
    size_t rows;

    struct outlet *to; /* where the present table of the present package goes; NULL: summary */
    const struct manifest_table *summary;
    char **figures;
    char version[16];
    size_t *places; /* by column of the outlet: column of the file, or ABSENT */
    size_t places_room;
    size_t count;
    bool as_is;   /* the file has just these columns */
    bool records; /* its rows are those of a form */
    char *row;    /* one put together */
    size_t room;
};

/* The heading row of a file. */
static enum status write_heading(const struct outlet *o, struct error *e)
{
    struct csv_writer *out = csv_writer_new(',');
    size_t size = 0;

    for (size_t i = 0; out && i < o->table->count; i++)
        csv_cell(out, o->table->columns[i].name);
    if (out)
        csv_end_row(out);
    const char *bytes = out ? csv_writer_bytes(out, &size) : NULL;
    enum status s = bytes ? package_write(o->file, bytes, size, e) : error_memory(e);
    csv_writer_free(out);
    return s;
}

/* Room for the places of so many columns. */
static enum status make_places(struct pour *p, size_t count, struct error *e)
{
    if (count <= p->places_room)
        return STATUS_OK;
    size_t *more = realloc(p->places, count * sizeof *more);
    if (!more)
        return error_memory(e);
    p->places = more;
    p->places_room = count;
    return STATUS_OK;
}

enum status pour_begin(struct pour **out, const struct manifest *manifest,
    struct package *package, struct error *e)
{
    struct pour *p = calloc(1, sizeof *p);
    size_t most = 1;
    enum status s = STATUS_OK;

    *out = NULL;
    if (!p)
        return error_memory(e);
    p->manifest = manifest;
    for (size_t i = 0; i < manifest->count; i++)
        most = manifest->tables[i].count > most ? manifest->tables[i].count : most;
    p->outlets = calloc(manifest->count + 1, sizeof *p->outlets);
    s = p->outlets ? make_places(p, most, e) : error_memory(e);
    for (size_t i = 0; s == STATUS_OK && i < manifest->count; i++) {
        struct outlet *o = &p->outlets[i];
        o->table = &manifest->tables[i];
        s = package_open(package, o->table->path, &o->file, e);
        if (s == STATUS_OK && !o->table->regional && !(o->rows = lookup_new()))
            s = error_memory(e);
        if (s == STATUS_OK)
            s = write_heading(o, e);
    }
    if (s == STATUS_OK)
        *out = p;
    else
        pour_drop(p);
    return s;
}

void pour_drop(struct pour *p)
{
    if (!p)
        return;
    for (size_t i = 0; p->outlets && i < p->manifest->count; i++) {
        package_discard(p->outlets[i].file);
        lookup_free(p->outlets[i].rows);
    }
    free(p->outlets);
    free(p->places);
    free(p->row);
    free(p);
}

enum status pour_end(struct pour *p, size_t *rows, size_t *files, struct error *e)
{
    enum status s = STATUS_OK;

    *rows = p->rows;
    *files = p->manifest->count;
    for (size_t i = 0; s == STATUS_OK && i < p->manifest->count; i++) {
        struct package_file *file = p->outlets[i].file;
        p->outlets[i].file = NULL;
        s = package_close(file, e);
    }
    pour_drop(p);
    return s;
}

/* Whether the rows of a table are those of a form: not what links them, nor what tells of them.
 */
static bool has_records(const struct manifest_table *t)
{
    bool links = t->count == LINK_COLUMNS;

    for (size_t i = 0; links && i < LINK_COLUMNS; i++)
        links = strcmp(t->columns[i].name, links_heading(i)) == 0;
    return !links && strncmp(t->path, PACKAGE_DATA "/", strlen(PACKAGE_DATA) + 1) == 0;
}

/* verify_rows.table */
static bool begin_table(void *context, const char *path)
{
    struct pour *p = context;
    const struct manifest_table *t = manifest_at(p->manifest, path);

    p->to = t ? &p->outlets[t - p->manifest->tables] : NULL;
    p->records = t && has_records(t);
    return t || (p->summary && strcmp(p->summary->path, path) == 0);
}

/* The table that is being read, as it is to become. */
static const struct manifest_table *wanted(const struct pour *p)
{
    return p->to ? p->to->table : p->summary;
}

/* Finds the file's columns: its heading row is known to have plain names. */
static void take_heading(struct pour *p, const struct scan_row *row)
{
    const struct manifest_table *t = wanted(p);

    p->count = row->count;
    p->as_is = t->count == row->count;
    for (size_t i = 0; i < t->count; i++) {
        const char *name = t->columns[i].name;
        p->places[i] = ABSENT;
        for (size_t k = 0; k < row->count; k++)
            if (row->cells[k].size == strlen(name) &&
                memcmp(row->cells[k].bytes, name, strlen(name)) == 0)
                p->places[i] = k;
        p->as_is = p->as_is && p->places[i] == i;
    }
}

/* Puts a row together as the outlet wants it, without its end; its size, or SIZE_MAX without
 * memory. */
static size_t put_together(struct pour *p, const struct scan_row *row)
{
    const struct manifest_table *t = wanted(p);
    size_t most = row->size + t->count + sizeof p->version + 2, used = 0;

    if (most > p->room) {
        char *more = realloc(p->row, most * 2);
        if (!more)
            return SIZE_MAX;
        p->row = more;
        p->room = most * 2;
    }
    for (size_t i = 0; i < t->count; i++) {
        if (i)
            p->row[used++] = ',';
        if (i == 0 && !t->regional)
            used += (size_t)sprintf(p->row, "%s", p->version);
        else if (p->places[i] != ABSENT) {
            const struct scan_cell *c = &row->cells[p->places[i]];
            memcpy(p->row + used, c->bytes, c->size);
            used += c->size;
        }
    }
    p->row[used] = '\0';
    return used;
}

/* A row of a table without a region, unless it is there. */
static enum status write_once(struct pour *p, size_t size, struct error *e)
{
    if (lookup_find(p->to->rows, "", p->row))
        return STATUS_OK;
    if (!lookup_add(p->to->rows, "", p->row, ""))
        return error_memory(e);
    memcpy(p->row + size, "\r\n", 3);
    return package_write(p->to->file, p->row, size + 2, e);
}

/* scan_row_fn */
static enum status take_row(void *context, const struct scan_row *row, struct error *e)
{
    struct pour *p = context;

    if (row->number == 0) {
        take_heading(p, row);
        return STATUS_OK;
    }
    if (row->count != p->count)
        return error_set(e, STATUS_DATA, _("It was changed while it was read."));
    p->rows += p->records;
    if (p->to && p->as_is)
        return package_write(p->to->file, row->bytes, row->size, e);
    size_t size = put_together(p, row);
    if (size == SIZE_MAX)
        return error_memory(e);
    if (!p->to) {
        free(*p->figures);
        *p->figures = strdup(p->row);
        return *p->figures ? STATUS_OK : error_memory(e);
    }
    if (!p->to->table->regional)
        return write_once(p, size, e);
    memcpy(p->row + size, "\r\n", 3);
    return package_write(p->to->file, p->row, size + 2, e);
}

enum status pour_package(struct pour *p, struct parcel *parcel, const char *list, int version,
    const struct manifest_table *summary, char **figures, struct error *e)
{
    const struct verify_rows rows = {begin_table, take_row, NULL, p};
    struct sums *sums;
    char hash[65];
    enum status s = verify_list(parcel, &sums, hash, e);

    p->summary = summary;
    p->figures = figures;
    snprintf(p->version, sizeof p->version, "%d", version);
    if (s == STATUS_OK && summary) /* it is none of the tables the room was made for */
        s = make_places(p, summary->count, e);
    if (s == STATUS_OK && strcmp(hash, list) != 0)
        s = error_set(e, STATUS_DATA, _("It was changed while it was read."));
    if (s == STATUS_OK)
        s = verify_each(parcel, sums, &rows, e);
    sums_free(sums);
    return s;
}
