/* Isian berbeda (core/store/conflict.h): what two copies of a workbook say differently. */
#include "core/store/conflict.h"
#include "tests/core/store_union.h"

/* Two copies of one file with one programme in it. */
struct two {
    char *ours, *theirs, *uid;
    struct workbook *wb; /* of the copy that is open */
};

static struct two begin(void)
{
    struct two t = {.ours = fixture_new("ours")};

    t.wb = fixture_open(t.ours);
    t.uid = fixture_row(t.wb, "program", "nama", "Desa digital");
    workbook_close(t.wb);
    t.theirs = fixture_copy(t.ours, "theirs");
    return t;
}

static void end(struct two *t)
{
    workbook_close(t->wb);
    unlink(t->ours);
    unlink(t->theirs);
    free(t->ours);
    free(t->theirs);
    free(t->uid);
}

/* One cell of the programme in one of the copies. */
static void write_in(struct two *t, const char *path, const char *field, const char *text)
{
    t->wb = fixture_open(path);
    fixture_set(t->wb, "program", t->uid, field, text);
    workbook_close(t->wb);
}

/* Everything comes into ours, which is open then. */
static void meet(struct two *t)
{
    fixture_union(t->ours, t->theirs);
    t->wb = fixture_open(t->ours);
}

/* How many differences there are, by list and by count alike. */
static size_t differences(struct workbook *wb)
{
    struct conflict_place *list;
    struct workbook_counts counts;
    size_t count;

    must(conflict_list(wb, &list, &count, e));
    conflict_places_free(list, count);
    must(workbook_counts(wb, &counts, e));
    assert_int_equal(counts.differences, count);
    return count;
}

/* The one difference there is. */
static struct conflict only(struct workbook *wb)
{
    struct conflict_place *list;
    struct conflict c;
    size_t count;

    must(conflict_list(wb, &list, &count, e));
    assert_int_equal(count, 1);
    must(conflict_read(wb, list, &c, e));
    conflict_places_free(list, count);
    return c;
}

static void two_texts_differ_and_come_from_one(void **state)
{
    struct two t = begin();

    (void)state;
    write_in(&t, t.ours, "nama", "Desa cerdas");
    write_in(&t, t.theirs, "nama", "Kampung digital");
    meet(&t);
    struct conflict c = only(t.wb);
    assert_string_equal(c.field->name, "nama");
    assert_string_equal(c.uid, t.uid);
    assert_int_equal(c.count, 2);
    assert_true(c.has_base);
    assert_string_equal(c.base.value.text, "Desa digital");
    bool first = strcmp(c.sides[0].value.text, "Desa cerdas") == 0;
    assert_string_equal(c.sides[first].value.text, "Kampung digital");
    assert_string_equal(c.sides[0].author, "Pencatat");
    assert_cell(t.wb, "program", t.uid, "nama", c.sides[0].value.text);
    conflict_clear(&c);
    end(&t);
}

static void a_decision_answers_and_travels(void **state)
{
    struct two t = begin();

    (void)state;
    write_in(&t, t.ours, "nama", "Desa cerdas");
    write_in(&t, t.theirs, "nama", "Kampung digital");
    meet(&t);
    struct conflict c = only(t.wb);
    char *chosen = strdup(c.sides[1].value.text);
    must(conflict_choose(t.wb, &c, 1, e));
    assert_int_equal(differences(t.wb), 0);
    assert_cell(t.wb, "program", t.uid, "nama", chosen);
    struct conflict after;
    must(conflict_read(t.wb, &(struct conflict_place){c.form, c.uid, c.field}, &after, e));
    assert_int_equal(after.count, 0);
    conflict_clear(&after);
    workbook_close(t.wb);
    fixture_union(t.theirs, t.ours);
    t.wb = fixture_open(t.theirs);
    assert_int_equal(differences(t.wb), 0);
    assert_cell(t.wb, "program", t.uid, "nama", chosen);
    conflict_clear(&c);
    free(chosen);
    end(&t);
}

static void decided_alike_on_two_laptops_is_decided(void **state)
{
    struct two t = begin();

    (void)state;
    write_in(&t, t.ours, "nama", "Desa cerdas");
    write_in(&t, t.theirs, "nama", "Kampung digital");
    fixture_union(t.theirs, t.ours);
    meet(&t);
    for (int i = 0; i < 2; i++) {
        const struct value third = {.kind = VALUE_TEXT, .text = "Kampung cerdas"};
        struct conflict c = only(t.wb);
        must(conflict_set(t.wb, &c, &third, NULL, e));
        conflict_clear(&c);
        workbook_close(t.wb);
        t.wb = i ? NULL : fixture_open(t.theirs);
    }
    meet(&t);
    assert_int_equal(differences(t.wb), 0);
    assert_cell(t.wb, "program", t.uid, "nama", "Kampung cerdas");
    end(&t);
}

static void the_same_words_and_order_and_codes_never_differ(void **state)
{
    struct two t = begin();

    (void)state;
    for (int i = 0; i < 2; i++) {
        t.wb = fixture_open(i ? t.theirs : t.ours);
        fixture_set(t.wb, "program", t.uid, "nama", "Desa cerdas");
        fixture_set(t.wb, "program", t.uid, "dimensi", "SGO");
        free(fixture_row(t.wb, "program", "nama", "Yang lain"));
        must(action_begin(t.wb, ACTION_MOVE, e));
        must(action_code(t.wb, fixture_form(t.wb, "program"), t.uid, i ? "X-1" : "X-2", e));
        must(action_move(t.wb, fixture_form(t.wb, "program"), t.uid, NULL, e));
        must(action_commit(t.wb, e));
        workbook_close(t.wb);
    }
    meet(&t);
    assert_int_equal(differences(t.wb), 0);
    end(&t);
}

static void unread_texts_differ_too(void **state)
{
    struct two t = begin();

    (void)state;
    write_in(&t, t.ours, "perkiraan_biaya", "kira-kira sejuta");
    write_in(&t, t.theirs, "perkiraan_biaya", "5 jt");
    meet(&t);
    struct conflict c = only(t.wb);
    bool first = c.sides[0].typed != NULL;
    assert_string_equal(c.sides[!first].typed, "kira-kira sejuta");
    must(conflict_choose(t.wb, &c, !first, e));
    assert_cell(t.wb, "program", t.uid, "perkiraan_biaya", "kira-kira sejuta");
    assert_int_equal(differences(t.wb), 0);
    conflict_clear(&c);
    end(&t);
}

/* The programme is deleted in ours and written into in theirs. */
static struct two deleted_and_written(void)
{
    struct two t = begin();

    t.wb = fixture_open(t.ours);
    must(action_begin(t.wb, ACTION_DELETE, e));
    must(action_delete(t.wb, fixture_form(t.wb, "program"), t.uid, e));
    must(action_commit(t.wb, e));
    workbook_close(t.wb);
    write_in(&t, t.theirs, "nama", "Kampung digital");
    meet(&t);
    return t;
}

static void deleted_here_and_written_there_is_asked(void **state)
{
    struct two t = deleted_and_written();
    struct conflict c = only(t.wb);

    (void)state;
    assert_null(c.field);
    assert_int_equal(c.count, 2);
    assert_int_not_equal(c.sides[0].value.integer, 1);
    assert_int_equal(c.sides[1].value.integer, 1);
    assert_string_equal(c.sides[1].field->name, "nama");
    assert_true(record_exists(t.wb, fixture_form(t.wb, "program"), t.uid));
    must(conflict_choose(t.wb, &c, 1, e));
    assert_int_equal(differences(t.wb), 0);
    assert_cell(t.wb, "program", t.uid, "nama", "Kampung digital");
    conflict_clear(&c);
    end(&t);
}

static void a_row_can_go_by_decision(void **state)
{
    struct two t = deleted_and_written();
    struct conflict c = only(t.wb);

    (void)state;
    must(conflict_choose(t.wb, &c, 0, e));
    assert_int_equal(differences(t.wb), 0);
    assert_false(record_exists(t.wb, fixture_form(t.wb, "program"), t.uid));
    workbook_close(t.wb);
    fixture_union(t.theirs, t.ours);
    t.wb = fixture_open(t.theirs);
    assert_int_equal(differences(t.wb), 0);
    assert_false(record_exists(t.wb, fixture_form(t.wb, "program"), t.uid));
    conflict_clear(&c);
    end(&t);
}

static void lists_come_together_by_themselves(void **state)
{
    struct two t = begin();

    (void)state;
    write_in(&t, t.ours, "tpb", "1; 3");
    unlink(t.theirs);
    free(t.theirs);
    t.theirs = fixture_copy(t.ours, "theirs");
    write_in(&t, t.ours, "tpb", "1; 3; 9");
    write_in(&t, t.theirs, "tpb", "3; 11");
    meet(&t);
    assert_int_equal(differences(t.wb), 0);
    struct cell cell;
    const struct form *f = fixture_form(t.wb, "program");
    must(record_cell(t.wb, f, t.uid, form_field(f, "tpb"), &cell, e));
    char *stored = fixture_sql(t.wb, "SELECT tpb FROM program");
    assert_string_equal(cell.value.text, stored);
    free(stored);
    char *shown = fixture_show(t.wb, "program", t.uid, "tpb");
    fixture_set(t.wb, "program", t.uid, "tpb", "3; 9; 11"); /* what stands there already */
    struct undo_result r;
    must(undo_last(t.wb, &r, e)); /* takes back the 9, the last that was typed here */
    undo_result_clear(&r);
    char *after = fixture_show(t.wb, "program", t.uid, "tpb");
    assert_true(strlen(after) < strlen(shown));
    free(shown);
    free(after);
    cell_clear(&cell);
    end(&t);
}

/* Undo and redo of the decision, with so many differences open after each. */
static void take_back(struct workbook *wb, bool again, size_t open)
{
    struct undo_result r;

    must(again ? redo_last(wb, &r, e) : undo_last(wb, &r, e));
    assert_true(r.done);
    assert_int_equal(r.kept, 0);
    undo_result_clear(&r);
    assert_int_equal(differences(wb), open);
}

static void an_undone_decision_is_open_again(void **state)
{
    struct two t = begin();

    (void)state;
    write_in(&t, t.ours, "nama", "Desa cerdas");
    write_in(&t, t.theirs, "nama", "Kampung digital");
    meet(&t);
    struct conflict before = only(t.wb);
    must(conflict_choose(t.wb, &before, 1, e));
    for (int i = 0; i < 3; i++) {
        take_back(t.wb, false, 1);
        struct conflict c = only(t.wb);
        assert_int_equal(c.count, 2);
        for (int k = 0; k < 2; k++) { /* as it was: who, when, where they come from */
            assert_string_equal(c.sides[k].value.text, before.sides[k].value.text);
            assert_int_equal(c.sides[k].at, before.sides[k].at);
        }
        assert_string_equal(c.base.value.text, "Desa digital");
        assert_cell(t.wb, "program", t.uid, "nama", before.sides[0].value.text);
        conflict_clear(&c);
        take_back(t.wb, true, 0);
        assert_cell(t.wb, "program", t.uid, "nama", before.sides[1].value.text);
    }
    take_back(t.wb, false, 1);
    workbook_close(t.wb);
    fixture_union(t.theirs, t.ours);
    t.wb = fixture_open(t.theirs); /* where nobody had decided, nothing is new */
    assert_int_equal(differences(t.wb), 1);
    conflict_clear(&before);
    end(&t);
}

static void an_undone_decision_about_a_row_is_open_again(void **state)
{
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        struct two t = deleted_and_written();
        struct conflict c = only(t.wb);
        must(conflict_choose(t.wb, &c, k, e));
        conflict_clear(&c);
        for (int i = 0; i < 2; i++) {
            take_back(t.wb, false, 1);
            c = only(t.wb);
            assert_null(c.field);
            assert_string_equal(c.sides[1].field->name, "nama");
            conflict_clear(&c);
            assert_true(record_exists(t.wb, fixture_form(t.wb, "program"), t.uid));
            take_back(t.wb, true, 0);
            assert_int_equal(record_exists(t.wb, fixture_form(t.wb, "program"), t.uid), k);
        }
        end(&t);
    }
}

/* Deleted twice, restored in one copy, deleted later in the other: it lies in the trash. */
static void a_row_that_lay_in_the_trash_lies_there_again(void **state)
{
    struct two t = begin();

    (void)state;
    t.wb = fixture_open(t.ours);
    const struct form *f = fixture_form(t.wb, "program");
    must(action_begin(t.wb, ACTION_DELETE, e));
    must(action_delete(t.wb, f, t.uid, e));
    must(action_commit(t.wb, e));
    must(action_begin(t.wb, ACTION_RESTORE, e));
    must(action_restore(t.wb, f, t.uid, e));
    must(action_commit(t.wb, e));
    workbook_close(t.wb);
    t.wb = fixture_open(t.theirs);
    f = fixture_form(t.wb, "program");
    for (int i = 0; i < 3; i++) /* later than ours */
        free(fixture_row(t.wb, "program", "nama", "Yang lain"));
    must(action_begin(t.wb, ACTION_DELETE, e));
    must(action_delete(t.wb, f, t.uid, e));
    must(action_commit(t.wb, e));
    workbook_close(t.wb);
    meet(&t);
    f = fixture_form(t.wb, "program");
    assert_false(record_exists(t.wb, f, t.uid));
    struct conflict c = only(t.wb);
    assert_null(c.field);
    must(conflict_choose(t.wb, &c, 1, e));
    assert_true(record_exists(t.wb, f, t.uid));
    take_back(t.wb, false, 1);
    assert_false(record_exists(t.wb, f, t.uid));
    take_back(t.wb, true, 0);
    assert_true(record_exists(t.wb, f, t.uid));
    conflict_clear(&c);
    end(&t);
}

static void nothing_differs_in_one_copy(void **state)
{
    struct two t = begin();
    struct conflict c;

    (void)state;
    t.wb = fixture_open(t.ours);
    const struct form *f = fixture_form(t.wb, "program");
    assert_int_equal(differences(t.wb), 0);
    must(conflict_read(
        t.wb, &(struct conflict_place){f, "tak ada", form_field(f, "nama")}, &c, e));
    assert_int_equal(c.count, 0);
    struct error e = {0};
    assert_int_equal(conflict_choose(t.wb, &c, 0, &e), STATUS_USAGE);
    error_clear(&e);
    conflict_clear(&c);
    end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_texts_differ_and_come_from_one),
        cmocka_unit_test(a_decision_answers_and_travels),
        cmocka_unit_test(decided_alike_on_two_laptops_is_decided),
        cmocka_unit_test(the_same_words_and_order_and_codes_never_differ),
        cmocka_unit_test(unread_texts_differ_too),
        cmocka_unit_test(deleted_here_and_written_there_is_asked),
        cmocka_unit_test(a_row_can_go_by_decision),
        cmocka_unit_test(lists_come_together_by_themselves),
        cmocka_unit_test(an_undone_decision_is_open_again),
        cmocka_unit_test(an_undone_decision_about_a_row_is_open_again),
        cmocka_unit_test(a_row_that_lay_in_the_trash_lies_there_again),
        cmocka_unit_test(nothing_differs_in_one_copy),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
