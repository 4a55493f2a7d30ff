/* What does not fit into memory lies aside: bytes put by, a reader's copy, rows a few at a
 * time; nothing of it is seen in what comes out. And a run that is to end ends. */
#include "tests/core/exchange_fixture.h"

#include "core/base/spool.h"
#include "core/plan/findings.h"
#include "tests/core/chance.h"

/* How many files and folders TMPDIR holds. */
static size_t files_aside(void)
{
    const char *place = getenv("TMPDIR");
    char **names;
    size_t count;

    must(file_list(place ? place : "/var/tmp", &names, &count, e));
    file_names_free(names, count);
    return count;
}

/* Puts so many bytes by and reads them again, in pieces of other sizes. */
static void put_by(size_t total)
{
    struct spool *s = spool_new();
    uint64_t luck = chance_begin();
    char piece[5000];
    size_t at = 0, got = 1, before = files_aside();

    while (at < total) {
        size_t n = 1 + (size_t)chance(&luck, sizeof piece);
        n = n < total - at ? n : total - at;
        for (size_t i = 0; i < n; i++)
            piece[i] = (char)((at + i) * 31 % 251);
        must(spool_add(s, piece, n, e));
        at += n;
    }
    assert_int_equal(files_aside(), before); /* its file has no name */
    for (at = 0; got; at += got) {
        size_t n = 1 + (size_t)chance(&luck, sizeof piece);
        must(spool_read(s, piece, n, &got, e));
        assert_true(got == n || at + got == total);
        for (size_t i = 0; i < got; i++)
            assert_int_equal(piece[i], (char)((at + i) * 31 % 251));
    }
    assert_int_equal(at, total);
    spool_free(s);
}

static void bytes_put_by_come_back(void **state)
{
    (void)state;
    const size_t sizes[] = {0, 1, 65535, 65536, 65537, 131072, 1000000};

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        put_by(sizes[i]);
}

static void bytes_that_cannot_be_put_by_are_told(void **state)
{
    (void)state;
    static char bytes[200000];
    struct error e = {0};
    struct spool *s = spool_new();
    char *place = strdup(getenv("TMPDIR") ? getenv("TMPDIR") : "/var/tmp");

    setenv("TMPDIR", "/nowhere/at/all", 1);
    assert_int_equal(spool_add(s, bytes, 100, &e), STATUS_OK);
    assert_int_equal(spool_add(s, bytes, sizeof bytes, &e), STATUS_FILE);
    assert_non_null(strstr(error_text(&e), "/nowhere/at/all"));
    setenv("TMPDIR", place, 1);
    error_clear(&e);
    spool_free(s);
    free(place);
}

/* A workbook with more rows than are asked at a time, some cells not understood, in an order
 * of their own. */
static char *many_rows(const char *name)
{
    char *path = fixture_new(name), *csv;
    struct workbook *wb = fixture_open(path);
    size_t size;
    struct told told;
    FILE *out = open_memstream(&csv, &size);

    fprintf(out, "nama,tahun,perkiraan_biaya\n");
    for (int i = 0; i < 1203; i++)
        fprintf(out, "Nomor %d,%d-%d,%s\n", i, 2026 + i % 3, 2027 + i % 9,
            i % 97 ? "5 jt" : "entah");
    fclose(out);
    must(fixture_import(wb, "program", csv, NULL, &told, e));
    free(csv);
    must(db_exec(workbook_db(wb), "UPDATE program SET urutan = -urutan; COMMIT", e));
    workbook_close(wb);
    return path;
}

/* Opens for reading with a copy in memory, or aside. */
static struct workbook *read_copy(const char *path, bool aside)
{
    struct workbook *wb;

    workbook_copy_aside_from(aside ? 0 : 1L << 40);
    must(workbook_open(&wb, path, WORKBOOK_READ, NULL, e));
    workbook_copy_aside_from(4L << 20);
    return wb;
}

static void a_copy_aside_gives_the_same_package(void **state)
{
    (void)state;
    char *path = many_rows("flat-copy"), *folders[2];
    size_t unread[2], before = files_aside();

    for (int i = 0; i < 2; i++) {
        struct workbook *wb = read_copy(path, i == 1);
        struct workbook *writer = fixture_open(path);        /* neither stands in its way */
        assert_int_equal(files_aside(), before + (size_t)i); /* the first package */
        workbook_close(writer);
        folders[i] = fixture_folder(i ? "flat-aside" : "flat-memory");
        unread[i] = fixture_export_all(wb, folders[i], "machine");
        workbook_close(wb);
    }
    assert_int_equal(unread[0], 13);
    assert_int_equal(unread[1], 13);
    assert_same_file(folders[0], folders[1], "SHA256SUMS");
    assert_same_file(folders[0], folders[1], "data/program.csv");
    assert_same_file(folders[0], folders[1], "temuan.csv");
    free(folders[0]);
    free(folders[1]);
    free(path);
}

/* Says yes from a certain time of asking on. */
static bool patience(void *context)
{
    long *left = context;

    return (*left)-- <= 0;
}

static void queries_end_when_somebody_wants_it(void **state)
{
    (void)state;
    char *path = many_rows("flat-stop");
    struct workbook *wb = fixture_open(path);
    struct findings *f;
    struct error e = {0};
    long asked[] = {0, 1, 10, 100, 300};

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        workbook_stop_when(wb, patience, &asked[i]);
        assert_int_equal(findings_run(wb, FINDINGS_ALL, NULL, &f, &e), STATUS_INTERRUPTED);
        assert_null(f);
        error_clear(&e);
    }
    workbook_stop_when(wb, NULL, NULL);
    assert_int_equal(findings_run(wb, FINDINGS_ALL, NULL, &f, &e), STATUS_OK);
    assert_true(f->count > 1203);
    findings_free(f);
    workbook_close(wb);
    free(path);
}

/* What findings_each gave so far, beside what findings_run gave. */
struct beside {
    const struct findings *all;
    size_t at;
};

/* finding_fn */
static enum status is_next(void *context, const struct finding *f, struct error *e)
{
    struct beside *b = context;
    const struct finding *same = &b->all->list[b->at++];
    (void)e;

    assert_ptr_equal(f->check, same->check);
    assert_ptr_equal(f->row_form, same->row_form);
    assert_string_equal(f->uid, same->uid);
    assert_string_equal(f->sentence, same->sentence);
    assert_string_equal(f->reason ? f->reason : "", same->reason ? same->reason : "");
    return STATUS_OK;
}

static void findings_come_one_by_one_as_they_come_together(void **state)
{
    (void)state;
    char *path = many_rows("flat-findings");
    struct workbook *wb = fixture_open(path);
    struct findings *f;

    must(findings_run(wb, FINDINGS_ALL, NULL, &f, e));
    must(finding_waive(wb, &f->list[3], "Sudah dibahas.", e));
    must(finding_waive(wb, &f->list[f->count - 1], "Tetap begitu.", e));
    must(finding_waive(wb, &f->list[3], "Dibahas lagi.", e));
    findings_free(f);
    must(findings_run(wb, FINDINGS_ALL, NULL, &f, e));
    assert_int_equal(f->waived, 2);
    assert_string_equal(f->list[3].reason, "Dibahas lagi.");
    struct beside b = {.all = f};
    must(findings_each(wb, is_next, &b, e));
    assert_int_equal(b.at, f->count);
    findings_free(f);
    workbook_close(wb);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_put_by_come_back),
        cmocka_unit_test(bytes_that_cannot_be_put_by_are_told),
        cmocka_unit_test(a_copy_aside_gives_the_same_package),
        cmocka_unit_test(queries_end_when_somebody_wants_it),
        cmocka_unit_test(findings_come_one_by_one_as_they_come_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
