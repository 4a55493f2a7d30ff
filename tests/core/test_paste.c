/* Tables on their way in: taking them apart, guessing where they go, storing as one action. */
#include "core/exchange/paste.h"
#include "core/store/undo.h"
#include "tests/core/exchange_fixture.h"

/* Opens a pasted text in a form, with the fields of a screen in a row. */
static void open_text(struct paste *p, struct workbook *wb, const char *form, const char *text,
    const char *const *names)
{
    const struct field *fields[16] = {NULL};

    for (size_t i = 0; names && names[i]; i++)
        fields[i] = form_field(fixture_form(wb, form), names[i]);
    must(paste_text(p, fixture_form(wb, form), text, fields, e));
}

/* Why something was refused; forgotten by forget_why. */
static struct error why;

static void forget_why(void)
{
    assert_non_null(why.text);
    error_clear(&why);
}

static void assert_target(const struct paste *p, size_t column, const char *field)
{
    if (field)
        assert_int_equal(p->targets[column].target, PASTE_FIELD);
    if (field)
        assert_string_equal(p->targets[column].field->name, field);
    else
        assert_int_equal(p->targets[column].target, PASTE_SKIP);
}

static void one_text_is_no_table(void **state)
{
    (void)state;
    assert_false(paste_is_table("Pasar Kakao"));
    assert_false(paste_is_table("Pasar Kakao\n"));
    assert_true(paste_is_table("Pasar\tKakao"));
    assert_true(paste_is_table("Pasar\nKakao"));
}

static void cells_are_taken_apart_as_spreadsheets_put_them(void **state)
{
    (void)state;
    char *path = fixture_new("cells");
    struct workbook *wb = fixture_open(path);
    struct paste p;

    open_text(&p, wb, "program",
        "A\t\"dua\nbaris\"\t\"kata \"\"ini\"\"\"\n\nlayar 5\"\tkata \"itu\" saja\n  "
        "\t\t\nakhir\t",
        NULL);
    assert_int_equal(p.rows, 3);
    assert_int_equal(p.columns, 3);
    static const char *const wanted[] = {"A", "dua\nbaris", "kata \"ini\"", "layar 5\"",
        "kata \"itu\" saja", "", "akhir", "", ""};
    for (size_t i = 0; i < 9; i++)
        assert_string_equal(p.cells[i], wanted[i]);
    assert_false(p.headed);
    paste_close(&p);
    assert_int_equal(
        paste_text(&p, fixture_form(wb, "program"), "\n \t\n", NULL, &why), STATUS_DATA);
    forget_why();
    paste_close(&p);
    workbook_close(wb);
    free(path);
}

static void columns_find_their_fields(void **state)
{
    (void)state;
    static const char *const names[] = {"nama", "sub_dimensi", NULL};
    char *path = fixture_new("columns");
    struct workbook *wb = fixture_open(path);
    struct paste p;

    open_text(&p, wb, "program",
        "No\tNama program\tOPD penanggung jawab\tPerkiraan biaya seluruhnya\n1\tPasar\tDLH\t2 "
        "M",
        names);
    assert_true(p.headed);
    assert_int_equal(paste_count(&p), 1);
    assert_target(&p, 0, NULL);
    assert_target(&p, 1, "nama");
    assert_string_equal(paste_sample(&p, 1), "Pasar");
    paste_close(&p);

    open_text(&p, wb, "program", "Pasar\tECO1\tapa saja", names);
    assert_false(p.headed);
    assert_target(&p, 0, "nama");
    assert_target(&p, 1, "sub_dimensi");
    assert_target(&p, 2, NULL);
    paste_choose(&p, 2, p.targets[0]); /* taken from the first */
    assert_target(&p, 0, NULL);
    assert_target(&p, 2, "nama");
    paste_turn(&p, 0, 1);
    assert_int_equal(p.targets[0].target, PASTE_ROW);
    paste_turn(&p, 0, -1);
    assert_target(&p, 0, NULL);
    for (size_t i = 0; i < 100; i++) {
        paste_turn(&p, 0, 1);
        if (p.targets[0].field)
            assert_int_not_equal(p.targets[0].field->level, LEVEL_COMPUTED);
    }
    paste_close(&p);
    workbook_close(wb);
    free(path);
}

static void a_table_is_one_action(void **state)
{
    (void)state;
    static const char *const names[] = {"nama", "dimensi", "perkiraan_biaya", NULL};
    char *path = fixture_new("store");
    struct workbook *wb = fixture_open(path);
    struct import_result result;
    struct told told = {0};
    struct paste p;

    open_text(&p, wb, "program",
        "Pasar\tSmart Economy\t2 M\n“Terang”\tBRA\tentah\n\"A\nB\"\tSmart Mobility\t1", names);
    must(paste_store(&p, wb, NULL, true, fixture_note, &told, &result, e));
    assert_int_equal(result.added, 2);
    assert_int_equal(result.rejected, 1);
    char *none = fixture_sql(wb, "SELECT count(*) FROM program");
    assert_string_equal(none, "0");
    memset(&told, 0, sizeof told);
    must(paste_store(&p, wb, NULL, false, fixture_note, &told, &result, e));
    assert_non_null(strstr(told.notes, "marked 2 "));
    assert_non_null(strstr(told.notes, "rejected 3 "));
    char *two = fixture_sql(wb, "SELECT group_concat(nama || ' ' || kode || ' ' || "
                                "coalesce(perkiraan_biaya, '-'), '; ') FROM "
                                "(SELECT * FROM program ORDER BY urutan)");
    assert_string_equal(two, "Pasar ECO-P01 2000000000; \"Terang\" BRA-P01 -");
    struct undo_result undone = {0};
    must(undo_last(wb, &undone, e));
    assert_int_equal(undone.kind, ACTION_PASTE);
    char *gone = fixture_sql(wb, "SELECT count(*) FROM program");
    assert_string_equal(gone, "0");
    undo_result_clear(&undone);
    paste_close(&p);
    workbook_close(wb);
    free(none), free(two), free(gone), free(path);
}

static void rows_may_be_written_over(void **state)
{
    (void)state;
    static const char *const names[] = {"nama", NULL};
    char *path = fixture_new("over");
    struct workbook *wb = fixture_open(path);
    char *first = fixture_row(wb, "program", "nama", "Lama");
    const char *over[] = {first, NULL};
    struct import_result result;
    struct paste p;

    fixture_set(wb, "program", first, "sub_dimensi", "ECO1");
    open_text(&p, wb, "program", "Baru\nTambahan", names);
    must(paste_store(&p, wb, over, false, NULL, NULL, &result, e));
    assert_int_equal(result.changed, 1);
    assert_int_equal(result.added, 1);
    assert_cell(wb, "program", first, "nama", "Baru");
    assert_code(wb, "program", first, "ECO-P01");
    paste_close(&p);

    open_text(&p, wb, "program", "Kode\tNama program\nECO-P01\tMenurut kode", names);
    assert_int_equal(p.targets[0].target, PASTE_ROW);
    must(paste_store(&p, wb, NULL, false, NULL, NULL, &result, e));
    assert_int_equal(result.changed, 1);
    assert_cell(wb, "program", first, "nama", "Menurut kode");
    paste_choose(&p, 1, (struct paste_column){PASTE_SKIP, NULL});
    assert_int_equal(paste_store(&p, wb, NULL, false, NULL, NULL, &result, &why), STATUS_DATA);
    forget_why();
    paste_close(&p);
    workbook_close(wb);
    free(first), free(path);
}

static void fixed_rows_are_found_by_name_or_place(void **state)
{
    (void)state;
    char *path = fixture_new("fixed");
    struct workbook *wb = fixture_open(path);
    const struct form *form = fixture_form(wb, "sub_dimensi");
    const struct field *field = NULL;
    struct import_result result;
    struct paste p;

    for (size_t i = 0; !field && i < form->count; i++)
        if (form->fields[i].level == LEVEL_CORE)
            field = &form->fields[i];
    const struct field *const fields[] = {field, NULL};
    const char *over[] = {form->rows->choices[2].name};
    must(paste_text(&p, form, "Keadaan kini", fields, e));
    must(paste_store(&p, wb, over, false, NULL, NULL, &result, e));
    assert_cell(wb, "sub_dimensi", over[0], field->name, "Keadaan kini");
    paste_close(&p);
    char *text = text_format(
        "kode\t%s\n%s\tDengan nama", words_get(&field->label), form->rows->choices[3].name);
    must(paste_text(&p, form, text, NULL, e));
    must(paste_store(&p, wb, NULL, false, NULL, NULL, &result, e));
    assert_cell(wb, "sub_dimensi", form->rows->choices[3].name, field->name, "Dengan nama");
    paste_close(&p);
    workbook_close(wb);
    free(text), free(path);
}

static void files_are_read_by_their_delimiter(void **state)
{
    (void)state;
    char *path = fixture_new("file"), *csv = fixture_folder("tempel.csv");
    struct workbook *wb = fixture_open(path);
    static const char bytes[] =
        "\xef\xbb\xbfNama program;OPD penanggung jawab\r\n\"Pasar; Kakao\";DLH\r\n";
    struct paste p;

    must(file_write(csv, bytes, sizeof bytes - 1, e));
    must(paste_file(&p, fixture_form(wb, "program"), csv, NULL, e));
    assert_true(p.headed);
    assert_string_equal(paste_sample(&p, 0), "Pasar; Kakao");
    assert_target(&p, 0, "nama");
    paste_close(&p);
    must(file_write(csv, "a,\xff\n", 5, e));
    assert_int_equal(paste_file(&p, fixture_form(wb, "program"), csv, NULL, &why), STATUS_DATA);
    forget_why();
    paste_close(&p);
    assert_int_equal(
        paste_file(&p, fixture_form(wb, "program"), "/dev/zero", NULL, &why), STATUS_FILE);
    forget_why();
    paste_close(&p);
    workbook_close(wb);
    free(csv), free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_text_is_no_table),
        cmocka_unit_test(cells_are_taken_apart_as_spreadsheets_put_them),
        cmocka_unit_test(columns_find_their_fields),
        cmocka_unit_test(a_table_is_one_action),
        cmocka_unit_test(rows_may_be_written_over),
        cmocka_unit_test(fixed_rows_are_found_by_name_or_place),
        cmocka_unit_test(files_are_read_by_their_delimiter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
