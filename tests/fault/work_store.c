/* Rows and cells: typed, arranged, deleted, brought back, united, decided. */
#include <stdlib.h>
#include <string.h>

#include "core/store/action.h"
#include "core/store/conflict.h"
#include "core/store/draft.h"
#include "core/store/rows.h"
#include "core/store/trash.h"
#include "core/store/undo.h"
#include "core/store/unite.h"
#include "tests/fault/city.h"

/* Ends an action that was begun: commits, or rolls back. */
static enum status end_action(struct workbook *wb, enum status s, struct error *e)
{
    if (s == STATUS_OK)
        return action_commit(wb, e);
    action_rollback(wb);
    return s;
}

/* Texts of every kind, also ones nobody understands. */
static enum status type(struct workbook *wb, bool lasting, struct error *e)
{
    static const char *const texts[][2] = {{"nama", "Pasar kakao"}, {"tahun", "2027-2029"},
        {"target", "298 desa"}, {"perkiraan_biaya", "1,5 M"}, {"awal", "2,88"},
        {"sumber_biaya", "APBD; Hibah"}, {"opd", "Dinas PU"}, {"opd_pendukung", "BPBD; DLH"},
        {"opd", "siapa saja"}, {"sifat", "entah"}, {"kegiatan", "satu\ndua"},
        {"sub_dimensi", "LIV3"}, {"strategi", "LIV-ST01"}};
    const char *uid = city_row(wb, "program", 2);
    enum status s = action_begin(wb, ACTION_EDIT, e);

    (void)lasting;
    if (s != STATUS_OK)
        return s;
    for (size_t i = 0; s == STATUS_OK && i < sizeof texts / sizeof *texts; i++)
        s = city_type(wb, "program", uid, texts[i][0], texts[i][1], e);
    return end_action(wb, s, e);
}

/* A new row with its defaults, where another stands; a keyed one. */
static enum status add(struct workbook *wb, bool lasting, struct error *e)
{
    const struct form *f = city_form(wb, "program");
    char uid[64];
    enum status s = action_begin(wb, ACTION_EDIT, e);

    (void)lasting;
    if (s != STATUS_OK)
        return s;
    s = action_create(wb, f, NULL, city_row(wb, "program", 0), uid, e);
    if (s == STATUS_OK)
        s = action_stand_like(
            wb, f, uid, city_form(wb, "gagasan"), city_row(wb, "gagasan", 0), e);
    if (s == STATUS_OK)
        s = action_fill(wb, f, uid, NULL, e);
    if (s == STATUS_OK)
        s = city_type(wb, "program", uid, "nama", "Baru", e);
    return end_action(wb, s, e);
}

static enum status delete_and_move(struct workbook *wb, bool lasting, struct error *e)
{
    enum status s = action_begin(wb, ACTION_DELETE, e);

    (void)lasting;
    if (s != STATUS_OK)
        return s;
    s = action_delete(wb, city_form(wb, "program"), city_row(wb, "program", 1), e);
    if (s == STATUS_OK)
        s = action_move(wb, city_form(wb, "program"), city_row(wb, "program", 2),
            city_row(wb, "program", 0), e);
    return end_action(wb, s, e);
}

/* What lies in the trash, and the first of it back. */
static enum status bring_back(struct workbook *wb, bool lasting, struct error *e)
{
    struct trashed *list = NULL;
    size_t count = 0;
    enum status s = trash_list(wb, &list, &count, e);

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        tell(list[i].title);
        tell(list[i].code);
        tell(list[i].author);
    }
    if (s == STATUS_OK)
        s = action_begin(wb, ACTION_RESTORE, e);
    if (s == STATUS_OK)
        s = end_action(wb, count ? action_restore(wb, list[0].form, list[0].uid, e) : s, e);
    trash_free(list, count);
    return s;
}

/* Takes back what was done last, and does it again. */
static enum status undo(struct workbook *wb, bool lasting, struct error *e)
{
    enum status s = add(wb, lasting, e);

    for (int i = 0; s == STATUS_OK && i < 2; i++) {
        struct undo_result r = {0};
        s = i ? redo_last(wb, &r, e) : undo_last(wb, &r, e);
        undo_result_clear(&r);
    }
    return s;
}

/* The rows of every form sorted, sifted, and copied. */
static enum status arrange(struct workbook *wb, bool lasting, struct error *e)
{
    const struct method *m = workbook_method(wb);
    enum status s = STATUS_OK;

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        const struct form *f = &m->forms[i];
        struct rows *rows = NULL, *copy = NULL;
        s = rows_open_ours(wb, f, &rows, e);
        for (size_t k = 0; s == STATUS_OK && rows_count(rows) && k < f->count; k++) {
            struct rows_view view = {.order = k % 2 ? ROWS_UP : ROWS_DOWN,
                .holds = k % 3 == 2 ? "a" : NULL,
                .unfinished = k % 4 == 3};
            view.by = f->fields[k].level == LEVEL_COMPUTED ? NULL : &f->fields[k];
            s = rows_arrange(rows, &view, e);
            for (size_t r = 0; s == STATUS_OK && r < rows_count(rows); r++)
                tell(rows_uid(rows, r));
        }
        if (s == STATUS_OK)
            s = rows_copy(rows, &copy, e);
        if (s == STATUS_OK)
            s = rows_refresh(copy, e);
        rows_close(copy);
        rows_close(rows);
    }
    return s;
}

/* What a picker offers for every reference. */
static enum status pick(struct workbook *wb, bool lasting, struct error *e)
{
    static const char *const forms[] = {"program", "tindak_lanjut", "gagasan"};
    enum status s = STATUS_OK;

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < sizeof forms / sizeof *forms; i++) {
        const struct form *f = method_form(workbook_method(wb), forms[i]);
        for (size_t k = 0; f && s == STATUS_OK && k < f->count; k++) {
            struct candidate *found = NULL;
            size_t count = 0;
            if (!f->fields[k].type->has_target)
                continue;
            s = rows_candidates(wb, &f->fields[k], k % 2 ? "di" : "", 20, &found, &count, e);
            for (size_t n = 0; s == STATUS_OK && n < count; n++)
                tell(found[n].title);
            candidates_free(found, count);
        }
    }
    return s;
}

/* A row read for people: names, what it refers to, its drafts. */
static enum status read_row(struct workbook *wb, bool lasting, struct error *e)
{
    const struct form *f = city_form(wb, "program");
    const char *uid = city_row(wb, "program", 0);
    char *text = NULL;
    struct draft d = {0};
    enum status s = record_title(wb, f, uid, &text, e);

    (void)lasting;
    tell(text);
    free(text);
    for (size_t i = 0; s == STATUS_OK && i < f->count; i++) {
        struct cell cell = {0};
        struct value value = {0};
        int64_t at = 0;
        s = record_cell(wb, f, uid, &f->fields[i], &cell, e);
        text = NULL;
        if (s == STATUS_OK)
            s = cell_edit(wb, &f->fields[i], &cell, &text, e);
        if (s == STATUS_OK)
            s = record_written(wb, f, uid, &f->fields[i], &at, e);
        if (s == STATUS_OK)
            s = field_default(wb, &f->fields[i], uid, &value, e);
        if (s == STATUS_OK)
            tell(text);
        free(text);
        value_clear(&value);
        cell_clear(&cell);
    }
    if (s == STATUS_OK)
        s = draft_newest(wb, &d, e);
    tell(s == STATUS_OK ? d.text : "");
    draft_clear(&d);
    if (s == STATUS_OK)
        s = draft_of(wb, f, uid, "kegiatan", &d, e);
    draft_clear(&d);
    return s;
}

/* Every difference as it is shown. */
static enum status differences(struct workbook *wb, bool lasting, struct error *e)
{
    struct conflict_place *list = NULL;
    size_t count = 0;
    enum status s = conflict_list(wb, &list, &count, e);

    (void)lasting;
    tell_number((int64_t)count);
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        struct conflict c = {0};
        char *text = NULL;
        s = conflict_read(wb, &list[i], &c, e);
        for (size_t k = 0; s == STATUS_OK && k < c.count; k++) {
            s = conflict_show(wb, &c, &c.sides[k], &text, e);
            tell(s == STATUS_OK ? text : "");
            free(text);
            text = NULL;
        }
        if (s == STATUS_OK)
            s = conflict_row(wb, list[i].form, list[i].uid, &text, e);
        tell(s == STATUS_OK ? text : "");
        free(text);
        conflict_clear(&c);
    }
    conflict_places_free(list, count);
    return s;
}

/* All of them decided, one after the other: mine, theirs, or something else. */
static enum status decide(struct workbook *wb, bool lasting, struct error *e)
{
    struct conflict_place *list = NULL;
    size_t count = 0;
    enum status s = conflict_list(wb, &list, &count, e);

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        struct conflict c = {0};
        s = conflict_read(wb, &list[i], &c, e);
        if (s == STATUS_OK && i % 3 == 2 && list[i].field)
            s = conflict_set(wb, &c, &(struct value){0}, "belum tahu", e);
        else if (s == STATUS_OK && c.count)
            s = conflict_choose(wb, &c, i % c.count, e);
        conflict_clear(&c);
    }
    conflict_places_free(list, count);
    return s;
}

/* Two offices and two programmes become one. */
static enum status unite_of(
    struct workbook *wb, const char *form, size_t keep, size_t drop, struct error *e)
{
    struct unite_result r = {0};
    const struct form *f = city_form(wb, form);
    enum status s =
        unite_rows(wb, f, city_row(wb, form, keep), city_row(wb, form, drop), &r, e);

    tell_number((int64_t)(r.filled * 10000 + r.references * 100 + r.moved));
    for (size_t i = 0; s == STATUS_OK && i < r.kept_count; i++)
        tell(r.kept[i].text);
    unite_result_clear(&r);
    return s;
}

static enum status unite_offices(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return unite_of(wb, "opd", 0, 1, e);
}

static enum status unite_programmes(struct workbook *wb, bool lasting, struct error *e)
{
    (void)lasting;
    return unite_of(wb, "program", 0, 1, e);
}

/* United, then taken back; what the one that went became. */
static enum status unite_and_undo(struct workbook *wb, bool lasting, struct error *e)
{
    const struct form *f = city_form(wb, "program");
    const char *gone = city_row(wb, "program", 1);
    struct undo_result r = {0};
    char *survivor = NULL;
    bool there = true;
    enum status s = record_there(wb, f, gone, &there, e);

    if (s == STATUS_OK && there)
        s = unite_programmes(wb, lasting, e);
    if (s == STATUS_OK)
        s = unite_survivor(wb, f, gone, &survivor, e);
    free(survivor);
    survivor = NULL;
    if (s == STATUS_OK)
        s = unite_survivor_of_code(wb, f, "LIV-P02", &survivor, e);
    free(survivor);
    if (s == STATUS_OK)
        s = undo_last(wb, &r, e);
    undo_result_clear(&r);
    return s;
}

static enum status keep_draft(struct workbook *wb, bool lasting, struct error *e)
{
    const char *uid = city_row(wb, "program", 1);
    enum status s =
        draft_keep(wb, city_form(wb, "program"), uid, "kegiatan", "masih diketik", e);

    (void)lasting;
    return s == STATUS_OK ? draft_keep(wb, city_form(wb, "program"), uid, "kegiatan", NULL, e)
                          : s;
}

struct work store_works[] = {
    {"texts are typed", WORK_WRITES, type, NULL},
    {"a row is added", WORK_WRITES, add, NULL},
    {"a row is deleted, one moved", WORK_WRITES, delete_and_move, NULL},
    {"a row is brought back", WORK_WRITES, bring_back, NULL},
    {"undo and redo", WORK_PARTS, undo, NULL},
    {"rows are arranged", WORK_READS, arrange, NULL},
    {"references are picked", WORK_READS, pick, NULL},
    {"a row is read", WORK_READS, read_row, NULL},
    {"differences are shown", WORK_READS, differences, NULL},
    {"differences are decided", WORK_PARTS, decide, NULL},
    {"two offices become one", WORK_WRITES, unite_offices, NULL},
    {"two programmes become one", WORK_WRITES, unite_programmes, NULL},
    {"united and taken back", WORK_PARTS, unite_and_undo, NULL},
    {"a draft is kept", WORK_WRITES, keep_draft, NULL},
    {NULL, WORK_ALONE, NULL, NULL},
};
