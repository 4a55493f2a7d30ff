/* Grids: reading them, walking through them, pasting a block. */
#include <stdlib.h>
#include <string.h>

#include "core/plan/grid_paste.h"
#include "tests/fault/city.h"

/* Every page of one grid, with its totals and names. */
static enum status look_at(struct grid *g, struct error *e)
{
    enum status s = STATUS_OK;

    for (size_t page = 0; s == STATUS_OK && (page == 0 || page < g->pages.count); page++) {
        s = grid_turn(g, page, e);
        if (s == STATUS_OK)
            s = grid_sum(g, e);
        for (size_t i = 0; s == STATUS_OK && i < g->rows.count; i++) {
            grid_label(g, g->rows.field, &g->rows.keys[i]); /* falls back without memory */
            grid_code(g, g->rows.field, &g->rows.keys[i]);
        }
        for (size_t i = 0; s == STATUS_OK && g->across.field && i < g->across.count; i++)
            grid_label(g, g->across.field, &g->across.keys[i]);
        if (s == STATUS_OK && g->pages.field)
            grid_label(g, g->pages.field, &g->pages.keys[page]);
        if (s == STATUS_OK && g->sums.all.kind == VALUE_INTEGER)
            tell_number(g->sums.all.integer);
        tell_number((int64_t)(g->rows.count * g->column_count + g->sums.unread));
    }
    return s;
}

static enum status look(struct workbook *wb, bool lasting, struct error *e)
{
    const struct method *m = workbook_method(wb);
    enum status s = STATUS_OK;

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        struct grid *g = NULL;
        if (!grid_is(&m->forms[i]))
            continue;
        s = grid_open(wb, &m->forms[i], &g, e);
        if (s == STATUS_OK)
            s = look_at(g, e);
        grid_close(g);
    }
    return s;
}

/* Finds its way by ids, adds a row, reads again. */
static enum status walk_in(struct grid *g, struct workbook *wb, struct error *e)
{
    size_t row, column, there = 0;
    size_t page = grid_page_of_record(g, city_form(wb, "program"), city_row(wb, "program", 0));
    enum status s = grid_turn(g, page, e);
    struct value hibah = {.kind = VALUE_TEXT, .text = (char *)"hibah"};

    if (s == STATUS_OK)
        s = grid_add_row(g, &hibah, &row, e);
    if (s == STATUS_OK)
        s = grid_stored(g, 0, 0, e);
    char *uid = s == STATUS_OK ? grid_uid(g, g->rows.count - 1, 0) : NULL;
    if (s == STATUS_OK)
        s = got(uid, e);
    if (s == STATUS_OK)
        s = grid_go_to(g, uid, NULL, &row, &column, e);
    if (s == STATUS_OK)
        s = grid_find(g, uid, NULL, &row, &column, e);
    if (s == STATUS_OK)
        s = grid_page_of(g, uid, &there, e);
    if (s == STATUS_OK)
        tell_number((int64_t)(row * 100 + column + there * 10000));
    free(uid);
    g->version--; /* as if somebody had stored something */
    return s == STATUS_OK ? grid_refresh(g, e) : s;
}

static enum status walk(struct workbook *wb, bool lasting, struct error *e)
{
    struct grid *g = NULL;
    enum status s = grid_open(wb, city_form(wb, "anggaran"), &g, e);

    (void)lasting;
    if (s == STATUS_OK)
        s = walk_in(g, wb, e);
    grid_close(g);
    return s;
}

/* Fills a column of the first programme's amounts, or empties a row. */
static enum status fill(struct workbook *wb, bool lasting, struct error *e)
{
    struct value amount = value_integer(7);
    struct grid *g = NULL;
    size_t filled = 0;
    enum status s = grid_open(wb, city_form(wb, "anggaran"), &g, e);

    (void)lasting;
    if (s == STATUS_OK)
        s = grid_fill(g, 4, &amount, &filled, e);
    tell_number((int64_t)filled);
    grid_close(g);
    return s;
}

static enum status empty_row(struct workbook *wb, bool lasting, struct error *e)
{
    struct grid *g = NULL;
    size_t emptied = 0;
    enum status s = grid_open(wb, city_form(wb, "anggaran"), &g, e);

    (void)lasting;
    if (s == STATUS_OK)
        s = grid_empty_row(g, 0, &emptied, e);
    tell_number((int64_t)emptied);
    grid_close(g);
    return s;
}

/* Takes a block apart into cells between TABs; false without memory. */
static bool take_apart(const char *block, char ***cells, size_t *rows, size_t *columns)
{
    size_t at = 0;
    bool fine = (*cells = calloc(400, sizeof **cells)) != NULL;

    *rows = *columns = 0;
    for (const char *s = block; fine && *s;) {
        size_t n = strcspn(s, "\t\n");
        fine = ((*cells)[at++] = strndup(s, n)) != NULL;
        *rows += s[n] == '\n';
        *columns = *columns ? *columns : s[n] == '\n' ? at : 0;
        s += n + 1;
    }
    return fine;
}

/* A block over pages: names, twice, years that are none, no money. */
#define OVER_PAGES                                                                             \
    "Pagu indikatif\t\t\t\t\nProgram\tSumber\t2026\t2027\t2045\n(1)\t(2)\t(3)\t(4)\t(5)\n"     \
    "LIV-P01\tAPBD\t250 jt\t500 jt\t450 jt\n\tCSR/TJSL\t50 jt\t\t\n"                           \
    "LIV-P02\tapbn\t0\t1.500.000.000\t-\nLIV-P02\tapbn\t7\t8\t-\n"                             \
    "Jembatan\tDana desa\tsekitar dua\t\t3\nLIV-P02\t\tdua\t\t3\n\tJumlah\t1\t2\t\n"
/* The same, a line for each amount. */
#define LONG_FORM                                                                              \
    "Program\tSumber\tTahun\tJumlah\nLIV-P01\tAPBD\t2027\t5\nLIV-P02\tHibah\t2026\tbanyak\n"   \
    "LIV-P01\tAPBD\t2045\t6\n"

static const char *const blocks[] = {
    "250 jt\t1.500.000\n750 jt\t-\n",
    "Uraian\t2028\t2026 (Rp juta)\nCSR/TJSL\t8\t6\nHibah\t1,500,000\t16\nArisan\t1\t\n",
    OVER_PAGES,
    LONG_FORM,
};

/* One block into the amounts; stored if `store`. */
static enum status paste_one(
    struct workbook *wb, const char *form, const char *block, bool store, struct error *e)
{
    struct grid_start start = {0};
    struct grid_paste p = {0};
    struct grid *g = NULL;
    char **cells;
    size_t rows, columns;
    enum status s = take_apart(block, &cells, &rows, &columns) ? STATUS_OK : error_memory(e);

    if (s == STATUS_OK)
        s = grid_open(wb, city_form(wb, form), &g, e);
    if (s == STATUS_OK)
        s = grid_paste_read(g, cells, rows, columns, &start, &p, e);
    if (s == STATUS_OK && store)
        s = grid_paste_store(&p, wb, g->form, e);
    for (size_t i = 0; s == STATUS_OK && i < p.count; i++)
        tell(p.writes[i].uid);
    for (size_t i = 0; s == STATUS_OK && i < p.left_count; i++) {
        tell(p.left[i].name);
        tell(p.left[i].place);
    }
    if (s == STATUS_OK)
        tell_number((int64_t)(p.changed * 1000 + p.marked * 100 + p.new_rows));
    grid_paste_close(&p);
    grid_close(g);
    for (size_t i = 0; cells && i < 400; i++)
        free(cells[i]);
    free(cells);
    return s;
}

static enum status paste_plain(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return paste_one(wb, "anggaran", blocks[0], true, e);
}

static enum status paste_named(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return paste_one(wb, "anggaran", blocks[1], true, e);
}

static enum status paste_pages(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return paste_one(wb, "anggaran", blocks[2], true, e);
}

static enum status paste_flat(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return paste_one(wb, "anggaran", blocks[3], true, e);
}

/* A grid whose columns are fields. */
static enum status paste_fields(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return paste_one(wb, "realisasi",
        "Program\tKeadaan\tCapaian\tBiaya\nLIV-P01\tBerjalan\t5 desa\t3 jt\nLIV-P02\t?\t-\t1\n",
        false, e);
}

struct work grid_works[] = {
    {"grids are looked at", WORK_READS, look, NULL},
    {"a grid is walked through", WORK_READS, walk, NULL},
    {"a column is filled", WORK_WRITES, fill, NULL},
    {"a row is emptied", WORK_WRITES, empty_row, NULL},
    {"a plain block", WORK_WRITES, paste_plain, NULL},
    {"a block with names", WORK_WRITES, paste_named, NULL},
    {"a block over pages", WORK_WRITES, paste_pages, NULL},
    {"a flat block", WORK_WRITES, paste_flat, NULL},
    {"a block of fields", WORK_READS, paste_fields, NULL},
    {NULL, WORK_ALONE, NULL, NULL},
};
