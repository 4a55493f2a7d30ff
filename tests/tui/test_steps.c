/* What a key costs in a Table of ten thousand rows and in one of a hundred, in steps of
 * SQLite's machine: a clock would tell of the laptop. */
#include "tests/core/store_fixture.h"

#include "tui/app_state.h"
#include "tui/screen/open.h"
#include "tui/term/term.h"

#define FEW 100
#define MANY 10000
/* A screenful of rows read anew, which the small table has in mind already. */
#define SCREENFUL 4000
/* What one check may ask of a row. */
#define PIECE 80

/* A key of the walk as a script says it; a word that names none is typed. */
struct stride {
    const char *what, *key;
};

/* Looking about, writing cells, making, copying, moving, deleting rows and taking it back; the
 * second time through a view that is sorted and narrowed. */
static const struct stride walk[] = {
    {"down", "Down"},
    {"page down", "PgDn"},
    {"to the end", "Ctrl-End"},
    {"up", "Up"},
    {"to the right", "Right"},
    {"type over a cell", "a"},
    {"leave the choices", "Esc"},
    {"to the name", "Home"},
    {"type a name", "N"},
    {"store it", "Enter"},
    {"up again", "Up"},
    {"copy from above", "F5"},
    {"empty a cell", "Delete"},
    {"undo", "^Z"},
    {"a new row", "F4"},
    {"its name", "Baru"},
    {"its next field", "Enter"},
    {"the row before", "PgUp"},
    {"back to the table", "Esc"},
    {"delete a row", "F8"},
    {"undo the deletion", "^Z"},
    {"begin to move", "F6"},
    {"move up", "Up"},
    {"leave it there", "Enter"},
    {"to the beginning", "Ctrl-Home"},
};
#define STEPS (sizeof walk / sizeof *walk)

/* So many programmes in one action. */
static void plant(struct workbook *wb, int rows)
{
    const struct form *form = fixture_form(wb, "program");
    const struct field *name = form_title_field(form);
    const struct field *part = form_role_field(form, ROLE_SUB_DIMENSION);

    must(action_begin(wb, ACTION_EDIT, e));
    for (int i = 0; i < rows; i++) {
        char uid[64];
        struct value title = value_text_own(text_format("Program contoh nomor %d", i + 1));
        struct value where = {.kind = VALUE_TEXT, .text = i % 2 ? "ENV1" : "GOV2"};
        must(action_create(wb, form, NULL, NULL, uid, e));
        must(action_set(wb, form, uid, name->name, &title, NULL, e));
        must(action_set(wb, form, uid, part->name, &where, NULL, e));
        value_clear(&title);
    }
    must(action_commit(wb, e));
}

/* One key, as the loop does it. Returns its steps up to the drawing. What is looked at while
 * nobody types comes after it, piece by piece, and a key that comes then waits for one piece:
 * *piece is the dearest so far. */
static int64_t press(struct app *app, const char *key, int64_t *piece)
{
    struct db *db = workbook_db(app->workbook);
    int64_t before = db_steps(db), steps;
    struct press pressed = {0};
    bool more;

    if (!press_named(key, strlen(key), &pressed)) {
        pressed = (struct press){.code = PRESS_TEXT};
        snprintf(pressed.text, sizeof pressed.text, "%s", key);
    }
    app_press(app, &pressed);
    term_erase();
    app_draw(app);
    term_flush();
    steps = db_steps(db) - before;
    do {
        before = db_steps(db);
        more = app_idle(app);
        if (db_steps(db) - before > *piece)
            *piece = db_steps(db) - before;
        app_draw(app);
    } while (more);
    return steps;
}

/* Steps of every key of the walk, twice; the view is asked for in between. */
static void count_steps(int rows, int64_t steps[2][STEPS], int64_t *piece)
{
    static const char *const view[] = {"^U", "^W", "nomor", "Enter"};
    struct term_options terminal = {.hidden = true, .width = 80, .height = 24};
    struct app app;
    char *path = fixture_new("steps");
    struct workbook *wb = fixture_open(path);

    plant(wb, rows);
    workbook_close(wb);
    must(term_open(&terminal, e));
    must(app_start(&app, "Pencatat", e));
    must(app_open(&app, path, e));
    const struct form *form = fixture_form(app.workbook, "program");
    must(screen_open_form(&app, form, NULL, e));
    for (int time = 0; time < 2; time++) {
        /* Once for what is read at its first use only: the counters of codes, the names. */
        for (size_t round = 0; round < 2; round++) {
            for (size_t i = 0; i < STEPS; i++)
                steps[time][i] = press(&app, walk[i].key, piece);
        }
        for (size_t i = 0; i < sizeof view / sizeof *view; i++)
            press(&app, view[i], piece);
    }
    app_finish(&app);
    term_close();
    free(path);
}

static void a_key_costs_no_more_among_ten_thousand_rows(void **state)
{
    static int64_t few[2][STEPS], many[2][STEPS];
    int64_t all_few = 0, all_many = 0, piece_few = 0, piece_many = 0;
    int dear = 0;

    (void)state;
    count_steps(FEW, few, &piece_few);
    count_steps(MANY, many, &piece_many);
    for (size_t time = 0; time < 2; time++)
        for (size_t i = 0; i < STEPS; i++) {
            bool fine = many[time][i] <= 2 * few[time][i] || many[time][i] <= SCREENFUL;
            dear += !fine;
            all_few += few[time][i];
            all_many += many[time][i];
            print_message("# %-20s %6lld %6lld%s\n", walk[i].what, (long long)few[time][i],
                (long long)many[time][i], fine ? "" : "  <- too dear");
        }
    print_message("# %-20s %6lld %6lld\n", "dearest idle piece", (long long)piece_few,
        (long long)piece_many);
    assert_int_equal(dear, 0);
    assert_true(all_many <= 2 * all_few);
    /* One pass over the rows for one check: some ten milliseconds. */
    assert_true(piece_many <= PIECE * MANY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_costs_no_more_among_ten_thousand_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
