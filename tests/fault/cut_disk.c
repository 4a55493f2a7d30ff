#include "tests/fault/cut_disk.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/property/chance.h"

#define SECTOR 512

/* How what was not synced fares. */
enum fate { LOST, KEPT, MIXED };
static const struct {
    enum fate data, folder;
} corners[CUT_CORNERS] = {{LOST, LOST}, {KEPT, KEPT}, {KEPT, LOST}, {LOST, KEPT}};

/* A file being rebuilt: its synced content, then the states its sectors went through. */
struct rebuilt {
    unsigned char *bytes;
    size_t size, room;
};

static void *need(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

/* Makes room for `size` bytes; new ones are zero. */
static void grow(struct rebuilt *r, size_t size)
{
    if (size <= r->room)
        return;
    r->bytes = need(realloc(r->bytes, size));
    memset(r->bytes + r->room, 0, size - r->room);
    r->room = size;
}

/* Applies the part of an operation that falls into [from, to). */
static void apply(struct rebuilt *r, const struct cut_op *op, size_t from, size_t to)
{
    size_t at = (size_t)op->at;
    size_t end = op->kind == CUT_TRUNCATE ? r->room : at + op->size;
    size_t start = at > from ? at : from;

    if (end > to)
        end = to;
    if (start >= end)
        return;
    grow(r, end);
    if (op->kind == CUT_TRUNCATE)
        memset(r->bytes + start, 0, end - start);
    else
        memcpy(r->bytes + start, op->bytes + (start - at), end - start);
}

/* The size of the file after an operation. */
static size_t size_after(size_t size, const struct cut_op *op)
{
    size_t end = (size_t)op->at + (op->kind == CUT_WRITE ? op->size : 0);

    return op->kind == CUT_TRUNCATE || end > size ? end : size;
}

static bool changes(const struct cut_op *op, size_t node)
{
    return op->node == node && (op->kind == CUT_WRITE || op->kind == CUT_TRUNCATE);
}

/* Fills a sector of a new part of the file with what the disk held before. */
static void garbage(struct rebuilt *r, size_t from, size_t to, struct chance *c)
{
    grow(r, to);
    for (size_t i = from; i < to; i++)
        r->bytes[i] = (unsigned char)chance_below(c, 256);
}

/* Every sector takes one of the states since the sync. */
static void mix_sectors(struct rebuilt *r, size_t synced, const struct cut_op **pending,
    size_t count, size_t end, struct chance *c)
{
    unsigned keep =
        (unsigned)chance_below(c, 5) * 25; /* percent of sectors that made it whole */

    for (size_t from = 0; from < end; from += SECTOR) {
        size_t to = from + SECTOR;
        size_t states = chance_below(c, 100) < keep ? count : chance_below(c, count + 1);
        if (states == 0 && from >= synced && chance_below(c, 2))
            garbage(r, from, to, c);
        for (size_t i = 0; i < states; i++)
            apply(r, pending[i], from, to);
    }
}

/* The content of a node after `ops` operations. */
static struct rebuilt rebuild(
    const struct cut_log *log, size_t node, size_t ops, enum fate fate, struct chance *c)
{
    struct rebuilt r = {0};
    size_t synced = 0, count = 0, size, end;
    const struct cut_op **pending = need(calloc(ops + 1, sizeof *pending));

    r.size = log->nodes[node].size;
    grow(&r, r.size);
    if (r.size > 0)
        memcpy(r.bytes, log->nodes[node].bytes, r.size);
    for (size_t i = 0; i < ops; i++)
        if (log->ops[i].node == node && log->ops[i].kind == CUT_SYNC)
            synced = i;
    for (size_t i = 0; i < ops; i++) {
        const struct cut_op *op = &log->ops[i];
        if (!changes(op, node))
            continue;
        if (i < synced || fate == KEPT) {
            apply(&r, op, 0, SIZE_MAX);
            r.size = size_after(r.size, op);
        } else {
            pending[count++] = op;
        }
    }
    if (fate == MIXED && count > 0) {
        size_t chosen = chance_below(c, count + 1);
        size = end = r.size;
        for (size_t i = 0; i < count; i++) {
            size = size_after(size, pending[i]);
            end = size > end ? size : end;
        }
        mix_sectors(&r, r.size, pending, count, end, c);
        for (size_t i = 0; i < chosen; i++)
            r.size = size_after(r.size, pending[i]);
    }
    free(pending);
    grow(&r, r.size);
    return r;
}

/* Whether a path leads to a node after `ops` operations, and to which. */
static bool entry(const struct cut_log *log, const struct cut_node *path, size_t ops,
    enum fate fate, struct chance *c, size_t *node)
{
    size_t synced = 0, pending = 0;
    bool there = false;

    for (size_t i = 0; i < log->node_count; i++) {
        if (log->nodes[i].there && cut_same_path(&log->nodes[i], path)) {
            there = true;
            *node = i;
        }
    }
    for (size_t i = 0; i < ops; i++)
        if (log->ops[i].kind == CUT_FOLDER_SYNC &&
            strcmp(log->nodes[log->ops[i].node].folder, path->folder) == 0)
            synced = i;
    for (size_t i = synced; i < ops; i++)
        if ((log->ops[i].kind == CUT_CREATE || log->ops[i].kind == CUT_DELETE) &&
            cut_same_path(&log->nodes[log->ops[i].node], path))
            pending++;
    size_t happened = fate == KEPT ? pending : fate == LOST ? 0 : chance_below(c, pending + 1);
    for (size_t i = 0; i < ops; i++) {
        const struct cut_op *op = &log->ops[i];
        if ((op->kind != CUT_CREATE && op->kind != CUT_DELETE) ||
            !cut_same_path(&log->nodes[op->node], path))
            continue;
        if (i >= synced && happened-- == 0)
            break;
        there = op->kind == CUT_CREATE;
        *node = op->content;
    }
    return there;
}

void cut_image_make(struct cut_image *image, const struct cut_log *log, size_t ops,
    unsigned variant, uint64_t seed)
{
    struct chance c = chance_from(seed ^ (ops * 8191 + variant));
    enum fate data = variant < CUT_CORNERS ? corners[variant].data : MIXED;
    enum fate folder = variant < CUT_CORNERS ? corners[variant].folder : MIXED;

    *image =
        (struct cut_image){.files = need(calloc(log->node_count + 1, sizeof *image->files))};
    for (size_t i = 0; i < log->node_count; i++) {
        bool told = false;
        size_t node;
        for (size_t j = 0; j < i && !told; j++)
            told = cut_same_path(&log->nodes[j], &log->nodes[i]);
        if (told || !entry(log, &log->nodes[i], ops, folder, &c, &node))
            continue;
        struct rebuilt r = rebuild(log, node, ops, data, &c);
        image->files[image->count++] =
            (struct cut_file_image){log->nodes[i].name, log->nodes[i].folder, r.bytes, r.size};
    }
}

void cut_image_free(struct cut_image *image)
{
    for (size_t i = 0; i < image->count; i++)
        free(image->files[i].bytes);
    free(image->files);
    *image = (struct cut_image){0};
}

uint64_t cut_image_hash(const struct cut_image *image)
{
    uint64_t h = UINT64_C(1469598103934665603);

    for (size_t i = 0; i < image->count; i++) {
        const struct cut_file_image *f = &image->files[i];
        for (const char *p = f->name; *p; p++)
            h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
        for (size_t j = 0; j < f->size; j++)
            h = (h ^ f->bytes[j]) * UINT64_C(1099511628211);
        h = (h ^ f->size) * UINT64_C(1099511628211);
    }
    return h;
}

/* Removes every plain file of a folder. */
static void empty_folder(const char *folder)
{
    DIR *d = opendir(folder);
    struct dirent *entry;
    char path[4096];

    while (d && (entry = readdir(d))) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.')
            unlink(path);
    }
    if (d)
        closedir(d);
}

bool cut_image_write(const struct cut_image *image, const char *from, const char *to)
{
    char path[4096], *folder = realpath(from, NULL);
    bool fine = folder != NULL;

    empty_folder(to);
    for (size_t i = 0; i < image->count && fine; i++) {
        const struct cut_file_image *f = &image->files[i];
        if (strcmp(f->folder, folder) != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", to, f->name);
        FILE *out = fopen(path, "wbe");
        fine = out && (f->size == 0 || fwrite(f->bytes, 1, f->size, out) == f->size);
        if (out && fclose(out) != 0)
            fine = false;
    }
    free(folder);
    return fine;
}
