/* What one laptop types while another unites two rows: it follows when they meet, in whatever
 * order, and no difference comes of it (core/store/unite_late.c). */
#include "core/base/file.h"
#include "core/store/conflict.h"
#include "core/store/merge.h"
#include "core/store/rebuild.h"
#include "core/store/unite.h"
#include "tests/core/store_fixture.h"

#define LAPTOPS 3

/* A workbook with three offices and a programme, and a copy of it on each laptop. */
static struct laptop {
    char *path;
    struct workbook *wb;
} laptops[LAPTOPS];
static char *one, *two, *three, *program;

static int begin(void **state)
{
    static const char *const names[] = {"late-a", "late-b", "late-c"};

    (void)state;
    laptops[0].path = fixture_new(names[0]);
    struct workbook *wb = fixture_open(laptops[0].path);
    one = fixture_row(wb, "opd", "singkatan", "Diskominfo");
    two = fixture_row(wb, "opd", "singkatan", "DKISP");
    three = fixture_row(wb, "opd", "singkatan", "Bappeda");
    program = fixture_row(wb, "program", "nama", "Desa digital");
    workbook_close(wb);
    for (int i = 0; i < LAPTOPS; i++) {
        char *folder = file_folder(laptops[0].path);
        if (i) {
            laptops[i].path = text_format("%s/%s.susun", folder, names[i]);
            unlink(laptops[i].path);
            must(file_copy(laptops[0].path, laptops[i].path, e));
        }
        free(folder);
    }
    for (int i = 0; i < LAPTOPS; i++)
        laptops[i].wb = fixture_open(laptops[i].path);
    return 0;
}

static int end(void **state)
{
    (void)state;
    for (int i = 0; i < LAPTOPS; i++) {
        workbook_close(laptops[i].wb);
        unlink(laptops[i].path);
        free(laptops[i].path);
    }
    free(one);
    free(two);
    free(three);
    free(program);
    return 0;
}

static void unite_here(int at, const char *form, const char *keep, const char *drop)
{
    struct unite_result r;

    must(unite_rows(laptops[at].wb, fixture_form(laptops[at].wb, form), keep, drop, &r, e));
    unite_result_clear(&r);
}

/* `to` takes in `from`; how many cells followed. */
static size_t take(int to, int from)
{
    const char *path = laptops[from].path;
    struct merge_report report;
    bool equal = false;

    must(merge_files(laptops[to].wb, &path, 1, &(struct merge_options){0}, &report, NULL, e));
    size_t followed = report.followed;
    merge_reports_clear(&report, 1);
    must(rebuild_verify(laptops[to].wb, &equal, e) == STATUS_OK && equal ? STATUS_OK
                                                                         : STATUS_DATA);
    return followed;
}

/* All meet on the first, which then goes to all. */
static void meet(void)
{
    for (int i = 1; i < LAPTOPS; i++)
        take(0, i);
    for (int i = 1; i < LAPTOPS; i++)
        take(i, 0);
}

static size_t open_differences(int at)
{
    int64_t count;

    must(conflict_count(laptops[at].wb, &count, e));
    return (size_t)count;
}

static void assert_everywhere(
    const char *form, const char *uid, const char *field, const char *expected)
{
    for (int i = 0; i < LAPTOPS; i++) {
        assert_cell(laptops[i].wb, form, uid, field, expected);
        assert_int_equal(open_differences(i), 0);
    }
}

static void undo(int at, enum action_kind kind, bool again)
{
    struct undo_result r;

    must(again ? redo_last(laptops[at].wb, &r, e) : undo_last(laptops[at].wb, &r, e));
    assert_true(r.done);
    assert_int_equal(r.kind, kind);
    assert_int_equal(r.kept, 0);
    undo_result_clear(&r);
}

static int64_t edits(int at)
{
    struct workbook_counts counts;

    must(workbook_counts(laptops[at].wb, &counts, e));
    return counts.edits;
}

/* The id of a budget cell; the caller's. */
static char *budget(const char *of)
{
    struct value keys[LIMIT_KEYS] = {{.kind = VALUE_TEXT, .text = (char *)of},
        {.kind = VALUE_TEXT, .text = "apbd"}, value_integer(2027)};

    return keyed_uid(fixture_form(laptops[0].wb, "anggaran"), keys);
}

static void type_budget(int at, const char *of, const char *amount)
{
    char *uid = budget(of);

    fixture_set(laptops[at].wb, "anggaran", uid, "jumlah", amount);
    free(uid);
}

/* A remark about a row, as one action; the id is the caller's. */
static char *remark(int at, const char *form, const char *uid)
{
    const char *places[] = {form, uid, ""};
    char *json, *row = fixture_row(laptops[at].wb, "catatan", NULL, NULL);

    must(json_from_places(places, 3, &json, e));
    const struct value v = {.kind = VALUE_TEXT, .text = json};
    must(action_begin(laptops[at].wb, ACTION_EDIT, e));
    must(action_set(
        laptops[at].wb, fixture_form(laptops[at].wb, "catatan"), row, "untuk", &v, NULL, e));
    must(action_commit(laptops[at].wb, e));
    free(json);
    return row;
}

/* What a remark is about. */
static void assert_about(int at, const char *row, const char *uid)
{
    const struct form *f = fixture_form(laptops[at].wb, "catatan");
    struct cell cell;

    must(record_cell(laptops[at].wb, f, row, form_field(f, "untuk"), &cell, e));
    assert_non_null(strstr(cell.value.text, uid));
    cell_clear(&cell);
}

static void every_kind_of_reference_follows(void **state)
{
    struct workbook *b = laptops[1].wb;

    (void)state;
    unite_here(0, "opd", one, two);
    fixture_set(b, "program", program, "opd", "DKISP");
    fixture_set(b, "program", program, "opd_pendukung", "DKISP; Bappeda");
    char *about = remark(1, "opd", two);
    assert_int_equal(take(0, 1), 3); /* what was typed comes after the union */
    assert_int_equal(take(1, 0), 0); /* which came with its answers */
    take(2, 1);
    assert_everywhere("program", program, "opd", "Diskominfo");
    assert_everywhere("program", program, "opd_pendukung", "Diskominfo | Bappeda");
    for (int i = 0; i < LAPTOPS; i++)
        assert_about(i, about, one);
    free(about);
}

static void the_union_may_come_after(void **state)
{
    (void)state;
    unite_here(0, "opd", one, two);
    fixture_set(laptops[1].wb, "program", program, "opd", "DKISP");
    assert_int_equal(take(1, 0), 1); /* the union comes after what was typed */
    assert_int_equal(take(0, 1), 0);
    take(2, 0);
    assert_everywhere("program", program, "opd", "Diskominfo");
    int64_t all = edits(0);
    for (int i = 1; i < LAPTOPS; i++) /* one answer, not one a laptop */
        assert_int_equal(edits(i), all);
}

static void answers_of_two_laptops_are_one(void **state)
{
    (void)state;
    unite_here(0, "opd", one, two);
    fixture_set(laptops[1].wb, "program", program, "opd", "DKISP");
    char *copy = text_format("%s.copy", laptops[1].path);
    unlink(copy);
    must(workbook_copy(laptops[1].path, copy, e));
    assert_int_equal(take(1, 0), 1); /* either one without the other's answer */
    const char *path = copy;
    struct merge_report report;
    must(merge_files(laptops[0].wb, &path, 1, &(struct merge_options){0}, &report, NULL, e));
    assert_int_equal(report.followed, 1);
    merge_reports_clear(&report, 1);
    fixture_set(laptops[1].wb, "program", program, "opd", "Bappeda"); /* and typing goes on */
    meet();
    assert_everywhere("program", program, "opd", "Bappeda");
    unlink(copy);
    free(copy);
}

static void cells_under_the_row_follow(void **state)
{
    char *twin = fixture_row(laptops[0].wb, "program", "nama", "Desa digital (ganda)");
    char *kept = budget(program), *gone = budget(twin);

    (void)state;
    meet();
    unite_here(0, "program", program, twin);
    type_budget(1, twin, "250 jt");
    char *about = remark(1, "anggaran", gone);
    type_budget(2, twin, "250 jt"); /* the same once more is no question */
    meet();
    meet();
    assert_everywhere("anggaran", kept, "jumlah", "Rp250.000.000");
    for (int i = 0; i < LAPTOPS; i++) {
        char *rows = fixture_sql(laptops[i].wb, "SELECT count(*) FROM anggaran");
        assert_string_equal(rows, "1");
        free(rows);
        assert_about(i, about, program);
    }
    free(about);
    free(twin);
    free(kept);
    free(gone);
}

static void two_amounts_are_asked_about(void **state)
{
    char *twin = fixture_row(laptops[0].wb, "program", "nama", "Desa digital (ganda)");
    char *kept = budget(program);
    struct workbook *wb = laptops[0].wb;
    const struct form *f = fixture_form(wb, "anggaran");
    const struct conflict_place place = {f, kept, form_field(f, "jumlah")};
    struct conflict c;

    (void)state;
    type_budget(0, program, "100 jt");
    meet();
    unite_here(0, "program", program, twin);
    type_budget(1, twin, "250 jt");
    meet();
    for (int i = 0; i < LAPTOPS; i++)
        assert_int_equal(open_differences(i), 1);
    must(conflict_read(wb, &place, &c, e));
    assert_int_equal(c.count, 2);
    must(conflict_choose(wb, &c, 0, e));
    conflict_clear(&c);
    meet();
    for (int i = 0; i < LAPTOPS; i++)
        assert_int_equal(open_differences(i), 0);
    free(twin);
    free(kept);
}

static void rows_that_became_others_in_turn(void **state)
{
    (void)state;
    unite_here(0, "opd", one, two);
    take(2, 0);
    unite_here(2, "opd", three, one);
    fixture_set(laptops[1].wb, "program", program, "opd", "DKISP");
    fixture_set(laptops[1].wb, "program", program, "opd_pendukung", "DKISP; Diskominfo");
    take(1, 0); /* a step here, the next when it is known */
    assert_cell(laptops[1].wb, "program", program, "opd", "Diskominfo");
    meet();
    meet();
    for (int i = 0; i < LAPTOPS; i++) {
        assert_cell(laptops[i].wb, "program", program, "opd", "Bappeda");
        assert_cell(laptops[i].wb, "program", program, "opd_pendukung", "Bappeda");
    }
}

static void rows_that_became_each_other_lead_nowhere(void **state)
{
    struct conflict_place *list;
    size_t count;

    (void)state;
    unite_here(0, "opd", one, two);
    unite_here(2, "opd", two, one);
    fixture_set(laptops[1].wb, "program", program, "opd", "DKISP");
    meet();
    must(conflict_list(laptops[0].wb, &list, &count, e));
    assert_int_equal(count, 2); /* which one stays is asked */
    for (size_t i = 0; i < count; i++) {
        struct conflict c;
        must(conflict_read(laptops[0].wb, &list[i], &c, e));
        must(conflict_choose(laptops[0].wb, &c, 0, e)); /* neither */
        conflict_clear(&c);
    }
    conflict_places_free(list, count);
    meet();
    assert_everywhere("program", program, "opd", "(sudah dihapus)");
}

static void what_only_lost_follows_too(void **state)
{
    (void)state;
    unite_here(0, "opd", one, two);
    fixture_set(laptops[1].wb, "program", program, "opd", "DKISP");
    fixture_set(laptops[2].wb, "program", program, "opd", "Diskominfo");
    take(1, 2); /* a difference, until the union comes */
    assert_int_equal(open_differences(1), 1);
    meet();
    assert_everywhere("program", program, "opd", "Diskominfo");
}

static void a_version_shows_where_it_leads(void **state)
{
    struct workbook *wb = laptops[0].wb;
    const struct form *f = fixture_form(wb, "program");
    const struct conflict_place place = {f, program, form_field(f, "opd")};
    struct conflict c;

    (void)state;
    fixture_set(laptops[1].wb, "program", program, "opd", "DKISP");
    fixture_set(laptops[2].wb, "program", program, "opd", "Bappeda");
    take(0, 1);
    take(0, 2);
    unite_here(0, "opd", one, two);
    must(conflict_read(wb, &place, &c, e));
    assert_int_equal(c.count, 2);
    for (size_t i = 0; i < c.count; i++) {
        char *text;
        must(conflict_show(wb, &c, &c.sides[i], &text, e));
        assert_true(strcmp(text, "Bappeda") == 0 || strcmp(text, "Diskominfo") == 0);
        free(text);
    }
    conflict_clear(&c);
}

static void taking_the_union_back_takes_all_back(void **state)
{
    char *twin = fixture_row(laptops[0].wb, "program", "nama", "Desa digital (ganda)");
    char *kept = budget(program), *gone = budget(twin);

    (void)state;
    meet();
    unite_here(0, "program", program, twin);
    unite_here(0, "opd", one, two);
    fixture_set(laptops[1].wb, "program", program, "opd", "DKISP");
    type_budget(1, twin, "250 jt");
    meet();
    for (int times = 0; times < 2; times++) {
        assert_everywhere("program", program, "opd", "Diskominfo");
        assert_everywhere("anggaran", kept, "jumlah", "Rp250.000.000");
        undo(0, ACTION_UNITE, false);
        undo(0, ACTION_UNITE, false);
        assert_cell(laptops[0].wb, "program", program, "opd", "DKISP");
        assert_cell(laptops[0].wb, "anggaran", gone, "jumlah", "Rp250.000.000");
        meet();
        assert_everywhere("program", program, "opd", "DKISP");
        assert_everywhere("anggaran", gone, "jumlah", "Rp250.000.000");
        undo(0, ACTION_UNITE, true);
        undo(0, ACTION_UNITE, true);
        assert_cell(laptops[0].wb, "program", program, "opd", "Diskominfo");
        meet();
    }
    free(twin);
    free(kept);
    free(gone);
}

static void a_restored_row_leaves_what_followed(void **state)
{
    (void)state;
    unite_here(0, "opd", one, two);
    fixture_set(laptops[1].wb, "program", program, "opd", "DKISP");
    meet();
    must(action_begin(laptops[2].wb, ACTION_RESTORE, e));
    must(action_restore(laptops[2].wb, fixture_form(laptops[2].wb, "opd"), two, e));
    must(action_commit(laptops[2].wb, e));
    meet();
    assert_everywhere("program", program, "opd", "Diskominfo");
    fixture_set(laptops[1].wb, "program", program, "opd", "DKISP"); /* both are there */
    meet();
    assert_everywhere("program", program, "opd", "DKISP");
}

static void who_merges_takes_back_only_his_own(void **state)
{
    (void)state;
    unite_here(1, "opd", one, two);
    char *mine = fixture_row(laptops[0].wb, "program", "nama", "Punya saya");
    fixture_set(laptops[0].wb, "program", program, "opd", "DKISP");
    fixture_set(laptops[0].wb, "program", mine, "nama", "Punya kami");
    assert_int_equal(take(0, 1), 1);
    undo(0, ACTION_EDIT, false);
    assert_cell(laptops[0].wb, "program", mine, "nama", "Punya saya");
    assert_cell(laptops[0].wb, "program", program, "opd", "Diskominfo");
    free(mine);
}

/* A row that somebody wrote into meanwhile is there until that is decided; it goes by the
 * union then. */
static void a_row_in_question_is_there(void **state)
{
    struct workbook *wb = laptops[0].wb;
    const struct form *f = fixture_form(wb, "opd");
    const struct conflict_place place = {f, two, NULL};
    struct conflict c;

    (void)state;
    unite_here(0, "opd", one, two);
    fixture_set(laptops[1].wb, "opd", two, "nama", "Dinas Kominfo");
    fixture_set(laptops[1].wb, "program", program, "opd", "DKISP");
    meet();
    assert_cell(wb, "program", program, "opd", "DKISP Dinas Kominfo");
    must(conflict_read(wb, &place, &c, e));
    assert_int_equal(c.count, 2);
    must(conflict_choose(wb, &c, 0, e)); /* the row goes */
    conflict_clear(&c);
    meet();
    meet();
    for (int i = 0; i < LAPTOPS; i++)
        assert_cell(laptops[i].wb, "program", program, "opd", "Diskominfo");
}

int main(void)
{
#define LATE(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        LATE(every_kind_of_reference_follows),
        LATE(the_union_may_come_after),
        LATE(answers_of_two_laptops_are_one),
        LATE(cells_under_the_row_follow),
        LATE(two_amounts_are_asked_about),
        LATE(rows_that_became_others_in_turn),
        LATE(rows_that_became_each_other_lead_nowhere),
        LATE(what_only_lost_follows_too),
        LATE(a_version_shows_where_it_leads),
        LATE(taking_the_union_back_takes_all_back),
        LATE(a_restored_row_leaves_what_followed),
        LATE(who_merges_takes_back_only_his_own),
        LATE(a_row_in_question_is_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
