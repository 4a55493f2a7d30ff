/* Memory that ends while something is looked for or worked out: the answer is the right one or
 * that memory ended, never that there is nothing. */
#include "tests/core/store_fixture.h"

#include "core/plan/grid.h"
#include "core/store/guard.h"
#include "tests/fault/fail_memory.h"

#define MOST 100000 /* allocations one question may need */

/* One question; true when its answer is the one of peace. */
typedef enum status ask_fn(struct workbook *wb, bool *right, struct error *e);

static char *wanted; /* the row that is looked for */

static enum status look_up(struct workbook *wb, bool *right, struct error *e)
{
    char *uid = NULL;
    enum match m = record_find(wb, fixture_form(wb, "program"), "Pasar Kakao", &uid);

    *right = m == MATCH_ONE && strcmp(uid, wanted) == 0;
    free(uid);
    return m == MATCH_FAILED ? error_memory(e) : STATUS_OK;
}

static enum status evaluate(struct workbook *wb, bool *right, struct error *e)
{
    struct value v;
    enum status s = guard_expression(
        wb, fixture_form(wb, "program"), wanted, "upper(substr(id, 1, 0) || 'a')", &v, e);

    *right = s == STATUS_OK && v.kind == VALUE_TEXT && strcmp(v.text, "A") == 0;
    value_clear(&v);
    return s;
}

/* Texts as people type them, and what they are; `typed` is the present one. */
static const struct typed {
    const char *field, *text;
    enum outcome outcome;
} texts[] = {
    {"dimensi", "Smart Living", OUTCOME_VALUE},
    {"dimensi", "Smart Entah", OUTCOME_UNREAD},
    {"sub_dimensi", "Harmonisasi tata ruang", OUTCOME_VALUE}, /* below the row's dimension */
    {"tahun", "2027-2029", OUTCOME_VALUE},
    {"sumber_biaya", "APBD; Hibah", OUTCOME_VALUE},
    {"sumber_biaya", "APBD; entah", OUTCOME_UNREAD},
    {"perkiraan_biaya", "1,5 M", OUTCOME_VALUE},
};
static const struct typed *typed;

/* A text that could not be looked at is not one that nobody understands. */
static enum status read_text(struct workbook *wb, bool *right, struct error *e)
{
    struct value value = {0}, other = {0};
    struct error why = {0};
    const struct field *field = form_field(fixture_form(wb, "program"), typed->field);
    enum outcome o = cell_read(wb, field, wanted, typed->text, &value, &other, &why);
    bool failed = o == OUTCOME_UNREAD && cell_read_failed(&why);

    *right = o == typed->outcome && (value.kind != VALUE_NULL) == (o == OUTCOME_VALUE);
    enum status s = failed ? error_set(e, why.status, "%s", error_text(&why)) : STATUS_OK;
    value_clear(&value);
    value_clear(&other);
    error_clear(&why);
    return s;
}

/* A choice of a list. */
static enum status match_choice(struct workbook *wb, bool *right, struct error *e)
{
    const struct choice *found = NULL;
    const struct field *field = form_field(fixture_form(wb, "program"), "dimensi");
    enum match m = list_match(field->list, "smart living", &found);

    *right = m == MATCH_ONE && found;
    return m == MATCH_FAILED ? error_memory(e) : STATUS_OK;
}

/* Asks with each allocation failing once, everything read anew. */
static void ask_starved(struct workbook *wb, ask_fn *ask)
{
    bool failed = true;
    size_t refused = 0;

    for (long at = 1; failed && at < MOST; at++) {
        struct error e = {0};
        bool right = false;
        names_forget(wb);
        sqlite3_db_release_memory(db_handle(workbook_db(wb)));
        memory_fail(at, false);
        enum status s = ask(wb, &right, &e);
        failed = memory_calls() >= at;
        memory_fail(0, false);
        if (s == STATUS_OK ? !right : s != STATUS_MEMORY)
            fail_msg("allocation %ld: status %d, %s", at, s, error_text(&e));
        refused += s == STATUS_MEMORY;
        error_clear(&e);
    }
    assert_false(failed);
    assert_true(refused > 0);
}

static void nothing_is_lost_from_sight(void **state)
{
    (void)state;
    if (!memory_can_fail())
        skip();
    char *path = fixture_new("starved");
    struct workbook *wb = fixture_open(path);

    wanted = fixture_row(wb, "program", "nama", "Pasar Kakao");
    ask_starved(wb, look_up);
    ask_starved(wb, evaluate);
    ask_starved(wb, match_choice);
    fixture_set(wb, "program", wanted, "dimensi", "LIV");
    for (typed = texts; typed < texts + sizeof texts / sizeof *texts; typed++)
        ask_starved(wb, read_text);
    free(wanted);
    workbook_close(wb);
    free(path);
}

/* Rows of a grid's first column that hold something: as it stands after a look, which has to be
 * what a grid opened anew shows. */
static size_t held(struct workbook *wb, struct grid *g)
{
    struct grid *anew = NULL;
    size_t n = 0, m = 0;

    assert_int_equal(grid_refresh(g, NULL), STATUS_OK);
    assert_int_equal(grid_open(wb, g->form, &anew, NULL), STATUS_OK);
    for (size_t i = 0; i < g->rows.count; i++)
        n += !grid_is_empty(&g->cells[i * g->column_count]);
    for (size_t i = 0; i < anew->rows.count; i++)
        m += !grid_is_empty(&anew->cells[i * anew->column_count]);
    assert_int_equal(n, m);
    grid_close(anew);
    return n;
}

/* A fill that is stored is not called a failure because the page could not be read again; the
 * next look reads it. One that failed has stored nothing. */
static void what_is_stored_is_not_called_lost(void **state)
{
    const struct value present = {.kind = VALUE_TEXT, .text = (char *)"hadir"};
    size_t filled = 0, refused = 0, emptied = 0;
    bool failed = true;

    (void)state;
    if (!memory_can_fail())
        skip();
    char *path = fixture_new("starved-grid");
    struct workbook *wb = fixture_open(path);
    struct grid *g = NULL;
    free(fixture_row(wb, "peserta", "nama", "Camat"));
    free(fixture_row(wb, "peserta", "nama", "Lurah"));
    free(fixture_row(wb, "pertemuan", "judul", "Bimtek I"));
    assert_int_equal(grid_open(wb, fixture_form(wb, "kehadiran"), &g, NULL), STATUS_OK);
    for (long at = 1; failed && at < MOST; at++) {
        struct error e = {0};
        memory_fail(at, false);
        enum status s = grid_fill(g, 0, &present, &filled, &e);
        failed = memory_calls() >= at;
        memory_fail(0, false);
        if (held(wb, g) != (s == STATUS_OK ? 2 : 0))
            fail_msg("allocation %ld: status %d, %zu held", at, s, held(wb, g));
        refused += s != STATUS_OK;
        error_clear(&e);
        for (size_t i = 0; s == STATUS_OK && i < g->rows.count; i++)
            assert_int_equal(grid_empty_row(g, i, &emptied, NULL), STATUS_OK);
    }
    assert_false(failed);
    assert_true(refused > 0);
    grid_close(g);
    workbook_close(wb);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost_from_sight),
        cmocka_unit_test(what_is_stored_is_not_called_lost),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
