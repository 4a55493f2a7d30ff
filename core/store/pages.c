#include "core/store/pages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/limits.h"
#include "core/base/message.h"
#include "core/base/text.h"

#define PAGE_USUAL 4096 /* what workbook_new lays */
#define HEADER 100
#define DEPTH 20 /* no tree of a file within LIMIT_FILE is as high */

enum { INDEX_INNER = 2, TABLE_INNER = 5, INDEX_LEAF = 10, TABLE_LEAF = 13 };

struct pages {
    unsigned char *bytes;
    size_t size;   /* of a page */
    size_t usable; /* of a page */
    size_t count;  /* pages */
    size_t holes;  /* pages the disk did not give */
    bool *seen;    /* [count], a walk came to it */
    char *whole;   /* a row put together from several pages */
    size_t whole_room;
    struct page_row row;
};

static uint32_t number4(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static uint32_t number2(const unsigned char *at)
{
    return (uint32_t)at[0] << 8 | at[1];
}

/* The bytes of page n (from 1), or NULL. */
static unsigned char *page_at(const struct pages *p, uint32_t n)
{
    return n >= 1 && n <= p->count ? p->bytes + (size_t)(n - 1) * p->size : NULL;
}

/* Reads what the disk gives, block by block; what it does not give stays zero. */
static enum status read_blocks(
    struct pages *p, int fd, size_t size, const char *path, struct error *e)
{
    size_t got = 0;
    int failed = 0;

    for (size_t at = 0; at < size; at += PAGE_USUAL) {
        size_t want = size - at < PAGE_USUAL ? size - at : PAGE_USUAL;
        ssize_t n = pread(fd, p->bytes + at, want, (off_t)at);
        if (n <= 0) {
            failed = n < 0 ? errno : EIO;
            p->holes++;
        }
        got += n > 0 ? (size_t)n : 0;
    }
    if (got)
        return STATUS_OK;
    return error_set(e, STATUS_FILE, _("Nothing of %s can be read: %s."), path,
        file_reason(failed ? failed : EIO));
}

/* The page size as the header says it, where that can be. */
static void find_size(struct pages *p, size_t size)
{
    size_t said = size >= HEADER ? number2(p->bytes + 16) : 0;

    said = said == 1 ? 65536 : said;
    bool fine =
        said >= 512 && (said & (said - 1)) == 0 && memcmp(p->bytes, "SQLite format 3", 16) == 0;
    p->size = fine ? said : PAGE_USUAL;
    p->usable = p->size - (fine && p->bytes[20] <= 32 ? p->bytes[20] : 0);
    p->count = (size + p->size - 1) / p->size;
}

/* What the journal beside kept of pages before they were changed (fileformat2.html 3): they are
 * the last commit. A journal of another kind is passed over. */
static void lay_journal(struct pages *p, const char *path)
{
    static const unsigned char magic[8] = {0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
    char *name = text_format("%s-journal", path), *bytes = NULL;
    size_t size = 0, at = 0;
    struct stat st;

    if (!name || stat(name, &st) != 0 || !S_ISREG(st.st_mode) ||
        file_read(name, LIMIT_FILE, &bytes, &size, NULL) != STATUS_OK)
        size = 0;
    const unsigned char *j = (const unsigned char *)bytes;
    while (at + 28 <= size && memcmp(j + at, magic, sizeof magic) == 0) {
        size_t records = number4(j + at + 8), sector = number4(j + at + 20);
        uint32_t nonce = number4(j + at + 12);
        if (number4(j + at + 24) != p->size || sector < 28 || sector > 65536)
            break;
        if (at == 0 && number4(j + 16) <= p->count)
            p->count = number4(j + 16) ? number4(j + 16) : p->count;
        if (records == 0xffffffff) /* not written because the disk is not synced */
            records = (size - at - sector) / (p->size + 8);
        at += sector;
        for (; records && at + p->size + 8 <= size; records--, at += p->size + 8) {
            uint32_t sum = nonce;
            for (size_t i = p->size; i > 200; i -= 200)
                sum += j[at + 4 + i - 200];
            unsigned char *page = page_at(p, number4(j + at));
            if (page && number4(j + at + 4 + p->size) == sum)
                memcpy(page, j + at + 4, p->size);
        }
        at = (at + sector - 1) / sector * sector;
    }
    free(bytes);
    free(name);
}

enum status pages_read(struct pages **out, const char *path, struct error *e)
{
    struct pages *p = calloc(1, sizeof *p);
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe would wait for ever */
    enum status s = p ? STATUS_OK : error_memory(e);

    *out = NULL;
    if (s == STATUS_OK && (fd < 0 || fstat(fd, &st) != 0))
        s = error_set(e, STATUS_FILE, _("%s cannot be read: %s."), path, file_reason(errno));
    if (s == STATUS_OK && S_ISDIR(st.st_mode))
        s = error_set(e, STATUS_FILE, _("%s is a folder, not a workbook."), path);
    if (s == STATUS_OK && !S_ISREG(st.st_mode))
        s = error_set(e, STATUS_FILE, _("%s is a device or a pipe, not a file."), path);
    if (s == STATUS_OK && st.st_size == 0)
        s = error_set(e, STATUS_DATA,
            _("%s is empty (0 bytes). Take the newest copy of the workbook."), path);
    if (s == STATUS_OK && st.st_size > LIMIT_FILE)
        s = error_set(e, STATUS_DATA, _("%s is larger than any workbook."), path);
    if (s == STATUS_OK && !(p->bytes = calloc(1, (size_t)st.st_size + 2 * 65536)))
        s = error_memory(e);
    if (s == STATUS_OK)
        s = read_blocks(p, fd, (size_t)st.st_size, path, e);
    if (fd >= 0)
        close(fd);
    if (s == STATUS_OK) {
        find_size(p, (size_t)st.st_size);
        lay_journal(p, path);
        p->seen = calloc(p->count + 1, sizeof *p->seen);
        s = p->seen ? STATUS_OK : error_memory(e);
    }
    if (s != STATUS_OK) {
        pages_free(p);
        return s;
    }
    *out = p;
    return STATUS_OK;
}

void pages_free(struct pages *p)
{
    if (!p)
        return;
    free(p->bytes);
    free(p->seen);
    free(p->whole);
    free(p);
}

size_t pages_count(const struct pages *p)
{
    return p->count;
}

size_t pages_holes(const struct pages *p)
{
    return p->holes;
}

/* A number of 1 to 9 bytes; how many it took, 0 when it runs over the end. */
static size_t varint(const unsigned char *at, const unsigned char *end, uint64_t *n)
{
    *n = 0;
    for (size_t i = 0; i < 9 && at + i < end; i++) {
        if (i == 8) {
            *n = *n << 8 | at[i];
            return 9;
        }
        *n = *n << 7 | (at[i] & 0x7f);
        if (!(at[i] & 0x80))
            return i + 1;
    }
    return 0;
}

/* Bytes of the body that a serial type takes (fileformat2.html 2.1); false for none. */
static bool serial_size(uint64_t serial, size_t *size)
{
    static const size_t fixed[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};

    if (serial < sizeof fixed / sizeof *fixed)
        *size = fixed[serial];
    else if (serial >= 12 && serial / 2 - 6 <= LIMIT_FILE)
        *size = (size_t)(serial / 2 - 6);
    else
        return false;
    return true;
}

/* A column of a serial type. */
static struct column column_of(uint64_t serial, const unsigned char *at, size_t size)
{
    struct column c = {.kind = COLUMN_INTEGER, .bytes = (const char *)at, .size = size};
    uint64_t bits = size && at[0] & 0x80 && serial <= 6 ? UINT64_MAX : 0;

    if (serial == 0)
        c.kind = COLUMN_NULL;
    else if (serial >= 12)
        c.kind = serial & 1 ? COLUMN_TEXT : COLUMN_BLOB;
    else if (serial >= 8)
        c.integer = serial == 9;
    else {
        for (size_t i = 0; i < size; i++)
            bits = bits << 8 | at[i];
        memcpy(&c.integer, &bits, sizeof bits);
        if (serial == 7) {
            c.kind = COLUMN_REAL;
            memcpy(&c.real, &bits, sizeof bits);
        }
    }
    return c;
}

/* A row from its bytes; false when they are none, to the last byte. */
static bool decode(struct page_row *row, const unsigned char *bytes, size_t size)
{
    uint64_t head, serial;
    size_t at = varint(bytes, bytes + size, &head), body = (size_t)head;

    row->count = 0;
    if (at == 0 || head > size || head < at)
        return false;
    while (at < head) {
        size_t n, took = varint(bytes + at, bytes + head, &serial);
        if (took == 0 || row->count == PAGES_COLUMNS || !serial_size(serial, &n) ||
            n > size - body)
            return false;
        row->columns[row->count++] = column_of(serial, bytes + body, n);
        at += took;
        body += n;
    }
    return body == size;
}

/* Puts a row together that goes on over other pages; NULL when the chain breaks. */
static const unsigned char *follow(
    struct pages *p, const unsigned char *local, size_t here, size_t size, uint32_t next)
{
    if (size > p->whole_room) {
        char *more = realloc(p->whole, size);
        if (!more)
            return NULL;
        p->whole = more;
        p->whole_room = size;
    }
    memcpy(p->whole, local, here);
    for (size_t have = here; have < size;) {
        const unsigned char *page = page_at(p, next);
        size_t part = size - have < p->usable - 4 ? size - have : p->usable - 4;
        if (!page)
            return NULL;
        p->seen[next] = true;
        memcpy(p->whole + have, page + 4, part);
        have += part;
        next = number4(page);
        if ((next == 0) != (have == size))
            return NULL;
    }
    return (const unsigned char *)p->whole;
}

/* The row in the cell at an offset of a page; false when there is none. */
static bool read_cell(struct pages *p, const unsigned char *page, size_t at, unsigned char kind)
{
    const unsigned char *end = page + p->usable, *c = page + at;
    size_t u = p->usable, took;
    uint64_t size, number = 0;

    if (kind == INDEX_INNER)
        c += 4;
    if (c >= end || (took = varint(c, end, &size)) == 0 || size > LIMIT_FILE)
        return false;
    c += took;
    if (kind == TABLE_LEAF) {
        if ((took = varint(c, end, &number)) == 0)
            return false;
        c += took;
    }
    size_t most = kind == TABLE_LEAF ? u - 35 : (u - 12) * 64 / 255 - 23;
    size_t least = (u - 12) * 32 / 255 - 23, here = (size_t)size;
    if (here > most) {
        here = least + ((size_t)size - least) % (u - 4);
        here = here > most ? least : here;
    }
    bool over = here < size;
    if (here + (over ? 4 : 0) > (size_t)(end - c))
        return false;
    p->row.keyed = kind == TABLE_LEAF;
    p->row.number = (int64_t)number;
    const unsigned char *bytes = over ? follow(p, c, here, (size_t)size, number4(c + here)) : c;
    return bytes && decode(&p->row, bytes, (size_t)size);
}

/* What a walk gives its rows to. */
struct walk {
    struct pages *p;
    size_t *broken;
    page_row_fn *take;
    void *context;
    bool deep; /* follows the pages below */
};

static enum status walk_page(
    struct walk *w, uint32_t n, bool table, int depth, struct error *e);

/* One place of a page: the page below, then the row. */
static enum status walk_cell(struct walk *w, const unsigned char *page, size_t at,
    unsigned char kind, int depth, struct error *e)
{
    bool inner = kind == INDEX_INNER || kind == TABLE_INNER;
    enum status s = STATUS_OK;

    if (at < 8 || at + 4 > w->p->usable) {
        ++*w->broken;
        return STATUS_OK;
    }
    if (inner && w->deep)
        s = walk_page(w, number4(page + at), kind == TABLE_INNER, depth + 1, e);
    if (s != STATUS_OK || kind == TABLE_INNER)
        return s;
    if (read_cell(w->p, page, at, kind))
        return w->take(w->context, &w->p->row, e);
    ++*w->broken;
    return STATUS_OK;
}

/* Every row of a page and, where asked, of those below it. */
static enum status walk_page(struct walk *w, uint32_t n, bool table, int depth, struct error *e)
{
    const unsigned char *page = page_at(w->p, n);
    const unsigned char *head = page ? page + (n == 1 ? HEADER : 0) : NULL;
    unsigned char kind = head ? head[0] : 0;
    bool inner = kind == INDEX_INNER || kind == TABLE_INNER;
    size_t count = head ? number2(head + 3) : 0, first = inner ? 12 : 8;
    enum status s = STATUS_OK;

    if (!head || w->p->seen[n] || depth > DEPTH ||
        (table ? kind != TABLE_LEAF && kind != TABLE_INNER
               : kind != INDEX_LEAF && kind != INDEX_INNER) ||
        first + 2 * count > w->p->usable - (n == 1 ? HEADER : 0)) {
        ++*w->broken;
        return STATUS_OK;
    }
    w->p->seen[n] = true;
    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        s = walk_cell(w, page, number2(head + first + 2 * i), kind, depth, e);
    if (s == STATUS_OK && inner && w->deep)
        s = walk_page(w, number4(head + 8), table, depth + 1, e);
    return s;
}

void pages_begin(struct pages *p)
{
    memset(p->seen, 0, (p->count + 1) * sizeof *p->seen);
}

enum status pages_walk(struct pages *p, uint32_t root, size_t *broken, page_row_fn *take,
    void *context, struct error *e)
{
    struct walk w = {p, broken, take, context, true};
    const unsigned char *page = page_at(p, root);
    unsigned char kind = page ? page[root == 1 ? HEADER : 0] : 0;

    return walk_page(&w, root, kind == TABLE_LEAF || kind == TABLE_INNER, 0, e);
}

enum status pages_orphans(struct pages *p, page_row_fn *take, void *context, struct error *e)
{
    size_t broken = 0;
    struct walk w = {p, &broken, take, context, false};
    enum status s = STATUS_OK;

    for (uint32_t n = 1; s == STATUS_OK && n <= p->count; n++) {
        const unsigned char *page = page_at(p, n);
        unsigned char kind = page[n == 1 ? HEADER : 0];
        if (!p->seen[n] && (kind == TABLE_LEAF || kind == INDEX_LEAF || kind == INDEX_INNER))
            s = walk_page(&w, n, kind == TABLE_LEAF, 0, e);
    }
    return s;
}
