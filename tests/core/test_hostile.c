/* Hostile workbooks, each met by every door: it is refused by name and stays as it is, or it
 * opens and harms nothing. Taken in as another's copy it is refused, or taken in whole. */
#include "tests/core/hostile.h"

#include <sys/stat.h>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/message.h"
#include "core/plan/progress.h"
#include "core/store/guard.h"
#include "core/store/merge.h"
#include "core/store/rebuild.h"
#include "tests/core/store_fixture.h"
#include "tests/property/sample_method.h"

/* What went wrong is told case by case; a test fails at its end. */
static size_t complaints;
#define complain(...) (complaints++, print_error("# " __VA_ARGS__), print_error("\n"))

/* The good workbook as it left the laptop, and as it came back from somebody's. */
static char *ours, *theirs;

/* Hash of a file; "" when there is none to read. */
static void hash_of(const char *path, char out[65])
{
    struct stat st;

    out[0] = '\0';
    if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
        must(hash_file(path, out, e));
}

/* A copy at a path of a name; the caller's. */
static char *copy_of(const char *from, const char *name)
{
    char *to = text_format("%s/%s.susun", getenv("TMPDIR"), name);

    unlink(to);
    rmdir(to);
    must(file_copy(from, to, e));
    return to;
}

static char *spoilt(const struct hostile *h)
{
    char *path = copy_of(theirs, h->name);

    if (h->sql)
        hostile_tamper(path, h->sql);
    else
        h->spoil(path);
    return path;
}

/* Whether everything derived is what the journal says. */
static void verify(struct workbook *wb, const char *name)
{
    bool equal = false;
    struct error e = {0};

    if (rebuild_verify(wb, &equal, &e) != STATUS_OK || !equal)
        complain("%s: %s", name, error_text(&e));
    error_clear(&e);
}

/* Shows every cell of every row. */
static void read_all(struct workbook *wb)
{
    const struct method *m = workbook_method(wb);

    for (size_t i = 0; i < m->form_count; i++) {
        struct rows *rows;
        must(rows_open(wb, &m->forms[i], &rows, e));
        for (size_t k = 0; k < rows_count(rows); k++) {
            struct record r;
            if (record_read(wb, &m->forms[i], rows_uid(rows, k), &r, NULL) != STATUS_OK)
                continue;
            for (size_t f = 0; f < m->forms[i].count; f++) {
                char *shown = NULL;
                must(cell_show(wb, &m->forms[i].fields[f], &r.cells[f], &shown, e));
                free(shown);
            }
            record_clear(&r);
        }
        rows_close(rows);
    }
}

/* Expects a refusal by one way of opening. */
static void refused(const struct hostile *h, const char *path, enum workbook_mode mode)
{
    struct workbook *wb = NULL;
    struct error why = {0};
    enum status s = workbook_open(&wb, path, mode, &fixture_person, &why);

    if (s == STATUS_OK || wb)
        complain("%s: opened", h->name);
    else if (!strstr(error_text(&why), h->says))
        complain("%s: %s", h->name, error_text(&why));
    workbook_close(wb);
    error_clear(&why);
}

/* Looks at a file that opens; nobody types. */
static void looked_at(const struct hostile *h, const char *path, enum workbook_mode mode)
{
    struct workbook *wb = NULL;
    struct error why = {0};

    if (workbook_open(&wb, path, mode, &fixture_person, &why) != STATUS_OK)
        complain("%s: %s", h->name, error_text(&why));
    else
        read_all(wb);
    workbook_close(wb);
    error_clear(&why);
}

/* Somebody goes on working in a file that opens: what is derived is made anew from its journal,
 * a change is stored and taken back, and the file opens again. */
static void worked_on(const struct hostile *h, const char *path)
{
    struct workbook *wb = fixture_open(path);
    struct undo_result r = {0};
    struct error why = {0};

    if (rebuild_all(wb, &why) != STATUS_OK)
        complain("%s: %s", h->name, error_text(&why));
    error_clear(&why);
    verify(wb, h->name);
    char *uid = fixture_row(wb, "barang", "judul", "Sesudahnya");
    assert_cell(wb, "barang", uid, "judul", "Sesudahnya");
    verify(wb, h->name);
    workbook_close(wb);
    wb = fixture_open(path);
    assert_cell(wb, "barang", uid, "judul", "Sesudahnya");
    must(undo_last(wb, &r, e));
    undo_result_clear(&r);
    if (record_exists(wb, fixture_form(wb, "barang"), uid))
        complain("%s: undo left what it should take back", h->name);
    verify(wb, h->name);
    read_all(wb);
    workbook_close(wb);
    free(uid);
}

/* Both ways of opening, twice. */
static void opened(const struct hostile *h)
{
    char before[65], after[65], *path = spoilt(h);

    hash_of(path, before);
    for (int mode = 0; mode < 4; mode++) {
        if (h->says)
            refused(h, path, mode % 2 ? WORKBOOK_READ : WORKBOOK_WRITE);
        else
            looked_at(h, path, mode % 2 ? WORKBOOK_READ : WORKBOOK_WRITE);
    }
    hash_of(path, after);
    if (strcmp(before, after) != 0)
        complain("%s: the file was changed", h->name);
    char *wal = text_format("%s-wal", path);
    assert_false(file_exists(wal) && strcmp(h->name, "wal") != 0);
    free(wal);
    if (!h->says)
        worked_on(h, path);
    free(path);
}

/* It comes as another's copy: refused, nothing of ours changes; or taken in, whole. The other
 * file stays as it is anyway. */
static void taken_in(const struct hostile *h)
{
    static const struct merge_options plainly = {0};
    const char *says = h->merged ? h->merged : h->says;
    char before[65], after[65], here[65], there[65];
    char *path = spoilt(h), *mine = copy_of(ours, "mine");
    const char *others[] = {path};
    struct merge_report report;
    struct error why = {0};

    hash_of(path, before);
    hash_of(mine, here);
    struct workbook *wb = fixture_open(mine);
    enum status s = merge_files(wb, others, 1, &plainly, &report, NULL, &why);
    hash_of(path, after);
    if (strcmp(before, after) != 0)
        complain("%s: the other file was changed", h->name);
    if (says && s == STATUS_OK)
        complain("%s: taken in", h->name);
    if ((says && !strstr(error_text(&why), says)) || (!says && s != STATUS_OK))
        complain("%s: %s", h->name, error_text(&why));
    verify(wb, h->name);
    read_all(wb);
    workbook_close(wb);
    hash_of(mine, there);
    if (says && strcmp(here, there) != 0)
        complain("%s: ours was changed", h->name);
    if (!says)
        worked_on(h, mine);
    merge_reports_clear(&report, 1);
    error_clear(&why);
    free(path);
    free(mine);
}

static void every_file_and_schema_when_opened(void **state)
{
    (void)state;
    for (size_t i = 0; i < hostile_file_count; i++)
        opened(&hostile_files[i]);
    print_message("# %zu files\n", hostile_file_count);
    assert_int_equal(complaints, 0);
}

static void every_file_and_schema_as_a_copy(void **state)
{
    (void)state;
    for (size_t i = 0; i < hostile_file_count; i++)
        taken_in(&hostile_files[i]);
    assert_int_equal(complaints, 0);
}

static void every_journal_when_opened(void **state)
{
    (void)state;
    for (size_t i = 0; i < hostile_journal_count; i++)
        opened(&hostile_journals[i]);
    print_message("# %zu journals\n", hostile_journal_count);
    assert_int_equal(complaints, 0);
}

static void every_journal_as_a_copy(void **state)
{
    (void)state;
    for (size_t i = 0; i < hostile_journal_count; i++)
        taken_in(&hostile_journals[i]);
    assert_int_equal(complaints, 0);
}

/* guard_row_fn: what comes is not looked at. */
static enum status ignore_row(void *context, sqlite3_stmt *row, struct error *e)
{
    (void)context, (void)row, (void)e;
    return STATUS_OK;
}

/* What a fact of the method and its computed field say. */
static void ask(const struct hostile_query *q, struct workbook *wb, const char *uid)
{
    const struct form *form = fixture_form(wb, "barang");
    struct cell cell = {0};
    struct error why = {0};
    struct counted_fact *facts;
    const struct step *step = &workbook_method(wb)->stages[0].steps[0];

    enum status s = record_cell(wb, form, uid, form_field(form, "hitung"), &cell, &why);
    if (s == STATUS_OK)
        cell_clear(&cell);
    error_clear(&why);
    must(facts_count(wb, step, &facts, e));
    assert_int_equal(step->fact_count, 1);
    if (q->says && facts[0].state != FACT_BROKEN)
        complain("%s: runs", q->sql);
    facts_free(facts, step->fact_count);
    s = guard_query(wb, q->sql, ignore_row, NULL, &why);
    if (q->says && (s != STATUS_DATA || !strstr(error_text(&why), q->says)))
        complain("%s: %s", q->sql, error_text(&why));
    error_clear(&why);
}

/* The method asks for what it may not have; the workbook goes on. */
static void every_query_of_a_method(void **state)
{
    (void)state;
    for (size_t i = 0; i < hostile_query_count; i++) {
        const struct hostile_query *q = &hostile_queries[i];
        struct source method;
        char *path = text_format("%s/query%zu.susun", getenv("TMPDIR"), i), before[65],
             after[65];
        hostile_method(&method, q->sql);
        struct error why = {0};
        enum status s = workbook_new(path, &method, "73.22", 2026, 10, &fixture_person, &why);
        source_free(&method);
        if (s != STATUS_OK) { /* no method at all */
            if (!q->says || !strstr(error_text(&why), q->says))
                complain("%s: %s", q->sql, error_text(&why));
            error_clear(&why);
            free(path);
            continue;
        }
        struct workbook *wb = fixture_open(path);
        char *uid = fixture_row(wb, "barang", "judul", "Satu");
        workbook_close(wb);
        hash_of(path, before);
        wb = fixture_open(path);
        sqlite3_int64 held = sqlite3_memory_used();
        ask(q, wb, uid);
        if (sqlite3_memory_used() > held + (1 << 20))
            complain("%s: keeps memory", q->sql);
        workbook_close(wb);
        hash_of(path, after);
        if (strcmp(before, after) != 0)
            complain("%s: the file was changed", q->sql);
        wb = fixture_open(path);
        fixture_set(wb, "barang", uid, "judul", "Dua");
        assert_cell(wb, "barang", uid, "judul", "Dua");
        verify(wb, q->sql);
        workbook_close(wb);
        unlink(path);
        free(path);
        free(uid);
    }
    print_message("# %zu queries\n", hostile_query_count);
    assert_int_equal(complaints, 0);
}

/* The good one, as every case finds it, is taken in. */
static void the_good_one_is_taken_in(void **state)
{
    static const struct hostile good = {"good", "SELECT 1", NULL, NULL, NULL};

    (void)state;
    opened(&good);
    taken_in(&good);
    assert_int_equal(complaints, 0);
}

/* A workbook, and the copy of it that somebody else worked on. */
static int begin(void **state)
{
    struct undo_result r = {0};
    struct source method;

    (void)state;
    message_set_lang(LANG_EN);
    ours = text_format("%s/ours.susun", getenv("TMPDIR"));
    must(sample_method(&method, e));
    must(workbook_new(ours, &method, "73.22", 2026, 10, &fixture_person, e));
    source_free(&method);
    struct workbook *wb = fixture_open(ours);
    char *first = fixture_row(wb, "barang", "judul", "Bersama");
    workbook_close(wb);
    theirs = copy_of(ours, "theirs");
    wb = fixture_open(theirs);
    char *uid = fixture_row(wb, "barang", "judul", "Satu");
    fixture_set(wb, "barang", uid, "judul", "Dua");
    fixture_set(wb, "barang", uid, "judul", "Tiga");
    fixture_set(wb, "barang", first, "judul", "Bersama juga");
    must(action_begin(wb, ACTION_DELETE, e));
    must(action_delete(wb, fixture_form(wb, "barang"), first, e));
    must(action_commit(wb, e));
    must(undo_last(wb, &r, e));
    undo_result_clear(&r);
    workbook_close(wb);
    free(uid);
    free(first);
    return 0;
}

static int end(void **state)
{
    (void)state;
    free(ours);
    free(theirs);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_good_one_is_taken_in),
        cmocka_unit_test(every_file_and_schema_when_opened),
        cmocka_unit_test(every_file_and_schema_as_a_copy),
        cmocka_unit_test(every_journal_when_opened),
        cmocka_unit_test(every_journal_as_a_copy),
        cmocka_unit_test(every_query_of_a_method),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
