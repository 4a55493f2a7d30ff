/* Memory that ends while something is looked for or worked out: the answer is the right one or
 * that memory ended, never that there is nothing. */
#include "tests/core/store_fixture.h"

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
    free(wanted);
    workbook_close(wb);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost_from_sight),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
