/* perubahan.csv: what was, is, when and why, since the package before; what stays out; the same
 * cells as changes_since tells; what counts as the package before. */
#include "core/base/file.h"
#include "core/exchange/export.h"
#include "core/exchange/part.h"
#include "core/exchange/since.h"
#include "core/store/changes.h"
#include "core/store/mark.h"
#include "core/store/merge.h"
#include "tests/core/store_fixture.h"

#define HEAD                                                                                   \
    "\xEF\xBB\xBF"                                                                             \
    "Form;Kode;Nama;Isian;Sebelum;Sesudah;Kapan;Alasan\r\n"

/* A package; its perubahan.csv is the caller's, NULL when it has none. */
static char *pack(
    struct workbook *wb, const char *name, struct export_options o, struct export_result *r)
{
    char *folder = text_format("%s/%s", getenv("TMPDIR"), name), *text = NULL;
    char *path = text_format("%s/lembar/perubahan.csv", folder);
    size_t size;

    o.dialect = dialect_named("machine");
    must(export_folder(wb, folder, &o, r, e));
    assert_int_equal(r->compared, file_exists(path));
    if (r->compared)
        must(file_read(path, 1 << 20, &text, &size, e));
    free(path);
    free(folder);
    return text;
}

/* The next package, with a number. */
static char *hand_over(struct workbook *wb, const char *name, const char *number)
{
    struct export_result r;
    char *text = pack(wb, name, (struct export_options){.register_it = true}, &r);

    assert_string_equal(r.number, number);
    return text;
}

static void delete_row(struct workbook *wb, const char *form, const char *uid)
{
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, fixture_form(wb, form), uid, e));
    must(action_commit(wb, e));
}

/* Rows as a district has them at its first package. */
struct plan {
    struct workbook *wb;
    char *opd, *a, *b, *c, *meeting;
};

static struct plan begin(const char *name)
{
    char *path = fixture_new(name);
    struct plan p = {.wb = fixture_open(path)};

    free(path);
    p.opd = fixture_row(p.wb, "opd", "nama", "Dinas Perhubungan");
    fixture_set(p.wb, "opd", p.opd, "kepala", "Budi");
    p.a = fixture_row(p.wb, "program", "nama", "Sinyal");
    fixture_set(p.wb, "program", p.a, "perkiraan_biaya", "2 M");
    p.b = fixture_row(p.wb, "program", "nama", "Sungai");
    p.c = fixture_row(p.wb, "program", "nama", "Terminal");
    p.meeting = fixture_row(p.wb, "pertemuan", "judul", "Bimtek I");
    return p;
}

static void end(struct plan *p)
{
    workbook_close(p->wb);
    free(p->opd);
    free(p->a);
    free(p->b);
    free(p->c);
    free(p->meeting);
}

/* One edit before the signature, the rest after it and with a reason. */
static void go_on(struct plan *p)
{
    fixture_set(p->wb, "program", p->b, "sifat", "lanjutan");
    must(mark_set(p->wb, "Berita acara", MARK_SIGNED, p->meeting, "", e));
    fixture_set(p->wb, "program", p->a, "perkiraan_biaya", "750 jt");
    fixture_set(p->wb, "program", p->a, "keterangan", "=1+1");
    fixture_set(p->wb, "program", p->b, "nama", "Tepi sungai");
    fixture_set(p->wb, "program", p->b, "nama", "Sungai"); /* as it was */
    must(mark_give_reason(p->wb, "Angka BPS direvisi", e));
    fixture_set(p->wb, "opd", p->opd, "kepala", "Siti");
    delete_row(p->wb, "program", p->c);
    free(fixture_row(p->wb, "program", "nama", "Pasar"));
    free(fixture_row(p->wb, "peserta", "nama", "Ani"));
    char *passing = fixture_row(p->wb, "program", "nama", "Sebentar");
    delete_row(p->wb, "program", passing);
    free(passing);
}

static const char told[] = HEAD
    "Program;;Sinyal;Perkiraan biaya seluruhnya (Rp);2000000000;750000000;2026-06-13;Angka BPS "
    "direvisi\r\n"
    "Program;;Sinyal;Keterangan;;'=1+1;2026-06-13;Angka BPS direvisi\r\n"
    "Program;;Sungai;Baru atau lanjutan;;Lanjutan;2026-06-13;\r\n"
    "Program;;Pasar;(baris baru);;Pasar;2026-06-13;Angka BPS direvisi\r\n"
    "Program;;Terminal;(baris dihapus);Terminal;;2026-06-13;Angka BPS direvisi\r\n";

static void changes_with_their_reasons(void **state)
{
    struct plan p = begin("since-told");
    struct export_result r;
    size_t lines[2];

    (void)state;
    assert_null(hand_over(p.wb, "since-told-1", "73.22-01"));
    go_on(&p);
    char *text = hand_over(p.wb, "since-told-2", "73.22-02");
    assert_string_equal(text, told);
    free(text);
    text = pack(p.wb, "since-told-3", (struct export_options){0}, &r);
    assert_string_equal(text, told); /* it is that package once more */
    assert_string_equal(r.since, "73.22-01");
    assert_int_equal(r.changes, 5);
    free(text);

    /* what is about persons is there when it is asked for, and counted either way */
    text = pack(p.wb, "since-told-4",
        (struct export_options){.since = "73.22-01", .personal = true}, &r);
    assert_non_null(strstr(text, ";Nama kepala;Budi;Siti;"));
    assert_non_null(strstr(text, ";Ani;(baris baru);;Ani;"));
    assert_int_equal(r.changes, 7);
    free(text);
    struct since since;
    must(since_named(p.wb, "73.22-01", &since, e));
    must(part_changes_count(p.wb, &since.mark, lines, e));
    assert_int_equal(lines[0], 5);
    assert_int_equal(lines[1], 7);
    since_clear(&since);
    end(&p);
}

static void nothing_changed_is_told_by_headings(void **state)
{
    struct plan p = begin("since-none");
    struct export_result r;

    (void)state;
    assert_null(hand_over(p.wb, "since-none-1", "73.22-01"));
    assert_null(hand_over(p.wb, "since-none-2", "73.22-01"));
    char *text = pack(p.wb, "since-none-3", (struct export_options){.since = "73.22-01"}, &r);
    assert_string_equal(text, HEAD);
    free(text);
    end(&p);
}

/* Whose mark is taken back was not handed over, and one that came in as a table says nothing.
 */
static void which_package_counts(void **state)
{
    struct plan p = begin("since-which");
    struct since since;
    struct mark *marks;
    struct error why = {0};
    size_t count;

    (void)state;
    free(hand_over(p.wb, "since-which-1", "73.22-01"));
    fixture_set(p.wb, "program", p.a, "nama", "Dua");
    free(hand_over(p.wb, "since-which-2", "73.22-02"));
    fixture_set(p.wb, "program", p.a, "nama", "Tiga");
    must(since_before(p.wb, "", &since, e));
    assert_string_equal(since.number, "73.22-02");
    since_clear(&since);
    must(since_before(p.wb, "73.22-02", &since, e));
    assert_string_equal(since.number, "73.22-01");
    since_clear(&since);
    must(since_before(p.wb, "73.22-01", &since, e));
    assert_false(since.found);

    must(marks_list(p.wb, false, &marks, &count, e));
    must(mark_take_back(p.wb, &marks[0], e));
    marks_free(marks, count);
    must(since_before(p.wb, "", &since, e));
    assert_string_equal(since.number, "73.22-01");
    since_clear(&since);
    assert_int_equal(since_named(p.wb, "73.22-02", &since, &why), STATUS_USAGE);
    assert_non_null(strstr(error_text(&why), "73.22-01")); /* what there is */
    since_clear(&since);
    error_clear(&why);

    char *row = fixture_row(p.wb, "tonggak", "nama_tonggak", "Dari luar");
    const struct value held = {.kind = VALUE_TEXT, .text = "# package abc\nabc 5"};
    must(action_begin(p.wb, ACTION_EDIT, e));
    must(action_set(p.wb, fixture_form(p.wb, "tonggak"), row, "isi_tonggak", &held, NULL, e));
    must(action_commit(p.wb, e));
    assert_int_equal(since_named(p.wb, "Dari luar", &since, &why), STATUS_USAGE);
    since_clear(&since);
    error_clear(&why);
    must(since_before(p.wb, "", &since, e));
    assert_string_equal(since.number, "73.22-01");
    since_clear(&since);
    free(row);
    end(&p);
}

/* What is merged later counts as later also where it was typed before the package. */
static void what_comes_later_is_later(void **state)
{
    char *path = fixture_new("since-late"), *other = text_format("%s.b", path);
    struct workbook *wb = fixture_open(path);
    char *a = fixture_row(wb, "program", "nama", "Sinyal");

    (void)state;
    workbook_close(wb);
    must(file_copy(path, other, e));
    struct workbook *group = fixture_open(other);
    fixture_set(group, "program", a, "keterangan", "dari kelompok");
    workbook_close(group);
    wb = fixture_open(path);
    free(hand_over(wb, "since-late-1", "73.22-01"));
    const char *const others[] = {other};
    const struct merge_options options = {0};
    struct merge_report report;
    char *backup = NULL;
    must(merge_files(wb, others, 1, &options, &report, &backup, e));
    merge_reports_clear(&report, 1);
    free(backup);
    char *text = hand_over(wb, "since-late-2", "73.22-02");
    assert_string_equal(text, HEAD "Program;;Sinyal;Keterangan;;dari kelompok;2026-06-13;\r\n");
    free(text);
    workbook_close(wb);
    free(a);
    free(other);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_with_their_reasons),
        cmocka_unit_test(nothing_changed_is_told_by_headings),
        cmocka_unit_test(which_package_counts),
        cmocka_unit_test(what_comes_later_is_later),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
