/* What screens ask besides: the heat map, findings beside fields and by dimension, the part of
 * a group, every cell of every form as it is shown and typed, and what has changed. */
#include <stdlib.h>
#include <string.h>

#include "core/base/csv.h"
#include "core/exchange/trail.h"
#include "core/plan/beside.h"
#include "core/plan/findings.h"
#include "core/plan/heat.h"
#include "core/store/action.h"
#include "core/store/changes.h"
#include "core/store/mark.h"
#include "core/store/rows.h"
#include "core/store/scope.h"
#include "core/store/workbook.h"
#include "tests/fault/city.h"
#include "tests/fault/fail_memory.h"
#include "tests/fault/workload.h"

/* Every cell of the map, and the rows behind the first ones. */
static enum status heat(struct workbook *wb, bool lasting, struct error *e)
{
    struct heat *h = heat_new(wb);
    enum status s = h ? heat_count(h, e) : error_memory(e);

    (void)lasting;
    for (size_t c = 0; s == STATUS_OK && c < h->columns; c++) {
        tell_number(heat_sum(h, c));
        for (size_t r = 0; s == STATUS_OK && r < h->rows; r++) {
            const struct form *form = NULL;
            char *ids = NULL;
            tell_number(heat_value(h, r, c) * 10 + heat_level(h, r, c));
            tell_number(heat_shows(h, r));
            if (r < 3)
                s = heat_ids(h, r, c, &form, &ids, e);
            tell(s == STATUS_OK && ids ? ids : "");
            free(ids);
        }
    }
    heat_free(h);
    return s;
}

/* Findings beside fields: a piece that fails is done again later, so nothing is refused. */
static enum status beside(struct workbook *wb, bool lasting, struct error *e)
{
    struct beside *b = beside_new(wb);
    enum status s = got(b, e);

    (void)lasting;
    for (int i = 0; s == STATUS_OK && i < 200 && beside_work(b, FINDINGS_ALL, NULL); i++)
        ;
    if (s == STATUS_OK)
        for (size_t i = 0; i < 3; i++) {
            const struct form *f = city_form(wb, "program");
            beside_find(
                b, f, city_row(wb, "program", i), city_field(wb, "program", "tahun"), 0);
            beside_row(b, f, city_row(wb, "program", i), 0);
        }
    beside_free(b);
    return s;
}

/* Which dimension each finding belongs to. */
static enum status by_dimension(struct workbook *wb, bool lasting, struct error *e)
{
    struct findings *f = NULL;
    enum status s = findings_run(wb, FINDINGS_ALL, NULL, &f, e);

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < f->count; i++) {
        const struct choice *c = NULL;
        s = finding_dimension(wb, &f->list[i], &c, e);
        tell(s == STATUS_OK && c ? c->name : "");
    }
    findings_free(f);
    return s;
}

/* The copy of group 3: its rows, ours and all; a new one gets its dimension. */
static enum status our_part(struct workbook *wb, struct error *e)
{
    const struct method *m = workbook_method(wb);
    struct group group = {0};
    enum status s = group_of_copy(wb, &group, e);

    tell(s == STATUS_OK ? group.title : "");
    group_clear(&group);
    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        struct rows *rows = NULL;
        struct value v = {0};
        s = rows_open_ours(wb, &m->forms[i], &rows, e);
        tell_number(s == STATUS_OK ? (int64_t)rows_count(rows) : 0);
        rows_close(rows);
        if (s == STATUS_OK)
            s = scope_default(wb, &m->forms[i], &v, e);
        tell(v.kind == VALUE_TEXT ? v.text : "");
        value_clear(&v);
    }
    return s;
}

static enum status group_copy(struct workbook *none, bool lasting, struct error *e)
{
    struct workbook *wb = NULL;
    enum status s = workbook_open(&wb, CITY_GROUP, WORKBOOK_READ, &workload_person, e);

    (void)none, (void)lasting;
    if (s == STATUS_OK) {
        scope_divides(wb, city_form(wb, "program"));
        scope_holds(wb, city_form(wb, "program"), city_row(wb, "program", 0));
        s = our_part(wb, e);
    }
    if (s == STATUS_OK) {
        scope_show_all(wb, true);
        s = our_part(wb, e);
    }
    workbook_close(wb);
    return s;
}

/* Every cell of the first row of every form, as it is shown and as it is edited. */
static enum status all_cells(struct workbook *wb, bool lasting, struct error *e)
{
    const struct method *m = workbook_method(wb);
    enum status s = STATUS_OK;

    (void)lasting;
    for (size_t i = 0; s == STATUS_OK && i < m->form_count; i++) {
        struct rows *rows = NULL;
        struct record r = {0};
        s = rows_open(wb, &m->forms[i], &rows, e);
        if (s != STATUS_OK || rows_count(rows) == 0) {
            rows_close(rows);
            continue;
        }
        s = record_read(wb, &m->forms[i], rows_uid(rows, 0), &r, e);
        for (size_t k = 0; s == STATUS_OK && k < m->forms[i].count; k++) {
            char *shown = NULL, *edited = NULL;
            s = cell_show(wb, &m->forms[i].fields[k], &r.cells[k], &shown, e);
            if (s == STATUS_OK)
                s = cell_edit(wb, &m->forms[i].fields[k], &r.cells[k], &edited, e);
            tell(s == STATUS_OK ? shown : "");
            tell(s == STATUS_OK ? edited : "");
            free(shown);
            free(edited);
        }
        record_clear(&r);
        rows_close(rows);
    }
    return s;
}

/* What a type is given to read, whatever the field is about. */
static const char *const odd_texts[] = {"1.500", "1,5", "65 %", "12.000 rumah", "07.30",
    "3/4/2027", "2026-2028", "ya", "LIV-P01", "[\"program\",\"x\",\"nama\"]",
    "LIV-P01; LIV-P02", "1.500.000,-", "entah apa", " ", "Agustus 2027"};

/* Every field of every form reads odd texts, and says what is odd about what it read. */
static enum status odd_cells(struct workbook *wb, bool lasting, struct error *e)
{
    const struct method *m = workbook_method(wb);
    enum type_id known[32] = {0};
    size_t types = 0;
    enum status s = STATUS_OK;
    struct error fixed = {0};

    (void)lasting;
    error_memory(&fixed);
    for (size_t i = 0; i < m->form_count; i++)
        for (size_t k = 0; s == STATUS_OK && k < m->forms[i].count; k++) {
            const struct field *f = &m->forms[i].fields[k];
            size_t at = 0;
            while (at < types && known[at] != f->type->id)
                at++;
            if (at < types || f->level == LEVEL_COMPUTED)
                continue; /* one of each type */
            known[types++] = f->type->id;
            for (size_t n = 0; s == STATUS_OK && n < sizeof odd_texts / sizeof *odd_texts;
                 n++) {
                struct value v = {0}, other = {0}, columns[LIMIT_COLUMNS] = {{0}};
                struct error why = {0};
                enum outcome o = cell_read(wb, f, NULL, odd_texts[n], &v, &other, &why);
                if (o >= OUTCOME_ASK && strcmp(error_text(&why), error_text(&fixed)) == 0)
                    s = error_memory(e);
                tell_number(o);
                tell(error_text(&why));
                if (s == STATUS_OK && o == OUTCOME_VALUE)
                    s = f->type->split(&v, columns, e);
                for (size_t c = 0;
                     s == STATUS_OK && o == OUTCOME_VALUE && c < f->type->column_count; c++)
                    value_clear(&columns[c]);
                if (s == STATUS_OK && o == OUTCOME_VALUE) {
                    char *shown = f->type->show(f, &v);
                    s = got(shown, e);
                    tell(shown);
                    free(shown);
                    free(field_range_hint(f, &v)); /* without memory there is no hint */
                }
                value_clear(&v);
                value_clear(&other);
                error_clear(&why);
            }
        }
    error_clear(&fixed);
    return s;
}

/* Rows stay in step with what is done to them. */
static enum status rows_follow(struct workbook *wb, bool lasting, struct error *e)
{
    const struct form *f = city_form(wb, "program");
    const struct rows_view view = {.order = ROWS_UP, .by = city_field(wb, "program", "nama")};
    struct rows *plain = NULL, *sorted = NULL;
    char uid[64];
    bool there = true;
    enum status s = rows_open(wb, f, &plain, e);

    (void)lasting;
    if (s == STATUS_OK)
        s = rows_open(wb, f, &sorted, e);
    if (s == STATUS_OK)
        s = rows_arrange(sorted, &view, e);
    if (s == STATUS_OK)
        s = action_begin(wb, ACTION_EDIT, e);
    if (s == STATUS_OK) {
        s = action_create(wb, f, NULL, city_row(wb, "program", 0), uid, e);
        if (s == STATUS_OK)
            s = record_there(wb, f, city_row(wb, "program", 1), &there, e);
        if (s == STATUS_OK && there) /* the second time it is gone */
            s = action_delete(wb, f, city_row(wb, "program", 1), e);
        if (s == STATUS_OK)
            s = action_commit(wb, e);
        else
            action_rollback(wb);
        if (s == STATUS_OK)
            s = rows_refresh(plain, e);
        if (s == STATUS_OK)
            s = rows_refresh(sorted, e);
    }
    for (size_t i = 0; s == STATUS_OK && i < rows_count(plain); i++)
        tell_number((int64_t)rows_find(sorted, rows_uid(plain, i)) >= 0);
    tell_number(s == STATUS_OK ? (int64_t)rows_count(sorted) : 0);
    rows_close(plain);
    rows_close(sorted);
    return s;
}

/* "What has changed since": as a list, as a table of the hand-off, and the whole history. */
static enum status changes(struct workbook *wb, bool lasting, struct error *e)
{
    const struct trail_options options = {.dialect = dialect_named("machine")};
    const struct history_query query = {.oldest_first = true};
    struct changed_row *rows = NULL;
    struct mark mark = {0};
    struct csv_writer *out = csv_writer_new(',');
    size_t count = 0, written = 0;
    enum status s = out ? mark_named(wb, "sesudah bimtek i", &mark, e) : error_memory(e);

    (void)lasting;
    if (s == STATUS_OK)
        s = changes_since(wb, &mark, &rows, &count, e);
    for (size_t i = 0; s == STATUS_OK && i < count; i++) {
        tell(rows[i].uid);
        tell(row_change_name(rows[i].what));
        for (size_t k = 0; s == STATUS_OK && rows[i].cells && k < rows[i].count; k++) {
            char *text = NULL;
            if (rows[i].cells[k].field)
                s = cell_show(wb, rows[i].cells[k].field, &rows[i].cells[k].now, &text, e);
            tell(s == STATUS_OK && text ? text : "");
            free(text);
        }
    }
    if (s == STATUS_OK)
        s = trail_changes(wb, rows, count, &options, out, e);
    changes_free(rows, count);
    if (s == STATUS_OK)
        s = trail_write(wb, &query, &options, out, &written, e);
    tell_number((int64_t)written);
    mark_clear(&mark);
    csv_writer_free(out);
    return s;
}

struct work ask_works[] = {
    {"the heat map", WORK_READS, heat, NULL},
    {"findings beside fields", WORK_PARTS, beside, NULL},
    {"findings by dimension", WORK_READS, by_dimension, NULL},
    {"the copy of a group", WORK_ALONE, group_copy, NULL},
    {"every form is read", WORK_READS, all_cells, NULL},
    {"every type reads", WORK_READS, odd_cells, NULL},
    {"rows follow", WORK_PARTS, rows_follow, NULL},
    {"what has changed", WORK_READS, changes, NULL},
    {NULL, WORK_ALONE, NULL, NULL},
};
