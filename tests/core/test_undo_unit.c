/* Undo and redo: the newest living action of this laptop, whole, over restarts. */
#include "tests/core/store_fixture.h"

#include "core/base/message.h"
#include "core/store/rebuild.h"
#include "core/store/trash.h"

static void verify(struct workbook *wb)
{
    bool equal;

    must(rebuild_verify(wb, &equal, e) == STATUS_OK && equal ? STATUS_OK : STATUS_DATA);
}

/* Undoes or redoes and expects a kind; -1 = nothing to do. Cells changed and kept are told. */
static struct undo_result take(struct workbook *wb, bool again, int kind)
{
    struct undo_result r;

    must(again ? redo_last(wb, &r, e) : undo_last(wb, &r, e));
    assert_int_equal(r.done, kind >= 0);
    if (kind >= 0)
        assert_int_equal(r.kind, kind);
    return r;
}

static void undo(struct workbook *wb, int kind)
{
    struct undo_result r = take(wb, false, kind);

    undo_result_clear(&r);
}

static void redo(struct workbook *wb, int kind)
{
    struct undo_result r = take(wb, true, kind);

    undo_result_clear(&r);
}

/* Opens as if on another laptop. */
static struct workbook *open_elsewhere(const char *path)
{
    struct workbook *wb = fixture_open(path);

    free(wb->laptop);
    wb->laptop = strdup("elsewhere");
    assert_non_null(wb->laptop);
    return wb;
}

/* Everything a form's table and the journal's heads hold, as one text. */
static char *picture(struct workbook *wb)
{
    return fixture_sql(wb,
        "SELECT group_concat(coalesce(id, '') || '|' || coalesce(kode, '') || '|' ||"
        " coalesce(nama, '') || '|' || coalesce(sub_dimensi, '') || '|' || coalesce(dimensi, "
        "'')"
        " || '|' || coalesce(perkiraan_biaya, '') || '|' || urutan, char(10)) FROM"
        " (SELECT * FROM program ORDER BY urutan, id)");
}

static void assert_picture(struct workbook *wb, const char *expected)
{
    char *now = picture(wb);

    assert_true(!now == !expected);
    if (expected)
        assert_string_equal(now, expected);
    free(now);
    verify(wb);
}

/* A new row with what follows by itself is one step: its code, its dimension. */
static void a_row_goes_and_comes_with_code_and_dimension(void **state)
{
    (void)state;
    char *path = fixture_new("row");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "sub_dimensi", "GOV1");
    char *there = picture(wb);

    assert_code(wb, "program", p, "GOV-P01");
    assert_cell(wb, "program", p, "dimensi", "Smart Governance");
    struct undo_result r = take(wb, false, ACTION_EDIT);
    assert_string_equal(r.form, "program");
    assert_string_equal(r.uid, p);
    assert_string_equal(r.field, "sub_dimensi");
    assert_int_equal(r.cells, 5); /* existence, place, sub-dimension, dimension, code */
    assert_int_equal(r.kept, 0);
    undo_result_clear(&r);
    assert_picture(wb, NULL);
    struct trashed *list;
    size_t count;
    must(trash_list(wb, &list, &count, e));
    assert_int_equal(count, 0); /* an undone creation was never there */
    trash_free(list, count);
    undo(wb, -1); /* what is left is `new` */
    redo(wb, ACTION_EDIT);
    assert_picture(wb, there);
    redo(wb, -1);
    workbook_close(wb);
    free(there), free(p), free(path);
}

static void a_deleted_row_comes_back_as_it_was(void **state)
{
    (void)state;
    char *path = fixture_new("deleted");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "Lampu");

    fixture_set(wb, "program", p, "perkiraan_biaya", "750 jt");
    char *there = picture(wb);
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, fixture_form(wb, "program"), p, e));
    must(action_commit(wb, e));
    struct undo_result r = take(wb, false, ACTION_DELETE);
    assert_string_equal(r.uid, p);
    assert_string_equal(r.field, "");
    undo_result_clear(&r);
    assert_picture(wb, there);
    redo(wb, ACTION_DELETE);
    assert_picture(wb, NULL);
    must(action_begin(wb, ACTION_RESTORE, e));
    must(action_restore(wb, fixture_form(wb, "program"), p, e));
    must(action_commit(wb, e));
    undo(wb, ACTION_RESTORE);
    assert_picture(wb, NULL);
    workbook_close(wb);
    free(there), free(p), free(path);
}

static void all_the_way_back_and_forth_over_restarts(void **state)
{
    (void)state;
    char *path = fixture_new("restart");
    struct workbook *wb = fixture_open(path);
    char *pictures[9] = {picture(wb)};
    char *p = fixture_row(wb, "program", "nama", "Satu");
    pictures[1] = picture(wb);
    fixture_set(wb, "program", p, "sub_dimensi", "GOV1");
    pictures[2] = picture(wb);
    fixture_set(wb, "program", p, "nama", "Dua"); /* one cell, three times */
    pictures[3] = picture(wb);
    fixture_set(wb, "program", p, "nama", "Tiga");
    pictures[4] = picture(wb);
    fixture_set(wb, "program", p, "perkiraan_biaya", "kira-kira");
    pictures[5] = picture(wb);
    char *q = fixture_row(wb, "program", "nama", "Kedua");
    pictures[6] = picture(wb);
    must(action_begin(wb, ACTION_MOVE, e));
    must(action_move(wb, fixture_form(wb, "program"), q, p, e));
    must(action_commit(wb, e));
    pictures[7] = picture(wb);
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, fixture_form(wb, "program"), p, e));
    must(action_commit(wb, e));
    pictures[8] = picture(wb);
    static const int kinds[] = {ACTION_EDIT, ACTION_EDIT, ACTION_EDIT, ACTION_EDIT, ACTION_EDIT,
        ACTION_EDIT, ACTION_MOVE, ACTION_DELETE};
    for (int round = 0; round < 2; round++) {
        for (size_t i = 8; i > 0; i--) {
            undo(wb, kinds[i - 1]);
            assert_picture(wb, pictures[i - 1]);
            workbook_close(wb);
            wb = fixture_open(path);
        }
        undo(wb, -1);
        for (size_t i = 0; i < 8; i++) {
            redo(wb, kinds[i]);
            assert_picture(wb, pictures[i + 1]);
            workbook_close(wb);
            wb = fixture_open(path);
        }
        redo(wb, -1);
    }
    /* Up and down in the middle, the same cell again and again. */
    for (size_t i = 8; i > 2; i--)
        undo(wb, kinds[i - 1]);
    for (int times = 0; times < 3; times++) {
        redo(wb, ACTION_EDIT);
        assert_picture(wb, pictures[3]);
        redo(wb, ACTION_EDIT);
        assert_picture(wb, pictures[4]);
        undo(wb, ACTION_EDIT);
        assert_picture(wb, pictures[3]);
        undo(wb, ACTION_EDIT);
        assert_picture(wb, pictures[2]);
    }
    workbook_close(wb);
    for (size_t i = 0; i < 9; i++)
        free(pictures[i]);
    free(p), free(q), free(path);
}

static void a_new_change_ends_redoing(void **state)
{
    (void)state;
    char *path = fixture_new("newedit");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "Satu");

    fixture_set(wb, "program", p, "nama", "Dua");
    undo(wb, ACTION_EDIT);
    must(action_begin(wb, ACTION_EDIT, e)); /* nothing changes: nothing ends */
    fixture_type(wb, "program", p, "nama", "Satu");
    must(action_commit(wb, e));
    redo(wb, ACTION_EDIT);
    undo(wb, ACTION_EDIT);
    fixture_set(wb, "program", p, "nama", "Tiga");
    redo(wb, -1);
    assert_cell(wb, "program", p, "nama", "Tiga");
    undo(wb, ACTION_EDIT);
    assert_cell(wb, "program", p, "nama", "Satu");
    redo(wb, ACTION_EDIT);
    assert_cell(wb, "program", p, "nama", "Tiga");
    workbook_close(wb);
    free(p), free(path);
}

static void an_import_is_one_step(void **state)
{
    (void)state;
    char *path = fixture_new("import");
    struct workbook *wb = fixture_open(path);
    char uid[64], *first = NULL;

    must(action_begin(wb, ACTION_IMPORT, e));
    for (int i = 0; i < 50; i++) {
        must(action_create(wb, fixture_form(wb, "program"), NULL, NULL, uid, e));
        fixture_type(wb, "program", uid, "nama", "Baris");
        fixture_type(wb, "program", uid, "nama", i % 2 ? "Baris lain" : "Baris ini");
        fixture_type(wb, "program", uid, "sub_dimensi", "GOV1");
        if (!first)
            first = strdup(uid);
    }
    must(action_commit(wb, e));
    char *there = picture(wb);
    for (int times = 0; times < 3; times++) {
        struct undo_result r = take(wb, false, ACTION_IMPORT);
        assert_string_equal(r.uid, first);
        assert_string_equal(r.field, "nama");
        assert_int_equal(r.kept, 0);
        undo_result_clear(&r);
        assert_picture(wb, NULL);
        redo(wb, ACTION_IMPORT);
        assert_picture(wb, there);
    }
    workbook_close(wb);
    free(there), free(first), free(path);
}

static void what_others_changed_since_is_kept_and_named(void **state)
{
    (void)state;
    char *path = fixture_new("kept");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "sub_dimensi", "GOV1");

    must(action_begin(wb, ACTION_PASTE, e));
    fixture_type(wb, "program", p, "nama", "Dari sini");
    fixture_type(wb, "program", p, "perkiraan_biaya", "2 M");
    must(action_commit(wb, e));
    workbook_close(wb);
    wb = open_elsewhere(path);
    undo(wb, -1); /* there is nothing of that laptop */
    fixture_set(wb, "program", p, "nama", "Dari sana");
    workbook_close(wb);
    wb = fixture_open(path);
    struct undo_result r = take(wb, false, ACTION_PASTE);
    assert_int_equal(r.cells, 1);
    assert_int_equal(r.kept, 1);
    assert_string_equal(r.kept_cell, "GOV-P01 Nama program");
    assert_string_equal(r.field, "perkiraan_biaya");
    undo_result_clear(&r);
    assert_cell(wb, "program", p, "nama", "Dari sana");
    assert_cell(wb, "program", p, "perkiraan_biaya", "");
    redo(wb, ACTION_PASTE);
    assert_cell(wb, "program", p, "nama", "Dari sana");
    assert_cell(wb, "program", p, "perkiraan_biaya", "Rp2.000.000.000");
    workbook_close(wb);
    /* The row is deleted elsewhere: its cells stay as they were, the step is answered. */
    wb = open_elsewhere(path);
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, fixture_form(wb, "program"), p, e));
    must(action_commit(wb, e));
    workbook_close(wb);
    wb = fixture_open(path);
    r = take(wb, false, ACTION_PASTE);
    assert_int_equal(r.cells, 0);
    assert_int_equal(r.kept, 1);
    assert_string_equal(r.kept_cell, "GOV-P01 Perkiraan biaya seluruhnya");
    assert_null(r.form);
    undo_result_clear(&r);
    assert_picture(wb, NULL);
    undo(wb, ACTION_EDIT); /* the creation: that deletion stands */
    verify(wb);
    workbook_close(wb);
    free(p), free(path);
}

static void the_row_is_named_where_no_cell_was_typed(void **state)
{
    (void)state;
    char *path = fixture_new("row-only");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "misi", "rumusan", "A");
    char *q = fixture_row(wb, "misi", "rumusan", "B");

    must(action_begin(wb, ACTION_MOVE, e));
    must(action_move(wb, fixture_form(wb, "misi"), q, p, e));
    must(action_commit(wb, e));
    struct undo_result r = take(wb, false, ACTION_MOVE);
    assert_string_equal(r.uid, q);
    assert_string_equal(r.field, "");
    undo_result_clear(&r);
    workbook_close(wb);
    free(p), free(q), free(path);
}

static void one_undo_stops_where_the_workbook_begins(void **state)
{
    (void)state;
    char *path = fixture_new("begins");
    struct workbook *wb = fixture_open(path);

    undo(wb, -1);
    redo(wb, -1);
    fixture_set(wb, "profil", "profil", "lama_rencana", "5");
    undo(wb, ACTION_EDIT);
    undo(wb, -1);
    assert_cell(wb, "profil", "profil", "lama_rencana", "10");
    workbook_close(wb);
    free(path);
}

/* A stranger's journal in which two undos answer each other. */
static void answers_in_a_circle_come_to_an_end(void **state)
{
    (void)state;
    char *path = fixture_new("circle");
    struct workbook *wb = fixture_open(path);
    char *p = fixture_row(wb, "program", "nama", "Satu");
    struct undo_result r;

    fixture_set(wb, "program", p, "nama", "Dua");
    undo(wb, ACTION_EDIT);
    redo(wb, ACTION_EDIT);
    must(db_exec(workbook_db(wb),
        "UPDATE action SET of_session = session, of_seq = 3 WHERE seq = 4;"
        "UPDATE action SET of_session = session, of_seq = 4 WHERE seq = 3;"
        "UPDATE replaces SET old_seq = seq + 1 WHERE seq > 3;"
        "INSERT INTO action SELECT session, 5, 50, 1, 'undo', session, 3 FROM action LIMIT 1",
        e));
    for (int i = 0; i < 4; i++) {
        undo_last(wb, &r, NULL);
        undo_result_clear(&r);
        redo_last(wb, &r, NULL);
        undo_result_clear(&r);
    }
    workbook_close(wb);
    free(p), free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_goes_and_comes_with_code_and_dimension),
        cmocka_unit_test(a_deleted_row_comes_back_as_it_was),
        cmocka_unit_test(all_the_way_back_and_forth_over_restarts),
        cmocka_unit_test(a_new_change_ends_redoing),
        cmocka_unit_test(an_import_is_one_step),
        cmocka_unit_test(what_others_changed_since_is_kept_and_named),
        cmocka_unit_test(the_row_is_named_where_no_cell_was_typed),
        cmocka_unit_test(one_undo_stops_where_the_workbook_begins),
        cmocka_unit_test(answers_in_a_circle_come_to_an_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
