/* Rows that were united on one laptop while another typed for the one that went: the copies
 * meet, what was typed follows, and returns when the union is taken back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/method/type.h"
#include "core/store/action.h"
#include "core/store/conflict.h"
#include "core/store/merge.h"
#include "core/store/undo.h"
#include "core/store/unite.h"
#include "tests/fault/city.h"
#include "tests/fault/workload.h"

/* Copies of the workbook at PATH, each from a laptop of its own. */
#define TYPED "memory/late/typed.susun"       /* typed for the rows that went */
#define UNITED "memory/late/united.susun"     /* let them go */
#define FOLLOWED "memory/late/followed.susun" /* both */
#define UNDONE "memory/late/undone.susun"     /* let them go, and took that back */

/* Fails the test with the sentence when a step of the preparation did not go well. */
static void well(enum status s, const struct error *e)
{
    if (s != STATUS_OK)
        fail_msg("late: %d %s", (int)s, error_text(e));
}

/* Takes files in; what came is told. */
static enum status meet(
    struct workbook *wb, const char *const *others, size_t count, struct error *e)
{
    static const struct merge_options options = {0};
    struct merge_report reports[2] = {0};
    enum status s = merge_files(wb, others, count, &options, reports, NULL, e);

    for (size_t i = 0; s == STATUS_OK && i < count; i++)
        tell_number((int64_t)(reports[i].followed * 1000 + reports[i].different));
    merge_reports_clear(reports, count);
    return s;
}

/* A remark about a row. */
static enum status remark(
    struct workbook *wb, const char *form, const char *row, struct error *e)
{
    const char *places[] = {form, row, ""};
    char uid[64], *json = NULL;
    enum status s = json_from_places(places, 3, &json, e);

    if (s == STATUS_OK)
        s = action_create(wb, city_form(wb, "catatan"), NULL, NULL, uid, e);
    if (s == STATUS_OK) {
        const struct value v = {.kind = VALUE_TEXT, .text = json};
        s = action_set(wb, city_form(wb, "catatan"), uid, "untuk", &v, NULL, e);
    }
    free(json);
    return s;
}

/* An amount of the second programme, or of another. */
static enum status amount(struct workbook *wb, const char *program, const char *source,
    const char *text, struct error *e)
{
    char *cell = text_format("[\"%s\",\"%s\",2028]", program, source);
    enum status s = cell ? city_type(wb, "anggaran", cell, "jumlah", text, e) : error_memory(e);

    free(cell);
    return s;
}

/* What the laptop types that knows of no union: every kind of reference, and amounts. */
static enum status type_late(struct workbook *wb, struct error *e)
{
    const char *gone = city_row(wb, "program", 1), *office = city_row(wb, "opd", 1);
    const char *third = city_row(wb, "program", 2);
    char *offices = text_format("%s; %s", office, city_row(wb, "opd", 2));
    char *cell = text_format("[\"%s\",\"hibah\",2028]", gone);
    const char *const texts[][2] = {{"opd", office}, {"opd_pendukung", offices}};
    enum status s = action_begin(wb, ACTION_EDIT, e);

    for (size_t i = 0; s == STATUS_OK && i < 2; i++)
        s = city_type(wb, "program", third, texts[i][0], texts[i][1], e);
    if (s == STATUS_OK)
        s = amount(wb, gone, "hibah", "10 jt", e);
    if (s == STATUS_OK)
        s = amount(wb, gone, "csr", "60 jt", e);
    if (s == STATUS_OK)
        s = remark(wb, "program", gone, e);
    if (s == STATUS_OK)
        s = remark(wb, "anggaran", cell, e);
    free(offices);
    free(cell);
    return s == STATUS_OK ? action_commit(wb, e) : s;
}

/* The second row of a form becomes the first. */
static enum status unite_two(struct workbook *wb, const char *form, struct error *e)
{
    struct unite_result r = {0};
    enum status s = unite_rows(
        wb, city_form(wb, form), city_row(wb, form, 0), city_row(wb, form, 1), &r, e);

    unite_result_clear(&r);
    return s;
}

/* Another office for the programme whose office the other laptop types too; then the unions. */
static enum status unite_all(struct workbook *wb, struct error *e)
{
    enum status s = action_begin(wb, ACTION_EDIT, e);

    if (s == STATUS_OK)
        s = city_type(
            wb, "program", city_row(wb, "program", 2), "opd", city_row(wb, "opd", 2), e);
    if (s == STATUS_OK)
        s = action_commit(wb, e);
    if (s == STATUS_OK)
        s = unite_two(wb, "opd", e);
    if (s == STATUS_OK)
        s = unite_two(wb, "program", e);
    return s;
}

/* Takes the last two actions of this laptop back, or does them again. */
static enum status take_back(struct workbook *wb, bool again, struct error *e)
{
    enum status s = STATUS_OK;

    for (int i = 0; s == STATUS_OK && i < 2; i++) {
        struct undo_result r = {0};
        s = again ? redo_last(wb, &r, e) : undo_last(wb, &r, e);
        undo_result_clear(&r);
    }
    return s;
}

/* A copy of a file, opened for writing on a laptop with this state. */
static struct workbook *copy_of(const char *from, const char *to, const char *state)
{
    struct workbook *wb = NULL;
    struct error e = {0};

    setenv("XDG_STATE_HOME", state, 1);
    well(file_copy(from, to, &e), &e);
    well(workbook_open(&wb, to, WORKBOOK_WRITE, &workload_person, &e), &e);
    return wb;
}

void late_begin(void)
{
    static const char *const typed[] = {TYPED};
    struct error e = {0};

    well(file_make_folder("memory/late", false, &e), &e);
    struct workbook *wb = copy_of(PATH, TYPED, "memory/state-typed");
    well(type_late(wb, &e), &e);
    workbook_close(wb);
    wb = copy_of(PATH, UNITED, "memory/state-united");
    well(unite_all(wb, &e), &e);
    workbook_close(wb);
    wb = copy_of(UNITED, FOLLOWED, "memory/state-united");
    well(meet(wb, typed, 1, &e), &e);
    workbook_close(wb);
    wb = copy_of(UNITED, UNDONE, "memory/state-united");
    well(take_back(wb, false, &e), &e);
    workbook_close(wb);
    setenv("XDG_STATE_HOME", "memory/state", 1);
}

/* A cell as people see it. */
static enum status tell_cell(
    struct workbook *wb, const char *form, const char *uid, const char *field, struct error *e)
{
    struct cell cell = {0};
    char *text = NULL;
    enum status s =
        record_cell(wb, city_form(wb, form), uid, city_field(wb, form, field), &cell, e);

    if (s == STATUS_OK)
        s = cell_show(wb, city_field(wb, form, field), &cell, &text, e);
    tell(s == STATUS_OK ? text : "");
    free(text);
    cell_clear(&cell);
    return s;
}

/* Where everything leads that led to a row that went. */
static enum status tell_all(struct workbook *wb, struct error *e)
{
    enum status s = tell_cell(wb, "program", city_row(wb, "program", 2), "opd", e);

    if (s == STATUS_OK)
        s = tell_cell(wb, "program", city_row(wb, "program", 2), "opd_pendukung", e);
    for (size_t i = 0; s == STATUS_OK && i < 2; i++) {
        char *cell = text_format("[\"%s\",\"hibah\",2028]", city_row(wb, "program", i));
        s = cell ? tell_cell(wb, "anggaran", cell, "jumlah", e) : error_memory(e);
        free(cell);
    }
    return s;
}

/* The one that united and the one that typed come to a third. */
static enum status meet_late(struct workbook *wb, bool lasting, struct error *e)
{
    static const char *const both[] = {UNITED, TYPED};

    (void)lasting;
    return meet(wb, both, 2, e);
}

/* Everything followed, and comes to one that says the union was taken back. */
static enum status meet_undone(struct workbook *wb, bool lasting, struct error *e)
{
    static const char *const both[] = {FOLLOWED, UNDONE};

    (void)lasting;
    return meet(wb, both, 2, e);
}

/* The differences that came so, as they are shown; each is decided. */
static enum status decide_late(struct workbook *wb, bool lasting, struct error *e)
{
    struct conflict_place *list = NULL;
    size_t count = 0;
    enum status s = meet_late(wb, lasting, e);

    if (s == STATUS_OK)
        s = tell_all(wb, e);
    if (s == STATUS_OK)
        s = conflict_list(wb, &list, &count, e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        struct conflict c = {0};
        s = conflict_read(wb, &list[i], &c, e);
        for (size_t k = 0; s == STATUS_OK && k < c.count; k++) {
            char *text = NULL;
            s = conflict_show(wb, &c, &c.sides[k], &text, e);
            tell(s == STATUS_OK ? text : "");
            free(text);
        }
        if (s == STATUS_OK && c.count)
            s = conflict_choose(wb, &c, c.count - 1, e);
        conflict_clear(&c);
    }
    conflict_places_free(list, count);
    return s;
}

/* United here, then what was typed late comes; taken back, and done again. */
static enum status undo_late(struct workbook *wb, bool lasting, struct error *e)
{
    static const char *const typed[] = {TYPED};
    bool there = true;
    enum status s = record_there(wb, city_form(wb, "opd"), city_row(wb, "opd", 1), &there, e);

    (void)lasting;
    if (s == STATUS_OK && there)
        s = unite_two(wb, "opd", e);
    if (s == STATUS_OK)
        s = record_there(wb, city_form(wb, "program"), city_row(wb, "program", 1), &there, e);
    if (s == STATUS_OK && there)
        s = unite_two(wb, "program", e);
    if (s == STATUS_OK)
        s = meet(wb, typed, 1, e);
    for (int again = 0; s == STATUS_OK && again < 2; again++) {
        s = take_back(wb, again, e);
        if (s == STATUS_OK)
            s = tell_all(wb, e);
    }
    return s;
}

struct work unite_works[] = {
    {"a late copy meets a union", WORK_WRITES, meet_late, NULL},
    {"a union is taken back elsewhere", WORK_WRITES, meet_undone, NULL},
    {"what came late is decided", WORK_PARTS, decide_late, NULL},
    {"a union with late news is taken back", WORK_PARTS, undo_late, NULL},
    {NULL, WORK_ALONE, NULL, NULL},
};
