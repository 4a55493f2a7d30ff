/* Importing: which column is which, what is rejected, what is marked, what changes a record. */
#include "tests/core/exchange_fixture.h"

#include "core/base/message.h"
#include "core/store/trash.h"

struct world {
    char *path;
    struct workbook *wb;
    struct told told;
};

static int begin(void **state)
{
    struct world *w = calloc(1, sizeof *w);

    message_set_lang(LANG_EN);
    w->path = fixture_new("import");
    w->wb = fixture_open(w->path);
    *state = w;
    return 0;
}

static int end(void **state)
{
    struct world *w = *state;

    workbook_close(w->wb);
    unlink(w->path);
    free(w->path);
    free(w);
    return 0;
}

/* Imports and expects these counts: added, changed, same, rejected, marked. */
static void expect(struct world *w, const char *form, const char *csv, size_t added,
    size_t changed, size_t same, size_t rejected, size_t marked)
{
    struct error e = {0};
    enum status s = fixture_import(w->wb, form, csv, NULL, &w->told, &e);
    const struct import_result *r = &w->told.result;

    if (s != STATUS_OK || r->added != added || r->changed != changed || r->same != same ||
        r->rejected != rejected || r->marked != marked)
        fail_msg("%d %s: %zu added, %zu changed, %zu same, %zu rejected, %zu marked\n%s",
            (int)s, error_text(&e), r->added, r->changed, r->same, r->rejected, r->marked,
            w->told.notes);
}

/* The heading row cannot be used, and this stands in the sentence. */
static void expect_refused(struct world *w, const char *form, const char *csv,
    const char *const *maps, const char *words)
{
    struct error e = {0};

    assert_int_equal(fixture_import(w->wb, form, csv, maps, &w->told, &e), STATUS_DATA);
    if (!strstr(error_text(&e), words))
        fail_msg("“%s” is not in: %s", words, error_text(&e));
    error_clear(&e);
}

/* The exported form contains this. */
static void assert_holds(struct world *w, const char *form, const char *words)
{
    char *csv = fixture_export(w->wb, form, "machine");

    if (!strstr(csv, words))
        fail_msg("“%s” is not in:\n%s", words, csv);
    free(csv);
}

static void headings_go_by_name_label_alias_short_and_map(void **state)
{
    static const char *const maps[] = {"Biaya (juta)=perkiraan_biaya", "No=", NULL};
    struct world *w = *state;
    struct error e = {0};

    expect(w, "quick_win", "nama,dimensi\nSatu,GOV\n", 1, 0, 0, 0, 0);
    expect(w, "quick_win", "Nama Quick Win;DIMENSI\nDua;GOV\n", 1, 0, 0, 0, 0);
    expect(w, "quick_win", "Nama inovasi\tDimensi smart city\nTiga\tGOV\n", 1, 0, 0, 0, 0);
    expect(w, "quick_win", "Quick win,Perkiraan biaya seluruhnya (Rp)\nEmpat,2 M\n", 1, 0, 0, 0,
        0);
    assert_int_equal(fixture_import(w->wb, "quick_win",
                         "No,nama,Biaya (juta)\n1,Lima,5 M\n2,Enam,6 M\n", maps, &w->told, &e),
        STATUS_OK);
    assert_int_equal(w->told.result.added, 2);
    assert_holds(w, "quick_win", ",5000000000,");
}

static void headings_that_cannot_be_used_are_named(void **state)
{
    static const char *const maps[] = {"Tidak ada=nama", NULL};
    struct world *w = *state;

    expect_refused(w, "quick_win", "nama,warna\nx,y\n", NULL, "“warna” is not known");
    expect_refused(w, "quick_win", "nama,Nama quick win\nx,y\n", NULL, "both meant for");
    expect_refused(w, "quick_win", "", NULL, "is empty");
    expect_refused(w, "quick_win", "nama,\"a\"b\nx,y\n", NULL, "heading row cannot be read");
    expect_refused(w, "quick_win", "nama,\xE9tage\nx,y\n", NULL, "heading of column 2");
    expect_refused(w, "quick_win", "nama\nx\n", maps, "the file does not have");
    expect_refused(w, "anggaran", "sumber,tahun,jumlah\napbd,2026,1\n", NULL, "is missing");
    expect_refused(w, "dimensi", ",kondisi\nGOV,Baik\n", NULL, "which row");
    assert_holds(w, "quick_win", "keterangan\r\n"); /* nothing came in */
}

static void rows_that_cannot_be_records_are_left_out(void **state)
{
    static const struct {
        const char *row, *words;
    } rows[] = {
        {"A,Smart Mobility,1", "Smart Environment (ENV)"},
        {"A,Smart People,1", "is none of the choices"},
        {"A,GOV", "2 cells, the heading row 3"},
        {"A,GOV,1,2", "4 cells"},
        {"\xC3\x28,GOV,1", "not written in UTF-8"},
        {"A,\"G\"OV,1", "quotation mark in the middle"},
    };
    struct world *w = *state;
    char csv[256];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(
            csv, sizeof csv, "nama,dimensi,perkiraan_biaya\n%s\nB%zu,GOV,5\n", rows[i].row, i);
        expect(w, "quick_win", csv, 1, 0, 0, 1, 0);
        if (!strstr(w->told.notes, "rejected Q.csv:2 ") ||
            !strstr(w->told.notes, rows[i].words))
            fail_msg("“%s” is not in: %s", rows[i].words, w->told.notes);
    }
}

static void cells_not_understood_come_in_as_typed(void **state)
{
    struct world *w = *state;

    expect(w, "quick_win",
        "nama,dimensi,perkiraan_biaya,tgl_luncur,opd,status\n"
        "Satu,GOV,1.5 M,besok lusa,Dinas Entah,nanti\n",
        1, 0, 0, 0, 4);
    assert_holds(w, "quick_win", ",Satu,");
    char *unread = fixture_sql(w->wb, "SELECT group_concat(text, '/') FROM unread");
    assert_non_null(strstr(unread, "1.5 M"));
    assert_non_null(strstr(unread, "Dinas Entah"));
    free(unread);
}

static void id_or_code_changes_a_record(void **state)
{
    struct world *w = *state;
    char *csv;

    expect(
        w, "quick_win", "nama,dimensi,lokasi,tagline\nSatu,GOV,Masamba,Cepat\n", 1, 0, 0, 0, 0);
    expect(w, "quick_win", "kode,nama,lokasi\nGOV-QW01,Satu Baru,\n", 0, 1, 0, 0, 0);
    assert_holds(w, "quick_win", "GOV-QW01,,Satu Baru,");
    assert_holds(w, "quick_win", ",Cepat,"); /* a missing column leaves */
    csv = fixture_export(w->wb, "quick_win", "machine");
    assert_null(strstr(csv, "Masamba")); /* an empty cell empties */
    expect(w, "quick_win", csv, 0, 0, 1, 0, 0);
    free(csv);
    expect(w, "quick_win", "kode,nama\nGOV-QW77,Dengan kode sendiri\n", 1, 0, 0, 0, 0);
    assert_holds(w, "quick_win", "GOV-QW77");
}

static void equal_rows_are_skipped(void **state)
{
    static const char csv[] = "nama,dimensi,perkiraan_biaya\nSatu,GOV,2 M\nDua,BRA,kira-kira\n";
    struct world *w = *state;

    expect(w, "quick_win", csv, 2, 0, 0, 0, 1);
    expect(w, "quick_win", csv, 0, 0, 2, 0, 0);
    expect(w, "quick_win", "nama,dimensi,perkiraan_biaya\nSatu,Smart Government,2000000000\n",
        0, 0, 1, 0, 0);
    expect(w, "quick_win", "nama,dimensi,perkiraan_biaya\nSatu,GOV,2.1 M\n", 1, 0, 0, 0, 1);
    expect(w, "quick_win", "id,nama,dimensi\n1,Tiga,GOV\n2,Tiga,GOV\n", 1, 0, 1, 0, 0);
}

static void fixed_single_and_keyed_rows_are_found(void **state)
{
    struct world *w = *state;

    expect(w, "dimensi", "Nama dimensi,kondisi\nSmart Governance,Baik\nbra,Cukup\n", 0, 2, 0, 0,
        0);
    expect(w, "dimensi", "kode,kondisi\nMOB,Baik\n", 0, 0, 0, 1, 0);
    assert_non_null(strstr(w->told.notes, "has no row “MOB”"));
    expect(w, "profil", "slogan\nBISA\n", 0, 1, 0, 0, 0);
    expect(w, "program", "nama,dimensi\nSinyal,LIV\n", 1, 0, 0, 0, 0);
    expect(w, "anggaran",
        "program,sumber,tahun,jumlah\n"
        "LIV-P01,APBD kabupaten/kota,2026,750 jt\n"
        "LIV-P01,apbd,27,0\n"
        "LIV-P99,apbd,2026,1\n"
        "LIV-P01,judi,2026,1\n"
        "LIV-P01,apbd,,1\n",
        2, 0, 0, 3, 0);
    assert_non_null(strstr(w->told.notes, "LIV-P99"));
    assert_non_null(strstr(w->told.notes, "is none of the choices"));
    assert_non_null(strstr(w->told.notes, "is empty"));
    assert_holds(w, "anggaran", ",apbd,2027,0");
    expect(w, "anggaran", "program,sumber,tahun,jumlah\nLIV-P01,apbd,2027,\n", 0, 1, 0, 0, 0);
}

static void references_find_records_of_the_same_file(void **state)
{
    struct world *w = *state;

    expect(w, "rujukan",
        "kode,teks,induk\nRJ-01,Misi satu,\nRJ-02,Tujuan satu,RJ-01\nRJ-03,Sasaran,Tujuan "
        "satu\n",
        3, 0, 0, 0, 0);
    assert_holds(w, "rujukan", ",RJ-02,Tujuan satu");
}

static void the_trash_gives_back_what_is_imported(void **state)
{
    struct world *w = *state;
    struct trashed *list;
    size_t count;

    char *uid = fixture_row(w->wb, "isu", "teks", "Banjir");
    char *csv = fixture_export(w->wb, "isu", "machine");
    must(action_begin(w->wb, ACTION_DELETE, e));
    must(action_delete(w->wb, fixture_form(w->wb, "isu"), uid, e));
    must(action_commit(w->wb, e));
    expect(w, "isu", csv, 0, 1, 0, 0, 0);
    assert_holds(w, "isu", "Banjir");
    must(trash_list(w->wb, &list, &count, e));
    assert_int_equal(count, 0);
    trash_free(list, count);
    free(csv);
    free(uid);
}

static void one_import_is_one_undo_and_a_trial_is_none(void **state)
{
    static const char csv[] = "nama,dimensi\nSatu,GOV\nDua,BRA\nTiga,ECO\n";
    struct world *w = *state;
    struct import_options options = {.dry_run = true};
    struct import_result result;
    struct undo_result undone;

    char *before = fixture_export(w->wb, "quick_win", "machine");
    char *edits = fixture_sql(w->wb, "SELECT count(*) FROM edit");
    must(import_bytes(w->wb, fixture_form(w->wb, "quick_win"), "Q.csv", csv, strlen(csv),
        &options, &result, e));
    assert_int_equal(result.added, 3);
    char *after = fixture_export(w->wb, "quick_win", "machine");
    char *edits_after = fixture_sql(w->wb, "SELECT count(*) FROM edit");
    assert_string_equal(after, before);
    assert_string_equal(edits_after, edits);
    free(after);
    expect(w, "quick_win", csv, 3, 0, 0, 0, 0);
    must(undo_last(w->wb, &undone, e));
    undo_result_clear(&undone);
    after = fixture_export(w->wb, "quick_win", "machine");
    assert_string_equal(after, before);
    free(before);
    free(after);
    free(edits);
    free(edits_after);
}

/* A machine file is read as it is: no notation of people, and an empty cell leaves an unread
 * text. */
static void machine_files_are_read_exactly(void **state)
{
    struct world *w = *state;

    expect(w, "quick_win", "nama,dimensi,perkiraan_biaya\nSatu,GOV,entah\n", 1, 0, 0, 0, 1);
    char *csv = fixture_export(w->wb, "quick_win", "machine");
    expect(w, "quick_win", csv, 0, 0, 1, 0, 0);
    expect(w, "quick_win",
        "kode_wilayah,id,kode,kode_lama,nama,perkiraan_biaya\n"
        "73.22,,GOV-QW01,,Satu,2 M\n",
        0, 1, 0, 0, 1);
    expect(w, "quick_win",
        "kode_wilayah,id,kode,kode_lama,nama,dimensi\n"
        "73.22,,,,Dua,Smart Government\n",
        0, 0, 0, 1, 0);
    expect_refused(w, "quick_win", "kode_wilayah,id,kode,kode_lama,nama\n73.08,,,,Dua\n", NULL,
        "belongs to region 73.08");
    free(csv);
}

/* Asked to stop at the third row. */
static bool stop_at_three(void *context)
{
    return ++*(int *)context >= 3;
}

static void a_stopped_import_leaves_nothing(void **state)
{
    static const char csv[] = "nama,dimensi\nSatu,GOV\nDua,BRA\nTiga,ECO\nEmpat,ECO\n";
    struct world *w = *state;
    struct error e = {0};
    int asked = 0;
    struct import_options options = {.stop = stop_at_three, .context = &asked};
    struct import_result result;

    char *before = fixture_export(w->wb, "quick_win", "machine");
    assert_int_equal(import_bytes(w->wb, fixture_form(w->wb, "quick_win"), "Q.csv", csv,
                         strlen(csv), &options, &result, &e),
        STATUS_INTERRUPTED);
    char *after = fixture_export(w->wb, "quick_win", "machine");
    assert_string_equal(after, before);
    free(before);
    free(after);
    error_clear(&e);
}

/* New rows of people begin with the form's defaults; machine files say everything themselves.
 */
static void defaults_fill_missing_columns(void **state)
{
    struct world *w = *state;

    expect(w, "quick_win", "nama,sub_dimensi\nSatu,Layanan publik\n", 1, 0, 0, 0, 0);
    assert_holds(w, "quick_win", "GOV-QW01,,Satu,GOV1");
    assert_holds(w, "quick_win", ",nominasi,GOV,");
    expect(w, "quick_win",
        "kode_wilayah,id,kode,kode_lama,nama,sub_dimensi,dimensi\n73.22,,,,Dua,GOV1,\n", 1, 0,
        0, 0, 0);
    assert_holds(w, "quick_win", ",GOV-QW02,,Dua,GOV1,");
}

#define world_test(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        world_test(headings_go_by_name_label_alias_short_and_map),
        world_test(headings_that_cannot_be_used_are_named),
        world_test(rows_that_cannot_be_records_are_left_out),
        world_test(cells_not_understood_come_in_as_typed),
        world_test(id_or_code_changes_a_record),
        world_test(equal_rows_are_skipped),
        world_test(fixed_single_and_keyed_rows_are_found),
        world_test(references_find_records_of_the_same_file),
        world_test(the_trash_gives_back_what_is_imported),
        world_test(one_import_is_one_undo_and_a_trial_is_none),
        world_test(machine_files_are_read_exactly),
        world_test(a_stopped_import_leaves_nothing),
        world_test(defaults_fill_missing_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
