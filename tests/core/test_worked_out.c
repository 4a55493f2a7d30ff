/* What the shipped method works out: computed fields, defaults, what is asked when, which
 * choices belong together, and the common rows it offers. */
#include "tests/core/store_fixture.h"

#include <math.h>

#include "core/base/message.h"
#include "core/exchange/seed.h"
#include "core/plan/grid.h"

/* "field=text;field=text" into a row, one action a cell. */
static void type_all(struct workbook *wb, const char *form, const char *uid, const char *cells)
{
    char *all = strdup(cells), *rest = all;

    for (char *cell; (cell = strsep(&rest, ";")) && cell[0];) {
        char *text = strchr(cell, '=');
        assert_non_null(text);
        *text++ = '\0';
        fixture_set(wb, form, uid, cell, text);
    }
    free(all);
}

/* A row of a form with these cells; the row there is where a form has but one. Caller frees. */
static char *row_with(struct workbook *wb, const char *form, const char *cells)
{
    const struct form *f = fixture_form(wb, form);
    struct rows *rows = NULL;
    char *uid;

    if (f->kind == FORM_LIST) { /* as a screen makes a row: with its defaults */
        char made[64];
        must(action_begin(wb, ACTION_EDIT, e));
        must(action_create(wb, f, NULL, NULL, made, e));
        must(action_fill(wb, f, made, NULL, e));
        must(action_commit(wb, e));
        uid = strdup(made);
    } else {
        must(rows_open(wb, f, &rows, e));
        uid = strdup(rows_uid(rows, 0));
        rows_close(rows);
        must(action_begin(wb, ACTION_EDIT, e));
        must(action_fill(wb, f, uid, NULL, e));
        must(action_commit(wb, e));
    }
    type_all(wb, form, uid, cells);
    return uid;
}

/* What a field shows after cells were typed into a new row. */
static const struct {
    const char *form, *cells, *field, *shown;
} worked_out[] = {
    {"profil", "", "akhir_pendek", "2026"},
    {"profil", "", "akhir_menengah", "2030"},
    {"profil", "lama_rencana=3", "akhir_menengah", "2028"},
    {"profil", "", "putaran", "Pertama kali"},
    {"program", "tahun=2026", "horizon", "Jangka pendek"},
    {"program", "tahun=2027-2035", "horizon", "Jangka menengah"},
    {"program", "tahun=2031", "horizon", "Jangka panjang"},
    {"program", "", "horizon", ""},
    {"program", "sub_dimensi=ECO1", "dimensi", "Smart Economy"},
    {"isu", "sub_dimensi=LIV2", "dimensi", "Smart Living"},
    {"sasaran", "sub_dimensi=SOC1", "dimensi", "Smart Society"},
    {"strategi", "sub_dimensi=GOV3", "dimensi", "Smart Governance"},
    {"quick_win", "sub_dimensi=BRA1", "dimensi", "Smart Branding"},
    {"isu", "usg_u=5;usg_s=4;usg_g=3", "usg", "12"},
    {"isu", "usg_u=5;usg_s=4", "usg", ""},
    {"risiko", "kemungkinan=4;tingkat_dampak=5", "nilai", "20"},
    {"risiko", "kemungkinan=4", "nilai", ""},
    {"opd", "singkatan=Distan", "status", "Aktif"},
    {"peserta", "nama=Peserta 1", "peran", "Peserta"},
    {"kelompok", "nama=Kelompok", "jatah_suara", "10"},
    {"pertemuan", "judul=Bimtek I", "hari", "2"},
    {"pertemuan", "judul=Bimtek I", "modus", "Luring (tatap muka)"},
    {"pertemuan", "judul=Bimtek I", "status", "Rencana"},
    {"agenda", "judul=Rehat", "hari", "1"},
    {"parkir", "isi=Tarif", "status", "Terbuka"},
    {"tugas", "isi=Data", "status", "Belum"},
    {"rujukan", "teks=RPJMD", "dokumen", "RPJMD"},
    {"rujukan", "teks=RPJMD", "status", "Berlaku"},
    {"isu", "teks=Sinyal hilang", "jenis", "Masalah"},
    {"gagasan", "judul=Tur", "tindak_lanjut", "Dicatat"},
    {"indikator", "nama=Desa", "arah", "Makin tinggi makin baik"},
    {"program", "nama=Sinyal", "keadaan", "Usulan"},
    {"quick_win", "nama=Sinyal", "keadaan", "Nominasi"},
    {"kemitraan", "nama=Kampus", "status", "Dijajaki"},
    {"catatan", "komentar=Biaya", "status", "Baru"},
    {"bab", "", "keadaan", "Belum"},
    {"kriteria", "bobot=30", "penjelasan",
        "Berapa banyak warga merasakan hasilnya, dan seberapa besar bedanya?"},
};

static void fields_are_worked_out(void **state)
{
    size_t count = sizeof worked_out / sizeof worked_out[0], wrong = 0;

    (void)state;
    for (size_t i = 0; i < count; i++) {
        char *path = fixture_new("worked-out");
        struct workbook *wb = fixture_open(path);
        char *uid = row_with(wb, worked_out[i].form, worked_out[i].cells);
        char *shown = fixture_show(wb, worked_out[i].form, uid, worked_out[i].field);
        if (strcmp(shown, worked_out[i].shown) != 0) {
            print_message("# %s.%s after \"%s\": \"%s\", not \"%s\"\n", worked_out[i].form,
                worked_out[i].field, worked_out[i].cells, shown, worked_out[i].shown);
            wrong++;
        }
        free(shown);
        free(uid);
        workbook_close(wb);
        free(path);
    }
    assert_int_equal(wrong, 0);
}

/* A number that was worked out for a factor of a SWOT. */
static double real_of(struct workbook *wb, const char *uid, const char *field)
{
    const struct form *f = fixture_form(wb, "swot");
    struct cell cell = {0};

    must(record_cell(wb, f, uid, form_field(f, field), &cell, e));
    double real = cell.value.real;
    assert_int_equal(cell.value.kind, VALUE_REAL);
    cell_clear(&cell);
    return real;
}

/* Weights within strengths and weaknesses of a scope add up to 1, those of chances and threats
 * too; another scope is weighed by itself. */
static void a_swot_is_weighed(void **state)
{
    static const struct {
        const char *cells, *weight, *score;
    } cases[] = {
        {"lingkup=INF;jenis=S;teks=a;kepentingan=3;rating=4", "0,6", "2,4"},
        {"lingkup=INF;jenis=W;teks=b;kepentingan=2;rating=1", "0,4", "0,4"},
        {"lingkup=INF;jenis=O;teks=c;kepentingan=4;rating=3", "0,8", "2,4"},
        {"lingkup=INF;jenis=T;teks=d;kepentingan=1;rating=2", "0,2", "0,4"},
        {"lingkup=CUL;jenis=S;teks=e;kepentingan=5;rating=2", "1", "2"},
        {"lingkup=CUL;jenis=T;teks=f", "", ""},
    };
    enum { COUNT = sizeof cases / sizeof cases[0] };
    char *path = fixture_new("worked-out-swot"), *uids[COUNT];
    struct workbook *wb = fixture_open(path);

    (void)state;
    for (size_t i = 0; i < COUNT; i++)
        uids[i] = row_with(wb, "swot", cases[i].cells);
    for (size_t i = 0; i < COUNT; i++) {
        assert_cell(wb, "swot", uids[i], "bobot", cases[i].weight);
        assert_cell(wb, "swot", uids[i], "skor", cases[i].score);
    }
    assert_true(fabs(real_of(wb, uids[0], "bobot") + real_of(wb, uids[1], "bobot") - 1) < 1e-9);
    assert_true(fabs(real_of(wb, uids[2], "bobot") + real_of(wb, uids[3], "bobot") - 1) < 1e-9);
    assert_true(fabs(real_of(wb, uids[0], "skor") + real_of(wb, uids[1], "skor") - 2.8) < 1e-9);
    for (size_t i = 0; i < COUNT; i++)
        free(uids[i]);
    workbook_close(wb);
    free(path);
}

/* A field that is asked only when another one says so: before and after. */
static const struct {
    const char *form, *field, *no, *yes;
} asked[] = {
    {"opd", "menjadi", "status=Aktif", "status=Digabung ke OPD lain"},
    {"rujukan", "pengganti", "status=Berlaku", "status=Lama (RPJMD sebelumnya)"},
    {"isu", "akar", "jenis=Potensi", "jenis=Masalah"},
    {"isu", "alasan", "di_luar_lingkup=tidak", "di_luar_lingkup=ya"},
    {"program", "alasan", "keadaan=Usulan", "keadaan=Ditunda"},
    {"program", "pengganti", "keadaan=Ditunda", "keadaan=Digabung"},
    {"quick_win", "pengganti", "keadaan=Terpilih", "keadaan=Diganti"},
};

static void fields_are_asked_when_they_are_due(void **state)
{
    char *path = fixture_new("worked-out-asked");
    struct workbook *wb = fixture_open(path);

    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        char *uid = row_with(wb, asked[i].form, asked[i].no);
        const struct field *field = form_field(fixture_form(wb, asked[i].form), asked[i].field);
        if (field_relevant(wb, field, uid))
            fail_msg("%s.%s is asked", asked[i].form, asked[i].field);
        type_all(wb, asked[i].form, uid, asked[i].yes);
        if (!field_relevant(wb, field, uid))
            fail_msg("%s.%s is not asked", asked[i].form, asked[i].field);
        free(uid);
    }
    workbook_close(wb);
    free(path);
}

/* The dimension narrows the sub-dimensions: a name that two of them share is the one's below
 * it. */
static void choices_belong_together(void **state)
{
    char *path = fixture_new("worked-out-filter");
    struct workbook *wb = fixture_open(path);
    static const char *const forms[] = {"isu", "sasaran", "strategi", "program", "quick_win"};

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        const struct form *f = fixture_form(wb, forms[i]);
        const struct field *sub = form_field(f, "sub_dimensi");
        assert_ptr_equal(sub->filter, form_field(f, "dimensi"));
        for (size_t k = 0; k < sub->list->count; k++) {
            char *cells = text_format("sub_dimensi=%s", sub->list->choices[k].name);
            char *uid = row_with(wb, forms[i], cells);
            const struct choice *above =
                list_choice(sub->filter->list, sub->list->choices[k].parent);
            assert_non_null(above);
            assert_cell(wb, forms[i], uid, "dimensi", words_get(&above->label));
            free(cells);
            free(uid);
        }
    }
    workbook_close(wb);
    free(path);
}

/* Scores are given to the short list, and days of a meeting are as many as it has. */
static void grids_ask_for_what_there_is(void **state)
{
    char *path = fixture_new("worked-out-grids");
    struct workbook *wb = fixture_open(path);
    struct grid *g = NULL;
    size_t wanted = 0;

    (void)state;
    free(row_with(wb, "kelompok", "nama=Kelompok satu"));
    free(row_with(wb, "quick_win", "nama=Nominasi saja"));
    free(row_with(wb, "quick_win", "nama=Di daftar pendek;keadaan=Daftar pendek"));
    must(grid_open(wb, fixture_form(wb, "penilaian"), &g, e));
    for (size_t i = 0; i < g->rows.count; i++)
        wanted += g->rows.keys[i].asked;
    assert_int_equal(wanted, 1);
    assert_int_equal(g->across.count, 4);
    grid_close(g);
    free(row_with(wb, "peserta", "nama=Peserta 1"));
    free(row_with(wb, "pertemuan", "judul=Bimtek I;hari=3"));
    must(grid_open(wb, fixture_form(wb, "kehadiran"), &g, e));
    wanted = 0;
    for (size_t i = 0; i < g->across.count; i++)
        wanted += g->across.keys[i].asked;
    assert_int_equal(wanted, 3);
    grid_close(g);
    workbook_close(wb);
    free(path);
}

/* What a district can take in and prune: offices, laws, the days of four bimtek. */
static void common_rows_are_offered(void **state)
{
    static const struct {
        const char *form;
        size_t rows;
    } cases[] = {{"opd", 38}, {"dasar_hukum", 9}, {"agenda", 72}};
    char *path = fixture_new("worked-out-seed");
    struct workbook *wb = fixture_open(path);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t rows = 0;
        must(seed_take(wb, fixture_form(wb, cases[i].form), &rows, e));
        assert_int_equal(rows, cases[i].rows);
    }
    char *days = fixture_sql(wb, "SELECT count(DISTINCT pertemuan || ' ' || hari) || ' ' ||"
                                 " count(DISTINCT pertemuan) FROM agenda");
    assert_string_equal(days, "8 4");
    free(days);
    char *unread = fixture_sql(wb, "SELECT count(*) FROM unread");
    assert_string_equal(unread, "0");
    free(unread);
    workbook_close(wb);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_worked_out),
        cmocka_unit_test(a_swot_is_weighed),
        cmocka_unit_test(fields_are_asked_when_they_are_due),
        cmocka_unit_test(choices_belong_together),
        cmocka_unit_test(grids_ask_for_what_there_is),
        cmocka_unit_test(common_rows_are_offered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
