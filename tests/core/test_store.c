/* The journal, the tables it makes, existence, order, codes. */
#include "tests/core/store_fixture.h"

#include "core/store/draft.h"
#include "core/store/guard.h"
#include "core/store/rebuild.h"
#include "core/store/trash.h"

static void verify(struct workbook *wb)
{
    bool equal;

    must(rebuild_verify(wb, &equal, e) == STATUS_OK && equal ? STATUS_OK : STATUS_DATA);
}

static void new_workbook_knows_its_plan(void **state)
{
    (void)state;
    char *path = fixture_new("plan");
    struct workbook *wb = fixture_open(path);
    struct plan_years plan;

    must(workbook_plan(wb, &plan, e));
    assert_string_equal(plan.region, "73.22");
    assert_int_equal(plan.from, 2026);
    assert_int_equal(plan.to, 2035);
    verify(wb);
    workbook_close(wb);
    free(path);
}

static void new_refuses_what_is_there(void **state)
{
    (void)state;
    char *path = fixture_new("there");
    struct source files;
    struct error why = {0};

    assert_int_equal(source_builtin(&files, "smart-city", &why), STATUS_OK);
    assert_int_equal(workbook_new(path, &files, "73.22", 2026, 10, NULL, &why), STATUS_FILE);
    unlink(path);
    assert_int_equal(workbook_new(path, &files, "99.99", 2026, 10, NULL, &why), STATUS_USAGE);
    assert_int_equal(workbook_new(path, &files, "73.22", 2026, 11, NULL, &why), STATUS_USAGE);
    assert_int_not_equal(access(path, F_OK), 0);
    source_free(&files);
    error_clear(&why);
    free(path);
}

static void cells_keep_value_or_text(void **state)
{
    (void)state;
    char *path = fixture_new("cells");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "Sinyal untuk Semua Desa");

    fixture_set(wb, "program", p, "perkiraan_biaya", "750 jt");
    fixture_set(wb, "program", p, "tahun", "2026-2028");
    fixture_set(wb, "program", p, "target", "298 desa");
    assert_cell(wb, "program", p, "perkiraan_biaya", "Rp750.000.000");
    char *row = fixture_sql(wb, "SELECT perkiraan_biaya || ' ' || tahun_mulai || ' ' || "
                                "tahun_selesai || ' ' || target_angka FROM program");
    assert_string_equal(row, "750000000 2026 2028 298.0");
    free(row);
    fixture_set(wb, "program", p, "perkiraan_biaya", "banyak sekali");
    assert_cell(wb, "program", p, "perkiraan_biaya", "banyak sekali");
    row = fixture_sql(wb,
        "SELECT coalesce(perkiraan_biaya, 'kosong') || (SELECT text FROM unread) FROM program");
    assert_string_equal(row, "kosongbanyak sekali");
    free(row);
    fixture_set(wb, "program", p, "perkiraan_biaya", "");
    row = fixture_sql(wb, "SELECT count(*) FROM unread");
    assert_string_equal(row, "0");
    free(row);
    verify(wb);
    workbook_close(wb);
    free(p);
    free(path);
}

static void equal_value_is_no_edit(void **state)
{
    (void)state;
    char *path = fixture_new("equal");
    struct workbook *wb = fixture_open(path);
    struct workbook_counts before, after;
    char *p = fixture_row(wb, "program", "nama", "Pasar Kakao Terbuka");

    must(workbook_counts(wb, &before, e));
    fixture_set(wb, "program", p, "nama", "Pasar Kakao Terbuka");
    fixture_set(wb, "program", p, "lokasi", "");
    must(workbook_counts(wb, &after, e));
    assert_int_equal(before.edits, after.edits);
    assert_int_equal(before.actions, after.actions);
    workbook_close(wb);
    free(p);
    free(path);
}

static void codes_come_with_the_dimension(void **state)
{
    (void)state;
    char *path = fixture_new("codes");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "Satu");

    assert_code(wb, "program", p, "");
    fixture_set(wb, "program", p, "sub_dimensi", "GOV1");
    assert_code(wb, "program", p, "GOV-P01");
    assert_cell(wb, "program", p, "dimensi", "Smart Governance");
    char *q = fixture_row(wb, "program", "sub_dimensi", "Kebijakan publik");
    assert_code(wb, "program", q, "GOV-P02");
    fixture_set(wb, "program", q, "sub_dimensi", "ECO2");
    assert_cell(wb, "program", q, "dimensi", "Smart Economy");
    assert_code(wb, "program", q, "GOV-P02"); /* kept when the dimension changes */
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_code(wb, fixture_form(wb, "program"), q, "", e));
    must(action_commit(wb, e));
    assert_code(wb, "program", q, "ECO-P01");
    char *old = fixture_sql(wb, "SELECT kode_lama FROM program WHERE kode = 'ECO-P01'");
    assert_string_equal(old, "GOV-P02");
    char *t = fixture_row(wb, "tugas", "isi", "Lengkapi data");
    assert_code(wb, "tugas", t, "TL-01");
    char *v =
        fixture_row(wb, "usulan_visi", "rumusan", "Tangguh"); /* it refers to several rows */
    assert_code(wb, "usulan_visi", v, "V-01");
    char *o = fixture_row(wb, "opd", "singkatan", "DLH");
    assert_code(wb, "opd", o, "DLH");
    char *s = fixture_row(wb, "swot", "lingkup", "GOV");
    assert_code(wb, "swot", s, "");
    fixture_set(wb, "swot", s, "jenis", "S");
    assert_code(wb, "swot", s, "GOV-S01");
    verify(wb);
    workbook_close(wb);
    free(p), free(q), free(old), free(t), free(v), free(o), free(s), free(path);
}

/* 01 to 99, then 0100 (DESIGN.md 3): a block never runs into that of a group (101, ...). */
static void the_hundredth_code_leaves_the_groups_blocks_alone(void **state)
{
    (void)state;
    char *path = fixture_new("hundred");
    struct workbook *wb = fixture_open(path);
    char *t = fixture_row(wb, "tugas", "isi", "Yang kesembilan puluh delapan");

    must(action_begin(wb, ACTION_EDIT, e));
    must(action_code(wb, fixture_form(wb, "tugas"), t, "TL-98", e));
    must(action_commit(wb, e));
    char *last = fixture_row(wb, "tugas", "isi", "Yang terakhir berdua angka");
    assert_code(wb, "tugas", last, "TL-99");
    char *next = fixture_row(wb, "tugas", "isi", "Yang keseratus");
    assert_code(wb, "tugas", next, "TL-0100");
    char *after = fixture_row(wb, "tugas", "isi", "Yang sesudahnya");
    assert_code(wb, "tugas", after, "TL-0101");
    verify(wb);
    workbook_close(wb);
    free(t), free(last), free(next), free(after), free(path);
}

static void codes_follow_a_reference_and_are_never_reused(void **state)
{
    (void)state;
    char *path = fixture_new("refcodes");
    struct workbook *wb = fixture_open(path);
    char *q = fixture_row(wb, "quick_win", "nama", "Tugu");
    char *r = fixture_row(wb, "risiko", "risiko", "Lahan belum bebas");

    fixture_set(wb, "risiko", r, "quick_win", "Tugu");
    assert_code(wb, "risiko", r, "");
    fixture_set(wb, "quick_win", q, "sub_dimensi", "BRA3");
    assert_code(wb, "quick_win", q, "BRA-QW01");
    assert_code(wb, "risiko", r, "BRA-R01"); /* it waited for the quick win's dimension */
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, fixture_form(wb, "quick_win"), q, e));
    must(action_commit(wb, e));
    char *again = fixture_row(wb, "quick_win", "sub_dimensi", "BRA1");
    assert_code(wb, "quick_win", again, "BRA-QW02");
    workbook_close(wb);
    free(q), free(r), free(again), free(path);
}

static void groups_have_number_blocks(void **state)
{
    (void)state;
    char *path = fixture_new("blocks");
    struct workbook *wb = fixture_open(path);
    char *main1 = fixture_row(wb, "isu", "dimensi", "GOV");

    assert_code(wb, "isu", main1, "GOV-I01");
    must(workbook_set_group(wb, 3, e));
    char *g1 = fixture_row(wb, "isu", "dimensi", "GOV");
    assert_code(wb, "isu", g1, "GOV-I301");
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_code(wb, fixture_form(wb, "isu"), g1, "GOV-I399", e));
    must(action_commit(wb, e));
    char *g2 = fixture_row(wb, "isu", "dimensi", "GOV");
    assert_code(wb, "isu", g2, "GOV-I3100");
    must(workbook_set_group(wb, 0, e));
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_code(wb, fixture_form(wb, "isu"), main1, "GOV-I99", e));
    must(action_commit(wb, e));
    char *main2 = fixture_row(wb, "isu", "dimensi", "GOV");
    assert_code(wb, "isu", main2, "GOV-I0100");
    char *main3 = fixture_row(wb, "isu", "dimensi", "GOV");
    assert_code(wb, "isu", main3, "GOV-I0101");
    workbook_close(wb);
    free(main1), free(g1), free(g2), free(main2), free(main3), free(path);
}

/* Titles of a form's rows in order, joined. */
static char *order(struct workbook *wb, const char *form)
{
    struct rows *rows;
    char *all = strdup("");

    must(rows_open(wb, fixture_form(wb, form), &rows, e));
    for (size_t i = 0; i < rows_count(rows); i++) {
        char *title;
        must(record_title(wb, fixture_form(wb, form), rows_uid(rows, i), &title, e));
        char *more = text_format("%s%s", all, title);
        free(all);
        free(title);
        all = more;
    }
    rows_close(rows);
    return all;
}

static void move(struct workbook *wb, const char *uid, const char *before)
{
    must(action_begin(wb, ACTION_MOVE, e));
    must(action_move(wb, fixture_form(wb, "misi"), uid, before, e));
    must(action_commit(wb, e));
}

static void rows_move_by_one_edit(void **state)
{
    (void)state;
    char *path = fixture_new("order");
    struct workbook *wb = fixture_open(path);
    char *a = fixture_row(wb, "misi", "rumusan", "A"),
         *b = fixture_row(wb, "misi", "rumusan", "B"),
         *c = fixture_row(wb, "misi", "rumusan", "C");
    struct workbook_counts before, after;

    must(workbook_counts(wb, &before, e));
    move(wb, c, a);
    must(workbook_counts(wb, &after, e));
    assert_int_equal(after.edits - before.edits, 1);
    char *now = order(wb, "misi");
    assert_string_equal(now, "CAB");
    free(now);
    for (int i = 0; i < 120; i++) /* more halves than a double has: numbered anew, order kept */
        move(wb, i % 2 ? a : b, i % 2 ? b : a);
    now = order(wb, "misi");
    assert_string_equal(now, "CAB");
    free(now);
    move(wb, c, NULL);
    now = order(wb, "misi");
    assert_string_equal(now, "ABC");
    free(now);
    verify(wb);
    workbook_close(wb);
    free(a), free(b), free(c), free(path);
}

static void deleted_rows_come_back_whole(void **state)
{
    (void)state;
    char *path = fixture_new("trash");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "Lampu jalan");
    struct trashed *list;
    size_t count;

    fixture_set(wb, "program", p, "sub_dimensi", "ENV3");
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, fixture_form(wb, "program"), p, e));
    must(action_commit(wb, e));
    assert_false(record_exists(wb, fixture_form(wb, "program"), p));
    must(trash_list(wb, &list, &count, e));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].code, "ENV-P01");
    assert_string_equal(list[0].title, "Lampu jalan");
    assert_string_equal(list[0].author, "Pencatat");
    trash_free(list, count);
    verify(wb);
    must(action_begin(wb, ACTION_RESTORE, e));
    must(action_restore(wb, fixture_form(wb, "program"), p, e));
    must(action_commit(wb, e));
    assert_cell(wb, "program", p, "nama", "Lampu jalan");
    assert_code(wb, "program", p, "ENV-P01");
    must(trash_list(wb, &list, &count, e));
    assert_int_equal(count, 0);
    trash_free(list, count);
    verify(wb);
    workbook_close(wb);
    free(p), free(path);
}

static void keyed_rows_live_by_their_cells(void **state)
{
    (void)state;
    char *path = fixture_new("keyed");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "sub_dimensi", "GOV1");
    struct value keys[LIMIT_KEYS] = {{.kind = VALUE_TEXT, .text = p},
        {.kind = VALUE_TEXT, .text = "apbd"}, value_integer(2027)};
    char *uid = keyed_uid(fixture_form(wb, "anggaran"), keys);
    char *n;

    fixture_set(wb, "anggaran", uid, "jumlah", "250 jt");
    n = fixture_sql(wb, "SELECT sumber || tahun || jumlah FROM anggaran");
    assert_string_equal(n, "apbd2027250000000");
    free(n);
    fixture_set(wb, "anggaran", uid, "jumlah", "");
    n = fixture_sql(wb, "SELECT count(*) FROM anggaran");
    assert_string_equal(n, "0");
    free(n);
    fixture_set(wb, "anggaran", uid, "jumlah", "0");
    assert_cell(wb, "anggaran", uid, "jumlah", "Rp0");
    verify(wb);
    workbook_close(wb);
    free(uid), free(p), free(path);
}

static void a_failed_action_leaves_nothing(void **state)
{
    (void)state;
    char *path = fixture_new("rollback");
    struct workbook *wb = fixture_open(path);
    char uid[64];
    struct workbook_counts c;

    must(action_begin(wb, ACTION_EDIT, e));
    must(action_create(wb, fixture_form(wb, "program"), NULL, NULL, uid, e));
    fixture_type(wb, "program", uid, "sub_dimensi", "GOV1");
    action_rollback(wb);
    must(workbook_counts(wb, &c, e));
    assert_int_equal(c.edits, 6); /* those of `new`: the plan and its defaults */
    char *p = fixture_row(wb, "program", "sub_dimensi", "GOV1");
    assert_code(wb, "program", p, "GOV-P01");
    verify(wb);
    workbook_close(wb);
    free(p), free(path);
}

static void drafts_are_offered_and_forgotten(void **state)
{
    (void)state;
    char *path = fixture_new("draft");
    struct workbook *wb = fixture_open(path);
    struct draft d;
    const struct form *f = fixture_form(wb, "visi");

    must(draft_keep(wb, f, f->name, "rumusan", "Luwu Utara yang ber", e));
    workbook_close(wb);
    wb = fixture_open(path);
    f = fixture_form(wb, "visi");
    must(draft_newest(wb, &d, e));
    assert_string_equal(d.text, "Luwu Utara yang ber");
    assert_string_equal(d.field, "rumusan");
    draft_clear(&d);
    must(draft_keep(wb, f, f->name, "rumusan", NULL, e));
    must(draft_newest(wb, &d, e));
    assert_null(d.form);
    verify(wb);
    workbook_close(wb);
    free(path);
}

static enum status nothing(void *context, sqlite3_stmt *row, struct error *e)
{
    (void)context, (void)row, (void)e;
    return STATUS_OK;
}

static void hostile_queries_are_refused_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *named;
    } cases[] = {
        {"ATTACH 'x' AS y", "x"},
        {"SELECT * FROM edit", "edit"},
        {"SELECT * FROM sqlite_schema", "sqlite_master"},
        {"DELETE FROM program", "program"},
        {"SELECT randomblob(100)", "randomblob"},
        {"SELECT zeroblob(1000000)", "zeroblob"},
        {"SELECT printf('%1000000d', 1)", "printf"},
        {"SELECT load_extension('x')", "load_extension"},
        {"PRAGMA journal_mode=WAL", "journal_mode"},
        {"SELECT 1; DROP TABLE program", "more than one"},
        {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
            "too long"},
    };
    char *path = fixture_new("guard");
    struct workbook *wb = fixture_open(path);

    message_set_lang(LANG_EN);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error why = {0};
        assert_int_equal(guard_query(wb, cases[i].sql, nothing, NULL, &why), STATUS_DATA);
        if (!strstr(error_text(&why), cases[i].named))
            fail_msg("%s: %s", cases[i].sql, error_text(&why));
        error_clear(&why);
    }
    must(guard_query(wb, "SELECT year_to FROM plan, today, choice", nothing, NULL, e));
    must(guard_query(wb,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT i "
        "FROM n",
        nothing, NULL, e));
    message_set_lang(LANG_ID);
    workbook_close(wb);
    free(path);
}

static void readers_see_the_last_commit_and_cannot_write(void **state)
{
    (void)state;
    char *path = fixture_new("reader");
    struct workbook *wb = fixture_open(path), *reader;
    char *p = fixture_row(wb, "program", "nama", "Pusat kendali");
    struct error why = {0};

    must(workbook_open(&reader, path, WORKBOOK_READ, NULL, e));
    assert_cell(reader, "program", p, "nama", "Pusat kendali");
    assert_int_equal(action_begin(reader, ACTION_EDIT, &why), STATUS_USAGE);
    error_clear(&why);
    workbook_close(reader);
    workbook_close(wb);
    free(p), free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_workbook_knows_its_plan),
        cmocka_unit_test(new_refuses_what_is_there),
        cmocka_unit_test(cells_keep_value_or_text),
        cmocka_unit_test(equal_value_is_no_edit),
        cmocka_unit_test(codes_come_with_the_dimension),
        cmocka_unit_test(the_hundredth_code_leaves_the_groups_blocks_alone),
        cmocka_unit_test(codes_follow_a_reference_and_are_never_reused),
        cmocka_unit_test(groups_have_number_blocks),
        cmocka_unit_test(rows_move_by_one_edit),
        cmocka_unit_test(deleted_rows_come_back_whole),
        cmocka_unit_test(keyed_rows_live_by_their_cells),
        cmocka_unit_test(a_failed_action_leaves_nothing),
        cmocka_unit_test(drafts_are_offered_and_forgotten),
        cmocka_unit_test(hostile_queries_are_refused_by_name),
        cmocka_unit_test(readers_see_the_last_commit_and_cannot_write),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
