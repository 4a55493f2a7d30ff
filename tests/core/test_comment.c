/* Comments of experts: what they are about, what has changed since, and what an answer does. */
#include "tests/core/store_fixture.h"

#include "core/plan/comment.h"

/* A comment on a field of a row ("": the row as a whole). */
static char *comment(struct workbook *wb, const char *form, const char *row, const char *field,
    const char *text, const char *proposal, const char *seen)
{
    char *uid = fixture_row(wb, "catatan", "komentar", text), *json = NULL;
    const char *parts[] = {form, row, field};

    must(json_from_places(parts, 3, &json, e));
    struct value about = value_text_own(json);
    must(action_begin(wb, ACTION_EDIT, e));
    must(action_set(wb, fixture_form(wb, "catatan"), uid, "untuk", &about, NULL, e));
    must(action_commit(wb, e));
    value_clear(&about);
    if (proposal[0])
        fixture_set(wb, "catatan", uid, "usul", proposal);
    if (seen[0])
        fixture_set(wb, "catatan", uid, "isi_saat_itu", seen);
    return uid;
}

static struct workbook *begin(const char *name, char **path, char **row)
{
    *path = fixture_new(name);
    struct workbook *wb = fixture_open(*path);
    *row = fixture_row(wb, "program", "nama", "Pasar Kakao");
    fixture_set(wb, "program", *row, "dimensi", "ECO");
    fixture_set(wb, "program", *row, "target", "60 %");
    return wb;
}

static void end(struct workbook *wb, char *path, char *row)
{
    workbook_close(wb);
    unlink(path);
    free(path);
    free(row);
}

/* The only comments there are. */
static struct comment *read_all(
    struct workbook *wb, struct comment_fields *f, size_t wanted, size_t *count)
{
    struct comment *list = NULL;

    assert_true(comment_fields_find(workbook_method(wb), f));
    must(comments_read(wb, f, &list, count, e));
    assert_int_equal(*count, wanted);
    return list;
}

static void the_method_gives_each_field_its_place(void **state)
{
    char *path, *row;
    struct workbook *wb = begin("comment-fields", &path, &row);
    struct comment_fields f;

    (void)state;
    assert_true(comment_fields_find(workbook_method(wb), &f));
    assert_string_equal(f.about->name, "untuk");
    assert_string_equal(f.text->name, "komentar");
    assert_string_equal(f.kind->name, "jenis");
    assert_string_equal(f.proposal->name, "usul");
    assert_string_equal(f.assessor->name, "penilai");
    assert_string_equal(f.state->name, "status");
    assert_string_equal(f.answer->name, "tanggapan");
    assert_string_equal(f.date->name, "tanggal");
    assert_string_equal(f.package->name, "paket");
    assert_string_equal(f.seen->name, "isi_saat_itu");
    assert_string_equal(f.answerer->name, "penanggap");
    assert_string_equal(comment_state(&f, 0)->name, "baru");
    assert_string_equal(comment_state(&f, 1)->name, "diterima");
    assert_null(comment_state(&f, 9));
    end(wb, path, row);
}

static void what_changed_since_is_told(void **state)
{
    char *path, *row;
    struct workbook *wb = begin("comment-changed", &path, &row);
    char *uid = comment(wb, "program", row, "target", "Terlalu rendah.", "", "60%");
    struct comment_fields f;
    size_t count;
    struct comment *list = read_all(wb, &f, 1, &count);

    (void)state;
    assert_string_equal(list->about, "ECO-P01 Pasar Kakao: Target akhir");
    assert_false(list->changed); /* 60% and 60 % are one */
    assert_null(comment_change_text(list));
    comments_free(list, count);
    fixture_set(wb, "program", row, "target", "75 %");
    list = read_all(wb, &f, 1, &count);
    assert_true(list->changed);
    char *told = comment_change_text(list);
    assert_string_equal(told, "Sejak itu berubah: Target akhir 60% -> 75 %");
    free(told);
    comments_free(list, count);
    /* 2,4 is not 24 */
    fixture_set(wb, "catatan", uid, "isi_saat_itu", "2,4 km");
    fixture_set(wb, "program", row, "target", "24 km");
    list = read_all(wb, &f, 1, &count);
    assert_true(list->changed);
    comments_free(list, count);
    free(uid);
    end(wb, path, row);
}

static void a_renamed_and_a_deleted_row_are_told(void **state)
{
    char *path, *row;
    struct workbook *wb = begin("comment-gone", &path, &row);
    char *uid = comment(wb, "program", row, "", "Bagus.", "", "Pasar Kakao");
    struct comment_fields f;
    size_t count;

    (void)state;
    fixture_set(wb, "program", row, "nama", "Pasar Digital");
    struct comment *list = read_all(wb, &f, 1, &count);
    char *told = comment_change_text(list);
    assert_string_equal(told, "Sejak itu berubah: Pasar Kakao -> Pasar Digital");
    free(told);
    comments_free(list, count);
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, fixture_form(wb, "program"), row, e));
    must(action_commit(wb, e));
    list = read_all(wb, &f, 1, &count);
    assert_true(list->gone);
    assert_false(list->changed);
    comments_free(list, count);
    free(uid);
    end(wb, path, row);
}

static void the_same_words_on_one_field_are_one(void **state)
{
    char *path, *row, **lines;
    struct workbook *wb = begin("comment-same", &path, &row);
    char *one = comment(wb, "program", row, "target", "Terlalu rendah.", "", "");
    char *two = comment(wb, "program", row, "target", "terlalu  rendah", "", "");
    char *other = comment(wb, "program", row, "lokasi", "Terlalu rendah.", "", "");
    struct comment_fields f;
    size_t count, line_count;
    struct comment *list = read_all(wb, &f, 3, &count);

    (void)state;
    assert_int_equal(list[1].same, 0);
    assert_int_equal(list[2].same, 2);
    comments_free(list, count);
    fixture_set(wb, "catatan", one, "penilai", "Ibu Satu");
    fixture_set(wb, "catatan", two, "penilai", "Pak Dua");
    fixture_set(wb, "catatan", two, "komentar", "Terlalu rendah.");
    must(comment_lines(wb, fixture_form(wb, "program"), row,
        form_field(fixture_form(wb, "program"), "target"), &lines, &line_count, e));
    assert_int_equal(line_count, 1);
    assert_string_equal(lines[0], "Ibu Satu, Pak Dua (Baru): Terlalu rendah.");
    comment_lines_free(lines, line_count);
    must(comment_lines(wb, fixture_form(wb, "program"), row, NULL, &lines, &line_count, e));
    assert_int_equal(line_count, 0);
    comment_lines_free(lines, line_count);
    free(one);
    free(two);
    free(other);
    end(wb, path, row);
}

static void a_proposal_is_taken_in_one_action(void **state)
{
    char *path, *row;
    struct workbook *wb = begin("comment-take", &path, &row);
    char *uid = comment(wb, "program", row, "perkiraan_biaya", "Mahal.", "750 jt", "");
    struct comment_fields f;
    struct undo_result undone = {0};
    size_t count;
    struct comment *list = read_all(wb, &f, 1, &count);
    const char *uids[] = {uid};

    (void)state;
    must(comment_take(wb, &f, list, uids, 1, "Pencatat", e));
    assert_cell(wb, "program", row, "perkiraan_biaya", "Rp750.000.000");
    assert_cell(wb, "catatan", uid, "status", "Diterima");
    assert_cell(wb, "catatan", uid, "penanggap", "Pencatat");
    must(undo_last(wb, &undone, e));
    undo_result_clear(&undone);
    assert_cell(wb, "program", row, "perkiraan_biaya", "");
    assert_cell(wb, "catatan", uid, "status", "");
    comments_free(list, count);
    free(uid);
    end(wb, path, row);
}

static void a_proposal_that_cannot_be_taken_says_why(void **state)
{
    char *path, *row;
    struct workbook *wb = begin("comment-refused", &path, &row);
    char *uids[] = {comment(wb, "program", row, "perkiraan_biaya", "A", "sangat murah", ""),
        comment(wb, "program", row, "perkiraan_biaya", "B", "1.5 M", ""),
        comment(wb, "program", row, "", "C", "Pasar Digital", ""),
        comment(wb, "program", row, "target", "D", "", ""),
        comment(wb, "program", "tidak-ada", "target", "E", "75", "")};
    const enum status wanted[] = {
        STATUS_USAGE, STATUS_USAGE, STATUS_USAGE, STATUS_USAGE, STATUS_MISSING};
    struct comment_fields f;
    size_t count;
    struct comment *list = read_all(wb, &f, 5, &count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct error why = {0};
        const char *one[] = {uids[i]};
        assert_int_equal(comment_take(wb, &f, &list[i], one, 1, "", &why), wanted[i]);
        assert_true(strlen(error_text(&why)) > 10);
        error_clear(&why);
        assert_cell(wb, "catatan", uids[i], "status", "");
    }
    assert_cell(wb, "program", row, "perkiraan_biaya", "");
    comments_free(list, count);
    for (size_t i = 0; i < 5; i++)
        free(uids[i]);
    end(wb, path, row);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_method_gives_each_field_its_place),
        cmocka_unit_test(what_changed_since_is_told),
        cmocka_unit_test(a_renamed_and_a_deleted_row_are_told),
        cmocka_unit_test(the_same_words_on_one_field_are_one),
        cmocka_unit_test(a_proposal_is_taken_in_one_action),
        cmocka_unit_test(a_proposal_that_cannot_be_taken_says_why),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
