/* Satukan baris (core/store/unite.h): two rows that mean the same become one. */
#include "core/store/conflict.h"
#include "core/store/trash.h"
#include "core/store/unite.h"
#include "tests/core/store_union.h"

static char *path;
static struct workbook *wb;

static int begin(void **state)
{
    (void)state;
    path = fixture_new("unite");
    wb = fixture_open(path);
    return 0;
}

static int end(void **state)
{
    (void)state;
    workbook_close(wb);
    unlink(path);
    free(path);
    return 0;
}

/* The cell of the budget of a programme. */
static char *budget_uid(const char *program, const char *source, int year)
{
    struct value keys[LIMIT_KEYS] = {{.kind = VALUE_TEXT, .text = (char *)program},
        {.kind = VALUE_TEXT, .text = (char *)source}, value_integer(year)};

    return keyed_uid(fixture_form(wb, "anggaran"), keys);
}

static void set_budget(const char *program, const char *source, int year, const char *amount)
{
    char *uid = budget_uid(program, source, year);

    fixture_set(wb, "anggaran", uid, "jumlah", amount);
    free(uid);
}

static void assert_budget(const char *program, const char *source, int year, const char *amount)
{
    char *uid = budget_uid(program, source, year);

    assert_cell(wb, "anggaran", uid, "jumlah", amount);
    free(uid);
}

static struct unite_result unite_now(const char *form, const char *keep, const char *drop)
{
    struct unite_result r;

    must(unite_rows(wb, fixture_form(wb, form), keep, drop, &r, e));
    return r;
}

/* A text of every form's table, to see that all is as it was. */
static char *everything(void)
{
    const struct method *m = workbook_method(wb);
    char *all = strdup("");

    for (size_t i = 0; i < m->form_count; i++) {
        sqlite3_str *s = sqlite3_str_new(NULL);
        sqlite3_stmt *row;
        char *sql = sqlite3_mprintf("SELECT * FROM main.\"%w\" ORDER BY id", m->forms[i].name);
        sqlite3_prepare_v2(db_handle(workbook_db(wb)), sql, -1, &row, NULL);
        sqlite3_free(sql);
        while (sqlite3_step(row) == SQLITE_ROW)
            for (int c = 0; c < sqlite3_column_count(row); c++)
                sqlite3_str_appendf(s, "%s|", sqlite3_column_text(row, c));
        sqlite3_finalize(row);
        char *one = sqlite3_str_finish(s), *more = text_format("%s%s", all, one ? one : "");
        sqlite3_free(one);
        free(all);
        all = more;
    }
    return all;
}

/* Undo and redo bring everything back and there again. */
static void assert_one_undo(const char *before)
{
    char *after = everything(), *now;
    struct undo_result r;

    must(undo_last(wb, &r, e));
    assert_int_equal(r.kind, ACTION_UNITE);
    assert_int_equal(r.kept, 0);
    undo_result_clear(&r);
    now = everything();
    assert_string_equal(now, before);
    free(now);
    must(redo_last(wb, &r, e));
    undo_result_clear(&r);
    now = everything();
    assert_string_equal(now, after);
    free(now);
    free(after);
}

static void offices_unite_with_all_that_points_to_them(void **state)
{
    char *keep = fixture_row(wb, "opd", "singkatan", "Diskominfo-SP");
    char *drop = fixture_row(wb, "opd", "singkatan", "DKISP");
    char *p = fixture_row(wb, "program", "nama", "Desa digital");
    char *q = fixture_row(wb, "program", "nama", "Internet desa");

    (void)state;
    fixture_set(wb, "opd", drop, "nama", "Dinas Komunikasi dan Informatika");
    fixture_set(wb, "opd", keep, "alias", "Kominfo");
    fixture_set(wb, "opd", drop, "alias", "Dishubkominfo");
    fixture_set(wb, "program", p, "opd", "DKISP");
    fixture_set(wb, "program", p, "opd_pendukung", "DKISP; Diskominfo-SP");
    fixture_set(wb, "program", q, "opd_pendukung", "DKISP");
    char *before = everything();
    struct unite_result r = unite_now("opd", keep, drop);
    assert_int_equal(r.references, 3);
    assert_true(r.filled >= 1);
    assert_int_equal(r.kept_count, 0);
    assert_cell(wb, "opd", keep, "nama", "Dinas Komunikasi dan Informatika");
    assert_cell(wb, "opd", keep, "singkatan", "Diskominfo-SP");
    assert_cell(wb, "opd", keep, "alias", "Kominfo; Dishubkominfo");
    assert_cell(wb, "program", p, "opd", "Diskominfo-SP Dinas Komunikasi dan Informatika");
    assert_cell(wb, "program", p, "opd_pendukung", "Diskominfo-SP");
    assert_cell(wb, "program", q, "opd_pendukung", "Diskominfo-SP");
    char *old = fixture_sql(wb, "SELECT kode_lama FROM opd");
    assert_string_equal(old, "DKISP");
    free(old);
    assert_false(record_exists(wb, fixture_form(wb, "opd"), drop));
    struct cell cell; /* in the trash it tells where it went */
    const struct form *f = fixture_form(wb, "opd");
    must(record_cell(wb, f, drop, form_field(f, "menjadi"), &cell, e));
    assert_string_equal(cell.value.text, keep);
    cell_clear(&cell);
    struct trashed *trash;
    size_t count;
    must(trash_list(wb, &trash, &count, e));
    assert_int_equal(count, 1);
    assert_string_equal(trash[0].uid, drop);
    trash_free(trash, count);
    fixture_set(wb, "program", q, "opd", "DKISP"); /* its old name still finds it */
    assert_cell(wb, "program", q, "opd", "Diskominfo-SP Dinas Komunikasi dan Informatika");
    struct undo_result u;
    must(undo_last(wb, &u, e));
    undo_result_clear(&u);
    assert_one_undo(before);
    unite_result_clear(&r);
    free(before);
    free(keep);
    free(drop);
    free(p);
    free(q);
}

static void keyed_cells_move_and_the_survivors_stay(void **state)
{
    char *keep = fixture_row(wb, "program", "nama", "Desa digital");
    char *drop = fixture_row(wb, "program", "nama", "Desa digital (ganda)");

    (void)state;
    set_budget(keep, "apbd", 2027, "100 jt");
    set_budget(drop, "apbd", 2027, "250 jt");
    set_budget(drop, "apbd", 2028, "300 jt");
    char *before = everything();
    struct unite_result r = unite_now("program", keep, drop);
    assert_int_equal(r.moved, 1);
    assert_int_equal(r.kept_count, 1);
    assert_string_equal(r.kept[0].field->name, "jumlah");
    assert_string_equal(r.kept[0].text, "Rp250.000.000");
    assert_budget(keep, "apbd", 2027, "Rp100.000.000");
    assert_budget(keep, "apbd", 2028, "Rp300.000.000");
    char *rows = fixture_sql(wb, "SELECT count(*) FROM anggaran");
    assert_string_equal(rows, "2");
    free(rows);
    assert_one_undo(before);
    unite_result_clear(&r);
    free(before);
    free(keep);
    free(drop);
}

static void what_pointed_at_itself_points_nowhere(void **state)
{
    char *keep = fixture_row(wb, "opd", "singkatan", "Satu");
    char *drop = fixture_row(wb, "opd", "singkatan", "Dua");

    (void)state;
    fixture_set(wb, "opd", keep, "menjadi", "Dua");
    struct unite_result r = unite_now("opd", keep, drop);
    assert_cell(wb, "opd", keep, "menjadi", "");
    unite_result_clear(&r);
    free(keep);
    free(drop);
}

static void what_cannot_be_united_is_said(void **state)
{
    char *one = fixture_row(wb, "opd", "singkatan", "Satu");
    struct unite_result r;
    struct error e = {0};

    (void)state;
    assert_int_equal(unite_rows(wb, fixture_form(wb, "opd"), one, one, &r, &e), STATUS_USAGE);
    error_clear(&e);
    assert_int_equal(
        unite_rows(wb, fixture_form(wb, "opd"), one, "tak ada", &r, &e), STATUS_MISSING);
    error_clear(&e);
    assert_int_equal(
        unite_rows(wb, fixture_form(wb, "profil"), one, "x", &r, &e), STATUS_USAGE);
    error_clear(&e);
    assert_true(record_exists(wb, fixture_form(wb, "opd"), one));
    free(one);
}

/* Restored from the trash, or taken as a version, a reference leads to the row that stayed. */
static void references_that_come_back_follow(void **state)
{
    char *keep = fixture_row(wb, "opd", "singkatan", "Satu");
    char *drop = fixture_row(wb, "opd", "singkatan", "Dua");
    char *third = fixture_row(wb, "opd", "singkatan", "Tiga");
    char *p = fixture_row(wb, "program", "nama", "Di keranjang");
    char *q = fixture_row(wb, "program", "nama", "Berbeda");
    const struct form *f = fixture_form(wb, "program");

    (void)state;
    fixture_set(wb, "program", p, "opd", "Dua");
    fixture_set(wb, "program", p, "opd_pendukung", "Dua; Tiga");
    workbook_close(wb);
    char *other = fixture_copy(path, "other");
    for (int i = 0; i < 2; i++) {
        wb = fixture_open(i ? other : path);
        fixture_set(wb, "program", q, "opd", i ? "Tiga" : "Dua");
        workbook_close(wb);
    }
    fixture_union(path, other);
    wb = fixture_open(path);
    f = fixture_form(wb, "program");
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, f, p, e));
    must(action_commit(wb, e));
    struct unite_result r = unite_now("opd", keep, drop);
    unite_result_clear(&r);
    must(action_begin(wb, ACTION_RESTORE, e));
    must(action_restore(wb, f, p, e));
    must(action_commit(wb, e));
    assert_cell(wb, "program", p, "opd", "Satu");
    assert_cell(wb, "program", p, "opd_pendukung", "Satu | Tiga");
    struct conflict c;
    const struct conflict_place place = {f, q, form_field(f, "opd")};
    must(conflict_read(wb, &place, &c, e));
    assert_int_equal(c.count, 2); /* still open */
    size_t which = strcmp(c.sides[0].value.text, third) == 0;
    must(conflict_choose(wb, &c, which, e));
    assert_cell(wb, "program", q, "opd", "Satu");
    conflict_clear(&c);
    for (int i = 0; i < 2; i++) { /* and it is one action */
        struct undo_result u;
        must(undo_last(wb, &u, e));
        undo_result_clear(&u);
    }
    assert_false(record_exists(wb, f, p));
    unlink(other);
    free(other);
    free(keep);
    free(drop);
    free(third);
    free(p);
    free(q);
}

/* Here A stays and there B: after meeting, nobody has lost a row unasked. */
static void united_both_ways_is_asked(void **state)
{
    char *a = fixture_row(wb, "opd", NULL, NULL), *b = fixture_row(wb, "opd", NULL, NULL);
    struct conflict_place *list;
    size_t count;

    (void)state;
    workbook_close(wb);
    char *other = fixture_copy(path, "other");
    for (int i = 0; i < 2; i++) {
        wb = fixture_open(i ? other : path);
        struct unite_result r = unite_now("opd", i ? a : b, i ? b : a);
        unite_result_clear(&r);
        workbook_close(wb);
    }
    fixture_union(path, other);
    wb = fixture_open(path);
    must(conflict_list(wb, &list, &count, e));
    assert_int_equal(count, 2);
    conflict_places_free(list, count);
    unlink(other);
    free(other);
    free(a);
    free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(offices_unite_with_all_that_points_to_them, begin, end),
        cmocka_unit_test_setup_teardown(keyed_cells_move_and_the_survivors_stay, begin, end),
        cmocka_unit_test_setup_teardown(what_pointed_at_itself_points_nowhere, begin, end),
        cmocka_unit_test_setup_teardown(what_cannot_be_united_is_said, begin, end),
        cmocka_unit_test_setup_teardown(references_that_come_back_follow, begin, end),
        cmocka_unit_test_setup_teardown(united_both_ways_is_asked, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
