#include "core/exchange/gather/leads.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/message.h"

#define FIRST_SLOTS 1024 /* a power of two */

/* Hashes, none of them 0, in open addressing; `count` is at most half of `slots`. */
struct marks {
    uint64_t *list;
    size_t slots, count;
};
/* A reference whose row was not there yet. */
struct lead {
    uint64_t hash;
    const struct manifest_table *table;
    size_t column, row;
};
struct leads {
    const struct manifest *manifest;
    const struct manifest_table *table;
    bool wanted;       /* others refer to the table */
    struct marks ids;  /* of tables others refer to */
    struct marks open; /* of what stands in `leads` */
    struct lead *leads;
    size_t count, room;
};

struct leads *leads_new(const struct manifest *manifest)
{
    struct leads *l = calloc(1, sizeof *l);

    if (l)
        l->manifest = manifest;
    return l;
}

void leads_free(struct leads *l)
{
    if (!l)
        return;
    free(l->ids.list);
    free(l->open.list);
    free(l->leads);
    free(l);
}

/* Where a hash stands or would stand. */
static size_t slot_of(const struct marks *m, uint64_t hash)
{
    size_t at = hash & (m->slots - 1);

    while (m->list[at] && m->list[at] != hash)
        at = (at + 1) & (m->slots - 1);
    return at;
}

static bool has(const struct marks *m, uint64_t hash)
{
    return m->slots && m->list[slot_of(m, hash)] == hash;
}

/* Makes room for one more; false without memory. */
static bool widen(struct marks *m)
{
    if (m->count * 2 < m->slots)
        return true;
    struct marks wide = {.slots = m->slots ? m->slots * 2 : FIRST_SLOTS, .count = m->count};
    if (!(wide.list = calloc(wide.slots, sizeof *wide.list)))
        return false;
    for (size_t i = 0; i < m->slots; i++)
        if (m->list[i])
            wide.list[slot_of(&wide, m->list[i])] = m->list[i];
    free(m->list);
    *m = wide;
    return true;
}

/* Adds a hash; false without memory. */
static bool mark(struct marks *m, uint64_t hash)
{
    if (!widen(m))
        return false;
    size_t at = slot_of(m, hash);
    m->count += m->list[at] == 0;
    m->list[at] = hash;
    return true;
}

/* The hash of a table's id (FNV-1a, mixed), its quotes taken away. */
static uint64_t hash_of(const char *table, const struct scan_cell *cell)
{
    const char *p = cell->bytes + cell->quoted;
    const char *end = cell->bytes + cell->size - cell->quoted;
    uint64_t h = UINT64_C(0xcbf29ce484222325);

    for (; *table; table++)
        h = (h ^ (unsigned char)*table) * UINT64_C(0x100000001b3);
    h = (h ^ '/') * UINT64_C(0x100000001b3);
    for (; p < end; p++) {
        h = (h ^ (unsigned char)*p) * UINT64_C(0x100000001b3);
        p += cell->quoted && *p == '"'; /* the second of two */
    }
    h = (h ^ (h >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    h ^= h >> 27;
    return h ? h : 1;
}

void leads_table(struct leads *l, const struct manifest_table *t)
{
    const struct manifest *m = l->manifest;

    l->table = t;
    l->wanted = false;
    for (size_t i = 0; t && i < m->count; i++)
        for (size_t k = 0; k < m->tables[i].count; k++) {
            const char *target = m->tables[i].columns[k].target;
            l->wanted = l->wanted || (target && strcmp(target, t->name) == 0);
        }
}

/* Keeps a reference until its row comes. */
static bool keep(struct leads *l, uint64_t hash, size_t column, size_t row)
{
    if (has(&l->ids, hash) || has(&l->open, hash))
        return true;
    if (l->count == l->room) {
        size_t room = l->room ? l->room * 2 : FIRST_SLOTS;
        struct lead *more = realloc(l->leads, room * sizeof *more);
        if (!more)
            return false;
        l->leads = more;
        l->room = room;
    }
    l->leads[l->count++] = (struct lead){hash, l->table, column, row};
    return mark(&l->open, hash);
}

enum status leads_row(struct leads *l, const struct scan_row *row, struct error *e)
{
    const struct manifest_table *t = l->table;
    bool kept = true;

    if (l->wanted && t->key_count)
        kept = mark(&l->ids, hash_of(t->name, &row->cells[t->key]));
    for (size_t i = 0; kept && i < t->count; i++)
        if (t->columns[i].target && row->cells[i].size > 2u * row->cells[i].quoted)
            kept = keep(l, hash_of(t->columns[i].target, &row->cells[i]), i, row->number);
    return kept ? STATUS_OK : error_memory(e);
}

enum status leads_end(const struct leads *l, struct error *e)
{
    for (size_t i = 0; i < l->count; i++) {
        const struct lead *one = &l->leads[i];
        const struct manifest_column *c = &one->table->columns[one->column];
        if (!has(&l->ids, one->hash))
            return error_set(e, STATUS_DATA,
                _("%s: row %zu, column %s leads to a row that is not in %s."), one->table->path,
                one->row, c->name, c->target);
    }
    return STATUS_OK;
}
