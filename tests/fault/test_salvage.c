/* One page of a workbook is lost, any page: what the others still say is in the salvaged one,
 * and what it says is missing is what was on that page and nowhere else. The truth comes from
 * the sound workbook and SQLite's own map of its pages.
 *
 * SALVAGES=N damages N pages, SALVAGE=seed only that one. */
#include <errno.h>
#include <fcntl.h>

#include "core/base/hash.h"
#include "core/store/doctor.h"
#include "core/store/salvage.h"
#include "core/store/trash.h"
#include "tests/core/store_fixture.h"
#include "tests/fault/cut_vfs.h"
#include "tests/fault/page_truth.h"
#include "tests/property/chance.h"

#define DAMAGES 20
#define ROWS 2000
#define IN_ONE 100 /* rows of one paste */
#define PAGE 4096

static char *sound; /* the workbook nothing happened to */
static char *bytes; /* its bytes */
static size_t size;
static sqlite3 *truth;

/* A text that goes on over several pages. */
static char *long_text(size_t i, size_t length)
{
    char *text = malloc(length + 1);

    assert_non_null(text);
    for (size_t at = 0; at < length; at++)
        text[at] = at % 61 == 60 ? ' ' : (char)('a' + (at * 7 + i) % 26);
    text[length] = '\0';
    return text;
}

/* Some rows as one paste. */
static void paste(struct workbook *wb, const char *form, size_t first, char uids[][64])
{
    must(action_begin(wb, ACTION_PASTE, e));
    for (size_t i = first; i < first + IN_ONE; i++) {
        char *name = text_format("Layanan nomor %zu di kecamatan", i);
        must(action_create(wb, fixture_form(wb, form), NULL, NULL, uids[i], e));
        fixture_type(wb, form, uids[i], "nama", name);
        fixture_type(wb, form, uids[i], "tahun", i % 3 ? "2026-2028" : "2030");
        fixture_type(wb, form, uids[i], "perkiraan_biaya", i % 7 ? "750 jt" : "entah");
        fixture_type(wb, form, uids[i], "target", "298 desa");
        free(name);
    }
    must(action_commit(wb, e));
}

/* Cells written again one by one, some taken back, some rows deleted. */
static void live(struct workbook *wb, const char *form, char uids[][64])
{
    for (size_t i = 0; i < ROWS; i += 9) {
        char *text = long_text(i, i % 4 ? 60 : 9000);
        fixture_set(wb, form, uids[i], i % 2 ? "nama" : "kegiatan", text);
        free(text);
        if (i % 5 == 0) {
            struct undo_result result = {0};
            must(undo_last(wb, &result, e));
            undo_result_clear(&result);
        }
    }
    for (size_t i = 4; i < ROWS; i += 40) {
        must(action_begin(wb, ACTION_DELETE, e));
        must(action_delete(wb, fixture_form(wb, form), uids[i], e));
        must(action_commit(wb, e));
    }
}

/* The workbook of 2,000 rows, of three sessions. */
static int begin(void **state)
{
    static char uids[ROWS][64];

    (void)state;
    cut_register(); /* no real syncs: this is about pages, not about moments */
    workbook_use_vfs("cut");
    sound = fixture_new("sound");
    struct workbook *wb = fixture_open(sound);
    for (size_t i = 0; i < ROWS; i += IN_ONE) {
        if (i == ROWS / 2) {
            workbook_close(wb);
            wb = fixture_open(sound);
        }
        paste(wb, "program", i, uids);
    }
    workbook_close(wb);
    wb = fixture_open(sound);
    live(wb, "program", uids);
    workbook_close(wb);
    must(file_read(sound, LIMIT_FILE, &bytes, &size, e));
    truth = truth_open(sound);
    return 0;
}

static int end(void **state)
{
    (void)state;
    sqlite3_close(truth);
    unlink(sound);
    free(sound);
    free(bytes);
    return 0;
}

/* Puts something else where a page was: zeros, noise, ones, or a text. */
static void damage(char *page, struct chance *c)
{
    static const char text[] = "Daftar hadir bimbingan teknis. ";
    uint64_t kind = chance_below(c, 4);

    for (size_t i = 0; i < PAGE; i++)
        page[i] = kind == 0   ? '\0'
                  : kind == 1 ? (char)chance_below(c, 256)
                  : kind == 2 ? (char)0xff
                              : text[i % (sizeof text - 1)];
}

/* doctor_find_fn: there must be none. */
static void no_finding(void *context, const char *sentence)
{
    fail_msg("%s: %s", (const char *)context, sentence);
}

/* Cells of the sound one that are nowhere else than on the page: the head's change lies there,
 * and its row is in no form's table (it is in the trash) to show it. */
static const char missing_sql[] =
    "CREATE TEMP TABLE gone AS SELECT r.form, r.uid, e.field FROM place p"
    " JOIN edit_row e ON e.number = p.number"
    " JOIN old.head h ON h.record = e.record AND h.field = e.field"
    " AND h.session = e.session AND h.seq = e.seq"
    " JOIN old.record r ON r.id = e.record"
    " WHERE p.page = %lld AND p.name = 'edit' AND e.field <> '' AND r.form = 'program'"
    " AND r.uid NOT IN (SELECT id FROM old.program)";
#define CELLS(which)                                                                           \
    "SELECT r.form, r.uid, e.field, e.value, e.typed FROM " which ".head h JOIN " which        \
    ".edit e ON e.session = h.session AND e.seq = h.seq JOIN " which                           \
    ".record r ON r.id = h.record"
#define NOT_GONE                                                                               \
    " WHERE NOT EXISTS(SELECT 1 FROM temp.gone g WHERE g.form = r.form AND g.uid = r.uid AND " \
    "g.field = e.field)"

/* What is in the salvaged one against the truth. */
static void compare(const char *salvaged, uint32_t page, const struct salvage_report *report)
{
    char *sql = sqlite3_mprintf(missing_sql, (long long)page);
    char *attach = sqlite3_mprintf("ATTACH %Q AS new", salvaged);

    assert_int_equal(sqlite3_exec(truth, attach, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(truth, sql, NULL, NULL, NULL), SQLITE_OK);
    int64_t gone = truth_number(truth, "SELECT count(*) FROM temp.gone", 0);
    int64_t lost = truth_number(truth,
        "SELECT count(DISTINCT number) FROM place WHERE page = ? AND name = 'edit'", page);
    assert_int_equal(report->cells_missing, gone);
    assert_int_equal(report->edits_lost, lost);
    assert_int_equal(
        truth_number(truth,
            "SELECT count(*) FROM (" CELLS("old") NOT_GONE " EXCEPT " CELLS("new") ")", 0),
        0);
    assert_int_equal(
        truth_number(truth,
            "SELECT count(*) FROM (" CELLS("new") NOT_GONE " EXCEPT " CELLS("old") ")", 0),
        0);
    assert_int_equal(truth_number(truth,
                         "SELECT (SELECT count(*) FROM old.edit) - (SELECT count(*) FROM"
                         " new.edit) - ?",
                         lost - report->cells_rescued),
        0);
    assert_int_equal(truth_number(truth,
                         "SELECT count(*) FROM (SELECT * FROM old.program EXCEPT"
                         " SELECT * FROM new.program)",
                         0),
        0);
    assert_int_equal(
        sqlite3_exec(truth, "DROP TABLE temp.gone; DETACH new", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_free(sql);
    sqlite3_free(attach);
}

/* One damage. Adds what is missing to *missing and what was rescued to *rescued. */
static void lose_a_page(uint64_t seed, int64_t *missing, int64_t *rescued)
{
    struct chance c = chance_from(seed);
    uint32_t page = 1 + (uint32_t)chance_below(&c, size / PAGE);
    struct salvage_report report;
    struct doctor_report health;
    struct error why = {0};
    char *copy = malloc(size), before[65], after[65], *again, where[64];
    size_t got;

    assert_non_null(copy);
    memcpy(copy, bytes, size);
    damage(copy + (size_t)(page - 1) * PAGE, &c);
    snprintf(where, sizeof where, "seed %llu, page %u", (unsigned long long)seed, page);
    must(file_write("damaged.susun", copy, size, e));
    hash_hex(copy, size, before);
    unlink("saved.susun");
    enum status s =
        salvage_make("damaged.susun", "saved.susun", NULL, NULL, NULL, &report, &why);
    if (s != STATUS_OK && s != STATUS_FINDINGS)
        fail_msg("%s: %s", where, error_text(&why));
    compare("saved.susun", page, &report);
    s = doctor_examine("saved.susun", no_finding, where, &health, &why);
    if (s != STATUS_OK)
        fail_msg("%s: %s", where, error_text(&why));
    must(file_read("damaged.susun", LIMIT_FILE, &again, &got, e));
    hash_hex(again, got, after);
    assert_string_equal(before, after);
    *missing += report.cells_missing;
    *rescued += report.cells_rescued;
    free(again);
    free(copy);
}

static void test_any_page(void **state)
{
    const char *many = getenv("SALVAGES"), *one = getenv("SALVAGE");
    uint64_t first = one ? strtoull(one, NULL, 10) : 1;
    uint64_t last = one ? first : many ? strtoull(many, NULL, 10) : DAMAGES;
    int64_t missing = 0, rescued = 0;

    (void)state;
    for (uint64_t seed = first; seed <= last; seed++) {
        print_message("# damage %llu\n", (unsigned long long)seed);
        lose_a_page(seed, &missing, &rescued);
    }
    print_message("# damages %llu of %zu pages, cells rescued %lld, cells missing %lld\n",
        (unsigned long long)(last - first + 1), size / PAGE, (long long)rescued,
        (long long)missing);
}

/* Much is lost at once: pages, pieces of pages, single bits. What comes out is sound, or it is
 * said that nothing is left. */
static void test_much(void **state)
{
    const char *many = getenv("SALVAGES");
    uint64_t last = many ? strtoull(many, NULL, 10) : DAMAGES / 4;
    char *copy = malloc(size), where[64];
    size_t made = 0;

    (void)state;
    assert_non_null(copy);
    for (uint64_t seed = 1; seed <= last; seed++) {
        struct chance c = chance_from(seed + 1000000);
        struct salvage_report report;
        struct doctor_report health;
        struct error why = {0};
        memcpy(copy, bytes, size);
        for (size_t i = chance_below(&c, 40) + 2; i > 0; i--) {
            size_t at = chance_below(&c, size / PAGE) * PAGE;
            if (i % 3 == 0)
                damage(copy + at, &c);
            else if (i % 3 == 1)
                memset(copy + at + chance_below(&c, 8) * 512, (int)chance_below(&c, 256), 512);
            else
                copy[at + chance_below(&c, PAGE)] ^= (char)(1 << chance_below(&c, 8));
        }
        snprintf(where, sizeof where, "much, seed %llu", (unsigned long long)seed);
        must(file_write("damaged.susun", copy, size, e));
        unlink("saved.susun");
        enum status s =
            salvage_make("damaged.susun", "saved.susun", NULL, NULL, NULL, &report, &why);
        if (s != STATUS_OK && s != STATUS_FINDINGS)
            fail_msg("%s: %s", where, error_text(&why));
        s = doctor_examine("saved.susun", no_finding, where, &health, &why);
        if (s != STATUS_OK)
            fail_msg("%s: %s", where, error_text(&why));
        made++;
    }
    print_message("# much lost: %zu times, sound each time\n", made);
    free(copy);
}

/* Nothing is missing of a file that is not damaged, and its journal stays what it is. */
static void test_sound(void **state)
{
    struct salvage_report report;

    (void)state;
    unlink("saved.susun");
    must(salvage_make(sound, "saved.susun", NULL, NULL, NULL, &report, e));
    assert_int_equal(report.cells_rescued, 0);
    compare("saved.susun", 0, &report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sound),
        cmocka_unit_test(test_any_page),
        cmocka_unit_test(test_much),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
