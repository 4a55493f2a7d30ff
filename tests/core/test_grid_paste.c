/* Blocks of a spreadsheet on their way into a grid: which text goes into which cell, what goes
 * nowhere, one action, one undo. */
#include "core/base/number.h"
#include "core/plan/grid_paste.h"
#include "tests/core/chance.h"
#include "tests/core/store_fixture.h"

#define MOST 4096 /* texts of a block */

/* A workbook with three programmes. */
struct world {
    char *path;
    struct workbook *wb;
    char *market, *seed, *signal;
    struct grid *g;
    char *texts[MOST];
    size_t rows, columns;
    struct grid_start start;
    struct grid_paste p;
};

/* A programme at work in some years ("" all of the plan), with sources it names. */
static char *program(struct workbook *wb, const char *name, const char *part, const char *years,
    const char *sources)
{
    char *uid = fixture_row(wb, "program", "nama", name);

    must(action_begin(wb, ACTION_EDIT, e));
    fixture_type(wb, "program", uid, "sub_dimensi", part);
    fixture_type(wb, "program", uid, "tahun", years);
    fixture_type(wb, "program", uid, "sumber_biaya", sources);
    must(action_commit(wb, e));
    return uid;
}

static struct world world_open(const char *name, const char *form)
{
    struct world w = {.path = fixture_new(name)};

    w.wb = fixture_open(w.path);
    w.market = program(w.wb, "Pasar Kakao Terbuka", "ECO1", "2026-2028", "APBD; CSR/TJSL");
    w.seed = program(w.wb, "Bibit Unggul", "ECO2", "2026-2028", "");
    w.signal = program(w.wb, "Sinyal untuk Semua Desa", "GOV1", "2027", "APBN");
    must(grid_open(w.wb, fixture_form(w.wb, form), &w.g, e));
    return w;
}

static void world_close(struct world *w)
{
    grid_paste_close(&w->p);
    for (size_t i = 0; i < w->rows * w->columns; i++)
        free(w->texts[i]);
    grid_close(w->g);
    workbook_close(w->wb);
    unlink(w->path);
    free(w->path);
    free(w->market);
    free(w->seed);
    free(w->signal);
}

/* Finds the places of a block written as a spreadsheet copies it. */
static void paste(struct world *w, const char *block)
{
    for (size_t i = 0; i < w->rows * w->columns; i++)
        free(w->texts[i]);
    size_t at = 0;
    w->rows = w->columns = 0;
    for (const char *s = block; *s;) {
        size_t n = strcspn(s, "\t\n");
        assert_true(at < MOST);
        w->texts[at++] = strndup(s, n);
        w->rows += s[n] == '\n';
        w->columns = w->columns ? w->columns : s[n] == '\n' ? at : 0;
        s += n + 1;
    }
    assert_int_equal(at, w->rows * w->columns);
    grid_paste_close(&w->p);
    must(grid_refresh(w->g, e));
    must(grid_paste_read(w->g, w->texts, w->rows, w->columns, &w->start, &w->p, e));
}

static void store(struct world *w)
{
    must(grid_paste_store(&w->p, w->wb, w->g->form, e));
}

static void undo(struct world *w)
{
    struct undo_result r = {0};

    must(undo_last(w->wb, &r, e));
    assert_int_equal(r.kind, ACTION_PASTE);
    undo_result_clear(&r);
}

/* What an amount shows. */
static void assert_amount(
    struct world *w, const char *program, const char *source, int year, const char *expected)
{
    char *uid = text_format("[\"%s\",\"%s\",%d]", program, source, year);

    assert_cell(w->wb, "anggaran", uid, "jumlah", expected);
    free(uid);
}

/* What goes nowhere, as "kind:name*count" with blanks between. */
static void assert_left(const struct grid_paste *p, const char *expected)
{
    static const char *const kinds[] = {
        "column", "page", "row", "outside", "twice", "columns", "rows"};
    char *all = strdup("");

    for (size_t i = 0; i < p->left_count; i++) {
        const struct grid_left *l = &p->left[i];
        char *longer =
            text_format("%s%s%s:%s*%zu", all, i ? " " : "", kinds[l->kind], l->name, l->count);
        free(all);
        all = longer;
    }
    assert_string_equal(all, expected);
    free(all);
}

/* Every amount there is, as the file has it; the caller's. */
static char *everything(struct world *w)
{
    return fixture_sql(w->wb,
        "SELECT coalesce(group_concat(id || '=' || coalesce(jumlah, '?'), ' '), '') FROM "
        "(SELECT * FROM anggaran ORDER BY id)");
}

static void a_bare_block_goes_from_the_focused_cell_on(void **state)
{
    struct world w = world_open("bare", "anggaran");

    (void)state;
    w.start = (struct grid_start){.row = 0, .column = 1};
    paste(&w, "1.500.000\tRp 2 M\n750 jt\t-\n");
    assert_left(&w.p, "");
    assert_int_equal(w.p.changed, 3);
    store(&w);
    assert_amount(&w, w.market, "apbd", 2027, "Rp1.500.000");
    assert_amount(&w, w.market, "apbd", 2028, "Rp2.000.000.000");
    assert_amount(&w, w.market, "csr", 2027, "Rp750.000.000");
    assert_amount(&w, w.market, "csr", 2028, "");
    undo(&w);
    assert_amount(&w, w.market, "csr", 2027, "");
    world_close(&w);
}

static void what_does_not_fit_is_counted(void **state)
{
    struct world w = world_open("fit", "anggaran");

    (void)state;
    w.start = (struct grid_start){.row = 1, .column = 2};
    paste(&w, "1\t2\t3\n4\t5\t6\n7\t8\t9\n");
    assert_left(&w.p, "columns:*2 rows:*2");
    assert_int_equal(w.p.changed, 1);
    world_close(&w);
}

static void an_empty_line_keeps_the_others_in_their_rows(void **state)
{
    struct world w = world_open("empty-line", "anggaran");

    (void)state;
    paste(&w, "\t\n1\t2\n");
    store(&w);
    assert_amount(&w, w.market, "apbd", 2026, "");
    assert_amount(&w, w.market, "csr", 2026, "Rp1");
    world_close(&w);
}

static void an_empty_text_leaves_its_cell(void **state)
{
    struct world w = world_open("leaves", "anggaran");

    (void)state;
    paste(&w, "1\t2\n");
    store(&w);
    paste(&w, "\t3\n");
    assert_int_equal(w.p.changed, 1);
    store(&w);
    assert_amount(&w, w.market, "apbd", 2026, "Rp1");
    assert_amount(&w, w.market, "apbd", 2027, "Rp3");
    paste(&w, "Rp -\t0\n");
    store(&w);
    assert_amount(&w, w.market, "apbd", 2026, "Rp1");
    assert_amount(&w, w.market, "apbd", 2027, "Rp0");
    world_close(&w);
}

static void years_and_names_lead_wherever_they_stand(void **state)
{
    struct world w = world_open("named", "anggaran");

    (void)state;
    w.start = (struct grid_start){.row = 1, .column = 2};
    paste(&w, "Uraian\t2028\t2026\nCSR/TJSL\t8\t6\nHibah\t18\t16\n");
    assert_left(&w.p, "");
    assert_int_equal(w.p.new_rows, 1);
    store(&w);
    assert_amount(&w, w.market, "csr", 2028, "Rp8");
    assert_amount(&w, w.market, "csr", 2026, "Rp6");
    assert_amount(&w, w.market, "hibah", 2026, "Rp16");
    paste(&w, "APBD\t1\nCSR/TJSL\t2\n");
    store(&w);
    assert_amount(&w, w.market, "apbd", 2028, "Rp1");
    assert_amount(&w, w.market, "csr", 2028, "Rp2");
    world_close(&w);
}

static void a_table_goes_over_several_pages(void **state)
{
    struct world w = world_open("pages", "anggaran");
    char *before = everything(&w);

    (void)state;
    paste(&w,
        "Pagu indikatif\t\t\t\t\nProgram\tSumber\t2026\t2027\t2028\n(1)\t(2)\t(3)\t(4)\t(5)\n"
        "Pasar Kakao Terbuka\tAPBD\t250 jt\t500 jt\t450 jt\n"
        "\tCSR/TJSL\t50 jt\t\t\n"
        "GOV-P01\tapbn\t0\t1.500.000.000\t-\n"
        "ECO-P02 Bibit Unggul\tDana desa\tsekitar dua\t\t3\n");
    assert_left(&w.p, "");
    assert_int_equal(w.p.pages, 3);
    assert_int_equal(w.p.marked, 1);
    assert_int_equal(w.p.changed, 7);
    store(&w);
    assert_amount(&w, w.market, "apbd", 2027, "Rp500.000.000");
    assert_amount(&w, w.market, "csr", 2026, "Rp50.000.000");
    assert_amount(&w, w.signal, "apbn", 2027, "Rp1.500.000.000");
    assert_amount(&w, w.seed, "dana_desa", 2026, "sekitar dua");
    assert_amount(&w, w.seed, "dana_desa", 2028, "Rp3");
    undo(&w);
    char *after = everything(&w);
    assert_string_equal(after, before);
    free(before);
    free(after);
    world_close(&w);
}

static void what_is_not_found_is_named(void **state)
{
    struct world w = world_open("not-found", "anggaran");

    (void)state;
    paste(&w, "No\tProgram\tSumber\t2026\t2027\t2045\tKet\n"
              "1\tPasar Kakao Terbuka\tAPBD\t1\t2\t3\tx\n"
              "2\tJembatan\tAPBD\t1\t2\t3\t\n"
              "\t\tCSR/TJSL\t1\t2\t3\t\n"
              "3\tBibit Unggul\tArisan\t1\t2\t3\t\n"
              "4\tSinyal untuk Semua Desa\tAPBN\t1\t2\t3\t\n"
              "5\tPasar Kakao Terbuka\tAPBD\t9\t\t\t\n"
              "\tJumlah\t\t9\t9\t9\t\n"
              "\t\t\t9\t9\t9\t\n");
    assert_left(&w.p, "column:No*1 column:2045*1 column:Ket*1 page:Jembatan*2 row:Arisan*1 "
                      "page:Jumlah*2 twice:APBD kabupaten/kota*1 outside:2026*1");
    store(&w);
    assert_amount(&w, w.market, "apbd", 2026, "Rp1");
    assert_amount(&w, w.signal, "apbn", 2026, "");
    assert_amount(&w, w.signal, "apbn", 2027, "Rp2");
    world_close(&w);
}

static void names_count_for_the_lines_under_them(void **state)
{
    struct world w = world_open("merged", "anggaran");

    (void)state;
    paste(&w, "Sumber\tProgram\t2027\nCSR/TJSL\tPasar Kakao Terbuka\t1\n\tBibit Unggul\t2\n"
              "Hibah\t\t9\n\tBibit Unggul\t3\n");
    assert_left(&w.p, "row:*1");
    assert_false(w.p.asks);
    store(&w);
    assert_amount(&w, w.market, "csr", 2027, "Rp1");
    assert_amount(&w, w.seed, "csr", 2027, "Rp2");
    assert_amount(&w, w.seed, "hibah", 2027, "Rp3");
    assert_amount(&w, w.market, "hibah", 2027, "");
    world_close(&w);
}

static void sums_beside_the_name_of_a_page_are_left_out(void **state)
{
    struct world w = world_open("sums", "anggaran");

    (void)state;
    paste(&w, "Program\tSumber\t2027\nPasar Kakao Terbuka\t\t30\n\tAPBD\t10\n\tCSR/TJSL\t20\n"
              "Bibit Unggul\t\t\n\tHibah\t5\n");
    assert_left(&w.p, "row:*1");
    assert_false(w.p.asks);
    store(&w);
    assert_amount(&w, w.market, "apbd", 2027, "Rp10");
    assert_amount(&w, w.seed, "hibah", 2027, "Rp5");
    world_close(&w);
}

static void names_nobody_knows_are_not_put_by_their_place(void **state)
{
    struct world w = world_open("strange", "anggaran");

    (void)state;
    paste(&w, "Belanja modal\t1\t2\nBelanja pegawai\t3\t4\n");
    assert_int_equal(w.p.changed, 0);
    assert_left(&w.p, "row:Belanja modal*1 row:Belanja pegawai*1");
    world_close(&w);
}

static void lines_without_a_row_go_where_the_person_says(void **state)
{
    struct world w = world_open("asks", "anggaran");
    const struct value csr = {.kind = VALUE_TEXT, .text = (char *)"csr"};

    (void)state;
    paste(&w, "Program\t2026\nBibit Unggul\t5\n");
    assert_true(w.p.asks);
    assert_string_equal(w.p.row.text, "apbd");
    w.start.key = &csr;
    paste(&w, "Program\t2026\nBibit Unggul\t5\n");
    store(&w);
    assert_amount(&w, w.seed, "csr", 2026, "Rp5");
    world_close(&w);
}

static void one_cell_a_line(void **state)
{
    struct world w = world_open("long", "anggaran");

    (void)state;
    paste(
        &w, "Program\tSumber\tTahun\tJumlah\nBibit Unggul\tAPBD\t2026\t5 jt\n\t\t2027\t6 jt\n");
    assert_left(&w.p, "");
    store(&w);
    assert_amount(&w, w.seed, "apbd", 2026, "Rp5.000.000");
    assert_amount(&w, w.seed, "apbd", 2027, "Rp6.000.000");
    world_close(&w);
}

static void a_heading_says_what_numbers_count(void **state)
{
    struct world w = world_open("unit", "anggaran");

    (void)state;
    paste(&w, "Sumber\t2026 (Rp juta)\t2027 (ribuan)\nAPBD\t1.500\t2\nCSR/TJSL\t0,5\t3 M\n");
    assert_int_equal(w.p.marked, 0);
    store(&w);
    assert_amount(&w, w.market, "apbd", 2026, "Rp1.500.000.000");
    assert_amount(&w, w.market, "apbd", 2027, "Rp2.000");
    assert_amount(&w, w.market, "csr", 2026, "Rp500.000");
    assert_amount(&w, w.market, "csr", 2027, "Rp3.000.000.000");
    world_close(&w);
}

static void numbers_without_doubt_say_how_the_others_are_written(void **state)
{
    struct world w = world_open("commas", "anggaran");

    (void)state;
    paste(&w, "Sumber\t2026\t2027\nAPBD\t1,500,000,000\t1,500\nCSR/TJSL\tRp250,000.00\t0\n");
    assert_true(w.p.commas);
    assert_int_equal(w.p.marked, 0);
    store(&w);
    assert_amount(&w, w.market, "apbd", 2026, "Rp1.500.000.000");
    assert_amount(&w, w.market, "apbd", 2027, "Rp1.500");
    assert_amount(&w, w.market, "csr", 2026, "Rp250.000");
    paste(&w, "Sumber\t2026\t2027\nAPBD\t1,500,000\t1.500.000\n");
    assert_false(w.p.commas);
    assert_int_equal(w.p.marked, 1);
    paste(&w, "Sumber\t2026\t2027\nAPBD\t1,500\t2\n");
    assert_int_equal(w.p.marked, 1);
    world_close(&w);
}

static void headings_can_be_taken_for_numbers(void **state)
{
    struct world w = world_open("plain", "anggaran");

    (void)state;
    paste(&w, "2026\t2027\n1\t2\n");
    assert_int_equal(w.p.head, 0);
    w.start.plain = true;
    paste(&w, "2026\t2027\n1\t2\n");
    assert_true(w.p.head == GRID_NONE);
    store(&w);
    assert_amount(&w, w.market, "apbd", 2026, "Rp2.026");
    world_close(&w);
}

static void a_line_that_names_a_row_is_no_heading(void **state)
{
    struct world w = world_open("no-heading", "anggaran");

    (void)state;
    paste(&w, "APBD\t2026\t2027\nCSR/TJSL\t2028\t2029\n");
    assert_true(w.p.head == GRID_NONE);
    store(&w);
    assert_amount(&w, w.market, "apbd", 2026, "Rp2.026");
    assert_amount(&w, w.market, "csr", 2027, "Rp2.029");
    world_close(&w);
}

static void records_are_rows_and_fields_are_columns_too(void **state)
{
    struct world w = world_open("fields", "realisasi");
    char *uid = text_format("[\"%s\",2027]", w.signal);

    (void)state;
    paste(&w, "Program\tTahun\tBiaya\tKendala\nSinyal untuk Semua Desa\t2027\t2 M\tMenara\n");
    assert_left(&w.p, "");
    assert_int_equal(w.p.changed, 2);
    store(&w);
    assert_cell(w.wb, "realisasi", uid, "biaya", "Rp2.000.000.000");
    assert_cell(w.wb, "realisasi", uid, "kendala", "Menara");
    free(uid);
    world_close(&w);
}

/* Writes one random table over the pages, sources and years. */
static void random_block(
    struct world *w, uint64_t *c, char *block, size_t size, int64_t amounts[3][3][3])
{
    static const char *const sources[] = {"APBD", "CSR/TJSL", "Hibah"};
    static const char *const names[] = {
        "Pasar Kakao Terbuka", "Bibit Unggul", "Sinyal untuk Semua Desa"};
    size_t at = (size_t)snprintf(block, size, "Sumber\tProgram\t2027\t2026\t2028\n");
    static const int order[] = {1, 0, 2};

    (void)w;
    for (size_t p = 0; p < 3; p++)
        for (size_t s = 0; s < 3; s++) {
            at += (size_t)snprintf(block + at, size - at, "%s\t%s", sources[s], names[p]);
            for (size_t k = 0; k < 3; k++) {
                int64_t n = chance(c, 4) ? (int64_t)chance(c, 1000000000) : -1;
                amounts[p][s][order[k]] = n;
                char *text = n < 0 ? strdup("") : number_show_money(n);
                at += (size_t)snprintf(block + at, size - at, "\t%s", text);
                free(text);
            }
            at += (size_t)snprintf(block + at, size - at, "\n");
        }
}

static void what_is_pasted_is_read_back_and_undone(void **state)
{
    static const char *const sources[] = {"apbd", "csr", "hibah"};
    struct world w = world_open("random", "anggaran");
    uint64_t c = chance_begin();
    char block[4096];
    int64_t amounts[3][3][3];
    const char *programs[] = {w.market, w.seed, w.signal};

    (void)state;
    for (int round = 0; round < 20; round++) {
        char *before = everything(&w);
        random_block(&w, &c, block, sizeof block, amounts);
        paste(&w, block);
        store(&w);
        for (size_t p = 0; p < 3; p++)
            for (size_t s = 0; s < 3; s++)
                for (int k = 0; k < 3; k++) {
                    bool runs = p < 2 || k == 1; /* the last one runs in 2027 alone */
                    char *text =
                        amounts[p][s][k] < 0 ? NULL : number_show_money(amounts[p][s][k]);
                    if (text && runs)
                        assert_amount(&w, programs[p], sources[s], 2026 + k, text);
                    free(text);
                }
        char *stored = everything(&w);
        paste(&w, block);
        assert_int_equal(w.p.changed, 0);
        if (strcmp(stored, before) != 0 && chance(&c, 2)) {
            undo(&w);
            char *after = everything(&w);
            assert_string_equal(after, before);
            free(after);
        }
        free(stored);
        free(before);
    }
    world_close(&w);
}

/* What a cell holds now is what a write says it held, or holds after it. */
static void assert_holds(
    struct world *w, const struct grid_write *write, const struct grid_cell *expected)
{
    struct cell now = {0};

    must(record_cell(w->wb, w->g->form, write->uid, write->field, &now, e));
    assert_true(value_equal(&now.value, &expected->value));
    assert_string_equal(now.typed ? now.typed : "", expected->typed ? expected->typed : "");
    cell_clear(&now);
}

/* A block of anything. */
static void random_texts(uint64_t *c, char *block, size_t size)
{
    static const char *const texts[] = {"", "", "1", "0", "-", "2026", "2027", "Program",
        "Sumber", "Tahun", "APBD", "Hibah", "Pasar Kakao Terbuka", "Bibit", "ECO-P02", "(1)",
        "h", "ya", "Hari 1", "Kelompok 1", "750 jt", "1,500", "1,500,000", "1.500.000",
        "298 desa", "Biaya", "2026 (Rp juta)", "Kendala", "Jumlah", "9223372036854775807",
        "99999999999999999999", "\xE2\x80\x93", "Quick win", "Kriteria"};
    size_t rows = 1 + chance(c, 6), columns = 1 + chance(c, 6), at = 0;

    for (size_t i = 0; i < rows * columns; i++)
        at += (size_t)snprintf(block + at, size - at, "%s%c", chance_of(c, texts),
            (i + 1) % columns ? '\t' : '\n');
}

static void any_block_into_any_grid_is_taken_back_whole(void **state)
{
    struct world w = world_open("any", "anggaran");
    const struct method *m = workbook_method(w.wb);
    uint64_t c = chance_begin();
    char block[4096];

    (void)state;
    free(fixture_row(w.wb, "quick_win", "nama", "Bibit Terbuka"));
    free(fixture_row(w.wb, "kelompok", "nama", "Kelompok 1"));
    for (size_t i = 0; i < 40 * m->form_count; i++) {
        const struct form *form = &m->forms[i % m->form_count];
        if (!grid_is(form))
            continue;
        grid_close(w.g);
        must(grid_open(w.wb, form, &w.g, e));
        must(grid_turn(w.g, chance(&c, 3), e));
        w.start = (struct grid_start){.row = chance(&c, 3), .column = chance(&c, 3)};
        w.start.plain = chance(&c, 4) == 0;
        random_texts(&c, block, sizeof block);
        paste(&w, block);
        store(&w);
        for (size_t k = 0; k < w.p.count; k++)
            assert_holds(&w, &w.p.writes[k], &w.p.writes[k].after);
        if (w.p.changed)
            undo(&w);
        for (size_t k = 0; k < w.p.count; k++)
            assert_holds(&w, &w.p.writes[k], &w.p.writes[k].before);
        if (w.p.changed && chance(&c, 2))
            store(&w);
    }
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bare_block_goes_from_the_focused_cell_on),
        cmocka_unit_test(what_does_not_fit_is_counted),
        cmocka_unit_test(an_empty_line_keeps_the_others_in_their_rows),
        cmocka_unit_test(an_empty_text_leaves_its_cell),
        cmocka_unit_test(years_and_names_lead_wherever_they_stand),
        cmocka_unit_test(a_table_goes_over_several_pages),
        cmocka_unit_test(what_is_not_found_is_named),
        cmocka_unit_test(names_count_for_the_lines_under_them),
        cmocka_unit_test(sums_beside_the_name_of_a_page_are_left_out),
        cmocka_unit_test(names_nobody_knows_are_not_put_by_their_place),
        cmocka_unit_test(lines_without_a_row_go_where_the_person_says),
        cmocka_unit_test(one_cell_a_line),
        cmocka_unit_test(a_heading_says_what_numbers_count),
        cmocka_unit_test(numbers_without_doubt_say_how_the_others_are_written),
        cmocka_unit_test(headings_can_be_taken_for_numbers),
        cmocka_unit_test(a_line_that_names_a_row_is_no_heading),
        cmocka_unit_test(records_are_rows_and_fields_are_columns_too),
        cmocka_unit_test(any_block_into_any_grid_is_taken_back_whole),
        cmocka_unit_test(what_is_pasted_is_read_back_and_undone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
