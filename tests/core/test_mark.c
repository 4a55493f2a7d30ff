/* Marks: what they hold, where undo stops, what has changed since. */
#include "tests/core/store_fixture.h"

#include "core/method/engine.h"
#include "core/store/changes.h"
#include "core/store/mark.h"
#include "tests/core/chance.h"

/* The newest mark; the caller's. */
static struct mark newest(struct workbook *wb)
{
    struct mark *list, m = {0};
    size_t count;

    must(marks_list(wb, false, &list, &count, e));
    assert_true(count > 0);
    m = list[0];
    list[0] = (struct mark){0};
    marks_free(list, count);
    return m;
}

static size_t marks(struct workbook *wb, bool answers)
{
    struct mark *list;
    size_t count;

    must(marks_list(wb, answers, &list, &count, e));
    marks_free(list, count);
    return count;
}

/* Undoes; whether something was done. The mark that stopped it must be `mark` (NULL: none). */
static bool undone(struct workbook *wb, const char *mark)
{
    struct undo_result r;

    must(undo_last(wb, &r, e));
    bool done = r.done;
    if (mark)
        assert_string_equal(r.mark, mark);
    else
        assert_null(r.mark);
    undo_result_clear(&r);
    return done;
}

static void a_mark_keeps_its_words(void **state)
{
    (void)state;
    char *path = fixture_new("words");
    struct workbook *wb = fixture_open(path);
    struct error why = {0};

    assert_int_equal(mark_set(wb, "  ", MARK_PLAIN, NULL, "", &why), STATUS_USAGE);
    error_clear(&why);
    must(mark_set(wb, " Sesudah Bimtek I ", MARK_STAGE, "b1", " Sepakat ", e));
    workbook_close(wb);
    wb = fixture_open(path);
    struct mark m = newest(wb);
    assert_string_equal(m.title, "Sesudah Bimtek I");
    assert_string_equal(m.reason, "Sepakat");
    assert_int_equal(m.kind, MARK_STAGE);
    assert_string_equal(m.about, "b1");
    assert_string_equal(m.author, "Pencatat");
    assert_true(m.dated && m.day.month == 6 && m.day.day == 13);
    assert_true(m.at > 0);
    mark_clear(&m);
    workbook_close(wb);
    free(path);
}

static void undo_stops_at_a_mark_until_it_is_taken_back(void **state)
{
    (void)state;
    char *path = fixture_new("stop");
    struct workbook *wb = fixture_open(path);
    struct undo_result r;

    fixture_set(wb, "visi", "visi", "rumusan", "Satu");
    must(mark_set(wb, "Sesudah Bimtek I", MARK_PLAIN, NULL, "", e));
    assert_false(undone(wb, "Sesudah Bimtek I"));
    fixture_set(wb, "visi", "visi", "rumusan", "Dua");
    assert_true(undone(wb, NULL));
    assert_false(undone(wb, "Sesudah Bimtek I"));
    must(redo_last(wb, &r, e));
    assert_true(r.done);
    undo_result_clear(&r);
    assert_cell(wb, "visi", "visi", "rumusan", "Dua");
    assert_true(undone(wb, NULL));
    workbook_close(wb);
    wb = fixture_open(path);
    struct mark m = newest(wb);
    must(mark_take_back(wb, &m, e));
    mark_clear(&m);
    assert_int_equal(marks(wb, false), 0);
    assert_true(undone(wb, NULL));
    assert_cell(wb, "visi", "visi", "rumusan", "");
    assert_false(undone(wb, NULL));
    assert_int_equal(marks(wb, false), 0);
    workbook_close(wb);
    free(path);
}

static void a_mark_is_named_by_its_end(void **state)
{
    (void)state;
    char *path = fixture_new("named");
    struct workbook *wb = fixture_open(path);
    struct error why = {0};
    struct mark m;

    assert_int_equal(mark_named(wb, "Bimtek II", &m, &why), STATUS_USAGE);
    error_clear(&why);
    must(mark_set(wb, "Sesudah Bimtek II", MARK_PLAIN, NULL, "", e));
    must(mark_set(wb, "Sesudah Bimtek III", MARK_PLAIN, NULL, "", e));
    must(mark_named(wb, "bimtek ii", &m, e));
    assert_string_equal(m.title, "Sesudah Bimtek II");
    char *uid = strdup(m.uid);
    mark_clear(&m);
    must(mark_named(wb, uid, &m, e));
    assert_string_equal(m.title, "Sesudah Bimtek II");
    mark_clear(&m);
    free(uid);
    assert_int_equal(mark_named(wb, "sesudah", &m, &why), STATUS_USAGE);
    assert_non_null(strstr(error_text(&why), "Sesudah Bimtek III"));
    error_clear(&why);
    assert_int_equal(mark_named(wb, "Bimtek V", &m, &why), STATUS_USAGE);
    error_clear(&why);
    assert_int_equal(mark_named(wb, "", &m, &why), STATUS_USAGE);
    error_clear(&why);
    workbook_close(wb);
    free(path);
}

/* Runs SQL on a closed workbook's file, as a stranger or a merge would. */
static void run_sql(const char *path, const char *sql)
{
    struct db *db;

    must(db_open(&db, path, SQLITE_OPEN_READWRITE, NULL, e));
    must(db_exec(db, sql, e));
    db_close(db);
}

static void what_is_merged_later_counts_as_later(void **state)
{
    (void)state;
    char *path = fixture_new("later");
    struct workbook *wb = fixture_open(path);
    struct changed_row *rows;
    size_t count;

    fixture_set(wb, "visi", "visi", "rumusan", "Satu");
    must(mark_set(wb, "M", MARK_PLAIN, NULL, "", e));
    workbook_close(wb);
    /* Somebody typed before the mark, as far as any clock tells, and comes in after it. */
    run_sql(path,
        "INSERT INTO session VALUES(90, '00000000-0000-4000-8000-000000000090', 'Kelompok',"
        " 'h', 'l', 'susun k2', 1);"
        "INSERT INTO action VALUES(90, 1, 2, 5, 'edit', NULL, NULL);"
        "INSERT INTO record VALUES(900, 'misi', 'm1');"
        "INSERT INTO edit VALUES(90, 1, 1, 900, '', 1, NULL);"
        "INSERT INTO edit VALUES(90, 2, 1, 900, 'urutan', 1.0, NULL);"
        "INSERT INTO head VALUES(900, '', 90, 1);"
        "INSERT INTO head VALUES(900, 'urutan', 90, 2);"
        "INSERT INTO misi(id, urutan) VALUES('m1', 1.0)");
    wb = fixture_open(path);
    struct mark m = newest(wb);
    must(changes_since(wb, &m, &rows, &count, e));
    assert_int_equal(count, 1);
    assert_string_equal(rows[0].form->name, "misi");
    assert_int_equal(rows[0].what, ROW_NEW);
    changes_free(rows, count);
    assert_false(mark_holds(&m, "00000000-0000-4000-8000-000000000090", 1));
    mark_clear(&m);
    workbook_close(wb);
    free(path);
}

static void changes_tell_rows_and_cells(void **state)
{
    (void)state;
    char *path = fixture_new("changes"), *text;
    struct workbook *wb = fixture_open(path);
    const struct form *form = fixture_form(wb, "program");
    char *kept = fixture_row(wb, "program", "nama", "Lama");
    char *goes = fixture_row(wb, "program", "nama", "Pergi");
    struct changed_row *rows;
    size_t count;

    fixture_set(wb, "program", kept, "lokasi", "Masamba");
    must(mark_set(wb, "M", MARK_PLAIN, NULL, "", e));
    fixture_set(wb, "program", kept, "nama", "Baru");
    fixture_set(wb, "program", kept, "lokasi", "Seko"); /* and back: no change */
    fixture_set(wb, "program", kept, "lokasi", "Masamba");
    char *comes = fixture_row(wb, "program", "nama", "Datang");
    char *both = fixture_row(wb, "program", "nama", "Datang dan pergi");
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, form, goes, e));
    must(action_delete(wb, form, both, e));
    must(action_commit(wb, e));
    struct mark m = newest(wb);
    must(changes_since(wb, &m, &rows, &count, e));
    assert_int_equal(count, 3);
    assert_string_equal(rows[0].uid, kept);
    assert_int_equal(rows[0].what, ROW_CHANGED);
    assert_int_equal(rows[0].count, 1);
    must(cell_show(wb, rows[0].cells[0].field, &rows[0].cells[0].before, &text, e));
    assert_string_equal(text, "Lama");
    free(text);
    assert_string_equal(rows[1].uid, comes);
    assert_int_equal(rows[1].what, ROW_NEW);
    assert_string_equal(rows[2].uid, goes);
    assert_int_equal(rows[2].what, ROW_DELETED);
    assert_int_equal(rows[2].count, 0);
    changes_free(rows, count);
    mark_clear(&m);
    workbook_close(wb);
    free(kept), free(goes), free(comes), free(both), free(path);
}

static void signed_minutes_ask_for_a_mark_then_for_a_reason(void **state)
{
    (void)state;
    char *path = fixture_new("signed"), *title;
    struct mark_meeting *due;
    size_t n;
    struct workbook *wb = fixture_open(path);
    bool yes;
    char *p = fixture_row(wb, "pertemuan", "judul", "Bimtek I");

    fixture_set(wb, "pertemuan", p, "status", "selesai");
    must(marks_due(wb, &due, &n, e));
    assert_int_equal(n, 0);
    marks_due_free(due, n);
    fixture_set(wb, "pertemuan", p, "status", "ditandatangani");
    must(marks_due(wb, &due, &n, e));
    assert_int_equal(n, 1);
    assert_string_equal(due[0].uid, p);
    assert_string_equal(due[0].title, "Bimtek I");
    must(mark_set(wb, "Berita acara Bimtek I", MARK_SIGNED, due[0].uid, "", e));
    marks_due_free(due, n);
    must(marks_due(wb, &due, &n, e));
    assert_int_equal(n, 0);
    marks_due_free(due, n);
    must(mark_wants_reason(wb, &yes, &title, e));
    assert_false(yes); /* nothing was changed since */
    fixture_set(wb, "visi", "visi", "rumusan", "Lain");
    must(mark_wants_reason(wb, &yes, &title, e));
    assert_true(yes);
    assert_string_equal(title, "Berita acara Bimtek I");
    free(title);
    must(mark_give_reason(wb, "  ", e)); /* none given: asked again */
    assert_int_equal(marks(wb, true), 0);
    must(mark_give_reason(wb, "Angka BPS direvisi", e));
    must(mark_wants_reason(wb, &yes, &title, e));
    assert_false(yes);
    assert_int_equal(marks(wb, true), 1);
    assert_int_equal(marks(wb, false), 1);
    fixture_set(wb, "visi", "visi", "rumusan", "Lain lagi");
    must(mark_wants_reason(wb, &yes, &title, e));
    assert_false(yes); /* one reason a session */
    assert_true(undone(wb, NULL));
    assert_true(undone(wb, NULL));
    assert_cell(wb, "visi", "visi", "rumusan", "");
    assert_int_equal(marks(wb, true), 1); /* undo leaves the reason alone */
    assert_false(undone(wb, "Berita acara Bimtek I"));
    workbook_close(wb);
    wb = fixture_open(path);
    fixture_set(wb, "visi", "visi", "rumusan", "Besok");
    must(mark_wants_reason(wb, &yes, &title, e));
    assert_true(yes); /* another session */
    free(title);
    workbook_close(wb);
    free(p), free(path);
}

static void a_strange_mark_holds_nothing(void **state)
{
    (void)state;
    char *path = fixture_new("strange");
    struct workbook *wb = fixture_open(path);
    struct changed_row *rows;
    size_t count;

    char *p = fixture_row(wb, "tonggak", "nama_tonggak", "Aneh");
    const struct value held = {
        .kind = VALUE_TEXT, .text = "# x\n\n 5\nabc\nz 99999999999999999999\n"};
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_set(wb, fixture_form(wb, "tonggak"), p, "isi_tonggak", &held, NULL, e));
    must(action_commit(wb, e));
    struct mark m = newest(wb);
    assert_int_equal(m.kind, MARK_PLAIN);
    assert_false(mark_holds(&m, "abc", 1));
    must(changes_since(wb, &m, &rows, &count, e));
    assert_int_equal(count, 1); /* the plan, since the beginning */
    changes_free(rows, count);
    mark_clear(&m);
    workbook_close(wb);
    free(p), free(path);
}

#define ROWS 6

/* What stands in a row now, by field number; the caller's. */
static char **snapshot(struct workbook *wb, const struct form *form, const char *uid)
{
    char **all = calloc(form->count, sizeof *all);

    assert_non_null(all);
    for (size_t i = 0; i < form->count; i++)
        if (form->fields[i].level != LEVEL_COMPUTED)
            all[i] = record_exists(wb, form, uid)
                         ? fixture_show(wb, form->name, uid, form->fields[i].name)
                         : strdup("");
    return all;
}

/* Something a person does to one of the rows. */
static void do_something(struct workbook *wb, uint64_t *c, char *uids[ROWS])
{
    static const char *const fields[] = {"nama", "lokasi", "sub_dimensi", "perkiraan_biaya"};
    static const char *const texts[] = {"GOV1", "ECO2", "1 M", "", "Masamba"};
    const struct form *form = fixture_form(wb, "program");
    size_t at = chance(c, ROWS);
    bool there = record_exists(wb, form, uids[at]);
    struct undo_result r;

    if (chance(c, 5) == 0) {
        must(undo_last(wb, &r, e));
        undo_result_clear(&r);
    } else if (!there || chance(c, 6) == 0) {
        must(action_begin(wb, there ? ACTION_DELETE : ACTION_RESTORE, e));
        must(there ? action_delete(wb, form, uids[at], e)
                   : action_restore(wb, form, uids[at], e));
        must(action_commit(wb, e));
    } else {
        fixture_set(wb, "program", uids[at], fields[chance(c, 4)], texts[chance(c, 5)]);
    }
}

/* Compares what is told of a row with what it was and is. */
static void check_row(struct workbook *wb, const struct form *form, const char *uid,
    const struct changed_row *told, bool was, char **before)
{
    bool is = record_exists(wb, form, uid);
    char **now = snapshot(wb, form, uid);

    if (told)
        assert_int_equal(told->what, !was ? ROW_NEW : !is ? ROW_DELETED : ROW_CHANGED);
    else
        assert_int_equal(was, is);
    for (size_t i = 0; i < form->count; i++) {
        const struct changed_cell *c = NULL;
        for (size_t k = 0; told && k < told->count; k++)
            if (told->cells[k].field == &form->fields[i])
                c = &told->cells[k];
        if (now[i] && was && is) {
            char *then;
            must(c                         ? cell_show(wb, c->field, &c->before, &then, e)
                 : (then = strdup(now[i])) ? STATUS_OK
                                           : STATUS_MEMORY);
            assert_string_equal(then, before[i]);
            free(then);
        }
        free(before[i]);
        free(now[i]);
    }
    free(before);
    free(now);
}

static void random_changes_lead_back_to_the_mark(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        uint64_t c = seed;
        char *path = fixture_new("random"), *uids[ROWS], **before[ROWS];
        struct workbook *wb = fixture_open(path);
        const struct form *form = fixture_form(wb, "program");
        struct changed_row *rows;
        bool was[ROWS];
        size_t count;

        for (size_t i = 0; i < ROWS; i++)
            uids[i] = fixture_row(wb, "program", "nama", "A");
        for (int i = 0; i < 25; i++)
            do_something(wb, &c, uids);
        must(mark_set(wb, "M", MARK_PLAIN, NULL, "", e));
        for (size_t i = 0; i < ROWS; i++) {
            was[i] = record_exists(wb, form, uids[i]);
            before[i] = snapshot(wb, form, uids[i]);
        }
        for (int i = 0; i < 25; i++)
            do_something(wb, &c, uids);
        struct mark m = newest(wb);
        must(changes_since(wb, &m, &rows, &count, e));
        for (size_t i = 0; i < ROWS; i++) {
            const struct changed_row *told = NULL;
            for (size_t k = 0; k < count; k++)
                if (strcmp(rows[k].uid, uids[i]) == 0)
                    told = &rows[k];
            check_row(wb, form, uids[i], told, was[i], before[i]);
            free(uids[i]);
        }
        changes_free(rows, count);
        mark_clear(&m);
        workbook_close(wb);
        free(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mark_keeps_its_words),
        cmocka_unit_test(undo_stops_at_a_mark_until_it_is_taken_back),
        cmocka_unit_test(a_mark_is_named_by_its_end),
        cmocka_unit_test(what_is_merged_later_counts_as_later),
        cmocka_unit_test(changes_tell_rows_and_cells),
        cmocka_unit_test(signed_minutes_ask_for_a_mark_then_for_a_reason),
        cmocka_unit_test(a_strange_mark_holds_nothing),
        cmocka_unit_test(random_changes_lead_back_to_the_mark),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
