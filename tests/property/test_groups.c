/* Worlds of five groups that type only their own part, and exchange by a stick, in any order,
 * also by copies that a file manager made: at the end everybody has everything, nothing
 * differs, no code is there twice. */
#include "core/base/file.h"
#include "core/exchange/copies.h"
#include "core/exchange/swap.h"
#include "core/plan/doubles.h"
#include "core/store/trash.h"
#include "tests/core/store_fixture.h"
#include "tests/property/chance.h"

#define GROUPS 5
#define LAPTOPS (GROUPS + 1) /* the first is the main one */
#define ROWS 400

/* A row as its laptop wants it. */
struct wish {
    char *uid, *name;
    bool gone;
};

struct world {
    struct chance chance;
    char *folder, *stick;
    char *paths[LAPTOPS];
    struct wish rows[LAPTOPS][ROWS];
    size_t counts[LAPTOPS];
    size_t typed, carried;
};

static const char *const parts[LAPTOPS][2] = {{"OPD", "OPD"}, {"GOV1", "GOV2"},
    {"BRA1", "BRA3"}, {"ECO1", "ECO2"}, {"LIV1", "LIV3"}, {"SOC1", "SOC2"}};
static const char *const scopes[LAPTOPS] = {"", "GOV", "BRA", "ECO", "LIV", "SOC"};

/* Everything happens on this laptop from now on. */
static void use_laptop(const struct world *w, size_t laptop)
{
    char *state = text_format("%s/state%zu", w->folder, laptop);

    setenv("XDG_STATE_HOME", state, 1);
    free(state);
}

/* What a laptop types: the main one the offices, a group the programmes of its part. */
static const char *form_of(size_t laptop)
{
    return laptop ? "program" : "opd";
}

/* A name nobody else has. Caller frees. */
static char *fresh_name(struct world *w, size_t laptop)
{
    return text_format("%s %zu-%zu", parts[laptop][0], laptop, ++w->typed);
}

/* A new row of a laptop. */
static void add_row(struct world *w, struct workbook *wb, size_t laptop)
{
    struct wish *row = &w->rows[laptop][w->counts[laptop]++];

    assert_true(w->counts[laptop] < ROWS);
    row->name = fresh_name(w, laptop);
    row->uid = fixture_row(wb, form_of(laptop), "nama", row->name);
    if (laptop)
        fixture_set(
            wb, "program", row->uid, "sub_dimensi", parts[laptop][chance_below(&w->chance, 2)]);
}

/* Something a typist does to the rows of the own part. */
static void type(struct world *w, struct workbook *wb, size_t laptop)
{
    size_t at = chance_below(&w->chance, w->counts[laptop]);
    struct wish *row = &w->rows[laptop][at];

    if (!w->counts[laptop] || chance_below(&w->chance, 3) == 0) {
        add_row(w, wb, laptop);
    } else if (row->gone) {
        must(action_begin(wb, ACTION_RESTORE, e));
        must(action_restore(wb, fixture_form(wb, form_of(laptop)), row->uid, e));
        must(action_commit(wb, e));
        row->gone = false;
    } else if (chance_below(&w->chance, 5) == 0) {
        must(action_begin(wb, ACTION_EDIT, e));
        must(action_delete(wb, fixture_form(wb, form_of(laptop)), row->uid, e));
        must(action_commit(wb, e));
        row->gone = true;
    } else {
        free(row->name);
        row->name = fresh_name(w, laptop);
        fixture_set(wb, form_of(laptop), row->uid, "nama", row->name);
    }
}

/* Tukar lewat USB on an open workbook. */
static void exchange(struct workbook *wb)
{
    struct swap swap = {0};

    must(swap_find(wb, &swap, e));
    for (size_t i = 0; i < swap.count; i++)
        if (swap.files[i].state == SWAP_REFUSED)
            fail_msg("%s", swap.files[i].why);
    must(swap_take(wb, &swap, e));
    must(swap_give(wb, &swap, e));
    assert_non_null(swap.sticks[0].given);
    for (size_t i = 0; i < swap.taken; i++)
        assert_int_equal(swap.reports[i].different + swap.reports[i].doubled, 0);
    swap_clear(&swap);
}

/* The main workbook with its groups, the copies on the stick, each taken to its laptop. */
static void begin(struct world *w, uint64_t seed)
{
    struct group_copy *copies;
    size_t count;
    char *folder, number[2] = "1";

    *w = (struct world){.chance = chance_from(seed)};
    w->folder = text_format("%s/groups%llu", getenv("TMPDIR"), (unsigned long long)seed);
    w->stick = text_format("%s/sticks/K", w->folder);
    must(file_make_folder(w->stick, false, e));
    char *sticks = file_folder(w->stick);
    setenv("SUSUN_STICKS", sticks, 1);
    use_laptop(w, 0);
    char *name = text_format("groups%llu/main", (unsigned long long)seed);
    w->paths[0] = fixture_new(name);
    struct workbook *wb = fixture_open(w->paths[0]);
    for (size_t k = 1; k <= GROUPS; k++) {
        number[0] = (char)('0' + k);
        char *uid = fixture_row(wb, "kelompok", "nomor", number);
        fixture_set(wb, "kelompok", uid, "cakupan", scopes[k]);
        free(uid);
    }
    add_row(w, wb, 0);
    must(copies_folder(wb, w->stick, &folder, e));
    must(copies_plan(wb, folder, &copies, &count, e));
    assert_int_equal(count, GROUPS);
    for (size_t k = 1; k <= GROUPS; k++) {
        w->paths[k] = text_format("%s/laptop%zu.susun", w->folder, k);
        must(copies_make(wb, &copies[k - 1], e));
        must(workbook_copy(copies[k - 1].path, w->paths[k], e));
    }
    workbook_close(wb);
    copies_free(copies, count);
    free(folder);
    free(name);
    free(sticks);
}

/* Typing, now and then the exchange, or a copy by the file manager. */
static void live(struct world *w)
{
    size_t laptop = chance_below(&w->chance, LAPTOPS), what = chance_below(&w->chance, 6);

    use_laptop(w, laptop);
    struct workbook *wb = fixture_open(w->paths[laptop]);
    assert_int_equal(workbook_group(wb), (int)laptop);
    for (size_t i = chance_below(&w->chance, 5) + 1; i > 0; i--)
        type(w, wb, laptop);
    if (what < 2)
        exchange(wb);
    workbook_close(wb);
    if (what == 2) {
        char *copy = text_format("%s/Salinan %zu (%zu).susun", w->stick, laptop, ++w->carried);
        must(workbook_copy(w->paths[laptop], copy, e));
        free(copy);
    }
}

/* Whether a workbook holds what everybody wanted. */
static void judge(const struct world *w, struct workbook *wb)
{
    struct workbook_counts counts;
    struct doubles doubles = {0};

    must(workbook_counts(wb, &counts, e));
    assert_int_equal(counts.differences, 0);
    must(doubles_codes(wb, &doubles, e));
    assert_int_equal(doubles.count, 0);
    must(doubles_rows(wb, &doubles, e));
    assert_int_equal(doubles.count, 0);
    for (size_t k = 0; k < LAPTOPS; k++) {
        for (size_t i = 0; i < w->counts[k]; i++) {
            const struct wish *row = &w->rows[k][i];
            bool there = record_exists(wb, fixture_form(wb, form_of(k)), row->uid);
            assert_int_equal(there, !row->gone);
            if (there)
                assert_cell(wb, form_of(k), row->uid, "nama", row->name);
        }
    }
    doubles_clear(&doubles);
}

/* Two rounds of the exchange, in any order: then everybody has everything. */
static void end(struct world *w)
{
    size_t first = chance_below(&w->chance, LAPTOPS);

    for (size_t i = 0; i < 2 * LAPTOPS; i++) {
        size_t laptop = (first + i) % LAPTOPS;
        use_laptop(w, laptop);
        struct workbook *wb = fixture_open(w->paths[laptop]);
        exchange(wb);
        if (i >= LAPTOPS - 1)
            judge(w, wb);
        workbook_close(wb);
    }
    for (size_t k = 0; k < LAPTOPS; k++) {
        for (size_t i = 0; i < w->counts[k]; i++) {
            free(w->rows[k][i].uid);
            free(w->rows[k][i].name);
        }
        free(w->paths[k]);
    }
    free(w->folder);
    free(w->stick);
}

/* Five groups that type only their part. */
static void test_groups(void **state)
{
    static struct world w;
    const char *more = getenv("SUSUN_GROUP_WORLDS");
    uint64_t worlds = more ? strtoull(more, NULL, 10) : 2;

    (void)state;
    for (uint64_t seed = 1; seed <= worlds; seed++) {
        begin(&w, seed);
        for (int i = 0; i < 20; i++)
            live(&w);
        end(&w);
    }
}

/* A file that the file manager copied, and that both went on with, loses nothing: what differs
 * keeps both sides, all else is there. */
static void test_file_manager(void **state)
{
    struct world w = {.folder = text_format("%s/manager", getenv("TMPDIR"))};
    struct workbook_counts counts;
    struct swap swap = {0};

    (void)state;
    w.stick = text_format("%s/sticks/K", w.folder);
    must(file_make_folder(w.stick, false, e));
    char *sticks = file_folder(w.stick);
    setenv("SUSUN_STICKS", sticks, 1);
    use_laptop(&w, 0);
    char *mine = fixture_new("manager/mine");
    struct workbook *wb = fixture_open(mine);
    char *common = fixture_row(wb, "program", "nama", "Bersama");
    workbook_close(wb);
    char *theirs = text_format("%s/mine (salinan).susun", w.stick);
    must(workbook_copy(mine, theirs, e));

    use_laptop(&w, 1);
    wb = fixture_open(theirs);
    fixture_set(wb, "program", common, "nama", "Kata mereka");
    char *hers = fixture_row(wb, "program", "nama", "Baris mereka");
    workbook_close(wb);

    use_laptop(&w, 0);
    wb = fixture_open(mine);
    fixture_set(wb, "program", common, "nama", "Kata kami");
    char *ours = fixture_row(wb, "program", "nama", "Baris kami");
    must(swap_find(wb, &swap, e));
    must(swap_take(wb, &swap, e));
    must(swap_give(wb, &swap, e));
    must(workbook_counts(wb, &counts, e));
    assert_int_equal(counts.differences, 1);
    assert_cell(wb, "program", hers, "nama", "Baris mereka");
    assert_cell(wb, "program", ours, "nama", "Baris kami");
    char *both = fixture_sql(wb,
        "SELECT group_concat(value, '|') FROM (SELECT value FROM edit WHERE value IN "
        "('Kata kami', 'Kata mereka') ORDER BY value)");
    assert_string_equal(both, "Kata kami|Kata mereka");
    workbook_close(wb);
    swap_clear(&swap);
    free(both);
    free(ours);
    free(hers);
    free(common);
    free(theirs);
    free(mine);
    free(sticks);
    free(w.stick);
    free(w.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_file_manager),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
